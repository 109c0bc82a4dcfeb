"""What happened to a title, in sentences: the journal as the item page tells it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from archive.accessions.history import SENTENCES as ACCESSIONS
from archive.catalogue.history import SENTENCES as CATALOGUE
from archive.donations.history import SENTENCES as DONATIONS
from archive.kernel import journal
from archive.kernel.clock import to_local
from archive.kernel.errors import N_
from archive.kernel.journal import JournalEntry, Subject
from archive.web.i18n import gettext
from archive.web.telling import Told, actor_of, tell_entry
from digitize.intake.history import SENTENCES as INTAKE
from digitize.pages.history import SENTENCES as PAGES

SENTENCES = {**DONATIONS, **ACCESSIONS, **CATALOGUE, **INTAKE, **PAGES}
# What happens page by page is told once a day, with its number.
TOGETHER = {
    "digitize.scan.received": N_("收到扫描件 %(count)s 份"),
    "digitize.page.imaged": N_("%(count)s 页已生成阅览图像"),
    "digitize.page.read": N_("%(count)s 页已识别文字"),
    "digitize.page.failed": N_("%(count)s 页处理失败"),
    "digitize.page.retried": N_("%(count)s 页已重新处理"),
    "digitize.page.labelled": N_("更改了 %(count)s 页的页标"),
}
UNKNOWN = N_("有一项变更（%(action)s）")
LIMIT = 2_000


def history_of(session: Session, title_id: str, volume_ids: Iterable[str]) -> list[Told]:
    """Return what happened to a title and its volumes, newest first."""
    subjects = [Subject("title", title_id), *(Subject("volume", one) for one in volume_ids)]
    return tell(journal.history(session, subjects, LIMIT))


def tell(entries: Sequence[JournalEntry]) -> list[Told]:
    """Return ``entries`` as lines, in their order; what is alike within a day becomes one line.

    Pure but for the reader's language.
    """
    counts = Counter(key for entry in entries if (key := _kind_of(entry)))
    told: list[Told] = []
    seen: set[tuple[str, str, dt.date]] = set()
    for entry in entries:
        key = _kind_of(entry)
        if key is None or counts[key] == 1:
            told.append(tell_entry(entry, SENTENCES.get(entry.action, UNKNOWN)))
        elif key not in seen:
            seen.add(key)
            sentence = gettext(TOGETHER[entry.action], count=counts[key])
            told.append(Told(entry.at, actor_of(entry), sentence, why=""))
    return told


def _kind_of(entry: JournalEntry) -> tuple[str, str, dt.date] | None:
    """Return what makes entries alike, None for one that stands by itself."""
    if entry.action not in TOGETHER:
        return None
    return entry.action, entry.actor_name, to_local(entry.at).date()

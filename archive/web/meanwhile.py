"""Forms that notice that somebody else changed meanwhile what they show.

A form carries a short fingerprint of each value it was opened with. Where the record changed since,
the form comes back (409): what only the other one changed is taken over, what was typed stays, and
a field that both changed says what stands there now.
"""

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from archive.kernel import journal
from archive.kernel.errors import N_
from archive.kernel.journal import Subject
from archive.web.forms import Form
from archive.web.i18n import gettext

SEEN = "seen"
"""The hidden field in which a form carries what it was opened with."""
_CHANGED = N_(
    "您填写期间，%(who)s 已修改了这份登记，您的填写还没有保存。请核对下面各项，再保存一次。"
)
_BOTH_CHANGED = N_("他人刚改为“%(held)s”，您填写的不同。")
_BOTH_CHOSE = N_("这一项他人也刚改过，请核对。")


def opened(values: Mapping[str, Any]) -> Form:
    """Return a form filled with ``values`` that will notice if they change before it is sent."""
    return Form({**values, SEEN: _fingerprint(values)})


def changed_meanwhile(
    session: Session, form: Form, held: Mapping[str, Any], subject: Subject
) -> Form | None:
    """Return the form to be shown again if the record is no longer what ``form`` was opened with.

    ``held`` is what the record says now, read while it is held. None if nothing changed, or if
    the sender says nothing of what he saw.
    """
    seen = _read(str(form.value(SEEN)))
    changed = [name for name, value in held.items() if seen.get(name, _mark(value)) != _mark(value)]
    if not changed:
        return None
    again = Form({**form.values, SEEN: _fingerprint(held)})
    again.errors[""] = gettext(_CHANGED, who=_who_changed_last(session, subject))
    for name in changed:
        _settle(again, name, held[name], seen[name])
    return again


def _settle(form: Form, name: str, held: Any, seen: str) -> None:
    """Take over what only the other one changed; where both did, say so at the field."""
    typed = _mark(form.value(name))
    if typed == seen:
        form.values = {**form.values, name: held}
    elif typed != _mark(held):
        is_word = isinstance(held, str) and not isinstance(held, StrEnum) and not _is_key(name)
        sentence = _BOTH_CHANGED if is_word else _BOTH_CHOSE
        form.errors[name] = gettext(sentence, held=held)


def _is_key(name: str) -> bool:
    return name.endswith("_id") or name == "donor"


def _who_changed_last(session: Session, subject: Subject) -> str:
    entries = journal.history(session, [subject], limit=1)
    return entries[0].actor_name if entries else journal.SYSTEM.name


def _fingerprint(values: Mapping[str, Any]) -> str:
    return " ".join(f"{name}:{_mark(value)}" for name, value in values.items() if name != SEEN)


def _read(seen: str) -> dict[str, str]:
    return dict(part.split(":", 1) for part in seen.split(" ") if ":" in part)


def _mark(value: Any) -> str:
    """Return a short mark of a value, the same whether it was read or came back from a form."""
    plain = "true" if value is True else "" if value is None or value is False else str(value)
    return hashlib.sha256("\n".join(plain.strip().splitlines()).encode()).hexdigest()[:12]

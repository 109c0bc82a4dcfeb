"""Whether something like it is held already or was offered, as it is told at the counter."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.catalogue.queries import find_titles
from archive.counter.rows import spell_copy
from archive.donations.models import Donation, DonationLine
from archive.donations.words import STAGES
from archive.likeness.scoring import REASONS, Description
from archive.likeness.service import Kind, Likeness, find_like
from archive.web.i18n import gettext, translate

MOST_SHOWN = 4
_LOOKED_AT = 8


@dataclass(frozen=True, slots=True)
class Match:
    """Something that may be the same: what it is, where it is, and why one may think so.

    ``copy_of`` is what the form says of a copy of it.
    """

    title: str
    facts: str
    where: str
    href: str
    reasons: tuple[str, ...]
    copy_of: str


def find_matches(
    session: Session, asked: Description, apart_from: Collection[str] = ()
) -> list[Match]:
    """Return what is most like ``asked``, best first; lines of ``apart_from`` are left out.

    A line that has become a title is told of once, as the title.
    """
    known = [(Kind.DONATION_LINE, line_id) for line_id in apart_from]
    found = find_like(session, asked, _LOOKED_AT, known)
    lines = _lines(session, (x.record_id for x in found if x.kind is Kind.DONATION_LINE))
    matches: dict[str, Match] = {}
    for like in found:
        match = _title(like) if like.kind is Kind.TITLE else _line(like, lines)
        if match is not None:
            matches.setdefault(match.copy_of, match)
    return list(matches.values())[:MOST_SHOWN]


def _lines(session: Session, line_ids: Iterable[str]) -> dict[str, tuple[DonationLine, Donation]]:
    wanted = list(line_ids)
    if not wanted:
        return {}
    rows = session.execute(
        select(DonationLine, Donation)
        .join(Donation, DonationLine.donation_id == Donation.id)
        .where(DonationLine.id.in_(wanted))
    )
    return {line.id: (line, donation) for line, donation in rows}


def _title(like: Likeness) -> Match:
    return Match(
        title=like.described.title,
        facts=_facts(like),
        where=gettext("馆藏"),
        href=f"/titles/{like.record_id}",
        reasons=_reasons(like),
        copy_of=spell_copy(None, like.record_id),
    )


def _line(like: Likeness, lines: dict[str, tuple[DonationLine, Donation]]) -> Match | None:
    if like.record_id not in lines:
        return None
    line, donation = lines[like.record_id]
    if line.title_id is not None:
        return _title(Likeness(Kind.TITLE, line.title_id, "", like.described, like.verdict))
    stage = translate(STAGES[donation.stage][0])
    return Match(
        title=like.described.title,
        facts=_facts(like),
        where=gettext("捐赠 %(number)s（%(stage)s）", number=donation.number, stage=stage),
        href=f"/desk/donations/{donation.id}#line-{line.sequence}",
        reasons=_reasons(like),
        copy_of=spell_copy(line.id, None),
    )


def _facts(like: Likeness) -> str:
    years = [like.described.year_from, like.described.year_to]
    spelled = "—".join(str(year) for year in dict.fromkeys(years) if year is not None)
    return " · ".join(part for part in (like.described.responsibility, spelled) if part)


def _reasons(like: Likeness) -> tuple[str, ...]:
    percent = like.verdict.percent
    return tuple(gettext(REASONS[reason], percent=percent) for reason in like.verdict.reasons)


def name_copies(session: Session, copies: Iterable[str]) -> dict[str, str]:
    """Return what the things are called that other things are copies of, by ``copy_of``."""
    spelled = set(copies) - {""}
    if not spelled:
        return {}
    titles = find_titles(
        session, [each.removeprefix("title:") for each in spelled if each.startswith("title:")]
    )
    lines = _lines(
        session, [each.removeprefix("line:") for each in spelled if each.startswith("line:")]
    )
    return {spell_copy(None, key): title.title for key, title in titles.items()} | {
        spell_copy(key, None): line.title for key, (line, _) in lines.items()
    }

"""The way around the desk: its sections in a few groups, above every page of the desk.

The composition root lists the sections (``house.services[Sections]``); a page of the desk shows
the groups, and beneath them the sections of the group it belongs to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from archive.kernel.errors import N_
from archive.web.navigation import Account, is_within


class Group(StrEnum):
    """What the sections are gathered under, in the order in which they stand."""

    OVERVIEW = "overview"
    COLLECTING = "collecting"
    HOLDINGS = "holdings"
    PAPERS = "papers"
    FIGURES = "figures"
    DATA = "data"


GROUPS: Mapping[Group, str] = {
    Group.OVERVIEW: N_("总览"),
    Group.COLLECTING: N_("征集"),
    Group.HOLDINGS: N_("馆藏"),
    Group.PAPERS: N_("文书"),
    Group.FIGURES: N_("统计"),
    Group.DATA: N_("数据"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the desk with an address of its own; pages below it belong to it.

    ``also`` are further addresses whose pages belong to it, ``roles`` those who are shown it.
    """

    label: str
    href: str
    group: Group
    roles: frozenset[str]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sections:
    """Every section of the desk, in the order in which they stand."""

    all: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """A group as a page shows it: where it leads, and whether the page is in it."""

    label: str
    href: str
    is_current: bool
    sections: tuple[tuple[Section, bool], ...]


def ways(sections: Sections, account: Account | None, path: str) -> list[Way]:
    """Return the groups that ``account`` is shown on the page at ``path``; empty ones are not."""
    shown = [s for s in sections.all if account is not None and account.role in s.roles]
    here = _section_of(shown, path)
    gathered = {group: [s for s in shown if s.group is group] for group in Group}
    return [
        Way(
            label=GROUPS[group],
            href=inside[0].href,
            is_current=here in inside,
            sections=tuple((section, section is here) for section in inside),
        )
        for group, inside in gathered.items()
        if inside
    ]


def _section_of(sections: list[Section], path: str) -> Section | None:
    """Return the section with the longest address that ``path`` lies in."""
    places = [(place, section) for section in sections for place in (section.href, *section.also)]
    around = [(len(place), section) for place, section in places if _lies_in(path, place)]
    return max(around, key=lambda found: found[0])[1] if around else None


def _lies_in(path: str, place: str) -> bool:
    # Every page of the desk lies below its front page; only the front page itself belongs there.
    return path == place if place.count("/") == 1 else is_within(path, place)

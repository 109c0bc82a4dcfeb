"""The question: on which page of which volume does a 卷 begin, and where does that volume stand?

And the other way round: what is on a page of the reprint. A leaf list answers to the half-leaf;
without one, what is known is where the work begins.
"""

import dataclasses
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.catalogue.models import Copy, Title, Volume
from archive.catalogue.queries import find_title, find_titles, find_volumes, title_view
from archive.catalogue.reprint import COLUMNS, ReprintPlace
from archive.siku_set.leaf_runs import SIDES, PlacedLeaf
from archive.siku_set.leaves import current_list, run_of
from archive.siku_set.models import LeafList, LeafRun
from archive.siku_set.queries import find_set, find_works, works_in_volume, works_named
from archive.siku_set.questions import Asked, WorkAsked
from archive.siku_set.schemas import Found, StandingVolume
from archive.stock.queries import whereabouts_of

MOST_WORKS = 20


def answer(session: Session, asked: Asked) -> list[Found]:
    """Return everything that a question may mean, best first, with where the volumes stand."""
    if isinstance(asked, ReprintPlace):
        found = what_is_at(session, asked)
    else:
        found = _of_works(session, asked)
    return with_volumes(session, found)


def _of_works(session: Session, asked: WorkAsked) -> list[Found]:
    titles = [work.title.id for work in works_named(session, asked.name, MOST_WORKS)]
    return [where_is(session, title_id, asked) for title_id in titles]


def where_is(session: Session, title_id: str, asked: WorkAsked) -> Found:
    """Return where a work, a 卷 or a half-leaf of it is; ``asked`` need not name the work."""
    title = find_title(session, title_id)
    work = find_works(session, [title_id]).get(title_id)
    last = work.last_volume if work else title.reprint_volume
    whole = Found(title, title.reprint_place, last_volume=last)
    if asked.juan is None:
        return whole
    placed = _placed(session, title_id, asked)
    if placed is None:
        return whole
    return dataclasses.replace(whole, place=placed.place, leaf=placed.leaf, is_exact=True)


def _placed(session: Session, title_id: str, asked: WorkAsked) -> PlacedLeaf | None:
    held = current_list(session, title_id)
    if held is None:
        return None
    runs = select(LeafRun).where(LeafRun.list_id == held.id, LeafRun.juan == asked.juan)
    if asked.leaf is None:
        first = session.scalar(runs.order_by(LeafRun.sequence).limit(1))
        return None if first is None else run_of(first).at(0)
    half = 2 * asked.leaf + SIDES.index(asked.side)
    holding = runs.where(
        LeafRun.mark == asked.mark, LeafRun.first_half <= half, LeafRun.last_half >= half
    )
    rows = session.scalars(holding.order_by(LeafRun.sequence))
    return next((placed for row in rows if (placed := run_of(row).of_half(half))), None)


def what_is_at(session: Session, place: ReprintPlace) -> list[Found]:
    """Return what is printed at a place: half-leaves, else the works that the page may belong to.

    Without a quarter it is what stands first on the page of each work.
    """
    exact = _leaves_at(session, place)
    if exact:
        titles = find_titles(session, [title_id for title_id, _ in exact])
        return [
            Found(titles[title_id], placed.place, placed.leaf, is_exact=True)
            for title_id, placed in exact
        ]
    works = works_in_volume(session, place.volume)
    begun = [work for work in works if _begins_before(work.title.reprint_place, place)]
    if begun:
        work = begun[-1]
        return [Found(work.title, work.place, last_volume=work.last_volume)]
    return _of_titles(session, place)


def _begins_before(begin: ReprintPlace | None, place: ReprintPlace) -> bool:
    return begin is not None and (begin.volume, begin.page) <= (place.volume, place.page)


def _of_titles(session: Session, place: ReprintPlace) -> list[Found]:
    """Return the title of no list that begins nearest before a place of its own volume."""
    wanted = select(Title).where(
        Title.reprint_volume == place.volume, Title.reprint_page <= place.page
    )
    row = session.scalar(wanted.order_by(Title.reprint_page.desc()).limit(1))
    return [] if row is None else [Found(title_view(row), title_view(row).reprint_place)]


def _leaves_at(session: Session, place: ReprintPlace) -> list[tuple[str, PlacedLeaf]]:
    first = 4 * place.page + (COLUMNS.index(place.column) if place.column else 0)
    last = first if place.column else first + len(COLUMNS) - 1
    wanted = (
        select(LeafList.title_id, LeafRun)
        .join(LeafList, LeafRun.list_id == LeafList.id)
        .where(
            LeafList.is_current,
            LeafRun.volume == place.volume,
            LeafRun.first_quarter <= last,
            LeafRun.last_quarter >= first,
        )
        .order_by(LeafRun.first_quarter, LeafRun.list_id, LeafRun.sequence)
    )
    found = [
        (title_id, placed)
        for title_id, row in session.execute(wanted)
        for quarter in range(first, last + 1)
        if (placed := run_of(row).of_quarter(quarter)) is not None
    ]
    return found if place.column else _first_of_each(found)


def _first_of_each(
    found: Iterable[tuple[str, PlacedLeaf]],
) -> list[tuple[str, PlacedLeaf]]:
    kept: dict[str, PlacedLeaf] = {}
    for title_id, placed in sorted(found, key=lambda each: each[1].quarter):
        kept.setdefault(title_id, placed)
    return list(kept.items())


def with_volumes(session: Session, found: Sequence[Found]) -> list[Found]:
    """Return ``found``, each with the printed volumes of the set in which it is."""
    numbers = {each.place.volume for each in found if each.place is not None}
    volumes = standing_volumes(session, numbers)
    return [
        each
        if each.place is None
        else dataclasses.replace(each, volumes=volumes.get(each.place.volume, ()))
        for each in found
    ]


def standing_volumes(
    session: Session, numbers: Iterable[int]
) -> dict[int, tuple[StandingVolume, ...]]:
    """Return the volumes of the set that bear these printed numbers, and where they stand."""
    series = find_set(session)
    if series is None:
        return {}
    wanted = (
        select(Volume.id, Volume.sequence)
        .join(Copy, Volume.copy_id == Copy.id)
        .where(
            Copy.title_id == series.id,
            Volume.sequence.in_(sorted(numbers)),
            Volume.deregistered_on.is_(None),
        )
        .order_by(Copy.number)
    )
    rows = session.execute(wanted).all()
    volumes = find_volumes(session, [volume_id for volume_id, _ in rows])
    places = whereabouts_of(session, [volume_id for volume_id, _ in rows])
    found: dict[int, tuple[StandingVolume, ...]] = {}
    for volume_id, number in rows:
        where = places[volume_id].name if volume_id in places else ""
        found[number] = (*found.get(number, ()), StandingVolume(volumes[volume_id], where))
    return found

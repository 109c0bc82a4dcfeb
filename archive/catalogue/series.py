"""Series (丛书) and their parts (子目), and volumes that bear the numbers printed on them.

A part is a title like any other. Where it has no copy of its own it stands in the volumes of the
series, and neither 种 nor 册 are counted twice.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from archive.catalogue.errors import (
    TitleHasVolumesError,
    TitleNotFoundError,
    VolumeNumbersTakenError,
)
from archive.catalogue.materials.kinds import MaterialKind
from archive.catalogue.materials.own import version_of
from archive.catalogue.models import Copy, Title, Volume
from archive.catalogue.queries import AT_ONCE, find_title, title_view
from archive.catalogue.schemas import NewVolume, TitleFields, TitleKind, TitleView
from archive.catalogue.service import check_fields, written
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.likeness.service import Kind, describe, forget_record, rows_of

_BOOK = MaterialKind.BOOK


def enter_parts(
    session: Session, series_id: str, kind: TitleKind, parts: Sequence[TitleFields], why: str = ""
) -> list[TitleView]:
    """Enter many titles as parts of a series; what is of no kind of document is a book.

    Raises:
        InvalidInputError: a field cannot be used; the error names it.
    """
    for fields in parts:
        check_fields(fields)
    books = [dataclasses.replace(each, material=each.material or _BOOK) for each in parts]
    versions = {fields.material: version_of(session, fields) for fields in books}
    kept = {"kind": kind, "created_at": journal.now(session), "part_of_id": series_id}
    rows = [
        Title(details_version=versions[fields.material], **kept, **fields.as_json())
        for fields in books
    ]
    session.add_all(rows)
    session.flush()
    for row in rows:
        described = describe(row.title, row.author, row.date_text)
        session.add_all(rows_of(Kind.TITLE, row.id, described))
    session.flush()
    series = find_title(session, series_id).title
    for row, fields in zip(rows, books, strict=True):
        journal.record(
            session,
            "catalogue.part.entered",
            subject=Subject("title", row.id),
            after=written(fields) | {"kind": kind, "part_of_id": series_id, "series": series},
            why=why,
        )
    return [title_view(row) for row in rows]


def join_series(session: Session, title_id: str, series_id: str | None) -> TitleView:
    """Make a title a part of a series, or of none."""
    row = session.get(Title, title_id)
    if row is None:
        raise TitleNotFoundError(detail=title_id)
    before = row.part_of_id
    if before == series_id:
        return title_view(row)
    row.part_of_id = series_id
    session.flush()
    series = find_title(session, series_id or before or "").title
    journal.record(
        session,
        "catalogue.part.joined" if series_id else "catalogue.part.left",
        subject=Subject("title", title_id),
        before={"part_of_id": before},
        after={"part_of_id": series_id, "series": series},
    )
    return title_view(row)


def remove_titles(session: Session, title_ids: Iterable[str], why: str) -> None:
    """Take titles that have no volumes and no parts out of the catalogue, as if never entered.

    Raises:
        TitleHasVolumesError: one of them has volumes, or parts of its own.
    """
    wanted = list(dict.fromkeys(title_ids))
    names = dict[str, str]()
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        _refuse_held(session, part)
        found = select(Title.id, Title.title).where(Title.id.in_(part))
        names |= dict(session.execute(found).all())
        session.execute(delete(Title).where(Title.id.in_(part)))
    for title_id, name in names.items():
        forget_record(session, Kind.TITLE, title_id)
        journal.record(
            session,
            "catalogue.title.removed",
            subject=Subject("title", title_id),
            before={"title": name},
            after={"title": name},
            why=why,
        )


def _refuse_held(session: Session, title_ids: Sequence[str]) -> None:
    has_copy = select(Title.title).join(Copy, Copy.title_id == Title.id)
    held = session.scalar(has_copy.where(Title.id.in_(title_ids)).limit(1))
    series = select(Title.part_of_id).where(
        Title.part_of_id.in_(title_ids), Title.id.not_in(title_ids)
    )
    with_parts = select(Title.title).where(Title.id.in_(series))
    named = held or session.scalar(with_parts.limit(1))
    if named is not None:
        raise TitleHasVolumesError(title=named)


def add_numbered_volumes(
    session: Session, title_id: str, copy_number: int, volumes: Mapping[int, NewVolume]
) -> list[str]:
    """Add volumes under the numbers printed on them; the copy is made if there is none yet.

    Returns their identifiers, in the order of their numbers.

    Raises:
        VolumeNumbersTakenError: the copy has volumes of some of the numbers.
    """
    find_title(session, title_id)
    copy = session.scalar(select(Copy).where(Copy.title_id == title_id, Copy.number == copy_number))
    if copy is None:
        copy = Copy(title_id=title_id, number=copy_number)
        session.add(copy)
        session.flush()
    held = set(session.scalars(select(Volume.sequence).where(Volume.copy_id == copy.id)))
    taken = sorted(held & volumes.keys())
    if taken:
        raise VolumeNumbersTakenError(numbers="、".join(map(str, taken[:5])))
    rows = [
        Volume(copy_id=copy.id, sequence=number, label=new.label, shelfmark=new.shelfmark)
        for number, new in sorted(volumes.items())
    ]
    session.add_all(rows)
    session.flush()
    journal.record(
        session,
        "catalogue.volumes.added",
        subject=Subject("title", title_id),
        also=[Subject("volume", row.id) for row in rows],
        after={
            "copy": copy_number,
            "count": len(rows),
            "first": rows[0].label or rows[0].sequence,
            "last": rows[-1].label or rows[-1].sequence,
        },
    )
    return [row.id for row in rows]


def count_parts(session: Session, series_id: str) -> int:
    """Return how many parts a series has."""
    counted = select(func.count()).select_from(Title).where(Title.part_of_id == series_id)
    return session.scalar(counted) or 0

"""What is done with the set: entering works of its list, and taking them out again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from archive.catalogue import service as catalogue
from archive.catalogue.queries import AT_ONCE, find_title, find_titles
from archive.catalogue.schemas import TitleFields, TitleKind, TitleView
from archive.catalogue.series import enter_parts, join_series, remove_titles
from archive.kernel import journal
from archive.siku_set.errors import WorkHasLeavesError
from archive.siku_set.models import LeafList, LeafRun, SikuSet, SikuWork
from archive.siku_set.queries import find_set
from archive.siku_set.schemas import SET_EDITION, SET_TITLE, NewWork
from archive.text import pinyin

Tell = Callable[[int], object]


def ensure_set(session: Session) -> tuple[TitleView, bool]:
    """Return the title that is the set, and whether it was made for that."""
    held = find_set(session)
    if held is not None:
        return held, False
    fields = TitleFields(title=SET_TITLE, edition=SET_EDITION)
    made = catalogue.create_title(session, TitleKind.SIKU, fields)
    session.add(SikuSet(title_id=made.id, made_at=journal.now(session)))
    session.flush()
    return made, True


def enter_works(
    session: Session, works: Sequence[NewWork], why: str = "", tell: Tell | None = None
) -> list[str]:
    """Enter works as new titles, parts of the set; return their identifiers in their order.

    ``tell`` is called with how many have been entered so far.

    Raises:
        InvalidInputError: a field of one of them cannot be used; the error names it.
    """
    series, _ = ensure_set(session)
    made: list[str] = []
    for start in range(0, len(works), AT_ONCE):
        part = works[start : start + AT_ONCE]
        fields = [work.fields for work in part]
        views = enter_parts(session, series.id, TitleKind.SIKU, fields, why)
        rows = [_row(view.id, work) for view, work in zip(views, part, strict=True)]
        session.add_all(rows)
        session.flush()
        made += [view.id for view in views]
        if tell is not None:
            tell(len(made))
    return made


def adopt_work(session: Session, title_id: str, work: NewWork) -> dict[str, Any]:
    """Make a title that is held a work of the set, and fill those of its fields that are empty.

    Returns what the fields were before.
    """
    series, _ = ensure_set(session)
    title = find_title(session, title_id)
    filled = what_is_empty(title, work)
    before = {name: getattr(title, name) for name in filled}
    if filled:
        fields = TitleFields(**{**title.fields().as_json(), **filled})
        catalogue.change_title(session, title_id, title.revision, fields)
    if title.part_of_id is None:
        join_series(session, title_id, series.id)
        before["part_of_id"] = None
    if session.get(SikuWork, title_id) is None:
        session.add(_row(title_id, work))
        session.flush()
    return before


def what_is_empty(title: TitleView, work: NewWork) -> dict[str, Any]:
    """Return the fields that a title lacks and that the list says, with what it says.

    Class and place in the reprint are taken whole or not at all.
    """
    said, filled = work.fields, dict[str, Any]()
    for name in ("author", "edition", "juan_count"):
        if getattr(title, name) in ("", None) and getattr(said, name) not in ("", None):
            filled[name] = getattr(said, name)
    if not title.siku_division and said.siku_division:
        filled |= {name: getattr(said, name) for name in ("siku_division", "siku_class")}
    if title.reprint_volume is None and said.reprint_volume is not None:
        filled |= {name: getattr(said, name) for name in ("reprint_volume", "reprint_page")}
    return filled


def release_work(session: Session, title_id: str, before: Mapping[str, Any]) -> None:
    """Undo :func:`adopt_work`."""
    fields = {name: value for name, value in before.items() if name != "part_of_id"}
    title = find_title(session, title_id)
    if fields:
        restored = TitleFields(**{**title.fields().as_json(), **fields})
        catalogue.change_title(session, title_id, title.revision, restored)
    if "part_of_id" in before:
        join_series(session, title_id, before["part_of_id"])
    _forget_works(session, [title_id])


def remove_works(session: Session, title_ids: Iterable[str], why: str) -> None:
    """Undo :func:`enter_works`.

    Raises:
        WorkHasLeavesError: a leaf list of one of them is in use.
        TitleHasVolumesError: one of them has got volumes since.
    """
    wanted = list(title_ids)
    _forget_works(session, wanted)
    remove_titles(session, wanted, why)


def remove_set(session: Session, why: str) -> None:
    """Undo :func:`ensure_set`.

    Raises:
        TitleHasVolumesError: volumes of it are held, or it has works.
    """
    held = find_set(session)
    if held is not None:
        session.execute(delete(SikuSet).where(SikuSet.title_id == held.id))
        remove_titles(session, [held.id], why)


def _forget_works(session: Session, title_ids: Sequence[str]) -> None:
    for start in range(0, len(title_ids), AT_ONCE):
        part = title_ids[start : start + AT_ONCE]
        lists = list(session.scalars(select(LeafList).where(LeafList.title_id.in_(part))))
        current = next((row.title_id for row in lists if row.is_current), None)
        if current is not None:
            raise WorkHasLeavesError(title=find_titles(session, [current])[current].title)
        ids = [row.id for row in lists]
        session.execute(delete(LeafRun).where(LeafRun.list_id.in_(ids)))
        session.execute(delete(LeafList).where(LeafList.id.in_(ids)))
        session.execute(delete(SikuWork).where(SikuWork.title_id.in_(part)))


def _row(title_id: str, work: NewWork) -> SikuWork:
    return SikuWork(
        title_id=title_id,
        volume=work.fields.reprint_volume,
        item=work.item,
        last_volume=work.last_volume,
        catalogue_number=work.catalogue_number,
        juan_printed=work.juan.printed,
        ce_printed=work.ce.printed,
        ce_count=work.ce.number,
        appendices=work.appendices,
        pinyin=pinyin.full(work.fields.title)[:500],
        initials=pinyin.initials(work.fields.title)[:200],
    )

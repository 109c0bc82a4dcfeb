"""Titles of the catalogue, as records that can be edited in batches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.batch_edits.kinds import AT_ONCE, Field, Record, Wanted
from archive.catalogue.models import Title
from archive.catalogue.quality import OWN, Gaps
from archive.catalogue.queries import (
    TitleFilter,
    Window,
    count_titles,
    find_title,
    find_titles,
    list_title_ids,
)
from archive.catalogue.schemas import AccessLevel, MaterialKind, TitleKind, TitleView
from archive.catalogue.service import change_title, check_change
from archive.catalogue.words import ACCESS_LEVELS, KINDS, LANGUAGES, MATERIALS
from archive.kernel import journal
from archive.kernel.errors import N_, AppError
from archive.rights.queries import limits_of_each

_FIELDS = (
    "material",
    "author",
    "edition",
    "date_text",
    "juan_text",
    "call_class",
    "language",
    "access_level",
    "note",
)
ANY_REASON = "…"
"""Stands for the reason that will be given once the differences were seen."""


class Titles:
    """What is held, as the cataloguer describes it."""

    name = "title"
    label = N_("馆藏题名")

    def __init__(self, gaps: Gaps = OWN) -> None:
        self._gaps = gaps

    def fields(self, session: Session) -> Sequence[Field]:
        """Return the fields that may be changed."""
        del session
        levels = {level.value: label for level, label in ACCESS_LEVELS.items()}
        return (
            Field("material", N_("文献类型"), {key.value: name for key, name in MATERIALS.items()}),
            Field("author", N_("责任者")),
            Field("edition", N_("版本"), max_length=300),
            Field("date_text", N_("年代"), max_length=100),
            Field("juan_text", N_("卷数（照书写）"), max_length=100),
            Field("call_class", N_("类号"), max_length=40),
            Field("language", N_("文字"), dict(LANGUAGES), is_required=True),
            Field("access_level", N_("开放级别"), levels, is_required=True, needs_reason=True),
            Field("note", N_("附注"), max_length=2000),
        )

    def filters(self, session: Session) -> Sequence[Field]:
        """Return by what records can be narrowed."""
        del session
        return (
            Field("kind", N_("馆藏"), {kind.value: name for kind, name in KINDS.items()}),
            Field("gap", N_("待补"), {gap.name: gap.label for gap in self._gaps}),
        )

    @property
    def search_hint(self) -> str:
        """What may be typed to find titles."""
        return N_("题名或责任者中的字")

    def search(self, session: Session, wanted: Wanted, limit: int, offset: int = 0) -> list[str]:
        """Return the titles that contain what is typed, in any script."""
        return list_title_ids(session, self._narrowed(wanted), Window("title", offset, limit))

    def count(self, session: Session, wanted: Wanted, most: int) -> int:
        """Return how many there are."""
        return min(count_titles(session, self._narrowed(wanted)), most + 1)

    def find(self, session: Session, record_ids: Iterable[str]) -> dict[str, Record]:
        """Return those of the titles that exist."""
        wanted = list(record_ids)
        found: dict[str, Record] = {}
        for start in range(0, len(wanted), AT_ONCE):
            views = find_titles(session, wanted[start : start + AT_ONCE])
            found |= {title_id: _record(view) for title_id, view in views.items()}
        return found

    def follow(self, session: Session, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Return the changes as they are: a title keeps no years of its own."""
        del session
        return dict(changes)

    def refusals(
        self, session: Session, after: Mapping[str, Mapping[str, Any]]
    ) -> Mapping[str, AppError]:
        """Return which titles would be open wider than agreed, or describe no thing."""
        limits = limits_of_each(session, after)
        found: dict[str, AppError] = {}
        for title_id, view in find_titles(session, after).items():
            held = view.fields()
            fields = replace(held, **_typed(after[title_id], ANY_REASON))
            try:
                check_change(held, fields, limits.get(title_id, []), journal.today(session))
            except AppError as error:
                found[title_id] = error
        return found

    def is_of_others(self, session: Session, record_ids: Iterable[str], branch_id: str) -> bool:
        """Return that titles belong to no branch."""
        del session, record_ids, branch_id
        return False

    def hold(self, session: Session, record_ids: Iterable[str]) -> None:
        """Hold the titles."""
        held = select(Title.id).where(Title.id.in_(list(record_ids))).order_by(Title.id)
        session.execute(held.with_for_update())

    def write(self, session: Session, record_id: str, changes: Mapping[str, Any], why: str) -> None:
        """Change a title; a new access level is reasoned with ``why``."""
        view = find_title(session, record_id)
        fields = replace(view.fields(), **_typed(changes, why))
        change_title(session, record_id, view.revision, fields)

    def _narrowed(self, wanted: Wanted) -> TitleFilter:
        kind, gap = wanted.values.get("kind", ""), self._gaps.get(wanted.values.get("gap", ""))
        return TitleFilter(
            text=wanted.text,
            kind=TitleKind(kind) if kind in set(TitleKind) else None,
            lacking=(gap.condition(),) if gap else (),
        )


def _typed(changes: Mapping[str, Any], why: str) -> dict[str, Any]:
    typed = dict(changes)
    if "material" in typed:
        typed["material"] = MaterialKind(typed["material"]) if typed["material"] else None
    if "access_level" in typed:
        typed |= {"access_level": AccessLevel(typed["access_level"]), "access_reason": why}
    return typed


def _record(view: TitleView) -> Record:
    return Record(
        id=view.id,
        label=view.title,
        href=f"/desk/titles/{view.id}/edit",
        fields={name: str(getattr(view, name) or "") for name in _FIELDS},
    )

"""Titles of the catalogue, as records that can be edited in batches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.batch_edits.kinds import AT_ONCE, Field, Record
from archive.catalogue.models import Title
from archive.catalogue.queries import (
    TitleFilter,
    Window,
    count_titles,
    find_title,
    find_titles,
    list_titles,
)
from archive.catalogue.schemas import AccessLevel, TitleKind, TitleView
from archive.catalogue.service import change_title
from archive.catalogue.words import ACCESS_LEVELS, KINDS, LANGUAGES
from archive.kernel.errors import N_

_FIELDS = ("author", "edition", "date_text", "language", "access_level", "note")


class Titles:
    """What is held, as the cataloguer describes it."""

    name = "title"
    label = N_("馆藏题名")

    def fields(self, session: Session) -> Sequence[Field]:
        """Return the fields that may be changed."""
        del session
        levels = {level.value: label for level, label in ACCESS_LEVELS.items()}
        return (
            Field("author", N_("责任者")),
            Field("edition", N_("版本"), max_length=300),
            Field("date_text", N_("年代"), max_length=100),
            Field("language", N_("文字"), dict(LANGUAGES), is_required=True),
            Field("access_level", N_("开放级别"), levels, is_required=True),
            Field("note", N_("附注"), max_length=2000),
        )

    def filters(self, session: Session) -> Sequence[Field]:
        """Return by what records can be narrowed."""
        del session
        return (Field("kind", N_("馆藏"), {kind.value: name for kind, name in KINDS.items()}),)

    def search(
        self, session: Session, text: str, wanted: Mapping[str, str], limit: int
    ) -> list[str]:
        """Return the titles that contain ``text`` in any script."""
        rows = list_titles(session, _narrowed(text, wanted), Window("title", 0, limit))
        return [row.title.id for row in rows]

    def count(self, session: Session, text: str, wanted: Mapping[str, str], most: int) -> int:
        """Return how many there are."""
        return min(count_titles(session, _narrowed(text, wanted)), most + 1)

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
        typed = dict(changes)
        if "access_level" in typed:
            typed["access_level"] = AccessLevel(typed["access_level"])
            typed["access_reason"] = why
        change_title(session, record_id, view.revision, replace(view.fields(), **typed))


def _narrowed(text: str, wanted: Mapping[str, str]) -> TitleFilter:
    kind = wanted.get("kind", "")
    return TitleFilter(text=text, kind=TitleKind(kind) if kind in set(TitleKind) else None)


def _record(view: TitleView) -> Record:
    return Record(
        id=view.id,
        label=view.title,
        href=f"/desk/titles/{view.id}/edit",
        fields={name: str(getattr(view, name)) for name in _FIELDS},
    )

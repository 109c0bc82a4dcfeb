"""Titles of the catalogue, as records that can be edited in batches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.batch_edits.kinds import Field, Record
from archive.catalogue.models import Title
from archive.catalogue.queries import TitleFilter, Window, find_title, find_titles, list_titles
from archive.catalogue.schemas import AccessLevel, TitleKind, TitleView
from archive.catalogue.service import change_title
from archive.catalogue.words import ACCESS_LEVELS, KINDS, LANGUAGES
from archive.kernel.errors import N_

_FIELDS = ("author", "edition", "date_text", "language", "access_level", "note")
_AT_ONCE = 500


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
        kind = wanted.get("kind", "")
        narrowed = TitleFilter(text=text, kind=TitleKind(kind) if kind in set(TitleKind) else None)
        rows = list_titles(session, narrowed, Window("title", 0, limit))
        return [row.title.id for row in rows]

    def find(self, session: Session, record_ids: Iterable[str]) -> dict[str, Record]:
        """Return those of the titles that exist."""
        wanted = list(record_ids)
        found: dict[str, Record] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            views = find_titles(session, wanted[start : start + _AT_ONCE])
            found |= {title_id: _record(view) for title_id, view in views.items()}
        return found

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


def _record(view: TitleView) -> Record:
    return Record(
        id=view.id,
        label=view.title,
        href=f"/desk/titles/{view.id}/edit",
        fields={name: str(getattr(view, name)) for name in _FIELDS},
    )

"""Questions about templates."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.documents.kinds import DocumentKind
from archive.paper_templates.defaults import default_template
from archive.paper_templates.errors import TemplateVersionNotFoundError
from archive.paper_templates.models import TemplateVersion
from archive.paper_templates.schemas import TemplateView


def current_template(session: Session, kind: DocumentKind) -> TemplateView:
    """Return the words in use for a kind of paper."""
    row = session.scalar(
        select(TemplateVersion)
        .where(TemplateVersion.kind == kind)
        .order_by(TemplateVersion.version.desc())
        .limit(1)
    )
    return shipped_template(kind) if row is None else _view(row)


def shipped_template(kind: DocumentKind) -> TemplateView:
    """Return the words that ship with the product, as version 0."""
    return TemplateView(kind, 0, default_template(kind))


def template_version(session: Session, kind: DocumentKind, version: int) -> TemplateView:
    """Return one version of a template.

    Raises:
        TemplateVersionNotFoundError: there is none with this number.
    """
    if version == 0:
        return shipped_template(kind)
    row = session.scalar(
        select(TemplateVersion).where(
            TemplateVersion.kind == kind, TemplateVersion.version == version
        )
    )
    if row is None:
        raise TemplateVersionNotFoundError(version=version)
    return _view(row)


def versions_of(session: Session, kind: DocumentKind) -> list[TemplateView]:
    """Return every version of a template, newest first; the one that ships comes last."""
    rows = session.scalars(
        select(TemplateVersion)
        .where(TemplateVersion.kind == kind)
        .order_by(TemplateVersion.version.desc())
    )
    return [*map(_view, rows), shipped_template(kind)]


def last_saves(session: Session) -> Mapping[DocumentKind, TemplateView]:
    """Return the version in use of each kind that staff have ever saved."""
    newest = (
        select(TemplateVersion.kind, func.max(TemplateVersion.version).label("version"))
        .group_by(TemplateVersion.kind)
        .subquery()
    )
    rows = session.scalars(
        select(TemplateVersion).join(
            newest,
            (TemplateVersion.kind == newest.c.kind) & (TemplateVersion.version == newest.c.version),
        )
    )
    return {row.kind: _view(row) for row in rows}


def _view(row: TemplateVersion) -> TemplateView:
    return TemplateView(
        kind=row.kind,
        version=row.version,
        text=row.text,
        note=row.note,
        restored_from=row.restored_from,
        saved_at=row.saved_at,
        saved_by=row.saved_by_name,
    )

"""Saving templates: checked first, every save a version, any version taken up again."""

from sqlalchemy.orm import Session

from archive.documents.kinds import KINDS, DocumentKind
from archive.kernel import journal
from archive.kernel.database import take_turn
from archive.kernel.journal import Subject
from archive.markup.parse import Parsed
from archive.markup.placeholders import read_template
from archive.paper_templates.errors import (
    TemplateChangedError,
    TemplateFaultyError,
    TemplateUnchangedError,
)
from archive.paper_templates.models import TemplateVersion
from archive.paper_templates.queries import current_template, template_version
from archive.paper_templates.schemas import TemplateView
from archive.paper_templates.words import sentence_of


def check_template(kind: DocumentKind, text: str) -> Parsed:
    """Return a template taken apart, with everything that is wrong with it."""
    return read_template(text, KINDS[kind].offered)


def save_template(
    session: Session, kind: DocumentKind, text: str, based_on: int, note: str = ""
) -> TemplateView:
    """Let the words of a kind of paper be ``text`` from now on, as a version of their own.

    ``based_on`` is the version that was opened to be changed.

    Raises:
        TemplateFaultyError: it is written wrongly; nothing is stored.
        TemplateUnchangedError: those are the words in use.
        TemplateChangedError: somebody else was faster.
    """
    text = _tidied(text)
    parsed = check_template(kind, text)
    if parsed.problems:
        raise TemplateFaultyError(field="text", fault=sentence_of(parsed.problems[0]))
    take_turn(session)  # two who save at once are told of each other
    current = current_template(session, kind)
    if current.version != based_on:
        raise TemplateChangedError(name=current.saved_by)
    if current.text == text:
        raise TemplateUnchangedError(field="text")
    return _write(session, kind, text, current.version + 1, note=note)


def restore_template(session: Session, kind: DocumentKind, version: int) -> TemplateView:
    """Take up the words of an old version again, as a new version; 0 is the one that ships.

    Raises:
        TemplateFaultyError: places that it asks for are no longer offered.
        TemplateUnchangedError: those are the words in use.
    """
    old = template_version(session, kind, version)
    parsed = check_template(kind, old.text)
    if parsed.problems:
        raise TemplateFaultyError(field="text", fault=sentence_of(parsed.problems[0]))
    take_turn(session)
    current = current_template(session, kind)
    if current.text == old.text:
        raise TemplateUnchangedError(field="text")
    return _write(session, kind, old.text, current.version + 1, restored_from=version)


def _tidied(text: str) -> str:
    """Return a template with line ends of one sort and nothing behind its lines."""
    return "\n".join(line.rstrip() for line in text.strip("\r\n").splitlines()) + "\n"


def _write(
    session: Session,
    kind: DocumentKind,
    text: str,
    version: int,
    *,
    note: str = "",
    restored_from: int | None = None,
) -> TemplateView:
    actor = journal.current_actor(session)
    session.add(
        TemplateVersion(
            kind=kind,
            version=version,
            text=text,
            note=note.strip(),
            restored_from=restored_from,
            saved_at=journal.now(session),
            saved_by=actor.id,
            saved_by_name=actor.name,
        )
    )
    session.flush()
    verb = "saved" if restored_from is None else "restored"
    after = {"version": version} | (
        {} if restored_from is None else {"restored_from": restored_from}
    )
    journal.record(
        session,
        f"paper-templates.template.{verb}",
        subject=Subject("paper-template", kind.value),
        after=after,
        why=note.strip(),
    )
    return current_template(session, kind)

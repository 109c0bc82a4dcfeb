"""Issuing papers: numbered without a gap, written once, the same bytes for ever."""

import datetime as dt
import io
from dataclasses import dataclass

from sqlalchemy.orm import Session

from archive.documents import pdf, word_files
from archive.documents.kinds import KINDS, DocumentKind
from archive.documents.models import DocumentLink, DocumentPrint, IssuedDocument
from archive.documents.queries import find_document, latest_of, prints_of
from archive.documents.schemas import DocumentView, FileKind, Imprint, Paper
from archive.documents.setting import TEMPLATE, context_of, sheets_for
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.kernel.journal import Subject
from archive.kernel.numbers import last_number, next_number
from archive.kernel.settings import Settings


@dataclass(frozen=True, slots=True)
class Plan:
    """What a paper will be, if nobody is faster."""

    identifier: str
    contents: Paper
    imprint: Imprint


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper set in advance, so that nobody waits for it while the numbers are held.

    ``paper`` is the PDF, ``word_file`` the DOCX.
    """

    plan: Plan
    paper: bytes
    word_file: bytes


def plan_paper(session: Session, house: House, paper: Paper, note: str = "") -> Plan | None:
    """Return what :func:`issue_paper` would issue now; None if it would give an old paper."""
    latest = latest_of(session, paper.kind, paper.things)
    if latest is not None and latest[1] == paper.state_sha256 and not note:
        return None
    number = last_number(session, _series(session, paper.kind)) + 1
    return _plan(session, house, paper, number, _note(note, latest))


def set_paper(plan: Plan) -> Draft:
    """Set what is planned. This takes a second or more and needs no session."""
    paper = pdf.bound_in_time(pdf.TIME_LIMIT_S, *htmls_of(plan))
    return Draft(plan, paper, word_files.write_docx(plan.contents, plan.imprint))


def htmls_of(plan: Plan) -> list[str]:
    """Return the sheets of a paper as HTML, the smallest first."""
    paper = plan.contents
    contexts = [context_of(paper, plan.imprint, sheet) for sheet in sheets_for(paper)]
    return pdf.write_htmls(TEMPLATE, contexts)


def issue_paper(
    session: Session, house: House, paper: Paper, note: str = "", draft: Draft | None = None
) -> tuple[DocumentView, bool]:
    """Return the paper that says ``paper``, and whether it was issued just now.

    As long as nothing it says has changed, the paper that was issued is given again; ``note``, the
    reason for another one, always makes a new paper with a new number that names the old. A
    ``draft`` is used if it says all that this paper must say; else it is set again here. The
    caller holds what the paper is about, so that two clicks issue one, and journals it.
    """
    latest = latest_of(session, paper.kind, paper.things)
    if latest is not None and latest[1] == paper.state_sha256 and not note:
        return latest[0], False
    number = next_number(session, _series(session, paper.kind))
    identifier = draft.plan.identifier if draft else ""
    plan = _plan(session, house, paper, number, _note(note, latest), identifier)
    if draft is None or draft.plan != plan:
        draft = set_paper(plan)
    row = _row(session, house, draft)
    row.replaces_id = latest[0].id if latest else None
    session.add(row)
    session.flush()
    session.add_all(
        DocumentLink(document_id=row.id, position=position, kind=thing.kind, id=thing.id)
        for position, thing in enumerate(paper.things)
    )
    session.flush()
    return find_document(session, row.id), True


def _row(session: Session, house: House, draft: Draft) -> IssuedDocument:
    paper, actor = draft.plan.contents, journal.current_actor(session)
    printed = house.documents.put(io.BytesIO(draft.paper))
    written = house.documents.put(io.BytesIO(draft.word_file))
    return IssuedDocument(
        id=draft.plan.identifier,
        kind=paper.kind,
        number=draft.plan.imprint.number,
        subject_kind=paper.things[0].kind,
        subject_id=paper.things[0].id,
        state_sha256=paper.state_sha256,
        note=draft.plan.imprint.note,
        sha256=printed.sha256,
        size_bytes=printed.size_bytes,
        docx_sha256=written.sha256,
        docx_size_bytes=written.size_bytes,
        template_version=paper.template_version,
        issued_at=journal.now(session),
        issued_by=actor.id,
        issued_by_name=actor.name,
    )


def _plan(
    session: Session, house: House, paper: Paper, number: int, note: str, identifier: str = ""
) -> Plan:
    identifier = identifier or new_id()
    day = journal.today(session)
    imprint = imprint_of(
        house.settings,
        number=format_number(paper.kind, day, number),
        issued_on=day,
        issued_by=journal.current_actor(session).name,
        check_url=f"{house.settings.base_url}/documents/{identifier}",
        note=note,
    )
    return Plan(identifier, paper, imprint)


def imprint_of(
    settings: Settings,
    *,
    number: str = "",
    issued_on: dt.date | None = None,
    issued_by: str = "",
    check_url: str = "",
    note: str = "",
) -> Imprint:
    """Return the imprint of a paper of this library; without a number that of a preview."""
    return Imprint(
        library_name=settings.library_name,
        number=number,
        issued_on=issued_on,
        issued_by=issued_by,
        check_url=check_url,
        note=note,
        library_address=settings.library_address,
        library_phone=settings.library_phone,
    )


def _note(note: str, latest: tuple[DocumentView, str] | None) -> str:
    replaced = f"替代 {latest[0].number}" if latest else ""
    return "；".join(part for part in (note, replaced) if part)


def _series(session: Session, kind: DocumentKind) -> str:
    return f"{KINDS[kind].series}-{journal.today(session).year}"


def format_number(kind: DocumentKind, day: dt.date, number: int) -> str:
    """Return the printed number of a paper, e.g. 收字〔2026〕第0001号."""
    return f"{KINDS[kind].word}字〔{day.year}〕第{number:04}号"


def log_print(session: Session, document: DocumentView, file_kind: FileKind, why: str = "") -> int:
    """Write down that a paper is opened to be printed; return for which time."""
    # One after the other: a number is taken, and nobody else may take it meanwhile.
    session.get_one(IssuedDocument, document.id, with_for_update=True)
    sequence = len(prints_of(session, document.id)) + 1
    actor = journal.current_actor(session)
    session.add(
        DocumentPrint(
            document_id=document.id,
            sequence=sequence,
            file_kind=file_kind,
            printed_at=journal.now(session),
            printed_by=actor.id,
            printed_by_name=actor.name,
            why=why.strip(),
        )
    )
    session.flush()
    journal.record(
        session,
        "documents.paper.printed",
        subject=Subject("document", document.id),
        after={"number": document.number, "file": file_kind, "time": sequence},
        why=why.strip(),
    )
    return sequence

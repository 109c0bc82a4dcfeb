"""Importing: a file is taken, shown as it would be written, and written as it was shown."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy.orm import Session

from archive.exchange.applying import Applying, Made
from archive.exchange.book_applying import take_over_book
from archive.exchange.book_plans import (
    look_up_summary,
    look_up_withdrawals,
    plan_summary,
    plan_withdrawals,
)
from archive.exchange.errors import (
    DonorsOpenError,
    ImportClosedError,
    ImportFileGoneError,
    ImportHasErrorsError,
    NothingToImportError,
    PreviewStaleError,
    TooManyChangesError,
)
from archive.exchange.files import ImportFiles
from archive.exchange.gift_plans import plan_donor_list, plan_gifts
from archive.exchange.kinds import REGISTERS, Action, ImportState, SheetKind
from archive.exchange.known import look_up
from archive.exchange.models import ImportChange, ImportRun
from archive.exchange.plans import Plan
from archive.exchange.queries import find_import, import_view
from archive.exchange.reading import ReadSheet, SheetAsked, read_sheet
from archive.exchange.recognising.fields import Field
from archive.exchange.register_applying import take_over_register
from archive.exchange.register_plans import look_up_register, plan_register
from archive.exchange.reports import counts_of, report_of
from archive.exchange.schemas import ImportView, Settings
from archive.exchange.siku_works.applying import enter_list
from archive.exchange.siku_works.plans import look_up_works, plan_works
from archive.kernel import journal
from archive.kernel.database import take_turn
from archive.kernel.identifiers import new_id
from archive.kernel.journal import Subject
from archive.siku_set.service import Tell

MOST_CHANGES = 1_000
"""Rows that one import writes: all others who write wait for it meanwhile."""
MOST_WORKS = 5_000
"""Works are entered many at a time; the list of them all comes in at once or not at all."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was taken: the identifier of its import, its name, SHA-256 and length."""

    import_id: str
    name: str
    sha256: str
    size_bytes: int


def take_file(files: ImportFiles, stream: BinaryIO, name: str) -> Sent:
    """Keep a file that somebody sends.

    Raises:
        SpreadsheetTooLargeError, OutOfSpaceError: nothing is kept.
    """
    files.forget_old()
    import_id = new_id()
    sha256, size = files.keep(import_id, stream)
    return Sent(import_id, name[:300], sha256, size)


def read_import(
    files: ImportFiles, import_id: str, name: str, settings: Settings, today: dt.date
) -> ReadSheet:
    """Read the file of an import; outside of any transaction, for it takes a while.

    Raises:
        ImportFileGoneError: it is no longer kept.
        InvalidInputError: it cannot be read, or has no such sheet.
    """
    if not files.has(import_id):
        raise ImportFileGoneError
    columns = {int(place): Field(field) for place, field in settings.columns.items()}
    asked = SheetAsked(settings.sheet, columns)
    return read_sheet(files.path(import_id), name, asked, settings.assumptions, today)


def make_plan(
    session: Session, read: ReadSheet, choices: Mapping[str, str], bound_to: str = ""
) -> Plan:
    """Return what importing a sheet would do to the archive as ``session`` sees it.

    ``bound_to`` is the branch of one who changes only what is of that branch, empty for others.
    """
    # What is said of the rows belongs to the plan: another plan begins without it.
    rows = [dataclasses.replace(row, problems=list(row.problems)) for row in read.rows]
    if read.kind is SheetKind.REGISTER:
        return plan_register(rows, look_up_register(session, rows))
    if read.kind is SheetKind.SUMMARY:
        return plan_summary(rows, look_up_summary(session, rows))
    if read.kind is SheetKind.WITHDRAWALS:
        return plan_withdrawals(rows, look_up_withdrawals(session, rows))
    if read.kind is SheetKind.SIKU_WORKS:
        return plan_works(rows, look_up_works(session, rows))
    known = look_up(session, rows, bound_to)
    if read.kind is SheetKind.DONORS:
        return plan_donor_list(rows, known, choices)
    return plan_gifts(rows, known, choices)


def enter_preview(
    session: Session, files: ImportFiles, sent: Sent, read: ReadSheet, plan: Plan
) -> ImportView:
    """Enter an import that was read and planned for the first time."""
    actor = journal.current_actor(session)
    row = ImportRun(
        id=sent.import_id,
        kind=read.kind,
        file_name=sent.name,
        sha256=sent.sha256,
        size_bytes=sent.size_bytes,
        columns={},
        assumed={},
        choices={},
        sent_at=journal.now(session),
        sent_by=actor.id,
        sent_by_name=actor.name,
    )
    _show(files, row, read, plan)
    session.add(row)
    session.flush()
    return import_view(row)


def change_preview(
    session: Session,
    files: ImportFiles,
    import_id: str,
    settings: Settings,
    read: ReadSheet,
    plan: Plan,
) -> ImportView:
    """Keep other settings of an import, and what its preview says with them.

    Raises:
        ImportClosedError: the import is over.
    """
    row = _open_row(session, import_id)
    row.columns, row.assumed = dict(settings.columns), dict(settings.assumed)
    row.choices = dict(settings.choices)
    _show(files, row, read, plan)
    session.flush()
    return import_view(row)


def confirm(  # noqa: PLR0913 - what, who, and how it is told are one sentence
    session: Session,
    import_id: str,
    read: ReadSheet,
    digest: str,
    bound_to: str = "",
    *,
    leave_out: bool = False,
    tell: Tell | None = None,
) -> ImportView:
    """Write what the preview showed, wholly or not at all.

    Args:
        session: the write session; the caller forgets the file once it is committed.
        import_id: which import.
        read: its file, read with the settings of the import.
        digest: what the preview that was confirmed had shown.
        bound_to: as of :func:`make_plan`.
        leave_out: whether rows with errors are to be left out.
        tell: called with how many works of a list have been entered so far.

    Raises:
        PreviewStaleError: by now something else would be written.
        ImportHasErrorsError, DonorsOpenError, NothingToImportError, TooManyChangesError,
        RowRefusedError, ImportClosedError: it cannot be done.
    """
    row = _open_row(session, import_id)
    _refuse_too_many(row.kind, int(row.counts["create"]) + int(row.counts["update"]))
    take_turn(session)  # else somebody could change what was planned before it is written
    plan = make_plan(session, read, row.choices, bound_to)
    if plan.digest != digest:
        raise PreviewStaleError
    _check(plan, leave_out=leave_out)
    why = f"导入“{row.file_name}”"
    made = _apply(session, plan, why, tell)
    _remember(session, import_id, made)
    row.state, row.finished_at = ImportState.DONE, journal.now(session)
    row.counts = counts_of(plan)
    entry = journal.record(
        session,
        "exchange.import.done" if plan.kind in _GIFTS else "exchange.import.book-done",
        subject=Subject("import", import_id),
        after={"file": row.file_name, **{k: row.counts[k] for k in ("gifts", "create", "update")}},
    )
    row.last_entry = entry.number
    session.flush()
    return import_view(row)


_GIFTS = frozenset({SheetKind.GIFTS, SheetKind.DONORS})


def _apply(session: Session, plan: Plan, why: str, tell: Tell | None) -> list[Made]:
    if plan.kind is SheetKind.SIKU_WORKS:
        return enter_list(session, plan, why, tell)
    if plan.kind is SheetKind.REGISTER:
        return take_over_register(session, plan, why)
    if plan.kind in REGISTERS:
        return take_over_book(session, plan)
    return Applying(session, plan, why).run()


def cancel(session: Session, import_id: str) -> None:
    """Give up an import that has written nothing; the caller forgets the file."""
    row = _open_row(session, import_id)
    row.state, row.finished_at = ImportState.CANCELLED, journal.now(session)


def _open_row(session: Session, import_id: str) -> ImportRun:
    find_import(session, import_id)
    row = session.get_one(ImportRun, import_id, with_for_update=True, populate_existing=True)
    if row.state is not ImportState.PREVIEWED:
        raise ImportClosedError
    return row


def _show(files: ImportFiles, row: ImportRun, read: ReadSheet, plan: Plan) -> None:
    row.sheet, row.kind = read.name, read.kind
    row.counts, row.digest = counts_of(plan), plan.digest
    files.write_report(row.id, report_of(read, plan))


def _check(plan: Plan, *, leave_out: bool) -> None:
    written = plan.count(Action.CREATE) + plan.count(Action.UPDATE)
    if plan.open_donors and not leave_out:
        raise DonorsOpenError(count=len(plan.open_donors))
    if plan.refused_count and not leave_out:
        raise ImportHasErrorsError(count=plan.refused_count)
    if not written:
        raise NothingToImportError
    _refuse_too_many(plan.kind, written)


def _refuse_too_many(kind: SheetKind, written: int) -> None:
    """Refuse what would keep others waiting, before anybody waits."""
    limit = MOST_WORKS if kind is SheetKind.SIKU_WORKS else MOST_CHANGES
    if written > limit:
        raise TooManyChangesError(count=written, limit=limit)


def _remember(session: Session, import_id: str, made: list[Made]) -> None:
    session.add_all(
        ImportChange(
            import_id=import_id,
            sequence=sequence,
            row_number=each.row_number,
            subject_kind=each.subject.kind,
            subject_id=each.subject.id,
            label=each.label[:600],
            is_new=each.is_new,
            before=each.before,
            after=each.after,
        )
        for sequence, each in enumerate(made, start=1)
    )
    session.flush()

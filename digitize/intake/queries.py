"""Questions about batches, scans and what was refused."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from digitize.intake.errors import BatchNotFoundError
from digitize.intake.models import Batch, FolderImport, ImportState, Master, RefusedFile, Scan
from digitize.intake.schemas import BatchView, ImportView, MasterView, RefusedView, ScanView


def find_batch(session: Session, batch_id: str) -> BatchView:
    """Return a batch; :class:`BatchNotFoundError` if there is none."""
    row = session.get(Batch, batch_id)
    if row is None:
        raise BatchNotFoundError(detail=batch_id)
    return batch_view(row)


def recent_batches(session: Session, limit: int = 50) -> list[BatchView]:
    """Return the batches: open ones first, the newest first among each kind."""
    order = (Batch.state.desc(), Batch.opened_at.desc(), Batch.id)
    return [batch_view(row) for row in session.scalars(select(Batch).order_by(*order).limit(limit))]


def batches_of_volume(session: Session, volume_id: str) -> list[BatchView]:
    """Return every batch of a volume, oldest first."""
    rows = session.scalars(
        select(Batch).where(Batch.volume_id == volume_id).order_by(Batch.opened_at, Batch.id)
    )
    return [batch_view(row) for row in rows]


def scans_of_batch(session: Session, batch_id: str) -> dict[str, ScanView]:
    """Return the scans of a batch by identifier, in the order they came."""
    rows = session.scalars(
        select(Scan)
        .where(Scan.batch_id == batch_id)
        .order_by(Scan.sequence)
        .options(joinedload(Scan.master))
    )
    return {row.id: scan_view(row) for row in rows}


def find_scans(session: Session, scan_ids: Iterable[str]) -> dict[str, ScanView]:
    """Return those of the scans that exist, by identifier."""
    rows = session.scalars(
        select(Scan).where(Scan.id.in_(list(scan_ids))).options(joinedload(Scan.master))
    )
    return {row.id: scan_view(row) for row in rows}


def refused_of_batch(session: Session, batch_id: str) -> list[RefusedView]:
    """Return the files that a batch refused and that have not come in since, newest first."""
    rows = session.scalars(
        select(RefusedFile)
        .where(RefusedFile.batch_id == batch_id)
        .order_by(RefusedFile.refused_at.desc(), RefusedFile.id)
    )
    return [
        RefusedView(r.id, r.file_name, r.error_code, r.sentence, r.values, r.refused_at)
        for r in rows
    ]


def imports_of_batch(session: Session, batch_id: str) -> list[ImportView]:
    """Return the folders imported into a batch, the last asked for first."""
    rows = session.scalars(
        select(FolderImport)
        .where(FolderImport.batch_id == batch_id)
        .order_by(FolderImport.asked_at.desc(), FolderImport.id)
    )
    return [import_view(row) for row in rows]


def unfinished_imports(session: Session) -> list[tuple[str, str]]:
    """Return identifier and worker (or "") of every import that is not done."""
    rows = session.execute(
        select(FolderImport.id, FolderImport.claimed_by)
        .where(FolderImport.state != ImportState.DONE)
        .order_by(FolderImport.asked_at)
    )
    return [(identifier, worker) for identifier, worker in rows]


def batch_view(row: Batch) -> BatchView:
    """Return a row of ``batches`` as other rooms see it."""
    return BatchView(
        id=row.id,
        volume_id=row.volume_id,
        state=row.state,
        profile=row.profile,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        approved_at=row.approved_at,
    )


def scan_view(row: Scan) -> ScanView:
    """Return a row of ``scans`` whose master is loaded."""
    return ScanView(
        row.id, row.batch_id, row.sequence, row.file_name, row.received_at, _master(row.master)
    )


def import_view(row: FolderImport) -> ImportView:
    """Return a row of ``folder_imports`` as other rooms see it."""
    return ImportView(row.id, row.batch_id, row.folder, row.state, row.file_count, row.done_count)


def _master(row: Master) -> MasterView:
    return MasterView(
        sha256=row.sha256,
        size_bytes=row.size_bytes,
        media_type=row.media_type,
        width=row.width,
        height=row.height,
        dpi=row.dpi,
        colour_profile=row.colour_profile,
    )

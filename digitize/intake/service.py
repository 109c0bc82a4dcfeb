"""Taking in scans: a batch is opened, files arrive one by one, each stands or falls alone."""

from typing import BinaryIO

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from archive.catalogue.queries import find_volume
from archive.kernel import journal
from archive.kernel.database import after_commit, take_turn
from archive.kernel.errors import (
    AppError,
    OutOfMemoryError,
    StepCrashedError,
    StepTimedOutError,
    UnreadableScanError,
)
from archive.kernel.house import House
from archive.kernel.journal import SYSTEM, Actor, Subject
from archive.kernel.storage import Blob
from digitize.intake.copying import demand_copying
from digitize.intake.errors import (
    BatchClosedError,
    BatchNotFoundError,
    EmptyFileError,
    NotAnImageError,
    TooHeavyError,
)
from digitize.intake.file_names import clean_file_name
from digitize.intake.inspection import ImageFacts, sniff
from digitize.intake.models import Batch, BatchState, Master, RefusedFile, Scan
from digitize.intake.queries import batch_view, find_batch
from digitize.intake.schemas import BatchView, Received
from digitize.intake.spool import Spool
from digitize.pages.schemas import NewPage
from digitize.pages.service import create_page
from digitize.pages.ways import first_step
from digitize.pauses import pausing
from digitize.sandbox.bounded import run_bounded
from digitize.sandbox.elsewhere import Elsewhere

PROCESS_PAGE = "digitize.process-page"
PROBE_IMAGE: Elsewhere[ImageFacts] = Elsewhere("digitize.intake.probe", "probe_image")


def open_batch(session: Session, volume_id: str, profile: str = "") -> BatchView:
    """Open a batch for a volume; one that is open already is given back as it is.

    Args:
        session: a write session; whoever signs it opens the batch.
        volume_id: the volume the scans are of.
        profile: a :class:`digitize.layout.model.Profile`, or "" to find it out page by page.

    Raises:
        NotFoundError: there is no such volume.
        CopyingForbiddenError: the donor gave no right to copy it.
    """
    volume = find_volume(session, volume_id)
    demand_copying(session, volume)
    take_turn(session)  # of two who open one at once, the second finds the first one's
    held = session.scalars(
        select(Batch).where(Batch.volume_id == volume_id, Batch.state == BatchState.OPEN)
    ).first()
    if held is not None:
        return batch_view(held)
    actor = journal.current_actor(session)
    batch = Batch(
        volume_id=volume_id, profile=profile, opened_at=journal.now(session), opened_by=actor.id
    )
    session.add(batch)
    session.flush()
    journal.record(
        session,
        "digitize.batch.opened",
        subject=Subject("batch", batch.id),
        also=[Subject("volume", volume_id), Subject("title", volume.title.id)],
        after={"profile": profile, "volume": volume.label or f"第 {volume.sequence} 册"},
    )
    return batch_view(batch)


def receive_scan(
    house: House, batch_id: str, stream: BinaryIO, file_name: str, actor: Actor = SYSTEM
) -> Received:
    """Take one image file into a batch, or refuse it and remember why.

    The bytes are streamed to the disk and looked at in the sandbox, so memory stays bounded
    whatever is sent. The same bytes in the same batch are answered with the scan they made.

    Raises:
        AppError: why the file is not taken, naming it; the batch keeps a record of the refusal.
    """
    with Spool(house.settings, clean_file_name(file_name)) as spool:
        try:
            check_open(house, batch_id)
            spool.fill(stream)
        except AppError as error:
            remember_refusal(house, batch_id, spool.name, error)
            raise
        return accept_spool(house, batch_id, spool, actor)


def accept_spool(house: House, batch_id: str, spool: Spool, actor: Actor = SYSTEM) -> Received:
    """Take what has arrived in ``spool``; as :func:`receive_scan` otherwise."""
    try:
        known = _find_known(house, batch_id, spool)
        if known is not None:
            return known
        facts = _inspect(house, spool)
        with spool.finish().open("rb") as stream:
            blob = house.masters.put(pausing(stream, "master:storing"))
        return _enter(house, batch_id, spool.name, facts, blob, actor)
    except AppError as error:
        remember_refusal(house, batch_id, spool.name, error)
        raise


def check_open(house: House, batch_id: str) -> None:
    """Raise unless the batch exists and takes scans, and the donor still lets us copy."""
    with house.database.read() as session:
        batch = find_batch(session, batch_id)
        if not batch.is_open:
            raise BatchClosedError(detail=batch_id)
        demand_copying(session, find_volume(session, batch.volume_id))


def remember_refusal(house: House, batch_id: str, name: str, error: AppError) -> None:
    """Keep for the operator why a file was not taken; only the last refusal of a name is kept."""
    if isinstance(error, BatchNotFoundError | BatchClosedError):
        return
    with house.database.write() as session:
        _forget_refusal(session, batch_id, name)
        session.add(
            RefusedFile(
                batch_id=batch_id,
                file_name=name,
                error_code=error.code,
                sentence=error.sentence,
                values={key: str(value) for key, value in error.values.items()},
                refused_at=house.clock.now(),
            )
        )


def forget_refusals(session: Session, batch_id: str) -> None:
    """Clear the list of refused files of a batch, once the operator has read it."""
    session.execute(delete(RefusedFile).where(RefusedFile.batch_id == batch_id))


def _find_known(house: House, batch_id: str, spool: Spool) -> Received | None:
    with house.database.read() as session:
        scan = session.scalars(_same_scan(batch_id, spool.sha256)).one_or_none()
        return None if scan is None else Received(scan.id, spool.name, scan.sequence, is_new=False)


def _inspect(house: House, spool: Spool) -> ImageFacts:
    if spool.size_bytes == 0:
        raise EmptyFileError(name=spool.name)
    if sniff(spool.head) is None:
        raise NotAnImageError(name=spool.name)
    settings = house.settings
    try:
        return run_bounded(
            PROBE_IMAGE,
            spool.finish(),
            spool.name,
            settings.image_max_pixels,
            seconds=settings.step_timeout_s,
            memory_bytes=settings.step_memory_bytes,
        )
    except (OutOfMemoryError, StepTimedOutError) as error:
        raise TooHeavyError(name=spool.name, detail=error.detail) from error
    except StepCrashedError as error:
        raise UnreadableScanError(name=spool.name, detail=error.detail) from error


def _enter(
    house: House, batch_id: str, name: str, facts: ImageFacts, blob: Blob, actor: Actor
) -> Received:
    with house.database.write() as session:
        journal.act_as(session, actor, house.clock)
        batch = session.get(Batch, batch_id, with_for_update=True)
        if batch is None or batch.state is not BatchState.OPEN:
            raise BatchClosedError(detail=batch_id)
        take_turn(session)  # the same bytes may be arriving in another batch
        scan = session.scalars(_same_scan(batch_id, blob.sha256)).one_or_none()
        if scan is not None:  # the same file came twice at once
            return Received(scan.id, name, scan.sequence, is_new=False)
        _keep_master(session, facts, blob)
        scan = _add_scan(session, batch, name, blob.sha256)
        _forget_refusal(session, batch_id, name)
        new = NewPage(batch.volume_id, batch_id, scan.id, first_step(batch.profile))
        page_id = create_page(session, new)
        _record_scan(session, batch, scan, page_id, facts)
        after_commit(session, lambda: house.jobs.ring(PROCESS_PAGE, page_id=page_id))
        return Received(scan.id, name, scan.sequence, is_new=True)


def _keep_master(session: Session, facts: ImageFacts, blob: Blob) -> None:
    if session.get(Master, blob.sha256) is not None:
        return
    session.add(
        Master(
            sha256=blob.sha256,
            size_bytes=blob.size_bytes,
            media_type=facts.kind.value,
            width=facts.width,
            height=facts.height,
            dpi=facts.dpi,
            colour_profile=facts.colour_profile,
            received_at=journal.now(session),
        )
    )
    session.flush()


def _add_scan(session: Session, batch: Batch, name: str, sha256: str) -> Scan:
    last = session.scalar(select(func.max(Scan.sequence)).where(Scan.batch_id == batch.id))
    scan = Scan(
        batch_id=batch.id,
        master_sha256=sha256,
        sequence=(last or 0) + 1,
        file_name=name,
        received_at=journal.now(session),
    )
    session.add(scan)
    session.flush()
    return scan


def _record_scan(
    session: Session, batch: Batch, scan: Scan, page_id: str, facts: ImageFacts
) -> None:
    title_id = find_volume(session, batch.volume_id).title.id
    journal.record(
        session,
        "digitize.scan.received",
        subject=Subject("scan", scan.id),
        also=[
            Subject("page", page_id),
            Subject("batch", batch.id),
            Subject("volume", batch.volume_id),
            Subject("title", title_id),
        ],
        after={
            "file": scan.file_name,
            "sha256": scan.master_sha256,
            "width": facts.width,
            "height": facts.height,
        },
    )


def _same_scan(batch_id: str, sha256: str) -> Select[Scan]:
    return select(Scan).where(Scan.batch_id == batch_id, Scan.master_sha256 == sha256)


def _forget_refusal(session: Session, batch_id: str, name: str) -> None:
    session.execute(
        delete(RefusedFile).where(RefusedFile.batch_id == batch_id, RefusedFile.file_name == name)
    )

"""Taking in a folder of the server: asked for by a person, done by a worker, repeatable."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import update
from sqlalchemy.orm import Session

from archive.catalogue.queries import find_volume
from archive.kernel import journal
from archive.kernel.database import after_commit
from archive.kernel.errors import AppError
from archive.kernel.house import House
from archive.kernel.journal import Actor
from archive.kernel.settings import Settings
from digitize.intake.copying import demand_copying
from digitize.intake.errors import (
    BatchClosedError,
    BatchNotFoundError,
    FolderEmptyError,
    FolderNotAllowedError,
)
from digitize.intake.file_names import natural_key
from digitize.intake.inspection import SUFFIXES
from digitize.intake.models import FolderImport, ImportState
from digitize.intake.queries import find_batch, import_view
from digitize.intake.schemas import ImportView
from digitize.intake.service import receive_scan

IMPORT_FOLDER = "digitize.import-folder"


def import_folder(session: Session, house: House, batch_id: str, folder: str) -> ImportView:
    """Ask for the images directly in ``folder`` to be taken into a batch, in order of their names.

    Raises:
        FolderNotAllowedError: it is not below one of the folders of ``settings.import_dirs``.
        FolderEmptyError: it holds no image.
        BatchClosedError: the batch takes no more scans.
        CopyingForbiddenError: the donor gave no right to copy.
    """
    batch = find_batch(session, batch_id)
    if not batch.is_open:
        raise BatchClosedError(detail=batch_id)
    demand_copying(session, find_volume(session, batch.volume_id))
    files = list_images(house.settings, folder)
    actor = journal.current_actor(session)
    asked = FolderImport(
        batch_id=batch_id,
        folder=folder,
        state=ImportState.WAITING,
        claimed_by="",
        file_count=len(files),
        done_count=0,
        asked_by=actor.id,
        asked_by_name=actor.name,
        asked_at=journal.now(session),
    )
    session.add(asked)
    session.flush()
    import_id = asked.id
    after_commit(session, lambda: house.jobs.ring(IMPORT_FOLDER, import_id=import_id))
    return import_view(asked)


def list_images(settings: Settings, folder: str) -> list[Path]:
    """Return the image files directly in ``folder``, in natural order; links are not followed.

    Raises:
        FolderNotAllowedError: ``folder`` is not, or not really, below an allowed folder.
        FolderEmptyError: it holds no image.
    """
    place = _resolve(settings, folder)
    found = [
        path
        for path in place.iterdir()
        if path.suffix.lower() in SUFFIXES and path.is_file() and not path.is_symlink()
    ]
    if not found:
        raise FolderEmptyError(field="folder", folder=folder)
    return sorted(found, key=lambda path: natural_key(path.name))


def run_import(
    house: House, import_id: str, worker_id: str, is_stopping: Callable[[], bool]
) -> None:
    """Take in the files of a folder, one transaction each; refused ones do not stop the others."""
    asked = _claim(house, import_id, worker_id)
    if asked is None:
        return
    batch_id, folder, actor = asked
    try:
        files = list_images(house.settings, folder)
    except AppError:  # it was there when it was asked for
        files = []
    for number, path in enumerate(files, start=1):
        if is_stopping():
            release_import(house, import_id, worker_id)
            return
        if not _take(house, batch_id, path, actor):
            break
        _count(house, import_id, worker_id, number)
    _finish(house, import_id, worker_id)


def release_import(house: House, import_id: str, worker_id: str) -> None:
    """Let go of an import on behalf of a worker; it waits to be begun anew."""
    _set(house, import_id, worker_id, state=ImportState.WAITING, claimed_by="")


def _resolve(settings: Settings, folder: str) -> Path:
    try:
        place = Path(folder).resolve(strict=True)
        allowed = [root.resolve(strict=True) for root in settings.import_dirs if root.exists()]
    except (OSError, ValueError, RuntimeError) as error:
        raise FolderNotAllowedError(folder=folder, detail=str(error)) from error
    is_inside = any(place.is_relative_to(root) for root in allowed)
    if not is_inside or not place.is_dir():
        raise FolderNotAllowedError(folder=folder)
    return place


def _claim(house: House, import_id: str, worker_id: str) -> tuple[str, str, Actor] | None:
    with house.database.write() as session:
        claimed = session.execute(
            update(FolderImport)
            .where(FolderImport.id == import_id, FolderImport.state == ImportState.WAITING)
            .values(state=ImportState.RUNNING, claimed_by=worker_id)
            .returning(FolderImport.id)
        ).scalar_one_or_none()
        if claimed is None:
            return None
        row = session.get_one(FolderImport, import_id)
        return row.batch_id, row.folder, Actor(row.asked_by, row.asked_by_name)


def _take(house: House, batch_id: str, path: Path, actor: Actor) -> bool:
    """Take one file in; False if the batch takes no more."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:  # it was moved or turned into a link since the folder was listed
        return True
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return True
        try:
            receive_scan(house, batch_id, stream, path.name, actor)
        except (BatchClosedError, BatchNotFoundError):
            return False
        except AppError:  # the batch keeps the refusal
            return True
    return True


def _count(house: House, import_id: str, worker_id: str, done: int) -> None:
    _set(house, import_id, worker_id, done_count=done)


def _finish(house: House, import_id: str, worker_id: str) -> None:
    _set(house, import_id, worker_id, state=ImportState.DONE, claimed_by="")


def _set(house: House, import_id: str, worker_id: str, **values: object) -> None:
    with house.database.write() as session:
        session.execute(
            update(FolderImport)
            .where(
                FolderImport.id == import_id,
                FolderImport.state == ImportState.RUNNING,
                FolderImport.claimed_by == worker_id,
            )
            .values(**values)
        )

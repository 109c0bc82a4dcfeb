"""Keeping pictures: looked into out of this process; the file as it came is kept write-once."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.evidence.errors import EvidenceMissingError, EvidenceNotFoundError
from archive.evidence.models import EvidencePicture
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.journal import Subject

LARGEST_PICTURE_MB = 60
LONGEST_CAPTION = 300


class Prepared(Protocol):
    """A picture to be shown: upright, of a moderate size, with nothing but the picture."""

    @property
    def jpeg(self) -> bytes:
        """The picture as a JPEG file."""
        ...

    @property
    def width(self) -> int:
        """Its width in pixels."""
        ...

    @property
    def height(self) -> int:
        """Its height in pixels."""
        ...


class PictureInspector(Protocol):
    """What turns the bytes of a stranger into a picture that can be shown; a higher room does."""

    def prepare(self, house: House, path: Path) -> Prepared:
        """Return the picture in the file at ``path``; an InvalidInputError if there is none."""
        ...


@dataclass(frozen=True, slots=True)
class NewPicture:
    """What is said of a picture: what it is for, in a word of the room it is kept for."""

    subject: Subject
    purpose: str
    caption: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture whose bytes are kept already."""

    master_sha256: str
    shown_sha256: str
    width: int
    height: int


def store_picture(house: House, path: Path) -> StoredPicture:
    """Keep the bytes of a file; outside of any transaction, for it takes a while.

    Raises:
        EvidenceMissingError: the file is empty.
        InvalidInputError: it holds no picture that can be shown.
    """
    if not path.stat().st_size:
        raise EvidenceMissingError(field="picture")
    inspector: PictureInspector = house.services[PictureInspector]
    prepared = inspector.prepare(house, path)
    with path.open("rb") as stream:
        master = house.masters.put(stream)
    shown = house.documents.put(io.BytesIO(prepared.jpeg))
    return StoredPicture(master.sha256, shown.sha256, prepared.width, prepared.height)


def add_picture(
    session: Session, new: NewPicture, stored: StoredPicture, also: Sequence[Subject] = ()
) -> EvidencePicture:
    """Enter a picture that was stored; ``also`` are further things whose history tells it."""
    row = EvidencePicture(
        subject_kind=new.subject.kind,
        subject_id=new.subject.id,
        purpose=new.purpose,
        caption=new.caption[:LONGEST_CAPTION],
        file_name=new.file_name[:200],
        master_sha256=stored.master_sha256,
        shown_sha256=stored.shown_sha256,
        width=stored.width,
        height=stored.height,
        added_at=journal.now(session),
        added_by=journal.current_actor(session).name,
    )
    session.add(row)
    session.flush()
    journal.record(
        session,
        "evidence.picture.added",
        subject=new.subject,
        also=also,
        after={"caption": row.caption or row.file_name, "sha256": row.master_sha256},
    )
    return row


def remove_picture(session: Session, picture_id: str) -> None:
    """Show a picture no more; the file as it came stays among the masters."""
    row = find_picture(session, picture_id)
    journal.record(
        session,
        "evidence.picture.removed",
        subject=Subject(row.subject_kind, row.subject_id),
        before={"sha256": row.master_sha256},
        after={"caption": row.caption or row.file_name},
    )
    session.delete(row)
    session.flush()


def find_picture(session: Session, picture_id: str) -> EvidencePicture:
    """Return a picture; :class:`EvidenceNotFoundError` if there is none."""
    row = session.get(EvidencePicture, picture_id)
    if row is None:
        raise EvidenceNotFoundError(detail=picture_id)
    return row


def pictures_of(session: Session, subject: Subject, purpose: str = "") -> list[EvidencePicture]:
    """Return the pictures of a thing, oldest first; only those for ``purpose``, if given."""
    wanted = select(EvidencePicture).where(
        EvidencePicture.subject_kind == subject.kind, EvidencePicture.subject_id == subject.id
    )
    if purpose:
        wanted = wanted.where(EvidencePicture.purpose == purpose)
    return list(session.scalars(wanted.order_by(EvidencePicture.added_at, EvidencePicture.id)))

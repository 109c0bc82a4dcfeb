"""Volumes as the registers have entered them, with accession numbers."""

from sqlalchemy.orm import Session

from archive.accessions import service as accessions
from archive.accessions.models import AccessionBatch
from archive.accessions.schemas import NewHolding
from archive.catalogue.schemas import NewVolume, TitleFields, TitleKind, VolumeView
from archive.kernel.identifiers import new_id


def register_volumes(
    session: Session,
    title: str = "大清一統志",
    count: int = 3,
    shelfmark: str = "史·地理·1",
    room_id: str | None = None,
) -> list[VolumeView]:
    """Enter a holding of ``count`` volumes in the registers; return them in their order."""
    labels = accessions.number_volumes(count)
    holding = NewHolding(
        submission=new_id(),
        kind=TitleKind.SIKU,
        fields=TitleFields(title=title),
        volumes=tuple(NewVolume(label, shelfmark) for label in labels),
    )
    batch = accessions.register_existing(session, holding)
    session.get_one(AccessionBatch, batch.id).room_id = room_id
    return list(batch.volumes)

"""Scanning is copying: what the donor does not let us copy is not scanned."""

from sqlalchemy.orm import Session

from archive.agreements.queries import find_version
from archive.catalogue.schemas import VolumeView
from archive.donations.queries import find_donation
from archive.rights.queries import forbids_copying
from digitize.intake.errors import CopyingForbiddenError


def demand_copying(session: Session, volume: VolumeView) -> None:
    """Go on only if the agreements in force let us make copies of a volume.

    Raises:
        CopyingForbiddenError: one does not; the sentence names it.
    """
    agreement_id = forbids_copying(session, volume.title.id)
    if agreement_id is None:
        return
    agreement = find_version(session, agreement_id)
    raise CopyingForbiddenError(
        detail=agreement_id,
        donation=find_donation(session, agreement.donation_id).number,
        version=agreement.version,
        title=volume.title.title,
    )

"""征集函: what a letter says that asks somebody for documents."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from archive.campaigns.schemas import CampaignView
from archive.correspondence.said import campaign_values
from archive.documents.kinds import KINDS, DocumentKind
from archive.documents.schemas import Paper
from archive.donors.schemas import DonorView
from archive.kernel.journal import Subject
from archive.markup.fill import Value
from archive.paper_templates.queries import current_template
from archive.paper_templates.schemas import TemplateView

KIND = DocumentKind.SOLICITATION


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter is for: a name, where he works, and which donor he is if he is known."""

    name: str
    unit: str = ""
    donor_id: str = ""

    @property
    def subject(self) -> Subject:
        """What a letter to him is about: the donor, or for others a name that never changes."""
        if self.donor_id:
            return Subject("donor", self.donor_id)
        named = f"{self.name}\n{self.unit}"
        return Subject("addressee", hashlib.sha256(named.encode()).hexdigest()[:12])


def addressee_of(donor: DonorView) -> Addressee:
    """Return a donor as somebody to write to: by his own name, whatever others may know."""
    return Addressee(donor.name, donor.unit, donor.id)


def letter_to(
    session: Session, campaign: CampaignView, addressee: Addressee, remark: str = ""
) -> Paper:
    """Return the letter of a campaign to somebody, as it would be written now."""
    said = {**campaign_values(campaign), "附言": remark.strip()}
    return written_letter(current_template(session, KIND), campaign.id, addressee, said)


def written_letter(
    template: TemplateView, campaign_id: str, addressee: Addressee, said: Mapping[str, Value]
) -> Paper:
    """Return a letter in the words of ``template``, ``said`` being what it says of its campaign."""
    values = {"捐赠人": addressee.name, "捐赠人单位": addressee.unit, **said}
    offered = {place.name for place in KINDS[KIND].offered}
    return Paper(
        kind=KIND,
        template=template.text,
        values={name: value for name, value in values.items() if name in offered},
        # The addressee comes first: a letter takes the place of an older one to the same.
        things=(addressee.subject, Subject("campaign", campaign_id)),
        template_version=template.version,
    )

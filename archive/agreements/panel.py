"""What the page of a gift shows of its agreement."""

from archive.agreements.queries import agreements_of
from archive.agreements.schemas import AgreementState
from archive.agreements.words import ATTRIBUTIONS, KINDS, SCOPES, STATES
from archive.donations.panels import Asked, Panel, Place, Supplied
from archive.donations.states.events import Event
from archive.kernel import journal
from archive.web.i18n import gettext, translate


def agreement_panel(asked: Asked) -> Supplied:
    """Show every version of the gift's agreement, the newest first."""
    versions = agreements_of(asked.session, asked.donation.id)
    context = {
        "versions": versions,
        "address": f"/desk/donations/{asked.donation.id}/agreements",
        "donor": asked.donation.donor.name,
        "today": journal.today(asked.session).isoformat(),
        "has_signed": any(each.state is AgreementState.SIGNED for each in versions),
        "kinds": {key.value: translate(name) for key, name in KINDS.items()},
        "states": {key.value: (translate(name), tone) for key, (name, tone) in STATES.items()},
        "scopes": {key.value: translate(name) for key, name in SCOPES.items()},
        "attributions": {key.value: translate(name) for key, name in ATTRIBUTIONS.items()},
    }
    panel = Panel("agreement", gettext("协议"), "agreements/panel.html", 20, Place.MAIN, context)
    return Supplied(panels=[panel], ways={Event.AGREE: "#agreement"})

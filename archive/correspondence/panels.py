"""The way from a gift's own page to its papers."""

from archive.accounts.permissions import Permission, is_granted
from archive.donations.panels import Action, Asked, Supplied
from archive.web.i18n import gettext


def papers_of_gift(asked: Asked) -> Supplied:
    """Offer the papers of a gift to who may issue them."""
    if not is_granted(asked.visitor.role, Permission.ISSUE_PAPERS):
        return Supplied()
    address = f"/desk/donations/{asked.donation.id}/papers"
    return Supplied(actions=[Action(gettext("单据"), address, 50)])

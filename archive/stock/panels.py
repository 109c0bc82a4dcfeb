"""Where the volumes of a gift stand, on the gift's own page."""

from archive.accessions.queries import find_batch_of_donation, volume_ids_of_batch
from archive.accounts.permissions import Permission
from archive.donations.panels import Asked, Panel, Supplied
from archive.stock.queries import rows_of
from archive.web.i18n import gettext

MOST_SHOWN = 30
_ORDER = 40


def places_of_gift(asked: Asked) -> Supplied:
    """Show where every registered volume of the gift is, or that nobody has shelved it."""
    batch = find_batch_of_donation(asked.session, asked.donation.id)
    if batch is None or not asked.visitor.may(Permission.MOVE_STOCK):
        return Supplied()
    volume_ids = volume_ids_of_batch(asked.session, batch.id)
    context = {
        "rows": rows_of(asked.session, volume_ids[:MOST_SHOWN]),
        "left_out": max(0, len(volume_ids) - MOST_SHOWN),
    }
    panel = Panel("places", gettext("位置"), "stock/gift_panel.html", _ORDER, context=context)
    return Supplied(panels=[panel])

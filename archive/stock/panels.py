"""Where volumes stand, on the page of the gift they came with and on the page of their title."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from archive.accessions.queries import find_batch_of_donation, volume_ids_of_batch
from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor
from archive.donations.panels import Asked, Panel, Supplied
from archive.stock.queries import rows_of, whereabouts_of
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


class PlacesOnShelves:
    """Tells the catalogue where volumes are (``archive.catalogue.places.VolumePlaces``)."""

    def is_shown_to(self, visitor: Visitor) -> bool:
        """Whether ``visitor`` may move volumes."""
        return visitor.may(Permission.MOVE_STOCK)

    def names(self, session: Session, volume_ids: Iterable[str]) -> Mapping[str, str]:
        """Return the way to each volume that somebody has placed."""
        found = whereabouts_of(session, volume_ids)
        return {volume_id: whereabouts.name for volume_id, whereabouts in found.items()}

    def address(self, volume_id: str) -> str:
        """Return the page of a volume among the stock."""
        return f"/desk/stock/volumes/{volume_id}"

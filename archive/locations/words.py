"""What the kinds of places are called on screen."""

from collections.abc import Mapping

from archive.kernel.errors import N_
from archive.locations.models import PlaceKind

PLACE_KINDS: Mapping[PlaceKind, str] = {
    PlaceKind.ROOM: N_("室"),
    PlaceKind.BOOKCASE: N_("架"),
    PlaceKind.LEVEL: N_("层"),
    PlaceKind.CASE: N_("函"),
}

"""What the counter offers on a gift's own page: to put it right, and to add to its list."""

from archive.accounts.permissions import Permission
from archive.donations.panels import Action, Asked, Supplied
from archive.donations.states.table import BEFORE_LIST, GONE
from archive.web.i18n import gettext

_ADD, _CORRECT = 800, 900


def corrections(asked: Asked) -> Supplied:
    """Offer what may still be put right by whoever looks at the page."""
    donation = asked.donation
    if not asked.visitor.may(Permission.LOG_DONATIONS):
        return Supplied()
    here = f"/desk/donations/{donation.id}"
    correct = Action(gettext("更正登记"), f"{here}/correct", _CORRECT)
    is_closed = donation.stage in GONE or any(line.is_registered for line in donation.lines)
    if is_closed:
        return Supplied(actions=[correct])
    is_first = donation.stage in BEFORE_LIST
    label = gettext("登记清单") if is_first else gettext("增加文献")
    add = Action(label, f"{here}/lines/new", _ADD, is_primary=is_first, icon="add")
    return Supplied(actions=[add, correct])

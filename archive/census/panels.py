"""The census on a title's page at the desk: the copies, and the record of each."""

from collections.abc import Sequence

from archive.accounts.permissions import Permission
from archive.catalogue.panels import Asked, Panel
from archive.census.queries import copies_of, records_of
from archive.web.i18n import gettext

_ORDER = 40


def census_of_title(asked: Asked) -> Sequence[Panel]:
    """Show of every copy whether it has a record, and lead to it."""
    if not asked.visitor.may(Permission.CATALOGUE):
        return ()
    copies = copies_of(asked.session, asked.title.id)
    records = records_of(asked.session, [copy.id for copy in copies])
    context = {"copies": [(copy, records.get(copy.id)) for copy in copies]}
    title = gettext("古籍普查")
    return [Panel("census", title, "census/panel.html", _ORDER, is_aside=True, context=context)]

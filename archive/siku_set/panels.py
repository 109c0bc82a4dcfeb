"""The set on a title's page at the desk: where a work is in it, and its leaf list."""

from collections.abc import Sequence

from archive.accounts.permissions import Permission
from archive.catalogue.panels import Asked, Panel
from archive.catalogue.queries import find_title
from archive.catalogue.schemas import TitleKind
from archive.catalogue.series import count_parts
from archive.siku_set.finding import where_is, with_volumes
from archive.siku_set.leaves import current_list
from archive.siku_set.queries import find_works
from archive.siku_set.questions import WorkAsked
from archive.web.i18n import gettext

_ORDER = 20


def set_of_title(asked: Asked) -> Sequence[Panel]:
    """Show where in the set a Siku title is, and who may take a leaf list in."""
    title, session = asked.title, asked.session
    if title.kind is not TitleKind.SIKU or not asked.visitor.may(Permission.CATALOGUE):
        return ()
    begin = where_is(session, title.id, WorkAsked(title.title))
    context = {
        "work": find_works(session, [title.id]).get(title.id),
        "found": with_volumes(session, [begin])[0],
        "leaves": current_list(session, title.id),
        "series": find_title(session, title.part_of_id) if title.part_of_id else None,
        "part_count": count_parts(session, title.id),
    }
    name, template = gettext("四库影印本"), "siku_set/title_panel.html"
    return [Panel("siku-set", name, template, _ORDER, is_aside=True, context=context)]

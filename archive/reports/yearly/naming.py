"""What sources are called in a report that leaves the house: who wants no name gets none."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from archive.reports.naming import key_names
from archive.reports.questions import Dimension
from archive.reports.roll import donors_named
from archive.web.i18n import gettext


def public_names(session: Session, dimension: Dimension, keys: Iterable[str]) -> Mapping[str, str]:
    """Return what each key of a dimension is called, an anonymous donor （匿名）."""
    listed = list(keys)
    names = key_names(session, dimension, listed)
    if dimension is not Dimension.SOURCE:
        return names
    donors = donors_named(session, dict.fromkeys(listed))
    return names | {key: anonymous() for key, donor in donors.items() if donor.is_anonymous}


def anonymous() -> str:
    """Return what stands for the name of an anonymous donor."""
    return gettext("（匿名）")

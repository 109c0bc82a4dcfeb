"""What the pages of leads have in common."""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from archive.accounts.permissions import Permission, roles_with
from archive.accounts.service import list_accounts
from archive.accounts.visitors import Visitor
from archive.campaigns.queries import campaign_choices
from archive.donations.desk import words
from archive.kernel.clock import to_local
from archive.kernel.house import House
from archive.leads.words import LABELS, OUTCOMES
from archive.locations.queries import branch_choices
from archive.web.forms import Form as WebForm
from archive.web.i18n import gettext, translate


def today_at(house: House) -> dt.date:
    """Return the day that it is at the library."""
    return to_local(house.clock.now()).date()


def owner_choices(session: Session) -> list[tuple[str, str]]:
    """Return identifier and name of everybody who may follow a lead."""
    loggers = roles_with(Permission.LOG_DONATIONS)
    return [
        (account.id, account.display_name)
        for account in list_accounts(session)
        if account.role in loggers and account.disabled_at is None
    ]


def lead_words(session: Session, form: WebForm, who: Visitor) -> dict[str, Any]:
    """Return what ``who`` chooses from and what things are called, in the reader's language."""
    branches = branch_choices(session, str(form.value("branch_id")))
    if who.branch_id:
        own = {who.branch_id, str(form.value("branch_id"))}
        branches = [choice for choice in branches if choice[0] in own]
    return {
        **words(),
        "labels": {name: translate(label) for name, label in LABELS.items()},
        "outcome_options": [
            ("all", gettext("全部")),
            *((key.value, translate(name)) for key, (name, _) in OUTCOMES.items()),
        ],
        "outcomes": {key.value: (translate(name), tone) for key, (name, tone) in OUTCOMES.items()},
        "campaigns": campaign_choices(session, str(form.value("campaign_id"))),
        "branches": branches,
        "owners": owner_choices(session),
    }

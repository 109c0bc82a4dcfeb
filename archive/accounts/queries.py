"""Questions about the people who work here."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.accounts.models import Account


def names_of(session: Session, account_ids: Iterable[str]) -> dict[str, str]:
    """Return what the people with these accounts are called; an empty identifier has no name."""
    wanted = {account_id for account_id in account_ids if account_id}
    if not wanted:
        return {}
    found = session.execute(select(Account.id, Account.display_name).where(Account.id.in_(wanted)))
    return dict(found.all())

"""Keys for programs: made by whoever they act for, shown once, ended at any time."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.accounts.errors import TokenLabelMissingError
from archive.accounts.models import Account, ApiToken
from archive.accounts.visitors import Visitor
from archive.kernel import journal
from archive.kernel.errors import NotFoundError
from archive.kernel.journal import Subject

PREFIX = "fz_"
"""So that a key that went astray is known for what it is."""
DAYS = 365


def make_token(session: Session, account_id: str, label: str) -> str:
    """Make a key that acts for an account for a year; return its secret, which is not kept.

    Raises:
        TokenLabelMissingError: nobody would know later what it is for.
    """
    if not label.strip():
        raise TokenLabelMissingError(field="label")
    secret = PREFIX + secrets.token_urlsafe(32)
    moment = journal.now(session)
    row = ApiToken(
        account_id=account_id,
        token_sha256=_digest(secret),
        label=label.strip(),
        made_at=moment,
        expires_at=moment + dt.timedelta(days=DAYS),
    )
    session.add(row)
    session.flush()
    _record(session, row, "made")
    return secret


def end_token(session: Session, account_id: str, token_id: str) -> None:
    """Let a key of this account open nothing any more."""
    row = session.get(ApiToken, token_id)
    if row is None or row.account_id != account_id:
        raise NotFoundError(detail=f"token {token_id}")
    if row.ended_at is None:
        row.ended_at = journal.now(session)
        session.flush()
        _record(session, row, "ended")


def list_tokens(session: Session, account_id: str) -> Sequence[ApiToken]:
    """Return the keys of an account, newest first, ended ones too."""
    of_account = select(ApiToken).where(ApiToken.account_id == account_id)
    return session.scalars(of_account.order_by(ApiToken.made_at.desc())).all()


def find_bearer(session: Session, secret: str, moment: dt.datetime) -> Visitor | None:
    """Return for whom the secret acts; None if it is unknown, ended or has run out."""
    account = session.scalar(
        select(Account)
        .join(ApiToken, ApiToken.account_id == Account.id)
        .where(
            ApiToken.token_sha256 == _digest(secret),
            ApiToken.ended_at.is_(None),
            ApiToken.expires_at > moment,
            Account.disabled_at.is_(None),
        )
    )
    return None if account is None else visitor_of(account)


def visitor_of(account: Account) -> Visitor:
    """Return the visitor that an account is."""
    return Visitor(
        account_id=account.id,
        name=account.display_name,
        role=account.role,
        language=account.language,
        branch_id=account.branch_id or "",
    )


def _record(session: Session, row: ApiToken, event: str) -> None:
    journal.record(
        session,
        f"accounts.token.{event}",
        subject=Subject("account", row.account_id),
        after={"label": row.label},
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

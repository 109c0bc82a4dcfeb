"""Signing in and out, and the accounts themselves."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from archive.accounts.errors import (
    AlreadyWelcomedError,
    LastAdministratorError,
    NameTakenError,
    WrongPasswordError,
)
from archive.accounts.models import Account, Role, SignInSession
from archive.accounts.passwords import (
    check_password,
    clean_name,
    hash_password,
    is_hash_outdated,
    is_password_right,
)
from archive.accounts.tokens import visitor_of
from archive.accounts.visitors import Visitor
from archive.kernel import journal
from archive.kernel.database import take_turn
from archive.kernel.errors import NotFoundError
from archive.kernel.journal import Subject


def create_account(
    session: Session, name: str, password: str, role: Role, display_name: str = ""
) -> Account:
    """Open an account.

    Raises:
        InvalidNameError: the name cannot be used.
        WeakPasswordError: the password is too weak.
        NameTakenError: another account has the name.
    """
    cleaned = clean_name(name)
    check_password(cleaned, password)
    if session.scalar(select(Account.id).where(Account.name == cleaned)):
        raise NameTakenError(name=cleaned)
    account = Account(
        name=cleaned,
        display_name=display_name.strip() or cleaned,
        password_hash=hash_password(password),
        role=role,
        created_at=journal.now(session),
    )
    session.add(account)
    session.flush()
    _record(session, account, "created", after={"name": cleaned, "role": role.value})
    return account


def create_first_administrator(
    session: Session, name: str, password: str, display_name: str = ""
) -> Account:
    """Open the first account; :class:`AlreadyWelcomedError` if there is one already."""
    take_turn(session)
    if has_accounts(session):
        raise AlreadyWelcomedError
    return create_account(session, name, password, Role.ADMINISTRATOR, display_name)


def has_accounts(session: Session) -> bool:
    """Whether anybody can sign in at all."""
    return session.scalar(select(Account.id).limit(1)) is not None


def sign_in(session: Session, name: str, password: str) -> Account:
    """Return the account whose password this is.

    Raises:
        WrongPasswordError: name and password do not belong together, or the account is disabled.
    """
    account = session.scalar(select(Account).where(Account.name == name.strip().casefold()))
    is_right = is_password_right(account.password_hash if account else None, password)
    if account is None or not is_right or account.disabled_at is not None:
        raise WrongPasswordError(field="password")
    return account


def renew_hash(account: Account, password: str) -> None:
    """Hash ``password`` anew if today's parameters are stronger than those it was hashed with."""
    if is_hash_outdated(account.password_hash):
        account.password_hash = hash_password(password)


def open_session(session: Session, account: Account, days: int) -> str:
    """Start a sign-in of ``days`` days and return the token for the visitor's cookie."""
    token, moment = secrets.token_urlsafe(32), journal.now(session)
    session.execute(delete(SignInSession).where(SignInSession.expires_at < moment))
    session.add(
        SignInSession(
            token_sha256=_digest(token),
            account_id=account.id,
            created_at=moment,
            expires_at=moment + dt.timedelta(days=days),
        )
    )
    return token


def close_session(session: Session, token: str) -> None:
    """End the sign-in of ``token``."""
    session.execute(delete(SignInSession).where(SignInSession.token_sha256 == _digest(token)))


def find_visitor(session: Session, token: str, moment: dt.datetime) -> Visitor | None:
    """Return who holds ``token``, or None if it is unknown or has run out."""
    account = session.scalar(
        select(Account)
        .join(SignInSession, SignInSession.account_id == Account.id)
        .where(
            SignInSession.token_sha256 == _digest(token),
            SignInSession.expires_at > moment,
            Account.disabled_at.is_(None),
        )
    )
    if account is None:
        return None
    return visitor_of(account)


def reset_password(session: Session, name: str, password: str) -> Account:
    """Give the account ``name`` a new password and end its sign-ins."""
    account = find_account_by_name(session, name)
    check_password(account.name, password)
    account.password_hash = hash_password(password)
    _end_sessions(session, account)
    _record(session, account, "password-reset")
    return account


def change_role(session: Session, account_id: str, role: Role) -> Account:
    """Give an account another role; never take the last administrator away."""
    take_turn(session)  # two administrators must not dismiss each other at once
    account = find_account(session, account_id)
    if role is not Role.ADMINISTRATOR:
        _keep_an_administrator(session, account)
    before, account.role = account.role, role
    _record(
        session, account, "role-changed", before={"role": str(before)}, after={"role": role.value}
    )
    return account


def change_branch(session: Session, account_id: str, branch_id: str | None) -> Account:
    """Bind an account to a branch, or let it work for all of them (None)."""
    account = find_account(session, account_id)
    before, account.branch_id = account.branch_id, branch_id
    session.flush()
    if before != branch_id:
        journal.record(
            session,
            "accounts.account.branch-changed",
            subject=Subject("account", account.id),
            before={"branch_id": before},
            after={"branch_id": branch_id, "name": account.name},
        )
    return account


def disable_account(session: Session, account_id: str) -> Account:
    """Let nobody sign in with the account any more; it can be enabled again."""
    take_turn(session)
    account = find_account(session, account_id)
    _keep_an_administrator(session, account)
    account.disabled_at = journal.now(session)
    _end_sessions(session, account)
    _record(session, account, "disabled")
    return account


def enable_account(session: Session, account_id: str) -> Account:
    """Undo :func:`disable_account`."""
    account = find_account(session, account_id)
    account.disabled_at = None
    _record(session, account, "enabled")
    return account


def list_accounts(session: Session) -> Sequence[Account]:
    """Return every account by its sign-in name, disabled ones too."""
    return session.scalars(select(Account).order_by(Account.name)).all()


def find_account(session: Session, account_id: str) -> Account:
    """Return an account; :class:`NotFoundError` if there is none."""
    account = session.get(Account, account_id)
    if account is None:
        raise NotFoundError(detail=f"account {account_id}")
    return account


def find_account_by_name(session: Session, name: str) -> Account:
    """Return the account that signs in as ``name``; :class:`NotFoundError` if there is none."""
    account = session.scalar(select(Account).where(Account.name == clean_name(name)))
    if account is None:
        raise NotFoundError(detail=f"account named {name}")
    return account


def _keep_an_administrator(session: Session, leaving: Account) -> None:
    others = session.scalar(
        select(func.count())
        .select_from(Account)
        .where(
            Account.role == Role.ADMINISTRATOR,
            Account.disabled_at.is_(None),
            Account.id != leaving.id,
        )
    )
    if leaving.role == Role.ADMINISTRATOR and not others:
        raise LastAdministratorError


def _end_sessions(session: Session, account: Account) -> None:
    session.execute(delete(SignInSession).where(SignInSession.account_id == account.id))


def _record(
    session: Session,
    account: Account,
    event: str,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
) -> None:
    journal.record(
        session,
        f"accounts.account.{event}",
        subject=Subject("account", account.id),
        before=before,
        after={"name": account.name, **(after or {})},
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

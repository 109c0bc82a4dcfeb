"""Who works here and who reads: accounts, their sessions, and tries to sign in."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class Role(StrEnum):
    """What an account may do; see :mod:`archive.accounts.permissions`."""

    READER = "reader"
    STAFF = "staff"
    OPERATOR = "operator"
    ADMINISTRATOR = "administrator"


class Account(Base):
    """A person who can sign in; one with a ``branch_id`` changes only what is of that branch."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    display_name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role]
    branch_id: Mapped[str | None] = mapped_column(ForeignKey("branches.id"))
    language: Mapped[str] = mapped_column(String(10), default="")
    created_at: Mapped[dt.datetime]
    disabled_at: Mapped[dt.datetime | None]


class SignInSession(Base):
    """A sign-in that has not ended; known by the SHA-256 of the cookie's token."""

    __tablename__ = "sign_in_sessions"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]


class SignInAttempt(Base):
    """A try to sign in that failed, kept as long as it counts against the next."""

    __tablename__ = "sign_in_attempts"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[dt.datetime]

    __table_args__ = (Index(None, "name", "at"), Index(None, "address", "at"))


class ApiToken(Base):
    """A key with which a program acts for an account; known by the SHA-256 of its secret."""

    __tablename__ = "api_tokens"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]

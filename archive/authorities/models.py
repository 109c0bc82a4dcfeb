"""Authorities of every kind in one table, their names, and what they have to do with titles."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from archive.authorities.kinds import AuthorityKind, NameKind, Role
from archive.kernel.database import Base
from archive.kernel.identifiers import new_id
from archive.text.endings import LONGEST_TERM
from archive.text.lookup_keys import lookup_key

# Ranges of terms are asked for, so they must be in the order of their characters everywhere.
_TERM = String(LONGEST_TERM).with_variant(String(LONGEST_TERM, collation="C"), "postgresql")


class Authority(Base):
    """A person, family, organisation, place, subject or seal.

    ``life_text`` says 生卒 as written, ``year_from`` and ``year_to`` the years, negative before
    Christ. ``place_id`` is the native place of a person, the place a family moved to, the seat of
    an organisation. What turned out to be another is ``merged_into_id`` that one; ``standing_id``
    is the record at the end of that way, its own identifier for one that stands by itself.
    """

    __tablename__ = "authorities"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    kind: Mapped[AuthorityKind]
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200), index=True)
    dynasty: Mapped[str] = mapped_column(String(30), default="")
    life_text: Mapped[str] = mapped_column(String(200), default="")
    year_from: Mapped[int | None] = mapped_column(SmallInteger)
    year_to: Mapped[int | None] = mapped_column(SmallInteger)
    place_id: Mapped[str | None] = mapped_column(ForeignKey("authorities.id"), index=True)
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("authorities.id"), index=True)
    broader_id: Mapped[str | None] = mapped_column(ForeignKey("authorities.id"), index=True)
    surname: Mapped[str] = mapped_column(String(50), default="")
    ancestor: Mapped[str] = mapped_column(String(200), default="")
    script: Mapped[str] = mapped_column(String(10), default="")
    shape: Mapped[str] = mapped_column(String(100), default="")
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[dt.datetime]
    merged_into_id: Mapped[str | None] = mapped_column(ForeignKey("authorities.id"), index=True)
    standing_id: Mapped[str] = mapped_column(ForeignKey("authorities.id"), index=True)
    revision: Mapped[int] = mapped_column(default=1)

    # Every list leaves out the merged ones, so that is what its index begins with.
    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy's own spelling
    __table_args__ = (
        Index(None, "merged_into_id", "name_key", "id"),
        Index(None, "merged_into_id", "created_at", "id"),
        Index(None, "merged_into_id", "kind", "name_key", "id"),
        Index(None, "merged_into_id", "kind", "created_at", "id"),
    )

    @validates("name")
    def _keep_key(self, _key: str, name: str) -> str:
        self.name_key = lookup_key(name)
        return name


class AuthorityName(Base):
    """A further name of an authority.

    A dated one held from the year ``year_from`` on until, in ``year_to``, another one came; a place
    then lay in the place ``parent_id``.
    """

    __tablename__ = "authority_names"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    authority_id: Mapped[str] = mapped_column(ForeignKey("authorities.id"), index=True)
    kind: Mapped[NameKind]
    text: Mapped[str] = mapped_column(String(200))
    text_key: Mapped[str] = mapped_column(String(200), index=True)
    year_from: Mapped[int | None] = mapped_column(SmallInteger)
    year_to: Mapped[int | None] = mapped_column(SmallInteger)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("authorities.id"), index=True)
    position: Mapped[int]

    @validates("text")
    def _keep_key(self, _key: str, text: str) -> str:
        self.text_key = lookup_key(text)
        return text


class AuthorityTerm(Base):
    """A beginning of what may be typed to find an authority by any of its names, in any script."""

    __tablename__ = "authority_terms"

    rank: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    term: Mapped[str] = mapped_column(_TERM, primary_key=True)
    authority_id: Mapped[str] = mapped_column(
        ForeignKey("authorities.id"), primary_key=True, index=True
    )


class AuthorityLink(Base):
    """What an authority has to do with a title, in the order in which the title names them.

    ``dynasty`` and ``said`` are the dynasty and the mode of responsibility as they are printed.
    """

    __tablename__ = "authority_links"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    title_id: Mapped[str] = mapped_column(ForeignKey("titles.id"))
    authority_id: Mapped[str] = mapped_column(ForeignKey("authorities.id"))
    role: Mapped[Role]
    position: Mapped[int]
    dynasty: Mapped[str] = mapped_column(String(30), default="")
    said: Mapped[str] = mapped_column(String(100), default="")

    __table_args__ = (
        UniqueConstraint("title_id", "authority_id", "role"),
        Index(None, "authority_id", "title_id"),
    )


class AuthorityMerge(Base):
    """An authority (``merged_id``) turned out to be another (``kept_id``), until they are parted.

    ``changed`` holds, by name, what of the kept record was empty and what completed it.
    """

    __tablename__ = "authority_merges"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    kept_id: Mapped[str] = mapped_column(ForeignKey("authorities.id"), index=True)
    merged_id: Mapped[str] = mapped_column(ForeignKey("authorities.id"), index=True)
    merged_at: Mapped[dt.datetime]
    merged_by: Mapped[str] = mapped_column(String(12))
    why: Mapped[str] = mapped_column(String(500))
    changed: Mapped[dict[str, Any]]
    split_at: Mapped[dt.datetime | None]
    split_by: Mapped[str] = mapped_column(String(12), default="")

"""What is held: title (种), copy (复本), volume (册)."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from archive.catalogue.materials.fields import FieldType
from archive.catalogue.materials.kinds import MaterialKind
from archive.kernel.database import Base
from archive.kernel.identifiers import new_id
from archive.rights.levels import AccessLevel
from archive.text.lookup_keys import lookup_key

LACKING = {
    "call_class": "call_class = ''",
    "date": "date_text = ''",
    "juan": "juan_count IS NULL AND juan_text = ''",
}
"""What a title may lack by the columns of its own, with an index of those alone."""


class TitleKind(StrEnum):
    """Which room's holding a title is."""

    LOCAL_DOCUMENT = "local-document"
    SIKU = "siku"


class Title(Base):
    """A work in one edition, counted as one 种.

    ``details`` holds the fields that its kind of document has of its own, by name, as they were
    defined in ``details_version``; values of a kind that it was taken for earlier stay there.
    ``part_of_id`` is the series (丛书) of which it is a part (子目).
    """

    __tablename__ = "titles"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    kind: Mapped[TitleKind] = mapped_column(index=True)
    material: Mapped[MaterialKind | None] = mapped_column(index=True)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    details_version: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[str] = mapped_column(String(500))
    title_key: Mapped[str] = mapped_column(String(500), index=True)
    author: Mapped[str] = mapped_column(String(500), default="")
    edition: Mapped[str] = mapped_column(String(300), default="")
    date_text: Mapped[str] = mapped_column(String(100), default="")
    juan_count: Mapped[int | None]
    juan_text: Mapped[str] = mapped_column(String(100), default="")
    call_class: Mapped[str] = mapped_column(String(40), default="")
    call_number: Mapped[str] = mapped_column(String(40), default="")
    five_division: Mapped[str] = mapped_column(String(10), default="")
    language: Mapped[str] = mapped_column(String(10), default="zh-Hant")
    siku_division: Mapped[str] = mapped_column(String(10), default="")
    siku_class: Mapped[str] = mapped_column(String(20), default="")
    siku_subclass: Mapped[str] = mapped_column(String(20), default="")
    reprint_volume: Mapped[int | None]
    reprint_page: Mapped[int | None]
    reprint_column: Mapped[str] = mapped_column(String(1), default="")
    rights_uri: Mapped[str] = mapped_column(String(300), default="")
    access_level: Mapped[AccessLevel] = mapped_column(default=AccessLevel.STAFF)
    access_reason: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[dt.datetime]
    revision: Mapped[int] = mapped_column(default=1)
    part_of_id: Mapped[str | None] = mapped_column(ForeignKey("titles.id"), index=True)

    copies: Mapped[list["Copy"]] = relationship(
        back_populates="title", lazy="raise", order_by="Copy.number"
    )

    @validates("title")
    def _keep_key(self, _key: str, title: str) -> str:
        # Kept beside the title, so that finding it across scripts is an index's work.
        self.title_key = lookup_key(title)
        return title

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy's own spelling
    __table_args__ = (
        Index(None, "created_at"),
        Index(None, "reprint_volume", "reprint_page"),
        # Those that lack something: few among many, each a work list.
        *(
            Index(
                f"ix_titles_without_{name}",
                "created_at",
                sqlite_where=text(condition),
                postgresql_where=text(condition),
            )
            for name, condition in LACKING.items()
        ),
        # Those whose rights nobody has decided: a work list of few among many.
        Index(
            "ix_titles_undecided",
            "created_at",
            sqlite_where=text("access_reason = ''"),
            postgresql_where=text("access_reason = ''"),
        ),
    )


class Copy(Base):
    """One exemplar of a title (复本)."""

    __tablename__ = "copies"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    title_id: Mapped[str] = mapped_column(ForeignKey("titles.id"))
    number: Mapped[int]
    provenance: Mapped[str] = mapped_column(String(300), default="")

    title: Mapped[Title] = relationship(back_populates="copies", lazy="raise")
    volumes: Mapped[list["Volume"]] = relationship(
        back_populates="copy", lazy="raise", order_by="Volume.sequence"
    )

    __table_args__ = (UniqueConstraint("title_id", "number"),)


class Volume(Base):
    """A physical volume (册), the unit of the individual register and of a manifest.

    A photograph or a contract is registered as a volume too: ``is_piece``, counted as 件.
    ``accession_number`` counts what was ever registered; ``accession_label`` is the accession
    number (登录号) as it is printed. What was taken out of the registers is no longer held.
    """

    __tablename__ = "volumes"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    copy_id: Mapped[str] = mapped_column(ForeignKey("copies.id"))
    sequence: Mapped[int]
    accession_number: Mapped[int | None] = mapped_column(unique=True)
    accession_label: Mapped[str | None] = mapped_column(String(40), unique=True)
    deregistered_on: Mapped[dt.date | None]
    label: Mapped[str] = mapped_column(String(200), default="")
    shelfmark: Mapped[str] = mapped_column(String(100), default="")
    published_at: Mapped[dt.datetime | None]
    is_piece: Mapped[bool] = mapped_column(default=False)

    copy: Mapped[Copy] = relationship(back_populates="volumes", lazy="raise")

    __table_args__ = (UniqueConstraint("copy_id", "sequence"), Index(None, "published_at"))


class OwnField(Base):
    """A field that the library added to a kind of document; given up, its values stay.

    ``options`` lists what a choice is chosen from.
    """

    __tablename__ = "own_fields"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    material: Mapped[MaterialKind]
    label: Mapped[str] = mapped_column(String(100))
    hint: Mapped[str] = mapped_column(String(300), default="")
    type: Mapped[FieldType]
    is_repeated: Mapped[bool] = mapped_column(default=False)
    options: Mapped[list[Any]] = mapped_column(default=list)
    position: Mapped[int]
    created_at: Mapped[dt.datetime]
    given_up_at: Mapped[dt.datetime | None]

    __table_args__ = (UniqueConstraint("material", "position"),)

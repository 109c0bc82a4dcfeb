"""What is known of the set beyond the catalogue: works as listed, and where leaves are."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id


class SikuSet(Base):
    """The title that is the photo-reprint itself, 景印文淵閣四庫全書."""

    __tablename__ = "siku_sets"

    title_id: Mapped[str] = mapped_column(ForeignKey("titles.id"), primary_key=True)
    made_at: Mapped[dt.datetime]


class SikuWork(Base):
    """A work of the set as its list prints it, beside its title.

    ``item`` is its place among the works of its printed volume, ``last_volume`` the printed volume
    in which it ends. ``catalogue_number`` is the list's own, which repeats and is missing at times.
    """

    __tablename__ = "siku_works"

    title_id: Mapped[str] = mapped_column(ForeignKey("titles.id"), primary_key=True)
    volume: Mapped[int | None]
    item: Mapped[int | None]
    last_volume: Mapped[int | None]
    catalogue_number: Mapped[str] = mapped_column(String(40), index=True)
    juan_printed: Mapped[str] = mapped_column(String(100))
    ce_printed: Mapped[str] = mapped_column(String(100))
    ce_count: Mapped[int | None]
    appendices: Mapped[str]
    pinyin: Mapped[str] = mapped_column(String(500), index=True)
    initials: Mapped[str] = mapped_column(String(200), index=True)

    __table_args__ = (Index(None, "volume", "item"),)


class LeafList(Base):
    """Where the leaves of a work are in the reprint, as a list that was taken in says.

    Of those of a title the newest that was not taken back counts.
    """

    __tablename__ = "leaf_lists"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    title_id: Mapped[str] = mapped_column(ForeignKey("titles.id"))
    version: Mapped[int]
    is_current: Mapped[bool]
    sha256: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(300))
    leaf_count: Mapped[int]
    juan_count: Mapped[int]
    run_count: Mapped[int]
    taken_at: Mapped[dt.datetime]
    taken_by_name: Mapped[str] = mapped_column(String(200))
    undone_at: Mapped[dt.datetime | None]
    undone_by_name: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (Index(None, "title_id", "version", unique=True),)


class LeafRun(Base):
    """Half-leaves that follow one another, and quarters of printed pages that follow likewise.

    ``first_half`` and ``last_half`` count half-leaves of a 卷 (twice the leaf, one more for side
    b), ``first_quarter`` and ``last_quarter`` quarters of a volume (four times the page, and 0–3
    for a–d); ``stride`` is how many of both lie between one half-leaf and the next. ``mark`` is
    what is printed at the number of an inserted leaf, such as 又.
    """

    __tablename__ = "leaf_runs"

    list_id: Mapped[str] = mapped_column(ForeignKey("leaf_lists.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    juan: Mapped[int]
    mark: Mapped[str] = mapped_column(String(20))
    first_half: Mapped[int]
    last_half: Mapped[int]
    volume: Mapped[int]
    first_quarter: Mapped[int]
    last_quarter: Mapped[int]
    stride: Mapped[int]

    __table_args__ = (
        Index(None, "list_id", "juan", "first_half"),
        Index(None, "volume", "first_quarter", "last_quarter"),
    )

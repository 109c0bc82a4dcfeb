"""What is compared: titles held and lines offered, found by pairs of characters."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base


class LikenessRecord(Base):
    """A title or an offered line as the comparison knows it; ``kind`` says which it is."""

    __tablename__ = "likeness_records"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    record_id: Mapped[str] = mapped_column(String(12), primary_key=True)
    parent_id: Mapped[str] = mapped_column(String(12), default="")
    title: Mapped[str] = mapped_column(String(500))
    title_key: Mapped[str] = mapped_column(String(500))
    responsibility: Mapped[str] = mapped_column(String(500), default="")
    year_from: Mapped[int | None]
    year_to: Mapped[int | None]

    __table_args__ = (Index(None, "title_key"),)


class LikenessPair(Base):
    """Two neighbouring characters of a record's folded title; of a title of one, that one."""

    __tablename__ = "likeness_pairs"

    pair: Mapped[str] = mapped_column(String(2), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    record_id: Mapped[str] = mapped_column(String(12), primary_key=True)

    __table_args__ = (Index(None, "kind", "record_id"),)

"""What the index remembers beside the engine's own table ``search_fts``.

``search_fts`` is no model: on SQLite it is a contentless FTS5 table, on PostgreSQL a table of
``tsvector``; revision 0002 makes it, the backends read and write it.
"""

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.rights.levels import AccessLevel
from archive.search.schemas import DocumentKind

Number = BigInteger().with_variant(Integer, "sqlite")


class IndexedDocument(Base):
    """A document in the index. Narrow on purpose: every hit reads its row for the access level."""

    __tablename__ = "search_documents"

    number: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=True)
    kind: Mapped[DocumentKind]
    document_id: Mapped[str] = mapped_column(String(12))
    title_id: Mapped[str] = mapped_column(String(12))
    volume_id: Mapped[str] = mapped_column(String(12))
    sequence: Mapped[int]
    level: Mapped[AccessLevel]

    __table_args__ = (
        UniqueConstraint("kind", "document_id"),
        Index(None, "volume_id", "sequence"),
        {"sqlite_autoincrement": True},
    )


class IndexedText(Base):
    """The original words of a document, from which its tokens were made and snippets are cut."""

    __tablename__ = "search_texts"

    number: Mapped[int] = mapped_column(
        Number, ForeignKey("search_documents.number", ondelete="CASCADE"), primary_key=True
    )
    heading: Mapped[str]
    title: Mapped[str]
    author: Mapped[str]
    text: Mapped[str]
    following: Mapped[str]


class IndexState(Base):
    """How far the index has followed the journal; one row.

    ``version`` is the tokens' version, empty while the index is being rebuilt.
    """

    __tablename__ = "search_state"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[str] = mapped_column(String(40))
    last_number: Mapped[int] = mapped_column(BigInteger)

"""The search index: documents, their words, and the engine's own table.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# The tokens are made in Python: "ascii" takes every character beyond ASCII for a letter, whatever
# the age of SQLite's Unicode tables, and the index of one-character prefixes answers single ones.
# The text comes first, because FTS5 keeps no column mark for hits in the first one.
FTS5 = """
CREATE VIRTUAL TABLE search_fts
USING fts5(text, title, author, content='', tokenize='ascii', prefix='1')
"""


def upgrade() -> None:
    op.create_table(
        "search_documents",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("document_id", sa.String(length=12), nullable=False),
        sa.Column("title_id", sa.String(length=12), nullable=False),
        sa.Column("volume_id", sa.String(length=12), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=30), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_documents")),
        sa.UniqueConstraint(
            "kind", "document_id", name=op.f("uq_search_documents_kind_document_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_search_documents_volume_id_sequence"),
        "search_documents",
        ["volume_id", "sequence"],
        unique=False,
    )
    op.create_table(
        "search_texts",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("following", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"],
            ["search_documents.number"],
            name=op.f("fk_search_texts_number_search_documents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_texts")),
    )
    state = op.create_table(
        "search_state",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("last_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_search_state")),
    )
    # No version yet: the first follower builds the index of whatever is already there.
    op.bulk_insert(state, [{"name": "index", "version": "", "last_number": 0}])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(FTS5)
    else:
        op.execute(
            "CREATE TABLE search_fts (number bigint PRIMARY KEY"
            " REFERENCES search_documents (number) ON DELETE CASCADE, tokens tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_search_fts_tokens ON search_fts USING gin (tokens)")


def downgrade() -> None:
    op.execute("DROP TABLE search_fts")
    op.drop_table("search_state")
    op.drop_table("search_texts")
    op.drop_table("search_documents")

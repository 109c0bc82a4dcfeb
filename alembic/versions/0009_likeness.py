"""What the check for duplicates compares: titles held and lines offered, and their pairs.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

from archive.likeness.service import pairs_of
from archive.text.lookup_keys import lookup_key

revision = "0009"
down_revision: str | None = "0008"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "likeness_records",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("record_id", sa.String(length=12), nullable=False),
        sa.Column("parent_id", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("title_key", sa.String(length=500), nullable=False),
        sa.Column("responsibility", sa.String(length=500), nullable=False),
        sa.Column("year_from", sa.Integer(), nullable=True),
        sa.Column("year_to", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "record_id", name=op.f("pk_likeness_records")),
    )
    op.create_index(op.f("ix_likeness_records_title_key"), "likeness_records", ["title_key"])
    op.create_table(
        "likeness_pairs",
        sa.Column("pair", sa.String(length=2), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("record_id", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("pair", "kind", "record_id", name=op.f("pk_likeness_pairs")),
    )
    op.create_index(
        op.f("ix_likeness_pairs_kind_record_id"), "likeness_pairs", ["kind", "record_id"]
    )
    fill("title", "SELECT id, title, author, '' FROM titles")
    fill("donation-line", "SELECT id, title, author, donation_id FROM donation_lines")


def fill(kind: str, known: str) -> None:
    """Let what is there already be found; the years follow with its next change."""
    connection = op.get_bind()
    records = sa.table(
        "likeness_records",
        *(sa.column(name) for name in ("kind", "record_id", "parent_id", "title")),
        *(sa.column(name) for name in ("title_key", "responsibility")),
    )
    pairs = sa.table("likeness_pairs", *(sa.column(name) for name in ("pair", "kind", "record_id")))
    for record_id, title, author, parent_id in connection.execute(sa.text(known)).all():
        key = lookup_key(title)
        connection.execute(
            sa.insert(records).values(
                kind=kind,
                record_id=record_id,
                parent_id=parent_id,
                title=title,
                title_key=key,
                responsibility=author,
            )
        )
        rows = [{"pair": pair, "kind": kind, "record_id": record_id} for pair in pairs_of(key)]
        if rows:
            connection.execute(sa.insert(pairs), rows)


def downgrade() -> None:
    op.drop_table("likeness_pairs")
    op.drop_table("likeness_records")

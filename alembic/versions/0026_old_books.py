"""What old registers say of their entries, and from which of them an entry was taken over.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision: str | None = "0025"
branch_labels: str | None = None
depends_on: str | None = None

COLUMNS = (
    ("accession_batches", "taken_from", 30, "here"),
    ("accession_batches", "first_label", 40, ""),
    ("accession_batches", "last_label", 40, ""),
    ("accession_batches", "source_text", 200, ""),
    ("accession_batches", "remark", 500, ""),
    ("accession_items", "remark", 500, ""),
    ("deregistrations", "remark", 500, ""),
)


def upgrade() -> None:
    for table in dict.fromkeys(column[0] for column in COLUMNS):
        with op.batch_alter_table(table) as batch_op:
            for name, length, default in (each[1:] for each in COLUMNS if each[0] == table):
                kind = sa.String(length=length)
                batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=default))
    for table in dict.fromkeys(column[0] for column in COLUMNS):
        with op.batch_alter_table(table) as batch_op:
            for name in (each[1] for each in COLUMNS if each[0] == table):
                batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    for table, name, _, _ in reversed(COLUMNS):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column(name)

"""Titles have a call number, a printed count of juan, a place among five divisions, and gaps.

Revision ID: 0035
Revises: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision: str | None = "0034"
branch_labels: str | None = None
depends_on: str | None = None

COLUMNS = {"juan_text": 100, "call_class": 40, "call_number": 40, "five_division": 10}
LACKING = {
    "call_class": "call_class = ''",
    "date": "date_text = ''",
    "juan": "juan_count IS NULL AND juan_text = ''",
}


def upgrade() -> None:
    with op.batch_alter_table("titles") as batch_op:
        for name, length in COLUMNS.items():
            column = sa.Column(name, sa.String(length), nullable=False, server_default="")
            batch_op.add_column(column)
    with op.batch_alter_table("titles") as batch_op:
        for name in COLUMNS:
            batch_op.alter_column(name, server_default=None)
    for name, condition in LACKING.items():
        op.create_index(
            f"ix_titles_without_{name}",
            "titles",
            ["created_at"],
            sqlite_where=sa.text(condition),
            postgresql_where=sa.text(condition),
        )


def downgrade() -> None:
    for name in LACKING:
        op.drop_index(f"ix_titles_without_{name}", table_name="titles")
    with op.batch_alter_table("titles") as batch_op:
        for name in COLUMNS:
            batch_op.drop_column(name)

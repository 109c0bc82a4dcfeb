"""Previews of batch edits are kept until they are let go; lines are found by their author.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision: str | None = "0024"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.add_column(
        "batch_edits", sa.Column("same_count", sa.Integer(), nullable=False, server_default="0")
    )
    op.create_index(op.f("ix_donation_lines_author"), "donation_lines", ["author"])


def downgrade() -> None:
    op.drop_index(op.f("ix_donation_lines_author"), table_name="donation_lines")
    op.drop_column("batch_edits", "same_count")

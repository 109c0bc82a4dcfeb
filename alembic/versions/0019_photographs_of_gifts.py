"""Photographs of what is brought, and copies found by what they are copies of.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision: str | None = "0018"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "gift_photos",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_gift_photos")),
    )
    op.create_index(
        op.f("ix_donation_lines_copy_of_line_id"), "donation_lines", ["copy_of_line_id"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_donation_lines_copy_of_line_id"), "donation_lines")
    op.drop_table("gift_photos")

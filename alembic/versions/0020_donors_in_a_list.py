"""Donors that stand for themselves, and those of a kind, in the order of names and of entry.

Revision ID: 0020
Revises: 0019
"""

from alembic import op

revision = "0020"
down_revision: str | None = "0019"
branch_labels: str | None = None
depends_on: str | None = None

ORDERS = (
    ("merged_into_id", "name_key", "id"),
    ("merged_into_id", "created_at", "id"),
    ("merged_into_id", "kind", "name_key", "id"),
    ("merged_into_id", "kind", "created_at", "id"),
)


def upgrade() -> None:
    for columns in ORDERS:
        op.create_index(op.f(f"ix_donors_{'_'.join(columns)}"), "donors", list(columns))
    op.drop_index(op.f("ix_donors_merged_into_id"), "donors")


def downgrade() -> None:
    op.create_index(op.f("ix_donors_merged_into_id"), "donors", ["merged_into_id"])
    for columns in ORDERS:
        op.drop_index(op.f(f"ix_donors_{'_'.join(columns)}"), "donors")

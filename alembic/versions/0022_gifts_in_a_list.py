"""Gifts of a mode, branch, campaign or month, in the order of their list.

Revision ID: 0022
Revises: 0021
"""

from alembic import op

revision = "0022"
down_revision: str | None = "0021"
branch_labels: str | None = None
depends_on: str | None = None

ORDERS = (
    ("mode", "logged_at"),
    ("branch_id", "logged_at"),
    ("campaign_id", "logged_at"),
    ("received_on",),
)


def upgrade() -> None:
    for columns in ORDERS:
        op.create_index(op.f(f"ix_donations_{'_'.join(columns)}"), "donations", list(columns))


def downgrade() -> None:
    for columns in reversed(ORDERS):
        op.drop_index(op.f(f"ix_donations_{'_'.join(columns)}"), "donations")

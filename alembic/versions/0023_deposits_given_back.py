"""Until when things are deposited, and when they were given back.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision: str | None = "0022"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table("donation_lines") as batch_op:
        batch_op.add_column(sa.Column("deposit_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("returned_on", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_donation_lines_decision"), ["decision"])


def downgrade() -> None:
    with op.batch_alter_table("donation_lines") as batch_op:
        batch_op.drop_index(batch_op.f("ix_donation_lines_decision"))
        batch_op.drop_column("returned_on")
        batch_op.drop_column("deposit_until")

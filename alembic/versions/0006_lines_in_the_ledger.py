"""Lines in the ledger: an entry also says whether its line begins or ceases to count.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table("acquisition_entries", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("line_count", sa.Integer(), nullable=False, server_default="0")
        )
    op.execute(
        "UPDATE acquisition_entries SET line_count = 1 WHERE number IN"
        " (SELECT min(number) FROM acquisition_entries GROUP BY line_id, donation_id, donor_id,"
        " donor_kind, mode, material, campaign_id, branch_id, is_deposit"
        " HAVING sum(title_count) <> 0 OR sum(volume_count) <> 0 OR sum(piece_count) <> 0"
        " OR sum(value_cents) <> 0)"
    )
    with op.batch_alter_table("acquisition_entries", schema=None) as batch_op:
        batch_op.alter_column("line_count", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("acquisition_entries", schema=None) as batch_op:
        batch_op.drop_column("line_count")

"""Records of donors that turned out to be of one donor.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision: str | None = "0020"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "donor_merges",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("kept_id", sa.String(length=12), nullable=False),
        sa.Column("merged_id", sa.String(length=12), nullable=False),
        sa.Column("merged_on", sa.Date(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_by", sa.String(length=12), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("filled", sa.JSON(), nullable=False),
        sa.Column("split_on", sa.Date(), nullable=True),
        sa.Column("split_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("split_by", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["donors.id"], name=op.f("fk_donor_merges_kept_id_donors")
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"], ["donors.id"], name=op.f("fk_donor_merges_merged_id_donors")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donor_merges")),
    )
    op.create_index(op.f("ix_donor_merges_kept_id"), "donor_merges", ["kept_id"])
    op.create_index(op.f("ix_donor_merges_merged_id"), "donor_merges", ["merged_id"])
    op.create_table(
        "donor_merge_parts",
        sa.Column("merge_id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("record_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["merge_id"],
            ["donor_merges.id"],
            name=op.f("fk_donor_merge_parts_merge_id_donor_merges"),
        ),
        sa.PrimaryKeyConstraint("merge_id", "kind", "record_id", name=op.f("pk_donor_merge_parts")),
    )


def downgrade() -> None:
    op.drop_table("donor_merge_parts")
    op.drop_table("donor_merges")

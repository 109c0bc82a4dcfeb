"""Private links of donors, and how often titles are opened.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision: str | None = "0011"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "donor_links",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("donor_id", sa.String(length=12), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=12), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["donor_id"], ["donors.id"], name=op.f("fk_donor_links_donor_id_donors")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donor_links")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_donor_links_token_sha256")),
    )
    op.create_index(op.f("ix_donor_links_donor_id"), "donor_links", ["donor_id"])
    op.create_table(
        "title_visits",
        sa.Column("title_id", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["title_id"], ["titles.id"], name=op.f("fk_title_visits_title_id_titles")
        ),
        sa.PrimaryKeyConstraint("title_id", "day", name=op.f("pk_title_visits")),
    )


def downgrade() -> None:
    op.drop_table("title_visits")
    op.drop_table("donor_links")

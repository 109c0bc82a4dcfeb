"""Mailings: letters of a campaign to many, and what became of each.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision: str | None = "0023"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "mailings",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("submission", sa.String(length=12), nullable=False),
        sa.Column("campaign_id", sa.String(length=12), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("template_version", sa.Integer(), nullable=False),
        sa.Column("total_count", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=12), nullable=False),
        sa.Column("asked_by_name", sa.String(length=200), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=False),
        sa.Column("zip_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_mailings_campaign_id_campaigns")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailings")),
        sa.UniqueConstraint("submission", name=op.f("uq_mailings_submission")),
    )
    op.create_index(op.f("ix_mailings_campaign_id"), "mailings", ["campaign_id"])
    op.create_index(op.f("ix_mailings_finished_at"), "mailings", ["finished_at"])
    op.create_table(
        "mailing_recipients",
        sa.Column("mailing_id", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("unit", sa.String(length=500), nullable=False),
        sa.Column("donor_id", sa.String(length=12), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("problem", sa.String(length=500), nullable=False),
        sa.Column("document_id", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailings.id"], name=op.f("fk_mailing_recipients_mailing_id_mailings")
        ),
        sa.ForeignKeyConstraint(
            ["donor_id"], ["donors.id"], name=op.f("fk_mailing_recipients_donor_id_donors")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["issued_documents.id"],
            name=op.f("fk_mailing_recipients_document_id_issued_documents"),
        ),
        sa.PrimaryKeyConstraint("mailing_id", "position", name=op.f("pk_mailing_recipients")),
    )
    op.create_index(op.f("ix_mailing_recipients_donor_id"), "mailing_recipients", ["donor_id"])
    op.create_index(
        op.f("ix_mailing_recipients_mailing_id_state_position"),
        "mailing_recipients",
        ["mailing_id", "state", "position"],
    )


def downgrade() -> None:
    op.drop_table("mailing_recipients")
    op.drop_table("mailings")

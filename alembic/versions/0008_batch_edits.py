"""Batch edits: what was asked for, and what became of each record.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision: str | None = "0007"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "batch_edits",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("submission", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("total_count", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=12), nullable=False),
        sa.Column("asked_by_name", sa.String(length=200), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undo_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undo_asked_by", sa.String(length=12), nullable=False),
        sa.Column("undo_asked_by_name", sa.String(length=200), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_edits")),
        sa.UniqueConstraint("submission", name=op.f("uq_batch_edits_submission")),
    )
    op.create_index(op.f("ix_batch_edits_state"), "batch_edits", ["state"])
    op.create_index(op.f("ix_batch_edits_asked_at"), "batch_edits", ["asked_at"])
    op.create_table(
        "batch_edit_items",
        sa.Column("batch_id", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(length=12), nullable=False),
        sa.Column("label", sa.String(length=500), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("problem", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch_edits.id"], name=op.f("fk_batch_edit_items_batch_id_batch_edits")
        ),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_batch_edit_items")),
    )
    op.create_index(
        op.f("ix_batch_edit_items_batch_id_state_position"),
        "batch_edit_items",
        ["batch_id", "state", "position"],
    )


def downgrade() -> None:
    op.drop_table("batch_edit_items")
    op.drop_table("batch_edits")

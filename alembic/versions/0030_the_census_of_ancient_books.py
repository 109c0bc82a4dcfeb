"""The census of ancient books: a record of each copy, and tables that the library may change.

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision: str | None = "0029"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "census_records",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("copy_id", sa.String(length=12), nullable=False),
        sa.Column("census_number", sa.String(length=19), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("grade", sa.String(length=10), nullable=False),
        sa.Column("damage", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["copy_id"], ["copies.id"], name=op.f("fk_census_records_copy_id_copies")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_census_records")),
        sa.UniqueConstraint("census_number", name=op.f("uq_census_records_census_number")),
        sa.UniqueConstraint("copy_id", name=op.f("uq_census_records_copy_id")),
    )
    for column in ("created_at", "damage", "grade"):
        op.create_index(op.f(f"ix_census_records_{column}"), "census_records", [column])
    op.create_table(
        "reference_tables",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_reference_tables")),
    )


def downgrade() -> None:
    op.drop_table("reference_tables")
    op.drop_table("census_records")

"""Titles have a kind of document with fields of its own; a library may add fields.

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision: str | None = "0028"
branch_labels: str | None = None
depends_on: str | None = None

# What was given as something is of that kind; what the Siku room holds are books.
OF_LINES = """
UPDATE titles SET material = (
    SELECT MIN(l.material) FROM donation_lines l WHERE l.title_id = titles.id
)
WHERE EXISTS (SELECT 1 FROM donation_lines l WHERE l.title_id = titles.id)
"""
OF_ROOM = "UPDATE titles SET material = 'book' WHERE material IS NULL AND kind = 'siku'"


def upgrade() -> None:
    with op.batch_alter_table("titles") as batch_op:
        batch_op.add_column(sa.Column("material", sa.String(30), nullable=True))
        batch_op.add_column(sa.Column("details", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(
            sa.Column("details_version", sa.String(60), nullable=False, server_default="")
        )
        batch_op.create_index("ix_titles_material", ["material"])
    op.execute(OF_LINES)
    op.execute(OF_ROOM)
    with op.batch_alter_table("titles") as batch_op:
        batch_op.alter_column("details", server_default=None)
        batch_op.alter_column("details_version", server_default=None)
    op.create_table(
        "own_fields",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("material", sa.String(30), nullable=False),
        sa.Column("label", sa.String(100), nullable=False),
        sa.Column("hint", sa.String(300), nullable=False),
        sa.Column("type", sa.String(30), nullable=False),
        sa.Column("is_repeated", sa.Boolean(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_own_fields"),
        sa.UniqueConstraint("material", "position", name="uq_own_fields_material_position"),
    )


def downgrade() -> None:
    op.drop_table("own_fields")
    with op.batch_alter_table("titles") as batch_op:
        batch_op.drop_index("ix_titles_material")
        for name in ("details_version", "details", "material"):
            batch_op.drop_column(name)

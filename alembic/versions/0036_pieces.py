"""Volumes that are counted as 件: photographs, contracts.

What was registered so far is known by how it was numbered: 第三件, 全一件.

Revision ID: 0036
Revises: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision: str | None = "0035"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table("volumes") as batch_op:
        column = sa.Column("is_piece", sa.Boolean(), nullable=False, server_default=sa.false())
        batch_op.add_column(column)
    volumes = sa.table("volumes", sa.column("label"), sa.column("is_piece", sa.Boolean))
    numbered = sa.or_(volumes.c.label.like("第%件"), volumes.c.label == "全一件")
    op.get_bind().execute(sa.update(volumes).where(numbered).values(is_piece=sa.true()))
    with op.batch_alter_table("volumes") as batch_op:
        batch_op.alter_column("is_piece", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("volumes") as batch_op:
        batch_op.drop_column("is_piece")

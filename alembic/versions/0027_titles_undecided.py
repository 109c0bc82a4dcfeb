"""Titles are found by when they came and by what is undecided of them, lines by their photograph.

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision: str | None = "0026"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_index(op.f("ix_titles_created_at"), "titles", ["created_at"])
    undecided, photographed = sa.text("access_reason = ''"), sa.text("photo_sha256 <> ''")
    op.create_index(
        "ix_titles_undecided",
        "titles",
        ["created_at"],
        sqlite_where=undecided,
        postgresql_where=undecided,
    )
    op.create_index(
        "ix_donation_lines_photo_sha256",
        "donation_lines",
        ["photo_sha256"],
        sqlite_where=photographed,
        postgresql_where=photographed,
    )


def downgrade() -> None:
    op.drop_index("ix_donation_lines_photo_sha256", table_name="donation_lines")
    op.drop_index("ix_titles_undecided", table_name="titles")
    op.drop_index(op.f("ix_titles_created_at"), table_name="titles")

"""A closed move keeps its counts, and what went missing in one is in its crates no longer.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision: str | None = "0027"
branch_labels: str | None = None
depends_on: str | None = None

OUT_OF_CRATES = """
INSERT INTO movements (
    volume_id, from_name, to_name, cause, slip, why, at, actor_id, actor_name
)
SELECT p.volume_id, p.carrier_name, '', 'relocation', substr(r.name, 1, 60), '',
    r.closed_at, '', r.closed_by
FROM placements p
JOIN crates c ON c.id = p.carrier_id
JOIN relocations r ON r.id = c.relocation_id
WHERE p.carrier_kind = 'crate' AND r.closed_at IS NOT NULL
ORDER BY p.volume_id
"""
FREE = """
DELETE FROM placements WHERE carrier_kind = 'crate' AND carrier_id IN (
    SELECT c.id FROM crates c JOIN relocations r ON r.id = c.relocation_id
    WHERE r.closed_at IS NOT NULL
)
"""


def upgrade() -> None:
    with op.batch_alter_table("relocations") as batch_op:
        batch_op.add_column(sa.Column("closing_counts", sa.JSON(), nullable=True))
    op.execute(OUT_OF_CRATES)
    op.execute(FREE)


def downgrade() -> None:
    with op.batch_alter_table("relocations") as batch_op:
        batch_op.drop_column("closing_counts")

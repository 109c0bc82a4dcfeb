"""Places in rooms: bookcases, levels and cases, each with a barcode.

A room that is there already is given the place that stands for the whole of it.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "places",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("room_id", sa.String(length=12), nullable=False),
        sa.Column("parent_id", sa.String(length=12), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("order_key", sa.String(length=12), nullable=False),
        sa.Column("barcode", sa.String(length=20), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["places.id"], name=op.f("fk_places_parent_id_places")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_places_room_id_rooms")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sa.UniqueConstraint("barcode", name=op.f("uq_places_barcode")),
        sa.UniqueConstraint("parent_id", "code", name=op.f("uq_places_parent_id_code")),
    )
    op.create_index(
        op.f("ix_places_room_id_order_key"), "places", ["room_id", "order_key"], unique=True
    )
    _stand_for_rooms()


def downgrade() -> None:
    op.drop_index(op.f("ix_places_room_id_order_key"), table_name="places")
    op.drop_table("places")


def _stand_for_rooms() -> None:
    connection = op.get_bind()
    rooms = (
        connection.execute(sa.text("SELECT id FROM rooms ORDER BY sequence, id")).scalars().all()
    )
    if not rooms:
        return
    for number, room_id in enumerate(rooms, start=1):
        connection.execute(
            sa.text(
                "INSERT INTO places (id, room_id, kind, code, label, order_key, barcode)"
                " VALUES (:id, :id, 'room', '', '', '', :barcode)"
            ),
            {"id": room_id, "barcode": _barcode(number)},
        )
    connection.execute(
        sa.text("INSERT INTO number_series (name, last) VALUES ('places', :last)"),
        {"last": len(rooms)},
    )


def _barcode(number: int) -> str:
    """Return the barcode of a place as it was made at the time of this revision."""
    body = f"99{number:07}"
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(body)))
    return f"{body}{-total % 10}"

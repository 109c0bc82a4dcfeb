"""The registers as property books: printed numbers by masks, closed months, corrections, 注销.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision: str | None = "0016"
branch_labels: str | None = None
depends_on: str | None = None

PADDED = {
    "sqlite": "printf('%06d', {})",
    "postgresql": "LPAD(CAST({} AS VARCHAR), GREATEST(6, LENGTH(CAST({} AS VARCHAR))), '0')",
}


def upgrade() -> None:
    add_columns()
    make_tables()
    fill_labels()


def add_columns() -> None:
    with op.batch_alter_table("accession_batches") as batches:
        batches.add_column(
            sa.Column("piece_count", sa.Integer(), nullable=False, server_default="0")
        )
        batches.add_column(
            sa.Column("value_cents", sa.BigInteger(), nullable=False, server_default="0")
        )
        batches.add_column(
            sa.Column("mode", sa.String(length=30), nullable=False, server_default="")
        )
        batches.add_column(sa.Column("room_id", sa.String(length=12), nullable=True))
        batches.create_foreign_key(
            op.f("fk_accession_batches_room_id_rooms"), "rooms", ["room_id"], ["id"]
        )
        batches.create_index(op.f("ix_accession_batches_registered_on"), ["registered_on"])
    with op.batch_alter_table("accession_items") as items:
        items.add_column(
            sa.Column("series", sa.String(length=60), nullable=False, server_default="")
        )
        items.add_column(sa.Column("sequence", sa.Integer(), nullable=True))
        items.add_column(sa.Column("label", sa.String(length=40), nullable=True))
        items.add_column(sa.Column("value_cents", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("volumes") as volumes:
        volumes.add_column(sa.Column("accession_label", sa.String(length=40), nullable=True))
        volumes.add_column(sa.Column("deregistered_on", sa.Date(), nullable=True))
        volumes.create_unique_constraint(op.f("uq_volumes_accession_label"), ["accession_label"])


def fill_labels() -> None:
    """A number that was shown as 000042 is printed so for ever."""
    padded = PADDED[op.get_bind().dialect.name]
    items = sa.table(
        "accession_items", *(sa.column(n) for n in ("number", "sequence", "label", "series"))
    )
    volumes = sa.table("volumes", sa.column("accession_number"), sa.column("accession_label"))
    op.execute(
        sa.update(items).values(
            sequence=items.c.number,
            series="default",
            label=sa.literal_column(padded.format("number", "number")),
        )
    )
    op.execute(
        sa.update(volumes)
        .where(volumes.c.accession_number.is_not(None))
        .values(
            accession_label=sa.literal_column(padded.format("accession_number", "accession_number"))
        )
    )
    op.execute(
        "INSERT INTO number_series (name, last) SELECT 'accession-labels-default', last"
        " FROM number_series WHERE name = 'accession-numbers'"
    )
    op.execute("UPDATE accession_batches SET mode = 'donation' WHERE source = 'donation'")
    with op.batch_alter_table("accession_items") as changed:
        changed.alter_column("sequence", existing_type=sa.Integer(), nullable=False)
        changed.alter_column("label", existing_type=sa.String(length=40), nullable=False)
        changed.create_unique_constraint(op.f("uq_accession_items_label"), ["label"])


def make_tables() -> None:
    op.create_table(
        "number_masks",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("room_id", sa.String(length=12), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("text", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["room_id"], ["rooms.id"], name=op.f("fk_number_masks_room_id_rooms")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_masks")),
        sa.UniqueConstraint("room_id", "kind", name=op.f("uq_number_masks_room_id_kind")),
    )
    op.create_table(
        "closed_months",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.String(length=12), nullable=False),
        sa.Column("closed_by_name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("year", "month", name=op.f("pk_closed_months")),
    )
    op.create_table(
        "register_corrections",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("entry", sa.String(length=40), nullable=False),
        sa.Column("was", sa.String(length=500), nullable=False),
        sa.Column("is_now", sa.String(length=500), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=12), nullable=False),
        sa.Column("made_by_name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_corrections")),
        sa.UniqueConstraint("number", name=op.f("uq_register_corrections_number")),
    )
    op.create_index(
        op.f("ix_register_corrections_kind_entry"), "register_corrections", ["kind", "entry"]
    )
    op.create_table(
        "deregistrations",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("volume_id", sa.String(length=12), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("approval", sa.String(length=300), nullable=False),
        sa.Column("deregistered_on", sa.Date(), nullable=False),
        sa.Column("deregistered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deregistered_by", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["volume_id"], ["volumes.id"], name=op.f("fk_deregistrations_volume_id_volumes")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_deregistrations")),
        sa.UniqueConstraint("volume_id", name=op.f("uq_deregistrations_volume_id")),
    )
    op.create_index(
        op.f("ix_deregistrations_deregistered_on"), "deregistrations", ["deregistered_on"]
    )


def downgrade() -> None:
    for table in ("deregistrations", "register_corrections", "closed_months", "number_masks"):
        op.drop_table(table)
    with op.batch_alter_table("volumes") as volumes:
        volumes.drop_constraint(op.f("uq_volumes_accession_label"), type_="unique")
        volumes.drop_column("accession_label")
        volumes.drop_column("deregistered_on")
    with op.batch_alter_table("accession_items") as items:
        items.drop_constraint(op.f("uq_accession_items_label"), type_="unique")
        for column in ("series", "sequence", "label", "value_cents"):
            items.drop_column(column)
    with op.batch_alter_table("accession_batches") as batches:
        batches.drop_index(op.f("ix_accession_batches_registered_on"))
        batches.drop_constraint(op.f("fk_accession_batches_room_id_rooms"), type_="foreignkey")
        for column in ("piece_count", "value_cents", "mode", "room_id"):
            batches.drop_column(column)

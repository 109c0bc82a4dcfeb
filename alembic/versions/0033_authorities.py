"""Authorities with their names, their links to titles, and what was merged into what.

Revision ID: 0033
Revises: 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision: str | None = "0032"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "authorities",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("dynasty", sa.String(length=30), nullable=False),
        sa.Column("life_text", sa.String(length=200), nullable=False),
        sa.Column("year_from", sa.SmallInteger(), nullable=True),
        sa.Column("year_to", sa.SmallInteger(), nullable=True),
        sa.Column("place_id", sa.String(length=12), nullable=True),
        sa.Column("owner_id", sa.String(length=12), nullable=True),
        sa.Column("broader_id", sa.String(length=12), nullable=True),
        sa.Column("surname", sa.String(length=50), nullable=False),
        sa.Column("ancestor", sa.String(length=200), nullable=False),
        sa.Column("script", sa.String(length=10), nullable=False),
        sa.Column("shape", sa.String(length=100), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_into_id", sa.String(length=12), nullable=True),
        sa.Column("standing_id", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["broader_id"], ["authorities.id"], name=op.f("fk_authorities_broader_id_authorities")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["authorities.id"],
            name=op.f("fk_authorities_merged_into_id_authorities"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["authorities.id"], name=op.f("fk_authorities_owner_id_authorities")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["authorities.id"], name=op.f("fk_authorities_place_id_authorities")
        ),
        sa.ForeignKeyConstraint(
            ["standing_id"], ["authorities.id"], name=op.f("fk_authorities_standing_id_authorities")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorities")),
    )
    with op.batch_alter_table("authorities") as batch_op:
        batch_op.create_index(batch_op.f("ix_authorities_broader_id"), ["broader_id"])
        batch_op.create_index(batch_op.f("ix_authorities_merged_into_id"), ["merged_into_id"])
        batch_op.create_index(
            batch_op.f("ix_authorities_merged_into_id_created_at_id"),
            ["merged_into_id", "created_at", "id"],
        )
        batch_op.create_index(
            batch_op.f("ix_authorities_merged_into_id_kind_created_at_id"),
            ["merged_into_id", "kind", "created_at", "id"],
        )
        batch_op.create_index(
            batch_op.f("ix_authorities_merged_into_id_kind_name_key_id"),
            ["merged_into_id", "kind", "name_key", "id"],
        )
        batch_op.create_index(
            batch_op.f("ix_authorities_merged_into_id_name_key_id"),
            ["merged_into_id", "name_key", "id"],
        )
        batch_op.create_index(batch_op.f("ix_authorities_name_key"), ["name_key"])
        batch_op.create_index(batch_op.f("ix_authorities_owner_id"), ["owner_id"])
        batch_op.create_index(batch_op.f("ix_authorities_place_id"), ["place_id"])
        batch_op.create_index(batch_op.f("ix_authorities_standing_id"), ["standing_id"])

    op.create_table(
        "authority_links",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("title_id", sa.String(length=12), nullable=False),
        sa.Column("authority_id", sa.String(length=12), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("dynasty", sa.String(length=30), nullable=False),
        sa.Column("said", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"],
            ["authorities.id"],
            name=op.f("fk_authority_links_authority_id_authorities"),
        ),
        sa.ForeignKeyConstraint(
            ["title_id"], ["titles.id"], name=op.f("fk_authority_links_title_id_titles")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority_links")),
        sa.UniqueConstraint(
            "title_id",
            "authority_id",
            "role",
            name=op.f("uq_authority_links_title_id_authority_id_role"),
        ),
    )
    with op.batch_alter_table("authority_links") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_authority_links_authority_id_title_id"),
            ["authority_id", "title_id"],
        )

    op.create_table(
        "authority_merges",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("kept_id", sa.String(length=12), nullable=False),
        sa.Column("merged_id", sa.String(length=12), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_by", sa.String(length=12), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("split_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("split_by", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["authorities.id"], name=op.f("fk_authority_merges_kept_id_authorities")
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"],
            ["authorities.id"],
            name=op.f("fk_authority_merges_merged_id_authorities"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority_merges")),
    )
    with op.batch_alter_table("authority_merges") as batch_op:
        batch_op.create_index(batch_op.f("ix_authority_merges_kept_id"), ["kept_id"])
        batch_op.create_index(batch_op.f("ix_authority_merges_merged_id"), ["merged_id"])

    op.create_table(
        "authority_names",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("authority_id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("text_key", sa.String(length=200), nullable=False),
        sa.Column("year_from", sa.SmallInteger(), nullable=True),
        sa.Column("year_to", sa.SmallInteger(), nullable=True),
        sa.Column("parent_id", sa.String(length=12), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"],
            ["authorities.id"],
            name=op.f("fk_authority_names_authority_id_authorities"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["authorities.id"], name=op.f("fk_authority_names_parent_id_authorities")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority_names")),
    )
    with op.batch_alter_table("authority_names") as batch_op:
        batch_op.create_index(batch_op.f("ix_authority_names_authority_id"), ["authority_id"])
        batch_op.create_index(batch_op.f("ix_authority_names_parent_id"), ["parent_id"])
        batch_op.create_index(batch_op.f("ix_authority_names_text_key"), ["text_key"])

    op.create_table(
        "authority_terms",
        sa.Column("rank", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "term",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("authority_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"],
            ["authorities.id"],
            name=op.f("fk_authority_terms_authority_id_authorities"),
        ),
        sa.PrimaryKeyConstraint("rank", "term", "authority_id", name=op.f("pk_authority_terms")),
    )
    with op.batch_alter_table("authority_terms") as batch_op:
        batch_op.create_index(batch_op.f("ix_authority_terms_authority_id"), ["authority_id"])


def downgrade() -> None:
    with op.batch_alter_table("authority_terms") as batch_op:
        batch_op.drop_index(batch_op.f("ix_authority_terms_authority_id"))

    op.drop_table("authority_terms")
    with op.batch_alter_table("authority_names") as batch_op:
        batch_op.drop_index(batch_op.f("ix_authority_names_text_key"))
        batch_op.drop_index(batch_op.f("ix_authority_names_parent_id"))
        batch_op.drop_index(batch_op.f("ix_authority_names_authority_id"))

    op.drop_table("authority_names")
    with op.batch_alter_table("authority_merges") as batch_op:
        batch_op.drop_index(batch_op.f("ix_authority_merges_merged_id"))
        batch_op.drop_index(batch_op.f("ix_authority_merges_kept_id"))

    op.drop_table("authority_merges")
    with op.batch_alter_table("authority_links") as batch_op:
        batch_op.drop_index(batch_op.f("ix_authority_links_authority_id_title_id"))

    op.drop_table("authority_links")
    with op.batch_alter_table("authorities") as batch_op:
        batch_op.drop_index(batch_op.f("ix_authorities_standing_id"))
        batch_op.drop_index(batch_op.f("ix_authorities_place_id"))
        batch_op.drop_index(batch_op.f("ix_authorities_owner_id"))
        batch_op.drop_index(batch_op.f("ix_authorities_name_key"))
        batch_op.drop_index(batch_op.f("ix_authorities_merged_into_id_name_key_id"))
        batch_op.drop_index(batch_op.f("ix_authorities_merged_into_id_kind_name_key_id"))
        batch_op.drop_index(batch_op.f("ix_authorities_merged_into_id_kind_created_at_id"))
        batch_op.drop_index(batch_op.f("ix_authorities_merged_into_id_created_at_id"))
        batch_op.drop_index(batch_op.f("ix_authorities_merged_into_id"))
        batch_op.drop_index(batch_op.f("ix_authorities_broader_id"))

    op.drop_table("authorities")

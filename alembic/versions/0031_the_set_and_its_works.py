"""The photo-reprint as held: parts of a series, works of its list, leaf lists as runs.

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision: str | None = "0030"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table("titles") as batch:
        batch.add_column(sa.Column("part_of_id", sa.String(length=12), nullable=True))
        batch.create_foreign_key(
            op.f("fk_titles_part_of_id_titles"), "titles", ["part_of_id"], ["id"]
        )
    op.create_index(op.f("ix_titles_part_of_id"), "titles", ["part_of_id"])
    op.create_index(
        op.f("ix_titles_reprint_volume_reprint_page"), "titles", ["reprint_volume", "reprint_page"]
    )
    op.create_table(
        "siku_sets",
        sa.Column("title_id", sa.String(length=12), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["title_id"], ["titles.id"], name=op.f("fk_siku_sets_title_id_titles")
        ),
        sa.PrimaryKeyConstraint("title_id", name=op.f("pk_siku_sets")),
    )
    op.create_table(
        "siku_works",
        sa.Column("title_id", sa.String(length=12), nullable=False),
        sa.Column("volume", sa.Integer(), nullable=True),
        sa.Column("item", sa.Integer(), nullable=True),
        sa.Column("last_volume", sa.Integer(), nullable=True),
        sa.Column("catalogue_number", sa.String(length=40), nullable=False),
        sa.Column("juan_printed", sa.String(length=100), nullable=False),
        sa.Column("ce_printed", sa.String(length=100), nullable=False),
        sa.Column("ce_count", sa.Integer(), nullable=True),
        sa.Column("appendices", sa.String(), nullable=False),
        sa.Column("pinyin", sa.String(length=500), nullable=False),
        sa.Column("initials", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["title_id"], ["titles.id"], name=op.f("fk_siku_works_title_id_titles")
        ),
        sa.PrimaryKeyConstraint("title_id", name=op.f("pk_siku_works")),
    )
    for columns in (["catalogue_number"], ["pinyin"], ["initials"], ["volume", "item"]):
        op.create_index(op.f(f"ix_siku_works_{'_'.join(columns)}"), "siku_works", columns)
    _create_leaves()


def _create_leaves() -> None:
    op.create_table(
        "leaf_lists",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("title_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("leaf_count", sa.Integer(), nullable=False),
        sa.Column("juan_count", sa.Integer(), nullable=False),
        sa.Column("run_count", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by_name", sa.String(length=200), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["title_id"], ["titles.id"], name=op.f("fk_leaf_lists_title_id_titles")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaf_lists")),
    )
    op.create_index(
        op.f("ix_leaf_lists_title_id_version"), "leaf_lists", ["title_id", "version"], unique=True
    )
    op.create_table(
        "leaf_runs",
        sa.Column("list_id", sa.String(length=12), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("juan", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=20), nullable=False),
        sa.Column("first_half", sa.Integer(), nullable=False),
        sa.Column("last_half", sa.Integer(), nullable=False),
        sa.Column("volume", sa.Integer(), nullable=False),
        sa.Column("first_quarter", sa.Integer(), nullable=False),
        sa.Column("last_quarter", sa.Integer(), nullable=False),
        sa.Column("stride", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["leaf_lists.id"], name=op.f("fk_leaf_runs_list_id_leaf_lists")
        ),
        sa.PrimaryKeyConstraint("list_id", "sequence", name=op.f("pk_leaf_runs")),
    )
    op.create_index(
        op.f("ix_leaf_runs_list_id_juan_first_half"), "leaf_runs", ["list_id", "juan", "first_half"]
    )
    op.create_index(
        op.f("ix_leaf_runs_volume_first_quarter_last_quarter"),
        "leaf_runs",
        ["volume", "first_quarter", "last_quarter"],
    )


def downgrade() -> None:
    op.drop_table("leaf_runs")
    op.drop_table("leaf_lists")
    op.drop_table("siku_works")
    op.drop_table("siku_sets")
    op.drop_index(op.f("ix_titles_reprint_volume_reprint_page"), table_name="titles")
    op.drop_index(op.f("ix_titles_part_of_id"), table_name="titles")
    with op.batch_alter_table("titles") as batch:
        batch.drop_constraint(op.f("fk_titles_part_of_id_titles"), type_="foreignkey")
        batch.drop_column("part_of_id")

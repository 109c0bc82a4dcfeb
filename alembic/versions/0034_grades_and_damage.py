"""Grades and damage of old books, with pictures as evidence.

Revision ID: 0034
Revises: 0033
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision: str | None = "0033"
branch_labels: str | None = None
depends_on: str | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "evidence_pictures",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=12), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("caption", sa.String(length=300), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("master_sha256", sa.String(length=64), nullable=False),
        sa.Column("shown_sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_pictures")),
    )
    op.create_index(
        op.f("ix_evidence_pictures_subject_kind_subject_id_added_at"),
        "evidence_pictures",
        ["subject_kind", "subject_id", "added_at"],
    )
    op.create_table(
        "grade_decisions",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("record_id", sa.String(length=12), nullable=False),
        sa.Column("judgement", sa.String(length=30), nullable=False),
        sa.Column("suggested", sa.String(length=10), nullable=False),
        sa.Column("suggested_why", sa.String(length=600), nullable=False),
        sa.Column("rules_revision", sa.Integer(), nullable=False),
        sa.Column("decided", sa.String(length=10), nullable=False),
        sa.Column("why", sa.String(length=600), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=12), nullable=False),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["census_records.id"],
            name=op.f("fk_grade_decisions_record_id_census_records"),
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_grade_decisions")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_grade_decisions_record_id_judgement_number"),
        "grade_decisions",
        ["record_id", "judgement", "number"],
    )
    op.create_table(
        "damage_measurements",
        sa.Column("number", NUMBER, autoincrement=True, nullable=False),
        sa.Column("record_id", sa.String(length=12), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("standard", sa.String(length=10), nullable=False),
        sa.Column("measured", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=600), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["census_records.id"],
            name=op.f("fk_damage_measurements_record_id_census_records"),
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_damage_measurements")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_damage_measurements_record_id_number"),
        "damage_measurements",
        ["record_id", "number"],
    )


def downgrade() -> None:
    op.drop_table("damage_measurements")
    op.drop_table("grade_decisions")
    op.drop_table("evidence_pictures")

"""Looking up donors as one types, and donors that turned out to be one.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

from archive.donors.terms import donor_terms, phone_terms
from archive.text import pinyin

revision = "0011"
down_revision: str | None = "0010"
branch_labels: str | None = None
depends_on: str | None = None

TERM = sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "donor_terms",
        sa.Column("rank", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("term", TERM, nullable=False),
        sa.Column("donor_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["donor_id"], ["donors.id"], name=op.f("fk_donor_terms_donor_id_donors")
        ),
        sa.PrimaryKeyConstraint("rank", "term", "donor_id", name=op.f("pk_donor_terms")),
    )
    op.create_index(op.f("ix_donor_terms_donor_id"), "donor_terms", ["donor_id"])
    op.create_table(
        "donor_contact_terms",
        sa.Column("term", TERM, nullable=False),
        sa.Column("donor_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["donor_id"], ["donors.id"], name=op.f("fk_donor_contact_terms_donor_id_donors")
        ),
        sa.PrimaryKeyConstraint("term", "donor_id", name=op.f("pk_donor_contact_terms")),
    )
    op.create_index(op.f("ix_donor_contact_terms_donor_id"), "donor_contact_terms", ["donor_id"])
    with op.batch_alter_table("donors") as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.String(length=12), nullable=True))
        batch_op.create_index(batch_op.f("ix_donors_merged_into_id"), ["merged_into_id"])
        batch_op.create_index(batch_op.f("ix_donors_created_at"), ["created_at"])
        batch_op.create_foreign_key(
            batch_op.f("fk_donors_merged_into_id_donors"), "donors", ["merged_into_id"], ["id"]
        )
    fill_terms()


def fill_terms() -> None:
    """Donors entered so far are found too; the readings of their names are no matter of SQL."""
    bind = op.get_bind()
    terms = sa.table("donor_terms", sa.column("rank"), sa.column("term"), sa.column("donor_id"))
    for donor_id, name, unit in bind.execute(sa.text("SELECT id, name, unit FROM donors")).all():
        found = donor_terms(name, unit).items()
        rows = [{"rank": int(rank), "term": term, "donor_id": donor_id} for term, rank in found]
        if rows:
            bind.execute(sa.insert(terms), rows)
        bind.execute(
            sa.text("UPDATE donors SET name_initials = :initials WHERE id = :id"),
            {"initials": pinyin.initials(name)[:200], "id": donor_id},
        )
    endings = sa.table("donor_contact_terms", sa.column("term"), sa.column("donor_id"))
    for donor_id, phone in bind.execute(
        sa.text("SELECT donor_id, phone FROM donor_contacts")
    ).all():
        rows = [{"term": term, "donor_id": donor_id} for term in sorted(phone_terms(phone))]
        if rows:
            bind.execute(sa.insert(endings), rows)


def downgrade() -> None:
    with op.batch_alter_table("donors") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_donors_merged_into_id_donors"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_donors_created_at"))
        batch_op.drop_index(batch_op.f("ix_donors_merged_into_id"))
        batch_op.drop_column("merged_into_id")
    op.drop_table("donor_contact_terms")
    op.drop_table("donor_terms")

"""Nine kinds of paper: what they are about, which replaces which, who opened them, their templates.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision: str | None = "0017"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    _widen_documents()
    op.create_table(
        "document_links",
        sa.Column("document_id", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["issued_documents.id"],
            name=op.f("fk_document_links_document_id_issued_documents"),
        ),
        sa.PrimaryKeyConstraint("document_id", "position", name=op.f("pk_document_links")),
    )
    op.create_index(
        op.f("ix_document_links_kind_id_document_id"),
        "document_links",
        ["kind", "id", "document_id"],
    )
    op.create_table(
        "document_prints",
        sa.Column("document_id", sa.String(length=12), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("file_kind", sa.String(length=8), nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("printed_by", sa.String(length=12), nullable=False),
        sa.Column("printed_by_name", sa.String(length=200), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["issued_documents.id"],
            name=op.f("fk_document_prints_document_id_issued_documents"),
        ),
        sa.PrimaryKeyConstraint("document_id", "sequence", name=op.f("pk_document_prints")),
    )
    op.create_table(
        "template_versions",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("restored_from", sa.Integer(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(length=12), nullable=False),
        sa.Column("saved_by_name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_versions")),
        sa.UniqueConstraint("kind", "version", name=op.f("uq_template_versions_kind_version")),
    )
    _tell_of_what_was_issued()


def _widen_documents() -> None:
    with op.batch_alter_table("issued_documents") as documents:
        for name, length in (("docx_sha256", 64), ("issued_by_name", 200)):
            column = sa.Column(name, sa.String(length=length), nullable=False, server_default="")
            documents.add_column(column)
        for name in ("docx_size_bytes", "template_version"):
            column = sa.Column(name, sa.Integer(), nullable=False, server_default="0")
            documents.add_column(column)
        documents.add_column(sa.Column("replaces_id", sa.String(length=12), nullable=True))
        documents.create_foreign_key(
            op.f("fk_issued_documents_replaces_id_issued_documents"),
            "issued_documents",
            ["replaces_id"],
            ["id"],
        )
    with op.batch_alter_table("issued_documents") as documents:
        for name in ("docx_sha256", "issued_by_name", "docx_size_bytes", "template_version"):
            documents.alter_column(name, server_default=None)
    op.create_index(op.f("ix_issued_documents_replaces_id"), "issued_documents", ["replaces_id"])
    op.create_index(
        op.f("ix_issued_documents_kind_issued_at"), "issued_documents", ["kind", "issued_at"]
    )


def _tell_of_what_was_issued() -> None:
    """Say of each receipt what it is about, who issued it and which one it replaced."""
    op.execute(
        "INSERT INTO document_links (document_id, position, kind, id)"
        " SELECT id, 0, subject_kind, subject_id FROM issued_documents"
    )
    op.execute(
        "INSERT INTO document_links (document_id, position, kind, id)"
        " SELECT issued_documents.id, 1, 'donor', donations.donor_id FROM issued_documents"
        " JOIN donations ON donations.id = issued_documents.subject_id"
        " WHERE issued_documents.subject_kind = 'donation'"
    )
    op.execute(
        "UPDATE issued_documents SET issued_by_name = COALESCE("
        "(SELECT name FROM accounts WHERE accounts.id = issued_documents.issued_by), '')"
    )
    op.execute(
        "UPDATE issued_documents SET replaces_id = (SELECT older.id FROM issued_documents AS older"
        " WHERE older.subject_kind = issued_documents.subject_kind"
        " AND older.subject_id = issued_documents.subject_id"
        " AND older.kind = issued_documents.kind AND older.number < issued_documents.number"
        " ORDER BY older.issued_at DESC, older.number DESC LIMIT 1)"
    )


def downgrade() -> None:
    op.drop_table("template_versions")
    op.drop_table("document_prints")
    op.drop_table("document_links")
    op.drop_index(op.f("ix_issued_documents_kind_issued_at"), "issued_documents")
    op.drop_index(op.f("ix_issued_documents_replaces_id"), "issued_documents")
    with op.batch_alter_table("issued_documents") as documents:
        documents.drop_constraint(
            op.f("fk_issued_documents_replaces_id_issued_documents"), type_="foreignkey"
        )
        for name in (
            "replaces_id",
            "template_version",
            "docx_size_bytes",
            "issued_by_name",
            "docx_sha256",
        ):
            documents.drop_column(name)

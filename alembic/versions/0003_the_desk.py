"""The desk: donors, campaigns, leads, agreements, the ledger.

What was decided before is entered in the ledger from the day of its decision.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "branches",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branches")),
        sa.UniqueConstraint("code", name=op.f("uq_branches_code")),
    )
    op.create_table(
        "campaigns",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("branch_id", sa.String(length=12), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_campaigns_branch_id_branches")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("name", name=op.f("uq_campaigns_name")),
    )
    op.create_table(
        "rooms",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("branch_id", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_rooms_branch_id_branches")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("branch_id", "code", name=op.f("uq_rooms_branch_id_code")),
    )
    op.create_table(
        "agreements",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("donation_id", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("transfers_ownership", sa.Boolean(), nullable=False),
        sa.Column("may_reproduce", sa.Boolean(), nullable=False),
        sa.Column("network_scope", sa.String(length=30), nullable=False),
        sa.Column("restricted_until", sa.Date(), nullable=True),
        sa.Column("restriction_note", sa.String(length=500), nullable=False),
        sa.Column("attribution", sa.String(length=30), nullable=False),
        sa.Column("credit_text", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_by", sa.String(length=200), nullable=False),
        sa.Column("scan_sha256", sa.String(length=64), nullable=False),
        sa.Column("scan_type", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["donation_id"], ["donations.id"], name=op.f("fk_agreements_donation_id_donations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
        sa.UniqueConstraint(
            "donation_id", "version", name=op.f("uq_agreements_donation_id_version")
        ),
    )
    op.create_table(
        "donation_moves",
        sa.Column("donation_id", sa.String(length=12), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=30), nullable=False),
        sa.Column("from_stage", sa.String(length=30), nullable=True),
        sa.Column("to_stage", sa.String(length=30), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_by", sa.String(length=12), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["donation_id"], ["donations.id"], name=op.f("fk_donation_moves_donation_id_donations")
        ),
        sa.PrimaryKeyConstraint("donation_id", "sequence", name=op.f("pk_donation_moves")),
    )
    with op.batch_alter_table("donation_moves", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_donation_moves_moved_on"), ["moved_on"], unique=False)

    op.create_table(
        "leads",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=500), nullable=False),
        sa.Column("told_by", sa.String(length=200), nullable=False),
        sa.Column("donor_id", sa.String(length=12), nullable=True),
        sa.Column("campaign_id", sa.String(length=12), nullable=True),
        sa.Column("branch_id", sa.String(length=12), nullable=True),
        sa.Column("next_step", sa.String(length=300), nullable=False),
        sa.Column("next_step_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=12), nullable=False),
        sa.Column("outcome", sa.String(length=30), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_reason", sa.String(length=500), nullable=False),
        sa.Column("donation_id", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_leads_branch_id_branches")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_leads_campaign_id_campaigns")
        ),
        sa.ForeignKeyConstraint(
            ["donation_id"], ["donations.id"], name=op.f("fk_leads_donation_id_donations")
        ),
        sa.ForeignKeyConstraint(["donor_id"], ["donors.id"], name=op.f("fk_leads_donor_id_donors")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leads")),
    )
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leads_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_leads_donor_id"), ["donor_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_leads_outcome_next_step_on"), ["outcome", "next_step_on"], unique=False
        )

    op.create_table(
        "acquisition_entries",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("line_id", sa.String(length=12), nullable=False),
        sa.Column("donation_id", sa.String(length=12), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("is_deposit", sa.Boolean(), nullable=False),
        sa.Column("title_count", sa.Integer(), nullable=False),
        sa.Column("volume_count", sa.Integer(), nullable=False),
        sa.Column("piece_count", sa.Integer(), nullable=False),
        sa.Column("value_cents", sa.BigInteger(), nullable=False),
        sa.Column("mode", sa.String(length=30), nullable=False),
        sa.Column("material", sa.String(length=30), nullable=False),
        sa.Column("donor_id", sa.String(length=12), nullable=False),
        sa.Column("donor_kind", sa.String(length=30), nullable=False),
        sa.Column("campaign_id", sa.String(length=12), nullable=True),
        sa.Column("branch_id", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_acquisition_entries_branch_id_branches")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaigns.id"],
            name=op.f("fk_acquisition_entries_campaign_id_campaigns"),
        ),
        sa.ForeignKeyConstraint(
            ["donation_id"],
            ["donations.id"],
            name=op.f("fk_acquisition_entries_donation_id_donations"),
        ),
        sa.ForeignKeyConstraint(
            ["donor_id"], ["donors.id"], name=op.f("fk_acquisition_entries_donor_id_donors")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["donation_lines.id"],
            name=op.f("fk_acquisition_entries_line_id_donation_lines"),
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_acquisition_entries")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("acquisition_entries", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_acquisition_entries_campaign_id"), ["campaign_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_acquisition_entries_donation_id"), ["donation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_acquisition_entries_donor_id"), ["donor_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_acquisition_entries_effective_on"), ["effective_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_acquisition_entries_line_id"), ["line_id"], unique=False
        )

    op.create_table(
        "title_limits",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("title_id", sa.String(length=12), nullable=False),
        sa.Column("agreement_id", sa.String(length=12), nullable=False),
        sa.Column("network_scope", sa.String(length=30), nullable=False),
        sa.Column("may_reproduce", sa.Boolean(), nullable=False),
        sa.Column("restricted_until", sa.Date(), nullable=True),
        sa.Column("attribution", sa.String(length=30), nullable=False),
        sa.Column("credit_text", sa.String(length=200), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name=op.f("fk_title_limits_agreement_id_agreements"),
        ),
        sa.ForeignKeyConstraint(
            ["title_id"], ["titles.id"], name=op.f("fk_title_limits_title_id_titles")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title_limits")),
    )
    with op.batch_alter_table("title_limits", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_title_limits_agreement_id"), ["agreement_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_title_limits_title_id"), ["title_id"], unique=False)

    with op.batch_alter_table("donation_lines", schema=None) as batch_op:
        batch_op.add_column(sa.Column("year_from", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("year_to", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("piece_count", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("condition", sa.String(length=300), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("value_note", sa.String(length=300), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("value_cents", sa.BigInteger(), nullable=True))
        batch_op.add_column(
            sa.Column("photo_sha256", sa.String(length=64), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("work_id", sa.String(length=12), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("copy_of_line_id", sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column("copy_of_title_id", sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column("accepted_volume_count", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("decided_on", sa.Date(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_donation_lines_copy_of_title_id"), ["copy_of_title_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_donation_lines_work_id"), ["work_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_donation_lines_copy_of_line_id_donation_lines"),
            "donation_lines",
            ["copy_of_line_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_donation_lines_copy_of_title_id_titles"),
            "titles",
            ["copy_of_title_id"],
            ["id"],
        )

    with op.batch_alter_table("donations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("campaign_id", sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column("branch_id", sa.String(length=12), nullable=True))
        batch_op.add_column(
            sa.Column("mode", sa.String(length=30), nullable=False, server_default="donation")
        )
        batch_op.add_column(
            sa.Column("stage", sa.String(length=30), nullable=False, server_default="listed")
        )
        batch_op.create_index(batch_op.f("ix_donations_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_donations_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_donations_logged_at"), ["logged_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_donations_stage_logged_at"), ["stage", "logged_at"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_donations_campaign_id_campaigns"), "campaigns", ["campaign_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_donations_branch_id_branches"), "branches", ["branch_id"], ["id"]
        )

    with op.batch_alter_table("donors", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("name_initials", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("unit", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("credit_name", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("on_roll", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("consent_on", sa.Date(), nullable=True))

    fill_works()
    fill_stages()
    fill_ledger()


def fill_works() -> None:
    """Lines that became copies of one title are of one work: that of the first."""
    op.execute("UPDATE donation_lines SET work_id = id")
    op.execute(
        "UPDATE donation_lines SET work_id = (SELECT MIN(other.id) FROM donation_lines AS other"
        " WHERE other.title_id = donation_lines.title_id) WHERE title_id IS NOT NULL"
    )
    # The library's day, not that of Greenwich.
    day = (
        "CAST(decided_at AT TIME ZONE 'Asia/Shanghai' AS DATE)"
        if op.get_bind().dialect.name == "postgresql"
        else "DATE(decided_at, '+8 hours')"
    )
    lines = sa.table("donation_lines", sa.column("decided_on"), sa.column("decided_at"))
    op.execute(
        sa.update(lines)
        .where(lines.c.decided_at.is_not(None))
        .values(decided_on=sa.literal_column(day))
    )


def fill_stages() -> None:
    """What was registered, decided or declined as a whole stands there now."""
    op.execute(
        "UPDATE donations SET stage = 'decided' WHERE NOT EXISTS (SELECT 1 FROM donation_lines"
        " WHERE donation_id = donations.id AND decision = 'pending')"
    )
    op.execute(
        "UPDATE donations SET stage = 'declined' WHERE stage = 'decided' AND NOT EXISTS"
        " (SELECT 1 FROM donation_lines WHERE donation_id = donations.id"
        " AND decision = 'accepted')"
    )
    op.execute(
        "UPDATE donations SET stage = 'accessioned' WHERE EXISTS (SELECT 1 FROM donation_lines"
        " WHERE donation_id = donations.id AND title_id IS NOT NULL)"
    )
    op.execute(
        "INSERT INTO donation_moves (donation_id, sequence, event, from_stage, to_stage, moved_on,"
        " moved_at, moved_by, why) SELECT id, 1, 'list', NULL, stage, received_on, logged_at,"
        " logged_by, '' FROM donations"
    )


def fill_ledger() -> None:
    """Enter every accepted line, the first of a work as a 种, the others as copies."""
    op.execute(
        "INSERT INTO acquisition_entries (line_id, donation_id, effective_on, recorded_at, reason,"
        " is_deposit, title_count, volume_count, piece_count, value_cents, mode, material,"
        " donor_id, donor_kind) SELECT l.id, d.id, l.decided_on, l.decided_at, 'counted', FALSE,"
        " CASE WHEN EXISTS (SELECT 1 FROM donation_lines AS earlier WHERE earlier.work_id ="
        " l.work_id AND earlier.decision = 'accepted' AND (earlier.decided_at < l.decided_at OR"
        " (earlier.decided_at = l.decided_at AND earlier.id < l.id))) THEN 0 ELSE 1 END,"
        " l.volume_count, 0, 0, 'donation', l.material, d.donor_id, o.kind"
        " FROM donation_lines AS l JOIN donations AS d ON d.id = l.donation_id"
        " JOIN donors AS o ON o.id = d.donor_id"
        " WHERE l.decision = 'accepted' AND l.decided_at IS NOT NULL ORDER BY l.decided_at, l.id"
    )


def downgrade() -> None:
    with op.batch_alter_table("donors", schema=None) as batch_op:
        batch_op.drop_column("consent_on")
        batch_op.drop_column("on_roll")
        batch_op.drop_column("credit_name")
        batch_op.drop_column("unit")
        batch_op.drop_column("name_initials")

    with op.batch_alter_table("donations", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_donations_branch_id_branches"), type_="foreignkey")
        batch_op.drop_constraint(
            batch_op.f("fk_donations_campaign_id_campaigns"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_donations_stage_logged_at"))
        batch_op.drop_index(batch_op.f("ix_donations_logged_at"))
        batch_op.drop_index(batch_op.f("ix_donations_campaign_id"))
        batch_op.drop_index(batch_op.f("ix_donations_branch_id"))
        batch_op.drop_column("stage")
        batch_op.drop_column("mode")
        batch_op.drop_column("branch_id")
        batch_op.drop_column("campaign_id")

    with op.batch_alter_table("donation_lines", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_donation_lines_copy_of_title_id_titles"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_donation_lines_copy_of_line_id_donation_lines"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_donation_lines_work_id"))
        batch_op.drop_index(batch_op.f("ix_donation_lines_copy_of_title_id"))
        batch_op.drop_column("decided_on")
        batch_op.drop_column("accepted_volume_count")
        batch_op.drop_column("copy_of_title_id")
        batch_op.drop_column("copy_of_line_id")
        batch_op.drop_column("work_id")
        batch_op.drop_column("photo_sha256")
        batch_op.drop_column("value_cents")
        batch_op.drop_column("value_note")
        batch_op.drop_column("condition")
        batch_op.drop_column("piece_count")
        batch_op.drop_column("year_to")
        batch_op.drop_column("year_from")

    with op.batch_alter_table("title_limits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_title_limits_title_id"))
        batch_op.drop_index(batch_op.f("ix_title_limits_agreement_id"))

    op.drop_table("title_limits")
    with op.batch_alter_table("acquisition_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_acquisition_entries_line_id"))
        batch_op.drop_index(batch_op.f("ix_acquisition_entries_effective_on"))
        batch_op.drop_index(batch_op.f("ix_acquisition_entries_donor_id"))
        batch_op.drop_index(batch_op.f("ix_acquisition_entries_donation_id"))
        batch_op.drop_index(batch_op.f("ix_acquisition_entries_campaign_id"))

    op.drop_table("acquisition_entries")
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_leads_outcome_next_step_on"))
        batch_op.drop_index(batch_op.f("ix_leads_donor_id"))
        batch_op.drop_index(batch_op.f("ix_leads_campaign_id"))

    op.drop_table("leads")
    with op.batch_alter_table("donation_moves", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_donation_moves_moved_on"))

    op.drop_table("donation_moves")
    op.drop_table("agreements")
    op.drop_table("rooms")
    op.drop_table("campaigns")
    op.drop_table("branches")

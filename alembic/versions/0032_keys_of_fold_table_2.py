"""Keys of what is written with characters that fold otherwise since table 2.

The search index notices the new table by itself; keys of titles, donors and the check for
duplicates are written once, so they are written anew here.

Revision ID: 0032
Revises: 0031
"""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

from archive.donors.terms import donor_terms
from archive.likeness.service import pairs_of
from archive.text.lookup_keys import lookup_key

revision = "0032"
down_revision: str | None = "0031"
branch_labels: str | None = None
depends_on: str | None = None

CHANGED = "⺓⼳㚝㤒㿟䜶乹乾亁伭卭奞巉幵幺廱懁扊拚潣皝皦盭箖篺繲袷裌褺襮醣鏰镚雝魟鵻鷩𫚉𫜁𫞗"
"""The characters whose class is another in table 2 than in table 1."""


def table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


TITLES = table("titles", "id", "title", "title_key")
DONORS = table("donors", "id", "name", "unit", "name_key")
TERMS = table("donor_terms", "rank", "term", "donor_id")
RECORDS = table("likeness_records", "kind", "record_id", "title", "title_key")
PAIRS = table("likeness_pairs", "pair", "kind", "record_id")


def holds_changed(columns: Iterable[sa.ColumnElement[str]]) -> sa.ColumnElement[bool]:
    return sa.or_(*(column.contains(character) for column in columns for character in CHANGED))


def upgrade() -> None:
    bind = op.get_bind()
    renew_titles(bind)
    renew_donors(bind)
    renew_likeness(bind)


def renew_titles(bind: sa.Connection) -> None:
    for row in bind.execute(sa.select(TITLES).where(holds_changed([TITLES.c.title]))).all():
        key = {"title_key": lookup_key(row.title)}
        bind.execute(sa.update(TITLES).where(TITLES.c.id == row.id).values(key))


def renew_donors(bind: sa.Connection) -> None:
    changed = holds_changed([DONORS.c.name, DONORS.c.unit])
    for row in bind.execute(sa.select(DONORS).where(changed)).all():
        key = {"name_key": lookup_key(row.name)}
        bind.execute(sa.update(DONORS).where(DONORS.c.id == row.id).values(key))
        bind.execute(sa.delete(TERMS).where(TERMS.c.donor_id == row.id))
        found = donor_terms(row.name, row.unit).items()
        terms = [{"rank": int(rank), "term": term, "donor_id": row.id} for term, rank in found]
        if terms:
            bind.execute(sa.insert(TERMS), terms)


def renew_likeness(bind: sa.Connection) -> None:
    for row in bind.execute(sa.select(RECORDS).where(holds_changed([RECORDS.c.title]))).all():
        which = {"kind": row.kind, "record_id": row.record_id}
        key = lookup_key(row.title)
        is_record = (RECORDS.c.kind == row.kind) & (RECORDS.c.record_id == row.record_id)
        bind.execute(sa.update(RECORDS).where(is_record).values({"title_key": key}))
        is_pair = (PAIRS.c.kind == row.kind) & (PAIRS.c.record_id == row.record_id)
        bind.execute(sa.delete(PAIRS).where(is_pair))
        pairs = [{"pair": pair, **which} for pair in pairs_of(key)]
        if pairs:
            bind.execute(sa.insert(PAIRS), pairs)


def downgrade() -> None:
    """Keys follow the table that the program has; there is nothing to take back."""

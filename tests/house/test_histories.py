"""Whatever the journal records reads as a sentence on every page that tells its history."""

from collections.abc import Mapping

import pytest

from archive.accessions.history import SENTENCES as REGISTERS
from archive.accounts.history import SENTENCES as ACCOUNTS
from archive.authorities.history import SENTENCES as AUTHORITIES
from archive.backup.history import SENTENCES as BACKUPS
from archive.batch_edits.history import SENTENCES as BATCH_EDITS
from archive.campaigns.history import SENTENCES as CAMPAIGNS
from archive.catalogue.history import KIND_SENTENCES, ON_TITLE
from archive.census.history import SENTENCES as CENSUS
from archive.donations.history import ON_DONATION, ON_DONOR
from archive.exchange.history import SENTENCES as EXCHANGE
from archive.leads.history import SENTENCES as LEADS
from archive.locations.history import ON_PLACE
from archive.locations.history import SENTENCES as PLACES
from archive.paper_templates.history import SENTENCES as TEMPLATES
from archive.relocations.history import SENTENCES as RELOCATIONS
from archive.stock.history import SENTENCES as STOCK
from archive.stock_takes.history import SENTENCES as STOCK_TAKES
from archive.transfers.history import SENTENCES as TRANSFERS
from digitize.intake.history import SENTENCES as INTAKE
from digitize.pages.history import SENTENCES as PAGES
from tests.house.journal_entries import recorded

# What the pages at the desk are about whose history is told, and by which sentences.
TOLD: Mapping[str, Mapping[str, str]] = {
    "donation": ON_DONATION,
    "donor": ON_DONOR,
    "title": ON_TITLE,
    "material-kind": KIND_SENTENCES,
    "census-record": CENSUS,
    "reference-table": CENSUS,
    "authority": AUTHORITIES,
    "lead": LEADS,
    "campaign": CAMPAIGNS,
    "transfer": TRANSFERS,
    "relocation": RELOCATIONS,
    "stock-take": STOCK_TAKES,
    "batch-edit": BATCH_EDITS,
    "import": EXCHANGE,
    "place": ON_PLACE,
    "branch": PLACES,
    "paper-template": TEMPLATES,
}
LEFT_OUT = {
    # What happened to its scans and pages is told on the reader's page.
    ("title", "digitize"),
    # Its leads stand on its page, each with a history of its own.
    ("campaign", "leads"),
}
NOT_TOLD = {
    # Every printing is a row of its own, shown where the paper is.
    "documents.paper.printed",
    # Of a photograph that nobody used there is no page.
    "counter.photo.forgotten",
}
EVERY = (
    *TOLD.values(), REGISTERS, ACCOUNTS, BACKUPS, STOCK, INTAKE, PAGES,
)  # fmt: skip


def test_what_is_recorded_can_be_read_out_of_the_source() -> None:
    assert recorded().unclear == []
    assert len(recorded().kinds) > 90
    assert recorded().kinds["leads.lead.converted"] == {"lead", "donor", "campaign", "donation"}
    assert "agreements.agreement.changed" in recorded().kinds


def test_every_action_has_a_sentence() -> None:
    sentences = {action for table in EVERY for action in table}
    assert sorted(set(recorded().kinds) - sentences - NOT_TOLD) == []
    assert sorted(sentences - set(recorded().kinds)) == []


@pytest.mark.parametrize("kind", TOLD)
def test_every_history_has_a_sentence_for_all_that_may_stand_in_it(kind: str) -> None:
    bare = [
        action
        for action, kinds in recorded().kinds.items()
        if kind in kinds
        and action not in TOLD[kind]
        and (kind, action.split(".", maxsplit=1)[0]) not in LEFT_OUT
    ]
    assert bare == []

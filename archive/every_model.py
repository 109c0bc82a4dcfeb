"""Every model of the house in one place, for migrations and for relationships by name.

Part of the composition root: it may import any room, no room imports it.
"""

from archive.accessions import models as accessions
from archive.accounts import models as accounts
from archive.agreements import models as agreements
from archive.authorities import models as authorities
from archive.backup import models as backup
from archive.batch_edits import models as batch_edits
from archive.campaigns import models as campaigns
from archive.catalogue import models as catalogue
from archive.census import models as census
from archive.counter import models as counter
from archive.documents import models as documents
from archive.donations import models as donations
from archive.donor_files import models as donor_files
from archive.donor_pages import models as donor_pages
from archive.donors import models as donors
from archive.evidence import models as evidence
from archive.exchange import models as exchange
from archive.grading import models as grading
from archive.kernel import journal, numbers
from archive.kernel.database import Base
from archive.leads import models as leads
from archive.ledger import models as ledger
from archive.likeness import models as likeness
from archive.locations import models as locations
from archive.mailings import models as mailings
from archive.paper_templates import models as paper_templates
from archive.relocations import models as relocations
from archive.rights import models as rights
from archive.search import models as search
from archive.siku_set import models as siku_set
from archive.stock import models as stock
from archive.stock_takes import models as stock_takes
from archive.transfers import models as transfers
from archive.visits import models as visits
from digitize.intake import models as intake
from digitize.pages import models as pages

MODULES = (
    accessions,
    accounts,
    agreements,
    authorities,
    backup,
    batch_edits,
    campaigns,
    catalogue,
    census,
    counter,
    documents,
    donations,
    donor_files,
    donor_pages,
    donors,
    evidence,
    exchange,
    grading,
    journal,
    leads,
    ledger,
    likeness,
    locations,
    mailings,
    numbers,
    paper_templates,
    relocations,
    rights,
    search,
    siku_set,
    visits,
    stock,
    stock_takes,
    transfers,
    intake,
    pages,
)
metadata = Base.metadata

"""What the archive already knows of what a sheet names, asked in few queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from archive.campaigns.models import Campaign
from archive.donations.models import Donation, DonationLine
from archive.donors.models import Donor, DonorContact
from archive.donors.schemas import Contact
from archive.exchange.recognising.lines import TypedRow
from archive.likeness.models import LikenessRecord
from archive.likeness.service import Kind
from archive.locations.models import Branch
from archive.text.lookup_keys import lookup_key

AT_ONCE = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class KnownDonor:
    """A donor, how to reach him, and how often he gave."""

    row: Donor
    contact: Contact
    gift_count: int = 0


@dataclass(slots=True)
class Known:
    """Donors by name, lines and titles by what a copy is found by, campaigns, branches.

    ``bound_to`` is the branch that whoever imports works for, and no other; empty for all.
    """

    bound_to: str = ""

    donors: dict[str, KnownDonor] = field(default_factory=dict)
    donors_of_key: dict[str, list[KnownDonor]] = field(default_factory=dict)
    lines: dict[str, DonationLine] = field(default_factory=dict)
    gifts: dict[str, Donation] = field(default_factory=dict)
    closed_gifts: set[str] = field(default_factory=set)
    titles_of_key: dict[str, list[str]] = field(default_factory=dict)
    lines_of_title: dict[str, list[tuple[DonationLine, Donation]]] = field(default_factory=dict)
    campaigns: dict[str, str] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)


def look_up(session: Session, rows: Sequence[TypedRow], bound_to: str = "") -> Known:
    """Return what is known of everything that ``rows`` name."""
    known = Known(bound_to)
    _find_lines(session, known, {row.line_id for row in rows} | {row.copy_of for row in rows})
    _find_donors(session, known, rows)
    _find_campaigns(session, known)
    _find_alike(session, known, {lookup_key(row.title) for row in rows if not row.line_id})
    return known


def _find_lines(session: Session, known: Known, line_ids: set[str]) -> None:
    for part in _parts(line_ids - {""}):
        wanted = select(DonationLine).where(DonationLine.id.in_(part))
        known.lines |= {line.id: line for line in session.scalars(wanted)}
    for part in _parts({line.donation_id for line in known.lines.values()}):
        wanted_gifts = select(Donation).where(Donation.id.in_(part))
        found = session.scalars(wanted_gifts.options(joinedload(Donation.donor)))
        known.gifts |= {gift.id: gift for gift in found}
        registered = select(DonationLine.donation_id).where(
            DonationLine.donation_id.in_(part), DonationLine.title_id.is_not(None)
        )
        known.closed_gifts |= set(session.scalars(registered))


def _find_donors(session: Session, known: Known, rows: Sequence[TypedRow]) -> None:
    ids = {row.donor.id for row in rows if row.donor.id}
    ids |= {gift.donor_id for gift in known.gifts.values()}
    keys = {lookup_key(row.donor.name) for row in rows if row.donor.name}
    found: dict[str, Donor] = {}
    for part in _parts(keys):
        wanted = select(Donor).where(Donor.name_key.in_(part), Donor.merged_into_id.is_(None))
        found |= {donor.id: donor for donor in session.scalars(wanted)}
    for part in _parts(ids - set(found)):
        found |= {d.id: d for d in session.scalars(select(Donor).where(Donor.id.in_(part)))}
    contacts, counts = _contacts(session, found), _gift_counts(session, found)
    for donor in sorted(found.values(), key=lambda donor: (donor.created_at, donor.id)):
        one = KnownDonor(donor, contacts.get(donor.id, Contact()), counts.get(donor.id, 0))
        known.donors[donor.id] = one
        known.donors_of_key.setdefault(donor.name_key, []).append(one)


def _contacts(session: Session, donor_ids: Iterable[str]) -> dict[str, Contact]:
    found: dict[str, Contact] = {}
    for part in _parts(donor_ids):
        wanted = select(DonorContact).where(DonorContact.donor_id.in_(part))
        for row in session.scalars(wanted):
            found[row.donor_id] = Contact(row.phone, row.email, row.address)
    return found


def _gift_counts(session: Session, donor_ids: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in _parts(donor_ids):
        counted = (
            select(Donation.donor_id, func.count().label("count"))
            .where(Donation.donor_id.in_(part))
            .group_by(Donation.donor_id)
        )
        found |= {each.donor_id: each.count for each in session.execute(counted)}
    return found


def _find_campaigns(session: Session, known: Known) -> None:
    for campaign_id, name in session.execute(select(Campaign.id, Campaign.name)):
        known.campaigns[lookup_key(name)] = campaign_id
    for branch in session.scalars(select(Branch)):
        known.branches[lookup_key(branch.name)] = branch.id
        known.branches.setdefault(lookup_key(branch.code), branch.id)


def _find_alike(session: Session, known: Known, keys: set[str]) -> None:
    """Find titles and lines so called, in any script: what copies are of, what is there twice."""
    key_of: dict[tuple[str, str], str] = {}
    for part in _parts(keys - {""}):
        wanted = select(LikenessRecord).where(LikenessRecord.title_key.in_(part))
        key_of |= {(each.kind, each.record_id): each.title_key for each in session.scalars(wanted)}
    for (kind, record_id), key in sorted(key_of.items()):
        if kind == Kind.TITLE:
            known.titles_of_key.setdefault(key, []).append(record_id)
    line_ids = [record_id for kind, record_id in key_of if kind == Kind.DONATION_LINE]
    alike: defaultdict[str, list[tuple[DonationLine, Donation]]] = defaultdict(list)
    for part in _parts(line_ids):
        wanted_lines = (
            select(DonationLine, Donation)
            .join(Donation, DonationLine.donation_id == Donation.id)
            .where(DonationLine.id.in_(part))
        )
        for line, gift in session.execute(wanted_lines):
            alike[key_of[(Kind.DONATION_LINE, line.id)]].append((line, gift))
    for key, found in alike.items():
        in_order = sorted(found, key=lambda pair: (pair[1].received_on, pair[0].id))
        known.lines_of_title[key] = in_order


def _parts(items: Iterable[T]) -> Iterator[list[T]]:
    listed = list(items)
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]

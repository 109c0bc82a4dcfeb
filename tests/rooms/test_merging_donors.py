"""Two records of one donor become one, and two again, with everything in its place."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.accessions.service import register_donation
from archive.donations.decisions import Choice, decide
from archive.donations.models import Donation
from archive.donations.schemas import Contact, Decision, NewDonor
from archive.donor_files.alike import Reason, suspects
from archive.donor_files.errors import (
    AlreadySplitError,
    MergeReasonMissingError,
    SameDonorError,
)
from archive.donor_files.merging import merge_donors, split_merge
from archive.donor_files.models import DonorMergePart
from archive.donor_files.queries import merges_into, preview_merge
from archive.donor_pages.queries import roll_of
from archive.donor_pages.service import donor_of, make_link
from archive.donors.errors import DonorMergedError
from archive.donors.look_up import look_up
from archive.donors.models import Donor, DonorContact, DonorContactTerm, DonorTerm
from archive.donors.service import change_contact, create_donor, erase_contact
from archive.kernel import journal
from archive.kernel.clock import FixedClock
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.kernel.journal import SYSTEM, JournalEntry, Subject
from archive.leads.models import Lead
from archive.leads.schemas import NewLead
from archive.leads.service import create_lead
from archive.ledger.queries import Asked, Bearing, sums
from archive.reports.roll import donor_roll
from tests.factories.gifts import make_donation
from tests.fixtures.houses import MORNING

WHY = "电话相同，本人确认"
LATER = MORNING + dt.timedelta(days=40)


@pytest.fixture
def pair(house_on_each: House) -> tuple[str, str]:
    """The kept and the other record: one gift each, and a lead and a unit of the other."""
    with house_on_each.database.write() as session:
        at(session, MORNING)
        kept = create_donor(session, NewDonor("张毓鋆", on_roll=True)).id
        other = create_donor(session, NewDonor("張毓鋆", unit="文化馆")).id
        change_contact(session, kept, Contact("13900001234"))
        change_contact(session, other, Contact("0731-23235678", "z@example.org"))
        for donor_id in (kept, other):
            gift = make_donation(session, donor=donor_id)
            for line in gift.lines:
                decide(session, line.id, Choice(Decision.ACCEPTED))
        create_lead(session, NewLead(subject="东门老谱", donor=other))
    return kept, other


def at(session: Session, moment: dt.datetime) -> None:
    journal.act_as(session, SYSTEM, FixedClock(moment))


def state(session: Session) -> dict[str, list[Any]]:
    """Return all that a merge may touch."""
    session.expire_all()

    def rows(*columns: Any) -> list[Any]:
        return sorted(map(tuple, session.execute(select(*columns))), key=repr)

    return {
        "donors": rows(Donor.id, Donor.unit, Donor.is_anonymous, Donor.merged_into_id),
        "contacts": rows(
            DonorContact.donor_id, DonorContact.phone, DonorContact.email, DonorContact.address
        ),
        "terms": rows(DonorTerm.donor_id, DonorTerm.term, DonorTerm.rank),
        "digits": rows(DonorContactTerm.donor_id, DonorContactTerm.term),
        "gifts": rows(Donation.id, Donation.donor_id),
        "leads": rows(Lead.id, Lead.donor_id),
    }


def given(session: Session, day: dt.datetime) -> dict[str, int]:
    """Return the 册 by donor as a report of a day says."""
    found = sums(session, Asked(None, day.date()), [Bearing.SOURCE])
    return {key: amount.volumes for (_, (key,)), amount in found.items()}


def test_everything_goes_over_and_comes_back_exactly(
    house_on_each: House, pair: tuple[str, str]
) -> None:
    kept, other = pair
    with house_on_each.database.write() as session:
        at(session, LATER)
        before = state(session)
        merge = merge_donors(session, kept, other, WHY)
        merged = state(session)
        assert {donor for _, donor in merged["gifts"]} == {kept}
        assert {donor for _, donor in merged["leads"]} == {kept}
        assert look_up(session, "5678") == [kept]
        assert look_up(session, "文化馆") == [kept]
        split_merge(session, merge, "弄错了")
        assert state(session) == before
        with pytest.raises(AlreadySplitError):
            split_merge(session, merge, "再拆")


def test_a_report_for_a_day_before_stays_what_it_was(
    house_on_each: House, pair: tuple[str, str]
) -> None:
    kept, other = pair
    with house_on_each.database.write() as session:
        at(session, LATER)
        then = given(session, MORNING)
        assert then == {kept: 4, other: 4}
        merge = merge_donors(session, kept, other, WHY)
        assert given(session, MORNING) == then
        assert given(session, LATER) == {kept: 8}
        at(session, LATER + dt.timedelta(days=1))
        split_merge(session, merge, "弄错了")
        assert given(session, LATER) == {kept: 8}
        assert given(session, LATER + dt.timedelta(days=1)) == then


def test_what_came_or_was_changed_meanwhile_stays_where_it_is(
    house_on_each: House, pair: tuple[str, str]
) -> None:
    kept, other = pair
    with house_on_each.database.write() as session:
        at(session, LATER)
        merge = merge_donors(session, kept, other, WHY)
        new = make_donation(session, donor=kept)
        session.get_one(Donor, kept).unit = "博物馆"
        split_merge(session, merge, "弄错了")
        assert session.get_one(Donation, new.id).donor_id == kept
        assert session.get_one(Donor, kept).unit == "博物馆"


def test_a_merged_record_is_merged_on_and_parted_in_turn(
    house_on_each: House, pair: tuple[str, str]
) -> None:
    kept, other = pair
    with house_on_each.database.write() as session:
        at(session, LATER)
        third = create_donor(session, NewDonor("张先生")).id
        first_state = state(session)
        first = merge_donors(session, kept, other, WHY)
        second_state = state(session)
        second = merge_donors(session, third, kept, WHY)
        assert session.get_one(Donor, other).merged_into_id == third
        with pytest.raises(DonorMergedError):
            split_merge(session, first, "先拆里面的")
        split_merge(session, second, "拆")
        assert state(session) == second_state
        split_merge(session, first, "拆")
        assert state(session) == first_state


def test_nothing_is_merged_without_a_reason_or_with_itself(
    house_on_each: House, pair: tuple[str, str]
) -> None:
    kept, other = pair
    with house_on_each.database.write() as session:
        with pytest.raises(MergeReasonMissingError):
            merge_donors(session, kept, other, "  ")
        with pytest.raises(SameDonorError):
            merge_donors(session, kept, kept, WHY)


def test_erasing_reaches_what_the_merged_record_says(
    house_on_each: House, pair: tuple[str, str]
) -> None:
    kept, other = pair
    with house_on_each.database.write() as session:
        merge = merge_donors(session, kept, other, WHY)
        erase_contact(session, kept)
        assert session.scalars(select(DonorContact)).all() == []
        split_merge(session, merge, "弄错了")
        assert session.scalars(select(DonorContact)).all() == []
        assert session.scalars(select(DonorContactTerm)).all() == []


def test_who_stays_unnamed_in_one_record_stays_so_and_consents_are_not_taken_over(
    house_on_each: House, pair: tuple[str, str]
) -> None:
    kept, other = pair
    with house_on_each.database.write() as session:
        session.get_one(Donor, kept).is_anonymous = True
        seen = preview_merge(session, other, kept)
        assert seen.loses_consent
        assert seen.changed["is_anonymous"] == [False, True]
        merge_donors(session, other, kept, WHY)
        row = session.get_one(Donor, other)
        assert row.is_anonymous
        assert not row.on_roll
        assert roll_of(session) == []


def test_the_roll_names_one_donor_once(house_on_each: House, pair: tuple[str, str]) -> None:
    kept, other = pair
    with house_on_each.database.write() as session:
        at(session, LATER)
        merge_donors(session, kept, other, WHY)
        for gift in session.scalars(select(Donation.id)).all():
            register_donation(session, gift, new_id())
        assert [(each.name, each.volumes) for each in roll_of(session)] == [("张毓鋆", 8)]


def test_a_roll_names_him_once_from_the_merge_on_and_gives_him_nothing_twice(
    house_on_each: House, pair: tuple[str, str]
) -> None:
    kept, other = pair
    with house_on_each.database.write() as session:
        at(session, LATER)
        merge_donors(session, kept, other, WHY)

        def roll(first: dt.datetime | None, last: dt.datetime) -> list[tuple[str, int]]:
            asked = Asked(first.date() if first else None, last.date())
            return [(each.donor.id, each.amount.volumes) for each in donor_roll(session, asked)]

        assert sorted(roll(None, MORNING)) == sorted([(kept, 4), (other, 4)]), "as it was then"
        assert roll(None, LATER) == [(kept, 8)]
        assert roll(LATER, LATER) == [], "to be booked over is no gift"


def test_a_private_link_of_the_merged_record_opens_the_kept_ones_page_and_ends_with_it(
    house_on_each: House, pair: tuple[str, str]
) -> None:
    kept, other = pair
    with house_on_each.database.write() as session:
        token = make_link(session, other)
        merge_donors(session, kept, other, WHY)
        assert donor_of(session, token) == kept


def test_the_journal_tells_of_it_and_of_no_number(
    house_on_each: House, pair: tuple[str, str]
) -> None:
    kept, other = pair
    with house_on_each.database.write() as session:
        merge = merge_donors(session, kept, other, WHY)
        gift = session.scalars(
            select(DonorMergePart.record_id).where(DonorMergePart.kind == "donation")
        ).one()
        for subject in (Subject("donor", kept), Subject("donor", other), Subject("donation", gift)):
            newest = journal.history(session, [subject])[0]
            assert newest.action == "donations.donor.merged", subject
            assert newest.why == WHY
        told = " ".join(f"{e.before} {e.after}" for e in session.scalars(select(JournalEntry)))
        assert "23235678" not in told
        assert "example.org" not in told
        assert [row.id for row in merges_into(session, kept)] == [merge]


def test_namesakes_are_named_with_their_reasons(
    house_on_each: House, pair: tuple[str, str]
) -> None:
    kept, other = pair
    with house_on_each.database.write() as session:
        (found,) = suspects(session, kept)
        assert found.donor.id == other
        assert found.reasons == [Reason.NAME, Reason.OTHER_PHONE]
        brother = create_donor(session, NewDonor("李四")).id
        change_contact(session, brother, Contact("+86 139 0000 1234"))
        told = {each.donor.id: each.reasons for each in suspects(session, kept)}
        assert told[brother] == [Reason.PHONE]

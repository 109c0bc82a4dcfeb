import dataclasses
import datetime as dt
import json
import threading
from itertools import product

import pytest
from sqlalchemy import select

from archive.donations import queries, service
from archive.donations.donor_choice import suggest_donors
from archive.donations.errors import (
    DeclineReasonMissingError,
    DonationClosedError,
    DonationNotDecidedError,
    DonationNotFoundError,
    LineRegisteredError,
    NoLinesError,
    NothingAcceptedError,
    ReceivedInFutureError,
    ReceivedTooEarlyError,
)
from archive.donations.queries import DonationFilter
from archive.donations.schemas import (
    Contact,
    Decision,
    DonorKind,
    NewDonation,
    NewDonor,
    NewLine,
    Progress,
    Stage,
)
from archive.donors import service as donors
from archive.donors.errors import DonorNameMissingError
from archive.donors.queries import find_contact
from archive.kernel import journal
from archive.kernel.bounded_counts import BoundedCount
from archive.kernel.database import Database
from archive.kernel.errors import InvalidInputError
from archive.kernel.identifiers import new_id
from tests.factories.gifts import LISTED, TODAY, ZHANG, make_accepted, make_donation
from tests.factories.holdings import make_volume
from tests.factories.journals import read_history

SECRETS = Contact("13900001234", "zhang@example.org", "渌江路 8 号")


def test_a_gift_is_logged_as_listed(database: Database) -> None:
    with database.write() as session:
        journal.act_as(session, journal.Actor("1", "王芳"))
        logged = make_donation(session)
    with database.read() as session:
        found = queries.find_donation(session, logged.id)
    assert found == logged
    assert [line.title for line in found.lines] == ["醴陵縣志", "渌江书院讲义"]
    assert found.progress is Progress.UNDECIDED
    entry = read_history(database, "donation", logged.id)[0]
    assert (entry.action, entry.actor) == ("donations.donation.logged", "王芳")
    assert entry.after["volume_count"] == 4


def test_a_second_click_is_the_same_gift(database: Database) -> None:
    token = new_id()
    with database.write() as session:
        first = make_donation(session, submission=token)
    with database.write() as session:
        again = make_donation(session, submission=token)
        other = make_donation(session)
    assert again.id == first.id
    assert (first.number[-4:], other.number[-4:]) == ("0001", "0002")
    with database.read() as session:
        assert queries.count_donations(session, DonationFilter()).number == 2


def test_eight_clicks_at_once_are_one_gift_and_leave_no_gap(database: Database) -> None:
    token, found = new_id(), []

    def click() -> None:
        with database.write() as session:
            found.append(make_donation(session, submission=token).id)

    threads = [threading.Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    with database.write() as session:
        assert make_donation(session).number.endswith("-0002")


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"lines": ()}, NoLinesError, "lines"),
        ({"donor": NewDonor("  ")}, DonorNameMissingError, "donor_name"),
        ({"received_on": dt.date(2999, 1, 1)}, ReceivedInFutureError, "received_on"),
        ({"received_on": dt.date(202, 11, 22)}, ReceivedTooEarlyError, "received_on"),
    ],
)
def test_a_gift_that_cannot_be_is_refused_by_field(
    sqlite_database: Database,
    changes: dict[str, object],
    error: type[InvalidInputError],
    field: str,
) -> None:
    gift = NewDonation(new_id(), ZHANG, TODAY, LISTED)
    with sqlite_database.write() as session, pytest.raises(error) as caught:
        service.log_donation(session, dataclasses.replace(gift, **changes))  # type: ignore[arg-type]
    assert caught.value.field == field


def test_contact_data_never_enters_the_journal(database: Database) -> None:
    with database.write() as session:
        donor = make_donation(session, contact=SECRETS).donor
        moved = dataclasses.replace(SECRETS, phone="13800005678")
        donors.change_contact(session, donor.id, moved)
        donors.change_contact(session, donor.id, moved)
        donors.erase_contact(session, donor.id)
        donors.erase_contact(session, donor.id)
    with database.read() as session:
        entries = session.scalars(select(journal.JournalEntry)).all()
        said = json.dumps([[x.before, x.after, x.why, x.action] for x in entries])
        assert find_contact(session, donor.id) == Contact()
    known = ("13900001234", "13800005678", "zhang@example.org", "渌江路")
    assert not [secret for secret in known if json.dumps(secret)[1:-1] in said]
    actions = [entry.action for entry in read_history(database, "donor", donor.id)]
    assert actions.count("donations.donor.contact-changed") == 2
    assert actions.count("donations.donor.contact-erased") == 1


def test_a_known_donor_keeps_the_contact_that_is_not_typed_again(database: Database) -> None:
    with database.write() as session:
        donor = make_donation(session, contact=SECRETS).donor
        again = make_donation(session, donor=donor.id)
        assert again.donor == donor
        assert find_contact(session, donor.id) == SECRETS


def test_a_donor_is_suggested_in_any_script_the_namesake_first(database: Database) -> None:
    with database.write() as session:
        make_donation(session, donor=NewDonor("醴陵張氏宗族", DonorKind.FAMILY))
        zhang = make_donation(session, donor=NewDonor("張氏"), contact=SECRETS).donor
        make_donation(session, donor=zhang.id, received_on=TODAY - dt.timedelta(days=3))
    with database.read() as session:
        found = suggest_donors(session, "张氏")
        assert suggest_donors(session, "李") == []
        assert suggest_donors(session, " ") == []
    assert [x.donor.name for x in found] == ["張氏", "醴陵張氏宗族"]
    first = found[0]
    assert (first.is_exact, first.donation_count, first.last_received_on) == (True, 2, TODAY)
    assert first.phone_ending == "1234"


def test_a_donor_may_be_corrected(database: Database) -> None:
    with database.write() as session:
        donor = make_donation(session).donor
        changed = donors.change_donor(session, donor.id, NewDonor("张毓鋆", is_anonymous=True))
        donors.change_donor(session, donor.id, NewDonor("张毓鋆", is_anonymous=True))
    assert changed.is_anonymous
    entries = read_history(database, "donor", donor.id)
    assert [entry.after for entry in entries if entry.action == "donations.donor.changed"] == [
        {"is_anonymous": True}
    ]


def test_declining_needs_a_reason_and_any_decision_can_be_taken_back(database: Database) -> None:
    with database.write() as session:
        line = make_donation(session).lines[0]
        with pytest.raises(DeclineReasonMissingError, match="醴陵縣志"):
            service.decide_line(session, line.id, Decision.DECLINED, " ")
        service.decide_line(session, line.id, Decision.DECLINED, "已有三部")
        service.decide_line(session, line.id, Decision.DECLINED, "已有三部")
        undone = service.decide_line(session, line.id, Decision.PENDING)
    assert (undone.decision, undone.decision_reason, undone.decided_at) == ("pending", "", None)
    entries = read_history(database, "donation", line.donation_id)
    decided = [x for x in entries if x.action == "donations.donation.line-decided"]
    assert [x.after["decision"] for x in decided] == ["pending", "declined"]
    assert decided[0].before.items() >= {"decision": "declined", "reason": "已有三部"}.items()


def test_what_was_written_down_wrongly_is_put_right_and_journalled(database: Database) -> None:
    with database.write() as session:
        donation = make_accepted(session)
        line = donation.lines[0]
        right = dataclasses.replace(LISTED[0], title="醴陵縣志（同治）", volume_count=4)
        changed = service.correct_line(session, line.id, right)
        service.correct_line(session, line.id, right)
        service.mark_registered(session, donation.lines[1].id, make_volume(session).title.id)
        with pytest.raises(DonationClosedError):
            service.correct_line(session, line.id, LISTED[0])
    assert (changed.title, changed.volume_count, changed.decision) == (
        "醴陵縣志（同治）",
        4,
        Decision.ACCEPTED,
    )
    entries = read_history(database, "donation", donation.id)
    (entry,) = [x for x in entries if x.action == "donations.donation.line-corrected"]
    assert entry.before == {"title": "醴陵縣志", "volume_count": 3}


def test_everything_undecided_is_accepted_at_once_and_the_declined_stays(
    database: Database,
) -> None:
    with database.write() as session:
        donation = make_donation(session)
        service.decide_line(session, donation.lines[1].id, Decision.DECLINED, "残缺")
        assert service.accept_pending(session, donation.id) == 1
        found = queries.find_donation(session, donation.id)
    assert [line.decision for line in found.lines] == ["accepted", "declined"]


def test_what_is_registered_is_decided_for_good(database: Database) -> None:
    with database.write() as session:
        donation = make_accepted(session)
        title = make_volume(session).title
        service.mark_registered(session, donation.lines[0].id, title.id)
        with pytest.raises(LineRegisteredError, match="醴陵縣志"):
            service.decide_line(session, donation.lines[0].id, Decision.PENDING)
        with pytest.raises(DonationClosedError):
            service.decide_line(session, donation.lines[1].id, Decision.PENDING)
        with pytest.raises(LineRegisteredError):
            service.lines_to_register(session, donation.id)


def test_only_a_decided_gift_with_something_accepted_can_be_registered(database: Database) -> None:
    with database.write() as session:
        donation = make_donation(session, NewLine("甲"))
        with pytest.raises(DonationNotDecidedError, match="1 件"):
            service.lines_to_register(session, donation.id)
        service.decide_line(session, donation.lines[0].id, Decision.DECLINED, "复本")
        with pytest.raises(NothingAcceptedError):
            service.lines_to_register(session, donation.id)
        with pytest.raises(DonationNotFoundError):
            service.hold_donation(session, "nowhere")


def test_the_list_narrows_by_the_stage_that_it_names(database: Database) -> None:
    fates = (Decision.PENDING, Decision.ACCEPTED, Decision.DECLINED)
    with database.write() as session:
        for pair in product(fates, repeat=2):
            for line, fate in zip(make_donation(session).lines, pair, strict=True):
                service.decide_line(session, line.id, fate, "因故")
    with database.read() as session:
        everything = queries.list_donations(session, DonationFilter())
        counted = queries.count_by_stage(session)
        for stage in Stage:
            listed = queries.list_donations(session, DonationFilter(stage=stage))
            assert {row.id for row in listed} == {
                row.id for row in everything if row.stage is stage
            }
            count = queries.count_donations(session, DonationFilter(stage=stage))
            assert count == counted.get(stage, BoundedCount(0)) == BoundedCount(len(listed))
    assert {stage: count.number for stage, count in counted.items()} == {
        Stage.LISTED: 5,
        Stage.DECIDED: 3,
        Stage.DECLINED: 1,
    }


def test_the_list_is_searched_sorted_and_paged(database: Database) -> None:
    with database.write() as session:
        first = make_donation(session, NewLine("醴陵瓷业考", volume_count=2))
        second = make_donation(session, donor=NewDonor("李立"))
    with database.read() as session:
        for text, expected in [
            ("瓷业", [first.id]),
            ("張毓鋆", [first.id]),
            (second.number, [second.id]),
            (second.number.removeprefix("捐"), [second.id]),
            ("2", [second.id]),
            ("李", [second.id]),
            ("ll", [second.id]),
            ("陵瓷业", [first.id]),
            ("醴陵业", []),
            ("無", []),
        ]:
            rows = queries.list_donations(session, DonationFilter(text=text))
            assert [row.id for row in rows] == expected, text
        by_donor = DonationFilter(donor_id=first.donor.id)
        assert [row.id for row in queries.list_donations(session, by_donor)] == [first.id]
        row = queries.list_donations(session, DonationFilter(), "number", 0, 1)[0]
        last = queries.list_donations(session, DonationFilter(), "-number", 1, 1)[0]
    assert row == last
    assert (row.first_title, row.volume_count, row.counts.total) == ("醴陵瓷业考", 2, 1)

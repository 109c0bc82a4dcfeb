import dataclasses
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.accessions import queries, service
from archive.accessions.errors import (
    BatchNotFoundError,
    DonationRegisteredError,
    VolumesMissingError,
)
from archive.accessions.schemas import NewHolding, Source
from archive.catalogue.errors import NotASikuPlaceError
from archive.catalogue.queries import count_held, find_title, volumes_of
from archive.catalogue.schemas import NewVolume, TitleFields, TitleKind
from archive.donations import service as donations
from archive.donations.errors import DonationNotDecidedError, LineRegisteredError
from archive.donations.queries import find_donation
from archive.donations.schemas import Decision, NewLine
from archive.kernel.database import Database
from archive.kernel.identifiers import new_id
from tests.factories.gifts import make_accepted, make_donation
from tests.factories.holdings import make_volume
from tests.factories.journals import read_history


class PowerCutError(Exception):
    """What a transaction does not survive."""


GAZETTEER = NewHolding(
    submission="",
    kind=TitleKind.SIKU,
    fields=TitleFields(
        title="大清一統志",
        siku_division="史部",
        siku_class="地理類",
        siku_subclass="總志",
        juan_count=500,
        reprint_volume=474,
        reprint_page=1,
    ),
    volumes=(NewVolume("卷一至卷二十"), NewVolume("卷二十一至卷四十")),
)


def a_holding(**changes: object) -> NewHolding:
    return dataclasses.replace(GAZETTEER, submission=new_id(), **changes)  # type: ignore[arg-type]


def test_accepted_lines_become_titles_volumes_and_numbers(database: Database) -> None:
    with database.write() as session:
        donation = make_accepted(session)
        plan = service.plan_registration(session, donation.id)
        batch = service.register_donation(session, donation.id, new_id())
    assert (batch.number, batch.title_count, batch.volume_count) == (plan.batch_number, 2, 4)
    assert [(x.first_number, x.last_number) for x in plan.lines] == [(1, 3), (4, 4)]
    assert (plan.title_count, plan.volume_count) == (2, 4)
    assert (batch.first_number, batch.last_number) == (1, 4)
    assert [(v.accession_number, v.title.title, v.label) for v in batch.volumes] == [
        (1, "醴陵縣志", "第1册"),
        (2, "醴陵縣志", "第2册"),
        (3, "醴陵縣志", "第3册"),
        (4, "渌江书院讲义", "全一册"),
    ]
    with database.read() as session:
        assert queries.find_batch(session, batch.id) == batch
        found = find_donation(session, donation.id)
        assert [line.title_id for line in found.lines] == [
            batch.volumes[0].title.id,
            batch.volumes[3].title.id,
        ]
        assert find_title(session, batch.volumes[3].title.id).note == "封面破损"
        assert count_held(session) == (2, 4, 0)


def test_loose_pieces_are_no_volumes(database: Database) -> None:
    lines = (NewLine("日记", volume_count=2), NewLine("老照片", volume_count=0, piece_count=5))
    with database.write() as session:
        donation = make_accepted(session, *lines)
        plan = service.plan_registration(session, donation.id)
        batch = service.register_donation(session, donation.id, new_id())
        assert (plan.volume_count, plan.piece_count) == (2, 5)
        assert (batch.volume_count, batch.piece_count) == (2, 5)
        assert count_held(session) == (2, 2, 5)


def test_the_history_of_title_volume_and_donation_shows_the_registration(
    database: Database,
) -> None:
    with database.write() as session:
        donation = make_accepted(session)
        batch = service.register_donation(session, donation.id, new_id())
    volume = batch.volumes[0]
    for kind, identifier in [
        ("title", volume.title.id),
        ("volume", volume.id),
        ("donation", donation.id),
        ("accession-batch", batch.id),
    ]:
        entry = read_history(database, kind, identifier)[0]
        assert entry.action == "accessions.batch.registered"
        assert entry.after["last_number"] == 4


def test_a_second_registration_is_refused_but_a_second_click_is_not(database: Database) -> None:
    token = new_id()
    with database.write() as session:
        donation = make_accepted(session)
        batch = service.register_donation(session, donation.id, token)
    with database.write() as session:
        assert service.register_donation(session, donation.id, token) == batch
        with pytest.raises(DonationRegisteredError, match=batch.number):
            service.register_donation(session, donation.id, new_id())
        with pytest.raises(DonationRegisteredError):
            service.plan_registration(session, donation.id)
        with pytest.raises(LineRegisteredError):
            donations.decide_line(session, donation.lines[0].id, Decision.PENDING)


def test_an_undecided_donation_is_not_registered(database: Database) -> None:
    with database.write() as session:
        donation = make_donation(session)
        with pytest.raises(DonationNotDecidedError):
            service.register_donation(session, donation.id, new_id())
        assert queries.count_items(session) == 0


def test_a_line_may_become_another_copy_of_a_title_held(database: Database) -> None:
    with database.write() as session:
        held = make_volume(session, "醴陵縣志").title
        donation = make_accepted(session)
        existing = {donation.lines[0].id: held.id}
        plan = service.plan_registration(session, donation.id, existing)
        batch = service.register_donation(session, donation.id, new_id(), existing)
    assert (plan.title_count, batch.title_count) == (2, 2)
    with database.read() as session:
        copies = [(v.copy_number, v.accession_number) for v in volumes_of(session, held.id)]
    assert copies == [(1, None), (2, 1), (2, 2), (2, 3)]


def test_numbers_have_no_gap_when_a_registration_fails_half_way(database: Database) -> None:
    def register_and_fail() -> None:
        with database.write() as session:
            service.register_existing(session, a_holding())
            raise PowerCutError

    with database.write() as session:
        service.register_existing(session, a_holding())
    with pytest.raises(PowerCutError):
        register_and_fail()
    with database.write() as session:
        batch = service.register_existing(session, a_holding())
    assert (batch.number[-4:], batch.first_number, batch.last_number) == ("0002", 3, 4)


def test_numbers_have_no_gap_when_many_register_at_once(database: Database) -> None:
    def register(count: int) -> None:
        with database.write() as session:
            donation = make_accepted(session, NewLine("甲", volume_count=count))
        with database.write() as session:
            service.register_donation(session, donation.id, new_id())

    threads = [threading.Thread(target=register, args=(count,)) for count in (1, 2, 3, 1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        items = queries.list_items(session)
        batches = queries.list_batches(session)
    assert [item.number for item in items] == list(range(1, 13))
    assert [item.volume.accession_number for item in items] == list(range(1, 13))
    assert [batch.number[-4:] for batch in batches] == [f"{n:04}" for n in range(1, 7)]
    assert all(
        batch.last_number - batch.first_number + 1 == batch.volume_count for batch in batches
    )


def test_two_people_registering_one_donation_register_it_once(database: Database) -> None:
    outcomes: list[str] = []
    with database.write() as session:
        donation = make_accepted(session)

    def register() -> None:
        try:
            with database.write() as session:
                service.register_donation(session, donation.id, new_id())
            outcomes.append("registered")
        except DonationRegisteredError:
            outcomes.append("refused")

    threads = [threading.Thread(target=register) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused"] * 3 + ["registered"]
    with database.read() as session:
        assert (queries.count_batches(session), queries.count_items(session)) == (1, 4)


def test_a_siku_holding_is_registered_with_its_place(database: Database) -> None:
    with database.write() as session:
        batch = service.register_existing(session, a_holding(provenance="旧藏"))
    title = batch.volumes[0].title
    assert (batch.source, batch.title_count, batch.volume_count) == (Source.EXISTING, 1, 2)
    assert str(title.siku_place) == "史部·地理類·總志之屬"
    assert str(title.reprint_place) == "474:1"
    assert [volume.label for volume in batch.volumes] == ["卷一至卷二十", "卷二十一至卷四十"]


def test_six_clicks_at_once_are_one_holding(database: Database) -> None:
    holding, found = a_holding(), []

    def click() -> None:
        with database.write() as session:
            found.append(service.register_existing(session, holding).id)

    threads = [threading.Thread(target=click) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len(set(found)) == 1
    with database.write() as session:
        assert service.register_existing(session, holding).id == found[0]
        assert service.register_existing(session, a_holding()).first_number == 3


def test_a_holding_that_cannot_be_takes_no_number(database: Database) -> None:
    wrong = dataclasses.replace(GAZETTEER.fields, siku_class="易類")
    with database.write() as session:
        with pytest.raises(VolumesMissingError):
            service.register_existing(session, a_holding(volumes=()))
        with pytest.raises(NotASikuPlaceError):
            service.register_existing(session, a_holding(fields=wrong))
        assert service.register_existing(session, a_holding()).first_number == 1


def test_the_registers_are_paged_from_either_end(database: Database) -> None:
    with database.write() as session:
        for _ in range(3):
            service.register_existing(session, a_holding())
    with database.read() as session:
        assert [item.number for item in queries.list_items(session, 2, 2)] == [3, 4]
        newest = queries.list_items(session, 0, 1, newest_first=True)
        assert [item.number for item in newest] == [6]
        batches = queries.list_batches(session, 0, None, newest_first=True)
        assert [batch.first_number for batch in batches] == [5, 3, 1]
        with pytest.raises(BatchNotFoundError):
            queries.find_batch(session, "nowhere")


@given(st.integers(1, 500))
def test_every_volume_has_a_label_of_its_own(count: int) -> None:
    assert len(set(service.number_volumes(count))) == count


@pytest.mark.parametrize(
    ("date_text", "language"),
    [("清同治十年", "zh-Hant"), ("1948年", "zh-Hant"), ("1985年油印", "zh-Hans"), ("", "zh-Hant")],
)
def test_the_script_is_guessed_from_the_year(date_text: str, language: str) -> None:
    assert service.guess_language(date_text) == language

"""Every version of a title can be looked at, and written again by today's rules."""

from dataclasses import replace

import pytest

from archive.catalogue import queries, service, versions
from archive.catalogue.conflicts import compare, take_over
from archive.catalogue.errors import (
    RestoreReasonMissingError,
    TitleChangedError,
    VersionNotFoundError,
)
from archive.catalogue.schemas import AccessLevel, MaterialKind, TitleFields, TitleKind
from archive.kernel.database import Database
from tests.factories.journals import read_history

FIRST = TitleFields(title="潘氏族譜", author="潘某", note="初編")
SECOND = replace(
    FIRST,
    author="（清）潘德輿修",
    material=MaterialKind.GENEALOGY,
    details={"surname": "潘"},
    siku_division="史部",
    siku_class="地理類",
)
THIRD = replace(SECOND, note="六修", details={"surname": "潘、龍"}, siku_division="", siku_class="")


def three_versions(database: Database) -> tuple[str, list[int]]:
    """Return a title that was changed twice, with the entries that made its versions, in order."""
    with database.write() as session:
        title_id = service.create_title(session, TitleKind.LOCAL_DOCUMENT, FIRST).id
    for revision, fields in enumerate((SECOND, THIRD), start=1):
        with database.write() as session:
            service.change_title(session, title_id, revision, fields)
    return title_id, numbers_of(database, title_id)


def numbers_of(database: Database, title_id: str) -> list[int]:
    """Return the entries about a title, the oldest first."""
    with database.read() as session:
        return sorted(entry.number for entry in versions.title_history(session, title_id))


def test_each_version_is_written_again_as_it_was(database: Database) -> None:
    title_id, (first, second, _) = three_versions(database)
    for revision, number, fields in ((3, second, SECOND), (4, first, FIRST)):
        with database.write() as session:
            versions.restore(session, title_id, revision, number, "改错了")
        with database.read() as session:
            assert queries.find_title(session, title_id).fields() == fields
    entry = read_history(database, "title", title_id)[0]
    assert (entry.action, entry.why) == ("catalogue.title.restored", "改错了")
    assert entry.after["restored_at"]


def test_a_restored_version_can_be_left_again(database: Database) -> None:
    title_id, (first, _, third) = three_versions(database)
    with database.write() as session:
        versions.restore(session, title_id, 3, first, "改错了")
    with database.write() as session:
        versions.restore(session, title_id, 4, third, "没有改错")
    with database.read() as session:
        assert queries.find_title(session, title_id).fields() == THIRD


def test_restoring_needs_a_reason_and_a_version_of_this_title(database: Database) -> None:
    title_id, (first, *_) = three_versions(database)
    with database.write() as session:
        other = service.create_title(session, TitleKind.LOCAL_DOCUMENT, FIRST).id
    with database.write() as session, pytest.raises(RestoreReasonMissingError):
        versions.restore(session, title_id, 3, first, " ")
    with database.write() as session, pytest.raises(VersionNotFoundError):
        versions.restore(session, other, 1, first, "改错了")


def test_nothing_is_restored_over_what_was_not_seen(database: Database) -> None:
    title_id, (first, *_) = three_versions(database)
    with database.write() as session, pytest.raises(TitleChangedError):
        versions.restore(session, title_id, 2, first, "改错了")


def test_who_may_see_it_is_not_restored(database: Database) -> None:
    with database.write() as session:
        title_id = service.create_title(session, TitleKind.LOCAL_DOCUMENT, FIRST).id
    first = numbers_of(database, title_id)[0]
    narrowed = replace(
        FIRST, note="家属来函", access_level=AccessLevel.SEALED, access_reason="封存"
    )
    with database.write() as session:
        service.change_title(session, title_id, 1, narrowed)
    with database.write() as session:
        done = versions.restore(session, title_id, 2, first, "附注有误")
        held = queries.find_title(session, title_id)
    assert held.access_level is AccessLevel.SEALED
    assert held.note == "初編"
    assert set(done.kept) == {"access_level", "access_reason"}


def test_what_today_s_rules_refuse_stays_and_is_named(database: Database) -> None:
    title_id, (_, second, _) = three_versions(database)
    # As though the scheme had lost the class since.
    with database.write() as session, pytest.MonkeyPatch.context() as patch:
        patch.setattr("archive.catalogue.service.is_place", lambda _place: False)
        done = versions.restore(session, title_id, 3, second, "改错了")
        held = queries.find_title(session, title_id)
    assert set(done.kept) == {"siku_division", "siku_class"}
    assert (held.details, held.note, held.siku_class) == ({"surname": "潘"}, "初編", "")


def test_both_sides_are_shown_and_taken_field_by_field(database: Database) -> None:
    title_id, _ = three_versions(database)
    mine = replace(SECOND, note="我的附注", details={"surname": "潘氏"}, edition="木活字本")
    with database.read() as session:
        conflict = compare(session, title_id, 2, mine)
        held = queries.find_title(session, title_id).fields()
    shown = {both.name: (both.seen, both.held, both.typed) for both in conflict.both}
    assert shown == {
        "note": ("初編", "六修", "我的附注"),
        "details.surname": ("潘", "潘、龍", "潘氏"),
        "edition": ("", "", "木活字本"),
    }
    assert ("类", "地理類", "") in conflict.theirs
    choices = {"take.note": "held", "take.details.surname": "typed", "take.password": "held"}
    taken = take_over(conflict.merged, held, choices)
    assert (taken.note, taken.details["surname"], taken.edition) == ("六修", "潘氏", "木活字本")

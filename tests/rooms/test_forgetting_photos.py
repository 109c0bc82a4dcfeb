"""Photographs that belong to no gift are erased after a month, and nothing besides."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import select

from archive.counter.errors import PhotoUnknownError
from archive.counter.forgetting import KEPT, PAUSE, AbandonedPhotos
from archive.counter.models import GiftPhoto
from archive.counter.photos import PhotoInspector, PreparedPhoto, check_photos, keep_photo
from archive.donations.schemas import NewLine
from archive.kernel import journal
from archive.kernel.clock import FixedClock
from archive.kernel.house import House
from archive.kernel.journal import SYSTEM, JournalEntry
from tests.factories.gifts import make_donation
from tests.fixtures.houses import MORNING

LATER = MORNING + KEPT + dt.timedelta(minutes=1)


class AsItIs(PhotoInspector):
    """Takes every file for the picture that is to be kept."""

    def prepare(self, house: House, path: Path) -> PreparedPhoto:
        """Return the file's own bytes."""
        del house
        return PreparedPhoto(path.read_bytes(), 4, 3)


def at(house: House, moment: dt.datetime) -> House:
    return dataclasses.replace(house, clock=FixedClock(moment))


def keep(house: House, content: bytes, tmp_path: Path) -> str:
    house.services[PhotoInspector] = AsItIs()
    (tmp_path / "photo").write_bytes(content)
    return keep_photo(house, tmp_path / "photo", SYSTEM)


def known(house: House) -> set[str]:
    with house.database.read() as session:
        return set(session.scalars(select(GiftPhoto.sha256)))


def test_a_photograph_of_a_form_that_was_never_sent_is_erased(
    house_on_each: House, tmp_path: Path
) -> None:
    house = house_on_each
    abandoned, used = (keep(house, content, tmp_path) for content in (b"abandoned", b"used"))
    with house.database.write() as session:
        journal.act_as(session, SYSTEM, house.clock)
        make_donation(session, NewLine("渌江桥旧影", photo_sha256=used))
    AbandonedPhotos(at(house, LATER)).look()
    assert known(house) == {used}
    assert house.documents.exists(used)
    assert not house.documents.exists(abandoned)
    with house.database.read() as session:
        action = JournalEntry.action == "counter.photo.forgotten"
        (told,) = session.scalars(select(JournalEntry).where(action))
        assert told.subject_id == abandoned
    with house.database.write() as session, pytest.raises(PhotoUnknownError):
        check_photos(session, [NewLine("旧照片", photo_sha256=abandoned)])


def test_a_form_may_lie_open_for_a_month(house_on_each: House, tmp_path: Path) -> None:
    house = house_on_each
    photo = keep(house, b"lies open", tmp_path)
    AbandonedPhotos(at(house, MORNING + KEPT)).look()
    assert known(house) == {photo}


def test_a_photograph_that_is_sent_again_is_young_again(
    house_on_each: House, tmp_path: Path
) -> None:
    house = house_on_each
    photo = keep(house, b"twice", tmp_path)
    assert keep(at(house, LATER), b"twice", tmp_path) == photo
    AbandonedPhotos(at(house, LATER)).look()
    assert known(house) == {photo}
    assert house.documents.exists(photo)


def test_it_is_looked_after_once_an_hour(house_on_each: House, tmp_path: Path) -> None:
    house = house_on_each
    photo = keep(house, b"later", tmp_path)
    abandoned = AbandonedPhotos(house)
    abandoned.look()
    abandoned._house = at(house, LATER)
    abandoned._next_look = LATER + PAUSE
    abandoned.look()
    assert known(house) == {photo}
    abandoned._next_look = LATER
    abandoned.look()
    assert known(house) == set()

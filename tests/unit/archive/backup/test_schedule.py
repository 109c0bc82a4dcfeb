"""When a nightly backup is due."""

import datetime as dt

import pytest

from archive.backup.schedule import MOST_TRIES, Try, is_due, night_of
from archive.backup.schemas import BackupState

TWO_AT_NIGHT = dt.datetime(2026, 3, 1, 18, 0, tzinfo=dt.UTC)
"""Two o'clock of 2 March in 醴陵."""
FAILED = (BackupState.FAILED, TWO_AT_NIGHT)


def test_the_night_is_the_day_at_the_library() -> None:
    assert night_of(TWO_AT_NIGHT) == dt.date(2026, 3, 2)


def test_it_is_due_from_its_hour_on_and_all_day() -> None:
    assert not is_due(TWO_AT_NIGHT - dt.timedelta(minutes=1), 2, [])
    assert is_due(TWO_AT_NIGHT, 2, [])
    assert is_due(TWO_AT_NIGHT + dt.timedelta(hours=21), 2, [])


@pytest.mark.parametrize("state", sorted(set(BackupState) - {BackupState.FAILED}))
def test_one_a_night_is_enough(state: BackupState) -> None:
    assert not is_due(TWO_AT_NIGHT, 2, [(state, None)])


def test_one_that_failed_is_tried_again_after_a_while_and_not_for_ever() -> None:
    tries: list[Try] = [FAILED]
    assert not is_due(TWO_AT_NIGHT + dt.timedelta(minutes=29), 2, tries)
    assert is_due(TWO_AT_NIGHT + dt.timedelta(minutes=30), 2, tries)
    assert not is_due(TWO_AT_NIGHT + dt.timedelta(hours=5), 2, tries * MOST_TRIES)

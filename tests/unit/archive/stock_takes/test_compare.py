"""What a stock-taking finds, whoever scans first."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.stock_takes.compare import Comparison, Finding, Sighting, classify, compare

PLACES = ["", "A", "A1", "A2", "A1a", "B", "B1"]
VOLUMES = [f"v{n}" for n in range(8)]
RECORDS = st.dictionaries(st.sampled_from(VOLUMES), st.sampled_from(PLACES[1:]), max_size=8)
SCANS = st.lists(
    st.tuples(st.sampled_from(["", *VOLUMES, "stranger"]), st.sampled_from(PLACES[1:])),
    max_size=30,
)


def fits(recorded: str, here: str) -> bool:
    """A place is inside another if its name begins with the other's."""
    return bool(recorded) and (recorded.startswith(here) or here.startswith(recorded))


def result(records: dict[str, str], scans: list[tuple[str, str]]) -> Comparison:
    sightings = [Sighting(volume, here, records.get(volume, "")) for volume, here in scans]
    return compare(records, sightings, fits)


@pytest.mark.parametrize(
    ("recorded", "scanned_at", "finding"),
    [
        ("A1", ["A1"], [Finding.FOUND]),
        ("A1a", ["A1"], [Finding.FOUND]),
        ("A", ["A1"], [Finding.FOUND]),
        ("A1", ["A2"], [Finding.MISPLACED]),
        ("", ["A1"], [Finding.MISPLACED]),
        ("A1", ["A1", "A1"], [Finding.FOUND, Finding.TWICE]),
        ("A1", ["B", "A1"], [Finding.TWICE, Finding.FOUND]),
        ("A1", ["B", "A2"], [Finding.MISPLACED, Finding.TWICE]),
    ],
)
def test_a_scan_means(recorded: str, scanned_at: list[str], finding: list[Finding]) -> None:
    records = {"v1": recorded} if recorded else {}
    outcome = result(records, [("v1", here) for here in scanned_at])
    assert list(outcome.findings) == finding


def test_an_unknown_barcode_is_no_volume() -> None:
    outcome = result({"v1": "A"}, [("", "A"), ("", "A")])
    assert outcome.findings == (Finding.UNKNOWN, Finding.UNKNOWN)
    assert outcome.missing == {"v1"}


@given(RECORDS, SCANS)
def test_every_expected_volume_is_found_misplaced_or_missing(
    records: dict[str, str], scans: list[tuple[str, str]]
) -> None:
    outcome = result(records, scans)
    seen = {volume for volume, _here in scans if volume}
    assert not outcome.found & outcome.misplaced
    assert outcome.found | outcome.misplaced == seen
    assert outcome.missing == set(records) - seen
    assert outcome.found <= set(records)


@given(RECORDS, SCANS, st.randoms(use_true_random=False))
def test_who_scans_first_makes_no_difference(
    records: dict[str, str], scans: list[tuple[str, str]], shuffler: random.Random
) -> None:
    outcome = result(records, scans)
    other = list(scans)
    shuffler.shuffle(other)
    again = result(records, other)
    assert (again.found, again.misplaced, again.missing) == (
        outcome.found,
        outcome.misplaced,
        outcome.missing,
    )
    assert again.twice == outcome.twice
    assert sorted(again.findings) == sorted(outcome.findings)


@given(RECORDS, SCANS)
def test_each_volume_that_was_seen_is_decided_by_just_one_scan(
    records: dict[str, str], scans: list[tuple[str, str]]
) -> None:
    outcome = result(records, scans)
    decisive = [
        volume
        for (volume, _here), finding in zip(scans, outcome.findings, strict=True)
        if finding in {Finding.FOUND, Finding.MISPLACED}
    ]
    assert len(decisive) == len(set(decisive))
    assert set(decisive) == {volume for volume, _here in scans if volume}


@given(RECORDS)
def test_whoever_scans_every_shelf_finds_everything(records: dict[str, str]) -> None:
    outcome = result(records, list(records.items()))
    assert outcome.found == set(records)
    assert not outcome.missing
    assert not outcome.misplaced
    assert not outcome.twice


@given(RECORDS, SCANS, st.data())
def test_undoing_a_scan_is_as_if_it_had_never_been(
    records: dict[str, str], scans: list[tuple[str, str]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(min_value=0, max_value=len(scans)))
    extra = data.draw(st.tuples(st.sampled_from(VOLUMES), st.sampled_from(PLACES[1:])))
    kept = [scan for n, scan in enumerate([*scans[:place], extra, *scans[place:]]) if n != place]
    assert result(records, kept) == result(records, scans)


@given(st.lists(st.booleans(), max_size=10))
def test_of_the_scans_of_a_volume_one_decides_and_the_others_are_twice(where: list[bool]) -> None:
    findings = classify(where)
    assert len(findings) == len(where)
    assert findings.count(Finding.TWICE) == max(0, len(where) - 1)
    assert (Finding.FOUND in findings) == any(where)

"""What a stock-taking found, from what was expected and what was scanned; pure.

A volume is found if it was scanned where it is recorded, or so near that one of the two places is
inside the other. Scanned only elsewhere it is misplaced; expected and never scanned it is missing.
Which of several scanners was quicker changes nothing of that.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Finding(StrEnum):
    """What one scan means."""

    FOUND = "found"
    MISPLACED = "misplaced"
    TWICE = "twice"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sighting:
    """One scan that counts. ``volume`` is empty for a barcode that nobody knows.

    ``here`` is the place that was being gone through, ``recorded`` where the volume should be; it
    is empty if the volume has no place.
    """

    volume: str
    here: str
    recorded: str


Fits = Callable[[str, str], bool]
"""Whether a volume recorded at the first place may be scanned at the second."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome; ``findings`` holds what every scan means, in their order."""

    findings: tuple[Finding, ...]
    found: frozenset[str]
    misplaced: frozenset[str]
    missing: frozenset[str]
    twice: frozenset[str]


def classify(fits: Sequence[bool]) -> list[Finding]:
    """Return what the scans of one volume mean, each of which was, or was not, where it belongs.

    The first that fits has found it; if none does, the first has found it astray. What was scanned
    besides is there twice: a double label, or the same volume a second time.
    """
    findings = [Finding.TWICE] * len(fits)
    if findings:
        decisive = fits.index(True) if True in fits else 0
        findings[decisive] = Finding.FOUND if True in fits else Finding.MISPLACED
    return findings


def compare(expected: Iterable[str], sightings: Sequence[Sighting], fits: Fits) -> Comparison:
    """Return what ``sightings``, in the order in which they were made, say of ``expected``."""
    places: dict[str, list[int]] = {}
    for place, seen in enumerate(sightings):
        if seen.volume:
            places.setdefault(seen.volume, []).append(place)
    findings = [Finding.UNKNOWN] * len(sightings)
    for scans in places.values():
        fitting = [fits(sightings[n].recorded, sightings[n].here) for n in scans]
        for place, finding in zip(scans, classify(fitting), strict=True):
            findings[place] = finding
    found = _volumes(sightings, findings, Finding.FOUND)
    return Comparison(
        findings=tuple(findings),
        found=found,
        misplaced=frozenset(places) - found,
        missing=frozenset(expected) - frozenset(places),
        twice=_volumes(sightings, findings, Finding.TWICE),
    )


def _volumes(
    sightings: Sequence[Sighting], findings: Sequence[Finding], wanted: Finding
) -> frozenset[str]:
    pairs = zip(sightings, findings, strict=True)
    return frozenset(seen.volume for seen, finding in pairs if finding is wanted)

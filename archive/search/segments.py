"""A phrase with gaps, as the runs of characters between them; pure."""

from itertools import groupby, pairwise

from archive.text.query import GAP, Phrase
from archive.text.tokens import TAIL_MARK, pair_token, phrase_tokens


def segments_of(phrase: Phrase) -> list[list[str]]:
    """Return the folded runs of a phrase, in order; one alone where it has no gap."""
    runs = groupby(phrase.units, key=lambda unit: unit == GAP)
    return [list(run) for is_gap, run in runs if not is_gap]


def later_tokens(units: list[str]) -> list[list[str]]:
    """Return the token sequences any of which proves a run that begins behind a gap.

    It may stand in the page, across its end, or wholly in what a page knows of the next one.
    """
    tail = [TAIL_MARK + pair_token(*pair) for pair in pairwise(units)]
    return [*phrase_tokens(units), tail]

"""A text as its characters and words are spelled, beside what they fold to."""

import re

from archive.text.tokens import Unit, split_units

_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def written_units(text: str) -> list[tuple[str, str]]:
    """Return of each unit of ``text`` what it folds to, and how it is written."""
    return [(unit.text, _form_of(text, unit)) for unit in split_units(text)]


def _form_of(text: str, unit: Unit) -> str:
    """Return how ``unit`` is written in ``text``, without the choice of a glyph."""
    return _VARIATION_SELECTORS.sub("", text[unit.start : unit.end])

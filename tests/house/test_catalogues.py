"""Every sentence of the code stands in both catalogues, with the same places to fill."""

import re

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from archive.web.i18n import settle_counts
from tools.update_catalogues import catalogue_path, extract, missing

PLACES = re.compile(r"%\(\w+\)|\{\w+\}|\bLINES\b|\bVOLUMES\b")


def written(locale: str) -> Catalog:
    """The catalogue of ``locale`` as it is kept."""
    with catalogue_path(locale).open("rb") as stream:
        return read_po(stream, locale=locale)


def entries(locale: str) -> list[Message]:
    """The messages of a catalogue, without its head."""
    return [message for message in written(locale) if message.id]


def msgids(message: Message) -> tuple[str, ...]:
    """What the code says, in one form or in two."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def translations(message: Message) -> tuple[str, ...]:
    """What the catalogue says, in one form or in several."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def places(text: str) -> set[str]:
    """The places of ``text``: ``%(name)s``, ``{name}`` of a script, and two in capitals."""
    return {found.group() for found in PLACES.finditer(text)}


@pytest.mark.parametrize("locale", ["zh_Hant", "en"])
def test_every_sentence_is_translated(locale: str) -> None:
    catalogue = written(locale)
    wanted = {message.id for message in extract() if message.id}
    known = {message.id for message in catalogue if message.id}
    assert wanted - known == set(), "run: make messages"
    assert known - wanted == set(), "run: make messages"
    assert missing(catalogue) == []


@pytest.mark.parametrize("locale", ["zh_Hant", "en"])
def test_a_translation_fills_the_same_places(locale: str) -> None:
    for message in entries(locale):
        for text in translations(message):
            assert places(text) == places(msgids(message)[0]), text


def test_a_plural_follows_its_count() -> None:
    for message in entries("en"):
        for text in translations(message):
            ones = dict.fromkeys(re.findall(r"%\((\w+)\)", text), "1")
            assert "(s)" not in settle_counts(text, ones), text


def test_english_is_written_in_english() -> None:
    quoted = re.compile(r"“[^”]*”|《[^》]*》|第\d册|卷一·叶一·a|（清）徐淦修|清同治十年刻本")
    chinese = [
        text
        for message in entries("en")
        for text in translations(message)
        if re.search(r"[\u3400-\u9fff]", quoted.sub("", text))
    ]
    # A place name to search for, and a line that shows how Chinese stands beside Latin letters.
    assert [text for text in chinese if text != "醴陵" and not text.startswith("Body text")] == []

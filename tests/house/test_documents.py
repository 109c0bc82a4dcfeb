"""Documents keep step with the code."""

import ast
import re
from pathlib import Path

import pytest

from archive.kernel.settings import Settings
from tests.house.tree import ROOT, kept_files, python_files, syntax_of
from tools.document_settings import DOCUMENT, settings_table, with_table

GLOSSARY = ROOT / "docs" / "glossary.md"
DECISIONS = ROOT / "docs" / "decisions"
PLACE = re.compile(r"`((?:archive|digitize|iiif|alembic|docs|tests|tools|bench)/[\w./-]*)`")
LINK = re.compile(r"\]\(([^)#:]+)\)")
TO_BE_MADE = {"tests/unit/digitize/intake/test_probe.py"}
"""What a newcomer makes while reading."""


def model_names() -> list[str]:
    """The names of every table's class."""
    files = python_files("archive", "digitize", "iiif")
    return sorted(
        node.name
        for path in files
        for node in ast.walk(syntax_of(path))
        if isinstance(node, ast.ClassDef) and any(is_base(base) for base in node.bases)
    )


def is_base(base: ast.expr) -> bool:
    """Whether a class's base is the declarative base of the tables."""
    return isinstance(base, ast.Name) and base.id == "Base"


def test_the_glossary_knows_every_table() -> None:
    text = GLOSSARY.read_text(encoding="utf-8")
    assert [name for name in model_names() if not re.search(rf"\b{name}\b", text)] == []


def test_the_rule_finds_the_tables() -> None:
    assert {"Donation", "Volume", "Page", "JournalEntry"} <= set(model_names())


def test_every_setting_says_what_it_means() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_every_setting_is_documented() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert settings_table() in text, "run: make docs"
    assert with_table(text) == text


def documents() -> list[Path]:
    """Every document but those that sketch a room that is not there."""
    found = [path for path in kept_files() if path.suffix == ".md"]
    return [path for path in found if path != Path("archive/web/README.md")]


def places_in(text: str, folder: Path) -> set[Path]:
    """Return the files and folders that a document in ``folder`` names or leads to."""
    named = {Path(place) for place in PLACE.findall(text) if place not in TO_BE_MADE}
    return named | {folder / link for link in LINK.findall(text)}


@pytest.mark.parametrize("path", documents(), ids=str)
def test_a_document_names_only_what_is_there(path: Path) -> None:
    named = places_in((ROOT / path).read_text(encoding="utf-8"), path.parent)
    assert [str(place) for place in named if not (ROOT / place).exists()] == []


def test_the_rule_sees_places_and_links() -> None:
    text = "See `archive/attic.py`, `FANGZHI_X` and [why](0001-x.md)."
    assert places_in(text, Path("docs")) == {Path("archive/attic.py"), Path("docs/0001-x.md")}


def test_every_decision_is_listed_by_number_and_title() -> None:
    records = sorted(DECISIONS.glob("0*.md"))
    heads = [path.read_text(encoding="utf-8").splitlines()[0] for path in records]
    titles = [head.removeprefix(f"# {number}. ") for number, head in enumerate(heads, start=1)]
    assert not [title for title in titles if title.startswith("#")], "a number is missing or twice"
    listed = (DECISIONS / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [
        f"| [{number}]({path.name}) | {title} |"
        for number, (path, title) in enumerate(zip(records, titles, strict=True), start=1)
    ]
    assert [line for line in listed if line.startswith("| [")] == rows

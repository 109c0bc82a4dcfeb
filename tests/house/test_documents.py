"""Documents keep step with the code."""

import ast
import re

from archive.kernel.settings import Settings
from tests.house.tree import ROOT, python_files, syntax_of
from tools.document_settings import DOCUMENT, settings_table, with_table

GLOSSARY = ROOT / "docs" / "glossary.md"


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

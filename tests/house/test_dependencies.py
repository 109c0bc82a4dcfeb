"""What is imported is declared, and what is declared is locked."""

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT, python_files, syntax_of

OURS = {"archive", "digitize", "iiif", "tests", "bench", "tools"}
PIN = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>\S+) \\\n(?P<hashes>(?:    --hash=\S+.*\n)*)", re.MULTILINE
)


def project() -> dict[str, Any]:
    """The project table of pyproject.toml."""
    parsed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return dict(parsed["project"])


def declared(*, for_development: bool) -> dict[str, Requirement]:
    """The declared requirements by their canonical name."""
    lines = list(project()["dependencies"])
    if for_development:
        lines += project()["optional-dependencies"]["dev"]
    return {canonicalize_name(Requirement(line).name): Requirement(line) for line in lines}


def locked(name: str) -> dict[str, str]:
    """The versions pinned in a lock file by canonical name."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {canonicalize_name(pin["name"]): pin["version"] for pin in PIN.finditer(text)}


def imported_modules(path: Path) -> set[str]:
    """The top-level names that a file imports from outside of Python and of this house."""
    names: set[str] = set()
    for node in ast.walk(syntax_of(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.partition(".")[0] for name in names} - OURS - sys.stdlib_module_names


def undeclared(folders: tuple[str, ...], names: set[str]) -> set[str]:
    """The imports of these folders that no declared distribution provides."""
    providers = packages_distributions()
    found = set()
    for path in python_files(*folders):
        for module in imported_modules(path):
            given = {canonicalize_name(name) for name in providers.get(module, [])}
            if not given & names:
                found.add(f"{path}: {module}")
    return found


def test_what_the_packages_import_is_declared() -> None:
    names = set(declared(for_development=False))
    assert undeclared(("archive", "digitize", "iiif", "alembic"), names) == set()


def test_what_tests_and_tools_import_is_declared() -> None:
    names = set(declared(for_development=True))
    assert undeclared(("tests", "bench", "tools"), names) == set()


@pytest.mark.parametrize(
    ("lock", "for_development"), [("requirements.lock", False), ("requirements-dev.lock", True)]
)
def test_what_is_declared_is_locked(lock: str, *, for_development: bool) -> None:
    versions = locked(lock)
    loose = [
        str(requirement)
        for name, requirement in declared(for_development=for_development).items()
        if name not in versions or versions[name] not in requirement.specifier
    ]
    assert loose == [], "run: make lock"


def test_both_locks_agree() -> None:
    assert locked("requirements.lock").items() <= locked("requirements-dev.lock").items()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_is_hashed_and_names_no_place(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pins = list(PIN.finditer(text))
    assert pins
    assert [pin["name"] for pin in pins if "--hash=sha256:" not in pin["hashes"]] == []
    assert len(pins) == len(re.findall(r"^[\w.-]+==", text, re.MULTILINE))
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)


def test_front_end_files_are_pinned_and_name_no_place() -> None:
    text = (ROOT / "frontend.lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    for package in json.loads(text)["packages"]:
        assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", package["integrity"])
        assert any(name.startswith("LICENSE") for name in package["files"])

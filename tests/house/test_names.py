"""Names say what is in the drawer; these three packages are ours."""

import re
from pathlib import Path

import pytest

import archive
import digitize
import iiif
from tests.house.tree import ROOT, kept_files, python_files

LOOSE = re.compile(r"(^|_)(utils?|helpers?|common|misc|managers?|base_classes)$")


def test_no_module_is_a_drawer_for_anything() -> None:
    files = python_files()
    names = {name for path in files for name in [*path.parts[:-1], path.stem]}
    assert {name for name in names if LOOSE.search(name)} == set()


@pytest.mark.parametrize("name", ["utils", "image_helpers", "manager", "batch_manager", "common"])
def test_the_rule_sees_a_drawer(name: str) -> None:
    assert LOOSE.search(name)


def test_the_folder_of_migrations_is_no_package() -> None:
    """With ``__init__.py`` it would shadow the installed Alembic for ``python -m alembic``."""
    assert Path("alembic/env.py") in kept_files()
    assert not (ROOT / "alembic" / "__init__.py").exists()


@pytest.mark.parametrize("package", [archive, digitize, iiif], ids=lambda package: package.__name__)
def test_a_package_of_that_name_from_elsewhere_is_not_imported(package: object) -> None:
    """Strangers have published packages of all three names."""
    found = Path(str(getattr(package, "__file__", None)))
    assert found.parent.parent == ROOT

"""The import contracts cover the whole house."""

import tomllib
from typing import Any

from tests.house.tree import ROOT, python_files

PACKAGES = ("archive", "digitize", "iiif")


def contracts() -> list[dict[str, Any]]:
    """The import contracts of pyproject.toml."""
    parsed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(parsed["tool"]["importlinter"]["contracts"])


def layered() -> set[str]:
    """Every module that some contract gives a layer."""
    layers = [layer for contract in contracts() for layer in contract.get("layers", [])]
    return {name.strip(" ()") for layer in layers for name in layer.replace("|", ":").split(":")}


def rooms() -> set[str]:
    """Every room and every loose module right inside a package."""
    parts = [path.with_suffix("").parts for path in python_files(*PACKAGES)]
    return {".".join(names[:2]) for names in parts if len(names) > 1 and names[1] != "__init__"}


def test_every_room_has_its_layer() -> None:
    assert rooms() - layered() == set()


def test_the_house_has_rooms() -> None:
    assert {"archive.kernel", "digitize.imaging", "iiif.image"} <= rooms()

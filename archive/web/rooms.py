"""Where the rooms keep their templates and static files, found without importing any room."""

from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("archive", "digitize", "iiif")


def room_folders(name: str) -> list[Path]:
    """Return every folder called ``name`` directly inside a room, the page chrome's own first."""
    own = Path(__file__).with_name(name)
    found = [folder for root in _package_roots() for folder in sorted(root.glob(f"*/{name}"))]
    return [own, *(folder for folder in found if folder != own and folder.is_dir())]


def _package_roots() -> list[Path]:
    specs = [find_spec(package) for package in PACKAGES]
    return [
        Path(place)
        for spec in specs
        if spec is not None
        for place in spec.submodule_search_locations or ()
    ]

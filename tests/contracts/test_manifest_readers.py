"""Our manifests as other people's readers see them: manifesto.js and @iiif/parser."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from archive.kernel.house import House
from archive.kernel.settings import CHECKOUT
from tests.factories.books import SIKU, Book, make_modern_book, make_siku_book
from tests.fixtures.clients import Client, Person

VENDOR = CHECKOUT / "vendor"
SCRIPT = Path(__file__).with_name("read_manifest.js")
NODE = shutil.which("node")
HAS_READERS = all((VENDOR / name).exists() for name in ("manifesto", "iiif-parser"))
PROFILES = {3: "level2", 2: "http://iiif.io/api/image/2/level2.json"}

pytestmark = [
    pytest.mark.skipif(NODE is None, reason="node is not installed"),
    pytest.mark.skipif(not HAS_READERS, reason="the readers are not installed: make setup"),
]


def read_manifest(client: Client, book: Book) -> dict[str, Any]:
    """Return what the readers see in the manifest of ``book``."""
    answer = client.get(f"/iiif/presentation/3/volumes/{book.volume_id}/manifest.json")
    done = subprocess.run(
        [NODE or "node", str(SCRIPT), str(VENDOR)],
        input=answer.content,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def test_a_chinese_book_is_read_from_right_to_left(house: House, person: Person) -> None:
    book = make_siku_book(house)

    seen = read_manifest(person(None), book)

    base_url = house.settings.base_url
    assert seen["byManifesto"] == {
        "direction": "right-to-left",
        "isPaged": True,
        "label": f"{SIKU['title']} 第1册",
        "labels": [page.label for page in book.pages],
        "services": [
            [[f"{base_url}/iiif/{version}/{page_id}", PROFILES[version]] for version in (3, 2)]
            for page_id in book.page_ids
        ],
        "texts": [
            [f"{base_url}/iiif/presentation/3/pages/{page_id}/text.json"]
            for page_id in book.page_ids
        ],
    }
    kept = set(seen["byParser"].pop("keptProperties"))
    assert {"provider", "homepage", "rendering", "thumbnail", "requiredStatement"} <= kept
    assert seen["byParser"] == {
        "direction": "right-to-left",
        "behavior": ["paged"],
        "rights": SIKU["rights_uri"],
        "canvasCount": 4,
        "imageLevels": [[2, 2]] * 4,
    }


def test_horizontal_print_is_read_from_left_to_right(house: House, person: Person) -> None:
    book = make_modern_book(house)

    seen = read_manifest(person(None), book)

    assert seen["byManifesto"]["direction"] == "left-to-right"
    assert seen["byParser"]["direction"] == "left-to-right"
    assert seen["byParser"]["canvasCount"] == 2

"""A manifest is checked three ways: by schema, by a golden file, and by what no schema sees."""

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iiif.addresses import Addresses
from iiif.presentation import words
from iiif.presentation.manifest import thumbnail_size, write_manifest
from iiif.presentation.source import CanvasSource, Fact, ManifestSource

TESTS = Path(__file__).parents[3]
SCHEMA = json.loads((TESTS / "schemas" / "presentation-3.schema.json").read_text("utf-8"))
GOLDEN = TESTS / "golden" / "manifest.json"
ADDRESSES = Addresses("https://archive.example.org")
PUBLIC_DOMAIN = "http://creativecommons.org/publicdomain/mark/1.0/"

canvases = st.builds(
    CanvasSource,
    page_id=st.text("0123456789bcdfghjkm", min_size=12, max_size=12),
    label=st.text(min_size=1, max_size=20).filter(str.strip),
    width=st.integers(1, 40_000),
    height=st.integers(1, 40_000),
    sizes=st.lists(st.tuples(st.integers(1, 2048), st.integers(1, 2048)), max_size=5).map(tuple),
    has_text=st.booleans(),
)
sources = st.builds(
    ManifestSource,
    volume_id=st.just("v0123456789b"),
    title_id=st.just("t0123456789b"),
    title=st.text(min_size=1, max_size=40),
    title_language=st.sampled_from(["zh-Hant", "zh-Hans", "en"]),
    volume_label=st.text(max_size=10),
    library_name=st.just("醴陵市图书馆"),
    is_vertical=st.booleans(),
    facts=st.lists(st.builds(Fact, st.just(words.DATE), st.text(min_size=1)), max_size=3).map(
        tuple
    ),
    canvases=st.lists(canvases, min_size=1, max_size=4, unique_by=lambda c: c.page_id).map(tuple),
    rights_uri=st.sampled_from(["", PUBLIC_DOMAIN]),
)


def small_source() -> ManifestSource:
    return ManifestSource(
        volume_id="v0123456789b",
        title_id="t0123456789b",
        title="湖廣通志",
        title_language="zh-Hant",
        volume_label="第一册",
        library_name="醴陵市图书馆",
        is_vertical=True,
        facts=(
            Fact(words.AUTHOR, "（清）邁柱監修", "zh-Hant"),
            Fact(words.SIKU_PLACE, "史部·地理類·都會郡縣之屬", "zh-Hant"),
            Fact(words.ACCESSION_NUMBER, "12"),
        ),
        canvases=(
            CanvasSource(
                "p0123456789b", "卷一·叶一·a", 1155, 1559, ((145, 195), (578, 780)), has_text=True
            ),
            CanvasSource("p1123456789b", "卷一·叶一·b", 1170, 1556),
        ),
        rights_uri=PUBLIC_DOMAIN,
    )


def every_id(value: Any) -> Iterator[str]:
    """Yield the identifiers of what a manifest defines; services and links only point."""
    if isinstance(value, dict):
        if value.get("type") in {"Manifest", "Canvas", "AnnotationPage", "Annotation"}:
            yield value["id"]
        for key, inner in value.items():
            if key not in {"thumbnail", "homepage", "rendering", "provider", "body"}:
                yield from every_id(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from every_id(inner)


def test_it_is_the_golden_one() -> None:
    assert write_manifest(small_source(), ADDRESSES) == json.loads(GOLDEN.read_text("utf-8"))


@given(sources)
def test_it_follows_the_schema(source: ManifestSource) -> None:
    jsonschema.validate(write_manifest(source, ADDRESSES), SCHEMA)


@given(sources)
def test_every_id_is_its_own(source: ManifestSource) -> None:
    ids = list(every_id(write_manifest(source, ADDRESSES)))
    assert len(ids) == len(set(ids))


@given(sources)
def test_a_canvas_is_as_large_as_its_image_and_paints_itself(source: ManifestSource) -> None:
    for canvas in write_manifest(source, ADDRESSES)["items"]:
        painting = canvas["items"][0]["items"][0]
        assert painting["target"] == canvas["id"]
        for side in ("width", "height"):
            assert canvas[side] == painting["body"][side]


@given(sources)
def test_the_direction_is_that_of_the_script(source: ManifestSource) -> None:
    direction = write_manifest(source, ADDRESSES)["viewingDirection"]
    assert direction == ("right-to-left" if source.is_vertical else "left-to-right")


@given(canvases)
def test_a_thumbnail_is_ready_made(canvas: CanvasSource) -> None:
    size = thumbnail_size(canvas)
    assert size in canvas.sizes if canvas.sizes else size is None


def _embed_empty_text(manifest: dict[str, Any]) -> None:
    manifest["items"][0]["annotations"][0]["items"] = []


def _contradict(manifest: dict[str, Any]) -> None:
    manifest["behavior"] = ["paged", "individuals"]


def _claim_by_https(manifest: dict[str, Any]) -> None:
    manifest["rights"] = "https://creativecommons.org/publicdomain/mark/1.0/"


def _label_barely(manifest: dict[str, Any]) -> None:
    manifest["items"][0]["label"] = "一a"


@pytest.mark.parametrize(
    "spoil",
    [
        _embed_empty_text,
        _contradict,
        _claim_by_https,
        _label_barely,
    ],
)
def test_the_schema_sees_what_is_wrong(spoil: Callable[[dict[str, Any]], None]) -> None:
    manifest = copy.deepcopy(write_manifest(small_source(), ADDRESSES))
    spoil(manifest)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(manifest, SCHEMA)


@pytest.mark.parametrize("key", ["label", "items", "viewingDirection", "provider"])
def test_the_schema_sees_what_is_missing(key: str) -> None:
    manifest = write_manifest(small_source(), ADDRESSES)
    del manifest[key]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(manifest, SCHEMA)

"""Pieces copied out of the pyramid: what info.json promises is stored, exact, and not rendered."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import pyvips

from iiif.image.access_log import AccessLog
from iiif.image.asgi import ImageServer, Settings
from iiif.image.directory import ImageRecord, MemoryImageDirectory, allow_all
from tests.unit.iiif.image.asking import BASE, Answer, ask, make_page

WIDTH, HEIGHT = 2601, 1550


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> ImageRecord:
    return make_page(tmp_path_factory.mktemp("page"), WIDTH, HEIGHT)


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def server(record: ImageRecord, lines: list[str]) -> Iterator[ImageServer]:
    log = AccessLog(lines.append)
    made = ImageServer(Settings(BASE), MemoryImageDirectory([record]), allow_all, log)
    yield made
    made.close()


def lanes(server: ImageServer, lines: list[str]) -> list[str]:
    server.close()
    return [json.loads(line)["lane"] for line in "".join(lines).splitlines()]


def list_promised(server: ImageServer) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield every tile and size that info.json promises, as viewers compute them (3.0 §5.8)."""
    info = ask(server, "/iiif/3/page1/info.json").json()
    for size in info["sizes"]:
        yield f"full/{size['width']},{size['height']}", (size["width"], size["height"])
    (tiles,) = info["tiles"]
    for factor in tiles["scaleFactors"]:
        side = tiles["width"] * factor
        for y in range(0, info["height"], side):
            for x in range(0, info["width"], side):
                w, h = min(side, info["width"] - x), min(side, info["height"] - y)
                out = -(-w // factor), -(-h // factor)
                yield f"{x},{y},{w},{h}/{out[0]},{out[1]}", out


def test_everything_promised_is_copied_at_its_exact_size(
    server: ImageServer, lines: list[str]
) -> None:
    promised = list(list_promised(server))
    assert len(promised) > 30
    for words, size in promised:
        answer = ask(server, f"/iiif/3/page1/{words}/0/default.jpg")
        assert (answer.status, answer.image().size) == (200, size), words
    assert set(lanes(server, lines)) == {"info", "copied"}


def test_the_grid_promised_is_the_grid_of_the_file(
    server: ImageServer, record: ImageRecord
) -> None:
    info = ask(server, "/iiif/3/page1/info.json").json()
    first = pyvips.Image.tiffload(str(record.path))
    (tiles,) = info["tiles"]
    assert (info["width"], info["height"]) == (first.width, first.height)
    assert tiles["scaleFactors"] == [2**n for n in range(first.get("n-pages"))]
    assert ask(server, "/iiif/2/page1/info.json").json()["tiles"] == info["tiles"]


@pytest.mark.parametrize(
    "words",
    [
        "0,0,512,512/512,512/0/default.jpg",
        "0,0,512,512/512,/0/default.jpg",
        "0,0,512,512/max/0/color.jpg",
        "2560,1536,512,512/41,14/0/default.jpg",
        "2560,1536,41,14/max/0/default.jpg",
        "2048,1024,553,526/277,/0/default.jpg",
        "full/!326,194/0/default.jpg",
        "full/,194/0/default.jpg",
    ],
)
@pytest.mark.parametrize("version", [2, 3])
def test_every_spelling_of_a_piece_is_copied_and_shows_the_same_as_decoding(
    server: ImageServer, lines: list[str], record: ImageRecord, version: int, words: str
) -> None:
    answer = ask(server, f"/iiif/{version}/page1/{words}")
    assert answer.status == 200
    shown = np.asarray(answer.image()).astype(int)
    assert np.abs(shown - decode(record, answer)).mean() < 3
    assert lanes(server, lines) == ["copied"]


def decode(record: ImageRecord, answer: Answer) -> np.ndarray[tuple[int, ...], np.dtype[np.int_]]:
    """Decode what an answer's canonical link names from the file, by another way."""
    link = answer.headers["link"].partition(">")[0].split("/")
    region, (width, height) = link[-4], answer.image().size
    whole = pyvips.Image.new_from_file(str(record.path))
    box = [0, 0, WIDTH, HEIGHT] if region == "full" else [int(n) for n in region.split(",")]
    pixels: np.ndarray[tuple[int, ...], np.dtype[np.int_]] = (
        whole.crop(*box).thumbnail_image(width, height=height, size="force").numpy().astype(int)
    )
    return pixels


def test_a_prepared_tile_is_the_same_as_the_first(server: ImageServer) -> None:
    path = "/iiif/3/page1/512,512,512,512/512,512/0/default.jpg"
    first, second = ask(server, path), ask(server, path)
    assert first.body == second.body
    assert first.headers == second.headers


def test_a_replaced_image_is_served_at_once(tmp_path: Path, record: ImageRecord) -> None:
    directory = MemoryImageDirectory([record])
    server = ImageServer(Settings(BASE), directory)
    path = "/iiif/3/page1/0,0,512,512/512,512/0/default.jpg"
    ask(server, path)
    before = ask(server, path)
    directory.put(replace(make_page(tmp_path, 700, 900), rights="http://example.org/"))
    after = ask(server, path)
    assert (before.status, after.status) == (200, 200)
    assert before.headers["etag"] != after.headers["etag"]
    assert before.body != after.body
    server.close()


def test_a_piece_that_is_not_in_memory_is_read_in_a_thread(
    record: ImageRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "/iiif/3/page1/0,0,512,512/512,512/0/default.jpg"
    server = ImageServer(Settings(BASE), MemoryImageDirectory([record]))
    warm = [ask(server, path).body for _ in range(2)]

    def refuse(*_: object) -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "preadv", refuse)
    assert [ask(server, path).body for _ in range(2)] == warm
    server.close()


@pytest.mark.parametrize("keep", [0, 20, 3000, -1, -5000])
def test_a_file_cut_short_is_an_error_in_words_and_no_crash(
    tmp_path: Path, record: ImageRecord, keep: int
) -> None:
    spoilt = tmp_path / "spoilt.tif"
    spoilt.write_bytes(record.path.read_bytes()[:keep])
    server = ImageServer(Settings(BASE), MemoryImageDirectory([replace(record, path=spoilt)]))
    for words in ("info.json", "0,0,512,512/512,512/0/default.jpg", "full/77,/0/default.png"):
        answer = ask(server, f"/iiif/3/page1/{words}")
        assert (answer.status, answer.json()["error"]) == (500, "pyramid-unreadable")
    server.close()


def test_a_damaged_tile_index_is_an_error_in_words(tmp_path: Path, record: ImageRecord) -> None:
    spoilt = tmp_path / "spoilt.tif"
    data = bytearray(record.path.read_bytes())
    data[4:8] = (len(data) - 50).to_bytes(4, "little")
    spoilt.write_bytes(data)
    server = ImageServer(Settings(BASE), MemoryImageDirectory([replace(record, path=spoilt)]))
    answer = ask(server, "/iiif/3/page1/0,0,512,512/512,512/0/default.jpg")
    assert (answer.status, answer.json()["error"]) == (500, "pyramid-unreadable")
    server.close()


def test_a_file_that_shrinks_while_it_is_open_is_an_error_in_words(
    tmp_path: Path, record: ImageRecord
) -> None:
    spoilt = tmp_path / "spoilt.tif"
    spoilt.write_bytes(record.path.read_bytes())
    server = ImageServer(Settings(BASE), MemoryImageDirectory([replace(record, path=spoilt)]))
    path = "/iiif/3/page1/0,0,512,512/512,512/0/default.jpg"
    assert ask(server, path).status == 200
    with spoilt.open("r+b") as stream:
        stream.truncate(100)
    assert ask(server, path).status == 500
    server.close()

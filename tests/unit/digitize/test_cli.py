"""`fangzhi read` reads what it can, names what it cannot, and says so by its exit code."""

import json
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import typer
from typer.testing import CliRunner, Result

from archive.kernel.errors import AppError
from digitize.cli import read
from digitize.errors import SameStemError, UnknownProfileError
from digitize.ocr import engines
from digitize.ocr.errors import UnknownEngineError
from tests.samples import DrawnPage, ScanStyle, SikuStyle, draw_demo_volume, draw_half_leaf
from tests.samples.bad_files import make_unreadable_files, make_unusual_files
from tests.samples.files import write_sample, write_samples
from tests.samples.texts import LILING_HILLS

app = typer.Typer()
app.command()(read)


@pytest.fixture(autouse=True)
def usual_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_factories", dict(engines._factories))


@cache
def small_pages() -> list[DrawnPage]:
    """Return two pages that are quick to draw and to take apart."""
    rng = np.random.default_rng(1)
    style = SikuStyle(pitch_px=48, frame_px=3, frame_gap_px=4)
    return [
        draw_half_leaf(style, ScanStyle(), LILING_HILLS, side, rng, f"small_{side}")
        for side in "ab"
    ]


def run(images: list[Path], out: Path, *options: str) -> Result:
    arguments = [*map(str, images), "--out", str(out), *options]
    return CliRunner().invoke(app, arguments)


def test_each_picture_becomes_two_files(tmp_path: Path) -> None:
    images = write_samples(small_pages(), tmp_path, ".jpg")
    result = run(images, tmp_path / "deep" / "out", "--engine", "null")
    assert result.exit_code == 0, result.output
    names = sorted(path.name for path in (tmp_path / "deep" / "out").iterdir())
    assert names == [
        "small_a.layout.json",
        "small_a.lines.txt",
        "small_b.layout.json",
        "small_b.lines.txt",
    ]
    layout = json.loads((tmp_path / "deep/out/small_a.layout.json").read_text(encoding="utf-8"))
    assert len(layout["panels"][0]["columns"]) == 8


def test_bad_files_are_named_and_do_not_stop_the_good(tmp_path: Path) -> None:
    bad = [odd.write(tmp_path) for odd in make_unreadable_files()]
    bad = [path.rename(tmp_path / f"bad{n}-{path.name}") for n, path in enumerate(bad)]
    good = write_sample(small_pages()[0], tmp_path / "好的.png")
    result = run([*bad, tmp_path / "absent.png", good], tmp_path / "out", "--engine", "null")
    assert result.exit_code == 4
    for path in [*bad, tmp_path / "absent.png"]:
        assert f"{path}：" in result.output
    assert (tmp_path / "out" / "好的.layout.json").is_file()
    assert len(list((tmp_path / "out").iterdir())) == 2
    assert "Traceback" not in result.output


def test_unusual_files_are_read(tmp_path: Path) -> None:
    images = [odd.write(tmp_path) for odd in make_unusual_files()]
    renamed = [path.rename(path.with_stem(f"{n}-{path.stem}")) for n, path in enumerate(images)]
    result = run(renamed, tmp_path / "out", "--engine", "null")
    assert result.exit_code == 0, result.output
    assert len(list((tmp_path / "out").glob("*.lines.txt"))) == len(images)


def expect_refusal(result: Result, family: type[AppError]) -> None:
    assert isinstance(result.exception, family), result.output


def test_what_cannot_be_meant_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    page = small_pages()[0]
    images = [write_sample(page, tmp_path / name) for name in ("a.png", "a.jpg")]
    out = tmp_path / "out"
    expect_refusal(run(images, out, "--engine", "null"), SameStemError)
    expect_refusal(run(images[:1], out, "--profile", "nonesuch"), UnknownProfileError)
    expect_refusal(run(images[:1], out, "--engine", "nonesuch"), UnknownEngineError)
    expect_refusal(run(images[:1], out, "--engine", "crash"), UnknownEngineError)
    assert not out.exists()


@pytest.mark.parametrize("engine", ["crash", "garbage", "out_of_memory", "disk_full", "bad_utf8"])
def test_a_failing_engine_is_reported_for_each_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    monkeypatch.setenv("FANGZHI_DEVELOPMENT", "true")
    images = write_samples(small_pages(), tmp_path)
    result = run(images, tmp_path / "out", "--engine", engine)
    assert result.exit_code == 4
    assert all(f"{image}：" in result.output for image in images)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.tesseract
def test_tesseract_reads_most_of_a_drawn_page(tmp_path: Path) -> None:
    page = draw_demo_volume()[2]
    image = write_sample(page, tmp_path / "page.tif")
    result = run([image], tmp_path / "out")
    assert result.exit_code == 0, result.output
    lines = (tmp_path / "out" / "page.lines.txt").read_text(encoding="utf-8").splitlines()
    known = "".join(page.truth.lines())
    alike = SequenceMatcher(None, known, "".join(lines), autojunk=False)
    right = sum(block.size for block in alike.get_matching_blocks())
    assert len(lines) == len(page.truth.lines())
    assert right >= 0.6 * len(known)

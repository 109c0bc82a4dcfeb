"""Which pages are seen together: the reader's own script, run by node."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import iiif.viewer

SCRIPT = Path(iiif.viewer.__file__).parent / "static" / "viewer" / "spreads.js"
NODE = shutil.which("node")
ASK = """
import { layOut, spreadOf, turnFrom } from "./spreads.mjs";
const told = { spreads: [], onward: [], seats: [] };
for (let count = 1; count <= 7; count++) {
  told.spreads.push([...Array(count).keys()].map((place) => spreadOf(place, count, true)));
  const walk = [0];
  for (let to = 0; (to = turnFrom(to, count, true, 1)) !== null;) walk.push(to);
  const back = [count - 1];
  for (let to = count - 1; (to = turnFrom(to, count, true, -1)) !== null;) back.push(to);
  told.onward.push({ walk, back });
}
const pages = [{ id: "a", width: 50, height: 100 }, { id: "b", width: 80, height: 100 }];
for (const rtl of [true, false]) {
  told.seats.push(layOut(pages, rtl).map(({ page, x, width }) => [page.id, x, width]));
}
console.log(JSON.stringify(told));
"""

pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the script says of volumes of one to seven pages."""
    folder = tmp_path_factory.mktemp("spreads")
    shutil.copyfile(SCRIPT, folder / "spreads.mjs")
    (folder / "ask.mjs").write_text(ASK, "utf-8")
    done = subprocess.run(
        [NODE or "node", str(folder / "ask.mjs")], capture_output=True, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_the_first_page_stands_alone_and_no_page_is_in_two_spreads(told: dict[str, Any]) -> None:
    for spreads in told["spreads"]:
        assert spreads[0] == [0]
        assert all(place in spread for place, spread in enumerate(spreads))
        distinct = {tuple(spread) for spread in spreads}
        assert sorted(place for spread in distinct for place in spread) == list(range(len(spreads)))


def test_turning_on_or_back_passes_every_spread_once(told: dict[str, Any]) -> None:
    for spreads, way in zip(told["spreads"], told["onward"], strict=True):
        starts = sorted({spread[0] for spread in spreads})
        assert way["walk"] == starts
        assert [spreads[place][0] for place in way["back"]] == starts[::-1]


def test_the_earlier_page_is_at_the_right_where_the_book_is_read_so(told: dict[str, Any]) -> None:
    right_to_left, left_to_right = told["seats"]

    assert right_to_left == [["b", 0, 0.8], ["a", 0.8, 0.5]]
    assert left_to_right == [["a", 0, 0.5], ["b", 0.5, 0.8]]

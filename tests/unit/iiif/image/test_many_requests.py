"""Thousands of image requests of every shape: each is answered with what it asked for, or refused.

The picture grows redder to the right and greener downwards, so that what an answer shows can be
told from its colours alone, whichever way it came: copied, cut from a level, scaled or turned.
"""

import re
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from archive.kernel.errors import AppError
from iiif.image.asgi import ImageServer, Settings
from iiif.image.directory import MemoryImageDirectory
from iiif.image.request import (
    DEFAULT_LIMITS,
    Format,
    Plan,
    Quality,
    Version,
    parse_request,
    plan_request,
)
from tests.unit.iiif.image.asking import BASE, Answer, ask, make_page

SIZES = {"narrow": (97, 1301), "odd": (1301, 900), "small": (40, 31), "two": (1025, 513)}
LARGEST_PX = 1200
"""Answers are kept small enough that thousands of them take minutes."""

_sides = st.integers(0, LARGEST_PX)
_percents = st.decimals(0, 130, places=2)
_regions = st.one_of(
    st.sampled_from(["full", "square"]),
    st.builds("{},{},{},{}".format, _sides, _sides, _sides, _sides),
    st.builds("pct:{},{},{},{}".format, _percents, _percents, _percents, _percents),
)
_shapes = st.one_of(
    st.sampled_from(["max", "full", "^max"]),
    st.builds("{}{},".format, st.sampled_from(["", "^"]), _sides),
    st.builds("{},{}".format, st.sampled_from(["", "^"]), _sides),
    st.builds("{}{},{}".format, st.sampled_from(["", "^"]), _sides, _sides),
    st.builds("{}!{},{}".format, st.sampled_from(["", "^"]), _sides, _sides),
    st.builds("{}pct:{}".format, st.sampled_from(["", "^"]), _percents),
)
_turns = st.one_of(st.sampled_from(["0", "90", "180", "270", "!0", "!90"]), _percents.map(str))
_lasts = st.builds("{}.{}".format, st.sampled_from(Quality), st.sampled_from([*Format, "jp2"]))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ImageServer]:
    folder = tmp_path_factory.mktemp("pages")
    records = [make_page(folder, *size, name) for name, size in SIZES.items()]
    made = ImageServer(Settings(BASE), MemoryImageDirectory(records))
    yield made
    made.close()


def plan_of(version: Version, name: str, words: tuple[str, ...]) -> Plan | int:
    """Return what is planned for a request, or the status it is refused with."""
    try:
        request = parse_request(version, *words)
        return plan_request(request, *SIZES[name], DEFAULT_LIMITS)
    except AppError as error:
        return error.status


@pytest.mark.exhaustive
@settings(
    max_examples=8_000,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.sampled_from(Version),
    st.sampled_from(sorted(SIZES)),
    st.tuples(_regions, _shapes, _turns, _lasts),
)
def test_every_request_is_answered_as_planned_or_refused(
    server: ImageServer, version: Version, name: str, words: tuple[str, ...]
) -> None:
    plan = plan_of(version, name, words)
    if isinstance(plan, Plan) and max(plan.out_width, plan.out_height) > LARGEST_PX:
        return
    answer = ask(server, f"/iiif/{version.value}/{name}/{'/'.join(words)}")
    if isinstance(plan, int):
        event("refused")
        assert (answer.status, plan) in {(400, 400), (501, 501)}, answer.body
        assert answer.json()["detail"]
        return
    event("answered")
    assert answer.status == 200, answer.body
    if plan.rotation % 90 == 0:
        is_aside = plan.rotation % 180 != 0
        size = (plan.out_width, plan.out_height)
        assert answer.image().size == (size[::-1] if is_aside else size)
    if plan.quality in (Quality.DEFAULT, Quality.COLOR) and not plan.rotation:
        assert_shows(plan, SIZES[name], answer)
    canonical = re.search(r"<([^>]+)>;rel=\"canonical\"", answer.headers["link"])
    assert canonical
    again = ask(server, canonical[1].removeprefix(BASE))
    assert (again.status, again.headers["etag"]) == (200, answer.headers["etag"])
    assert again.body == answer.body


def assert_shows(plan: Plan, size: tuple[int, int], answer: Answer) -> None:
    """The mean colour is that of the region's middle: red tells where across, green where down."""
    shown = np.asarray(answer.image().convert("RGB")).astype(float).mean(axis=(0, 1))
    ends = (
        (plan.x + (plan.width - 1) / 2) / max(1, size[0] - 1),
        (plan.y + (plan.height - 1) / 2) / max(1, size[1] - 1),
    )
    assert shown[:2] == pytest.approx([20 + 215 * end for end in ends], abs=14)

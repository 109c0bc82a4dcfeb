"""The image server's manners: validators, methods, links, negotiation, refusals, admission."""

import asyncio
import json
import threading
from collections.abc import Iterator

import pytest

from iiif.image.access_log import AccessLog
from iiif.image.admission import RenderLane
from iiif.image.asgi import ImageServer, Settings
from iiif.image.directory import Decision, ImageRecord, MemoryImageDirectory, Scope, allow_all
from iiif.image.errors import RendererBusyError
from iiif.image.request import Limits
from tests.unit.iiif.image.asking import BASE, ask, ask_within, make_page

TILE = "/iiif/3/page1/0,0,512,512/512,512/0/default.jpg"
RENDERED = "/iiif/3/page1/0,0,300,300/150,150/0/gray.png"
INFO = "/iiif/3/page1/info.json"
LINKED = "application/ld+json"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> ImageRecord:
    return make_page(tmp_path_factory.mktemp("page"), 1301, 900)


@pytest.fixture
def server(record: ImageRecord) -> Iterator[ImageServer]:
    made = ImageServer(Settings(BASE), MemoryImageDirectory([record]))
    yield made
    made.close()


def guarded(record: ImageRecord, decision: Decision) -> ImageServer:
    return ImageServer(Settings(BASE), MemoryImageDirectory([record]), lambda _s, _r: decision)


@pytest.mark.parametrize("path", [TILE, RENDERED, INFO])
def test_validators_answer_304_without_opening_the_file(record: ImageRecord, path: str) -> None:
    told = ask(guarded(record, Decision()), path).headers
    gone = ImageRecord(
        record.identifier,
        record.path.with_name("gone"),
        record.width,
        record.height,
        record.content_hash,
        record.modified_at,
    )
    server = ImageServer(Settings(BASE), MemoryImageDirectory([gone]))
    etag, modified = told["etag"], told["last-modified"]
    assert etag.startswith('"')
    assert modified == "Tue, 04 Mar 2025 05:06:07 GMT"
    for headers in (
        {"If-None-Match": etag},
        {"If-None-Match": f'"other", W/{etag}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": modified},
        {"If-Modified-Since": "Wed, 05 Mar 2025 00:00:00 GMT"},
    ):
        answer = ask(server, path, headers=headers)
        assert (answer.status, answer.body) == (304, b""), headers
        assert answer.headers["etag"] == etag
        assert "content-type" not in answer.headers
    server.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"other"'},
        {"If-Modified-Since": "Mon, 03 Mar 2025 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": "Wed, 05 Mar 2025 00:00:00 GMT", "If-None-Match": '"other"'},
    ],
)
@pytest.mark.parametrize("path", [TILE, RENDERED, INFO])
def test_other_validators_get_the_whole_answer(
    server: ImageServer, path: str, headers: dict[str, str]
) -> None:
    assert ask(server, path).status == 200
    assert ask(server, path, headers=headers).status == 200


def test_a_prepared_tile_still_answers_304(server: ImageServer) -> None:
    etag = ask(server, TILE).headers["etag"]
    assert ask(server, TILE, headers={"If-None-Match": etag}).status == 304


def test_different_pictures_have_different_etags(server: ImageServer) -> None:
    etags = {ask(server, path).headers["etag"] for path in (TILE, RENDERED, INFO)}
    assert len(etags) == 3


@pytest.mark.parametrize("path", [TILE, RENDERED, INFO])
def test_head_tells_the_length_and_sends_nothing(server: ImageServer, path: str) -> None:
    whole, head = ask(server, path), ask(server, path, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers == whole.headers
    assert int(head.headers["content-length"]) == len(whole.body)


def test_any_origin_may_read(server: ImageServer) -> None:
    for path in (TILE, INFO, "/iiif/3/nothing/info.json"):
        assert ask(server, path).headers["access-control-allow-origin"] == "*"
    preflight = ask(server, TILE, "OPTIONS")
    assert preflight.status == 204
    assert "GET" in preflight.headers["access-control-allow-methods"]


def test_only_reading_is_served(server: ImageServer) -> None:
    assert ask(server, TILE, "POST").status == 405


def test_links_name_the_canonical_address_and_the_profile(server: ImageServer) -> None:
    link = ask(server, "/iiif/2/page1/0,0,512,512/512,512/360/default.jpg").headers["link"]
    canonical, profile = link.split(",<")
    assert canonical == f'<{BASE}/iiif/2/page1/0,0,512,512/full/0/default.jpg>;rel="canonical"'
    assert profile == 'http://iiif.io/api/image/2/level2.json>;rel="profile"'


@pytest.mark.parametrize("path", ["/iiif/3/page1", "/iiif/3/page1/", "/iiif/3/pa%67e1"])
def test_base_address_leads_to_info_json(server: ImageServer, path: str) -> None:
    answer = ask(server, path)
    assert (answer.status, answer.headers["location"]) == (303, f"{BASE}{INFO}")


@pytest.mark.parametrize(
    ("version", "accept", "media_type"),
    [
        (3, None, LINKED),
        (3, "*/*", LINKED),
        (3, "application/json", "application/json"),
        (3, "text/html,*/*;q=0.8", "application/json"),
        (2, None, "application/json"),
        (2, "application/ld+json", LINKED),
    ],
)
def test_info_json_is_negotiated(
    server: ImageServer, version: int, accept: str | None, media_type: str
) -> None:
    headers = {"Accept": accept} if accept else {}
    answer = ask(server, f"/iiif/{version}/page1/info.json", headers=headers)
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert answer.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/iiif/3/nothing/info.json", 404, "image-not-found"),
        ("/iiif/4/page1/info.json", 404, "image-not-found"),
        ("/iiif/3/page1/more/full/max/0/default.jpg", 404, "image-not-found"),
        ("/iiif/3/page1/full/max/0", 404, "image-not-found"),
        ("/iiif/3/page1/9999,0,5,5/max/0/default.jpg", 400, "image-region-invalid"),
        ("/iiif/3/page1/full/full/0/default.jpg", 400, "image-size-invalid"),
        ("/iiif/3/page1/full/max/400/default.jpg", 400, "image-rotation-invalid"),
        ("/iiif/3/page1/full/max/0/sepia.jpg", 400, "image-quality-invalid"),
        ("/iiif/3/page1/full/max/0/default.bmp", 400, "image-format-invalid"),
        ("/iiif/3/page1/full/max/0/default.pdf", 501, "image-format-not-served"),
        ("/iiif/3/page1/full/^99999,/0/default.jpg", 400, "image-size-too-large"),
    ],
)
def test_refusals_say_what_is_wrong_in_one_shape(
    server: ImageServer, path: str, status: int, code: str
) -> None:
    answer = ask(server, path)
    assert (answer.status, answer.json()["error"]) == (status, code)
    assert set(answer.json()) == {"error", "detail"}
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("status", [401, 403, 404, 410])
@pytest.mark.parametrize("path", [TILE, RENDERED, INFO, "/iiif/3/page1"])
def test_who_may_not_see_it_gets_nothing(record: ImageRecord, path: str, status: int) -> None:
    server = guarded(record, Decision(is_allowed=False, status=status))
    answer = ask(server, path)
    assert answer.status == status
    assert "etag" not in answer.headers
    server.close()


def test_a_prepared_tile_is_refused_once_the_decision_changes(record: ImageRecord) -> None:
    decisions = [Decision()]

    def decide(_scope: Scope, _record: ImageRecord) -> Decision:
        return decisions[-1]

    server = ImageServer(Settings(BASE), MemoryImageDirectory([record]), decide)
    assert [ask(server, TILE).status for _ in range(2)] == [200, 200]
    decisions.append(Decision(is_public=False))
    assert ask(server, TILE).headers["cache-control"].startswith("private")
    decisions.append(Decision(whole_side_px=400))
    assert ask(server, TILE).status == 403
    decisions.append(Decision(is_allowed=False))
    assert ask(server, TILE).status == 403
    server.close()


def test_reduced_visitor_is_offered_only_what_he_may_have(record: ImageRecord) -> None:
    server = guarded(record, Decision(whole_side_px=400, is_public=False))
    info = ask(server, INFO).json()
    assert (info["profile"], info["maxWidth"]) == ("level0", 400)
    assert "tiles" not in info
    assert not any(name.startswith(("size", "region")) for name in info["extraFeatures"])
    for size in info["sizes"]:
        path = f"/iiif/3/page1/full/{size['width']},{size['height']}/0/default.jpg"
        assert ask(server, path).status == 200
    best = ask(server, "/iiif/3/page1/full/max/0/default.jpg")
    assert max(best.image().size) == 400
    assert ask(server, "/iiif/3/page1/full/800,/0/default.jpg").json()["error"] == (
        "image-size-forbidden"
    )
    server.close()


def test_info_json_states_the_limits_and_the_rights(record: ImageRecord) -> None:
    limits = Limits(side_px=2000, area_px=3_000_000)
    page = ImageRecord(
        "page1",
        record.path,
        record.width,
        record.height,
        record.content_hash,
        record.modified_at,
        rights="http://rightsstatements.org/vocab/NoC-OKLR/1.0/",
    )
    server = ImageServer(Settings(BASE, limits=limits), MemoryImageDirectory([page]))
    three, two = (ask(server, f"/iiif/{n}/page1/info.json").json() for n in (3, 2))
    assert (three["maxWidth"], three["maxArea"]) == (2000, 3_000_000)
    assert two["profile"][1]["maxArea"] == 3_000_000
    assert three["rights"] == two["license"] == page.rights
    assert three["id"] == f"{BASE}/iiif/3/page1"
    server.close()


def test_tiles_do_not_wait_behind_renderings(record: ImageRecord) -> None:
    settings = Settings(BASE, render_concurrency=1, render_queue=1)
    server = ImageServer(settings, MemoryImageDirectory([record]))
    gate = threading.Event()

    async def crowd() -> tuple[int, list[int], str]:
        server._lane._pool.submit(gate.wait)  # the only thread is held
        paths = [RENDERED.replace("150,150", f"{n},{n}") for n in (100, 101, 102)]
        await ask_within(server, INFO)  # the pyramid is open now
        waiting = [asyncio.create_task(ask_within(server, path)) for path in paths]
        await asyncio.sleep(0.05)
        tile = await ask_within(server, TILE)
        gate.set()
        answers = await asyncio.gather(*waiting)
        (refused,) = [answer for answer in answers if answer.status == 503]
        statuses = sorted(answer.status for answer in answers)
        return tile.status, statuses, refused.headers["retry-after"]

    assert asyncio.run(crowd()) == (200, [200, 200, 503], "2")
    server.close()


def test_the_same_picture_asked_for_twice_at_once_is_made_once() -> None:
    lane, made, gate = RenderLane(concurrency=2, queue=0), [], threading.Event()

    def work() -> bytes:
        gate.wait(10)
        made.append(1)
        return b"picture"

    async def ask_twice() -> list[bytes]:
        tasks = [asyncio.create_task(lane.run("same", work)) for _ in range(5)]
        await asyncio.sleep(0.01)
        gate.set()
        return await asyncio.gather(*tasks)

    assert asyncio.run(ask_twice()) == [b"picture"] * 5
    assert len(made) == 1
    lane.close()


def test_a_visitor_who_leaves_does_not_take_the_place_with_him() -> None:
    lane, gate = RenderLane(concurrency=1, queue=0), threading.Event()

    def work() -> bytes:
        gate.wait(10)
        return b"picture"

    async def leave_and_return() -> bytes:
        leaving = asyncio.create_task(lane.run("one", work))
        await asyncio.sleep(0.01)
        leaving.cancel()
        await asyncio.sleep(0.01)
        with pytest.raises(RendererBusyError):
            await lane.run("other", work)
        gate.set()
        await asyncio.sleep(0.1)
        return await lane.run("other", work)

    assert asyncio.run(leave_and_return()) == b"picture"
    lane.close()


def test_every_request_leaves_one_line(record: ImageRecord) -> None:
    lines: list[str] = []
    log = AccessLog(lines.append)
    server = ImageServer(Settings(BASE), MemoryImageDirectory([record]), allow_all, log)
    for path in (INFO, TILE, TILE, RENDERED, "/iiif/3/nothing/info.json"):
        ask(server, path)
    server.close()
    told = [json.loads(line) for line in "".join(lines).splitlines()]
    assert [line["lane"] for line in told] == ["info", "copied", "copied", "rendered", "other"]
    assert [line["status"] for line in told] == [200, 200, 200, 200, 404]
    assert told[1]["bytes"] > 500


def test_lines_are_written_while_the_server_runs() -> None:
    lines: list[str] = []
    log = AccessLog(lines.append)

    async def one_request() -> None:
        server = ImageServer(Settings(BASE), MemoryImageDirectory(), allow_all, log)
        await ask_within(server, "/iiif/3/nothing/info.json")
        for _ in range(200):
            await asyncio.sleep(0.02)
            if lines:
                return

    asyncio.run(one_request())
    assert json.loads(lines[0])["path"] == "/iiif/3/nothing/info.json"

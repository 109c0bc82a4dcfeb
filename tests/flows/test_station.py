"""The operator's afternoon: a volume is picked, scanned, looked at, put in order and approved."""

import asyncio
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from httpx2 import Response

from archive.accounts.models import Role
from archive.catalogue.queries import find_volume
from archive.kernel.house import House
from archive.kernel.journal import Subject, history
from digitize.intake.queries import find_batch, refused_of_batch, scans_of_batch
from digitize.pages.queries import find_text, pages_of_batch
from digitize.pages.states import PageState
from digitize.pipeline.worker import work
from tests.factories.holdings import make_volume
from tests.factories.scans import make_batch, make_batch_of_leaves, small_leaf
from tests.fixtures.clients import Client, Person
from tests.samples.bad_files import OddFile, make_unreadable_files, make_unusual_files

JSON = {"Accept": "application/json"}
MEGABYTE = 1 << 20
SAID_OF = {
    "truncated": "无法读取图像“截断.jpg”：文件已损坏或不完整",
    "text": "“说明.tif”不是图像文件",
    "bomb-png": "“bomb.png”有 40000×40000 像素，超过上限",
    "bomb-tiff": "“bomb.tif”有 40000×40000 像素，超过上限",
    "empty": "“empty.jpg”是空文件",
}


@pytest.fixture
def operator(person: Person, house: House) -> Client:
    """An operator at the station of a house whose pages are read by nobody."""
    house.settings.ocr_engine = "null"
    return person(Role.OPERATOR)


def upload(client: Client, batch_id: str, name: str, content: bytes) -> Response:
    """Send a file as the page's script does."""
    return client.post(
        f"/station/batches/{batch_id}/scans?name={quote(name)}",
        content=content,
        headers=JSON | {"X-CSRF-Token": client.token},
    )


def page_ids(house: House, batch_id: str) -> list[str]:
    with house.database.read() as session:
        return [page.id for page in pages_of_batch(session, batch_id)]


def test_from_the_shelf_to_the_reader(operator: Client, house: House) -> None:
    with house.database.write() as session:
        volume = make_volume(session, "湖廣通志")
    found = operator.get("/station", params={"q": "湖广"})
    assert "湖廣通志" in found.text
    answer = operator.submit("/station/batches", {"volume_id": volume.id})
    batch_url = answer.headers["location"]
    batch_id = batch_url.rpartition("/")[2]
    for number in (2, 1):
        assert upload(operator, batch_id, f"叶{number}.png", small_leaf(number)).status_code == 201

    page = operator.get(batch_url).text
    assert 'hx-trigger="refresh, every 2s"' in page
    assert "等待" in page
    work(house, once=True)
    page = operator.get(f"{batch_url}/pages").text
    assert 'hx-trigger="refresh"' in page
    (again,) = re.findall(r'hx-get="([^"]+seen=[^"]+)"', page)
    assert operator.get(again).status_code == 204
    assert re.search(r"用时.*识别文字", page, re.DOTALL)

    operator.submit(f"{batch_url}/sort")
    first, second = page_ids(house, batch_id)
    operator.submit(f"/station/pages/{first}/label", {"label": "卷四·叶一·a", "series": "true"})
    assert operator.submit(f"{batch_url}/approve").status_code == 303
    with house.database.read() as session:
        pages = pages_of_batch(session, batch_id)
        scans = scans_of_batch(session, batch_id)
        assert [page.label for page in pages] == ["卷四·叶一·a", "卷四·叶一·b"]
        assert [scans[page.scan_id].file_name for page in pages] == ["叶1.png", "叶2.png"]
        assert all(page.is_published and page.state is PageState.READY for page in pages)
        assert find_volume(session, volume.id).is_published
        text = find_text(session, second)
        assert text is not None
        assert text.layout.panels
        told = [entry.action for entry in history(session, [Subject("title", volume.title.id)])]
    for action in ("batch.opened", "scan.received", "page.imaged", "page.read", "batch.approved"):
        assert f"digitize.{action}" in told


@pytest.mark.parametrize("odd", make_unreadable_files(), ids=lambda odd: odd.title)
def test_a_bad_file_is_refused_by_name_and_the_others_go_on(
    operator: Client, house: House, odd: OddFile
) -> None:
    batch_id = make_batch(house)
    answer = upload(operator, batch_id, odd.name, odd.content)
    assert answer.status_code == 422
    assert SAID_OF[odd.title] in answer.json()["detail"]
    assert upload(operator, batch_id, "好.png", small_leaf()).status_code == 201
    page = operator.get(f"/station/batches/{batch_id}").text
    assert f'data-refused="{odd.name}"' in page
    assert SAID_OF[odd.title] in page
    with house.database.read() as session:
        assert len(scans_of_batch(session, batch_id)) == 1
    assert not list((house.settings.data_dir / "incoming").glob("*"))

    operator.submit(f"/station/batches/{batch_id}/refusals/clear")
    with house.database.read() as session:
        assert refused_of_batch(session, batch_id) == []


@pytest.mark.parametrize("odd", make_unusual_files(), ids=lambda odd: odd.title)
def test_an_unusual_file_becomes_a_page(operator: Client, house: House, odd: OddFile) -> None:
    batch_id = make_batch(house)
    answer = upload(operator, batch_id, odd.name, odd.content)
    assert answer.json()["name"] == Path(odd.name).name
    work(house, once=True)
    with house.database.read() as session:
        (page,) = pages_of_batch(session, batch_id)
        (scan,) = scans_of_batch(session, batch_id).values()
    assert page.state is PageState.READY, page.failure
    assert scan.master.size_bytes == len(odd.content)
    assert house.masters.verify(scan.master.sha256)


def test_the_same_file_twice_is_one_page(operator: Client, house: House) -> None:
    batch_id = make_batch(house)
    first = upload(operator, batch_id, "叶一.png", small_leaf())
    again = upload(operator, batch_id, "叶一（复件）.png", small_leaf())
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json() | {"name": "叶一（复件）.png", "is_new": False}
    assert len(page_ids(house, batch_id)) == 1


def test_a_file_that_was_mended_is_no_longer_listed_as_refused(
    operator: Client, house: House
) -> None:
    batch_id = make_batch(house)
    upload(operator, batch_id, "叶一.png", small_leaf()[:2000])
    upload(operator, batch_id, "叶一.png", small_leaf())
    with house.database.read() as session:
        assert refused_of_batch(session, batch_id) == []


def test_a_file_over_the_limit_is_refused_while_it_arrives(operator: Client, house: House) -> None:
    house.settings.upload_max_bytes = 3_000_000
    batch_id = make_batch(house)
    sent, status = stream(operator, f"/station/batches/{batch_id}/scans?name=big.tif", 300)
    assert status == 413
    assert sent < 10 * MEGABYTE
    with house.database.read() as session:
        (refused,) = refused_of_batch(session, batch_id)
    assert (refused.file_name, refused.error_code) == ("big.tif", "too-large")


def test_memory_does_not_grow_with_the_file(operator: Client, house: House) -> None:
    """Three hundred megabytes that begin like a TIFF: to the disk, to the sandbox, refused."""
    batch_id = make_batch(house)
    upload(operator, batch_id, "warm.png", small_leaf())  # what is imported once is imported now
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the peak so far
    before = peak_bytes()
    sent, status = stream(operator, f"/station/batches/{batch_id}/scans?name=huge.tif", 300)
    assert (sent, status) == (300 * MEGABYTE, 422)
    assert peak_bytes() - before < 40 * MEGABYTE


def test_faults_of_a_page_are_told_and_it_can_be_tried_again(
    operator: Client, house: House
) -> None:
    batch_id = make_batch_of_leaves(house, 1)
    house.settings.ocr_engine, house.settings.development = "crash", True
    work(house, once=True)
    page_id = page_ids(house, batch_id)[0]
    page = operator.get(f"/station/batches/{batch_id}").text
    assert "文字识别程序意外退出" in page
    assert operator.submit(f"/station/batches/{batch_id}/approve").status_code == 409
    assert "识别文字" in operator.get(f"/station/pages/{page_id}").text

    house.settings.ocr_engine = "null"
    answer = operator.post(
        f"/station/pages/{page_id}/retry",
        headers={"HX-Request": "true", "X-CSRF-Token": operator.token},
    )
    assert answer.status_code == 200
    assert 'data-state="waiting"' in answer.text
    work(house, once=True)
    assert 'data-state="ready"' in operator.get(f"/station/batches/{batch_id}/pages").text


def test_pages_are_moved_dragged_labelled_and_left_out(operator: Client, house: House) -> None:
    batch_id = make_batch_of_leaves(house, 3)
    first, second, third = page_ids(house, batch_id)
    operator.submit(f"/station/pages/{third}/move", {"by": "-1"})
    assert page_ids(house, batch_id) == [first, third, second]
    operator.submit(f"/station/batches/{batch_id}/order", {"page_id": [second, first, third]})
    assert page_ids(house, batch_id) == [second, first, third]
    stale = operator.submit(f"/station/batches/{batch_id}/order", {"page_id": [second, first]})
    assert stale.status_code == 409

    operator.submit(f"/station/pages/{second}/omit", {"omitted": "true"})
    assert "不收入" in operator.get(f"/station/batches/{batch_id}").text
    answer = operator.submit(f"/station/pages/{first}/label", {"label": "封面", "series": "true"})
    assert "里没有数字" in operator.get(answer.headers["location"]).text


def test_a_folder_outside_the_allowed_ones_is_not_imported(
    operator: Client, house: House, tmp_path: Path
) -> None:
    allowed = tmp_path / "scans"
    allowed.mkdir()
    (allowed / "link").symlink_to("/etc")
    house.settings.import_dirs = [allowed]
    batch_id = make_batch(house)
    for folder in ("/etc", str(allowed / "link"), str(allowed / ".."), str(allowed / "nowhere")):
        answer = operator.submit(f"/station/batches/{batch_id}/folder", {"folder": folder})
        assert answer.status_code == 403, folder
    empty = operator.submit(f"/station/batches/{batch_id}/folder", {"folder": str(allowed)})
    assert empty.status_code == 422
    assert "没有图像文件" in empty.text


def test_a_folder_is_imported_in_the_order_of_names(
    operator: Client, house: House, tmp_path: Path
) -> None:
    for number in (10, 2, 1):
        (tmp_path / f"p{number}.png").write_bytes(small_leaf(number))
    (tmp_path / "bad.png").write_bytes(b"no")
    (tmp_path / "secret.png").symlink_to("/etc/passwd")
    house.settings.import_dirs = [tmp_path]
    batch_id = make_batch(house)
    operator.submit(f"/station/batches/{batch_id}/folder", {"folder": str(tmp_path)})
    work(house, once=True)
    with house.database.read() as session:
        scans = scans_of_batch(session, batch_id)
        names = [scans[page.scan_id].file_name for page in pages_of_batch(session, batch_id)]
        refused = [refusal.file_name for refusal in refused_of_batch(session, batch_id)]
    assert names == ["p1.png", "p2.png", "p10.png"]
    assert refused == ["bad.png"]


def test_an_approved_batch_takes_nothing_more(operator: Client, house: House) -> None:
    batch_id = make_batch_of_leaves(house, 1, profile="picture")
    work(house, once=True)
    assert operator.submit(f"/station/batches/{batch_id}/approve").status_code == 303
    answer = upload(operator, batch_id, "迟到.png", small_leaf(2))
    assert answer.status_code == 409
    assert "已经核准" in answer.json()["detail"]
    with house.database.read() as session:
        assert not find_batch(session, batch_id).is_open


@pytest.mark.parametrize("role", [Role.READER, None])
def test_the_station_is_for_operators(person: Person, house: House, role: Role | None) -> None:
    batch_id = make_batch(house)
    visitor = person(role)
    refused = 401 if role is None else 403
    assert upload(visitor, batch_id, "x.png", small_leaf()).status_code == refused
    answer = visitor.get("/station", follow_redirects=False)
    assert answer.status_code == (303 if role is None else 403)
    assert page_ids(house, batch_id) == []


def test_staff_scan_but_do_not_approve(person: Person, house: House) -> None:
    batch_id = make_batch_of_leaves(house, 1, profile="picture")
    staff = person(Role.STAFF)
    work(house, once=True)
    assert "核准并公开" not in staff.get(f"/station/batches/{batch_id}").text
    assert staff.submit(f"/station/batches/{batch_id}/approve").status_code == 403


def peak_bytes() -> int:
    """The most memory this process has held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def stream(client: Client, target: str, megabytes: int) -> tuple[int, int]:
    """Upload so much that begins like a TIFF; return how much was asked for, and the status."""
    path, _, query = target.partition("?")
    headers = {
        "host": "testserver",
        "accept": "application/json",
        "x-csrf-token": client.token,
        "cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items()),
    }
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
    }
    first = b"II*\x00" + bytes(MEGABYTE - 4)
    return asyncio.run(_send(client.app, scope, [first, *[bytes(MEGABYTE)] * (megabytes - 1)]))


async def _send(app: Any, scope: dict[str, Any], chunks: Iterable[bytes]) -> tuple[int, int]:
    sent, statuses, waiting = 0, [], iter(chunks)

    async def receive() -> dict[str, Any]:
        nonlocal sent
        chunk = next(waiting, b"")
        sent += len(chunk)
        return {"type": "http.request", "body": chunk, "more_body": bool(chunk)}

    async def note(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await app(scope, receive, note)
    return sent, statuses[0]

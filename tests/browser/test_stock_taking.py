"""Stock-taking with a scanner, which is a keyboard: nothing is clicked, nothing is lost."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from archive.accounts import service as accounts
from archive.accounts.models import Role
from archive.catalogue.schemas import VolumeView
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.locations.schemas import PlaceView
from archive.stock import queries as stock
from archive.stock import service as moving
from archive.stock.schemas import Cause, barcode_of
from archive.stock_takes import service
from archive.stock_takes.schemas import StockTakeView
from tests.factories.places import make_places, make_room
from tests.factories.registered import register_volumes
from tests.fixtures.browser import DESKTOP, PHONE, OpenPage, keep_screenshot
from tests.fixtures.servers import LiveServer

pytestmark = pytest.mark.browser

PASSWORD = "correct-horse-battery"


def sign_in(page: Page, base_url: str, target: str) -> None:
    page.goto(f"{base_url}/sign-in?next={target}")
    page.get_by_label("用户名").fill("guanyuan")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base_url}{target}")


def scan(page: Page, text: str) -> None:
    """Do what a scanner does: type and press Enter, wherever the focus is."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")


@dataclass
class Shelf:
    """A level that is taken stock of, with four volumes; the fifth stands on another one."""

    level: PlaceView
    volumes: list[VolumeView]
    take: StockTakeView


def fill(house: House) -> Shelf:
    with house.database.write() as session:
        accounts.create_account(session, "guanyuan", PASSWORD, Role.STAFF, "李馆员")
        room = make_room(session)
        _bookcase, level, other = make_places(session, room, 1, 2)
        volumes = register_volumes(session, "湖廣通志", 5)
        for volume in volumes[:4]:
            moving.move(session, [volume.id], level, Cause.SHELVED)
        moving.move(session, [volumes[4].id], other, Cause.SHELVED)
        return Shelf(level, volumes, service.open_stock_take(session, level.id, new_id()))


def test_a_shelf_is_taken_stock_of_by_keyboard_alone(
    live_server: LiveServer, open_page: OpenPage
) -> None:
    shelf = fill(live_server.house)
    address = f"/desk/stock-takes/{shelf.take.id}"
    page = open_page(DESKTOP)
    sign_in(page, live_server.base_url, address)
    scan_and_undo(page, shelf)
    scan_without_network(page, shelf)
    keep_screenshot(page, "stock-take", whole=True)

    phone = open_page(PHONE)
    sign_in(phone, live_server.base_url, address)
    expect(phone.locator("#scan-text")).to_be_focused()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    keep_screenshot(phone, "stock-take-phone", whole=True)

    close(page)
    with live_server.house.database.read() as session:
        assert stock.count_missing(session) == 0


def scan_and_undo(page: Page, shelf: Shelf) -> None:
    """Scan the shelf, two volumes that belong there, one that does not, and nonsense."""
    log, field, form = (page.locator(css) for css in ("#scan-log", "#scan-text", "[data-scanner]"))
    expect(field).to_be_focused()
    scan(page, shelf.level.barcode)
    expect(page.locator("#scan-at")).to_contain_text("架01 · 层1")
    for volume in shelf.volumes[:2]:
        scan(page, barcode_of(volume))
    expect(log.locator("li").first).to_contain_text(barcode_of(shelf.volumes[1]))
    expect(log.locator(".scan--good")).to_have_count(2)
    expect(page.locator("#stock-take-counts")).to_contain_text("2 / 4")
    scan(page, barcode_of(shelf.volumes[4]))
    expect(log.locator("li").first).to_contain_text("登记在")
    expect(form).to_have_attribute("data-tone", "attention")
    page.keyboard.press("Control+z")
    expect(log.locator(".scan--undone")).to_have_count(1)
    expect(field).to_be_focused()
    scan(page, "no such thing")
    expect(form).to_have_attribute("data-tone", "bad")


def scan_without_network(page: Page, shelf: Shelf) -> None:
    """What was scanned while the network was gone arrives when it is back, once and in order."""
    waiting = page.locator("[data-scan-waiting]")
    page.context.set_offline(True)
    for volume in (shelf.volumes[2], shelf.volumes[2], shelf.volumes[3]):
        scan(page, barcode_of(volume))
    expect(waiting).to_contain_text("还有 3 次扫描没有发出")
    keep_screenshot(page, "stock-take-offline")
    page.context.set_offline(False)
    expect(waiting).to_be_hidden()
    expect(page.locator("#stock-take-counts")).to_contain_text("4 / 4")
    expect(page.locator("#scan-log li").first).to_contain_text(barcode_of(shelf.volumes[3]))


def close(page: Page) -> None:
    page.get_by_role("button", name="结束清点…").focus()
    page.keyboard.press("Enter")
    page.locator("dialog[open]").get_by_role("button", name="结束清点").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/results/missing$"))
    expect(page.locator("#main")).to_contain_text("应有的都扫到了")

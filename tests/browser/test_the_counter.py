"""Logging a gift at the counter: few steps, no mouse, and on a telephone."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from archive.accounts import service as accounts
from archive.accounts.models import Role
from archive.donations.models import Donation, DonationLine
from archive.donations.schemas import MaterialKind
from archive.donors.models import Donor
from archive.donors.schemas import DonorKind, NewDonor
from archive.donors.service import create_donor
from archive.kernel.house import House
from tests.fixtures.browser import DESKTOP, PHONE, OpenPage, keep_screenshot
from tests.fixtures.servers import LiveServer

pytestmark = pytest.mark.browser

PASSWORD = "correct-horse-battery"
SCREEN = "/desk/donations/new"
MOST_INTERACTIONS = 12
SMALLEST_TARGET_PX = 44
ROW_PX = 44
MOST_TABS = 80
WATCH_PRINTING = """
window.print = () => { window.top.document.documentElement.dataset.printed = location.href; };
"""
LOOKS = """
window.looks = (element) => {
  const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(element);
  return [outlineStyle, outlineWidth, boxShadow, borderColor].join(" ");
};
"""
REMEMBER_LOOKS = """
() => {
  const all = document.querySelectorAll("a, button, input, select, textarea, summary");
  window.unfocused = new Map([...all].map((one) => [one, window.looks(one)]));
}
"""
FOCUSED = """
() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const bar = document.querySelector(".actions--stick");
  const isOfBar = bar.contains(one);
  return {
    name: one.name === "action" ? one.value : one.name || one.textContent.trim(),
    top: box.top + scrollY,
    is_seen: window.looks(one) !== window.unfocused.get(one),
    is_of_bar: isOfBar,
    is_covered: !isOfBar && box.bottom > bar.getBoundingClientRect().top + 2,
  };
}
"""
TARGETS = """
() => [...document.querySelectorAll("#main :is(a, button, input, select, textarea, summary)")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("p, nav"))
  .filter((one) => one.type !== "hidden" && one.tabIndex >= 0)
  .map((one) => {
    const target = one.closest("label") ?? one;
    const { width, height } = target.getBoundingClientRect();
    return { name: one.name || one.textContent.trim(), width, height };
  })
"""


@dataclass
class Focused:
    """What has the focus, and whether a person can tell."""

    name: str
    top: float
    is_seen: bool
    is_of_bar: bool
    is_covered: bool


@dataclass
class Hands:
    """Who works at the page, and how much: a field filled, a key that moves, a click are one."""

    page: Page
    count: int = 0

    def fill(self, text: str) -> None:
        """Type into the field that has the focus."""
        self.page.keyboard.type(text)
        self.count += 1

    def press(self, key: str) -> None:
        """Press a key that moves on."""
        self.page.keyboard.press(key)
        self.count += 1

    def click(self, css: str) -> None:
        """Click a thing."""
        self.page.locator(css).click()
        self.count += 1

    def choose(self, css: str, label: str) -> None:
        """Open a list and click one of its entries."""
        self.page.locator(css).select_option(label=label)
        self.count += 2


def fill(house: House) -> None:
    with house.database.write() as session:
        accounts.create_account(session, "guanyuan", PASSWORD, Role.STAFF, "李馆员")
        create_donor(session, NewDonor("丁家坊丁氏", DonorKind.FAMILY))
        create_donor(session, NewDonor("丁家驹", DonorKind.PERSON))


def at_the_counter(page: Page, server: LiveServer) -> Hands:
    """Show the blank screen to a clerk; printing is watched, as there is no printer."""
    page.add_init_script(WATCH_PRINTING + LOOKS)
    page.goto(f"{server.base_url}/sign-in?next={SCREEN}")
    page.get_by_label("用户名").fill("guanyuan")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{SCREEN}")
    expect(page.get_by_label("姓名或名称")).to_be_focused()
    return Hands(page)


def receipt_is_printed(page: Page) -> None:
    # The first paper of a process is set slowly on a busy machine.
    expect(page).to_have_url(re.compile("/receipts/[0-9a-z]{12}/print$"), timeout=30_000)
    expect(page.locator("html")).to_have_attribute(
        "data-printed", re.compile(r"\.pdf$"), timeout=30_000
    )


def name_of_focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name"))


def test_a_thing_is_logged_and_its_receipt_printed_in_few_steps(
    live_server: LiveServer, open_page: OpenPage
) -> None:
    fill(live_server.house)
    hands = at_the_counter(open_page(DESKTOP), live_server)
    hands.fill("王毓芳")
    hands.press("Tab")
    hands.fill("13900001234")
    hands.press("Enter")
    hands.fill("王氏五修族谱")
    hands.press("Tab")
    hands.fill("王先谦")
    hands.press("Tab")
    hands.fill("民国八年")
    expect(hands.page.locator("#lines [data-guess]").first).to_have_text("家谱（自动）")
    hands.press("Control+Enter")
    expect(hands.page.get_by_role("button", name="打印收据")).to_be_focused()
    hands.press("Enter")
    receipt_is_printed(hands.page)
    assert hands.count <= MOST_INTERACTIONS
    with live_server.house.database.read() as session:
        line = session.scalars(select(DonationLine)).one()
        assert (line.title, line.author, line.date_text) == ("王氏五修族谱", "王先谦", "民国八年")
        assert (line.material, line.volume_count) == (MaterialKind.GENEALOGY, 1)


def test_a_mouse_needs_no_more_steps(live_server: LiveServer, open_page: OpenPage) -> None:
    fill(live_server.house)
    hands = at_the_counter(open_page(DESKTOP), live_server)
    hands.fill("丁家坊")
    hands.click("#donors label:has-text('丁家坊丁氏')")
    hands.click("#field-line_title-0")
    hands.fill("老照片")
    hands.choose("#field-line_material-0", "照片")
    hands.click("#field-line_piece_count-0")
    hands.fill("12")
    hands.click("button[value=log] >> text=登记这笔捐赠")
    hands.click("button >> text=打印收据")
    receipt_is_printed(hands.page)
    assert hands.count <= MOST_INTERACTIONS
    with live_server.house.database.read() as session:
        line = session.scalars(select(DonationLine)).one()
        assert (line.material, line.piece_count) == (MaterialKind.PHOTOGRAPH, 12)


def test_the_screen_works_by_keyboard_alone(live_server: LiveServer, open_page: OpenPage) -> None:
    """A known donor is chosen by the arrows, rows are added and removed, and it is printed."""
    fill(live_server.house)
    page = open_page(DESKTOP)
    hands = at_the_counter(page, live_server)
    hands.fill("djf")
    expect(page.locator("#donors input[type=radio]")).to_have_count(2)
    hands.press("ArrowDown")
    expect(page.get_by_role("radio", name="丁家坊丁氏")).to_be_checked()
    hands.press("ArrowDown")
    expect(page.get_by_role("radio", name="新的捐赠人")).to_be_checked()
    hands.press("ArrowUp")
    expect(page.get_by_role("radio", name="丁家坊丁氏")).to_be_checked()
    hands.press("Enter")
    titles = ("渌江志", "丁氏宗谱", "醴陵年鉴", "误登的一行", "瓷业契约")
    for title in titles:
        assert name_of_focused(page) == "line_title"
        hands.fill(title)
        hands.press("Enter")
    page.locator("#lines [name=line_title]").nth(3).focus()
    hands.press("Alt+Delete")
    expect(page.locator("[data-line-count]")).to_have_text("共 4 行，4 册 0 件")
    hands.press("Control+Enter")
    expect(page.get_by_role("button", name="打印收据")).to_be_focused()
    hands.press("Enter")
    receipt_is_printed(page)
    with live_server.house.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Donor)) == 2
        kept = session.scalars(select(DonationLine).order_by(DonationLine.sequence)).all()
        assert [line.title for line in kept] == [*titles[:3], titles[4]]


def test_the_focus_is_seen_and_goes_down_the_screen(
    live_server: LiveServer, open_page: OpenPage
) -> None:
    fill(live_server.house)
    page = open_page(DESKTOP)
    hands = at_the_counter(page, live_server)
    page.evaluate(REMEMBER_LOOKS)
    names, last_top = [name_of_focused(page)], 0.0
    while names[-1] != "log":
        hands.press("Tab")
        assert hands.count < MOST_TABS, names
        here = Focused(**page.evaluate(FOCUSED))
        assert here.is_seen, f"the focus of {here.name} is unseen"
        assert not here.is_covered, f"{here.name} lies under the bar of buttons"
        assert here.is_of_bar or here.top >= last_top - ROW_PX, (
            f"up from {names[-1]} to {here.name}"
        )
        last_top = here.top
        names.append(here.name)
    wanted = ["donor_name", "phone", "donor_kind", "line_title", "line_author", "line_date_text"]
    wanted += ["line_material", "line_volume_count", "line_piece_count", "received_on", "note"]
    assert list(dict.fromkeys(name for name in names if name in wanted)) == wanted


def test_the_screen_fits_a_telephone(live_server: LiveServer, open_page: OpenPage) -> None:
    """Nothing is wider than the screen, and a thumb hits everything."""
    fill(live_server.house)
    page = open_page(PHONE, touch=True)
    at_the_counter(page, live_server)
    page.get_by_label("姓名或名称").fill("丁家")
    expect(page.locator("#donors input[type=radio]")).to_have_count(3)
    for summary in page.locator("#main summary").all():
        if summary.is_visible():
            summary.tap()
    fits(page)
    keep_screenshot(page, "counter-phone", whole=True)
    page.get_by_text("丁家坊丁氏").tap()
    page.get_by_label("题名").first.fill("丁氏宗谱")
    page.get_by_role("button", name="登记这笔捐赠").tap()
    expect(page).to_have_url(re.compile("/logged$"))
    fits(page)
    keep_screenshot(page, "counter-phone-logged", whole=True)
    page.get_by_role("button", name="打印收据").tap()
    receipt_is_printed(page)
    fits(page)
    with live_server.house.database.read() as session:
        assert session.scalars(select(Donation)).one().number


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    targets = page.evaluate(TARGETS)
    assert targets
    small = [
        target
        for target in targets
        if target["height"] < SMALLEST_TARGET_PX or target["width"] < SMALLEST_TARGET_PX
    ]
    assert not small, small

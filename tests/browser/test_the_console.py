"""No screen that the desk leads to complains in the browser's console."""

import re
from collections import deque
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page, expect

from archive import wiring
from archive.accounts import service as accounts
from archive.accounts.models import Role
from archive.demonstration import campaign, holdings, shelves
from archive.kernel.house import House
from tests.fixtures.browser import OpenPage
from tests.fixtures.servers import LiveServer

pytestmark = pytest.mark.browser

PASSWORD = "correct-horse-battery"
IDENTIFIER = re.compile(r"\b[0-9a-hjkmnp-tv-z]{12}\b")
NOT_SCREENS = re.compile(r"\.(pdf|zip|csv|xlsx|docx|json|txt)$|^/(language|theme|workbench|iiif)\b")
MOST_SCREENS = 200
FEWEST_SCREENS = 60
TELL_REFUSALS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error("refused by the policy", event.violatedDirective, event.sourceFile,
    event.lineNumber, event.sample, event.target?.outerHTML?.slice(0, 200));
});
"""


def furnish(house: House) -> None:
    """The demonstration without its scans, so that no screen is empty."""
    with house.database.write() as session:
        for name, role in (("admin", Role.ADMINISTRATOR), ("guanyuan", Role.STAFF)):
            accounts.create_account(session, name, PASSWORD, role, name)
    wiring.wire(house)
    holdings.give(house)
    campaign.hold_fair(house)
    shelves.furnish(house, [holdings.hold_siku(house)])
    wiring.make_indexer(house).follow()


def sign_in(page: Page, base_url: str, name: str) -> None:
    page.add_init_script(TELL_REFUSALS)
    page.goto(f"{base_url}/sign-in")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{base_url}/desk")


def shape(address: str) -> str:
    """An address without what tells one record from another: one of each kind is looked at."""
    return IDENTIFIER.sub("*", urlsplit(address).path)


def walk(page: Page, base_url: str) -> set[str]:
    """Go to every screen that links lead to from the desk; return their shapes."""
    seen: set[str] = set()
    waiting = deque(["/desk"])
    while waiting and len(seen) < MOST_SCREENS:
        address = waiting.popleft()
        if shape(address) in seen or NOT_SCREENS.search(shape(address)):
            continue
        seen.add(shape(address))
        answer = page.goto(base_url + address)
        assert answer is not None
        assert answer.ok, f"{address}: {answer.status}"
        links = page.locator("a[href]").evaluate_all(
            "all => all.map((one) => one.getAttribute('href'))"
        )
        whole = [urljoin(page.url, link) for link in links]
        local = [urlsplit(link) for link in whole if link.startswith(base_url)]
        waiting += [f"{link.path}?{link.query}" if link.query else link.path for link in local]
    return seen


@pytest.mark.parametrize("name", ["admin", "guanyuan"])
def test_the_desk_and_all_it_leads_to_loads_without_complaint(
    live_server: LiveServer, open_page: OpenPage, name: str
) -> None:
    """What the console tells fails the test when the page is closed (see ``open_page``)."""
    furnish(live_server.house)
    page = open_page()
    sign_in(page, live_server.base_url, name)
    seen = walk(page, live_server.base_url)
    assert len(seen) >= FEWEST_SCREENS
    assert {"/desk/donations/*", "/desk/exchange", "/desk/campaigns/*", "/titles/*"} <= seen

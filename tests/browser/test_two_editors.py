"""Two cataloguers in two browsers edit one title: the second sees both, and nothing is lost."""

import pytest
from playwright.sync_api import Page, expect

from archive.accounts import service as accounts
from archive.accounts.models import Role
from archive.catalogue.queries import find_title
from archive.catalogue.schemas import MaterialKind
from tests.factories.holdings import make_volume
from tests.fixtures.browser import DESKTOP, PHONE, OpenPage, keep_screenshot
from tests.fixtures.servers import LiveServer

pytestmark = pytest.mark.browser

PASSWORD = "correct-horse-battery"


def open_title(page: Page, server: LiveServer, name: str, title_id: str) -> None:
    with server.house.database.write() as session:
        accounts.create_account(session, name, PASSWORD, Role.STAFF)
    address = f"/desk/titles/{title_id}/edit"
    page.goto(f"{server.base_url}/sign-in?next={address}")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def save(page: Page) -> None:
    page.get_by_role("button", name="保存").click()


def edit_first(page: Page) -> None:
    page.get_by_label("责任者").fill("（清）潘德輿修")
    page.get_by_label("姓氏").fill("潘")
    page.get_by_label("版本").fill("清光緒木活字本")
    save(page)
    expect(page.get_by_text("已保存。")).to_be_visible()


def test_two_browsers_edit_one_title_and_nothing_is_lost(
    live_server: LiveServer, open_page: OpenPage
) -> None:
    with live_server.house.database.write() as session:
        title_id = make_volume(
            session, "潘氏六修族譜", author="潘某", material=MaterialKind.GENEALOGY
        ).title.id
    first, second = open_page(DESKTOP), open_page(PHONE)
    open_title(first, live_server, "wangfang", title_id)
    open_title(second, live_server, "lihua", title_id)

    edit_first(first)
    second.get_by_label("责任者").fill("潘德輿")
    second.get_by_label("堂号").fill("滎陽堂")
    second.get_by_label("附注").fill("缺末册")
    save(second)
    expect(second.get_by_text("wangfang 已修改了这种文献")).to_be_visible()
    both = second.get_by_role("group", name="责任者")
    expect(both.get_by_label("您填写的")).to_be_checked()
    expect(both).to_contain_text("（清）潘德輿修")
    expect(both).to_contain_text("您打开时：潘某")
    # What only the other changed is in the form already.
    expect(second.get_by_label("姓氏")).to_have_value("潘")
    expect(second.get_by_label("版本")).to_have_value("清光緒木活字本")
    keep_screenshot(second, "two-editors-phone")
    both.get_by_label("他人已保存的").check()
    save(second)
    expect(second.get_by_text("已保存。")).to_be_visible()

    with live_server.house.database.read() as session:
        held = find_title(session, title_id)
    assert (held.author, held.edition, held.note) == ("（清）潘德輿修", "清光緒木活字本", "缺末册")
    assert held.details == {"surname": "潘", "hall_name": ["滎陽堂"]}

    first.goto(f"{live_server.base_url}/desk/titles/{title_id}/history")
    expect(first.get_by_text("滎陽堂")).to_be_visible()
    keep_screenshot(first, "history-of-a-title")


def test_another_kind_brings_its_fields_and_keeps_what_was_typed(
    live_server: LiveServer, open_page: OpenPage
) -> None:
    with live_server.house.database.write() as session:
        title_id = make_volume(session, "渌江报", material=MaterialKind.GENEALOGY).title.id
    page = open_page(DESKTOP)
    open_title(page, live_server, "wangfang", title_id)
    page.get_by_label("姓氏").fill("潘")
    page.get_by_label("文献类型").select_option("报刊")
    page.get_by_label("第 1 行，期号").fill("第1期")
    page.get_by_role("button", name="再加几行").click()
    page.get_by_label("第 4 行，期号").fill("第4期")
    page.get_by_label("第 4 行，有无").select_option("缺期")
    keep_screenshot(page, "fields-of-a-newspaper")
    save(page)
    expect(page.get_by_text("已保存。")).to_be_visible()
    with live_server.house.database.read() as session:
        details = find_title(session, title_id).details
    issues = [{"number": "第1期"}, {"number": "第4期", "held": "missing"}]
    assert details == {"surname": "潘", "issues": issues}

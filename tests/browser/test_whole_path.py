"""From the donor's hand to the reader's screen, by clicking, in a real Chromium."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.fixtures.browser import DESKTOP, PHONE, OpenPage, keep_screenshot
from tests.samples.demo import draw_demo_document, draw_demo_volume
from tests.samples.files import write_samples

pytestmark = [pytest.mark.browser, pytest.mark.tesseract]

PASSWORD = "correct-horse-battery"
LONG_MS = 180_000


def test_a_gift_becomes_a_page_on_which_a_word_is_found(
    whole_site: str, open_page: OpenPage, tmp_path: Path
) -> None:
    staff = open_page(DESKTOP)
    welcome(staff, whole_site)
    log_gift(staff, whole_site)
    take_receipt(staff)
    register(staff)
    open_to_all(staff, whole_site)
    hold_siku(staff, whole_site)

    operator = open_page(DESKTOP)
    sign_in(operator, whole_site, "caozuo")
    document = write_samples(draw_demo_document(), tmp_path)
    not_an_image = tmp_path / "说明.tif"
    not_an_image.write_text("这不是图像", "utf-8")
    slow_down_uploading(operator)
    digitize(operator, whole_site, "醴陵瓷业述略", [*document, not_an_image])
    expect(operator.locator("#refused")).to_contain_text("说明.tif")
    approve(operator)
    keep_screenshot(operator, "path-station", whole=True)
    volume = write_samples(draw_demo_volume()[:2], tmp_path)
    digitize(operator, whole_site, "湖廣通志", volume)
    approve(operator)

    reader = open_page(PHONE)
    find(reader, whole_site, "醴陵")
    find(reader, whole_site, "瓷業")
    word_is_marked(reader, "瓷业")
    researcher = open_page(DESKTOP)
    leaf_through(researcher, whole_site)
    open_workbench(researcher)
    look_at_history(staff, whole_site)


def welcome(page: Page, base_url: str) -> None:
    """The first visitor becomes the administrator and opens an account for the operator."""
    page.goto(f"{base_url}/sign-in")
    expect(page).to_have_url(re.compile("/welcome$"))
    page.get_by_label("用户名").fill("guanzhang")
    page.get_by_label("姓名").fill("馆长")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="建立管理员账号").click()
    expect(page).to_have_url(re.compile("/desk$"))
    page.goto(f"{base_url}/accounts")
    page.get_by_label("用户名").fill("caozuo")
    page.get_by_label("姓名").fill("王操作")
    page.locator("#main").get_by_role("radio", name="操作员").check()
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="建立账号").click()
    expect(page.get_by_role("cell", name="王操作", exact=True)).to_be_visible()


def sign_in(page: Page, base_url: str, name: str) -> None:
    page.goto(f"{base_url}/sign-in")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.locator("#main").get_by_role("button", name="登录").click()
    expect(page).to_have_url(re.compile("/station$"))


def log_gift(page: Page, base_url: str) -> None:
    """Two things are listed; one is accepted and one declined, which needs a reason."""
    page.goto(f"{base_url}/desk/donations/new")
    page.get_by_label("姓名或名称").fill("丁家坊丁氏")
    page.get_by_role("radio", name="家族").check()
    titles = page.locator("#lines [name=line_title]")
    titles.nth(0).fill("醴陵瓷业述略")
    titles.nth(1).fill("辞海")
    keep_screenshot(page, "path-donation-new")
    page.get_by_role("button", name="登记这笔捐赠").click()
    expect(page).to_have_url(re.compile("/desk/donations/[0-9a-z]{12}/logged$"))
    page.get_by_role("link", name="打开这笔捐赠").click()
    first, second = page.locator("#line-1"), page.locator("#line-2")
    first.get_by_role("button", name="接收", exact=True).click()
    expect(first.get_by_role("button", name="撤销决定")).to_be_visible()
    second.get_by_text("其他决定…").click()
    second.get_by_text("婉拒", exact=True).click()
    second.get_by_role("button", name="记下决定").click()
    expect(second.locator(".field__error")).to_be_visible()
    second.get_by_label("理由").fill("馆藏已有，非地方文献")
    second.get_by_role("button", name="记下决定").click()
    expect(second.get_by_role("button", name="撤销决定")).to_be_visible()


def take_receipt(page: Page) -> None:
    page.get_by_role("button", name="出具收据").first.click()
    number = page.locator(".receipts__number").first
    expect(number).to_contain_text("收字")
    paper = page.request.get(page.url.split("/desk")[0] + str(number.get_attribute("href")))
    assert paper.body().startswith(b"%PDF")
    keep_screenshot(page, "path-donation")


def register(page: Page) -> None:
    page.get_by_role("link", name="登记入藏").click()
    keep_screenshot(page, "path-register")
    page.locator("#main").get_by_role("button", name="登记入藏").click()
    expect(page.locator("#main")).to_contain_text("000001")


def open_to_all(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/desk/titles")
    page.get_by_role("link", name="醴陵瓷业述略").click()
    page.locator("#field-language").select_option("zh-Hans")
    page.locator("#field-rights_uri").select_option(label="公有领域（CC PDM 1.0）")
    page.locator("#field-access_level").select_option("public")
    page.locator("#field-access_reason").fill("作者逝世逾五十年")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".toasts")).to_contain_text("保存")


def hold_siku(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/desk/holdings/new")
    page.get_by_role("radio", name="四库").check()
    page.locator("#field-title").fill("湖廣通志")
    page.locator("#field-author").fill("（清）邁柱等監修")
    page.locator("#field-juan_count").fill("120")
    page.locator("#field-siku_division").select_option("史部")
    page.locator("#field-siku_class").select_option("地理類")
    page.locator("#field-siku_subclass").select_option("都會郡縣")
    page.locator("#field-reprint").fill("531:1")
    page.locator("#main").get_by_role("button", name="登记入藏").click()
    expect(page.locator("#main")).to_contain_text("湖廣通志")
    page.goto(f"{base_url}/desk/titles")
    page.get_by_role("link", name="湖廣通志").click()
    page.locator("#field-access_level").select_option("public")
    page.locator("#field-access_reason").fill("公有领域")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".toasts")).to_contain_text("保存")


def slow_down_uploading(page: Page) -> None:
    """The script that sends files comes after they were chosen."""

    def wait(route: Route) -> None:
        page.wait_for_timeout(1500)
        route.continue_()

    page.route(re.compile(r"/station/upload\.js"), wait, times=1)


def digitize(page: Page, base_url: str, title: str, files: list[Path]) -> None:
    """Open a batch, choose the files, and watch the pages become ready."""
    page.goto(f"{base_url}/station")
    page.locator(".pick", has_text=title).get_by_role("button", name="开始扫描").click()
    expect(page).to_have_url(re.compile("/station/batches/"))
    page.locator("#dropzone input[type=file]").set_input_files(files)
    images = [file for file in files if file.suffix == ".png"]
    ready = page.locator(".leaf[data-state=ready]")
    expect(ready).to_have_count(len(images), timeout=LONG_MS)


def approve(page: Page) -> None:
    label = page.locator("[data-label]").first
    label.fill("叶一a")
    page.get_by_role("button", name="由此顺编").first.click()
    expect(page.locator("[data-label]").nth(1)).to_have_value("叶一b")
    page.get_by_role("button", name="核准并公开").click()
    page.get_by_role("dialog").get_by_role("button", name="核准").click()
    expect(page.locator("#main").get_by_text("已核准").first).to_be_visible()


def find(page: Page, base_url: str, word: str) -> None:
    """A hit in the text opens its page; the index follows the journal in a moment."""
    hits = page.locator(".result--page .result__heading a")
    for _ in range(40):
        page.goto(base_url)
        page.get_by_role("searchbox").fill(word)
        page.get_by_role("searchbox").press("Enter")
        expect(page).to_have_url(re.compile("/search"))
        if hits.count():
            break
        page.wait_for_timeout(500)
    keep_screenshot(page, f"path-search-{word}", whole=True)
    hits.first.click()
    expect(page).to_have_url(re.compile("/read/"))


def word_is_marked(page: Page, word: str) -> None:
    """Typed in one script and found in the other, the word is marked in the text and the image."""
    expect(page.locator("[data-leaf] mark").first).to_have_text(word)
    expect(page.locator(".layer__mark").first).to_be_visible()
    keep_screenshot(page, "path-reader-phone")


def leaf_through(page: Page, base_url: str) -> None:
    """In a book read from right to left, the left arrow leads on."""
    page.goto(base_url)
    page.get_by_role("link", name="湖廣通志").first.click()
    expect(page).to_have_url(re.compile("/read/"))
    expect(page.locator(".openseadragon-canvas canvas").first).to_be_visible()
    page.keyboard.press("d")
    keep_screenshot(page, "path-reader")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-label]")).to_have_text("叶一b")


def open_workbench(page: Page) -> None:
    page.get_by_text("更多").click()
    page.get_by_role("link", name="在工作台中打开").click()
    expect(page.locator(".mirador-window").first).to_be_visible()
    expect(page.locator(".mirador-window").first).to_contain_text("湖廣通志")
    expect(page.get_by_role("button", name="切换边栏开关").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    keep_screenshot(page, "path-workbench")


def look_at_history(page: Page, base_url: str) -> None:
    """The item page tells every step of the path."""
    page.goto(f"{base_url}/desk/titles")
    page.get_by_role("link", name="醴陵瓷业述略").click()
    page.get_by_role("link", name="读者看到的页面").click()
    history = page.locator(".history")
    for words in ("登记", "核准", "公开"):
        expect(history).to_contain_text(words)
    keep_screenshot(page, "path-item", whole=True)

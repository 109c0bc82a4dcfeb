"""The reader in a real browser: turning pages, text and image together, words marked."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from archive.kernel.settings import Settings
from tests.factories.books import Book, make_modern_book, make_siku_book
from tests.fixtures.browser import PHONE, OpenPage, keep_screenshot
from tests.fixtures.servers import LiveServer, copy_database, serving

pytestmark = pytest.mark.browser

LIT_COLUMN = ".layer__column.is-lit"
LIT_TEXT = ".leaf-text__column.is-lit"


@pytest.fixture(scope="module")
def library(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveServer]:
    """A server that the tests of this file share."""
    folder = tmp_path_factory.mktemp("library")
    database = copy_database(sqlite_template, folder)
    with serving(Settings(data_dir=folder), database) as server:
        yield server


@pytest.fixture(scope="module")
def siku(library: LiveServer) -> Book:
    """Four half-leaves, read from right to left."""
    return make_siku_book(library.house)


@pytest.fixture(scope="module")
def modern(library: LiveServer) -> Book:
    """Two pages of horizontal print."""
    return make_modern_book(library.house)


def read(page: Page, library: LiveServer, book: Book, query: str = "") -> None:
    """Open a book in the reader and wait until its page stands."""
    page.goto(f"{library.base_url}/read/{book.volume_id}{query}")
    expect(page.locator("[data-shown]")).to_be_visible()


def turn(page: Page, key: str, to: str) -> None:
    """Press a key and wait for the page that it leads to."""
    page.keyboard.press(key)
    expect(page.locator(f'[data-shown="{to}"]')).to_be_visible()


def seat(part: Locator) -> FloatRect:
    """Return where something stands in the window."""
    found = part.bounding_box()
    assert found is not None
    return found


def single(page: Page) -> None:
    """Show one page at a time."""
    page.add_init_script("localStorage.setItem('reader.double', 'false')")


def test_left_is_onward_in_a_book_read_from_right_to_left(
    library: LiveServer, siku: Book, open_page: OpenPage
) -> None:
    page = open_page()
    single(page)
    read(page, library, siku)

    turn(page, "ArrowLeft", siku.page_ids[1])
    expect(page).to_have_url(re.compile(f"page={siku.page_ids[1]}"))
    expect(page.locator("[data-leaves]")).to_contain_text("附考按水經湘水")
    page.locator("[data-stage]").click()
    turn(page, "ArrowLeft", siku.page_ids[2])
    turn(page, "ArrowRight", siku.page_ids[1])
    turn(page, "End", siku.page_ids[3])
    turn(page, "Home", siku.page_ids[0])


def test_right_is_onward_in_horizontal_print(
    library: LiveServer, modern: Book, open_page: OpenPage
) -> None:
    page = open_page()
    single(page)
    read(page, library, modern)

    turn(page, "ArrowRight", modern.page_ids[1])
    turn(page, "ArrowLeft", modern.page_ids[0])


def test_two_pages_stand_side_by_side_the_earlier_at_the_right(
    library: LiveServer, siku: Book, open_page: OpenPage
) -> None:
    page = open_page()
    read(page, library, siku)
    expect(page.locator(".layer")).to_have_count(1)

    turn(page, "ArrowLeft", siku.page_ids[1])

    expect(page.locator(".layer")).to_have_count(2)
    leaves = page.locator("[data-leaf]")
    shown = [leaves.nth(at).get_attribute("data-leaf") for at in range(2)]
    assert shown == list(siku.page_ids[1:3])
    right, left = (seat(page.locator(f'[data-leaf="{one}"]')) for one in shown)
    assert right["x"] > left["x"]
    keep_screenshot(page, "reader-two-pages")


def test_a_column_lights_up_on_the_image_and_in_the_text(
    library: LiveServer, siku: Book, open_page: OpenPage
) -> None:
    page = open_page()
    read(page, library, siku)

    page.locator('.leaf-text__column[data-column="4"]').hover()
    expect(page.locator(LIT_COLUMN)).to_have_attribute("data-column", "4")

    page.locator('.layer__column[data-column="2"]').hover()
    expect(page.locator(LIT_TEXT)).to_have_text("湖廣通志卷四")
    expect(page.locator(LIT_COLUMN)).to_have_count(1)
    keep_screenshot(page, "reader-column")


def test_columns_of_the_text_run_from_top_to_bottom_right_to_left(
    library: LiveServer, siku: Book, open_page: OpenPage
) -> None:
    page = open_page()
    read(page, library, siku)

    columns = (page.locator(f'.leaf-text__column[data-column="{n}"]') for n in (1, 2))
    first, second = map(seat, columns)
    assert first["x"] > second["x"]
    assert first["height"] > first["width"]


def test_a_word_is_marked_on_its_characters_and_hits_lead_on(
    library: LiveServer, siku: Book, open_page: OpenPage
) -> None:
    page = open_page()
    single(page)
    read(page, library, siku, "?q=" + quote("醴陵"))

    marks = page.locator(".layer__mark")
    expect(marks).to_have_count(6)
    expect(page.locator(".layer__mark.is-current")).to_have_count(2)
    assert box_of_mark(page, 0) == first_box(siku, "醴")
    keep_screenshot(page, "reader-hit")

    for _ in range(2):
        page.keyboard.press("n")
    page.keyboard.press("n")
    expect(page.locator(f'[data-shown="{siku.page_ids[2]}"]')).to_be_visible()
    page.keyboard.press("p")
    expect(page.locator(f'[data-shown="{siku.page_ids[0]}"]')).to_be_visible()


def box_of_mark(page: Page, number: int) -> list[int]:
    """Return the box of a mark, as drawn on the image, in pixels of the image."""
    mark = page.locator(".layer__mark").nth(number)
    x, y, width, height = (int(mark.get_attribute(n) or 0) for n in ("x", "y", "width", "height"))
    return [x, y, x + width, y + height]


def first_box(book: Book, char: str) -> list[int]:
    """Return the first cell that holds a character on the first page."""
    for column in book.pages[0].truth.body_columns:
        for cell in column.as_json()["cells"]:
            if cell["char"] == char:
                box: list[int] = cell["box"]
                return box
    raise LookupError(char)


def test_the_picture_shows_whole_and_zooms(
    library: LiveServer, siku: Book, open_page: OpenPage
) -> None:
    page = open_page()
    read(page, library, siku)
    layer = page.locator(".layer")
    stage, whole = seat(page.locator("[data-stage]")), seat(layer)
    assert whole["height"] <= stage["height"] + 1

    page.keyboard.press("+")

    page.wait_for_function(
        "height => document.querySelector('.layer').getBoundingClientRect().height > height * 1.3",
        arg=whole["height"],
    )


def test_the_way_around_is_written_down_and_the_text_can_go(
    library: LiveServer, siku: Book, open_page: OpenPage
) -> None:
    page = open_page()
    read(page, library, siku)

    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    expect(page.locator("[data-text]")).to_be_hidden()
    page.reload()
    expect(page.locator("[data-text]")).to_be_hidden()


def test_a_citation_is_copied(library: LiveServer, siku: Book, open_page: OpenPage) -> None:
    page = open_page()
    single(page)
    read(page, library, siku)
    turn(page, "ArrowLeft", siku.page_ids[1])

    page.get_by_text("更多").click()
    page.get_by_text("复制本页引用").click()

    expect(page.locator(".toast__text")).to_contain_text("已复制引用")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"{library.base_url}/read/{siku.volume_id}?page={siku.page_ids[1]}")


def test_on_a_phone_the_image_comes_first(
    library: LiveServer, siku: Book, open_page: OpenPage
) -> None:
    page = open_page(PHONE, touch=True)
    read(page, library, siku)

    image, text = (seat(page.locator(one)) for one in ("[data-stage]", "[data-leaves]"))
    assert image["y"] + image["height"] <= text["y"]
    assert text["height"] > PHONE[1] / 2
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    keep_screenshot(page, "reader-phone", whole=True)

    page.locator("[data-stage]").tap(position={"x": 200, "y": 300})
    expect(page.locator(LIT_COLUMN)).to_have_count(1)


def test_on_paper_stand_picture_text_and_citation(
    library: LiveServer, siku: Book, open_page: OpenPage
) -> None:
    page = open_page()
    read(page, library, siku)

    page.emulate_media(media="print")

    for seen in (".stage__still", "[data-leaves]", "[data-citation]"):
        expect(page.locator(seen)).to_be_visible()
    assert seat(page.locator("[data-leaves]"))["height"] > 300
    for unseen in ("[data-stage]", "[data-strip]", ".stage__turns"):
        expect(page.locator(unseen)).to_be_hidden()
    keep_screenshot(page, "reader-print", whole=True)


def test_without_scripts_links_turn_the_pages(
    library: LiveServer, siku: Book, open_page: OpenPage
) -> None:
    page = open_page(scripts=False)
    page.goto(f"{library.base_url}/read/{siku.volume_id}")

    expect(page.locator(".stage__still")).to_be_visible()
    page.get_by_role("link", name="下一页").click()

    expect(page).to_have_url(re.compile(siku.page_ids[1]))
    expect(page.locator("[data-leaves]")).to_contain_text("附考按水經湘水")


def test_where_the_image_server_fails_the_plain_page_stands(
    library: LiveServer, siku: Book, open_page: OpenPage
) -> None:
    page = open_page()
    page.route("**/info.json", lambda route: route.fulfill(body="out of order"))
    page.goto(f"{library.base_url}/read/{siku.volume_id}")

    expect(page.locator(".stage__still")).to_be_visible()
    page.get_by_role("link", name="下一页").click()
    expect(page).to_have_url(re.compile(siku.page_ids[1]))
    expect(page.locator("[data-leaves]")).to_contain_text("附考按水經湘水")


def test_the_workbench_opens_in_chinese(
    library: LiveServer, siku: Book, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{library.base_url}/titles/{siku.title_id}")
    page.get_by_role("link", name="工作台").click()

    expect(page.get_by_role("heading", name="湖廣通志 第1册")).to_be_visible()
    expect(page.get_by_role("button", name="切换边栏开关")).to_be_visible()
    onward, back = (page.get_by_role("button", name=name) for name in ("下一页", "上一页"))
    expect(back).to_be_disabled()
    assert seat(onward)["x"] < seat(back)["x"]
    onward.click()
    expect(page.get_by_role("button", name=re.compile("葉八b.*葉十三a"))).to_be_visible()
    keep_screenshot(page, "workbench")


@pytest.mark.parametrize("path", ["/", "/search?q=醴陵", "/titles/{title}", "/workbench"])
@pytest.mark.parametrize(("size", "dark"), [((1440, 900), False), (PHONE, True)])
def test_no_screen_is_wider_than_its_window(
    library: LiveServer,
    siku: Book,
    open_page: OpenPage,
    path: str,
    size: tuple[int, int],
    *,
    dark: bool,
) -> None:
    page = open_page(size, dark=dark)
    page.goto(library.base_url + path.format(title=siku.title_id))

    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    name = path.strip("/").split("?")[0].split("/")[0] or "home"
    keep_screenshot(page, f"{name}-{size[0]}{'-dark' if dark else ''}", whole=True)

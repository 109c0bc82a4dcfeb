"""The screens speak the visitor's language; what is not translated is Chinese."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.requests import Request

from archive.web import i18n
from archive.web.i18n import Language
from tests.unit.archive.web.visitor import Visitor

CATALOGUE = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "捐赠"
msgstr "Donation"

msgid "共 %(num)s 册"
msgid_plural "共 %(num)s 册"
msgstr[0] "%(num)s volume"
msgstr[1] "%(num)s volumes"

msgid "%(titles)s 种 %(volumes)s 册，“%(name)s”"
msgstr "%(titles)s title(s), %(volumes)s large volume(s), “%(name)s”"

#, fuzzy
msgid "登录"
msgstr "a guess"
"""


@pytest.fixture
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "fangzhi.po").write_text(CATALOGUE, "utf-8")
    monkeypatch.setattr(i18n, "LOCALE_DIR", tmp_path)
    i18n._catalogue.cache_clear()
    with i18n.use_language(Language.ENGLISH):
        yield
    i18n._catalogue.cache_clear()


@pytest.mark.usefixtures("english")
def test_a_sentence_is_translated_and_filled() -> None:
    assert i18n.gettext("捐赠") == "Donation"
    assert i18n.ngettext("共 %(num)s 册", "共 %(num)s 册", 1) == "1 volume"
    assert i18n.ngettext("共 %(num)s 册", "共 %(num)s 册", 3) == "3 volumes"


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("titles", "volumes", "said"),
    [
        (1, 3, "1 title, 3 large volumes, “2 scan(s)”"),
        (0, "1", "0 titles, 1 large volume, “2 scan(s)”"),
        (11, "1,001", "11 titles, 1,001 large volumes, “2 scan(s)”"),
    ],
)
def test_every_count_of_a_sentence_has_its_form(titles: object, volumes: object, said: str) -> None:
    sentence = "%(titles)s 种 %(volumes)s 册，“%(name)s”"
    values = {"titles": titles, "volumes": volumes, "name": "2 scan(s)"}
    assert i18n.gettext(sentence, **values) == said


@pytest.mark.usefixtures("english")
def test_what_is_missing_or_guessed_stays_chinese() -> None:
    assert i18n.gettext("入藏 %(count)s 册", count=2) == "入藏 2 册"
    assert i18n.gettext("登录") == "登录"


def test_outside_of_a_request_it_is_chinese() -> None:
    assert i18n.current_language() is Language.SIMPLIFIED


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", Language.SIMPLIFIED),
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.SIMPLIFIED),
        ("zh-TW", Language.TRADITIONAL),
        ("zh-Hant-HK;q=0.9, en;q=0.4", Language.TRADITIONAL),
        ("fr, en-GB;q=0.8, zh;q=0.5", Language.ENGLISH),
        ("en;q=0, zh-TW;q=0.1", Language.TRADITIONAL),
        ("en;q=rubbish, ;;;,", Language.SIMPLIFIED),
    ],
)
def test_the_browsers_wish_is_read(header: str, language: Language) -> None:
    assert i18n.accepted_language(header) is language


@pytest.mark.parametrize(
    ("cookie", "account", "language"),
    [
        ("en", "zh-Hant", Language.ENGLISH),
        ("", "zh-Hant", Language.TRADITIONAL),
        ("xx", "", Language.SIMPLIFIED),
    ],
)
def test_the_cookie_comes_before_the_account_before_the_browser(
    cookie: str, account: str, language: Language
) -> None:
    state: dict[str, Any] = {"account": SimpleNamespace(language=account)}
    headers = [(b"cookie", f"language={cookie}".encode()), (b"accept-language", b"zh-CN")]
    request = Request({"type": "http", "headers": headers, "state": state})
    assert i18n._Choice(request).language() is language


def test_a_chosen_language_stays(visitor: Visitor) -> None:
    answer = visitor.get("/language/en", params={"next": "/page"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/page")
    assert '<html lang="en"' in visitor.get("/page").text


def test_a_choice_leads_back_to_this_site_only(visitor: Visitor) -> None:
    for evil in ("https://evil.example/", "//evil.example", "/\\evil.example", "\t//evil"):
        answer = visitor.get("/language/en", params={"next": evil})
        assert answer.headers["location"] == "/"


def test_an_unknown_language_is_refused(visitor: Visitor) -> None:
    assert visitor.get("/language/tlh").status_code == 422


def test_a_chosen_theme_stays(visitor: Visitor) -> None:
    visitor.get("/theme/dark")
    assert 'data-theme="dark"' in visitor.get("/page").text

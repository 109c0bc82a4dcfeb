"""What a screen says stands in its templates only inside ``_()``, and in its scripts not at all."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.lexer import TOKEN_DATA, TOKEN_STRING

from tests.house.tree import ROOT

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]")
# Marks in a drawing, signs that are read in every language, samples of what one may type, and what
# surrounds Chinese words of a catalogue record.
ALLOWED = {
    "accessions/individual.html": {"，"},
    "accessions/register.html": {"（", "）"},
    "catalogue/_siku_places.html": {"之屬"},
    "components/icons.html": {"方", "志"},
    "components/text.html": {"　"},
    "counter/_list.html": {"《醴陵县志》，徐淦修，清同治十年，16册"},
    "documents/look_up.html": {"收字〔2026〕第0001号"},
    "donations/_verdicts.html": {"（", "）"},
    "siku_set/_found.html": {"《", "》", "："},
    "siku_set/desk.html": {"湖廣通志卷三十"},
    "siku_set/title_panel.html": {"《", "》", "卷", "："},
    "station/page.html": {"　"},
    "viewer/read.html": {"＋", "－", "（", "）"},
}
GALLERY = "web/style.html"


def templates() -> list[Path]:
    """Every template of the house but the gallery, which shows samples."""
    found = sorted(
        path
        for package in ("archive", "digitize", "iiif")
        for path in (ROOT / package).glob("**/templates/**/*.html")
    )
    return [path for path in found if short_name(path) != GALLERY]


def scripts() -> list[Path]:
    """Every script of our own."""
    return sorted(
        path
        for package in ("archive", "digitize", "iiif")
        for path in (ROOT / package).glob("**/static/**/*.js")
        if "vendor" not in path.parts
    )


def short_name(path: Path) -> str:
    """The name by which a template is included."""
    return str(path).rpartition("/templates/")[2]


def untranslated(source: str) -> set[str]:
    """The words of a template that are Chinese and not asked of the catalogue."""
    tokens = [
        (kind, value)
        for _line, kind, value in Environment(autoescape=True).lex(source)
        if kind != "whitespace" and not kind.startswith("comment")
    ]
    found = set()
    for place, (kind, value) in enumerate(tokens):
        before = [said for _kind, said in tokens[max(0, place - 4) : place]]
        is_asked = before[-2:] == ["_", "("] or before[-2:] == ["ngettext", "("]
        is_second = before[-4:-2] == ["ngettext", "("]
        if kind == TOKEN_DATA:
            found |= {word for word in re.split(r"[<>\"\s]+", value) if CHINESE.search(word)}
        elif kind == TOKEN_STRING and CHINESE.search(value) and not (is_asked or is_second):
            found.add(value[1:-1])
    return found


@pytest.mark.parametrize("path", templates(), ids=short_name)
def test_a_template_says_nothing_untranslated(path: Path) -> None:
    assert untranslated(path.read_text("utf-8")) <= ALLOWED.get(short_name(path), set())


@pytest.mark.parametrize("path", scripts(), ids=lambda path: path.name)
def test_a_script_says_nothing_of_its_own(path: Path) -> None:
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert CHINESE.findall(code) == []


def test_the_rule_sees_text_attributes_and_strings() -> None:
    source = """{# 说明 #}<p title="{{ _('题名') }}">捐赠</p>{{ ui.x("册", _("种"),
    ngettext("页", "页", 1)) }}<i title="阅览"></i>"""
    assert untranslated(source) == {"捐赠", "册", "阅览"}

"""Every pair of colours that meets on screen can be read, in both themes (WCAG 2.2, AA)."""

import re
from pathlib import Path

import pytest

from archive.web import static

CSS = Path(static.__file__).with_name("static") / "css"
TOKENS = (CSS / "tokens.css").read_text("utf-8")
COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")

GROUNDS = ("paper", "sheet", "shade")
WASHES = ("good", "attention", "bad", "busy")
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "seal") for ground in GROUNDS),
    *((tone, f"{tone}-wash") for tone in WASHES),
    *(("ink", f"{tone}-wash") for tone in WASHES),
    *((tone, ground) for tone in WASHES for ground in ("paper", "sheet")),
    ("on-seal", "seal-ground"),
    ("on-seal", "seal-ground-hover"),
    ("ink", "seal-wash"),
    ("ink", "mark"),
    ("paper", "ink"),
]
EDGES = [
    *((line, ground) for line in ("edge", "focus") for ground in ("paper", "sheet")),
    ("focus", "shade"),
    ("seal-ground", "sheet"),
    ("busy", "rule"),
    ("good", "rule"),
]


def block(opening: str) -> str:
    start = TOKENS.index(opening)
    return TOKENS[start : TOKENS.index("}", start)]


THEMES = {
    "light": dict(COLOUR.findall(block(":root {"))),
    "dark": dict(COLOUR.findall(block(':root[data-theme="dark"] {'))),
}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(theme: str, ink: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("line", "ground"), EDGES)
def test_edges_of_controls_can_be_seen(theme: str, line: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[line], colours[ground]) >= 3


def test_both_themes_decide_every_colour() -> None:
    assert THEMES["light"].keys() == THEMES["dark"].keys()


def test_the_dark_theme_is_the_same_whoever_asks_for_it() -> None:
    asked_by_system = block(':root[data-theme="auto"] {').split("{")[1].split()
    assert asked_by_system == block(':root[data-theme="dark"] {').split("{")[1].split()


@pytest.mark.parametrize("sheet", ["base", "layout", "components", "forms", "vertical", "gallery"])
def test_colours_and_tokens_are_decided_in_one_file(sheet: str) -> None:
    text = (CSS / f"{sheet}.css").read_text("utf-8")
    known = set(re.findall(r"(--[\w-]+):", TOKENS))

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", text) == []
    assert set(re.findall(r"var\((--[\w-]+)", text)) <= known

"""Every answer tells the browser what it may do."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.web.rooms import room_folders
from archive.web.security import policy_for
from tests.unit.archive.web.visitor import Visitor


@pytest.mark.parametrize("path", ["/page", "/nowhere", "/static/css/base.css"])
def test_every_answer_carries_the_headers(visitor: Visitor, path: str) -> None:
    headers = visitor.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["referrer-policy"]
    assert headers["permissions-policy"]
    assert "frame-ancestors 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/workbenches", "/desk", "/workbench", "/workbench/7"])
def test_no_page_may_run_inline_code(path: str) -> None:
    policy = policy_for(path)
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy


def test_only_the_workbench_reads_from_elsewhere() -> None:
    assert "https:" in policy_for("/workbench/7")
    assert "https:" not in policy_for("/workbenches")


ROOT = Path(__file__).parents[4]
ONLY_SET = ("labels/sheet.html", "reports/year_paper.html")
"""Templates that WeasyPrint alone reads; lengths are styles there, and no policy is in force."""


def templates() -> list[Path]:
    return [path for folder in room_folders("templates") for path in folder.rglob("*.html")]


def shown() -> list[Path]:
    """The templates that a browser may be given."""
    return [path for path in templates() if "/".join(path.parts[-2:]) not in ONLY_SET]


def uses_in_code(name: str) -> Iterator[str]:
    """The names of the functions to which the code hands a template."""
    for path in (
        path for room in ("archive", "digitize", "iiif") for path in ROOT.glob(f"{room}/**/*.py")
    ):
        text = path.read_text("utf-8")
        for call in ast.walk(ast.parse(text)) if name in text else ():
            if isinstance(call, ast.Call):
                given = [part.value for part in call.args if isinstance(part, ast.Constant)]
                yield from (ast.unparse(call.func) for one in given if one == name)


@pytest.mark.parametrize("name", ONLY_SET)
def test_a_template_that_is_only_set_is_given_to_no_browser(name: str) -> None:
    assert {use.rsplit(".")[-1] for use in uses_in_code(name)} == {"set_paper"}
    assert [path for path in templates() if f'"{name}"' in path.read_text("utf-8")] == []


@pytest.mark.parametrize("path", shown(), ids=lambda path: "/".join(path.parts[-3:]))
def test_no_template_needs_what_the_policy_refuses(path: Path) -> None:
    text = path.read_text("utf-8")
    for forbidden in (" style=", " onclick=", " onchange=", " onsubmit=", "<style", "javascript:"):
        assert forbidden not in text
    assert text.count("<script") == text.count("<script ") - text.count("<script>")

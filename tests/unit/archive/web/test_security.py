"""Every answer tells the browser what it may do."""

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


def templates() -> list[Path]:
    return [path for folder in room_folders("templates") for path in folder.rglob("*.html")]


@pytest.mark.parametrize("path", templates(), ids=lambda path: "/".join(path.parts[-3:]))
def test_no_template_needs_what_the_policy_refuses(path: Path) -> None:
    text = path.read_text("utf-8")
    for forbidden in (" style=", " onclick=", " onchange=", " onsubmit=", "<style", "javascript:"):
        assert forbidden not in text
    assert text.count("<script") == text.count("<script ") - text.count("<script>")

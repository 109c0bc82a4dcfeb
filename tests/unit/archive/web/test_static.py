"""What is named by its content may be kept for ever."""

from pathlib import Path

import pytest

from archive.web.static import Assets, MissingAssetError
from tests.unit.archive.web.visitor import Visitor


def test_an_address_changes_with_the_content(tmp_path: Path) -> None:
    assets = Assets(tmp_path)
    file = tmp_path / "x.js"
    file.write_text("1")
    first = assets.url("vendor/x.js")
    assert first == assets.url("vendor/x.js")
    file.write_text("22")
    assert assets.url("vendor/x.js") != first


def test_a_missing_file_is_an_error_for_who_writes_templates(tmp_path: Path) -> None:
    assets = Assets(tmp_path)
    assert not assets.has("vendor/nothing.js")
    with pytest.raises(MissingAssetError):
        assets.url("vendor/nothing.js")


def test_a_named_file_is_kept_and_another_is_asked_for_again(
    visitor: Visitor, tmp_path: Path
) -> None:
    named = visitor.get(Assets(tmp_path).url("css/base.css"))
    assert named.status_code == 200
    assert "immutable" in named.headers["cache-control"]
    plain = visitor.get("/static/css/base.css")
    assert plain.headers["cache-control"] == "public, no-cache"
    again = visitor.get("/static/css/base.css", headers={"If-None-Match": plain.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/static/../chrome.py", "/static/%2e%2e/chrome.py", "/static/"])
def test_nothing_outside_is_served(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status_code == 404

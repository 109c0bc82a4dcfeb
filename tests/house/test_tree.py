"""What may lie in the tree, and what its text may name."""

import re

import pytest

from tests.house.tree import kept_files, text_of

# Built from parts, so that this file does not trip over itself.
REGISTRIES = "|".join(
    (
        *("py" + "pi", "python" + "hosted", "np" + "mjs", "unpkg", "jsdelivr", "cdnjs"),
        *("registry", "artifact", r"pkg\.dev", r"deb\." + "debian"),
    )
)
REGISTRY_HOST = re.compile(rf"//[^/\s\"']*({REGISTRIES})", re.IGNORECASE)
REGISTRY_OPTION = re.compile(r"--(index|extra-index|find|trusted)-(url|links|host)[ =]\S*[/:.]")
DEVELOPER_PATH = re.compile(r"(?<![\w.~-])/(?:home|root|Users|work|opt/wheels)/[\w.]")
FOREIGN_NAME = re.compile(r"(^|/)(vendor|node_modules|third_party|site-packages)/|\.min\.\w+$")
LONGEST_SCRIPT_LINE = 500


def found_in_texts(rule: re.Pattern[str]) -> dict[str, str]:
    """What a rule finds in the tree's texts, by file."""
    found = {path: rule.search(text_of(path) or "") for path in kept_files()}
    return {str(path): match.group() for path, match in found.items() if match}


def test_no_file_names_where_packages_come_from() -> None:
    assert found_in_texts(REGISTRY_HOST) == {}
    assert found_in_texts(REGISTRY_OPTION) == {}


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert found_in_texts(DEVELOPER_PATH) == {}


def test_every_file_is_text() -> None:
    """Scans are drawn, catalogues compiled and viewers fetched; none of them is kept."""
    assert [str(path) for path in kept_files() if text_of(path) is None] == []


def test_the_code_of_others_is_fetched_and_not_kept() -> None:
    assert [str(path) for path in kept_files() if FOREIGN_NAME.search(path.as_posix())] == []
    scripts = [path for path in kept_files() if path.suffix in {".js", ".mjs", ".css"}]
    minified = [
        str(path)
        for path in scripts
        if max(map(len, (text_of(path) or "").splitlines()), default=0) > LONGEST_SCRIPT_LINE
    ]
    assert minified == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (REGISTRY_HOST, "https:" + "//" + "registry" + ".example/simple"),
        (REGISTRY_HOST, "http://files." + "python" + "hosted" + ".example/a.whl"),
        (REGISTRY_OPTION, "--find" + "-links /opt/files"),
        (DEVELOPER_PATH, 'open("/' + 'home/somebody/scan.tif")'),
        (FOREIGN_NAME, "archive/web/static/" + "htmx" + ".min.js"),
    ],
)
def test_the_rule_sees_what_it_forbids(rule: re.Pattern[str], text: str) -> None:
    assert rule.search(text) is not None

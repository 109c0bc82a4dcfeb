"""Every error is a sentence that can be filled and a code that can be found."""

import ast
import importlib
import re
from collections import Counter
from collections.abc import Iterator

from archive.kernel.errors import AppError
from tests.house.tree import python_files, syntax_of, text_of

PLACE = re.compile(r"%\((\w+)\)")
# A sentence ends as one, or with a command to be typed.
ENDED = re.compile(r"([。？！]|[A-Z]+=\d+)$")


def error_classes() -> dict[str, type[AppError]]:
    """Every error that the three packages define, by its name."""
    for path in python_files("archive", "digitize", "iiif"):
        if path.stem == "errors" or "AppError" in (text_of(path) or ""):
            importlib.import_module(".".join(path.with_suffix("").parts))
    return {error.__name__: error for error in descendants(AppError)}


def descendants(family: type[AppError]) -> Iterator[type[AppError]]:
    """The classes below ``family`` that are ours."""
    for child in family.__subclasses__():
        if child.__module__.split(".")[0] in {"archive", "digitize", "iiif"}:
            yield child
        yield from descendants(child)


def unfilled(tree: ast.Module, errors: dict[str, type[AppError]]) -> Iterator[str]:
    """Name each error that is made without a value that its sentence has a place for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name):
            made, given = node.exc.id, set[str | None]()
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            made, given = node.func.id, {keyword.arg for keyword in node.keywords}
        else:
            continue
        if made in errors and None not in given:  # None stands for **values
            for place in set(PLACE.findall(errors[made].sentence)) - given:
                yield f"line {node.lineno}: {made} without {place}"


def test_every_error_is_given_what_its_sentence_says() -> None:
    errors = error_classes()
    found = {
        str(path): list(unfilled(syntax_of(path), errors))
        for path in python_files("archive", "digitize", "iiif")
    }
    assert {path: names for path, names in found.items() if names} == {}


def test_the_rule_sees_a_place_that_is_left_empty() -> None:
    errors = error_classes()
    source = "raise TooManyAttemptsError\nraise UnreadableScanError(detail='x')\nStepError()"
    assert list(unfilled(ast.parse(source), errors)) == [
        "line 1: TooManyAttemptsError without seconds",
        "line 2: UnreadableScanError without name",
    ]


def test_a_code_means_one_thing() -> None:
    codes = Counter(error.code for error in error_classes().values() if "code" in vars(error))
    assert [code for code, count in codes.items() if count > 1] == []
    assert [code for code in codes if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)] == []


def test_a_sentence_is_a_sentence() -> None:
    sentences = {error.sentence for error in error_classes().values()}
    assert len(sentences) > 50, "the errors were not found"
    assert [line for line in sentences if not ENDED.search(line)] == []
    assert [line for line in sentences if not re.search(r"[\u4e00-\u9fff]", line)] == []


def test_an_error_with_a_sentence_of_its_own_has_a_code_of_its_own() -> None:
    """Else it could not be told from its family by a machine."""
    nameless = [
        name
        for name, error in error_classes().items()
        if "sentence" in vars(error) and "code" not in vars(error)
    ]
    assert nameless == []

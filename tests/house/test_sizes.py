"""A file is read in one sitting, a function at one glance."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import python_files, syntax_of, text_of

FILE_LINES = 400
TEST_FILE_LINES = 500
FUNCTION_LINES = 40


def written_files() -> list[Path]:
    """Files written by hand: a revision is written by Alembic and never edited again."""
    return [path for path in python_files() if path.parent != Path("alembic/versions")]


def long_functions(tree: ast.Module) -> Iterator[str]:
    """Name each function longer than the house allows."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = line_count(node) - docstring_line_count(node)
            if lines > FUNCTION_LINES:
                yield f"{node.name}: {lines} lines"


def line_count(node: ast.stmt) -> int:
    """The lines a statement spans."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def docstring_line_count(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function's docstring: to explain more must not cost anything."""
    return 0 if ast.get_docstring(node) is None else line_count(node.body[0])


def test_files_keep_to_their_length() -> None:
    lengths = {path: len((text_of(path) or "").splitlines()) for path in written_files()}
    long = {
        str(path): lines
        for path, lines in lengths.items()
        if lines > (TEST_FILE_LINES if path.parts[0] == "tests" else FILE_LINES)
    }
    assert long == {}


def test_functions_keep_to_their_length() -> None:
    long = {str(path): list(long_functions(syntax_of(path))) for path in written_files()}
    assert {path: names for path, names in long.items() if names} == {}


def test_the_rule_sees_a_long_function() -> None:
    body = "    x = 1\n"
    docstring = '    """What f does.\n\n    At length.\n    """\n'
    fits = ast.parse("def f():\n" + docstring + body * (FUNCTION_LINES - 1))
    exceeds = ast.parse("async def f():\n" + body * FUNCTION_LINES)

    assert list(long_functions(fits)) == []
    assert list(long_functions(exceeds)) == [f"f: {FUNCTION_LINES + 1} lines"]

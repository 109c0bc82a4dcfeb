"""What is written in the journal, read out of the source: each action, and what it is about.

An action is found wherever ``journal.record`` is called, through functions of the same room that
are given a part of it. What an entry is about is every ``Subject`` that is named where it is made,
so that rather too much is found than too little.
"""

import ast
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.house.tree import python_files, syntax_of

_ACTION = re.compile(r"[a-z_-]+(\.[a-z-]+){1,3}")
_HOLE = "\0"


@dataclass
class Recorded:
    """The actions that are written, with what they are about, and what is unclear."""

    kinds: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unclear: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Function:
    path: Path
    node: ast.FunctionDef

    @property
    def params(self) -> list[str]:
        arguments = self.node.args
        return [each.arg for each in (*arguments.posonlyargs, *arguments.args)]

    @property
    def all_params(self) -> set[str]:
        return {*self.params, *(each.arg for each in self.node.args.kwonlyargs)}


@cache
def recorded() -> Recorded:
    """Return all that the rooms write."""
    found = Recorded()
    functions = list(_functions())
    todo = [
        (function, call, call.args[1] if len(call.args) > 1 else None, set[str]())
        for function in functions
        for call in _calls(function.node)
        if _name_of(call) == "record" and ast.unparse(call.func).startswith("journal.")
    ]
    seen = set[tuple[int, str]]()
    for function, call, action, more in todo:
        asked_for = (id(call), ast.dump(action) if action else "")
        if asked_for in seen:
            continue
        seen.add(asked_for)
        kinds = _kinds(function.node) | _kinds(call) | more
        for text, param in _values(action, function):
            if param is None:
                _enter(found, text, kinds, function)
                continue
            default = _default(function, param)
            asked = list(_askers(functions, function, param))
            if not asked and default is None:
                found.unclear.append(f"{function.path}: {function.node.name}")
            for caller, asking, given in asked or [(function, call, None)]:
                filled = _fill(text, given if given is not None else default)
                todo.append((caller, asking, filled, kinds))
    return found


def _enter(found: Recorded, text: str, kinds: set[str], function: _Function) -> None:
    if _ACTION.fullmatch(text):
        found.kinds[text] |= kinds
    else:
        found.unclear.append(f"{function.path}: {text!r}")


def _sources() -> list[Path]:
    journal = Path("archive/kernel/journal.py")
    return [path for path in python_files("archive", "digitize") if path != journal]


def _functions() -> Iterator[_Function]:
    for path in _sources():
        for node in ast.walk(syntax_of(path)):
            if isinstance(node, ast.FunctionDef):
                yield _Function(path, node)


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (each for each in ast.walk(node) if isinstance(each, ast.Call))


def _name_of(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _kinds(node: ast.AST) -> set[str]:
    """Return the kinds of all the things that are named inside ``node``."""
    return {
        str(call.args[0].value)
        for call in _calls(node)
        if _name_of(call) == "Subject" and call.args and isinstance(call.args[0], ast.Constant)
    }


def _askers(
    functions: list[_Function], asked: _Function, param: str
) -> Iterator[tuple[_Function, ast.Call, ast.expr | None]]:
    """Yield who in the same room calls a function, and what is given for ``param``."""
    for function in functions:
        is_private = asked.node.name.startswith("_")
        if function.path.parent != asked.path.parent or (
            is_private and function.path != asked.path
        ):
            continue
        for call in _calls(function.node):
            is_journal = ast.unparse(call.func).startswith("journal.")
            if _name_of(call) == asked.node.name and not is_journal:
                yield function, call, _given(call, asked, param)


def _given(call: ast.Call, asked: _Function, param: str) -> ast.expr | None:
    named = next((each.value for each in call.keywords if each.arg == param), None)
    at = asked.params.index(param) if param in asked.params else len(call.args)
    return named or (call.args[at] if at < len(call.args) else None)


def _default(function: _Function, param: str) -> ast.expr | None:
    arguments = function.node.args
    names = function.params[::-1]
    defaults = dict(zip(names, arguments.defaults[::-1], strict=False))
    named = zip((each.arg for each in arguments.kwonlyargs), arguments.kw_defaults, strict=True)
    return defaults.get(param) or dict(named).get(param)


def _fill(text: str, given: ast.expr | None) -> ast.expr:
    """Return an expression that says ``text`` with what was given in its hole."""
    before, after = text.split(_HOLE)
    value = ast.FormattedValue(given or ast.Constant("?"), -1)
    return ast.JoinedStr([ast.Constant(before), value, ast.Constant(after)])


def _values(  # noqa: PLR0911 - one answer for each sort of expression
    node: ast.expr | None, function: _Function
) -> list[tuple[str, str | None]]:
    """Return what an expression can say, each with the parameter that fills its hole, if any."""
    match node:
        case ast.Constant(value=str(text)):
            return [(text, None)]
        case ast.FormattedValue(value=value):
            return _values(value, function)
        case ast.IfExp(body=body, orelse=other):
            return _values(body, function) + _values(other, function)
        case ast.JoinedStr(values=parts):
            return [
                _join(each) for each in itertools.product(*(_values(p, function) for p in parts))
            ]
        case ast.Subscript(value=ast.Dict(values=values)):
            return [each for value in values for each in _values(value, function)]
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return _named(name, function)
    return [("?", None)]


def _join(parts: tuple[tuple[str, str | None], ...]) -> tuple[str, str | None]:
    param = next((each for _, each in parts if each), None)
    return "".join(text for text, _ in parts), param


def _named(name: str, function: _Function) -> list[tuple[str, str | None]]:
    if name in function.all_params:
        return [(_HOLE, name)]
    written = [
        each
        for node in ast.walk(function.node)
        if isinstance(node, ast.Assign)
        for value in _assigned(node, name)
        for each in _values(value, function)
    ]
    return written or [(text, None) for text in _constant(name, function.path)]


def _assigned(node: ast.Assign, name: str) -> Iterator[ast.expr]:
    """Yield what an assignment, perhaps one of several at once, gives to ``name``."""
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = zip(target.elts, node.value.elts, strict=True)
        else:
            pairs = zip([target], [node.value], strict=True)
        yield from (value for each, value in pairs if getattr(each, "id", "") == name)


def _constant(name: str, path: Path) -> list[str]:
    """Return what a constant says: this module's, else this room's, else anybody's."""
    found = _constants().get(name, {})
    own = [text for at, text in found.items() if at == path]
    near = [text for at, text in found.items() if at.is_relative_to(path.parent)]
    return own or near or list(found.values()) or ["?"]


@cache
def _constants() -> dict[str, dict[Path, str]]:
    """Return what constants of modules say that look like actions, by name and module."""
    found: dict[str, dict[Path, str]] = {}
    for path in _sources():
        for node in syntax_of(path).body:
            value = getattr(node, "value", None)
            if isinstance(node, ast.Assign) and isinstance(value, ast.Constant):
                text = str(value.value)
                for target in node.targets if _ACTION.fullmatch(text) else ():
                    found.setdefault(getattr(target, "id", ""), {})[path] = text
    return found

"""Reading a pasted list of addressees: a name a line, and where there is one a unit.

Pure. What stands beyond name and unit, such as a telephone number, is never taken up.
"""

import re
from collections.abc import Iterable

from archive.correspondence.letters import Addressee

_SEPARATORS = re.compile(r"\t|[,，;；|｜]|\s{2,}|　")
_HEADINGS = frozenset({"姓名", "名称", "收信人", "捐赠人", "单位名称"})
_NUMBERED = re.compile(r"^\d{1,4}[.、．)）]\s*")


def read_list(text: str) -> list[Addressee]:
    """Return the addressees of a list pasted from a sheet or a chat, each once, in their order.

    Columns are parted by tabs, commas or several spaces: the first is the name, the second the
    unit. A line of headings is passed over, numbers before a name are taken off.
    """
    found = (_read_line(line) for line in text.splitlines())
    return unique(one for one in found if one.name and one.name not in _HEADINGS)


def unique(addressees: Iterable[Addressee]) -> list[Addressee]:
    """Return each addressee once, in order."""
    return list(dict.fromkeys(addressees))


def _read_line(line: str) -> Addressee:
    cells = [cell.strip() for cell in _SEPARATORS.split(_NUMBERED.sub("", line.strip()))]
    name, *others = [cell for cell in cells if cell] or [""]
    return Addressee(name, _unit(others[0]) if others else "")


def _unit(cell: str) -> str:
    """Return what stands in the second column, unless it is a number to call."""
    return "" if re.fullmatch(r"[\d+()（）\s-]*", cell) or "@" in cell else cell

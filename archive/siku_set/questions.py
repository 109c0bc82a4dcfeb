"""What somebody asks of the set, as it is typed: a place in a work or in the reprint. Pure."""

import re
import unicodedata
from dataclasses import dataclass

from archive.catalogue.reprint import ReprintPlace, parse_reprint_place
from archive.text.numerals import parse_numeral

_NUMERAL = r"(?:\d{1,4}|[〇零一二三四五六七八九十百千廿卅]{1,8})"
_JUAN = rf"第?\s*(?:卷|巻)\s*第?\s*(?P<juan>{_NUMERAL})"
_COUNTED = rf"第?\s*(?P<other>{_NUMERAL})\s*(?:卷|巻)"
_LEAF = rf"第?\s*(?:叶|葉|頁|页)?\s*第?(?P<mark>又)?(?P<leaf>{_NUMERAL})\s*(?:叶|葉|頁|页)?"
_BETWEEN = r"[\s·,]*"
_ASKED = re.compile(
    rf"(?P<name>.*?){_BETWEEN}"
    rf"(?:(?:{_JUAN}|{_COUNTED}|(?P<head>卷首)|(?<=\s)(?P<bare>\d{{1,4}}))"
    rf"(?:{_BETWEEN}{_LEAF}{_BETWEEN}(?P<side>[ab上下])?面?)?)?\s*",
    re.DOTALL,
)
_SIDES = {"上": "a", "下": "b", "": "a"}
_LABEL = re.compile(rf"卷({_NUMERAL})·叶(又?)({_NUMERAL})·([ab])")


@dataclass(frozen=True, slots=True)
class WorkAsked:
    """A work by its name, and a place in it as far as it is named; ``juan`` 0 is 卷首."""

    name: str
    juan: int | None = None
    leaf: int | None = None
    side: str = "a"
    mark: str = ""


Asked = WorkAsked | ReprintPlace


def parse_question(text: str) -> Asked | None:
    """Return what ``text`` asks, None if it asks nothing.

    Reads "湖廣通志卷三十", "湖广通志 30卷 叶3b", "hgtz 30", "531:46a" and "第531册第46页".
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    place = parse_reprint_place(plain)
    if place is not None:
        return place
    found = _ASKED.fullmatch(plain)
    if not plain or found is None:
        return None
    name = found["name"].strip(" 《》·,，")
    if not name:
        return None
    numeral = found["juan"] or found["other"] or found["bare"]
    juan = 0 if found["head"] else parse_numeral(numeral) if numeral else None
    leaf = parse_numeral(found["leaf"]) if found["leaf"] else None
    side = found["side"] or ""
    return WorkAsked(name, juan, leaf, _SIDES.get(side, side), found["mark"] or "")


def parse_label(label: str) -> tuple[int, str, int, str] | None:
    """Return 卷, mark, leaf and side of a page's label (卷三十·叶三·a), None of another label."""
    found = _LABEL.fullmatch(label)
    if found is None:
        return None
    juan, leaf = parse_numeral(found[1]), parse_numeral(found[3])
    return None if juan is None or leaf is None else (juan, found[2], leaf, found[4])

"""Setting a paper: template and values become the sheet that screen, PDF and word file show."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from archive.documents.certificate import seal_columns, size_for
from archive.documents.fonts import is_covered
from archive.documents.kinds import DocumentKind, Sheet
from archive.documents.qr import draw_qr
from archive.documents.schemas import Imprint, Paper
from archive.kernel.errors import N_
from archive.markup.blocks import FilledBlock
from archive.markup.fill import Rows, Values, fill, mark_missing
from archive.markup.html import code_point, to_html
from archive.markup.parse import parse
from archive.text.numerals import write_numeral
from archive.web.i18n import translate

TEMPLATE = "documents/paper.html"
FULL_SHEET_FROM = 8
_DIGITS = "〇一二三四五六七八九"
_UNNUMBERED = N_("（签发时给出）")


@dataclass(frozen=True, slots=True)
class Face:
    """A paper filled in; ``missing`` are the characters that no font at hand draws."""

    blocks: tuple[FilledBlock, ...]
    missing: tuple[str, ...]


def face_of(paper: Paper, imprint: Imprint) -> Face:
    """Fill a paper in, and mark what cannot be printed."""
    values = {**paper.values, **_in_characters(paper.values), **_values_of(imprint)}
    filled = fill(parse(paper.template).blocks, values, paper.settled.offered)
    blocks, missing = mark_missing(filled, is_covered)
    return Face(tuple(blocks), tuple(missing))


def sheets_for(paper: Paper) -> tuple[Sheet, ...]:
    """Return the sheets on which the paper may be set: a long list has no use for a half one."""
    sheets = paper.settled.sheets
    return sheets[-1:] if _row_count(paper.values) >= FULL_SHEET_FROM else sheets


def context_of(paper: Paper, imprint: Imprint, sheet: Sheet | None = None) -> dict[str, Any]:
    """Return what the template of a paper needs; an ``imprint`` without number is a preview."""
    face = face_of(paper, imprint)
    is_certificate = paper.kind is DocumentKind.CERTIFICATE
    return {
        "size": size_for(face.blocks) if is_certificate else "",
        "seal": seal_columns(imprint.library_name) if is_certificate else (),
        "kind": paper.kind.value,
        "kind_name": paper.settled.name,
        "sheet": (sheet or sheets_for(paper)[0]).value,
        "body": to_html(face.blocks),
        "imprint": imprint,
        "missing": [(character, code_point(character)) for character in face.missing],
        "qr": draw_qr(imprint.check_url) if imprint.check_url else None,
    }


def chinese_date(day: dt.date) -> str:
    """Return a day as papers write it: 2026年3月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


def date_in_characters(day: dt.date) -> str:
    """Return a day without a single figure: 二〇二六年三月二日."""
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_below_a_hundred(day.month)}月{_below_a_hundred(day.day)}日"


def _below_a_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    front = "" if tens < 2 else _DIGITS[tens]
    return front + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def _values_of(imprint: Imprint) -> Values:
    day = imprint.issued_on
    return {
        "馆名": imprint.library_name,
        "馆址": imprint.library_address,
        "馆电话": imprint.library_phone,
        "编号": imprint.number or translate(_UNNUMBERED),
        "签发日期": chinese_date(day) if day else "",
        "汉字日期": date_in_characters(day) if day else "",
        "年度": str(day.year) if day else "",
        "经办人": imprint.issued_by,
        "说明": imprint.note,
    }


def _in_characters(values: Values) -> Values:
    """Return what the values say in figures, in characters: 2种4册 is 二种四册."""
    amount = values.get("数量", "")
    said = amount if isinstance(amount, str) else ""
    return {"汉字数量": re.sub(r"[0-9]+", lambda found: write_numeral(int(found.group())), said)}


def _row_count(values: Values) -> int:
    return max((len(value.rows) for value in values.values() if isinstance(value, Rows)), default=0)

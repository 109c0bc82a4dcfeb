"""Lists of the works of the Siku quanshu: the real one where it is, and small drawn ones."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from archive.catalogue.siku import SCHEME

REAL_LIST = Path(__file__).parents[3] / "shared" / "real" / "texts" / "wyg_titles.csv"
COLUMNS = (
    "kr_id", "bu", "lei", "title", "statement", "juan", "ce",
    "wyg_volume", "wyg_item", "wyg_page", "source", "appendices",
)  # fmt: skip
_SURNAMES = "王李張劉陳楊趙黃周吳徐孫"
_NAMES = ("集說", "考異", "通志", "本義", "雜記", "詩話", "遺稿", "圖說")


def work_row(**changed: str) -> dict[str, str]:
    """Return a row of the list, with some of its cells changed."""
    row = {
        "kr_id": "KR2k0046",
        "bu": "史部",
        "lei": "地理類",
        "title": "湖廣通志",
        "statement": "（清）邁柱監修；（清）夏力恕編纂",
        "juan": "120 卷",
        "ce": "78",
        "wyg_volume": "531",
        "wyg_item": "1",
        "wyg_page": "1",
        "appendices": "卷首",
    }
    row |= changed
    place = "V{wyg_volume}.{wyg_item}, p{wyg_page}".format(**row)
    return {"source": f"四庫全書 文淵閣版, {place}"} | row


def drawn_rows(count: int) -> list[dict[str, str]]:
    """Return rows of works that do not exist, over all classes, three to a printed volume."""
    classes = [(division, name) for division, names in SCHEME.items() for name in names]
    rows = []
    for number in range(count):
        division, name = classes[number * len(classes) // count]
        surname = _SURNAMES[number % len(_SURNAMES)]
        title = f"{surname}氏{name.removesuffix('類')}{_NAMES[number % len(_NAMES)]}"
        row = work_row(
            kr_id=f"KR{number:07}" if number % 50 else "",
            bu=division,
            lei=name,
            title=title,
            statement=f"（宋）{surname}某撰",
            juan=f"{number % 60 + 1} 卷" if number % 40 else "不分卷",
            ce=str(number % 9 + 1) if number % 30 else "(1)",
            wyg_volume=str(number // 3 + 7),
            wyg_item=str(number % 3 + 1),
            wyg_page=str(number % 3 * 250 + 1),
        )
        rows.append(row)
    return rows


def list_of(rows: Iterable[Mapping[str, str]], encoding: str = "utf-8-sig") -> bytes:
    """Return rows as the CSV file that is passed around."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode(encoding)


def read_list(content: bytes) -> list[dict[str, str]]:
    """Return the rows of such a file, as they are printed."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))

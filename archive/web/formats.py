"""Dates, sizes and numbers as people write them; pure but for the reader's language."""

import datetime as dt
import re

from archive.kernel.clock import to_local
from archive.web.i18n import Language, current_language, gettext

NOTHING = "—"
_STEP = re.compile(r"(?:^|(?<= · ))(?P<sign>[架层函箱])(?P<code>[A-Za-z0-9]{1,20})(?=（| · |$)")


def format_date(value: dt.date | dt.datetime | None) -> str:
    """Return ``value`` as 2026年11月22日 (in English 22 November 2026), in the library's zone."""
    if value is None:
        return NOTHING
    day = to_local(value) if isinstance(value, dt.datetime) else value
    if current_language() is Language.ENGLISH:
        return f"{day.day} {day:%B} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def format_day_of_year(value: dt.date) -> str:
    """Return ``value`` as 11月22日 (in English 22 November)."""
    if current_language() is Language.ENGLISH:
        return f"{value.day} {value:%B}"
    return f"{value.month}月{value.day}日"


def format_way(path: str) -> str:
    """Return the way to a place, kept as 总馆 · 古籍室 · 架03 · 层2, with its steps in words."""
    return _STEP.sub(_say_step, path)


def _say_step(found: re.Match[str]) -> str:
    match found["sign"]:
        case "架":
            return gettext("架%(code)s", code=found["code"])
        case "层":
            return gettext("层%(code)s", code=found["code"])
        case "函":
            return gettext("函%(code)s", code=found["code"])
    return gettext("箱%(code)s", code=found["code"])


def format_datetime(value: dt.datetime | None) -> str:
    """Return ``value`` as 2026年11月22日 08:05, in the library's zone."""
    return NOTHING if value is None else f"{format_date(value)} {to_local(value):%H:%M}"


def format_size(size_bytes: float | None) -> str:
    """Return a file's size in binary units with one decimal: 3.4 MiB."""
    if size_bytes is None:
        return NOTHING
    size, unit = float(size_bytes), "B"
    for unit in ("B", "KiB", "MiB", "GiB", "TiB"):
        if size < 1024 or unit == "TiB":
            break
        size /= 1024
    return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"


def format_duration(seconds: float | None) -> str:
    """Return a length of time in at most two units: 0.8 秒, 12 秒, 3 分 5 秒, 2 小时 10 分."""
    if seconds is None:
        return NOTHING
    if seconds < 10:
        return gettext("%(seconds)s 秒", seconds=f"{seconds:.1f}".removesuffix(".0"))
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return gettext("%(hours)s 小时 %(minutes)s 分", hours=hours, minutes=minutes)
    if minutes:
        return gettext("%(minutes)s 分 %(seconds)s 秒", minutes=minutes, seconds=rest)
    return gettext("%(seconds)s 秒", seconds=rest)


def format_money(cents: int | None) -> str:
    """Return an amount in yuan with thousands separated, with cents only where there are."""
    if cents is None:
        return NOTHING
    yuan, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{yuan:,}{f'.{rest:02}' if rest else ''}"


def format_number(value: float | None) -> str:
    """Return ``value`` with thousands separated: 12,345."""
    return NOTHING if value is None else f"{value:,}"

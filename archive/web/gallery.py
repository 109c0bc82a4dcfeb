"""The living page of the design: every token and component, in every state (development only)."""

import datetime as dt
from types import SimpleNamespace

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from archive.web.flash import Level, flash
from archive.web.forms import Form
from archive.web.i18n import gettext
from archive.web.tables import Paging, Sort
from archive.web.templating import render

router = APIRouter(include_in_schema=False)

BOOKS = [
    {"number": "DF2026-0001", "title": "醴陵县志", "maker": "刘谦 总纂", "volumes": 8},
    {"number": "DF2026-0002", "title": "渌江书院志", "maker": "佚名", "volumes": 2},
    {"number": "DF2026-0003", "title": "醴陵瓷业考", "maker": "文斐 著", "volumes": 1},
]
COLUMNS: list[str | list[str | list[str]]] = [
    "醴陵縣志卷之一",
    "輿地志",
    ["縣之沿革", ["醴陵漢縣屬長沙國", "後漢爲侯國見郡國志"], "晉因之"],
]


def _runs(column: str | list[str | list[str]]) -> str | list[dict[str, str]]:
    if isinstance(column, str):
        return column
    return [
        {"type": "main", "text": run}
        if isinstance(run, str)
        else {"type": "note", "right": run[0], "left": run[1]}
        for run in column
    ]


@router.get("/style")
def show_style(request: Request) -> HTMLResponse:
    """Show the whole design."""
    for level in Level:
        flash(request, gettext("捐赠 %(number)s 已登记。", number="JZ2026-0012"), level)
    at = dt.datetime(2026, 11, 22, 1, 30, tzinfo=dt.UTC)
    history = [
        SimpleNamespace(at=at, actor="易明", sentence="登记入藏 8 册", why=""),
        SimpleNamespace(
            at=at - dt.timedelta(hours=3), actor="易明", sentence="接受捐赠", why="本馆缺藏"
        ),
    ]
    return render(
        request,
        "web/style.html",
        books=BOOKS,
        sort=Sort.of(request, {"number", "title"}, "number"),
        paging=Paging.of(request, 1234),
        history=history,
        printed=[_runs(column) for column in COLUMNS],
        empty_form=Form(),
        wrong_form=Form(
            {"title": "", "volumes": "八", "room": "siku", "note": "封面缺一角"},
            {"title": "请填写这一项。", "volumes": "请填写整数。"},
        ),
        moment=at,
    )

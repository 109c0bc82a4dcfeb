"""References to pages."""

import datetime as dt
from typing import Any

from archive.catalogue.schemas import TitleKind, TitleView, VolumeView
from iiif.viewer.citation import cite

ADDRESS = "https://archive.example.org/read/v0123456789b?page=p0123456789b"
TODAY = dt.date(2026, 3, 2)


def make_volume(*, label: str | None = "12", **fields: Any) -> VolumeView:
    at = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    title = TitleView(
        id="t0123456789b",
        kind=TitleKind.LOCAL_DOCUMENT,
        created_at=at,
        revision=1,
        **{"title": "醴陵縣志", **fields},
    )
    return VolumeView("v0123456789b", 1, "第一册", "", at, "c", 1, 12, title, label)


def test_a_reference_names_work_holding_page_day_and_address() -> None:
    volume = make_volume(author="（清）徐淦", date_text="清同治十年", edition="刻本")

    reference = cite(volume, "醴陵市图书馆", ADDRESS, TODAY, "卷一·叶三·a")

    assert reference == (
        "（清）徐淦. 醴陵縣志[M/OL]. 清同治十年，刻本. "
        f"醴陵市图书馆藏，登录号 12，第一册，卷一·叶三·a[2026-03-02]. {ADDRESS}"
    )


def test_what_is_not_known_leaves_no_trace() -> None:
    reference = cite(make_volume(label=None), "醴陵市图书馆", ADDRESS, TODAY)

    assert reference == f"醴陵縣志[M/OL]. 醴陵市图书馆藏，第一册[2026-03-02]. {ADDRESS}"

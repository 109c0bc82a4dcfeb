"""Titles as they are typed at the counter, of every kind, with what is usually added to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.donations.kind_of_title import kind_of_title
from archive.donations.kinds import MaterialKind

TITLES = {
    MaterialKind.GAZETTEER: (
        "醴陵县志 醴陵县志（同治） 《湘东区志》 醴陵縣志稿 渌口镇志1949—2005 "
        "株洲市教育志 石亭乡志初稿（油印） 浏阳县志二十四卷 湖南省志·地理志 "
        "醴陵市志（1986-2000） 乾隆长沙府志 某某厂志 醴陵县志光绪间"
    ),
    MaterialKind.GENEALOGY: (
        "渌江潘氏族谱 潘氏族谱五修 丁氏宗谱 張氏家譜（三修） 刘氏家乘 文氏续修族谱卷三 "
        "李氏六修族谱残本 何氏族谱世系"
    ),
    MaterialKind.YEARBOOK: (
        "醴陵年鉴 醴陵年鉴2005 醴陵年鉴（2005） 湖南年鑒1933年 株洲统计年鉴·2019"
    ),
    MaterialKind.HISTORICAL_ACCOUNT: (
        "醴陵文史资料第三辑 醴陵文史 株洲文史資料選輯 抗战回忆录 中共醴陵党史"
    ),
    MaterialKind.MANUSCRIPT: (
        "何叔衡手稿 张氏日记 左权家书 民国药方手抄本 程潜信札三通 教案手稿（残）"
    ),
    MaterialKind.PHOTOGRAPH: ("渌江桥照片 老照片 瓷校毕业合影1935年 渌江桥旧影 县一中校庆留影"),
    MaterialKind.CONTRACT: ("光绪田契 地契三张 卖屋房契 道光十二年契约 兄弟分关书 租约两份"),
    MaterialKind.RUBBING: "红拂墓碑拓片 渌江书院碑刻拓本 宋故张公墓志铭",
    MaterialKind.MAP: ("醴陵县地图 湖南全省舆图 醴陵縣全圖 株洲市交通地图（1978年）"),
    MaterialKind.NEWSPAPER: "醴陵民报 湖南日报1958年 大公报 瓷业杂志第二期 醴陵通讯",
    MaterialKind.AUDIOVISUAL: "花鼓戏录音 醴陵花鼓戏光盘 口述历史录像",
    MaterialKind.BOOK: (
        "渌江书院讲义 辞海（缩印本） 醴陵瓷业述略 渌江诗存 曲谱 王文成公年谱 同志 左权传 2005"
    ),
}


@pytest.mark.parametrize(
    ("kind", "title"),
    [(kind, title) for kind, titles in TITLES.items() for title in titles.split(" ")],
)
def test_a_title_tells_its_kind(kind: MaterialKind, title: str) -> None:
    assert kind_of_title(title) is kind


@given(st.text(max_size=60))
def test_any_title_has_a_kind(title: str) -> None:
    assert kind_of_title(title) in MaterialKind


@given(st.sampled_from(["醴陵县志", "潘氏族谱", "醴陵年鉴"]), st.integers(1900, 2030))
def test_a_year_behind_a_title_changes_nothing(title: str, year: int) -> None:
    assert kind_of_title(f"{title} {year}") is kind_of_title(title)

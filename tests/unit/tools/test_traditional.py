"""The traditional-script screens use its characters, its words and its quotation marks."""

import pytest

from tools.traditional import in_traditional


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("待核准", "待核准"),
        ("“%(name)s”里没有文件", "「%(name)s」裡沒有檔案"),
        ("按文件名排序", "按檔名排序"),
        ("登录号", "登錄號"),
        ("请登录。已退出登录", "請登入。已登出"),
        ("方志文献系统", "方志文獻系統"),
        ("由本馆永久保存；已保存。", "由本館永久保存；已儲存。"),
        ("一叶两面，复本二册，见附注", "一葉兩面，複本二冊，見附註"),
    ],
)
def test_what_opencc_alone_gets_wrong_is_right(simplified: str, traditional: str) -> None:
    assert in_traditional(simplified) == traditional

"""The zh-Hans of the screens in traditional characters and the words that go with them.

OpenCC's s2tw gives the characters of the Taiwan standard. The words are then those of libraries
and screens that write so: a few from OpenCC's own s2twp are wrong here (登錄號 is an accession
number and no sign-in), so the list is ours.
"""

import re
from collections.abc import Mapping
from functools import cache

import opencc

WORDS: Mapping[str, str] = {
    "核準": "核准",
    "方誌": "方志",
    "退出登錄": "登出",
    "登錄(?!號)": "登入",
    "賬號": "帳號",
    "用戶名": "使用者名稱",
    "字符": "字元",
    "製表符": "定位字元",
    "下劃線": "底線",
    "回車到": "按 Enter 到",
    "粘貼": "貼上",
    "(?<!永久)(?<!無法)保存": "儲存",
    "存儲": "儲存裝置",
    "文件夾": "資料夾",
    "文件名": "檔名",
    "文件": "檔案",
    "圖像": "影像",
    "分辨率": "解析度",
    "顏色配置": "色彩描述檔",
    "導出": "匯出",
    "導入": "匯入",
    "打印": "列印",
    "刷新": "重新整理",
    "全屏": "全螢幕",
    "快捷鍵": "快速鍵",
    "鏈接": "連結",
    "連接中斷": "連線中斷",
    "主導航": "主導覽",
    "聯繫": "聯絡",
    "電子郵箱|郵箱": "電子郵件",
    "數字化": "數位化",
    "識別": "辨識",
    "示例": "範例",
    "組件": "元件",
    "設置": "設定",
    "變量": "變數",
    "程序": "程式",
    "運行": "執行",
    "響應": "回應",
    "源碼": "原始碼",
    "軟件包": "套件",
    "數據庫": "資料庫",
    "服務器": "伺服器",
    "端口": "連接埠",
    "磁盤": "磁碟",
    "內存": "記憶體",
}
QUOTES = str.maketrans("“”", "「」")


def in_traditional(text: str) -> str:
    """Return zh-Hans ``text`` as it reads in traditional Chinese."""
    written = str(_converter().convert(text)).translate(QUOTES)
    for word, other in WORDS.items():
        written = re.sub(word, other, written)
    return written


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")

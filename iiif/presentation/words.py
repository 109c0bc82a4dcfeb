"""The words of a manifest in the three languages of the screen.

A manifest is one document for readers of every language, so its words are not looked up by the
language of a request.
"""

from iiif.presentation.source import LanguageMap


def words(hans: str, hant: str, en: str) -> LanguageMap:
    """Return a language map of IIIF Presentation 3.0."""
    return {"zh-Hans": [hans], "zh-Hant": [hant], "en": [en]}


AUTHOR = words("著者", "著者", "Author")
EDITION = words("版本", "版本", "Edition")
DATE = words("年代", "年代", "Date")
JUAN_COUNT = words("卷数", "卷數", "Juan")
SIKU_PLACE = words("四库分类", "四庫分類", "Siku class")
REPRINT_PLACE = words("影印本册页", "影印本冊頁", "Place in the reprint")
ACCESSION_NUMBER = words("登录号", "登錄號", "Accession number")
SHELFMARK = words("索书号", "索書號", "Shelfmark")
HOLDER = words("收藏", "收藏", "Held by")
TEXT_OF_PAGE = words("文字（机器识读）", "文字（機器識讀）", "Text (read by machine)")
ITEM_PAGE = words("馆藏著录", "館藏著錄", "Catalogue entry")
READER = words("在本馆阅览器中打开", "在本館閱覽器中打開", "Open in our reader")
PLAIN_TEXT = words("全文（纯文本）", "全文（純文字）", "Full text (plain)")

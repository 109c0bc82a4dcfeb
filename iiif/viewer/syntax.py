"""What may be typed into the search box, by example."""

from archive.kernel.errors import N_
from archive.web.i18n import translate

_EXAMPLES = (
    ("醴陵 瓷", N_("两个词都要有（同一页，或同一种书的著录）")),
    ("醴陵 OR 澧陵", N_("有一个即可")),
    ("醴陵 NOT 瓷", N_("有前者而没有后者；也可在后者前面写减号")),
    ("(醴陵 OR 澧陵) 縣志", N_("括号里的先算")),
    ("“渌江 書院”", N_("引号里的连在一起；可以跨行、跨页")),
    ("王?山", N_("问号或 □ 代表中间任意一字")),
    ("题名:縣志", N_("只在题名里找；另有 责任者: 和 正文:")),
)


def search_syntax() -> list[tuple[str, str]]:
    """Return examples of questions, each with what it asks."""
    return [(example, translate(meaning)) for example, meaning in _EXAMPLES]

"""What was copied from a web page together with its code is a slip, wherever it is typed. Pure."""

import re

_MARKUP = re.compile(r"<[/!?a-zA-Z]")


def has_markup_code(text: str) -> bool:
    """Return whether ``text`` holds the code of a web page: < and a letter, /, ! or ?.

    A bracket alone is none, nor are Chinese words in brackets: 甲<乙, <存>.
    """
    return _MARKUP.search(text) is not None

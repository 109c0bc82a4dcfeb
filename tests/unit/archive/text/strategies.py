"""Texts as they come from old books and modern reports."""

from hypothesis import strategies as st

CHARACTERS = "醴陵縣志县说説圖图子只祇卷一二三之乎者也Aa１9é□\U0002a6b2\ue000"
SIGNS = " 　，。、\n（）·\ufe00"


def texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """Chinese mixed with punctuation, line breaks, words and numbers."""
    return st.text(st.sampled_from(CHARACTERS + SIGNS), max_size=max_size)


def any_texts() -> st.SearchStrategy[str]:
    """Any sequence of code points, surrogates included."""
    return st.text(st.characters(exclude_categories=()), max_size=60)

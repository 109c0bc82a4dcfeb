import datetime as dt

from archive.kernel.journal import SYSTEM, JournalEntry
from archive.web.i18n import Language, use_language
from archive.web.telling import Told, tell

AT = dt.datetime(2026, 3, 2, 1, 30, tzinfo=dt.UTC)


def an_entry(action: str, **after: object) -> JournalEntry:
    return JournalEntry(at=AT, actor_name="王芳", action=action, after=after, why="原件遗失")


def test_an_entry_is_told_with_who_when_and_why() -> None:
    told = tell([an_entry("a.b.c", number="0001")], {"a.b.c": "开具收据 %(number)s"})
    assert told == [Told(AT, "王芳", "开具收据 0001", "原件遗失")]


def test_what_an_old_entry_does_not_hold_is_a_dash() -> None:
    with use_language(Language.SIMPLIFIED):
        (told,) = tell([an_entry("a.b.c")], {"a.b.c": "开具收据 %(number)s"})
    assert told.sentence == "开具收据 —"


def test_an_action_nobody_words_is_shown_as_it_is() -> None:
    (told,) = tell([an_entry("x.y.z")], {})
    assert told.sentence == "x.y.z"


def test_words_of_the_screen_are_told_in_the_readers_language() -> None:
    entry = an_entry("a.b.c", verdict="不接收", title="家谱")
    entry.actor_name = SYSTEM.name
    with use_language(Language.ENGLISH):
        (told,) = tell([entry], {"a.b.c": "%(title)s: %(verdict)s"})
    assert (told.actor, told.sentence) == ("System", "家谱: Declined")

"""Languages of the screens: zh-Hans is written in the source, the others are gettext catalogues.

A msgid is the zh-Hans sentence itself, so a missing translation shows Chinese and never a key.
A count in English is written ``%(count)s page(s)``, and shown as 1 page or 2 pages.
The language of a request is, in order: the visitor's cookie, the account's choice, the
``Accept-Language`` header (RFC 9110), zh-Hans.
"""

import gettext as gnu
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

LOCALE_DIR = Path(__file__).with_name("locale")
COOKIE = "language"
_COUNTED = re.compile(r"(%\((\w+)\)s [a-z -]*?)\(s\)")


class Language(StrEnum):
    """A language every screen can be read in, as a BCP 47 tag."""

    SIMPLIFIED = "zh-Hans"
    TRADITIONAL = "zh-Hant"
    ENGLISH = "en"


OWN_NAMES: Mapping[Language, str] = {
    Language.SIMPLIFIED: "简体",
    Language.TRADITIONAL: "繁體",
    Language.ENGLISH: "English",
}

_CATALOGUES: Mapping[Language, str] = {Language.TRADITIONAL: "zh_Hant", Language.ENGLISH: "en"}
_TRADITIONAL_TAGS = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


class _Choice:
    """The language of one request, asked again each time: the account may arrive late."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._cookie = to_language(request.cookies.get(COOKIE))
        self._accepted = accepted_language(request.headers.get("accept-language", ""))

    def language(self) -> Language:
        account = getattr(self._request.state, "account", None)
        own = to_language(getattr(account, "language", None))
        return self._cookie or own or self._accepted


_choice: ContextVar[_Choice | Language] = ContextVar("language", default=Language.SIMPLIFIED)


def current_language() -> Language:
    """Return the language of the request being answered; zh-Hans outside of one."""
    choice = _choice.get()
    return choice if isinstance(choice, Language) else choice.language()


@contextmanager
def use_language(language: Language) -> Iterator[None]:
    """Speak ``language`` within the block: for papers, jobs and the command line."""
    token = _choice.set(language)
    try:
        yield
    finally:
        _choice.reset(token)


def to_language(code: str | None) -> Language | None:
    """Return the language named exactly ``code``, or None."""
    try:
        return Language(code) if code else None
    except ValueError:
        return None


def accepted_language(header: str) -> Language:
    """Return the best of our languages for an ``Accept-Language`` header."""
    for tag in _tags_by_weight(header):
        if tag.startswith(_TRADITIONAL_TAGS):
            return Language.TRADITIONAL
        if tag.split("-")[0] == "zh":
            return Language.SIMPLIFIED
        if tag.split("-")[0] == "en":
            return Language.ENGLISH
    return Language.SIMPLIFIED


def _tags_by_weight(header: str) -> list[str]:
    weighted = []
    for part in header.lower().split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighted.append((float(weight or 1), tag.strip()))
        except ValueError:
            continue
    return [tag for weight, tag in sorted(weighted, key=lambda pair: -pair[0]) if weight > 0]


@cache
def _catalogue(language: Language) -> gnu.NullTranslations:
    folder = _CATALOGUES.get(language)
    path = LOCALE_DIR / folder / "LC_MESSAGES" / "fangzhi.po" if folder else None
    if path is None or not path.exists():
        return gnu.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=folder))
    compiled.seek(0)
    return gnu.GNUTranslations(compiled)


def load_catalogues() -> None:
    """Read every catalogue now, so that a broken one stops the start and not a reader."""
    for language in Language:
        _catalogue(language)


def translate(msgid: str) -> str:
    """Return ``msgid`` in the current language, its places still empty."""
    return _catalogue(current_language()).gettext(msgid)


def translate_plural(singular: str, plural: str, count: int) -> str:
    """Return the form for ``count`` in the current language; zh-Hans has only one."""
    return _catalogue(current_language()).ngettext(singular, plural, count)


def settle_counts(text: str, values: Mapping[str, Any]) -> str:
    """Return ``text`` with each ``(s)`` decided by the value of the place it follows."""

    def settled(found: re.Match[str]) -> str:
        return found[1] + ("" if str(values[found[2]]) == "1" else "s")

    return _COUNTED.sub(settled, text)


def fill(msgid: str, values: Mapping[str, Any]) -> str:
    """Return ``msgid`` in the current language with its ``%(name)s`` places filled."""
    return settle_counts(translate(msgid), values) % values


def gettext(msgid: str, **values: Any) -> str:
    """Return ``msgid`` in the current language with its ``%(name)s`` places filled."""
    return fill(msgid, values)


def ngettext(singular: str, plural: str, count: int, **values: Any) -> str:
    """Return the form for ``count`` with its places filled; ``%(num)s`` is the count."""
    return translate_plural(singular, plural, count) % {"num": count, **values}


class LanguageMiddleware:
    """Lets everything below know the language of the request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request in its language (ASGI 3)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        token = _choice.set(_Choice(Request(scope)))
        try:
            await self._app(scope, receive, send)
        finally:
            _choice.reset(token)

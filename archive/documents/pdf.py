"""Papers as PDF, set by WeasyPrint from the same templates that the screen shows.

The template may use our own static files and the fonts of the system; it can reach no network and
no other file.
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jinja2 import Environment
from PIL import ImageFile
from weasyprint import HTML
from weasyprint.document import Document
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from archive.documents.errors import PaperTooSlowError
from archive.documents.fonts import FONT_ROOTS
from archive.web.i18n import Language, use_language
from archive.web.rooms import room_folders
from archive.web.templating import make_environment

# WeasyPrint makes Pillow take cut-off images for whole ones, everywhere in the process. A scan
# that is cut off must be refused.
ImageFile.LOAD_TRUNCATED_IMAGES = False

SCHEME = "static"
TIME_LIMIT_S = 20

# Setting a paper is bound to the processor; two at once would only slow each other.
_setters = ThreadPoolExecutor(max_workers=1, thread_name_prefix="paper")


class StaticFilesOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint publishes no types
    """Answers for ``static:css/paper.css`` and refuses everything else, loudly."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return a static file of ours, or a font of the system that a style sheet names.

        Raises:
            FatalURLFetchingError: the address is anything else.
        """
        del headers
        if (font := _system_font(url)) is not None:
            return URLFetcherResponse(url, font.read_bytes(), {"Content-Type": "font/ttf"})
        scheme, _, name = url.partition(":")
        if scheme != SCHEME:
            raise FatalURLFetchingError(f"a paper may not fetch {url}")
        for folder in room_folders("static"):
            path = (folder / name).resolve()
            if path.is_relative_to(folder.resolve()) and path.is_file():
                return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "text/css"})
        raise FatalURLFetchingError(f"there is no {url}")


def _system_font(url: str) -> Path | None:
    """Return the font file that fontconfig found for ``local("…")`` in a style sheet, if it is."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        return None
    path = Path(unquote(parts.path)).resolve()
    is_font = path.suffix.lower() in {".ttf", ".otf", ".ttc"} and path.is_file()
    return path if is_font and any(path.is_relative_to(root) for root in FONT_ROOTS) else None


@cache
def _environment() -> Environment:
    return make_environment()


def set_paper(template: str, larger: Mapping[str, Any] | None = None, **context: Any) -> bytes:
    """Return the PDF that ``template`` makes of ``context``, in zh-Hans.

    If that takes more than one page, it is made of ``context`` changed by ``larger``.

    Raises:
        PaperTooSlowError: it took longer than ``TIME_LIMIT_S``.
    """
    contexts = [context] if larger is None else [context, context | dict(larger)]
    return bound_in_time(TIME_LIMIT_S, *write_htmls(template, contexts))


def write_htmls(template: str, contexts: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the HTML that ``template`` makes of each of ``contexts``, in zh-Hans."""
    with use_language(Language.SIMPLIFIED):
        sheet = _environment().get_template(template)
        return [
            sheet.render(
                static=lambda name: f"{SCHEME}:{name}", language=Language.SIMPLIFIED, **each
            )
            for each in contexts
        ]


def bound_in_time(seconds: float, *htmls: str) -> bytes:
    """Return :func:`write_pdf` of ``htmls``, within ``seconds``."""
    setting = _setters.submit(write_pdf, *htmls)
    try:
        return setting.result(timeout=seconds)
    except FutureTimeoutError as error:
        setting.cancel()
        raise PaperTooSlowError(seconds=round(seconds)) from error


def write_pdf(*htmls: str) -> bytes:
    """Return as PDF the first of ``htmls`` that fits on one page, the last if none does."""
    written: bytes = _lay_out(*htmls).write_pdf(pdf_tags=True)
    return written


def _lay_out(*htmls: str) -> Document:
    for html in htmls:
        page = HTML(string=html, base_url=f"{SCHEME}:", url_fetcher=StaticFilesOnly())
        document = page.render(pdf_tags=True)
        if len(document.pages) == 1:
            break
    return document

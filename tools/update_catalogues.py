"""Bring the catalogues of messages in step with the code: ``make messages``.

The zh-Hans sentence in the code is the message itself. ``en`` is translated by people; ``zh_Hant``
is written from the zh-Hans (see ``traditional``), except where somebody has written something else,
which is then left alone (the entry loses the comment ``by OpenCC``).
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tools.traditional import in_traditional

ROOT = Path(__file__).resolve().parents[1]
LOCALES = ROOT / "archive" / "web" / "locale"
PACKAGES = ("archive", "digitize", "iiif")
METHODS = [
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2.ext:babel_extract"),
    ("catalogue/materials/**.toml", "tools.kind_words:extract"),
]
OPTIONS = {
    "**/templates/**.html": {
        "extensions": "jinja2.ext.do",
        "trimmed": "true",
        "silent": "false",
    }
}
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
}
BY_OPENCC = "by OpenCC"


def extract() -> Catalog:
    """Return every message of the code and the templates."""
    catalogue = Catalog(project="fangzhi", fuzzy=False)
    for package in PACKAGES:
        found = extract_from_dir(
            str(ROOT / package), METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=()
        )
        for name, line, message, _comments, context in found:
            catalogue.add(message, None, [(f"{package}/{name}", line)], context=context)
    return catalogue


def update(locale: str) -> Catalog:
    """Return the catalogue of ``locale`` with just the messages that the code has now."""
    path = catalogue_path(locale)
    known = _read(path, locale) if path.exists() else Catalog(locale, project="fangzhi")
    # Babel hands the very messages over, so each catalogue gets an extraction of its own.
    known.update(extract(), no_fuzzy_matching=True)
    known.obsolete.clear()
    if locale == "zh_Hant":
        _fill_traditional(known)
    return known


def missing(catalogue: Catalog) -> list[str]:
    """Return the messages that have no translation."""
    return [str(message.id) for message in catalogue if message.id and not _is_done(message)]


def catalogue_path(locale: str) -> Path:
    """Return where the catalogue of ``locale`` is kept."""
    return LOCALES / locale / "LC_MESSAGES" / "fangzhi.po"


def as_text(catalogue: Catalog) -> bytes:
    """Return a catalogue as it is written: sorted, without dates or line numbers."""
    target = io.BytesIO()
    write_po(target, catalogue, width=96, no_location=True, omit_header=True, sort_output=True)
    header = f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale_identifier}\\n"\n'
    plural = f'"Plural-Forms: {catalogue.plural_forms}\\n"\n'
    charset = '"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return (header + plural + charset).encode() + target.getvalue()


def main() -> int:
    """Update both catalogues; return 1 if an English sentence is missing."""
    wanting: list[str] = []
    for locale in ("zh_Hant", "en"):
        catalogue = update(locale)
        path = catalogue_path(locale)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_text(catalogue))
        wanting += [f"{locale}: {message}" for message in missing(catalogue)]
    for line in wanting:
        sys.stdout.write(line + "\n")
    return 1 if wanting else 0


def _read(path: Path, locale: str) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, locale=locale)


def _fill_traditional(catalogue: Catalog) -> None:
    for message in catalogue:
        is_own = _is_done(message) and BY_OPENCC not in message.user_comments
        if not message.id or is_own:
            continue
        singular = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
        text = in_traditional(singular)
        message.string = (text,) if isinstance(message.id, (tuple, list)) else text
        message.flags.discard("fuzzy")
        if BY_OPENCC not in message.user_comments:
            message.user_comments.append(BY_OPENCC)


def _is_done(message: Message) -> bool:
    written = message.string
    forms = written if isinstance(written, (tuple, list)) else (written,)
    return all(forms) and not message.fuzzy


if __name__ == "__main__":
    raise SystemExit(main())

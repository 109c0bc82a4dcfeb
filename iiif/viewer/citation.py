"""How a page is cited, after GB/T 7714—2015 (电子资源)."""

import datetime as dt

from archive.catalogue.schemas import VolumeView


def cite(
    volume: VolumeView,
    library_name: str,
    address: str,
    on: dt.date,
    page: str = "",
    reprint: str = "",
) -> str:
    """Return the reference to a volume, or to one of its pages by label, seen on a day.

    ``reprint`` is where the same stands in the printed facsimile, in words; empty if in none.

    Its words are those of the title page and of the holding library, whatever the language of the
    screen: a reference is copied into papers, not translated.
    """
    title = volume.title
    parts = [
        title.author,
        f"{title.title}[M/OL]",
        "，".join(filter(None, (title.date_text, title.edition))),
        _holding(volume, library_name, page),
        reprint,
    ]
    words = ". ".join(part.rstrip(".") for part in parts if part)
    return f"{words}[{on.isoformat()}]. {address}"


def _holding(volume: VolumeView, library_name: str, page: str) -> str:
    number = f"登录号 {volume.accession_label}" if volume.accession_label else ""
    return "，".join(filter(None, (f"{library_name}藏", number, volume.label, page)))

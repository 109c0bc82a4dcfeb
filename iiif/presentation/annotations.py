"""The text of a page as annotations: one for each printed column, in reading order.

``textGranularity`` is that of the IIIF text granularity extension: a vertical column is a line.
"""

from collections.abc import Sequence
from typing import Any

from iiif.addresses import Addresses
from iiif.presentation import prezi, words
from iiif.presentation.source import ColumnText

TEXT_CONTEXT = "http://iiif.io/api/extension/text-granularity/context.json"


def write_annotations(
    page_id: str, columns: Sequence[ColumnText], language: str, addresses: Addresses
) -> dict[str, Any]:
    """Return the annotation page with the text of a page; blank columns have none.

    A column keeps its number, counted from 1 with the blank ones, as its identifier.
    """
    annotations = [
        _annotation(addresses.column(page_id, number), page_id, column, language, addresses)
        for number, column in enumerate(columns, start=1)
        if column.text
    ]
    page = prezi.AnnotationPage(
        id=addresses.text(page_id), label=words.TEXT_OF_PAGE, items=annotations
    )
    written = prezi.as_json(page)
    # iiif-prezi3 does not know the extension and would drop its property without a word.
    for annotation in written.setdefault("items", []):
        annotation["textGranularity"] = "line"
    written["@context"] = [TEXT_CONTEXT, prezi.CONTEXT]
    return written


def _annotation(
    identifier: str, page_id: str, column: ColumnText, language: str, addresses: Addresses
) -> prezi.Annotation:
    x0, y0, x1, y1 = column.box
    return prezi.Annotation(
        id=identifier,
        motivation="supplementing",
        body=prezi.TextualBody(
            type="TextualBody", value=column.text, format="text/plain", language=language
        ),
        target=f"{addresses.canvas(page_id)}#xywh={x0},{y0},{x1 - x0},{y1 - y0}",
    )

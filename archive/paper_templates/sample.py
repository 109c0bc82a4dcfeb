"""What stands in a paper's places in a preview, when there is no gift to show."""

from archive.documents.kinds import KINDS, DocumentKind
from archive.documents.offers import sample_rows
from archive.markup.fill import Rows, Value


def sample_values(kind: DocumentKind) -> dict[str, Value]:
    """Return an example for every place that a kind of paper offers."""
    return {
        place.name: Rows(sample_rows(place.name)) if place.is_table else place.example
        for place in KINDS[kind].offered
    }

"""The packing list of a crate on paper: it is stuck on the crate, and ticked off on arrival."""

from sqlalchemy.orm import Session

from archive.documents.code128 import draw_code128
from archive.documents.pdf import set_paper
from archive.relocations import queries
from archive.relocations.schemas import CrateView, RelocationView


def set_packing_lists(
    session: Session, relocation: RelocationView, crates: list[CrateView], library_name: str
) -> bytes:
    """Return the packing lists of ``crates`` as one PDF, each on a page of its own."""
    sheets = [
        {
            "crate": crate,
            "barcode": draw_code128(crate.barcode),
            "items": [
                item
                for item in queries.list_items(session, relocation.id, crate.id)
                if item.crate_id == crate.id
            ],
        }
        for crate in crates
    ]
    return set_paper(
        "relocations/packing_list.html",
        relocation=relocation,
        sheets=sheets,
        library_name=library_name,
    )

"""The slip of a transfer on paper: numbered, with a line for each volume and places to sign."""

from sqlalchemy.orm import Session

from archive.documents.pdf import set_paper
from archive.transfers import queries
from archive.transfers.schemas import TransferState, TransferView


def set_slip(session: Session, transfer: TransferView, library_name: str) -> bytes:
    """Return the slip as a PDF; one that has no number yet says that it is a draft."""
    return set_paper(
        "transfers/slip.html",
        transfer=transfer,
        is_draft=transfer.state in {TransferState.DRAFT, TransferState.CANCELLED},
        counts=queries.count_lines(session, [transfer.id]).get(transfer.id, queries.NOTHING),
        lines=queries.list_lines(session, transfer.id),
        library_name=library_name,
    )

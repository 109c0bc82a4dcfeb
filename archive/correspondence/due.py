"""Which paper is due: the one that belongs to where a gift stands, if it was not issued yet."""

from collections.abc import Collection, Iterator

from archive.correspondence.said import can_tell
from archive.documents.fonts import missing_characters
from archive.documents.kinds import DocumentKind
from archive.donations.kinds import AcquisitionMode, Stage
from archive.donations.schemas import DonationView

_IN_REGISTERS = frozenset({Stage.ACCESSIONED, Stage.CATALOGUED, Stage.THANKED, Stage.ANNOUNCED})
_HERE = frozenset({Stage.AGREED, Stage.HANDED_OVER, *_IN_REGISTERS})

_DUE: tuple[tuple[DocumentKind, frozenset[Stage]], ...] = (
    (DocumentKind.DECLINE, frozenset({Stage.DECLINED, Stage.DECIDED, *_HERE})),
    (DocumentKind.CERTIFICATE, _IN_REGISTERS),
    (DocumentKind.THANKS, _IN_REGISTERS),
    (DocumentKind.RECEIPT, _HERE),
    (DocumentKind.DEPOSIT_AGREEMENT, frozenset({Stage.DECIDED, Stage.AGREED})),
    (DocumentKind.GIFT_AGREEMENT, frozenset({Stage.DECIDED})),
    (DocumentKind.DONATION_LIST, frozenset({Stage.LISTED, Stage.APPRAISAL})),
)
"""At which stages each kind of paper is due, the one to be thought of first standing first."""

_NO_GIFT = frozenset({AcquisitionMode.PURCHASE, AcquisitionMode.EXCHANGE, AcquisitionMode.COPYING})
_FOR_GIFTS = frozenset({DocumentKind.GIFT_AGREEMENT, DocumentKind.CERTIFICATE, DocumentKind.THANKS})


def due_papers(donation: DonationView, issued: Collection[DocumentKind]) -> list[DocumentKind]:
    """Return the kinds of paper that are due, the most pressing first; ``issued`` are there.

    Nobody is thanked for what he sold.
    """
    return [
        kind
        for kind, stages in _DUE
        if donation.stage in stages
        and kind not in issued
        and can_tell(kind, donation)
        and not (kind in _FOR_GIFTS and donation.mode in _NO_GIFT)
    ]


def unprintable(donation: DonationView) -> list[tuple[str, str]]:
    """Return each character that no font draws, with the words in which it stands."""
    found: dict[str, str] = {}
    for words in _words(donation):
        for character in missing_characters(words):
            found.setdefault(character, words)
    return list(found.items())


def _words(donation: DonationView) -> Iterator[str]:
    donor = donation.donor
    yield from (donor.name, donor.credit_name, donor.unit)
    for line in donation.lines:
        yield from (line.title, line.author, line.date_text, line.note, line.decision_reason)

"""What happens to a gift on its way, and why it may not."""

from enum import StrEnum


class Event(StrEnum):
    """A step of a gift. The last three lead off the way and back to it."""

    FIND = "find"
    PROMISE = "promise"
    LIST = "list"
    APPRAISE = "appraise"
    DECIDE = "decide"
    DECLINE = "decline"
    RECONSIDER = "reconsider"
    REAPPRAISE = "reappraise"
    AGREE = "agree"
    HAND_OVER = "hand-over"
    ACCESSION = "accession"
    CATALOGUE = "catalogue"
    THANK = "thank"
    ANNOUNCE = "announce"
    WITHDRAW = "withdraw"
    RETURN = "return"
    RESUME = "resume"


class Refusal(StrEnum):
    """Why a step may not be taken; each is a sentence in :mod:`archive.donations.words`."""

    TOO_EARLY = "too-early"
    TOO_LATE = "too-late"
    ALREADY_DONE = "already-done"
    NO_LINES = "no-lines"
    HAS_LINES = "has-lines"
    UNDECIDED = "undecided"
    NOTHING_UNDECIDED = "nothing-undecided"
    ALL_DECLINED = "all-declined"
    NOT_ALL_DECLINED = "not-all-declined"
    WAS_APPRAISED = "was-appraised"
    NOT_APPRAISED = "not-appraised"
    NOTHING_ACCEPTED = "nothing-accepted"
    NOT_REGISTERED = "not-registered"
    REGISTERED = "registered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"


BY_HAND = (
    Event.APPRAISE,
    Event.HAND_OVER,
    Event.CATALOGUE,
    Event.THANK,
    Event.ANNOUNCE,
    Event.WITHDRAW,
    Event.RETURN,
    Event.RESUME,
)
"""What staff enter on the gift's page; the rest follows from what is done elsewhere."""

OF_DECISIONS = (Event.DECIDE, Event.DECLINE, Event.RECONSIDER, Event.REAPPRAISE)
"""What follows from the decisions on the lines."""

TO_BE_EXPLAINED = frozenset({Event.WITHDRAW, Event.RETURN, Event.RESUME})
"""What is not entered without a reason."""

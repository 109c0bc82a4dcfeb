"""What a table lists, told by its columns, and what its columns then hold."""

from collections.abc import Mapping, Sequence

from archive.exchange.kinds import SheetKind
from archive.exchange.recognising.fields import OF_REGISTERS, Field
from archive.exchange.recognising.table import is_source

WANTED = frozenset(
    {
        Field.TITLE,
        Field.DONOR_NAME,
        Field.BATCH_NUMBER,
        Field.FIRST_LABEL,
        Field.LABELS,
        Field.GONE_NUMBER,
        Field.GONE_ON,
        Field.GONE_REASON,
    }
)
"""A heading has one of these at least."""
_GONE = frozenset({Field.GONE_NUMBER, Field.GONE_ON, Field.GONE_REASON})
_ENTRIES = frozenset({Field.BATCH_NUMBER, Field.FIRST_LABEL, Field.LABELS})
_COUNTS = frozenset({Field.TITLES, Field.VOLUMES})


def kind_of(fields: Mapping[int, Field], words: Sequence[str]) -> SheetKind:
    """Return what a table with these columns lists; ``words`` are the headings.

    An individual register may tell of withdrawals too: what tells a register of withdrawals is
    that it has one day and no entry of the summary register.
    """
    known = set(fields.values())
    has_both_days = {Field.GONE_ON, Field.RECEIVED_ON} <= known
    if known & _GONE and Field.BATCH_NUMBER not in known and not has_both_days:
        return SheetKind.WITHDRAWALS
    if Field.TITLE not in known:
        is_summary = known & _ENTRIES and known & _COUNTS
        return SheetKind.SUMMARY if is_summary else SheetKind.DONORS
    names_donors = any(
        field is Field.DONOR_ID or (field is Field.DONOR_NAME and not is_source(words[place]))
        for place, field in fields.items()
    )
    is_register = Field.LABEL in known and not names_donors
    return SheetKind.REGISTER if is_register else SheetKind.GIFTS


def fit(fields: Mapping[int, Field], kind: SheetKind) -> dict[int, Field]:
    """Return what the columns hold in a table of ``kind``."""
    if kind is SheetKind.GIFTS:
        return _as_gifts(fields)
    if kind is SheetKind.DONORS:
        return {place: _or_ignored(field) for place, field in fields.items()}
    renamed = dict(_SAME[kind])
    found: dict[int, Field] = {}
    for place, field in fields.items():
        other = renamed.get(field, field)
        is_free = other not in found.values() and (other is field or other not in fields.values())
        if other is Field.IGNORED or (is_free and other in _USED[kind]):
            found[place] = other
    return found


_SAME: Mapping[SheetKind, Mapping[Field, Field]] = {
    SheetKind.REGISTER: {
        Field.DONOR_NAME: Field.SOURCE,
        Field.MODE: Field.SOURCE,
        Field.TITLES: Field.IGNORED,
    },
    SheetKind.SUMMARY: {
        Field.DONOR_NAME: Field.SOURCE,
        Field.MODE: Field.SOURCE,
        Field.LABEL: Field.LABELS,
    },
    SheetKind.WITHDRAWALS: {
        Field.RECEIVED_ON: Field.GONE_ON,
        Field.DECIDED_ON: Field.GONE_ON,
        Field.REASON: Field.GONE_REASON,
        Field.VOUCHER: Field.APPROVAL,
        Field.TITLES: Field.IGNORED,
    },
}
"""What a column is called in another kind of list, and what it is in a register."""
_USED: Mapping[SheetKind, frozenset[Field]] = {
    SheetKind.REGISTER: frozenset(
        {
            Field.LABEL,
            Field.RECEIVED_ON,
            Field.TITLE,
            Field.AUTHOR,
            Field.EDITION,
            Field.DATE_TEXT,
            Field.COPY_NUMBER,
            Field.VOLUME_LABEL,
            Field.VOLUMES,
            Field.SHELFMARK,
            Field.BATCH_NUMBER,
            Field.SOURCE,
            Field.VALUE,
            Field.NOTE,
        }
    ),
    SheetKind.SUMMARY: frozenset(
        {
            Field.RECEIVED_ON,
            Field.BATCH_NUMBER,
            Field.SOURCE,
            Field.VOUCHER,
            Field.TITLES,
            Field.VOLUMES,
            Field.PIECES,
            Field.VALUE,
            Field.FIRST_LABEL,
            Field.LAST_LABEL,
            Field.LABELS,
            Field.NOTE,
        }
    ),
    SheetKind.WITHDRAWALS: frozenset(
        {
            Field.GONE_NUMBER,
            Field.GONE_ON,
            Field.LABEL,
            Field.TITLE,
            Field.VOLUME_LABEL,
            Field.GONE_REASON,
            Field.APPROVAL,
            Field.NOTE,
        }
    ),
}
"""What a register has a place for; what stands in other columns becomes a remark."""


def _or_ignored(field: Field) -> Field:
    return Field.IGNORED if field is Field.TITLES else field


def _as_gifts(fields: Mapping[int, Field]) -> dict[int, Field]:
    """A number of the register is a remark in a list of gifts, and an edition a date."""
    has_date = Field.DATE_TEXT in fields.values()
    found: dict[int, Field] = {}
    for place, field in fields.items():
        if field is Field.EDITION and not has_date:
            found[place], has_date = Field.DATE_TEXT, True
        elif field not in OF_REGISTERS:
            found[place] = _or_ignored(field)
    return found

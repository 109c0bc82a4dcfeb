"""What a title read like earlier, and making it read so again: as a new version, by every rule."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from archive.catalogue import service
from archive.catalogue.errors import RestoreReasonMissingError, VersionNotFoundError
from archive.catalogue.materials.kinds import MaterialKind
from archive.catalogue.materials.own import known_fields
from archive.catalogue.materials.values import clean_details
from archive.catalogue.merging import fields_before
from archive.catalogue.queries import find_title
from archive.catalogue.schemas import TitleFields, TitleView, is_field
from archive.kernel import journal
from archive.kernel.clock import to_local
from archive.kernel.errors import InvalidInputError
from archive.kernel.journal import JournalEntry, Subject
from archive.rights.levels import AccessLevel

VERSIONS = frozenset({"catalogue.title.created", "catalogue.part.entered", *service.CHANGES})
"""The entries of the journal that each made a version."""
OF_RIGHTS = frozenset({"rights_uri", "access_level", "access_reason"})
"""What no version brings back: who may see a title is decided anew, for reasons of today."""
MOST_VERSIONS = 2_000
_GROUPS: Mapping[str, Sequence[str]] = {
    "siku_class": ("siku_division", "siku_class", "siku_subclass"),
    "reprint": ("reprint_volume", "reprint_page", "reprint_column"),
}
_READ: Mapping[str, Any] = {"material": MaterialKind, "access_level": AccessLevel}


@dataclasses.dataclass(frozen=True, slots=True)
class Restoring:
    """What restoring a version would change: the flat fields now and then.

    ``kept`` names the fields that cannot be brought back, which stay as they are now.
    """

    entry: JournalEntry
    held: TitleView
    fields: TitleFields
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    kept: Mapping[str, Any]


def title_history(session: Session, title_id: str) -> Sequence[JournalEntry]:
    """Return all that happened to a title and its volumes, newest first."""
    return journal.history(session, [Subject("title", title_id)], MOST_VERSIONS)


def fields_at(session: Session, title_id: str, number: int) -> tuple[JournalEntry, dict[str, Any]]:
    """Return the entry that made a version, and what differs since, as it was then.

    Raises:
        VersionNotFoundError: no entry of that number made a version of this title.
    """
    entries = [
        entry
        for entry in title_history(session, title_id)
        if entry.action in VERSIONS and entry.subject == Subject("title", title_id)
    ]
    found = next((entry for entry in entries if entry.number == number), None)
    if found is None:
        raise VersionNotFoundError(detail=str(number))
    changes = (entry.before for entry in entries if entry.number > number)
    return found, {name: _read(name, value) for name, value in fields_before(changes).items()}


def look_back(session: Session, title_id: str, number: int) -> Restoring:
    """Return what restoring the version that entry ``number`` made would change."""
    entry, then = fields_at(session, title_id, number)
    held = find_title(session, title_id)
    now = held.fields().flat()
    differing = {
        name: value for name, value in then.items() if is_field(name) and now.get(name) != value
    }
    kept = {name: value for name, value in differing.items() if name in OF_RIGHTS}
    wanted = {name: value for name, value in differing.items() if name not in OF_RIGHTS}
    while problem := _refused(session, held, wanted):
        refused = {name for name in _GROUPS.get(problem, (problem,)) if name in wanted}
        kept |= {name: wanted.pop(name) for name in refused or set(wanted)}
    fields = held.fields().with_flat(wanted)
    before = {name: now.get(name) for name in wanted}
    return Restoring(entry, held, fields, before, wanted, kept)


def restore(session: Session, title_id: str, revision: int, number: int, why: str) -> Restoring:
    """Let a title read as the version that entry ``number`` made, as far as that can be.

    Raises:
        RestoreReasonMissingError: ``why`` is empty.
        TitleChangedError: somebody changed it since it was looked at.
    """
    if not why.strip():
        raise RestoreReasonMissingError(field="why")
    wanted = look_back(session, title_id, number)
    at = to_local(wanted.entry.at).strftime("%Y-%m-%d %H:%M")
    cause = service.Cause(is_restored=True, why=why.strip(), more={"restored_at": at})
    service.change_title(session, title_id, revision, wanted.fields, cause)
    return wanted


def _refused(session: Session, held: TitleView, wanted: Mapping[str, Any]) -> str:
    """Return the field by which ``wanted`` is refused today, empty if it is not."""
    fields = held.fields().with_flat(wanted)
    try:
        service.check_fields(fields)
        clean_details(known_fields(session), fields.details, held.details)
    except InvalidInputError as error:
        return error.field if wanted else ""
    return ""


def _read(name: str, value: Any) -> Any:
    return _READ[name](value) if value and name in _READ else value

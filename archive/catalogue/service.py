"""What may be done in the catalogue; every change is written in the journal."""

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from archive.catalogue.errors import (
    AccessReasonMissingError,
    JuanCountDiffersError,
    NotAClassError,
    NotAFiveDivisionError,
    NotAReprintPlaceError,
    NotASikuPlaceError,
    TitleChangedError,
    TitleMissingError,
    TitleNotFoundError,
    UnknownRightsError,
    VolumeDeregisteredError,
    VolumeNotFoundError,
    WiderThanAgreedError,
    WithdrawalReasonMissingError,
)
from archive.catalogue.materials.own import known_fields, version_of
from archive.catalogue.materials.values import clean_details
from archive.catalogue.merging import fields_before, merge_fields
from archive.catalogue.models import Copy, Title, Volume
from archive.catalogue.queries import find_title, find_volume, title_view, volumes_of
from archive.catalogue.reprint import is_reprint_place
from archive.catalogue.rights_statements import is_rights_statement
from archive.catalogue.schemas import (
    MaterialKind,
    NewVolume,
    TitleFields,
    TitleKind,
    TitleView,
    VolumeView,
    is_field,
)
from archive.catalogue.siku import FIVE_DIVISIONS, is_place
from archive.catalogue.words import ACCESS_LEVELS
from archive.kernel import journal
from archive.kernel.journal import Subject
from archive.likeness.service import Kind, describe, index_record
from archive.rights.ceiling import Limit, is_wider, widest_level
from archive.rights.queries import limits_of
from archive.text.juan_counts import read_juan_count
from archive.web.i18n import translate

_CLASS = re.compile(r"[A-Z]{1,2}[0-9A-Z.\-()=\"'+:/]{0,30}")
CHANGED = "catalogue.title.changed"
RESTORED = "catalogue.title.restored"
CHANGES = frozenset({CHANGED, RESTORED})
REVISED = CHANGES | {"catalogue.part.joined", "catalogue.part.left"}
"""Every action after which a title has its next revision."""


@dataclasses.dataclass(frozen=True, slots=True)
class Cause:
    """Why a title is changed: to restore an earlier version or not, the reason, and what else."""

    is_restored: bool = False
    why: str = ""
    more: Mapping[str, str] = dataclasses.field(default_factory=dict)


EDITED = Cause()


def create_title(session: Session, kind: TitleKind, fields: TitleFields) -> TitleView:
    """Enter a new title in the catalogue.

    Raises:
        InvalidInputError: a field cannot be used; the error names it.
    """
    check_fields(fields)
    fields = _with_kind(session, kind, fields)
    row = Title(kind=kind, created_at=journal.now(session), **fields.as_json())
    row.details_version = version_of(session, fields)
    session.add(row)
    session.flush()
    index_record(session, Kind.TITLE, row.id, describe(row.title, row.author, row.date_text))
    after = written(fields) | {"kind": kind}
    journal.record(
        session, "catalogue.title.created", subject=Subject("title", row.id), after=after
    )
    return title_view(row)


def change_title(
    session: Session, title_id: str, revision: int, fields: TitleFields, cause: Cause = EDITED
) -> TitleView:
    """Write ``fields`` over the title as it was at ``revision``.

    Raises:
        TitleChangedError: somebody changed it since.
        InvalidInputError: a field cannot be used; the error names it.
    """
    row = session.get(Title, title_id)
    if row is None:
        raise TitleNotFoundError(detail=title_id)
    if row.revision != revision:
        raise TitleChangedError(who=_who_changed_last(session, title_id))
    held = title_view(row).fields()
    check_change(held, fields, limits_of(session, title_id), journal.today(session))
    details = clean_details(known_fields(session), fields.details, held.details)
    fields = dataclasses.replace(fields, details=details)
    before, after = _differences(held, fields)
    if not after:
        return title_view(row)
    columns = {name.partition(".")[0] for name in after}
    # Asked before the row is touched: what is flushed twice counts as two revisions.
    version = version_of(session, fields) if "details" in columns else row.details_version
    for name in columns:
        setattr(row, name, getattr(fields, name))
    row.details_version = version
    try:
        session.flush()
    except StaleDataError as error:
        raise TitleChangedError(who=_who_changed_last(session, title_id)) from error
    if after.keys() & {"title", "author", "date_text"}:
        index_record(session, Kind.TITLE, row.id, describe(row.title, row.author, row.date_text))
    journal.record(
        session,
        RESTORED if cause.is_restored else CHANGED,
        subject=Subject("title", title_id),
        also=[Subject("volume", volume.id) for volume in volumes_of(session, title_id)],
        before=before,
        after={**after, **cause.more},
        why=cause.why or (fields.access_reason if "access_level" in after else ""),
    )
    return title_view(row)


def merge_title(session: Session, title_id: str, revision: int, typed: TitleFields) -> TitleFields:
    """Return ``typed``, written against ``revision``, with what others changed elsewhere since."""
    held = find_title(session, title_id).fields()
    return merge_fields(seen_at(session, title_id, revision), held, typed)


def seen_at(session: Session, title_id: str, revision: int) -> dict[str, Any]:
    """Return the fields that were changed after ``revision``, as somebody saw them then."""
    held = find_title(session, title_id)
    entries = journal.history(session, [Subject("title", title_id)])
    changes = [entry.before for entry in entries if entry.action in REVISED]
    base = fields_before(changes[: held.revision - revision])
    return {name: value for name, value in base.items() if is_field(name)}


def add_copy(
    session: Session, title_id: str, volumes: Sequence[NewVolume], provenance: str = ""
) -> list[VolumeView]:
    """Add an exemplar (复本) of a title with its volumes, numbered from 1."""
    find_title(session, title_id)
    last = session.scalar(select(func.max(Copy.number)).where(Copy.title_id == title_id)) or 0
    rows = [
        Volume(
            sequence=sequence,
            label=volume.label,
            shelfmark=volume.shelfmark,
            is_piece=volume.is_piece,
        )
        for sequence, volume in enumerate(volumes, start=1)
    ]
    copy = Copy(title_id=title_id, number=last + 1, provenance=provenance, volumes=rows)
    session.add(copy)
    session.flush()
    journal.record(
        session,
        "catalogue.copy.added",
        subject=Subject("title", title_id),
        also=[Subject("volume", row.id) for row in rows],
        after={"copy": copy.number, "volumes": len(rows), "provenance": provenance},
    )
    return [volume for volume in volumes_of(session, title_id) if volume.copy_id == copy.id]


def set_accession_number(
    session: Session, volume_id: str, number: int, label: str | None = None
) -> None:
    """Write the number of the individual register (登录号) into the volume's own record.

    ``label`` is the number as it is printed, in six figures unless a mask says otherwise.
    """
    row = _volume(session, volume_id)
    row.accession_number = number
    row.accession_label = f"{number:06}" if label is None else label


def take_out(session: Session, volume_id: str, day: dt.date, why: str) -> None:
    """Note that a volume left the registers on ``day``; readers are shown it no more."""
    if find_volume(session, volume_id).is_published:
        withdraw_volume(session, volume_id, why)
    _volume(session, volume_id).deregistered_on = day
    session.flush()


def bring_back(session: Session, volume_id: str) -> None:
    """Undo :func:`take_out`; the volume is not published again by that."""
    _volume(session, volume_id).deregistered_on = None
    session.flush()


def publish_volume(session: Session, volume_id: str) -> VolumeView:
    """Show a volume to those its title's access level allows; a published one stays as it is."""
    row = _volume(session, volume_id)
    if row.deregistered_on is not None:
        raise VolumeDeregisteredError(day=row.deregistered_on.isoformat())
    if row.published_at is None:
        row.published_at = journal.now(session)
        session.flush()
        _record_volume(session, "catalogue.volume.published", volume_id)
    return find_volume(session, volume_id)


def withdraw_volume(session: Session, volume_id: str, why: str) -> VolumeView:
    """Stop showing a volume.

    Raises:
        WithdrawalReasonMissingError: ``why`` is empty.
    """
    row = _volume(session, volume_id)
    if not why.strip():
        raise WithdrawalReasonMissingError(field="why")
    if row.published_at is not None:
        row.published_at = None
        session.flush()
        _record_volume(session, "catalogue.volume.withdrawn", volume_id, why.strip())
    return find_volume(session, volume_id)


def check_fields(fields: TitleFields) -> None:
    """Raise the :class:`InvalidInputError` that names the first field that cannot be used."""
    if not fields.title.strip():
        raise TitleMissingError(field="title")
    place = fields.siku_place
    if place is not None and not is_place(place):
        raise NotASikuPlaceError(field="siku_class", place=place)
    reprint = fields.reprint_place
    if reprint is not None and not is_reprint_place(reprint):
        raise NotAReprintPlaceError(field="reprint")
    _check_numbers(fields)
    if not is_rights_statement(fields.rights_uri):
        raise UnknownRightsError(field="rights_uri", detail=fields.rights_uri)


def _check_numbers(fields: TitleFields) -> None:
    printed = read_juan_count(fields.juan_text)
    is_same = printed is None or fields.juan_count in {None, printed.main, printed.total}
    if not is_same and printed is not None:
        raise JuanCountDiffersError(
            field="juan_count",
            count=fields.juan_count,
            text=fields.juan_text,
            printed=printed.main or 0,
        )
    if fields.call_class and not _CLASS.fullmatch(fields.call_class):
        raise NotAClassError(field="call_class")
    if fields.five_division and fields.five_division not in FIVE_DIVISIONS:
        raise NotAFiveDivisionError(field="five_division")


def check_change(
    held: TitleFields, fields: TitleFields, limits: Sequence[Limit], today: dt.date
) -> None:
    """Refuse to write ``fields`` over a title that reads ``held`` and came with ``limits``.

    To narrow who may see it is free; to open it wider than the donor's agreement allows is not.

    Raises:
        InvalidInputError: a field cannot be used; the error names it.
    """
    check_fields(fields)
    if fields.access_level != held.access_level and not fields.access_reason.strip():
        raise AccessReasonMissingError(field="access_reason")
    widest = widest_level(limits, today)
    is_wider_now = is_wider(fields.access_level, held.access_level)
    if is_wider_now and is_wider(fields.access_level, widest):
        days = [limit.restricted_until for limit in limits if limit.restricted_until is not None]
        day = max((each for each in days if each > today), default=None)
        raise WiderThanAgreedError(
            field="access_level",
            level=translate(ACCESS_LEVELS[widest]),
            until=f"（{day.isoformat()}）" if day else "",
        )


def _with_kind(session: Session, kind: TitleKind, fields: TitleFields) -> TitleFields:
    """Return ``fields`` as they are kept; what the Siku room holds are books."""
    details = clean_details(known_fields(session), fields.details, {})
    is_book = kind is TitleKind.SIKU and fields.material is None
    material = MaterialKind.BOOK if is_book else fields.material
    return dataclasses.replace(fields, material=material, details=details)


def _differences(held: TitleFields, fields: TitleFields) -> tuple[dict[str, Any], dict[str, Any]]:
    old, new = held.flat(), fields.flat()
    changed = [name for name in old | new if old.get(name) != new.get(name)]
    return {name: old.get(name) for name in changed}, {name: new.get(name) for name in changed}


def written(fields: TitleFields) -> dict[str, Any]:
    """Return the fields that say something, for the journal."""
    return {name: value for name, value in fields.flat().items() if value not in ("", None)}


def _who_changed_last(session: Session, title_id: str) -> str:
    entries = journal.history(session, [Subject("title", title_id)], limit=1)
    return entries[0].actor_name if entries else journal.SYSTEM.name


def _volume(session: Session, volume_id: str) -> Volume:
    row = session.get(Volume, volume_id)
    if row is None:
        raise VolumeNotFoundError(detail=volume_id)
    return row


def _record_volume(session: Session, action: str, volume_id: str, why: str = "") -> None:
    volume = find_volume(session, volume_id)
    journal.record(
        session,
        action,
        subject=Subject("volume", volume_id),
        also=[Subject("title", volume.title.id)],
        after={"title": volume.title.title, "volume": volume.label or volume.sequence},
        why=why,
    )

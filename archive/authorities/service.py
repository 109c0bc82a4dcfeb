"""What may be done with authorities and their names; every change is written in the journal."""

import dataclasses
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.authorities.errors import (
    AuthorityChangedError,
    AuthorityMergedError,
    AuthorityNameMissingError,
    AuthorityNotFoundError,
    InCircleError,
    NameNotFoundError,
    NotANameKindError,
    WrongKindError,
    YearsTurnedError,
)
from archive.authorities.kinds import NAME_KINDS, OWN_FIELDS, REFERS_TO, AuthorityKind
from archive.authorities.look_up import write_terms
from archive.authorities.models import Authority, AuthorityName
from archive.authorities.queries import authority_view, find_authority, name_view
from archive.authorities.schemas import FIELDS, AuthorityFields, AuthorityView, NameView, NewName
from archive.kernel import journal
from archive.kernel.identifiers import new_id
from archive.kernel.journal import Subject

MOST_FLOORS = 50


def create_authority(
    session: Session, kind: AuthorityKind, fields: AuthorityFields
) -> AuthorityView:
    """Enter a new authority; what its kind has no field for is left out.

    Raises:
        InvalidInputError: a field cannot be used; the error names it.
    """
    new = _tidy(session, kind, fields)
    authority_id = new_id()
    row = Authority(
        id=authority_id,
        kind=kind,
        standing_id=authority_id,
        created_at=journal.now(session),
        **new.as_json(),
    )
    session.add(row)
    write_terms(session, row)
    after = {name: value for name, value in new.as_json().items() if value not in ("", None)}
    journal.record(
        session,
        "authorities.authority.created",
        subject=Subject("authority", authority_id),
        after=after | {"kind": kind},
    )
    return authority_view(row)


def change_authority(
    session: Session, authority_id: str, fields: AuthorityFields, revision: int | None = None
) -> AuthorityView:
    """Write ``fields`` over an authority, as it was at ``revision`` if that is given.

    Raises:
        AuthorityChangedError: somebody changed it since.
        AuthorityMergedError: it is a part of another one.
        InvalidInputError: a field cannot be used; the error names it.
    """
    row = hold_authority(session, authority_id)
    if revision is not None and row.revision != revision:
        raise AuthorityChangedError(who=_who_changed_last(session, authority_id))
    old = authority_view(row).fields().as_json()
    new = _tidy(session, row.kind, fields, authority_id).as_json()
    names = [name for name in new if new[name] != old[name]]
    if not names:
        return authority_view(row)
    for name in names:
        setattr(row, name, new[name])
    session.flush()
    if "name" in names:
        write_terms(session, row)
    journal.record(
        session,
        "authorities.authority.changed",
        subject=Subject("authority", authority_id),
        before={name: old[name] for name in names},
        after={name: new[name] for name in names},
    )
    return authority_view(row)


def hold_authority(session: Session, authority_id: str) -> Authority:
    """Return the row of an authority, which nobody else changes meanwhile.

    Raises:
        AuthorityMergedError: the record became a part of another one.
    """
    row = session.get(
        Authority, authority_id, with_for_update={"key_share": True}, populate_existing=True
    )
    if row is None:
        raise AuthorityNotFoundError(detail=authority_id)
    if row.merged_into_id is not None:
        raise AuthorityMergedError(detail=f"{authority_id} is {row.merged_into_id}")
    return row


def add_name(session: Session, authority_id: str, new: NewName) -> NameView:
    """Give an authority a further name.

    Raises:
        InvalidInputError: it cannot be used; the error names the field.
    """
    authority = hold_authority(session, authority_id)
    fields = _tidy_name(session, authority, new)
    last = select(func.max(AuthorityName.position)).where(
        AuthorityName.authority_id == authority_id
    )
    position = (session.scalar(last) or 0) + 1
    row = AuthorityName(authority_id=authority_id, position=position, **fields)
    session.add(row)
    _after_naming(session, authority, "added", {}, fields)
    return name_view(row)


def change_name(session: Session, name_id: str, new: NewName) -> NameView:
    """Correct a further name; the errors are those of :func:`add_name`."""
    row, authority = _hold_name(session, name_id)
    fields = _tidy_name(session, authority, new)
    before = {name: getattr(row, name) for name in fields}
    if fields != before:
        for name, value in fields.items():
            setattr(row, name, value)
        _after_naming(session, authority, "changed", before, fields)
    return name_view(row)


def remove_name(session: Session, name_id: str) -> None:
    """Take a further name away."""
    row, authority = _hold_name(session, name_id)
    said = {"kind": row.kind, "text": row.text}
    session.delete(row)
    _after_naming(session, authority, "removed", said, {"text": row.text})


def _hold_name(session: Session, name_id: str) -> tuple[AuthorityName, Authority]:
    """Return a name with the record it was written in, merged or not, and hold that."""
    row = session.get(AuthorityName, name_id)
    if row is None:
        raise NameNotFoundError(detail=name_id)
    authority = session.get_one(
        Authority, row.authority_id, with_for_update={"key_share": True}, populate_existing=True
    )
    return row, authority


def _after_naming(
    session: Session,
    authority: Authority,
    what: str,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    write_terms(session, authority)
    journal.record(
        session,
        f"authorities.name.{what}",
        subject=Subject("authority", authority.standing_id),
        also=[Subject("authority", authority.id)],
        before=before,
        after=after,
    )


def _tidy(
    session: Session, kind: AuthorityKind, fields: AuthorityFields, own_id: str = ""
) -> AuthorityFields:
    kept = {"name", *OWN_FIELDS[kind]}
    given: dict[str, Any] = {
        field.name: value.strip() if isinstance(value, str) else value
        for field in FIELDS
        if field.name in kept and (value := getattr(fields, field.name)) is not None
    }
    if not given["name"]:
        raise AuthorityNameMissingError(field="name")
    _check_years(given.get("year_from"), given.get("year_to"))
    for name, kinds in REFERS_TO.items():
        given[name] = given.get(name) or None
        if given[name]:
            _check_reference(session, name, str(given[name]), kinds, own_id)
    return AuthorityFields(**given)


def _tidy_name(session: Session, authority: Authority, new: NewName) -> dict[str, Any]:
    fields = dataclasses.asdict(new) | {"text": new.text.strip()}
    fields["parent_id"] = fields["parent_id"] or None
    if not fields["text"]:
        raise AuthorityNameMissingError(field="text")
    if new.kind not in NAME_KINDS[authority.kind]:
        raise NotANameKindError(field="kind")
    _check_years(new.year_from, new.year_to)
    if fields["parent_id"]:
        places = frozenset({AuthorityKind.PLACE})
        if authority.kind is not AuthorityKind.PLACE:
            raise WrongKindError(field="parent_id", name=new.text)
        _check_reference(session, "parent_id", fields["parent_id"], places, authority.id)
    return fields


def _check_years(first: int | None, last: int | None) -> None:
    if first is not None and last is not None and last < first:
        raise YearsTurnedError(field="year_to")


def _check_reference(
    session: Session, field: str, other_id: str, kinds: frozenset[AuthorityKind], own_id: str
) -> None:
    other = find_authority(session, other_id)
    if other.kind not in kinds:
        raise WrongKindError(field=field, name=other.name)
    if other.standing_id == own_id or (
        field == "broader_id" and own_id in _all_above(session, other)
    ):
        raise InCircleError(field=field, name=other.name)


def _all_above(session: Session, subject: AuthorityView) -> list[str]:
    """Return the broader terms of a subject, as far up as they go."""
    above: list[str] = []
    while subject.broader_id and len(above) < MOST_FLOORS:
        broader = find_authority(session, subject.broader_id)
        subject = find_authority(session, broader.standing_id)
        above.append(subject.id)
    return above


def _who_changed_last(session: Session, authority_id: str) -> str:
    entries = journal.history(session, [Subject("authority", authority_id)], limit=1)
    return entries[0].actor_name if entries else journal.SYSTEM.name

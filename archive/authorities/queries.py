"""Questions about authorities."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.authorities.dated_names import DatedName, DatedPlace
from archive.authorities.errors import AuthorityNotFoundError
from archive.authorities.kinds import NameKind
from archive.authorities.models import Authority, AuthorityLink, AuthorityName
from archive.authorities.schemas import FIELDS, AuthorityView, LinkView, NameView

AT_ONCE = 500


def authority_view(row: Authority) -> AuthorityView:
    """Return the view of a row of ``authorities``."""
    return AuthorityView(
        **{field.name: getattr(row, field.name) for field in FIELDS},
        id=row.id,
        kind=row.kind,
        created_at=row.created_at,
        merged_into_id=row.merged_into_id,
        standing_id=row.standing_id,
        revision=row.revision,
    )


def find_authority(session: Session, authority_id: str) -> AuthorityView:
    """Return an authority; :class:`AuthorityNotFoundError` if there is none."""
    row = session.get(Authority, authority_id)
    if row is None:
        raise AuthorityNotFoundError(detail=authority_id)
    return authority_view(row)


def find_authorities(session: Session, authority_ids: Iterable[str]) -> dict[str, AuthorityView]:
    """Return those of the authorities that exist, by identifier."""
    wanted = list(dict.fromkeys(authority_ids))
    found: dict[str, AuthorityView] = {}
    for start in range(0, len(wanted), AT_ONCE):
        part = Authority.id.in_(wanted[start : start + AT_ONCE])
        found |= {
            row.id: authority_view(row) for row in session.scalars(select(Authority).where(part))
        }
    return found


def names_of(session: Session, authority_ids: Iterable[str]) -> dict[str, list[NameView]]:
    """Return the further names of standing records, those of the merged ones among them."""
    wanted = list(authority_ids)
    found: dict[str, list[NameView]] = {each: [] for each in wanted}
    rows = session.execute(
        select(AuthorityName, Authority.standing_id)
        .join(Authority, AuthorityName.authority_id == Authority.id)
        .where(Authority.standing_id.in_(wanted))
        .order_by(AuthorityName.position, AuthorityName.id)
    )
    for row, standing_id in rows:
        found[standing_id].append(name_view(row))
    return found


def name_view(row: AuthorityName) -> NameView:
    """Return the view of a row of ``authority_names``."""
    return NameView(
        row.id, row.authority_id, row.kind, row.text, row.year_from, row.year_to, row.parent_id
    )


def merged_names(session: Session, standing_id: str) -> list[str]:
    """Return what the records were called that became a part of this one."""
    wanted = select(Authority.name).where(
        Authority.standing_id == standing_id, Authority.id != standing_id
    )
    return list(session.scalars(wanted.order_by(Authority.name_key, Authority.id)))


def dated_places(session: Session, place_ids: Iterable[str]) -> dict[str, DatedPlace]:
    """Return places and all in which they ever lay, with their dated names, by identifier."""
    found: dict[str, DatedPlace] = {}
    waiting = list(dict.fromkeys(place_ids))
    while waiting:
        places = find_authorities(session, waiting)
        names = names_of(session, [each.standing_id for each in places.values()])
        for place_id, place in places.items():
            dated = [
                DatedName(each.text, each.year_from, each.year_to, each.parent_id)
                for each in names[place.standing_id]
                if each.kind is NameKind.DATED
            ]
            found[place_id] = DatedPlace(place.name, dated)
        parents = [name.parent_id for each in places for name in found[each].names]
        waiting = [each for each in dict.fromkeys(parents) if each and each not in found]
    return found


def links_of_titles(session: Session, title_ids: Iterable[str]) -> dict[str, list[LinkView]]:
    """Return what titles name, in their order, each with the authority that stands for it now."""
    wanted = list(title_ids)
    found: dict[str, list[LinkView]] = {each: [] for each in wanted}
    rows = session.execute(
        select(AuthorityLink, Authority.standing_id)
        .join(Authority, AuthorityLink.authority_id == Authority.id)
        .where(AuthorityLink.title_id.in_(wanted))
        .order_by(AuthorityLink.title_id, AuthorityLink.position, AuthorityLink.id)
    ).all()
    standing = find_authorities(session, [standing_id for _, standing_id in rows])
    for row, standing_id in rows:
        view = LinkView(
            row.id,
            row.title_id,
            row.authority_id,
            standing[standing_id],
            row.role,
            row.dynasty,
            row.said,
        )
        found[row.title_id].append(view)
    return found


def link_counts(session: Session, standing_ids: Iterable[str]) -> dict[str, int]:
    """Return how many titles name each of the standing records."""
    counted = (
        select(Authority.standing_id, func.count(AuthorityLink.title_id.distinct()))
        .join(AuthorityLink, AuthorityLink.authority_id == Authority.id)
        .where(Authority.standing_id.in_(list(standing_ids)))
        .group_by(Authority.standing_id)
    )
    return dict(session.execute(counted).all())


def linked_title_ids(session: Session, authority_id: str) -> Sequence[str]:
    """Return the titles that name the record which stands for this one, or a part of it."""
    standing = select(Authority.standing_id).where(Authority.id == authority_id).scalar_subquery()
    wanted = (
        select(AuthorityLink.title_id)
        .join(Authority, AuthorityLink.authority_id == Authority.id)
        .where(Authority.standing_id == standing)
    )
    return session.scalars(wanted.distinct()).all()


def searchable_names(session: Session, title_ids: Iterable[str]) -> dict[str, list[str]]:
    """Return all names of the authorities that titles name, so that titles are found by them."""
    links = links_of_titles(session, title_ids)
    standing = {link.authority.id for each in links.values() for link in each}
    rows = session.execute(
        select(Authority.standing_id, Authority.name, AuthorityName.text)
        .outerjoin(AuthorityName, AuthorityName.authority_id == Authority.id)
        .where(Authority.standing_id.in_(standing))
        .order_by(Authority.name_key, Authority.id, AuthorityName.position)
    )
    names: dict[str, dict[str, None]] = {each: {} for each in standing}
    for standing_id, name, other in rows:
        names[standing_id] |= dict.fromkeys(filter(None, (name, other)))
    return {
        title_id: list(dict.fromkeys(name for link in each for name in names[link.authority.id]))
        for title_id, each in links.items()
    }

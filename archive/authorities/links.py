"""What titles have to do with authorities: adding, changing, ordering and removing links.

A link belongs to the record that stood when it was made, and stays with it: when that record is
merged, the other one stands for it; when they are parted, it is there again.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive.authorities.errors import AlreadyLinkedError, LinkNotFoundError, NotARoleError
from archive.authorities.kinds import ROLES_OF, Role
from archive.authorities.models import Authority, AuthorityLink
from archive.authorities.queries import find_authority, links_of_titles
from archive.authorities.schemas import AuthorityView, LinkView, NewLink
from archive.kernel import journal
from archive.kernel.journal import Subject


def link_title(session: Session, title_id: str, new: NewLink) -> LinkView:
    """Say that a title names an authority, after those that it names already.

    Raises:
        NotARoleError: an authority of its kind has no such role.
        AlreadyLinkedError: the title names it so already.
    """
    linked = find_authority(session, new.authority_id)
    authority = find_authority(session, linked.standing_id)
    _check_role(authority, new.role)
    _refuse_twice(session, title_id, authority, new.role)
    last = select(func.max(AuthorityLink.position)).where(AuthorityLink.title_id == title_id)
    row = AuthorityLink(
        title_id=title_id,
        authority_id=authority.id,
        role=new.role,
        position=(session.scalar(last) or 0) + 1,
        dynasty=new.dynasty.strip(),
        said=new.said.strip(),
    )
    session.add(row)
    session.flush()
    _record(session, "added", title_id, authority, {"role": new.role})
    return next(
        each for each in links_of_titles(session, [title_id])[title_id] if each.id == row.id
    )


def change_link(session: Session, link_id: str, role: Role, dynasty: str, said: str) -> None:
    """Correct a link; the errors are those of :func:`link_title`."""
    row = _hold(session, link_id)
    authority = _standing(session, row)
    _check_role(authority, role)
    if role is not row.role:
        _refuse_twice(session, row.title_id, authority, role)
    before = {"role": row.role, "dynasty": row.dynasty, "said": row.said}
    after = {"role": role, "dynasty": dynasty.strip(), "said": said.strip()}
    if before == after:
        return
    row.role, row.dynasty, row.said = role, dynasty.strip(), said.strip()
    session.flush()
    _record(session, "changed", row.title_id, authority, after, before)


def unlink(session: Session, link_id: str) -> str:
    """Take a link away, with any that says the same of a merged record; return its title."""
    row = _hold(session, link_id)
    authority = _standing(session, row)
    same = (
        select(AuthorityLink)
        .join(Authority, AuthorityLink.authority_id == Authority.id)
        .where(
            AuthorityLink.title_id == row.title_id,
            AuthorityLink.role == row.role,
            Authority.standing_id == authority.id,
        )
    )
    for each in session.scalars(same).all():
        session.delete(each)
    session.flush()
    said = {"role": row.role, "dynasty": row.dynasty, "said": row.said}
    _record(session, "removed", row.title_id, authority, {}, said)
    return row.title_id


def order_links(session: Session, title_id: str, link_ids: Sequence[str]) -> None:
    """Put the links of a title in the order given; those not named come after."""
    rows = session.scalars(
        select(AuthorityLink)
        .where(AuthorityLink.title_id == title_id)
        .order_by(AuthorityLink.position, AuthorityLink.id)
        .with_for_update()
    ).all()
    wanted = {link_id: place for place, link_id in enumerate(link_ids)}
    ordered = sorted(rows, key=lambda row: wanted.get(row.id, len(wanted)))
    for position, row in enumerate(ordered, start=1):
        row.position = position
    session.flush()


def _hold(session: Session, link_id: str) -> AuthorityLink:
    row = session.get(AuthorityLink, link_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise LinkNotFoundError(detail=link_id)
    return row


def _standing(session: Session, row: AuthorityLink) -> AuthorityView:
    linked = find_authority(session, row.authority_id)
    return find_authority(session, linked.standing_id)


def _check_role(authority: AuthorityView, role: Role) -> None:
    if role not in ROLES_OF[authority.kind]:
        raise NotARoleError(field="role", name=authority.name)


def _refuse_twice(session: Session, title_id: str, authority: AuthorityView, role: Role) -> None:
    links = links_of_titles(session, [title_id])[title_id]
    if any(each.authority.id == authority.id and each.role is role for each in links):
        raise AlreadyLinkedError(name=authority.name)


def _record(
    session: Session,
    what: str,
    title_id: str,
    authority: AuthorityView,
    after: Mapping[str, object],
    before: Mapping[str, object] | None = None,
) -> None:
    journal.record(
        session,
        f"authorities.link.{what}",
        subject=Subject("title", title_id),
        also=[Subject("authority", authority.id)],
        before=dict(before or {}),
        after={"name": authority.name, **after},
    )

"""Who must know when a donor becomes a donor of another kind: what was given is counted by it."""

from collections.abc import Callable

from sqlalchemy.orm import Session

Follower = Callable[[Session, str], None]

_followers: list[Follower] = []


def follow_donors(follower: Follower) -> Follower:
    """Have ``follower`` called, in the transaction of the change, with every donor that changed."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def tell_followers(session: Session, donor_id: str) -> None:
    """Say that a donor is of another kind now."""
    for follower in _followers:
        follower(session, donor_id)

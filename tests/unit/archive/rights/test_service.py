"""The one access decision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.accounts.models import Role
from archive.accounts.visitors import ANYBODY, Visitor
from archive.rights.levels import AccessLevel
from archive.rights.service import allowed_levels, decide

visitors = st.sampled_from([ANYBODY, *(Visitor("1", "某", role) for role in Role)])
levels = st.sampled_from(AccessLevel)


@given(visitors, levels)
def test_what_is_not_published_is_never_easier_to_see(visitor: Visitor, level: AccessLevel) -> None:
    hidden = decide(visitor, level, is_published=False)
    shown = decide(visitor, level, is_published=True)
    assert shown.is_allowed or not hidden.is_allowed


@given(level=levels, is_published=st.booleans())
def test_a_refusal_says_why(*, level: AccessLevel, is_published: bool) -> None:
    decision = decide(ANYBODY, level, is_published=is_published)
    assert decision.is_allowed or decision.reason


@given(levels)
def test_nobody_unknown_sees_more_than_a_reader(level: AccessLevel) -> None:
    reader = Visitor("1", "某", Role.READER)
    assert allowed_levels(ANYBODY) <= allowed_levels(reader)
    if decide(ANYBODY, level, is_published=True).is_allowed:
        assert level is AccessLevel.PUBLIC


@pytest.mark.parametrize("role", [Role.STAFF, Role.OPERATOR])
def test_what_is_sealed_is_open_to_administrators_only(role: Role) -> None:
    assert AccessLevel.SEALED not in allowed_levels(Visitor("1", "某", role))
    assert AccessLevel.SEALED in allowed_levels(Visitor("1", "某", Role.ADMINISTRATOR))

"""Every door of the house, and who may go through it: a new one must be entered here."""

from collections.abc import Iterator

import pytest
from fastapi import APIRouter
from starlette.routing import BaseRoute, Route

from archive.accounts.models import Role
from archive.accounts.permissions import GRANTED, is_granted
from archive.app import ROUTERS
from archive.kernel import journal
from archive.kernel.house import House
from archive.web import preferences
from tests.fixtures.clients import Client, Person
from tests.flows.house_doors import GUARDED, OPEN_TO_ALL, UNSAFE, Door

SOMETHING = "0123456789bc"
REFUSED = {401, 403}


def doors_of(router: APIRouter, prefix: str = "") -> Iterator[Door]:
    """Yield method and path of every route of ``router``, those of routers inside it too."""
    for route in router.routes:
        yield from _doors_of_route(route, prefix)


def _doors_of_route(route: BaseRoute, prefix: str) -> Iterator[Door]:
    inner = getattr(route, "original_router", None)
    if inner is not None:
        yield from doors_of(inner, prefix + route.include_context.prefix)  # type: ignore[attr-defined]
        return
    assert isinstance(route, Route), f"a door of an unknown kind: {route}"
    yield from ((method, prefix + route.path) for method in (route.methods or ()))


def existing_doors() -> set[Door]:
    """Return every door there is; HEAD goes where GET goes."""
    routers = (*ROUTERS, preferences.router)
    return {door for router in routers for door in doors_of(router) if door[0] != "HEAD"}


def knock(client: Client, token: str, door: Door) -> int:
    """Return the status with which a program is answered that sends nothing but a good token."""
    method, path = door
    parts = [SOMETHING if part.startswith("{") else part for part in path.split("/")]
    address = "/".join(parts) + (".pdf" if path.endswith(("}.pdf", ".{file_kind}")) else "")
    address += "?name=a.png" if path.endswith("/scans") else ""
    headers = {"Accept": "application/json", "X-CSRF-Token": token}
    answer = client.request(method, address, headers=headers, follow_redirects=False)
    return answer.status_code


def test_every_door_is_listed() -> None:
    assert existing_doors() == OPEN_TO_ALL | set(GUARDED)


def test_only_these_change_something_without_a_permission() -> None:
    assert {door for door in OPEN_TO_ALL if door[0] in UNSAFE} == {
        ("POST", "/sign-in"),
        ("POST", "/sign-out"),
        ("POST", "/welcome"),
    }


@pytest.mark.parametrize("role", [None, *Role])
def test_only_whom_a_door_is_meant_for_goes_through(
    house: House, person: Person, role: Role | None
) -> None:
    client = person(role)
    token = client.token
    before = _last_entry(house)

    for door, permission in GUARDED.items():
        status = knock(client, token, door)
        expected = 401 if role is None else 403
        if is_granted(role, permission):
            assert status not in REFUSED, door
        else:
            assert status == expected, door
    if role is None or not GRANTED[role]:
        assert _last_entry(house) == before


def test_nothing_is_changed_without_a_token_of_ours(person: Person) -> None:
    administrator = person(Role.ADMINISTRATOR)

    for door in existing_doors():
        if door[0] in UNSAFE:
            for token in ("", "0123456789abcdef." + "0" * 64):
                assert knock(administrator, token, door) == 403, door


def _last_entry(house: House) -> int:
    with house.database.read() as session:
        return journal.last_entry_number(session)

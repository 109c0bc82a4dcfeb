"""Requests that no browser of ours sends: too much, broken, forged. Each is refused in words."""

from collections.abc import Iterator

import pytest
from sqlalchemy.exc import DataError, OperationalError

from archive.accounts.models import Role
from archive.kernel.errors import InvalidInputError
from archive.web.errors import DatabaseBusyError, expected
from archive.web.forms import LARGEST_FORM_BYTES, MOST_FIELDS
from tests.fixtures.clients import Client, Person

HTML = {"Accept": "text/html"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def pour(token: str, count: int) -> Iterator[bytes]:
    """Yield a form whose length nobody announces: a token, then ``count`` large fields."""
    yield f"csrf_token={token}".encode()
    for _ in range(count):
        yield b"&name=" + b"a" * 900_000


def test_a_form_is_not_read_without_end(person: Person) -> None:
    client = person(None)

    answer = client.post("/sign-in", content=pour(client.token, 10), headers=HTML | FORM)

    assert "content-length" not in answer.request.headers
    assert answer.status_code == 413


def test_an_announced_size_is_enough_to_refuse(person: Person) -> None:
    client = person(Role.STAFF)
    headers = HTML | FORM | {"X-CSRF-Token": client.token}

    answer = client.post("/sign-in", content=b"a" * (LARGEST_FORM_BYTES + 1), headers=headers)

    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/sign-in", "/welcome", "/station/batches"])
def test_a_file_in_a_form_is_kept_nowhere(person: Person, path: str) -> None:
    client = person(Role.STAFF)
    files = {"volume_id": ("a.png", b"x" * 2_000_000, "image/png")}

    answer = client.post(path, data={"csrf_token": client.token}, files=files, headers=HTML)

    assert answer.status_code == 400


def test_a_list_as_long_as_we_promise_is_read(person: Person) -> None:
    client = person(Role.STAFF)
    columns = ("title", "author", "date_text", "material", "volume_count", "note")
    fields = {f"line_{name}": [""] * 500 for name in columns}
    assert sum(map(len, fields.values())) < MOST_FIELDS

    answer = client.submit("/desk/donations/new/rows", {"action": "add-rows", **fields})

    assert answer.status_code == 200
    assert answer.text.count('name="line_title"') > 500


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://["},
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_another_site_is_refused_in_words(person: Person, headers: dict[str, str]) -> None:
    client = person(Role.STAFF)
    said = {"X-CSRF-Token": client.token, **HTML, **headers}

    answer = client.post("/sign-out", headers=said, follow_redirects=False)

    assert answer.status_code == 403
    assert "这次提交没有执行" in answer.text


@pytest.mark.parametrize("path", ["/titles/%00", "/read/%00?q=%00", "/search?q=%00%1b", "/x%0a%1b"])
def test_what_nobody_can_type_is_merely_not_found(person: Person, path: str) -> None:
    client: Client = person(None)

    assert client.get(path, headers=HTML).status_code in {200, 404, 422}


def test_what_the_database_cannot_keep_is_the_visitors_input() -> None:
    refused = expected(DataError("INSERT", {"secret": 1}, ValueError("NUL")))
    busy = expected(OperationalError("INSERT", {"secret": 1}, ValueError("database is locked")))

    assert isinstance(refused, InvalidInputError)
    assert isinstance(busy, DatabaseBusyError)
    assert (refused.status, busy.status) == (422, 503)
    assert "secret" not in refused.detail + busy.detail

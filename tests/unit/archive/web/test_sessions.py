"""One request is one transaction, finished before the answer leaves."""

from typing import Any

import anyio
import pytest
from fastapi import Depends, FastAPI, Request
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response
from starlette.types import Message

from archive.kernel.database import after_commit
from archive.kernel.errors import ConflictError
from archive.kernel.house import House
from archive.kernel.journal import Actor, JournalEntry, Subject, record
from archive.web.sessions import ReadSession, WriteSession
from archive.web.templating import render
from tests.unit.archive.web.visitor import Visitor, make_app

NEWS: list[str] = []


def note(session: Session) -> None:
    record(session, "tests.noted", subject=Subject("test", "1"))
    after_commit(session, lambda: NEWS.append("committed"))


def sign(request: Request) -> None:
    request.state.actor = Actor("b1", "易明")


@pytest.fixture
def app(house: House) -> FastAPI:
    NEWS.clear()
    app = make_app(house)

    @app.get("/write")
    def write(session: WriteSession) -> Response:
        note(session)
        return RedirectResponse("/count", 303)

    @app.get("/signed", dependencies=[Depends(sign)])
    def signed(session: WriteSession) -> Response:
        note(session)
        return Response()

    @app.get("/refused")
    def refused(request: Request, session: WriteSession) -> Response:
        note(session)
        context: dict[str, Any] = {"title": "", "sentence": "", "status_code": 422, "number": ""}
        return render(request, "web/error.html", 422, **context)

    @app.get("/raised")
    def raised(session: WriteSession) -> None:
        note(session)
        raise ConflictError

    @app.get("/count")
    def count(session: ReadSession) -> int:
        return session.scalar(select(func.count()).select_from(JournalEntry)) or 0

    return app


def entry_count(house: House) -> int:
    with house.database.read() as session:
        return session.scalar(select(func.count()).select_from(JournalEntry)) or 0


def test_what_is_written_is_there_before_the_first_byte_leaves(app: FastAPI, house: House) -> None:
    seen: list[int] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            assert message["status"] == 303
            seen.append(entry_count(house))
            assert NEWS == ["committed"]

    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": "/write",
        "raw_path": b"/write",
        "query_string": b"",
        "headers": [],
    }
    anyio.run(app, scope, receive, send)
    assert seen == [1]


def test_a_redirect_sees_what_was_written(app: FastAPI) -> None:
    visitor = Visitor(app)
    assert visitor.get(visitor.get("/write").headers["location"]).text == "1"


@pytest.mark.parametrize(("path", "status"), [("/refused", 422), ("/raised", 409)])
def test_a_refused_request_leaves_nothing(
    app: FastAPI, house: House, path: str, status: int
) -> None:
    assert Visitor(app).get(path).status_code == status
    assert entry_count(house) == 0
    assert NEWS == []


def test_the_journal_is_signed_by_whoever_is_signed_in(app: FastAPI, house: House) -> None:
    Visitor(app).get("/signed")
    Visitor(app).get("/write")
    with house.database.read() as session:
        names = session.scalars(select(JournalEntry.actor_name).order_by(JournalEntry.number))
        assert list(names) == ["易明", "系统"]

"""Only our own pages may change anything."""

from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message, Receive, Scope, Send

from archive.web import csrf
from tests.unit.archive.web.visitor import ADDRESS, Visitor

SECRETS = st.binary(min_size=32, max_size=32).map(bytes.hex)
URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"


@given(SECRETS, SECRETS)
def test_a_token_opens_only_its_own_lock(own: str, other: str) -> None:
    token = csrf.make_token(own)
    assert csrf.is_token_valid(own, token)
    assert csrf.is_token_valid(other, token) == (own == other)


def test_tokens_of_one_visitor_differ() -> None:
    assert csrf.make_token("a" * 64) != csrf.make_token("a" * 64)


@pytest.mark.parametrize("token", [None, "", ".", "中.文", "abc", f".{'0' * 64}"])
def test_a_made_up_token_is_refused(token: str | None) -> None:
    assert not csrf.is_token_valid("a" * 64, token)


@given(st.text(max_size=30), st.integers(0, 60))
def test_a_cut_body_never_yields_a_cut_token(rest: str, cut: int) -> None:
    token = csrf.make_token("a" * 64)
    body = f"csrf_token={token}&word={rest}".encode()
    found = csrf.find_token(URLENCODED, body[: len(body) - cut], is_whole=False)
    assert found in {token, None}


def test_a_token_is_found_in_either_kind_of_form() -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\na.b\r\n--b'
    assert csrf.find_token(MULTIPART, part, is_whole=False) == "a.b"
    assert csrf.find_token(URLENCODED, b"word=1&csrf_token=a.b", is_whole=True) == "a.b"
    assert csrf.find_token("application/json", b"csrf_token=a.b", is_whole=True) is None


@pytest.mark.parametrize(
    ("headers", "is_ours"),
    [
        ({}, True),
        ({"sec-fetch-site": "same-origin", "origin": "https://a.cn", "host": "a.cn"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "https://evil.cn", "host": "a.cn"}, False),
        ({"origin": "null", "host": "a.cn"}, False),
        ({"origin": "null", "host": ""}, False),
        ({"origin": "http://[", "host": "a.cn"}, False),
        ({"origin": "https://public.cn", "host": "10.0.0.2:8000"}, True),
    ],
)
def test_the_browsers_word_is_heard(headers: dict[str, str], *, is_ours: bool) -> None:
    assert csrf.is_same_site(headers, "https://public.cn") is is_ours


def test_a_form_of_ours_is_accepted(visitor: Visitor) -> None:
    token = visitor.token()
    answer = visitor.post("/echo", data={"csrf_token": token, "word": "醴陵"})
    assert (answer.status_code, answer.text) == (200, "醴陵")


def test_a_file_goes_along_with_the_token_in_its_form(visitor: Visitor) -> None:
    fields = {"csrf_token": visitor.token(), "word": "方志"}
    answer = visitor.post("/echo", data=fields, files={"scan": ("a.tif", b"x" * 200_000)})
    assert (answer.status_code, answer.text) == (200, "方志")


def test_a_script_of_ours_is_accepted(visitor: Visitor) -> None:
    header = {"X-CSRF-Token": visitor.token()}
    assert visitor.post("/raw", content=b"12345", headers=header).text == "5"


@pytest.mark.parametrize(
    "fields", [{}, {"word": "x"}, {"csrf_token": "0.0"}, {"csrf_token": csrf.make_token("a" * 64)}]
)
def test_a_form_without_our_token_is_refused(visitor: Visitor, fields: dict[str, str]) -> None:
    visitor.token()
    answer = visitor.post("/echo", data=fields)
    assert answer.status_code == 403
    assert "页面可能已过期" in answer.text


def test_a_token_without_its_cookie_is_refused(app: FastAPI) -> None:
    token = Visitor(app).token()
    assert Visitor(app).post("/echo", data={"csrf_token": token}).status_code == 403


def test_another_site_is_refused_whatever_it_knows(visitor: Visitor) -> None:
    fields = {"csrf_token": visitor.token(), "word": "x"}
    evil = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert visitor.post("/echo", data=fields, headers=evil).status_code == 403


def test_the_cookie_is_out_of_reach_of_scripts(app: FastAPI) -> None:
    cookie = Visitor(app).get("/form").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    secure = Visitor(app).get(f"{ADDRESS.replace('http', 'https')}/form").headers["set-cookie"]
    assert "Secure" in secure


def test_an_upload_is_handed_on_before_it_has_arrived() -> None:
    secret = "a" * 64
    head = f"csrf_token={csrf.make_token(secret)}&word=".encode()
    read: list[str] = []

    async def receive() -> Message:
        read.append("chunk")
        body = head if len(read) == 1 else b"x" * 1_000_000
        return {"type": "http.request", "body": body, "more_body": True}

    async def inner(_scope: Scope, receive: Receive, _send: Send) -> None:
        assert read == ["chunk"]
        assert (await receive())["body"] == head
        assert len((await receive())["body"]) == 1_000_000

    async def send(_message: Message) -> None:
        raise AssertionError

    scope: dict[str, Any] = {
        "type": "http",
        "method": "POST",
        "scheme": "http",
        "path": "/",
        "headers": [
            (b"cookie", f"{csrf.COOKIE}={secret}".encode()),
            (b"content-type", URLENCODED.encode()),
        ],
    }
    anyio.run(csrf.CsrfMiddleware(inner, ADDRESS), scope, receive, send)
    assert len(read) == 2


def test_a_body_without_token_is_not_swallowed_whole() -> None:
    read = 0

    async def receive() -> Message:
        nonlocal read
        read += 1
        return {"type": "http.request", "body": b"x" * 16_384, "more_body": True}

    async def find() -> str | None:
        return await csrf._Body(receive).find_token(URLENCODED)

    assert anyio.run(find) is None
    assert read * 16_384 == csrf.HEAD_LIMIT

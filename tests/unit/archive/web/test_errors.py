"""An error is a sentence for whoever asked, and never a stack trace."""

import pytest
from fastapi import FastAPI

from tests.unit.archive.web.visitor import Visitor


def test_a_person_gets_a_page_with_the_sentence(visitor: Visitor) -> None:
    answer = visitor.get("/seat")
    assert answer.status_code == 409
    assert "座位 &lt;甲&gt; 已有人。" in answer.text
    assert "<!doctype html>" in answer.text


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://archive.test/desk?sort=new", 'href="/desk?sort=new"'),
        ("http://elsewhere.test/desk", ""),
        ("http://archive.test//elsewhere.test", ""),
        ("http://archive.test/seat", ""),
        ("", ""),
    ],
)
def test_a_page_of_ours_is_the_way_back(visitor: Visitor, referer: str, back: str) -> None:
    answer = visitor.get("/seat", headers={"Referer": referer})
    assert ("返回上一页" in answer.text) == bool(back)
    assert back in answer.text


def test_a_program_gets_json(app: FastAPI, visitor: Visitor) -> None:
    said = {"error": "seat-taken", "detail": "座位 <甲> 已有人。"}
    assert visitor.get("/api/seat").json() == said
    assert Visitor(app, accept="application/json").get("/seat").json() == said


def test_a_live_part_gets_a_toast_that_finds_its_place(visitor: Visitor) -> None:
    answer = visitor.get("/seat", headers={"HX-Request": "true"})
    assert answer.headers["hx-retarget"] == "#toasts"
    assert "toast--failed" in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "找不到这个页面"),
        ("/secret", 403, "没有这项权限"),
        ("/numbered/七", 422, "请检查后再提交"),
        ("/static/nothing.css", 404, "找不到这个页面"),
    ],
)
def test_the_usual_refusals_have_words(
    visitor: Visitor, path: str, status: int, words: str
) -> None:
    answer = visitor.get(path)
    assert answer.status_code == status
    assert words in answer.text


def test_the_wrong_method_says_which_is_right(visitor: Visitor) -> None:
    answer = visitor.post("/page", headers={"X-CSRF-Token": visitor.token()})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"
    assert "从页面上的按钮进入" in answer.text


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_crash_tells_its_number_and_nothing_else(app: FastAPI, accept: str) -> None:
    answer = Visitor(app, accept=accept).get("/broken")
    assert answer.status_code == 500
    assert "swordfish" not in answer.text
    assert "Traceback" not in answer.text
    assert "请稍后再试" in answer.text
    if accept == "text/html":
        assert answer.headers["x-request-id"] in answer.text
    assert "content-security-policy" in answer.headers


def test_who_must_sign_in_is_led_to_the_door_and_back(visitor: Visitor) -> None:
    answer = visitor.get("/desk?page=2")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=%2Fdesk%3Fpage%3D2"
    posted = visitor.post("/desk", headers={"X-CSRF-Token": visitor.token()})
    assert posted.status_code == 401


def test_errors_speak_the_readers_language(visitor: Visitor) -> None:
    answer = visitor.with_language("zh-Hant").get("/nowhere")
    assert '<html lang="zh-Hant"' in answer.text

"""How an error reaches a person or a program: a page, a fragment or JSON, never a stack trace."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic_core import ErrorDetails
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from archive.kernel.errors import (
    N_,
    AppError,
    ConflictError,
    InvalidInputError,
    NotSignedInError,
)
from archive.web.forms import sentence_for as sentence_of
from archive.web.i18n import gettext
from archive.web.requests import request_id
from archive.web.templating import render

log = structlog.stdlib.get_logger("fangzhi.web")

SIGN_IN = "/sign-in"
FOR_PROGRAMS = ("/api/", "/iiif/")

_TITLES: Mapping[int, str] = {
    400: N_("请求有误"),
    401: N_("请先登录"),
    403: N_("没有权限"),
    404: N_("找不到"),
    405: N_("不能这样访问"),
    409: N_("没有办成"),
    410: N_("已停止公开"),
    413: N_("内容太大"),
    422: N_("填写有误"),
    429: N_("请稍候"),
    500: N_("出了问题"),
    503: N_("暂时不能使用"),
}
_SENTENCES: Mapping[int, str] = {
    400: N_("浏览器发来的请求不完整，请返回后再试。"),
    404: N_("找不到这个页面。它可能已被移动，或者网址输入有误。"),
    405: N_("这个网址不接受这样的操作，请返回后从页面上的按钮进入。"),
    413: N_("发来的内容超过了上限，请分开上传。"),
    422: N_("填写的内容有误，请检查后再提交。"),
}


_TOO_LARGE = "too large to convert to SQLite INTEGER"


class DatabaseBusyError(AppError):
    """The database did not answer, or another writer held it for too long."""

    code = "database-busy"
    status = 503
    sentence = N_("数据库正忙或没有响应，请稍后再试；若仍不行，请告诉管理员。")


def expected(error: Exception) -> Exception:
    """Return ``error`` as the error it means, if it is one of the database's.

    A value that it cannot keep (NUL, too long, too large) is what a visitor typed; a rule
    that only the database found broken was kept when the view looked: somebody else was faster.
    """
    if isinstance(error, DataError):
        return InvalidInputError(detail=type(error.orig).__name__)
    if isinstance(error, IntegrityError):
        log.error("integrity", exc_info=error)
        return ConflictError(detail=type(error.orig).__name__)
    if isinstance(error, OperationalError):
        return DatabaseBusyError(detail=str(error.orig))
    if isinstance(error, OverflowError) and _TOO_LARGE in str(error):
        return InvalidInputError(detail="OverflowError")
    return error


def wants_json(request: Request) -> bool:
    """Return whether a program is asking, and not a person with a browser."""
    accepted = request.headers.get("accept", "")
    is_program = "json" in accepted and "text/html" not in accepted
    return is_program or request.url.path.startswith(FOR_PROGRAMS)


def sentence_for(error: Exception) -> str:
    """Return ``error`` as one sentence in the reader's language."""
    if isinstance(error, AppError):
        return gettext(error.sentence, **error.values)
    if isinstance(error, HTTPException):
        return gettext(_SENTENCES.get(error.status_code, AppError.sentence))
    if isinstance(error, RequestValidationError):
        return gettext(_SENTENCES[422])
    return gettext(AppError.sentence)


def status_for(error: Exception) -> int:
    """Return the HTTP status of ``error``."""
    if isinstance(error, AppError):
        return error.status
    if isinstance(error, HTTPException):
        return error.status_code
    return 422 if isinstance(error, RequestValidationError) else 500


def code_for(error: Exception) -> str:
    """Return the name of ``error`` for programs and logs."""
    if isinstance(error, AppError):
        return error.code
    phrase = HTTPStatus(status_for(error)).phrase
    return phrase.lower().replace(" ", "-")


def answer(request: Request, error: Exception) -> Response:
    """Return the answer that tells ``error`` to whoever asked."""
    error = expected(error)
    status, sentence = status_for(error), sentence_for(error)
    headers = dict(getattr(error, "headers", None) or {})
    _log(error, status)
    if wants_json(request):
        return JSONResponse(_told_to_program(error, sentence), status, headers)
    if isinstance(error, NotSignedInError) and request.method == "GET":
        return _send_to_sign_in(request)
    is_fragment = request.headers.get("hx-request") == "true"
    if is_fragment:
        headers |= {"HX-Retarget": "#toasts", "HX-Reswap": "beforeend"}
    return render(
        request,
        "web/error_fragment.html" if is_fragment else "web/error.html",
        status,
        headers=headers,
        status_code=status,
        title=gettext(_TITLES.get(status, _TITLES[500] if status >= 500 else _TITLES[400])),
        sentence=sentence,
        number=request_id(request),
        back=_page_before(request),
    )


def _told_to_program(error: Exception, sentence: str) -> dict[str, Any]:
    """Return code and sentence, and the field that is wrong, such as ``lines.0.title``."""
    field = getattr(error, "field", "")
    if isinstance(error, RequestValidationError):
        first: ErrorDetails = error.errors()[0]
        _where, *place = first["loc"]
        field, sentence = ".".join(map(str, place)), sentence_of(first)
    return {"error": code_for(error), "detail": sentence} | ({"field": field} if field else {})


def _page_before(request: Request) -> str:
    """Return the page of ours that the visitor comes from, "" if there is none to go back to."""
    before = urlsplit(request.headers.get("referer", ""))
    is_ours = before.scheme in {"http", "https"} and before.netloc == request.url.netloc
    if not is_ours or not before.path.startswith("/") or before.path.startswith("//"):
        return ""
    address = before.path + (f"?{before.query}" if before.query else "")
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return "" if request.method == "GET" and address == here else address


def _send_to_sign_in(request: Request) -> Response:
    target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    address = request.url.replace(path=SIGN_IN, query="").include_query_params(next=target)
    return RedirectResponse(f"{address.path}?{address.query}", status_code=303)


def _log(error: Exception, status: int) -> None:
    detail = getattr(error, "detail", "")
    if status >= 500 and not isinstance(error, AppError):
        log.error("unexpected", exc_info=error)
    elif status >= 500:
        log.error("refused", code=code_for(error), detail=detail, sentence=str(error))
    else:
        log.info("refused", code=code_for(error), status=status, detail=detail)


async def _handle(request: Request, error: Exception) -> Response:
    return answer(request, error)


def install_error_handlers(app: FastAPI) -> None:
    """Let ``app`` tell every expected error in our own way."""
    for family in (AppError, HTTPException, RequestValidationError):
        app.add_exception_handler(family, _handle)


class ErrorMiddleware:
    """Answers what no handler expected, within the middlewares that know language and headers.

    What the framework refuses by itself because it is too large is told in our own words.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on one request (ASGI 3)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_started = is_too_large = False

        async def send_and_see(message: Message) -> None:
            nonlocal has_started, is_too_large
            is_too_large = is_too_large or _is_bare_refusal(message)
            if not is_too_large:
                has_started = True
                await send(message)

        try:
            await self._app(scope, receive, send_and_see)
            if is_too_large:
                raise HTTPException(413)  # noqa: TRY301 - told as any other
        except Exception as error:
            if has_started:
                raise
            await answer(Request(scope, receive), error)(scope, receive, send)


def _is_bare_refusal(message: Message) -> bool:
    """Whether an answer begins that says in plain English that a request was too large."""
    if message["type"] != "http.response.start" or message["status"] != 413:
        return False
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/plain")

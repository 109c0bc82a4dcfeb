"""Where whoever works here makes and ends keys for programs that act in his name."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accounts import tokens
from archive.accounts.errors import TokenLabelMissingError
from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.i18n import gettext
from archive.web.sessions import ReadSession, WriteSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
Worker = Annotated[Visitor, Depends(signed_in(Permission.SEE_HISTORY))]


@router.get("/accounts/tokens")
def show_tokens(request: Request, session: ReadSession, who: Worker) -> Response:
    """Show the keys of the one who asks."""
    return _page(request, session, who, WebForm())


@router.post("/accounts/tokens")
def make_token(
    request: Request,
    session: WriteSession,
    who: Worker,
    label: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Make a key and show its secret, this once."""
    form = WebForm({"label": label})
    try:
        secret = tokens.make_token(session, who.account_id, label)
    except TokenLabelMissingError as error:
        form.refuse(error)
        return _page(request, session, who, form, 422)
    answer = _page(request, session, who, WebForm(), secret=secret)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@router.post("/accounts/tokens/{token_id}/end")
def end_token(request: Request, session: WriteSession, token_id: str, who: Worker) -> Response:
    """Let a key open nothing any more."""
    tokens.end_token(session, who.account_id, token_id)
    flash(request, gettext("密钥已停用。"))
    return RedirectResponse("/accounts/tokens", 303)


def _page(
    request: Request,
    session: Session,
    who: Visitor,
    form: WebForm,
    status: int = 200,
    secret: str = "",
) -> Response:
    return render(
        request,
        "accounts/tokens.html",
        status,
        rows=tokens.list_tokens(session, who.account_id),
        form=form,
        secret=secret,
    )

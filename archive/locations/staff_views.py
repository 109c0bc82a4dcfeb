"""Which branch somebody works for: an account bound to one changes only what is of that branch."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.service import change_branch, list_accounts
from archive.accounts.visitors import Visitor, signed_in
from archive.locations.queries import find_branch, list_branches
from archive.web.flash import flash
from archive.web.i18n import gettext
from archive.web.sessions import ReadSession, WriteSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
Manager = Annotated[Visitor, Depends(signed_in(Permission.MANAGE_ACCOUNTS))]


@router.get("/desk/locations/staff")
def show_staff(request: Request, session: ReadSession, _who: Manager) -> Response:
    """Show who works for which branch."""
    return render(
        request,
        "locations/staff.html",
        accounts=list_accounts(session),
        branches=list_branches(session),
    )


@router.post("/desk/locations/staff/{account_id}")
def bind(
    request: Request,
    session: WriteSession,
    account_id: str,
    _who: Manager,
    branch: Annotated[str, Form(max_length=12)] = "",
) -> Response:
    """Bind an account to a branch, or to none."""
    chosen = find_branch(session, branch).id if branch else None
    account = change_branch(session, account_id, chosen)
    flash(request, gettext("%(name)s 的馆别已更改。", name=account.display_name))
    return RedirectResponse("/desk/locations/staff", 303)

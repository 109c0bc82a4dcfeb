"""The door: signing in and out, the first visit, and who has an account."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from archive.accounts import service, throttle, token_views
from archive.accounts.errors import AlreadyWelcomedError
from archive.accounts.first_start import FirstStart
from archive.accounts.forms import NewAccountForm, SignInForm
from archive.accounts.middleware import COOKIE
from archive.accounts.models import Role
from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, current_visitor, signed_in
from archive.kernel.errors import N_, AppError, InvalidInputError
from archive.kernel.journal import SYSTEM, act_as
from archive.web import forms
from archive.web.flash import flash
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import gettext
from archive.web.navigation import safe_return
from archive.web.requests import is_encrypted
from archive.web.sessions import ReadSession, WriteSession, current_house
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
router.include_router(token_views.router)

Manager = Annotated[Visitor, Depends(signed_in(Permission.MANAGE_ACCOUNTS))]
ROLE_NAMES = {
    Role.READER: N_("读者"),
    Role.STAFF: N_("馆员"),
    Role.OPERATOR: N_("操作员"),
    Role.ADMINISTRATOR: N_("管理员"),
}
HOME_OF = {Role.READER: "/", Role.STAFF: "/desk", Role.OPERATOR: "/station"}


@router.get("/sign-in")
def show_sign_in(
    request: Request, session: ReadSession, back: Annotated[str, Query(alias="next")] = ""
) -> Response:
    """Show the door, or lead a signed-in visitor on."""
    if not service.has_accounts(session):
        return RedirectResponse("/welcome", 303)
    visitor = current_visitor(request)
    if visitor.is_signed_in:
        return RedirectResponse(_way_in(visitor.role, back), 303)
    return render(request, "accounts/sign_in.html", form=forms.Form(), back=back)


@router.post("/sign-in")
def sign_in(
    request: Request, submitted: SubmittedForm, back: Annotated[str, Query(alias="next")] = ""
) -> Response:
    """Let in who knows the password.

    A failed try must be remembered although the request is refused, so this view opens its own
    transactions; the slow hash is computed outside the one that writes.
    """
    typed, form = read_form(SignInForm, submitted)
    if typed is not None:
        try:
            return _let_in(request, typed, back)
        except AppError as error:
            form.errors[getattr(error, "field", "")] = gettext(error.sentence, **error.values)
            status = error.status
            form.values = {"name": typed.name}
            return render(request, "accounts/sign_in.html", status, form=form, back=back)
    form.values = {"name": form.value("name")}
    return render(request, "accounts/sign_in.html", 422, form=form, back=back)


@router.post("/sign-out")
def sign_out(request: Request, session: WriteSession) -> Response:
    """End the sign-in."""
    token = request.cookies.get(COOKIE)
    if token:
        service.close_session(session, token)
    response = RedirectResponse("/", 303)
    response.delete_cookie(COOKIE)
    # At a shared desk, "back" must not show what the one before was reading.
    response.headers["Clear-Site-Data"] = '"cache"'
    flash(request, gettext("已退出登录。"))
    return response


@router.get("/welcome")
def show_welcome(request: Request, session: ReadSession) -> Response:
    """Show the first visitor of an empty archive how to begin."""
    if service.has_accounts(session):
        return RedirectResponse("/sign-in", 303)
    return render(request, "accounts/welcome.html", form=forms.Form())


@router.post("/welcome")
def welcome(request: Request, session: WriteSession, submitted: SubmittedForm) -> Response:
    """Make the first visitor the administrator."""
    typed, form = read_form(NewAccountForm, submitted)
    if typed is None:
        return render(request, "accounts/welcome.html", 422, form=_without_password(form))
    try:
        account = service.create_first_administrator(
            session, typed.name, typed.password, typed.display_name
        )
    except AlreadyWelcomedError:
        return RedirectResponse("/sign-in", 303)
    except InvalidInputError as error:
        form.refuse(error)
        return render(request, "accounts/welcome.html", 422, form=_without_password(form))
    begin = current_house(request).services.get(FirstStart)
    if begin is not None:
        begin.prepare(session)
    flash(request, gettext("欢迎！管理员账号已建立。"))
    return _with_cookie(request, service.open_session(session, account, _days(request)), "/desk")


@router.get("/accounts")
def list_accounts(request: Request, session: ReadSession, _manager: Manager) -> Response:
    """Show who has an account."""
    return _account_page(request, session, forms.Form())


@router.post("/accounts")
def add_account(
    request: Request, session: WriteSession, submitted: SubmittedForm, _manager: Manager
) -> Response:
    """Open an account for somebody."""
    typed, form = read_form(NewAccountForm, submitted)
    if typed is None:
        return _account_page(request, session, _without_password(form), 422)
    try:
        account = service.create_account(
            session, typed.name, typed.password, typed.role, typed.display_name
        )
    except AppError as error:
        form.errors[getattr(error, "field", "") or "name"] = gettext(error.sentence, **error.values)
        return _account_page(request, session, _without_password(form), error.status)
    flash(request, gettext("已为 %(name)s 建立账号。", name=account.display_name))
    return RedirectResponse("/accounts", 303)


@router.post("/accounts/{account_id}/disable")
def disable(
    request: Request, session: WriteSession, account_id: str, _manager: Manager
) -> Response:
    """Let nobody sign in with it any more."""
    account = service.disable_account(session, account_id)
    flash(request, gettext("账号 %(name)s 已停用，可随时恢复。", name=account.display_name))
    return RedirectResponse("/accounts", 303)


@router.post("/accounts/{account_id}/enable")
def enable(request: Request, session: WriteSession, account_id: str, _manager: Manager) -> Response:
    """Undo that."""
    account = service.enable_account(session, account_id)
    flash(request, gettext("账号 %(name)s 已恢复。", name=account.display_name))
    return RedirectResponse("/accounts", 303)


@router.post("/accounts/{account_id}/role")
def change_role(
    request: Request,
    session: WriteSession,
    account_id: str,
    role: Annotated[Role, Form()],
    _manager: Manager,
) -> Response:
    """Give an account another role."""
    account = service.change_role(session, account_id, role)
    name = gettext(ROLE_NAMES[role])
    flash(request, gettext("%(name)s 现在是%(role)s。", name=account.display_name, role=name))
    return RedirectResponse("/accounts", 303)


def _let_in(request: Request, typed: SignInForm, back: str) -> Response:
    house, address = current_house(request), _address(request)
    with house.database.write() as session:
        act_as(session, SYSTEM, house.clock)
        throttle.begin_attempt(session, typed.name, address)
    with house.database.read() as session:
        account_id = service.sign_in(session, typed.name, typed.password).id
    return _start(request, typed, account_id, back)


def _start(request: Request, typed: SignInForm, account_id: str, back: str) -> Response:
    house = current_house(request)
    with house.database.write() as session:
        act_as(session, SYSTEM, house.clock)
        account = service.find_account(session, account_id)
        service.renew_hash(account, typed.password)
        throttle.forget_failures(session, typed.name)
        token = service.open_session(session, account, house.settings.session_days)
        return _with_cookie(request, token, _way_in(account.role, back))


def _account_page(
    request: Request, session: ReadSession, form: forms.Form, status: int = 200
) -> Response:
    return render(
        request,
        "accounts/list.html",
        status,
        accounts=service.list_accounts(session),
        form=form,
        role_names={role.value: gettext(name) for role, name in ROLE_NAMES.items()},
    )


def _without_password(form: forms.Form) -> forms.Form:
    kept = {name: value for name, value in form.values.items() if name != "password"}
    return forms.Form(kept, form.errors)


def _way_in(role: Role | None, back: str) -> str:
    return safe_return(back, otherwise=HOME_OF.get(role or Role.READER, "/desk"))


def _with_cookie(request: Request, token: str, target: str) -> Response:
    response = RedirectResponse(target, 303)
    response.set_cookie(
        COOKIE,
        token,
        max_age=_days(request) * 86_400,
        httponly=True,
        samesite="lax",
        secure=is_encrypted(request, current_house(request).settings.base_url),
    )
    return response


def _days(request: Request) -> int:
    return current_house(request).settings.session_days


def _address(request: Request) -> str:
    return request.client.host if request.client else ""

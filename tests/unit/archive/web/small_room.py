"""A small room: one view for everything the chrome has to deal with."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from archive.kernel.errors import ConflictError, ForbiddenError, NotSignedInError
from archive.web.flash import Level, flash
from archive.web.i18n import gettext
from archive.web.templating import csrf_field, render

router = APIRouter()


class SeatTakenError(ConflictError):
    """Somebody sits there."""

    code = "seat-taken"
    sentence = "座位 %(seat)s 已有人。"


@router.get("/form")
def show_form() -> HTMLResponse:
    return HTMLResponse(f"<form>{csrf_field()}</form>")


@router.post("/echo")
async def echo(request: Request) -> Response:
    async with request.form() as form:
        return Response(f"{form.get('word')}")


@router.post("/raw")
async def raw(request: Request) -> Response:
    return Response(str(len(await request.body())))


@router.post("/done")
def done(request: Request) -> Response:
    flash(request, gettext("<b>%(name)s</b> 已登记", name="醴陵"), Level.DONE)
    return RedirectResponse("/page", 303)


@router.get("/page")
def page(request: Request) -> Response:
    return render(request, "web/error.html", title="页", sentence="", status_code=200, number="")


@router.get("/seat")
@router.get("/api/seat")
def seat() -> None:
    raise SeatTakenError(seat="<甲>")


@router.get("/desk")
@router.post("/desk")
def desk() -> None:
    raise NotSignedInError


@router.get("/secret")
def secret() -> None:
    raise ForbiddenError


@router.get("/numbered/{number}")
def numbered(number: int) -> int:
    return number


@router.get("/broken")
def broken() -> None:
    message = "the password is swordfish"
    raise RuntimeError(message)

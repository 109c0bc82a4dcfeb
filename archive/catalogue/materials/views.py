"""The fields of every kind at the desk: to be read, and to be added to."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.catalogue.errors import MaterialUnknownError
from archive.catalogue.history import KIND_SENTENCES
from archive.catalogue.materials import own
from archive.catalogue.materials.fields import FieldType, KindField
from archive.catalogue.materials.kinds import MaterialKind
from archive.catalogue.materials.screen import kind_words
from archive.catalogue.materials.shipped import shipped_definitions
from archive.catalogue.schemas import NewOwnField
from archive.catalogue.words import FIELD_TYPES, MATERIALS
from archive.kernel import journal
from archive.kernel.errors import InvalidInputError
from archive.kernel.journal import Subject
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, clean, read_form
from archive.web.i18n import gettext, translate
from archive.web.plain import PlainModel
from archive.web.sessions import ReadSession, WriteSession
from archive.web.telling import tell
from archive.web.templating import render

router = APIRouter(include_in_schema=False)

Cataloguer = Annotated[Visitor, Depends(signed_in(Permission.CATALOGUE))]


class OwnFieldForm(PlainModel):
    """A field that is to be added, as it is typed; ``options`` one a line."""

    label: Annotated[str, Field(max_length=100)] = ""
    type: FieldType = FieldType.TEXT
    hint: Annotated[str, Field(max_length=300)] = ""
    is_repeated: bool = False
    options: Annotated[str, Field(max_length=10_000)] = ""


@router.post("/desk/titles/kind-fields")
def show_kind_fields(
    request: Request, session: ReadSession, submitted: SubmittedForm, _who: Cataloguer
) -> Response:
    """Return the fields of the kind just chosen, with everything that was typed before."""
    form = WebForm({name: clean(str(value)) for name, value in submitted.items()})
    return render(request, "catalogue/_kind_fields.html", form=form, **kind_words(session, form))


@router.get("/desk/kinds")
def show_kinds(request: Request, session: ReadSession, _who: Cataloguer) -> Response:
    """Show the kinds with the number of their fields."""
    kinds = [
        (kind, translate(name), len(shipped_definitions()[kind].fields), _own_count(session, kind))
        for kind, name in MATERIALS.items()
    ]
    return render(request, "catalogue/kinds.html", rows=kinds)


@router.get("/desk/kinds/{material}")
def show_kind(request: Request, session: ReadSession, material: str, _who: Cataloguer) -> Response:
    """Show the fields of a kind, and the form by which one is added."""
    return _page(request, session, _kind(material), WebForm({"type": FieldType.TEXT.value}))


@router.post("/desk/kinds/{material}/fields")
def add_field(
    request: Request,
    session: WriteSession,
    material: str,
    submitted: SubmittedForm,
    _who: Cataloguer,
) -> Response:
    """Add a field to a kind."""
    kind = _kind(material)
    typed, form = read_form(OwnFieldForm, submitted)
    if typed is None:
        return _page(request, session, kind, form, 422)
    options = tuple(typed.options.splitlines())
    new = NewOwnField(typed.label, typed.type, typed.hint, typed.is_repeated, options)
    try:
        own.add_field(session, kind, new)
    except InvalidInputError as error:
        form.refuse(error)
        return _page(request, session, kind, form, 422)
    flash(request, gettext("已增加项目“%(label)s”。", label=typed.label))
    return RedirectResponse(f"/desk/kinds/{kind}", 303)


@router.post("/desk/kinds/{material}/fields/{field_id}/give-up")
def give_up(session: WriteSession, material: str, field_id: str, _who: Cataloguer) -> Response:
    """Take a field out of the form; what titles have in it stays."""
    own.give_up_field(session, field_id)
    return RedirectResponse(f"/desk/kinds/{_kind(material)}", 303)


@router.post("/desk/kinds/{material}/fields/{field_id}/take-up")
def take_up(session: WriteSession, material: str, field_id: str, _who: Cataloguer) -> Response:
    """Put a field into the form again."""
    own.take_up_field(session, field_id)
    return RedirectResponse(f"/desk/kinds/{_kind(material)}", 303)


def _kind(text: str) -> MaterialKind:
    if text not in set(MaterialKind):
        raise MaterialUnknownError(detail=text)
    return MaterialKind(text)


def _own_count(session: Session, kind: MaterialKind) -> int:
    return sum(each.given_up_at is None for each in own.own_fields(session, kind))


def _page(
    request: Request, session: Session, kind: MaterialKind, form: WebForm, status: int = 200
) -> Response:
    entries = journal.history(session, [Subject("material-kind", kind)])
    return render(
        request,
        "catalogue/kind.html",
        status,
        kind=kind,
        kind_name=translate(MATERIALS[kind]),
        shipped=[_row(each) for each in shipped_definitions()[kind].fields],
        own=[(each, _row(each.field)) for each in own.own_fields(session, kind)],
        form=form,
        types=[(key.value, translate(name)) for key, name in FIELD_TYPES.items()],
        told=tell(entries, KIND_SENTENCES),
    )


def _row(field: KindField) -> dict[str, str]:
    several = field.columns or ()
    choices = [translate(name) for name in field.options.values()]
    return {
        "label": translate(field.label),
        "type": gettext("表格") if several else translate(FIELD_TYPES[field.type]),
        "more": "、".join([translate(column.label) for column in several] or choices),
        "hint": translate(field.hint) if field.hint else "",
    }

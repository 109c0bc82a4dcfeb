"""The catalogue at the desk: the list of titles, and one title to be described."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, current_visitor, signed_in
from archive.catalogue import queries, service, siku
from archive.catalogue.conflicts import TAKE, Conflict, compare, take_over
from archive.catalogue.errors import TitleChangedError
from archive.catalogue.forms import TitleForm, values_of
from archive.catalogue.history import ON_TITLE
from archive.catalogue.materials.own import known_fields
from archive.catalogue.materials.screen import kind_words
from archive.catalogue.materials.typed import read_details
from archive.catalogue.materials.values import clean_details
from archive.catalogue.panels import Asked, gather
from archive.catalogue.places import places_of
from archive.catalogue.quality import gaps_of
from archive.catalogue.queries import TitleFilter, Window
from archive.catalogue.rights_statements import RIGHTS_STATEMENTS
from archive.catalogue.schemas import TitleFields, TitleKind, VolumeView
from archive.catalogue.words import ACCESS_LEVELS, FIELD_LABELS, KINDS, LANGUAGES, MATERIALS
from archive.kernel import journal
from archive.kernel.errors import InvalidInputError
from archive.kernel.journal import Subject
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, read_form
from archive.web.i18n import gettext, translate
from archive.web.sessions import ReadSession, WriteSession, current_house
from archive.web.tables import Paging, Sort
from archive.web.telling import tell
from archive.web.templating import render

router = APIRouter(include_in_schema=False)

Cataloguer = Annotated[Visitor, Depends(signed_in(Permission.CATALOGUE))]
SHOWN = {"yes": True, "no": False}


def words() -> dict[str, Any]:
    """Return what the closed sets are called, in the reader's language, for templates."""
    return {
        "kinds": {key.value: translate(name) for key, name in KINDS.items()},
        "materials": {key.value: translate(name) for key, name in MATERIALS.items()},
        "access_levels": {key.value: translate(name) for key, name in ACCESS_LEVELS.items()},
        "title_languages": {key: translate(name) for key, name in LANGUAGES.items()},
        "rights_statements": {key: translate(name) for key, name in RIGHTS_STATEMENTS.items()},
        "labels": {key: translate(name) for key, name in FIELD_LABELS.items()},
        "siku": siku,
        "five_divisions": [(name, name) for name in siku.FIVE_DIVISIONS],
        "siku_divisions": [(name, name) for name in siku.divisions()],
    }


@router.get("/desk/titles")
def show_list(request: Request, session: ReadSession, _who: Cataloguer) -> Response:
    """Show the titles, narrowed, sorted and paged by the address."""
    asked = request.query_params
    kind = TitleKind(asked["kind"]) if asked.get("kind") in set(TitleKind) else None
    is_undecided = asked.get("rights", "") == "undecided"
    shown = SHOWN.get(asked.get("shown", ""))
    gap = gaps_of(current_house(request)).get(asked.get("gap", ""))
    lacking = (gap.condition(),) if gap else ()
    wanted = TitleFilter(asked.get("q", ""), kind, shown, is_undecided, lacking)
    sort = Sort.of(request, queries.SORTS, "-created")
    paging = Paging.of(request, queries.count_titles(session, wanted))
    key = f"-{sort.key}" if sort.is_descending else sort.key
    rows = queries.list_titles(session, wanted, Window(key, paging.offset, paging.size))
    return render(
        request,
        "catalogue/list.html",
        rows=rows,
        sort=sort,
        paging=paging,
        wanted=wanted,
        shown=asked.get("shown", ""),
        gap=gap.name if gap else "",
        gap_label=translate(gap.label) if gap else "",
        **words(),
    )


@router.get("/desk/siku-places")
def narrow_siku(
    request: Request, siku_division: str = "", siku_class: str = "", *, _who: Cataloguer
) -> Response:
    """Return the 類 of a 部 and the 屬 of a 類, to choose from."""
    kept = siku_class if siku_class in siku.classes_of(siku_division) else ""
    form = WebForm({"siku_division": siku_division, "siku_class": kept})
    return render(request, "catalogue/_siku_places.html", form=form, **words())


@router.get("/desk/titles/{title_id}/edit")
def show_edit(request: Request, session: ReadSession, title_id: str, _who: Cataloguer) -> Response:
    """Show a title, to be changed."""
    title = queries.find_title(session, title_id)
    known = known_fields(session).values()
    form = WebForm(values_of(title.fields(), title.revision, known))
    return _page(request, session, title_id, form)


@router.post("/desk/titles/{title_id}/edit")
def change(
    request: Request,
    session: WriteSession,
    title_id: str,
    submitted: SubmittedForm,
    _who: Cataloguer,
) -> Response:
    """Keep what was typed, unless somebody else changed the title meanwhile."""
    typed, form = read_form(TitleForm, submitted)
    if typed is None:
        return _page(request, session, title_id, form, 422)
    try:
        fields = _typed_fields(session, title_id, typed, submitted)
        service.change_title(session, title_id, typed.revision, fields)
    except InvalidInputError as error:
        form.refuse(error)
        return _page(request, session, title_id, form, 422)
    except TitleChangedError as error:
        return _show_conflict(request, session, title_id, typed, fields, error)
    flash(request, gettext("已保存。"))
    return RedirectResponse(f"/desk/titles/{title_id}/edit", 303)


def _typed_fields(
    session: Session, title_id: str, typed: TitleForm, submitted: FormData
) -> TitleFields:
    """Return what was typed; what the form did not show of the details stays as it is held."""
    held, known = queries.find_title(session, title_id).fields(), known_fields(session)
    details = {**held.details, **read_details(known.values(), submitted)}
    fields = typed.changed_fields(clean_details(known, details, held.details))
    chosen = {key: str(value) for key, value in submitted.items() if key.startswith(TAKE)}
    return take_over(fields, held, chosen)


def _show_conflict(
    request: Request,
    session: Session,
    title_id: str,
    typed: TitleForm,
    fields: TitleFields,
    error: TitleChangedError,
) -> Response:
    """Show what was typed beside what was kept; saving again is then a decision, not a mishap."""
    session.rollback()
    conflict = compare(session, title_id, typed.revision, fields)
    known = known_fields(session).values()
    form = WebForm(values_of(conflict.merged, conflict.revision, known))
    form.errors[""] = gettext(error.sentence, **error.values)
    return _page(request, session, title_id, form, 409, conflict)


@router.post("/desk/volumes/{volume_id}/withdraw")
def withdraw(
    request: Request,
    session: WriteSession,
    volume_id: str,
    _who: Cataloguer,
    why: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """Stop showing a volume, with the reason."""
    volume = service.withdraw_volume(session, volume_id, why)
    flash(request, gettext("已停止公开。"))
    return RedirectResponse(f"/desk/titles/{volume.title.id}/edit#volumes", 303)


@router.post("/desk/volumes/{volume_id}/publish")
def publish(request: Request, session: WriteSession, volume_id: str, _who: Cataloguer) -> Response:
    """Show again a volume that was withdrawn."""
    volume = service.publish_volume(session, volume_id)
    flash(request, gettext("已公开。"))
    return RedirectResponse(f"/desk/titles/{volume.title.id}/edit#volumes", 303)


def _standing(
    request: Request, session: Session, volumes: Sequence[VolumeView]
) -> Mapping[str, tuple[str, str]]:
    visitor = current_visitor(request)
    return places_of(current_house(request), session, visitor, [volume.id for volume in volumes])


def _page(
    request: Request,
    session: Session,
    title_id: str,
    form: WebForm,
    status: int = 200,
    conflict: Conflict | None = None,
) -> Response:
    volumes = queries.volumes_of(session, title_id)
    kind = kind_words(session, form)
    named = words()
    named["labels"] |= kind.pop("detail_labels")
    entries = journal.history(session, [Subject("title", title_id)])
    title = queries.find_title(session, title_id)
    asked = Asked(session, current_house(request), current_visitor(request), title)
    return render(
        request,
        "catalogue/edit.html",
        status,
        title=title,
        panels=gather(asked),
        volumes=volumes,
        standing=_standing(request, session, volumes),
        form=form,
        conflict=conflict,
        # What happened to its pages is told on the reader's page.
        told=tell([entry for entry in entries if entry.action in ON_TITLE], ON_TITLE),
        **kind,
        **named,
    )

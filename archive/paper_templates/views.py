"""Editing the words of the library's papers: placeholders to choose, a preview that follows."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.documents.kinds import KINDS, DocumentKind
from archive.documents.schemas import Paper
from archive.documents.service import imprint_of
from archive.documents.setting import context_of
from archive.kernel import journal
from archive.kernel.clock import to_local
from archive.kernel.house import House
from archive.kernel.journal import Subject
from archive.markup.fill import Values
from archive.paper_templates import queries, service
from archive.paper_templates.errors import (
    TemplateChangedError,
    TemplateFaultyError,
    TemplateNotFoundError,
    TemplateUnchangedError,
)
from archive.paper_templates.history import SENTENCES
from archive.paper_templates.sample import sample_values
from archive.paper_templates.schemas import Examples
from archive.paper_templates.words import sentence_of
from archive.web.flash import Level, flash
from archive.web.forms import Form as WebForm
from archive.web.i18n import gettext, translate
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession, current_house
from archive.web.telling import tell
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
Editor = Annotated[Visitor, Depends(signed_in(Permission.EDIT_TEMPLATES))]
Text = Annotated[str, Form(max_length=100_000)]


@router.get("/desk/templates")
def show_list(request: Request, session: ReadSession, _who: Editor) -> Response:
    """Show the nine kinds of paper and when their words were last changed."""
    saves = queries.last_saves(session)
    rows = [
        (kind.value, translate(settled.name), settled.word, saves.get(kind))
        for kind, settled in KINDS.items()
    ]
    return render(request, "paper_templates/list.html", rows=rows)


@router.get("/desk/templates/{kind_name}")
def edit(
    request: Request, session: ReadSession, kind_name: str, _who: Editor, version: int = -1
) -> Response:
    """Show the words in use, or those of an old ``version``, to be changed."""
    kind = _kind(kind_name)
    current = queries.current_template(session, kind)
    chosen = current if version < 0 else queries.template_version(session, kind, version)
    form = WebForm({"text": chosen.text, "based_on": current.version})
    return _page(request, session, kind, form, shown=chosen.version)


@router.post("/desk/templates/{kind_name}/preview")
def preview(
    request: Request,
    session: ReadSession,
    house: CurrentHouse,
    kind_name: str,
    _who: Editor,
    text: Text = "",
    example: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Show the sheet that a template gives, and what is wrong with it line by line."""
    kind = _kind(kind_name)
    shown = _sheet(session, house, kind, text, example)
    return render(request, "paper_templates/_preview.html", **shown)


@router.post("/desk/templates/{kind_name}")
def save(
    request: Request,
    session: WriteSession,
    kind_name: str,
    _who: Editor,
    text: Text = "",
    based_on: Annotated[int, Form()] = 0,
    note: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """Save a template as a version, or say what is wrong with it and store nothing."""
    kind = _kind(kind_name)
    try:
        saved = service.save_template(session, kind, text, based_on, note)
    except TemplateChangedError as error:
        newest = queries.current_template(session, kind).version
        form = WebForm({"text": text, "based_on": newest, "note": note})
        form.errors["text"] = gettext(error.sentence, **error.values)
        return _page(request, session, kind, form, 409)
    except (TemplateFaultyError, TemplateUnchangedError) as error:
        form = WebForm({"text": text, "based_on": based_on, "note": note})
        form.refuse(error)
        return _page(request, session, kind, form, 422)
    flash(request, gettext("模板已保存为第 %(version)s 版。", version=saved.version))
    return RedirectResponse(f"/desk/templates/{kind.value}", 303)


@router.post("/desk/templates/{kind_name}/restore")
def restore(
    request: Request,
    session: WriteSession,
    kind_name: str,
    _who: Editor,
    version: Annotated[int, Form(ge=0)] = 0,
) -> Response:
    """Take up an old version again; 0 is the one that ships."""
    kind = _kind(kind_name)
    try:
        saved = service.restore_template(session, kind, version)
    except TemplateUnchangedError as error:
        flash(request, gettext(error.sentence), Level.FAILED)
    else:
        flash(request, gettext("模板已保存为第 %(version)s 版。", version=saved.version))
    return RedirectResponse(f"/desk/templates/{kind.value}", 303)


def _kind(name: str) -> DocumentKind:
    if name not in set(DocumentKind):
        raise TemplateNotFoundError(detail=name)
    return DocumentKind(name)


def _page(
    request: Request,
    session: Session,
    kind: DocumentKind,
    form: WebForm,
    status: int = 200,
    shown: int = -1,
) -> Response:
    house = current_house(request)
    examples = house.services.get(Examples)
    told = journal.history(session, [Subject("paper-template", kind.value)])
    return render(
        request,
        "paper_templates/edit.html",
        status,
        kind_value=kind.value,
        name=translate(KINDS[kind].name),
        form=form,
        shown_version=shown,
        offered_places=[(place, translate(place.meaning)) for place in KINDS[kind].offered],
        versions=queries.versions_of(session, kind),
        examples=examples.recent(session, kind) if examples else (),
        told=tell(told, SENTENCES),
        **_sheet(session, house, kind, str(form.value("text")), ""),
    )


def _sheet(
    session: Session, house: House, kind: DocumentKind, text: str, example: str
) -> dict[str, Any]:
    parsed = service.check_template(kind, text)
    lines = text.splitlines()
    paper = Paper(kind, text, _values(session, house, kind, example), (Subject("sample", ""),))
    day = to_local(house.clock.now()).date()
    return {
        **context_of(paper, imprint_of(house.settings, issued_on=day)),
        "problems": [
            (problem, sentence_of(problem), lines[problem.line - 1] if problem.line else "")
            for problem in parsed.problems
        ],
    }


def _values(session: Session, house: House, kind: DocumentKind, example: str) -> Values:
    examples = house.services.get(Examples)
    found = examples.values(session, kind, example) if examples and example else None
    return sample_values(kind) if found is None else found

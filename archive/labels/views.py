"""The page of labels: choose, look, print."""

from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from archive.kernel.errors import InvalidInputError
from archive.labels import labels, selection
from archive.labels.forms import LabelsForm
from archive.labels.labels import Label, LabelKind
from archive.labels.sheets import SHEETS, pages_needed
from archive.labels.words import KINDS
from archive.locations.schemas import PlaceKind
from archive.locations.words import PLACE_KINDS
from archive.stock.desk import Mover
from archive.web.forms import Form as WebForm
from archive.web.forms import read_form
from archive.web.i18n import translate
from archive.web.sessions import ReadSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)

PAGE = "/desk/labels"


@router.get(PAGE)
def show(request: Request, session: ReadSession, _who: Mover) -> Response:
    """Show the form, and the first sheet of what was chosen."""
    asked, form = _read(request)
    if asked is None:
        return _page(request, form, 422)
    if not asked.is_asked:
        return _page(request, WebForm(asked.model_dump(), form.errors))
    try:
        made = _labels(session, asked)
    except InvalidInputError as error:
        shown = WebForm(asked.model_dump())
        shown.refuse(error)
        return _page(request, shown, 422)
    return _page(request, WebForm(asked.model_dump()), 200, **_preview(asked, made))


def _read(request: Request) -> tuple[LabelsForm | None, WebForm]:
    given: list[tuple[str, str | UploadFile]] = [*request.query_params.multi_items()]
    return read_form(LabelsForm, FormData(given))


def _labels(session: Session, asked: LabelsForm) -> list[Label]:
    if asked.kind is LabelKind.PLACE:
        places = selection.chosen_places(session, asked.place, frozenset(asked.level))
        return [labels.place_label(place) for place in places]
    rows = selection.chosen_volumes(session, asked.choice)
    if asked.kind is LabelKind.SPINE:
        return [labels.spine_label(row, asked.paper) for row in rows]
    return [labels.volume_label(row) for row in rows]


def _preview(asked: LabelsForm, made: list[Label]) -> dict[str, Any]:
    return {
        "sheet": asked.paper,
        "page": labels.sheets_of(made, asked.paper, asked.start)[0],
        "count": len(made),
        "page_count": pages_needed(asked.paper, len(made), asked.start),
        "incomplete": sum(label.is_incomplete for label in made),
    }


def _page(request: Request, form: WebForm, status: int = 200, **preview: Any) -> Response:
    nothing: dict[str, Any] = {
        "sheet": None,
        "page": [],
        "count": 0,
        "page_count": 0,
        "incomplete": 0,
    }
    return render(
        request,
        "labels/page.html",
        status,
        form=form,
        kinds=[(key.value, translate(name)) for key, name in KINDS.items()],
        sheets=[(key, translate(sheet.name)) for key, sheet in SHEETS.items()],
        levels=[(key.value, translate(PLACE_KINDS[key])) for key in PlaceKind],
        query=request.url.query,
        **(nothing | preview),
    )


@router.get(f"{PAGE}/sheets.pdf")
def print_sheets(request: Request, session: ReadSession, _who: Mover) -> Response:
    """Give the sheets as PDF, to be printed at their true size."""
    asked, form = _read(request)
    if asked is None:
        return _page(request, form, 422)
    made = _labels(session, asked)
    paper = labels.set_labels(asked.kind, made, asked.paper, asked.start, with_frames=asked.frames)
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": "inline"}
    return Response(paper, media_type="application/pdf", headers=headers)

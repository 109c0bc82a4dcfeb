"""What the library sets for its census: the codes of its numbers, and the words of its fields."""

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.census.desk import Cataloguer
from archive.census.history import SENTENCES
from archive.census.references import (
    CODES,
    change_codes,
    change_words,
    codes_of,
    read_table,
    to_word_set,
    words_of,
    write_words,
)
from archive.census.schemas import Codes
from archive.census.sets import SET_LABELS, WordSet
from archive.kernel import journal
from archive.kernel.errors import InvalidInputError
from archive.kernel.journal import Subject
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, clean
from archive.web.i18n import gettext, translate
from archive.web.sessions import ReadSession, WriteSession
from archive.web.telling import tell
from archive.web.templating import render

router = APIRouter(include_in_schema=False)

SHOWN_ENTRIES = 20


@router.get("/desk/census/settings")
def show_settings(request: Request, session: ReadSession, _who: Cataloguer) -> Response:
    """Show the codes and the sets of words."""
    codes = codes_of(session)
    return _settings_page(request, session, WebForm({"area": codes.area, "unit": codes.unit}))


@router.post("/desk/census/settings")
def set_codes(
    request: Request, session: WriteSession, submitted: SubmittedForm, _who: Cataloguer
) -> Response:
    """Keep what the numbers of the library begin with."""
    values = {name: clean(str(submitted.get(name) or "")) for name in ("area", "unit")}
    try:
        change_codes(session, Codes(**values))
    except InvalidInputError as error:
        form = WebForm(values)
        form.refuse(error)
        return _settings_page(request, session, form, 422)
    flash(request, gettext("已保存。"))
    return RedirectResponse("/desk/census/settings", 303)


def _settings_page(
    request: Request, session: Session, form: WebForm, status: int = 200
) -> Response:
    sets = [
        (name.value, translate(label), len(words_of(session, name)))
        for name, label in SET_LABELS.items()
    ]
    subjects = [Subject("reference-table", name) for name in (CODES, *WordSet)]
    entries = journal.history(session, subjects, SHOWN_ENTRIES)
    return render(
        request,
        "census/settings.html",
        status,
        form=form,
        sets=sets,
        told=tell(entries, SENTENCES),
    )


@router.get("/desk/census/words/{name}")
def show_words(request: Request, session: ReadSession, name: str, _who: Cataloguer) -> Response:
    """Show a set of words, to be changed."""
    words = words_of(session, to_word_set(name))
    return _words_page(request, session, to_word_set(name), WebForm({"words": write_words(words)}))


@router.post("/desk/census/words/{name}")
def set_words(
    request: Request, session: WriteSession, name: str, submitted: SubmittedForm, _who: Cataloguer
) -> Response:
    """Keep a changed set of words; records keep what they say."""
    text = clean(str(submitted.get("words") or ""))
    try:
        change_words(session, to_word_set(name), text)
    except InvalidInputError as error:
        form = WebForm({"words": text})
        form.refuse(error)
        return _words_page(request, session, to_word_set(name), form, 422)
    flash(request, gettext("已保存。"))
    return RedirectResponse("/desk/census/settings", 303)


def _words_page(
    request: Request, session: Session, name: WordSet, form: WebForm, status: int = 200
) -> Response:
    _, revision = read_table(session, name)
    label = translate(SET_LABELS[name])
    return render(
        request,
        "census/words.html",
        status,
        name=name.value,
        label=label,
        revision=revision,
        form=form,
    )

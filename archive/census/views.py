"""The census at the desk: the list, the record of a copy part by part, its number."""

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from archive.census import paper_views, queries, reference_views, service
from archive.census.desk import (
    Cataloguer,
    known_facts,
    labels,
    read_filter,
    tab_entries,
    told_facts,
)
from archive.census.errors import CensusChangedError, CensusRecordNotFoundError
from archive.census.fields import TABS, Tab, fields_of
from archive.census.history import SENTENCES
from archive.census.reading import clean, columns_of, details_of, show
from archive.census.references import all_words, codes_of
from archive.census.schemas import RecordView
from archive.census.service import Written
from archive.census.words import DAMAGES, GRADES
from archive.kernel import journal
from archive.kernel.errors import InvalidInputError
from archive.kernel.journal import Subject
from archive.text.block_format import Words, parse_format
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm
from archive.web.forms import clean as clean_text
from archive.web.i18n import gettext, translate
from archive.web.sessions import ReadSession, WriteSession
from archive.web.tables import Paging, Sort
from archive.web.telling import tell
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
router.include_router(reference_views.router)
router.include_router(paper_views.router)

SHOWN_ENTRIES = 30


@router.get("/desk/census")
def show_list(request: Request, session: ReadSession, _who: Cataloguer) -> Response:
    """Show the records, narrowed, sorted and paged by the address."""
    wanted = read_filter(request)
    sort = Sort.of(request, queries.SORTS, "-changed")
    paging = Paging.of(request, queries.count_records(session, wanted))
    key = f"-{sort.key}" if sort.is_descending else sort.key
    rows = queries.list_records(session, wanted, key, paging.offset, paging.size)
    return render(
        request,
        "census/list.html",
        rows=rows,
        sort=sort,
        paging=paging,
        wanted=wanted,
        grades={code: translate(name) for code, name in GRADES.items()},
        damages={code: translate(name) for code, name in DAMAGES.items()},
        query=request.url.query,
    )


@router.post("/desk/census/copies/{copy_id}")
def begin(request: Request, session: WriteSession, copy_id: str, _who: Cataloguer) -> Response:
    """Begin the record of a copy."""
    record = service.begin_record(session, copy_id)
    flash(request, gettext("已建立普查登记，请逐项填写。"))
    return RedirectResponse(f"/desk/census/{record.id}", 303)


@router.get("/desk/census/{record_id}")
def show_record(
    request: Request, session: ReadSession, record_id: str, _who: Cataloguer
) -> Response:
    """Show a record as a whole."""
    record = queries.find_record(session, record_id)
    form = WebForm({"census_number": record.census_number, "revision": record.revision})
    return _record_page(request, session, record, form)


@router.post("/desk/census/{record_id}/number")
def change_number(
    request: Request,
    session: WriteSession,
    record_id: str,
    submitted: SubmittedForm,
    _who: Cataloguer,
) -> Response:
    """Keep the number that was typed."""
    record = queries.find_record(session, record_id)
    number = _text(submitted, "census_number").replace("－", "-")
    try:
        written = Written(number, record.details)
        service.change_record(session, record_id, _revision(submitted), written)
    except (InvalidInputError, CensusChangedError) as error:
        form = WebForm({"census_number": number, "revision": record.revision})
        form.errors["census_number"] = gettext(error.sentence, **error.values)
        return _record_page(request, session, record, form, error.status)
    flash(request, gettext("已保存。"))
    return RedirectResponse(f"/desk/census/{record_id}", 303)


@router.post("/desk/census/{record_id}/number/next")
def take_number(
    request: Request, session: WriteSession, record_id: str, _who: Cataloguer
) -> Response:
    """Give the record the next number of the library."""
    record = service.take_number(session, record_id)
    flash(request, gettext("普查编号：%(number)s", number=record.census_number))
    return RedirectResponse(f"/desk/census/{record_id}", 303)


def _record_page(
    request: Request, session: Session, record: RecordView, form: WebForm, status: int = 200
) -> Response:
    subject = Subject("census-record", record.id)
    return render(
        request,
        "census/record.html",
        status,
        record=record,
        form=form,
        tabs=tab_entries(record.id),
        known=known_facts(record, all_words(session)),
        told=told_facts(record),
        has_codes=bool(codes_of(session).prefix),
        history=tell(journal.history(session, [subject], SHOWN_ENTRIES), SENTENCES),
    )


@router.get("/desk/census/{record_id}/fields/{tab}")
def show_fields(
    request: Request, session: ReadSession, record_id: str, tab: str, _who: Cataloguer
) -> Response:
    """Show a part of a record, to be filled in."""
    record = queries.find_record(session, record_id)
    values = {f.name: show(f, record.details.get(f.name)) for f in fields_of(_tab(tab))}
    form = WebForm(values | {"revision": record.revision})
    return _fields_page(request, session, record, _tab(tab), form)


@router.post("/desk/census/{record_id}/fields/{tab}")
def change_fields(
    request: Request,
    session: WriteSession,
    record_id: str,
    tab: str,
    submitted: SubmittedForm,
    _who: Cataloguer,
) -> Response:
    """Keep what was typed in a part of a record; or read a statement into its fields."""
    record, part = queries.find_record(session, record_id), _tab(tab)
    typed = {field.name: _text(submitted, field.name) for field in fields_of(part)}
    words = all_words(session)
    form = WebForm(typed | {"revision": _revision(submitted)})
    if submitted.get("do") == "read":
        return _read_statement(request, session, record, form, _text(submitted, "statement"), words)
    details, wrong = clean(fields_of(part), typed, words, record.details)
    for error in wrong:
        form.refuse(error)
    if wrong:
        return _fields_page(request, session, record, part, form, 422)
    try:
        written = Written(record.census_number, details)
        service.change_record(session, record_id, _revision(submitted), written)
    except CensusChangedError as error:
        session.rollback()
        form.errors[""] = gettext(error.sentence, **error.values)
        held = queries.find_record(session, record_id)
        form = WebForm({**form.values, "revision": held.revision}, form.errors)
        return _fields_page(request, session, held, part, form, 409)
    flash(request, gettext("已保存。"))
    return RedirectResponse(f"/desk/census/{record_id}/fields/{tab}", 303)


def _read_statement(
    request: Request, session: Session, record: RecordView, form: WebForm, text: str, words: Words
) -> Response:
    """Show the fields filled from a statement; nothing is kept before somebody has looked."""
    read = parse_format(text[:2_000], words)
    by_name = {field.name: field for field in fields_of(Tab.FORMAT)}
    found = {name: show(by_name[name], v) for name, v in details_of(read.format).items()}
    said = {"statement": text, "left_over": "，".join(read.left_over)}
    page = WebForm({**form.values, **found, **said})
    return _fields_page(request, session, record, Tab.FORMAT, page)


def _fields_page(
    request: Request,
    session: Session,
    record: RecordView,
    tab: Tab,
    form: WebForm,
    status: int = 200,
) -> Response:
    fields = list(fields_of(tab))
    words = all_words(session)
    return render(
        request,
        "census/fields.html",
        status,
        record=record,
        tab=tab.value,
        tab_name=translate(TABS[tab]),
        tabs=tab_entries(record.id),
        here=f"/desk/census/{record.id}/fields/{tab}",
        fields=fields,
        names=labels(),
        hints={f.name: translate(f.hint) if f.hint else "" for f in fields},
        columns={f.name: columns_of(f) for f in fields if f.columns},
        options={f.name: _options(f.words, words, form.value(f.name)) for f in fields if f.words},
        form=form,
    )


def _options(name: str | None, words: Words, held: str) -> list[tuple[str, str]]:
    options = [(word[0], word[0]) for word in words.get(name or "", ())]
    is_known = not held or any(held == word for word, _ in options)
    return options if is_known else [*options, (held, held)]


def _tab(name: str) -> Tab:
    if name not in set(Tab):
        raise CensusRecordNotFoundError(detail=name)
    return Tab(name)


def _text(submitted: FormData, name: str) -> str:
    value = submitted.get(name)
    return clean_text(value) if isinstance(value, str) else ""


def _revision(submitted: FormData) -> int:
    text = _text(submitted, "revision")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0

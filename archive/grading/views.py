"""Grade and damage of a copy at the desk: suggestion, evidence, decision, and the rules."""

import datetime as dt
from collections.abc import Mapping

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from archive.census.desk import Cataloguer, tab_entries
from archive.census.queries import find_record
from archive.census.schemas import RecordView
from archive.census.words import DAMAGES, GRADES
from archive.evidence.service import pictures_of
from archive.evidence.views import FORM_BYTES, receive_picture
from archive.grading import service, tables
from archive.grading.errors import MeasureWrongError
from archive.grading.measures import MEASURES, parse_value, write_value
from archive.grading.models import DamageMeasurement, Judgement
from archive.kernel.errors import InvalidInputError
from archive.kernel.journal import Subject
from archive.web.flash import flash
from archive.web.forms import Form as WebForm
from archive.web.forms import SubmittedForm, clean
from archive.web.i18n import gettext, translate
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)

PURPOSES = tuple(judgement.value for judgement in Judgement)


@router.get("/desk/census/rules/{name}")
def show_rules(request: Request, session: ReadSession, name: str, _who: Cataloguer) -> Response:
    """Show a table of rules, to be changed."""
    text, _ = tables.text_of(session, name)
    return _rules_page(request, session, name, WebForm({"rules": text}))


@router.post("/desk/census/rules/{name}")
def set_rules(
    request: Request, session: WriteSession, name: str, submitted: SubmittedForm, _who: Cataloguer
) -> Response:
    """Keep changed rules; what was decided stays as it was."""
    text = _text(submitted, "rules")
    try:
        tables.change_rules(session, name, text)
    except InvalidInputError as error:
        form = WebForm({"rules": text})
        form.refuse(error)
        return _rules_page(request, session, name, form, 422)
    flash(request, gettext("已保存。"))
    return RedirectResponse(f"/desk/census/rules/{name}", 303)


def _rules_page(
    request: Request, session: Session, name: str, form: WebForm, status: int = 200
) -> Response:
    table = tables.find_table(name)
    _, revision = tables.text_of(session, name)
    entries = [
        (translate(each.label), f"/desk/census/rules/{each.name}", None)
        for each in tables.TABLES.values()
    ]
    return render(
        request,
        "grading/rules.html",
        status,
        table=table,
        label=translate(table.label),
        to_check=translate(table.to_check),
        line_form=translate(table.form),
        tables=entries,
        revision=revision,
        form=form,
    )


@router.get("/desk/census/{record_id}/grade")
def show_grade(
    request: Request, session: ReadSession, record_id: str, _who: Cataloguer
) -> Response:
    """Show what the rules suggest for a copy, and what was decided."""
    record = find_record(session, record_id)
    return _judgement_page(request, session, record, Judgement.GRADE, WebForm())


@router.get("/desk/census/{record_id}/damage")
def show_damage(
    request: Request, session: ReadSession, record_id: str, _who: Cataloguer
) -> Response:
    """Show what was measured of a copy, what that suggests, and what was decided."""
    record = find_record(session, record_id)
    return _judgement_page(request, session, record, Judgement.DAMAGE, WebForm())


@router.post("/desk/census/{record_id}/grade")
def decide_grade(
    request: Request,
    session: WriteSession,
    record_id: str,
    submitted: SubmittedForm,
    _who: Cataloguer,
) -> Response:
    """Keep the grade that a person gave."""
    return _decide(request, session, record_id, Judgement.GRADE, submitted)


@router.post("/desk/census/{record_id}/damage")
def decide_damage(
    request: Request,
    session: WriteSession,
    record_id: str,
    submitted: SubmittedForm,
    _who: Cataloguer,
) -> Response:
    """Keep the grade of the damage that a person gave."""
    return _decide(request, session, record_id, Judgement.DAMAGE, submitted)


def _decide(
    request: Request, session: Session, record_id: str, judgement: Judgement, submitted: FormData
) -> Response:
    decided, why = _text(submitted, "decided"), _text(submitted, "why")
    try:
        service.decide(session, record_id, judgement, decided, why[:600])
    except InvalidInputError as error:
        form = WebForm({"decided": decided, "why": why})
        form.refuse(error)
        record = find_record(session, record_id)
        return _judgement_page(request, session, record, judgement, form, 422)
    flash(request, gettext("已保存。"))
    return RedirectResponse(f"/desk/census/{record_id}/{judgement.value}", 303)


@router.post("/desk/census/{record_id}/measurements")
def measure(
    request: Request,
    session: WriteSession,
    record_id: str,
    submitted: SubmittedForm,
    _who: Cataloguer,
) -> Response:
    """Keep what was measured."""
    names = [measure.name for measure in MEASURES]
    typed = {name: _text(submitted, name) for name in (*names, "measured_on", "standard", "note")}
    form = WebForm(typed)
    measured = _read_measured(typed, form)
    try:
        if not form.errors:
            day = _day(typed["measured_on"])
            service.measure(session, record_id, day, typed["standard"], measured, typed["note"])
    except InvalidInputError as error:
        form.refuse(error)
    if form.errors:
        record = find_record(session, record_id)
        return _judgement_page(request, session, record, Judgement.DAMAGE, form, 422)
    flash(request, gettext("已记录检测。"))
    return RedirectResponse(f"/desk/census/{record_id}/damage", 303)


def _read_measured(typed: Mapping[str, str], form: WebForm) -> dict[str, float]:
    measured = {}
    for each in MEASURES:
        if not typed[each.name]:
            continue
        value = parse_value(typed[each.name], each)
        if value is None:
            form.refuse(MeasureWrongError(field=each.name, most=write_value(each.most)))
        else:
            measured[each.name] = value
    return measured


@router.post("/desk/census/{record_id}/pictures", max_body_size=FORM_BYTES)
async def add_picture(
    request: Request, house: CurrentHouse, record_id: str, _who: Cataloguer
) -> Response:
    """Keep a picture that shows why a copy has its grade."""
    with house.database.read() as session:
        record = find_record(session, record_id)
    purpose = request.query_params.get("for", "")
    subject = Subject("census-record", record.id)
    await receive_picture(request, subject, PURPOSES, [Subject("title", record.copy.title.id)])
    page = purpose if purpose in PURPOSES else PURPOSES[0]
    return RedirectResponse(f"/desk/census/{record_id}/{page}", 303)


def _judgement_page(
    request: Request,
    session: Session,
    record: RecordView,
    judgement: Judgement,
    form: WebForm,
    status: int = 200,
) -> Response:
    is_grade = judgement is Judgement.GRADE
    suggest = service.suggested_grade if is_grade else service.suggested_damage
    names = GRADES if is_grade else DAMAGES
    return render(
        request,
        f"grading/{judgement.value}.html",
        status,
        record=record,
        form=form,
        tabs=tab_entries(record.id),
        here=f"/desk/census/{record.id}/{judgement.value}",
        judgement=judgement.value,
        suggested=suggest(session, record),
        names={code: translate(name) for code, name in names.items()},
        pictures=pictures_of(session, Subject("census-record", record.id), judgement.value),
        decisions=service.decisions_of(session, record.id, judgement),
        measures=[(m.name, f"{translate(m.label)}（{m.unit}）") for m in MEASURES],
        measurements=[] if is_grade else _measurements(session, record),
    )


def _measurements(session: Session, record: RecordView) -> list[tuple[DamageMeasurement, str]]:
    return [(row, _said(row)) for row in service.measurements_of(session, record.id)]


def _said(row: DamageMeasurement) -> str:
    parts = [
        (translate(m.label), write_value(float(row.measured[m.name])), m.unit)
        for m in MEASURES
        if m.name in row.measured
    ]
    said = [f"{label} {value}{'' if unit == 'pH' else unit}" for label, value, unit in parts]
    return "，".join(said)


def _text(submitted: FormData, name: str) -> str:
    value = submitted.get(name)
    return clean(value) if isinstance(value, str) else ""


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None

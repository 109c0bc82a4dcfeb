"""Two records of one donor: which they are, what a merge would do, doing it and undoing it."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.donations.desk import LABELS, Decider, words
from archive.donor_files import merging
from archive.donor_files.alike import REASONS, compared, suspects
from archive.donor_files.branch_rule import keep_gifts_in_branch
from archive.donor_files.errors import MergeNotFoundError, SameDonorError
from archive.donor_files.queries import kept_of, preview_merge
from archive.donors.errors import DonorMergedError
from archive.donors.look_up import look_up
from archive.donors.queries import find_contact, find_donor
from archive.donors.schemas import DonorView
from archive.kernel.errors import InvalidInputError
from archive.web.flash import Level, flash
from archive.web.forms import Form as WebForm
from archive.web.i18n import gettext, translate
from archive.web.sessions import ReadSession, WriteSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)

Why = Annotated[str, Form(max_length=500)]


@router.get("/desk/donors/{donor_id}/merge")
def choose(request: Request, session: ReadSession, donor_id: str, _who: Decider) -> Response:
    """Show which records may be of the same donor."""
    return _choice_page(request, session, donor_id, "")


# Posted, because what is typed may be a telephone number, and addresses are kept and logged.
@router.post("/desk/donors/{donor_id}/merge/search")
def search(
    request: Request,
    session: ReadSession,
    donor_id: str,
    q: Annotated[str, Form(max_length=200)] = "",
    *,
    _who: Decider,
) -> Response:
    """Show the records that what was typed may mean."""
    return _choice_page(request, session, donor_id, q)


@router.get("/desk/donors/{donor_id}/merge/{other_id}")
def preview(
    request: Request, session: ReadSession, donor_id: str, other_id: str, _who: Decider
) -> Response:
    """Show what would go over from the other record to this one."""
    return _preview_page(request, session, donor_id, other_id, WebForm())


@router.post("/desk/donors/{donor_id}/merge/{other_id}")
def merge(
    request: Request,
    session: WriteSession,
    donor_id: str,
    other_id: str,
    who: Decider,
    why: Why = "",
) -> Response:
    """Make the other record a part of this one."""
    keep_gifts_in_branch(session, who, other_id)
    name = find_donor(session, other_id).name
    try:
        merging.merge_donors(session, donor_id, other_id, why)
    except InvalidInputError as error:
        form = WebForm({"why": why})
        form.refuse(error)
        return _preview_page(request, session, donor_id, other_id, form, 422)
    flash(request, gettext("“%(name)s”的登记已合并到这里；合并错了可以拆回。", name=name))
    return RedirectResponse(f"/desk/donors/{donor_id}", 303)


@router.post("/desk/donors/{donor_id}/merges/{merge_id}/split")
def split(
    request: Request,
    session: WriteSession,
    donor_id: str,
    merge_id: str,
    who: Decider,
    why: Why = "",
) -> Response:
    """Part a record that was merged into this one."""
    if kept_of(session, merge_id) != donor_id:
        raise MergeNotFoundError(detail=f"{merge_id} is not of {donor_id}")
    keep_gifts_in_branch(session, who, donor_id)
    try:
        merging.split_merge(session, merge_id, why)
    except InvalidInputError as error:
        flash(request, gettext(error.sentence, **error.values), Level.FAILED)
    else:
        flash(request, gettext("已拆回，原来的捐赠和线索回到各自名下。"))
    return RedirectResponse(f"/desk/donors/{donor_id}#merges", 303)


def _standing(session: Session, donor_id: str) -> DonorView:
    donor = find_donor(session, donor_id)
    if donor.merged_into_id is not None:
        raise DonorMergedError(detail=f"{donor_id} is {donor.merged_into_id}")
    return donor


def _choice_page(request: Request, session: Session, donor_id: str, typed: str) -> Response:
    donor, contact = _standing(session, donor_id), find_contact(session, donor_id)
    found = [each for each in look_up(session, typed, 20) if each != donor_id] if typed else []
    return render(
        request,
        "donor_files/merge_choice.html",
        donor=donor,
        typed=typed,
        suspects=suspects(session, donor_id),
        found=compared(session, donor, contact, found),
        reasons=_reason_words(),
        **words(),
    )


def _preview_page(
    request: Request,
    session: Session,
    donor_id: str,
    other_id: str,
    form: WebForm,
    status: int = 200,
) -> Response:
    if donor_id == other_id:
        raise SameDonorError(field="why")
    donor, other = _standing(session, donor_id), _standing(session, other_id)
    (suspect,) = compared(session, donor, find_contact(session, donor_id), [other.id])
    return render(
        request,
        "donor_files/merge.html",
        status,
        donor=donor,
        other=other,
        preview=preview_merge(session, donor_id, other_id),
        suspect=suspect,
        reasons=_reason_words(),
        form=form,
        labels={"why": gettext("依据"), **{name: translate(said) for name, said in LABELS.items()}},
        **words(),
    )


def _reason_words() -> dict[str, tuple[str, str]]:
    return {key.value: (translate(name), tone) for key, (name, tone) in REASONS.items()}

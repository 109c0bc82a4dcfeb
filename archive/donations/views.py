"""The desk: the list of gifts, and one gift with its decisions and receipts."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.campaigns.queries import list_campaigns
from archive.documents.errors import ReissueReasonMissingError
from archive.documents.files import file_answer
from archive.documents.service import imprint_of, log_print
from archive.documents.setting import TEMPLATE, context_of
from archive.donations import decision_views, deposit_views, queries, receipts
from archive.donations.asked_filter import read_filter
from archive.donations.desk import Logger, words
from archive.donations.filters import DonationFilter
from archive.donations.schemas import Stage
from archive.donations.words import STAGES
from archive.donors.queries import find_donors
from archive.donors.schemas import DonorView
from archive.kernel import journal
from archive.kernel.bounded_counts import BoundedCount
from archive.locations.queries import list_branches
from archive.web.flash import Level, flash
from archive.web.i18n import Language, gettext, translate, use_language
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.tables import Paging, Sort
from archive.web.templating import render

router = APIRouter(include_in_schema=False)
router.include_router(deposit_views.router)
router.include_router(decision_views.router)


@router.get("/desk/donations")
def show_list(
    request: Request, session: ReadSession, house: CurrentHouse, _who: Logger
) -> Response:
    """Show the gifts, narrowed, sorted and paged by the address."""
    wanted = read_filter(request, house)
    counted = queries.count_donations(session, wanted)
    sort = Sort.of(request, queries.SORTS, "-logged")
    paging = Paging.of(request, counted.number)
    key = f"-{sort.key}" if sort.is_descending else sort.key
    rows = queries.list_donations(session, wanted, key, paging.offset, paging.size)
    return render(
        request,
        "donations/list.html",
        rows=rows,
        sort=sort,
        paging=paging,
        count=counted,
        wanted=wanted,
        idle=request.query_params.get("idle", "") if wanted.idle_since else "",
        donor=_donor_of(session, wanted),
        filter_options=_filter_options(queries.count_by_stage(session)),
        campaigns=[(each.id, each.name) for each in list_campaigns(session)],
        branches=[(each.id, each.name) for each in list_branches(session)],
        query=urlencode(request.query_params.multi_items()),
        **words(),
    )


def _donor_of(session: Session, wanted: DonationFilter) -> DonorView | None:
    if not wanted.donor_id:
        return None
    return find_donors(session, [wanted.donor_id]).get(wanted.donor_id)


def _filter_options(counts: Mapping[Stage, BoundedCount]) -> list[tuple[str, str]]:
    return [
        (stage.value, gettext("%(name)s（%(count)s）", name=translate(name), count=counts[stage]))
        for stage, (name, _tone) in STAGES.items()
        if stage in counts
    ]


@router.get("/desk/donations/{donation_id}/receipt")
def preview_receipt(
    request: Request, session: ReadSession, house: CurrentHouse, donation_id: str, _who: Logger
) -> Response:
    """Show what a receipt would say now."""
    donation = queries.find_donation(session, donation_id)
    receipt = receipts.receipt_of(session, donation)
    # A preview is of the paper, and the paper is in zh-Hans whoever prints it.
    with use_language(Language.SIMPLIFIED):
        return render(request, TEMPLATE, **context_of(receipt, imprint_of(house.settings)))


@router.post("/desk/donations/{donation_id}/receipt")
def issue_receipt(
    request: Request,
    house: CurrentHouse,
    donation_id: str,
    _who: Logger,
    note: Annotated[str, Form(max_length=200)] = "",
    *,
    again: Annotated[bool, Form()] = False,
) -> Response:
    """Issue a receipt; ``again`` makes another in place of the last, and ``note`` says why.

    The paper is set before the transaction that issues it: nobody else waits meanwhile.
    """
    if again and not note.strip():
        flash(request, gettext(ReissueReasonMissingError.sentence), Level.FAILED)
        return RedirectResponse(f"/desk/donations/{donation_id}#receipts", 303)
    issue = receipts.reissue_receipt if again else receipts.issue_receipt
    actor: journal.Actor = request.state.actor
    draft = receipts.draft_receipt(house, actor, donation_id, note)
    with house.database.write() as session:
        journal.act_as(session, actor, house.clock)
        document = issue(session, house, donation_id, note, draft)
    flash(request, gettext("收据 %(number)s 已开具，可以打印。", number=document.number))
    return RedirectResponse(f"/desk/donations/{donation_id}#receipts", 303)


@router.get("/desk/donations/{donation_id}/receipts/{document_id}.pdf")
def download_receipt(
    session: WriteSession,
    house: CurrentHouse,
    donation_id: str,
    document_id: str,
    _who: Logger,
    why: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    """Give the PDF as it was issued, and keep a record of who opened it."""
    document = receipts.find_receipt(session, donation_id, document_id)
    log_print(session, document, "pdf", why)
    return file_answer(house, document, "pdf")

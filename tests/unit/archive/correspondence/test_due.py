"""Which papers are due says where a gift stands, what was decided on it, and whether it is one."""

import datetime as dt

import pytest

from archive.correspondence.due import due_papers
from archive.documents.kinds import DocumentKind
from archive.donations.kinds import AcquisitionMode, Decision, DonorKind, MaterialKind, Stage
from archive.donations.schemas import DonationView, DonorView, LineView

DAY = dt.date(2026, 3, 2)
NOON = dt.datetime(2026, 3, 2, 4, tzinfo=dt.UTC)
DONOR = DonorView("donor", DonorKind.PERSON, "王毓芳", is_anonymous=False, created_at=NOON)
ACCEPTED, DEPOSITED = Decision.ACCEPTED, Decision.DEPOSITED
IN_REGISTERS = (Stage.ACCESSIONED, Stage.CATALOGUED, Stage.THANKED, Stage.ANNOUNCED)
FOR_GIFTS = {DocumentKind.GIFT_AGREEMENT, DocumentKind.CERTIFICATE, DocumentKind.THANKS}


def line(sequence: int, decision: Decision) -> LineView:
    return LineView(
        id=f"line{sequence}",
        donation_id="gift",
        sequence=sequence,
        title="王氏五修族谱",
        author="",
        date_text="",
        material=MaterialKind.GENEALOGY,
        volume_count=2,
        note="",
        decision=decision,
        decision_reason="",
        decided_at=None,
        title_id=None,
    )


def gift(
    stage: Stage, *decisions: Decision, mode: AcquisitionMode = AcquisitionMode.DONATION
) -> DonationView:
    lines = tuple(line(place, decision) for place, decision in enumerate(decisions, start=1))
    return DonationView("gift", "捐2026-0001", DONOR, DAY, "", NOON, lines, mode=mode, stage=stage)


@pytest.mark.parametrize("stage", IN_REGISTERS)
def test_a_certificate_is_due_once_the_gift_stands_in_the_registers(stage: Stage) -> None:
    due = due_papers(gift(stage, ACCEPTED), [])
    assert due[:2] == [DocumentKind.CERTIFICATE, DocumentKind.THANKS]


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in IN_REGISTERS])
def test_no_certificate_is_due_before(stage: Stage) -> None:
    assert DocumentKind.CERTIFICATE not in due_papers(gift(stage, ACCEPTED), [])


@pytest.mark.parametrize(
    "decision", [DEPOSITED, Decision.DECLINED, Decision.COPIED_AND_RETURNED, Decision.PENDING]
)
def test_no_certificate_for_what_was_not_kept(decision: Decision) -> None:
    assert DocumentKind.CERTIFICATE not in due_papers(gift(Stage.ACCESSIONED, decision), [])


def test_what_was_issued_is_not_due_again() -> None:
    stands = gift(Stage.ACCESSIONED, ACCEPTED)
    due = due_papers(stands, [DocumentKind.CERTIFICATE])
    assert due == [DocumentKind.THANKS, DocumentKind.RECEIPT]
    assert due_papers(stands, due_papers(stands, [])) == []


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.AGREED])
def test_a_deposit_agreement_is_due_until_the_things_are_handed_over(stage: Stage) -> None:
    stands = gift(stage, DEPOSITED, mode=AcquisitionMode.DEPOSIT)
    assert DocumentKind.DEPOSIT_AGREEMENT in due_papers(stands, [])


@pytest.mark.parametrize(
    ("stage", "decision"), [(Stage.HANDED_OVER, DEPOSITED), (Stage.DECIDED, ACCEPTED)]
)
def test_no_deposit_agreement_too_late_or_without_a_deposit(
    stage: Stage, decision: Decision
) -> None:
    assert DocumentKind.DEPOSIT_AGREEMENT not in due_papers(gift(stage, decision), [])


def test_a_gift_of_which_a_part_is_deposited_needs_both_agreements() -> None:
    due = due_papers(gift(Stage.DECIDED, ACCEPTED, DEPOSITED, Decision.DECLINED), [])
    assert due == [
        DocumentKind.DECLINE,
        DocumentKind.DEPOSIT_AGREEMENT,
        DocumentKind.GIFT_AGREEMENT,
    ]


@pytest.mark.parametrize("stage", sorted(Stage))
@pytest.mark.parametrize(
    "mode", [AcquisitionMode.PURCHASE, AcquisitionMode.EXCHANGE, AcquisitionMode.COPYING]
)
def test_nobody_is_thanked_or_asked_to_give_what_he_sold(
    stage: Stage, mode: AcquisitionMode
) -> None:
    assert not FOR_GIFTS.intersection(due_papers(gift(stage, ACCEPTED, mode=mode), []))


def test_a_purchase_has_its_list_and_its_receipt() -> None:
    bought = AcquisitionMode.PURCHASE
    assert due_papers(gift(Stage.LISTED, ACCEPTED, mode=bought), []) == [DocumentKind.DONATION_LIST]
    assert due_papers(gift(Stage.HANDED_OVER, ACCEPTED, mode=bought), []) == [DocumentKind.RECEIPT]

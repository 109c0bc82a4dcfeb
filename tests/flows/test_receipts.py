"""The receipt: numbered, kept as issued, private, and checked by anybody."""

import shutil
import subprocess

import pytest

from archive.accounts.models import Role
from archive.documents.queries import documents_about
from archive.donations.queries import DonationFilter, list_donations
from archive.kernel.house import House
from archive.kernel.journal import Subject
from tests.factories.journals import read_history
from tests.fixtures.clients import Person
from tests.flows.test_the_desk import lines_on, log

PDFTOTEXT = shutil.which("pdftotext")


def text_of(pdf: bytes) -> str:
    """Return the text of a PDF without spaces and line breaks."""
    command = [str(PDFTOTEXT), "-layout", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def pdf_addresses(house: House) -> list[str]:
    with house.database.read() as session:
        (donation,) = list_donations(session, DonationFilter())
        papers = documents_about(session, Subject("donation", donation.id))
    return [f"/desk/donations/{donation.id}/receipts/{paper.id}.pdf" for paper in papers]


def test_a_receipt_is_issued_once_and_stays_as_it_was(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    clerk.submit(f"{page}/receipt")
    clerk.submit(f"{page}/receipt")
    (address,) = pdf_addresses(house)
    first = clerk.get(address)
    assert first.headers["content-type"] == "application/pdf"
    assert first.content.startswith(b"%PDF-")
    assert clerk.get(address).content == first.content
    actions = [entry.action for entry in read_history(house.database, "donation", page[-12:])]
    assert actions.count("donations.donation.receipted") == 1


def test_another_decision_makes_another_receipt_that_names_the_first(
    person: Person, house: House
) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    clerk.submit(f"{page}/receipt")
    clerk.submit(lines_on(clerk, page)[0], {"decision": "accepted"})
    clerk.submit(f"{page}/receipt")
    shown = clerk.get(page).text
    assert "收字〔2026〕第0002号" in shown
    assert "替代 收字〔2026〕第0001号" in shown
    assert len(pdf_addresses(house)) == 2


def test_a_lost_receipt_is_issued_again_with_the_reason(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    clerk.submit(f"{page}/receipt")
    clerk.submit(f"{page}/receipt", {"again": "true", "note": " "})
    assert len(pdf_addresses(house)) == 1
    clerk.submit(f"{page}/receipt", {"again": "true", "note": "原件遗失"})
    assert len(pdf_addresses(house)) == 2
    assert "原件遗失" in clerk.get(page).text


@pytest.mark.skipif(PDFTOTEXT is None, reason="poppler-utils is not installed")
def test_the_pdf_says_in_chinese_who_gave_what(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk, donor_name="張毓鋆")
    clerk.submit(lines_on(clerk, page)[1], {"decision": "declined", "reason": "残缺过甚"})
    clerk.submit(f"{page}/receipt")
    said = text_of(clerk.get(pdf_addresses(house)[0]).content)
    for word in ("張毓鋆", "收字〔2026〕第0001号", "醴陵县志", "残缺过甚", "2026年3月2日"):
        assert word in said, word
    assert "13900001234" not in said


@pytest.mark.skipif(PDFTOTEXT is None, reason="poppler-utils is not installed")
def test_who_wishes_not_to_be_named_is_not(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk, is_anonymous="true")
    assert "张毓鋆" not in clerk.get(f"{page}/receipt").text
    clerk.submit(f"{page}/receipt")
    said = text_of(clerk.get(pdf_addresses(house)[0]).content)
    assert "张毓鋆" not in said
    assert "不愿具名" in said


def test_the_preview_takes_no_number(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    preview = clerk.get(f"{page}/receipt").text
    assert "张毓鋆" in preview
    assert "预览" in preview
    assert pdf_addresses(house) == []


def test_anybody_may_check_a_receipt_and_learns_no_name(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    clerk.submit(f"{page}/receipt")
    with house.database.read() as session:
        (paper,) = documents_about(session, Subject("donation", page[-12:]))
    stranger = person(None)
    for key in (paper.id, paper.number):
        answer = stranger.get(f"/documents/{key}")
        assert answer.status_code == 200
        assert paper.number in answer.text
        assert "2026年3月2日" in answer.text
        assert "张毓鋆" not in answer.text
        assert "醴陵县志" not in answer.text
    assert 'name="number"' in stranger.get("/documents").text
    assert paper.number in stranger.get("/documents", params={"number": paper.number}).text
    unknown = stranger.get("/documents/收字〔2026〕第9999号")
    assert unknown.status_code == 404
    assert "没有签发过" in unknown.text
    assert "/sign-in" in str(stranger.get(pdf_addresses(house)[0]).url)


def test_a_receipt_of_one_gift_is_not_given_out_as_another_s(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    page = log(clerk)
    clerk.submit(f"{page}/receipt")
    (address,) = pdf_addresses(house)
    other = log(clerk, donor="new")
    assert clerk.get(address.replace(page, other)).status_code == 404

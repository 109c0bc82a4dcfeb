"""The registers through HTTP: months, corrections, withdrawals, paper and spreadsheets."""

import datetime as dt
import io
import subprocess

from openpyxl import load_workbook
from sqlalchemy import update

from archive.accessions.register_views import printed_parts
from archive.accounts.models import Role
from archive.donations.models import DonationLine
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from tests.fixtures.clients import Client, Person
from tests.flows.test_the_desk import log

REGISTERS = "/desk/registers"


def register(clerk: Client, house: House) -> None:
    page = log(clerk, received_on="2026-02-20")
    clerk.submit(f"{page}/accept-all")
    with house.database.write() as session:
        session.execute(update(DonationLine).values(decided_on=dt.date(2026, 2, 26)))
    answer = clerk.submit(
        f"{page}/register", {"submission": new_id(), "registered_on": "2026-02-27"}
    )
    assert answer.status_code == 303, answer.text


def test_a_month_is_printed_exported_and_closed(person: Person, house: House) -> None:
    chief = person(Role.ADMINISTRATOR)
    register(chief, house)
    for name in ("summary", "individual", "withdrawals"):
        paper = chief.get(f"{REGISTERS}/{name}.pdf?month=2026-02")
        assert paper.content.startswith(b"%PDF"), name
        said = subprocess.run(
            ["/usr/bin/pdftotext", "-layout", "-", "-"],
            input=paper.content,
            capture_output=True,
            check=True,
        ).stdout.decode()
        assert ("醴陵县志" in said) == (name == "individual"), name
        book = load_workbook(io.BytesIO(chief.get(f"{REGISTERS}/{name}.xlsx").content))
        assert book.active is not None
        assert book.active.max_row == {"summary": 2, "individual": 4, "withdrawals": 1}[name]
        assert chief.get(f"{REGISTERS}/{name}?month=2026-02").status_code == 200
    wrong = chief.submit(f"{REGISTERS}/months", {"month": "2026-02", "typed": "yes"})
    assert wrong.status_code == 422
    assert "照样输入“2026-02”" in wrong.text
    chief.submit(f"{REGISTERS}/months", {"month": "2026-02", "typed": "2026-02"})
    assert "已结账" in chief.get(f"{REGISTERS}/summary?month=2026-02").text
    assert chief.submit(f"{REGISTERS}/months", {"month": "nonsense"}).status_code == 422
    assert chief.get(f"{REGISTERS}/nonsense.pdf").status_code == 404


def test_an_entry_is_corrected_beside_itself(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    register(clerk, house)
    page = f"{REGISTERS}/correct/item"
    assert "000001" in clerk.get(f"{page}?entry=000001").text
    fields = {"entry": "000001", "was": "醴陵县志", "is_now": "醴陵縣志", "why": "字形"}
    assert clerk.submit(page, fields | {"is_now": ""}).status_code == 422
    assert clerk.submit(page, fields | {"entry": "000009"}).status_code == 404
    assert clerk.get(f"{page}?entry=000009").status_code == 404
    long = clerk.submit(page, fields | {"was": "志" * 101})
    assert (long.status_code, 'id="field-was-error"' in long.text) == (422, True)
    assert clerk.submit(page, fields).status_code == 303
    assert "应为“醴陵縣志”" in clerk.get(f"{REGISTERS}/individual").text


def test_volumes_are_taken_out_once_it_was_typed(person: Person, house: House) -> None:
    chief = person(Role.ADMINISTRATOR)
    register(chief, house)
    page = f"{REGISTERS}/withdraw"
    fields = {"numbers": "000001\n000002", "reason": "lost", "approval": "馆务会"}
    assert "999999" in chief.submit(page, fields | {"numbers": "999999"}).text
    assert "注销 2 册" in chief.submit(page, fields).text
    assert "注销 2 册" in chief.submit(page, fields | {"numbers": "000001，000002；"}).text
    sure = {"action": "withdraw", "typed": "注销 2 册", "shown": "000001 000002"}
    assert chief.submit(page, fields | sure | {"typed": "好"}).status_code == 422
    unseen = chief.submit(page, fields | sure | {"numbers": "000001 000003"})
    assert (unseen.status_code, "登录号改动过" in unseen.text) == (422, True)
    assert "注2026" not in chief.get(f"{REGISTERS}/withdrawals").text
    done = chief.submit(page, fields | sure)
    assert done.status_code == 303
    assert "注2026-0002" in chief.get(f"{REGISTERS}/withdrawals").text
    assert "现藏 1 种 1 册" in chief.get(f"{REGISTERS}/summary").text


def test_a_mask_is_set_and_shown(person: Person, house: House) -> None:
    chief = person(Role.ADMINISTRATOR)
    assert chief.submit(f"{REGISTERS}/masks", {"mask": "no count"}).status_code == 422
    assert chief.submit(f"{REGISTERS}/masks", {"mask": "D{year}-{seq:04}"}).status_code == 303
    assert "D2026-0001" in chief.get(f"{REGISTERS}/keeping").text
    register(chief, house)
    assert "D2026-0003" in chief.get(f"{REGISTERS}/individual").text


def test_a_long_register_is_printed_in_parts(person: Person, house: House) -> None:
    clerk = person(Role.STAFF)
    register(clerk, house)
    assert clerk.get(f"{REGISTERS}/individual.pdf?part=1").content.startswith(b"%PDF")
    assert clerk.get(f"{REGISTERS}/individual.pdf?part=2").status_code == 404
    assert printed_parts(0) == [(1, 1, 1)]
    assert printed_parts(300) == [(1, 1, 15)]
    assert printed_parts(621) == [(1, 1, 15), (2, 16, 30), (3, 31, 32)]

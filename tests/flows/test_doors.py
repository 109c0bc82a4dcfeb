"""Every door of the house, and who may go through it: a new one must be entered here."""

from collections.abc import Iterator

import pytest
from fastapi import APIRouter
from starlette.routing import BaseRoute, Route

from archive.accounts.models import Role
from archive.accounts.permissions import GRANTED, Permission, is_granted
from archive.app import ROUTERS
from archive.kernel import journal
from archive.kernel.house import House
from archive.web import preferences
from tests.fixtures.clients import Client, Person
from tests.flows.interface_doors import INTERFACE

Door = tuple[str, str]

SOMETHING = "0123456789bc"
REFUSED = {401, 403}
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}

OPEN_TO_ALL: set[Door] = {
    ("GET", "/"),
    ("GET", "/search"),
    ("GET", "/titles/{title_id}"),
    ("GET", "/read/{volume_id}"),
    ("GET", "/read/{volume_id}/pages/{page_id}"),
    ("GET", "/workbench"),
    ("GET", "/iiif/presentation/3/volumes/{volume_id}"),
    ("GET", "/iiif/presentation/3/volumes/{volume_id}/manifest.json"),
    ("GET", "/iiif/presentation/3/volumes/{volume_id}/text.txt"),
    ("GET", "/iiif/presentation/3/pages/{page_id}/text.json"),
    ("GET", "/iiif/presentation/3/pages/{page_id}/canvas"),
    ("OPTIONS", "/iiif/presentation/3/{_path:path}"),
    ("GET", "/documents"),
    ("GET", "/gifts/{token}"),
    ("GET", "/gifts/{token}/papers/{document_id}.pdf"),
    ("GET", "/roll"),
    ("GET", "/documents/{key}"),
    ("GET", "/language/{language}"),
    ("GET", "/theme/{theme}"),
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("POST", "/sign-out"),
    ("GET", "/welcome"),
    ("POST", "/welcome"),
}
GUARDED: dict[Door, Permission] = INTERFACE | {
    ("GET", "/accounts"): Permission.MANAGE_ACCOUNTS,
    ("POST", "/accounts"): Permission.MANAGE_ACCOUNTS,
    ("POST", "/accounts/{account_id}/disable"): Permission.MANAGE_ACCOUNTS,
    ("GET", "/accounts/tokens"): Permission.SEE_HISTORY,
    ("POST", "/accounts/tokens"): Permission.SEE_HISTORY,
    ("POST", "/accounts/tokens/{token_id}/end"): Permission.SEE_HISTORY,
    ("GET", "/desk/locations/staff"): Permission.MANAGE_ACCOUNTS,
    ("POST", "/desk/locations/staff/{account_id}"): Permission.MANAGE_ACCOUNTS,
    ("POST", "/accounts/{account_id}/enable"): Permission.MANAGE_ACCOUNTS,
    ("POST", "/accounts/{account_id}/role"): Permission.MANAGE_ACCOUNTS,
    ("GET", "/desk/exchange"): Permission.EXCHANGE,
    ("GET", "/desk/exchange/template.xlsx"): Permission.EXCHANGE,
    ("POST", "/desk/exchange/exports"): Permission.EXCHANGE,
    ("GET", "/desk/exchange/gifts.{file_format}"): Permission.EXCHANGE,
    ("GET", "/desk/exchange/donors.{file_format}"): Permission.EXCHANGE,
    ("POST", "/desk/exchange/imports"): Permission.EXCHANGE,
    ("GET", "/desk/exchange/imports/{import_id}"): Permission.EXCHANGE,
    ("GET", "/desk/exchange/imports/{import_id}/report.csv"): Permission.EXCHANGE,
    ("POST", "/desk/exchange/imports/{import_id}/cancel"): Permission.EXCHANGE,
    ("POST", "/desk/exchange/imports/{import_id}/confirm"): Permission.EXCHANGE,
    ("POST", "/desk/exchange/imports/{import_id}/settings"): Permission.EXCHANGE,
    ("POST", "/desk/exchange/imports/{import_id}/undo"): Permission.EXCHANGE,
    ("GET", "/desk/backups"): Permission.BACK_UP,
    ("POST", "/desk/backups"): Permission.BACK_UP,
    ("GET", "/desk/backups/state"): Permission.BACK_UP,
    ("GET", "/desk"): Permission.LOG_DONATIONS,
    ("GET", "/desk/campaigns"): Permission.LOG_DONATIONS,
    ("POST", "/desk/campaigns"): Permission.MANAGE_CAMPAIGNS,
    ("GET", "/desk/campaigns/new"): Permission.MANAGE_CAMPAIGNS,
    ("GET", "/desk/campaigns/{campaign_id}"): Permission.LOG_DONATIONS,
    ("GET", "/desk/campaigns/{campaign_id}/edit"): Permission.MANAGE_CAMPAIGNS,
    ("POST", "/desk/campaigns/{campaign_id}/edit"): Permission.MANAGE_CAMPAIGNS,
    ("POST", "/desk/campaigns/{campaign_id}/close"): Permission.MANAGE_CAMPAIGNS,
    ("POST", "/desk/campaigns/{campaign_id}/reopen"): Permission.MANAGE_CAMPAIGNS,
    ("GET", "/desk/leads"): Permission.LOG_DONATIONS,
    ("POST", "/desk/leads"): Permission.LOG_DONATIONS,
    ("GET", "/desk/leads/{lead_id}"): Permission.LOG_DONATIONS,
    ("POST", "/desk/leads/{lead_id}"): Permission.LOG_DONATIONS,
    ("POST", "/desk/leads/{lead_id}/step"): Permission.LOG_DONATIONS,
    ("POST", "/desk/leads/{lead_id}/snooze"): Permission.LOG_DONATIONS,
    ("POST", "/desk/leads/{lead_id}/drop"): Permission.LOG_DONATIONS,
    ("POST", "/desk/leads/{lead_id}/reopen"): Permission.LOG_DONATIONS,
    ("POST", "/desk/leads/{lead_id}/convert"): Permission.LOG_DONATIONS,
    ("GET", "/desk/donations"): Permission.LOG_DONATIONS,
    ("GET", "/desk/donations/new"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donations/new"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donations/new/rows"): Permission.LOG_DONATIONS,
    ("GET", "/desk/donations/new/likeness"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donations/new/photos"): Permission.LOG_DONATIONS,
    ("GET", "/desk/photos/{photo}"): Permission.LOG_DONATIONS,
    ("GET", "/desk/donations/{donation_id}/logged"): Permission.LOG_DONATIONS,
    ("GET", "/desk/donations/{donation_id}/correct"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donations/{donation_id}/correct"): Permission.LOG_DONATIONS,
    ("GET", "/desk/donations/{donation_id}/lines/new"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donations/{donation_id}/lines/new"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donations/{donation_id}/lines/new/rows"): Permission.LOG_DONATIONS,
    ("GET", "/desk/donations/{donation_id}/lines/{line_id}/likeness"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donations/{donation_id}/lines/{line_id}/copy"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donations/{donation_id}/lines/{line_id}/remove"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donations/{donation_id}/receipt/print"): Permission.LOG_DONATIONS,
    (
        "GET",
        "/desk/donations/{donation_id}/receipts/{document_id}/print",
    ): Permission.LOG_DONATIONS,
    ("GET", "/desk/donations/{donation_id}"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donations/{donation_id}/lines/{line_id}"): Permission.DECIDE,
    ("GET", "/desk/donations/{donation_id}/lines/{line_id}"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donations/{donation_id}/lines/{line_id}/correct"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donations/{donation_id}/accept-all"): Permission.DECIDE,
    ("POST", "/desk/donations/{donation_id}/decisions"): Permission.DECIDE,
    ("POST", "/desk/donations/{donation_id}/moves"): Permission.DECIDE,
    ("GET", "/desk/donations/{donation_id}/agreements/new"): Permission.DECIDE,
    ("POST", "/desk/donations/{donation_id}/agreements"): Permission.DECIDE,
    ("GET", "/desk/donations/{donation_id}/agreements/{agreement_id}/sign"): Permission.DECIDE,
    ("POST", "/desk/donations/{donation_id}/agreements/{agreement_id}/sign"): Permission.DECIDE,
    ("POST", "/desk/donations/{donation_id}/agreements/{agreement_id}/confirm"): Permission.DECIDE,
    ("GET", "/desk/donations/{donation_id}/agreements/{agreement_id}/scan"): Permission.DECIDE,
    ("POST", "/desk/donations/{donation_id}/agreements/{agreement_id}/scan"): Permission.DECIDE,
    ("GET", "/desk/donations/{donation_id}/receipt"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donations/{donation_id}/receipt"): Permission.LOG_DONATIONS,
    (
        "GET",
        "/desk/donations/{donation_id}/receipts/{document_id}.pdf",
    ): Permission.LOG_DONATIONS,
    ("GET", "/desk/donations/{donation_id}/register"): Permission.REGISTER,
    ("POST", "/desk/donations/{donation_id}/register"): Permission.REGISTER,
    ("GET", "/desk/donations/{donation_id}/papers"): Permission.ISSUE_PAPERS,
    ("POST", "/desk/donations/{donation_id}/papers"): Permission.ISSUE_PAPERS,
    (
        "GET",
        "/desk/donations/{donation_id}/papers/{kind_name}/preview",
    ): Permission.ISSUE_PAPERS,
    (
        "GET",
        "/desk/donations/{donation_id}/papers/{document_id}.{file_kind}",
    ): Permission.ISSUE_PAPERS,
    ("GET", "/desk/campaigns/{campaign_id}/letters"): Permission.ISSUE_PAPERS,
    ("POST", "/desk/campaigns/{campaign_id}/letters"): Permission.ISSUE_PAPERS,
    ("GET", "/desk/campaigns/{campaign_id}/letters/preview"): Permission.ISSUE_PAPERS,
    (
        "GET",
        "/desk/campaigns/{campaign_id}/letters/{document_id}.{file_kind}",
    ): Permission.ISSUE_PAPERS,
    ("GET", "/desk/campaigns/{campaign_id}/mailings"): Permission.ISSUE_PAPERS,
    ("POST", "/desk/campaigns/{campaign_id}/mailings"): Permission.ISSUE_PAPERS,
    ("POST", "/desk/campaigns/{campaign_id}/mailings/choose"): Permission.ISSUE_PAPERS,
    ("POST", "/desk/campaigns/{campaign_id}/mailings/preview"): Permission.ISSUE_PAPERS,
    ("GET", "/desk/campaigns/{campaign_id}/mailings/{mailing_id}"): Permission.ISSUE_PAPERS,
    ("POST", "/desk/campaigns/{campaign_id}/mailings/{mailing_id}/retry"): Permission.ISSUE_PAPERS,
    (
        "GET",
        "/desk/campaigns/{campaign_id}/mailings/{mailing_id}/letters.{file_kind}",
    ): Permission.ISSUE_PAPERS,
    ("GET", "/desk/rolls"): Permission.ISSUE_PAPERS,
    ("POST", "/desk/rolls"): Permission.ISSUE_PAPERS,
    ("GET", "/desk/rolls/preview"): Permission.ISSUE_PAPERS,
    ("GET", "/desk/rolls/{document_id}.{file_kind}"): Permission.ISSUE_PAPERS,
    ("GET", "/desk/templates"): Permission.EDIT_TEMPLATES,
    ("GET", "/desk/templates/{kind_name}"): Permission.EDIT_TEMPLATES,
    ("POST", "/desk/templates/{kind_name}"): Permission.EDIT_TEMPLATES,
    ("POST", "/desk/templates/{kind_name}/preview"): Permission.EDIT_TEMPLATES,
    ("POST", "/desk/templates/{kind_name}/restore"): Permission.EDIT_TEMPLATES,
    ("GET", "/desk/deposits"): Permission.LOG_DONATIONS,
    ("GET", "/desk/deposits.xlsx"): Permission.LOG_DONATIONS,
    (
        "POST",
        "/desk/donations/{donation_id}/lines/{line_id}/deposit-term",
    ): Permission.DECIDE,
    ("POST", "/desk/donations/{donation_id}/lines/{line_id}/return"): Permission.DECIDE,
    ("POST", "/desk/donations/{donation_id}/lines/{line_id}/return/undo"): Permission.DECIDE,
    ("GET", "/desk/donors"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donors/search"): Permission.LOG_DONATIONS,
    ("GET", "/desk/donors/{donor_id}/merge"): Permission.DECIDE,
    ("POST", "/desk/donors/{donor_id}/merge/search"): Permission.DECIDE,
    ("GET", "/desk/donors/{donor_id}/merge/{other_id}"): Permission.DECIDE,
    ("POST", "/desk/donors/{donor_id}/merge/{other_id}"): Permission.DECIDE,
    ("POST", "/desk/donors/{donor_id}/merges/{merge_id}/split"): Permission.DECIDE,
    ("POST", "/desk/donors/suggestions"): Permission.LOG_DONATIONS,
    ("GET", "/desk/donors/{donor_id}"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donors/{donor_id}"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donors/{donor_id}/erase-contact"): Permission.LOG_DONATIONS,
    ("GET", "/desk/donors/{donor_id}/link"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donors/{donor_id}/link"): Permission.LOG_DONATIONS,
    ("POST", "/desk/donors/{donor_id}/link/end"): Permission.LOG_DONATIONS,
    ("GET", "/desk/holdings/new"): Permission.REGISTER,
    ("POST", "/desk/holdings/new"): Permission.REGISTER,
    ("GET", "/desk/registers/batches/{batch_id}"): Permission.REGISTER,
    ("GET", "/desk/registers/summary"): Permission.REGISTER,
    ("GET", "/desk/registers/individual"): Permission.REGISTER,
    ("GET", "/desk/registers/summary.csv"): Permission.REGISTER,
    ("GET", "/desk/registers/individual.csv"): Permission.REGISTER,
    ("GET", "/desk/locations"): Permission.MOVE_STOCK,
    ("POST", "/desk/locations/branches"): Permission.MANAGE_LOCATIONS,
    ("GET", "/desk/locations/branches/{branch_id}"): Permission.MOVE_STOCK,
    ("POST", "/desk/locations/branches/{branch_id}"): Permission.MANAGE_LOCATIONS,
    ("POST", "/desk/locations/branches/{branch_id}/rooms"): Permission.MANAGE_LOCATIONS,
    ("POST", "/desk/locations/branches/{branch_id}/close"): Permission.MANAGE_LOCATIONS,
    ("POST", "/desk/locations/branches/{branch_id}/reopen"): Permission.MANAGE_LOCATIONS,
    ("GET", "/desk/locations/places/{place_id}"): Permission.MOVE_STOCK,
    ("POST", "/desk/locations/places/{place_id}"): Permission.MANAGE_LOCATIONS,
    ("POST", "/desk/locations/places/{place_id}/range"): Permission.MANAGE_LOCATIONS,
    ("POST", "/desk/locations/places/{place_id}/named"): Permission.MANAGE_LOCATIONS,
    ("POST", "/desk/locations/places/{place_id}/close"): Permission.MANAGE_LOCATIONS,
    ("POST", "/desk/locations/places/{place_id}/reopen"): Permission.MANAGE_LOCATIONS,
    ("GET", "/desk/stock"): Permission.MOVE_STOCK,
    ("GET", "/desk/stock/find"): Permission.MOVE_STOCK,
    ("GET", "/desk/stock/unplaced"): Permission.MOVE_STOCK,
    ("GET", "/desk/stock/under-way"): Permission.MOVE_STOCK,
    ("GET", "/desk/stock/missing"): Permission.MOVE_STOCK,
    ("GET", "/desk/stock/places/{place_id}"): Permission.MOVE_STOCK,
    ("GET", "/desk/stock/volumes/{volume_id}"): Permission.MOVE_STOCK,
    ("POST", "/desk/stock/volumes/{volume_id}/place"): Permission.MOVE_STOCK,
    ("GET", "/desk/stock/shelve"): Permission.MOVE_STOCK,
    ("POST", "/desk/stock/shelve/scan"): Permission.MOVE_STOCK,
    ("POST", "/desk/stock/shelve/undo/{number}"): Permission.MOVE_STOCK,
    ("GET", "/desk/stock-takes"): Permission.TAKE_STOCK,
    ("POST", "/desk/stock-takes"): Permission.MOVE_STOCK,
    ("GET", "/desk/stock-takes/{stock_take_id}"): Permission.TAKE_STOCK,
    ("GET", "/desk/stock-takes/{stock_take_id}/counts"): Permission.TAKE_STOCK,
    ("GET", "/desk/stock-takes/{stock_take_id}/results/{kind}"): Permission.TAKE_STOCK,
    ("GET", "/desk/stock-takes/{stock_take_id}/report.csv"): Permission.TAKE_STOCK,
    ("GET", "/desk/stock-takes/{stock_take_id}/report.xlsx"): Permission.TAKE_STOCK,
    ("GET", "/desk/stock-takes/{stock_take_id}/report.pdf"): Permission.TAKE_STOCK,
    ("POST", "/desk/stock-takes/{stock_take_id}/scan"): Permission.TAKE_STOCK,
    ("POST", "/desk/stock-takes/{stock_take_id}/scans/{number}/undo"): Permission.TAKE_STOCK,
    ("POST", "/desk/stock-takes/{stock_take_id}/scans/{number}/correct"): Permission.MOVE_STOCK,
    ("POST", "/desk/stock-takes/{stock_take_id}/correct-all"): Permission.MOVE_STOCK,
    ("POST", "/desk/stock-takes/{stock_take_id}/close"): Permission.MOVE_STOCK,
    ("GET", "/desk/reports"): Permission.SEE_REPORTS,
    ("GET", "/desk/reports/lines"): Permission.SEE_REPORTS,
    ("GET", "/desk/reports/backlog"): Permission.SEE_REPORTS,
    ("GET", "/desk/reports/backlog/{stage}"): Permission.SEE_REPORTS,
    ("GET", "/desk/reports/donors"): Permission.SEE_REPORTS,
    ("GET", "/desk/reports/years/{year}"): Permission.SEE_REPORTS,
    ("GET", "/desk/reports/years/{year}/report.pdf"): Permission.SEE_REPORTS,
    ("GET", "/desk/reports/years/{year}/report.xlsx"): Permission.SEE_REPORTS,
    ("GET", "/desk/transfers"): Permission.MOVE_STOCK,
    ("GET", "/desk/transfers/new"): Permission.MOVE_STOCK,
    ("POST", "/desk/transfers/new"): Permission.MOVE_STOCK,
    ("GET", "/desk/transfers/{transfer_id}"): Permission.MOVE_STOCK,
    ("GET", "/desk/transfers/{transfer_id}/lines"): Permission.MOVE_STOCK,
    ("GET", "/desk/transfers/{transfer_id}/slip.pdf"): Permission.MOVE_STOCK,
    ("POST", "/desk/transfers/{transfer_id}/scan"): Permission.MOVE_STOCK,
    ("POST", "/desk/transfers/{transfer_id}/place"): Permission.MOVE_STOCK,
    ("POST", "/desk/transfers/{transfer_id}/send"): Permission.MOVE_STOCK,
    ("POST", "/desk/transfers/{transfer_id}/receive-all"): Permission.MOVE_STOCK,
    ("POST", "/desk/transfers/{transfer_id}/cancel"): Permission.MOVE_STOCK,
    ("POST", "/desk/transfers/{transfer_id}/lines/{volume_id}/undo"): Permission.MOVE_STOCK,
    ("POST", "/desk/transfers/{transfer_id}/lines/{volume_id}/return"): Permission.MOVE_STOCK,
    ("GET", "/desk/relocations"): Permission.MOVE_STOCK,
    ("POST", "/desk/relocations"): Permission.MOVE_STOCK,
    ("GET", "/desk/relocations/{relocation_id}"): Permission.MOVE_STOCK,
    ("POST", "/desk/relocations/{relocation_id}/crates"): Permission.MOVE_STOCK,
    ("POST", "/desk/relocations/{relocation_id}/close"): Permission.MOVE_STOCK,
    ("GET", "/desk/relocations/{relocation_id}/packing-lists.pdf"): Permission.MOVE_STOCK,
    ("GET", "/desk/relocations/{relocation_id}/pack"): Permission.MOVE_STOCK,
    ("GET", "/desk/relocations/{relocation_id}/unpack"): Permission.MOVE_STOCK,
    ("POST", "/desk/relocations/{relocation_id}/pack/scan"): Permission.MOVE_STOCK,
    ("POST", "/desk/relocations/{relocation_id}/unpack/scan"): Permission.MOVE_STOCK,
    (
        "POST",
        "/desk/relocations/{relocation_id}/{way}/items/{volume_id}/undo",
    ): Permission.MOVE_STOCK,
    ("GET", "/desk/relocations/{relocation_id}/crates/{crate_id}"): Permission.MOVE_STOCK,
    ("POST", "/desk/relocations/{relocation_id}/crates/{crate_id}/aim"): Permission.MOVE_STOCK,
    ("POST", "/desk/relocations/{relocation_id}/crates/{crate_id}/seal"): Permission.MOVE_STOCK,
    ("POST", "/desk/relocations/{relocation_id}/crates/{crate_id}/reopen"): Permission.MOVE_STOCK,
    ("POST", "/desk/relocations/{relocation_id}/crates/{crate_id}/finish"): Permission.MOVE_STOCK,
    (
        "GET",
        "/desk/relocations/{relocation_id}/crates/{crate_id}/packing-list.pdf",
    ): Permission.MOVE_STOCK,
    ("GET", "/desk/labels"): Permission.MOVE_STOCK,
    ("GET", "/desk/labels/sheets.pdf"): Permission.MOVE_STOCK,
    ("GET", "/desk/registers/withdrawals"): Permission.REGISTER,
    ("GET", "/desk/registers/summary.xlsx"): Permission.REGISTER,
    ("GET", "/desk/registers/individual.xlsx"): Permission.REGISTER,
    ("GET", "/desk/registers/withdrawals.csv"): Permission.REGISTER,
    ("GET", "/desk/registers/withdrawals.xlsx"): Permission.REGISTER,
    ("GET", "/desk/registers/{register}.pdf"): Permission.REGISTER,
    ("GET", "/desk/registers/keeping"): Permission.KEEP_REGISTERS,
    ("POST", "/desk/registers/masks"): Permission.KEEP_REGISTERS,
    ("POST", "/desk/registers/months"): Permission.KEEP_REGISTERS,
    ("GET", "/desk/registers/correct/{entry_kind}"): Permission.REGISTER,
    ("POST", "/desk/registers/correct/{entry_kind}"): Permission.REGISTER,
    ("GET", "/desk/registers/withdraw"): Permission.KEEP_REGISTERS,
    ("POST", "/desk/registers/withdraw"): Permission.KEEP_REGISTERS,
    ("GET", "/desk/titles"): Permission.CATALOGUE,
    ("GET", "/desk/siku-places"): Permission.CATALOGUE,
    ("GET", "/desk/titles/{title_id}/edit"): Permission.CATALOGUE,
    ("POST", "/desk/titles/{title_id}/edit"): Permission.CATALOGUE,
    ("POST", "/desk/volumes/{volume_id}/publish"): Permission.CATALOGUE,
    ("POST", "/desk/volumes/{volume_id}/withdraw"): Permission.CATALOGUE,
    ("GET", "/desk/batch-edits"): Permission.EDIT_IN_BATCHES,
    ("GET", "/desk/batch-edits/new/{kind_name}"): Permission.EDIT_IN_BATCHES,
    ("POST", "/desk/batch-edits/new/{kind_name}"): Permission.EDIT_IN_BATCHES,
    ("GET", "/desk/batch-edits/{batch_id}"): Permission.EDIT_IN_BATCHES,
    ("POST", "/desk/batch-edits/{batch_id}/begin"): Permission.EDIT_IN_BATCHES,
    ("POST", "/desk/batch-edits/{batch_id}/undo"): Permission.EDIT_IN_BATCHES,
    ("GET", "/station"): Permission.SCAN,
    ("POST", "/station/batches"): Permission.SCAN,
    ("GET", "/station/batches/{batch_id}"): Permission.SCAN,
    ("GET", "/station/batches/{batch_id}/pages"): Permission.SCAN,
    ("POST", "/station/batches/{batch_id}/approve"): Permission.APPROVE,
    ("POST", "/station/batches/{batch_id}/folder"): Permission.SCAN,
    ("POST", "/station/batches/{batch_id}/order"): Permission.SCAN,
    ("POST", "/station/batches/{batch_id}/refusals/clear"): Permission.SCAN,
    ("POST", "/station/batches/{batch_id}/retry"): Permission.SCAN,
    ("POST", "/station/batches/{batch_id}/scans"): Permission.SCAN,
    ("POST", "/station/batches/{batch_id}/sort"): Permission.SCAN,
    ("GET", "/station/pages/{page_id}"): Permission.SCAN,
    ("POST", "/station/pages/{page_id}/label"): Permission.SCAN,
    ("POST", "/station/pages/{page_id}/move"): Permission.SCAN,
    ("POST", "/station/pages/{page_id}/omit"): Permission.SCAN,
    ("POST", "/station/pages/{page_id}/retry"): Permission.SCAN,
}


def doors_of(router: APIRouter, prefix: str = "") -> Iterator[Door]:
    """Yield method and path of every route of ``router``, those of routers inside it too."""
    for route in router.routes:
        yield from _doors_of_route(route, prefix)


def _doors_of_route(route: BaseRoute, prefix: str) -> Iterator[Door]:
    inner = getattr(route, "original_router", None)
    if inner is not None:
        yield from doors_of(inner, prefix + route.include_context.prefix)  # type: ignore[attr-defined]
        return
    assert isinstance(route, Route), f"a door of an unknown kind: {route}"
    yield from ((method, prefix + route.path) for method in (route.methods or ()))


def existing_doors() -> set[Door]:
    """Return every door there is; HEAD goes where GET goes."""
    routers = (*ROUTERS, preferences.router)
    return {door for router in routers for door in doors_of(router) if door[0] != "HEAD"}


def knock(client: Client, token: str, door: Door) -> int:
    """Return the status with which a program is answered that sends nothing but a good token."""
    method, path = door
    parts = [SOMETHING if part.startswith("{") else part for part in path.split("/")]
    address = "/".join(parts) + (".pdf" if path.endswith(("}.pdf", ".{file_kind}")) else "")
    address += "?name=a.png" if path.endswith("/scans") else ""
    headers = {"Accept": "application/json", "X-CSRF-Token": token}
    answer = client.request(method, address, headers=headers, follow_redirects=False)
    return answer.status_code


def test_every_door_is_listed() -> None:
    assert existing_doors() == OPEN_TO_ALL | set(GUARDED)


def test_only_these_change_something_without_a_permission() -> None:
    assert {door for door in OPEN_TO_ALL if door[0] in UNSAFE} == {
        ("POST", "/sign-in"),
        ("POST", "/sign-out"),
        ("POST", "/welcome"),
    }


@pytest.mark.parametrize("role", [None, *Role])
def test_only_whom_a_door_is_meant_for_goes_through(
    house: House, person: Person, role: Role | None
) -> None:
    client = person(role)
    token = client.token
    before = _last_entry(house)

    for door, permission in GUARDED.items():
        status = knock(client, token, door)
        expected = 401 if role is None else 403
        if is_granted(role, permission):
            assert status not in REFUSED, door
        else:
            assert status == expected, door
    if role is None or not GRANTED[role]:
        assert _last_entry(house) == before


def test_nothing_is_changed_without_a_token_of_ours(person: Person) -> None:
    administrator = person(Role.ADMINISTRATOR)

    for door in existing_doors():
        if door[0] in UNSAFE:
            for token in ("", "0123456789abcdef." + "0" * 64):
                assert knock(administrator, token, door) == 403, door


def _last_entry(house: House) -> int:
    with house.database.read() as session:
        return journal.last_entry_number(session)

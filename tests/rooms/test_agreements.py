"""What was agreed with a donor holds of what came in, without being typed again."""

import dataclasses
import datetime as dt

import pytest
from sqlalchemy.orm import Session

from archive.accessions.service import register_donation
from archive.agreements import queries, service
from archive.agreements.credits import credits_of
from archive.agreements.errors import (
    AgreementSignedError,
    CreditTextMissingError,
    ScanKeptError,
    SignedInFutureError,
    SignerMissingError,
)
from archive.agreements.schemas import AgreementState, Attribution, NetworkScope, Terms
from archive.catalogue.errors import WiderThanAgreedError
from archive.catalogue.queries import find_title
from archive.catalogue.service import change_title
from archive.donations.kinds import Stage
from archive.donations.moves import move
from archive.donations.queries import find_donation
from archive.donations.refusals import TooEarlyError
from archive.donations.states.events import Event
from archive.kernel import journal
from archive.kernel.clock import FixedClock
from archive.kernel.database import Database
from archive.kernel.identifiers import new_id
from archive.kernel.journal import SYSTEM
from archive.rights.levels import AccessLevel
from archive.rights.queries import limits_of
from tests.factories.gifts import TODAY, make_accepted, make_donation
from tests.fixtures.houses import MORNING

LATER = dt.date(2030, 1, 1)


def signed(session: Session, donation_id: str, **terms: object) -> str:
    """Draft and sign an agreement of such terms; return its identifier."""
    agreement = service.draft_agreement(session, donation_id, Terms(**terms))  # type: ignore[arg-type]
    service.sign_agreement(session, agreement.id, TODAY, "张毓鋆")
    return agreement.id


def open_to(session: Session, title_id: str, level: AccessLevel) -> None:
    title = find_title(session, title_id)
    fields = dataclasses.replace(title.fields(), access_level=level, access_reason="已核对权利")
    change_title(session, title_id, title.revision, fields)


def test_signing_moves_the_gift_and_a_later_version_replaces_the_first(database: Database) -> None:
    with database.write() as session:
        journal.act_as(session, SYSTEM, FixedClock(MORNING))
        donation = make_accepted(session)
        first = signed(session, donation.id)
        assert find_donation(session, donation.id).stage is Stage.AGREED
        with pytest.raises(AgreementSignedError):
            service.sign_agreement(session, first, TODAY, "张毓鋆")
        second = signed(session, donation.id, network_scope=NetworkScope.PUBLIC)
        found = queries.agreements_of(session, donation.id)
    assert [(x.id, x.version, x.state) for x in found] == [
        (second, 2, AgreementState.SIGNED),
        (first, 1, AgreementState.SUPERSEDED),
    ]
    assert found[1].terms == Terms()


def test_what_cannot_be_agreed_is_refused(database: Database) -> None:
    with database.write() as session:
        journal.act_as(session, SYSTEM, FixedClock(MORNING))
        undecided = make_donation(session)
        early = service.draft_agreement(session, undecided.id, Terms())
        with pytest.raises(TooEarlyError):
            service.sign_agreement(session, early.id, TODAY, "张毓鋆")
        donation = make_accepted(session)
        worded = Terms(attribution=Attribution.AS_WORDED)
        with pytest.raises(CreditTextMissingError):
            service.draft_agreement(session, donation.id, worded)
        draft = service.draft_agreement(session, donation.id, Terms())
        with pytest.raises(SignedInFutureError):
            service.sign_agreement(session, draft.id, LATER, "张毓鋆")
        with pytest.raises(SignerMissingError):
            service.sign_agreement(session, draft.id, TODAY, " ")
        service.attach_scan(session, draft.id, "a" * 64, "application/pdf")
        service.sign_agreement(session, draft.id, TODAY, "张毓鋆")
        with pytest.raises(ScanKeptError):
            service.attach_scan(session, draft.id, "b" * 64, "image/png")


def test_limits_come_with_the_title_and_it_is_never_opened_wider(database: Database) -> None:
    with database.write() as session:
        journal.act_as(session, SYSTEM, FixedClock(MORNING))
        donation = make_accepted(session)
        signed(session, donation.id, network_scope=NetworkScope.ON_PREMISES)
        batch = register_donation(session, donation.id, new_id())
        title = batch.volumes[0].title
        assert title.access_level is AccessLevel.STAFF
        assert [x.network_scope for x in limits_of(session, title.id)] == [NetworkScope.ON_PREMISES]
        for level in (AccessLevel.PUBLIC, AccessLevel.REGISTERED):
            with pytest.raises(WiderThanAgreedError, match="馆内"):
                open_to(session, title.id, level)
        open_to(session, title.id, AccessLevel.ON_PREMISES)
        signed(session, donation.id, network_scope=NetworkScope.PUBLIC)
        open_to(session, title.id, AccessLevel.PUBLIC)
        signed(session, donation.id, network_scope=NetworkScope.PUBLIC, restricted_until=LATER)
        assert find_title(session, title.id).access_level is AccessLevel.STAFF
        with pytest.raises(WiderThanAgreedError, match="2030-01-01"):
            open_to(session, title.id, AccessLevel.PUBLIC)


def test_an_agreement_signed_after_the_accession_holds_too(database: Database) -> None:
    with database.write() as session:
        journal.act_as(session, SYSTEM, FixedClock(MORNING))
        donation = make_accepted(session)
        title = register_donation(session, donation.id, new_id()).volumes[0].title
        open_to(session, title.id, AccessLevel.PUBLIC)
        signed(session, donation.id, network_scope=NetworkScope.NONE)
        assert find_title(session, title.id).access_level is AccessLevel.STAFF
        assert find_donation(session, donation.id).stage is Stage.ACCESSIONED


def test_the_credit_is_worded_as_agreed(database: Database) -> None:
    with database.write() as session:
        journal.act_as(session, SYSTEM, FixedClock(MORNING))
        donation = make_accepted(session)
        title = register_donation(session, donation.id, new_id()).volumes[0].title
        assert [x.donor for x in credits_of(session, title.id)] == ["张毓鋆"]
        signed(session, donation.id, attribution=Attribution.AS_WORDED, credit_text="渌江张氏后人")
        assert [x.donor for x in credits_of(session, title.id)] == ["渌江张氏后人"]
        signed(session, donation.id, attribution=Attribution.ANONYMOUS)
        assert [x.donor for x in credits_of(session, title.id)] == [None]


def test_what_was_agreed_may_be_confirmed_after_decisions_changed(database: Database) -> None:
    with database.write() as session:
        journal.act_as(session, SYSTEM, FixedClock(MORNING))
        donation = make_accepted(session)
        signed(session, donation.id)
        assert move(session, donation.id, Event.AGREE) is Stage.AGREED

"""Which gifts the rows of a sheet become, and what of known lines they change."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from archive.donations.decisions import DECIDABLE
from archive.donations.kinds import Decision
from archive.donations.models import Donation, DonationLine
from archive.donations.words import DECISIONS, MATERIALS, MODES
from archive.exchange.donor_plans import plan_donors
from archive.exchange.kinds import Action, SheetKind
from archive.exchange.known import Known
from archive.exchange.plans import Difference, DonorPlan, GiftPlan, Plan, RowPlan
from archive.exchange.recognising.fields import LABELS, Field
from archive.exchange.recognising.lines import TypedRow
from archive.exchange.recognising.problems import Problem, Said, Severity, error, note, warning
from archive.text.lookup_keys import lookup_key


def plan_gifts(rows: Sequence[TypedRow], known: Known, choices: Mapping[str, str]) -> Plan:
    """Return what importing ``rows`` would do.

    New rows of one donor, day, campaign, branch and mode become one gift.
    """
    donors = plan_donors(rows, known, choices)
    refuse_doubled(rows, lambda row: row.line_id, Said.ID_TWICE)
    planned = [_plan_row(row, donors.get(row.number), known) for row in rows]
    plan = Plan(SheetKind.GIFTS, planned, donors=_unique(donors))
    _find_originals(plan.rows, known)
    for row in plan.rows:
        if row.is_refused:
            row.action = Action.REFUSE
    _group(plan, known)
    return plan


def plan_donor_list(rows: Sequence[TypedRow], known: Known, choices: Mapping[str, str]) -> Plan:
    """Return what importing a list of donors would do."""
    donors = plan_donors(rows, known, choices)
    planned = []
    for row in rows:
        donor = donors.get(row.number)
        row.problems.extend(donor.problems if donor is not None else [])
        plan = RowPlan(row, Action.SAME, donor)
        if plan.is_refused or donor is None:
            plan.action = Action.REFUSE
        elif donor.new is not None:
            plan.action = Action.CREATE
        elif donor.differences:
            plan.action = Action.UPDATE
            plan.differences = donor.differences
        planned.append(plan)
    return Plan(SheetKind.DONORS, planned, donors=_unique(donors))


def _unique(donors: Mapping[int, DonorPlan]) -> list[DonorPlan]:
    return list({plan.key: plan for plan in donors.values()}.values())


def refuse_doubled(rows: Sequence[TypedRow], key_of: Callable[[TypedRow], str], said: Said) -> None:
    """Say of each row that names what a row above has named, that this cannot be."""
    seen: set[str] = set()
    for row in rows:
        key = key_of(row)
        if key in seen:
            row.problems.append(error(said, value=key))
        seen |= {key} - {""}


def _plan_row(row: TypedRow, donor: DonorPlan | None, known: Known) -> RowPlan:
    line = known.lines.get(row.line_id)
    if line is not None:
        return _plan_update(row, line, known, donor)
    if row.line_id:
        row.problems.append(warning(Said.UNKNOWN_ID, value=row.line_id))
    if donor is not None:
        row.problems.extend(each for each in donor.problems if each.severity is Severity.ERROR)
    if row.branch and lookup_key(row.branch) not in known.branches:
        row.problems.append(error(Said.UNKNOWN_BRANCH, value=row.branch))
    elif row.branch and known.bound_to not in ("", known.branches[_branch(row)]):
        row.problems.append(error(Said.OTHER_BRANCH))
    _warn_of_twins(row, known)
    return RowPlan(row, Action.CREATE, donor)


def _warn_of_twins(row: TypedRow, known: Known) -> None:
    """Say that the same donor gave the same title on the same day: perhaps this very line."""
    for line, gift in known.lines_of_title.get(lookup_key(row.title), ()):
        donor = known.donors.get(gift.donor_id)
        is_his = donor is not None and donor.row.name_key == lookup_key(row.donor.name)
        if is_his and gift.received_on == row.received_on:
            said = warning(Said.MAYBE_TWICE, value=f"{gift.number} {line.title}")
            row.problems.append(said)
            return


def _plan_update(
    row: TypedRow, line: DonationLine, known: Known, donor: DonorPlan | None
) -> RowPlan:
    gift = known.gifts[line.donation_id]
    compared = [*_compare_line(row, line), *_compare_decision(row, line)]
    differences = [each for each in compared if each.before != each.after]
    compared = [*_compare_gift(row, gift, known), *_compare_deposit(row, line)]
    fixed = [each for each in compared if each.before != each.after]
    row.problems = [each for each in row.problems if each.severity is Severity.ERROR]
    row.problems.extend(_fixed(each.field) for each in fixed)
    if differences and known.bound_to and gift.branch_id not in (None, known.bound_to):
        row.problems.append(error(Said.OTHER_BRANCH))
    if differences and gift.id in known.closed_gifts:
        row.problems.append(error(Said.REGISTERED))
    decides = any(each.field is Field.DECISION for each in differences)
    if decides and gift.stage not in DECIDABLE:
        row.problems.append(_fixed(Field.DECISION))
    action = Action.UPDATE if differences else Action.SAME
    return RowPlan(row, action, donor, [*differences, *fixed], line.id, gift.id)


def _fixed(field: Field) -> Problem:
    return error(Said.FIXED, field=LABELS[field])


def _compare_line(row: TypedRow, line: DonationLine) -> list[Difference]:
    """Compare those fields of a line for which the sheet has a column."""
    material = MATERIALS[row.material] if row.material else MATERIALS[line.material]
    compared = (
        Difference(Field.TITLE, line.title, row.title),
        Difference(Field.AUTHOR, line.author, row.author),
        Difference(Field.DATE_TEXT, line.date_text, row.date_text),
        Difference(Field.MATERIAL, MATERIALS[line.material], material),
        Difference(Field.VOLUMES, str(line.volume_count), str(row.volume_count)),
        Difference(Field.PIECES, str(line.piece_count), str(row.piece_count)),
        Difference(Field.CONDITION, line.condition, row.condition),
        Difference(Field.VALUE_NOTE, line.value_note, row.value_note),
        Difference(Field.VALUE, yuan(line.value_cents), yuan(row.value_cents)),
        Difference(Field.NOTE, line.note, row.note),
    )
    return [each for each in compared if each.field in row.given]


def _compare_decision(row: TypedRow, line: DonationLine) -> list[Difference]:
    if not row.is_decided:
        return []
    compared = [Difference(Field.DECISION, _word(line.decision), _word(row.decision))]
    if row.decision is Decision.PENDING:
        return compared
    compared.append(
        Difference(Field.ACCEPTED, _text(line.accepted_volume_count), _text(row.accepted_count))
    )
    if Field.REASON in row.given:
        compared.append(Difference(Field.REASON, line.decision_reason, row.reason))
    if Field.DECIDED_ON in row.given:
        compared.append(Difference(Field.DECIDED_ON, _text(line.decided_on), _text(row.decided_on)))
    return compared


def _compare_gift(row: TypedRow, gift: Donation, known: Known) -> list[Difference]:
    """Compare what belongs to the whole gift and is changed on its own page only."""
    names = {campaign_id: key for key, campaign_id in known.campaigns.items()}
    held = names.get(gift.campaign_id or "", "")
    compared = (
        Difference(Field.RECEIVED_ON, _text(gift.received_on), _text(row.received_on)),
        Difference(Field.CAMPAIGN, held, lookup_key(row.campaign)),
        Difference(Field.BRANCH, gift.branch_id or "", known.branches.get(_branch(row), "")),
        Difference(Field.MODE, MODES[gift.mode], MODES[row.mode]),
        Difference(Field.DONATION_NOTE, gift.note, row.donation_note),
        Difference(Field.DONOR_ID, gift.donor_id, row.donor.id),
    )
    return [each for each in compared if each.field in row.given]


def _compare_deposit(row: TypedRow, line: DonationLine) -> list[Difference]:
    """Compare what is agreed and noted of a deposit on a page of its own."""
    compared = (
        Difference(Field.DEPOSIT_UNTIL, _text(line.deposit_until), _text(row.deposit_until)),
        Difference(Field.RETURNED_ON, _text(line.returned_on), _text(row.returned_on)),
    )
    return [each for each in compared if each.field in row.given]


def _branch(row: TypedRow) -> str:
    return lookup_key(row.branch) if row.branch else ""


def _word(decision: Decision) -> str:
    return DECISIONS[decision][0]


def _text(value: object) -> str:
    return "" if value is None else str(value)


def yuan(cents: int | None) -> str:
    """Return an amount of cents in yuan, empty for none."""
    if cents is None:
        return ""
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02}" if rest else str(whole)


def _find_originals(rows: Sequence[RowPlan], known: Known) -> None:
    """Find what each copy (复本) is one of: a row above, a title held, a line given before."""
    above: dict[str, int] = {}
    numbers = {plan.row.line_id: plan.row.number for plan in rows if plan.row.line_id}
    for plan in rows:
        row = plan.row
        if plan.action is not Action.CREATE or plan.is_refused:
            continue
        key = lookup_key(row.title)
        if not row.is_copy:
            above.setdefault(key, row.number)
            continue
        plan.original_row = numbers.get(row.copy_of) or above.get(key)
        if plan.original_row is None or row.copy_of in known.lines:
            _find_held(plan, key, known)
        if plan.is_copy_alone:
            row.problems.append(warning(Said.COPY_ALONE))
        else:
            row.problems.append(note(Said.COPY_FOUND, value=row.title))


def _find_held(plan: RowPlan, key: str, known: Known) -> None:
    titles = known.titles_of_key.get(key, [])
    lines = known.lines_of_title.get(key, [])
    if plan.row.copy_of in known.lines:
        plan.original_line_id = plan.row.copy_of
    elif titles:
        plan.original_title_id = titles[0]
    elif lines:
        plan.original_line_id = lines[0][0].id
    else:
        plan.is_copy_alone = True


def _group(plan: Plan, known: Known) -> None:
    grouped: dict[tuple[object, ...], GiftPlan] = {}
    for planned in plan.rows:
        row, donor = planned.row, planned.donor
        if planned.action is not Action.CREATE or donor is None or row.received_on is None:
            continue
        branch_id = known.branches.get(_branch(row)) if row.branch else known.bound_to or None
        campaign = lookup_key(row.campaign) if row.campaign else ""
        key = (donor.key, row.received_on, campaign, branch_id, row.mode, row.leaves)
        number = row.donation_number
        gift = grouped.setdefault(
            (*key, number),
            GiftPlan(donor, row.received_on, row.mode, row.campaign, branch_id, row.leaves, ""),
        )
        gift.note = gift.note or row.donation_note
        gift.rows.append(planned)
        if campaign and campaign not in known.campaigns:
            _add_campaign(plan, row.campaign, row.received_on)
            row.problems.append(note(Said.NEW_CAMPAIGN, value=row.campaign))
    plan.gifts = list(grouped.values())


def _add_campaign(plan: Plan, name: str, day: dt.date) -> None:
    same = next((each for each in plan.campaigns if lookup_key(each) == lookup_key(name)), name)
    plan.campaigns[same] = min(plan.campaigns.get(same, day), day)

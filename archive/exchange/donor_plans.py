"""Who the donors of a sheet are: known ones, new ones, or ones of whom a person must say it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from archive.donations.kinds import DonorKind
from archive.donations.words import DONOR_KINDS
from archive.donors.models import Donor
from archive.donors.schemas import Contact, NewDonor
from archive.exchange.known import Known, KnownDonor
from archive.exchange.plans import Candidate, Difference, DonorPlan
from archive.exchange.recognising.fields import CONTACT, Field
from archive.exchange.recognising.lines import TypedDonor, TypedRow
from archive.exchange.recognising.problems import Said, error, note
from archive.exchange.recognising.words import guess_donor_kind
from archive.text.lookup_keys import lookup_key

NEW = "new"
CHANGED = "…"
"""What is shown instead of contact data that changes: a report is no place for it."""


def plan_donors(
    rows: Sequence[TypedRow], known: Known, choices: Mapping[str, str]
) -> dict[int, DonorPlan]:
    """Return the donor of each row, by the row's number.

    Rows of one name are one donor, unless they name different units.
    """
    grouped: defaultdict[str, list[TypedRow]] = defaultdict(list)
    units: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        units[lookup_key(row.donor.name)].add(lookup_key(row.donor.unit))
    for row in rows:
        if row.donor.id or row.donor.name:
            grouped[_key(row.donor, units)].append(row)
    planned: dict[int, DonorPlan] = {}
    for key, own in grouped.items():
        plan = _plan_donor(key, own, known, choices.get(key, ""))
        planned |= {row.number: plan for row in own}
    return planned


def _key(donor: TypedDonor, units: Mapping[str, set[str]]) -> str:
    if donor.id:
        return donor.id
    name = lookup_key(donor.name)
    several = len(units[name] - {""}) > 1
    return f"{name}|{lookup_key(donor.unit)}" if several else f"{name}|"


def _plan_donor(key: str, rows: Sequence[TypedRow], known: Known, choice: str) -> DonorPlan:
    donor = _gathered([row.donor for row in rows])
    plan = DonorPlan(key, donor.name)
    found = known.donors.get(donor.id)
    if found is not None:
        plan.donor_id = found.row.id
        _plan_changes(plan, found, donor, rows[0].given)
        return plan
    if donor.id:
        plan.problems.append(note(Said.UNKNOWN_ID, value=donor.id))
    namesakes = known.donors_of_key.get(lookup_key(donor.name), [])
    plan.candidates = tuple(_candidate(each) for each in namesakes)
    chosen = _choose(donor, namesakes, choice)
    if chosen is not None:
        plan.donor_id = chosen.row.id
        plan.problems.append(note(Said.KNOWN_DONOR, value=_named(chosen.row)))
        _fill_contact(plan, chosen, donor)
    elif namesakes and choice != NEW:
        plan.is_open = True
        said = error(Said.NAMESAKES, value=donor.name, count=len(namesakes))
        plan.problems.append(said)
    else:
        plan.new = _new(donor)
        plan.contact = _contact(donor) if donor.contact else None
        plan.problems.append(note(Said.NEW_DONOR, value=donor.name))
    return plan


def _choose(donor: TypedDonor, namesakes: Sequence[KnownDonor], choice: str) -> KnownDonor | None:
    """Return the namesake who is surely meant, None if none is or it cannot be told."""
    for each in namesakes:
        if each.row.id == choice:
            return each
    if choice == NEW:
        return None
    phone = _digits(donor.contact.get(Field.PHONE, ""))
    same = [each for each in namesakes if phone and _digits(each.contact.phone) == phone]
    unit = lookup_key(donor.unit)
    if not same and unit:
        same = [each for each in namesakes if lookup_key(each.row.unit) == unit]
    if len(same) == 1:
        return same[0]
    fits = [each for each in namesakes if not (unit and each.row.unit)]
    return fits[0] if len(namesakes) == 1 and fits else None


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _candidate(known: KnownDonor) -> Candidate:
    digits = _digits(known.contact.phone)
    parts = [known.row.unit, f"…{digits[-4:]}" if len(digits) > 4 else "", str(known.gift_count)]
    return Candidate(known.row.id, known.row.name, " · ".join(part for part in parts if part))


def _named(donor: Donor) -> str:
    return f"{donor.name}（{donor.unit}）" if donor.unit else donor.name


def _gathered(donors: Sequence[TypedDonor]) -> TypedDonor:
    """Return what several rows say of one donor: of each thing, the first that is said."""
    first = donors[0]
    return TypedDonor(
        id=first.id,
        name=next((each.name for each in donors if each.name), ""),
        kind=next((each.kind for each in donors if each.kind is not None), None),
        unit=_first(each.unit for each in donors),
        is_anonymous=next((e.is_anonymous for e in donors if e.is_anonymous is not None), None),
        credit_name=_first(each.credit_name for each in donors),
        on_roll=next((each.on_roll for each in donors if each.on_roll is not None), None),
        contact={
            field: _first(each.contact.get(field, "") for each in donors)
            for field in sorted({field for each in donors for field in each.contact})
        },
    )


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")


def _new(donor: TypedDonor) -> NewDonor:
    return NewDonor(
        name=donor.name,
        kind=donor.kind or guess_donor_kind(donor.name),
        is_anonymous=bool(donor.is_anonymous),
        unit=donor.unit,
        credit_name=donor.credit_name,
        on_roll=bool(donor.on_roll),
    )


def _contact(donor: TypedDonor, over: Contact | None = None) -> Contact:
    held = over or Contact()
    return Contact(
        phone=donor.contact.get(Field.PHONE, held.phone),
        email=donor.contact.get(Field.EMAIL, held.email),
        address=donor.contact.get(Field.ADDRESS, held.address),
    )


def _fill_contact(plan: DonorPlan, found: KnownDonor, donor: TypedDonor) -> None:
    """Add what was not known; what was known stays, for a namesake is only likely the same."""
    held = found.contact
    filled = Contact(
        phone=held.phone or donor.contact.get(Field.PHONE, ""),
        email=held.email or donor.contact.get(Field.EMAIL, ""),
        address=held.address or donor.contact.get(Field.ADDRESS, ""),
    )
    _plan_contact(plan, held, filled)


def _plan_contact(plan: DonorPlan, held: Contact, wanted: Contact) -> None:
    if wanted == held:
        return
    plan.contact = wanted
    names = {Field.PHONE: "phone", Field.EMAIL: "email", Field.ADDRESS: "address"}
    plan.differences.extend(
        Difference(field, CHANGED if getattr(held, name) else "", CHANGED)
        for field, name in names.items()
        if getattr(held, name) != getattr(wanted, name)
    )


def _plan_changes(
    plan: DonorPlan, found: KnownDonor, donor: TypedDonor, given: frozenset[Field]
) -> None:
    """Compare a donor who is named by his identifier with what the sheet says of him."""
    row = found.row
    wanted = NewDonor(
        name=donor.name or row.name,
        kind=donor.kind or row.kind,
        is_anonymous=row.is_anonymous if donor.is_anonymous is None else donor.is_anonymous,
        unit=donor.unit if Field.UNIT in given else row.unit,
        credit_name=donor.credit_name if Field.CREDIT_NAME in given else row.credit_name,
        on_roll=row.on_roll if donor.on_roll is None else donor.on_roll,
    )
    compared = (
        (Field.DONOR_NAME, row.name, wanted.name),
        (Field.DONOR_KIND, _kind(row.kind), _kind(wanted.kind)),
        (Field.IS_ANONYMOUS, _yes(row.is_anonymous), _yes(wanted.is_anonymous)),
        (Field.UNIT, row.unit, wanted.unit),
        (Field.CREDIT_NAME, row.credit_name, wanted.credit_name),
        (Field.ON_ROLL, _yes(row.on_roll), _yes(wanted.on_roll)),
    )
    plan.differences.extend(Difference(*each) for each in compared if each[1] != each[2])
    if plan.differences:
        plan.changed = wanted
    if CONTACT & given:
        _plan_contact(plan, found.contact, _contact(donor, found.contact))


def _kind(kind: DonorKind) -> str:
    return DONOR_KINDS[kind]


def _yes(value: bool) -> str:  # noqa: FBT001 - it is the value itself
    return "是" if value else "否"

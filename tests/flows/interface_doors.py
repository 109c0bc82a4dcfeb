"""The doors of /api/v1 and who may go through them; part of ``test_doors``."""

from archive.accounts.permissions import Permission

V1 = "/api/v1"
DONATION = f"{V1}/donations/{{donation_id}}"
LINE = f"{DONATION}/lines/{{line_id}}"
DONOR = f"{V1}/donors/{{donor_id}}"
BATCH = f"{V1}/batch-edits/{{batch_id}}"

LOG, DECIDE, REGISTER, EDIT = (
    Permission.LOG_DONATIONS,
    Permission.DECIDE,
    Permission.REGISTER,
    Permission.EDIT_IN_BATCHES,
)

INTERFACE: dict[tuple[str, str], Permission] = {
    ("GET", f"{V1}/donors"): LOG,
    ("POST", f"{V1}/donors"): LOG,
    ("GET", DONOR): LOG,
    ("PUT", DONOR): LOG,
    ("GET", f"{DONOR}/contact"): LOG,
    ("PUT", f"{DONOR}/contact"): LOG,
    ("DELETE", f"{DONOR}/contact"): LOG,
    ("GET", f"{V1}/donations"): LOG,
    ("POST", f"{V1}/donations"): LOG,
    ("GET", DONATION): LOG,
    ("PUT", LINE): LOG,
    ("POST", f"{LINE}/decision"): DECIDE,
    ("POST", f"{DONATION}/moves"): DECIDE,
    ("POST", f"{DONATION}/registration"): REGISTER,
    ("GET", f"{V1}/likeness"): LOG,
    ("GET", f"{V1}/titles"): LOG,
    ("GET", f"{V1}/branches"): LOG,
    ("GET", f"{V1}/rooms"): LOG,
    ("GET", f"{V1}/places/{{place_id}}/inside"): LOG,
    ("GET", f"{V1}/registers/summary"): REGISTER,
    ("GET", f"{V1}/registers/individual"): REGISTER,
    ("POST", f"{V1}/batch-edits/preview"): EDIT,
    ("POST", f"{V1}/batch-edits"): EDIT,
    ("GET", BATCH): EDIT,
    ("GET", f"{BATCH}/items"): EDIT,
    ("POST", f"{BATCH}/undo"): EDIT,
}

"""The doors of /api/v1 and who may go through them; part of ``test_doors``."""

from archive.accounts.permissions import Permission

V1 = "/api/v1"
DONATION = f"{V1}/donations/{{donation_id}}"
LINE = f"{DONATION}/lines/{{line_id}}"
DONOR = f"{V1}/donors/{{donor_id}}"
BATCH = f"{V1}/batch-edits/{{batch_id}}"

CAMPAIGN = f"{V1}/campaigns/{{campaign_id}}"
LEAD = f"{V1}/leads/{{lead_id}}"
AGREEMENT = f"{DONATION}/agreements/{{agreement_id}}"
PAPER = f"{DONATION}/papers/{{document_id}}"
REPORTS = f"{V1}/reports"

LOG, DECIDE, REGISTER, EDIT, COLLECT, ISSUE, REPORT = (
    Permission.LOG_DONATIONS,
    Permission.DECIDE,
    Permission.REGISTER,
    Permission.EDIT_IN_BATCHES,
    Permission.MANAGE_CAMPAIGNS,
    Permission.ISSUE_PAPERS,
    Permission.SEE_REPORTS,
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
    ("PATCH", LINE): LOG,
    ("POST", f"{LINE}/decision"): DECIDE,
    ("POST", f"{DONATION}/moves"): DECIDE,
    ("POST", f"{DONATION}/registration"): REGISTER,
    ("GET", f"{V1}/campaigns"): LOG,
    ("POST", f"{V1}/campaigns"): COLLECT,
    ("GET", CAMPAIGN): LOG,
    ("PUT", CAMPAIGN): COLLECT,
    ("GET", f"{CAMPAIGN}/harvest"): LOG,
    ("POST", f"{CAMPAIGN}/close"): COLLECT,
    ("POST", f"{CAMPAIGN}/reopen"): COLLECT,
    ("GET", f"{V1}/leads"): LOG,
    ("POST", f"{V1}/leads"): LOG,
    ("GET", LEAD): LOG,
    ("PUT", LEAD): LOG,
    ("POST", f"{LEAD}/step"): LOG,
    ("POST", f"{LEAD}/snooze"): LOG,
    ("POST", f"{LEAD}/drop"): LOG,
    ("POST", f"{LEAD}/reopen"): LOG,
    ("POST", f"{LEAD}/convert"): LOG,
    ("GET", f"{DONATION}/agreements"): DECIDE,
    ("POST", f"{DONATION}/agreements"): DECIDE,
    ("GET", AGREEMENT): DECIDE,
    ("POST", f"{AGREEMENT}/sign"): DECIDE,
    ("POST", f"{AGREEMENT}/confirm"): DECIDE,
    ("GET", f"{AGREEMENT}/scan"): DECIDE,
    ("POST", f"{AGREEMENT}/scan"): DECIDE,
    ("GET", f"{DONATION}/paper-kinds"): ISSUE,
    ("GET", f"{DONATION}/papers"): ISSUE,
    ("POST", f"{DONATION}/papers"): ISSUE,
    ("GET", f"{PAPER}/prints"): ISSUE,
    ("GET", f"{PAPER}.{{file_kind}}"): ISSUE,
    ("GET", REPORTS): REPORT,
    ("GET", f"{REPORTS}/lines"): REPORT,
    ("GET", f"{REPORTS}/backlog"): REPORT,
    ("GET", f"{REPORTS}/backlog/{{stage}}"): REPORT,
    ("GET", f"{REPORTS}/donors"): REPORT,
    ("GET", f"{REPORTS}/years/{{year}}"): REPORT,
    ("GET", f"{REPORTS}/years/{{year}}/report.pdf"): REPORT,
    ("GET", f"{REPORTS}/years/{{year}}/report.xlsx"): REPORT,
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

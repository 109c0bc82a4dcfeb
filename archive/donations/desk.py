"""Who may come to the desk, and what its pages have in common."""

from typing import Annotated, Any

from fastapi import Depends

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.donations.words import (
    DECISIONS,
    DECLINE_REASONS,
    DONOR_KINDS,
    MATERIALS,
    MODES,
    STAGES,
)
from archive.kernel.errors import N_
from archive.web.i18n import gettext, translate

Logger = Annotated[Visitor, Depends(signed_in(Permission.LOG_DONATIONS))]
Decider = Annotated[Visitor, Depends(signed_in(Permission.DECIDE))]

LABELS = {
    "donor_name": N_("捐赠人"),
    "donor_kind": N_("类别"),
    "phone": N_("电话"),
    "email": N_("电子邮箱"),
    "address": N_("地址"),
    "received_on": N_("收到日期"),
    "note": N_("备注"),
    "lines": N_("清单"),
    "name": N_("姓名或名称"),
}
COLUMN_LABELS = {
    "title": N_("题名"),
    "author": N_("责任者"),
    "date_text": N_("年代"),
    "material": N_("类型"),
    "volume_count": N_("册数"),
    "note": N_("备注"),
}


def words() -> dict[str, Any]:
    """Return what the closed sets are called, in the reader's language, for templates."""
    return {
        "donor_kinds": {key.value: translate(name) for key, name in DONOR_KINDS.items()},
        "materials": {key.value: translate(name) for key, name in MATERIALS.items()},
        "decisions": {key.value: (translate(n), tone) for key, (n, tone) in DECISIONS.items()},
        "modes": {key.value: translate(name) for key, name in MODES.items()},
        "stages": {key.value: (translate(n), tone) for key, (n, tone) in STAGES.items()},
        "decline_reasons": [translate(reason) for reason in DECLINE_REASONS],
    }


def labels_of(row_count: int) -> dict[str, str]:
    """Return the label of every field of the form, those of its rows included."""
    of_rows = {
        f"line_{column}-{place}": gettext("清单第 %(n)s 行", n=place + 1) + f" {translate(label)}"
        for place in range(row_count)
        for column, label in COLUMN_LABELS.items()
    }
    return {name: translate(label) for name, label in LABELS.items()} | of_rows

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
    "mode": N_("征集方式"),
    "campaign_id": N_("征集活动"),
    "branch_id": N_("馆"),
    "unit": N_("工作单位"),
    "credit_name": N_("署名"),
    "on_roll": N_("芳名录"),
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
    "mode": N_("征集方式"),
    "campaign_id": N_("征集活动"),
    "branch_id": N_("馆"),
    "unit": N_("工作单位"),
    "credit_name": N_("署名"),
    "on_roll": N_("芳名录"),
    "title": N_("题名"),
    "author": N_("责任者"),
    "date_text": N_("年代"),
    "material": N_("类型"),
    "volume_count": N_("册数"),
    "piece_count": N_("件数"),
    "condition": N_("保存状况"),
    "value": N_("金额（元）"),
    "value_note": N_("价值说明"),
    "note": N_("备注"),
    "photo": N_("照片"),
    "copy_of": N_("复本"),
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

"""What the closed sets of this room are called, and its reports in words."""

from collections.abc import Mapping
from typing import Any

from archive.donations.kinds import Decision, Stage
from archive.donations.words import DECISIONS, MODES, STAGES
from archive.exchange.kinds import Action, ImportState, SheetKind
from archive.exchange.recognising.fields import LABELS, Field
from archive.exchange.recognising.problems import SENTENCES, Said
from archive.exchange.schemas import ImportView
from archive.kernel.errors import N_
from archive.web.i18n import fill, gettext, translate

KINDS: Mapping[SheetKind, str] = {
    SheetKind.GIFTS: N_("捐赠与清单"),
    SheetKind.DONORS: N_("捐赠人"),
    SheetKind.REGISTER: N_("个别登记"),
    SheetKind.SUMMARY: N_("总括登记"),
    SheetKind.WITHDRAWALS: N_("注销登记"),
    SheetKind.SIKU_WORKS: N_("四库书目"),
}
STATES: Mapping[ImportState, tuple[str, str]] = {
    ImportState.PREVIEWED: (N_("待确认"), "attention"),
    ImportState.DONE: (N_("已导入"), "good"),
    ImportState.UNDONE: (N_("已撤销"), "neutral"),
    ImportState.CANCELLED: (N_("已放弃"), "neutral"),
}
ACTIONS: Mapping[Action, tuple[str, str]] = {
    Action.CREATE: (N_("新建"), "good"),
    Action.UPDATE: (N_("更改"), "seal"),
    Action.SAME: (N_("不变"), "neutral"),
    Action.REFUSE: (N_("有错"), "bad"),
    Action.LEAVE_OUT: (N_("不导入"), "neutral"),
}
SKIPPED: Mapping[str, str] = {
    "above": N_("表题"),
    "total": N_("合计行"),
    "heading": N_("重复的标题行"),
    "remark": N_("表下说明"),
    "carried": N_("承前页、过次页"),
    "blank": N_("空行"),
}
TONES = {"error": "bad", "warning": "attention", "note": "neutral"}
# Values of a sentence that are words of the screen themselves.
_WORDS = frozenset({"field", "mode", "known", "reason"})


def sentence_of(problem: Mapping[str, Any]) -> str:
    """Return what is said of a row, in the reader's language."""
    values = dict(problem["values"])
    if "why_values" in values:
        values["why"] = fill(translate(values["why"]), values.pop("why_values"))
    for name in _WORDS & set(values):
        values[name] = "、".join(translate(word) for word in str(values[name]).split("、"))
    said = fill(translate(SENTENCES[Said(problem["said"])]), values)
    if problem["column"]:
        return gettext("%(letter)s 列：%(said)s", letter=problem["column"], said=said)
    return said


def field_options() -> list[tuple[str, str]]:
    """Return the fields that a column may be said to hold."""
    return [(field.value, translate(label)) for field, label in LABELS.items()]


def mode_options() -> list[tuple[str, str]]:
    """Return the modes of acquisition."""
    return [(mode.value, translate(label)) for mode, label in MODES.items()]


def decision_options() -> list[tuple[str, str]]:
    """Return what may be assumed where a row does not say what was decided."""
    wanted = (Decision.PENDING, Decision.ACCEPTED, Decision.DEPOSITED)
    return [(each.value, translate(DECISIONS[each][0])) for each in wanted]


def words() -> dict[str, Any]:
    """Return the words of this room's screens, in the reader's language."""
    return {
        "kinds": {key.value: translate(name) for key, name in KINDS.items()},
        "states": {key.value: (translate(name), tone) for key, (name, tone) in STATES.items()},
        "actions": {key.value: (translate(name), tone) for key, (name, tone) in ACTIONS.items()},
        "skipped_kinds": {key: translate(name) for key, name in SKIPPED.items()},
        "field_names": {key.value: translate(name) for key, name in LABELS.items()},
        "decisions": {key.value: translate(name) for key, (name, _) in DECISIONS.items()},
        "stages": {key.value: translate(STAGES[key][0]) for key in Stage},
        "tones": TONES,
    }


def to_be_typed(view: ImportView) -> str:
    """Return what is typed before an import takes volumes out of the registers."""
    return f"注销 {view.counts[Action.CREATE]} 册"


def label_of(field: str) -> str:
    """Return what a field is called, in the reader's language."""
    return translate(LABELS[Field(field)])

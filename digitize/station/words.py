"""How the station speaks of steps, states and kinds of pages."""

from archive.kernel.errors import N_
from archive.web.i18n import gettext
from digitize.layout.model import Profile
from digitize.pages.schemas import PageState
from digitize.pages.ways import DONE, StepName

STEP_NAMES = {
    StepName.INSPECT: N_("检查图像"),
    StepName.STRAIGHTEN: N_("纠偏裁边"),
    StepName.DERIVE: N_("生成阅览图"),
    StepName.ANALYSE: N_("分析版面"),
    StepName.READ: N_("识别文字"),
}
STATE_NAMES = {
    PageState.WAITING: N_("等待"),
    PageState.RUNNING: N_("处理中"),
    PageState.READY: N_("完成"),
    PageState.FAILED: N_("失败"),
}
STATE_TONES = {
    PageState.WAITING: "neutral",
    PageState.RUNNING: "busy",
    PageState.READY: "good",
    PageState.FAILED: "bad",
}
PROFILE_NAMES = {
    "": N_("自动判断"),
    Profile.SIKU_LEAF.value: N_("四库书叶：竖排、有界行"),
    Profile.REPRINT_SHEET.value: N_("影印合页：一面四个半叶"),
    Profile.VERTICAL.value: N_("竖排、无界行"),
    Profile.MODERN.value: N_("现代横排"),
    Profile.PICTURE.value: N_("原样：不裁边、不识别文字"),
}


def step_name(step: str) -> str:
    """Return the name of a step in the reader's language."""
    return "" if step == DONE else gettext(STEP_NAMES[StepName(step)])


def state_name(state: PageState) -> str:
    """Return the name of a state in the reader's language."""
    return gettext(STATE_NAMES[state])


def profile_options() -> list[tuple[str, str]]:
    """Return the kinds of page an operator may choose from, as (value, name)."""
    return [(value, gettext(name)) for value, name in PROFILE_NAMES.items()]

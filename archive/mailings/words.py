"""What this room's closed sets are called on screen, as zh-Hans messages."""

from collections.abc import Mapping

from archive.kernel.errors import N_
from archive.mailings.models import LetterState

STATES: Mapping[LetterState, tuple[str, str]] = {
    LetterState.WAITING: (N_("等待"), "neutral"),
    LetterState.ISSUED: (N_("已签发"), "good"),
    LetterState.KEPT: (N_("此前已签发"), "neutral"),
    LetterState.FAILED: (N_("未成"), "bad"),
}

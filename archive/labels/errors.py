"""What cannot be printed, and why."""

from archive.kernel.errors import N_, InvalidInputError


class NothingChosenError(InvalidInputError):
    """The choice holds no volume and no place."""

    code = "labels-nothing-chosen"
    sentence = N_("没有符合条件的册或架位，请另选。")


class TooManyLabelsError(InvalidInputError):
    """More labels than are set in one go."""

    code = "labels-too-many"
    sentence = N_("共 %(count)s 张，一次最多打印 %(most)s 张，请分几次。")


class RangeReversedError(InvalidInputError):
    """The first number comes after the last."""

    code = "labels-range-reversed"
    sentence = N_("起号在止号之后，请对调。")


class ChoiceMissingError(InvalidInputError):
    """Nothing says which volumes."""

    code = "labels-choice-missing"
    sentence = N_("请填写登录号、架位，或从一次入藏登记进入。")

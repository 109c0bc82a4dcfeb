"""What the room of templates refuses, and why."""

from archive.kernel.errors import N_, ConflictError, InvalidInputError, NotFoundError


class TemplateNotFoundError(NotFoundError):
    """There is no kind of paper of this name."""

    code = "template-not-found"
    sentence = N_("没有这种单据，请从模板列表中打开。")


class TemplateVersionNotFoundError(NotFoundError):
    """The template has no version of this number."""

    code = "template-version-not-found"
    sentence = N_("模板没有第 %(version)s 版，请从版本列表中打开。")


class TemplateFaultyError(InvalidInputError):
    """A template is written in a way that no paper could be set from; the first fault is told."""

    code = "template-faulty"
    sentence = N_("%(fault)s模板没有保存，请改正后再保存。")


class TemplateChangedError(ConflictError):
    """Somebody else saved the template since it was opened."""

    code = "template-changed"
    sentence = N_(
        "您打开模板以后，%(name)s 又保存了一版。您改的内容还在下面，没有保存；"
        "核对后再保存，就另存为新的一版。"
    )


class TemplateUnchangedError(InvalidInputError):
    """What is to be saved is what is in use."""

    code = "template-unchanged"
    sentence = N_("与现在使用的模板完全一样，没有需要保存的改动。")

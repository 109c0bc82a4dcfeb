"""What the room of authorities refuses, and why."""

from archive.kernel.errors import N_, ConflictError, InvalidInputError, NotFoundError


class AuthorityNotFoundError(NotFoundError):
    """No authority has this identifier."""

    code = "authority-not-found"
    sentence = N_("找不到这条规范记录，它可能已被删除或网址有误。")


class AuthorityNameMissingError(InvalidInputError):
    """An authority needs its name."""

    code = "authority-name-missing"
    sentence = N_("请填写名称。")


class AuthorityChangedError(ConflictError):
    """Somebody else changed the authority since it was read."""

    code = "authority-changed"
    sentence = N_("%(who)s 刚修改了这条规范记录，请重新读取后再保存。")


class AuthorityMergedError(ConflictError):
    """The record is a part of another one now."""

    code = "authority-merged"
    sentence = N_("这条规范记录已合并到另一条，请在合并后的记录上修改。")


class WrongKindError(InvalidInputError):
    """A field names something of another kind than it may."""

    code = "authority-of-another-kind"
    sentence = N_("“%(name)s”的类别不合这一项，请另选一条规范记录。")


class InCircleError(InvalidInputError):
    """Something would lie in itself, by way of others."""

    code = "authority-in-circle"
    sentence = N_("“%(name)s”本身归在这条记录之下，不能再作它的上级。")


class YearsTurnedError(InvalidInputError):
    """The last year is before the first."""

    code = "years-turned"
    sentence = N_("后一个年份早于前一个年份，请核对。")


class NotANameKindError(InvalidInputError):
    """A kind of authority has no names of this kind."""

    code = "not-a-name-kind"
    sentence = N_("这一类规范记录没有这种名称，请从列出的各项中选择。")


class NotARoleError(InvalidInputError):
    """An authority of this kind has no such thing to do with a title."""

    code = "not-a-role"
    sentence = N_("“%(name)s”这一类规范记录不能用这个角色，请另选一个。")


class NameNotFoundError(NotFoundError):
    """No name has this identifier."""

    code = "authority-name-not-found"
    sentence = N_("找不到这个名称，可能已被删除。")


class LinkNotFoundError(NotFoundError):
    """No link has this identifier."""

    code = "authority-link-not-found"
    sentence = N_("找不到这条关联，可能已被删除。")


class AlreadyLinkedError(ConflictError):
    """The title names this authority in this role already."""

    code = "already-linked"
    sentence = N_("这种文献已经以同样的角色关联了“%(name)s”。")


class SameAuthorityError(InvalidInputError):
    """A record cannot become a part of itself."""

    code = "same-authority"
    sentence = N_("这是同一条规范记录，不能与自己合并。")


class OtherKindError(ConflictError):
    """A person is no place: records of different kinds are not merged."""

    code = "merge-of-other-kind"
    sentence = N_("两条规范记录的类别不同，不能合并。")


class WhyMissingError(InvalidInputError):
    """Whoever looks for the other record later wants to know why it is gone."""

    code = "authority-merge-reason-missing"
    sentence = N_("请写明依据，例如“《醴陵縣志》卷六有传，字號相同”，以后查得到。")


class AuthorityMergeNotFoundError(NotFoundError):
    """No merge has this identifier."""

    code = "authority-merge-not-found"
    sentence = N_("找不到这次合并，可能网址有误。")


class AuthorityAlreadySplitError(ConflictError):
    """The two are two again."""

    code = "authority-already-split"
    sentence = N_("这两条规范记录已经拆开了。")

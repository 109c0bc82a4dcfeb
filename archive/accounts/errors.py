"""What can go wrong at the door."""

from archive.kernel.errors import N_, ConflictError, InvalidInputError, NotSignedInError


class WrongPasswordError(NotSignedInError):
    """The name, the password, or both are wrong: which of them is not said."""

    code = "wrong-password"
    sentence = N_("用户名或密码不对，请检查后再试。")


class WeakPasswordError(InvalidInputError):
    """The password is too short or too common."""

    code = "weak-password"
    sentence = N_("密码至少要 %(length)s 个字符，且不能与用户名相同。")


class InvalidNameError(InvalidInputError):
    """The sign-in name cannot be used."""

    code = "invalid-name"
    sentence = N_("用户名只能用 2 至 40 个字母、数字、汉字、点、横线或下划线。")


class NameTakenError(ConflictError):
    """Another account has the name."""

    code = "name-taken"
    sentence = N_("用户名“%(name)s”已有人使用，请换一个。")


class AlreadyWelcomedError(ConflictError):
    """The first administrator exists already."""

    code = "already-welcomed"
    sentence = N_("管理员账号已经建立，请登录。")


class LastAdministratorError(ConflictError):
    """Without it nobody could manage accounts any more."""

    code = "last-administrator"
    sentence = N_("这是最后一个管理员账号，不能停用或改为其他角色。")


class TokenLabelMissingError(InvalidInputError):
    """A key without a name cannot be told from another."""

    code = "token-label-missing"
    sentence = N_("请写明这个密钥给哪个程序用。")

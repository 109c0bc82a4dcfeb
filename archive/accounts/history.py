"""How the journal's entries on accounts read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "accounts.account.created": N_("建立账号 %(name)s"),
    "accounts.account.password-reset": N_("重设账号 %(name)s 的密码"),
    "accounts.account.role-changed": N_("更改账号 %(name)s 的角色"),
    "accounts.account.branch-changed": N_("更改账号 %(name)s 所在的馆"),
    "accounts.token.made": N_("生成程序密钥“%(label)s”"),
    "accounts.token.ended": N_("停用程序密钥“%(label)s”"),
    "accounts.account.disabled": N_("停用账号 %(name)s"),
    "accounts.account.enabled": N_("恢复账号 %(name)s"),
}

"""The sections of the desk, room by room: part of the composition root, which knows every room.

A room that comes adds its line here; pages below a section's address belong to it.
"""

from archive.accounts.permissions import Permission, roles_with
from archive.kernel.errors import N_
from archive.web.sections import Group, Section, Sections

_LOGGERS = roles_with(Permission.LOG_DONATIONS)
_REGISTRARS = roles_with(Permission.REGISTER)
_CATALOGUERS = roles_with(Permission.CATALOGUE)
_MOVERS = roles_with(Permission.MOVE_STOCK)
_REPORTERS = roles_with(Permission.SEE_REPORTS)

SECTIONS = Sections(
    (
        Section(N_("总览"), "/desk", Group.OVERVIEW, _LOGGERS),
        Section(N_("线索"), "/desk/leads", Group.COLLECTING, _LOGGERS),
        Section(N_("征集活动"), "/desk/campaigns", Group.COLLECTING, _LOGGERS),
        Section(N_("捐赠"), "/desk/donations", Group.COLLECTING, _LOGGERS),
        Section(N_("寄存"), "/desk/deposits", Group.COLLECTING, _LOGGERS, ("/desk/deposits.xlsx",)),
        Section(N_("捐赠人"), "/desk/donors", Group.COLLECTING, _LOGGERS),
        Section(
            N_("目录"),
            "/desk/titles",
            Group.HOLDINGS,
            _CATALOGUERS,
            ("/desk/kinds", "/desk/quality"),
        ),
        Section(N_("古籍普查"), "/desk/census", Group.HOLDINGS, _CATALOGUERS),
        Section(N_("四库影印本"), "/desk/siku", Group.HOLDINGS, _CATALOGUERS),
        Section(
            N_("登记簿"),
            "/desk/registers/summary",
            Group.HOLDINGS,
            _REGISTRARS,
            ("/desk/registers", "/desk/holdings"),
        ),
        Section(N_("典藏"), "/desk/stock", Group.HOLDINGS, _MOVERS),
        Section(N_("移库移交"), "/desk/transfers", Group.HOLDINGS, _MOVERS),
        Section(N_("搬迁"), "/desk/relocations", Group.HOLDINGS, _MOVERS),
        Section(N_("清点"), "/desk/stock-takes", Group.HOLDINGS, _MOVERS),
        Section(N_("标签"), "/desk/labels", Group.HOLDINGS, _MOVERS),
        Section(N_("馆藏位置"), "/desk/locations", Group.HOLDINGS, _MOVERS),
        Section(N_("公示名录"), "/desk/rolls", Group.PAPERS, roles_with(Permission.ISSUE_PAPERS)),
        Section(
            N_("单据模板"),
            "/desk/templates",
            Group.PAPERS,
            roles_with(Permission.EDIT_TEMPLATES),
        ),
        Section(
            N_("批量修改"),
            "/desk/batch-edits",
            Group.DATA,
            roles_with(Permission.EDIT_IN_BATCHES),
        ),
        Section(N_("征集统计"), "/desk/reports", Group.FIGURES, _REPORTERS),
        Section(N_("导入导出"), "/desk/exchange", Group.DATA, roles_with(Permission.EXCHANGE)),
        Section(N_("备份"), "/desk/backups", Group.DATA, roles_with(Permission.BACK_UP)),
    )
)

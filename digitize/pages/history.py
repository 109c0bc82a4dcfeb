"""How the journal's entries about pages read."""

from archive.kernel.errors import N_

SENTENCES = {
    "digitize.page.imaged": N_("第 %(page)s 页已生成阅览图像（%(width)s × %(height)s）"),
    "digitize.page.read": N_("第 %(page)s 页已识别文字，共 %(characters)s 字"),
    "digitize.page.failed": N_("第 %(page)s 页处理失败（%(step)s）"),
    "digitize.page.retried": N_("第 %(page)s 页已重新处理"),
    "digitize.page.ordered": N_("调整了 %(count)s 页的顺序"),
    "digitize.page.labelled": N_("页标改为“%(label)s”"),
    "digitize.page.omitted": N_("第 %(page)s 页的“不收入”改为 %(omitted)s"),
}

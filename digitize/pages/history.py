"""How the journal's entries about pages read."""

from archive.kernel.errors import N_

SENTENCES = {
    "digitize.page.imaged": N_("“%(page)s”已生成阅览图像（%(width)s × %(height)s）"),
    "digitize.page.read": N_("“%(page)s”已识别文字，共 %(characters)s 字"),
    "digitize.page.failed": N_("“%(page)s”处理失败：%(reason)s"),
    "digitize.page.retried": N_("“%(page)s”重新处理"),
    "digitize.page.ordered": N_("调整了 %(count)s 页的顺序"),
    "digitize.page.labelled": N_("页标改为“%(label)s”"),
    "digitize.page.omitted": N_("“%(page)s”不收入"),
    "digitize.page.included": N_("“%(page)s”重新收入"),
}

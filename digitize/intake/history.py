"""How the journal's entries about batches and scans read."""

from archive.kernel.errors import N_

SENTENCES = {
    "digitize.batch.opened": N_("开始扫描“%(volume)s”"),
    "digitize.batch.approved": N_("核准扫描批次，公开 %(count)s 页"),
    "digitize.scan.received": N_("收到扫描件“%(file)s”（%(width)s × %(height)s）"),
}

"""How the journal's entries on the registers read."""

from collections.abc import Mapping

from archive.kernel.errors import N_

SENTENCES: Mapping[str, str] = {
    "accessions.batch.registered": N_(
        "登记入藏：总括登记 %(number)s，登录号 %(first_number)s–%(last_number)s"
    ),
}

"""The rights statements a manifest may carry (IIIF Presentation 3.0, ``rights``).

The specification wants these very strings, with ``http:``: they are names, not links.
"""

from collections.abc import Mapping

from archive.kernel.errors import N_

PUBLIC_DOMAIN_MARK = "http://creativecommons.org/publicdomain/mark/1.0/"

RIGHTS_STATEMENTS: Mapping[str, str] = {
    PUBLIC_DOMAIN_MARK: N_("公有领域（CC PDM 1.0）"),
    "http://creativecommons.org/publicdomain/zero/1.0/": N_("权利人放弃权利（CC0 1.0）"),
    "http://creativecommons.org/licenses/by/4.0/": N_("署名（CC BY 4.0）"),
    "http://creativecommons.org/licenses/by-nc/4.0/": N_("署名—非商业（CC BY-NC 4.0）"),
    "http://rightsstatements.org/vocab/InC/1.0/": N_("受版权保护（InC）"),
    "http://rightsstatements.org/vocab/InC-EDU/1.0/": N_("受版权保护—可用于教育（InC-EDU）"),
    "http://rightsstatements.org/vocab/InC-OW-EU/1.0/": N_("孤儿作品（InC-OW-EU）"),
    "http://rightsstatements.org/vocab/NoC-CR/1.0/": N_("无版权—受捐赠约定限制（NoC-CR）"),
    "http://rightsstatements.org/vocab/NoC-NC/1.0/": N_("无版权—限非商业使用（NoC-NC）"),
    "http://rightsstatements.org/vocab/CNE/1.0/": N_("版权尚未核定（CNE）"),
    "http://rightsstatements.org/vocab/UND/1.0/": N_("版权无法判定（UND）"),
}


def is_rights_statement(uri: str) -> bool:
    """Whether ``uri`` may stand in a manifest; an empty one says nothing yet."""
    return not uri or uri in RIGHTS_STATEMENTS

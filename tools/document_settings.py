"""Write the table of settings in ``docs/deployment.md``, which follows from the code."""

import sys
from pathlib import Path

from pydantic.fields import FieldInfo

from archive.kernel.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "deployment.md"
BEGIN = "<!-- settings: written by `make docs` -->\n"
END = "<!-- /settings -->\n"


def settings_table() -> str:
    """Return the Markdown table of every setting: variable, default, meaning."""
    prefix = Settings.model_config.get("env_prefix", "")
    rows = [
        f"| `{prefix}{name.upper()}` | {default_of(field)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| 变量 | 默认值 | 含义 |", "|---|---|---|", *rows]) + "\n"


def default_of(field: FieldInfo) -> str:
    """Return a setting's default as a site would write it, paths relative to the checkout."""
    default = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(default, Path) and default.is_relative_to(ROOT):
        default = default.relative_to(ROOT)
    return "—" if default in (None, "") else f"`{default}`"


def with_table(text: str) -> str:
    """Return a document with the table between its two marks renewed.

    Raises:
        ValueError: The document has no such marks.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"no place for the settings: {BEGIN.strip()} … {END.strip()}")
    return before + begin + settings_table() + end + after


def main() -> int:
    """Renew the table; return the exit status."""
    DOCUMENT.write_text(with_table(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

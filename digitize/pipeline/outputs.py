"""What a finished step leaves: files in the page's scratch folder, named by their SHA-256.

The scratch folder may be lost at any time; a run whose files are gone simply counts as not done.
"""

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.kernel.house import House
from digitize.pipeline.steps.contract import PYRAMID, StepResult


@dataclass(frozen=True, slots=True)
class Output:
    """The output of a step as its row keeps it.

    ``files`` maps the name a later step asks for to the file's path below the page's scratch
    folder and its SHA-256.
    """

    facts: dict[str, Any]
    files: dict[str, dict[str, str]]

    def as_json(self) -> dict[str, Any]:
        """Return the output as JSON values."""
        return {"facts": self.facts, "files": self.files}

    @property
    def sha256(self) -> str:
        """SHA-256 of what the output says and of every file in it, wherever that lies."""
        files = {name: entry["sha256"] for name, entry in self.files.items()}
        return hash_of({"facts": self.facts, "files": files})


def output_from_json(data: dict[str, Any]) -> Output:
    """Return the output that :meth:`Output.as_json` wrote."""
    return Output(data["facts"], data["files"])


def output_of(result: StepResult, scratch: Path) -> Output:
    """Return what a step made, its files hashed."""
    files = {
        name: {"path": str(path.relative_to(scratch)), "sha256": hash_file(path)}
        for name, path in result.files.items()
    }
    return Output(json.loads(json.dumps(result.facts)), files)


def is_complete(house: House, output: Output, scratch: Path) -> bool:
    """Whether every file of an earlier output still exists, unchanged."""
    for name, entry in output.files.items():
        if name == PYRAMID:
            if not house.derivatives.exists(entry["sha256"]):
                return False
            continue
        path = scratch / entry["path"]
        if not path.is_file() or hash_file(path) != entry["sha256"]:
            return False
    return True


def scratch_of(house: House, page_id: str) -> Path:
    """Return the folder of a page's intermediate files; it need not exist."""
    return house.settings.data_dir / "scratch" / page_id


def clear_scratch(house: House, page_id: str) -> None:
    """Remove a page's intermediate files."""
    shutil.rmtree(scratch_of(house, page_id), ignore_errors=True)


def hash_of(value: Any) -> str:
    """Return the SHA-256 of a JSON value in its canonical spelling."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

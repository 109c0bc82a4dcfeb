"""The files of the tree as the house rules see them."""

import ast
import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@functools.cache
def kept_files() -> tuple[Path, ...]:
    """Every file that is tracked or about to be, relative to the root."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    command += ["--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    names = sorted({name for name in listed.decode("utf-8").split("\0") if name})
    return tuple(Path(name) for name in names if (ROOT / name).is_file())


def python_files(*folders: str) -> list[Path]:
    """The Python files of these top-level folders; of all without an argument."""
    files = [path for path in kept_files() if path.suffix == ".py"]
    return [path for path in files if not folders or path.parts[0] in folders]


@functools.cache
def text_of(path: Path) -> str | None:
    """The text of a file, None if it is no text."""
    content = (ROOT / path).read_bytes()
    try:
        return None if b"\0" in content else content.decode("utf-8")
    except UnicodeDecodeError:
        return None


@functools.cache
def syntax_of(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse((ROOT / path).read_bytes(), filename=str(path))

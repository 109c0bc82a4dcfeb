"""Image libraries are loaded where pixels are looked at, and nowhere else."""

import subprocess
import sys

import pytest

HEAVY = ("cv2", "numpy", "pyvips", "PIL", "pytesseract", "weasyprint")


@pytest.mark.parametrize("module", ["archive.cli", "archive.serving", "digitize.pipeline.worker"])
def test_the_worker_and_the_command_line_load_no_image_library(module: str) -> None:
    look = f"import sys, {module}; print(*(set(sys.modules) & set({HEAVY!r})))"
    found = subprocess.run([sys.executable, "-c", look], capture_output=True, check=True, text=True)
    assert found.stdout.split() == []

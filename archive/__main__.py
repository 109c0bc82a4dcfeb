"""``python -m archive`` is ``fangzhi``."""

from archive.cli import main

main()

"""``fangzhi check``: is everything here that Fangzhi needs? Each lack says what to install."""

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from archive.kernel import migrations
from archive.kernel.database import Database
from archive.kernel.settings import Settings

LANGUAGES = {
    "chi_tra": "tesseract-ocr-chi-tra",
    "chi_tra_vert": "tesseract-ocr-chi-tra-vert",
    "chi_sim": "tesseract-ocr-chi-sim",
    "chi_sim_vert": "tesseract-ocr-chi-sim-vert",
}
FONTS = {"Noto Serif CJK SC": "fonts-noto-cjk"}
LITTLE_SPACE_BYTES = 5 * 10**9
FRONTEND_FILES = ("openseadragon", "mirador", "htmx")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what, whether it is well, and a sentence."""

    subject: str
    is_good: bool
    sentence: str


def diagnose(settings: Settings) -> list[Finding]:
    """Look at everything; never raises."""
    looks: tuple[Callable[[Settings], list[Finding]], ...] = (
        _versions,
        _tesseract,
        _fonts,
        _frontend,
        _storage,
        _database,
    )
    return [finding for look in looks for finding in look(settings)]


def _versions(_settings: Settings) -> list[Finding]:
    python = ".".join(str(part) for part in sys.version_info[:3])
    names = ("fangzhi", "opencv-python", "pyvips-binary", "sqlalchemy", "fastapi")
    return [
        Finding("Python", sys.version_info >= (3, 11), python),
        *(_version_of(name) for name in names),
    ]


def _version_of(name: str) -> Finding:
    try:
        return Finding(name, is_good=True, sentence=version(name))
    except PackageNotFoundError:
        return Finding(name, is_good=False, sentence="未安装，请运行 make setup")


def _tesseract(_settings: Settings) -> list[Finding]:
    import pytesseract  # noqa: PLC0415 - slow to load, and only looked at here

    try:
        found = set(pytesseract.get_languages(config=""))
        number = str(pytesseract.get_tesseract_version()).split()[0]
    except (OSError, pytesseract.TesseractNotFoundError, pytesseract.TesseractError):
        return [Finding("Tesseract", is_good=False, sentence=_install("tesseract-ocr"))]
    missing = [package for name, package in LANGUAGES.items() if name not in found]
    languages = _install(" ".join(missing)) if missing else "、".join(LANGUAGES)
    return [
        Finding("Tesseract", is_good=True, sentence=number),
        Finding("Tesseract 语言", not missing, languages),
    ]


def _fonts(_settings: Settings) -> list[Finding]:
    places = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    names = {path.name for place in places for path in place.rglob("*CJK*")}
    return [
        Finding(font, bool(names), "已安装" if names else _install(package))
        for font, package in FONTS.items()
    ]


def _frontend(settings: Settings) -> list[Finding]:
    missing = [name for name in FRONTEND_FILES if not (settings.vendor_dir / name).is_dir()]
    sentence = "缺少 " + "、".join(missing) + "，请运行 make setup" if missing else "齐全"
    return [Finding("前端文件", not missing, sentence)]


def _storage(settings: Settings) -> list[Finding]:
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.data_dir) as probe:
            probe.write(b"fangzhi")
        free = shutil.disk_usage(settings.data_dir).free
    except OSError as error:
        sentence = f"{settings.data_dir} 不可写（{error.strerror}），请检查权限与磁盘"
        return [Finding("存储", is_good=False, sentence=sentence)]
    enough = free >= LITTLE_SPACE_BYTES
    space = f"剩余 {free / 1e9:.1f} GB" + ("" if enough else "，请清理磁盘或换更大的磁盘")
    return [
        Finding("存储", is_good=True, sentence=f"{settings.data_dir} 可写"),
        Finding("空间", enough, space),
    ]


def _database(settings: Settings) -> list[Finding]:
    try:
        database = Database(settings.url)
        try:
            is_current = migrations.is_current(database.engine)
        finally:
            database.dispose()
    except (SQLAlchemyError, ImportError) as error:
        reason = " ".join(str(getattr(error, "orig", error)).split())
        sentence = f"无法连接（{reason}），请检查数据库服务与 FANGZHI_DATABASE_URL"
        return [Finding("数据库", is_good=False, sentence=sentence)]
    sentence = "结构为最新" if is_current else "结构不是最新，请运行 fangzhi db upgrade"
    return [Finding("数据库", is_current, f"{database.engine.dialect.name}，{sentence}")]


def _install(packages: str) -> str:
    return f"未安装，请运行 sudo apt-get install {packages}"

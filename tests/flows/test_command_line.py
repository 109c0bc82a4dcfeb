"""What is done at a terminal, on both engines: accounts, the database, the diagnosis."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from archive import cli, diagnosis
from archive.accounts import service as accounts
from archive.accounts.errors import NameTakenError, WrongPasswordError
from archive.accounts.models import Account, Role
from archive.catalogue.schemas import TitleKind
from archive.exchange.errors import NoSikuListError
from archive.kernel.database import Database
from archive.kernel.settings import Settings
from archive.siku_set import queries
from tests.factories.holdings import make_volume
from tests.factories.siku_lists import list_of, work_row

PASSWORD = re.compile(r"密码：(\S+)")


@dataclass(frozen=True)
class Terminal:
    """A terminal of the server on which the archive runs."""

    database: Database

    def type(self, *words: str) -> Result:
        """Run ``fangzhi`` with these words."""
        return CliRunner().invoke(cli.app, list(words))


@pytest.fixture
def terminal(settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("FANGZHI_DATA_DIR", str(settings.data_dir))
    if not database.is_sqlite:
        monkeypatch.setenv("FANGZHI_DATABASE_URL", database.url)
    return Terminal(database)


def password_in(result: Result) -> str:
    assert result.exit_code == 0, result.output
    found = PASSWORD.search(result.output)
    assert found, result.output
    return found[1]


def can_sign_in(database: Database, name: str, password: str) -> bool:
    with database.write() as session:
        try:
            return accounts.sign_in(session, name, password).name == name
        except WrongPasswordError:
            return False


def complaint_of(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Run ``fangzhi`` as the shell does, to its end by a complaint; return the exit code."""
    # The log would keep this test's own standard error, which is closed with it.
    monkeypatch.setattr(cli, "configure_logs", lambda: None)
    monkeypatch.setattr(sys, "argv", ["fangzhi", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_an_account_is_opened_with_a_password_that_works(terminal: Terminal) -> None:
    result = terminal.type("user", "add", "yiming", "--role", "staff", "--display-name", "易明")
    assert can_sign_in(terminal.database, "yiming", password_in(result))
    with terminal.database.read() as session:
        account = session.scalars(select(Account)).one()
    assert (account.role, account.display_name) == (Role.STAFF, "易明")


def test_a_password_that_was_forgotten_is_replaced(terminal: Terminal) -> None:
    old = password_in(terminal.type("user", "add", "yiming"))
    new = password_in(terminal.type("user", "reset", "yiming"))
    assert not can_sign_in(terminal.database, "yiming", old)
    assert can_sign_in(terminal.database, "yiming", new)


def test_a_refusal_is_a_sentence_and_an_exit_code(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal.type("user", "add", "yiming")
    code = complaint_of(monkeypatch, "user", "add", "yiming")
    said = capsys.readouterr()
    assert code == NameTakenError.exit_code
    assert "yiming" in said.err
    assert "Traceback" not in said.err
    assert "密码" not in said.out


def test_a_name_that_looks_like_markup_is_printed_as_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("[red].tif").write_text("no image")
    assert complaint_of(monkeypatch, "read", "[red].tif", "--out", "[bold]") != 0
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert "[red].tif" in said.out + said.err


def test_a_wrong_setting_is_named(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    del terminal
    monkeypatch.setenv("FANGZHI_WORKER_COUNT", "two")
    assert complaint_of(monkeypatch, "check") == 2
    assert "FANGZHI_WORKER_COUNT" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("db", "upgrade"), ("db", "check"), ("user", "add", "yiming")])
def test_a_database_that_does_not_answer_is_said_in_a_sentence(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
) -> None:
    monkeypatch.setenv("FANGZHI_DATA_DIR", str(settings.data_dir))
    nowhere = settings.data_dir / "no-server-here"
    monkeypatch.setenv("FANGZHI_DATABASE_URL", f"postgresql://a:geheim@/fangzhi?host={nowhere}")
    assert complaint_of(monkeypatch, *words) == 5
    said = capsys.readouterr().err
    assert "fangzhi check" in said
    assert "geheim" not in said


def test_an_up_to_date_database_is_found_in_order(terminal: Terminal) -> None:
    for words in (("db", "check"), ("db", "upgrade"), ("db", "check")):
        result = terminal.type(*words)
        assert result.exit_code == 0, result.output
        assert "✓" in result.output


def test_a_database_whose_tables_differ_is_told(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with terminal.database.write() as session:
        session.connection().exec_driver_sql("ALTER TABLE titles ADD COLUMN surprise INTEGER")
    assert complaint_of(monkeypatch, "db", "check") == 5


def test_the_index_is_rebuilt_from_what_is_held(terminal: Terminal) -> None:
    with terminal.database.write() as session:
        make_volume(session, "醴陵縣志", kind=TitleKind.LOCAL_DOCUMENT)
    result = terminal.type("db", "reindex")
    assert result.exit_code == 0, result.output
    assert "共 1 条" in result.output


def findings_of(settings: Settings) -> dict[str, diagnosis.Finding]:
    return {finding.subject: finding for finding in diagnosis.diagnose(settings)}


def test_the_diagnosis_finds_a_whole_archive_well(terminal: Terminal) -> None:
    result = terminal.type("check")
    assert "✗ 数据库" not in result.output
    assert "✓ 数据库" in result.output
    assert terminal.database.engine.dialect.name in result.output
    assert "✓ Tesseract 语言：chi_tra、chi_tra_vert" in result.output


def test_what_is_missing_is_named_with_what_installs_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    finding = findings_of(settings)["Tesseract"]
    assert not finding.is_good
    assert "apt-get install tesseract-ocr" in finding.sentence
    monkeypatch.setenv("FANGZHI_DATA_DIR", str(settings.data_dir))
    result = CliRunner().invoke(cli.app, ["check"])
    assert result.exit_code == 1
    assert "✗ Tesseract" in result.output


def test_missing_languages_are_named_by_their_packages(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "eng.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    sentence = findings_of(settings)["Tesseract 语言"].sentence
    assert "tesseract-ocr-chi-tra tesseract-ocr-chi-tra-vert" in sentence


def test_front_end_files_that_were_not_fetched_are_told(settings: Settings, tmp_path: Path) -> None:
    finding = findings_of(settings.model_copy(update={"vendor_dir": tmp_path}))["前端文件"]
    assert not finding.is_good
    assert "make setup" in finding.sentence


def test_an_empty_database_is_to_be_upgraded(settings: Settings) -> None:
    finding = findings_of(settings)["数据库"]
    assert not finding.is_good
    assert "fangzhi db upgrade" in finding.sentence


@pytest.mark.parametrize(
    "url", ["not a url", "oracle://somewhere/x", "postgresql://a:geheim@/x?host=/nowhere"]
)
def test_a_database_that_cannot_be_is_a_finding_and_not_a_crash(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("FANGZHI_DATABASE_URL", url)
    finding = findings_of(Settings(data_dir=settings.data_dir))["数据库"]
    assert not finding.is_good
    assert "FANGZHI_DATABASE_URL" in finding.sentence
    assert "geheim" not in finding.sentence


def test_a_data_folder_that_cannot_be_is_a_finding(settings: Settings, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    finding = findings_of(settings.model_copy(update={"data_dir": in_the_way}))["存储"]
    assert not finding.is_good
    assert str(in_the_way) in finding.sentence


def test_what_is_kept_can_be_read_by_nobody_else(settings: Settings) -> None:
    command = [sys.executable, "-m", "archive", "db", "upgrade"]
    own = {"FANGZHI_DATA_DIR": str(settings.data_dir)}
    subprocess.run(command, env=os.environ | own, check=True, capture_output=True)
    for path in (settings.data_dir, settings.data_dir / "fangzhi.db"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_list_of_works_is_tried_imported_and_taken_back(
    terminal: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / "wyg_titles.csv"
    path.write_bytes(list_of([work_row(), work_row(title="續書譜", wyg_volume="813")]))
    tried = terminal.type("import-siku", str(path), "--dry-run")
    assert (tried.exit_code, "新编入 2" in tried.output) == (0, True), tried.output
    assert count_works(terminal) == 0
    done = terminal.type("import-siku", str(path))
    assert (done.exit_code, count_works(terminal)) == (0, 2), done.output
    assert "没有要写入的内容" in terminal.type("import-siku", str(path)).output
    import_id = re.search(r"--undo (\w+)", done.output)
    assert import_id, done.output
    assert terminal.type("import-siku", "--undo", import_id[1]).exit_code == 0
    assert count_works(terminal) == 0


def test_a_wrong_list_of_works_ends_with_its_rows(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "wyg_titles.csv"
    path.write_bytes(list_of([work_row(wyg_volume="1501")]))
    refused = terminal.type("import-siku", str(path))
    assert refused.exit_code == 2
    assert "第 2 行《湖廣通志》H 列：影印册“1501”不在 1–1500 之内" in refused.output
    assert count_works(terminal) == 0
    left_out = terminal.type("import-siku", str(path), "--leave-out")
    assert (left_out.exit_code, count_works(terminal)) == (0, 0)
    path.write_text("题名,捐赠人\n县志,张三\n", encoding="utf-8")
    assert isinstance(terminal.type("import-siku", str(path)).exception, NoSikuListError)
    assert terminal.type("import-siku").exit_code == 2


def count_works(terminal: Terminal) -> int:
    with terminal.database.read() as session:
        return queries.count_works(session)

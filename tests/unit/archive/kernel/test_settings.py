"""What a site may set, and what it is told when it sets it wrongly."""

from pathlib import Path

import pytest

from archive.kernel.settings import InvalidSettingsError, Settings, load_settings


@pytest.fixture(autouse=True)
def bare_environment(settings: Settings) -> None:
    """``settings`` takes every FANGZHI_ variable out of the environment."""
    del settings


def test_without_any_setting_the_database_is_a_file_in_the_data_folder() -> None:
    settings = load_settings()
    assert settings.url == f"sqlite:///{Path('var/archive/fangzhi.db').resolve()}"


def test_the_data_folder_may_be_moved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FANGZHI_DATA_DIR", str(tmp_path / "馆藏"))
    assert load_settings().url == f"sqlite:///{tmp_path / '馆藏' / 'fangzhi.db'}"


def test_another_database_is_named_by_its_url(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "postgresql+psycopg://fangzhi:p%40ss%20word@db.example/fangzhi"
    monkeypatch.setenv("FANGZHI_DATABASE_URL", url)
    assert load_settings().url == url


def test_a_password_is_not_told_by_printing_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANGZHI_DATABASE_URL", "postgresql://fangzhi:geheim@db.example/fangzhi")
    assert "geheim" not in repr(load_settings())


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANGZHI_DATABASE_URL", "")
    monkeypatch.setenv("FANGZHI_WORKER_COUNT", "")
    assert load_settings().url.startswith("sqlite:///")
    assert load_settings().worker_count == 2


def test_folders_are_listed_as_in_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANGZHI_IMPORT_DIRS", "/srv/scans:/mnt/扫描仪")
    assert load_settings().import_dirs == [Path("/srv/scans"), Path("/mnt/扫描仪")]


def test_wrong_values_are_told_by_the_names_of_their_variables(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FANGZHI_WORKER_COUNT", "two")
    monkeypatch.setenv("FANGZHI_SESSION_DAYS", "0")
    with pytest.raises(InvalidSettingsError) as caught:
        load_settings()
    assert "FANGZHI_SESSION_DAYS、FANGZHI_WORKER_COUNT" in caught.value.message


def test_nobody_speaks_for_a_visitor_unless_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().trusted_proxies == []
    monkeypatch.setenv("FANGZHI_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.7,")
    assert load_settings().trusted_proxies == ["127.0.0.1", "10.0.0.7"]


def test_an_address_may_end_with_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANGZHI_BASE_URL", "https://fangzhi.example/")
    assert load_settings().base_url == "https://fangzhi.example"

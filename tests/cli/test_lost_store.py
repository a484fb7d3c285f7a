"""A store that is damaged or gone: every command names the backup, and one command brings it back."""

import shutil
from pathlib import Path

import pytest

from planner.cli import main
from planner.core.settings import Settings
from planner.core.settings_file import settings_path, write_settings
from planner.services import Store, plans
from tests.builders import sample_draft


@pytest.fixture
def path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "data" / "planner.db"
    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        store.back_up("定时")
    return path


def listed(path: Path) -> int:
    return main(["list", "--store", str(path)])


def test_a_damaged_store_is_refused_with_the_command_that_brings_it_back(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_bytes(path.read_bytes()[: 4096 * 9])
    spoiled = path.read_bytes()
    assert listed(path) == 4
    said = capsys.readouterr()
    assert said.out == ""
    assert "已损坏" in said.err
    assert said.err.strip().endswith("planner backup restore 1")
    assert path.read_bytes() == spoiled
    assert main(["backup", "restore", "1", "--store", str(path)]) == 0
    assert listed(path) == 0
    assert [file.read_bytes() for file in path.parent.glob("损坏-*-planner.db")] == [spoiled]


def test_no_command_makes_an_empty_store_where_one_was_lost(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.unlink()
    source = path.parent / "要点.txt"
    source.write_text("工作要点\n一、重点\n1.做好工作。", encoding="utf-8")
    assert main(["import", str(source), "--store", str(path)]) == 4
    assert "没有找到数据文件" in capsys.readouterr().err
    assert not path.exists()


def test_without_a_backup_it_is_said_what_to_do(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(path.parent / "备份")
    path.write_bytes(b"")
    assert listed(path) == 4
    assert "改名保存" in capsys.readouterr().err


def test_a_synchronized_folder_is_warned_of_and_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "OneDrive" / "planner.db"
    Store.open(path).close()
    assert listed(path) == 0
    assert "注意：数据文件放在会自动同步的文件夹里（OneDrive）" in capsys.readouterr().err


def test_a_backup_on_a_stick_is_named_by_its_place(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stick = path.parent.parent / "U 盘"
    (path.parent / "备份").rename(stick)
    write_settings(settings_path(path), Settings(backup_folder=str(stick)))
    path.write_bytes(bytes(9000))
    assert listed(path) == 4
    said = capsys.readouterr().err.strip()
    (kept,) = stick.iterdir()
    assert said.endswith(f'planner backup restore "{kept}"')
    assert main(["backup", "restore", str(kept), "--store", str(path)]) == 0
    assert listed(path) == 0

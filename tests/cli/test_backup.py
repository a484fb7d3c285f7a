"""`planner backup` and `planner check`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.cli import main
from planner.core.backups import backup_folder, listed
from planner.services import Store, items, plans
from tests.builders import TITLE, sample_draft

Run = Callable[..., str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "planner.db"
    with Store.open(made) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
    return made


@pytest.fixture
def run(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("PLANNER_HOME", str(path.parent / "home"))

    def do(*arguments: object, status: int = 0) -> str:
        assert main([*map(str, arguments), "--store", str(path)]) == status
        said = capsys.readouterr()
        return said.out if status == 0 else said.out + said.err

    return do


def edit(path: Path, words: str) -> None:
    with Store.open(path) as store:
        store.write(f"改为{words}", lambda session: items.set_body(session, 2, words))


def body(path: Path) -> str:
    with Store.open(path) as store:
        return store.snapshot(1).by_id[2].body


def test_a_backup_is_made_listed_and_restored(run: Run, path: Path) -> None:
    assert "已备份" in run("backup", "now")
    old = body(path)
    assert "没有新的修改" in run("backup", "now")
    edit(path, "甲")
    assert "已备份" in run("backup", "now")
    lines = run("backup", "list").splitlines()
    assert [line.split()[0] for line in lines] == ["2", "1"]
    assert "最后一步是“改为甲”" in lines[0]
    assert "恢复前的内容在备份 2" in run("backup", "restore", 1)
    assert body(path) == old
    run("backup", "restore", 2)
    assert body(path) == "甲"


def test_what_is_in_each_backup_is_told_as_json(run: Run, path: Path) -> None:
    run("backup", "now")
    edit(path, "甲")
    made = json.loads(run("backup", "now", "--json", "-"))["backups"]
    told = json.loads(run("backup", "list", "--json", "-"))
    assert (told["format"], told["version"]) == ("planner.backups", 1)
    assert told["backups"][:1] == made
    assert [one["number"] for one in told["backups"]] == [2, 1]
    (plan,) = told["backups"][1]["plans"]
    assert plan["title"] == TITLE
    restored = json.loads(run("backup", "restore", 1, "--json", "-"))
    assert (restored["restored"], restored["plans"]) == (told["backups"][1]["file"], [plan])


def test_an_empty_store_and_no_backups_are_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path))
    assert main(["backup", "list"]) == 0
    assert "还没有备份" in capsys.readouterr().err
    assert main(["backup", "now"]) == 0
    assert "没有可备份的内容" in capsys.readouterr().out
    assert main(["check"]) == 0
    assert "完好，0 份计划" in capsys.readouterr().out


def test_a_torn_backup_is_told_and_not_restored(run: Run, path: Path) -> None:
    run("backup", "now")
    (backup,) = listed(path)
    backup.path.write_bytes(backup.path.read_bytes()[:3000])
    assert "已损坏" in run("backup", "list")
    assert "请换一个备份" in run("backup", "restore", 1, status=4)
    assert json.loads(run("check", "--json", "-"))["damaged_backups"] == [1]
    assert "没有找到备份“7”" in run("backup", "restore", 7, status=2)


def test_a_damaged_store_is_told_with_the_way_back(run: Run, path: Path) -> None:
    run("backup", "now")
    old = body(path)
    path.write_bytes(path.read_bytes()[:20000])
    said = run("check", status=4)
    assert "已损坏" in said
    assert "planner backup restore 1" in said
    assert json.loads(run("check", "--json", "-", status=4).split("\n}")[0] + "}")["code"] == "STORE_DAMAGED"
    assert "损坏的文件另存为“损坏-" in run("backup", "restore", 1)
    assert body(path) == old
    assert len(list(path.parent.glob("损坏-*"))) == 1


def test_a_store_that_is_gone_comes_back(run: Run, path: Path) -> None:
    run("backup", "now")
    path.unlink()
    assert "已恢复" in run("backup", "restore", 1)
    assert body(path)


def test_a_store_that_is_open_is_not_restored_but_its_backups_are_listed(run: Run, path: Path) -> None:
    run("backup", "now")
    with Store.open(path) as store:
        assert "已在另一窗口打开" in run("backup", "restore", 1, status=4)
        assert "已在另一窗口打开" in run("check", status=4)
        assert run("backup", "list").count("\n") == 1
        assert store.plans()


def test_an_import_is_preceded_by_a_backup_and_goes_on_without_one(run: Run, path: Path, tmp_path: Path) -> None:
    plan = tmp_path / "计划.txt"
    plan.write_text("青禾县工作要点\n1.修校舍。（综合股）\n2.办食堂。（综合股）\n", encoding="utf-8")
    run("import", plan)
    assert [backup.reason for backup in listed(path)] == ["导入前"]
    for backup in listed(path):
        backup.path.unlink()
    backup_folder(path).rmdir()
    backup_folder(path).write_bytes(b"")
    other = tmp_path / "另一份.txt"
    other.write_text("青禾县督查要点\n1.查安全。（综合股）\n2.查收费。（综合股）\n", encoding="utf-8")
    main(["import", str(other), "--store", str(path)])
    with Store.open(path) as store:
        assert len(store.plans()) == 3

"""`planner pack` and `unpack`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.cli import main
from planner.services import Store, plans
from tests.builders import TITLE, sample_draft

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path / "home"))
    with Store.open(tmp_path / "here.db") as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))

    def do(store: str, *arguments: object, status: int = 0) -> str:
        assert main([*map(str, arguments), "--store", str(tmp_path / f"{store}.db")]) == status
        said = capsys.readouterr()
        return said.out if status == 0 else said.err

    return do


def test_a_plan_goes_to_another_store(run: Run, tmp_path: Path) -> None:
    run("here", "pack", "1", "--out", tmp_path)
    (file,) = tmp_path.glob("*_数据包.zip")
    assert "已取出，编号 1" in run("there", "unpack", file)
    assert "已经有了" in run("there", "unpack", file)
    assert "已取出，编号 2" in run("there", "unpack", file, "--again", "version")
    listed = json.loads(run("there", "list", "--json", "-"))
    assert len(listed["plans"]) == 2
    with Store.open(tmp_path / "there.db") as store:
        assert [plan.earlier_id for plan in store.plans()] == [None, 1]
        assert store.undo_name == f"取出《{TITLE}》"


def test_what_a_package_holds_is_told_as_json(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "包.zip"
    run("here", "pack", "1", "--out", out)
    told = json.loads(run("here", "unpack", out, "--dry-run", "--json", "-"))
    assert (told["format"], told["plan"], told["there"]) == ("planner.unpacked", None, [1])
    assert told["matched"]
    assert not told["added"]


@pytest.mark.parametrize(("data", "words"), [(b"PK\x03\x04 torn", "不是计划数据包"), (b"text", "不是计划数据包")])
def test_what_is_no_package_is_told(run: Run, tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    assert words in run("here", "unpack", path, status=3)
    assert "没有找到" in run("here", "unpack", tmp_path / "没有.zip", status=3)


def test_nothing_of_this_computer_is_in_a_package(run: Run, tmp_path: Path) -> None:
    import zipfile

    out = tmp_path / "包.zip"
    run("here", "pack", "1", "--out", out)
    with zipfile.ZipFile(out) as package:
        words = b"".join(package.read(part) for part in package.namelist())
        assert all(info.date_time[0] == 1980 for info in package.infolist())
    assert str(tmp_path).encode() not in words

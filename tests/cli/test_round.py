"""`planner round`: out and in by commands, with the exit statuses of all commands."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.cli import main
from planner.services import Store, plans
from tests.builders import FINANCE, TEACHING, sample_draft
from tests.filling import fill

Run = Callable[..., str]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path / "home"))
    made = tmp_path / "planner.db"
    with Store.open(made) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
    return made


@pytest.fixture
def run(path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def do(*arguments: str, status: int = 0) -> str:
        assert main([*map(str, arguments), "--store", str(path)]) == status
        said = capsys.readouterr()
        return said.out if status == 0 else said.err

    return do


def test_a_round_goes_out_and_comes_in(run: Run, path: Path, tmp_path: Path) -> None:
    run("round", "new", "1", "2031年3月", "--due", "2031-03-25", "--unit", TEACHING, FINANCE)
    said = run("round", "send", "1", "--out", tmp_path, "--contact", "综合股 王某 010-1", "--bundled-fonts")
    assert "2 个单位，5 个文件" in said
    (folder,) = [one for one in tmp_path.iterdir() if one.is_dir() and "填报表" in one.name]
    book = next(one for one in folder.iterdir() if TEACHING in one.name and one.suffix == ".xlsx")
    fill(book)
    with Store.open(path) as store:
        before = store.snapshot(1)
    assert "可写入" in run("round", "collect", folder, "--dry-run")
    with Store.open(path) as store:
        assert store.snapshot(1) == before
    result = tmp_path / "结果.xlsx"
    assert "已写入" in run("round", "collect", folder, "--out", result)
    assert result.exists()
    with Store.open(path) as store:
        assert store.snapshot(1) != before
    told = json.loads(run("round", "status", "1", "--json", "-"))
    assert {one["unit"]: one["returned_on"] is not None for one in told["units"]} == {TEACHING: True, FINANCE: True}
    assert "没有填全" in run("round", "status", "1", "--text")
    assert FINANCE not in run("round", "status", "1", "--missing")


def test_the_status_can_be_printed(run: Run, tmp_path: Path) -> None:
    run("round", "new", "1", "3月")
    run("round", "send", "1", "--out", tmp_path, "--bundled-fonts")
    out = tmp_path / "名单.pdf"
    run("round", "status", "1", "--missing", "--out", out)
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("round", "send", "1"), 2, "还没有填报"),
        (("round", "new", "9", "3月"), 2, "没有找到计划"),
        (("round", "new", "1", "3月", "--unit", "没有这个单位"), 2, "单位"),
        (("round", "collect", "没有这个文件夹"), 3, "没有找到"),
        (("round", "status", "1", "--round", "六月"), 2, "还没有填报"),
    ],
)
def test_what_is_wrong_is_told(run: Run, arguments: tuple[str, ...], status: int, words: str) -> None:
    assert words in run(*arguments, status=status)


def test_two_rounds_of_one_name_are_refused(run: Run) -> None:
    run("round", "new", "1", "3月")
    assert "已经有一轮" in run("round", "new", "1", "3月", status=2)


def test_nothing_of_this_computer_is_in_a_workbook(run: Run, tmp_path: Path) -> None:
    import os
    import zipfile

    run("round", "new", "1", "3月", "--unit", TEACHING)
    run("round", "send", "1", "--out", tmp_path, "--bundled-fonts")
    (book,) = tmp_path.glob("*填报表*/*.xlsx")
    with zipfile.ZipFile(book) as package:
        words = b"".join(package.read(part) for part in package.namelist())
    for private in (str(tmp_path), os.uname().nodename if hasattr(os, "uname") else "COMPUTERNAME", "openpyxl"):
        assert private.encode() not in words

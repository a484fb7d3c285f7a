"""The register and assigning as a script does them."""

import json
from pathlib import Path

import openpyxl
import pytest

from planner.cli import main
from planner.core.paths import resource

SAMPLE = resource("samples", "sample-plan.txt")


@pytest.fixture(autouse=True)
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path / "home"))
    assert main(["import", str(SAMPLE)]) == 0
    capsys.readouterr()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> object:
    def command(*words: str, status: int = 0) -> str:
        assert main(words) == status
        said = capsys.readouterr()
        return said.out + said.err

    return command


def register(run: object) -> dict[str, dict[str, object]]:
    listed = json.loads(run("units", "list", "--json", "-"))  # type: ignore[operator]
    assert (listed["format"], listed["version"]) == ("planner.units", 1)
    return {unit["name"]: unit for unit in listed["units"]}


def test_units_are_listed_and_found_by_pinyin(run) -> None:  # type: ignore[no-untyped-def]
    assert "基教股  牵头" in run("units", "list")
    found = run("units", "list", "jjg").splitlines()
    assert [line.split()[0] for line in found] == ["基教股"]
    assert "没有这样的单位" in run("units", "list", "qqq")


def test_units_are_added_called_and_merged(run) -> None:  # type: ignore[no-untyped-def]
    run("units", "add", "电教站", "装备站", "--kind", "直属单位")
    run("units", "alias", "电教站", "电教馆")
    proposals = run("units", "merge")
    assert "县教研室" in proposals
    before = register(run)
    assert (before["电教站"]["kind"], before["电教站"]["aliases"]) == ("affiliate", ["电教馆"])
    run("units", "merge", "县教研室", "教研室")
    after = register(run)
    assert "教研室" not in after
    assert after["县教研室"]["aliases"] == ["教研室"]
    assert "县教研室" not in run("units", "merge")
    run("assign", "1", "1", "--lead", "市发展改革委", "物价局")
    assert "市物价局（名录里还没有）  物价局（1 处）  承前省略“市”" in run("units", "merge")
    run("units", "merge", "市物价局", "物价局")
    assert register(run)["市物价局"]["aliases"] == ["物价局"]
    run("units", "alias", "电教馆", "电教馆", "--remove")
    assert register(run)["电教站"]["aliases"] == []


def test_a_group_has_members_for_all_plans_or_for_one(run) -> None:  # type: ignore[no-untyped-def]
    run("units", "add", "各股室", "--kind", "群组")
    assert "还没有确定成员" in run("units", "group", "各股室")
    assert "基教股、人事股" in run("units", "group", "各股室", "基教股、人事股")
    assert "计财股" in run("units", "group", "各股室", "计财股", "--plan", "1")
    assert "基教股、人事股" in run("units", "group", "各股室")
    assert "还没有确定成员" in run("units", "group", "各股室", "--clear")


def test_the_register_goes_out_and_comes_in(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "名录.csv"
    run("units", "export", "--out", str(out))
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert out.read_text(encoding="utf-8-sig") == run("units", "export")
    before = register(run)
    assert "其中 0 个是新的" in run("units", "import", str(out))
    assert register(run) == before
    book = openpyxl.Workbook()
    for row in (("安澜县单位名录",), ("单位", "全称", "类别"), ("督查室", "安澜县教育局督查室", "机关科室")):
        book.active.append(row)
    book.save(tmp_path / "名录.xlsx")
    assert "其中 1 个是新的" in run("units", "import", str(tmp_path / "名录.xlsx"))
    assert register(run)["督查室"]["full_name"] == "安澜县教育局督查室"


def test_an_item_is_assigned_by_its_number(run) -> None:  # type: ignore[no-untyped-def]
    said = run("assign", "1", "1", "--lead", "基教股", "新设股", "--partner", "人事股、计财股")
    assert "牵头：基教股、新设股；配合：人事股、计财股" in said
    assert "新设股" in register(run)
    assert "配合：人事股、计财股" in run("assign", "1", "1", "--lead", "")
    assert "未写单位" in run("assign", "1", "1", "--partner", "")
    by_number = run("assign", "1", "20.", "--lead", "计财股")
    assert by_number.startswith("20.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["units", "merge", "基教股"], "合并要给出两个单位"),
        (["units", "merge", "基教股", "基教谷"], "名录里没有单位“基教谷”"),
        (["units", "alias", "jjg", "甲"], "是不是：基教股"),
        (["units", "add", "甲股", "--kind", "奇怪"], "不认识的类别“奇怪”"),
        (["units", "add", "基教股"], "已经属于单位“基教股”"),
        (["units"], "缺少 命令"),
        (["assign", "1", "1", "--lead", "甲科", "--partner", "乙科、甲科"], "不能既牵头又配合"),
        (["assign", "1", "1"], "没有说明要改什么"),
        (["assign", "1", "999", "--lead", "甲股"], "没有编号为“999”的任务"),
    ],
)
def test_wrong_use_is_told_and_changes_nothing(run, words: list[str], sentence: str) -> None:  # type: ignore[no-untyped-def]
    before = register(run)
    assert sentence in run(*words, status=2)
    assert register(run) == before


def test_a_list_without_names_is_told(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "表.csv"
    path.write_text("甲,乙\n丙,丁\n", encoding="utf-8")
    assert "没有找到单位" in run("units", "import", str(path), status=3)

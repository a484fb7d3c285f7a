"""`planner import` of a plan that is there already, or of a new version of it, as a script sees it."""

import json
from pathlib import Path

import pytest

from planner.cli import main

PLAN = """安澜县教育局2031年工作要点

一、办好学校

1.修好校舍。年内修缮校舍6栋，改造食堂2所。（项目办、财务股）

2.开好课程。开齐音体美课程，配齐专职教师。（教研室、义教股）

3.管好经费。每季度公开一次预算执行情况。（财务股）
"""
NEWER = PLAN.replace("6栋", "8栋").replace("3.管好", "3.守住安全。每月排查校车隐患。（校安股）\n\n4.管好")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("PLANNER_HOME", str(folder))
    return folder


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "要点.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    path = tmp_path / "要点（正式稿）.txt"
    path.write_text(NEWER, encoding="utf-8")
    return path


def listed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    main(["list"])
    return [line for line in capsys.readouterr().out.splitlines() if "工作要点" in line]


def test_an_identical_source_is_told_and_not_stored_twice(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(plan)]) == 0
    assert "已存为计划 1" in capsys.readouterr().out
    again = plan.with_name("另一个名字.txt")
    again.write_text(PLAN, encoding="utf-8-sig")
    for path in (plan, again):
        assert main(["import", str(path)]) == 0
        assert "内容相同，已经存为计划 1（安澜县教育局2031年工作要点），没有再存" in capsys.readouterr().out
    assert len(listed(capsys)) == 1


def test_it_is_stored_again_when_that_is_wished(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", str(plan)])
    assert main(["import", str(plan), "--again", "new"]) == 0
    assert "已存为计划 2" in capsys.readouterr().out
    assert len(listed(capsys)) == 2


def test_a_likely_new_version_is_stored_by_itself_with_the_way_to_link_it(
    plan: Path, newer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["import", str(plan)])
    capsys.readouterr()
    assert main(["import", str(newer)]) == 0
    told = capsys.readouterr()
    assert "已存为计划 2" in told.out
    assert "像是计划 1" in told.err
    assert "--again version" in told.err


def test_a_new_version_is_linked_and_what_changed_is_told(
    plan: Path, newer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["import", str(plan)])
    capsys.readouterr()
    assert main(["import", str(newer), "--again", "version"]) == 0
    out = capsys.readouterr().out
    assert "已存为计划 2，是计划 1 的新版本" in out
    assert "与原来相比：新增 1 项，内容有改 1 项" in out
    assert "新增  3.守住安全" in out
    assert "内容有改  1.修好校舍：…舍。年内修缮校舍6栋，改造食堂2所… → …舍。年内修缮校舍8栋，改造食堂2所…" in out


def test_with_skip_a_new_version_is_left_alone(plan: Path, newer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", str(plan)])
    capsys.readouterr()
    assert main(["import", str(newer), "--again", "skip"]) == 0
    assert "像是新的版本，原来的是计划 1" in capsys.readouterr().out
    assert len(listed(capsys)) == 1


def test_units_assigned_meanwhile_are_in_the_new_version(
    plan: Path, newer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["import", str(plan)])
    main(["assign", "1", "1", "--lead", "后勤股"])
    main(["import", str(newer), "--again", "version"])
    capsys.readouterr()
    main(["show", "2", "--json", "-"])
    document = json.loads(capsys.readouterr().out)
    node = next(found for found in document["nodes"] if found["title"] == "修好校舍")
    assert [a["unit"] for a in node["assignments"] if a["role"] == "lead"] == ["后勤股"]


def test_a_dry_run_asks_no_store(newer: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(newer), "--dry-run", "--again", "version"]) == 0
    assert "4 项任务" in capsys.readouterr().out
    assert not home.exists()


RULED = """安澜县教育局2031年工作要点

一、办好学校
以下任务均由项目办牵头，财务股配合。

1.修好校舍。年内修缮校舍6栋。

2.开好课程。开齐音体美课程。（牵头单位：教研室）

3.管好经费。每季度公开一次。（牵头单位：财务股；配合单位：校安股）
"""


def test_a_new_version_keeps_what_a_rule_of_its_section_gives(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = []
    for text, more in ((RULED, []), (RULED.replace("6栋", "8栋"), ["--again", "version"])):
        path = tmp_path / f"{len(shown)}.txt"
        path.write_text(text, encoding="utf-8")
        assert main(["import", str(path), *more]) == 0
        assert "牵头有变" not in capsys.readouterr().out
        main(["show", str(len(shown) + 1)])
        shown.append(capsys.readouterr().out)
    assert "修好校舍  ［牵头：项目办；配合：财务股］" in shown[0]
    assert shown[1] == shown[0]

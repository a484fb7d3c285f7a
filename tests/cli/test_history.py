"""`planner history`: the steps of a plan, the changes of an item, as text, JSON and files."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.cli import main
from planner.services import Store, items, plans
from tests.builders import sample_draft

Run = Callable[..., str]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path / "home"))
    made = tmp_path / "planner.db"
    with Store.open(made) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        store.write("修改标题", lambda session: items.set_title(session, 2, "改过的标题"))
        store.write("修改标题", lambda session: items.set_title(session, 3, "别的"))
    return made


@pytest.fixture
def run(path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def do(*arguments: str, status: int = 0) -> str:
        assert main([*arguments, "--store", str(path)]) == status
        said = capsys.readouterr()
        return said.out if status == 0 else said.err

    return do


def test_a_plan_lists_its_steps_and_an_item_what_was_changed(run: Run) -> None:
    assert run("history", "1").count("修改标题") == 2
    of_item = run("history", "1", "1")
    assert of_item.count("修改标题") == 1
    assert "→ 改过的标题" in of_item
    assert "新建：" in of_item


def test_json_has_every_change(run: Run) -> None:
    document = json.loads(run("history", "1", "1", "--json", "-"))
    assert document["format"] == "planner.history"
    assert [change["what"] for change in document["changes"]] == ["标题", "新建"]
    assert document["changes"][0]["new"] == "改过的标题"


def test_a_file_is_written_by_its_ending(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "经过.csv"
    run("history", "1", "1", "--out", str(out))
    assert "改过的标题" in out.read_text(encoding="utf-8-sig")
    assert "请把文件名写成" in run("history", "1", "--out", str(tmp_path / "经过.txt"), status=2)

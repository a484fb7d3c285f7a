"""`planner progress`, `due`, `show --status` and what `assign` says beside units."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from planner.cli import main
from planner.core.progress import Status
from planner.services import Store, items, plans, reviews
from tests.builders import sample_draft

TODAY = date.today()
Run = Callable[..., str]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with the known plan, none of whose items has a deadline but those a test gives it."""
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path / "home"))
    made = tmp_path / "planner.db"
    with Store.open(made) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        for node in store.snapshot(1).nodes:
            if node.deadlines:
                store.write("时限", lambda session, node=node: items.set_deadline(session, node.node_id, ""))
    return made


@pytest.fixture
def run(path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def do(*arguments: str, status: int = 0) -> str:
        assert main([*arguments, "--store", str(path)]) == status
        said = capsys.readouterr()
        return said.out if status == 0 else said.err

    return do


def entries(path: Path, node_id: int = 2):
    with Store.open(path) as store:
        return store.snapshot(1).by_id[node_id].entries


def test_a_report_is_written_down_and_shown(run: Run, path: Path) -> None:
    words = (
        "--text",
        "已完成招标。",
        "--difficulty",
        "经费未到位",
        "--next",
        "6月进场",
        "--by",
        "王某",
        "--period",
        "3月",
    )
    run("progress", "1", "1", "--status", "正在推进", "--percent", "40%", *words, "--on", "2031-03-31")
    (entry,) = entries(path)
    assert (entry.made_on, entry.status, entry.percent) == (date(2031, 3, 31), Status.GOING, 40)
    assert (entry.text, entry.difficulty, entry.next_step) == ("已完成招标。", "经费未到位", "6月进场")
    assert (entry.reporter, entry.period, entry.unit_id) == ("王某", "3月", None)
    said = run("progress", "1", "1")
    for word in (
        "2031-03-31",
        "推进中",
        "40%",
        "王某",
        "进展情况：已完成招标。",
        "存在问题：经费未到位",
        "下一步：6月进场",
    ):
        assert word in said


def test_a_status_alone_changes_that_of_the_day(run: Run, path: Path) -> None:
    run("progress", "1", "1", "--status", "推进中")
    assert "［已完成● 100%］" in run("progress", "1", "1", "--status", "办结")
    assert [(entry.made_on, entry.status) for entry in entries(path)] == [(TODAY, Status.DONE)]


def test_a_partner_reports_for_itself(run: Run, path: Path) -> None:
    run("progress", "1", "1", "--unit", "财审股", "--text", "资金已下达。")
    assert entries(path)[0].unit_id is not None
    assert "（财审股）" in run("progress", "1", "1")
    assert "未启动" in run("show", "1").split("补齐乡村学校的短板")[1].splitlines()[0]


def test_an_item_without_reports_says_so_and_reading_writes_nothing(run: Run, path: Path) -> None:
    before = path.read_bytes()
    assert "还没有登记进展" in run("progress", "1", "1")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--status", "快好了"], "未启动、推进中、已完成、滞后、逾期、长期坚持、申请延期、暂缓"),
        (["--status", "逾期"], "由完成时限和日期算出"),
        (["--percent", "101"], "0 到 100"),
        (["--percent", "半"], "--percent：“半”要写成 0 到 100 的整数"),
        (["--on", "3月底", "--text", "好"], "--on：“3月底”不是日期，请写成 2026-03-31"),
        (["--unit", "无此股", "--text", "好"], "没有单位“无此股”"),
        (["--by", "王某"], "没有说明进展"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_leaves_nothing(
    run: Run, path: Path, arguments: list[str], words: str
) -> None:
    assert words in run("progress", "1", "1", *arguments, status=2)
    assert entries(path) == ()


def test_show_tells_the_status_only_once_there_is_one_and_filters_by_it(run: Run) -> None:
    assert "未启动" not in run("show", "1")
    run("progress", "1", "1", "--status", "滞后")
    run("progress", "1", "2", "--status", "完成")
    whole = run("show", "1")
    assert "［滞后▲］" in whole
    assert "［未启动●］" in whole
    late = run("show", "1", "--status", "推进缓慢").splitlines()
    assert [line.strip().split("  ")[0] for line in late[1:]] == ["一、办好家门口的学校", "1.补齐乡村学校的短板"]
    both = run("show", "1", "--status", "滞后、已完成")
    assert "补齐乡村学校的短板" in both
    assert "开学前查清食堂证照" in both, "the steps of an item stay with it"
    assert "开齐开足音体美课程" not in both
    assert "补齐" not in run("show", "1", "--status", "滞后", "--unit", "校安股").replace("补齐乡村学校的短板", "", 1)
    assert "可以写：未启动" in run("show", "1", "--status", "好", status=2)


def test_the_plan_document_has_the_reports_of_each_node(run: Run) -> None:
    run("progress", "1", "1", "--unit", "财审股", "--text", "资金已下达。", "--on", "2031-03-31")
    nodes = json.loads(run("show", "1", "--json", "-"))["nodes"]
    assert nodes[2]["progress"] == []
    assert nodes[1]["progress"] == [
        {
            "made_on": "2031-03-31",
            "period": "",
            "status": None,
            "percent": None,
            "text": "资金已下达。",
            "difficulty": "",
            "next_step": "",
            "reporter": "",
            "unit": "财审股",
        }
    ]
    found = json.loads(run("progress", "1", "1", "--json", "-"))
    assert (found["format"], found["item"], found["progress"]) == ("planner.progress", 1, nodes[1]["progress"])


def give_day(path: Path, node_id: int, days: int) -> None:
    with Store.open(path) as store:
        day = TODAY + timedelta(days=days)
        store.write("截止日", lambda session: items.set_due_day(session, node_id, day))


def test_due_lists_late_ones_first_and_none_that_are_done(run: Run, path: Path) -> None:
    for node_id, days in ((2, 5), (3, -2), (6, 31), (7, -40), (9, 3), (10, 0)):
        give_day(path, node_id, days)
    run("progress", "1", "5", "--status", "已完成")  # node 9
    lines = run("due").splitlines()
    assert [line[:2] for line in lines if not line.startswith(" ")] == ["已逾", "30"]
    named = [line.split("  ")[3].split(".")[1] for line in lines if line.startswith(" ")]
    assert named == ["做好控辍保学", "管好校园每一餐", "办好教师的关键小事", "补齐乡村学校的短板"]
    assert [line.split("  ")[2] for line in lines if line.startswith(" ")] == [
        "逾期 40 天",
        "逾期 2 天",
        "今天到期",
        "还有 5 天",
    ]
    assert "开齐开足音体美课程" in run("due", "--within", "31")
    of_unit = json.loads(run("due", "--unit", "财审股", "--json", "-"))
    assert [(found["item"], found["days_left"], found["status"]) for found in of_unit["items"]] == [(1, 5, "未启动")]
    assert "--within：“-1”要写成天数" in run("due", "--within=-1", status=2)


def test_due_asks_the_latest_version_of_a_plan_alone(run: Run, path: Path) -> None:
    give_day(path, 2, -2)
    with Store.open(path) as store:
        store.write("新版本", lambda session: reviews.agree(session, sample_draft(), None, 1))
    late = json.loads(run("due", "--as-of", "2031-07-10", "--json", "-"))["items"]
    assert {found["plan"] for found in late} == {2}
    assert [(found["title"], found["due_on"]) for found in late] == [("补齐乡村学校的短板", "2031-06-30")]


def test_leaders_persons_and_deadlines_are_assigned_by_the_plans_own_words(run: Run, path: Path) -> None:
    said = run(
        "assign", "1", "1", "--leader", "林某", "--person", "王某、李某", "--deadline", "8月底前", "--due", "2031-08-20"
    )
    assert "牵头：义教股" in said
    assert "分管领导：林某；责任人：王某、李某；时限：8月底前（2031-08-20）" in said
    assert "时限：8月底前（2031-08-31）" in run("assign", "1", "1", "--due", "")
    cleared = run("assign", "1", "1", "--leader", "", "--deadline", "")
    assert "林某" not in cleared
    assert "时限" not in cleared
    assert "看不懂日期“8月”" in run("assign", "1", "1", "--due", "8月", status=2)
    with Store.open(path) as store:
        assert store.undo_name == "分派任务"


def test_a_done_task_is_not_called_overdue(run: Run, path: Path) -> None:
    give_day(path, 2, -5)
    assert "逾期 5 天" in run("progress", "1", "1")
    assert "逾期" not in run("progress", "1", "1", "--status", "已完成")


def test_due_of_a_period_tells_steps_apart_from_items(run: Run, path: Path) -> None:
    give_day(path, 2, 0)
    give_day(path, 4, 0)  # a step of item 2
    found = json.loads(run("due", "--period", "week", "--json", "-"))
    assert found["period"] == "week"
    assert [(one["item"], one["part"], one["due_on"]) for one in found["items"]] == [
        (1, "item", TODAY.isoformat()),
        (2, "step", TODAY.isoformat()),
    ]
    assert found["items"][1]["leads"] == ["校安股", "综合股"]
    assert "补齐乡村学校的短板" in run("due", "--period", f"{TODAY:%Y-%m}")
    assert run("due", "--period", "2031-09").splitlines() == ["2031年9月（2031年9月1日—30日） 0 项"]
    assert "没有“明天”这种期间" in run("due", "--period", "明天", status=2)

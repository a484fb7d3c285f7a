"""What stands in the ledger: columns, states, reports, order, and the lists drawn from it."""

from dataclasses import replace
from datetime import date

import pytest

from planner.core.draft import Deadline, Person, Target
from planner.core.errors import UsageError
from planner.core.filtering import ItemFilter
from planner.core.progress import Light, ProgressEntry, Status
from planner.core.vocabulary import NodeKind, Role
from planner.reports import catalog
from planner.reports.catalog import PrintRequest, Subject
from planner.reports.table import SectionRow
from tests.builders import FINANCE, GENERAL, TEACHING
from tests.reports.making import build, item, page_texts, plan_of, render, reported, section, texts_of

DAY = date(2031, 6, 30)
NARROW = (("序号", 11), ("工作任务", 62), ("牵头单位", 24), ("责任人", 16), ("完成时限", 20))
NARROW += (("进展情况", 82), ("状态", 16), ("备注", 26))
WIDE = (("序号", 12), ("工作任务", 72), ("目标要求", 40), ("责任单位", 32), ("完成时限", 22))
WIDE += (("进展情况", 100), ("状态", 18), ("存在问题", 44), ("下一步打算", 40))


def told(month, status=None, text="", entry_id=1, **more):
    return ProgressEntry(entry_id, date(2031, month, 10), status, text=text, **more)


def asked(**more):
    return PrintRequest(report="ledger", **{"as_of": DAY, **more})


def due(month, day=20):
    return (Deadline(f"{month}月{day}日前", None, date(2031, month, day), "day"),)


def row(plan, **more):
    """Return the texts of the one row of a ledger by the heads of its columns."""
    table = build(plan, asked(**more))
    (texts,) = texts_of(table)
    return dict(zip((column.head for column in table.columns), texts, strict=True))


def headings(table):
    """Return the headings of a ledger with the tasks below each."""
    found = []
    for one in table.rows:
        if isinstance(one, SectionRow):
            found.append((one.text, []))
        else:
            found[-1][1].append(one.cells[1].text)
    return found


@pytest.fixture
def one():
    """Return a plan of one item, led by two units."""
    return plan_of(
        section(),
        item("1.", "建食堂", lead=[TEACHING], partners=[FINANCE, GENERAL], persons=(Person("责任人", "林向禾"),)),
        years=(2031,),
    )


@pytest.mark.parametrize(("profile", "columns"), [("P1", NARROW), ("P4", WIDE)])
def test_the_columns_are_those_of_the_form_with_and_without_values(one, profile, columns):
    table = build(one, asked(profile=profile))
    assert [(column.head, column.width) for column in table.columns] == list(columns)
    assert (table.title, table.subtitle) == ("2031年重点工作台账", "（截至2031年6月30日）　　共1项")
    assert table.profile == profile


def test_leads_that_were_taken_by_their_place_are_told(one):
    assert build(one, asked()).notes == ("注：任务依据《青禾县2031年工作要点》。",)
    plan = plan_of(item("1.", "建食堂", lead=[TEACHING], partners=[FINANCE], stated=False))
    assert build(plan, asked()).notes[1].endswith("原文未区分牵头与配合，牵头单位按排列首位确定。")


def test_what_was_not_reported_stays_empty(one):
    found = row(one, profile="P4")
    assert [found[head] for head in ("进展情况", "存在问题", "下一步打算", "目标要求")] == [""] * 4
    assert found["状态"] == "●\n未启动"
    assert found["责任单位"] == "义教股\n配合：\n财审股、综合股"
    assert row(one)["牵头单位"] == TEACHING
    assert row(one)["责任人"] == "林向禾"


def test_the_latest_words_up_to_the_day_are_told(one):
    may = told(5, Status.GOING, "已开工。", 2, difficulty="资金未到位。", next_step="加快招标。", percent=40)
    plan = reported(one, "1.", told(3, Status.GOING, "已招标。"), may, told(8, Status.DONE, "已建成。", 3))
    assert [row(plan, profile="P4")[head] for head in ("进展情况", "状态", "存在问题", "下一步打算")] == [
        "已开工。",
        "●\n推进中\n40%",
        "资金未到位。",
        "加快招标。",
    ]
    assert row(plan)["进展情况"] == "已开工。\n存在问题：资金未到位。\n下一步打算：加快招标。"
    assert row(plan, as_of=date(2031, 3, 31))["进展情况"] == "已招标。"
    assert row(plan, as_of=date(2031, 8, 31))["状态"] == "●\n已完成"


def test_the_words_of_units_that_join_are_told_by_name(one):
    units = {found.unit.name: found.unit.unit_id for found in one.nodes[1].assignments}
    mine = told(5, None, "资金已拨付。", 2, difficulty="发票未齐。", unit_id=units[FINANCE])
    plan = reported(one, "1.", told(5, Status.GOING, "已开工。"), mine)
    assert row(plan)["进展情况"] == "已开工。\n财审股：资金已拨付。\n财审股存在问题：发票未齐。"
    assert row(plan, profile="P4")["存在问题"] == "财审股：发票未齐。"


def test_the_light_is_a_shape_of_its_own_colour(one):
    plan = replace(one, nodes=(one.nodes[0], replace(one.nodes[1], deadlines=due(6))))
    lights = {}
    for day in (date(2031, 6, 1), date(2031, 6, 15), date(2031, 6, 21)):
        cell = build(plan, asked(as_of=day)).rows[1].cells[6]
        assert cell.centred
        lights[day.day] = (cell.paragraphs[0][0].light, cell.text)
    assert lights == {
        1: (Light.GREEN, "●\n未启动"),
        15: (Light.YELLOW, "▲\n未启动"),
        21: (Light.RED, "■\n逾期"),
    }
    assert "▲为7日内到期" in build(one, asked()).legend[0]


def test_an_extension_is_a_mark_beside_the_status_of_before(one):
    plan = reported(one, "1.", told(3, Status.GOING), told(5, Status.EXTENSION, entry_id=2))
    assert row(plan)["状态"] == "●\n推进中\n（申请延期）"
    assert row(reported(one, "1.", told(3, Status.PAUSED)))["状态"] == "暂缓"


def test_quarters_part_the_progress(one):
    reports = (told(2, Status.GOING, "已招标。"), told(3, None, "已开工。", 2), told(5, None, "已封顶。", 3))
    plan = reported(one, "1.", *reports, told(8, None, "已建成。", 4))
    found = row(plan, quarters=True)
    assert [found[f"{name}季度进展"] for name in "一二三四"] == ["已开工。", "已封顶。", "", ""]
    table = build(plan, asked(quarters=True))
    assert [column.width for column in table.columns[5:9]] == [25] * 4
    assert (table.profile, sum(column.width for column in table.columns)) == ("P4", 380)
    assert build(plan, asked(quarters=True, profile="P1")).remarks


def test_a_target_is_labelled_or_the_numbers_wanted():
    labelled = item("1.", "建食堂", fields=(("工作目标", "建成2所。全部验收。"),))
    numbered = item("2.", "查食堂", "全年检查不少于4次。", targets=(Target("检查不少于4次", "4", "次", "at least"),))
    table = build(plan_of(labelled, numbered), asked(profile="P4"))
    assert [found[2] for found in texts_of(table)] == ["建成2所。", "检查不少于4次"]
    assert [found[1] for found in texts_of(table)] == ["建食堂", "查食堂"]


@pytest.fixture
def several():
    """Return a plan whose items are late, behind, due soon, going, done and lasting."""
    lasting = (Deadline("长期坚持", kind="lasting"),)
    plan = plan_of(
        section(),
        item("1.", "甲", lead=[FINANCE, TEACHING]),
        item("2.", "乙", lead=[TEACHING], deadlines=due(7, 3)),
        item("3.", "丙", lead=[TEACHING], deadlines=due(6)),
        section("二、", "建强队伍"),
        item("4.", "丁", lead=[GENERAL]),
        item("5.", "戊", deadlines=due(5)),
        item("6.", "己", lead=[FINANCE], deadlines=lasting),
        item("7.", "庚", lead=[FINANCE], deadlines=due(3)),
    )
    plan = reported(plan, "1.", told(4, Status.GOING, "已开工。", difficulty="缺地。"))
    plan = reported(plan, "4.", told(5, Status.BEHIND, difficulty="缺人。"))
    return reported(plan, "7.", told(2, Status.GOING, difficulty="缺钱。"), told(3, Status.DONE, entry_id=2))


def test_rows_stand_by_plan_by_unit_or_late_first(several):
    assert headings(build(several, asked())) == [
        ("一、办好学校", ["甲", "乙", "丙"]),
        ("二、建强队伍", ["丁", "戊", "己", "庚"]),
    ]
    assert headings(build(several, asked(order="unit"))) == [
        ("财审股（3项）", ["甲", "己", "庚"]),
        ("义教股（2项）", ["乙", "丙"]),
        ("综合股（1项）", ["丁"]),
        ("未明确牵头单位（1项）", ["戊"]),
    ]
    assert headings(build(several, asked(order="late"))) == [
        ("已逾期（2项）", ["戊", "丙"]),
        ("7日内到期（1项）", ["乙"]),
        ("进展滞后（1项）", ["丁"]),
        ("推进中（1项）", ["甲"]),
        ("已完成（1项）", ["庚"]),
        ("长期坚持、暂缓（1项）", ["己"]),
    ]


def test_the_list_of_problems_has_what_is_open_and_has_one(several):
    table = build(several, asked(only="problems"))
    assert [found[1] for found in texts_of(table)] == ["甲", "丁"]
    assert table.title == "《青禾县2031年工作要点》工作问题清单"
    assert "共2项" in table.subtitle
    with pytest.raises(UsageError, match="存在问题"):
        build(several, asked(only="problems", as_of=date(2031, 1, 31)))


def test_the_list_of_what_was_finished_begins_with_its_day(several):
    assert [found[1] for found in texts_of(build(several, asked(only="done")))] == ["庚"]
    table = build(several, asked(only="done", since=date(2031, 3, 10)))
    assert "2031年3月10日以来销号1项" in table.subtitle
    with pytest.raises(UsageError, match="新完成"):
        build(several, asked(only="done", since=date(2031, 3, 11)))


def test_the_units_that_did_not_report_are_listed(several):
    table = build(several, asked(only="missing", since=date(2031, 4, 30)))
    assert [found[:4] for found in texts_of(table)] == [
        ["1", "财审股", "2", "2031年4月10日"],
        ["2", "义教股", "3", "2031年4月10日"],
    ]
    assert "2031年4月30日以来未报送的单位共2个" in table.subtitle
    assert (table.profile, sum(column.width for column in table.columns)) == ("P5", 170)
    assert [found[1] for found in texts_of(build(several, asked(only="missing", as_of=date(2031, 3, 31))))] == [
        "财审股",
        "义教股",
        "综合股",
    ]
    plan = several
    for number in ("1.", "2.", "4.", "6."):
        plan = reported(plan, number, told(6, Status.GOING))
    with pytest.raises(UsageError, match="都已报送"):
        build(plan, asked(only="missing"))


def test_a_filter_prints_a_part_and_says_so(several):
    table = build(several, asked(chosen=ItemFilter(units=(TEACHING,), role=Role.LEAD)))
    assert [found[1] for found in texts_of(table)] == ["甲", "乙", "丙"]
    assert "仅列义教股牵头的任务" in table.subtitle


def test_units_of_steps_alone_answer_for_the_item(plan):
    steps = [node for node in plan.nodes if node.kind is NodeKind.STEP]
    parent = next(node for node in plan.nodes if node.node_id == steps[0].parent_id)
    moved = {
        parent.node_id: replace(parent, assignments=()),
        steps[0].node_id: replace(steps[0], assignments=parent.assignments),
    }
    found = replace(plan, nodes=tuple(moved.get(node.node_id, node) for node in plan.nodes))
    rows = {texts[1]: texts for texts in texts_of(build(found, asked()))}
    assert rows[parent.title][2] == "、".join(one.unit.name for one in parent.assignments)


def test_long_and_odd_reports_are_printed_whole(one):
    text = "".join(f"第{place}所食堂已开工，" for place in range(500))
    assert len(text) > 5000
    plan = reported(one, "1.", told(5, Status.GOING, f"{text}\n\x00=1+1"))
    found = "".join(page_texts(render(plan, asked(bundled_fonts_only=True), "pdf").data))
    assert "第499所食堂已开工" in found
    assert "=1+1" in found


def test_a_ledger_is_named_by_its_day_and_kind(several):
    names = [
        catalog.render(Subject(several), asked(only=only, bundled_fonts_only=True), "pdf").file_name
        for only in ("", "problems")
    ]
    assert names == ["青禾县2031年工作要点_工作台账_截至20310630.pdf", "青禾县2031年工作要点_问题清单_截至20310630.pdf"]

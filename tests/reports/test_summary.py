"""What stands in the statistics: columns, figures, order, total, the rules below; and the text of the bulletin."""

from dataclasses import replace
from datetime import date

import pytest

from planner.core.customs import Customs
from planner.core.draft import Deadline, Person
from planner.core.errors import UsageError
from planner.core.filtering import ItemFilter
from planner.core.progress import ProgressEntry, Status
from planner.reports import catalog
from planner.reports.bulletin import bulletin
from planner.reports.catalog import PrintRequest, Subject
from tests.builders import ALL_UNITS, FINANCE, GENERAL, TEACHING
from tests.reports.making import build, grouped, item, page_texts, plan_of, render, reported, section, texts_of

DAY = date(2031, 6, 30)


def told(status, day=date(2031, 5, 1), **more):
    return ProgressEntry(1, day, status, **more)


def asked(**more):
    return PrintRequest(report="summary", as_of=DAY, **more)


@pytest.fixture
def known():
    """Return a plan whose items are done, going, lasting, paused and late, and one that nobody leads."""
    due = (Deadline("6月20日前", None, date(2031, 6, 20), "day"),)
    plan = plan_of(
        section(),
        item("1.", "建食堂", lead=[TEACHING, FINANCE], partners=[GENERAL]),
        item("2.", "查食堂", lead=[TEACHING], partners=[FINANCE], deadlines=due),
        item("3.", "管食堂", lead=[TEACHING]),
        section("二、", "建强队伍"),
        item("4.", "送课下乡", lead=[FINANCE]),
        item("5.", "读书", partners=[GENERAL]),
        years=(2031,),
        issuers=("青禾县教育体育局",),
    )
    plan = reported(plan, "1.", told(Status.DONE))
    plan = reported(plan, "2.", told(Status.GOING))
    plan = reported(plan, "3.", told(Status.LASTING))
    return reported(plan, "4.", told(Status.PAUSED))


def test_the_columns_are_those_of_the_form():
    table = build(plan_of(item("1.", "建食堂", lead=[TEACHING])), asked())
    heads = "序号 单位 牵头 配合 合计 已完成 推进中 滞后 未启动 完成率"
    assert [column.head for column in table.columns] == heads.split()
    assert sum(column.width for column in table.columns) == pytest.approx(170)
    wanted = (10, 44, 15, 15, 15, 15, 15, 13, 13, 15)
    assert [column.width for column in table.columns] == list(wanted)
    assert table.profile == "P5"


def test_every_unit_has_its_figures_and_the_total_counts_each_item_once(known):
    table = build(known, asked())
    assert texts_of(table) == [
        ["1", "义教股", "3", "0", "3", "1", "0", "1", "0", "50.0"],
        ["2", "财审股", "2", "1", "3", "1", "0", "0", "0", "50.0"],
        ["3", "综合股", "0", "2", "2", "0", "0", "0", "0", "—"],
        ["", "未明确牵头单位", "1", "0", "1", "0", "0", "0", "1", "0.0"],
        ["合计", "", "5", "3", "5", "1", "0", "1", "1", "25.0"],
    ]
    assert table.rows[-1].is_total
    assert table.rows[-1].cells[0].span == 2
    assert table.title == "2031年重点工作统计汇总表"
    assert table.subtitle == "青禾县教育体育局　　（截至2031年6月30日）"


def test_the_counting_rule_and_what_no_rate_counts_are_printed(known):
    notes = build(known, asked()).notes
    assert notes[0] == "注：同一任务有多个牵头单位的，分别计入各单位；合计按任务数计。"
    assert "　　长期坚持的任务1项，不计入完成率：义教股1项。" in notes
    assert "　　暂缓的任务1项：财审股1项。" in notes
    assert not any("长期坚持的任务" in note for note in build(plan_of(item("1.", "建食堂")), asked()).notes)


def test_leads_that_were_taken_by_their_place_are_told():
    plan = plan_of(item("1.", "建食堂", lead=[TEACHING], partners=[FINANCE], stated=False), item("2.", "查食堂"))
    assert "　　原文未区分牵头与配合，牵头单位按排列首位确定。" in build(plan, asked()).notes
    assert "按排列首位确定" in build(plan, asked(marks="牵头1")).notes[-1]


def test_what_groups_give_their_members_is_told_apart(plan):
    found = build(grouped(plan, ALL_UNITS, GENERAL, TEACHING), asked())
    (note,) = [note for note in found.notes if ALL_UNITS in note]
    assert "已分别计入2个成员单位" in note
    assert ALL_UNITS not in {row[1] for row in texts_of(found)}
    apart = build(grouped(plan, ALL_UNITS, GENERAL, TEACHING), asked(layout="分列群组"))
    assert [column.head for column in apart.columns][4:6] == ["合计", "其中群组"]
    assert sum(column.width for column in apart.columns) == pytest.approx(170)
    by_name = {row[1]: row[5] for row in texts_of(apart)}
    assert (by_name[GENERAL], by_name[TEACHING], by_name[FINANCE]) == ("1", "1", "0")
    assert [row[:5] + row[6:] for row in texts_of(apart)] == texts_of(found)
    assert ALL_UNITS in {row[1] for row in texts_of(build(plan, asked()))}


def test_rows_can_be_ordered_by_rate_with_those_without_one_last(known):
    plan = reported(known, "4.", told(Status.DONE))
    assert [row[1] for row in texts_of(build(plan, asked(order="rate")))[:3]] == ["财审股", "义教股", "综合股"]


def test_parts_of_the_plan_and_leaders_have_tables_of_the_same_form(known):
    table = build(known, asked(by="section"))
    assert [column.head for column in table.columns][1:5] == ["部分", "任务", "牵头单位", "配合单位"]
    assert [row[1:7] for row in texts_of(table)] == [
        ["一、办好学校", "3", "2", "2", "1", "0"],
        ["二、建强队伍", "2", "1", "1", "0", "0"],
        ["", "5", "2", "2", "1", "0"],
    ]
    named = replace(known.nodes[1], persons=(Person("分管领导", "林向禾"),))
    table = build(replace(known, nodes=(known.nodes[0], named, *known.nodes[2:])), asked(by="leader"))
    assert [row[:5] for row in texts_of(table)] == [
        ["1", "林向禾", "1", "0", "1"],
        ["", "未明确领导", "4", "0", "4"],
        ["合计", "", "5", "3", "5"],
    ]


def test_a_filter_is_said_and_leaves_its_units_alone(known):
    table = build(known, asked(chosen=ItemFilter(units=(FINANCE,))))
    assert [row[:5] for row in texts_of(table)] == [["1", FINANCE, "2", "1", "3"], ["合计", "", "3", "1", "3"]]
    assert "仅列财审股牵头或配合的任务" in table.subtitle


@pytest.mark.parametrize("by", ["unit", "section", "leader"])
def test_a_plan_without_units_or_headings_has_its_total(by):
    found = texts_of(build(plan_of(item("1.", "建食堂"), item("2.", "查食堂")), asked(by=by)))
    assert [row[2] for row in found] == ["2", "2"]
    (remark,) = build(plan_of(item("1.", "建食堂")), asked(by=by)).remarks
    assert "表中只有合计" in remark
    with pytest.raises(UsageError):
        build(plan_of(section()), asked(by=by))


def test_a_long_name_stands_whole_on_the_page():
    name = "青禾县" + "校园食品安全工作" * 7 + "小组"
    found = render(plan_of(item("1.", "建食堂", lead=[name])), asked(bundled_fonts_only=True), "pdf")
    assert name in page_texts(found.data)[0]


def test_the_bulletin_tells_the_numbers_of_the_table(known):
    text = bulletin(Subject(known), asked(since=date(2031, 5, 2)))
    whole, late, missing = text.splitlines()
    assert whole == (
        "截至2031年6月30日，《青禾县2031年工作要点》共5项，已完成1项，占25.0%（长期坚持的1项不计入）；推进中0项；"
        "滞后1项（其中逾期1项）；未启动1项；长期坚持1项；暂缓1项。"
    )
    assert late == "已逾期的任务：第2项“查食堂”（义教股，6月20日到期）。"
    assert missing == "2031年5月2日以来未报送进展的牵头单位有1个：义教股。"
    total = texts_of(build(known, asked()))[-1]
    assert total[2] in whole.split("，")[1]
    assert f"占{total[-1]}%" in whole


def test_the_bulletin_tells_when_all_have_reported_and_nothing_of_units_where_there_are_none(known):
    assert bulletin(Subject(known), asked()).endswith("\n各牵头单位均已报送进展。\n")
    bare = bulletin(Subject(plan_of(item("1.", "建食堂"))), asked())
    assert bare == (
        "截至2031年6月30日，《青禾县2031年工作要点》共1项，已完成0项，占0.0%；推进中0项；滞后0项；未启动1项。\n"
    )


def test_the_bulletin_is_a_text_file_and_told_of_a_part(known):
    done = catalog.render(Subject(known), asked(chosen=ItemFilter(units=(FINANCE,))), "txt")
    text = done.data.decode("utf-8-sig")
    assert text.startswith("截至2031年6月30日，《青禾县2031年工作要点》中财审股牵头或配合的任务共3项，")
    assert done.file_name == "青禾县2031年工作要点_进展通报_截至20310630.txt"


def test_marks_are_off_until_the_bureau_fills_in_its_rules(known):
    assert build(known, asked()).columns[-1].head == "完成率"
    table = build(known, asked(marks="牵头2 配合1 提前0.5 逾期1"))
    assert [column.head for column in table.columns] == ["序号", "单位", "基础分", "加分", "扣分", "得分", "计分的任务"]
    assert sum(column.width for column in table.columns) == 170
    assert texts_of(table) == [
        ["1", TEACHING, "6", "0", "1", "5", "牵头：第1、2、3项\n逾期：第2项"],
        ["2", FINANCE, "5", "0", "0", "5", "牵头：第1、4项\n配合：第2项"],
        ["3", GENERAL, "2", "0", "0", "2", "配合：第1、5项"],
    ]
    assert table.notes[0] == "注：1．计分规则：牵头每项2分，配合每项1分，提前完成每项加0.5分，逾期每项扣1分。"
    assert table.title == "2031年重点工作考核计分表"
    with pytest.raises(UsageError, match="计分规则"):
        build(known, asked(marks="牵头两分"))


def test_the_offices_own_words_stand_in_table_notes_and_bulletin(known):
    own = {
        Status.DONE: "办结",
        Status.BEHIND: "偏慢",
        Status.OVERDUE: "超期",
        Status.LASTING: "常抓",
        Status.PAUSED: "缓办",
    }
    plan = replace(known, customs=Customs(status_words=tuple(own.items())))
    notes = "".join(build(plan, asked()).notes)
    text = bulletin(Subject(plan), asked(since=date(2031, 5, 2)))
    assert "偏慢含超期；完成率（%）＝办结÷（牵头－常抓）" in notes
    assert "常抓的任务1项" in notes
    assert "偏慢1项（其中超期1项）；未启动1项；常抓1项；缓办1项。" in text
    for status in own:
        assert status.value not in notes
        assert status.value not in text.replace("已逾期的任务", "")

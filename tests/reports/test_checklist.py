"""检查清单: the form of print.md 3.8, from templates and from a plan's items."""

from dataclasses import replace
from datetime import date

import pytest

from planner.core.checklist_files import find_template, templates
from planner.core.checklist_items import item_lines
from planner.core.checklists import CheckLine, Checklist, CheckPart
from planner.core.draft import Deadline, Person, Target
from planner.core.errors import UsageError
from planner.core.filtering import ItemFilter
from planner.core.vocabulary import Role
from planner.reports.catalog import PrintRequest, Subject
from planner.reports.catalog import build as build_document
from planner.reports.table import ItemRow, SectionRow
from tests.builders import FINANCE, INSPECTION, SAFETY, SCHOOLS
from tests.reports.making import build, item, page_texts, plan_of, render, rules, section

ITEMS = Checklist("任务", "任务检查清单", (CheckPart("议题", (), takes_items=True),), blank=2)


def request(checklist=None, **more):
    return PrintRequest(report="checklist", checklist=checklist, bundled_fonts_only=True, **more)


def rows(table):
    return [row for row in table.rows if isinstance(row, ItemRow)]


def words(row):
    return [cell.text for cell in row.cells]


def written(table):
    return [words(row) for row in rows(table) if row.cells[1].text]


def test_the_meeting_list_has_the_form_of_the_standard(plan):
    table = build(plan, request())
    assert table.profile == "P5"
    assert table.title == "会议检查清单"
    assert [(column.head, column.width) for column in table.columns] == [
        ("□", 8),
        ("序号", 9),
        ("事项", pytest.approx(80, abs=12)),
        ("要求/标准", 33),
        ("责任人", pytest.approx(18, abs=6)),
        ("时间", pytest.approx(22, abs=6)),
    ]
    assert sum(column.width for column in table.columns) == pytest.approx(170)
    headings = [row.text for row in table.rows if isinstance(row, SectionRow)]
    assert headings == ["会前准备", "会中保障", "会后落实", "议题"]
    assert [row.cells[0].text for row in rows(table)] == ["□"] * len(rows(table))


def test_a_list_of_short_words_keeps_the_widths_to_the_millimetre(plan):
    short = Checklist("甲", "甲", (CheckPart("一", (CheckLine("做甲事", "做好", "张三", "3月"),)),))
    assert [column.width for column in build(plan, request(short)).columns] == [8, 9, 80, 33, 18, 22]


def test_each_part_ends_with_three_blank_rows_to_write_in(plan):
    table = build(plan, request())
    parts, here = [], []
    for row in table.rows:
        if isinstance(row, SectionRow):
            here = []
            parts.append(here)
        else:
            here.append(row)
    for part in parts:
        assert [any(words(row)[1:]) for row in part[-4:]] == [True, False, False, False]
        assert all(row.least >= 8 for row in part[-3:])


def test_the_head_block_has_lines_to_write_on_or_what_is_known(plan):
    blank = build(plan, request()).preface
    assert blank[0].startswith("会议名称：＿＿")
    assert [[label for label in ("时间", "地点", "主持", "记录") if label in line] for line in blank[1:]] == [
        ["时间", "地点"],
        ["主持", "记录"],
    ]
    assert {len(line) for line in blank} == {40}, "a line is as wide as the other"
    told = build(
        plan, request(meeting=(("会议名称", "全县教育工作会"), ("主持", "林向禾"), ("列席", "各股室")))
    ).preface
    assert told[0] == "会议名称：全县教育工作会"
    assert any(line.startswith("主持：林向禾　") and "记录：＿" in line for line in told)
    assert any("列席：各股室" in line for line in told)


def test_a_value_too_long_for_half_a_line_has_its_own(plan):
    place = "县委党校一号楼三楼大会议室（从东门进，车停操场）"
    lines = build(plan, request(meeting=(("地点", place),))).preface
    assert f"地点：{place}" in lines


def test_the_head_block_is_as_wide_as_the_narrower_paper(plan):
    lines = build(plan, request(profile="P3")).preface
    assert {len(line) for line in lines} == {36}


def test_the_foot_is_signed(plan):
    assert build(plan, request()).foot == ("检查人：＿＿＿＿＿＿　　日期：＿＿年＿月＿日",)
    many = replace(ITEMS, foot=("检查人", "学校负责人", "责任督学", "复核人", "日期"))
    assert len(build(plan, request(many)).foot) == 2
    assert build(plan, request(replace(ITEMS, foot=()))).foot == ()


def test_agenda_lists_the_items_with_numbers_leads_and_deadlines(plan):
    found = written(build(plan, request(ITEMS)))
    assert len(found) == len(plan.items)
    first = next(row for row in found if row[2] == "补齐乡村学校的短板")
    assert first[4] == "义教股"
    assert first[5] == "6月底前"
    assert "2所" in first[3]


def test_own_numbers_are_kept_where_all_items_have_one():
    plan = plan_of(item("12.", "甲项任务"), item("37.", "乙项任务"))
    assert [row[1] for row in written(build(plan, request(ITEMS)))] == ["12", "37"]
    same = plan_of(item("1.", "甲项任务"), item("1.", "乙项任务"))
    assert [row[1] for row in written(build(same, request(ITEMS)))] == ["1", "2"]
    mixed = replace(ITEMS, parts=(CheckPart("议题", (CheckLine("签到"),), takes_items=True),))
    assert [row[1] for row in written(build(plan, request(mixed)))] == ["1", "2", "3"]


def test_a_long_number_has_room(plan):
    long = plan_of(item("10.12.3", "甲项任务"), item("10.12.4", "乙项任务"))
    assert build(long, request(ITEMS)).columns[1].width > 12


def test_items_due_and_items_of_a_unit_become_a_list(plan):
    due = build(plan, request(ITEMS, chosen=ItemFilter(due_by=date(2031, 6, 30)), as_of=date(2031, 6, 1)))
    assert [row[2] for row in written(due)] == ["补齐乡村学校的短板"]
    assert "2031年6月30日前到期、未完成" in due.subtitle
    assert "共1项" in due.subtitle
    school = build(plan, request(find_template("学校任务落实"), chosen=ItemFilter(units=(SCHOOLS,))))
    listed = [words(row)[2] for row in rows(school)]
    assert "开齐开足音体美课程" in listed
    assert "把隐患查在前面" in listed
    assert "做好控辍保学" not in listed
    assert SCHOOLS in school.subtitle


def test_what_leads_alone_is_narrower(plan):
    led = build(plan, request(ITEMS, chosen=ItemFilter(units=(SAFETY,), role=Role.LEAD)))
    either = build(plan, request(ITEMS, chosen=ItemFilter(units=(SAFETY,))))
    assert 0 < len(written(led)) < len(written(either))


def test_the_inspection_form_asks_yes_or_no(plan):
    table = build(plan, request(find_template("开学检查")))
    assert [column.head for column in table.columns] == ["序号", "检查内容", "要求/标准", "检查结果", "备注"]
    assert sum(column.width for column in table.columns) == pytest.approx(170)
    assert {words(row)[3] for row in rows(table)} == {"是 □ 否 □"}
    assert {words(row)[4] for row in rows(table)} == {""}
    items = build(plan, request(replace(ITEMS, form="yes-no", parts=(CheckPart("", (), takes_items=True),))))
    told = next(words(row) for row in rows(items) if words(row)[1] == "补齐乡村学校的短板")
    assert "义教股" in told[2]
    assert "6月底前" in told[2]
    assert not any(isinstance(row, SectionRow) for row in items.rows)


def test_nothing_to_list_is_told(plan):
    nobody = ItemFilter(due_by=date(2000, 1, 1))
    with pytest.raises(UsageError, match="没有符合条件的任务"):
        build(plan, request(ITEMS, chosen=nobody))
    table = build(plan, request(chosen=nobody))
    assert "留了空行" in table.remarks[0]


def test_the_clerks_title_goes_before_the_templates(plan):
    assert build(plan, request(title="期中检查清单")).title == "期中检查清单"


def test_every_template_prints_every_item_of_it_on_every_paper(plan):
    for template in templates():
        for profile in ("P5", "P3"):
            table = build(plan, request(template, profile=profile))
            assert sum(column.width for column in table.columns) == pytest.approx(170 if profile == "P5" else 156)
            texts = "".join(page_texts(render(plan, request(template, profile=profile), "pdf").data))
            for part in template.parts:
                for line in part.lines:
                    assert "".join(line.what.split()) in texts.replace("\n", "")


def test_the_box_is_drawn_and_four_millimetres_wide(plan):
    one = Checklist("甲", "甲", (CheckPart("", (CheckLine("做甲事"),)),), blank=0)
    upright, level = rules(render(plan, request(one), "pdf").data, 0)
    for places in (upright, level):
        sides = [(other - place) / 72 * 25.4 for place in places for other in places]
        assert any(abs(side - 4) < 0.1 for side in sides)


def test_a_checklist_that_the_clerk_fills_prints_whatever_stands_in_it(plan):
    odd = Checklist(
        "甲", "", (CheckPart("一\x00\n二", (CheckLine("=1+1\x07", "长" * 600, "😀", "x" * 90),) * 3),), head=("：",)
    )
    for extension in ("pdf", "xlsx", "docx"):
        assert render(plan, request(odd), extension).data


def test_items_become_lines_to_go_on_from(plan):
    chosen = ItemFilter(units=(FINANCE,)).chosen(plan, date(2031, 1, 1))
    lines = item_lines(plan, chosen)
    assert len(lines) == len(chosen)
    assert CheckLine("补齐乡村学校的短板", "新建2所村小食堂", "义教股", "6月底前") in lines


def test_lines_of_items_without_leads_name_the_partners_and_tell_a_target_once():
    plan = plan_of(
        section(),
        item(
            "1.",
            "新建食堂2所",
            partners=[INSPECTION],
            targets=(Target("新建食堂2所", "2", "所", "exactly"), Target("覆盖率达到95%", "95", "%", "at least")),
            deadlines=(Deadline("6月底前", None, date(2031, 6, 30), "day"),),
        ),
    )
    (line,) = item_lines(plan, {2})
    assert line == CheckLine("新建食堂2所", "覆盖率达到95%", INSPECTION, "6月底前")


def test_a_number_of_a_field_is_told_with_what_it_belongs_to():
    targets = (Target("稳定在95%以上", "95", "%", "at least"),)
    fields = (("工作目标", "全县义务教育巩固率稳定在95%以上。"),)
    (line,) = item_lines(plan_of(section(), item("1.", "控辍保学", targets=targets, fields=fields)), {2})
    assert line.requirement == "全县义务教育巩固率稳定在95%以上"


def test_persons_named_for_an_item_stand_behind_its_leads():
    persons = (Person("责任人", "林向禾"), Person("分管领导", "周远"))
    plan = plan_of(item("1.", "甲项任务", lead=["义教股"], persons=persons))
    assert written(build(plan, request(ITEMS)))[0][4] == "义教股、林向禾"


def test_a_checklist_needs_no_items_when_its_template_takes_none():
    empty = plan_of(section())
    assert build_document(Subject(empty), request(find_template("考试"))).tables

"""版本对照表: the form of print.md 3.10, changed rows only."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest

from planner.core.draft import Deadline
from planner.core.errors import UsageError
from planner.core.filtering import ItemFilter
from planner.reports.catalog import PrintRequest, Subject
from planner.reports.catalog import build as build_document
from planner.reports.catalog import render as render_document
from planner.reports.table import ItemRow, SectionRow
from tests.reports.making import item, page_texts, plan_of, section

SUMMER = (Deadline("6月底前", None, date(2031, 6, 30), "day"),)
AUTUMN = (Deadline("9月底前", None, date(2031, 9, 30), "day"),)
OLD = (
    section("一、", "安全工作"),
    item(
        "1.",
        "管好校园每一餐",
        "每月公示一次账目，家长每周到校陪餐。",
        ["校安股"],
        ["综合股", "财审股"],
        deadlines=SUMMER,
    ),
    item("2.", "开齐音体美课程", "把县城学校的好课送到每一个教学点。", ["教研室"], ["义教股"]),
    section("二、", "队伍建设"),
    item("3.", "推进教师县管校聘", "交流教师不少于四十人，补助按月落实。", ["师资股"], ["财审股"]),
    item("4.", "办结群众来信", "接信当日登记，十五个工作日内答复来信人。", ["督学室"]),
)
NEW = (
    section("一、", "安全工作"),
    item(
        "1.",
        "管好校园每一餐",
        "每月公示两次账目，家长每周到校陪餐。",
        ["综合股"],
        ["校安股", "财审股"],
        deadlines=AUTUMN,
    ),
    item("2.", "建好校园图书角", "每班一个书架，评选书香校园二十所。", ["义教股"]),
    item("3.", "开齐音体美课程", "把县城学校的好课送到每一个教学点。", ["教研室"], ["义教股"]),
    section("二、", "队伍建设"),
    item("4.", "推进教师县管校聘", "交流教师不少于四十人，补助按月落实。", ["师资股"], ["财审股", "义教股"]),
)


def table_of(old=OLD, new=NEW, **more):
    subject = Subject(plan_of(*new, stage="final", issued_on=date(2031, 3, 12)), plan_of(*old, stage="draft"))
    (table,) = build_document(subject, PrintRequest(report="comparison", **more)).tables
    return table


def rows(table):
    return {row.cells[1].text.split("\n")[0]: row for row in table.rows if isinstance(row, ItemRow)}


def underlined(cell):
    return [part.text for line in cell.paragraphs for part in line if part.underlined]


def test_columns_and_paper_are_those_of_the_standard():
    table = table_of()
    assert table.profile == "P1"
    assert table.title == "《青禾县2031年工作要点》版本对照表"
    assert [(column.head, column.width) for column in table.columns] == [
        ("序号", 12),
        ("工作任务", 80),
        ("原分工", 50),
        ("现分工", 50),
        ("变化类型", 25),
        ("说明", 40),
    ]


def test_only_changed_rows_stand_there_those_with_another_number_alone_apart():
    table = table_of()
    assert [row.text if isinstance(row, SectionRow) else row.cells[1].text.split("\n")[0] for row in table.rows] == [
        "一、内容、分工或时限有变化（4项）",
        "管好校园每一餐",
        "建好校园图书角",
        "推进教师县管校聘",
        "办结群众来信",
        "二、仅序号变动（1项）",
        "开齐音体美课程",
    ]


def test_a_row_says_what_was_what_is_and_what_changed():
    row = rows(table_of())["管好校园每一餐"]
    assert [cell.text for cell in row.cells[:5]] == [
        "1",
        "管好校园每一餐\n原：每月公示一次账目\n现：每月公示两次账目",
        "牵头：校安股\n配合：综合股、财审股",
        "牵头：综合股\n配合：校安股、财审股",
        "牵头调整\n配合增减\n时限调整\n内容修改",
    ]
    assert row.cells[5].text.split("\n") == [
        "综合股由配合改为牵头",
        "校安股由牵头改为配合",
        "时限由“6月底前”改为“9月底前”",
        "内容修改1处",
    ]


def test_changed_units_are_underlined_and_no_others():
    found = rows(table_of())
    assert underlined(found["管好校园每一餐"].cells[2]) == ["校安股", "综合股"]
    assert underlined(found["管好校园每一餐"].cells[3]) == ["综合股", "校安股"]
    assert underlined(found["推进教师县管校聘"].cells[2]) == []
    assert underlined(found["推进教师县管校聘"].cells[3]) == ["义教股"]
    assert underlined(found["开齐音体美课程"].cells[3]) == []


def test_what_is_new_and_what_is_gone_has_one_side():
    found = rows(table_of())
    new, gone = found["建好校园图书角"], found["办结群众来信"]
    assert [cell.text for cell in new.cells] == ["2", "建好校园图书角", "", "牵头：义教股", "新增", ""]
    assert [cell.text for cell in gone.cells] == ["原4", "办结群众来信", "牵头：督学室", "", "删除", ""]


def test_a_new_number_is_told_beside_other_changes():
    found = rows(table_of())
    assert found["推进教师县管校聘"].cells[4].text == "配合增减\n序号变动"
    assert found["推进教师县管校聘"].cells[5].text == "原第3项\n配合增加义教股"
    assert found["开齐音体美课程"].cells[5].text == "原第2项"


def test_counts_stand_in_the_sub_title_and_versions_in_the_notes():
    table = table_of()
    counts = "变动5项：新增1项、删除1项、牵头调整1项、配合增减2项、时限调整1项、内容修改1项、序号变动2项"
    assert table.subtitle.endswith(counts)
    notes = "\n".join(table.notes)
    assert "原：《青禾县2031年工作要点》（征求意见稿，4项任务）" in notes
    assert "现：《青禾县2031年工作要点》（正式稿，2031年3月12日，4项任务）" in notes
    assert "下划线" in notes


def test_notes_say_only_what_is_to_be_seen():
    assert "下划线" not in "".join(table_of(OLD, OLD[:-1]).notes)


def test_renumbering_can_be_left_out():
    table = table_of(only="content")
    assert "开齐音体美课程" not in rows(table)
    assert not any(isinstance(row, SectionRow) for row in table.rows)
    assert "变动4项" in table.subtitle


def test_a_unit_sees_what_changed_for_it_also_what_it_lost():
    assert set(rows(table_of(chosen=ItemFilter(units=("督学室",))))) == {"办结群众来信"}
    found = table_of(chosen=ItemFilter(units=("义教股",)))
    assert set(rows(found)) == {"建好校园图书角", "开齐音体美课程", "推进教师县管校聘"}
    assert "义教股" in found.subtitle


def test_a_chosen_part_of_the_plan_is_compared_alone():
    found = table_of(chosen=ItemFilter(sections=(5,)))
    assert set(rows(found)) == {"推进教师县管校聘"}


def test_splits_merges_and_moves_are_told():
    first, second = "每月公示一次食堂账目并接受家长监督", "家长每周轮流到校陪餐并当场填写意见"
    whole = item("1.", "管好校园每一餐", f"{first}。{second}。", ["校安股"])
    parts = (
        item("1.", "管好校园每一餐", f"{first}。", ["校安股"]),
        item("2.", "落实家长陪餐", f"{second}。", ["校安股"]),
    )
    assert rows(table_of((whole,), parts))["落实家长陪餐"].cells[5].text == "由原第1项“管好校园每一餐”拆出"
    assert rows(table_of(parts, (whole,)))["落实家长陪餐"].cells[5].text == "并入现第1项“管好校园每一餐”"
    moved = table_of(OLD, (OLD[0], OLD[1], OLD[3], OLD[2], OLD[4], OLD[5]))
    assert rows(moved)["开齐音体美课程"].cells[5].text == "由“一、安全工作”移至“二、队伍建设”"


def test_many_changes_of_one_text_are_told_in_part():
    body = "，".join(
        f"{number}{'甲' if place % 2 else '不变的话'}" for place, number in enumerate("一二三四五六七八九")
    )
    old = item("1.", "甲项任务", body)
    told = rows(table_of((old,), (replace(old, body=body.replace("甲", "乙")),)))["甲项任务"].cells[1].text
    assert told.split("\n")[1:] == [
        "原：二甲",
        "现：二乙",
        "原：四甲",
        "现：四乙",
        "原：六甲",
        "现：六乙",
        "另有1处修改",
    ]


def test_words_that_came_or_went_are_told_and_a_title_that_is_another():
    old = item("1.", "甲项任务", "按月公示账目，家长到校陪餐，接受督查。")
    new = item("1.", "甲类任务", "按月公示账目，接受督查，年终评议。")
    cells = rows(table_of((old,), (new,)))["甲类任务"].cells
    assert cells[5].text == "标题修改\n内容增加1处、删去1处"
    assert cells[1].text.split("\n")[1:] == ["原：甲项任务", "现：甲类任务", "删去：家长到校陪餐", "增加：年终评议"]


def test_the_plans_own_words_for_the_roles_are_used():
    subject = Subject(plan_of(*NEW, lead_word="牵头股室", partner_word="责任股室"), plan_of(*OLD))
    (table,) = build_document(subject, PrintRequest(report="comparison")).tables
    assert rows(table)["开齐音体美课程"].cells[3].text == "牵头：教研室\n责任：义教股"


def test_nothing_to_compare_is_told():
    with pytest.raises(UsageError, match="没有可以对照的旧版本"):
        build_document(Subject(plan_of(*NEW)), PrintRequest(report="comparison"))
    with pytest.raises(UsageError, match="没有变化"):
        table_of(OLD, OLD)
    with pytest.raises(UsageError, match="没有变化"):
        table_of(chosen=ItemFilter(units=("没有的股",)))


@pytest.mark.parametrize("profile", ["P1", "P2", "P4"])
def test_every_word_is_on_the_page(profile):
    subject = Subject(plan_of(*NEW), plan_of(*OLD))
    request = PrintRequest(report="comparison", profile=profile, bundled_fonts_only=True)
    (table,) = build_document(subject, request).tables
    text = "".join(page_texts(render_document(subject, request, "pdf").data))
    for row in rows(table).values():
        for cell in row.cells[1:]:
            for line in cell.text.split("\n"):
                assert line.replace(" ", "") in text


def test_workbook_and_word_file_are_written():
    for extension in ("xlsx", "docx"):
        assert render_document(Subject(plan_of(*NEW), plan_of(*OLD)), PrintRequest(report="comparison"), extension).data


def test_in_the_word_file_the_mark_behind_a_name_is_not_underlined():
    subject = Subject(plan_of(*NEW), plan_of(*OLD))
    data = render_document(subject, PrintRequest(report="comparison"), "docx").data
    (table,) = docx.Document(BytesIO(data)).tables
    found = [run.text for cell in table._cells for line in cell.paragraphs for run in line.runs if run.underline]
    assert {"校安股", "综合股", "义教股"} == set(found)

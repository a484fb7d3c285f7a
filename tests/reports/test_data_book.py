"""The data workbook: every word of a plan in a column of its own, counted as all other documents count."""

import re
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from planner.core.draft import Deadline, DraftAssignment, DraftNode, Person
from planner.core.errors import UsageError
from planner.core.filtering import ItemFilter
from planner.core.progress import ProgressEntry, Status
from planner.core.stopping import Stopped
from planner.core.vocabulary import NodeKind, Origin, Role
from planner.reports import catalog
from planner.reports.catalog import PrintRequest, Subject
from tests.builders import ALL_UNITS, FINANCE, GENERAL, SAFETY
from tests.reports.making import grouped, item, plan_of, reported, section

DAY = date(2031, 6, 30)
REQUEST = PrintRequest(report="data", as_of=DAY)
HEADS = (
    *("计划", "一级", "二级", "原序号", "序号", "标题", "全文", "目标", "措施", "牵头", "配合", "牵头领导", "责任人"),
    *("完成时限", "截止日", "状态", "进度%", "进展", "问题", "下一步", "备注", "id"),
)


def data_of(plan, request=REQUEST, *others):
    return catalog.render(Subject(plan, others=others), request, "xlsx").data


def book_of(plan, request=REQUEST, *others):
    return load_workbook(BytesIO(data_of(plan, request, *others)))


def records(sheet):
    """Return the rows of a sheet by their heads, None as empty text."""
    head, *rows = sheet.values
    return [dict(zip(head, ("" if value is None else value for value in row), strict=True)) for row in rows]


def items_of(plan, request=REQUEST, *others):
    return records(book_of(plan, request, *others).worksheets[0])


def step(number, title, *units, body="", parent=2, **more):
    node = DraftNode(0, parent, NodeKind.STEP, Origin.TEXT, 3, 0, number, title, body, assignments=units)
    return replace(node, **more)


def stepped(*steps):
    """Return a plan of one item with `steps`."""
    plan = plan_of(section(), item("1.", "办好食堂", "抓好以下工作。", ("综合股",), ("督学室",)), *steps)
    nodes = tuple(replace(node, parent_id=2) if node.kind is NodeKind.STEP else node for node in plan.nodes)
    return replace(plan, nodes=nodes)


def named(unit, role=Role.LEAD):
    return DraftAssignment(unit, unit, role)


def test_there_is_a_row_for_each_item_and_nothing_is_merged(plan):
    book = book_of(plan)
    assert book.sheetnames == ["任务", "任务与单位", "单位"]
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(HEADS)
    assert [row["id"] for row in records(sheet)] == [node.node_id for node in plan.items]
    assert [row["序号"] for row in records(sheet)] == list(range(1, len(plan.items) + 1))
    assert not any(one.merged_cells.ranges for one in book.worksheets)


def test_heads_stay_in_view_with_their_filter_and_the_id_is_hidden(plan):
    for sheet in book_of(plan).worksheets:
        assert sheet.freeze_panes == "D2"
        assert sheet.auto_filter.ref == sheet.dimensions
        heads = [cell.value for cell in sheet[1]]
        hidden = [cell.value for cell in sheet[1] if sheet.column_dimensions[cell.column_letter].hidden]
        assert hidden == [head for head in heads if head == "id"]


def test_what_an_item_says_stands_in_its_columns(plan):
    first, *_ = items_of(plan)
    assert first["计划"] == "青禾县教育体育局2031年工作要点"
    assert (first["一级"], first["二级"]) == ("一、办好家门口的学校", "")
    assert (first["原序号"], first["标题"]) == ("1", "补齐乡村学校的短板")
    assert first["全文"].startswith("补齐乡村学校的短板。年内新建2所村小食堂")
    assert first["目标"] == "新建2所村小食堂"
    assert (first["牵头"], first["配合"]) == ("义教股", f"{FINANCE}、{SAFETY}等")
    assert first["完成时限"] == "6月底前"
    (managed,) = (row for row in items_of(plan) if row["标题"] == "推进教师县管校聘")
    assert managed["目标"] == "秋季学期前交流教师不少于40人。"
    assert managed["牵头领导"] == "林向禾"
    assert "问题描述：部分乡镇学科教师不足" in managed["全文"]


def test_days_are_days_and_numbers_numbers(plan):
    sheet = book_of(reported(plan, "1.", ProgressEntry(1, date(2031, 5, 1), Status.GOING, 40))).worksheets[0]
    row = {head: sheet.cell(2, place) for place, head in enumerate(HEADS, 1)}
    assert row["截止日"].is_date
    assert row["截止日"].value == datetime(2031, 6, 30)
    assert row["截止日"].number_format == "yyyy-mm-dd"
    assert (row["进度%"].value, row["进度%"].data_type) == (40, "n")
    assert (row["序号"].value, row["序号"].data_type) == (1, "n")
    assert (row["原序号"].value, row["原序号"].data_type) == ("1", "s")
    undated = {head: sheet.cell(3, place).value for place, head in enumerate(HEADS, 1)}
    assert undated["截止日"] is None
    assert undated["进度%"] is None


def test_status_and_words_are_those_of_the_day(plan):
    entries = (
        ProgressEntry(1, date(2031, 4, 1), Status.GOING, 20, "已选址。", "缺经费。", "报批。"),
        ProgressEntry(2, date(2031, 6, 1), Status.GOING, 60, "主体完工。"),
        ProgressEntry(3, date(2031, 7, 1), Status.DONE, 100, "已投用。"),
    )
    told = reported(plan, "1.", *entries)

    def seen(day):
        row = items_of(told, replace(REQUEST, as_of=day))[0]
        return [row[head] for head in ("状态", "进度%", "进展", "问题", "下一步")]

    assert seen(date(2031, 3, 1)) == ["未启动", "", "", "", ""]
    assert seen(date(2031, 4, 1)) == ["推进中", 20, "已选址。", "缺经费。", "报批。"]
    assert seen(DAY) == ["推进中", 60, "主体完工。", "", ""], "a later report that names no problem has none"
    assert seen(date(2031, 7, 1))[:3] == ["已完成", 100, "已投用。"]


def test_steps_are_kept_with_all_they_name():
    plan = stepped(
        step("①", "查清证照", named("督学室"), named("校安股", Role.PARTNER), body="开学前逐校核对。"),
        step(
            "②", "公示账目",
            persons=(Person("责任人", "林向禾"),), deadlines=(Deadline("9月底前", None, date(2031, 9, 30), "day"),),
        ),
    )  # fmt: skip
    (row,) = items_of(plan)
    assert row["措施"].split("\n") == [
        "①查清证照。开学前逐校核对。（牵头：督学室；配合：校安股）",
        "②公示账目（责任人：林向禾；完成时限：9月底前）",
    ]


def test_a_unit_of_a_step_has_its_row_and_the_steps_that_name_it():
    plan = stepped(
        step("①", "查清证照", named("督学室"), named("校安股", Role.PARTNER)),
        step("②", "公示账目", named("校安股")),
    )
    found = {row["单位"]: (row["角色"], row["点名的措施"]) for row in records(book_of(plan).worksheets[1])}
    assert found == {
        "综合股": ("牵头", ""),
        "督学室": ("牵头", "①查清证照（牵头）"),
        "校安股": ("牵头", "①查清证照（配合）；②公示账目（牵头）"),
    }


def test_a_member_of_a_group_has_its_row_by_group(plan):
    plan = grouped(plan, ALL_UNITS, GENERAL, FINANCE)
    rows = [row for row in records(book_of(plan).worksheets[1]) if row["标题"] == "推进教师县管校聘"]
    assert {row["单位"]: (row["角色"], row["所在群组"]) for row in rows} == {
        "师资股": ("牵头", ""),
        FINANCE: ("配合", ""),
        GENERAL: ("配合", ALL_UNITS),
    }
    units = {row["单位"]: row for row in records(book_of(plan).worksheets[2])}
    assert units[GENERAL]["其中按群组"] == 1
    assert ALL_UNITS not in units


def test_the_report_of_a_partner_stands_in_its_row(plan):
    partner = next(found.unit for found in plan.items[0].partners)
    plan = reported(plan, "1.", ProgressEntry(1, DAY, None, None, "经费已列支。", unit_id=partner.unit_id))
    rows = records(book_of(plan).worksheets[1])
    assert [row["单位"] for row in rows if row["该单位进展"] == "经费已列支。"] == [partner.name]
    assert items_of(plan)[0]["进展"] == ""


def test_units_are_counted_with_the_states_of_what_they_lead(plan):
    plan = reported(plan, "1.", ProgressEntry(1, DAY, Status.DONE))
    (row,) = (row for row in records(book_of(plan).worksheets[2]) if row["单位"] == "义教股")
    assert (row["牵头"], row["配合"], row["合计"]) == (1, 1, 2)
    assert [row[head] for head in ("已完成", "推进中", "滞后", "未启动")] == [1, 0, 0, 0]


def test_headings_below_the_first_stand_in_the_second_column():
    plan = plan_of(section(), section("（一）", "乡村学校", 2), item("1.", "甲"), item("2.", "乙"))
    parents = {2: 1, 3: 2, 4: 2}
    plan = replace(plan, nodes=tuple(replace(n, parent_id=parents.get(n.node_id)) for n in plan.nodes))
    assert {(row["一级"], row["二级"]) for row in items_of(plan)} == {("一、办好学校", "（一）乡村学校")}


def test_rows_of_a_table_stand_under_its_heading(plan):
    rows = {row["标题"]: row["一级"] for row in items_of(plan)}
    assert rows["县一小扩建"] == "2031年重点项目分工表"


def test_a_filter_leaves_rows_out_and_keeps_their_numbers(plan):
    wanted = replace(REQUEST, chosen=ItemFilter(units=("师资股",)))
    book = book_of(plan, wanted)
    assert [row["标题"] for row in records(book.worksheets[0])] == ["推进教师县管校聘", "办好教师的关键小事"]
    assert [row["序号"] for row in records(book.worksheets[0])] == [5, 6]
    assert {row["标题"] for row in records(book.worksheets[1])} == {"推进教师县管校聘", "办好教师的关键小事"}
    with pytest.raises(UsageError):
        book_of(plan, replace(REQUEST, chosen=ItemFilter(units=("没有这个股",))))


def test_several_plans_stand_below_one_another():
    first = plan_of(item("1.", "甲", "", ("督学室",)), title="安澜县2031年工作要点")
    second = plan_of(item("1.", "乙", "", ("综合股",)), item("2.", "丙", "", ("督学室",)), title="安澜县2030年工作要点")
    book = book_of(first, REQUEST, second)
    assert [(row["计划"], row["标题"]) for row in records(book.worksheets[0])] == [
        ("安澜县2031年工作要点", "甲"),
        ("安澜县2030年工作要点", "乙"),
        ("安澜县2030年工作要点", "丙"),
    ]
    assert {row["单位"]: row["牵头"] for row in records(book.worksheets[2])} == {"督学室": 2, "综合股": 1}


def test_text_stays_text_whatever_it_begins_with():
    plan = plan_of(item("01.", "=1+1", "-3所学校\x07。", ("+股",)), item("3-1", "@甲"))
    first, second = book_of(plan).worksheets[0].iter_rows(min_row=2)
    cells = dict(zip(HEADS, first, strict=True))
    assert all(cells[head].data_type == "s" for head in ("原序号", "标题", "全文", "牵头"))
    assert [cells[head].value for head in ("原序号", "标题", "牵头")] == ["01", "=1+1", "+股"]
    assert cells["标题"].quotePrefix
    assert second[3].value == "3-1"
    assert not second[3].is_date


def test_it_is_the_same_file_each_time_and_names_nobody(plan):
    data = data_of(plan)
    assert data_of(plan) == data
    with ZipFile(BytesIO(data)) as book:
        core = book.read("docProps/core.xml").decode()
    assert re.findall("<dc:creator>(.*?)<", core) == ["planner"]
    assert "dcterms" not in core


def test_it_has_no_pages_and_says_so(plan):
    with pytest.raises(UsageError, match="没有可预览的页面"):
        catalog.build(Subject(plan), REQUEST)
    with pytest.raises(UsageError, match="pdf"):
        catalog.render(Subject(plan), REQUEST, "pdf")


def test_its_name_tells_the_day(plan):
    name = catalog.render(Subject(plan), REQUEST, "xlsx").file_name
    assert name.startswith("青禾县教育体育局2031年工作要点_数据表")
    assert "20310630" in name


def test_it_tells_how_far_it_is_and_stops_when_told(plan):
    heard = []
    catalog.render(Subject(plan), REQUEST, "xlsx", lambda done, count: heard.append((done, count)))
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert heard[-1][0] == heard[-1][1] > 0

    def stop(_done, _count):
        raise Stopped

    with pytest.raises(Stopped):
        catalog.render(Subject(plan), REQUEST, "xlsx", stop)

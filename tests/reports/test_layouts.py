"""The layouts of the responsibility table on every paper, its leaders, its title's word, and a part of a plan."""

from dataclasses import replace
from datetime import date

import pytest

from planner.core.draft import Deadline, Person
from planner.core.errors import UsageError
from planner.core.filtering import ItemFilter
from planner.core.progress import ProgressEntry, Status
from planner.core.vocabulary import NodeKind, Role
from planner.reports.catalog import PROFILES, PrintRequest
from planner.reports.layouts import LAYOUTS
from planner.reports.table import ItemRow
from tests.reports.bureau import bureau, node, plan, unit
from tests.reports.making import build, item, plan_of, section

LED = unit(1, "基教股", leader="林向禾")
FINANCE = unit(2, "财审股")
HEADED = Person("分管领导", "周明")


def texts(found):
    return [[cell.text for cell in row.cells] for row in found.rows if isinstance(row, ItemRow)]


def heads(found):
    return [column.head for column in found.columns]


def full(number, **more):
    """Return an item that has something for every column."""
    fields = (("存在问题", "甲。"), ("工作目标", "乙。"), ("工作措施", "丙。"), ("备注", "丁。"))
    due = (Deadline("年内"),)
    return item(number, "补齐短板", "新建食堂。", ["义教股"], ["财审股"], fields=fields, deadlines=due, **more)


@pytest.mark.parametrize(
    ("layout", "shown", "widths"),
    [
        (
            "领导",
            ["序号", "工作任务", "具体内容", "牵头领导", "牵头单位", "配合单位", "完成时限", "备注"],
            [14, 48, 138, 22, 38, 66, 30, 24],
        ),
        ("附件", ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"], [11, 110, 32, 50, 22]),
        ("竖版", ["序号", "工作任务", "牵头", "配合", "时限"], [10, 78, 24, 28, 16]),
    ],
)
def test_the_columns_are_those_of_the_design(layout, shown, widths):
    leader = (Person("牵头领导", "周明"),) if layout == "领导" else ()
    found = build(plan_of(section(), full("1.", persons=leader)), PrintRequest(layout=layout))
    assert heads(found) == shown
    assert [column.width for column in found.columns] == pytest.approx(widths)
    assert sum(widths) == PROFILES[LAYOUTS[layout].profile].frame_width == PROFILES[found.profile].frame_width


@pytest.mark.parametrize("profile", sorted(PROFILES))
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("size", [12.0, 9.0])
def test_every_layout_fills_every_paper(layout, profile, size):
    request = PrintRequest(layout=layout, profile=profile)
    found = build(bureau(), replace(request, page=replace(request.page, size=size)))
    assert sum(column.width for column in found.columns) == pytest.approx(PROFILES[profile].frame_width, abs=1e-9)
    assert all(column.width >= 9 for column in found.columns)


def test_a_wider_paper_gives_its_room_to_the_texts():
    narrow, wide = (build(bureau(), PrintRequest(profile=name)) for name in ("P1", "P4"))
    grown = [after.width / before.width for before, after in zip(narrow.columns, wide.columns, strict=True)]
    assert grown[1] == max(grown)
    assert all(share < 380 / 257 for share in [grown[0], *grown[2:]])


def test_leaders_are_those_of_the_plan_and_else_of_the_register():
    found = plan(
        [
            node(2, "1.", "甲", "", [LED], persons=(HEADED, Person("责任人", "何青"))),
            node(3, "2.", "乙", "", [LED, FINANCE]),
            node(4, "3.", "丙", "", [FINANCE]),
        ]
    )
    table = build(found, PrintRequest(layout="领导"))
    assert heads(table)[2:5] == ["分管领导", "责任人", "牵头单位"]
    assert [row[2:4] for row in texts(table)] == [["周明", "何青"], ["林向禾", ""], ["", ""]]
    assert table.notes == ("注：部分任务原文未写牵头领导，按单位名录中牵头单位的负责人填列。",)
    drawn = build(plan([node(2, "1.", "甲", "", [LED])]), PrintRequest(layout="领导"))
    assert heads(drawn)[2] == "牵头领导"
    assert texts(drawn)[0][2] == "林向禾"
    assert drawn.notes == ("注：原文未写牵头领导，按单位名录中牵头单位的负责人填列。",)
    told = build(plan([node(2, "1.", "甲", "", [LED], persons=(HEADED,))]), PrintRequest(layout="领导"))
    assert told.notes == ()
    assert "林向禾" not in str(texts(build(found, PrintRequest())))
    (remark,) = build(plan([node(2, "1.", "甲", "", [FINANCE])]), PrintRequest(layout="领导")).remarks
    assert "“牵头领导”一栏没有印出" in remark
    assert drawn.remarks == ()


def test_equal_leaders_below_each_other_are_joined_when_asked_for():
    persons = (HEADED,)
    nodes = [
        section(),
        item("1.", "甲", persons=persons),
        item("2.", "乙", persons=persons),
        item("3.", "丙", persons=(Person("分管领导", "何青"),)),
        section("二、", "建好队伍"),
        item("4.", "丁", persons=(Person("分管领导", "何青"),)),
        item("5.", "戊"),
        item("6.", "己"),
    ]
    found = build(plan_of(*nodes), PrintRequest(layout="领导", joined=True))
    place = heads(found).index("分管领导")
    rows = [row for row in found.rows if isinstance(row, ItemRow)]
    assert [row.cells[place].joined for row in rows] == [False, True, False, False, False, False]
    assert rows[1].cells[place].text == "周明"
    plain = build(plan_of(*nodes), PrintRequest(layout="领导"))
    assert not any(cell.joined for row in plain.rows if isinstance(row, ItemRow) for cell in row.cells)


def test_each_unit_may_stand_on_a_line_of_its_own():
    one = item("1.", "甲", "", ["义教股"], ["财审股", "校安股"], open_ended=True)
    assert texts(build(plan_of(one), PrintRequest(one_a_line=True)))[0][2:] == ["义教股", "财审股\n校安股等"]


@pytest.mark.parametrize(
    ("title", "word", "shown"),
    [
        ("2031年全县教育工作要点", "任务分工表", "2031年全县教育工作要点任务分工表"),
        ("青禾县安全工作方案", "任务分工表", "《青禾县安全工作方案》任务分工表"),
        ("2031年工作要点", "责任清单", "《2031年工作要点》责任清单"),
        ("2031年重点任务分工表", "责任清单", "2031年重点任务分工表"),
    ],
)
def test_the_word_of_the_title_is_the_bureaus(title, word, shown):
    found = build(plan_of(item("1.", "甲"), title=title), PrintRequest(word=word))
    assert found.title == shown
    assert found.sheet_name == word


def test_a_part_of_the_plan_says_so():
    done = (ProgressEntry(1, date(2031, 4, 1), Status.DONE),)
    found = plan([node(2, "1.", "甲", "", [LED]), node(3, "2.", "乙", "", [FINANCE], [LED], entries=done)])
    table = build(found, PrintRequest(chosen=ItemFilter(units=("基教股",), role=Role.LEAD)))
    assert [row[1] for row in texts(table)] == ["甲"]
    assert table.subtitle == "2031年3月12日　　仅列基教股牵头的任务　　共1项"
    dated = PrintRequest(chosen=ItemFilter(statuses=(Status.DONE,)), as_of=date(2031, 5, 1))
    table = build(found, dated)
    assert [row[:2] for row in texts(table)] == [["2", "乙"]]
    assert table.subtitle == "截至2031年5月1日　　仅列状态为已完成的任务　　共1项"
    with pytest.raises(UsageError, match="没有符合筛选条件的任务") as told:
        build(found, replace(dated, as_of=date(2031, 3, 31)))
    assert told.value.code == "NOTHING_TO_PRINT"


def test_the_years_of_a_range_part_over_two_lines():
    dated = item("1.", "甲", "", ["义教股"], deadlines=(Deadline("2031—2033年"),))
    found = build(plan_of(dated), PrintRequest(layout="竖版"))
    assert [part.text for part in found.rows[0].cells[-1].paragraphs[0]] == ["2031—", "2033年"]
    assert found.columns[-1].width < 22


def test_a_step_with_units_goes_with_its_item():
    step = NodeKind.STEP
    found = plan(
        [
            node(2, "1.", "甲", "", [LED]),
            node(3, "（1）", "甲一", "", [FINANCE], parent=2, kind=step),
            node(4, "2.", "乙", "", [FINANCE]),
            node(5, "（1）", "乙一", "", [LED], parent=4, kind=step),
        ]
    )
    assert [row[1] for row in texts(build(found, PrintRequest()))] == ["甲", "甲一", "乙", "乙一"]
    done = (ProgressEntry(1, date(2031, 4, 1), Status.DONE),)
    nodes = tuple(replace(one, entries=done) if one.node_id == 2 else one for one in found.nodes)
    request = PrintRequest(chosen=ItemFilter(statuses=(Status.DONE,)), as_of=date(2031, 5, 1))
    assert [row[1] for row in texts(build(replace(found, nodes=nodes), request))] == ["甲", "甲一"]


@pytest.mark.parametrize("profile", ["P1", "P2", "P3", "P5"])
def test_names_and_dates_leave_the_task_most_of_its_room(profile):
    units = [unit(place, f"青禾县第{place}职业教育中心") for place in range(1, 9)]
    due = (Deadline("2026年12月31日前总结验收"),)
    persons = (Person("责任人", "阿依努尔·买买提江"),)
    nodes = [node(20, "1.", "甲", "新建食堂。" * 9, units[:3], units[3:], deadlines=due, persons=persons)]
    found = build(plan(nodes), PrintRequest(layout="竖版", profile=profile))
    width = {column.head: column.width for column in found.columns}
    assert width["工作任务"] >= 0.72 * 60 / 156 * PROFILES[profile].frame_width - 0.1
    assert width["工作任务"] == max(width.values())
    assert width["时限"] >= 23


def test_a_role_that_the_head_says_is_not_said_again_beside_others():
    persons = (Person("牵头领导", "周明"), Person("责任人", "何青"))
    nodes = [node(2, "1.", "甲", "", [LED], persons=persons), node(3, "2.", "乙", "", [LED], persons=persons[1:])]
    table = build(plan(nodes), PrintRequest())
    assert heads(table)[2] == "责任人"
    assert [row[2] for row in texts(table)] == ["牵头领导：\n周明\n责任人：\n何青", "何青"]


@pytest.mark.parametrize("layout", ["五列", "领导", "竖版"])
def test_a_persons_name_is_whole_on_the_narrowest_paper(layout):
    persons = (Person("牵头领导", "周明远"), Person("责任人", "何青山"))
    nodes = [node(20, "1.", "甲", "新建食堂。" * 9, [LED], [FINANCE], persons=persons)]
    found = build(plan(nodes), PrintRequest(layout=layout, profile="P3"))
    assert all(column.width >= 15.8 for column in found.columns if "领导" in column.head or "责任人" in column.head)
    assert sum(column.width for column in found.columns) == pytest.approx(156)

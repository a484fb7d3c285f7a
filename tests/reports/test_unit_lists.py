"""The list of each unit: two tables, groups last, counts that a hand count confirms."""

from dataclasses import replace
from datetime import date

import pytest

from planner.core.draft import Deadline
from planner.core.errors import UsageError
from planner.core.filtering import ItemFilter
from planner.core.progress import ProgressEntry, Status
from planner.core.snapshot import snapshot_of_draft
from planner.core.vocabulary import NodeKind, Role, UnitKind
from planner.reports.catalog import PROFILES, PrintRequest, Subject, build, render
from planner.reports.table import ItemRow
from tests.builders import sample_draft
from tests.reports.bureau import FIXED, OPEN, bureau, counted, node, plan, unit
from tests.reports.making import page_texts

OFFICE = unit(1, "基教股", full_name="基础教育股")
FINANCE = unit(2, "财审股")
SAFETY = unit(3, "校安股")
GROUP = unit(4, "各股室", UnitKind.GROUP)


def lists(found, *others, **choices):
    return build(Subject(found, None, others), PrintRequest("unit-lists", **choices))


def of(document, name):
    """Return the tables of the unit with this bookmark."""
    tables, taken = [], False
    for table in document.tables:
        taken = table.outline == name if table.title else taken
        tables += [table] if taken else []
    return tables


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows if isinstance(row, ItemRow)]


def heads(table):
    return [column.head for column in table.columns]


def test_a_unit_has_what_it_leads_and_below_it_what_it_joins():
    due = (Deadline("2031年6月底前", ends_on=date(2031, 6, 30)),)
    found = plan(
        [
            node(2, "3.", "补齐短板", "新建食堂。", [OFFICE], [FINANCE, SAFETY], deadlines=due),
            node(3, "4.", "管好食堂", "查证照。", [SAFETY], [OFFICE]),
            node(4, "7.", "建好队伍", "交流教师。", [OFFICE]),
        ]
    )
    document = lists(found, contact="何青 0571-1234")
    lead, join = of(document, "基础教育股")
    assert lead.title == "基础教育股2031年工作任务清单"
    assert lead.subtitle == "（牵头2项、配合1项）　　《青禾县2031年工作要点》　　2031年3月12日"
    assert (lead.band, join.band) == ("一、牵头任务（2项）", "二、配合任务（1项）")
    assert heads(lead) == ["序号", "原序号", "工作任务", "配合单位", "完成时限", "完成情况"]
    assert heads(join) == ["序号", "原序号", "工作任务", "牵头单位", "完成时限", "完成情况"]
    assert rows(lead) == [
        ["1", "3", "补齐短板。新建食堂。", "财审股、校安股", "2031年6月底前", ""],
        ["2", "7", "建好队伍。交流教师。", "", "", ""],
    ]
    assert rows(join) == [["1", "4", "管好食堂。查证照。", "校安股", "", ""]]
    assert (lead.follows, join.follows, lead.afresh, join.afresh) == (False, True, True, False)
    assert lead.foot == ()
    signed, contact = join.foot
    assert signed.startswith("签收人：__")
    assert "签收日期：" in signed
    assert contact == "联系人/电话：何青 0571-1234"
    assert [table.title for table in document.tables if table.title] == [
        "基础教育股2031年工作任务清单",
        "财审股2031年工作任务清单",
        "校安股2031年工作任务清单",
    ]


def test_the_columns_are_those_of_the_design():
    due = (Deadline("6月底前", ends_on=date(2031, 6, 30)),)
    found = plan(
        [
            node(2, "1.", "补齐短板", "", [OFFICE], [FINANCE], deadlines=due),
            node(3, "2.", "管好食堂", "", [FINANCE], [OFFICE], deadlines=due),
        ]
    )
    lead, join = of(lists(found), "基础教育股")
    # 完成情况 stands on two lines, which takes a little from the task.
    assert [column.width for column in lead.columns] == pytest.approx([10, 14, 82, 30, 20, 14])
    assert [column.width for column in join.columns] == pytest.approx([10, 14, 84.5, 30, 20, 11.5])


def test_numbers_that_tell_no_items_apart_give_way_to_those_of_the_main_table():
    found = plan([node(2, "1.", "甲", "", [OFFICE]), node(3, "1.", "乙", "", [OFFICE], [FINANCE])])
    (lead,) = of(lists(found), "基础教育股")
    assert heads(lead)[1] == "总表序号"
    assert [row[1] for row in rows(lead)] == ["1", "2"]


def test_what_comes_through_a_group_says_so_and_stands_last():
    found = plan(
        [
            node(2, "1.", "甲", "做好。", [FINANCE], [GROUP]),
            node(3, "2.", "乙", "", [FINANCE], [OFFICE]),
            node(4, "3.", "丙", "", [GROUP]),
        ],
        groups=((4, (OFFICE, SAFETY)),),
    )
    document = lists(found)
    lead, join = of(document, "基础教育股")
    assert [row[1:3] for row in rows(lead)] == [["3", "丙（各股室）"]]
    assert [row[1:3] for row in rows(join)] == [["2", "乙"], ["1", "甲（各股室）。做好。"]]
    marked = join.rows[1].cells[2].paragraphs[0]
    assert [part.text for part in marked if part.grey] == ["（各股室）"]
    assert not any(table.outline == "各股室" for table in document.tables)
    assert document.remarks == ()


def test_a_group_without_members_has_a_list_of_its_own_and_a_remark():
    found = plan([node(2, "1.", "甲", "", [FINANCE], [GROUP])], register=(OFFICE, FINANCE, GROUP))
    document = lists(found)
    assert rows(of(document, "各股室")[0]) == [["1", "1", "甲", "财审股", ""]]
    idle, group = document.remarks
    assert idle == "没有任务、未列清单的单位：基教股。"
    assert group.startswith("“各股室”的成员还没有确定")


def test_who_leads_beside_the_unit_is_said():
    found = plan([node(2, "1.", "甲", "", [OFFICE, FINANCE], [SAFETY])])
    (lead,) = of(lists(found), "财审股")
    assert rows(lead)[0][3] == "校安股\n共同牵头：基教股"
    join = of(lists(found), "校安股")[0]
    assert rows(join)[0][3] == "基教股、财审股"
    assert rows(of(lists(found, one_a_line=True), "校安股")[0])[0][3] == "基教股\n财审股"


def test_a_unit_named_for_a_step_gets_the_step():
    step = node(3, "（1）", "晒账目", "每周公开。", [FINANCE], [SAFETY], parent=2, kind=NodeKind.STEP)
    other = node(4, "（2）", "查证照", "", [SAFETY], parent=2, kind=NodeKind.STEP)
    found = plan([node(2, "1.", "管好食堂", "重点是：", [OFFICE]), step, other])
    (lead,) = of(lists(found), "财审股")
    assert rows(lead)[0][2:4] == [
        "管好食堂\n（1）晒账目。每周公开。（牵头：财审股；配合：校安股）",
        "校安股\n任务牵头：基教股",
    ]
    (whole,) = of(lists(found), "基础教育股")
    assert "（1）晒账目。每周公开。（牵头：财审股；配合：校安股）" in rows(whole)[0][2]
    assert "（2）查证照（牵头：校安股）" in rows(whole)[0][2]


def test_only_what_is_done_is_filled_in():
    done = (ProgressEntry(1, date(2031, 4, 1), Status.DONE),)
    going = (ProgressEntry(2, date(2031, 4, 1), Status.GOING),)
    found = plan([node(2, "1.", "甲", "", [OFFICE], entries=done), node(3, "2.", "乙", "", [OFFICE], entries=going)])
    assert [row[-1] for row in rows(lists(found, as_of=date(2031, 5, 1)).tables[0])] == ["完成", ""]
    assert [row[-1] for row in rows(lists(found, as_of=date(2031, 3, 1)).tables[0])] == ["", ""]
    assert lists(found, as_of=date(2031, 5, 1)).tables[0].subtitle.endswith("截至2031年5月1日")


@pytest.mark.parametrize("seed", range(4))
def test_the_counts_are_those_of_a_hand_count(seed):
    found = bureau(seed=seed)
    by_hand = counted(found)
    document = lists(found)
    shown = {}
    for table in document.tables:
        name = table.sheet_name
        leads, joins = shown.get(name, (0, 0))
        number = len(rows(table))
        assert f"（{number}项）" in table.band
        shown[name] = (leads + number, joins) if "牵头任务" in table.band else (leads, joins + number)
        if table.title:
            assert f"（牵头{by_hand[name][0]}项、配合{by_hand[name][1]}项）" in table.subtitle
    assert shown == by_hand
    assert FIXED not in shown
    assert OPEN in shown
    order = [table.sheet_name for table in document.tables if table.title]
    assert order == [one.name for one in found.register if one.name in shown]


def test_several_plans_are_parts_of_one_list():
    first = plan([node(2, "1.", "甲", "", [OFFICE], [FINANCE])])
    second = plan([node(2, "1.", "乙", "", [FINANCE], [OFFICE])], title="青禾县安全方案", plan_id=2, years=(2032,))
    lead, join = of(lists(first, second), "基础教育股")
    assert lead.title == "基础教育股2031—2032年工作任务清单"
    assert lead.subtitle == "（牵头1项、配合1项）　　2份计划"
    assert [lead.band, join.band] == [
        "一、《青禾县2031年工作要点》牵头任务（1项）",
        "二、《青禾县安全方案》配合任务（1项）",
    ]
    assert join.follows


def test_the_chosen_units_and_items_alone_are_printed():
    found = plan(
        [node(2, "1.", "甲", "", [OFFICE], [FINANCE]), node(3, "2.", "乙", "", [SAFETY])],
        register=(OFFICE, FINANCE, SAFETY, unit(9, "督学室")),
    )
    document = lists(found, units=("财审股", "督学室"))
    assert [table.sheet_name for table in document.tables] == ["财审股"]
    assert document.remarks == ("没有任务、未列清单的单位：督学室。",)
    part = lists(found, chosen=ItemFilter(units=("财审股",), role=Role.PARTNER))
    assert [table.sheet_name for table in part.tables] == ["基教股", "财审股"]
    assert "仅列财审股配合的任务" in part.tables[0].subtitle
    with pytest.raises(UsageError, match="没有叫“教研室”的单位"):
        lists(found, units=("教研室",))
    with pytest.raises(UsageError, match="督学室没有要打印的任务"):
        lists(found, units=("督学室",))


def test_a_plan_without_units_is_told():
    with pytest.raises(UsageError, match="还没有落实单位"):
        lists(plan([node(2, "1.", "甲")]))
    with pytest.raises(UsageError, match="没有任务"):
        lists(plan([]))


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_a_list_fills_any_paper(profile):
    for table in lists(bureau(), profile=profile).tables:
        assert sum(column.width for column in table.columns) == pytest.approx(PROFILES[profile].frame_width, abs=1e-6)
        assert all(column.width >= 8 for column in table.columns)


def test_every_unit_begins_a_page_with_the_number_one():
    found = snapshot_of_draft(sample_draft())
    document = lists(found)
    pages = page_texts(render(Subject(found), PrintRequest("unit-lists", bundled_fonts_only=True), "pdf").data)
    firsts = [page for page in pages if "工作任务清单" in page]
    assert len(firsts) == sum(bool(table.title) for table in document.tables)
    assert all("第1页" in page for page in firsts)
    printed = "".join(pages)
    for table in document.tables:
        for row in table.rows:
            assert "".join(row.cells[2].text.split()) in printed.replace("（续）", "") or len(row.cells[2].text) > 60


def test_the_name_of_a_unit_may_be_long():
    long = unit(1, "校园安全" * 15)
    found = replace(plan([node(2, "1.", "甲", "", [long])]))
    assert lists(found).tables[0].title == f"{'校园安全' * 15}2031年工作任务清单"


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("青禾一中2031—2032学年度第一学期工作计划", "2031—2032学年度第一学期"),
        ("青禾一中2031年 秋季学期工作计划", "2031年秋季学期"),
        ("青禾县2031—2033年行动计划", "2031—2033年"),
    ],
)
def test_a_list_is_for_the_term_that_the_plan_is_for(title, period):
    years = tuple(range(2031, 2034 if "2033" in title else 2033 if "2032" in title else 2032))
    found = lists(plan([node(2, "1.", "甲", "", [OFFICE])], title=title, years=years))
    assert found.tables[0].title == f"基础教育股{period}工作任务清单"

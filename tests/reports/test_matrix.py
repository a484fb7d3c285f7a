"""The matrix: a sign for each part, totals that a hand count confirms, bands that repeat all rows."""

from dataclasses import replace

import pytest

from planner.core.errors import UsageError
from planner.core.filtering import ItemFilter
from planner.core.vocabulary import Role, UnitKind
from planner.reports.catalog import PROFILES, PrintRequest, Subject, build, render
from planner.reports.table import ItemRow, SectionRow
from tests.reports.bureau import bureau, counted, node, plan, unit
from tests.reports.making import page_texts

OFFICE, FINANCE, SAFETY = unit(1, "基教股"), unit(2, "财审股"), unit(3, "校安股")
GROUP = unit(4, "各股室", UnitKind.GROUP)


def matrix(found, **choices):
    return build(Subject(found), PrintRequest("matrix", **choices))


def texts(table):
    return [[cell.text for cell in row.cells] for row in table.rows if isinstance(row, ItemRow)]


def small(**more):
    items = [
        node(2, "1.", "补齐短板", "新建食堂。", [OFFICE], [FINANCE]),
        node(3, "2.", "管好食堂", "", [FINANCE], [GROUP]),
        node(4, "3.", "建好队伍", "", [GROUP]),
    ]
    return plan(items, groups=((4, (OFFICE, SAFETY)),), **more)


def test_signs_say_who_leads_who_joins_and_who_comes_by_a_group():
    (table,) = matrix(small()).tables
    assert table.title == "《青禾县2031年工作要点》责任矩阵"
    assert table.rows[0] == SectionRow("一、办好学校", 1)
    assert [column.head for column in table.columns] == ["序号", "工作任务", "基教股", "财审股", "校安股", "合计"]
    assert [column.upright for column in table.columns] == [False, False, True, True, True, True]
    assert texts(table) == [
        ["1", "补齐短板", "●", "○", "", "2"],
        ["2", "管好食堂", "△", "●", "△", "3"],
        ["3", "建好队伍", "△", "", "△", "2"],
        ["牵头合计", "", "2", "1", "1", "4"],
        ["配合合计", "", "1", "1", "1", "3"],
    ]
    assert [row.is_total for row in table.rows[-2:]] == [True, True]
    assert table.rows[-1].cells[0].span == 2
    assert table.legend == ("注：●为牵头单位，○为配合单位，△为按群组涉及的单位。",)
    assert table.notes == ("第3项的△为牵头，计入牵头合计；其余的计入配合合计。",)


def test_words_may_stand_for_the_signs():
    (table,) = matrix(small(), in_words=True).tables
    assert texts(table)[0][2:4] == ["牵", "配"]
    assert texts(table)[2][2] == "牵"
    assert table.rows[3].cells[2].paragraphs[0][0].grey
    assert "灰色" in table.legend[0]
    assert table.notes == ()


def test_units_without_a_task_are_named_and_open_groups_told():
    register = (OFFICE, FINANCE, SAFETY, unit(8, "督学室"), unit(9, "老办", is_retired=True), GROUP)
    (table,) = matrix(small(register=register)).tables
    assert table.notes[-1] == "没有任务、未列入本表的单位：督学室。"
    open_group = plan([node(2, "1.", "甲", "", [OFFICE], [GROUP])])
    (table,) = matrix(open_group).tables
    assert [column.head for column in table.columns[2:-1]] == ["基教股", "各股室"]
    assert "“各股室”的成员还没有确定" in table.remarks[0]


@pytest.mark.parametrize("profile", ["P1", "P4", "P5"])
@pytest.mark.parametrize("count", [1, 16, 27, 40, 100])
def test_the_totals_are_those_of_a_hand_count_and_the_widths_fill_the_sheet(profile, count):
    found = bureau(count, 40, seed=count)
    by_hand = counted(found)
    document = matrix(found, profile=profile)
    shown = {}
    for table in document.tables:
        assert sum(column.width for column in table.columns) == pytest.approx(PROFILES[profile].frame_width, abs=1e-9)
        units = list(table.columns[2:-1])
        assert all(10 <= column.width <= 14 for column in units)
        *items, leads, joins = texts(table)
        assert [row[:2] for row in items] == [[str(n), f"推进第{n}项工作"] for n in range(1, 41)]
        for place, column in enumerate(units, 2):
            shown[column.head] = (int(leads[place]), int(joins[place]))
            signs = [row[place] for row in items if row[place]]
            assert len(signs) == sum(shown[column.head])
        assert [int(leads[-1]), int(joins[-1])] == [sum(one[at] for one in by_hand.values()) for at in (0, 1)]
        assert sum(int(row[-1]) for row in items) == sum(map(sum, by_hand.values()))
    assert shown == by_hand


@pytest.mark.parametrize(("profile", "most"), [("P4", 27), ("P1", 16)])
def test_more_units_than_a_sheet_has_room_for_stand_in_bands(profile, most):
    tables = matrix(bureau(100, 200, seed=3), profile=profile).tables
    units = sum(len(table.columns) - 3 for table in tables)
    assert len(tables) == -(-units // most)
    assert all(len(table.columns) - 3 <= most for table in tables)
    title = "《青禾县2031年工作要点》责任矩阵"
    count = len(tables)
    assert [table.title for table in tables] == [
        title,
        *(f"{title}（续表{place}，共{count}）" for place in range(2, count + 1)),
    ]
    assert len({table.sheet_name for table in tables}) == count
    assert "含各续表" in tables[1].legend[0]


def test_the_columns_of_the_full_sheet_are_those_of_the_design():
    units = [unit(place, f"第{place}股") for place in range(1, 28)]
    (full,) = matrix(plan([node(2, "1.", "甲", "", units)])).tables
    assert [column.width for column in full.columns] == pytest.approx([12, 88, *[10] * 27, 10])
    (full,) = matrix(plan([node(2, "1.", "甲", "", units[:16])]), profile="P1").tables
    assert [column.width for column in full.columns] == pytest.approx([12, 75, *[10] * 16, 10])
    (long,) = matrix(plan([node(2, "1.", "推进" * 40, "", units[:20])])).tables
    assert [column.width for column in long.columns] == pytest.approx([12, 380 - 12 - 210, *[10] * 20, 10])


def test_where_few_pages_are_wanted_the_columns_get_as_narrow_as_their_heads():
    units = [unit(place, f"第{place}股") for place in range(1, 37)]
    found = plan([node(2, "1.", "甲", "", units)])
    assert len(matrix(found).tables) == 2
    (table,) = matrix(found, fit=1).tables
    assert sum(column.width for column in table.columns) == pytest.approx(380)
    assert all(7 < column.width < 10 for column in table.columns[2:-1])
    (few,) = matrix(plan([node(2, "1.", "甲", "", units[:8])]), fit=1).tables
    assert all(column.width >= 10 for column in few.columns[2:-1])  # nothing is narrow without need


def test_what_is_filtered_is_counted_alone():
    (table,) = matrix(small(), chosen=ItemFilter(units=("财审股",), role=Role.LEAD)).tables
    assert texts(table)[0][:2] == ["2", "管好食堂"]
    assert "仅列财审股牵头的任务" in table.subtitle
    assert "共1项、3个单位" in table.subtitle


def test_a_plan_without_units_is_told():
    with pytest.raises(UsageError, match="还没有落实单位"):
        matrix(plan([node(2, "1.", "甲")]))


def test_the_pages_show_rows_totals_and_the_meaning_of_the_signs():
    found = bureau(30, 60, seed=5)
    pages = page_texts(render(Subject(found), PrintRequest("matrix", bundled_fonts_only=True), "pdf").data)
    assert all("为牵头单位" in page for page in pages)
    assert sum("牵头合计" in page for page in pages) == 2
    for number in range(1, 61):
        assert sum(f"推进第{number}项工作" in page for page in pages) == 2


def test_a_name_of_sixty_characters_is_no_trouble():
    long = replace(OFFICE, name="校园及周边安全综合治理" * 6)
    found = plan([node(2, "1.", "甲", "", [long], [FINANCE])])
    assert render(Subject(found), PrintRequest("matrix", bundled_fonts_only=True), "pdf").page_count == 1

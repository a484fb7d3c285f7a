"""Tables from the cells a reader gives: heads, sections, merged cells, what stands around them, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.core.draft import DraftNode, DraftPlan
from planner.core.errors import InputError
from planner.core.vocabulary import NodeKind, Origin, Role
from planner.importing import ImportOptions, parse, read_text
from planner.importing.column_choice import table_choices
from planner.importing.document import Block, Document, Grid, GridCell, Paragraph, Remark, SourceDocument, render
from planner.importing.faults import FAULTS
from tests.importing.plans.labels import lossless_problems

Merges = dict[tuple[int, int], tuple[int, int]]


def grid(rows: str, merges: Merges | None = None) -> Grid:
    """A grid of lines with | between the cells and / for a line's end in a cell; `merges` gives rows and columns."""
    merges = merges or {}
    covered = {
        (row + down, column + right)
        for (row, column), (rows_down, columns_right) in merges.items()
        for down in range(rows_down)
        for right in range(columns_right)
        if down or right
    }
    cells = []
    for row, line in enumerate(rows.strip("\n").split("\n")):
        for column, words in enumerate(line.split("|")):
            if (row, column) not in covered and (words.strip() or (row, column) in merges):
                spans = merges.get((row, column), (1, 1))
                cells.append(GridCell(row, column, words.strip().replace("/", "\n"), *spans))
    return Grid(tuple(cells))


def document(*blocks: Block | str, remarks: tuple[Remark, ...] = ()) -> SourceDocument:
    given = tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks)
    return render(Document("docx", given, remarks), "计划.docx", "0" * 64)


def plan_of(*blocks: Block | str, options: ImportOptions = ImportOptions()) -> DraftPlan:
    plan = parse(document(*blocks), options)
    assert list(lossless_problems(plan, plan.source.text)) == []
    return plan


def shown(node: DraftNode) -> str:
    """A node in one line: its level, number and title, then leads > partners."""
    names = {
        role: "、".join(found.as_written for found in node.assignments if found.role is role)
        for role in (Role.LEAD, Role.PARTNER)
    }
    units = f" [{names[Role.LEAD]}>{names[Role.PARTNER]}]" if node.assignments else ""
    return f"{node.level} {node.number}{node.title}{units}"


def tree(plan: DraftPlan) -> list[str]:
    return [shown(node) for node in plan.nodes]


LEDGER = """
安澜县教育局2026年重点工作责任分解表|||||
填报单位：安澜县教育局|||2026年3月||
序号|重点任务|责任单位||完成时限|备注
||牵头单位|配合单位||
一、基础教育|||||
1|修好操场。先查后修，年底前完工。|基建科|财务科/体卫艺科|12月底前|
2|开足体育课。|体卫艺科|无|长期坚持|重点
二、教师队伍|||||
3|招聘教师。|人事科|编办、财务科|8月底前|
4|培训教师。||各学校||
合计|4项||||
备注：本表由办公室负责解释。|||||
"""
LEDGER_MERGES: Merges = {
    (0, 0): (1, 6),
    (2, 2): (1, 2),
    (2, 0): (2, 1),
    (2, 1): (2, 1),
    (2, 4): (2, 1),
    (2, 5): (2, 1),
    (4, 0): (1, 6),
    (7, 0): (1, 6),
    (8, 2): (2, 1),
    (8, 4): (2, 1),
}
LEDGER_TREE = [
    "1 一、基础教育",
    "2 1修好操场 [基建科>财务科、体卫艺科]",
    "2 2开足体育课 [体卫艺科>]",
    "1 二、教师队伍",
    "2 3招聘教师 [人事科>编办、财务科]",
    "2 4培训教师 [人事科>各学校]",
]


def test_a_ledger_with_two_rows_of_heads_sections_and_merged_cells() -> None:
    plan = plan_of(grid(LEDGER, LEDGER_MERGES))
    assert tree(plan) == LEDGER_TREE
    assert plan.head.title == "安澜县教育局2026年重点工作责任分解表"
    assert (plan.lead_word, plan.partner_word) == ("牵头单位", "配合单位")
    first, last = plan.nodes[1], plan.nodes[5]
    assert first.body == "先查后修，年底前完工。"
    assert [found.text for found in last.deadlines] == ["8月底前"]
    assert {node.origin for node in plan.nodes} == {Origin.TABLE}
    assert [left.reason for left in plan.leftovers] == ["合计行", "表下说明"]
    assert plan.preamble == plan.closing == ""


TABLE = grid("序号|任务|牵头单位|配合单位\n1|修好操场。先查后修。|基建科|财务科\n2|开足课程。|体卫艺科|各学校、/教研室")
TABLE_TREE = ["1 1修好操场 [基建科>财务科]", "1 2开足课程 [体卫艺科>各学校、教研室]"]


def as_tabs(given: Grid) -> str:
    rows: dict[int, list[str]] = {}
    for cell in given.cells:
        words = f'"{cell.text}"' if "\n" in cell.text else cell.text
        row = rows.setdefault(cell.row, [])
        row += [""] * (cell.column - len(row)) + [words]
    return "\n".join("\t".join(row) for row in rows.values())


@pytest.mark.parametrize(
    "pasted",
    [as_tabs(TABLE), as_tabs(TABLE).replace('"', "").replace("、\n", "、").replace("\t", " | ")],
    ids=["tabs", "pipes"],
)
def test_a_table_pasted_as_text_gives_the_same_tree(pasted: str) -> None:
    assert tree(parse(read_text(pasted))) == tree(plan_of(TABLE)) == TABLE_TREE


def test_tables_stand_under_the_headings_above_them() -> None:
    rows = "序号|任务|责任单位\n{0}|修好操场|基建科\n{1}|开足课程|体卫艺科、各学校"
    plan = plan_of(
        "安澜县教育局2026年工作要点",
        "一、基础教育",
        grid(rows.format(1, 2)),
        "二、教师队伍",
        grid(rows.format(3, 4)),
        "三、工作要求",
        "各单位要抓好落实。",
    )
    assert tree(plan) == [
        "1 一、基础教育",
        "2 1修好操场 [基建科>]",
        "2 2开足课程 [体卫艺科>各学校]",
        "1 二、教师队伍",
        "2 3修好操场 [基建科>]",
        "2 4开足课程 [体卫艺科>各学校]",
        "1 三、工作要求",
    ]
    assert plan.nodes[0].kind is NodeKind.SECTION
    assert "LEAD_BY_POSITION" in {fault.code for fault in plan.faults}


NUMBERED = (
    "一、|基础教育\n"
    "1|修好操场。先查后修。（基建科）\n"
    "2|开足课程。/（1）体育课。/（2）美术课。\n"
    "二、|教师队伍\n"
    "3|配好教师。（人事科）"
)


@pytest.mark.parametrize(
    "rows",
    [
        NUMBERED,
        NUMBERED.replace("一、|", "一、")
        .replace("二、|", "二、")
        .replace("1|", "1.")
        .replace("2|", "2.")
        .replace("3|", "3."),
        "序号|工作内容\n" + NUMBERED,
    ],
    ids=["number and text", "one column", "with a head"],
)
def test_a_plan_laid_out_in_cells_is_read_as_text(rows: str) -> None:
    plan = plan_of("安澜县教育局2026年工作要点", grid(rows))
    assert [shown(node).replace(".", "") for node in plan.nodes] == [
        "1 一、基础教育",
        "2 1修好操场 [基建科>]",
        "2 2开足课程",
        "3 （1）体育课",
        "3 （2）美术课",
        "1 二、教师队伍",
        "2 3配好教师 [人事科>]",
    ]
    assert plan.head.title == "安澜县教育局2026年工作要点"


def test_two_pairs_of_columns_are_all_assignments() -> None:
    rows = (
        "序号|任务|市级||局内|\n"
        "||牵头单位|配合单位|牵头科室|配合科室\n"
        "1|建设教育大脑|市教育局|市数据局|信息化科|/\n"
        "2|推广课程|市教育局|无|基教科|教科院"
    )
    plan = plan_of(grid(rows, {(0, 2): (1, 2), (0, 4): (1, 2), (0, 0): (2, 1), (0, 1): (2, 1)}))
    assert tree(plan) == ["1 1建设教育大脑 [市教育局、信息化科>市数据局]", "1 2推广课程 [市教育局、基教科>教科院]"]
    assert "TWO_ROLE_PAIRS" in {fault.code for fault in plan.faults}


def test_rows_of_one_item_with_texts_and_units_of_their_own_are_its_steps() -> None:
    rows = (
        "序号|任务|工作措施|责任科室\n"
        "1|改善条件|修好操场|基建科\n"
        "|||\n"
        "|| 更新课桌|装备站\n"
        "2|提高质量|开足课程。|教研室\n"
        "||培训教师。|"
    )
    rows = rows.replace("|||\n", "")
    plan = plan_of(grid(rows, {(1, 0): (2, 1), (1, 1): (2, 1), (3, 0): (2, 1), (3, 1): (2, 1), (3, 3): (2, 1)}))
    assert tree(plan) == ["1 1改善条件 [基建科、装备站>]", "2 修好操场", "2 更新课桌", "1 2提高质量 [教研室>]"]
    assert [(found.label, found.text) for node in plan.nodes[1:3] for found in node.fields] == [
        ("责任科室", "基建科"),
        ("责任科室", "装备站"),
    ]
    assert [(found.label, found.text) for found in plan.nodes[3].fields] == [("工作措施", "开足课程。\n培训教师。")]


def test_rows_that_differ_in_units_alone_are_one_item_with_all_of_them() -> None:
    rows = "序号|任务|牵头单位|配合单位\n1|改善条件|基建科|财务科\n||装备站|体卫艺科\n2|提高质量|教研室|各学校"
    plan = plan_of(grid(rows, {(1, 0): (2, 1), (1, 1): (2, 1)}))
    assert tree(plan) == ["1 1改善条件 [基建科、装备站>财务科、体卫艺科]", "1 2提高质量 [教研室>各学校]"]


@pytest.mark.parametrize("merges", [{(1, 1): (2, 1)}, {}], ids=["merged", "left empty"])
def test_a_task_over_rows_with_numbers_of_their_own_is_a_class(merges: Merges) -> None:
    rows = (
        "序号|工作任务|具体内容|责任单位\n1|基础教育|修好操场|基建科\n2||开足课程|体卫艺科\n3|教师队伍|配好教师|人事科"
    )
    assert tree(plan_of(grid(rows, merges))) == [
        "1 基础教育",
        "2 1修好操场 [基建科>]",
        "2 2开足课程 [体卫艺科>]",
        "1 教师队伍",
        "2 3配好教师 [人事科>]",
    ]


def test_numbers_of_sections_may_stand_in_the_number_column() -> None:
    rows = (
        "序号|任务|责任单位|备注\n"
        "一|基础教育||\n"
        "（一）|办学条件||\n"
        "1|修好操场|基建科|\n"
        "二|教师队伍||\n"
        "2|配好教师|人事科|"
    )
    assert tree(plan_of(grid(rows))) == [
        "1 一基础教育",
        "2 （一）办学条件",
        "3 1修好操场 [基建科>]",
        "1 二教师队伍",
        "2 2配好教师 [人事科>]",
    ]


def test_a_cell_with_points_has_steps_and_a_number_in_the_task_is_its_number() -> None:
    rows = "任务|责任单位\n1.加强管理：/（1）配齐保安；/（2）安装监控。|安全科\n2.开展演练，每学/期两次。|各学校"
    plan = plan_of(grid(rows))
    assert tree(plan) == [
        "1 1.加强管理 [安全科>]",
        "2 （1）配齐保安",
        "2 （2）安装监控",
        "1 2.开展演练，每学期两次 [各学校>]",
    ]


def test_persons_telephones_and_heads_with_brackets() -> None:
    rows = (
        "序号|工作任务|牵头领导|责任科室（单位）|责任人及电话|时限要求|完成情况\n"
        "1|修好操场|李 明|基建科|张三 13900000000|8月底前|已开工"
    )
    node = plan_of(grid(rows)).nodes[0]
    assert [found.name for found in node.persons] == ["李明", "张三"]
    assert [found.as_written for found in node.assignments] == ["基建科"]
    assert [(found.label, found.text) for found in node.fields][-1] == ("完成情况", "已开工")
    assert any("13900000000" in found.text for found in node.fields)


def test_persons_beside_units_in_one_column_are_no_units() -> None:
    plan = plan_of(grid("序号|任务|责任单位及责任人\n1|修好操场|基建科/周平\n2|开足课程|体卫艺科 何敏"))
    assert tree(plan) == ["1 1修好操场 [基建科>]", "1 2开足课程 [体卫艺科>]"]
    assert [person.name for node in plan.nodes for person in node.persons] == ["周平", "何敏"]
    assert [node.fields[0].text for node in plan.nodes] == ["基建科\n周平", "体卫艺科何敏"]


def test_the_second_table_of_a_sheet_is_a_table_of_its_own() -> None:
    rows = (
        "2026年重点任务表|||\n"
        "序号|任务|牵头科室|配合科室\n"
        "1|修好操场|基建科|财务科\n"
        "2026年民生实事清单|||\n"
        "序号|民生实事|责任单位|完成时限\n"
        "1|建食堂|后勤中心|8月底"
    )
    plan = plan_of(grid(rows, {(0, 0): (1, 4), (3, 0): (1, 4)}))
    assert tree(plan) == ["1 1修好操场 [基建科>财务科]", "1 2026年民生实事清单", "2 1建食堂 [后勤中心>]"]
    assert [table.columns[1] for table in plan.tables] == ["任务", "民生实事"]


@pytest.mark.parametrize(
    "rows",
    [
        "序号|项目|单位|金额（万元）\n1|操场维修|所|120.5\n2|课桌更新|套|300\n|合计||420.5",
        "序号|学校名称|联系人\n1|安澜县第一中学|周平\n2|安澜县第二小学|何敏\n3|安澜县实验幼儿园|陈立",
        "序号|单位|联系人|联系电话\n"
        "1|安澜县第一中学|周平|13900000000\n"
        "2|安澜县第二小学|何敏|13900000001\n"
        "3|安澜县幼儿园|陈立|13900000002",
        "指标|2025年|2026年\n入园率|90%|92%\n巩固率|98%|99%",
    ],
    ids=["budget", "schools", "telephones", "indicators"],
)
def test_a_table_that_hands_out_no_work_is_kept_whole_beside_the_plan(rows: str) -> None:
    plan = plan_of("一、主要任务", "1.修好操场。（基建科）", "2.开足课程。（体卫艺科）", grid(rows))
    assert tree(plan) == ["1 一、主要任务", "2 1.修好操场 [基建科>]", "2 2.开足课程 [体卫艺科>]"]
    assert [left.reason for left in plan.leftovers] == ["未读懂的表格"]
    assert "TABLE_UNREAD" in {fault.code for fault in plan.faults}


def test_units_with_their_duties_beside_them_need_no_head() -> None:
    rows = "基建科|修好校舍，排查隐患。\n安全科|组织演练。每月检查。\n财务科|保障经费。"
    plan = plan_of("安澜县教育局2026年防汛分工", grid(rows))
    assert tree(plan) == ["1 修好校舍，排查隐患 [基建科>]", "1 组织演练 [安全科>]", "1 保障经费 [财务科>]"]


def test_rows_whose_numbers_or_units_are_odd_are_doubted() -> None:
    rows = "序号|任务|责任单位\n" + "\n".join(f"{n}|做好第{n}件事|{unit}" for n, unit in ROWS)
    plan = plan_of(grid(rows))
    codes = {fault.code: fault for fault in plan.faults}
    assert codes["NUMBER_WRONG"].proposal == "4"
    assert plan.nodes[3].number_proposed == "4"
    assert codes["UNITS_MISSING"].node == 6


ROWS = [(1, "甲科"), (2, "乙科"), (3, "甲科"), (3, "乙科"), (5, "甲科"), (6, ""), (7, "乙科"), (8, "甲科"), (9, "乙科")]


def test_a_page_head_is_set_aside_and_the_sentence_it_tore_is_whole() -> None:
    plan = plan_of(
        "安澜县教育局2026年工作要点",
        "1.修好操场。先查后修，保障体育教学",
        Paragraph("安澜县教育局", "页眉"),
        Paragraph("— 2 —", "页码"),
        "质量。（基建科）",
        "2.开足课程。（体卫艺科）",
    )
    assert plan.nodes[0].body == "先查后修，保障体育教学质量。"
    assert [left.reason for left in plan.leftovers] == ["页眉", "页码"]


def test_what_a_reader_remarks_is_a_fault_at_its_place() -> None:
    code = "BAD_CHARS"
    assert code in FAULTS
    source = document("1.修好操场。（基建科）", "2.开足课程。（体卫艺科）", remarks=(Remark(code, "2", "1", block=1),))
    (fault,) = [fault for fault in parse(source).faults if fault.code == code]
    assert source.text[fault.start : fault.end] == "2.开足课程。（体卫艺科）"


@pytest.mark.parametrize("head", ["", "序号|任务|责任单位|时限\n"], ids=["rows alone", "head again"])
def test_a_table_goes_on_over_a_page_with_the_row_that_was_torn(head: str) -> None:
    plan = plan_of(
        grid(
            "序号|任务|责任单位|时限\n一、办学条件|||\n1|修好操场|基建科|8月底\n2|更新课桌椅，分批|装备站、|9月底",
            {(1, 0): (1, 4)},
        ),
        Paragraph("— 1 —", "页码"),
        grid(head + "|采购到位。|财务科|\n3|改造食堂|后勤中心|8月底\n二、教师队伍|||\n4|配好教师|人事科|9月底"),
    )
    assert tree(plan) == [
        "1 一、办学条件",
        "2 1修好操场 [基建科>]",
        "2 2更新课桌椅，分批采购到位 [装备站>财务科]",
        "2 3改造食堂 [后勤中心>]",
        "1 二、教师队伍",
        "2 4配好教师 [人事科>]",
    ]
    assert [left.reason for left in plan.leftovers] == ["页码"]
    assert len(plan.tables) == 1


def test_many_rows_are_read_in_one_pass_over_them() -> None:
    rows = "序号|任务|牵头单位|配合单位\n" + "\n".join(f"{n}|做好第{n}件事|甲科|乙科" for n in range(1, 1501))
    plan = plan_of(grid(rows, {(1, 2): (100, 1)}))
    assert len(plan.nodes) == 1500
    assert plan.nodes[99].assignments[0].unit == "甲科"


WORDS = (
    "1 2 3. 一 一、基础教育 （一） 序号 重点任务 牵头单位 配合单位 责任单位 完成时限 备注 类别 具体措施 基建科 "
    "合计 小计 ² 无 甲科、乙科/丙科 修好操场。先查后修。 （1）查/（2）修 8月底前 注：略 李=明 "
    "单位：甲局 2026年3月 安澜县任务表 12.5 修好操场（甲科）//再修"
)
PIECES = st.sampled_from(["", "", *(word.replace("/", "\n").replace("=", " ") for word in WORDS.split(" "))])
CELLS = st.tuples(st.integers(0, 9), st.integers(0, 5), PIECES, st.sampled_from([1, 1, 1, 2, 4]), st.integers(1, 3))
GRIDS = st.lists(CELLS, min_size=1, max_size=40).map(
    lambda drawn: Grid(tuple(GridCell(*cell) for cell in {cell[:2]: cell for cell in drawn}.values()))
)
BLOCKS = st.one_of(
    GRIDS,
    PIECES.map(Paragraph),
    PIECES.map(lambda words: Paragraph(words, "页眉")),
)


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(BLOCKS, min_size=1, max_size=5))
def test_no_grid_loses_a_character_or_stops_the_import(blocks: list[Block]) -> None:
    source = document(*blocks)
    try:
        plan = parse(source)
    except InputError as error:
        refused = error.code
    else:
        assert list(lossless_problems(plan, source.text)) == []
        refused = "NOT_A_PLAN"
    assert refused == "NOT_A_PLAN"
    for choice in table_choices(source):
        assert len(choice.words) in (0, len(choice.rows[0]))


def test_words_that_make_a_mark_over_two_lines_stay_the_task() -> None:
    words = ["", "重点任务", "重点任务"], ["牵头单位"], ["1"], ["", "1"], ["", "1"], ["", "重点任务"]
    cells = tuple(GridCell(row, column, text) for row, line in enumerate(words) for column, text in enumerate(line))
    source = document(Grid(cells), Paragraph("一、基础教育"))
    assert list(lossless_problems(parse(source), source.text)) == []

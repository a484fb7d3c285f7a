"""What the clerk says of columns: as options, for grids and for text, with and without a head."""

from __future__ import annotations

import pytest

from planner.cli.arguments import build_parser
from planner.core.draft import Source
from planner.core.errors import UsageError
from planner.importing import ImportOptions, parse, read_text
from planner.importing.column_choice import choice_by_itself, guessed_fields, table_choices
from planner.importing.columns import FIELDS, read_columns
from tests.importing.test_grids import document, grid, tree

ROWS = (
    "编次|工作安排|主抓|帮办\n"
    "1|修好操场。先查后修。|基建科|财务科\n"
    "2|开足课程。|体卫艺科|各学校\n"
    "3|配好教师。|人事科|编办"
)
TEXT = ROWS.replace("|", "\t")
PAIRS = (("编次", "序号"), ("工作安排", "任务"), ("主抓", "牵头"), ("帮办", "配合"))
TREE = ["1 1修好操场 [基建科>财务科]", "1 2开足课程 [体卫艺科>各学校]", "1 3配好教师 [人事科>编办]"]

SOURCES = [document(grid("安澜县工作安排|||\n" + ROWS)), read_text(TEXT), read_text(TEXT.replace("\t", " | "))]


@pytest.mark.parametrize("source", SOURCES, ids=["grid", "tabs", "pipes"])
def test_heads_nobody_knows_are_read_as_the_clerk_says(source: Source) -> None:
    plan = parse(source, ImportOptions(columns=PAIRS))
    assert tree(plan) == TREE
    assert (plan.lead_word, plan.partner_word) == ("主抓", "帮办")
    (choice,) = table_choices(source, ImportOptions(columns=PAIRS))
    assert choice.words == ("编次", "工作安排", "主抓", "帮办")
    assert choice.fields == ("序号", "任务", "牵头", "配合")
    assert choice.rows[choice.head or 0][1] == "工作安排"
    assert tree(parse(choice.sample, ImportOptions(columns=PAIRS))) == TREE


@pytest.mark.parametrize("source", SOURCES, ids=["grid", "tabs", "pipes"])
def test_every_row_may_be_the_head(source: Source) -> None:
    (choice,) = table_choices(source)
    assert choice.head is None
    assert ("编次", "工作安排", "主抓", "帮办") in choice.heads
    assert choice_by_itself(choice).head is None


def test_columns_without_words_go_by_their_place() -> None:
    rows = "修好操场|基建科|财务科\n开足课程|体卫艺科|各学校"
    pairs = (("第1列", "任务"), ("第2列", "牵头"), ("第3列", "配合"))
    for source in (document(grid(rows)), read_text(rows.replace("|", "\t"))):
        assert tree(parse(source, ImportOptions(columns=pairs))) == [
            "1 修好操场 [基建科>财务科]",
            "1 开足课程 [体卫艺科>各学校]",
        ]


def test_a_known_head_is_set_right() -> None:
    source = document(grid("序号|任务|责任单位|承办科室\n1|修好操场|县教育局|基建科\n2|开足课程|县教育局|体卫艺科"))
    options = ImportOptions(columns=(("责任单位", "牵头"), ("承办科室", "配合")))
    assert tree(parse(source, options)) == ["1 1修好操场 [县教育局>基建科]", "1 2开足课程 [县教育局>体卫艺科]"]
    assert table_choices(source)[0].fields == ("序号", "任务", "责任", "责任")


def test_a_table_with_a_cell_on_each_line_has_its_choice() -> None:
    text = "序号\n重点任务\n责任单位\n1\n修好操场\n基建科\n2\n开足课程\n体卫艺科"
    (choice,) = table_choices(read_text(text))
    assert choice.fields == ("序号", "任务", "责任")
    assert choice.rows[1:] == (("1", "修好操场", "基建科"), ("2", "开足课程", "体卫艺科"))


def test_columns_on_the_command_line() -> None:
    assert read_columns("编次=序号, 工作 安排＝任务；主抓=牵头，") == (
        ("编次", "序号"),
        ("工作安排", "任务"),
        ("主抓", "牵头"),
    )
    assert guessed_fields(("重点任务", "牵头股室", "配合单位", "天气")) == ("任务", "牵头", "配合", "其他")
    with pytest.raises(UsageError, match="没有“序数”这个字段") as unknown:
        read_columns("编次=序数")
    assert all(name in unknown.value.hint for name in FIELDS)
    with pytest.raises(UsageError, match="没有写明字段"):
        read_columns("编次")


def test_the_help_names_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build_parser().parse_args(["import", "--help"])
    shown = "".join(capsys.readouterr().out.split())
    assert "、".join(FIELDS) in shown

"""Tables of Word files: merged, ragged and nested ones, and those that are no tables."""

from __future__ import annotations

import pytest

from planner.importing.document import Block, Grid, Paragraph
from planner.importing.readers import docx
from tests.importing.readers.word_files import cell, package, paragraph, plain_table, row, run, table

Placed = tuple[int, int, str, int, int]


def blocks(body: str) -> tuple[Block, ...]:
    return docx.read(package(body), "计划.docx").blocks


def placed(block: Block) -> list[Placed]:
    assert isinstance(block, Grid)
    return [(cell.row, cell.column, cell.text, cell.row_span, cell.column_span) for cell in block.cells]


def words(*texts: str) -> list[str]:
    return [cell(paragraph(text)) for text in texts]


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_columns_that_no_cell_begins_are_no_columns() -> None:
    body = table(
        row(cell(paragraph("甲"), span(2)), cell(paragraph("乙"), span(3))),
        row(cell(paragraph("丙"), span(2)), cell(paragraph("丁"), span(3))),
    )
    assert placed(blocks(body)[0]) == [(0, 0, "甲", 1, 1), (0, 1, "乙", 1, 1), (1, 0, "丙", 1, 1), (1, 1, "丁", 1, 1)]


def test_row_that_begins_further_right() -> None:
    body = table(row(*words("甲", "乙", "丙")), row(*words("丁", "戊"), properties='<w:gridBefore w:val="1"/>'))
    assert placed(blocks(body)[0])[3:] == [(1, 1, "丁", 1, 1), (1, 2, "戊", 1, 1)]


def test_cell_merged_down_twice_in_one_column() -> None:
    body = table(
        row(cell(paragraph("一"), DOWN), *words("甲")),
        row(cell(paragraph(), ON), *words("乙")),
        row(cell(paragraph("二"), DOWN), *words("丙")),
        row(cell(paragraph("余字"), ON), *words("丁")),
    )
    assert placed(blocks(body)[0]) == [
        (0, 0, "一", 2, 1),
        (0, 1, "甲", 1, 1),
        (1, 1, "乙", 1, 1),
        (2, 0, "二\n余字", 2, 1),
        (2, 1, "丙", 1, 1),
        (3, 1, "丁", 1, 1),
    ]


def test_old_way_to_merge_to_the_right() -> None:
    body = table(
        row(cell(paragraph("题"), '<w:hMerge w:val="restart"/>'), cell(paragraph(), "<w:hMerge/>")),
        row(*words("甲", "乙")),
    )
    assert placed(blocks(body)[0]) == [(0, 0, "题", 1, 2), (1, 0, "甲", 1, 1), (1, 1, "乙", 1, 1)]


def test_lines_in_a_cell_stay_lines_and_empty_ones_go() -> None:
    body = table(row(cell(paragraph("第一") + paragraph() + paragraph("第二\n第三")), *words("乙")))
    assert placed(blocks(body)[0])[0] == (0, 0, "第一\n第二\n第三", 1, 1)


def test_rows_and_cells_in_content_controls() -> None:
    wrapped = f"<w:sdt><w:sdtPr/><w:sdtContent>{row(*words('甲', '乙'))}</w:sdtContent></w:sdt>"
    inside = row(f"<w:sdt><w:sdtContent>{cell(paragraph('丙'))}</w:sdtContent></w:sdt>", *words("丁"))
    body = f"<w:sdt><w:sdtContent>{table(wrapped, inside)}</w:sdtContent></w:sdt>"
    assert [text for _, _, text, _, _ in placed(blocks(body)[0])] == ["甲", "乙", "丙", "丁"]


def test_nested_table_is_lines_of_its_cell() -> None:
    inner = plain_table([["甲", "乙"], ["丙", "丁"]])
    body = table(row(cell(paragraph("前") + inner + paragraph("后")), *words("旁")))
    assert placed(blocks(body)[0])[0] == (0, 0, "前\n甲\t乙\n丙\t丁\n后", 1, 1)


def test_table_in_a_frame_is_itself_a_table() -> None:
    inner = plain_table([["甲", "乙"], ["丙", "丁"]])
    found = blocks(table(row(cell(paragraph("标题") + inner + paragraph()))))
    assert isinstance(found[0], Paragraph)
    assert found[0].text == "标题"
    assert [text for _, _, text, _, _ in placed(found[1])] == ["甲", "乙", "丙", "丁"]


def test_table_of_one_column_is_running_text() -> None:
    found = blocks(plain_table([["一、做好这件事"], ["二、做好那件事"]]))
    assert found == (Paragraph("一、做好这件事"), Paragraph("二、做好那件事"))


def test_table_that_only_sets_text_in_its_place_is_running_text() -> None:
    found = blocks(plain_table([["", "安澜县教育局", ""], ["", "一、做好这件事\n二、做好那件事", ""]]))
    assert [block.text for block in found if isinstance(block, Paragraph) and block.text] == [
        "安澜县教育局",
        "一、做好这件事",
        "二、做好那件事",
    ]


def test_two_filled_cells_in_one_row_make_a_table() -> None:
    assert len(placed(blocks(plain_table([["责任分解表", ""], ["任务", "单位"]]))[0])) == 4


def test_deleted_rows_are_left_out() -> None:
    gone = row(*words("旧", "旧"), properties="<w:del/>")
    document = docx.read(package(table(row(*words("甲", "乙")), gone, row(*words("丙", "丁")))), "计划.docx")
    assert [text for _, _, text, _, _ in placed(document.blocks[0])] == ["甲", "乙", "丙", "丁"]
    assert [(remark.code, remark.words) for remark in document.remarks] == [("TRACKED", "1")]


def test_absurd_spans_are_clipped() -> None:
    body = table(
        row(cell(paragraph("甲"), span(2_000_000_000)), *words("乙")),
        row(*words("丙", "丁"), properties='<w:gridBefore w:val="2000000000"/>'),
        row(cell(paragraph("戊"), span(-3)), *words("己")),
    )
    found = placed(blocks(body)[0])
    assert [text for _, _, text, _, _ in found] == ["甲", "乙", "丙", "丁", "戊", "己"]
    assert max(column + width for _, column, _, _, width in found) <= 200


def test_row_of_too_many_cells_keeps_every_word() -> None:
    texts = [f"格{index}" for index in range(260)]
    (grid,) = blocks(table(row(*words(*texts))))
    found = placed(grid)
    assert len(found) == 200
    assert [text for *_, text, _, _ in found][:199] == texts[:199]
    assert found[-1][2].split("\t") == texts[199:]


def test_table_of_too_many_rows_goes_on_in_the_next() -> None:
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(str(index))}</w:tc><w:tc>{paragraph('字')}</w:tc></w:tr>" for index in range(20_001)
    )
    grids = blocks(f"<w:tbl>{rows}</w:tbl>")
    assert [len(placed(grid)) for grid in grids] == [40_000, 2]
    assert placed(grids[1])[0] == (0, 0, "20000", 1, 1)


def test_text_box_in_a_cell_is_text_of_the_cell() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('框里')}</w:txbxContent></w:pict></w:r>"
    body = table(row(cell(paragraph(inner=run("格里") + box)), *words("旁")))
    assert placed(blocks(body)[0])[0] == (0, 0, "格里\n框里", 1, 1)


def test_border_moved_by_hand_in_one_row_makes_no_column() -> None:
    widths = "".join(f'<w:gridCol w:w="{width}"/>' for width in (1000, 60, 1940, 2000))
    head = row(cell(paragraph("序号")), cell(paragraph("任务"), span(2)), cell(paragraph("单位")))
    line = row(cell(paragraph("1"), span(2)), *words("甲", "乙"))
    body = f"<w:tbl><w:tblGrid>{widths}</w:tblGrid>{head}{line}</w:tbl>"
    assert placed(blocks(body)[0]) == [
        (0, 0, "序号", 1, 1),
        (0, 1, "任务", 1, 1),
        (0, 2, "单位", 1, 1),
        (1, 0, "1", 1, 1),
        (1, 1, "甲", 1, 1),
        (1, 2, "乙", 1, 1),
    ]


@pytest.mark.parametrize(
    "widths", [(), ("x", "y", "z"), ("1", "1", "1"), ("0", "0", "0"), ("2000", "60", "2000"), ("9",)]
)
def test_widths_that_say_nothing_leave_the_columns(widths: tuple[str, ...]) -> None:
    grid = "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) + "</w:tblGrid>"
    body = f"<w:tbl>{grid}{row(*words('甲', '乙', '丙'))}</w:tbl>"
    assert [(column, text) for _, column, text, _, _ in placed(blocks(body)[0])] == [(0, "甲"), (1, "乙"), (2, "丙")]

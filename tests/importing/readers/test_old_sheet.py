"""Workbooks of old Excel and of WPS (.xls, .et)."""

import struct

import pytest

from planner.core.input_errors import Bomb, EncryptedFile
from planner.importing.document import Document, Grid, GridCell, Paragraph, render
from planner.importing.readers import sheet
from tests.importing.readers.old_sheet_files import label, number, record, words, xls_of

HEAD = label(0, 0, "序号") + label(0, 1, "任务") + number(1, 0, 1) + label(1, 1, "修路")


def text_of(document: Document) -> str:
    return render(document, "表", "0" * 64).text


def test_values_are_shown_by_their_formats() -> None:
    rk = struct.pack("<HHHI", 2, 2, 2, (80 << 2) | 3)
    more = struct.pack("<HH", 3, 0) + struct.pack("<HIHI", 0, (7 << 2) | 2, 2, (25 << 2) | 3) + struct.pack("<H", 1)
    cells = (
        HEAD + number(2, 0, 2) + number(2, 1, 46172, 1) + record(0x27E, rk) + record(0xBD, more)
        + record(0x205, struct.pack("<HHHBB", 3, 2, 0, 0x2A, 1)) + record(0x205, struct.pack("<HHHBB", 3, 3, 0, 1, 0))
    )  # fmt: skip
    document = sheet.read(xls_of(cells, ['yyyy"年"m"月"d"日"', "0%"]), "表.et")
    assert document.kind == "xls"
    assert text_of(document) == "序号\t任务\n1\t修路\n2\t2026年5月30日\t80%\n7\t25%\t#N/A\tTRUE"


def test_what_hangs_at_a_sheet_is_read() -> None:
    cells = (
        record(0x7D, struct.pack("<HHHHHH", 1, 1, 0, 0, 1, 0))
        + record(0x208, struct.pack("<HHHHHHHH", 1, 0, 2, 0, 0, 0, 0x20, 0))
        + record(0x14, words("&C安澜县教育局"))
        + HEAD
        + record(0xE5, struct.pack("<HHHHH", 1, 1, 1, 0, 255))
        + record(0x5D, struct.pack("<HHHH", 0x15, 18, 0x19, 1))
        + record(0x1B6, bytes(18))
        + record(0x3C, b"\1" + "先报批".encode("utf-16-le"))
        + record(0x5D, struct.pack("<HHHH", 0x15, 18, 0x06, 2))
        + record(0x1B6, bytes(18))
        + record(0x3C, b"\1" + "说明".encode("utf-16-le"))
    )
    document = sheet.read(xls_of(cells), "表.xls")
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    assert grid.cells[2] == GridCell(1, 0, "1", 1, 2)
    texts = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert texts == [
        Paragraph("修路", "被合并单元格遮住的内容"), Paragraph("说明"), Paragraph("安澜县教育局", "页眉"),
        Paragraph("先报批", "批注"),
    ]  # fmt: skip
    assert [(remark.code, remark.words) for remark in document.remarks] == [("HIDDEN_CELLS", "1行、1列")]


def test_a_password_is_told() -> None:
    with pytest.raises(EncryptedFile):
        sheet.read(xls_of(HEAD, inside=record(0x2F, bytes(54))), "表.xls")


def test_a_cell_in_the_last_corner_is_refused_before_it_takes_the_memory() -> None:
    with pytest.raises(Bomb):
        sheet.read(xls_of(HEAD + label(65_535, 255, "远")), "表.xls")

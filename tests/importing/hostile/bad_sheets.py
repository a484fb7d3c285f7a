"""Sheets that reach to the last cell, merge all of it, or claim what they do not hold."""

from __future__ import annotations

import struct
from xml.sax.saxutils import escape

from tests.importing.hostile.cases import ANY, GOOD, ROWS, case, given
from tests.importing.hostile.compounds import BOF_BOOK, EOF, FILEPASS, old_book, ole, records
from tests.importing.hostile.packages import (
    S,
    book_parts,
    ods,
    open_cell,
    sheet_rows,
    sheet_xml,
    word_parts,
    xlsx,
    zipped,
)


@case("corner.xlsx", "a blank in the last cell of all", GOOD)
def last_cell() -> bytes:
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t xml:space="preserve"> </t></is></c></row>'
    return xlsx(sheet_xml(sheet_rows(ROWS) + far))


@case("word.xlsx", "a word in the last cell of all", GOOD, ANY, "BOMB")
def last_word() -> bytes:
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>完</t></is></c></row>'
    return xlsx(sheet_xml(sheet_rows(ROWS) + far))


@case("merge.xlsx", "a merge to the last cell of all", GOOD)
def huge_merge() -> bytes:
    return xlsx(sheet_xml(sheet_rows(ROWS), '<mergeCells count="1"><mergeCell ref="H1:XFD1048576"/></mergeCells>'))


@case("merges.xlsx", "a hundred thousand merges over each other", GOOD, ANY, "NOT_A_PLAN", "BOMB", "DAMAGED", "TIMEOUT")
def many_merges() -> bytes:
    merges = "".join(f'<mergeCell ref="A{n}:Z{n + 5000}"/>' for n in range(1, 100_000))
    return xlsx(sheet_xml(sheet_rows(ROWS), f"<mergeCells>{merges}</mergeCells>"))


@case("styled.xlsx", "a million styled rows that are empty", GOOD)
def styled_rows() -> bytes:
    empty = "".join(f'<row r="{n}" s="1" customFormat="1" ht="15"/>' for n in range(6, 1_048_577))
    return xlsx(sheet_xml(sheet_rows(ROWS) + empty))


@case("cells.xlsx", "400,000 styled cells that are empty", GOOD)
def styled_cells() -> bytes:
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(6, 200_000))
    return xlsx(sheet_xml(sheet_rows(ROWS) + empty))


@case("full.xlsx", "more rows with words than any plan", "BOMB", "TIMEOUT", "TOO_BIG")
def full_cells() -> bytes:
    full = "".join(
        f'<row r="{n}">' + '<c t="inlineStr"><is><t>字</t></is></c>' * 3 + "</row>" for n in range(6, 25_000)
    )
    return xlsx(sheet_xml(sheet_rows(ROWS) + full))


@case("rows.xlsx", "row numbers beyond all sheets", GOOD, ANY, "DAMAGED")
def wild_rows() -> bytes:
    wild = '<row r="4294967295"><c r="ZZZZZZ99999999999" t="inlineStr"><is><t>x</t></is></c></row><row r="-1"/>'
    return xlsx(sheet_xml(sheet_rows(ROWS) + wild))


@case("strings.xlsx", "shared strings that are not there", GOOD, ANY, "DAMAGED")
def missing_strings() -> bytes:
    wild = '<row r="9"><c r="A9" t="s"><v>4000000000</v></c><c r="B9" t="s"><v>-7</v></c><c t="s"><v>x</v></c></row>'
    return xlsx(sheet_xml(sheet_rows(ROWS) + wild))


@case("laughs.xlsx", "entities that multiply", "UNSAFE_XML")
def laughs() -> bytes:
    entities = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    strings = f"<!DOCTYPE sst [<!ENTITY a0 'ha'>{entities}]><sst xmlns='{S}'><si><t>&a11;</t></si></sst>"
    return zipped(book_parts(sheet_xml(sheet_rows(ROWS))) | {"xl/sharedStrings.xml": strings})


@case("outside.xlsx", "an entity from outside in the sheet", "UNSAFE_XML")
def outside() -> bytes:
    return xlsx('<!DOCTYPE x SYSTEM "http://localhost/x.dtd">' + sheet_xml(sheet_rows(ROWS)).partition("?>")[2])


@case("bomb.xlsx", "a sheet that inflates to 80 MB", "BOMB")
def bomb() -> bytes:
    return xlsx(sheet_xml(" " * (80 * 1024 * 1024)))


@case("none.xlsx", "a workbook without sheets", "DAMAGED", "EMPTY")
def no_sheet() -> bytes:
    return zipped(book_parts("") | {"xl/workbook.xml": f'<workbook xmlns="{S}"><sheets/></workbook>'})


@case("lost.xlsx", "a sheet that is not there", "DAMAGED", "EMPTY")
def lost_sheet() -> bytes:
    parts = book_parts("")
    del parts["xl/worksheets/sheet1.xml"]
    return zipped(parts)


@case("circle.xlsx", "relations in a circle", "DAMAGED", "EMPTY")
def circle() -> bytes:
    parts = book_parts(sheet_xml(sheet_rows(ROWS)))
    parts["xl/_rels/workbook.xml.rels"] = str(parts["xl/_rels/workbook.xml.rels"]).replace(
        "worksheets/sheet1.xml", "workbook.xml"
    )
    return zipped(parts)


@case("empty.xlsx", "a workbook without a word", "EMPTY")
def empty() -> bytes:
    return xlsx(sheet_xml(""))


@case("binary.xlsb", "a binary workbook of garbage", "DAMAGED", "EMPTY")
def garbage_binary() -> bytes:
    parts = word_parts("") | {"xl/workbook.bin": bytes(range(256)) * 20, "xl/worksheets/sheet1.bin": b"\xff" * 5000}
    parts["[Content_Types].xml"] = (
        str(parts["[Content_Types].xml"]).replace("wordprocessingml.document.main+xml", "x")
        + "<!-- application/vnd.ms-excel.sheet.binary.macroEnabled.main -->"
    )
    return zipped(parts)


@case("wide.ods", "a cell repeated a milliard times", GOOD, ANY, "BOMB")
def repeated_cell() -> bytes:
    cell = open_cell("x", 'table:number-columns-repeated="1000000000"')
    return ods(f"<table:table-row>{cell}</table:table-row>")


@case("tall.ods", "a row repeated a milliard times", GOOD, ANY, "BOMB")
def repeated_row() -> bytes:
    return ods(f'<table:table-row table:number-rows-repeated="1000000000">{open_cell("x")}</table:table-row>')


@case("blank.ods", "blank rows to the end of the sheet", GOOD)
def blank_rows() -> bytes:
    rows = "".join(f"<table:table-row>{''.join(map(open_cell, row))}</table:table-row>" for row in ROWS)
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    return ods(f'{rows}<table:table-row table:number-rows-repeated="1048571">{blank}</table:table-row>')


@case("span.ods", "a cell that covers a milliard", GOOD, ANY, "NOT_A_PLAN", "BOMB")
def huge_span() -> bytes:
    words = 'table:number-columns-spanned="1000000000" table:number-rows-spanned="1000000000"'
    rows = "".join(
        f"<table:table-row>{''.join(open_cell(text, words) for text in row)}</table:table-row>" for row in ROWS
    )
    return ods(rows)


@case("locked.xls", "an old workbook with a password", "ENCRYPTED")
def locked_old() -> bytes:
    return ole({"Workbook": records(BOF_BOOK, FILEPASS, EOF) + bytes(3000)})


@case("garbage.xls", "an old workbook of garbage", "DAMAGED", "EMPTY")
def garbage_old() -> bytes:
    return ole({"Workbook": bytes(range(256)) * 30})


@case("far.xls", "an old workbook with a cell far out", GOOD, ANY, "BOMB", "DAMAGED")
def far_old() -> bytes:
    data = bytearray(old_book(ROWS))
    at = data.rfind(struct.pack("<HH", 0x0204, len(ROWS[-1][-1]) * 2 + 9))
    data[at + 4 : at + 8] = struct.pack("<HH", 65_535, 65_535)
    return bytes(data)


def _truncated() -> None:
    data, old = xlsx(), old_book(ROWS)
    for tenth in (1, 3, 5, 7, 9):
        given(f"cut{tenth}.xlsx", "xlsx broken off", data[: len(data) * tenth // 10], "DAMAGED")
    for tenth in (1, 3, 5, 7):
        given(f"cut{tenth}.xls", "xls broken off", old[: len(old) * tenth // 10], "DAMAGED", "EMPTY", ANY, GOOD)


_truncated()


@case("long.xlsx", "a cell of three million characters", GOOD, ANY, "BOMB")
def long_cell() -> bytes:
    far = f'<row r="9"><c r="A9" t="inlineStr"><is><t>{escape("字" * 3_000_000)}</t></is></c></row>'
    return xlsx(sheet_xml(sheet_rows(ROWS) + far))

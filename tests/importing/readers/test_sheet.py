"""Sheets as the clerk sees them, and sheets made to hang a reader."""

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from planner.core.errors import InputError
from planner.core.input_errors import Bomb, DamagedFile, EmptyFile, NoText, UnsafeXml, WrongType
from planner.importing.document import Document, Grid, GridCell, Paragraph, render
from planner.importing.faults import FAULTS
from planner.importing.readers import sheet
from tests.importing.readers.sheet_files import (
    MAIN,
    RELATIONS,
    XML,
    book_of,
    letters_of,
    ods_of,
    relations_of,
    sheet_xml,
    xlsx_of,
    zip_of,
)

TABLE = [
    ["安澜县2026年重点任务分工表", "", "", ""],
    ["序号", "类别", "任务", "牵头单位"],
    [1, "德育", "开好主题班会", "基教科"],
    [2, "", "建好家长学校", "职成科"],
    [3, "智育", "办好课后服务", "基教科"],
]


def grid_of(document: Document) -> Grid:
    return next(block for block in document.blocks if isinstance(block, Grid))


def text_of(document: Document) -> str:
    return render(document, "表", "0" * 64).text


def asides_of(document: Document) -> list[tuple[str, str]]:
    return [(block.aside, block.text) for block in document.blocks if isinstance(block, Paragraph) and block.aside]


def remarks_of(document: Document) -> list[tuple[str, str]]:
    return [(remark.code, remark.words) for remark in document.remarks]


def inline(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


HEAD = f'<row r="1">{inline("A1", "序号")}{inline("B1", "任务")}</row>'
TASK = f'<row r="2"><c r="A2"><v>1</v></c>{inline("B2", "修路")}</row>'


def test_a_table_keeps_its_cells_and_merges() -> None:
    document = sheet.read(xlsx_of(TABLE, ["A1:D1", "B3:B4"]), "分工.xlsx")
    assert document.kind == "xlsx"
    assert text_of(document) == (
        "安澜县2026年重点任务分工表\n序号\t类别\t任务\t牵头单位\n1\t德育\t开好主题班会\t基教科\n"
        "2\t\t建好家长学校\t职成科\n3\t智育\t办好课后服务\t基教科"
    )
    cells = grid_of(document).cells
    assert cells[0] == GridCell(0, 0, "安澜县2026年重点任务分工表", 1, 4)
    assert [cell for cell in cells if cell.row_span > 1] == [GridCell(2, 1, "德育", 2, 1)]
    assert document.remarks == ()


def test_blank_rows_and_columns_around_are_left_out() -> None:
    rows = [["", "", ""], ["", "", ""], ["", "序号", "任务"], ["", 1, "修路"], ["", " ", "　"]]
    cells = grid_of(sheet.read(xlsx_of(rows), "表")).cells
    assert [(cell.row, cell.column) for cell in cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_a_plan_in_one_column_is_running_text() -> None:
    document = sheet.read(xlsx_of([["安澜县工作要点"], ["一、总体要求"], [""], ["1.修路。\n2.架桥。"]]), "表")
    assert document.blocks == (Paragraph("安澜县工作要点"), Paragraph("一、总体要求"), Paragraph("1.修路。\n2.架桥。"))


def test_numbers_are_shown_as_formatted() -> None:
    row = (
        '<row r="3"><c r="A3"><v>1</v></c><c r="B3" s="1"><v>46172</v></c><c r="C3" s="2"><v>0.8</v></c>'
        '<c r="D3" t="b"><v>1</v></c><c r="E3" t="e"><v>#N/A</v></c><c r="F3" t="d"><v>2026-05-30T00:00:00</v></c>'
        '<c r="G3" t="str"><f>A1&amp;"x"</f><v>序号x</v></c><c r="H3"><v>2.50</v></c>'
        '<c r="I3" t="str"><f>_xlfn.DISPIMG("ID_0",1)</f><v>=DISPIMG("ID_0",1)</v></c></row>'
    )
    document = sheet.read(book_of([("Sheet1", sheet_xml(HEAD + row))], formats=['yyyy"年"m"月"d"日"', "0%"]), "表")
    assert text_of(document).splitlines()[1] == "1\t2026年5月30日\t80%\tTRUE\t#N/A\t2026-05-30\t序号x\t2.5"


def test_strings_may_be_rich_coded_or_spoken() -> None:
    strings = (
        '<si><t>修 &amp; 建&#10;分行</t></si><si><r><t>重</t></r><r><rPr><b/></rPr><t xml:space="preserve">点 </t></r>'
        '<rPh sb="0" eb="1"><t>zhong</t></rPh></si><si><t>甲_x000D_\n乙</t></si><si><t/></si><si/>'
    )
    cells = "".join(f'<c r="{letter}2" t="s"><v>{at}</v></c>' for at, letter in enumerate("ABCDE"))
    cells = grid_of(
        sheet.read(book_of([("表1", sheet_xml(f"{HEAD}<row r='2'>{cells}</row>"))], strings=strings), "表")
    ).cells
    assert [cell.text for cell in cells[2:]] == ["修 & 建\n分行", "重点 ", "甲\n乙"]


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda xml: xml.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x="),
        lambda xml: xml.replace("修路", "修<!-- 不是 -->路"),
        lambda xml: xml.replace("修路", "<![CDATA[修路]]>"),
        lambda xml: xml.replace("><", ">\n  <"),
        lambda xml: xml.replace('r="B2" t="inlineStr"', 't="inlineStr" r="B2" ph="1"'),
        lambda xml: xml.replace(' r="B2"', "").replace(' r="A2"', "").replace(' r="2"', ""),
        lambda xml: xml.replace("修路", "&#20462;&#x8DEF;"),
        lambda xml: (
            xml.replace("修路", "&#20462;&#36335;").replace("序号", "&#24207;&#21495;").replace("任务", "&#20219;务")
        ),
        lambda xml: xml.replace("UTF-8", "UTF-16").encode("utf-16"),
        lambda xml: xml.replace("UTF-8", "GB18030").encode("gb18030"),
        lambda xml: "\ufeff" + xml,
        lambda xml: xml.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    ],
)
def test_a_sheet_reads_alike_however_its_xml_is_written(rewrite) -> None:
    plain = sheet.read(book_of([("Sheet1", sheet_xml(HEAD + TASK))]), "表")
    assert text_of(plain) == "序号\t任务\n1\t修路"
    assert sheet.read(book_of([("Sheet1", rewrite(sheet_xml(HEAD + TASK)))]), "表") == plain


def test_numbered_characters_stay_characters() -> None:
    text = "".join(f"&#{ord(letter)};" for letter in "修<b>&amp;路建桥") + "&#10;&#128739;"
    book = book_of([("Sheet1", sheet_xml(f'<row r="1">{inline("A1", text)}{inline("B1", text)}</row>'))])
    assert [cell.text for cell in grid_of(sheet.read(book, "表")).cells] == ["修<b>&amp;路建桥\n🛣"] * 2


def test_openpyxl_files_are_read_with_what_hangs_at_them() -> None:
    from io import BytesIO

    book = Workbook()
    page = book.active
    page.append(["序号", "任务", "数量"])
    page.append([1, "修路", "=A2+1"])
    page.append([2, "架桥", 3])
    page["B2"].comment = Comment("先报批", "某人")
    page.row_dimensions[3].hidden = True
    page.column_dimensions["C"].hidden = True
    page.oddHeader.center.text = "安澜县教育局"
    page.oddFooter.center.text = "第 &P 页"
    other = book.create_sheet("备用")
    other.sheet_state = "hidden"
    other.append(["甲", "乙"])
    stream = BytesIO()
    book.save(stream)
    document = sheet.read(stream.getvalue(), "表")
    assert asides_of(document) == [
        ("页眉", "安澜县教育局"), ("页脚", "第 页"), ("批注", "先报批"), ("工作表名", "备用"),
    ]  # fmt: skip
    assert remarks_of(document) == [("HIDDEN_CELLS", "1行、1列"), ("HIDDEN_CELLS", "1个工作表"), ("FORMULA", "1")]
    assert "2\t架桥\t3" in text_of(document)
    assert "甲\t乙" in text_of(document)


def test_remarks_point_at_the_grid_they_speak_of() -> None:
    hidden = HEAD + TASK.replace("<row ", '<row hidden="1" ')
    document = sheet.read(book_of([("说明", sheet_xml(HEAD + TASK)), ("分工", sheet_xml(hidden))]), "表")
    (remark,) = document.remarks
    assert remark.block is not None
    assert document.blocks[remark.block] is document.blocks[3]
    assert isinstance(document.blocks[3], Grid)
    assert all(remark.code in FAULTS for remark in document.remarks)


def test_a_sheet_tells_its_name_unless_nobody_gave_it() -> None:
    given = sheet.read(xlsx_of(TABLE, name="教科类"), "表")
    assert asides_of(given) == [("工作表名", "教科类")]
    for name in ("Sheet1", "sheet12", "Sheet1 (2)", "工作表1", "表1"):
        assert asides_of(sheet.read(xlsx_of(TABLE, name=name), "表")) == []


def test_text_boxes_are_paragraphs_and_macros_and_links_are_told() -> None:
    drawing = (
        '<xdr:wsDr xmlns:xdr="urn:d" xmlns:a="urn:a"><xdr:twoCellAnchor><xdr:from><xdr:row>0</xdr:row></xdr:from>'
        "<xdr:sp><xdr:txBody><a:p><a:r><a:t>说明：</a:t></a:r><a:r><a:t>照办</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        "</xdr:twoCellAnchor></xdr:wsDr>"
    )
    book = book_of(
        [("Sheet1", sheet_xml(HEAD.replace("1", "3") + TASK.replace('"2"', '"4"').replace('2"', '4"')))],
        inside='<externalReferences><externalReference r:id="rId9"/></externalReferences>',
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": relations_of(("drawing", "../drawings/drawing1.xml")),
            "xl/drawings/drawing1.xml": drawing,
            "xl/vbaProject.bin": b"\0",
        },
    )
    document = sheet.read(book, "表")
    assert document.kind == "xlsm"
    assert document.blocks[0] == Paragraph("说明：照办")
    assert remarks_of(document) == [("MACRO", ""), ("EXTERNAL_LINK", "")]


def test_words_under_a_merge_are_kept_aside() -> None:
    document = sheet.read(xlsx_of([["序号", "任务"], [1, "修路"], ["", "藏着"]], ["B2:B3"]), "表")
    assert grid_of(document).cells[-1] == GridCell(1, 1, "修路", 2, 1)
    assert asides_of(document) == [("被合并单元格遮住的内容", "藏着")]


def test_every_sheet_is_read_or_the_book_is_refused() -> None:
    def book(count: int) -> bytes:
        return book_of(
            [(f"第{at}校", sheet_xml(f'<row r="1">{inline("A1", f"第{at}句")}</row>')) for at in range(count)]
        )

    assert "第299句" in text_of(sheet.read(book(300), "表"))
    with pytest.raises(Bomb):
        sheet.read(book(1_001), "表")


def test_a_blank_in_the_last_cell_of_all_is_no_range() -> None:
    far = f'<row r="1048576">{inline("XFD1048576", " ")}</row>'
    assert text_of(sheet.read(book_of([("Sheet1", sheet_xml(HEAD + TASK + far))]), "表")) == "序号\t任务\n1\t修路"


def test_a_word_far_out_is_brought_near() -> None:
    far = f'<row r="1048576">{inline("XFD1048576", "备注")}</row>'
    document = sheet.read(book_of([("Sheet1", sheet_xml(HEAD + TASK + far))]), "表")
    assert text_of(document) == "序号\t任务\n1\t修路\n\t\t备注"
    assert remarks_of(document) == [("TRIMMED", "")]


def test_merges_are_clipped_to_the_cells_that_have_a_value() -> None:
    merges = '<mergeCells><mergeCell ref="B1:XFD1048576"/><mergeCell ref="H1:XFD1"/><mergeCell ref="Z"/></mergeCells>'
    document = sheet.read(book_of([("Sheet1", sheet_xml(HEAD + TASK, after=merges))]), "表")
    assert max(cell.row_span * cell.column_span for cell in grid_of(document).cells) == 2


def test_a_million_rows_that_hold_nothing_are_nothing() -> None:
    rows = "".join(
        f'<row r="{row}" spans="1:8" s="1" customFormat="1" ht="20"><c r="A{row}" s="1"/></row>'
        for row in range(3, 1_048_577)
    )
    assert text_of(sheet.read(book_of([("Sheet1", sheet_xml(HEAD + TASK + rows))]), "表")) == "序号\t任务\n1\t修路"


WIDE = "".join(f'<c r="{letters_of(column)}1"><v>1</v></c>' for column in range(201))
LONG = "".join(f'<row r="{row}">{inline(f"A{row}", "甲")}{inline(f"B{row}", "乙")}</row>' for row in range(1, 20_200))
SHARED = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 2_001))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (book_of([("a", sheet_xml(f'<row r="1">{WIDE}</row>'))]), Bomb),
        (book_of([("a", sheet_xml(LONG))]), Bomb),
        (book_of([("a", sheet_xml(SHARED))], strings="<si><t>" + "字" * 30_000 + "</t></si>"), Bomb),
        (book_of([("a", sheet_xml(HEAD + " " * 70_000_000))]), Bomb),
        (book_of([("a", sheet_xml(HEAD, after="<a>" * 5_000 + "</a>" * 5_000))]), Bomb),
        (book_of([("a", sheet_xml(HEAD + "<row><c>" + "<a>" * 5_000 + "</a>" * 5_000 + "</c></row>"))]), Bomb),
        (book_of([("a", '<!DOCTYPE a [<!ENTITY b "c">]>' + sheet_xml(HEAD).removeprefix(XML))]), UnsafeXml),
        (book_of([("a", sheet_xml(HEAD)[:-40])]), DamagedFile),
        (book_of([("a", sheet_xml(HEAD + '<row r="2"><c r="A2"><v>5</row>'))]), DamagedFile),
        (book_of([("a", sheet_xml('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'))]), DamagedFile),
        (book_of([("a", sheet_xml(""))]), EmptyFile),
        (book_of([("a", sheet_xml(""))], parts={"xl/media/image1.png": b"\x89PNG"}), NoText),
        (zip_of({"xl/workbook.xml": "<workbook/>"}), EmptyFile),
        (zip_of({"a.txt": "甲"}), DamagedFile),
        (xlsx_of(TABLE)[:-300], DamagedFile),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), DamagedFile),
        (zip_of({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), WrongType),
        (ods_of('<table:table-row table:number-rows-repeated="900000"><table:table-cell><text:p>1</text:p>'
                "</table:table-cell></table:table-row>"), Bomb),
        (ods_of('<table:table-row><table:table-cell table:number-columns-repeated="16000"><text:p>1</text:p>'
                "</table:table-cell></table:table-row>"), Bomb),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(data: bytes, error: type[InputError]) -> None:
    with pytest.raises(error):
        sheet.read(data, "表")


def test_a_missing_sheet_is_damage() -> None:
    book = zip_of(
        {
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="a" r:id="rId1"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relations_of(("worksheet", "worksheets/sheet1.xml")),
        }
    )
    with pytest.raises(DamagedFile):
        sheet.read(book, "表")


def test_open_document_sheets_are_read_as_shown() -> None:
    table = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        '<table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="3"><text:p>分工表'
        '</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>'
        '</table:table-header-rows><table:table-row table:visibility="filter"><table:table-cell office:value="0.8">'
        "<text:p>80%</text:p></table:table-cell><table:table-cell><office:annotation><text:p>请核对</text:p>"
        '</office:annotation><text:p>修<text:s text:c="2"/>路</text:p><text:p>架<text:span>桥</text:span></text:p>'
        '</table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>是</text:p></table:table-cell>'
        '</table:table-row><table:table-row table:number-rows-repeated="1048574"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    document = sheet.read(ods_of(table), "表")
    assert document.kind == "ods"
    assert grid_of(document).cells == (
        GridCell(0, 0, "分工表", 1, 3),
        GridCell(1, 0, "80%"),
        GridCell(1, 1, "修  路\n架桥"),
        GridCell(1, 2, "是"),
        GridCell(1, 3, "是"),
    )
    assert asides_of(document) == [("批注", "请核对")]
    assert remarks_of(document) == [("HIDDEN_CELLS", "1行、1列")]

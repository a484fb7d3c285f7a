"""Odd but valid files: each must arrive whole."""

from __future__ import annotations

from tests.importing.hostile.bad_texts import page, rtf
from tests.importing.hostile.cases import GOOD, LINES, ROWS, TEXT, case, given
from tests.importing.hostile.compounds import old_book
from tests.importing.hostile.packages import (
    STRICT_W,
    Entry,
    book_parts,
    docx,
    forged,
    ods,
    odt,
    paragraphs,
    sheet_rows,
    sheet_xml,
    word_parts,
    word_xml,
    xlsx,
    zipped,
)
from tests.importing.hostile.pages import written

for _encoding in ("gb18030", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
    given(f"{_encoding}.txt", f"text in {_encoding}", TEXT.encode(_encoding), GOOD)
given("mac.txt", "line ends of an old Macintosh", TEXT.replace("\n", "\r").encode(), GOOD)
given("windows.txt", "line ends of Windows", TEXT.replace("\n", "\r\n").encode(), GOOD)
given("zeros-between.txt", "zero-width signs between the words", TEXT.replace("办", "\u200b办\ufeff").encode(), GOOD)
given("plain.docx", "a Word file", docx(), GOOD)
given("strict.docx", "a strict Word file", zipped(word_parts(word_xml(paragraphs(LINES), STRICT_W))), GOOD)
given("sheet.xlsx", "a sheet", xlsx(), GOOD)
given("old.xls", "an old sheet", old_book(ROWS), GOOD)
given("open.odt", "an OpenDocument text", odt(), GOOD)
given("open.ods", "an OpenDocument sheet", ods(), GOOD)
given("rich.rtf", "RTF", rtf(), GOOD)
given("page.html", "a page", page().encode(), GOOD)
given("page16.html", "a page in UTF-16", page().replace("utf-8", "utf-16").encode("utf-16"), GOOD)
given("page-gbk.html", "a page in GBK", page().replace("utf-8", "gbk").encode("gbk"), GOOD)
given("print.pdf", "a PDF", written(), GOOD)
given("junk.pdf", "a PDF behind junk", b"junk\r\n" * 20 + written(), GOOD)


@case("report.xls", "a page that calls itself a sheet", GOOD, remarks=("WRONG_EXTENSION",))
def disguised_page() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in ROWS)
    return f"<!-- made by a portal -->\n<table>{rows}</table>".encode("utf-8-sig")


@case("report2003.xls", "a sheet as one XML", GOOD)
def spreadsheet_xml() -> bytes:
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in row) + "</Row>"
        for row in ROWS
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="分工表"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


@case("plan.txt", "a Word file with another extension", GOOD, remarks=("WRONG_EXTENSION",))
def word_as_text() -> bytes:
    return docx()


@case("really-text.docx", "a text with another extension", GOOD, remarks=("WRONG_EXTENSION",))
def text_as_word() -> bytes:
    return TEXT.encode("gb18030")


@case("rtf.doc", "RTF with the extension of an old Word file", GOOD)
def rtf_as_doc() -> bytes:
    return rtf()


@case("saved.mht", "a page saved in one file", GOOD)
def saved_page() -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n----b\r\n'
    inner = b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    return head + inner + page().replace("><", ">\r\n<").encode() + b"\r\n----b--\r\n"


@case("macro.docm", "a Word file with macros", GOOD, remarks=("MACRO",))
def macros() -> bytes:
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    return zipped(word_parts(word_xml(paragraphs(LINES)), kind) | {"word/vbaProject.bin": b"x" * 2000})


@case("order.docx", "parts in another order", GOOD)
def other_order() -> bytes:
    parts = word_parts(word_xml(paragraphs(LINES)))
    return zipped({name: parts[name] for name in reversed(list(parts))})


@case("backslash.docx", "part names with backslashes", GOOD)
def backslashes() -> bytes:
    return forged(
        [
            Entry(name.replace("/", "\\"), content.encode() if isinstance(content, str) else content)
            for name, content in word_parts(word_xml(paragraphs(LINES))).items()
        ]
    )


@case("wide.docx", "a Word file in UTF-16", GOOD)
def wide_xml() -> bytes:
    return zipped(word_parts(word_xml(paragraphs(LINES)).replace("UTF-8", "UTF-16").encode("utf-16")))


@case("control.docx", "content controls and insertions around the text", GOOD, remarks=("TRACKED",))
def controls() -> bytes:
    inserted = (
        paragraphs([line]).replace("<w:r>", '<w:ins w:id="1"><w:r>').replace("</w:r>", "</w:r></w:ins>")
        for line in LINES
    )
    body = "".join(f"<w:sdt><w:sdtContent>{paragraph}</w:sdtContent></w:sdt>" for paragraph in inserted)
    gone = '<w:p><w:del w:id="2"><w:r><w:delText>9.旧任务</w:delText></w:r></w:del></w:p>'
    return docx(body + gone)


@case("dimension.xlsx", "a sheet that says it has one cell", GOOD)
def small_dimension() -> bytes:
    return xlsx(sheet_xml(sheet_rows(ROWS), before='<dimension ref="A1"/>'))


@case("far.xlsx", "a table far from the corner", GOOD)
def far_table() -> bytes:
    return xlsx(sheet_xml(sheet_rows(ROWS, first=70_000)))


@case("formula.xlsx", "a formula nobody has reckoned", GOOD, remarks=("FORMULA",))
def formula() -> bytes:
    return xlsx(sheet_xml(sheet_rows(ROWS) + '<row r="6"><c r="A6"><f>SUM(A2:A5)</f></c></row>'))


@case("hidden.xlsx", "a hidden row", GOOD, remarks=("HIDDEN_CELLS",))
def hidden_row() -> bytes:
    return xlsx(sheet_xml(sheet_rows(ROWS).replace('<row r="3">', '<row r="3" hidden="1">')))


@case("macro.xlsm", "a sheet with macros", GOOD, remarks=("MACRO",))
def sheet_macros() -> bytes:
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return zipped(book_parts(sheet_xml(sheet_rows(ROWS)), kind) | {"xl/vbaProject.bin": b"x" * 2000})


@case("pages.pdf", "two hundred pages", GOOD)
def many_pages() -> bytes:
    more = tuple(f"{n}.走访第{n}所学校。听取意见，登记造册。（牵头单位：安澜县教育局）" for n in range(5, 4000))
    return written((*LINES, *more), lines_of_page=20)


@case("table.csv", "a table with commas", GOOD)
def commas() -> bytes:
    return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS).encode("gb18030")


@case("export.xls", "a table with commas that calls itself a sheet", GOOD, remarks=("WRONG_EXTENSION",))
def disguised_commas() -> bytes:
    return "\n".join(",".join(row) for row in ROWS).encode("utf-8-sig")


@case("tail.pdf", "a PDF whose last line is missing", GOOD, remarks=("PARTIAL",))
def without_tail() -> bytes:
    return written().replace(b"%%EOF", b"")

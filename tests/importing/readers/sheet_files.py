"""Files with cells made for the tests: .xlsx and .ods from their XML, pages from rows; good and hostile ones."""

import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from io import BytesIO

Row = Sequence[str | int | float]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def zip_of(parts: Mapping[str, str | bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return stream.getvalue()


def letters_of(column: int) -> str:
    column, letters = column + 1, ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    return (
        f'{XML}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def relations_of(*entries: tuple[str, str]) -> str:
    """Return a relations part: each entry is the last word of its type and its target."""
    inner = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(entries, 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE_RELATIONS}">{inner}</Relationships>'


def book_of(
    sheets: Sequence[tuple[str, str]],
    *,
    strings: str | None = None,
    formats: Sequence[str] = (),
    states: Mapping[str, str] | None = None,
    inside: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return an .xlsx of sheets as (name, XML); style n + 1 has the n-th of `formats`."""
    entries = [("worksheet", f"worksheets/sheet{at}.xml") for at, _ in enumerate(sheets, 1)]
    entries += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{at}" state="{(states or {}).get(name, "visible")}" r:id="rId{at}"/>'
        for at, (name, _) in enumerate(sheets, 1)
    )
    codes = "".join(f'<numFmt numFmtId="{200 + at}" formatCode="{escape(code)}"/>' for at, code in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{200 + at}"/>' for at, _ in enumerate(formats))
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": relations_of(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{inside}<sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": relations_of(*entries),
        "xl/styles.xml": f'{XML}<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellXfs><xf numFmtId="0"/>'
        f"{styles}</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f'{XML}<sst xmlns="{MAIN}">{strings or ""}</sst>',
    }
    made |= {f"xl/worksheets/sheet{at}.xml": xml for at, (_, xml) in enumerate(sheets, 1)}
    return zip_of(made | dict(parts or {}))


def rows_xml(rows: Sequence[Row], strings: list[str]) -> str:
    """Return rows as Excel writes them; texts are put into `strings`."""
    out = []
    for number, row in enumerate(rows, 1):
        cells = ""
        for column, value in enumerate(row):
            place = f"{letters_of(column)}{number}"
            if isinstance(value, str) and value:
                strings.append(value)
                cells += f'<c r="{place}" t="s"><v>{len(strings) - 1}</v></c>'
            elif value != "":
                cells += f'<c r="{place}"><v>{value}</v></c>'
        out.append(f'<row r="{number}">{cells}</row>')
    return "".join(out)


def xlsx_of(rows: Sequence[Row], merges: Sequence[str] = (), name: str = "Sheet1") -> bytes:
    """Return an .xlsx of one sheet; empty texts are empty cells, merges are written A1:B2."""
    strings: list[str] = []
    body = rows_xml(rows, strings)
    merged = "".join(f'<mergeCell ref="{merge}"/>' for merge in merges)
    items = "".join(f'<si><t xml:space="preserve">{escape(text, quote=False)}</t></si>' for text in strings)
    return book_of(
        [(name, sheet_xml(body, after=f"<mergeCells>{merged}</mergeCells>" if merges else ""))], strings=items
    )


def html_of(paragraphs: Sequence[str] = (), rows: Sequence[Row] = (), title: str = "", charset: str = "utf-8") -> bytes:
    """Return a page of paragraphs, then one table of rows."""
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    if rows:
        lines = ("".join(f"<td>{escape(str(cell))}</td>" for cell in row) for row in rows)
        body += "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{escape(title)}</title></head>'
        f"<body>{body}</body></html>"
    ).encode("gb18030" if charset.startswith("gb") else charset)


def ods_of(table: str, styles: str = "") -> bytes:
    """Return an .ods of what stands in one table:table element."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
        for name, uri in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("draw", "drawing"),
        )
    )
    return zip_of(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"{XML}<office:document-content {spaces}><office:automatic-styles>{styles}"
            '</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Sheet1">'
            f"{table}</table:table></office:spreadsheet></office:body></office:document-content>",
        }
    )

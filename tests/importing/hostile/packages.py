"""Zip packages written by hand, with any lie about sizes, names and sums that a case needs."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.importing.hostile.cases import LINES, ROWS

_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCUMENT = f"{_OFFICE}.wordprocessingml.document.main+xml"
WORKBOOK = f"{_OFFICE}.spreadsheetml.sheet.main+xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"

Parts = Mapping[str, str | bytes]


def zipped(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry whose header says what the case wants said."""

    name: str
    content: bytes
    size: int | None = None
    crc: int | None = None
    flags: int = 0
    method: int = 8
    packed: bytes | None = None


def forged(entries: Iterable[Entry]) -> bytes:
    """Return a zip with the headers of `entries`, true or not."""
    out, directory = bytearray(), bytearray()
    count = 0
    for entry in entries:
        count += 1
        squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = entry.packed if entry.packed is not None else squeeze.compress(entry.content) + squeeze.flush()
        crc = zlib.crc32(entry.content) if entry.crc is None else entry.crc
        size = len(entry.content) if entry.size is None else entry.size
        name = entry.name.encode()
        same = struct.pack("<HHHHHIIIHH", 20, entry.flags, entry.method, 0, 0x21, crc, len(packed), size, len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + same + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + name
        out += b"PK\x03\x04" + same + name + packed
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(out), 0)
    return bytes(out + directory + b"PK\x05\x06" + end)


def content_types(main: str, type_: str, *more: tuple[str, str]) -> str:
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in ((main, type_), *more))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relations(*entries: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{_R}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(entries, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)


def word_xml(body: str, space: str = W, before: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document xmlns:w="{space}" xmlns:r="{_R}">'
        f"<w:body>{body}</w:body></w:document>"
    )


def word_parts(document: str | bytes, type_: str = DOCUMENT) -> dict[str, str | bytes]:
    return {
        "[Content_Types].xml": content_types("word/document.xml", type_),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": document,
    }


def docx(body: str | None = None) -> bytes:
    return zipped(word_parts(word_xml(paragraphs(LINES) if body is None else body)))


def cell_name(column: int, row: int) -> str:
    letters = ""
    while column >= 0:
        letters = chr(65 + column % 26) + letters
        column = column // 26 - 1
    return f"{letters}{row + 1}"


def sheet_rows(rows: Iterable[Iterable[str]], first: int = 0) -> str:
    return "".join(
        f'<row r="{r + 1}">'
        + "".join(
            f'<c r="{cell_name(c, r)}" t="inlineStr"><is><t>{escape(text)}</t></is></c>' for c, text in enumerate(row)
        )
        + "</row>"
        for r, row in enumerate(rows, first)
    )


def sheet_xml(rows: str, after: str = "", before: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{S}">{before}<sheetData>{rows}</sheetData>'
        f"{after}</worksheet>"
    )


def book_parts(sheet: str | bytes, type_: str = WORKBOOK, sheet_words: str = "") -> dict[str, str | bytes]:
    return {
        "[Content_Types].xml": content_types(
            "xl/workbook.xml",
            type_,
            ("xl/worksheets/sheet1.xml", f"{_OFFICE}.spreadsheetml.worksheet+xml"),
            ("xl/sharedStrings.xml", f"{_OFFICE}.spreadsheetml.sharedStrings+xml"),
        ),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="{S}" xmlns:r="{_R}"><sheets>'
            f'<sheet name="Sheet1" sheetId="1" {sheet_words} r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/sharedStrings.xml": f'<?xml version="1.0"?><sst xmlns="{S}"/>',
        "xl/worksheets/sheet1.xml": sheet,
    }


def xlsx(sheet: str | None = None) -> bytes:
    return zipped(book_parts(sheet_xml(sheet_rows(ROWS)) if sheet is None else sheet))


def _open_content(body: str, before: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content '
        f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" xmlns:table="{_ODF}:table:1.0" '
        f'office:version="1.2"><office:body>{body}</office:body></office:document-content>'
    )


def _open_package(kind: str, content: str, manifest: str = "") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0"><manifest:file-entry '
            f'manifest:full-path="content.xml" manifest:media-type="text/xml">{manifest}</manifest:file-entry>'
            "</manifest:manifest>",
        )
    return target.getvalue()


def odt(body: str | None = None, before: str = "", manifest: str = "") -> bytes:
    if body is None:
        body = "".join(f"<text:p>{escape(line)}</text:p>" for line in LINES)
    return _open_package("text", _open_content(f"<office:text>{body}</office:text>", before), manifest)


def ods(rows: str | None = None, before: str = "", manifest: str = "") -> bytes:
    if rows is None:
        rows = "".join(f"<table:table-row>{''.join(map(open_cell, row))}</table:table-row>" for row in ROWS)
    body = f'<office:spreadsheet><table:table table:name="Sheet1">{rows}</table:table></office:spreadsheet>'
    return _open_package("spreadsheet", _open_content(body, before), manifest)


def open_cell(text: str, words: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {words}><text:p>{escape(text)}</text:p></table:table-cell>'

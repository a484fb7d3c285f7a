"""Word documents that are one XML file: the flat package, and the form of 2003."""

from __future__ import annotations

import pytest

from planner.core.errors import InputError
from planner.importing.document import Document, Grid, Paragraph
from planner.importing.readers import docx
from tests.importing.readers.word_files import DECLARATION, paragraph, part, relations

OLD = (
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" xmlns:aml="http://schemas.microsoft.com/aml/2001/core"'
)


def read_old(body: str, before: str = "", more: str = "") -> Document:
    xml = (
        f'{DECLARATION}<?mso-application progid="Word.Document"?><w:wordDocument {OLD}{more}>{before}'
        f"<w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>"
    )
    return docx.read(xml.encode(), "计划.doc")


def shown(document: Document) -> list[tuple[str, str]]:
    return [(block.text, block.aside) for block in document.blocks if isinstance(block, Paragraph)]


def test_flat_package() -> None:
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    body = part("document", f"<w:body>{paragraph('办好学校')}</w:body>").removeprefix(DECLARATION)
    listed = relations([("officeDocument", "word/document.xml", False)]).removeprefix(DECLARATION)
    xml = (
        f'{DECLARATION}<pkg:package xmlns:pkg="{space}"><pkg:part pkg:name="/_rels/.rels"><pkg:xmlData>{listed}'
        f'</pkg:xmlData></pkg:part><pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{body}</pkg:xmlData></pkg:part>'
        '<pkg:part pkg:name="/word/vbaProject.bin"><pkg:binaryData>AA==</pkg:binaryData></pkg:part></pkg:package>'
    )
    document = docx.read(xml.encode(), "计划.xml")
    assert shown(document) == [("办好学校", "")]
    assert [remark.code for remark in document.remarks] == ["MACRO"]


def test_lists_of_2003_count() -> None:
    lists = (
        '<w:lists><w:listDef w:listDefId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:nfc w:val="39"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:listDef><w:list w:ilfo="1"><w:ilst w:val="0"/></w:list></w:lists>'
    )
    listed = '<w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="一、"/></w:listPr>'
    document = read_old(paragraph("甲", listed) + paragraph("乙", listed) + paragraph("丙"), lists)
    assert shown(document) == [("一、甲", ""), ("二、乙", ""), ("丙", "")]


def test_tables_of_2003() -> None:
    cells = "<w:tc><w:tcPr><w:vmerge w:val='{}'/></w:tcPr>{}</w:tc><w:tc>{}</w:tc>"
    rows = (
        f"<w:tr>{cells.format('restart', paragraph('甲'), paragraph('乙'))}</w:tr>"
        f"<w:tr>{cells.format('continue', paragraph(), paragraph('丙'))}</w:tr>"
    )
    (grid,) = read_old(f"<w:tbl>{rows}</w:tbl>").blocks
    assert isinstance(grid, Grid)
    assert [(cell.row, cell.column, cell.text, cell.row_span) for cell in grid.cells] == [
        (0, 0, "甲", 2),
        (0, 1, "乙", 1),
        (1, 1, "丙", 1),
    ]


def test_changes_notes_and_margins_of_2003() -> None:
    change = '<aml:annotation w:type="Word.{}"><aml:content>{}</aml:content></aml:annotation>'
    body = (
        "<w:p><w:r><w:t>期限</w:t></w:r>"
        + change.format("Deletion", "<w:r><w:delText>旧</w:delText></w:r>")
        + change.format("Insertion", "<w:r><w:t>新</w:t></w:r>")
        + change.format("Comment", paragraph("一句批注"))
        + f"<w:r><w:footnote>{paragraph('一条脚注')}</w:footnote></w:r><w:r><w:t>。</w:t></w:r></w:p>"
        + f"<w:sectPr><w:hdr>{paragraph('安澜县教育局')}</w:hdr><w:hdr>{paragraph('偶数页')}</w:hdr></w:sectPr>"
    )
    document = read_old(body, more=' w:macrosPresent="yes"')
    assert shown(document) == [
        ("期限新。", ""),
        ("一条脚注", "脚注"),
        ("一句批注", "批注"),
        ("安澜县教育局", "页眉"),
        ("偶数页", "页眉"),
    ]
    assert [(remark.code, remark.words) for remark in document.remarks] == [("TRACKED", "1"), ("MACRO", "")]


@pytest.mark.parametrize(
    "data",
    [
        b"<a/>",
        b"<a",
        f"<w:wordDocument {OLD}/>".encode(),
        b'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
    ],
)
def test_other_xml_is_damaged(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        docx.read(data, "计划.xml")
    assert caught.value.code == "DAMAGED"

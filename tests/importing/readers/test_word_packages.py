"""The package of a Word file: which part is the document, what is said of it, what is refused."""

from __future__ import annotations

import pytest

from planner.core.errors import InputError
from planner.importing.document import Document, Grid, Paragraph
from planner.importing.readers import docx
from tests.importing.readers.word_files import (
    DECLARATION,
    MAIN,
    docx_of,
    package,
    paragraph,
    part,
    relations,
    run,
    table,
    zipped,
)

BODY = part("document", f"<w:body>{paragraph('办好学校')}</w:body>")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def remarks(data: bytes) -> dict[str, str]:
    return {remark.code: remark.words for remark in docx.read(data, "计划.docx").remarks}


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        docx.read(data, "计划.docx")
    return caught.value.code


@pytest.mark.parametrize(
    "parts",
    [
        {"word/document.xml": BODY},
        {"_rels/.rels": relations([("officeDocument", "/odd/Main.xml", False)]), "odd/main.xml": BODY},
        {"_rels/.rels": relations([("officeDocument", "gone.xml", False)]), "word/document.xml": BODY},
        {
            "[Content_Types].xml": f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/body.xml" ContentType="{MAIN}"/></Types>',
            "body.xml": BODY,
        },
        {"word\\document.xml": BODY},
    ],
    ids=["usual place", "relation, another spelling", "relation leads nowhere", "content type", "backslash"],
)
def test_main_part_is_found(parts: dict[str, str]) -> None:
    assert texts(docx.read(zipped(parts), "计划.docx")) == ["办好学校"]


def test_strict_namespaces() -> None:
    strict = BODY.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert "purl" in strict
    assert texts(docx.read(zipped({"word/document.xml": strict}), "计划.docx")) == ["办好学校"]


def test_utf_16_part() -> None:
    tracked = part("document", f"<w:body><w:p><w:del>{run('旧')}</w:del>{run('藏', '<w:vanish/>')}</w:p></w:body>")
    data = zipped({"word/document.xml": tracked.replace("UTF-8", "UTF-16").encode("utf-16")})
    assert texts(docx.read(data, "计划.docx")) == ["藏"]
    assert remarks(data) == {"TRACKED": "1", "HIDDEN": "1"}


def test_what_a_package_carries_is_said() -> None:
    macros = package(paragraph("字"), more={"word/vbaProject.bin": b"\x01"})
    assert remarks(macros) == {"MACRO": ""}
    linked = package(paragraph("字"), external=[("oleObject", "file:///C:/表.xlsx"), ("hyperlink", "http://x.example")])
    assert remarks(linked) == {"EXTERNAL_LINK": ""}
    clicked = package(paragraph("字"), external=[("hyperlink", "http://x.example"), ("attachedTemplate", "a.dotm")])
    assert remarks(clicked) == {}


def embedded(target: str, content: str | bytes) -> bytes:
    listed = f'<Relationship Id="c" Type="http://x.example/aFChunk" Target="{target}"/></Relationships>'
    return zipped(
        {
            "word/document.xml": part(
                "document", f'<w:body>{paragraph("前")}<w:altChunk r:id="c"/>{paragraph("后")}</w:body>'
            ),
            "word/_rels/document.xml.rels": relations([]).replace("</Relationships>", listed),
            f"word/{target}": content,
        }
    )


@pytest.mark.parametrize(
    ("target", "content"),
    [
        ("a.html", "<html><meta charset='utf-8'><body><p>办好学校</p></body></html>".encode()),
        ("a.rtf", rb"{\rtf1\ansi\ansicpg936 \'b0\'ec\'ba\'c3\'d1\'a7\'d0\'a3}"),
        ("a.txt", "办好学校"),
        ("a.docx", docx_of(["办好学校"])),
    ],
)
def test_embedded_file_is_read_in_its_place(target: str, content: str | bytes) -> None:
    document = docx.read(embedded(target, content), "计划.docx")
    assert texts(document) == ["前", "办好学校", "后"]
    assert document.remarks == ()


def test_embedded_file_that_cannot_be_read_is_said() -> None:
    assert remarks(embedded("a.docx", b"PK\x03\x04")) == {"EMBEDDED_FILE": "1份其他文件"}


def test_the_words_of_a_diagram_are_read() -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    shapes = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{text[:1]}</a:t></a:r><a:r><a:t>{text[1:]}</a:t></a:r></a:p></dgm:t></dgm:pt>"
        for text in ("办好学校", "办好食堂")
    )
    drawing = f'<w:r><w:drawing><dgm:relIds xmlns:dgm="{space}" r:dm="rId1"/></w:drawing></w:r>'
    data = package(
        paragraph("前", inner=drawing) + paragraph("后", inner=drawing.replace("rId1", "rId9")),
        diagramData=f'<dgm:ptLst xmlns:dgm="{space}">{shapes}<dgm:pt><a:p/></dgm:pt></dgm:ptLst>',
    )
    assert texts(docx.read(data, "计划.docx")) == ["前", "办好学校", "办好食堂", "后"]


def test_files_within_files_end() -> None:
    data = docx_of(["最里面"])
    for _ in range(5):
        data = embedded("a.docx", data)
    assert "最里面" not in texts(docx.read(data, "计划.docx"))


def test_pictures_without_text_are_a_scan() -> None:
    assert (
        refused(package(paragraph(), more={"word/media/1.png": b"x"}, external=[("image", "media/1.png")])) == "NO_TEXT"
    )


def nested(tag: str, depth: int) -> bytes:
    return package(f"<w:{tag}>" * depth + f"</w:{tag}>" * depth)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 and no more", "DAMAGED"),
        (docx_of(["字"])[:-30], "DAMAGED"),
        (zipped({"word/document.xml": BODY[:-20]}), "DAMAGED"),
        (zipped({"word/document.xml": "<a/>"}), "DAMAGED"),
        (zipped({"word/document.xml": part("styles", "")}), "DAMAGED"),
        (zipped({"word/document.xml": part("document", "")}), "DAMAGED"),
        (zipped({"word/document.xml": ""}), "DAMAGED"),
        (
            zipped({"word/document.xml": f"<!DOCTYPE w [<!ENTITY a 'b'>]>{BODY.removeprefix(DECLARATION)}"}),
            "UNSAFE_XML",
        ),
        (zipped({"word/document.xml": BODY, "../out.xml": "x"}), "UNSAFE_PATH"),
        (nested("sdt", 100_000), "BOMB"),
        (nested("sdt", 220), "BOMB"),
        (package("<w:p>" + "<w:r>" * 220 + "</w:r>" * 220 + "</w:p>"), "BOMB"),
        (package("<w:tbl><w:tr><w:tc>" * 90 + paragraph("字") + "</w:tc></w:tr></w:tbl>" * 90), "BOMB"),
    ],
)
def test_what_cannot_be_read(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_parts_that_are_named_and_missing_are_done_without() -> None:
    listed = relations([(kind, f"{kind}.xml", False) for kind in ("styles", "numbering", "footnotes", "header")])
    data = zipped({"word/document.xml": BODY, "word/_rels/document.xml.rels": listed})
    assert texts(docx.read(data, "计划.docx")) == ["办好学校"]


def test_odd_but_valid_bodies() -> None:
    body = (
        "<!-- 说明 --><?x y?><w:p/><w:tbl/><w:tbl><w:tr/></w:tbl><w:sdt/><w:r><w:t>无段</w:t></w:r>"
        + table("<w:tr><w:tc/></w:tr>")
        + f"<w:customXml>{paragraph('自定')}</w:customXml>"
    )
    document = docx.read(package(body), "计划.docx")
    assert [text for text in texts(document) if text] == ["无段", "自定"]
    assert not any(isinstance(block, Grid) for block in document.blocks)


def test_a_paragraph_of_many_runs_stays_whole() -> None:
    assert texts(docx.read(package(f"<w:p>{run('字') * 20_000}</w:p>"), "计划.docx")) == ["字" * 20_000]

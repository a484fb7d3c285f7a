"""OpenDocument texts, as packages and as one flat file."""

from __future__ import annotations

import pytest

from planner.core.errors import InputError
from planner.importing.document import Document, Grid, Paragraph
from planner.importing.readers import odt
from tests.importing.readers.word_files import zipped

_URN = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = (
    f'xmlns:office="{_URN}:office:1.0" xmlns:text="{_URN}:text:1.0" xmlns:style="{_URN}:style:1.0" '
    f'xmlns:table="{_URN}:table:1.0" xmlns:draw="{_URN}:drawing:1.0" xmlns:svg="{_URN}:svg-compatible:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
HAN = 'style:num-format="一, 二, 三, ..." '
TREE = (
    '<text:list-style style:name="Tree">'
    f'<text:list-level-style-number text:level="1" {HAN}style:num-suffix="、"/>'
    f'<text:list-level-style-number text:level="2" {HAN}style:num-prefix="（" style:num-suffix="）"/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" style:num-suffix="."/>'
    '</text:list-style><text:list-style style:name="Dots"><text:list-level-style-bullet text:level="1" '
    'text:bullet-char="•"/></text:list-style>'
)


def content(body: str, styles: str = "") -> str:
    return (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def read(body: str, styles: str = "", **more: str) -> Document:
    parts = {"content.xml": content(body, styles)} | {f"{name}.xml": text for name, text in more.items()}
    return odt.read(zipped(parts), "计划.odt")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def p(inner: str) -> str:
    return f"<text:p>{inner}</text:p>"


def items(*inner: str) -> str:
    return "".join(f"<text:list-item>{text}</text:list-item>" for text in inner)


def listed(inner: str, style: str = "Tree", more: str = "") -> str:
    return f'<text:list text:style-name="{style}"{more}>{inner}</text:list>'


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("办好<text:span>学校</text:span>。", "办好学校。"),
        ('甲<text:s text:c="3"/>乙<text:tab/>丙<text:line-break/>丁', "甲   乙\t丙\n丁"),
        ("\n   甲\n   乙  <text:span>  丙</text:span>\n", "甲 乙 丙"),
        ("<text:a xlink:href='x'>附件</text:a><text:soft-page-break/>一", "附件一"),
        ("<text:bookmark-start/>甲<!-- 说明 -->乙<text:date>3月</text:date>", "甲乙3月"),
        ("<text:ruby><text:ruby-base>安</text:ruby-base><text:ruby-text>ān</text:ruby-text></text:ruby>", "安"),
        ("<draw:frame><draw:image/><svg:title>图</svg:title><svg:desc>说明</svg:desc></draw:frame>甲", "甲"),
        ('<text:s text:c="2000000000"/>甲', " " * 100 + "甲"),
    ],
)
def test_what_a_paragraph_shows(xml: str, text: str) -> None:
    assert texts(read(p(xml))) == [text]


def test_lists_count_by_their_style() -> None:
    inner = listed(items(p("甲") + listed(items(p("乙"), p("丙")), more="")), more="")
    inner += listed(items(p("丁")), more=' text:continue-numbering="true"')
    inner += listed(items(p("戊")))
    assert texts(read(inner, TREE)) == ["一、甲", "（一）乙", "（二）丙", "二、丁", "一、戊"]


def test_items_that_only_hold_deeper_lists_do_not_count() -> None:
    deep = listed(items(listed(items(listed(items(p("甲"), p("乙")))))))
    assert texts(read(deep, TREE)) == ["1.甲", "2.乙"]


def test_list_goes_on_with_another_one_by_its_name() -> None:
    body = listed(items(p("甲")), more=' xml:id="one"') + listed(items(p("别的"))) + p("中间")
    body += listed(items(p("乙")), more=' text:continue-list="one"')
    assert texts(read(body, TREE)) == ["一、甲", "一、别的", "中间", "二、乙"]


def test_list_starts_and_heads() -> None:
    start = '<text:list-item text:start-value="5"><text:p>甲</text:p><text:p>同条</text:p></text:list-item>'
    head = "<text:list-header><text:p>不编号</text:p></text:list-header>"
    assert texts(read(listed(head + start + items(p("乙"))), TREE)) == ["不编号", "五、甲", "同条", "六、乙"]


def test_bullets_are_no_numbers() -> None:
    assert texts(read(listed(items(p("甲"), p("乙")), "Dots"), TREE)) == ["甲", "乙"]


def test_upper_levels_in_a_number() -> None:
    styles = (
        '<text:list-style style:name="Tree"><text:list-level-style-number text:level="1" style:num-format="1"/>'
        '<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2" '
        'style:num-suffix="."/><text:list-level-style-number text:level="3" style:num-format="a" '
        'loext:num-list-format="%1%-%3%）"/></text:list-style>'
    )
    body = listed(items(p("甲") + listed(items(p("乙") + listed(items(p("丙")))))))
    assert texts(read(body, styles)) == ["1 甲", "1.1.乙", "1-a）丙"]


def test_headings_count_by_the_outline() -> None:
    outline = (
        f"<office:document-styles {SPACES}><office:styles><text:outline-style>"
        f'<text:outline-level-style text:level="1" {HAN}style:num-prefix="第" style:num-suffix="章"/>'
        '<text:outline-level-style text:level="2" style:num-format=""/></text:outline-style></office:styles>'
        "</office:document-styles>"
    )
    body = (
        '<text:h text:outline-level="1">总则</text:h><text:h text:outline-level="2">目的</text:h>'
        '<text:h text:outline-level="1" text:is-list-header="true">附</text:h>'
        '<text:h text:outline-level="1">任务</text:h>'
    )
    assert texts(read(body, styles=outline)) == ["第一章 总则", "目的", "附", "第二章 任务"]


def test_numbered_paragraphs_share_a_list() -> None:
    one = '<text:numbered-paragraph text:list-id="x" text:style-name="Tree" text:level="1">{}</text:numbered-paragraph>'
    assert texts(read(one.format(p("甲")) + p("中间") + one.format(p("乙")), TREE)) == ["一、甲", "中间", "二、乙"]


def test_deleted_text_is_left_out_and_counted() -> None:
    tracked = (
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><dc:creator>某人</dc:creator>'
        "<text:p>6月底</text:p></text:deletion></text:changed-region><text:changed-region><text:insertion/>"
        "</text:changed-region></text:tracked-changes>"
    )
    document = read(tracked + p('期限：<text:change text:change-id="c"/><text:change-start/>9月底<text:change-end/>'))
    assert texts(document) == ["期限：9月底"]
    assert [(remark.code, remark.words) for remark in document.remarks] == [("TRACKED", "1")]


def test_hidden_text_is_read_and_said() -> None:
    hidden = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    document = read(p('看<text:span text:style-name="H">藏</text:span>'), hidden)
    assert texts(document) == ["看藏"]
    assert [(remark.code, remark.words) for remark in document.remarks] == [("HIDDEN", "1")]


def test_what_stands_beside_the_text() -> None:
    body = p(
        '甲<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>一条脚注</text:p></text:note-body></text:note>乙<office:annotation><dc:creator>某人</dc:creator>"
        "<text:p>一句批注</text:p></office:annotation>"
        "<draw:frame><draw:text-box><text:p>框里</text:p></draw:text-box></draw:frame>"
    )
    styles = (
        f"<office:document-styles {SPACES}><office:master-styles><style:master-page><style:header>"
        "<text:p>安澜县教育局</text:p></style:header><style:header-left><text:p>安澜县教育局</text:p></style:header-left>"
        "<style:footer><text:p>— <text:page-number>3</text:page-number> —</text:p></style:footer></style:master-page>"
        "</office:master-styles></office:document-styles>"
    )
    document = odt.read(zipped({"content.xml": content(body), "styles.xml": styles}), "计划.odt")
    assert [(block.text, block.aside) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("甲乙", ""),
        ("框里", ""),
        ("一条脚注", "脚注"),
        ("一句批注", "批注"),
        ("安澜县教育局", "页眉"),
        ("— —", "页码"),
    ]


def test_sections_and_indexes_are_looked_into() -> None:
    body = f"<text:section><text:section>{p('甲')}</text:section></text:section><text:table-of-content>"
    body += "<text:table-of-content-source><text:index-title-template>模板</text:index-title-template>"
    body += f"</text:table-of-content-source><text:index-body>{p('目录')}</text:index-body></text:table-of-content>"
    assert texts(read(body)) == ["甲", "目录"]


def test_covered_cells_and_spans() -> None:
    body = (
        "<table:table><table:table-column/><table:table-header-rows><table:table-row>"
        f"<table:table-cell>{p('序号')}</table:table-cell>"
        f'<table:table-cell table:number-columns-spanned="2">{p("任务")}'
        "</table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows><table:table-row>"
        f'<table:table-cell table:number-rows-spanned="2">{p("1")}</table:table-cell><table:table-cell>{p("甲")}'
        f"</table:table-cell><table:table-cell>{p('乙')}</table:table-cell></table:table-row><table:table-row>"
        f"<table:covered-table-cell/><table:table-cell>{p('丙')}</table:table-cell><table:table-cell>{p('丁')}"
        "</table:table-cell></table:table-row></table:table>"
    )
    (grid,) = read(body).blocks
    assert isinstance(grid, Grid)
    assert [(cell.row, cell.column, cell.text, cell.row_span, cell.column_span) for cell in grid.cells] == [
        (0, 0, "序号", 1, 1),
        (0, 1, "任务", 1, 2),
        (1, 0, "1", 2, 1),
        (1, 1, "甲", 1, 1),
        (1, 2, "乙", 1, 1),
        (2, 1, "丙", 1, 1),
        (2, 2, "丁", 1, 1),
    ]


def test_absurd_repeats_and_spans_are_clipped() -> None:
    many = 'table:number-columns-repeated="2000000000" table:number-columns-spanned="2000000000"'
    body = (
        '<table:table><table:table-row table:number-rows-repeated="2000000000">'
        f'<table:table-cell table:number-rows-spanned="2000000000">{p("甲")}</table:table-cell>'
        f"<table:table-cell {many}>{p('乙')}</table:table-cell></table:table-row></table:table>"
    )
    (grid,) = read(body).blocks
    assert isinstance(grid, Grid)
    assert max(cell.row + cell.row_span for cell in grid.cells) <= 100
    assert max(cell.column + cell.column_span for cell in grid.cells) <= 200


def test_repeats_within_repeats_are_refused() -> None:
    inner = p("字")
    for _ in range(4):
        inner = (
            '<table:table><table:table-row table:number-rows-repeated="99"><table:table-cell '
            f'table:number-columns-repeated="99">{inner}</table:table-cell></table:table-row></table:table>'
        )
    with pytest.raises(InputError) as caught:
        read(inner)
    assert caught.value.code == "BOMB"


def test_flat_file() -> None:
    flat = content(p("甲")).replace("document-content", "document")
    assert texts(odt.read(flat.encode(), "计划.fodt")) == ["甲"]


def test_encrypted_file_is_told() -> None:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
        "</manifest:manifest>"
    )
    with pytest.raises(InputError) as caught:
        odt.read(zipped({"META-INF/manifest.xml": manifest, "content.xml": b"\x01\x02"}), "计划.odt")
    assert caught.value.code == "ENCRYPTED"


def test_old_list_of_parts_may_declare_its_type() -> None:
    manifest = '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><a/>'
    document = odt.read(zipped({"META-INF/manifest.xml": manifest, "content.xml": content(p("甲"))}), "计划.odt")
    assert texts(document) == ["甲"]


def test_macros_are_said() -> None:
    document = odt.read(zipped({"content.xml": content(p("甲")), "Basic/Standard/a.xml": "<a/>"}), "计划.odt")
    assert [remark.code for remark in document.remarks] == ["MACRO"]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"other.xml": "<a/>"}, "DAMAGED"),
        ({"content.xml": "<a/>"}, "DAMAGED"),
        ({"content.xml": content(p("甲"))[:-40]}, "DAMAGED"),
        ({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]>' + content(p("&b;"))}, "UNSAFE_XML"),
        ({"content.xml": content("<text:section>" * 240 + p("甲") + "</text:section>" * 240)}, "BOMB"),
        ({"content.xml": content(p("")), "Pictures/1.png": "x"}, "NO_TEXT"),
    ],
)
def test_what_cannot_be_read(parts: dict[str, str], code: str) -> None:
    with pytest.raises(InputError) as caught:
        odt.read(zipped(parts), "计划.odt")
    assert caught.value.code == code

"""Word files: what Word shows is read, what it does not show is left out and said."""

from __future__ import annotations

import pytest

from planner.core.errors import InputError
from planner.importing.document import Document, Grid, Paragraph
from planner.importing.readers import docx
from tests.importing.readers.word_files import (
    abstract,
    cell,
    in_list,
    level,
    num,
    package,
    paragraph,
    row,
    run,
    table,
    zipped,
)


def read(body: str, **parts: str) -> Document:
    return docx.read(package(body, **parts), "计划.docx")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def remarks(document: Document) -> dict[str, str]:
    return {remark.code: remark.words for remark in document.remarks}


def inner(*runs: str) -> str:
    return paragraph(inner="".join(runs))


def field(instruction: str, *result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin")
        + f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
        + mark.format("separate")
        + "".join(result)
        + mark.format("end")
    )


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (run("办好") + "<w:r><w:tab/></w:r>" + run("学校"), "办好\t学校"),
        (run("第一行\n第二行"), "第一行\n第二行"),
        (run("甲") + "<w:r><w:cr/></w:r>" + run("乙"), "甲\n乙"),
        (run("甲") + '<w:r><w:br w:type="page"/></w:r>', "甲"),
        (run("2020") + "<w:r><w:noBreakHyphen/></w:r>" + run("2022"), "2020-2022"),
        (run("学") + "<w:r><w:softHyphen/></w:r>" + run("校"), "学校"),
        (f'<w:hyperlink r:id="rId9">{run("附件")}</w:hyperlink>', "附件"),
        (f'<w:smartTag w:element="place">{run("安澜县")}</w:smartTag>', "安澜县"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件里的字')}</w:sdtContent></w:sdt>", "控件里的字"),
        (f"<w:newerThanThis>{run('新容器里的字')}</w:newerThanThis>", "新容器里的字"),
        ("<w:r><w:t>  两端  </w:t></w:r>", "两端"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("完成"), "☑完成"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="00A3"/></w:r>' + run("未完成"), "□未完成"),
        (run("\uf0a8是", '<w:rFonts w:ascii="Wingdings"/>'), "□是"),
        (run("vr", "<w:caps/>") + run("教室"), "VR教室"),
        ("<w:ruby><w:rt>" + run("ān") + "</w:rt><w:rubyBase>" + run("安") + "</w:rubyBase></w:ruby>", "安"),
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1"),
    ],
)
def test_what_word_shows_in_a_paragraph(xml: str, text: str) -> None:
    assert texts(read(inner(xml))) == [text]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (field("REF 甲", run("见第三条")), "见第三条"),
        (field("IF " + "1 = 1", field("PAGE", run("9")), run("结果")), "9结果"),
        (f'<w:fldSimple w:instr="DATE">{run("3月7日")}</w:fldSimple>', "3月7日"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>eq \\o\\ac(○,3)</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("落实"),
            "③落实",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>'
            '</w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/>'
            "</w:r>" + run("是"),
            "☑是",
        ),
    ],
)
def test_fields_show_their_results(xml: str, text: str) -> None:
    assert texts(read(inner(xml))) == [text]


def test_field_that_never_ends_swallows_nothing_after_its_paragraph() -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    assert texts(read(inner(broken) + paragraph("一、后面的话"))) == ["", "一、后面的话"]


def test_tracked_changes_are_read_as_accepted_and_counted() -> None:
    changed = (
        run("完成时限：")
        + "<w:del><w:r><w:delText>6月底</w:delText></w:r></w:del>"
        + f"<w:ins>{run('9月底')}</w:ins>"
        + f"<w:moveTo>{run('前')}</w:moveTo><w:moveFrom>{run('后')}</w:moveFrom>"
    )
    document = read(inner(changed))
    assert texts(document) == ["完成时限：9月底前"]
    assert remarks(document) == {"TRACKED": "2"}


def test_deleted_paragraph_takes_no_number() -> None:
    numbered = in_list(1)
    old = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    deleted = f"<w:p><w:pPr>{numbered}<w:rPr><w:del/></w:rPr></w:pPr>{old}</w:p>"
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)
    body = paragraph("甲", numbered) + deleted + paragraph("乙", numbered)
    assert texts(read(body, numbering=numbering)) == ["1.甲", "2.乙"]


def test_paragraphs_join_where_the_mark_between_them_was_deleted() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('加强管理，')}</w:p>"
    assert texts(read(first + paragraph("办好学校。"))) == ["加强管理，办好学校。"]


def test_hidden_text_is_read_and_said() -> None:
    document = read(
        inner(run("看得见"), run("看不见", "<w:vanish/>"), run("又看不见", "<w:vanish/>"), run("了"))
        + inner(run("没有藏", '<w:vanish w:val="0"/>'))
        + paragraph("藏在样式里", '<w:pStyle w:val="Secret"/>'),
        styles='<w:style w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="Secret"><w:basedOn w:val="Base"/></w:style>',
    )
    assert texts(document) == ["看得见看不见又看不见了", "没有藏", "藏在样式里"]
    assert remarks(document) == {"HIDDEN": "2"}


def test_text_box_comes_once_and_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('框里第一段')}{paragraph('框里第二段')}</w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><a:graphic><wps:txbx>{box}</wps:txbx></a:graphic>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    document = read(inner(run("前"), f"<w:r>{both}</w:r>", run("后")) + paragraph("下一段"))
    assert texts(document) == ["前后", "框里第一段", "框里第二段", "下一段"]


def test_fallback_speaks_where_the_choice_is_silent() -> None:
    old = f"<w:pict><v:textbox><w:txbxContent>{paragraph('旧式文本框')}</w:txbxContent></v:textbox></w:pict>"
    xml = f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    assert texts(read(inner(f"<w:r>{xml}</w:r>"))) == ["", "旧式文本框"]


def test_drawn_words_are_text() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="安澜县教育局文件"/></v:shape></w:pict></w:r>'
    assert texts(read(inner(art))) == ["", "安澜县教育局文件"]


def test_what_stands_beside_the_text_is_kept_as_asides() -> None:
    page = f'{run("第")}<w:fldSimple w:instr=" PAGE ">{run("7")}</w:fldSimple>{run("页")}'
    document = read(
        inner(run("正文"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + inner('<w:del><w:r><w:delText>旧</w:delText><w:footnoteReference w:id="3"/></w:r></w:del>'),
        footnotes=f'<w:footnote w:type="separator" w:id="0">{paragraph("——")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("一条脚注")}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph("已删的脚注")}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{paragraph("一条尾注")}</w:endnote>',
        comments=f'<w:comment w:id="0">{paragraph("一句批注")}</w:comment>',
        header1=paragraph("安澜县教育局"),
        header2=paragraph("安澜县教育局"),
        footer1=inner(page),
        footer2=inner(run("— "), field("PAGE", run("7")), run(" —")),
    )
    asides = [(block.aside, block.text) for block in document.blocks if isinstance(block, Paragraph) and block.aside]
    assert asides == [
        ("脚注", "一条脚注"),
        ("尾注", "一条尾注"),
        ("批注", "一句批注"),
        ("页眉", "安澜县教育局"),
        ("页脚", "第页"),
        ("页码", "—  —"),
    ]


def test_merged_cells_come_once_with_their_spans() -> None:
    both = '<w:gridSpan w:val="2"/>'
    document = read(
        table(
            row(cell(paragraph("序号")), cell(paragraph("任务")), cell(paragraph("单位"), both)),
            row(
                cell(paragraph("1"), '<w:vMerge w:val="restart"/>'),
                cell(paragraph("甲")),
                cell(paragraph("乙")),
                cell(paragraph("丙")),
            ),
            row(cell(paragraph(), "<w:vMerge/>"), cell(paragraph("丁")), cell(paragraph("戊"), both)),
        )
    )
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    assert [(c.row, c.column, c.text, c.row_span, c.column_span) for c in grid.cells] == [
        (0, 0, "序号", 1, 1),
        (0, 1, "任务", 1, 1),
        (0, 2, "单位", 1, 2),
        (1, 0, "1", 2, 1),
        (1, 1, "甲", 1, 1),
        (1, 2, "乙", 1, 1),
        (1, 3, "丙", 1, 1),
        (2, 1, "丁", 1, 1),
        (2, 2, "戊", 1, 2),
    ]


def test_file_without_its_document_is_damaged() -> None:
    with pytest.raises(InputError) as caught:
        docx.read(zipped({"word/other.xml": "<a/>"}), "计划.docx")
    assert caught.value.code == "DAMAGED"

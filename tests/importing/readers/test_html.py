"""Web pages, saved pages and HTML of the clipboard."""

import base64
import quopri

import pytest

from planner.core.errors import InputError
from planner.core.input_errors import Bomb, EmptyFile, NoText, WrongType
from planner.importing.document import Document, Grid, GridCell, Paragraph, render
from planner.importing.readers import html
from tests.importing.readers.sheet_files import html_of


def read(body: str) -> Document:
    return html.read(f"<html><body>{body}</body></html>".encode(), "页")


def lines(body: str) -> list[str]:
    return [block.text for block in read(body).blocks if isinstance(block, Paragraph) and not block.aside]


def asides(document: Document) -> list[tuple[str, str]]:
    return [(block.aside, block.text) for block in document.blocks if isinstance(block, Paragraph) and block.aside]


def grid(body: str) -> Grid:
    return next(block for block in read(body).blocks if isinstance(block, Grid))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<div>一<p>二</p>三</div>四", ["一", "二", "三", "四"]),
        ("<p>&nbsp;&nbsp;　一、总体\n  要求&amp;原则 </p>", ["一、总体要求&原则"]),
        ("<p>第 12\n月 <b>底</b>前\tA\nB</p>", ["第 12 月 底前 A B"]),
        ("<p>一<br>二<br><br>三<br/>\n<br>四</p>", ["一\n二", "三", "四"]),
        ("<pre>一\n  二  三\n\n四</pre>", ["一\n二  三", "四"]),
        ("<p>任务<ruby>重<rt>zhong</rt></ruby>点<o:p>好</o:p></p>", ["任务重点好"]),
        ("<p>甲<script>var a</script><style>p{}</style><!-- 乙 -->丙</p>", ["甲丙"]),
        ("<span style='display:block'>甲</span><span>乙</span>", ["甲", "乙"]),
        ("<p>未闭合<p>第二<div>第三", ["未闭合", "第二", "第三"]),
    ],
)
def test_paragraphs_are_those_a_browser_shows(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ol><li>修路<li>架桥</ol>", ["1.修路", "2.架桥"]),
        ("<ol start=3><li>修路<li value=9>架桥<li>铺轨</ol>", ["3.修路", "9.架桥", "10.铺轨"]),
        ("<ol reversed><li>修路<li>架桥</ol>", ["2.修路", "1.架桥"]),
        ("<ol style='list-style-type: cjk-ideographic'><li>修路<li>架桥</ol>", ["一、修路", "二、架桥"]),
        ("<ol type=a><li>修路<ol type=I><li>测量</ol><li>架桥</ol>", ["a.修路", "I.测量", "b.架桥"]),
        ("<ol><li><p>修路</p><p>先测量</p><li>架桥</ol>", ["1.修路", "先测量", "2.架桥"]),
        ("<ol style='list-style:none'><li>修路</ol><ul><li>架桥</ul>", ["修路", "架桥"]),
        ("<ol><li>一、修路<li>（二）架桥<li>3.铺轨</ol>", ["一、修路", "（二）架桥", "3.铺轨"]),
    ],
)
def test_lists_are_numbered_as_a_browser_does(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_tables_are_grids_with_their_spans() -> None:
    body = (
        "<table><caption>分工表</caption><thead><tr><th>序号<th colspan=2>任务</thead><tbody><tr><td rowspan=2>1"
        "<td>修<br>路<td><p>甲</p><p>乙</p><tr><td>架桥<td>丙</tbody></table>"
    )
    assert read(body).blocks == (
        Paragraph("分工表"),
        Grid(
            (
                GridCell(0, 0, "序号"),
                GridCell(0, 1, "任务", 1, 2),
                GridCell(1, 0, "1", 2, 1),
                GridCell(1, 1, "修\n路"),
                GridCell(1, 2, "甲\n乙"),
                GridCell(2, 1, "架桥"),
                GridCell(2, 2, "丙"),
            )
        ),
    )


def test_rows_without_their_table_are_one() -> None:
    found = html.read_fragment("<tr><td>1<td>修路</tr><tr><td>2<td>架桥</tr>").blocks
    assert found == (Grid((GridCell(0, 0, "1"), GridCell(0, 1, "修路"), GridCell(1, 0, "2"), GridCell(1, 1, "架桥"))),)


def test_spans_are_clipped_and_run_over_nothing() -> None:
    found = grid("<table><tr><td>甲<td rowspan=3>乙<tr><td colspan=5>丙<td>丁<tr><td rowspan=0 colspan=x>戊</table>")
    assert found.cells == (
        GridCell(0, 0, "甲"),
        GridCell(0, 1, "乙", 3, 1),
        GridCell(1, 0, "丙"),
        GridCell(1, 2, "丁"),
        GridCell(2, 0, "戊"),
    )
    wide = grid("<table><tr><td colspan=1000 rowspan=65534>题<tr><td>甲<td>乙</table>")
    assert max(cell.column_span for cell in wide.cells) <= 100
    assert max(cell.row_span for cell in wide.cells) <= 2


def test_labels_and_values_are_lines() -> None:
    body = "<table><tr><td>索引号：<td>0001<td>发文机关：<td>甲局<tr><td>标 题：<td colspan=3>通知<tr><td>备注:<td>"
    assert lines(body) == ["索引号：0001", "发文机关：甲局", "标 题：通知", "备注:"]
    assert isinstance(read(body.replace("索引号：", "索引号")).blocks[0], Grid)


def test_frames_of_a_page_are_running_text() -> None:
    long = "".join(f"<p>{number}.做好各项工作，抓紧抓实，按期完成年度目标任务。</p>" for number in range(1, 40))
    frame = f"<table><tr><td>栏目</td><td>{long}<table><tr><td>序号<td>任务<tr><td>1<td>修路</table></td></tr></table>"
    document = read(frame)
    assert [block.text for block in document.blocks[:2] if isinstance(block, Paragraph)] == [
        "栏目", "1.做好各项工作，抓紧抓实，按期完成年度目标任务。",
    ]  # fmt: skip
    assert isinstance(document.blocks[-1], Grid)
    assert lines("<table><tr><td>一<tr><td>二</table>") == ["一", "二"]


def test_a_table_in_a_cell_is_text_of_the_cell() -> None:
    inner = "<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>"
    body = f"<table><tr><td>序号<td>任务<tr><td>1<td>修路{inner}<tr><td>2<td>架桥架桥架桥</table>"
    assert [cell.text for cell in grid(body).cells] == [
        "序号",
        "任务",
        "1",
        "修路\n甲\t乙\n丙\t丁",
        "2",
        "架桥架桥架桥",
    ]


def test_furniture_and_hidden_text_are_kept_aside() -> None:
    page = (
        "<html><head><title>安澜县教育局</title></head><body><header><a>首页</a></header><nav>政务公开</nav>"
        "<ul><li><a>机构</a><li><a>领导</a><li><a>法规</a></ul><p>一、修<span style='DISPLAY: none'>暗</span>路</p>"
        "<div hidden>藏</div><button>打印</button><article><header>正文题</header></article>"
        "<footer>主办单位：甲局</footer>"
    )
    document = html.read(page.encode(), "页")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph) and not block.aside] == [
        "一、修路", "正文题",
    ]  # fmt: skip
    assert asides(document) == [
        ("页面标题", "安澜县教育局"), ("网页导航", "首页"), ("网页导航", "政务公开"), ("网页导航", "机构"),
        ("网页导航", "领导"), ("网页导航", "法规"), ("隐藏的文字", "暗"), ("隐藏的文字", "藏"), ("网页导航", "打印"),
        ("网页导航", "主办单位：甲局"),
    ]  # fmt: skip
    assert [(remark.code, remark.words) for remark in document.remarks] == [("HIDDEN", "2")]


def test_hidden_cells_do_not_fall_into_the_table() -> None:
    document = read("<table><tr><td>甲<td>乙<tr style='display:none'><td>丙<td>丁<tr><td>戊<td>己</table>")
    assert render(document, "页", "0" * 64).text == "甲\t乙\n戊\t己\n丙\n丁"
    assert asides(document) == [("隐藏的文字", "丙\n丁")]


def test_a_page_that_is_all_furniture_has_its_text_there() -> None:
    assert lines("<footer><p>1.修路。</p></footer>") == ["1.修路。"]


def test_word_lists_bring_their_numbers() -> None:
    body = (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>一、<span>&nbsp;&nbsp;&nbsp; </span></span><![endif]>加强<o:p></o:p></p>"
        "<p><span style='mso-list: Ignore'>1.<span>&nbsp; </span></span>5G 网络</p>"
        "<!--[if gte mso 9]><xml><w:a>不见</w:a></xml><![endif]--><p>改为<del cite='a'>旧</del><ins>新</ins></p>"
    )
    document = read(body)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "一、加强",
        "1. 5G 网络",
        "改为新",
    ]
    assert [(remark.code, remark.words) for remark in document.remarks] == [("TRACKED", "1")]


def test_the_clipboard_is_read_with_or_without_its_head() -> None:
    table = (
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><body><table class=xl65><!--StartFragment--><col>"
        "<tr><td x:num>1<td x:num='0.8'>80%<td class=xl66>修<br style='mso-data-placement:same-cell'>路</tr>"
        "<tr><td>2<td>90%<td>架桥</tr><!--EndFragment--></table></body></html>"
    )
    head = "Version:1.0\r\nStartHTML:00000105\r\nEndHTML:00000500\r\nStartFragment:00141\r\nEndFragment:00400\r\n"
    document = html.read_fragment(head + "SourceURL:file:///C:/a.xlsx\r\n" + table)
    assert document == html.read_fragment(table)
    assert [cell.text for cell in document.blocks[0].cells] == ["1", "80%", "修\n路", "2", "90%", "架桥"]
    assert html.read((head + table).encode(), "页") == document


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "utf-16", "big5"])
def test_pages_are_read_in_their_encoding(charset: str) -> None:
    data = html_of(["安排：修路、架橋"], charset=charset)
    assert html.read(data, "页").blocks[-1] == Paragraph("安排：修路、架橋")


def test_what_the_page_says_of_its_encoding_may_be_wrong() -> None:
    text = "<meta charset=gbk><p>安澜县教育局二〇二六年工作要点</p>"
    assert html.read(text.encode(), "页").blocks == (Paragraph("安澜县教育局二〇二六年工作要点"),)
    text = text.replace("gbk", "utf-8")
    assert html.read(text.encode("gbk"), "页").blocks == (Paragraph("安澜县教育局二〇二六年工作要点"),)


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_a_page_saved_as_one_file_is_unpacked(encoding: str) -> None:
    page = "<html><meta charset=utf-8><p>一、修路</p>".encode("gbk" if encoding == "8bit" else "utf-8")
    body = {"quoted-printable": quopri.encodestring(page), "base64": base64.encodebytes(page), "8bit": page}[encoding]
    charset = b"gb2312" if encoding == "8bit" else b"utf-8"
    data = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n"
        b'\tboundary="----x"\r\n\r\n\r\n------x\r\nContent-Type: text/html; charset="' + charset
        + b'"\r\nContent-Transfer-Encoding: ' + encoding.encode() + b"\r\n\r\n" + body
        + b"\r\n------x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\n------x--\r\n"
    )  # fmt: skip
    document = html.read(data, "页.mht")
    assert document.kind == "mhtml"
    assert document.blocks == (Paragraph("一、修路"),)


def test_deep_pages_are_read_or_refused_but_never_cut_off() -> None:
    assert lines("<div>" * 1_500 + "深处" + "</div>" * 1_500 + "尾") == ["深处", "尾"]
    with pytest.raises(Bomb):
        read("<div>" * 100_000 + "深处")


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", EmptyFile),
        ("<p>&nbsp;</p><script>a</script>", EmptyFile),
        ("<img src=a.png>", NoText),
        ("<br>" * 700_000 + "甲", Bomb),
        ("<table><tr>" + "<td>甲" * 300 + "</table>", Bomb),
        ("<table>" + "<tr><td>甲<td>乙" * 20_001 + "</table>", Bomb),
    ],
)
def test_what_cannot_be_read_is_told(body: str, error: type[InputError]) -> None:
    with pytest.raises(error):
        read(body)


def test_a_frameset_says_where_its_tables_are() -> None:
    with pytest.raises(WrongType, match="同名文件夹"):
        html.read(b"<html><frameset rows=*><frame src=a/sheet001.htm></frameset></html>", "页")


def test_many_lists_in_lists_cost_no_more_than_their_length() -> None:
    assert lines("<ul>" * 900 + "<li><a>甲</a>" * 900) == ["甲"] * 900


@pytest.mark.parametrize(
    ("generator", "text"), [("LibreOffice 24.2 (Windows)", "第一部分 总体要求"), ("Word", "第一部分总体要求")]
)
def test_line_end_of_a_page_is_a_blank_where_its_program_breaks_lines_at_blanks(generator: str, text: str) -> None:
    page = f'<html><head><meta name="generator" content="{generator}"></head><p>第一部分\n总体要求</p></html>'
    (block,) = html.read(page.encode(), "计划.html").blocks
    assert block == Paragraph(text)

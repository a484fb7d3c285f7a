"""PDF files: paragraphs and tables rebuilt from places, furniture set apart, scans and broken files told."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from planner.core.input_errors import DamagedFile, EmptyFile, EncryptedFile, Garbled, NoText
from planner.importing.document import Document, Grid, Paragraph
from planner.importing.readers import pdf
from tests.importing.readers import pdf_files as files

HEAD = ("序号", "任务", "牵头单位", "配合单位")
WIDTHS = (40.0, 200.0, 100.0, 130.0)
LONG = "推进义务教育优质均衡发展，新建城南实验小学，改造寄宿制学校九所，完善教师交流机制，缩小城乡差距。"
PLAN = (
    "二〇二六年全县教育工作的总体要求是：全面落实立德树人根本任务，以办好家门口的每一所学校为目标，努力让人民群众更加满意。",
    "一、坚持党建引领",
    "1.压实责任。制定年度清单，开好每季度一次的例会，抓实述职评议，全面推行校长负责制，年底前实现全覆盖。（党建办牵头，人事股配合）",
    "2.建强组织。" + LONG * 3,
    "二、守牢安全底线",
    "3.排查隐患。" + LONG + "责任单位：安全股、各学校。",
)


def read(data: bytes) -> Document:
    return pdf.read(data, "安澜县.pdf")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph) and not block.aside]


def asides(document: Document) -> list[tuple[str, str]]:
    return [(block.aside, block.text) for block in document.blocks if isinstance(block, Paragraph) and block.aside]


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def rows(grid: Grid) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for cell in grid.cells:
        found.setdefault(cell.row, []).append(cell.text)
    return [found[row] for row in sorted(found)]


@pytest.mark.parametrize("justified", [False, True])
@pytest.mark.parametrize("lines_on_page", [24, 7])
def test_lines_become_the_paragraphs_they_were(lines_on_page: int, justified: bool) -> None:
    document = read(files.text_pages(PLAN, lines_on_page=lines_on_page, justified=justified))
    assert texts(document) == list(PLAN)
    assert asides(document) == []


def test_paragraphs_without_indent_are_told_by_their_ends_and_numbers() -> None:
    assert texts(read(files.text_pages(PLAN, indented=False))) == list(PLAN)


def test_page_numbers_and_running_heads_are_asides() -> None:
    data = files.text_pages(PLAN * 3, lines_on_page=9, head="安澜县教育局文件汇编", foot="— {page} —")
    document = read(data)
    assert texts(document) == list(PLAN * 3)
    pages = len([text for reason, text in asides(document) if reason == "页眉"])
    assert pages > 3
    assert [text for reason, text in asides(document) if reason == "页码"] == [
        f"— {page} —" for page in range(1, pages + 1)
    ]


def test_lines_that_come_again_within_the_text_are_text() -> None:
    again = ["责任单位：基教股、人事股", "完成时限：2026年6月底前", *["3.排查隐患，" + LONG[:20] + "。"] * 2] * 6
    document = read(files.text_pages(again, lines_on_page=len(again) // 6, indented=False, foot="— {page} —"))
    assert texts(document) == again
    assert {reason for reason, _ in asides(document)} == {"页码"}


def test_title_over_two_lines_and_hanging_points() -> None:
    def draw(paper: Canvas) -> None:
        for height, left, size, text in (
            (780, 88, 22, "关于印发安澜县教育工作要点和重点任务分"),
            (750, 253, 22, "工方案的"),
            (720, 275, 22, "通知"),
            (680, 92, 12, "●要点一，推进义务教育优质均衡发展，新建城南实验小学和两所幼儿园等，"),
            (660, 104, 12, "改造寄宿制学校。"),
            (640, 104, 12, "正文从这里开始，推进义务教育优质均衡发展，新建城南实验小学和幼儿园"),
            (620, 80, 12, "两所，改造寄宿制学校九所，完善教师交流机制，缩小城乡差距，各中心学校抓"),
            (600, 80, 12, "落实。"),
        ):
            paper.setFont(files.KAI, size)
            paper.drawString(left, height, text)

    assert texts(read(files.drawn(draw))) == [
        "关于印发安澜县教育工作要点和重点任务分工方案的",
        "通知",
        "●要点一，推进义务教育优质均衡发展，新建城南实验小学和两所幼儿园等，改造寄宿制学校。",
        "正文从这里开始，推进义务教育优质均衡发展，新建城南实验小学和幼儿园两所，改造寄宿制学校九所，完善教师交流机制，"
        "缩小城乡差距，各中心学校抓落实。",
    ]


def test_table_that_the_program_printed_is_read_back_whole(tmp_path: Path) -> None:
    from planner.cli import main
    from planner.importing import parse, read_file
    from planner.importing.options import ImportOptions

    sample = files.FONTS.parent / "samples" / "sample-plan.txt"
    target = tmp_path / "printed.pdf"
    report = ["--report", "breakdown", "--format", "pdf", "--layout", "七列", "--out", str(target)]
    assert main(["print", str(sample), *report]) == 0
    (grid,) = grids(read(target.read_bytes()))
    plan = parse(read_file(sample), ImportOptions())
    numbers = [cell.text for cell in grid.cells if cell.column == 0 and cell.text.isdigit()]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert len(numbers) == sum(node.kind == "item" for node in plan.nodes)
    printed = "".join("".join(cell.text.split()) for cell in grid.cells)
    assert all("".join(node.title.split()) in printed for node in plan.nodes)


@pytest.mark.parametrize(
    "foot", ["{page}", "- {page} -", "第{page}页 共9页", "第 {page} 页", "{page}/9", "Page {page} of 9"]
)
def test_forms_of_page_numbers(foot: str) -> None:
    document = read(files.text_pages(PLAN, lines_on_page=9, foot=foot))
    assert texts(document) == list(PLAN)
    assert {reason for reason, _ in asides(document)} == {"页码"}


def test_figure_in_the_text_is_no_page_number() -> None:
    document = read(files.text_pages(["项目数", "13", "资金（万元）", "8"], indented=False))
    assert texts(document) == ["项目数", "13", "资金（万元）", "8"]


@pytest.mark.parametrize("rules", ["lines", "box", "filled"])
def test_ruled_table_becomes_a_grid(rules: str) -> None:
    body = [HEAD, ("1", LONG, "基教股", "人事股、计财股"), ("2", "修好操场。\n先查后修。", "体卫艺股", "")]
    (grid,) = grids(read(files.table_pages([body], WIDTHS, rules=rules)))
    assert rows(grid) == [
        list(HEAD),
        ["1", LONG, "基教股", "人事股、计财股"],
        ["2", "修好操场。\n先查后修。", "体卫艺股"],
    ]
    assert [(cell.row, cell.column) for cell in grid.cells][:5] == [(0, 0), (0, 1), (0, 2), (0, 3), (1, 0)]


def test_missing_rules_make_merged_cells() -> None:
    def draw(paper: Canvas) -> None:
        table = files.Ruled(paper, (60, 100, 300, 400, 520), (700, 670, 640, 600, 560, 520))
        table.cell(0, 0, "序号", rows=2)
        table.cell(0, 1, "任务", rows=2)
        table.cell(0, 2, "责任分工", columns=2)
        table.cell(1, 2, "牵头单位")
        table.cell(1, 3, "配合单位")
        table.cell(2, 0, "一、党的建设", columns=4)
        table.cell(3, 0, "1", rows=2)
        for row, words in ((3, "甲事"), (4, "乙事")):
            table.cell(row, 1, words)
            table.cell(row, 2, "党建办")
            table.cell(row, 3)

    (grid,) = grids(read(files.drawn(draw)))
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells}
    assert spans["序号"] == (0, 0, 2, 1)
    assert spans["责任分工"] == (0, 2, 1, 2)
    assert spans["配合单位"] == (1, 3, 1, 1)
    assert spans["一、党的建设"] == (2, 0, 1, 4)
    assert spans["1"] == (3, 0, 2, 1)
    assert spans["乙事"] == (4, 1, 1, 1)


def test_outer_rules_that_are_not_drawn_are_made_up() -> None:
    def draw(paper: Canvas) -> None:
        for height in (700, 670, 640):
            paper.line(60, height, 400, height)
        for across in (150, 300):
            paper.line(across, 700, across, 600)
        for height, words in (
            (680, ("序号", "任务", "单位")),
            (650, ("1", "甲事", "乙局")),
            (620, ("2", "丙事", "丁局")),
        ):
            for left, word in zip((70, 160, 310), words, strict=True):
                paper.drawString(left, height, word)

    (grid,) = grids(read(files.drawn(draw)))
    assert rows(grid) == [["序号", "任务", "单位"], ["1", "甲事", "乙局"], ["2", "丙事", "丁局"]]


def test_dashed_and_double_rules_are_rules() -> None:
    def draw(paper: Canvas) -> None:
        for height in (700, 670, 640):
            for start in range(60, 300, 5):
                paper.rect(start, height, 3, 0.5, stroke=0, fill=1)
        for across in (60, 180, 300):
            paper.line(across - 1, 640, across - 1, 700)
            paper.line(across + 1, 640, across + 1, 700)
        for height, words in ((680, ("序号", "任务")), (650, ("1", "甲事"))):
            for left, word in zip((70, 190), words, strict=True):
                paper.drawString(left, height, word)

    (grid,) = grids(read(files.drawn(draw)))
    assert rows(grid) == [["序号", "任务"], ["1", "甲事"]]


def test_underlines_and_rules_across_make_no_table() -> None:
    def draw(paper: Canvas) -> None:
        for height, words in ((700, "安澜县教育局"), (670, "责任单位：基教股"), (640, "完成时限：年底前")):
            paper.drawString(80, height, words)
            paper.line(80, height - 3, 300, height - 3)

    document = read(files.drawn(draw))
    assert texts(document) == ["安澜县教育局", "责任单位：基教股", "完成时限：年底前"]


def test_words_turned_in_a_cell_stay_words() -> None:
    def draw(paper: Canvas) -> None:
        table = files.Ruled(paper, (60, 90, 300), (700, 640, 580))
        table.cell(0, 0, rows=2)
        for row, words in ((0, "甲事要做"), (1, "乙事要做")):
            table.cell(row, 1, words)
        paper.setFont(files.KAI, 12)
        paper.translate(80, 610)
        paper.rotate(90)
        paper.drawString(0, 0, "党的建设")

    (grid,) = grids(read(files.drawn(draw)))
    assert rows(grid) == [["党的建设", "甲事要做"], ["乙事要做"]]


def test_text_of_neighbouring_cells_in_one_stretch_is_parted_at_the_rule() -> None:
    def draw(paper: Canvas) -> None:
        for height in (700, 670):
            paper.line(60, height, 300, height)
        for across in (60, 140, 220, 300):
            paper.line(across, 670, across, 700)
        paper.drawString(130 - 12 * 4, 680, "甲乙丙丁戊己庚辛壬癸子丑")

    (grid,) = grids(read(files.drawn(draw)))
    assert rows(grid) == [["甲乙丙丁戊", "己庚辛壬癸子丑"]]


def test_table_over_pages_is_one_and_its_head_comes_once() -> None:
    first = [HEAD, ("1", "甲事", "基教股", "人事股")]
    second = [HEAD, ("2", "乙事", "人事股", "计财股"), ("3", "丙事", "计财股", "")]
    document = read(files.table_pages([first, second], WIDTHS))
    (grid,) = grids(document)
    assert [row[0] for row in rows(grid)] == ["序号", "1", "2", "3"]
    assert asides(document) == [("续页表头", "\t".join(HEAD))]


def test_row_torn_by_the_end_of_a_page_is_joined() -> None:
    torn, rest = LONG[:19], LONG[19:]
    document = read(
        files.table_pages([[HEAD, ("1", torn, "基教股", "")], [("", rest, "", ""), ("2", "乙", "丙", "")]], WIDTHS)
    )
    (grid,) = grids(document)
    assert rows(grid) == [list(HEAD), ["1", LONG, "基教股"], ["2", "乙", "丙"]]


def test_row_of_its_own_without_a_number_is_not_joined() -> None:
    pages = [
        [HEAD, ("1", "甲事完成。", "基教股", "人事股")],
        [("", "乙事完成。", "计财股", "安全股"), ("2", "丙", "丁", "")],
    ]
    (grid,) = grids(read(files.table_pages(pages, WIDTHS)))
    assert [row[0] for row in rows(grid)] == ["序号", "1", "乙事完成。", "2"]


def test_tables_of_other_columns_stay_apart() -> None:
    def draw(paper: Canvas) -> None:
        for top, across in ((700, (60, 160, 300)), (500, (60, 260, 500))):
            table = files.Ruled(paper, across, (top, top - 30, top - 60))
            for row in (0, 1):
                table.cell(row, 0, f"甲{top}{row}")
                table.cell(row, 1, f"乙{top}{row}")

    document = read(files.drawn(draw))
    assert len(grids(document)) == 2


def test_text_round_a_table_stays_in_its_order() -> None:
    def draw(paper: Canvas) -> None:
        paper.drawString(80, 750, "重点任务分工表")
        table = files.Ruled(paper, (60, 200, 400), (700, 670, 640))
        for row in (0, 1):
            table.cell(row, 0, f"左{row}")
            table.cell(row, 1, f"右{row}")
        paper.setFont(files.KAI, 12)
        paper.drawString(80, 600, "注：本表由办公室汇总。")

    blocks = read(files.drawn(draw)).blocks
    assert [type(block) for block in blocks] == [Paragraph, Grid, Paragraph]


def test_frame_round_text_is_no_table() -> None:
    def draw(paper: Canvas) -> None:
        paper.rect(60, 600, 400, 100)
        paper.drawString(80, 650, "安澜县教育局办公室印发")
        paper.line(60, 500, 400, 500)

    document = read(files.drawn(draw))
    assert texts(document) == ["安澜县教育局办公室印发"]
    assert grids(document) == []


def test_table_inside_a_form_is_seen() -> None:
    def draw(paper: Canvas) -> None:
        paper.beginForm("table", 0, 0, 600, 850)
        table = files.Ruled(paper, (10, 150, 350), (100, 70, 40))
        for row in (0, 1):
            table.cell(row, 0, f"左{row}")
            table.cell(row, 1, f"右{row}")
        paper.endForm()
        paper.translate(50, 500)
        paper.doForm("table")

    (grid,) = grids(read(files.drawn(draw)))
    assert rows(grid) == [["左0", "右0"], ["左1", "右1"]]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_read_right(turn: int) -> None:
    def draw(paper: Canvas) -> None:
        across, down = (files.HEIGHT, files.WIDTH) if turn != 180 else (files.WIDTH, files.HEIGHT)
        paper.setPageRotation(turn)
        if turn == 90:
            paper.translate(files.WIDTH, 0)
        elif turn == 180:
            paper.translate(files.WIDTH, files.HEIGHT)
        else:
            paper.translate(0, files.HEIGHT)
        paper.rotate({90: 90, 180: 180, 270: -90}[turn])
        table = files.Ruled(paper, (60, 120, across - 80), (down - 60, down - 90, down - 150))
        table.cell(0, 0, "序号")
        table.cell(0, 1, "任务")
        table.cell(1, 0, "1")
        table.cell(1, 1, LONG)
        paper.setFont(files.KAI, 12)
        paper.drawString(60, down - 180, "表下的话")

    document = read(files.drawn(draw))
    (grid,) = grids(document)
    assert rows(grid) == [["序号", "任务"], ["1", LONG]]
    assert texts(document) == ["表下的话"]


def test_bold_by_printing_twice_comes_once() -> None:
    def draw(paper: Canvas) -> None:
        for shift in (0.0, 0.3):
            paper.drawString(80 + shift, 700, "一、坚持党建引领")
        paper.drawString(80, 660, "正文正文，教育教育")

    assert texts(read(files.drawn(draw))) == ["一、坚持党建引领", "正文正文，教育教育"]


def test_blanks_that_were_written_are_kept() -> None:
    def draw(paper: Canvas) -> None:
        paper.drawString(80, 700, "责任人：李 明")
        paper.drawString(80, 660, "推进 Office 2019 应用")
        paper.drawString(80, 620, "甲局")
        paper.drawString(180, 620, "乙局")

    assert texts(read(files.drawn(draw))) == ["责任人：李 明", "推进 Office 2019 应用", "甲局 乙局"]


def test_invisible_text_over_a_scan_is_text() -> None:
    def draw(paper: Canvas) -> None:
        files.scan(paper)
        words = paper.beginText(80, 700)
        words.setTextRenderMode(3)
        words.textLine("识别出来的一行文字，共二十个字左右。")
        paper.drawText(words)

    assert texts(read(files.drawn(draw))) == ["识别出来的一行文字，共二十个字左右。"]


def test_text_written_across_the_page_is_an_aside() -> None:
    def draw(paper: Canvas) -> None:
        paper.drawString(80, 700, "正文在这里。")
        paper.rotate(45)
        paper.drawString(500, 100, "内部资料")

    document = read(files.drawn(draw))
    assert texts(document) == ["正文在这里。"]
    assert asides(document) == [("斜排文字", "内部资料")]


def test_radicals_become_the_hanzi_that_are_drawn() -> None:
    data = files.with_letters_changed(files.drawn(lambda paper: paper.drawString(80, 700, "工作要长期抓")), "工", "⼯")
    document = read(files.with_letters_changed(data, "长", "⻓"))
    assert texts(document) == ["工作要长期抓"]
    assert [(remark.code, remark.words) for remark in document.remarks] == [("RADICALS", "2")]


def test_scan_is_told_as_one() -> None:
    with pytest.raises(NoText):
        read(files.drawn(files.scan))


def test_scanned_pages_among_others_are_named() -> None:
    def draw(paper: Canvas) -> None:
        for page in range(1, 6):
            if page in (2, 3, 5):
                files.scan(paper)
            else:
                paper.setFont(files.KAI, 12)
                paper.drawString(80, 700, f"第{page}部分的文字在这一页上，写得足够长。")
            if page < 5:
                paper.showPage()

    document = read(files.drawn(draw))
    assert len(texts(document)) == 2
    assert [(remark.code, remark.words) for remark in document.remarks] == [("PARTIAL", "第2—3、5页是扫描图片，未导入")]


def test_fonts_without_letters_are_garbled() -> None:
    with pytest.raises(Garbled):
        read(files.without_letters(files.text_pages(PLAN)))


def test_glyphs_without_names_are_garbled() -> None:
    with pytest.raises(Garbled):
        read(files.by_glyphs("推进义务教育均衡发展，新建实验小学。"))


def test_few_glyphs_without_names_are_shown_as_boxes() -> None:
    document = read(files.by_glyphs("推进义务教育均衡发展，新建实验小学。", unnamed="推学"))
    assert texts(document) == ["□进义务教育均衡发展，新建实验小□。"]
    assert [(remark.code, remark.words) for remark in document.remarks] == [("UNKNOWN_CHARACTER", "2")]


def test_password_is_told() -> None:
    with pytest.raises(EncryptedFile):
        read(files.drawn(lambda paper: paper.drawString(80, 700, "密"), password="geheim"))


def test_file_locked_only_against_changes_is_read() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    stream = BytesIO()
    paper = files.canvas(stream)
    paper._doc.encrypt = StandardEncryption("", ownerPassword="owner", canModify=0)
    paper.setFont(files.KAI, 12)
    paper.drawString(80, 700, "可以读的文字")
    paper.save()
    assert texts(read(stream.getvalue())) == ["可以读的文字"]


def test_empty_pages_are_told() -> None:
    with pytest.raises(EmptyFile):
        read(files.drawn(Canvas.saveState))


@pytest.mark.parametrize("keep", [0.02, 0.3])
def test_cut_off_file_is_damaged_or_read_in_part(keep: float) -> None:
    data = files.text_pages(PLAN)
    with pytest.raises((DamagedFile, EmptyFile, Garbled)):
        read(data[: int(len(data) * keep)])


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"\0" * 5000,
        files.objects(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"),
        files.objects(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
    ],
)
def test_file_without_pages_is_damaged(data: bytes) -> None:
    with pytest.raises((DamagedFile, EmptyFile)):
        read(data)


def test_rules_without_end_are_passed_over() -> None:
    lines = b"".join(b"%d %d m %d %d l S\n" % (10, y % 800, 500, y % 800) for y in range(30_000))
    data = files.objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        files.stream_object(lines),
    )
    with pytest.raises((EmptyFile, NoText)):
        read(data)


def test_words_in_form_fields_are_read() -> None:
    def page(paper: Canvas) -> None:
        paper.drawString(72, 760, "一、填报的计划")
        paper.acroForm.textfield(value="Form value 2026", x=72, y=700, width=300, height=24, borderWidth=0)

    assert "Form value 2026" in " ".join(texts(read(files.drawn(page))))

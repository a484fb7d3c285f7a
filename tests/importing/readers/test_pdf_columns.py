"""PDF tables without upright rules: found by their columns, their rows told; text set in columns stays text."""

from __future__ import annotations

import random
from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from planner.core.draft import Source
from planner.importing import parse
from planner.importing.document import Document, Grid, Paragraph
from planner.importing.options import ImportOptions
from planner.importing.readers import pdf
from tests.importing.readers import pdf_files as files

HEAD = ("序号", "重点任务", "牵头单位", "配合单位", "完成时限")
WIDTHS = (34.0, 150.0, 70.0, 110.0, 90.0)
BODY = (
    (
        "1",
        "新建城南实验小学，新增学位一千六百二十个，秋季学期投入使用。",
        "计财股",
        "基教股、县住房和城乡建设局",
        "8月底前",
    ),
    ("2", "改造寄宿制学校九所。", "计财股", "安全股、各中心学校", "9月底前"),
    ("3", "为课桌椅配备可躺功能，改善午休条件，规范午间看护，覆盖学校十五所。", "体卫艺股", "", "10月底前"),
    ("4", "开展全员视力监测，改造教室照明二百六十间。", "体卫艺股", "县卫生健康局、计财股", "年底前"),
)
TEXT = "推进义务教育优质均衡发展，新建城南实验小学，改造寄宿制学校九所，完善教师交流机制，缩小城乡差距。"


def read(data: bytes) -> Document:
    return pdf.read(data, "安澜县.pdf")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph) and not block.aside]


def rows(document: Document) -> list[list[str]]:
    """The rows of the only table, without empty cells."""
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    found: dict[int, list[str]] = {}
    for cell in grid.cells:
        found.setdefault(cell.row, []).append(cell.text)
    return [found[row] for row in sorted(found)]


def filled(body: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[text for text in row if text] for row in body]


class Open:
    """Draws rows without upright rules from the top down; cells are broken into lines of their column's width."""

    def __init__(self, paper: Canvas, widths: Sequence[float], top: float = 760.0, left: float = 60.0) -> None:
        self.paper, self.widths, self.top, self.left, self.size = paper, widths, top, left, 10.0

    def row(self, cells: Sequence[str], *, align: str = "left", middle: bool = False, padding: float = 3.0) -> None:
        """A row; `middle` sets its cells in the middle of its height, `align` its words in the middle of a column."""
        broken = [
            files.broken_into_lines(text, self.size, width - 6, 0.0) if text else []
            for text, width in zip(cells, self.widths, strict=True)
        ]
        high = max(map(len, broken))
        self.paper.setFont(files.KAI, self.size)
        left = self.left
        for lines, width in zip(broken, self.widths, strict=True):
            height = self.top - self.size - padding - (0.65 * self.size * (high - len(lines)) if middle else 0.0)
            for line in lines:
                slack = width - 6 - pdfmetrics.stringWidth(line, files.KAI, self.size)
                self.paper.drawString(left + (slack / 2 if align == "centre" else 0.0), height, line)
                height -= 1.3 * self.size
            left += width
        self.top -= 1.3 * self.size * high + 2 * padding

    def rule(self) -> None:
        self.paper.line(self.left - 3, self.top, self.left + sum(self.widths), self.top)

    def across(self, text: str) -> None:
        self.paper.setFont(files.KAI, self.size)
        self.paper.drawString(self.left, self.top - self.size - 3, text)
        self.top -= 1.3 * self.size + 6


def table(
    body: Sequence[Sequence[str]],
    widths: Sequence[float] = WIDTHS,
    *,
    rules: str = "",
    align: str = "left",
    middle: bool = False,
    padding: float = 3.0,
) -> bytes:
    """A page with a heading, a table and a line below; `rules` draws those of three lines, or one for each row."""

    def draw(paper: Canvas) -> None:
        paper.setFont(files.KAI, 10)
        paper.drawString(60, 790, "安澜县2026年民生实事分工表")
        open_table = Open(paper, widths)
        for index, cells in enumerate(body):
            if rules == "rows" or (rules == "three" and index < 2):
                open_table.rule()
            open_table.row(cells, align="centre" if index == 0 else align, middle=middle, padding=padding)
        if rules:
            open_table.rule()
        paper.drawString(60, open_table.top - 40, "注：本表由办公室汇总。")

    return files.drawn(draw)


@pytest.mark.parametrize("rules", ["", "three", "rows"])
@pytest.mark.parametrize("middle", [False, True])
def test_columns_without_upright_rules_become_a_grid(rules: str, middle: bool) -> None:
    document = read(table([HEAD, *BODY], rules=rules, middle=middle))
    assert rows(document) == filled([HEAD, *BODY])
    assert texts(document) == ["安澜县2026年民生实事分工表", "注：本表由办公室汇总。"]


def test_words_in_the_middle_of_their_columns() -> None:
    assert rows(read(table([HEAD, *BODY], align="centre"))) == filled([HEAD, *BODY])


def test_rows_without_space_between_them_are_told_by_their_numbers() -> None:
    assert rows(read(table([HEAD, *BODY], padding=0.0))) == filled([HEAD, *BODY])


@pytest.mark.parametrize("rules", ["", "three", "rows"])
def test_rows_without_numbers_are_told_by_their_first_column(rules: str) -> None:
    body = [row[1:] for row in (HEAD, *BODY)]
    assert rows(read(table(body, WIDTHS[1:], rules=rules))) == filled(body)


def test_empty_cells_keep_their_columns() -> None:
    (grid,) = [block for block in read(table([HEAD, *BODY])).blocks if isinstance(block, Grid)]
    places = {cell.text: cell.column for cell in grid.cells if cell.row == 3}
    assert places["10月底前"] == 4
    assert 3 not in places.values()


def test_section_rows_stand_across_the_columns() -> None:
    def draw(paper: Canvas) -> None:
        open_table = Open(paper, WIDTHS)
        open_table.row(HEAD)
        open_table.across("一、守牢安全底线与办学条件保障")
        for cells in BODY[:2]:
            open_table.row(cells)
        open_table.across("二、促进学生健康成长的各项工作")
        for cells in BODY[2:]:
            open_table.row(cells)

    document = read(files.drawn(draw))
    sections = [["一、守牢安全底线与办学条件保障"], ["二、促进学生健康成长的各项工作"]]
    body = filled([HEAD, *BODY])
    assert rows(document) == [body[0], sections[0], *body[1:3], sections[1], *body[3:]]
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    assert {cell.column_span for cell in grid.cells if cell.text.startswith(("一、", "二、"))} == {5}


def test_heads_below_a_merged_one_are_a_row_of_their_own() -> None:
    def draw(paper: Canvas) -> None:
        paper.setFont(files.KAI, 10)
        for left, down, text in ((60, 6, "序号"), (110, 6, "重点任务"), (280, 0, "责任分工")):
            paper.drawString(left, 780 - down, text)
        open_table = Open(paper, (*WIDTHS[:3], 90.0))
        open_table.top = 774
        for index, cells in enumerate((("", "", "牵头单位", "配合单位"), *(row[:4] for row in BODY))):
            open_table.row(cells, align="left" if index else "centre")

    document = read(files.drawn(draw))
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    spans = {cell.text: (cell.row, cell.column, cell.column_span) for cell in grid.cells}
    assert spans["责任分工"] == (0, 2, 2)
    assert spans["牵头单位"] == (1, 2, 1)
    assert spans["配合单位"] == (1, 3, 1)
    assert rows(document)[2:] == filled([row[:4] for row in BODY])


def test_table_goes_on_over_the_page() -> None:
    body = [(str(number), *BODY[number % 4][1:]) for number in range(1, 25)]

    def draw(paper: Canvas) -> None:
        for start in (0, 12):
            open_table = Open(paper, WIDTHS)
            for cells in ([HEAD] if not start else []) + body[start : start + 12]:
                open_table.row(cells)
            if not start:
                paper.showPage()

    assert rows(read(files.drawn(draw))) == filled([HEAD, *body])


def test_cells_that_touch_are_parted_where_their_column_begins() -> None:
    """Neighbouring cells are full and leave a gap of a tenth of a character, written in one stretch."""

    def draw(paper: Canvas) -> None:
        for line, cells in enumerate((HEAD[:4], ("1", "新建城南实验小学", "计划财务股", "基教股"))):
            for left, text in zip((60, 94, 175, 226), cells, strict=True):
                paper.drawString(left, 700 - 20 * line, text)
        paper.drawString(60, 660, "2")
        paper.drawString(94, 660, "改造学校九所")
        paper.drawString(175, 660, "安全股")
        paper.drawString(226, 660, "人事股")

    stream = BytesIO()
    paper = files.canvas(stream)
    paper.setFont(files.KAI, 10)
    draw(paper)
    paper.save()
    document = read(stream.getvalue())
    assert rows(document) == [
        list(HEAD[:4]),
        ["1", "新建城南实验小学", "计划财务股", "基教股"],
        ["2", "改造学校九所", "安全股", "人事股"],
    ]


def tab_lines(body: Sequence[Sequence[str]], step: float = 35.45, size: float = 10.0) -> bytes:
    """Rows as a word processor sets lines with tabs at its own stops, broken where they are full."""

    def draw(paper: Canvas) -> None:
        paper.setFont(files.KAI, size)
        height = 700.0
        for cells in body:
            at, begun = 0.0, 0
            for index, text in enumerate(cells):
                if index:
                    at = (int(at / step + 0.001) + 1) * step
                    if at > 480:
                        height, at = height - 1.2 * size, step
                begun = 0
                start = at
                for place, character in enumerate(text):
                    wide = pdfmetrics.stringWidth(character, files.KAI, size)
                    if at + wide > 490 and character not in "，。、；":
                        paper.drawString(60 + start, height, text[begun:place])
                        height, at, start, begun = height - 1.2 * size, 0.0, 0.0, place
                    at += wide
                paper.drawString(60 + start, height, text[begun:])
            height -= 1.2 * size
        paper.drawString(60, height - 20, "名词解释")

    return files.drawn(draw)


@pytest.mark.parametrize(("step", "size"), [(21.0, 10.5), (35.45, 10.0), (36.0, 12.0)])
def test_rows_of_tabs_that_run_over_lines_get_their_tabs_back(step: float, size: float) -> None:
    assert texts(read(tab_lines([HEAD, *BODY], step, size))) == [*("\t".join(row) for row in (HEAD, *BODY)), "名词解释"]


def test_rows_of_tabs_give_the_plan_of_the_same_text() -> None:
    body = ["\t".join(row) for row in (HEAD, *BODY)]
    document = read(tab_lines([HEAD, *BODY]))
    plans = [parse(Source("", "txt", "", "\n".join(lines)), ImportOptions()) for lines in (texts(document)[:-1], body)]
    trees = [[(node.title, node.body, node.assignments) for node in plan.nodes] for plan in plans]
    assert len(trees[0]) == len(BODY)
    assert trees[0] == trees[1]


def lines_at(*lines: tuple[float, Sequence[tuple[float, str]]], size: float = 12.0) -> bytes:
    def draw(paper: Canvas) -> None:
        paper.setFont(files.KAI, size)
        for height, words in lines:
            for left, text in words:
                paper.drawString(left, height, text)

    return files.drawn(draw)


def in_lines(*lines: Sequence[str], lefts: Sequence[float], size: float = 12.0) -> bytes:
    return lines_at(
        *((740 - 20 * number, list(zip(lefts, words, strict=False))) for number, words in enumerate(lines)), size=size
    )


def test_short_rows_of_heads_and_long_cells_keep_tabs_between_them() -> None:
    lines = [
        ("任务", "牵头单位", "配合单位"),
        ("新建城南小学", "计财股", "基教股"),
        ("改造学校九所", "安全股", "人事股"),
    ]
    document = read(in_lines(*lines, lefts=(60, 217, 333)))
    assert texts(document) == ["\t".join(line) for line in lines]


SET_IN_COLUMNS = {
    "signatures": (
        (90, 331),
        ("安澜县教育局 安澜县财政局", "安澜县人民医院 安澜县公安局", "2026年3月1日 2026年3月1日"),
    ),
    "names": ((90, 191, 317), ("李明 王强 赵立新", "陈立 孙丽 周平", "吴刚 郑洁 钱进")),
    "group": ((90, 173, 261), ("组长： 李明 县教育局局长", "副组长： 王强 副局长", "成员： 陈立 各股室长")),
    "contents": ((90, 131, 451), ("1 总体要求 1", "2 重点任务 3", "3 保障措施 12")),
    "dotted contents": ((90, 470), ("一、总体要求……………… 1", "二、重点任务……………… 3", "三、保障措施…………… 9")),
    "text in columns": ((70, 240, 420), ("完善教师交流机制， 新建城南小学，改造 安全股牵头抓好。",) * 5),
    "title page": ((80, 210, 380), ("安教〔2026〕3号 签发人：李明", "抄送：县委办公室， 县政府办公室， 市教育局。")),
}


@pytest.mark.parametrize(("lefts", "lines"), SET_IN_COLUMNS.values(), ids=SET_IN_COLUMNS)
def test_text_set_in_columns_is_no_table(lefts: Sequence[float], lines: Sequence[str]) -> None:
    document = read(in_lines(*(line.split(" ") for line in lines), lefts=lefts))
    assert not [block for block in document.blocks if isinstance(block, Grid)]
    assert not any("\t" in text for text in texts(document))
    kept = "".join("".join(text.split()) for text in texts(document))
    assert sorted(kept) == sorted("".join(lines).replace(" ", ""))


def test_justified_lines_with_figures_stay_running_text() -> None:
    paragraphs = [
        f"{number}.建设 {number} 所学校，投入 {number * 37} 万元，2026 年完成。" + TEXT for number in range(1, 9)
    ]
    document = read(files.text_pages(paragraphs, justified=True))
    assert texts(document) == paragraphs


def test_lines_that_end_a_notice_stay_lines() -> None:
    data = lines_at(
        (700, [(60, TEXT[:36])]),
        (640, [(60, "抄送：县委办公室，县政府办公室，市教育局。")]),
        (610, [(60, "安澜县教育局办公室"), (400, "2026年2月27日印发")]),
        (580, [(60, "联系人：李明"), (230, "电话：0700-1234567"), (420, "校对：王强")]),
    )
    assert texts(read(data)) == [
        TEXT[:36],
        "抄送：县委办公室，县政府办公室，市教育局。",
        "安澜县教育局办公室 2026年2月27日印发",
        "联系人：李明 电话：0700-1234567 校对：王强",
    ]


@pytest.mark.parametrize("seed", range(12))
def test_no_character_is_lost_however_words_stand(seed: int) -> None:
    """Words in ragged columns, some empty, some too wide, headings between, rules anywhere."""
    chance = random.Random(seed)
    signs = iter(TEXT * 200)
    lefts = sorted(chance.sample(range(40, 500, 12), chance.randint(2, 7)))
    lines: list[tuple[float, list[tuple[float, str]]]] = []
    height = 800.0
    for _ in range(40):
        height -= chance.choice((7.0, 13.0, 13.0, 20.0))
        chosen = [left for left in lefts if chance.random() < 0.8] or lefts[:1]
        ends = [*chosen[1:], 560]
        words = [
            (
                left + chance.choice((0, 0, 0.4, 5)),
                "".join(next(signs) for _ in range(max(1, int((end - left) / wide)))),
            )
            for left, end in zip(chosen, ends, strict=True)
            for wide in (chance.choice((10.3, 11, 14, 30)),)
        ]
        lines.append((height, words))

    def draw(paper: Canvas) -> None:
        paper.setFont(files.KAI, 10)
        for at, words in lines:
            if chance.random() < 0.2:
                paper.line(40, at + 11, 540, at + 11)
            for left, text in words:
                paper.drawString(left, at, text)

    blocks = read(files.drawn(draw)).blocks
    kept = [
        text
        for block in blocks
        for text in ([block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells])
    ]
    drawn = sorted("".join(text for _, words in lines for _, text in words))
    assert sorted("".join("".join(kept).split())) == drawn

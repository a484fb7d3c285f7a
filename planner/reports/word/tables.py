"""A `ReportTable` as a Word table: fixed widths, repeated head, merged cells, rows that keep together."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import ceil
from xml.sax.saxutils import quoteattr

from planner.reports.heading import balanced, room
from planner.reports.linebreak import EM, NARROWEST, SNUG, Advances
from planner.reports.looks import look_of
from planner.reports.profiles import CLOSE_SIDE, LEADINGS, LEAST_ROW, MM, PADDING_SIDE, PADDING_TOP, PROFILES, SIZES
from planner.reports.table import EMPTY, Cell, Column, ItemRow, Paragraph, ReportTable, SectionRow, Style, Text
from planner.reports.typeset import set_cell
from planner.reports.word.texts import Writer, in_lines, paragraph

_TWIPS = 1440 / 25.4
_LEAST = ceil(LEAST_ROW * 20)
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="EBEBEB"/>'
_MIDDLE = '<w:vAlign w:val="center"/>'
_WHOLE_ROW = "<w:cantSplit/>"
_CENTRED, _LEFT, _JUSTIFIED = "PlanCellCentre", "PlanCellLeft", "PlanCell"
_CLOSE = (
    f'<w:tcMar><w:left w:w="{round(CLOSE_SIDE * 20)}" w:type="dxa"/>'
    f'<w:right w:w="{round(CLOSE_SIDE * 20)}" w:type="dxa"/></w:tcMar>'
)
# A box to tick is about 4 mm wide (print.md 3.8); the character of 宋体 is somewhat smaller than its em.
_BOX = "□"
# The longest word beside names: 配合：, （各科室）.
_SHORT = 6
_BOX_RUN = (
    '<w:r><w:rPr><w:rStyle w:val="PlanSign"/><w:rFonts w:hint="eastAsia"/><w:position w:val="-2"/><w:sz w:val="30"/>'
    f'<w:szCs w:val="30"/></w:rPr><w:t>{_BOX}</w:t></w:r>'
)
_SEAM = re.compile(r"(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])")
_BEGINS, _GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
# A row higher than this share of the frame may go over the edge of a page (print.md 3.3).
_MAY_SPLIT = 1 / 3
# What stands above a form, with a line to spare, in points; and how much of the room to write in may be taken.
_FORM_HEADING, _MOST_CUT = 95.0, 0.4
# Up to so many characters an upright name is set in 小四, then in 五号, then in 小五 (print.md 3.6);
# a longer one takes two files.
_LONG, _LONGEST, _ONE_FILE = 8, 16, 24
_UPRIGHT_LEADING = 1.12
_FILE_LEADING = 9.0 * _UPRIGHT_LEADING
_FILE_STEP = 9.0 * 1.45  # from character to character, in programs that go by the height of the font
# So much of a page the heads may take, that a title, a heading and a row find room with them.
_MOST_HEAD = 0.62
_DOWNWARDS = '<w:textDirection w:val="tbRlV"/>'
_HINT = '<w:rPr><w:rFonts w:hint="eastAsia"/>'
# Office fonts are half-width or full-width; a little more for the half, since another face may stand in. Just under an
# em for the whole, so that no mark closes up or hangs over the edge.
ADVANCES = Advances(lambda character: 999 if ord(character) > 0x2000 else 550)
# What is kept free beside names, in points: their lines are broken here, and Word must not break them again.
_RESERVE = 1.0
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="{8 if place < 4 else 4}" w:space="0" w:color="000000"/>'
    for place, side in enumerate(("top", "left", "bottom", "right", "insideH", "insideV"))
)


def twips(millimetres: float) -> int:
    """Return a length as Word counts it."""
    return round(millimetres * _TWIPS)


class TableWriter:
    """Writes one table, its cells in `size`; `shaded` gives the heads a grey ground."""

    def __init__(self, table: ReportTable, size: float, writer: Writer, *, shaded: bool) -> None:
        self.table = table
        self.size = size
        self.writer = writer
        self.shade = _SHADE if shaded else ""
        ends = [twips(sum(column.width for column in table.columns[:place])) for place in range(len(table.columns) + 1)]
        self.widths = [end - start for start, end in pairwise(ends)]
        self.rooms = [room(column.width * MM - 2 * PADDING_SIDE - _RESERVE, size) for column in table.columns]
        self.styles = [_style(column) for column in table.columns]
        # A short text on the middle of its column may come closer to the rules than running text.
        self.opened = [
            self._opening(width, _CLOSE if column.centred else "")
            for width, column in zip(self.widths, table.columns, strict=True)
        ]
        self.split_height = PROFILES[table.profile].frame_height * MM * _MAY_SPLIT

    def pieces(self) -> Iterator[str]:
        """Yield the table piece by piece, a row each."""
        yield self._properties()
        if self.table.band:
            yield self._across("PlanSection", self.table.band, repeats=True)
        if self.table.has_head:
            yield self._head()
        rows = self.table.rows if self.table.has_head else self._on_one_page()
        kept = self._kept()
        for place, row in enumerate(rows):
            if isinstance(row, SectionRow):
                yield self._across("PlanSection" if row.level == 1 else "PlanSubsection", row.text)
            else:
                above = rows[place - 1] if place else None
                below = rows[place + 1] if place + 1 < len(rows) else None
                yield self._row(row, above, below, keep=place in kept)
        if not rows and not self.table.has_head and not self.table.band:
            yield self._row(ItemRow((EMPTY,) * len(self.table.columns)), None, None, keep=False)
        yield "</w:tbl>"

    def _on_one_page(self) -> tuple[SectionRow | ItemRow, ...]:
        """Return the rows of a form, those to write in lower where else the last would go over the page for a line."""
        rows = self.table.rows
        blank = sum(row.least * MM for row in rows if isinstance(row, ItemRow))
        room_left = self.split_height / _MAY_SPLIT - _FORM_HEADING - sum(map(self._tall, rows))
        if room_left >= 0 or -room_left > blank * _MOST_CUT:
            return rows
        share = 1 + room_left / blank
        return tuple(replace(row, least=row.least * share) if isinstance(row, ItemRow) else row for row in rows)

    def _kept(self) -> set[int]:
        """Return the rows that stay with the next one: the last with the notes, and merged ones where they are few."""
        rows = self.table.rows
        kept = {len(rows) - 1} if self.table.notes or self.table.foot else set()
        first, height = 0, 0.0
        for place, row in enumerate(rows):
            tall = self._tall(row)
            if not isinstance(row, ItemRow) or not any(cell.joined for cell in row.cells):
                first, height = place, tall
                continue
            height += tall
            if height <= self.split_height:
                kept.update(range(first, place))
        return kept

    def _tall(self, row: SectionRow | ItemRow) -> float:
        """Return about how high a row is, in points."""
        if isinstance(row, SectionRow):
            return LEAST_ROW
        lines = max(_lines(cell, self._limit(place, cell)) for place, cell in enumerate(row.cells))
        return max(lines * LEADINGS[self.size] + 2 * PADDING_TOP, LEAST_ROW, row.least * MM)

    def _limit(self, place: int, cell: Cell) -> int:
        if cell.span == 1:
            return self.rooms[place]
        width = sum(column.width for column in self.table.columns[place : place + cell.span])
        return room(width * MM - 2 * PADDING_SIDE - _RESERVE, self.size)

    def _properties(self) -> str:
        side, top = round(PADDING_SIDE * 20), round(PADDING_TOP * 20)
        margins = (("top", top), ("left", side), ("bottom", top), ("right", side))
        cell = "".join(f'<w:{name} w:w="{value}" w:type="dxa"/>' for name, value in margins)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.widths)
        caption = quoteattr(self.writer.label(self.table.title or self.table.band or self.table.sheet_name))
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(self.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{cell}</w:tblCellMar>'
            f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
            f' w:noVBand="1"/><w:tblCaption w:val={caption}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )

    def _opening(self, width: int, more: str = "") -> str:
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}{_MIDDLE}</w:tcPr>'

    def _across(self, style: str, text: str, *, repeats: bool = False) -> str:
        head = "<w:tblHeader/>" if repeats else ""
        span = f'<w:gridSpan w:val="{len(self.widths)}"/>' if len(self.widths) > 1 else ""
        cell = self._opening(sum(self.widths), span) + paragraph(style, self.writer.plain(text)) + "</w:tc>"
        return f"<w:tr><w:trPr>{_WHOLE_ROW}{_height(_LEAST)}{head}</w:trPr>{cell}</w:tr>"

    def _head(self) -> str:
        cells = [
            self._upright(column, width) if column.upright else self._level(column, width)
            for column, width in zip(self.table.columns, self.widths, strict=True)
        ]
        longest = max((_shown(column.head) for column in self.table.columns if column.upright), key=len, default="")
        least = _LEAST
        if len(longest) > _ONE_FILE:
            low, high = [(ceil(len(longest) / 2) + 1) * step + 2 * PADDING_TOP for step in (9.0, _FILE_STEP)]
            least = ceil(min(high, max(low, self.split_height / _MAY_SPLIT * _MOST_HEAD)) * 20)
        return f"<w:tr><w:trPr>{_WHOLE_ROW}{_height(least)}<w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"

    def _level(self, column: Column, width: int) -> str:
        """Return a head; a short one that is a little too wide stands closer to the rules, or is set narrower."""
        limit = room(column.width * MM - 2 * PADDING_SIDE, SIZES[Style.HEAD])
        close = room(column.width * MM - 2 * CLOSE_SIDE, SIZES[Style.HEAD])
        wide = ADVANCES[column.head] if column.head else 0
        if limit < wide <= close * 100 // NARROWEST and len(column.head) <= SNUG:
            runs = self.writer.lines([((Text(column.head),), min(100, close * 100 // wide))])
            return f"{self._opening(width, self.shade + _CLOSE)}{paragraph('PlanHead', runs)}</w:tc>"
        lines = [line.text.strip() for line in balanced(column.head, Style.HEAD, ADVANCES, limit)]
        return f"{self._opening(width, self.shade)}{paragraph('PlanHead', self.writer.runs(in_lines(lines)))}</w:tc>"

    def _upright(self, column: Column, width: int) -> str:
        """Return a head with one character below the other; a very long one in two files, read from the right."""
        shown = _shown(column.head)
        if len(shown) > _ONE_FILE:
            files = paragraph("PlanHead", self._sized((Text(shown),), 9.0), _exact(_FILE_LEADING))
            return f"{self._opening(width, self.shade + _CLOSE + _DOWNWARDS)}{files}</w:tc>"
        size = 12.0 if len(shown) <= _LONG else 10.5 if len(shown) <= _LONGEST else 9.0
        inside = paragraph("PlanHead", self._sized(in_lines(list(shown)), size), _exact(size * _UPRIGHT_LEADING))
        return f"{self._opening(width, self.shade)}{inside}</w:tc>"

    def _sized(self, words: Paragraph, size: float) -> str:
        small = f'{_HINT}<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
        return self.writer.runs(words).replace(_HINT, small)

    def _row(
        self, row: ItemRow, above: SectionRow | ItemRow | None, below: SectionRow | ItemRow | None, *, keep: bool
    ) -> str:
        parts = []
        hidden = 0
        for place, cell in enumerate(row.cells):
            if hidden:
                hidden -= 1
                continue
            hidden = cell.span - 1
            goes_on = cell.joined and isinstance(above, ItemRow)
            merge = _GOES_ON if goes_on else ""
            if not goes_on and isinstance(below, ItemRow) and below.cells[place].joined:
                merge = _BEGINS
            if cell.span == 1 and not merge:
                opening = self.opened[place]
            else:
                span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
                opening = self._opening(sum(self.widths[place : place + cell.span]), span + merge)
            shown = EMPTY if goes_on else cell
            parts.append(f"{opening}{self._content(shown, place, is_total=row.is_total, keep=keep)}</w:tc>")
        height = max(_LEAST, twips(row.least))
        whole = _WHOLE_ROW if row.is_total or self._tall(row) <= self.split_height else ""
        return f"<w:tr><w:trPr>{whole}{_height(height)}</w:trPr>{''.join(parts)}</w:tr>"

    def _content(self, cell: Cell, place: int, *, is_total: bool, keep: bool) -> str:
        style = self.styles[place]
        if cell.centred is not None:
            style = _CENTRED if cell.centred else _LEFT
        more = "<w:keepNext/>" if keep else ""
        if not cell.paragraphs:
            return paragraph(style, "", more)
        limit = self._limit(place, cell)
        names = not is_total and _is_list(cell) and _lines(cell, limit) > len(cell.paragraphs)
        found = []
        for one in cell.paragraphs:
            if len(one) == 1 and one[0].text == _BOX:
                runs = _BOX_RUN
            elif names:
                runs = self.writer.lines(_lines_of(one, limit))
            else:
                runs = self.writer.runs([_strong(part) for part in one] if is_total else one)
            found.append(paragraph(style, runs, more))
        return "".join(found)


def _shown(head: str) -> str:
    return "".join(head.split())


def _exact(leading: float) -> str:
    return f'<w:spacing w:line="{round(leading * 20)}" w:lineRule="exact"/>'


def _style(column: Column) -> str:
    return _CENTRED if column.centred else _LEFT if column.ragged else _JUSTIFIED


def _height(value: int) -> str:
    return f'<w:trHeight w:val="{value}" w:hRule="atLeast"/>'


def _strong(part: Text) -> Text:
    return Text(part.text, True, part.whole, part.underlined, part.grey, part.light)


def _is_list(cell: Cell) -> bool:
    """Tell whether a cell holds names, with short words beside them at most: Word would tear the names."""
    parts = [part for one in cell.paragraphs for part in one]
    return any(part.whole for part in parts) and all(part.whole or len(part.text) <= _SHORT for part in parts)


def _lines_of(paragraph: Paragraph, limit: int) -> list[tuple[list[Text], int]]:
    """Return names as lines and how wide the characters of each are, in per cent: a name is narrowed before torn."""
    lines = set_cell(Cell((paragraph,)), limit, ADVANCES, ADVANCES)
    widths = [max(line.width + seams(line.text), 1) for line in lines]
    return [
        ([part for key, text in line.pieces for part in _texts(key, text)], min(100, limit * 100 // width))
        for line, width in zip(lines, widths, strict=True)
    ]


def seams(text: str) -> int:
    """Return how much some programs leave between Chinese and digits, whatever the file says: a quarter of an em."""
    return len(_SEAM.findall(text)) * EM // 4


def _texts(key: str, text: str) -> list[Text]:
    """Return characters that look alike; the 、 behind an underlined name has no line below it."""
    look = look_of(key)
    name = text.rstrip("、") if look.underlined else text
    is_strong = look.style is Style.STRONG
    found = [Text(name, is_strong, False, look.underlined, look.grey, look.light)]
    return found if name == text else [*found, Text(text[len(name) :], is_strong, False, False, look.grey, look.light)]


def _lines(cell: Cell, limit: int) -> int:
    """Return about how many lines a cell takes: never fewer than there are characters for."""
    return sum(max(1, ceil(sum(len(part.text) for part in one) * EM / limit)) for one in cell.paragraphs)

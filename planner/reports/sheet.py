"""Draws the parts of tables that stand on a page: headings, heads, rows and rules, from top to bottom."""

from typing import NamedTuple

from planner.reports.heading import ASCENT, Heading, Lines
from planner.reports.linebreak import EM, Line
from planner.reports.paginate import Block, Frame, Part, slices
from planner.reports.pen import Pen
from planner.reports.profiles import CELL_LEADING, CLOSE_SIDE, MM, NARROWED_SIDE, PADDING_SIDE, SIZES
from planner.reports.table import Style
from planner.reports.typeset import BEFORE_NOTES, BETWEEN_TABLES, NOTE_LEADING, SetRow, SetTable, edges_of, shape_of
from planner.reports.upright import places, width_of

INNER_RULE, OUTER_RULE = 0.5, 1.0
HEAD_GREY = "0.92"
# How far above the bottom of its line box a baseline stands, of the em: the box of a Chinese character is 0.88 + 0.12.
DESCENT = 0.12
# A line is justified when that needs at most this much between two characters, of the em; more would show as holes.
# A line of nothing but Latin letters takes less of it: its words would come apart.
MOST_STRETCH, _LATIN_RIGID = 0.095, 0.7
_NEARER = PADDING_SIDE - CLOSE_SIDE


class _Room(NamedTuple):
    """From where to where the lines of a cell reach, and whether they are `listed`, not justified."""

    left: float
    right: float
    listed: bool


class TablePainter:
    """Draws one table, page by page; y grows upwards, as PDF has it."""

    def __init__(self, table: SetTable, pen: Pen, *, shaded: bool) -> None:
        self.table = table
        self.pen = pen
        self.frame: Frame = table.frame
        self.shaded = shaded and not table.profile.bound
        self.begin_page(0.0)

    def begin_page(self, left: float) -> None:
        """Take the left edge of the frame on the page that comes."""
        self.edges = edges_of(self.table.widths, left)
        self.left, self.right = left, self.edges[-1]
        self.rooms = [
            _Room(begun + PADDING_SIDE, end - PADDING_SIDE, column.ragged)
            for begun, end, column in zip(self.edges, self.edges[1:], self.table.columns, strict=False)
        ]
        self.level: list[tuple[float, float, float]] = []  # y, from, to
        self.upright: list[tuple[float, float, float]] = []  # x, from, to
        self.open: float | None = None  # where the rules between the columns began

    def paint(self, part: Part, y: float) -> tuple[float, float]:
        """Draw a part from `y` downwards; return where its head begins and where it ends."""
        table = self.table
        if part.begins:
            y -= BETWEEN_TABLES if part.below else 0.0
            self._heading(table.heading, y)
            y -= table.heading.height
        head = y
        if part.is_framed:
            self.level, self.upright, self.open = [], [], None
            y = self._head(y, begins=part.begins)
            y = self._blocks(part.blocks, y)
            self._flush(y)
            if y < head:
                self._rules(head, y)
            y = self._legend(y)
        for line in table.tail[part.tail[0] : part.tail[1]]:
            y -= line.height
            for text in line.lines:
                self.pen.write(text, self.left, y + (min(line.height, NOTE_LEADING) - line.size) / 2 + 2, line.size)
        return head, y

    def _heading(self, heading: Heading, top: float) -> None:
        width = self.table.profile.frame_width * MM
        for line, size, down, centred in heading.lines:
            indent = (width - line.width * size / EM) / 2 if centred else 0.0
            self.pen.write(line, self.left + indent, top - down, size)

    def _legend(self, y: float) -> float:
        size = SIZES[Style.NOTE]
        bottom = y - self.frame.legend
        y -= BEFORE_NOTES if self.table.legend else 0.0
        for line in self.table.legend:
            y -= NOTE_LEADING
            self.pen.write(line, self.left, y + (NOTE_LEADING - size) / 2 + DESCENT * size, size)
        return bottom

    def _head(self, top: float, *, begins: bool) -> float:
        table = self.table
        y = top
        lines = table.band if begins else table.band_again if table.continued else ()
        if lines:
            y -= table.band_height
            self._across(lines, top, table.band_height)
            self._rule(y)
        height = table.head_height
        if not height:
            return y
        if self.shaded:
            self.pen.ground.append(
                f"q {HEAD_GREY} g {self.left:.2f} {y - height:.2f} {self.right - self.left:.2f} {height:.2f} re f Q"
            )
        self.open = y
        for place, cell in enumerate(table.head):
            if table.uprights[place] is not None:
                self._upright(place, y, height)
            else:
                self._cell(cell, self.rooms[place], y, height, centred=True, leading=CELL_LEADING)
        self._rule(y - height)
        return y - height

    def _upright(self, place: int, top: float, height: float) -> None:
        upright = self.table.uprights[place]
        assert upright is not None
        lines = self.table.head[place]
        middle = (self.edges[place] + self.edges[place + 1]) / 2
        top -= (height - upright.height) / 2 + (upright.leading - upright.size) / 2
        for line, (aside, row) in zip(lines, places(len(lines), upright), strict=True):
            x = middle + aside - width_of(line, upright.size) / 2
            self.pen.write(line, x, top - row * upright.leading - ASCENT * upright.size, upright.size)

    def _blocks(self, blocks: tuple[Block, ...], y: float) -> float:
        rows = self.table.rows
        reaches = self._reaches(blocks)
        for index, block in enumerate(blocks):
            row = rows[block.row]
            bottom = y - block.height
            if row.level is not None:
                self._flush(y)
                self._across(row.again if block.repeated else row.cells[0], y, block.height)
            else:
                if row.joined and not block.first and not block.opening:
                    self._part_rule(row, y)
                if row.closed:
                    self._closed(row, y, bottom)
                elif self.open is None:
                    self.open = y
                self._row(row, block, y, reaches.get(index, {}))
            self._rule(bottom)
            y = bottom
        if self.level:
            self.level.pop()
        return y

    def _reaches(self, blocks: tuple[Block, ...]) -> dict[int, dict[int, float]]:
        """Return for each block how much further down each of its cells reaches by the joined ones below it."""
        found: dict[int, dict[int, float]] = {}
        carried: dict[int, float] = {}
        for index in range(len(blocks) - 1, -1, -1):
            block = blocks[index]
            row = self.table.rows[block.row]
            if carried:
                found[index] = carried
            joins = row.joined if row.level is None and not block.first and not block.opening else ()
            carried = {place: block.height + carried.get(place, 0.0) for place in joins}
        return found

    def _row(self, row: SetRow, block: Block, top: float, reaches: dict[int, float]) -> None:
        table = self.table
        centred = row.centred or table.centred
        height = block.height
        joined = row.joined and not block.opening
        if not joined and block.first == 0 and block.stop >= max([len(lines) for lines in row.cells]):
            for place, lines in enumerate(row.cells):
                if lines:
                    reach = height + reaches[place] if place in reaches else height
                    self._cell(lines, self._room(row, place), top, reach, centred=centred[place])
            return
        for place, part in enumerate(slices(shape_of(row), block, self.frame)):
            lines = row.cells[place][part.first : part.stop]
            if not lines:
                continue
            if part.again:
                self.pen.set_grey(on=True)
            reach = height + reaches.get(place, 0.0)
            self._cell(lines, self._room(row, place), top, reach, centred=centred[place])
            if part.again:
                self.pen.set_grey(on=False)

    def _room(self, row: SetRow, place: int) -> "_Room":
        """Return the columns that a cell takes."""
        if place + 1 not in row.closed:
            return self.rooms[place]
        stop = place + 1
        while stop in row.closed:
            stop += 1
        return _Room(self.edges[place] + PADDING_SIDE, self.edges[stop] - PADDING_SIDE, self.rooms[place].listed)

    def _cell(
        self, lines: Lines, room: "_Room", top: float, height: float, *, centred: bool, leading: float = 0.0
    ) -> None:
        left, right, listed = room
        size = self.table.size
        if leading:
            size = SIZES[Style.HEAD]
        else:
            leading = self.table.leading
        y = top - (height - len(lines) * leading) / 2 + (leading - size) / 2 + DESCENT * size
        write = self.pen.write
        for line in lines:
            y -= leading
            width = line.width * size / EM
            spare = right - left - width
            if centred:
                # A short word may use the blank beside it before it is set narrower.
                if spare >= -2 * _NEARER:
                    write(line, left + spare / 2, y, size)
                else:
                    scale = int((right - left + 2 * (PADDING_SIDE - NARROWED_SIDE)) / width * 100)
                    write(line, (left + right - width * scale / 100) / 2, y, size, scale=scale)
            elif spare < 0:
                write(line, left, y, size, scale=int((right - left) / width * 100))
            else:
                write(line, left, y, size, stretch=0.0 if line.ends or listed else _stretch(line, spare, size))

    def _across(self, lines: Lines, top: float, height: float) -> None:
        size = SIZES[Style.SECTION]
        y = top - (height - len(lines) * CELL_LEADING) / 2 + (CELL_LEADING - size) / 2 + DESCENT * size
        for line in lines:
            y -= CELL_LEADING
            self.pen.write(line, self.left + PADDING_SIDE, y, size)

    def _rule(self, y: float) -> None:
        self.level.append((y, self.left, self.right))

    def _part_rule(self, row: SetRow, y: float) -> None:
        """Let the rule above a row stand only over the cells that do not go on from the row above."""
        if self.level and self.level[-1][0] == y:
            self.level.pop()
        begun: int | None = None
        for place in range(len(self.edges)):
            ruled = place < len(row.cells) and place not in row.joined
            if ruled and begun is None:
                begun = place
            elif not ruled and begun is not None:
                self.level.append((y, self.edges[begun], self.edges[place]))
                begun = None

    def _closed(self, row: SetRow, top: float, bottom: float) -> None:
        """Rule the columns of a row apart but where a cell spans several."""
        self._flush(top)
        inner = enumerate(self.edges[1:-1], 1)
        self.upright += [(x, top, bottom) for place, x in inner if place not in row.closed]

    def _flush(self, y: float) -> None:
        """End the rules between the columns at `y`."""
        if self.open is not None and self.open > y:
            self.upright += [(x, self.open, y) for x in self.edges[1:-1]]
        self.open = None

    def _rules(self, top: float, bottom: float) -> None:
        if not self.edges[1:]:
            return
        code = [f"{INNER_RULE} w 0 G"]
        code += [f"{left:.2f} {y:.2f} m {right:.2f} {y:.2f} l" for y, left, right in self.level]
        code += [f"{x:.2f} {begun:.2f} m {x:.2f} {end:.2f} l" for x, begun, end in self.upright]
        if len(code) > 1:
            code.append("S")
        width = self.right - self.left
        code.append(f"{OUTER_RULE} w {self.left:.2f} {bottom:.2f} {width:.2f} {top - bottom:.2f} re S")
        self.pen.shapes.append("\n".join(code))


def _stretch(line: Line, spare: float, size: float) -> float:
    """Return what to add between two characters so that the line ends at the right edge, 0 when it would show."""
    gaps = sum(len(text) for _, text in line.pieces) - 1
    if gaps < 1 or spare <= 0:
        return 0.0
    extra = spare / gaps
    most = MOST_STRETCH * size
    if extra > most * (1 - _LATIN_RIGID) and extra <= most:
        latin = sum(len(text.encode("ascii", "ignore")) for _, text in line.pieces) / (gaps + 1)
        most *= 1 - _LATIN_RIGID * latin
    return extra if extra <= most else 0.0

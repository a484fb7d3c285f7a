"""A `ReportTable` broken into lines: columns in points, the lines of every cell, the heights of what surrounds them."""

from collections.abc import Callable
from dataclasses import dataclass

from planner.reports.linebreak import EM, NARROWEST, Advances, Line, Run, break_lines, short_line
from planner.reports.paginate import Frame, RowShape
from planner.reports.profiles import (
    CELL_LEADING,
    LEAST_ROW,
    LONG_TITLE_SIZE,
    MM,
    PADDING_SIDE,
    PADDING_TOP,
    SIZES,
    TITLE_SIZE,
    Profile,
)
from planner.reports.table import Cell, Column, ItemRow, Paragraph, ReportTable, Style

CONTINUED = "（续）"
TITLE_LEADING = 1.4
SUBTITLE_LEADING = 1.5
AFTER_TITLE = 2 * MM
AFTER_SUBTITLE = 3 * MM
NOTE_LEADING = 15.0
BEFORE_NOTES = 1.5 * MM
_FEW = (2, 3)

Lines = tuple[Line, ...]
Measures = Callable[[Style], Advances]


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row as lines: one tuple a cell, a section row one tuple in all. `again` is a section's text with （续）."""

    cells: tuple[Lines, ...]
    level: int | None = None
    again: Lines = ()
    heading: str = ""


@dataclass(frozen=True, slots=True)
class SetTable:
    """The whole table as lines, in the order in which it is drawn; widths in points, rooms in thousandths of an em."""

    profile: Profile
    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    rooms: tuple[int, ...]
    centred: tuple[bool, ...]
    title: Lines
    title_size: float
    subtitle: Lines
    head: tuple[Lines, ...]
    rows: tuple[SetRow, ...]
    notes: Lines

    @property
    def title_height(self) -> float:
        """The height of title and sub-title above the head."""
        height = len(self.title) * self.title_size * TITLE_LEADING + AFTER_TITLE
        if self.subtitle:
            height += len(self.subtitle) * self.profile.subtitle_size * SUBTITLE_LEADING
        return height + AFTER_SUBTITLE

    @property
    def shapes(self) -> list[RowShape]:
        """The rows as the paginator sees them."""
        return [
            RowShape(tuple(len(lines) for lines in row.cells), None)
            if row.level is None
            else RowShape((max(len(row.cells[0]), len(row.again)),), row.level)
            for row in self.rows
        ]

    @property
    def frame(self) -> Frame:
        """The room of a page."""
        frame = Frame(
            height=self.profile.frame_height * MM,
            title=self.title_height,
            head=0.0,
            tail=BEFORE_NOTES + len(self.notes) * NOTE_LEADING if self.notes else 0.0,
            leading=CELL_LEADING,
            padding=PADDING_TOP,
            least=LEAST_ROW,
            repeats=tuple(column.repeats for column in self.columns),
        )
        head = frame.row_height(max(len(lines) for lines in self.head))
        return Frame(
            frame.height, frame.title, head, frame.tail, frame.leading, frame.padding, frame.least, frame.repeats
        )


def room(width: float, size: float) -> int:
    """Return how many thousandths of an em fit `width` points at `size`."""
    return int(width / size * EM)


def typeset(table: ReportTable, profile: Profile, measures: Measures, narrowest: int = NARROWEST) -> SetTable:
    """Break every text of `table` into lines for `profile`; names are narrowed to `narrowest` per cent at the most."""
    widths = tuple(column.width * MM for column in table.columns)
    rooms = tuple(room(width - 2 * PADDING_SIDE, SIZES[Style.CELL]) for width in widths)
    across = room(sum(widths) - 2 * PADDING_SIDE, SIZES[Style.SECTION])
    title_size, title = _title(table.title, profile, measures(Style.TITLE))
    subtitle_room = room(sum(widths), profile.subtitle_size)
    return SetTable(
        profile=profile,
        columns=table.columns,
        widths=widths,
        centred=tuple(column.centred for column in table.columns),
        title=title,
        title_size=title_size,
        subtitle=_simple(table.subtitle, Style.SUBTITLE, measures, subtitle_room) if table.subtitle else (),
        head=tuple(
            _balanced(column.head, Style.HEAD, measures(Style.HEAD), limit)
            for column, limit in zip(table.columns, rooms, strict=True)
        ),
        rows=_rows(table, rooms, across, measures, narrowest),
        rooms=rooms,
        notes=tuple(
            line
            for note in table.notes
            for line in _simple(note, Style.NOTE, measures, room(sum(widths), SIZES[Style.NOTE]))
        ),
    )


def _rows(
    table: ReportTable, rooms: tuple[int, ...], across: int, measures: Measures, narrowest: int
) -> tuple[SetRow, ...]:
    balanced = [place for place, column in enumerate(table.columns) if column.balanced]
    cell, strong = measures(Style.CELL), measures(Style.STRONG)
    found: list[SetRow] = []
    for row in table.rows:
        if isinstance(row, ItemRow):
            cells = [set_cell(c, limit, cell, strong, narrowest) for c, limit in zip(row.cells, rooms, strict=True)]
            for place in balanced:
                cells[place] = _evened(cells[place], rooms[place], cell)
            found.append(SetRow(tuple(cells)))
        else:
            style = Style.SECTION if row.level == 1 else Style.SUBSECTION
            text = _simple(row.text, style, measures, across)
            again = _simple(row.text + CONTINUED, style, measures, across)
            found.append(SetRow((text,), row.level, again, row.text))
    return tuple(found)


def set_cell(cell: Cell, limit: int, advances: Advances, strong: Advances, narrowest: int = NARROWEST) -> Lines:
    """Break a cell into lines of `limit` thousandths of an em."""
    if not cell.paragraphs:
        return ()
    if len(cell.paragraphs) == 1:
        return _paragraph(cell.paragraphs[0], limit, advances, strong, narrowest)
    return tuple([line for part in cell.paragraphs for line in _paragraph(part, limit, advances, strong, narrowest)])


def _paragraph(paragraph: Paragraph, limit: int, advances: Advances, strong: Advances, narrowest: int) -> Lines:
    if not any(part.strong for part in paragraph):
        text = "".join([part.text for part in paragraph])
        if len(text) * EM <= limit and not text[-1:].isspace():
            return (short_line(text, Style.CELL, advances),)
    return break_lines(
        [
            Run(part.text, Style.STRONG, strong, part.whole)
            if part.strong
            else Run(part.text, Style.CELL, advances, part.whole)
            for part in paragraph
        ],
        limit,
        narrowest,
    )


def _simple(text: str, style: Style, measures: Measures, limit: int) -> Lines:
    if len(text) * EM <= limit and not text[-1:].isspace():
        return (short_line(text, style, measures(style)),)
    return break_lines([Run(text, style, measures(style))], limit)


def _evened(lines: Lines, limit: int, advances: Advances) -> Lines:
    """Make the lines of a short name about equally long where a single character would be left for the last."""
    if len(lines) not in _FEW or len(lines[-1].text) > 1 or sum(line.ends for line in lines) > 1:
        return lines
    return _balanced("".join(line.text for line in lines), Style.CELL, advances, limit)


def _balanced(text: str, style: Style, advances: Advances, limit: int) -> Lines:
    """Break into the fewest lines, then make them about equally long: a head of two lines is not 5 + 1."""
    lines = break_lines([Run(text, style, advances)], limit)
    if len(lines) < 2:
        return lines
    low, high = sum(line.width for line in lines) // len(lines), limit
    while low < high:
        middle = (low + high) // 2
        if len(break_lines([Run(text, style, advances)], middle)) <= len(lines):
            high = middle
        else:
            low = middle + 1
    return break_lines([Run(text, style, advances)], high)


def _title(text: str, profile: Profile, advances: Advances) -> tuple[float, Lines]:
    """Set the title in 二号, over two lines in 小二; parted at a blank of its own where that leaves both lines good."""
    width = profile.frame_width * MM
    for size in (TITLE_SIZE, LONG_TITLE_SIZE):
        limit = room(width, size)
        lines = _balanced(text, Style.TITLE, advances, limit)
        if len(lines) == 1 and lines[0].width <= limit * 0.8:
            return size, lines
        parted = _parted(text, advances, limit)
        if parted:
            return size, parted
        if len(lines) <= 2:
            return size, lines
    return LONG_TITLE_SIZE, lines


def _parted(text: str, advances: Advances, limit: int) -> Lines:
    """Return the title in two lines parted at a blank or before a bracket, or nothing when neither is good."""
    places = [place for place, character in enumerate(text) if place and (character.isspace() or character == "（")]
    best: Lines = ()
    for place in places:
        parts = (text[:place], text[place:].lstrip())
        lines = tuple(line for part in parts for line in break_lines([Run(part, Style.TITLE, advances)], limit))
        if len(lines) == 2 and (not best or _spread(lines) < _spread(best)):
            best = lines
    return best if best and _spread(best) < 0.6 * max(line.width for line in best) else ()


def _spread(lines: Lines) -> int:
    return abs(lines[0].width - lines[1].width)

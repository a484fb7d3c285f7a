"""A `ReportTable` broken into lines: columns in points, the lines of every cell, the heights of what surrounds them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from planner.reports.heading import (
    Heading,
    Lines,
    Measures,
    balanced,
    room,
    set_heading,
    set_subtitle,
    set_title,
    simple,
)
from planner.reports.linebreak import EM, NARROWEST, SNUG, Advances, Line, Run, break_lines, short_line, snug_line
from planner.reports.looks import key_of
from planner.reports.paginate import Flow, Frame, RowShape
from planner.reports.profiles import (
    CELL_LEADING,
    CLOSE_SIDE,
    LEADINGS,
    LEAST_ROW,
    MM,
    NARROWED_SIDE,
    PADDING_SIDE,
    PADDING_TOP,
    SIZES,
    Profile,
)
from planner.reports.table import Cell, Column, ItemRow, PageChoices, Paragraph, ReportTable, Style, Text
from planner.reports.upright import Upright, set_upright

__all__ = ["CONTINUED", "Lines", "Measures", "SetRow", "SetTable", "room", "set_cell", "typeset"]

CONTINUED = "（续）"
NOTE_LEADING = 15.0
BEFORE_NOTES = 1.5 * MM
FOOT_SIZE, FOOT_LEADING = 12.0, 10 * MM
BETWEEN_TABLES = 4 * MM
_FEW = (2, 3)
_NOTE, _INDENT = "注：", "　　"
_DEFAULTS = PageChoices()
_ROWS_AT_ONCE = 200


def _go_on() -> None:
    """Take no pause."""


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row as lines: one tuple a cell, a section row one tuple in all. `again` is a section's text with （续）.

    `closed` are the boundaries between columns (1 is that after the first) that a spanning cell covers, `joined` the
    places of cells that go on from the row above, `centred` tells it of each cell where it is not that of the column.
    """

    cells: tuple[Lines, ...]
    level: int | None = None
    again: Lines = ()
    heading: str = ""
    least: float = 0.0
    closed: tuple[int, ...] = ()
    joined: tuple[int, ...] = ()
    centred: tuple[bool, ...] | None = None
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class TailLine:
    """A line below the table: a note, or a line of the foot with room to write."""

    lines: Lines
    size: float
    height: float


@dataclass(frozen=True, slots=True)
class SetTable:
    """The whole table as lines, in the order in which it is drawn; widths in points, rooms in thousandths of an em.

    `size` is that of the cells, `leading` the height of their lines. `heads` tells how an upright head is written.
    """

    profile: Profile
    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    rooms: tuple[int, ...]
    centred: tuple[bool, ...]
    title: Lines
    title_size: float
    subtitle: Lines
    heading: Heading
    band: Lines
    band_again: Lines
    band_text: str
    head: tuple[Lines, ...]
    uprights: tuple[Upright | None, ...]
    rows: tuple[SetRow, ...]
    notes: Lines
    legend: Lines
    tail: tuple[TailLine, ...]
    size: float
    leading: float
    outline: str
    follows: bool
    afresh: bool
    continued: bool
    again: bool

    @property
    def shapes(self) -> list[RowShape]:
        """The rows as the paginator sees them."""
        return [shape_of(row) for row in self.rows]

    @property
    def head_height(self) -> float:
        """The height of the head row, 0 without one."""
        heights = [
            CELL_LEADING * len(lines) if upright is None else upright.height
            for lines, upright in zip(self.head, self.uprights, strict=True)
            if lines
        ]
        return max(max(heights) + 2 * PADDING_TOP, LEAST_ROW) if heights else 0.0

    @property
    def band_height(self) -> float:
        """The height of the band above the head, 0 without one."""
        count = max(len(self.band), len(self.band_again))
        return max(count * CELL_LEADING + 2 * PADDING_TOP, LEAST_ROW) if count else 0.0

    @property
    def legend_height(self) -> float:
        """The height of the lines below the table on each page."""
        return BEFORE_NOTES + len(self.legend) * NOTE_LEADING if self.legend else 0.0

    @property
    def frame(self) -> Frame:
        """The room of a page."""
        band = self.band_height
        return Frame(
            height=self.profile.frame_height * MM,
            title=self.heading.height,
            head=band + self.head_height,
            tail=tuple(line.height for line in self.tail),
            leading=self.leading,
            padding=PADDING_TOP,
            least=LEAST_ROW,
            repeats=tuple(column.repeats and self.again for column in self.columns),
            again=(band if self.continued else 0.0) + self.head_height,
            gap=BETWEEN_TABLES,
            legend=self.legend_height,
            section_leading=CELL_LEADING,
            continued=self.continued,
        )

    @property
    def flow(self) -> Flow:
        """The table as the paginator sees it."""
        return Flow(self.shapes, self.frame)


def typeset(
    table: ReportTable,
    profile: Profile,
    measures: Measures,
    narrowest: int = NARROWEST,
    page: PageChoices = _DEFAULTS,
    *,
    pause: Callable[[], None] = _go_on,
) -> SetTable:
    """Break every text of `table` into lines for `profile`, set as `page` chooses.

    Names are narrowed to `narrowest` per cent at the most. `pause` is called from time to time; it may raise.
    """
    rows = _Rows(table, profile, measures, narrowest, page, pause=pause)
    across = rows.across
    frame = profile.frame_width * MM
    title = set_title(table.title, profile, measures(Style.TITLE))
    subtitle_room = room(frame, profile.subtitle_size)
    subtitle = set_subtitle(table.subtitle, measures, subtitle_room)
    heads = [_head(column, width, measures) for column, width in zip(table.columns, rows.widths, strict=True)]
    notes = tuple(_hung(table.notes, measures(Style.NOTE), room(frame, SIZES[Style.NOTE])))
    foot = tuple(_wrapped(table.foot, Style.CELL, measures, room(frame, FOOT_SIZE)))
    return SetTable(
        profile=profile,
        columns=table.columns,
        widths=rows.widths,
        rooms=rows.rooms,
        centred=tuple([column.centred for column in table.columns]),
        title=title[1],
        title_size=title[0],
        subtitle=subtitle,
        heading=set_heading(table, profile, measures, title=title, subtitle=subtitle, mark=page.mark),
        band=simple(table.band, Style.SECTION, measures, across) if table.band else (),
        band_again=simple(table.band + CONTINUED, Style.SECTION, measures, across) if table.band else (),
        band_text=table.band,
        head=tuple([lines for lines, _ in heads]),
        uprights=tuple([upright for _, upright in heads]),
        rows=tuple(rows),
        notes=notes,
        legend=tuple(_wrapped(table.legend, Style.NOTE, measures, room(frame, SIZES[Style.NOTE]))),
        tail=_tail(notes, foot),
        size=page.size,
        leading=LEADINGS[page.size],
        outline=table.outline,
        follows=table.follows,
        afresh=table.afresh,
        continued=page.continued,
        again=page.again,
    )


def shape_of(row: SetRow) -> RowShape:
    """Return a row as the paginator sees it."""
    if row.level is not None:
        return RowShape((max(len(row.cells[0]), len(row.again)),), row.level)
    return RowShape(tuple([len(lines) for lines in row.cells]), None, row.least, row.joined, row.is_total)


def _tail(notes: Lines, foot: Lines) -> tuple[TailLine, ...]:
    size = SIZES[Style.NOTE]
    found = [
        TailLine((line,), size, NOTE_LEADING + (0.0 if place else BEFORE_NOTES)) for place, line in enumerate(notes)
    ]
    found += [TailLine((line,), FOOT_SIZE, FOOT_LEADING) for line in foot]
    return tuple(found)


def _wrapped(texts: tuple[str, ...], style: Style, measures: Measures, limit: int) -> Iterator[Line]:
    for text in texts:
        yield from simple(text, style, measures, limit)


def _hung(notes: tuple[str, ...], advances: Advances, limit: int) -> Iterator[Line]:
    """Break notes so that they go on below their own text and not below 注：."""
    for note in notes:
        label = note[: len(_INDENT)] if note.startswith((_NOTE, _INDENT)) else ""
        indent = advances[_INDENT] if label else 0
        lines = break_lines([Run(note[len(label) :], Style.NOTE, advances)], limit - indent)
        for place, line in enumerate(lines):
            before = _INDENT if place else label
            pieces = ((Style.NOTE, before), *line.pieces) if label else line.pieces
            width = line.width + (advances[before] if label else 0)
            yield Line(tuple(pieces), width, line.ends)


def _head(column: Column, width: float, measures: Measures) -> tuple[Lines, Upright | None]:
    if not column.head:
        return (), None
    if column.upright:
        return set_upright(column.head, width, measures(Style.HEAD))
    size, advances = SIZES[Style.HEAD], measures(Style.HEAD)
    close = room(width - 2 * CLOSE_SIDE, size)
    if len(column.head) <= SNUG and advances[column.head] <= close:
        return (short_line(column.head, Style.HEAD, advances),), None
    narrowed = room(width - 2 * NARROWED_SIDE, size)
    snug = snug_line([Run(column.head, Style.HEAD, advances)], narrowed, NARROWEST)
    return snug or balanced(column.head, Style.HEAD, advances, room(width - 2 * PADDING_SIDE, size)), None


class _Rows:
    """Breaks the rows of a table."""

    def __init__(
        self,
        table: ReportTable,
        profile: Profile,
        measures: Measures,
        narrowest: int,
        page: PageChoices,
        *,
        pause: Callable[[], None],
    ) -> None:
        self.table = table
        self.pause = pause
        self.widths = tuple([column.width * MM for column in table.columns])
        self.rooms = tuple([room(width - 2 * PADDING_SIDE, page.size) for width in self.widths])
        self.across = room(sum(self.widths) - 2 * PADDING_SIDE, SIZES[Style.SECTION])
        self.longest = int(profile.frame_height * MM / 3 / CELL_LEADING)
        self.measures = measures
        self.narrowest = narrowest
        self.size = page.size
        self.balanced = [place for place, column in enumerate(table.columns) if column.balanced]
        self.cell, self.strong = measures(Style.CELL), measures(Style.STRONG)

    def __iter__(self) -> Iterator[SetRow]:
        cell, strong, narrowest, rooms = self.cell, self.strong, self.narrowest, self.rooms
        for count, row in enumerate(self.table.rows):
            if count % _ROWS_AT_ONCE == 0:
                self.pause()
            if not isinstance(row, ItemRow):
                style = Style.SECTION if row.level == 1 else Style.SUBSECTION
                text = simple(row.text, style, self.measures, self.across)
                if len(text) > self.longest:
                    yield self._long_section(row.text, style)
                    continue
                again = simple(row.text + CONTINUED, style, self.measures, self.across)
                yield SetRow((text,), row.level, again, row.text)
                continue
            if row.is_total or any(c.span != 1 or c.joined or c.centred is not None for c in row.cells):
                yield self._special(row)
                continue
            cells = [set_cell(c, limit, cell, strong, narrowest) for c, limit in zip(row.cells, rooms, strict=True)]
            for place in self.balanced:
                cells[place] = _evened(cells[place], rooms[place], cell)
            yield SetRow(tuple(cells), least=row.least * MM) if row.least else SetRow(tuple(cells))

    def _long_section(self, text: str, style: Style) -> SetRow:
        """Set a heading that fills a third of a page as a row that can be split, and is not said again overleaf."""
        count = len(self.table.columns)
        limit = room(sum(self.widths) - 2 * PADDING_SIDE, self.size)
        cells: list[Lines] = [()] * count
        cells[0] = simple(text, style, self.measures, limit)
        return SetRow(tuple(cells), closed=tuple(range(1, count)), centred=(False,) * count)

    def _special(self, row: ItemRow) -> SetRow:
        """Set a row with cells that span, are joined or centred by themselves, or that is a total."""
        columns = self.table.columns
        cells: list[Lines] = [()] * len(columns)
        closed: list[int] = []
        joined: list[int] = []
        place = 0
        while place < len(columns):
            cell = row.cells[place]
            stop = min(place + max(cell.span, 1), len(columns))
            limit = self.rooms[place]
            if stop > place + 1:
                limit = room(sum(self.widths[place:stop]) - 2 * PADDING_SIDE, self.size)
                closed += range(place + 1, stop)
            shown = _strengthened(cell) if row.is_total else cell
            cells[place] = set_cell(shown, limit, self.cell, self.strong, self.narrowest)
            if stop == place + 1 and place in self.balanced:
                cells[place] = _evened(cells[place], limit, self.cell)
            if cell.joined:
                joined += range(place, stop)
            place = stop
        centred = tuple(
            column.centred if cell.centred is None else cell.centred
            for cell, column in zip(row.cells, columns, strict=True)
        )
        return SetRow(tuple(cells), None, (), "", row.least * MM, tuple(closed), tuple(joined), centred, row.is_total)


def _strengthened(cell: Cell) -> Cell:
    return Cell(
        tuple(
            tuple(Text(part.text, True, part.whole, part.underlined, part.grey, part.light) for part in paragraph)
            for paragraph in cell.paragraphs
        )
    )


def set_cell(cell: Cell, limit: int, advances: Advances, strong: Advances, narrowest: int = NARROWEST) -> Lines:
    """Break a cell into lines of `limit` thousandths of an em."""
    if not cell.paragraphs:
        return ()
    if len(cell.paragraphs) == 1:
        return _paragraph(cell.paragraphs[0], limit, advances, strong, narrowest)
    return tuple([line for part in cell.paragraphs for line in _paragraph(part, limit, advances, strong, narrowest)])


def _paragraph(paragraph: Paragraph, limit: int, advances: Advances, strong: Advances, narrowest: int) -> Lines:
    looks = [
        key_of(part, Style.STRONG if part.strong else Style.CELL)
        if part.strong or part.underlined or part.grey or part.light is not None
        else Style.CELL
        for part in paragraph
    ]
    if looks.count(Style.CELL) == len(looks):
        text = "".join([part.text for part in paragraph])
        if len(text) * EM <= limit and not text[-1:].isspace():
            return (short_line(text, Style.CELL, advances),)
    runs = [
        Run(part.text, look, strong if part.strong else advances, part.whole)
        for part, look in zip(paragraph, looks, strict=True)
    ]
    return snug_line(runs, limit, narrowest) or break_lines(runs, limit, narrowest)


def _evened(lines: Lines, limit: int, advances: Advances) -> Lines:
    """Make the lines of a short name about equally long where a single character would be left for the last."""
    if len(lines) not in _FEW or len(lines[-1].text) > 1 or sum(line.ends for line in lines) > 1:
        return lines
    if any(key != Style.CELL for line in lines for key, _ in line.pieces):
        return lines
    return balanced("".join(line.text for line in lines), Style.CELL, advances, limit)


def edges_of(widths: tuple[float, ...], left: float) -> list[float]:
    """Return where the columns begin and end, from the left edge of the sheet."""
    return list(accumulate(widths, initial=left))

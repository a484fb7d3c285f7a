"""The rows of a sheet from top to bottom: title, preface, tables one below the other, notes, lines to sign."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from planner.reports.cut import cut
from planner.reports.profiles import MM, Profile
from planner.reports.table import Cell, PageChoices, Paragraph, ReportTable, Style, Text
from planner.reports.workbook.grid import Sheet
from planner.reports.workbook.heads import HeadRows
from planner.reports.workbook.lines import (
    HIGHEST_ROW,
    fitted_strokes,
    height_of,
    leading,
    most_lines,
    room,
    set_cell,
    subtitle_lines,
    title_lines,
)
from planner.reports.workbook.looks import Look, Looks, Rule
from planner.reports.workbook.markup import RowWriter, SheetCell, is_formula_like

NOTE_SIZE = 10.5
MARK_SIZE = 16.0
TEXT_SIZE = 12.0
_STANDARD_LINE = (225 * MM - MARK_SIZE) / 21  # 22 lines are 225 mm high: the title stands on the third
_LEAST_ABOVE = 3.0  # a row of the title has that much above its letters
_TITLE_LEADING = 1.4
_AFTER_TITLE = 6 * MM
_AFTER_SUBTITLE = 4 * MM
_PREFACE_LINE = 22.0
_NOTE_LINE = 15.0
_BEFORE_NOTES = 1.5 * MM
_FOOT_LINE = 10 * MM
_BETWEEN_TABLES = 4 * MM


class Area(NamedTuple):
    """What stands in the grid columns from `start` up to `stop`, and how it looks."""

    start: int
    stop: int
    paragraphs: Sequence[Paragraph]
    look: Look


class CutRow(NamedTuple):
    """An item that had to be parted over `rows`, for none may be higher than `highest` points."""

    number: str
    rows: int
    highest: int


class SheetRows:
    """Writes the rows of one sheet and knows how high they are together.

    `heads` are the heads of its tables, `cut_rows` what had to be parted over several rows;
    `printed` is the last row that goes on paper.
    """

    def __init__(
        self, sheet: Sheet, profile: Profile, page: PageChoices, looks: Looks, tell: Callable[[int], None]
    ) -> None:
        self.sheet = sheet
        self.profile = profile
        self.page = page
        self.looks = looks
        self.tell = tell
        self.writer = RowWriter(page.size)
        self.width = len(sheet.grid.widths)
        self.heights: list[float] = []
        self.printed = 0
        self.heads: list[HeadRows] = []
        self.cut_rows: list[CutRow] = []
        self._spreads: dict[tuple[Look, int], tuple[int, ...]] = {}

    @property
    def shaded(self) -> bool:
        """Whether head rows have a grey ground."""
        return self.page.shaded and not self.profile.bound

    @property
    def signs(self) -> list[str]:
        """The lines that say what signs mean, each once."""
        return list(dict.fromkeys(line for table in self.sheet.tables for line in table.legend))

    def heading(self, table: ReportTable) -> None:
        """Write what stands above the first table of a sheet: the mark (附件2), title and sub-title."""
        if self.page.mark:
            self._line(self.page.mark, Look(Style.HEAD, MARK_SIZE), _STANDARD_LINE)
            self._line("", Look(Style.CELL, TEXT_SIZE), _STANDARD_LINE - _LEAST_ABOVE)
        if table.title:
            size, lines = title_lines(table.title, self.profile)
            look = Look(Style.TITLE, size, "center")
            self.put(len(lines) * size * _TITLE_LEADING + _AFTER_TITLE, [self._full(_paragraphs(lines), look)])
        if table.subtitle:
            look = Look(Style.SUBTITLE, self.profile.subtitle_size, "center")
            lines = subtitle_lines(table.subtitle, room(sum(self.sheet.grid.widths), look.size))
            self.put(len(lines) * look.size * _TITLE_LEADING + _AFTER_SUBTITLE, [self._full(_paragraphs(lines), look)])

    def before(self, table: ReportTable) -> None:
        """Write what stands right above a table: room behind the table before it, and the lines of its own head."""
        if table.follows and self.writer.count:
            self._line("", Look(Style.CELL, TEXT_SIZE), _BETWEEN_TABLES)
        for line in table.preface:
            self._line(line, Look(Style.CELL, TEXT_SIZE), _PREFACE_LINE)

    def after(self, table: ReportTable) -> None:
        """Write what stands below a table: notes, and lines to be signed."""
        for place, note in enumerate(table.notes):
            self._line(note, Look(Style.NOTE, NOTE_SIZE), _NOTE_LINE + (0.0 if place else _BEFORE_NOTES))
        for line in table.foot:
            self._line(line, Look(Style.CELL, TEXT_SIZE, vertical="bottom"), _FOOT_LINE)

    def legend(self, *, on_paper: bool) -> None:
        """Write what the signs mean; where the foot of each page says it, the rows themselves are not printed."""
        self.printed = self.writer.count
        for line in self.signs:
            self._line(line, Look(Style.NOTE, NOTE_SIZE), _NOTE_LINE)
        if on_paper:
            self.printed = self.writer.count

    def across(self, text: str, look: Look, stop: int, *, least: float = 8.0) -> None:
        """Write a text over the columns up to `stop`, in as many rows as it takes."""
        limit = room(self.sheet.grid.width(0, stop), look.size)
        for part in cut(_cell(text), most_lines(look.size), limit, lambda cell: set_cell(cell, limit)):
            height = height_of(len(part.lines), look.size, least)
            self.put(height, [Area(0, stop, part.cell.paragraphs, look)])

    def put(self, height: float, areas: Sequence[Area]) -> int:
        """Write a row of `areas` from left to right, and return its number."""
        cells: list[SheetCell] = []
        number = self.writer.count + 1
        for area in areas:
            look = area.look._replace(quoted=True) if is_formula_like(area.paragraphs) else area.look
            styles = self.spread(look, area.stop - area.start)
            cells.append(SheetCell(area.paragraphs, styles[0]))
            if len(styles) > 1:
                cells += [SheetCell((), style) for style in styles[1:]]
                self.writer.merge(number, number, area.start, area.stop)
        return self.put_cells(height, cells)

    def put_cells(self, height: float, cells: Sequence[SheetCell]) -> int:
        """Write a row of single cells from the left, and return its number."""
        height = min(height, HIGHEST_ROW)
        self.writer.add(height, cells)
        self.heights.append(height)
        if not self.writer.count % 200:
            self.tell(self.writer.count)
        return self.writer.count

    def _line(self, text: str, look: Look, least: float) -> None:
        """Write a line that stands in no table, at least `least` points high."""
        limit = room(sum(self.sheet.grid.widths), look.size)
        text = fitted_strokes(text, limit)
        for part in cut(_cell(text), most_lines(look.size), limit, lambda cell: set_cell(cell, limit)):
            height = max((len(part.lines) - 1) * leading(look.size) + least, least)
            self.put(round(height, 2), [self._full(part.cell.paragraphs, look)])

    def _full(self, paragraphs: Sequence[Paragraph], look: Look) -> Area:
        return Area(0, self.width, paragraphs, look)

    def spread(self, look: Look, count: int) -> tuple[int, ...]:
        """Return the styles of `count` cells that are one: rules stand only round them."""
        key = (look, count)
        found = self._spreads.get(key)
        if found is None:
            left, right = look.rules.left, look.rules.right
            rules = [
                look.rules._replace(
                    left=left if place == 0 else Rule.NONE, right=right if place == count - 1 else Rule.NONE
                )
                for place in range(count)
            ]
            found = self._spreads[key] = tuple(self.looks.number(look._replace(rules=one)) for one in rules)
        return found


def _cell(text: str) -> Cell:
    return Cell(tuple((Text(line),) for line in text.split("\n"))) if text else Cell()


def _paragraphs(lines: Sequence[str]) -> Sequence[Paragraph]:
    return [(Text(line),) for line in lines]

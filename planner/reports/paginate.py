"""Cutting tables into pages as arithmetic: heights in points, lines as numbers; knows no font and no PDF.

The rules are those of print.md 3.3: the head stands on every page, a page that begins inside a section repeats it, a
section row is never alone at the foot, and a row is split only when it is taller than what is left and than a third
of the frame, into parts of at least two lines. Tables that follow one another share the pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_TOLERANCE = 0.001
_LEAST_SPLIT = 4
# At most so many rows at the end of a table are its totals.
_MOST_TOTALS = 5


class RowShape(NamedTuple):
    """A row as the paginator sees it: the number of lines of each cell; `level` is None but for a section row.

    `least` is the least height of the row. `joined` are the places whose cells go on from the row above: their lines
    count only where a page begins with them.
    """

    lines: tuple[int, ...]
    level: int | None = None
    least: float = 0.0
    joined: tuple[int, ...] = ()
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The room of a page in points, and how a table takes it.

    `gap` parts a table from the one above it on its page. `title` stands once above the first head, `head` where the
    table begins and `again` overleaf; `legend` below the last row of each page. `tail` are the heights of the lines
    (notes, foot) that stand once below the table. `repeats` tells the columns whose cells are said again in the later
    parts of a split row, `continued` whether sections are.
    """

    height: float
    title: float
    head: float
    tail: tuple[float, ...]
    leading: float
    padding: float
    least: float
    repeats: tuple[bool, ...]
    again: float = 0.0
    gap: float = 0.0
    legend: float = 0.0
    section_leading: float = 17.0
    continued: bool = True

    def row_height(self, lines: int) -> float:
        """Return the height of a row of `lines` lines."""
        return max(lines * self.leading + 2 * self.padding, self.least)

    def section_height(self, lines: int) -> float:
        """Return the height of a section row of `lines` lines."""
        return max(lines * self.section_leading + 2 * self.padding, self.least)

    @property
    def most_repeated(self) -> int:
        """The most lines a cell may have to be repeated: what fits a third of the frame."""
        return max(1, int((self.height / 3 - 2 * self.padding) / self.leading))


class Flow(NamedTuple):
    """A table as the paginator sees it."""

    rows: Sequence[RowShape]
    frame: Frame


class Block(NamedTuple):
    """A row, or the lines `first` to `stop` of it, on a page.

    `repeated` marks a section row that is said again, `opening` an item row with nothing above that its joined cells
    could go on from.
    """

    row: int
    first: int
    stop: int
    height: float
    repeated: bool = False
    opening: bool = False


class Slice(NamedTuple):
    """The lines of a cell in a block; `again` when the whole cell was already shown in an earlier part."""

    first: int
    stop: int
    again: bool = False


_NOTHING = Slice(0, 0)


class Part(NamedTuple):
    """What stands of a table on a page, from top to bottom.

    `begins` where the table begins: with its title and its first head. `tail` are the lines below the table, from the
    first up to the one before the second; a part without blocks that does not begin is these lines alone.
    """

    table: int
    blocks: tuple[Block, ...]
    begins: bool
    tail: tuple[int, int] = (0, 0)
    below: bool = False

    @property
    def is_framed(self) -> bool:
        """Whether a head and rules stand here."""
        return bool(self.blocks) or self.begins


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of tables on a page; one that is `below` follows another one."""

    parts: tuple[Part, ...]


def cell_slice(lines: int, first: int, stop: int, *, repeats: bool, most: int) -> Slice:
    """Return which lines of a cell of `lines` lines stand in the part from `first` to `stop` of its row."""
    if lines > first or first == 0:
        return Slice(first, min(lines, stop))
    if repeats and lines <= most:
        return Slice(0, lines, again=True)
    return _NOTHING


def slices(row: RowShape, block: Block, frame: Frame) -> list[Slice]:
    """Return which lines of each cell of a row stand in a block of it."""
    first, stop, most = block.first, block.stop, frame.most_repeated
    found = [
        cell_slice(lines, first, stop, repeats=repeats, most=most)
        for lines, repeats in zip(row.lines, frame.repeats, strict=True)
    ]
    for place in row.joined:
        lines = row.lines[place]
        if first:
            found[place] = Slice(0, lines, again=True) if lines <= most else _NOTHING
        elif not block.opening:
            found[place] = _NOTHING
    return found


def paginate(flows: Sequence[Flow]) -> tuple[Page, ...]:
    """Cut tables into pages, the first at the top of one; every line comes out exactly once, repetitions apart."""
    pages = _Pages()
    for index, flow in enumerate(flows):
        pages.table(index, flow)
    return pages.finish()


@dataclass
class _Pages:
    """Pages under construction."""

    rows: Sequence[RowShape] = ()
    frame: Frame = field(default_factory=lambda: Frame(0.0, 0.0, 0.0, (), 1.0, 0.0, 0.0, ()))
    index: int = 0
    done: list[Page] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)  # of tables above on this page
    blocks: list[Block] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)  # section rows that need an item row below them
    open: list[int] = field(default_factory=list)  # the section rows in force
    fresh: bool = True  # nothing of its own on this page yet
    begun: bool = False  # whether a row of the table stands on a page already
    headed: bool = False  # whether a part of it does
    opening: bool = True  # no item row right above
    used: float = 0.0

    def table(self, index: int, flow: Flow) -> None:
        """Put a table below what stands on this page."""
        self.index, (self.rows, self.frame) = index, flow
        self.waiting, self.open, self.blocks = [], [], []
        self.begun, self.headed, self.opening, self.fresh = False, False, True, not self.parts
        self.used += self.frame.title + self.frame.head + self.frame.legend + (0.0 if self.fresh else self.frame.gap)
        for place, row in enumerate(self.rows):
            if row.level is None:
                self.place(place)
            else:
                self.waiting.append(place)
        self._end()

    def place(self, index: int) -> None:
        """Put an item row and the section rows waiting for it on this page or the next ones."""
        tail = self._kept_below(index)
        first = 0
        self._shorten_waiting()
        total = self._total(index)
        while True:
            height = self._part_height(index, first, total)
            fits = self._fits(height)
            if self._fits(height + tail) or (fits and self.fresh and not self._is_tall(first, total)):
                self._put(index, first, total)
                return
            # The last lines of a tall row go overleaf with what stands below it, rather than that alone.
            count = total - first - 2 if fits and self.fresh else self._split_at(index, first, total)
            if count:
                self._put(index, first, first + count)
                first += count
                if first == total:
                    return
            self._turn(sections=not self.rows[index].is_total)
            if first == 0:
                total = self._total(index)

    def finish(self) -> tuple[Page, ...]:
        """Return the pages."""
        self.done.append(Page(tuple(self.parts)))
        return tuple(self.done)

    def _kept_below(self, index: int) -> float:
        """Return the height of what the last rows take along, totals and the lines below, up to half a page."""
        count = len(self.rows)
        if index + _MOST_TOTALS < count:
            return 0.0
        if not all(row.is_total for row in self.rows[index + 1 :]):
            return 0.0
        height = sum(self.frame.tail) + sum(self._part_height(n, 0, self._total(n)) for n in range(index + 1, count))
        return height if height <= self.frame.height / 2 else 0.0

    def _total(self, index: int) -> int:
        """Return how many lines a row has that begins here."""
        row = self.rows[index]
        if not row.joined or self._is_opening:
            return max(row.lines)
        return max((lines for place, lines in enumerate(row.lines) if place not in row.joined), default=0)

    @property
    def _is_opening(self) -> bool:
        return self.opening or bool(self.waiting)

    def _end(self) -> None:
        """Put what waits, then the lines below the table: together, on a page of their own, or line by line."""
        if not self.begun and not self.fresh and not self._fits(0.0):
            self._turn()
        while self.waiting:
            self._put_waiting()
        tail = self.frame.tail
        stop = len(tail)
        if not tail or self._fits(sum(tail)):
            self._close_part((0, stop))
            return
        first = 0
        if sum(tail) <= self.frame.height:
            self._close_part((0, 0))
        else:
            first = self._tail_lines(0)
            self._close_part((0, first))
        while first < stop:
            self._close_page()
            begun, self.used = first, 0.0
            first = self._tail_lines(begun)
            self.parts.append(Part(self.index, (), False, (begun, first)))
            self.used += sum(tail[begun:first])

    def _tail_lines(self, first: int) -> int:
        """Return up to which line the tail fits on this page, at least one on a page of its own."""
        used, stop = self.used, first
        for height in self.frame.tail[first:]:
            if used + height > self.frame.height + _TOLERANCE and (stop > first or self.used > 0):
                break
            used += height
            stop += 1
        return stop

    def _split_at(self, index: int, first: int, total: int) -> int:
        """Return how many lines go on this page, 0 for none."""
        room = self.frame.height - self.used - self._waiting_height()
        count = int((room - 2 * self.frame.padding + _TOLERANCE) / self.frame.leading)
        while count > 0 and self._part_height(index, first, first + count) > room + _TOLERANCE:
            count -= 1
        best = min(count, total - first - 2)
        if best >= 2 and (self._is_tall(first, total) or self.fresh):
            return best
        return max(1, min(count, total - first)) if self.fresh else 0

    def _is_tall(self, first: int, total: int) -> bool:
        """Tell whether what is left of a row may be split."""
        return total - first >= _LEAST_SPLIT and self.frame.row_height(total - first) > self.frame.height / 3

    def _part_height(self, index: int, first: int, stop: int) -> float:
        row = self.rows[index]
        if first == 0:
            least = 0.0
            if row.least and stop >= self._total(index):
                least = min(row.least, 0.85 * self._room)
            return max(self.frame.row_height(stop), least)
        shown = slices(row, Block(index, first, stop, 0.0), self.frame)
        return self.frame.row_height(max(part.stop - part.first for part in shown))

    def _waiting_height(self) -> float:
        return sum(self._section_height(index) for index in self.waiting)

    def _section_height(self, index: int) -> float:
        return self.frame.section_height(max(self.rows[index].lines))

    def _fits(self, height: float) -> bool:
        return self.used + self._waiting_height() + height <= self.frame.height + _TOLERANCE

    def _put(self, index: int, first: int, stop: int) -> None:
        opening = self._is_opening
        while self.waiting:
            self._put_waiting()
        height = self._part_height(index, first, stop)
        self.blocks.append(Block(index, first, stop, height, opening=opening))
        self.used += height
        self.fresh = self.opening = False
        self.begun = True

    def _shorten_waiting(self) -> None:
        """Put the first of many sections without items where they would leave no room for the row below them."""
        most = self._room / 2
        while len(self.waiting) > 1 and self._waiting_height() > most:
            self._put_waiting(1)

    @property
    def _room(self) -> float:
        """The height of the rows on a page on which the table begins or goes on, whichever is less."""
        frame = self.frame
        return frame.height - max(frame.again, frame.title + frame.head) - frame.legend

    def _put_waiting(self, count: int | None = None) -> None:
        """Put the sections that wait, or the first `count` of them; on the next page what does not fit."""
        for index in self.waiting[:count]:
            height = self._section_height(index)
            if self.used + height > self.frame.height + _TOLERANCE and not self.fresh:
                self._turn()
                return
            level = self.rows[index].level or 1
            self.open = [other for other in self.open if (self.rows[other].level or 1) < level]
            self.open.append(index)
            self.waiting.remove(index)
            self._put_section(index, repeated=False)
            self.begun, self.fresh = True, False

    def _put_section(self, index: int, *, repeated: bool) -> None:
        height = self._section_height(index)
        self.blocks.append(Block(index, 0, max(self.rows[index].lines), height, repeated))
        self.used += height
        self.opening = True

    def _turn(self, *, sections: bool = True) -> None:
        """Begin the next page, with the sections that go on; a table that has not begun begins there."""
        self._close_part((0, 0))
        self._close_page()
        frame = self.frame
        self.used = frame.again + frame.legend if self.begun else frame.title + frame.head + frame.legend
        self.fresh = self.opening = True
        if not frame.continued or not self.begun or not sections:
            return
        level = self.rows[self.waiting[0]].level or 1 if self.waiting else None
        for index in self.open:
            if level is None or (self.rows[index].level or 1) < level:
                self._put_section(index, repeated=True)

    def _close_part(self, tail: tuple[int, int]) -> None:
        """End what stands of this table on this page; nothing stands of one that turned before its first row."""
        if self.begun or self.fresh or not self.rows:
            self.parts.append(Part(self.index, tuple(self.blocks), not self.headed, tail, bool(self.parts)))
            self.headed = True
        self.used += sum(self.frame.tail[tail[0] : tail[1]])
        self.blocks = []

    def _close_page(self) -> None:
        self.done.append(Page(tuple(self.parts)))
        self.parts, self.used = [], 0.0

"""Cutting a table into pages as arithmetic: heights in points, lines as numbers; knows no font and no PDF.

The rules are those of print.md 3.3: the head stands on every page, a page that begins inside a section repeats it, a
section row is never alone at the foot, and a row is split only when it is taller than what is left and than a third
of the frame, into parts of at least two lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_TOLERANCE = 0.001


class RowShape(NamedTuple):
    """A row as the paginator sees it: the number of lines of each cell; `level` is None but for a section row."""

    lines: tuple[int, ...]
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """The room of a page in points, and how rows take it.

    `title` stands once above the first page's head, `head` on every page, `tail` (the notes) below the last row.
    `repeats` tells the columns whose cells are said again in the later parts of a split row.
    """

    height: float
    title: float
    head: float
    tail: float
    leading: float
    padding: float
    least: float
    repeats: tuple[bool, ...]

    def row_height(self, lines: int) -> float:
        """Return the height of a row of `lines` lines."""
        return max(lines * self.leading + 2 * self.padding, self.least)

    @property
    def most_repeated(self) -> int:
        """The most lines a cell may have to be repeated: what fits a third of the frame."""
        return max(1, int((self.height / 3 - 2 * self.padding) / self.leading))


class Block(NamedTuple):
    """A row, or the lines `first` to `stop` of it, on a page; `repeated` marks a section row that is said again."""

    row: int
    first: int
    stop: int
    height: float
    repeated: bool = False


class Slice(NamedTuple):
    """The lines of a cell in a block; `again` when the whole cell was already shown in an earlier part."""

    first: int
    stop: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a page from top to bottom. `notes` is true where the notes stand below them."""

    blocks: tuple[Block, ...]
    notes: bool = False


def cell_slice(lines: int, first: int, stop: int, *, repeats: bool, most: int) -> Slice:
    """Return which lines of a cell of `lines` lines stand in the part from `first` to `stop` of its row."""
    if lines > first or first == 0:
        return Slice(first, min(lines, stop))
    if repeats and lines <= most:
        return Slice(0, lines, again=True)
    return Slice(0, 0)


def paginate(rows: Sequence[RowShape], frame: Frame) -> tuple[Page, ...]:
    """Cut `rows` into pages; every line of every cell comes out exactly once, repetitions apart."""
    pages = _Pages(rows, frame)
    for index, row in enumerate(rows):
        if row.level is None:
            pages.place(index)
        else:
            pages.waiting.append(index)
    return pages.finish()


@dataclass
class _Pages:
    """Pages under construction."""

    rows: Sequence[RowShape]
    frame: Frame
    done: list[Page] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)  # section rows that need an item row below them
    open: list[int] = field(default_factory=list)  # the section rows in force
    fresh: bool = True  # no row of its own on this page yet
    used: float = 0.0

    def __post_init__(self) -> None:
        self.used = self.frame.title + self.frame.head

    def place(self, index: int) -> None:
        """Put an item row and the section rows waiting for it on this page or the next ones."""
        total = max(self.rows[index].lines)
        tail = self.frame.tail if index == len(self.rows) - 1 else 0.0
        first = 0
        while True:
            height = self._part_height(index, first, total)
            if self._fits(height + tail) or (self.fresh and self._fits(height)):
                self._put(index, first, total)
                return
            count = self._split_at(index, first, total)
            if count:
                self._put(index, first, first + count)
                first += count
                if first == total:
                    return
            self._turn()

    def finish(self) -> tuple[Page, ...]:
        """Return the pages, the notes below the last row or on a page of their own."""
        self._put_waiting()
        if self.used + self.frame.tail > self.frame.height + _TOLERANCE:
            self._close()
            self.blocks, self.used = [], 0.0
        self.done.append(Page(tuple(self.blocks), notes=True))
        return tuple(self.done)

    def _split_at(self, index: int, first: int, total: int) -> int:
        """Return how many lines go on this page, 0 for none."""
        room = self.frame.height - self.used - self._waiting_height()
        count = int((room - 2 * self.frame.padding + _TOLERANCE) / self.frame.leading)
        while count > 0 and self._part_height(index, first, first + count) > room + _TOLERANCE:
            count -= 1
        best = min(count, total - first - 2)
        tall = self._part_height(index, first, total) > self.frame.height / 3
        if best >= 2 and (tall or self.fresh):
            return best
        return max(1, min(count, total - first)) if self.fresh else 0

    def _part_height(self, index: int, first: int, stop: int) -> float:
        if first == 0:
            return self.frame.row_height(stop)
        most = self.frame.most_repeated
        shown = [
            cell_slice(lines, first, stop, repeats=again, most=most)
            for lines, again in zip(self.rows[index].lines, self.frame.repeats, strict=True)
        ]
        return self.frame.row_height(max(part.stop - part.first for part in shown))

    def _waiting_height(self) -> float:
        return sum(self._section_height(index) for index in self.waiting)

    def _section_height(self, index: int) -> float:
        return self.frame.row_height(max(self.rows[index].lines))

    def _fits(self, height: float) -> bool:
        return self.used + self._waiting_height() + height <= self.frame.height + _TOLERANCE

    def _put(self, index: int, first: int, stop: int) -> None:
        self._put_waiting()
        height = self._part_height(index, first, stop)
        self.blocks.append(Block(index, first, stop, height))
        self.used += height
        self.fresh = False

    def _put_waiting(self) -> None:
        for index in self.waiting:
            level = self.rows[index].level or 1
            self.open = [other for other in self.open if (self.rows[other].level or 1) < level]
            self.open.append(index)
            self._put_section(index, repeated=False)
        self.waiting.clear()

    def _put_section(self, index: int, *, repeated: bool) -> None:
        height = self._section_height(index)
        self.blocks.append(Block(index, 0, max(self.rows[index].lines), height, repeated))
        self.used += height

    def _turn(self) -> None:
        """Begin the next page, with the sections that go on."""
        self._close()
        self.blocks, self.used, self.fresh = [], self.frame.head, True
        level = self.rows[self.waiting[0]].level or 1 if self.waiting else None
        for index in self.open:
            if level is None or (self.rows[index].level or 1) < level:
                self._put_section(index, repeated=True)

    def _close(self) -> None:
        self.done.append(Page(tuple(self.blocks)))

"""What stands in a 督办单: what is to be done, why, by whom and until when; shortened to stay on its page."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from math import ceil

from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.standing import due_day
from planner.reports.cells import CellWriter, collect, deadlines, item_title
from planner.reports.headings import plan_name
from planner.reports.layouts import Layout, Place, Slot
from planner.reports.ledger_cells import StateCells
from planner.reports.profiles import CELL_LEADING, MM, PADDING_TOP
from planner.reports.request import PrintRequest
from planner.reports.table import Cell, ItemRow, Paragraph, Text, plain
from planner.reports.wording import printable, quoted, shown_number, spoken_date, width_in_ems

_LAYOUT = Layout("督办单", "P5", (Place(Slot.NUMBER, "", 30), Place(Slot.TASK, "", 140)))
# What the wide and the narrow column hold in a line at 小四, in characters, and how high that line is in millimetres.
_ROOM, _NARROW = 32, 12
LINE = CELL_LEADING / MM
_LONGEST_TITLE = 120
_MORE, _ENDS = "……", "。！？；"
# Stands in a slip that does not say all the plan does.
CUT = "其余要求见计划原文。"
_NO_DAY = "　　　　年　　月　　日"


class SlipCells:
    """Writes the cells of slips for items of a plan as of a day."""

    def __init__(self, plan: PlanSnapshot, request: PrintRequest, day: date) -> None:
        self.plan = plan
        self.day = day
        self.name = plan_name(plan, replace(request, title=None))
        self.wording = collect(plan, _LAYOUT, "full", plan.items)
        self.writers = [
            CellWriter(plan, _LAYOUT, depth, self.wording, inherited=request.inherited, step_rows=False)
            for depth in ("full", "first")
        ]
        self.states = StateCells(plan, self.writers[0], day)

    def number(self, item: PlanNode) -> str:
        """Return the number by which the item is spoken of."""
        return self.wording.numbers[item.node_id]

    def title(self, item: PlanNode) -> str:
        """Return the title of an item; a whole paragraph that stands for one is cut."""
        title = item_title(item).rstrip("。")
        return title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE] + _MORE

    def authority(self, items: Sequence[PlanNode]) -> str:
        """Return the plan, and of a single item its number, with its part where numbers begin anew in each."""
        if len(items) > 1:
            return quoted(self.name)
        (item,) = items
        number = shown_number(item.number)
        if self.wording.has_own_numbers or not number:
            return f"{quoted(self.name)}第{self.number(item)}项"
        above = self.plan.by_id.get(item.parent_id or 0)
        part = f"“{printable(above.number.strip() + above.title)}”部分" if above and above.title else ""
        return f"{quoted(self.name)}{part}第{number}项"

    def units(self, item: PlanNode) -> Cell:
        """Return who leads, and on a line of its own who joins."""
        leads, partners = self.states.leads(item), self.states.partners(item)
        if not leads.paragraphs or not partners.paragraphs:
            return leads if leads.paragraphs else partners
        return Cell((*_labelled("牵头：", leads), *_labelled("配合：", partners)))

    def until(self, item: PlanNode) -> Cell:
        """Return the words of the deadline, with room to write where there is none."""
        return deadlines(item.deadlines) if item.deadlines else plain(_NO_DAY)

    def requirement(self, item: PlanNode, room: int) -> Cell:
        """Return what the plan says of an item beside its title, as much as `room` lines hold, and what is expected.

        Of what is too long the first sentence of every paragraph is taken and as many more as there is room for, of a
        single one what there is room for.
        """
        whole, first = (self._told(item, writer) for writer in self.writers)
        expected, shorter = self._expected(item), self._expected(item, CUT)
        if lines_of(whole) <= max(room - lines_of([expected]), 1):
            return Cell((*whole, expected))
        room = max(room - lines_of([shorter]), 1)
        if len(whole) == 1 or lines_of(first) > room:
            first = shortened(whole if len(whole) == 1 else first, room)
        elif len(whole) == len(first):
            first = grown(first, whole, room)
        return Cell((*first, shorter))

    def _told(self, item: PlanNode, writer: CellWriter) -> tuple[Paragraph, ...]:
        """Return what a slip says of an item beside its title; a title that was cut is said again whole."""
        first, *more = writer.task(item).paragraphs or ((),)
        rest = first[1:] if item_title(item).rstrip("。") == self.title(item) else first
        return tuple(paragraph for paragraph in (rest, *more) if paragraph)

    def listed(self, items: Sequence[PlanNode]) -> Cell:
        """Return the items of a unit one below the other, each with its number in the plan and until when."""
        found: list[Paragraph] = []
        for place, item in enumerate(items, 1):
            until = "、".join(deadlines(item.deadlines).text.split("\n")) if item.deadlines else ""
            told = "，".join(part for part in (f"第{self.number(item)}项", until) if part)
            found.append((Text(f"{place}．{self.title(item)}（{told}）"),))
        return Cell(tuple(found))

    def _expected(self, item: PlanNode, before: str = "") -> Paragraph:
        due = due_day(item)
        if due is None:
            return (Text(f"{before}请抓紧办理，及时报送办理情况。"),)
        if due < self.day:
            return (Text(f"{before}时限已过{(self.day - due).days}天，请抓紧办理，尽快报送办理情况。"),)
        return (Text(f"{before}请于{spoken_date(due)}前办结，并及时报送办理情况。"),)


def _labelled(word: str, listed: Cell) -> tuple[Paragraph, ...]:
    """Return a list of names with a word before the first, which is kept together with it."""
    (first, *others), *more = listed.paragraphs
    return ((replace(first, text=word + first.text), *others), *more)


def row_height(row: ItemRow) -> float:
    """Return about how high a row of a slip is, in millimetres."""
    lines = max(lines_of(cell.paragraphs, _ROOM if cell.span > 1 else _NARROW) for cell in row.cells)
    return max(row.least, lines * LINE + 2 * PADDING_TOP / MM)


def lines_of(paragraphs: Iterable[Paragraph], room: int = _ROOM) -> int:
    """Return about how many lines paragraphs need in a column of `room` characters."""
    return sum(_lines(paragraph, room) for paragraph in paragraphs)


def _lines(paragraph: Paragraph, room: int) -> int:
    """Return the lines of a paragraph: a text flows, a name goes over whole."""
    lines, used = 1, 0.0
    for part in paragraph:
        width = width_in_ems(part.text)
        if part.whole and used and used + width > room:
            lines, used = lines + 1, 0.0
        used += width
        more = max(0, ceil(used / room) - 1)
        lines, used = lines + more, used - more * room
    return lines


def grown(first: Sequence[Paragraph], whole: Sequence[Paragraph], room: int) -> tuple[Paragraph, ...]:
    """Return the first sentences of paragraphs with those that follow them, as far as `room` lines hold."""
    kept = list(first)
    for place, paragraph in enumerate(whole):
        text = "".join(part.text for part in paragraph)
        begun = sum(len(part.text) for part in kept[place])
        for stop in range(begun + 1, len(text) + 1):
            if text[stop - 1] not in _ENDS and stop < len(text):
                continue
            longer = _upto(paragraph, stop)
            if lines_of([*kept[:place], longer, *kept[place + 1 :]]) > room:
                break
            kept[place] = longer
    return tuple(kept)


def _upto(paragraph: Paragraph, stop: int) -> Paragraph:
    """Return the first `stop` characters of a paragraph."""
    parts, length = [], 0
    for part in paragraph:
        parts.append(replace(part, text=part.text[: max(0, stop - length)]))
        length += len(part.text)
    return tuple(part for part in parts if part.text)


def shortened(paragraphs: Sequence[Paragraph], room: int) -> tuple[Paragraph, ...]:
    """Return the beginning of what is too long for `room` lines, up to the end of a sentence or else with …… ."""
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        left = (room - lines_of(kept)) * _ROOM - len(_MORE)
        if left <= 0:
            break
        text = "".join(part.text for part in paragraph)
        if width_in_ems(text) > left:
            end = max(text.rfind(mark, left // 2, left) for mark in _ENDS) + 1
            return (*kept, (Text(text[:end] if end else text[:left].rstrip("，、；：") + _MORE),))
        kept.append(paragraph)
    return tuple(kept) or ((Text(_MORE),),)

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
from planner.reports.request import PrintRequest
from planner.reports.table import Cell, Paragraph, Text, plain
from planner.reports.wording import printable, quoted, shown_number, spoken_date, width_in_ems

_LAYOUT = Layout("督办单", "P5", (Place(Slot.NUMBER, "", 30), Place(Slot.TASK, "", 140)))
# The wide column holds this many characters a line at 小四.
_ROOM = 32
_LONGEST_TITLE = 120
MORE = "……"
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
        return title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE] + MORE

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
        """Return who leads and who joins."""
        return self.states.units(item)

    def until(self, item: PlanNode) -> Cell:
        """Return the words of the deadline, with room to write where there is none."""
        return deadlines(item.deadlines) if item.deadlines else plain(_NO_DAY)

    def requirement(self, item: PlanNode, room: int) -> Cell:
        """Return what the plan says of an item beside its title, as much as `room` lines hold, and what is expected."""
        expected = self._expected(item)
        room = max(room - 1, 1)
        for writer in self.writers:
            (first, *more) = writer.task(item).paragraphs or ((),)
            found = tuple(paragraph for paragraph in (first[1:], *more) if paragraph)
            if lines_of(found) <= room:
                return Cell((*found, expected))
        return Cell((*shortened(found, room), expected))

    def listed(self, items: Sequence[PlanNode]) -> Cell:
        """Return the items of a unit one below the other, each with its number in the plan and until when."""
        found: list[Paragraph] = []
        for place, item in enumerate(items, 1):
            until = "、".join(deadlines(item.deadlines).text.split("\n")) if item.deadlines else ""
            told = "，".join(part for part in (f"第{self.number(item)}项", until) if part)
            found.append((Text(f"{place}．{self.title(item)}（{told}）"),))
        return Cell(tuple(found))

    def _expected(self, item: PlanNode) -> Paragraph:
        due = due_day(item)
        if due is None:
            return (Text("请抓紧办理，及时报送办理情况。"),)
        if due < self.day:
            return (Text(f"时限已过{(self.day - due).days}天，请抓紧办理，尽快报送办理情况。"),)
        return (Text(f"请于{spoken_date(due)}前办结，并及时报送办理情况。"),)


def lines_of(paragraphs: Iterable[Paragraph]) -> int:
    """Return about how many lines the wide column of a slip needs for paragraphs."""
    return sum(max(1, ceil(width_in_ems("".join(part.text for part in one)) / _ROOM)) for one in paragraphs)


def shortened(paragraphs: Sequence[Paragraph], room: int) -> tuple[Paragraph, ...]:
    """Return the beginning of what is too long for `room` lines; …… stands for the rest."""
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        left = (room - lines_of(kept)) * _ROOM - len(MORE)
        if left <= 0:
            break
        text = "".join(part.text for part in paragraph)
        if width_in_ems(text) <= left:
            kept.append(paragraph)
            continue
        kept.append((Text(text[:left].rstrip("，、；：")),))
        break
    return (*kept[:-1], (*kept[-1], Text(MORE))) if kept else ((Text(MORE),),)

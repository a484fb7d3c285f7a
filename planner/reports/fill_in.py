"""填报表: what each unit is asked in a round, and the workbook that it fills in (print.md 3.11).

The workbook is made by `workbook.form_sheet`, which is imported when it is wanted: openpyxl takes 230 ms.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.core.involvement import Involvement
from planner.core.rounds import AskedItem, Round, duties, is_own, said_of
from planner.core.snapshot import PlanSnapshot, UnitRef
from planner.core.vocabulary import Role
from planner.reports.cells import CellWriter, collect, deadlines
from planner.reports.file_names import clean
from planner.reports.headings import plan_name
from planner.reports.layouts import Layout, Place, Slot
from planner.reports.request import PrintRequest
from planner.reports.wording import printable, quoted

_LAYOUT = Layout("填报表", "P1", (Place(Slot.TASK, "工作任务", 52),))
_YEAR = re.compile(r"^20[0-9]{2}年(?=.)")


@dataclass(frozen=True, slots=True)
class FillIn:
    """The workbook of one unit in a round, before it is a file."""

    unit: UnitRef
    asked: tuple[AskedItem, ...]

    def count(self, role: Role) -> int:
        """Return how many items the unit is asked about in a role."""
        return sum(item.role is role for item in self.asked)


def fill_ins(plan: PlanSnapshot, day: date, *, only_leads: bool, units: Sequence[int] = ()) -> tuple[FillIn, ...]:
    """Return what each unit is asked: all open items of all units, or of those with these ids."""
    wording = collect(plan, _LAYOUT, "first", plan.items)
    writer = CellWriter(plan, _LAYOUT, "first", wording, step_rows=False)
    found = []
    for duty in duties(plan, day, only_leads=only_leads):
        if units and duty.unit.unit_id not in units:
            continue
        asked = [_asked(plan, writer, wording.numbers[part.item.node_id], part, day) for part in duty.parts]
        found.append(FillIn(duty.unit, tuple(asked)))
    return tuple(found)


def form_title(plan: PlanSnapshot, round_: Round) -> str:
    """Return what stands in the first row of a workbook."""
    return f"{quoted(plan_name(plan, PrintRequest()))}{printable(round_.name)}进展填报表"


def instructions(round_: Round, contact: str = "") -> str:
    """Return what stands in the second row: until when, and what is to be filled in."""
    due = f"请于{round_.due_on.month}月{round_.due_on.day}日前报送" if round_.due_on else "请及时报送"
    to = f"（{printable(contact)}）" if contact else ""
    return f"{due}{to}。只填黄色栏；没有变化的，沿用上期文字即可；请勿删改灰字和其他栏。"


def form_file_name(number: str, unit: UnitRef, round_: Round, longest: int) -> str:
    """Return the name of a workbook: 03_基教科_填报表_3月.xlsx."""
    period = clean(_YEAR.sub("", round_.name))
    return f"{number}_{clean(unit.name)[:longest]}_填报表" + (f"_{period[:longest]}" if period else "") + ".xlsx"


def _asked(plan: PlanSnapshot, writer: CellWriter, number: str, part: Involvement, day: date) -> AskedItem:
    item = part.item
    task = writer.steps(item, part.steps) if part.steps else writer.task(item)
    said = said_of(item, day, None if is_own(part) else part.unit.unit_id, plan.customs)
    due = "\n".join("".join(one.text for one in words) for words in deadlines(item.deadlines).paragraphs)
    return AskedItem(item.node_id, part.role, is_own(part), number, task.text, due, said)

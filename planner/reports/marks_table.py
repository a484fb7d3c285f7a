"""考核计分表: what every unit gets by the bureau's own rules, with the items behind each number (features.md F-66b)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from planner.core.marks import Marks, UnitMarks, marked
from planner.core.snapshot import PlanNode
from planner.core.tally import Counter
from planner.reports.cells import collect
from planner.reports.headings import by_position, numbered_notes, state_subtitle, state_title
from planner.reports.layouts import Layout, Place, Slot
from planner.reports.request import PrintRequest
from planner.reports.table import Cell, Column, ItemRow, ReportTable, Text, names, plain
from planner.reports.wording import printable

MARKS_SHEET = "考核计分表"
_COLUMNS = (
    Column("序号", 10, centred=True, repeats=True),
    Column("单位", 38, ragged=True, repeats=True),
    Column("基础分", 16, centred=True),
    Column("加分", 15, centred=True),
    Column("扣分", 15, centred=True),
    Column("得分", 16, centred=True),
    Column("计分的任务", 60, ragged=True),
)
_NUMBERS = Layout("", "P5", (Place(Slot.NUMBER, "序号", 10),))
_LED_ALONE = "提前、逾期只看牵头的任务；逾期后完成的也按逾期计。"


def marks_table(counter: Counter, marks: Marks, request: PrintRequest) -> ReportTable:
    """Return the table of marks."""
    found = [one for one in marked(counter, marks) if not request.chosen.units or one.unit.name in request.chosen.units]
    if request.order == "rate":
        found.sort(key=lambda one: -one.total)
    numbers = collect(counter.plan, _NUMBERS, "title", counter.plan.items).numbers
    return ReportTable(
        title=state_title(counter.plan, request, f"工作{MARKS_SHEET}"),
        subtitle=state_subtitle(counter.plan, request),
        columns=_COLUMNS,
        rows=tuple(_row(place, one, numbers) for place, one in enumerate(found, 1)),
        notes=numbered_notes([one for one in (_rules(marks), _LED_ALONE, by_position(counter.items)) if one]),
        profile="P5",
        sheet_name=MARKS_SHEET,
        remarks=() if found else ("这些任务都还没有落实单位，没有可计分的单位。",),
    )


def _row(place: int, one: UnitMarks, numbers: Mapping[int, str]) -> ItemRow:
    figures = (one.base, one.more, one.less, one.total)
    return ItemRow(
        (
            plain(str(place)),
            names((printable(one.unit.name),)),
            *(plain(_spoken(figure)) for figure in figures),
            _behind(one, numbers),
        )
    )


def _behind(one: UnitMarks, numbers: Mapping[int, str]) -> Cell:
    """Return the items behind the numbers, by what they count as."""
    kinds = (("牵头", one.led), ("配合", one.joined), ("提前", one.early), ("逾期", one.late))
    return Cell(tuple((Text(f"{word}：第{_listed(items, numbers)}项"),) for word, items in kinds if items))


def _listed(items: Sequence[PlanNode], numbers: Mapping[int, str]) -> str:
    return "、".join(numbers[item.node_id] for item in items)


def _rules(marks: Marks) -> str:
    told = (
        f"牵头每项{_spoken(marks.led)}分",
        f"配合每项{_spoken(marks.joined)}分",
        f"提前完成每项加{_spoken(marks.early)}分",
        f"逾期每项扣{_spoken(marks.late)}分",
    )
    return f"计分规则：{'，'.join(told)}。"


def _spoken(value: Decimal) -> str:
    """Return a number without zeros behind its point."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"

"""The sheets of the data workbook: heads that stay in view, filters, nothing merged; numbers and days as such."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from planner.core.collector import without_collector
from planner.core.stopping import Tell
from planner.core.tally import Counter
from planner.reports.data_rows import (
    ITEM_COLUMNS,
    PART_COLUMNS,
    UNIT_COLUMNS,
    Column,
    PlanData,
    Value,
    item_rows,
    part_rows,
    unit_rows,
)
from planner.reports.headings import plan_name
from planner.reports.profiles import PROFILES
from planner.reports.request import Book, PrintRequest, Subject
from planner.reports.selection import chosen_items, wanted_items
from planner.reports.table import PageChoices, Style
from planner.reports.workbook.looks import Look, Looks, Rule, Rules, new_workbook
from planner.reports.workbook.markup import RowWriter, SheetBody, ValueColumn, finished
from planner.reports.workbook.paper import set_paper

_SIZE = 11.0
_HEAD_HEIGHT, _ROW_HEIGHT = 24.0, 46.0  # three lines of a long text; all of it is in the cell
_AROUND = Rules(Rule.INNER, Rule.INNER, Rule.INNER, Rule.INNER)
_PLAIN = Style.FOOTER  # 宋体, as everything on a screen
_FROZEN = 3
_TOLD_EVERY = 200


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet to be: its columns and the rows below their heads."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Value, ...]]

    @property
    def last(self) -> str:
        """The letters of the last column."""
        return str(get_column_letter(len(self.columns)))


@without_collector()
def write_data(subject: Subject, request: PrintRequest, tell: Tell) -> Book:
    """Return the workbook of the chosen items as they stand on `as_of`; raise `UsageError` when there is none."""
    plans = _plans(subject, request)
    sheets = (
        _Sheet("任务", ITEM_COLUMNS, chain.from_iterable(map(item_rows, plans))),
        _Sheet("任务与单位", PART_COLUMNS, chain.from_iterable(map(part_rows, plans))),
        _Sheet("单位", UNIT_COLUMNS, unit_rows(plans)),
    )
    count = sum(len(data.counter.items) + len(data.counter.parts) for data in plans)
    workbook = new_workbook()
    looks = Looks(workbook)
    bodies: list[SheetBody] = []
    remarks: dict[str, None] = {}
    done = 0

    def told(rows: int) -> None:
        tell(min(done + rows, count), count)

    for sheet in sheets:
        writer = RowWriter(_SIZE)
        _fill(writer, sheet, looks, told)
        _set_up(workbook, sheet, writer.count)
        bodies.append(SheetBody(writer.rows, (), f"A1:{sheet.last}{writer.count}"))
        remarks |= dict.fromkeys(writer.remarks)
        done += writer.count - 1
    return Book(finished(workbook, bodies, plans[0].name), tuple(remarks))


def _plans(subject: Subject, request: PrintRequest) -> list[PlanData]:
    """Return the plan and the others with what is counted of their chosen items."""
    day = request.day
    found = [(subject.plan, plan_name(subject.plan, request), chosen_items(subject.plan, request))]
    found += [(plan, plan_name(plan, PrintRequest()), wanted_items(plan, request)) for plan in subject.others]
    return [PlanData(plan, name, Counter(plan, day, chosen), request.inherited) for plan, name, chosen in found]


def _fill(writer: RowWriter, sheet: _Sheet, looks: Looks, told: Callable[[int], None]) -> None:
    head = looks.number(Look(Style.HEAD, _SIZE, "center", rules=_AROUND, shaded=True))
    heads = [ValueColumn(place, head, head) for place in range(len(sheet.columns))]
    writer.add_values(_HEAD_HEIGHT, [column.head for column in sheet.columns], heads)
    columns = [
        ValueColumn(place, looks.number(look), looks.number(look._replace(quoted=True)))
        for place, look in enumerate(map(_look, sheet.columns))
    ]
    told(0)
    for row in sheet.rows:
        writer.add_values(_ROW_HEIGHT, row, columns)
        if not writer.count % _TOLD_EVERY:
            told(writer.count)
    told(writer.count - 1)


def _look(column: Column) -> Look:
    is_text = column.form == "@"
    return Look(_PLAIN, _SIZE, "left" if is_text else "center", "top", _AROUND, form=column.form)


def _set_up(workbook: Workbook, sheet: _Sheet, rows: int) -> None:
    """Set widths, filter and what stays in view."""
    is_first = workbook.worksheets[0].title == "Sheet"
    page: Worksheet = workbook.worksheets[0] if is_first else workbook.create_sheet(sheet.name)
    page.title = sheet.name
    for place, column in enumerate(sheet.columns, 1):
        width = page.column_dimensions[get_column_letter(place)]
        width.width, width.hidden = column.width, column.is_hidden
    page.cell(rows, len(sheet.columns))  # the last cell tells how far the sheet reaches
    page.freeze_panes = f"{get_column_letter(_FROZEN + 1)}2"
    page.auto_filter.ref = f"A1:{sheet.last}{rows}"
    page.print_title_rows = "1:1"
    page.sheet_view.tabSelected = is_first
    set_paper(page, PROFILES["P4"], PageChoices())

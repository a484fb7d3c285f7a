"""Filling in returned workbooks as units do: with openpyxl in place of their spreadsheet program."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from planner.core.forms import Field
from planner.core.rounds import Round, duties
from planner.reports.request import PrintRequest
from planner.reports.round_folder import asked_units, render_round
from planner.services import Store, plans, rounds
from tests.builders import sample_draft

DAY = date(2031, 3, 10)
DUE = date(2031, 3, 25)
PERIOD = "2031年3月"


def begun(store: Store, *, only_leads: bool = False, name: str = PERIOD) -> Round:
    """Begin a round of the known plan, which is stored if it is not yet, and return it."""
    if not store.plans():
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
    units = tuple(duty.unit.unit_id for duty in duties(store.snapshot(1), DAY, only_leads=only_leads))
    wanted = rounds.NewRound(name, DUE, units, only_leads)
    store.write("开始", lambda session: rounds.begin(session, 1, wanted, DAY))
    return listed(store)[-1]


def listed(store: Store) -> tuple[Round, ...]:
    return store.read(lambda connection: rounds.rounds_of(connection, 1))


def sent(store: Store, folder: Path, *, only_leads: bool = False, name: str = PERIOD) -> dict[str, Path]:
    """Begin a round, write its workbooks into `folder` and return them by the name of their unit."""
    round_ = begun(store, only_leads=only_leads, name=name)
    plan = store.snapshot(1)
    asked = asked_units(plan, round_, DAY)
    made = render_round(plan, round_, asked, PrintRequest(bundled_fonts_only=True))
    what = {one.unit.unit_id: one.asked for one in asked}
    store.write("发出", lambda session: rounds.mark_sent(session, round_.round_id, what, DAY))
    folder.mkdir(parents=True, exist_ok=True)
    books = [file for file in made.files if file.file_name.endswith(".xlsx")]
    found = {}
    for one, file in zip(asked, books, strict=True):
        path = folder / file.file_name
        path.write_bytes(file.data)
        found[one.unit.name] = path
    return found


def heads(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[3] if cell.value}


def item_rows(sheet: Worksheet) -> list[int]:
    """Return the rows of the items: those with a number in the hidden column."""
    column = heads(sheet).get(Field.ID, 1)
    return [row for row in range(4, sheet.max_row + 1) if isinstance(sheet.cell(row, column).value, int)]


def edit(path: Path, change: Callable[[openpyxl.Workbook, Worksheet], None]) -> Path:
    """Open a workbook, change it, and save it in its place."""
    book = openpyxl.load_workbook(path)
    change(book, book.worksheets[0])
    book.save(path)
    return path


def fill(path: Path, text: str = "已完成招标", percent: object = 40, status: str = "推进中") -> Path:
    """Fill in every row."""

    def change(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
        columns = heads(sheet)
        for row in item_rows(sheet):
            sheet.cell(row, columns[Field.STATUS]).value = status
            sheet.cell(row, columns[Field.PERCENT]).value = percent
            sheet.cell(row, columns[Field.TEXT]).value = f"{text}{row}"
            sheet.cell(row, columns[Field.PERSON]).value = "王某"

    return edit(path, change)

"""Workbooks that calamine reads: .xls and .et (one container), .xlsb.

calamine gives values and merges; how the numbers of an .xls are shown, sheet_biff knows. For .xlsb nobody does: a date
is written in full and a number plainly.
"""

from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from planner.core.input_errors import DamagedFile, EncryptedFile
from planner.importing.document import Document
from planner.importing.readers.number_formats import plain
from planner.importing.readers.sheet_biff import shown_sheets
from planner.importing.readers.sheet_layout import Budget, Sheet, lay_out
from planner.importing.readers.sheet_strings import clean

_Value = int | float | str | bool | time | date | datetime | timedelta


def read_workbook(data: bytes, name: str, kind: str) -> Document:
    """Return the sheets of a workbook as a document; raise ENCRYPTED, DAMAGED or BOMB."""
    budget = Budget(name)
    shown = shown_sheets(data, name) if kind == "xls" else []
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [
            _read_sheet(workbook.get_sheet_by_index(at), entry.visible != SheetVisibleEnum.Visible, budget)
            for at, entry in enumerate(workbook.sheets_metadata)
            if entry.typ == SheetTypeEnum.WorkSheet
        ]
    except PasswordError as error:
        raise EncryptedFile(name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise DamagedFile(name) from error
    if len(shown) == len(sheets):
        for sheet, known in zip(sheets, shown, strict=True):
            known.add_to(sheet)
            budget.take(0, sum(len(text) for _, text in known.paragraphs) + sum(len(one.text) for one in known.asides))
    return lay_out(kind, sheets, name)


def _read_sheet(source: CalamineSheet, is_hidden: bool, budget: Budget) -> Sheet:
    sheet = Sheet(source.name, is_hidden)
    left = source.start[1] if source.start else 0
    for row, values in enumerate(source.iter_rows()):  # these begin at row 0, but at the first column that is used
        cells = [
            (row, column, text) for column, value in enumerate(values, left) if value != "" and (text := _shown(value))
        ]
        budget.take(len(cells), sum(len(text) for _, _, text in cells))
        sheet.cells += cells
    merges = source.merged_cell_ranges or []
    sheet.merges = [(*first, *last) for first, last in merges]
    return sheet


def _shown(value: _Value) -> str:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return plain(value)
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(value, time):
        return _clock(value)
    day = f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, datetime) and value.time() != time():
        return f"{day} {_clock(value.time())}"
    return day


def _clock(value: time) -> str:
    return f"{value.hour}:{value.minute:02}" + (f":{value.second:02}" if value.second else "")

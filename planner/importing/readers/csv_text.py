"""Comma- and tab-separated texts as spreadsheets save them: text → one grid."""

import csv

from planner.core.input_errors import Bomb, EmptyFile
from planner.importing.document import Document
from planner.importing.readers.sheet_layout import Budget, Sheet, lay_out

_SAMPLE_LINES = 50
_SEPARATORS = ",\t;"


def read_csv(text: str, name: str) -> Document:
    """Return separated text as a document; raise EMPTY or BOMB."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    sheet = Sheet()
    budget = Budget(name)
    try:
        for number, row in enumerate(csv.reader(lines.splitlines(keepends=True), delimiter=separator_of(lines))):
            cells = [(number, column, field) for column, field in enumerate(row) if field.strip()]
            budget.take(len(cells), sum(len(field) for _, _, field in cells))
            sheet.cells += cells
    except csv.Error as error:
        raise Bomb(name) from error
    if not sheet.cells:
        raise EmptyFile(name)
    return lay_out("csv", [sheet], name)


def separator_of(text: str) -> str:
    """Return the sign that parts the cells: the one found in most of the first lines."""
    lines = text.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES]
    return max(_SEPARATORS, key=lambda sign: sum(sign in line for line in lines))

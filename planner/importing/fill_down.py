"""Units of a merged cell in tables that are text: the cell stands in the first of its rows and is empty below."""

from planner.importing.columns import UNIT_COLUMNS, Column
from planner.importing.faults import doubt
from planner.importing.table_parts import Cell, Row, TableReading


def fill_units_down(table: TableReading) -> None:
    """Give rows with a task and no unit that leads the units of the row above, within their heading.

    The partners come along where the row names none of its own.
    """
    main = Column.LEAD if Column.LEAD in table.kinds else Column.RESPONSIBLE
    if main not in table.kinds or (main is Column.RESPONSIBLE and Column.PARTNER in table.kinds):
        return
    above: dict[str, Cell] = {}
    for row in table.rows:
        if row.headings:
            above = {}
        if not row.cells:
            continue
        units = [cell for cell in row.cells if cell.kind in UNIT_COLUMNS]
        led = any(cell.kind is main for cell in units)
        down = [] if led else [cell for cell in above.values() if cell.kind is main or not units]
        if led:
            above = {}
        above |= {cell.label: cell for cell in units}
        if down and any(cell.kind is Column.TASK for cell in row.cells):
            _fill(table, row, down)


def _fill(table: TableReading, row: Row, cells: list[Cell]) -> None:
    start, end = min(cell.passage.pieces[0] for cell in row.cells)
    at = next((index for index, cell in enumerate(row.cells) if cell.kind in UNIT_COLUMNS), len(row.cells))
    row.cells[at:at] = [Cell(cell.kind, cell.label, cell.passage) for cell in cells]
    table.doubts.append(doubt("UNITS_FROM_ABOVE", start, end))

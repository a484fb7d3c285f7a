"""Faults of tables: numbers of rows that do not run on, rows without units, roles that the columns do not say."""

from planner.core.vocabulary import NodeKind, Role
from planner.importing.columns import UNIT_COLUMNS, Column
from planner.importing.faults import Doubt, doubt
from planner.importing.numbering import check_numbers
from planner.importing.outline import Block
from planner.importing.reading import Reading
from planner.importing.roles import Named
from planner.importing.table_parts import Row, TableReading, read_number

_MOST = 0.8
_FEW = 4


def check_row_numbers(text: str, table: TableReading) -> None:
    """Note the numbers of a table's headings and rows that do not run on, and set what they should be."""
    blocks: list[Block] = []
    table.numbered = []
    above: list[tuple[int, Block | None]] = [(-1, None)]
    for row in table.rows:
        for heading in row.headings:
            while above[-1][0] >= heading.rank:
                above.pop()
            section = _block(text, heading.number, heading.passage.pieces[0][0], above[-1][1], NodeKind.SECTION)
            above.append((heading.rank, section))
            blocks.append(section)
            table.numbered.append(heading)
        if row.cells:
            number = next(
                (cell.passage for cell in row.cells if cell.kind is Column.NUMBER and cell.passage.pieces), None
            )
            place = number.pieces[0] if number is not None and len(number.pieces) == 1 else None
            blocks.append(_block(text, place, row.cells[0].passage.pieces[0][0], above[-1][1], NodeKind.ITEM))
            table.numbered.append(row)
    table.number_doubts = check_numbers(text, blocks)
    for block, owner in zip(blocks, table.numbered, strict=True):
        owner.number_proposed = block.number_proposed


def _block(text: str, mark: tuple[int, int] | None, start: int, parent: Block | None, kind: NodeKind) -> Block:
    number = read_number("".join(text[slice(*mark)].split())) if mark else None
    style, value = number or (None, 0)
    return Block(style, value, start, mark if number else None, [], parent, kind=kind)


def check_tables(reading: Reading) -> list[Doubt]:
    """Return the faults of the tables' units."""
    out: list[Doubt] = []
    told = _unstated(reading.named) is not None
    rows_with_units = False
    for table, named_rows in zip(reading.tables, reading.named_rows, strict=True):
        units = iter(named_rows)
        found = [(row, [next(units), *(next(units) for _ in row.steps)]) for row in table.rows]
        items = [(row, [unit for part in parts for unit in part]) for row, parts in found if row.cells]
        rows_with_units = rows_with_units or any(named for _, named in items)
        out += _check_missing(reading, table, items)
        out += _check_columns(table)
        unstated = _unstated([named for _, named in items])
        if unstated is not None and not told:
            told = True
            out.append(doubt("LEAD_BY_POSITION", unstated.start, unstated.end))
    if reading.tables and not rows_with_units and not any(reading.named):
        first = next((row for table in reading.tables for row in table.rows if row.cells), None)
        if first is not None and not any(block.kind is NodeKind.ITEM for block in reading.outline.blocks):
            out.append(doubt("NO_UNITS", *_place(first), node=reading.writer.ids.get(id(first))))
    return out


def _unstated(lists: list[list[Named]]) -> Named | None:
    return next((n for named in lists for n in named if not n.assignment.stated and not n.passage.phrase.shared), None)


def _check_missing(reading: Reading, table: TableReading, items: list[tuple[Row, list[Named]]]) -> list[Doubt]:
    """Note rows without units, and without a lead, where nearly all others of the table have them."""
    out: list[Doubt] = []
    having = {
        "UNITS_MISSING": [bool(named) for _, named in items],
        "LEAD_MISSING": [not named or any(n.assignment.role is Role.LEAD for n in named) for _, named in items],
    }
    for code, have in having.items():
        if len(items) <= _FEW or sum(have) < len(items) * _MOST or not set(table.kinds) & set(UNIT_COLUMNS):
            continue
        out += [
            doubt(code, *_place(row), node=reading.writer.ids.get(id(row)))
            for (row, _), there in zip(items, have, strict=True)
            if not there
        ]
    return out


def _check_columns(table: TableReading) -> list[Doubt]:
    """Note a column 责任单位 whose role another column decides, and two pairs of role columns."""
    if not table.head_spans:
        return []
    place = min(table.head_spans)
    kinds = set(table.kinds)
    out: list[Doubt] = []
    for words, kind in zip(table.columns, table.kinds, strict=True):
        if kind is Column.RESPONSIBLE and kinds & {Column.LEAD, Column.PARTNER}:
            code = "RESPONSIBLE_IS_PARTNER" if Column.LEAD in kinds else "RESPONSIBLE_IS_LEAD"
            out.append(doubt(code, *place, words=words))
    if any(table.kinds.count(kind) > 1 for kind in (Column.LEAD, Column.PARTNER)):
        out.append(doubt("TWO_ROLE_PAIRS", *place))
    return out


def _place(row: Row) -> tuple[int, int]:
    start = min(cell.passage.pieces[0][0] for cell in row.cells)
    return start, start + 1

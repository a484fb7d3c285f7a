"""Which heading of the text a table stands under: the one right above it that has nothing else below it."""

from bisect import bisect_left
from collections.abc import Collection, Sequence

from planner.core.vocabulary import NodeKind
from planner.importing.marks import Style
from planner.importing.outline import Block
from planner.importing.table_parts import TableReading

_LONGEST_HEADING = 40


def blocks_above(
    tables: Sequence[TableReading], blocks: Sequence[Block], with_units: Collection[int]
) -> dict[int, Block]:
    """Return the block above each table, by the table's start, where it is a heading; it becomes a section."""
    starts = [block.start for block in blocks]
    out: dict[int, Block] = {}
    for table in tables:
        index = bisect_left(starts, table.start) - 1
        block = blocks[index] if index >= 0 else None
        if block is not None and _heads(block) and block.start not in with_units:
            block.kind = NodeKind.SECTION
            out[table.start] = block
    return out


def _heads(block: Block) -> bool:
    """Tell whether a block is a heading with nothing below it but the table."""
    if block.style is None or block.style is Style.ANNEX or block.children:
        return False
    if block.style <= Style.HAN_BRACKET:
        return True
    return len(block.pieces) == 1 and block.pieces[0][1] - block.pieces[0][0] <= _LONGEST_HEADING

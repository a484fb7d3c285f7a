"""Which heading of the text a table stands under: the one right above it that has nothing else below it."""

from bisect import bisect_left
from collections.abc import Collection, Sequence

from planner.core.vocabulary import NodeKind
from planner.importing.marks import Style
from planner.importing.outline import Block
from planner.importing.table_parts import TableReading

_LONGEST_HEADING = 40


def blocks_above(
    text: str, tables: Sequence[TableReading], blocks: Sequence[Block], with_units: Collection[int]
) -> dict[int, Block]:
    """Return the block above each table, by the table's start, where it is a heading; it becomes a section."""
    starts = [block.start for block in blocks]
    out: dict[int, Block] = {}
    for table in tables:
        index = bisect_left(starts, table.start) - 1
        block = blocks[index] if index >= 0 else None
        annexed = any(found.code == "ATTACHMENT" for found in table.doubts)
        if block is not None and not annexed and _heads(text, block) and block.start not in with_units:
            block.kind = NodeKind.SECTION
            out[table.start] = block
    return out


def _heads(text: str, block: Block) -> bool:
    """Tell whether a block is a heading with nothing below it but the table, or a line that leads on to it."""
    if block.style is None or block.style is Style.ANNEX or block.children or not block.pieces:
        return False
    start, end = block.pieces[0]
    short = end - start <= _LONGEST_HEADING and "。" not in text[start : end - 1]
    return short and (len(block.pieces) == 1 or text[block.pieces[-1][1] - 1] in "：:")

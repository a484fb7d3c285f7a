"""The columns of a Word table: borders that were moved by hand in some rows are no columns of their own."""

from itertools import accumulate

from lxml import etree

from planner.importing.readers.docx_numbers import only, whole
from planner.importing.readers.docx_parts import W
from planner.importing.readers.grids import borders

_USUAL_WIDTH = 1_000  # twips


def seams_of(table: etree._Element) -> list[int]:
    """Number the borders of the columns: one that was moved by hand in some rows has a sliver beside it.

    None where there are no slivers, or where a cell is as narrow as one: then the widths say nothing.
    """
    grid = only(table, W + "tblGrid")
    widths = [
        int(width) if width.isdecimal() and len(width) < 6 else _USUAL_WIDTH
        for column in (grid.iterchildren(W + "gridCol") if grid is not None else ())
        for width in [column.get(W + "w") or ""]
    ]
    seams = borders(accumulate(widths, initial=0))
    if seams[-1] == len(widths):
        return []
    for row in table.iterchildren(W + "tr"):
        place = whole(only(only(row, W + "trPr"), W + "gridBefore"))
        for cell in row.iterchildren(W + "tc"):
            end = place + whole(only(only(cell, W + "tcPr"), W + "gridSpan"), 1)
            if not 0 <= place < end < len(seams) or seams[place] == seams[end]:
                return []
            place = end
    return seams

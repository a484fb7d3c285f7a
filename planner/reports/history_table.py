"""What was changed, as a workbook or as comma-separated values."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from planner.core.handing_out import hand_out
from planner.core.history import HEADS, ItemChange, history_cells
from planner.reports.table import Column, ItemRow, ReportDocument, ReportTable, plain
from planner.reports.wording import printable

_WIDTHS = (30, 18, 36, 28, 72, 73)


def save_history(title: str, changes: Sequence[ItemChange], path: Path) -> None:
    """Save changes at `path`, as its ending says; raise `OutputError` and leave everything as it was."""
    if path.suffix.lower() == ".csv":
        text = io.StringIO(newline="")
        csv.writer(text).writerows([HEADS, *(_guarded(history_cells(change)) for change in changes)])
        hand_out(path, text.getvalue().encode("utf-8-sig"))
        return
    from planner.reports.xlsx import write_workbook

    hand_out(path, write_workbook(history_document(title, changes)).data)


def history_document(title: str, changes: Sequence[ItemChange]) -> ReportDocument:
    """Return changes as a document of one table."""
    table = ReportTable(
        title=printable(title),
        subtitle=f"（共{len(changes)}处）",
        columns=tuple(Column(head, width) for head, width in zip(HEADS, _WIDTHS, strict=True)),
        rows=tuple(ItemRow(tuple(plain(printable(cell)) for cell in history_cells(change))) for change in changes),
        notes=(),
        profile="P1",
        sheet_name="经过",
    )
    return ReportDocument(table.title, (table,))


def _guarded(cells: tuple[str, ...]) -> list[str]:
    """Return cells that no spreadsheet takes for formulas."""
    return [f"'{cell}" if cell[:1] in tuple("=+-@\t") else cell for cell in cells]

"""The history as a workbook and as comma-separated values."""

import csv
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

from planner.core.history import HEADS, ItemChange
from planner.reports.history_table import save_history

WHEN = datetime(2031, 3, 1, 9, 30)
CHANGES = (
    ItemChange(WHEN, "周某", "修改标题", "标题", "旧题\n第二行", "=新题"),
    ItemChange(WHEN, "", "修改时限", "完成时限", "", "6月底前", is_undone=True),
)


def test_a_csv_has_a_row_for_each_change_and_no_formulas(tmp_path: Path) -> None:
    path = tmp_path / "经过.csv"
    save_history("经过", CHANGES, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert tuple(rows[0]) == HEADS
    assert rows[1] == ["2031-03-01 09:30", "周某", "修改标题", "标题", "旧题\n第二行", "'=新题"]
    assert rows[2][2] == "修改时限（已撤销）"


def test_a_workbook_has_a_row_for_each_change(tmp_path: Path) -> None:
    path = tmp_path / "经过.xlsx"
    save_history("经过", CHANGES, path)
    cells = [[cell.value for cell in row] for row in load_workbook(path).worksheets[0].iter_rows()]
    heads = next(place for place, row in enumerate(cells) if row[0] == "时间")
    assert len(cells) >= heads + 3
    assert cells[heads + 1][1] == "周某"
    assert str(cells[heads + 1][5]).endswith("=新题")

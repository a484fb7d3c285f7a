"""The statistics of two real plans against a count by hand of their labels.

The samples lie beside the project and are no part of it; where they are missing there is nothing to collect, except in
CI, where they have to be there.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from planner.core.snapshot import snapshot_of_draft
from planner.importing import parse, read_file
from planner.reports.catalog import PrintRequest, Subject, build
from planner.reports.table import ItemRow

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = [path for path in sorted((SHARED / "gold").glob("*-2020.json")) if "responsible" in path.read_text("utf-8")]
IN_CI = os.environ.get("CI") == "true"


def labels_of(path: Path) -> dict[str, Any]:
    labels: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return labels


def with_units() -> list[Path]:
    """Return the labels of the plans of 2020 whose items name units."""
    return [path for path in GOLD if labels_of(path)["counts"]["units"]]


def by_hand(labels: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Count leads and partners of every unit in the labels: of an undivided list the first leads, the rest join."""
    led: Counter[str] = Counter()
    joined: Counter[str] = Counter()
    for item in labels["items"]:
        first = set(item["lead"] or item["responsible"][:1])
        led.update(first)
        joined.update(set(item["partners"] or item["responsible"][1:]) - first)
    return {unit: (led[unit], joined[unit]) for unit in led | joined}


def printed(labels: dict[str, Any]) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """Return what the printed table says of every unit, and its total row."""
    plan = snapshot_of_draft(parse(read_file(SHARED / "seeds" / labels["source"])))
    (table,) = build(Subject(plan), PrintRequest(report="summary")).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows if isinstance(row, ItemRow)]
    for row in rows[:-1]:
        assert int(row[2]) + int(row[3]) == int(row[4])
    return {row[1]: (int(row[2]), int(row[3])) for row in rows[:-1]}, rows[-1]


if IN_CI:

    def test_the_samples_are_there() -> None:
        assert len(with_units()) == 2


if GOLD:

    @pytest.mark.parametrize("path", with_units(), ids=lambda path: path.stem)
    def test_the_table_says_what_a_count_by_hand_says(path: Path) -> None:
        labels = labels_of(path)
        units, total = printed(labels)
        assert units == by_hand(labels)
        assert len(units) == labels["counts"]["units"]
        assert total[2] == total[4] == str(labels["counts"]["items"])

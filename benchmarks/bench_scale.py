"""Unit lists of ninety units in one pass over the data, and the memory that a plan of 10,000 items takes in print.

Lists: a folder with a PDF and a workbook for each of ninety units ÷ the same files asked for one after the other.
Memory: the largest size of a process (VmHWM) that prints, beside one that only has the plan.
"""

import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.bench_print import plan_of, prose  # noqa: E402
from planner.core.draft import DraftAssignment, DraftNode, DraftPlan, Head, Source  # noqa: E402
from planner.core.snapshot import PlanSnapshot, snapshot_of_draft  # noqa: E402
from planner.core.vocabulary import NodeKind, Origin, Role  # noqa: E402
from planner.reports.catalog import PrintRequest, Subject, render  # noqa: E402
from planner.reports.folders import render_folder  # noqa: E402

UNITS, ITEMS, MANY = 90, 300, 10_000
FORMATS = ("pdf", "xlsx")
LISTS = PrintRequest(report="unit-lists", bundled_fonts_only=True)
# (format, document) pairs whose memory is told; the first is the process without any printing.
PRINTS = (("", ""), ("pdf", "breakdown"), ("xlsx", "breakdown"), ("docx", "breakdown"), ("xlsx", "data"))


def wide_plan() -> PlanSnapshot:
    """Return a plan whose items are led by ninety units in turn, each joined by two others."""
    nodes = []
    for place, (title, body) in enumerate(islice(cycle(prose()), ITEMS)):
        names = [f"第{(place * step + step) % UNITS + 1}科" for step in (1, 7, 11)]
        units = tuple(DraftAssignment(name, name, Role.PARTNER if n else Role.LEAD) for n, name in enumerate(names))
        number = f"{place + 1}."
        nodes.append(
            DraftNode(place + 1, None, NodeKind.ITEM, Origin.TEXT, 1, place + 1, number, title, body, assignments=units)
        )
    return snapshot_of_draft(DraftPlan(Source("计划.txt", "txt", "", ""), Head(title="工作要点"), nodes=tuple(nodes)))


def singly(plan: PlanSnapshot, names: list[str]) -> None:
    """Make the list of each unit by a request of its own."""
    from dataclasses import replace

    for name in names:
        for extension in FORMATS:
            render(Subject(plan), replace(LISTS, units=(name,)), extension)


def lists() -> None:
    plan = wide_plan()
    names = sorted({found.unit.name for node in plan.nodes for found in node.assignments})
    singly(plan, names[:3])
    started = time.perf_counter()
    folder = render_folder(Subject(plan), LISTS, FORMATS)
    taken = time.perf_counter() - started
    started = time.perf_counter()
    singly(plan, names)
    alone = time.perf_counter() - started
    print(f"{len(names)} units, {len(folder.files)} files in one pass: {taken:.1f} s, {taken / alone:.2f} x one by one")


def memory(extension: str, document: str) -> int:
    """Return the largest size in MB of a process that prints a plan of 10,000 items."""
    call = [sys.executable, __file__, "--child", extension, document]
    return int(subprocess.run(call, capture_output=True, encoding="utf-8", check=True).stdout)


def child(extension: str, document: str) -> None:
    plan = plan_of(MANY)
    if document:
        render(Subject(plan), PrintRequest(report=document, bundled_fonts_only=True), extension)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(status.split("VmHWM:")[1].split()[0]) // 1024)


def main() -> int:
    if "--child" in sys.argv:
        child(*sys.argv[2:4])
        return 0
    lists()
    if not Path("/proc/self/status").exists():
        print("memory is told on Linux only")
        return 0
    bare = 0
    for extension, document in PRINTS:
        found = memory(extension, document)
        bare = bare or found
        name = f"{document} as {extension}" if document else "the plan alone"
        print(f"{MANY:,} items, {name}: {found} MB, {found / bare:.1f} x the plan alone")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The window at work, with 300 and 10,000 items: a key in the search box, an edit, a page of the tree scrolled.

One process, the offscreen platform, processor time. A key is measured from the text of the box to the painted tree,
against a scan of the same strings in Python and one repaint of the page without a filter. An edit is measured from the
gesture to the painted tree, durably committed, in milliseconds, because its goal is a frame.
Run: python benchmarks/bench_window.py [ROUNDS]
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication  # noqa: E402

from benchmarks.timing import medians  # noqa: E402
from planner.app import make_application, make_window  # noqa: E402
from planner.core import pinyin  # noqa: E402
from planner.core.vocabulary import NodeKind, Role  # noqa: E402
from planner.services import Store, assignments, deadlines, items, plans  # noqa: E402
from planner.ui.main_window import MainWindow  # noqa: E402
from tests.builders import big_draft  # noqa: E402

SIZES = (300, 10_000)
KEY_GOAL = 2.0
EDIT_GOALS_MS = {300: 16.7, 10_000: 150.0}
QUERIES = ("工作", "第一百二十", "jyj", "没有这几个字")


def settled() -> None:
    """Let everything that was asked for happen, the painting too."""
    QCoreApplication.sendPostedEvents(None, 0)
    QCoreApplication.processEvents()


def opened(folder: Path, count: int) -> tuple[Store, MainWindow]:
    """Return a store with one plan of so many items, and its window."""
    store = Store.open(folder / f"planner-{count}.db")
    store.set_setting("sample_plan", "closed")
    store.write("导入", lambda session: plans.add_plan(session, big_draft(count)))
    window = make_window(make_application(), store)
    window.resize(1366, 738)
    window.show()
    window.complete()
    pinyin.load()
    for _ in range(200):  # what is made ready while nobody types
        settled()
    gc.freeze()
    return store, window


def keys(window: MainWindow, rounds: int) -> None:
    """Print what a key in the search box costs."""
    tree, field = window.center.tree, window.center.filter
    snapshot = window._workspace.snapshot
    assert snapshot is not None
    texts = ["\n".join((node.number, node.title, node.body)) for node in snapshot.nodes]
    for query in QUERIES:

        def scan(query: str = query) -> list[bool]:
            found = [query in text for text in texts]
            tree.viewport().repaint()
            return found

        def key(query: str = query) -> None:
            field.setText(query)
            tree.viewport().repaint()

        def clear() -> None:
            field.setText("")
            tree.viewport().repaint()

        found = medians(rounds, scan=scan, key=key, clear=clear)
        for name in ("key", "clear"):
            ratio = found[name] / found["scan"]
            print(f"  {name} “{query}” {found[name] * 1000:.1f} ms: {ratio:.2f} x scan and page (goal {KEY_GOAL})")


def edits(window: MainWindow, count: int, rounds: int) -> None:
    """Print what an edit costs, from the gesture to the painted tree."""
    workspace = window._workspace
    assert workspace.snapshot is not None
    node = workspace.snapshot.items[5]
    plan_id, number = workspace.snapshot.plan_id, [0]
    workspace.select(node.node_id)

    def doing(step: Callable[[object, int], object]) -> Callable[[], None]:
        def run() -> None:
            number[0] += 1
            workspace.do("改", lambda session: step(session, number[0]))
            settled()

        return run

    found = medians(
        rounds,
        title=doing(lambda session, n: items.set_title(session, node.node_id, f"新的标题{n}")),
        units=doing(lambda session, n: assignments.set_units(session, node.node_id, Role.LEAD, [f"甲{n}科"])),
        deadline=doing(lambda session, n: deadlines.set_deadline(session, node.node_id, f"{n % 12 + 1}月底前")),
        new=doing(
            lambda session, n: items.add_node(session, plan_id, NodeKind.ITEM, node.parent_id, node.node_id, f"新项{n}")
        ),
        move=doing(lambda session, _n: items.move_node(session, node.node_id, 1)),
        undo=lambda: (workspace.undo(), settled()),
    )
    goal = EDIT_GOALS_MS[count]
    for name, seconds in found.items():
        print(f"  {name} {seconds * 1000:.1f} ms ({seconds * 1000 / goal:.2f} of the goal of {goal:.0f} ms)")


def scrolling(window: MainWindow, rounds: int) -> None:
    """Print what a page of the tree costs."""
    tree = window.center.tree
    tree.expandAll()
    bar = tree.verticalScrollBar()

    def page() -> None:
        bar.setValue((bar.value() + bar.pageStep()) % max(bar.maximum(), 1))
        tree.viewport().repaint()

    print(f"  a page scrolled {medians(rounds * 3, page=page)['page'] * 1000:.1f} ms")


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as folder:
        for count in SIZES:
            store, window = opened(Path(folder), count)
            started = time.perf_counter()
            print(f"{count} items")
            keys(window, rounds)
            edits(window, count, rounds)
            scrolling(window, rounds)
            window.close()
            store.close()
            print(f"  ({time.perf_counter() - started:.0f} s)")


if __name__ == "__main__":
    main()

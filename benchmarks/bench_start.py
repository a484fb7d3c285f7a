"""Start to the painted tree of a plan of 300 and of 10,000 items, and memory, against an empty window of the same Qt.

The same start with a store opened by plain sqlite3, without lock, checks, note and sweep, tells what these cost.

Whole processes in turn; each ends itself (`os._exit`) in its first paint, or tells its memory once it stands idle with
all that follows the first paint. Prints medians and their ratios. Both run from compiled modules, as an installed
program does from its second start on (they are kept in a folder of their own).
Run: python benchmarks/bench_start.py [ROUNDS]
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GOALS = {300: 1.6, 10_000: 2.0}
CHECKED_GOAL = 1.15
MEMORY_GOAL = 2.0
IDLE_MS = 3000
EMPTY = """
import os, sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(["empty"])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        if len(sys.argv) < 2:
            os._exit(0)
def tell():
    print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")), flush=True)
    os._exit(0)
window = Window()
window.resize(1366, 738)
window.show()
if len(sys.argv) > 1:
    QTimer.singleShot(int(sys.argv[1]), tell)
app.exec()
"""
PLANNER = """
import os, sys
from pathlib import Path
from planner.app import make_application, make_window
from planner.services import Store
app = make_application()
window = make_window(app, Store.open(Path(sys.argv[1]), check_later=True))
tree = window.center.tree
paint = tree.paintEvent
def painted(event):
    paint(event)
    os._exit(0 if tree.plan_model.rowCount() else 1)
tree.paintEvent = painted
window.resize(1366, 738)
window.show()
app.exec()
"""
TRUSTING = """
import sqlite3, sys
from planner.models import connection, occupancy
def trusting(path, *migrations, **wishes):
    return sqlite3.connect(path, isolation_level=None, timeout=0, check_same_thread=False)
import planner.services.store as store
store.open_connection = trusting
store.Store.finish_opening = lambda self: None
"""
IDLE = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
import planner.app
def tell():
    print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")), flush=True)
    os._exit(0)
make = planner.app.make_window
def made(app, store):
    QTimer.singleShot(int(sys.argv[2]), tell)
    return make(app, store)
planner.app.make_window = made
planner.app.run([], Path(sys.argv[1]))
"""


def run(program: str, compiled: Path, *arguments: str) -> str:
    """Run a process to its end and return what it printed."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPYCACHEPREFIX": str(compiled)}
    environment["PLANNER_HOME"] = str(compiled.parent)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, encoding="utf-8").stdout


def seconds(program: str, compiled: Path, *arguments: str) -> float:
    """Return how long a process took."""
    start = time.perf_counter()
    run(program, compiled, *arguments)
    return time.perf_counter() - start


def made_store(folder: Path, count: int) -> Path:
    """Return the path of a closed store with one plan of so many items."""
    from planner.services import Store, plans
    from tests.builders import big_draft

    path = folder / f"planner-{count}.db"
    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, big_draft(count)))
        store.set_setting("sample_plan", "closed")
    return path


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compiled = folder / "compiled"
        stores = {count: made_store(folder, count) for count in GOALS}
        empty: list[float] = []
        planner: dict[int, list[float]] = {count: [] for count in GOALS}
        trusting: dict[int, list[float]] = {count: [] for count in GOALS}
        for place in range(rounds + 1):
            empty.append(seconds(EMPTY, compiled))
            for count, path in stores.items():
                # A process that ends in its first paint has not closed its store: the next start would look through it.
                copy = shutil.copy(path, folder / f"start-{count}-{place}.db")
                planner[count].append(seconds(PLANNER, compiled, str(copy)))
                copy = shutil.copy(path, copy)
                trusting[count].append(seconds(TRUSTING + PLANNER, compiled, str(copy)))
                copy.unlink()
        floor = statistics.median(empty[1:])
        for count, goal in GOALS.items():
            own = statistics.median(planner[count][1:])
            words = f"tree of {count} items {own * 1000:.0f} ms: {own / floor:.2f} x (goal {goal})"
            print(f"empty window {floor * 1000:.0f} ms, {words}")
            bare = statistics.median(trusting[count][1:])
            print(f"  against the same without lock, checks and sweep: {own / bare:.2f} x (goal {CHECKED_GOAL})")
        idle = str(IDLE_MS)
        least = statistics.median(int(run(EMPTY, compiled, idle)) for _ in range(3))
        for count, path in stores.items():
            used = [int(run(IDLE, compiled, str(shutil.copy(path, folder / "idle.db")), idle)) for _ in range(3)]
            ratio = statistics.median(used) / least
            goal_words = f" (goal {MEMORY_GOAL})" if count == min(GOALS) else ""
            print(
                f"memory at rest with {count} items {statistics.median(used) / 1024:.0f} MB: {ratio:.2f} x{goal_words}"
            )


if __name__ == "__main__":
    main()

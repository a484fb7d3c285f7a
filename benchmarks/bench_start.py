"""Start to the painted tree of a 300-item plan, against an empty window of the same Qt.

Whole processes in turn; each ends itself (`os._exit`) in its first paint. Prints the medians and their ratio. Both run
from compiled modules, as an installed program does from its second start on (they are kept in a folder of their own).
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
GOAL = 1.6
EMPTY = """
import os
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(["empty"])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        os._exit(0)
window = Window()
window.resize(1366, 738)
window.show()
app.exec()
"""
PLANNER = """
import os, sys
from pathlib import Path
from planner.app import make_application, make_window
from planner.services import Store
app = make_application()
window = make_window(app, Store.open(Path(sys.argv[1])))
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


def seconds(program: str, compiled: Path, *arguments: str) -> float:
    """Return how long a process took."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPYCACHEPREFIX": str(compiled)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, *arguments], cwd=ROOT, env=environment, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    sys.path.insert(0, str(ROOT))
    from planner.services import Store, plans
    from tests.builders import big_draft

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "planner.db"
        with Store.open(path) as store:
            store.write("导入", lambda session: plans.add_plan(session, big_draft(300)))
            store.set_setting("sample_plan", "closed")
        compiled = Path(folder) / "compiled"
        empty, planner = [], []
        for _round in range(rounds + 1):
            empty.append(seconds(EMPTY, compiled))
            # A process that ends in its first paint has not closed its store, which the next start would look through.
            planner.append(seconds(PLANNER, compiled, shutil.copy(path, Path(folder) / f"start-{_round}.db")))
    floor, own = statistics.median(empty[1:]), statistics.median(planner[1:])
    print(
        f"empty window {floor * 1000:.0f} ms, tree of 300 items {own * 1000:.0f} ms: {own / floor:.2f} x (goal {GOAL})"
    )


if __name__ == "__main__":
    main()

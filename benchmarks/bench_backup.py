"""What a backup beside the window costs the window: its longest gap between two ticks, and an edit in the midst of it.

The window stands with a plan of 300 and of 10,000 items and a timer of 2 ms; a worker thread backs the store up. The
longest time between two ticks while it does is held against a frame (16.7 ms), and beside it the longest one of as
many ticks at rest. Then edits go on without a pause during backups: the longest of them against the longest alone.
Prints medians of the rounds.
Run: python benchmarks/bench_backup.py [ROUNDS]
"""

import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer  # noqa: E402

from planner.app import make_application, make_window  # noqa: E402
from planner.services import Store, items, plans  # noqa: E402
from tests.builders import big_draft  # noqa: E402

FRAME_MS = 1000 / 60
SIZES = (300, 10_000)


def beside(work: Callable[[], object], tick: Callable[[], None]) -> float:
    """Run `work` in a thread and `tick` each 2 ms in the loop of the window; return the longest gap in ms."""
    loop, timer, longest, last = QEventLoop(), QTimer(), 0.0, time.perf_counter()

    def ticked() -> None:
        nonlocal longest, last
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        tick()
        if not thread.is_alive():
            loop.quit()

    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(ticked)
    thread = threading.Thread(target=work)
    timer.start(2)
    thread.start()
    loop.exec()
    timer.stop()
    thread.join()
    return longest * 1000


def measure(size: int, rounds: int, store: Store) -> None:
    """Print what backups of a store cost its window, which is on show."""
    numbers = count()
    taken: list[float] = []

    def edit() -> None:
        store.write("改标题", lambda session: items.set_title(session, 2, f"标题{next(numbers)}"))

    def back_up() -> None:
        started = time.perf_counter()
        assert store.back_up("手动") is not None
        taken.append(time.perf_counter() - started)

    def rest() -> None:
        time.sleep(taken[-1])

    gaps, idle, busy, alone = [], [], [], []
    for _ in range(rounds + 1):
        edit()
        gaps.append(beside(back_up, lambda: None))
        idle.append(beside(rest, lambda: None))
        edit()
        busy.append(beside(back_up, edit))
        alone.append(beside(rest, edit))
    gap, still, edits, edits_alone = (statistics.median(found[1:]) for found in (gaps, idle, busy, alone))
    megabytes, seconds = store.path.stat().st_size / 1e6, statistics.median(taken)
    print(f"{size} items, a backup of {megabytes:.1f} MB in {seconds * 1000:.0f} ms:", end=" ")
    print(f"longest gap {gap:.1f} ms = {gap / FRAME_MS:.2f} frames (goal 1; at rest {still:.1f} ms);", end=" ")
    print(f"longest edit meanwhile {edits:.1f} ms, alone {edits_alone:.1f} ms")


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    app = make_application()
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            store = Store.open(Path(folder) / "planner.db")
            store.write("导入", lambda session, draft=big_draft(size): plans.add_plan(session, draft))
            store.set_setting("sample_plan", "closed")
            window = make_window(app, store)
            window.show()
            measure(size, rounds, store)
            window.close()
            window.deleteLater()
            store.close()


if __name__ == "__main__":
    main()

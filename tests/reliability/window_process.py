"""R19: the process of the window lives: references do not drift, a random hand makes it neither fall nor swell."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QWidget

from tests.reliability.result import Result

ROOT = Path(__file__).resolve().parents[2]
CALLS = 2_000
HOURS_AT_LENGTH = 2.0
MOST_MEGABYTES_MORE, MOST_HANDLES_MORE = 50, 4
LEAST_SECONDS, RUN_SECONDS = 20.0, 600.0
SINGLETONS = (None, True, False)


def run(scale: float, seed: int) -> Result:
    """Count references, then let a random hand act: two hours at scale 1, in runs of ten minutes, each its own seed."""
    application = QApplication.instance() or QApplication(["planner", "-platform", "offscreen"])
    drifts = drift()
    findings = [f"{name} loses {share:+.2f} references a call" for name, share in drifts.items() if abs(share) >= 0.01]
    application.processEvents()
    left, number, steps, largest = max(LEAST_SECONDS, HOURS_AT_LENGTH * 3600 * scale), 0, 0, 0
    seconds = left
    while left > 0:
        summary, trouble = hand(seed + number, min(left, RUN_SECONDS))
        findings += [f"seed {seed + number}: {words}" for words in trouble]
        steps += int(summary.get("steps", 0))
        largest = max(largest, int(summary.get("megabytes_more", 0)))
        left -= RUN_SECONDS
        number += 1
    done = (
        f"{len(drifts)} methods called {CALLS} times, most drift {max(map(abs, drifts.values())):.4f} a call",
        f"{seconds:.0f} s of a random hand in {number} runs, {steps} steps, at most {largest} MB more",
    )
    return Result(done, tuple(findings))


def drift() -> dict[str, float]:
    """Return by how many references to None, True and False a call of each method is off, at most."""
    top = QWidget()
    label, rows, timer, thing = QLabel(top), QListWidget(top), QTimer(top), QObject(top)
    methods: dict[str, Callable[[], object]] = {
        "setText": lambda: label.setText("a"),
        "setInterval": lambda: timer.setInterval(10),
        "clear": rows.clear,
        "currentItem": rows.currentItem,
        "parent": top.parent,
        "setProperty": lambda: thing.setProperty("a", 1),
        "isVisible": top.isVisible,
        "isEnabled": top.isEnabled,
        "setEnabled": lambda: label.setEnabled(True),
        "update": label.update,
        "repaint": label.repaint,
        "setToolTip": lambda: label.setToolTip("a"),
    }
    found = {name: max(drift_of(method, one) for one in SINGLETONS) for name, method in methods.items()}
    top.deleteLater()
    return found


def drift_of(method: Callable[[], object], one: object) -> float:
    """Return how far the references of a value that lives for ever are off after many calls, a call."""
    method()
    before = sys.getrefcount(one)
    for _ in range(CALLS):
        method()
    return abs(sys.getrefcount(one) - before) / CALLS


def hand(seed: int, seconds: float, items: int = 120) -> tuple[dict[str, int], list[str]]:
    """Run the program under a random hand; return what it tells in figures, and what went against the goal."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={ROOT / 'tests' / 'ui' / 'screen.json'}",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-m", "tests.reliability.random_hand", str(seed), str(seconds), str(items)]
    answer = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if answer.returncode:
        return {}, [f"the program fell with {answer.returncode}: {answer.stderr[-3000:]}"]
    told = json.loads(answer.stdout.splitlines()[-1])
    trouble = list(told.pop("faults"))
    if told["megabytes_more"] > MOST_MEGABYTES_MORE:
        trouble.append(f"{told['megabytes_more']} MB more after {told['steps']} steps")
    if told["handles_more"] > MOST_HANDLES_MORE:
        trouble.append(f"{told['handles_more']} handles more after {told['steps']} steps")
    return told, trouble

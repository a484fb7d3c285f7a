"""R14: two starts at once, and a start after a kill: never two writers, never locked out, a crash told once."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from planner.services import Store, items, plans
from tests.builders import sample_draft
from tests.reliability.result import Result, counted

ROOT = Path(__file__).parents[2]
PAIRS, KILLS = 200, 50
WINDOWS_EACH = 10
"""Of so many pairs one is started as two whole programs with their windows."""
NOTES = (b"", b"\xff\xfe", b"[]", b'{"pid": 1}', b'{"pid": 1, "host": "other", "since": "2009-01-01T00:00:00+08:00"}')

# Opens, writes and closes as it is told, a line for each; it waits in between, so that two of them start at one moment.
STARTER = """
import json, sys, time
from pathlib import Path
from planner.core.errors import StoreError
from planner.services import Store, items

held = None
for line in sys.stdin:
    word, *rest = json.loads(line)
    if word == "open":
        while time.time() < rest[1]:
            pass
        try:
            held = Store.open(Path(rest[0]))
            answer = ["held", held.left_by is not None]
        except StoreError as error:
            answer = [error.code, error.message]
    elif word == "write":
        held.write("改", lambda session: items.set_body(session, 2, rest[0]))
        answer = ["written"]
    else:
        if held is not None:
            held.close()
            held = None
        answer = ["closed"]
    print(json.dumps(answer), flush=True)
"""

# The whole program: its window is closed as soon as a file says so.
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from planner.app import make_application, run
from planner.ui.dialogs.entrance import EntranceDialog

app = make_application()
def look():
    modal = app.activeModalWidget()
    if isinstance(modal, EntranceDialog):
        print("asked: " + modal.sentence.text(), flush=True)
        modal.reject()
    elif Path(sys.argv[2]).exists():
        app.closeAllWindows()
timer = QTimer()
timer.timeout.connect(look)
timer.start(100)
print("ended", run([], Path(sys.argv[1])), flush=True)
"""


class Starter:
    """A process that opens a store when it is told to."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", STARTER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def tell(self, *words: object) -> None:
        """Give it an order."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()

    def heard(self) -> list[object]:
        """Its answer to the last order."""
        assert self.process.stdout is not None
        answer: list[object] = json.loads(self.process.stdout.readline())
        return answer

    def ask(self, *words: object) -> list[object]:
        """Give it an order and wait for the answer."""
        self.tell(*words)
        return self.heard()

    def end(self) -> None:
        """Kill it."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        self.process.wait()


def run(scale: float, seed: int) -> Result:
    """Start in pairs, start after kills."""
    chance, findings = random.Random(seed), list[str]()
    pairs, kills = counted(PAIRS, scale), counted(KILLS, scale)
    windows = max(1, pairs // WINDOWS_EACH)
    with tempfile.TemporaryDirectory(prefix="starts-") as name:
        path = Path(name) / "数据" / "planner.db"
        with Store.open(path) as store:
            store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        findings += [f"seed {seed}: {found}" for found in start_pairs(path, pairs - windows, chance)]
        findings += [f"seed {seed}: {found}" for found in first_starts(Path(name), max(1, pairs // 10), chance)]
        findings += [f"seed {seed}: {found}" for found in start_windows(path, windows)]
        findings += [f"seed {seed}: {found}" for found in start_after_kills(path, kills, chance)]
    done = f"{pairs} pairs of starts ({windows} with windows), {kills} starts after a kill, {len(NOTES)} odd notes"
    return Result((done,), tuple(findings))


def start_pairs(path: Path, count: int, chance: random.Random) -> list[str]:
    """Let two processes open one store at a moment; the one that holds it writes."""
    found: list[str] = []
    two = (Starter(), Starter())
    try:
        for number in range(count):
            begins = time.time() + 0.02
            for starter in two:
                starter.tell("open", str(path), begins + chance.random() * 0.004)
            answers = [starter.heard() for starter in two]
            holders = [starter for starter, answer in zip(two, answers, strict=True) if answer[0] == "held"]
            others = [answer for answer in answers if answer[0] != "held"]
            if len(holders) != 1:
                found.append(f"pair {number}: {len(holders)} hold the store: {answers}")
            if any(answer[0] != "STORE_LOCKED" or "已在另一窗口打开" not in str(answer[1]) for answer in others):
                found.append(f"pair {number}: the other was told {others}")
            for holder in holders:
                holder.ask("write", f"第{number}对")
            for starter in two:
                starter.ask("close")
            with Store.open(path) as store:
                if holders and store.snapshot(1).by_id[2].body != f"第{number}对":
                    found.append(f"pair {number}: what was written is lost")
                if store.left_by is not None:
                    found.append(f"pair {number}: a store that was closed seems left open")
    finally:
        for starter in two:
            starter.end()
    return found


def first_starts(folder: Path, count: int, chance: random.Random) -> list[str]:
    """Let two processes make the same new store at a moment."""
    found: list[str] = []
    two = (Starter(), Starter())
    try:
        for number in range(count):
            path, begins = folder / f"new-{number}" / "planner.db", time.time() + 0.02
            for starter in two:
                starter.tell("open", str(path), begins + chance.random() * 0.003)
            answers = sorted(str(starter.heard()[0]) for starter in two)
            if answers != ["STORE_LOCKED", "held"]:
                found.append(f"first start {number}: {answers}")
            for starter in two:
                starter.ask("close")
            left = [entry.name for entry in path.parent.iterdir() if entry.name != path.name]
            if left:
                found.append(f"first start {number}: {left} is left")
    finally:
        for starter in two:
            starter.end()
    return found


def start_windows(path: Path, count: int) -> list[str]:
    """Start the whole program twice; the second one hands over to the first and ends, or says who holds the store."""
    found: list[str] = []
    for number in range(count):
        ends = path.with_name("ends")
        two = [_window(path, ends) for _ in range(2)]
        deadline = time.monotonic() + 60
        while all(window.poll() is None for window in two) and time.monotonic() < deadline:
            time.sleep(0.1)
        ended = [window.poll() is not None for window in two]
        if sum(ended) != 1:
            found.append(f"windows {number}: {sum(ended)} of two ended by themselves")
        ends.touch()
        said = []
        for window in two:
            try:
                said.append(window.communicate(timeout=60))
            except subprocess.TimeoutExpired:
                window.kill()
                said.append(window.communicate())
        ends.unlink()
        for out, err in said:
            handed_over_or_told = "ended 0" in out or "已在另一窗口打开" in out
            if not handed_over_or_told or "Traceback" in err:
                found.append(f"windows {number}: {out} {err[-400:]}")
    return found


def _window(path: Path, ends: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(path), str(ends)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PLANNER_HOME": str(path.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def start_after_kills(path: Path, count: int, chance: random.Random) -> list[str]:
    """Kill who holds the store, and start again at once; a note left by whomever blocks nothing."""
    found: list[str] = []
    for number in range(count):
        starter = Starter()
        starter.ask("open", str(path), 0)
        starter.ask("write", f"杀{number}")
        if chance.random() < 0.5:
            starter.tell("write", f"杀到一半{number}")
            time.sleep(chance.random() * 0.01)
        starter.end()
        with Store.open(path) as store:
            if store.left_by is None or store.left_by.pid != starter.process.pid:
                found.append(f"kill {number}: that it was killed is not known")
            if store.snapshot(1).by_id[2].body not in (f"杀{number}", f"杀到一半{number}"):
                found.append(f"kill {number}: {store.snapshot(1).by_id[2].body} is there")
            store.write("改", lambda session: items.set_body(session, 2, "再开"))
        with Store.open(path) as store:
            if store.left_by is not None:
                found.append(f"kill {number}: told a second time")
    for note in NOTES:
        path.with_name("planner.db.open").write_bytes(note)
        with Store.open(path) as store:
            store.write("改", lambda session: items.set_body(session, 2, "有字条"))
    return found

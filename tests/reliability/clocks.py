"""R22: dates are dates and the order of what was done is kept, whatever zone the PC stands in and its clock says.

Each case is a process of its own in a zone, with the clock set: the store is written, closed, and opened again under
another clock. The days stored and shown, the history and the undo must be those of a PC whose clock is right.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.reliability.result import Result, counted

ROOT = Path(__file__).parents[2]
ZONES = ("Asia/Shanghai", "UTC", "America/New_York", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kathmandu")
# What zones are called where there is no database of them: POSIX says hours west of Greenwich.
POSIX = ("CST-8", "UTC0", "EST5EDT", "PST8PDT", "LINT-14", "NPT-5:45")
TEN_YEARS = 10 * 366 * 24 * 3_600
OVER_MIDNIGHT = 9 * 3_600
ON_PUSH_CASES = 12

# Opens a store once for each clock, wrong by so many seconds and jumping by so many in the midst (sleep, a flat
# battery); says what is stored, shown, printed and in which order.
CASE = """
import datetime, json, sys, time
from pathlib import Path

real_time, real, real_date, off = time.time, datetime.datetime, datetime.date, 0.0

class Clock(real):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(real_time() + off, tz)

class Calendar(real_date):
    @classmethod
    def today(cls):
        found = real.fromtimestamp(real_time() + off)
        return cls(found.year, found.month, found.day)

time.time = lambda: real_time() + off
datetime.datetime, datetime.date = Clock, Calendar

from planner.core.progress import ProgressEntry, Status
from planner.reports import catalog
from planner.reports.catalog import PrintRequest, Subject
from planner.services import Store, items, plans, progress
from tests.builders import sample_draft

day = real_date(2031, 6, 30)
path = Path(sys.argv[1])
for wrong, jump in json.loads(sys.argv[2]):
    off = wrong
    with Store.open(path) as store:
        if not store.plans():
            store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
            store.write("进展", lambda s: progress.add_entry(s, 2, ProgressEntry(0, day, Status.GOING, 40, "已开工")))
        count = len(store.history())
        store.write(f"第{count + 1}步", lambda session: items.set_due_day(session, 3, day))
        off += jump
        store.write(f"第{count + 2}步", lambda session: items.set_title(session, 3, f"第{count + 2}次"))
        undone, redone = store.undo(), store.redo()
        plan = store.snapshot(1)
        raw = store.read(lambda c: [
            c.execute(f"SELECT {columns} FROM {table} ORDER BY id").fetchall()
            for table, columns in (
                ("progress_entries", "made_on"),
                ("deadlines", "text, starts_on, ends_on"),
                ("plans", "issued_on, printed_on"),
            )
        ])
        print(json.dumps({
            "stored": raw,
            "shown": [str(plan.head.issued_on), plan.by_id[3].title],
            "reported": [str(one.made_on) for one in plan.by_id[2].entries],
            "due": [[str(one) for one in node.deadlines] for node in plan.nodes],
            "history": [entry.name for entry in store.history()],
            "last": [undone.name, redone.name],
            "printed": len(catalog.render(Subject(plan), PrintRequest(as_of=day), "xlsx").data),
        }, ensure_ascii=False))
"""


def story(zone: str, clocks: tuple[tuple[float, float], ...]) -> list[str]:
    """Open one store once for each clock, and return what each opening says, or the end of what went wrong."""
    with tempfile.TemporaryDirectory() as name:
        run = subprocess.run(
            [sys.executable, "-c", CASE, str(Path(name) / "planner.db"), json.dumps(clocks)],
            check=False,
            cwd=ROOT,
            env={**os.environ, "TZ": zone, "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
        )
    return run.stdout.splitlines() if run.returncode == 0 else [run.stderr[-600:]] * len(clocks)


def cases(count: int, seed: int) -> list[tuple[str, tuple[tuple[float, float], ...]]]:
    """Return zones with two clocks each: first the extremes, then clocks by chance."""
    chance = random.Random(seed)
    zones = ZONES if Path("/usr/share/zoneinfo/Asia/Shanghai").exists() else POSIX
    far = ((TEN_YEARS, -TEN_YEARS), (-TEN_YEARS, TEN_YEARS), (0.0, OVER_MIDNIGHT), (0.0, -OVER_MIDNIGHT))
    found = []
    for place in range(count):
        first = far[place % len(far)] if place < 2 * len(far) else _clock(chance)
        found.append((zones[place % len(zones)], (first, _clock(chance))))
    return found


def _clock(chance: random.Random) -> tuple[float, float]:
    return chance.uniform(-TEN_YEARS, TEN_YEARS), chance.choice((0.0, OVER_MIDNIGHT, -OVER_MIDNIGHT, 40 * 86_400.0))


def run(scale: float, seed: int) -> Result:
    """120 cases at scale 1, never fewer than four."""
    asked = cases(counted(10 * ON_PUSH_CASES, scale, 4), seed)
    right = story("Asia/Shanghai", ((0.0, 0.0), (0.0, 0.0)))
    findings = [] if all("history" in one for one in right) else [f"with the right clock: {right}"]
    for zone, clocks in asked:
        for place, (found, expected) in enumerate(zip(story(zone, clocks), right, strict=True)):
            if found != expected:
                findings.append(f"{zone}, clock and jump {clocks[place]}: {found.strip()[:400]} for {expected[:400]}")
    return Result((f"{len(asked)} zones and clocks, two openings each",), tuple(findings))

"""R13: weeks of work with a clock that errs, in which a good backup of what was there is always at hand.

Each day has a start, edits with a backup every half hour, and an end. The clock of the PC jumps to 2009 or 2099 for
some days and comes back. After each backup the newest must hold the store, and not too many may be kept; a restore must
bring back exactly what was there, and so must every backup that is left at the end.
"""

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from planner.core import backups
from planner.core.backups import DAYS_KEPT, MONTHS_KEPT, NEWEST_KEPT, WEEKS_KEPT, BackupFile, Reason, listed
from planner.core.errors import PlannerError
from planner.services import Store, items, plans
from planner.services.backups import content_of, look_through
from planner.services.safekeeping import back_up_on_close
from tests.builders import sample_draft
from tests.reliability.result import Result, counted
from tests.services.looking import dump

LARGE = 60
MOST = NEWEST_KEPT + DAYS_KEPT + WEEKS_KEPT + MONTHS_KEPT
WRONG_YEARS = (2009, 2099)


class Clock:
    """The clock of the PC: the true time, and by how much it errs."""

    def __init__(self) -> None:
        self.true = datetime(2031, 2, 3, 8, 0)
        self.error = timedelta()

    def now(self) -> datetime:
        """Return what the clock shows."""
        return self.true + self.error


class Office:
    """One store through many days; it remembers what was in the store at each backup."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.path = folder / "planner.db"
        self.clock = Clock()
        self.chance = random.Random(seed)
        self.edits = 0
        self.made: dict[int, dict[str, Any]] = {}
        self.true_day: dict[int, int] = {}
        self.findings: list[str] = []

    def day(self, number: int) -> None:
        """Do a day's work."""
        self.clock.true = datetime(2031, 2, 3, 8, 0) + timedelta(days=number)
        if self.chance.random() < 0.08:
            year = self.chance.choice(WRONG_YEARS)
            self.clock.error = datetime(year, 1, 1, 8, 0) - self.clock.true
        elif self.chance.random() < 0.4:
            self.clock.error = timedelta()
        with Store.open(self.path) as store:
            if not store.plans():
                store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
            self.keep(store, Reason.START, number)
            for _ in range(self.chance.randint(0, 5)):
                self.clock.true += timedelta(minutes=30)
                self.work(store)
                self.keep(store, Reason.HOURLY, number)
            if self.chance.random() < 0.1:
                self.restore(store, number)
            self.work(store)
            back_up_on_close(store)
            self.look(store, number)

    def work(self, store: Store) -> None:
        """Edit, or take back an edit."""
        self.edits += 1
        if self.chance.random() < 0.15 and store.undo() is not None:
            return
        words = f"第{self.edits}次修改"
        store.write(words, lambda session: items.set_body(session, 2, words))

    def keep(self, store: Store, reason: str, number: int) -> None:
        """Make a backup."""
        store.back_up(reason)
        self.look(store, number)

    def restore(self, store: Store, number: int) -> None:
        """Restore one of the backups, and look whether the store is then what it was."""
        chosen = self.chance.choice(listed(self.path))
        before = dump(store)
        done = store.restore(chosen.path)
        self.made.setdefault(done.before.sequence, before)
        self.true_day.setdefault(done.before.sequence, number)
        if dump(store) != self.made[chosen.sequence]:
            self.findings.append(f"day {number}: backup {chosen.sequence} restored to something else")

    def look(self, store: Store, number: int) -> None:
        """Look whether the newest backup holds the store and not too many are kept."""
        found = listed(self.path)
        newest, now = found[0], dump(store)
        if newest.sequence not in self.made:
            self.made[newest.sequence], self.true_day[newest.sequence] = now, number
        if self.made[newest.sequence] != now:
            self.findings.append(f"day {number}: the newest backup {newest.sequence} does not hold the store")
        if newest.sequence != max(self.made):
            self.findings.append(f"day {number}: {newest.sequence} is newest, and {max(self.made)} was made")
        if len(found) > MOST + 1:
            self.findings.append(f"day {number}: {len(found)} backups are kept")

    def look_back(self, days: int) -> tuple[int, int]:
        """Look at every backup that is left; return how many there are and how many days they reach back."""
        found = listed(self.path)
        for backup in found:
            if not self.is_whole(backup):
                self.findings.append(f"backup {backup.sequence} is not what was there")
        if {backup.sequence for backup in found[:NEWEST_KEPT]} != set(sorted(self.made)[-NEWEST_KEPT:]):
            self.findings.append("one of the newest backups is gone")
        reach = days - 1 - min(self.true_day[backup.sequence] for backup in found)
        return len(found), reach

    def is_whole(self, backup: BackupFile) -> bool:
        """Return whether a backup opens as exactly what the store was."""
        try:
            look_through(backup.path)
            content_of(backup.path)
            with Store.open(backup.path) as copied:
                return dump(copied) == self.made[backup.sequence]
        except PlannerError:
            return False


@contextmanager
def shown(clock: Clock) -> Iterator[None]:
    """Let the backups see this clock."""
    real, backups.now = backups.now, clock.now
    try:
        yield
    finally:
        backups.now = real


def run(scale: float, seed: int) -> Result:
    """Let some weeks go by."""
    days = counted(LARGE, scale, least=6)
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder), seed)
        with shown(office.clock):
            for number in range(days):
                office.day(number)
            left, reach = office.look_back(days)
    if days > DAYS_KEPT and reach < DAYS_KEPT:
        office.findings.append(f"the oldest backup reaches back {reach} days")
    done = f"{days} days, {office.edits} edits, {len(office.made)} backups made, {left} kept, {reach} days back"
    return Result((done,), tuple(office.findings))

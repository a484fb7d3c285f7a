"""R3: whatever write of an operation fails, once or for ever, nothing is lost, the clerk is told, and it goes on.

Each call that changes the disk (of Python's and of SQLite's own) fails in turn. Then the store is that of before or of
after and the clerk's files are whole; what was told is a Chinese sentence; doing it again in the same session works.
"""

import errno
import random
import re
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from planner.core.errors import PlannerError
from planner.services import Store
from tests.reliability.disturbed_disk import Call, Disk, failing
from tests.reliability.full_disk import MEGABYTES, filled
from tests.reliability.nine_operations import (
    MORE,
    NINE,
    Operation,
    State,
    World,
    assert_old_or_new,
    at_home,
    look,
    prepared,
)
from tests.reliability.result import ON_PUSH, Result, counted

ERRORS = (errno.ENOSPC, errno.EACCES, errno.EIO)
MEMORY = Path("/dev/shm")
_CHINESE = re.compile(r"[\u4e00-\u9fff].*。", re.DOTALL)
_ENGLISH = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Fault:
    """One trial: the call that fails, with what, whether all behind it fail too, and whether the program ends then."""

    number: int
    error: int
    for_ever: bool
    ends: bool

    def __str__(self) -> str:
        often = "for ever" if self.for_ever else "once"
        return f"call {self.number} {errno.errorcode[self.error]} {often}{', then closed' if self.ends else ''}"


@dataclass
class Trials:
    """The trials of one operation."""

    operation: Operation
    root: Path
    findings: list[str] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)
    done: int = 0
    world: World = field(init=False)
    before: State | None = None
    after: State = field(init=False)
    calls: list[Call] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Prepare the world and see what the operation does undisturbed."""
        self.world = prepared(self.operation, self.root / "world")
        copy = self.world.copied(self.root / "copy")
        with at_home(copy):
            if self.world.store.exists():
                self.before = look(copy)
                copy = self.world.copied(self.root / "copy")
            self.calls = self._watched(copy)
            self.after = look(copy)

    def _watched(self, world: World) -> list[Call]:
        if self.operation.is_opening:
            with Disk() as disk:
                Store.open(world.store).close()
            return disk.calls
        with Disk() as disk, Store.open(world.store) as store:
            disk.calls.clear()
            self.operation.act(world, store)
            return list(disk.calls)

    def faults(self, seed: int, share: float) -> Iterator[Fault]:
        """Yield that share of every fault there is, by chance; of none for each call but those amid a row one."""
        chance = random.Random(seed)
        every = [(error, for_ever, ends) for error in ERRORS for for_ever in (False, True) for ends in (False, True)]
        for number in range(1, len(self.calls) + 1):
            if share:
                chosen = [one for one in every if chance.random() < share]
            else:
                chosen = [] if self._is_amid(number) else [chance.choice(every)]
            for error, for_ever, ends in chosen:
                yield Fault(number, error, for_ever, ends)

    def _is_amid(self, number: int) -> bool:
        """Whether a call lies amid calls that are all alike: page after page into one file."""
        before, this, after = (self.calls[place % len(self.calls)] for place in (number - 2, number - 1, number))
        return before == this == after

    def tried(self, fault: Fault) -> None:
        """Try one fault and note what was wrong."""
        world = self.world.copied(self.root / "trial")
        self.done += 1
        with at_home(world):
            try:
                self._try_opening(world, fault) if self.operation.is_opening else self._try(world, fault)
            except Exception as error:
                words = "".join(traceback.format_exception(error)[-3:])
                self.findings.append(f"{self.operation.name}, {fault} ({self._call(fault)}): {words}")

    def _call(self, fault: Fault) -> str:
        call = self.calls[fault.number - 1]
        return f"{call.name} {Path(call.path).name}"

    def _try(self, world: World, fault: Fault) -> None:
        with Disk() as disk:
            with Store.open(world.store) as store:
                start = len(disk.calls)
                disk.answer = failing(fault.error, start + fault.number, for_ever=fault.for_ever)
                told = self._told(lambda: self.operation.act(world, store))
                if not fault.ends:
                    disk.answer = failing(0, 0)
                    if told:
                        self._again(world, store)
            disk.answer = failing(0, 0)
        self._judge(world, told=bool(told) and fault.ends)

    def _again(self, world: World, store: Store) -> None:
        """Do it again in the same session, unless it was done although it was said not to be."""
        steps = tuple((entry.name, entry.is_undone) for entry in store.history(1000))
        assert self.before is not None
        if steps == self.before.steps:
            self.operation.act(world, store)

    def _try_opening(self, world: World, fault: Fault) -> None:
        with Disk(failing(fault.error, fault.number, for_ever=fault.for_ever)):
            told = self._told(lambda: Store.open(world.store).close())
        if told and not fault.ends:
            Store.open(world.store).close()
        self._judge(world, told=False)

    def _told(self, act: Callable[[], object]) -> str:
        """Do it and return what the clerk is told, empty when nothing."""
        told: PlannerError | None = None
        try:
            act()
        except PlannerError as error:
            told = error
        self.told[told.code if told else "nothing"] += 1
        if told is None:
            return ""
        for words in (told.message, told.hint):
            assert _CHINESE.search(words), f"no Chinese sentence: {told}"
            assert not _ENGLISH.search(words), f"English: {told}"
        return str(told)

    def _judge(self, world: World, *, told: bool) -> None:
        found = look(world)
        if not told:
            assert found == self.after, "it was said to be done, and is not"
            is_there = found.backups >= self.after.backups
            assert is_there or self.operation.name != "backup", "it was said to be backed up, and is not"
        elif found != self.after:
            assert self.before is not None
            assert_old_or_new(found, self.before, self.after)


def tried(operation: Operation, seed: int, share: float = 0.0) -> Trials:
    """Try the faults of one operation in a folder of its own."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        trials = Trials(operation, Path(folder))
        for fault in trials.faults(seed, share):
            trials.tried(fault)
    return trials


def run(scale: float, seed: int) -> Result:
    """Try every fault of every operation, or that share of them; as on a push one of each call not amid a row."""
    share = scale if scale > ON_PUSH else 0.0
    done, findings = [], []
    for operation in (*NINE, *MORE):
        trials = tried(operation, seed, share)
        told = ", ".join(f"{code} {count}" for code, count in trials.told.most_common())
        done.append(f"{operation.name}: {len(trials.calls)} calls, {trials.done} faults; told: {told}")
        findings += trials.findings
    disk = filled((*NINE, *MORE), counted(60, scale), seed)
    where = f"a real disk of {MEGABYTES} MB" if disk.is_mounted else "files of limited size"
    done.append(f"full disk ({where}): {disk.trials} trials, {disk.told} times told")
    return Result(tuple(done), (*findings, *disk.findings))

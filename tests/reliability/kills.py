"""R1: the program is killed at any moment of an operation: nothing acknowledged is lost, nothing is half, all opens.

Each trial is a process of its own, killed by SIGKILL (on Windows TerminateProcess): half of them some time after it
began, the others right before one of their writes to the disk, chosen by chance. A process that knows everything is
forked for each trial where the system can; elsewhere each is started anew.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.services import Store
from tests.reliability.disturbed_disk import Call, Disk
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
from tests.reliability.program_kills import killed as killed_commands
from tests.reliability.result import Result, counted

ROOT = Path(__file__).parents[2]
LARGE = 200
_COMMANDS = 20  # each starts the whole program
MOST_SECONDS = 5.0
ACKNOWLEDGED = "acknowledged"
_BY_NAME = {operation.name: operation for operation in (*NINE, *MORE)}


@dataclass
class Killing:
    """The kills of one operation."""

    operation: Operation
    root: Path
    chance: random.Random
    findings: list[str]
    kills: int = 0
    acknowledged: int = 0

    def run(self, count: int) -> None:
        """Kill it so many times and look each time at what a start finds."""
        world = prepared(self.operation, self.root / "world")
        with at_home(world):
            before = look(world.copied(self.root / "trial")) if world.store.exists() else None
            whole = world.copied(self.root / "trial")
            began = time.monotonic()
            calls = acting(self.operation, whole, 0)
            lasts = time.monotonic() - began
            after = look(whole)
        for number in range(count):
            trial = world.copied(self.root / "trial")
            at_call = self.chance.randint(1, calls) if number % 2 else 0
            delay = None if at_call else self.chance.random() * lasts * 1.2
            acknowledged, left = killed(self.operation, trial, at_call, delay)
            self.kills += left
            self.acknowledged += acknowledged
            with at_home(trial):
                try:
                    self._judge(trial, before, after, acknowledged=acknowledged)
                except Exception as error:
                    where = f"before call {at_call}" if at_call else f"after {(delay or 0) * 1000:.1f} ms"
                    words = "".join(traceback.format_exception(error)[-2:])
                    self.findings.append(f"{self.operation.name}, killed {where}: {words}")

    def _judge(self, world: World, before: State | None, after: State, *, acknowledged: bool) -> None:
        began = time.monotonic()
        Store.open(world.store).close()
        assert time.monotonic() - began < MOST_SECONDS, "the next start took too long"
        found = look(world)
        if acknowledged or before is None:
            assert found == after, "what was acknowledged is not there"
            assert found.backups >= after.backups, "a backup that was acknowledged is not there"
        else:
            assert_old_or_new(found, before, after)


def acting(operation: Operation, world: World, dies_before: int) -> int:
    """Do it and return how many writes it took; die before the one of that number, if any."""

    def answer(number: int, _call: Call) -> None:
        if number == dies_before:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

    with at_home(world), Disk(answer) as disk:
        if operation.is_opening:
            operation.run(world)
            return len(disk.calls)
        with Store.open(world.store) as store:
            operation.act(world, store)
            (world.root / ACKNOWLEDGED).touch()  # the clerk sees it done
        return len(disk.calls)


def killed(operation: Operation, world: World, at_call: int, delay: float | None) -> tuple[bool, bool]:
    """Do it in a process that is killed; whether it was acknowledged before, and whether it was killed at all."""
    start = _forked if hasattr(os, "fork") else _started
    was_killed = start(operation, world, at_call, delay)
    sign = world.root / ACKNOWLEDGED
    acknowledged = sign.exists() or not was_killed
    sign.unlink(missing_ok=True)
    return acknowledged, was_killed


def _forked(operation: Operation, world: World, at_call: int, delay: float | None) -> bool:
    child = os.fork()
    if child == 0:
        status = 1
        try:
            acting(operation, world, at_call)
            status = 0
        finally:
            os._exit(status)
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return _was_killed(os.waitstatus_to_exitcode(status))


def _started(operation: Operation, world: World, at_call: int, delay: float | None) -> bool:
    asked = [sys.executable, "-m", "tests.reliability.kills", operation.name, str(world.root), str(at_call)]
    child = subprocess.Popen(asked, cwd=ROOT, stdout=subprocess.PIPE)
    assert child.stdout is not None
    with child.stdout:
        child.stdout.readline()  # it knows everything now
        if delay is not None:
            time.sleep(delay)
            child.kill()
        return _was_killed(child.wait())


def _was_killed(status: int) -> bool:
    if status == 1 and os.name != "nt":
        raise RuntimeError("the operation broke off by itself")
    return status != 0


def each(operations: Sequence[Operation], count: int, seed: int, tell: Callable[[str], object]) -> list[str]:
    """Kill each operation so many times; tell what was done, return what was found."""
    findings: list[str] = []
    memory = Path("/dev/shm")
    for operation in operations:
        with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
            killing = Killing(operation, Path(folder), random.Random(f"{seed} {operation.name}"), findings)
            killing.run(count)
        tell(f"{operation.name}: {count} trials, {killing.kills} killed, {killing.acknowledged} had been acknowledged")
    return findings


def of_operations(count: int, seed: int) -> Result:
    """Kill every operation so many times, in a process that holds nothing else."""
    asked = [sys.executable, "-m", "tests.reliability.kills", str(count), str(seed)]
    ran = subprocess.run(asked, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    done = [line for line in ran.stdout.splitlines() if not line.startswith("!! ")]
    findings = [line.removeprefix("!! ") for line in ran.stdout.splitlines() if line.startswith("!! ")]
    if ran.returncode not in (0, 1) or not done:
        findings.append(f"the killer ended with {ran.returncode}: {ran.stderr[-2000:]}")
    return Result(tuple(done), tuple(findings))


def run(scale: float, seed: int) -> Result:
    """Kill every operation 200 times, and the commands of the program 20 times."""
    operations = of_operations(counted(LARGE, scale), seed)
    commands = list(killed_commands(counted(_COMMANDS, scale), seed))
    done = (*operations.done, *(words for words, _ in commands))
    return Result(done, (*operations.findings, *(finding for _, found in commands for finding in found)))


def main(arguments: list[str]) -> int:
    """`kills COUNT SEED` kills everything; `kills NAME FOLDER CALL` is the process to be killed."""
    if arguments[0] in _BY_NAME:
        print("ready", flush=True)
        acting(_BY_NAME[arguments[0]], World(Path(arguments[1])), int(arguments[2]))
        return 0
    count, seed = int(arguments[0]), int(arguments[1])
    findings = each(NINE, count, seed, lambda words: print(words, flush=True))
    findings += each(MORE, count // 3, seed, lambda words: print(words, flush=True))
    for finding in findings:
        print("!!", " ".join(finding.split()), flush=True)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

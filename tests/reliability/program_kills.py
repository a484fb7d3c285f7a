"""R1 on the program as it is started: its commands are killed at any moment, the reading process included."""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from planner.cli.stores import open_store
from planner.services import Store, plans
from tests.builders import sample_draft
from tests.reliability.nine_operations import OLD, World, at_home, look

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "resources" / "samples" / "sample-plan.txt"


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the program; `{out}` stands for the clerk's folder."""

    name: str
    arguments: tuple[str, ...]

    def line(self, world: World) -> list[str]:
        """Return what is started."""
        filled = [argument.format(out=world.out) for argument in self.arguments]
        return [sys.executable, "-m", "planner", *filled]


COMMANDS = (
    Command("planner import", ("import", str(SAMPLE), "--again", "new")),
    Command("planner print pdf", ("print", "1", "--out", "{out}/表.pdf", "--as-of", "2031-03-01")),
    Command("planner print xlsx", ("print", "1", "--out", "{out}/表.xlsx", "--as-of", "2031-03-01")),
    Command("planner pack", ("pack", "1", "--out", "{out}/包.zip")),
    Command("planner backup", ("backup", "now")),
)


def killed(count: int, seed: int) -> Iterator[tuple[str, list[str]]]:
    """Kill each command so many times; yield what was done and what was found."""
    for command in COMMANDS:
        with tempfile.TemporaryDirectory() as folder:
            yield _killed(command, count, random.Random(f"{seed} {command.name}"), Path(folder))


def _killed(command: Command, count: int, chance: random.Random, root: Path) -> tuple[str, list[str]]:
    world = _prepared(root / "world")
    trial, private = World(root / "trial"), root / "private"
    private.mkdir()
    environment = os.environ | {"PLANNER_HOME": str(trial.home), "TMPDIR": str(private), "TEMP": str(private)}
    findings, kills = [], 0
    with at_home(trial), patch.object(tempfile, "tempdir", str(private)):
        before = look(world.copied(trial.root))
        world.copied(trial.root)
        began = time.monotonic()
        subprocess.run(command.line(trial), cwd=ROOT, env=environment, check=True, capture_output=True)
        lasts = time.monotonic() - began
        after = look(trial)
        for _ in range(count):
            world.copied(trial.root)
            delay = chance.uniform(0.3, 1.0) * lasts
            process = subprocess.Popen(
                command.line(trial),
                cwd=ROOT,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                done = process.wait(delay) == 0
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                done, kills = False, kills + 1
            try:
                found = look(trial)
                open_store(trial.store).close()  # as the next command does
                left = [path.name for path in private.iterdir()]
                assert left == [], f"left in the temporary folder: {left}"
                assert found == after or not done, "what was said to be done is not there"
                assert found.rows in (before.rows, after.rows), "the store is neither that of before nor of after"
                assert found.files in (before.files, after.files), "a file of the clerk is spoilt"
                assert found.backups >= (after if done else before).backups, "a backup is gone"
            except Exception as error:
                findings.append(f"{command.name}, killed after {delay:.3f} s: {type(error).__name__} {error}"[:400])
    return f"{command.name}: {count} trials, {kills} killed", findings


def _prepared(root: Path) -> World:
    world = World(root)
    world.home.mkdir(parents=True)
    world.out.mkdir()
    for name in ("表.pdf", "表.xlsx", "包.zip"):
        (world.out / name).write_bytes(OLD)
    with Store.open(world.store) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
    return world

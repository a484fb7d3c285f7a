"""R15: a file that Excel, WPS or a virus scanner holds: a short hold is waited out, a long one told and nothing lost.

What Windows says then is said here by the calls that give a file its name, as long as a clock of the trial wants it.
"""

import errno
import os
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from planner.core import atomic_file
from planner.core.atomic_file import free_name
from planner.core.errors import PlannerError
from planner.services import Store
from tests.reliability.nine_operations import MORE, NINE, Operation, World, at_home, look, prepared
from tests.reliability.result import Result

ACCESS, SHARING, LOCK = 5, 32, 33
BLIP, FOR_EVER = 0.5, 1e9
MOST_WAITED = 2.0
WRITERS = tuple(
    operation
    for operation in (*NINE, *MORE)
    if operation.name.startswith("export") or operation.name in {"settings", "backup"}
)


@dataclass
class Hold:
    """Holds every file that is to be replaced or renamed until a time; its clock goes on when somebody waits."""

    winerror: int
    until: float
    now: float = 0.0
    refused: int = 0
    _real: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Hold while it is entered."""
        names = ("replace", "rename", "link")
        self._real = {name: getattr(os, name) for name in names}
        patches = [patch.object(os, name, self._held(name)) for name in names]
        patches.append(patch.object(atomic_file.time, "sleep", self._wait))
        for one in patches:
            one.start()
        try:
            yield
        finally:
            for one in patches:
                one.stop()

    def _wait(self, seconds: float) -> None:
        self.now += seconds

    def _held(self, name: str) -> Any:
        def call(path: Any, *arguments: Any, **more: Any) -> Any:
            if self.now < self.until:
                self.refused += 1
                trouble = PermissionError(errno.EACCES, "held", str(path))
                trouble.winerror = self.winerror  # type: ignore[attr-defined]
                raise trouble
            return self._real[name](path, *arguments, **more)

        return call


def tried(operation: Operation, winerror: int, root: Path) -> list[str]:
    """Try one writer with a short and a long hold; return what was wrong."""
    world = prepared(operation, root / "world")
    findings = []
    with at_home(world):
        before = look(world.copied(root / "trial"))
        undisturbed = world.copied(root / "trial")
        operation.run(undisturbed)
        after = look(undisturbed)
        for until in (BLIP, FOR_EVER):
            trial = world.copied(root / "trial")
            try:
                _try(operation, trial, Hold(winerror, until))
                found, wanted = look(trial), after if until == BLIP else before
                assert found == wanted
                assert found.backups == wanted.backups, "a backup is there that was told not to be, or the reverse"
            except Exception as error:
                words = "".join(traceback.format_exception(error)[-2:])
                findings.append(f"{operation.name}, winerror {winerror} for {until} s: {words}")
    return findings


def _try(operation: Operation, world: World, hold: Hold) -> None:
    with Store.open(world.store) as store:
        told = None
        with hold.holding():
            try:
                operation.act(world, store)
            except PlannerError as error:
                told = error
        assert hold.refused, "nothing was held"
        assert hold.now <= MOST_WAITED, f"waited {hold.now} s"
        if hold.until == BLIP:
            assert told is None, told
            return
        assert told is not None, "nothing was told"
        assert told.code in {"TARGET_LOCKED", "BACKUP_FAILED"}, told.code
        if told.code == "TARGET_LOCKED":
            assert told.file is not None
            assert Path(told.file).name in told.message, told.message
            assert "另存" in told.hint or "关闭" in told.hint
            assert not free_name(Path(told.file)).exists()


def run(_scale: float, _seed: int) -> Result:
    """Try every writer with all that Windows may say."""
    findings: list[str] = []
    for operation in WRITERS:
        for winerror in (ACCESS, SHARING, LOCK):
            with tempfile.TemporaryDirectory() as folder:
                findings += tried(operation, winerror, Path(folder))
    done = f"{len(WRITERS)} writers, each held for {BLIP} s and for ever with winerror 5, 32 and 33"
    return Result((done,), tuple(findings))

"""R3, the real thing: a disk of three megabytes that is full, or nearly so, while the program works on it.

The disk is a tmpfs where this process may mount one; elsewhere a limit on the size of files takes its part. Each
operation meets a disk with less and less room; then another place must do, and the same place once there is room.
"""

import os
import random
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from planner.core.errors import PlannerError
from planner.services import Store
from tests.reliability.nine_operations import MORE, NINE, Operation, State, World, at_home, look, prepared

MEGABYTES = 3
_MOST_ROOM = 400_000
_BLOCK = 4096


@dataclass
class Room:
    """The small disk: its folder, and how it is made full and free again."""

    folder: Path
    is_mounted: bool
    _limits: tuple[int, int] = (0, 0)

    def leave(self, free: int) -> None:
        """Leave so many bytes."""
        if self.is_mounted:
            room = os.statvfs(self.folder)
            with (self.folder / "fill").open("wb") as stream:
                stream.truncate(0)
                os.posix_fallocate(stream.fileno(), 0, max(1, room.f_bavail * room.f_frsize - free))
        elif sys.platform != "win32":
            import resource

            self._limits = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (free, self._limits[1]))

    def clear(self) -> None:
        """Give all the room back."""
        (self.folder / "fill").unlink(missing_ok=True)
        if not self.is_mounted and sys.platform != "win32" and self._limits != (0, 0):
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, self._limits)


@contextmanager
def small_disk() -> Iterator[Room]:
    """Mount a small disk, or let a limit take its part."""
    with tempfile.TemporaryDirectory() as place:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", place]
        is_mounted = sys.platform == "linux" and not subprocess.run(mount, capture_output=True, check=False).returncode
        room = Room(Path(place), is_mounted)
        try:
            yield room
        finally:
            room.clear()
            if is_mounted:
                subprocess.run(["umount", place], check=True)


@dataclass
class Filled:
    """What the trials of all operations found."""

    findings: list[str] = field(default_factory=list)
    trials: int = 0
    told: int = 0
    is_mounted: bool = False


def filled(operations: tuple[Operation, ...], count: int, seed: int) -> Filled:
    """Try each operation so many times on a disk with less and less room."""
    found = Filled()
    with small_disk() as room, tempfile.TemporaryDirectory() as elsewhere:
        found.is_mounted = room.is_mounted
        for operation in operations:
            chance = random.Random(f"{seed} {operation.name}")
            world = prepared(operation, Path(elsewhere) / f"world of {operation.name}")
            copy = World(room.folder / "trial")
            with at_home(copy):
                before = look(world.copied(copy.root)) if world.store.exists() else None
                operation.run(world.copied(copy.root))
                after = look(copy)
            frees = [0, *(chance.randrange(0, _MOST_ROOM, _BLOCK) for _ in range(count - 1))]
            for free in sorted(frees, reverse=True):
                found.trials += 1
                with at_home(copy):
                    try:
                        world.copied(copy.root)
                        found.told += _tried(operation, copy, room, free, before, after)
                    except Exception as error:
                        words = "".join(traceback.format_exception(error)[-3:])
                        found.findings.append(f"{operation.name} with {free} bytes free: {words}")
                    finally:
                        room.clear()
    return found


def _tried(operation: Operation, world: World, room: Room, free: int, before: State | None, after: State) -> bool:
    """Do it on a full disk, then elsewhere or with room; whether the clerk was told that there was none."""
    if operation.is_opening:
        room.leave(free)
        told = _is_told(lambda: Store.open(world.store).close())
        room.clear()
        assert look(world) == after
        return told
    with Store.open(world.store) as store:
        room.leave(free)
        told = _is_told(lambda: operation.act(world, store))
        if told and room.is_mounted and operation.name.startswith("export"):
            with tempfile.TemporaryDirectory() as other:
                operation.act(_exporting_to(Path(other)), store)  # another place will do
        room.clear()
        if told and before is not None and len(store.history(1000)) == len(before.steps):
            operation.act(world, store)
    found = look(world)
    assert found == after
    assert found.backups >= after.backups or operation.name != "backup", "it was said to be backed up, and is not"
    return told


def _exporting_to(folder: Path) -> World:
    (folder / "out").mkdir()
    return World(folder)


def _is_told(act: Callable[[], object]) -> bool:
    try:
        act()
    except PlannerError as error:
        words = str(error)
        known = ("DISK_FULL", "BACKUP_FAILED", "DISK_FAILED", "WRITE_FAILED")
        if error.code not in known or not words.endswith("。"):
            raise
        return True
    return False


EVERY = (*NINE, *MORE)

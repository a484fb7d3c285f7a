"""R2: what is written reaches the disk before it takes its name, and the store's journal before the store.

The order of the calls is recorded as the program makes them; where strace is there, a run of the whole program is
recorded by the kernel too.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from planner.services import Store
from tests.reliability.disturbed_disk import Call, Disk
from tests.reliability.nine_operations import MORE, NINE, Operation, at_home, prepared
from tests.reliability.result import Result

ROOT = Path(__file__).parents[2]
TEMPORARY = ".~planner-"
_JOURNAL = "-journal"
_NOTE = ".db.open"
_KEEPS_FOLDERS = os.name != "nt"


class Order:
    """Follows the calls on a disk and notes what comes too early."""

    def __init__(self) -> None:
        self.disorders: list[str] = []
        self.named = 0
        self.commits = 0
        self._unsynced: set[str] = set()
        self._new_names: set[str] = set()

    def take(self, call: Call) -> None:
        """Take the next call."""
        if call.name == "write":
            self._write(call.path)
        elif call.name == "fsync":
            self._unsynced.discard(call.path)
            self._new_names = {path for path in self._new_names if str(Path(path).parent) != call.path}
        elif call.name in {"replace", "link"}:
            self._name(call)
        elif call.name in {"truncate", "delete"} and call.path.endswith(_JOURNAL):
            self._commit(call.path.removesuffix(_JOURNAL))
            self._unsynced.discard(call.path)
        elif call.name == "delete":
            self._unsynced.discard(call.path)

    def end(self) -> list[str]:
        """Return what came too early, and what never reached the disk."""
        if _KEEPS_FOLDERS:
            self.disorders += [f"the name {Path(path).name} never reached the disk" for path in self._new_names]
        lasting = [path for path in self._unsynced if TEMPORARY not in path and not path.endswith(_JOURNAL)]
        return self.disorders + [f"{Path(path).name} was written and never synced" for path in lasting]

    def _write(self, path: str) -> None:
        if not path.endswith(_JOURNAL) and f"{path}{_JOURNAL}" in self._unsynced and TEMPORARY not in path:
            self.disorders.append(f"{Path(path).name} was written before its journal was on the disk")
        if not path.endswith(_JOURNAL) and TEMPORARY not in path and ".db" not in path:
            self.disorders.append(f"{Path(path).name} was written in its place")
        self._unsynced.add(path)

    def _name(self, call: Call) -> None:
        self.named += 1
        inside = [path for path in self._unsynced if path == call.path or path.startswith(f"{call.path}{os.sep}")]
        if call.to.endswith(_NOTE):  # only words; it may come to the disk when it likes
            self._unsynced -= set(inside)
            return
        if inside:
            self.disorders.append(f"{Path(call.to).name} took its name before it was on the disk")
        self._new_names.add(call.to)

    def _commit(self, store: str) -> None:
        self.commits += 1
        if store in self._unsynced and TEMPORARY not in store:
            self.disorders.append(f"{Path(store).name} was committed before it was on the disk")


def ordered(calls: Iterable[Call]) -> Order:
    """Return an order that has followed all of the calls."""
    order = Order()
    for call in calls:
        order.take(call)
    return order


def recorded(operation: Operation) -> list[Call]:
    """Return the calls of an operation, from opening the store to closing it."""
    with tempfile.TemporaryDirectory() as folder:
        world = prepared(operation, Path(folder) / "world")
        with at_home(world), Disk() as disk:
            operation.run(world)
        return disk.calls


_LINE = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_HANDLE = re.compile(r"^\d+<([^>]*)>")


def traced(command: list[str], home: Path) -> list[Call]:
    """Return what the kernel saw of the files a command wrote into or gave names to."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as told:
        wanted = "trace=write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,ftruncate,unlink,unlinkat"
        trace = ["strace", "-f", "-y", "-s", "4096", "-e", wanted, "-o", told.name]
        environment = os.environ | {"PLANNER_HOME": str(home)}
        subprocess.run([*trace, *command], cwd=ROOT, check=True, capture_output=True, env=environment)
        return [call for line in told.read().splitlines() if (call := _call(line))]


def _call(line: str) -> Call | None:
    found = _LINE.match(line)
    if found is None or int(found[3]) < 0:
        return None
    name, said = found[1], found[2]
    if name in {"write", "pwrite64", "fsync", "fdatasync", "ftruncate"}:
        held = _HANDLE.match(said)
        path = _spelt(held[1]) if held else ""
        is_file = path.startswith("/") and not path.startswith(("/dev", "/proc")) and "/logs/" not in path
        if not is_file or (name == "write" and _is_pipe(path)):
            return None
        short = {"pwrite64": "write", "fdatasync": "fsync", "ftruncate": "truncate"}.get(name, name)
        return Call(short, path)
    paths = [_spelt(text) for text in _TEXT.findall(said)]
    if name.startswith("unlink"):
        return Call("delete", paths[0])
    return Call("link" if name.startswith("link") else "replace", paths[0], to=paths[-1])


def _is_pipe(path: str) -> bool:
    return path.startswith(("/pipe", "/socket")) or Path(path).is_char_device()


def _spelt(text: str) -> str:
    """Return a path that strace wrote in octal."""
    return text.encode().decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")


def live_pragmas() -> list[str]:
    """Return the pragmas of a live store that do not hold what a commit needs to be durable."""
    wanted = {"synchronous": 2, "journal_mode": "truncate", "locking_mode": "exclusive", "foreign_keys": 1}
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "planner.db") as store:
        held = {name: store.read(lambda connection, name=name: _pragma(connection, name)) for name in wanted}
    return [f"PRAGMA {name} is {held[name]}" for name in wanted if held[name] != wanted[name]]


def _pragma(connection: object, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]  # type: ignore[attr-defined]


def run(_scale: float, _seed: int) -> Result:
    """Record every writer, and the whole program under strace where it is there."""
    done, findings = [], live_pragmas()
    for operation in (*NINE, *MORE):
        order = ordered(recorded(operation))
        findings += [f"{operation.name}: {disorder}" for disorder in order.end()]
        done.append(f"{operation.name}: {order.named} names given, {order.commits} commits, all in order")
    if shutil.which("strace"):
        calls, order = _whole_program()
        findings += [f"strace: {disorder}" for disorder in order.end()]
        done.append(f"under strace: {calls} calls, {order.named} names given, {order.commits} commits")
    return Result(tuple(done), tuple(findings))


def _whole_program() -> tuple[int, Order]:
    with tempfile.TemporaryDirectory() as folder:
        home, out = Path(folder) / "home", Path(folder) / "出"
        out.mkdir()
        sample = str(ROOT / "resources" / "samples" / "sample-plan.txt")
        calls: list[Call] = []
        for arguments in (
            ["import", sample],
            *(["print", "1", "--out", str(out / f"表.{kind}")] for kind in ("pdf", "xlsx", "docx")),
            ["pack", "1", "--out", str(out / "包.zip")],
            ["settings", "set", "用户姓名", "某甲"],
            ["backup", "now"],
        ):
            calls += traced([sys.executable, "-m", "planner", *arguments], home)
        ours = [call for call in calls if folder in call.path]
        return len(ours), ordered(ours)

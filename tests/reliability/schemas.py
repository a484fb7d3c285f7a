"""R12: a store of every schema that ever landed opens as it was: whole, undone and done again, killed and faulted.

`golden/schema-N.sql` is what the program of that schema wrote, as SQL: two plans, corrections, units, and what it could
do more by then. The files are never written anew; a schema that lands brings one of its own.
"""

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from planner.core.errors import StoreError
from planner.models.connection import close_connection, open_connection
from planner.models.migrations import MIGRATIONS
from planner.models.migrations.runner import newest_version
from planner.services import Store
from tests.models.dying import start_until, was_killed
from tests.reliability.result import Result, counted
from tests.services.looking import assert_sound, dump

GOLDEN = Path(__file__).parent / "golden"
MEMORY = "settings"  # in which the program notes what it has seen since
SCHEMAS = range(1, len(MIGRATIONS) + 1)


Tables = dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]


def lay(schema: int, path: Path) -> Path:
    """Write the golden store of a schema to `path`, as it was then, and return the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as made:
        made.executescript((GOLDEN / f"schema-{schema}.sql").read_text(encoding="utf-8"))
    return path


def tables(path: Path) -> Tables:
    """Return every table of a closed store: its columns and its rows."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as looked:
        names = [row[0] for row in looked.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found: Tables = {}
        for name in names:
            columns = tuple(row[1] for row in looked.execute(f'PRAGMA table_info("{name}")'))
            found[name] = columns, looked.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
    return found


def lost(before: Tables, after: Tables) -> list[str]:
    """Return what of the old rows is not in the new ones, or not as it was; columns and tables may have come."""
    found = []
    for table, (columns, rows) in before.items():
        if table not in after:
            found.append(f"the table {table} is gone")
            continue
        now, kept = after[table]
        missing = [column for column in columns if column not in now]
        if missing:
            found.append(f"{table} has no {missing} any more")
            continue
        places = [now.index(column) for column in columns]
        there = [tuple(row[place] for place in places) for row in kept]
        if there != rows and (table != MEMORY or not set(rows) <= set(there)):
            found.append(f"rows of {table} are not what they were")
    return found


def opens_as_it_was(schema: int, folder: Path) -> list[str]:
    """Open a golden store; return what is not as it should be: its rows, the copy of before, its history."""
    path = lay(schema, folder / "planner.db")
    before = tables(path)
    with Store.open(path) as store:
        assert_sound(store)
        store.check()
        plans = [store.snapshot(plan.plan_id) for plan in store.plans()]
    after = tables(path)
    found = lost(before, after)
    if not any(one.title == "补齐乡村小规模学校的短板" for plan in plans for one in plan.nodes):
        found.append("a correction is not shown")
    copies = [copy for copy in folder.rglob("*.db") if copy != path]
    if schema != newest_version() and not any(tables(copy) == before for copy in copies):
        found.append("no copy of the store as it was before")
    found += _undone_and_done_again(path)
    return [f"schema {schema}: {one}" for one in found]


def _undone_and_done_again(path: Path) -> list[str]:
    """Undo all that the old program did, and do it again."""
    with Store.open(path) as store:
        while store.redo():
            pass
        there, steps = dump(store), 0
        while store.undo():
            steps += 1
        if store.plans():
            return ["undo does not lead back to the empty store"]
        while store.redo():
            steps -= 1
        back = dump(store)
    return [] if steps == 0 and back == there else [f"redo leaves {_differing(there, back)} otherwise"]


def _differing(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    return [table for table in one if one[table] != other[table]]


def newer_is_refused(folder: Path) -> list[str]:
    """Open a store of a schema to come; return what is not as it should be."""
    path = lay(SCHEMAS[-1], folder / "planner.db")
    with closing(sqlite3.connect(path)) as newer:
        newer.execute(f"PRAGMA user_version = {newest_version() + 1}")
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    try:
        Store.open(path).close()
    except StoreError as error:
        after = {file.name: file.read_bytes() for file in folder.iterdir()}
        return [] if error.code == "NEWER" and after == before else ["a newer store was touched"]
    return ["a newer store was opened"]


def faulted(schema: int, number: int, folder: Path) -> tuple[bool, list[str]]:
    """Let the `number`-th statement of opening a golden store fail; return whether it was reached, and what broke."""
    path = lay(schema, folder / "planner.db")
    before = tables(path)
    with _failing(number) as count:
        try:
            close_connection(open_connection(path), path)
        except StoreError as error:
            told = error.code in {"DISK_FULL", "DISK_FAILED", "STORE_DAMAGED", "STORE_LOCKED", "BACKUP_FAILED"}
            found = [] if told else [f"told as {error.code}"]
        except sqlite3.Error as error:
            found = [f"untold: {error!r}"]
        else:
            found = []
    return count() >= number, [
        f"schema {schema}, fault at {number}: {one}" for one in found + _old_or_new(path, before)
    ]


def killed(schema: int, number: int, folder: Path) -> tuple[bool, list[str]]:
    """Kill a start at its `number`-th statement; return whether that was reached, and what broke."""
    path = lay(schema, folder / "planner.db")
    before = tables(path)
    run = start_until(number, path)
    died = was_killed(run)
    found = _old_or_new(path, before) if died or run.returncode == 0 else [run.stderr]
    return died, [f"schema {schema}, killed at {number}: {one}" for one in found]


def _old_or_new(path: Path, before: Tables) -> list[str]:
    """Open what was left, as the next start does, and return what is wrong with it."""
    with Store.open(path) as store:
        assert_sound(store)
    found = lost(before, tables(path))
    left = [file.name for file in path.parent.rglob("*") if ".tmp" in file.name]
    return found + ([f"left behind: {left}"] if left else [])


@contextmanager
def _failing(number: int) -> Iterator[Callable[[], int]]:
    """Let the `number`-th statement on any connection fail for want of room."""
    seen, connect = [0], sqlite3.connect

    class Failing(sqlite3.Connection):
        def execute(self, *arguments: Any) -> sqlite3.Cursor:
            seen[0] += 1
            if seen[0] == number:
                full = sqlite3.OperationalError("database or disk is full")
                full.sqlite_errorcode = sqlite3.SQLITE_FULL
                raise full
            return super().execute(*arguments)

    def failing(*arguments: Any, **options: Any) -> sqlite3.Connection:
        return connect(*arguments, factory=Failing, **options)

    sqlite3.connect = failing  # type: ignore[assignment]
    try:
        yield lambda: seen[0]
    finally:
        sqlite3.connect = connect


def run(scale: float, seed: int) -> Result:
    """Every schema as it was, and faults and kills at every statement; below scale 1 at some statements by chance."""
    findings: list[str] = []
    chance = random.Random(seed)
    done = {"opened, undone and done again": len(SCHEMAS), "faults": 0, "kills": 0}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for schema in SCHEMAS:
            findings += opens_as_it_was(schema, folder / f"s{schema}")
        findings += newer_is_refused(folder / "newer")
        for what, broken, share in (("faults", faulted, scale), ("kills", killed, scale if scale >= 1 else scale / 8)):
            for schema in SCHEMAS:
                for number in _statements(schema, share, chance):
                    place = folder / "broken"
                    was_reached, found = broken(schema, number, place)
                    shutil.rmtree(place)
                    done[what] += was_reached
                    findings += found
    return Result(tuple(f"{count} {what}" for what, count in done.items()), tuple(findings))


def _statements(schema: int, share: float, chance: random.Random) -> list[int]:
    """Return the statements of opening a golden store at which something is to happen."""
    with tempfile.TemporaryDirectory() as name, _failing(0) as count:
        path = Path(name) / "planner.db"
        lay(schema, path)
        laid = count()
        close_connection(open_connection(path), path)
        everything = range(1, count() - laid + 1)
    return sorted(chance.sample(everything, counted(len(everything), min(share, 1))))

"""The store against bare sqlite3 in the same run: one durable edit, a snapshot, and storing a plan.

    edit       Store.write of a title (also a lead, a status) ÷ UPDATE and COMMIT by sqlite3, same pragmas, same disk
    snapshot   Store.snapshot ÷ running the same statements by sqlite3
    add plan   Store.write of a whole draft, journal and all ÷ executemany of the same rows without a journal
    undo       taking that import back ÷ the same executemany

Twins run in turn, and the median counts, so that a drifting machine touches both alike.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from itertools import count
from pathlib import Path
from sqlite3 import Connection

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from planner.core.draft import DraftPlan  # noqa: E402
from planner.core.progress import Status  # noqa: E402
from planner.core.vocabulary import Role  # noqa: E402
from planner.models.connection import open_connection  # noqa: E402
from planner.services import Store, assignments, items, plans, progress  # noqa: E402
from planner.services.plan_reader import PlanReader  # noqa: E402
from tests.builders import big_draft  # noqa: E402


def clock(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    found = work()
    taken = time.perf_counter() - started
    del found  # outside the clock: freeing a hundred thousand values is not the work
    return taken


def compare(name: str, rounds: int, store: Callable[[], float], floor: Callable[[], float]) -> None:
    ours, bare = [], []
    for _ in range(rounds):
        ours.append(store())
        bare.append(floor())
    mine, least = statistics.median(ours), statistics.median(bare)
    print(f"{name:<22}{mine * 1000:>10.2f} ms{least * 1000:>10.2f} ms{mine / least:>8.2f}x")


def asked(connection: Connection) -> list[str]:
    """The statements that reading a plan asks the database, as they were run."""
    listed: list[str] = []
    connection.set_trace_callback(listed.append)
    PlanReader(connection).snapshot(1)
    connection.set_trace_callback(None)
    return listed


def fetch(connection: Connection, statements: list[str]) -> list[object]:
    return [connection.execute(sql).fetchall() for sql in statements]


def rows_of(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: connection.execute(f"SELECT * FROM {name}").fetchall()
        for name in names
        if not name.startswith(("sqlite", "journal", "settings"))
    }


def insert(connection: Connection, rows: dict[str, list[tuple[object, ...]]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for name, listed in rows.items():
        if listed:
            connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(listed[0]))})", listed)
    connection.execute("COMMIT")


def bench_edit(folder: Path) -> None:
    with Store.open(folder / "edit.db") as store, closing(open_connection(folder / "edit-floor.db")) as floor:
        draft = big_draft(300)
        store.write("导入", lambda session: plans.add_plan(session, draft))
        insert(floor, rows_of(store._connection))
        number = count()
        statements = asked(floor)

        def edit() -> object:
            return store.write("改标题", lambda session: items.set_title(session, 2, f"标题{next(number)}"))

        def bare() -> None:
            floor.execute("BEGIN IMMEDIATE")
            floor.execute("UPDATE nodes SET title = ? WHERE id = 2", (f"标题{next(number)}",))
            floor.execute("COMMIT")

        names, states = ("基础教育科", "计财科"), (Status.GOING, Status.DONE)

        def lead() -> object:
            named = [names[next(number) % 2]]
            return store.write("设牵头", lambda session: assignments.set_units(session, 3, Role.LEAD, named))

        def status() -> object:
            state = states[next(number) % 2]
            return store.write("设状态", lambda session: progress.set_status(session, 3, state, date(2031, 3, 1)))

        compare("edit", 200, lambda: clock(edit), lambda: clock(bare))
        compare("lead", 200, lambda: clock(lead), lambda: clock(bare))
        compare("status", 200, lambda: clock(status), lambda: clock(bare))
        compare(
            "edit and snapshot",
            100,
            lambda: clock(edit) + clock(lambda: store.snapshot(1)),
            lambda: clock(bare) + clock(lambda: fetch(floor, statements)),
        )


def bench_plan(folder: Path, size: int, rounds: int) -> None:
    draft = big_draft(size)
    numbers = count()
    rows: dict[str, list[tuple[object, ...]]] = {}

    def fresh() -> Path:
        return folder / f"{size}-{next(numbers)}.db"

    def add() -> float:
        with Store.open(fresh()) as store:
            store.warm_up()
            taken = clock(lambda: store.write("导入", lambda session: plans.add_plan(session, draft)))
            rows.update(rows_of(store._connection))
        return taken

    def bare() -> float:
        with closing(open_connection(fresh())) as floor:
            return clock(lambda: insert(floor, rows))

    def take_back() -> float:
        with Store.open(fresh()) as store:
            store.write("导入", lambda session: plans.add_plan(session, draft))
            return clock(store.undo)

    compare(f"add plan {size}", rounds, add, bare)
    compare(f"undo of import {size}", rounds, take_back, bare)
    bench_snapshot(fresh(), draft, size, rounds)


def bench_snapshot(path: Path, draft: DraftPlan, size: int, rounds: int) -> None:
    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, draft))
        connection = store._connection
        statements = asked(connection)
        compare(
            f"snapshot {size}",
            rounds * 3,
            lambda: clock(lambda: PlanReader(connection).snapshot(1)),
            lambda: clock(lambda: fetch(connection, statements)),
        )


def main() -> int:
    print(f"{'':<22}{'store':>13}{'sqlite3':>13}{'ratio':>9}")
    with tempfile.TemporaryDirectory() as folder:
        bench_edit(Path(folder))
        bench_plan(Path(folder), 40, 25)
        bench_plan(Path(folder), 300, 15)
        bench_plan(Path(folder), 10_000, 3)
    return 0


if __name__ == "__main__":
    sys.exit(main())

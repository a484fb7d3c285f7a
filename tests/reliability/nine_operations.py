"""What the program does to the disk, each as one operation: how its world is prepared, how it is done, what it leaves.

A world is a folder with the store in `home` and the clerk's files in `out`. Kills, faults and a full disk are tried on
the same operations, and judged alike: what is found afterwards is the state of before or the state of after.
"""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from planner.core.backups import Reason, listed
from planner.core.forms import Field, FilledForm, FilledRow
from planner.core.return_comparing import compared
from planner.core.returns import usual
from planner.core.settings import Settings
from planner.core.snapshot import PlanSnapshot
from planner.core.vocabulary import NodeKind
from planner.models.soundness import broken_rule
from planner.reports import catalog
from planner.reports.catalog import PrintRequest, Subject
from planner.reports.fill_in import fill_ins
from planner.reports.folders import Folder, save_folder
from planner.reports.request import Rendered
from planner.services import Store, items, merging, plans, returns, rounds
from planner.services.backups import state_in
from planner.services.packing import pack, save_package
from tests.builders import big_draft, sample_draft
from tests.services.looking import dump

DAY = date(2031, 3, 1)
GOLDEN = Path(__file__).parent / "golden"
OLD = b"of last month"
_KEPT_AT_HOME = {".db", ".json"}


@dataclass(frozen=True, slots=True)
class World:
    """The folders of one trial."""

    root: Path

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def out(self) -> Path:
        return self.root / "out"

    @property
    def store(self) -> Path:
        return self.home / "planner.db"

    def copied(self, root: Path) -> "World":
        """Return a copy of this world in another folder, in the place of what is there."""
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.root, root)
        return World(root)


@dataclass(frozen=True, slots=True)
class State:
    """What a start of the program finds: all rows, the steps, and what lies in the clerk's folder.

    The backups are compared by themselves: one that was made first is there whether the operation was done or not.
    """

    rows: dict[str, list[Any]]
    steps: tuple[tuple[str, bool], ...]
    files: dict[str, str]
    settings: Settings
    backups: frozenset[tuple[int, str]] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation; `act` is given no store when opening it is the operation."""

    name: str
    act: Callable[[World, Store], object]
    prepare: Callable[[World], None] = lambda _world: None
    is_opening: bool = False

    def run(self, world: World) -> None:
        """Start the program, do it and close."""
        with Store.open(world.store) as store:
            if not self.is_opening:
                self.act(world, store)


def prepared(operation: Operation, root: Path) -> World:
    """Make the world of an operation."""
    world = World(root)
    world.home.mkdir(parents=True)
    world.out.mkdir()
    if not operation.is_opening:
        with Store.open(world.store) as store:
            store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
            store.write("改", lambda session: items.set_body(session, 2, "原来的话"))
    operation.prepare(world)
    return world


def look(world: World) -> State:
    """Start the program, see that all is sound, and return what is there; `AssertionError` tells what is not."""
    with Store.open(world.store) as store:
        store.check()
        rows, settings = dump(store), store.settings
        assert broken_rule(store._connection) is None
        steps = tuple((entry.name, entry.is_undone) for entry in store.history(1000))
    files = {entry.name: _digest(entry) for entry in sorted(world.out.iterdir())}
    left = [str(path) for path in world.root.rglob("*") if path.name.startswith(".~") or path.suffix == ".open"]
    left += [str(path) for path in world.root.rglob("*-journal")]
    left += [str(path) for path in world.home.rglob("*") if path.is_file() and path.suffix not in _KEPT_AT_HOME]
    assert left == [], f"left lying: {left}"
    backups = listed(world.store)
    for backup in backups:
        assert state_in(backup.path) is not None, f"a backup is not good: {backup.path.name}"
    return State(rows, steps, files, settings, frozenset((backup.sequence, backup.reason) for backup in backups))


def assert_old_or_new(found: State, before: State, after: State) -> None:
    """See that all of what is found is that of before, or all of it that of after, and no backup is gone."""
    assert found.rows in (before.rows, after.rows), "the store is neither that of before nor of after"
    assert found.steps in (before.steps, after.steps), "the steps are neither those of before nor of after"
    assert found.files in (before.files, after.files), "a file of the clerk is spoilt"
    assert found.settings in (before.settings, after.settings), "the settings are spoilt"
    assert found in (before, after), "some of it is that of before, some that of after"
    assert found.backups >= before.backups, "a backup is gone"


@contextmanager
def at_home(world: World) -> Iterator[None]:
    """Let the data folder of the program be that of a world."""
    before = os.environ.get("PLANNER_HOME")
    os.environ["PLANNER_HOME"] = str(world.home)
    try:
        yield
    finally:
        if before is None:
            del os.environ["PLANNER_HOME"]
        else:
            os.environ["PLANNER_HOME"] = before


def _digest(path: Path) -> str:
    if path.is_dir():
        return " ".join(f"{file.name}:{_digest(file)}" for file in sorted(path.iterdir()))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _edit(_world: World, store: Store) -> None:
    def step(session: Any) -> Any:
        items.set_body(session, 2, "改过的话" * 50)
        return items.add_node(session, 1, NodeKind.ITEM, 1, None, "新的任务")

    store.write("修改", step)


def _import(_world: World, store: Store) -> None:
    store.write("导入", lambda session: plans.add_plan(session, big_draft(60)), backup_first=Reason.IMPORT)


def _begin_round(world: World) -> None:
    with Store.open(world.store) as store:
        asked = fill_ins(store.snapshot(1), DAY, only_leads=True)
        wanted = rounds.NewRound("三月", DAY, tuple(one.unit.unit_id for one in asked), only_leads=True)
        store.write("开始", lambda session: rounds.begin(session, 1, wanted, DAY))
        by_unit = {one.unit.unit_id: one.asked for one in asked}
        store.write("发出", lambda session: rounds.mark_sent(session, 1, by_unit, DAY))


def _merge(_world: World, store: Store) -> None:
    (this,) = store.read(lambda connection: rounds.rounds_of(connection, 1))
    plan, taken = store.snapshot(1), []
    for fill in fill_ins(plan, DAY, only_leads=True):
        values = [{Field.ID: str(one.node_id), Field.TASK: one.task, Field.TEXT: "已办结"} for one in fill.asked]
        rows = tuple(FilledRow(at, row) for at, row in enumerate(values))
        columns = (Field.ID, Field.TASK, Field.TEXT)
        form = FilledForm("表.xlsx", "x", token=this.token, unit_id=fill.unit.unit_id, columns=columns, rows=rows)
        taken.append(usual(compared(form, plan, (this,), this)))
    store.write("合并", lambda session: returns.collect(session, 1, taken, DAY), backup_first=Reason.MERGE)


def _merge_units(_world: World, store: Store) -> None:
    store.write("合并单位", lambda session: merging.merge_units(session, 1, 2), backup_first=Reason.MERGE)


def _old_file(name: str) -> Callable[[World], None]:
    return lambda world: _write(world.out / name, OLD)


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


@cache
def _rendered(kind: str) -> Rendered:
    return catalog.render(Subject(_plan()), PrintRequest(bundled_fonts_only=True), kind)


@cache
def _plan() -> PlanSnapshot:
    from planner.core.snapshot import snapshot_of_draft

    return snapshot_of_draft(sample_draft())


def _export(kind: str) -> Callable[[World, Store], None]:
    return lambda world, _store: catalog.save(_rendered(kind), world.out / f"表.{kind}")


def _export_folder(world: World, _store: Store) -> None:
    files = tuple(replace(_rendered("xlsx"), file_name=f"{number:02}_表.xlsx") for number in range(4))
    save_folder(Folder("三月清单", files), world.out)


def _package(world: World, store: Store) -> None:
    save_package(store.read(lambda connection: pack(connection, store.snapshot(1))), world.out / "包.zip")


def _back_up(_world: World, store: Store) -> None:
    store.back_up(Reason.ASKED)


def _backed_up(world: World) -> None:
    with Store.open(world.store) as store:
        store.back_up(Reason.ASKED)
        store.write("导入", lambda session: plans.add_plan(session, big_draft(30)))


def _restore(world: World, store: Store) -> None:
    store.restore(min(listed(world.store), key=lambda backup: backup.sequence).path)


def _golden(world: World) -> None:
    with closing(sqlite3.connect(world.store)) as connection:
        connection.executescript((GOLDEN / "schema-4.sql").read_text(encoding="utf-8"))


def _set(_world: World, store: Store) -> None:
    store.change_settings(replace(store.settings, author="经办人甲" if not store.settings.author else ""))


NINE = (
    Operation("edit", _edit),
    Operation("import", _import),
    Operation("merge", _merge, _begin_round),
    Operation("export xlsx", _export("xlsx"), _old_file("表.xlsx")),
    Operation("export pdf", _export("pdf"), _old_file("表.pdf")),
    Operation("export package", _package, _old_file("包.zip")),
    Operation("backup", _back_up),
    Operation("restore", _restore, _backed_up),
    Operation("migrate", lambda _world, _store: None, _golden, is_opening=True),
)
"""The nine of the goals."""

MORE = (
    Operation("merge units", _merge_units),
    Operation("export docx", _export("docx"), _old_file("表.docx")),
    Operation("export folder", _export_folder, lambda world: (world.out / "三月清单").mkdir()),
    Operation("settings", _set),
    Operation("first start", lambda _world, _store: None, is_opening=True),
)
"""What else writes."""

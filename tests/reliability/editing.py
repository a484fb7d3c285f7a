"""R7: after every step the store is what a plain model says, whatever the clerk did, undid, closed and opened again."""

import tempfile
import traceback
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from planner.core.errors import StepError
from planner.core.forms import Field, FilledForm, FilledRow
from planner.core.package_file import read_package
from planner.core.return_comparing import compared
from planner.core.returns import usual
from planner.core.store_errors import StoreLocked
from planner.core.vocabulary import NodeKind, Role
from planner.models.soundness import broken_rule
from planner.reports.fill_in import fill_ins
from planner.services import Store, assignments, items, merging, plans, returns, rounds, units
from planner.services.packing import pack
from planner.services.unpacking import unpack
from tests.builders import big_draft, sample_draft
from tests.reliability import plain_world as plain
from tests.reliability.plain_world import Gesture, Refused, World
from tests.reliability.result import Result, counted
from tests.services.looking import dump

ANY = st.integers(min_value=0, max_value=10_000)
TEXT = st.text(st.sampled_from("教学安全检查。落实ab1"), max_size=20)
NAMES = st.lists(st.sampled_from(["义教股", "师资股", "新设股", "督学室", "各乡镇中心学校", "1股"]), max_size=4)
DAY = date(2031, 3, 1)
MOST_PLANS = 3
MOST_LINES = 40
MEMORY = Path("/dev/shm")

Shape = tuple[Any, ...]


@dataclass
class Tally:
    """How much was done in all runs."""

    runs: int = 0
    steps: int = 0
    refused: int = 0


class Editing(RuleBasedStateMachine):
    """Each rule is a gesture; the model says whether it is refused and what it leaves.

    A run begins where the one before went back to, so that statements are compiled once and ids never begin anew.
    """

    tally = Tally()
    path = Path()
    kept: Store | None = None

    def __init__(self) -> None:
        super().__init__()
        self.store, type(self).kept = self.kept or self.opened(), None
        self.world = World()
        self.given_out: set[int] = set()
        assert self.rows("SELECT 1 FROM plans") == []
        self.states: list[tuple[dict[str, Any], World]] = [(dump(self.store), self.world)]
        self.place = 0
        self.round = 0
        type(self).tally.runs += 1

    def opened(self) -> Store:
        """Open the store anew, as the next start does."""
        return Store.open(self.path)

    def teardown(self) -> None:
        try:
            self.go(-self.place)
            assert self.store.undo() is None
            self.go(len(self.states) - 1)
            assert self.store.redo() is None
            self.go(-self.place)
            type(self).kept = self.store
        finally:
            if self.kept is None:
                self.store.close()
                self.path.unlink()

    def do(self, step: Any, gesture: Gesture) -> None:
        """Run a step on the store and the gesture on the model; they end alike."""
        tally, (before, _) = type(self).tally, self.states[self.place]
        tally.steps += 1
        expected = self.world.copy()
        try:
            gesture(expected)
        except Refused:
            tally.refused += 1
            try:
                self.store.write("步骤", step)
            except StepError:
                assert dump(self.store) == before
                return
            raise AssertionError("the services took what makes no sense") from None
        change = self.store.write("步骤", step)
        after = dump(self.store)
        assert (change.sequence == 0) == (after == before)
        self.learn_ids(expected)
        self.agree(expected)
        self.world = expected
        if change.sequence:
            del self.states[self.place + 1 :]
            self.states.append((after, expected))
            self.place += 1

    def learn_ids(self, world: World) -> None:
        """Give lines and plans that are new the ids that the store gave them: none that was ever given out."""
        for sheet, (plan_id,) in zip(world.sheets, self.rows("SELECT id FROM plans ORDER BY id"), strict=True):
            sheet.plan_id = sheet.plan_id or plan_id
        found = {
            row[:3]: row[3] for row in self.rows("SELECT plan_id, coalesce(parent_id, 0), position, id FROM nodes")
        }
        for sheet, around, above, line in world.lines():
            if not line.node_id:
                line.node_id = found[sheet.plan_id, above.node_id if above else 0, around.index(line)]
                assert line.node_id not in self.given_out
        self.given_out.update(found.values())

    def agree(self, world: World) -> None:
        """The store holds what the model says, orders are dense, references lead somewhere."""
        assert self.stored() == shape(world)
        names = {row[0] for row in self.rows("SELECT name FROM units")}
        assert names == {unit.name for unit in world.units}
        assert broken_rule(self.store._connection) is None
        assert self.rows("PRAGMA foreign_key_check") == []
        assert not self.store._connection.in_transaction

    def stored(self) -> Shape:
        """Return what the tables say, read without the services."""
        shares: dict[int, list[Any]] = {}
        for node_id, *share in self.rows(
            "SELECT node_id, name, role, stated, inherited_from FROM assignments JOIN units ON units.id = unit_id"
            " ORDER BY node_id, assignments.position"
        ):
            shares.setdefault(node_id, []).append(tuple(share))
        entries: dict[int, list[str]] = {}
        for node_id, text in self.rows("SELECT node_id, text FROM progress_entries ORDER BY id"):
            entries.setdefault(node_id, []).append(text)
        nodes = [
            (*row, tuple(shares.get(row[1], ())), tuple(entries.get(row[1], ())))
            for row in self.rows("SELECT plan_id, id, parent_id, position, kind, number, title, body FROM nodes")
        ]
        return tuple(self.rows("SELECT id, title FROM plans ORDER BY id")), frozenset(nodes)

    def rows(self, query: str) -> list[Any]:
        return self.store._connection.execute(query).fetchall()

    def go(self, steps: int) -> None:
        """Undo, or redo, so many steps, and see after each one that all is as it was."""
        for _ in range(abs(steps)):
            assert self.store.undo() if steps < 0 else self.store.redo()
            self.place += 1 if steps > 0 else -1
            self.stand()

    def stand(self) -> None:
        """Look whether the store stands as it did at this place of the history."""
        before, self.world = self.states[self.place]
        assert dump(self.store) == before

    def ids(self, pick: int) -> tuple[int, int]:
        """Return a plan and a line of it."""
        lines = [(sheet.plan_id, line.node_id) for sheet, _, _, line in self.world.lines()]
        return lines[pick % len(lines)]

    def spot(self, pick: int, where: int) -> tuple[int | None, int | None]:
        """Return a parent, mostly of the same plan, and a sibling to stand behind."""
        plan_id, _ = self.ids(pick)
        lines = [None, *(line for sheet, _, _, line in self.world.lines() if sheet.plan_id == plan_id or not pick % 9)]
        parent = lines[where % len(lines)]
        below = parent.below if parent else self.world.sheet(plan_id).below
        after = [None, *(line.node_id for line in below), 0][pick % (len(below) + 2)]
        return parent.node_id if parent else None, after

    def has_lines(self) -> bool:
        return any(sheet.below for sheet in self.world.sheets)

    def has_room(self) -> bool:
        return len(self.world.sheets) < MOST_PLANS and sum(1 for _ in self.world.lines()) < MOST_LINES

    @initialize(count=st.integers(0, 4))
    def begin(self, count: int) -> None:
        draft = big_draft(count) if count else sample_draft()
        self.do(lambda s: plans.add_plan(s, draft), lambda world: plain.bring_in(world, draft))

    @precondition(has_room)
    @rule(count=st.integers(0, 8))
    def import_plan(self, count: int) -> None:
        draft = big_draft(count) if count else sample_draft()
        self.do(lambda s: plans.add_plan(s, draft), lambda world: plain.bring_in(world, draft))

    @precondition(lambda self: len(self.world.sheets) > 1)
    @rule(pick=ANY)
    def delete_plan(self, pick: int) -> None:
        plan_id = self.world.sheets[pick % len(self.world.sheets)].plan_id
        self.do(lambda s: plans.delete_plan(s, plan_id), lambda world: plain.take_away(world, plan_id))

    @precondition(lambda self: self.has_room() and self.has_lines())
    @rule(pick=ANY)
    def carry(self, pick: int) -> None:
        plan_id = self.ids(pick)[0]
        plan = self.store.snapshot(plan_id)
        path = self.path.with_name("包.zip")
        path.write_bytes(self.store.read(lambda connection: pack(connection, plan)))
        package = read_package(path)
        self.do(lambda s: unpack(s, package, path.name), lambda world: plain.carry(world, plan_id))

    @precondition(has_lines)
    @rule(pick=ANY, text=TEXT, what=st.sampled_from(["title", "body", "number"]))
    def reword(self, pick: int, text: str, what: str) -> None:
        node_id = self.ids(pick)[1]
        step: Any = {"title": items.set_title, "body": items.set_body, "number": items.set_number}[what]
        self.do(lambda s: step(s, node_id, text), lambda world: plain.reword(world, node_id, what, text))

    @precondition(has_lines)
    @rule(pick=ANY, where=ANY, kind=st.sampled_from(NodeKind), text=TEXT)
    def add(self, pick: int, where: int, kind: NodeKind, text: str) -> None:
        plan_id, (parent, after) = self.ids(pick)[0], self.spot(pick, where)
        if parent is not None and self.world.find(parent)[0].plan_id != plan_id:
            return
        self.do(
            lambda s: items.add_node(s, plan_id, kind, parent, after, f"新{text}"),
            lambda world: plain.add(world, plan_id, kind, parent, after, f"新{text}"),
        )

    @precondition(has_lines)
    @rule(pick=ANY)
    def delete(self, pick: int) -> None:
        node_id = self.ids(pick)[1]
        if sum(1 for _ in self.world.lines()) > 8:
            self.do(lambda s: items.delete_node(s, node_id), lambda world: plain.delete(world, node_id))

    @precondition(has_lines)
    @rule(pick=ANY, offset=st.integers(-3, 3))
    def shift(self, pick: int, offset: int) -> None:
        node_id = self.ids(pick)[1]
        self.do(lambda s: items.move_node(s, node_id, offset), lambda world: plain.shift(world, node_id, offset))

    @precondition(has_lines)
    @rule(pick=ANY, where=ANY)
    def move(self, pick: int, where: int) -> None:
        node_id, (parent, after) = self.ids(pick)[1], self.spot(pick, where)
        self.do(
            lambda s: items.move_to(s, node_id, parent, after), lambda world: plain.move(world, node_id, parent, after)
        )

    @precondition(has_lines)
    @rule(pick=ANY, what=st.sampled_from(["indent", "outdent", "join"]))
    def restructure(self, pick: int, what: str) -> None:
        node_id = self.ids(pick)[1]
        steps: dict[str, tuple[Any, Any]] = {
            "indent": (items.indent, plain.indent),
            "outdent": (items.outdent, plain.outdent),
            "join": (items.join_next, plain.join),
        }
        step, gesture = steps[what]
        self.do(lambda s: step(s, node_id), lambda world: gesture(world, node_id))

    @precondition(has_lines)
    @rule(pick=ANY, at=st.integers(-1, 50))
    def split(self, pick: int, at: int) -> None:
        node_id = self.ids(pick)[1]
        self.do(lambda s: items.split_node(s, node_id, at), lambda world: plain.split(world, node_id, at))

    @precondition(has_lines)
    @rule(pick=ANY, role=st.sampled_from(Role), names=NAMES)
    def assign(self, pick: int, role: Role, names: list[str]) -> None:
        givers = [share.origin.node_id for *_, line in self.world.lines() for share in line.shares if share.origin]
        node_id = givers[pick % len(givers)] if givers and pick % 2 else self.ids(pick)[1]
        self.do(
            lambda s: assignments.set_units(s, node_id, role, names),
            lambda world: plain.assign(world, node_id, role, names),
        )

    @precondition(has_lines)
    @rule(pick=ANY, other=ANY, role=st.sampled_from(Role))
    def change_role(self, pick: int, other: int, role: Role) -> None:
        node_id, (unit_id, name) = self.ids(pick)[1], self.unit(other)
        self.do(
            lambda s: assignments.set_role(s, node_id, unit_id, role),
            lambda world: plain.change_role(world, node_id, name, role),
        )

    def unit(self, pick: int) -> tuple[int, str]:
        known = self.rows("SELECT id, name FROM units ORDER BY id")
        return known[pick % len(known)]  # type: ignore[no-any-return]

    @precondition(has_lines)
    @rule(pick=ANY, other=ANY)
    def merge(self, pick: int, other: int) -> None:
        (keep, keep_name), (gone, gone_name) = self.unit(pick), self.unit(other)
        self.do(lambda s: merging.merge_units(s, keep, gone), lambda world: plain.merge(world, keep_name, gone_name))

    @precondition(has_lines)
    @rule(pick=ANY, number=st.integers(1, 5))
    def rename(self, pick: int, number: int) -> None:
        unit_id, name = self.unit(pick)
        self.do(
            lambda s: units.rename_unit(s, unit_id, f"{number}股", keep_old=True),
            lambda world: plain.rename(world, name, f"{number}股"),
        )

    @precondition(has_lines)
    @rule(pick=ANY, twice=st.booleans())
    def collect(self, pick: int, twice: bool) -> None:
        """Send a round to all units and take one unit's return, perhaps twice."""
        plan_id = self.ids(pick)[0]
        asked = fill_ins(self.store.snapshot(plan_id), DAY, only_leads=True)
        if not asked:
            return
        self.round += 1
        wanted = rounds.NewRound(f"第{self.round}期", DAY, tuple(one.unit.unit_id for one in asked), only_leads=True)
        self.do(lambda s: rounds.begin(s, plan_id, wanted, DAY), plain.nothing)
        round_id = self.rows("SELECT max(id) FROM rounds")[0][0]
        self.do(
            lambda s: rounds.mark_sent(s, round_id, {one.unit.unit_id: one.asked for one in asked}, DAY), plain.nothing
        )
        fill = asked[pick % len(asked)]
        said = f"第{self.round}期已办"
        rows = tuple(
            FilledRow(at, {Field.ID: str(one.node_id), Field.TASK: one.task, Field.TEXT: said})
            for at, one in enumerate(fill.asked)
        )
        listed = self.store.read(lambda connection: rounds.rounds_of(connection, plan_id))
        this = next(one for one in listed if one.round_id == round_id)
        columns = (Field.ID, Field.TASK, Field.TEXT)
        form = FilledForm("表.xlsx", "x", token=this.token, unit_id=fill.unit.unit_id, columns=columns, rows=rows)
        node_ids = [one.node_id for one in fill.asked]
        for gesture in ((lambda world: plain.report(world, node_ids, said)), plain.nothing)[: 1 + twice]:
            found = compared(form, self.store.snapshot(plan_id), listed, this)
            self.do(lambda s, found=found: returns.collect(s, round_id, [usual(found)], DAY), gesture)

    @rule(times=st.integers(1, 6))
    def undo(self, times: int) -> None:
        self.go(-min(times, self.place - 1))

    @rule(times=st.integers(1, 6))
    def redo(self, times: int) -> None:
        self.go(min(times, len(self.states) - 1 - self.place))

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = self.opened()
        self.stand()

    @rule()
    def open_twice(self) -> None:
        with pytest.raises(StoreLocked):
            Store.open(self.path).close()
        self.stand()


def shape(world: World) -> Shape:
    """Return what the model holds as the tables would say it."""
    nodes = [
        (
            sheet.plan_id,
            line.node_id,
            above.node_id if above else None,
            around.index(line),
            line.kind.value,
            line.number,
            line.title,
            line.body,
            tuple(
                (one.unit.name, one.role.value, int(one.stated), one.origin.node_id if one.origin else None)
                for one in line.shares
            ),
            tuple(text for _, text in line.entries),
        )
        for sheet, around, above, line in world.lines()
    ]
    return tuple((sheet.plan_id, sheet.title) for sheet in world.sheets), frozenset(nodes)


def run(scale: float, seed_number: int) -> Result:
    """2,000 runs of 100 steps at scale 1; 200 of 50 on a push."""
    runs, steps = counted(2_000, scale), 100 if scale >= 1 else 50
    place = MEMORY if MEMORY.is_dir() else None  # what is asked here is not whether the disk keeps its word
    with tempfile.TemporaryDirectory(dir=place) as folder:
        path = Path(folder) / "planner.db"
        machine = type("Editing", (Editing,), {"tally": Tally(), "path": path})
        findings = _findings(machine, runs, steps, seed_number)
        if machine.kept:
            machine.kept.close()
    tally = machine.tally
    done = f"{tally.runs} runs, {tally.steps} steps written, {tally.refused} of them refused as the model refuses them"
    return Result((done,), findings)


def _findings(machine: type[Editing], runs: int, steps: int, seed_number: int) -> tuple[str, ...]:
    asked = settings(
        max_examples=runs,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(seed(seed_number)(machine), settings=asked)
    except Exception as error:
        places = "".join(traceback.format_tb(error.__traceback__, limit=-4))
        return ("\n".join((f"seed {seed_number}: {error!r:.500}", *getattr(error, "__notes__", ()), places)),)
    return ()

"""A random walk over all services: sound after every step, and back to the first state by undo, row for row."""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from planner.core.copied import copied, from_json, to_json
from planner.core.customs import USUAL, LightRule
from planner.core.errors import StepError
from planner.core.forms import Field, FilledForm, FilledRow
from planner.core.package_file import read_package
from planner.core.progress import ProgressEntry, Status
from planner.core.return_comparing import compared
from planner.core.returns import usual
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.vocabulary import NodeKind, Role, UnitKind
from planner.reports.fill_in import fill_ins
from planner.services import (
    Store,
    assignments,
    customs,
    duties,
    groups,
    items,
    likenesses,
    merging,
    pasting,
    persons,
    plans,
    progress,
    returns,
    reviews,
    rounds,
    several,
    targets,
    units,
)
from planner.services.packing import pack
from planner.services.plan_reader import PlanReader
from planner.services.step import Touched
from planner.services.unpacking import unpack
from tests.builders import big_draft, sample_draft
from tests.services.looking import assert_sound, dump

ANY = st.integers(min_value=0, max_value=10_000)
TEXT = st.text(st.sampled_from("教学安全检查年月、。；（） 一1ab\n"), max_size=30)
DAY = st.dates(date(2031, 1, 1), date(2031, 1, 4))
ENTRIES = st.builds(
    ProgressEntry,
    st.just(0),
    DAY,
    st.none() | st.sampled_from(Status),
    st.none() | st.integers(-1, 101),
    *[TEXT] * 4,
    st.none() | st.integers(1, 12),
    TEXT,
)
NAMES = st.lists(st.sampled_from(["义教股", "师资股", "新设股", "督学室", "各学校", "ＡＢ股", "AB股"]), max_size=4)


class Walk(RuleBasedStateMachine):
    """Rules are gestures; a gesture that makes no sense is refused and must leave nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "planner.db"
        self.store = Store.open(self.path)
        self.states: list[dict[str, Any]] = [dump(self.store)]
        self.place = 0

    def teardown(self) -> None:
        while self.store.undo():
            self.place -= 1
            assert dump(self.store) == self.states[self.place]
        assert self.place == 0
        while self.store.redo():
            self.place += 1
            assert dump(self.store) == self.states[self.place]
        assert self.place == len(self.states) - 1
        self.store.close()
        self.folder.cleanup()

    def do(self, step: Any) -> None:
        before = self.states[self.place]
        try:
            change = self.store.write("步骤", step)
        except StepError:
            assert dump(self.store) == before
            return
        after = dump(self.store)
        assert (change.sequence == 0) == (after == before)
        if change.sequence:
            del self.states[self.place + 1 :]
            self.states.append(after)
            self.place += 1

    def plan(self, pick: int) -> PlanSnapshot:
        """Return a plan, read beside the store: what that keeps of the plan on show is kept over many steps."""
        listed = self.store.plans()
        return PlanReader(self.store._connection).snapshot(listed[pick % len(listed)].plan_id)

    def node(self, pick: int) -> PlanNode:
        plan = self.plan(pick)
        return plan.nodes[pick % len(plan.nodes)]

    def has_nodes(self) -> bool:
        listed = self.store.plans()
        return bool(listed) and all(plan.section_count + plan.item_count for plan in listed)

    @initialize()
    def import_sample(self) -> None:
        self.do(lambda s: plans.add_plan(s, sample_draft()))

    @rule(count=st.integers(min_value=1, max_value=12))
    def import_another(self, count: int) -> None:
        if len(self.store.plans()) < 3:
            self.do(lambda s: plans.add_plan(s, big_draft(count)))

    @precondition(has_nodes)
    @rule(pick=ANY)
    def import_next_version(self, pick: int) -> None:
        if len(self.store.plans()) < 3:
            plan_id = self.plan(pick).plan_id
            self.do(lambda s: reviews.agree(s, sample_draft(), None, plan_id))

    @precondition(has_nodes)
    @rule(pick=ANY, place=st.integers(0, 3), text=st.sampled_from(["", "3", "1.5万", "很多"]), struck=st.booleans())
    def tell_targets(self, pick: int, place: int, text: str, struck: bool) -> None:
        node_id = self.node(pick).node_id
        self.do(lambda s: targets.set_actual(s, node_id, place, text))
        self.do(lambda s: targets.strike(s, node_id, place, struck=struck))
        self.do(lambda s: targets.add_target(s, node_id, f"新建{text}所"))

    @precondition(has_nodes)
    @rule(pick=ANY, due_on=DAY, done=st.booleans())
    def tick_duty(self, pick: int, due_on: date, done: bool) -> None:
        node_id = self.node(pick).node_id
        self.do(lambda s: duties.tick(s, node_id, due_on, due_on) if done else duties.untick(s, node_id, due_on))

    @precondition(has_nodes)
    @rule(pick=ANY, word=st.sampled_from(["在办", "已完成", ""]), days=st.integers(-1, 9))
    def set_customs(self, pick: int, word: str, days: int) -> None:
        plan_id = self.plan(pick).plan_id
        self.do(lambda s: customs.set_status_words(s, plan_id, {Status.GOING: word}, USUAL))
        self.do(lambda s: customs.set_lights(s, plan_id, LightRule(soon_days=days), USUAL))

    @precondition(lambda self: len(self.store.plans()) > 1)
    @rule(pick=ANY)
    def delete_plan(self, pick: int) -> None:
        plan_id = self.plan(pick).plan_id
        self.do(lambda s: plans.delete_plan(s, plan_id))

    @precondition(has_nodes)
    @rule(pick=ANY, text=TEXT, what=st.sampled_from(["title", "body", "number", "field", "deadline"]))
    def reword(self, pick: int, text: str, what: str) -> None:
        node_id = self.node(pick).node_id
        steps: dict[str, Any] = {
            "title": lambda s: items.set_title(s, node_id, text),
            "body": lambda s: items.set_body(s, node_id, text),
            "number": lambda s: items.set_number(s, node_id, text),
            "field": lambda s: items.set_field(s, node_id, pick % 2, text),
            "deadline": lambda s: items.set_deadline(s, node_id, text),
        }
        self.do(steps[what])

    @precondition(has_nodes)
    @rule(pick=ANY, where=ANY, kind=st.sampled_from(list(NodeKind)), text=TEXT)
    def add_node(self, pick: int, where: int, kind: NodeKind, text: str) -> None:
        plan = self.plan(pick)
        parent = [None, *(node.node_id for node in plan.nodes)][where % (len(plan.nodes) + 1)]
        below = [None, *(node.node_id for node in plan.children.get(parent, ()))]
        after = below[pick % len(below)]
        self.do(lambda s: items.add_node(s, plan.plan_id, kind, parent, after, "新" + text, text))

    @precondition(has_nodes)
    @rule(pick=ANY)
    def delete_node(self, pick: int) -> None:
        node_id = self.node(pick).node_id
        if len(self.plan(pick).nodes) > 6:
            self.do(lambda s: items.delete_node(s, node_id))

    @precondition(has_nodes)
    @rule(pick=ANY, offset=st.integers(min_value=-3, max_value=3))
    def move(self, pick: int, offset: int) -> None:
        node_id = self.node(pick).node_id
        self.do(lambda s: items.move_node(s, node_id, offset))

    @precondition(has_nodes)
    @rule(pick=ANY, above=ANY, after=ANY)
    def move_far(self, pick: int, above: int, after: int) -> None:
        plan = self.plan(pick)
        node_id, parent = plan.nodes[pick % len(plan.nodes)].node_id, plan.nodes[above % len(plan.nodes)].node_id
        around = plan.children.get(parent, ())
        sibling = around[after % len(around)].node_id if around and after % 3 else None
        self.do(lambda s: items.move_to(s, node_id, parent, sibling))

    @precondition(has_nodes)
    @rule(pick=ANY, gesture=st.sampled_from([items.indent, items.outdent, items.join_next]))
    def restructure(self, pick: int, gesture: Any) -> None:
        node_id = self.node(pick).node_id
        self.do(lambda s: gesture(s, node_id))

    @precondition(has_nodes)
    @rule(pick=ANY, others=st.lists(ANY, max_size=5), which=st.integers(0, 6))
    def restructure_several(self, pick: int, others: list[int], which: int) -> None:
        plan = self.plan(pick)
        ids = [plan.nodes[one % len(plan.nodes)].node_id for one in (pick, *others)]
        if which == 0 and len(plan.nodes) < 12:
            return
        steps: tuple[Any, ...] = (
            lambda s: several.delete(s, ids[:2]),
            lambda s: several.shift(s, ids, 1),
            lambda s: several.shift(s, ids, -1),
            lambda s: several.indent(s, ids),
            lambda s: several.outdent(s, ids),
            lambda s: several.join(s, ids),
            lambda s: several.join(s, [node.node_id for node in plan.children[plan.by_id[ids[0]].parent_id]][:3]),
        )
        self.do(steps[which])

    @precondition(has_nodes)
    @rule(pick=ANY, others=st.lists(ANY, max_size=3), where=ANY, after=ANY)
    def move_several_or_paste(self, pick: int, others: list[int], where: int, after: int) -> None:
        plan, target = self.plan(pick), self.plan(where)
        ids = [plan.nodes[one % len(plan.nodes)].node_id for one in (pick, *others)]
        parent = [None, *(node.node_id for node in target.nodes)][where % (len(target.nodes) + 1)]
        below = [None, *(node.node_id for node in target.children.get(parent, ()))]
        sibling = below[after % len(below)]
        self.do(lambda s: several.move(s, ids, parent, sibling))
        if len(target.nodes) < 60:
            nodes = from_json(to_json(copied(plan, ids)))

            def paste(session: Any) -> Any:
                made = pasting.paste(session, target.plan_id, parent, sibling, nodes)
                if target.plan_id != plan.plan_id and len(plan.nodes) > 12:
                    pasting.carry_over(session, ids, plan.plan_id, made)
                return Touched((target.plan_id, plan.plan_id))

            self.do(paste)

    @precondition(has_nodes)
    @rule(pick=ANY, at=st.integers(min_value=-1, max_value=40))
    def split(self, pick: int, at: int) -> None:
        node_id = self.node(pick).node_id
        self.do(lambda s: items.split_node(s, node_id, at))

    @precondition(has_nodes)
    @rule(pick=ANY, where=ANY)
    def place_leftover(self, pick: int, where: int) -> None:
        plan = self.plan(pick)
        if plan.leftovers:
            start = plan.leftovers[pick % len(plan.leftovers)].start
            parent = [None, *(node.node_id for node in plan.nodes)][where % (len(plan.nodes) + 1)]
            self.do(lambda s: items.place_leftover(s, plan.plan_id, start, parent, None))

    @precondition(has_nodes)
    @rule(pick=ANY, role=st.sampled_from(list(Role)), names=NAMES)
    def set_units(self, pick: int, role: Role, names: list[str]) -> None:
        node_id = self.node(pick).node_id
        self.do(lambda s: assignments.set_units(s, node_id, role, names))

    @precondition(has_nodes)
    @rule(pick=ANY, role=st.sampled_from(list(Role)))
    def set_role(self, pick: int, role: Role) -> None:
        node = self.node(pick)
        if node.assignments:
            unit_id = node.assignments[pick % len(node.assignments)].unit.unit_id
            self.do(lambda s: assignments.set_role(s, node.node_id, unit_id, role))

    @precondition(has_nodes)
    @rule(pick=ANY, other=ANY, entry=ENTRIES)
    def report(self, pick: int, other: int, entry: ProgressEntry) -> None:
        node = self.node(pick)
        self.do(lambda s: progress.add_entry(s, node.node_id, entry))
        if node.entries:
            known = node.entries[other % len(node.entries)]
            changed = replace(entry, entry_id=known.entry_id)
            steps: tuple[Any, ...] = (
                lambda s: progress.change_entry(s, changed),
                lambda s: progress.remove_entry(s, known.entry_id),
            )
            self.do(steps[other % 2])

    @precondition(has_nodes)
    @rule(pick=ANY, status=st.sampled_from(Status), day=DAY, due=st.none() | DAY, names=NAMES, text=TEXT)
    def follow_up(self, pick: int, status: Status, day: date, due: date | None, names: list[str], text: str) -> None:
        node_id = self.node(pick).node_id
        self.do(lambda s: progress.set_status(s, node_id, status, day))
        self.do(lambda s: items.set_due_day(s, node_id, due))
        self.do(lambda s: items.set_deadline(s, node_id, text, due))
        self.do(lambda s: persons.set_persons(s, node_id, ("分管领导", "责任人")[pick % 2], names))

    @precondition(has_nodes)
    @rule(pick=ANY, name=TEXT, text=TEXT, both=st.booleans(), back=st.booleans())
    def round_of_returns(self, pick: int, name: str, text: str, both: bool, back: bool) -> None:
        plan = self.plan(pick)
        day = date(2031, 1, 3)
        asked = fill_ins(plan, day, only_leads=not both)
        wanted = rounds.NewRound(name, day, tuple(one.unit.unit_id for one in asked), not both)
        self.do(lambda s: rounds.begin(s, plan.plan_id, wanted, day))
        known = self.store.read(lambda connection: rounds.rounds_of(connection, plan.plan_id))
        if not known or not known[-1].units:
            return
        round_ = known[-1]
        what = {one.unit.unit_id: one.asked for one in asked}
        self.do(lambda s: rounds.mark_sent(s, round_.round_id, what, day))
        unit_id = round_.units[pick % len(round_.units)].unit_id
        if not back:
            self.do(lambda s: rounds.set_returned(s, round_.round_id, unit_id, day))
            self.do(lambda s: rounds.remove(s, round_.round_id))
            return
        rows = tuple(
            FilledRow(at, {Field.ID: str(one.node_id), Field.TASK: one.task, Field.TEXT: text.strip()})
            for at, one in enumerate(what.get(unit_id, ()))
        )
        columns = (Field.ID, Field.TASK, Field.TEXT)
        form = FilledForm("表.xlsx", "x", token=round_.token, unit_id=unit_id, columns=columns, rows=rows)
        known = self.store.read(lambda connection: rounds.rounds_of(connection, plan.plan_id))
        found = compared(form, self.plan(pick), known, known[-1])
        self.do(lambda s: returns.collect(s, round_.round_id, [usual(found)], day))

    @precondition(has_nodes)
    @rule(pick=ANY, as_version=st.booleans())
    def carry(self, pick: int, as_version: bool) -> None:
        plan = self.plan(pick)
        if len(self.store.plans()) > 4:
            return
        path = Path(self.folder.name) / "包.zip"
        path.write_bytes(self.store.read(lambda connection: pack(connection, plan)))
        package = read_package(path)
        self.do(lambda s: unpack(s, package, path.name, plan.plan_id if as_version else None))

    @precondition(has_nodes)
    @rule(pick=ANY, text=TEXT, stage=st.sampled_from([None, "draft", "final", "其他"]))
    def plan_words(self, pick: int, text: str, stage: str | None) -> None:
        plan_id = self.plan(pick).plan_id
        self.do(lambda s: plans.set_title(s, plan_id, text))
        self.do(lambda s: plans.set_stage(s, plan_id, stage))
        self.do(lambda s: assignments.confirm_roles(s, plan_id))

    @rule(pick=ANY, name=st.sampled_from(["义教股", "甲股", " 甲股\u200b", "乙股"]))
    def register(self, pick: int, name: str) -> None:
        known = self.store.units()
        self.do(lambda s: units.add_unit(s, name))
        if known:
            unit_id = known[pick % len(known)].unit_id
            self.do(lambda s: units.rename_unit(s, unit_id, name + "改"))
            self.do(lambda s: units.add_alias(s, unit_id, name + "别"))

    @rule(pick=ANY, other=ANY, plan=st.sampled_from([None, 1, 2]), names=NAMES, kind=st.sampled_from(list(UnitKind)))
    def sort_register(self, pick: int, other: int, plan: int | None, names: list[str], kind: UnitKind) -> None:
        known = self.store.units()
        if not known:
            return
        unit_id, second_id = known[pick % len(known)].unit_id, known[other % len(known)].unit_id
        steps: tuple[Any, ...] = (
            lambda s: merging.merge_units(s, unit_id, second_id),
            lambda s: groups.set_members(s, unit_id, names, plan),
            lambda s: units.set_kind(s, unit_id, kind),
            lambda s: units.add_alias(s, unit_id, "".join(names[:1]), plan),
            lambda s: units.set_full_name(s, unit_id, "安澜县" + "".join(names[:2])),
            lambda s: units.rename_unit(s, unit_id, f"{pick % 4}股", keep_old=True),
            lambda s: units.move_unit(s, unit_id, other % 9 - 4),
            lambda s: units.retire_unit(s, unit_id, is_retired=bool(other % 2)),
            lambda s: units.delete_unit(s, unit_id),
            lambda s: likenesses.refuse(s, unit_id, known[other % len(known)].name),
        )
        self.do(steps[(pick + other) % len(steps)])

    @rule(times=st.integers(min_value=1, max_value=5))
    def undo(self, times: int) -> None:
        for _ in range(times):
            if self.place > 1 and self.store.undo():
                self.place -= 1
        assert dump(self.store) == self.states[self.place]

    @rule(times=st.integers(min_value=1, max_value=5))
    def redo(self, times: int) -> None:
        for _ in range(times):
            if self.store.redo():
                self.place += 1
        assert dump(self.store) == self.states[self.place]

    @rule(pick=ANY)
    def show(self, pick: int) -> None:
        listed = self.store.plans()
        if listed:
            self.store.snapshot(listed[pick % len(listed)].plan_id)

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(self.path)

    @invariant()
    def is_sound(self) -> None:
        assert_sound(self.store)


TestWalk = Walk.TestCase
TestWalk.settings = settings(
    max_examples=20,
    stateful_step_count=35,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)

"""More than a hundred steps of every kind, the program closed and killed between: all taken back and done again."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.core.bulk import BulkChange, BulkVerb, planned, targets
from planner.core.copied import copied
from planner.core.package_file import read_package
from planner.core.progress import ProgressEntry, Status
from planner.core.returns import usual
from planner.core.vocabulary import NodeKind, Role
from planner.services import (
    Store,
    assignments,
    bulk_units,
    groups,
    items,
    merging,
    pasting,
    plans,
    progress,
    returns,
    reviews,
    several,
    units,
)
from planner.services.collecting import compare_all, read_forms
from planner.services.packing import pack
from planner.services.step import Touched
from planner.services.unpacking import unpack
from tests.builders import ALL_UNITS, FINANCE, SAFETY, TEACHERS, TEACHING, big_draft, sample_draft
from tests.filling import DAY, fill, listed, sent
from tests.services.looking import assert_sound, dump

ENOUGH = 100
REOPENED_EVERY = 9
KILLED = """
import os, sys
from pathlib import Path
from planner.services import Store
store = Store.open(Path(sys.argv[1]))
{do}()
os._exit(9)
"""


class Year:
    """A clerk's year in one store: each step with the rows as they lay before and after it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "planner.db"
        self.store = Store.open(self.path)
        self.states = [dump(self.store)]
        self.names: list[str] = []

    def do(self, name: str, step: Callable[[Any], Any]) -> None:
        assert self.store.write(name, step).sequence, name
        self.took(name)

    def took(self, name: str) -> None:
        self.names.append(name)
        self.states.append(dump(self.store))
        if len(self.names) % REOPENED_EVERY == 0:
            self.reopen()

    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(self.path)

    def unit(self, name: str) -> int:
        return next(unit.unit_id for unit in self.store.units() if unit.name == name)

    def live(self) -> None:
        self.collect()
        self.carry()
        self.sort_units()
        self.follow_up()
        self.restructure()
        self.do("导入大计划", lambda s: plans.add_plan(s, big_draft(60)))
        last = self.store.plans()[-1].plan_id
        self.do("导入新版本", lambda s: reviews.agree(s, sample_draft(), None, 1))
        self.do("删除计划", lambda s: plans.delete_plan(s, last))

    def collect(self) -> None:
        """Import a plan, send a round out and merge what comes back."""
        books = sent(self.store, self.folder / "out")
        for entry in reversed(self.store.history()):
            self.names.append(entry.name)
        self.states += [{}] * (len(self.names) - 1) + [dump(self.store)]  # these lay behind `sent`
        forms = read_forms((fill(books[TEACHING]), fill(books[SAFETY], "已检查")))
        round_ = listed(self.store)[0]
        taken = [usual(one) for one in compare_all(forms, self.store.snapshot(1), listed(self.store), round_)]
        self.do("合并填报表", lambda s: returns.collect(s, round_.round_id, taken, DAY))

    def carry(self) -> None:
        path = self.folder / "包.zip"
        plan = self.store.snapshot(1)
        path.write_bytes(self.store.read(lambda connection: pack(connection, plan)))
        package = read_package(path)
        self.do("取出", lambda s: unpack(s, package, path.name, None))

    def sort_units(self) -> None:
        teachers, finance = self.unit(TEACHERS), self.unit(FINANCE)
        for number in range(6):
            self.do("新单位", lambda s, number=number: units.add_unit(s, f"第{'一二三四五六'[number]}新设股"))
        for number in range(6):
            gone = self.unit(f"第{'一二三四五六'[number]}新设股")
            self.do("合并单位", lambda s, gone=gone: merging.merge_units(s, finance, gone))
        self.do("改名", lambda s: units.rename_unit(s, teachers, "教师队伍建设股", keep_old=True))
        members = [TEACHING, SAFETY]
        everyone = self.unit(ALL_UNITS)
        self.do("群组成员", lambda s: groups.set_members(s, everyone, members, 1))
        plan = self.store.snapshot(1)
        chosen = [node.node_id for node in plan.items]
        for verb, name in ((BulkVerb.ADD, "督学室"), (BulkVerb.REPLACE, "督导室"), (BulkVerb.REMOVE, "督导室")):
            change = BulkChange(verb, Role.PARTNER, (name,), "督学室" if verb is BulkVerb.REPLACE else "")
            plan = self.store.snapshot(1)
            found = planned(targets(plan, chosen, change), change)
            self.do(f"批量{verb.value}", lambda s, found=found: bulk_units.change_units(s, 1, found))

    def follow_up(self) -> None:
        nodes = [node.node_id for node in self.store.snapshot(1).items]
        for number in range(30):
            node_id = nodes[number % len(nodes)]
            self.do("改标题", lambda s, node_id=node_id, number=number: items.set_title(s, node_id, f"任务{number}"))
        for number in range(20):
            node_id = nodes[number % len(nodes)]
            entry = ProgressEntry(0, DAY, Status.GOING, number * 5, f"第{number}次", "", "", "王某", None, "3月")
            self.do("登记进展", lambda s, node_id=node_id, entry=entry: progress.add_entry(s, node_id, entry))
        for number in range(10):
            node_id, name = nodes[number % len(nodes)], (FINANCE, SAFETY)[number // len(nodes) % 2]
            self.do(
                "定单位",
                lambda s, node_id=node_id, name=name: assignments.set_units(s, node_id, Role.LEAD, [name, "督学室"]),
            )

    def restructure(self) -> None:
        plan = self.store.snapshot(1)
        whole = copied(plan, [plan.nodes[0].node_id])
        self.do("粘贴", lambda s: pasting.paste(s, 1, None, None, whole) and Touched((1,)))
        for number in range(12):
            self.do(
                "新任务", lambda s, number=number: items.add_node(s, 1, NodeKind.ITEM, None, None, f"新{number}", "")
            )
        for _ in range(6):
            node_id = self.store.snapshot(1).nodes[0].node_id
            self.do("下移", lambda s, node_id=node_id: items.move_node(s, node_id, 3))
        ids = [node.node_id for node in self.store.snapshot(1).nodes if node.title.startswith("新")][:5]
        self.do("一起删除", lambda s: several.delete(s, ids))


def test_all_steps_of_a_year_are_taken_back_and_done_again_however_often_the_program_ends(tmp_path: Path) -> None:
    year = Year(tmp_path)
    year.live()
    count = len(year.names)
    assert count >= ENOUGH
    assert [entry.name for entry in reversed(year.store.history(count))] == year.names
    for place in range(count, 0, -1):
        assert year.store.undo_name == year.names[place - 1]
        year.store.undo()
        if year.states[place - 1]:
            assert dump(year.store) == year.states[place - 1], year.names[place - 1]
        if place % REOPENED_EVERY == 0:
            year.reopen()
    assert year.store.undo() is None
    assert year.store.plans() == ()
    for place, name in enumerate(year.names, start=1):
        assert year.store.redo_name == name
        year.store.redo()
        if year.states[place]:
            assert dump(year.store) == year.states[place], name
        if place % REOPENED_EVERY == 0:
            year.reopen()
    assert_sound(year.store)
    year.store.close()


def test_a_step_taken_back_stays_so_when_the_program_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "planner.db"
    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        imported = dump(store)
        store.write("改名", lambda session: plans.set_title(session, 1, "另一个名称"))
        renamed = dump(store)
    for do, left in (("store.undo", imported), ("store.redo", renamed), ("store.undo", imported)):
        done = subprocess.run([sys.executable, "-c", KILLED.format(do=do), str(path)], check=False)
        assert done.returncode == 9
        with Store.open(path) as store:
            assert dump(store) == left
    with Store.open(path) as store:
        assert store.redo_name == "改名"

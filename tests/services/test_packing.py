"""A plan carried in one file: nothing lost, units found again, and nothing taken of a file that was touched."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.core.errors import InputError
from planner.core.package_file import MANIFEST, ROWS, is_package, package_bytes, read_package
from planner.core.progress import ProgressEntry, Status
from planner.core.snapshot import PlanSnapshot
from planner.core.vocabulary import UnitKind
from planner.services import Store, groups, plans, progress, units
from planner.services.packing import OF_NODES, OF_PLAN, STAYING, pack
from planner.services.unpacking import looked_at, source_of, unpack
from tests.builders import ALL_UNITS, FINANCE, SAFETY, TEACHING, sample_draft
from tests.services.looking import assert_sound, dump

NAME = "数据包.zip"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store in which much is said of the plan: reports, groups, other names, a unit with everything."""
    with Store.open(tmp_path / "planner.db") as opened:
        opened.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        ids = {unit.name: unit.unit_id for unit in opened.units()}
        opened.write("别名", lambda session: units.add_alias(session, ids[TEACHING], "基础教育股"))
        opened.write("别名", lambda session: units.add_alias(session, ids[FINANCE], "财务", 1))
        opened.write(
            "人", lambda session: units.set_persons(session, ids[SAFETY], leader="李某", contact="王某", phone="010-1")
        )
        opened.write("群组", lambda session: units.set_kind(session, ids[ALL_UNITS], UnitKind.GROUP))
        members = [TEACHING, SAFETY]
        opened.write("成员", lambda session: groups.set_members(session, ids[ALL_UNITS], members, 1))
        node = opened.snapshot(1).items[0].node_id
        for unit_id in (None, ids[FINANCE]):
            entry = ProgressEntry(0, date(2031, 3, 1), Status.GOING, 40, "招标", "缺钱", "再议", "王某", unit_id, "3月")
            opened.write("进展", lambda session, entry=entry: progress.add_entry(session, node, entry))
        yield opened


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "other.db") as opened:
        yield opened


def packed(store: Store, plan_id: int = 1) -> bytes:
    plan = store.snapshot(plan_id)
    return store.read(lambda connection: pack(connection, plan))


def saved(data: bytes, tmp_path: Path) -> Path:
    path = tmp_path / NAME
    path.write_bytes(data)
    return path


def arrive(store: Store, path: Path, earlier_id: int | None = None) -> int:
    package = read_package(path)
    return store.write("取出", lambda session: unpack(session, package, path.name, earlier_id)).plan_ids[0]


def bare(plan: PlanSnapshot) -> PlanSnapshot:
    """Return a plan with running numbers in place of its ids."""
    nodes = {node.node_id: place for place, node in enumerate(plan.nodes, 1)}
    used = {found.unit.unit_id for node in plan.nodes for found in node.assignments}
    used |= {unit.unit_id for _, members in plan.groups for unit in members}
    unit_ids = {unit.unit_id: place for place, unit in enumerate(sorted(plan.register, key=lambda one: one.order), 1)}

    def unit(one):
        return replace(one, unit_id=unit_ids[one.unit_id], order=0)

    def number(node_id):
        return None if node_id is None else nodes[node_id]

    return replace(
        plan,
        plan_id=0,
        nodes=tuple(
            replace(
                node,
                node_id=nodes[node.node_id],
                parent_id=number(node.parent_id),
                assignments=tuple(
                    replace(one, unit=unit(one.unit), inherited_from=number(one.inherited_from))
                    for one in node.assignments
                ),
                entries=tuple(
                    replace(one, entry_id=0, unit_id=unit_ids[one.unit_id] if one.unit_id else None)
                    for one in node.entries
                ),
            )
            for node in plan.nodes
        ),
        tables=tuple(replace(table, rows=tuple(map(number, table.rows))) for table in plan.tables),
        spans=tuple(span._replace(node=number(span.node)) for span in plan.spans),
        faults=tuple(replace(fault, node=number(fault.node)) for fault in plan.faults),
        groups=tuple((unit_ids[group], tuple(map(unit, members))) for group, members in plan.groups),
        register=tuple(unit(one) for one in plan.register),
    )


def test_a_plan_comes_out_as_it_went_in_and_packs_to_the_same_bytes(store: Store, other: Store, tmp_path: Path) -> None:
    data = packed(store)
    assert packed(store) == data
    plan_id = arrive(other, saved(data, tmp_path))
    assert bare(other.snapshot(plan_id)) == bare(store.snapshot(1))
    assert packed(other, plan_id) == data
    assert_sound(other)
    assert [(one.name, one.aliases, one.contact) for one in other.units()] == [
        (one.name, one.aliases, one.contact) for one in store.units()
    ]


def test_taking_a_plan_out_is_one_step_that_is_taken_back(store: Store, other: Store, tmp_path: Path) -> None:
    before = dump(other)
    arrive(other, saved(packed(store), tmp_path))
    other.undo()
    assert dump(other) == before


def test_units_are_found_by_every_name_and_what_is_there_stays_as_it_is(
    store: Store, other: Store, tmp_path: Path
) -> None:
    other.write("单位", lambda session: units.add_unit(session, "基础教育股"))
    other.write("单位", lambda session: units.add_unit(session, SAFETY))
    path = saved(packed(store), tmp_path)
    found = other.read(lambda connection: looked_at(connection, read_package(path), NAME))
    assert (TEACHING, "基础教育股") in found.matched
    assert (SAFETY, SAFETY) in found.matched
    assert FINANCE in found.added
    assert not found.likely
    arrive(other, path)
    names = [one.name for one in other.units()]
    assert TEACHING not in names
    assert names[:2] == ["基础教育股", SAFETY]
    assert next(one for one in other.units() if one.name == SAFETY).contact == ""
    leads = {found.unit.name for node in other.snapshot(1).nodes for found in node.leads}
    assert "基础教育股" in leads


def test_a_plan_that_is_there_can_become_a_version(store: Store, tmp_path: Path) -> None:
    path = saved(packed(store), tmp_path)
    assert store.plans_of_source(source_of(read_package(path), NAME))[0][0] == 1
    plan_id = arrive(store, path, 1)
    assert next(plan.earlier_id for plan in store.plans() if plan.plan_id == plan_id) == 1
    assert_sound(store)


def test_every_changed_byte_is_noticed(store: Store, tmp_path: Path) -> None:
    data = packed(store)
    for at in (*range(0, len(data), max(1, len(data) // 60)), len(data) - 1):
        path = saved(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], tmp_path)
        with pytest.raises(InputError):
            read_package(path)
    with pytest.raises(InputError):
        read_package(saved(data[:-10], tmp_path))


def changed(data: bytes, change: Any) -> bytes:
    """Return a package whose rows were changed by somebody who can count checksums."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        rows = json.loads(package.read(ROWS))
        source = package.read("source.txt").decode()
    change(rows)
    return package_bytes("题", rows, {}, source)


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows["nodes"][1].update(parent_id=99),
        lambda rows: rows["nodes"][0].update(kind="chapter"),
        lambda rows: rows["nodes"][0].update(position=7),
        lambda rows: rows["nodes"][0].update(parent_id=1),
        lambda rows: rows["plans"][0].update(years="[1,"),
        lambda rows: rows["plans"][0].update(issued_on="明天"),
        lambda rows: rows["spans"][0].update(end_at=10**9),
        lambda rows: rows["units"].clear(),
        lambda rows: rows["units"][0].update(name=""),
        lambda rows: rows["units"][0].update(kind="x"),
        lambda rows: rows["sources"].clear(),
        lambda rows: rows["progress_entries"][0].update(status="逾期"),
        lambda rows: rows["progress_entries"][0].update(percent=900),
        lambda rows: rows["nodes"][0].update(title={"a": 1}),
        lambda rows: rows.pop("plans"),
        lambda rows: rows.update(schema="五"),
        lambda rows: rows.update(groups=[{"group": 1, "own": True, "members": [99]}]),
    ],
)
def test_a_forged_package_is_refused_as_a_whole(store: Store, other: Store, tmp_path: Path, change: Any) -> None:
    before = dump(other)
    path = saved(changed(packed(store), change), tmp_path)
    with pytest.raises(InputError):
        arrive(other, path)
    assert dump(other) == before
    assert_sound(other)


def test_columns_of_another_program_are_passed_over_and_missing_ones_have_their_default(
    store: Store, other: Store, tmp_path: Path
) -> None:
    def change(rows: Any) -> None:
        for node in rows["nodes"]:
            node["colour"] = "red"
        for target in rows["targets"]:
            target.pop("is_struck", None)
        rows["schema"] = 4

    plan_id = arrive(other, saved(changed(packed(store), change), tmp_path))
    assert bare(other.snapshot(plan_id)) == bare(store.snapshot(1))


def test_a_newer_package_is_refused_politely(store: Store, other: Store, tmp_path: Path) -> None:
    path = saved(changed(packed(store), lambda rows: rows.update(schema=999)), tmp_path)
    with pytest.raises(InputError, match="更高版本"):
        arrive(other, path)


def test_a_package_is_known_by_its_content(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "改了名.docx"
    path.write_bytes(packed(store))
    assert is_package(path)
    strange = tmp_path / "别的.zip"
    with zipfile.ZipFile(strange, "w") as package:
        package.writestr("../../逃逸.txt", "x")
    assert not is_package(strange)
    with pytest.raises(InputError, match="不是计划数据包"):
        read_package(strange)


def test_a_package_that_swells_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package, package.open(MANIFEST, "w") as stream:
        for _ in range(230):
            stream.write(b" " * 1024 * 1024)
    with pytest.raises(InputError) as caught:
        read_package(path)
    assert caught.value.code == "BOMB"


def test_every_table_of_the_store_is_carried_or_stays_by_decision(store: Store) -> None:
    names = {
        row[0]
        for row in store._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not row[0].startswith("sqlite_")
    }
    assert names == {"plans", "units", "group_members", *OF_PLAN, *OF_NODES, *STAYING}


def test_an_added_unit_that_may_be_one_of_the_register_is_told(store: Store, other: Store, tmp_path: Path) -> None:
    other.write("单位", lambda session: units.add_unit(session, f"市{FINANCE}"))
    path = saved(packed(store), tmp_path)
    found = other.read(lambda connection: looked_at(connection, read_package(path), NAME))
    assert [one[:2] for one in found.likely] == [(FINANCE, f"市{FINANCE}")]

"""The plans that a command names: stored ones by number or title, files read straight away and never stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planner.cli.stores import find_plan, open_store
from planner.core.draft import DraftPlan
from planner.core.errors import InputError
from planner.core.places import is_there
from planner.core.snapshot import Assignment, PlanNode, PlanSnapshot, UnitRef, snapshot_of_draft
from planner.importing import parse, read_file
from planner.services import Store
from planner.services.records import UnitRecord
from planner.services.unit_search import UnitSearch

ALL = "all"


@dataclass(frozen=True, slots=True)
class NamedPlans:
    """The plans in the order of their names, and the register; `earlier` is the version before the first, if asked."""

    plans: tuple[PlanSnapshot, ...]
    register: tuple[UnitRecord, ...] = ()
    earlier: PlanSnapshot | None = None


def named_plans(names: Sequence[str], path: Path | None, *, with_earlier: bool = False) -> NamedPlans:
    """Return what `names` name; no store is opened where every plan is a file.

    A name `ALL` after the first stands for all other plans of the store, older versions left out.
    Beside a stored plan the units of a file are called as the register calls them.
    """
    if all(_is_file(name) for name in names):
        return NamedPlans(tuple(snapshot_of_draft(_read(Path(name))) for name in names))
    store = open_store(path, to_read=True)
    try:
        names = _expanded(store, names)
        ids = [None if _is_file(name) else find_plan(store, name) for name in names]
        register = store.units()
        plans = tuple(
            _as_registered(snapshot_of_draft(_read(Path(name))), register)
            if plan_id is None
            else store.snapshot(plan_id)
            for name, plan_id in zip(names, ids, strict=True)
        )
        return NamedPlans(plans, register, _earlier(store, ids[0]) if with_earlier else None)
    finally:
        store.close()


def _expanded(store: Store, names: Sequence[str]) -> list[str]:
    """Return the names with `ALL` replaced by what it stands for."""
    first, *others = names
    if ALL not in others:
        return [first, *others]
    own = None if _is_file(first) else find_plan(store, first)
    listed = store.plans()
    replaced = {plan.earlier_id for plan in listed}
    rest = [str(plan.plan_id) for plan in listed if plan.plan_id != own and plan.plan_id not in replaced]
    return [first, *(name for name in others if name != ALL), *rest]


def _earlier(store: Store, plan_id: int | None) -> PlanSnapshot | None:
    found = next((plan.earlier_id for plan in store.plans() if plan.plan_id == plan_id), None)
    return store.snapshot(found) if found is not None else None


def _as_registered(plan: PlanSnapshot, register: Sequence[UnitRecord]) -> PlanSnapshot:
    """Return a plan whose units have the names that the register has for them; how they are written stays."""
    search, known = UnitSearch(register), dict[str, UnitRef]()

    def unit(one: UnitRef) -> UnitRef:
        if one.name not in known:
            found = search.named(one.name)
            known[one.name] = replace(one, name=found.name, full_name=found.full_name) if found else one
        return known[one.name]

    def node(one: PlanNode) -> PlanNode:
        units: tuple[Assignment, ...] = tuple(replace(found, unit=unit(found.unit)) for found in one.assignments)
        return replace(one, assignments=units)

    return replace(plan, nodes=tuple(node(one) for one in plan.nodes))


def _is_file(name: str) -> bool:
    path = Path(name)
    return not name.isdecimal() and (is_there(path) or bool(path.suffix))


def _read(path: Path) -> DraftPlan:
    try:
        return parse(read_file(path))
    except InputError as error:
        error.file = path
        raise

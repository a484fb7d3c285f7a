"""The register of units: names and aliases are unique as they are compared."""

import pytest

from planner.core.errors import StepError
from planner.services import Store, plans, units
from tests.builders import FINANCE, GENERAL, sample_draft


def listed(store: Store) -> dict[str, tuple[str, ...]]:
    return {unit.name: unit.aliases for unit in store.units()}


def refused(store: Store, step: object) -> str:
    before = store.units()
    with pytest.raises(StepError) as caught:
        store.write("不行", step)  # type: ignore[arg-type]
    assert store.units() == before
    return caught.value.code


def test_a_unit_is_added_once(store: Store) -> None:
    change = store.write("添加单位", lambda s: units.add_unit(s, " 电教站 "))
    assert change.sequence > 0
    assert listed(store) == {"电教站": ()}
    for name in ("电教站", "电 教 站", "电教站\u200b", "\ufeff电教站"):
        assert refused(store, lambda s, name=name: units.add_unit(s, name)) == "NAME_TAKEN"
    assert refused(store, lambda s: units.add_unit(s, " ")) == "BLANK"


def test_a_unit_is_renamed_in_every_plan_and_stays_as_written(world: Store) -> None:
    unit = next(unit for unit in world.units() if unit.name == FINANCE)
    change = world.write("改名", lambda s: units.rename_unit(s, unit.unit_id, "财务股"))
    assert change.plan_ids == (1,)
    found = world.snapshot(1).by_id[2].partners[0]
    assert (found.unit.name, found.as_written) == ("财务股", FINANCE)
    world.write("改写法", lambda s: units.rename_unit(s, unit.unit_id, " 财务股 "))
    assert refused(world, lambda s: units.rename_unit(s, unit.unit_id, GENERAL)) == "NAME_TAKEN"


def test_an_alias_finds_its_unit_at_the_next_import(world: Store) -> None:
    unit = next(unit for unit in world.units() if unit.name == GENERAL)
    world.write("改名", lambda s: units.rename_unit(s, unit.unit_id, "办公室"))
    world.write("别名", lambda s: units.add_alias(s, unit.unit_id, GENERAL))
    assert listed(world)["办公室"] == (GENERAL,)
    for taken in ("办公室", GENERAL, FINANCE):
        assert refused(world, lambda s, taken=taken: units.add_alias(s, unit.unit_id, taken)) == "NAME_TAKEN"
    count = len(world.units())
    world.write("再导入", lambda s: plans.add_plan(s, sample_draft()))
    assert len(world.units()) == count
    assert world.snapshot(2).by_id[20].leads[1].unit.name == "办公室"
    assert world.snapshot(2).by_id[20].leads[1].as_written == GENERAL

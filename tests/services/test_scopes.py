"""The next version of a plan reads its units by the aliases, and its groups by the members, of the version before."""

from planner.services import Store, groups, reviews, units
from planner.services.records import UnitRecord
from tests.builders import FINANCE, GENERAL, sample_draft
from tests.services.looking import dump


def unit(store: Store, name: str) -> UnitRecord:
    return next(found for found in store.units() if found.name == name)


def test_what_was_fixed_for_a_plan_holds_in_its_next_version_and_in_no_other(world: Store) -> None:
    finance, general = unit(world, FINANCE).unit_id, unit(world, GENERAL).unit_id
    world.write("别名", lambda s: units.add_alias(s, general, FINANCE, 1))
    world.write("添加", lambda s: units.add_unit(s, "各学校"))
    group_id = unit(world, "各学校").unit_id
    world.write("成员", lambda s: groups.set_members(s, group_id, ["一中", "二中"], 1))
    before = dump(world)
    (later,) = world.write("新版本", lambda s: reviews.agree(s, sample_draft(), None, 1)).plan_ids
    (other,) = world.write("另一份", lambda s: reviews.agree(s, sample_draft(), None)).plan_ids
    named = {found.unit.unit_id for node in world.snapshot(later).nodes for found in node.assignments}
    assert general in named
    assert finance not in named
    assert [member.name for member in world.snapshot(later).members[group_id]] == ["一中", "二中"]
    assert unit(world, GENERAL).plan_aliases == ((1, FINANCE), (later, FINANCE))
    assert finance in {found.unit.unit_id for node in world.snapshot(other).nodes for found in node.assignments}
    assert group_id not in world.snapshot(other).members
    world.undo()
    world.undo()
    assert dump(world) == before

"""Views are kept, renamed and given up, each as one step that can be undone."""

import pytest

from planner.core.errors import StepError
from planner.core.filtering import ItemFilter
from planner.core.views import View
from planner.services import Store
from planner.services.merging import merge_units
from planner.services.units import rename_unit
from planner.services.views import delete_view, rename_view, save_view, views
from tests.builders import FINANCE, SAFETY


def save(store: Store, name: str, chosen: ItemFilter) -> None:
    store.write("保存视图", lambda session: save_view(session, View(0, name, chosen)))


def test_a_view_is_kept_and_replaced_under_its_name(store: Store) -> None:
    save(store, "财审股", ItemFilter(units=("财审股",)))
    save(store, "校舍", ItemFilter(text="校舍"))
    save(store, " 财审股 ", ItemFilter(units=("财审股",), text="经费"))
    found = store.read(views)
    assert [(view.name, view.chosen.text) for view in found] == [("财审股", "经费"), ("校舍", "校舍")]
    store.undo()
    assert store.read(views)[0].chosen == ItemFilter(units=("财审股",))


def test_a_view_is_renamed_and_deleted_and_comes_back(store: Store) -> None:
    save(store, "甲", ItemFilter(text="甲"))
    (view,) = store.read(views)
    store.write("改名", lambda session: rename_view(session, view.view_id, "乙"))
    assert [one.name for one in store.read(views)] == ["乙"]
    store.write("删除", lambda session: delete_view(session, view.view_id))
    assert store.read(views) == ()
    store.undo()
    store.undo()
    assert store.read(views) == (view,)


@pytest.mark.parametrize("name", ["", "  ", "长" * 31, "逾期"])
def test_a_name_that_cannot_be_is_refused(store: Store, name: str) -> None:
    with pytest.raises(StepError):
        save(store, name, ItemFilter(text="甲"))


def test_two_views_have_not_one_name(store: Store) -> None:
    save(store, "甲", ItemFilter(text="甲"))
    save(store, "乙", ItemFilter(text="乙"))
    first = store.read(views)[0]
    with pytest.raises(StepError, match="已经有"):
        store.write("改名", lambda session: rename_view(session, first.view_id, "乙"))
    with pytest.raises(StepError, match="不在"):
        store.write("删除", lambda session: delete_view(session, 99))


def test_a_view_follows_its_unit_to_another_name_and_into_another_unit(world: Store) -> None:
    ids = {unit.name: unit.unit_id for unit in world.units()}
    save(world, "两个", ItemFilter(units=(FINANCE, SAFETY), text="经费"))
    world.write("改名", lambda session: rename_unit(session, ids[FINANCE], "财务审计股"))
    assert world.read(views)[0].chosen == ItemFilter(units=("财务审计股", SAFETY), text="经费")
    world.write("合并", lambda session: merge_units(session, ids[SAFETY], ids[FINANCE]))
    assert world.read(views)[0].chosen == ItemFilter(units=(SAFETY,), text="经费")
    world.undo()
    world.undo()
    assert world.read(views)[0].chosen.units == (FINANCE, SAFETY)

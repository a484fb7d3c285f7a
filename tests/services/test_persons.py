"""Persons of an item by their role words, in order, beside those of other roles."""

import pytest

from planner.core.errors import StepError
from planner.services import Store, persons
from tests.services.looking import dump

LED, ANSWERS = "分管领导", "责任人"


def set_persons(store: Store, role: str, *names: str) -> None:
    store.write("人员", lambda s: persons.set_persons(s, 9, role, names))


def listed(store: Store) -> list[tuple[str, str]]:
    return [(person.role, person.name) for person in store.snapshot(1).by_id[9].persons]


def test_persons_are_set_in_order_each_once_and_blank_ones_are_none(world: Store) -> None:
    set_persons(world, ANSWERS, " 王某 ", "李某", "", "王某")
    assert listed(world) == [(LED, "林向禾"), (ANSWERS, "王某"), (ANSWERS, "李某")]


def test_a_role_keeps_its_place_and_the_others_stay(world: Store) -> None:
    set_persons(world, ANSWERS, "王某")
    set_persons(world, LED, "赵某", "林向禾")
    assert listed(world) == [(LED, "赵某"), (LED, "林向禾"), (ANSWERS, "王某")]
    set_persons(world, LED)
    assert listed(world) == [(ANSWERS, "王某")]


def test_the_same_persons_are_no_step_and_others_are_undone(world: Store) -> None:
    before = dump(world)
    assert world.write("人员", lambda s: persons.set_persons(s, 9, LED, ["林向禾"])).sequence == 0
    set_persons(world, LED, "赵某")
    world.undo()
    assert dump(world) == before


def test_a_role_has_a_word(world: Store) -> None:
    with pytest.raises(StepError) as caught:
        set_persons(world, "  ", "王某")
    assert caught.value.code == "BLANK"

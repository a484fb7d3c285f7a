"""Days follow the office's terms and the plan's year where the words gave them, and nothing set by hand moves."""

from dataclasses import replace
from datetime import date

import pytest

from planner.core.customs import Customs
from planner.core.deadlines import TERMS, Terms
from planner.core.errors import StepError
from planner.core.redating import redated
from planner.core.standing import due_day
from planner.services import Store, items, plans, redating
from tests.builders import sample_draft
from tests.services.looking import dump

OTHER = Terms(spring=((2, 20), (7, 5)), autumn=((9, 1), (1, 15)))


def due(store: Store, node_id: int = 2) -> date | None:
    return due_day(store.snapshot(1).by_id[node_id])


def use(store: Store, terms: Terms) -> None:
    store.change_settings(replace(store.settings, customs=Customs(terms=terms)))


def test_a_deadline_in_term_words_follows_the_terms_in_one_step(world: Store) -> None:
    world.write("时限", lambda s: items.set_deadline(s, 2, "春季学期末"))
    world.write("时限", lambda s: items.set_deadline(s, 7, "春季学期末"))
    world.write("截止日", lambda s: items.set_due_day(s, 7, date(2031, 6, 1)))
    use(world, OTHER)
    plan = world.snapshot(1)
    found = redated(plan, 2031, plan.customs.terms)
    assert [one.node_id for one in found] == [2], "the day that was set by hand stays"
    before = dump(world)
    world.write("重算", lambda s: redating.redate(s, 1, found, OTHER))
    assert (due(world), due(world, 7)) == (date(2031, 7, 5), date(2031, 6, 1))
    plan = world.snapshot(1)
    assert redated(plan, 2031, plan.customs.terms) == (), "nothing is left to be computed anew"
    world.undo()
    assert dump(world) == before


def test_new_words_are_read_by_the_terms_of_the_office(world: Store) -> None:
    use(world, OTHER)
    world.write("时限", lambda s: items.set_deadline(s, 2, "春季学期末"))
    assert due(world) == date(2031, 7, 5)


def test_a_plan_that_comes_in_is_dated_by_the_terms_of_the_office(store: Store) -> None:
    use(store, OTHER)
    store.write("导入", lambda s: plans.add_plan(s, sample_draft()))
    plan = store.snapshot(1)
    assert plan.dated_by == OTHER
    assert due(store) == date(2031, 6, 30)
    use(store, TERMS)
    plan = store.snapshot(1)
    assert redated(plan, 2031, plan.customs.terms) == ()


def test_another_year_of_the_plan_moves_the_days_that_its_words_gave(world: Store) -> None:
    plan = world.snapshot(1)
    found = redated(plan, 2032, plan.customs.terms)
    assert {one.node_id for one in found} >= {2}
    assert all("2031" not in one.before.text for one in found), "a year that is written stays"
    world.write("年度", lambda s: redating.set_year(s, 1, 2032, found, plan.customs.terms))
    assert due(world) == date(2032, 6, 30)
    assert world.snapshot(1).head.years == (2032,)
    with pytest.raises(StepError):
        world.write("年度", lambda s: redating.set_year(s, 1, 203))

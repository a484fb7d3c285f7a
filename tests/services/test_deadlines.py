"""The deadline of an item: words that stay as they are, and the last day, computed or set by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

from planner import models
from planner.core.deadlines import read_deadline
from planner.core.draft import Deadline
from planner.core.standing import due_day, standing
from planner.services import Store, Touched, items, plans
from tests.builders import sample_draft
from tests.services.looking import dump

JUNE, AUTUMN = date(2031, 6, 30), date(2031, 9, 15)


def deadlines(store: Store, node_id: int = 2) -> tuple[Deadline, ...]:
    return store.snapshot(1).by_id[node_id].deadlines


def due(store: Store, node_id: int = 2) -> date | None:
    return due_day(store.snapshot(1).by_id[node_id])


def set_day(store: Store, day: date | None, node_id: int = 2) -> None:
    store.write("截止日", lambda s: items.set_due_day(s, node_id, day))


def test_a_day_set_by_hand_leaves_the_words_and_can_be_taken_back(world: Store) -> None:
    before = dump(world)
    set_day(world, AUTUMN)
    assert deadlines(world) == (Deadline("6月底前", None, AUTUMN, "day"),)
    set_day(world, None)
    assert deadlines(world) == (Deadline("6月底前", None, JUNE, "day"),)
    assert dump(world) == before


def test_words_without_a_day_get_the_one_set_by_hand(world: Store) -> None:
    world.write("时限", lambda s: items.set_deadline(s, 2, "适时启动", AUTUMN))
    assert deadlines(world) == (Deadline("适时启动", None, AUTUMN, "day"),)
    set_day(world, None)
    assert deadlines(world) == (Deadline("适时启动"),)


def test_a_day_without_words_is_worded_by_itself_and_the_words_follow_it(world: Store) -> None:
    set_day(world, AUTUMN, 7)
    assert deadlines(world, 7) == (Deadline("2031年9月15日前", None, AUTUMN, "day"),)
    set_day(world, JUNE, 7)
    assert deadlines(world, 7) == (Deadline("2031年6月30日前", None, JUNE, "day"),)
    set_day(world, None, 7)
    assert due(world, 7) == JUNE, "the words say the day"


def test_a_lasting_duty_with_a_day_is_due_then(world: Store) -> None:
    world.write("时限", lambda s: items.set_deadline(s, 2, "全年"))
    assert due(world) is None
    set_day(world, AUTUMN)
    assert due(world) == AUTUMN
    set_day(world, None)
    assert standing(world.snapshot(1).by_id[2], AUTUMN).status == "长期坚持"


def test_no_deadline_of_an_item_lies_behind_its_last_day(world: Store) -> None:
    world.write("时限", _more_deadlines)
    assert due(world) == date(2031, 12, 31)
    set_day(world, AUTUMN)
    assert due(world) == AUTUMN
    assert [found.text for found in deadlines(world)] == ["6月底前", "3月底前完成招标", "10月底前竣工", "年底前验收"]
    assert [found.ends_on for found in deadlines(world)] == [JUNE, date(2031, 3, 31), AUTUMN, AUTUMN]


def test_a_beginning_behind_the_last_day_goes(world: Store) -> None:
    world.write("时限", lambda s: items.set_deadline(s, 2, "7月至9月"))
    (found,) = deadlines(world)
    assert (found.starts_on, found.ends_on) == (date(2031, 7, 1), date(2031, 9, 30))
    set_day(world, JUNE)
    assert deadlines(world) == (Deadline("7月至9月", None, JUNE, "range"),)


def test_a_plan_of_several_years_takes_the_day_by_hand(store: Store) -> None:
    draft = sample_draft()
    draft = replace(draft, head=replace(draft.head, years=(2031, 2032)))
    store.write("导入", lambda s: plans.add_plan(s, draft))
    store.write("时限", lambda s: items.set_deadline(s, 7, "9月底前"))
    assert due(store, 7) is None
    set_day(store, date(2032, 9, 30), 7)
    assert deadlines(store, 7) == (Deadline("9月底前", None, date(2032, 9, 30), "day"),)


def _more_deadlines(session: Any) -> Touched:
    for position, text in enumerate(("3月底前完成招标", "10月底前竣工", "年底前验收"), start=1):
        read = read_deadline(text, 2031)
        ends_on = read.ends_on.isoformat() if read.ends_on else None
        session.add(models.Deadline(node_id=2, position=position, text=text, ends_on=ends_on, kind=read.kind))
    return Touched((1,), 2)

"""Several nodes at once: one step, one undo, in the order of the plan, refused whole."""

from datetime import date
from typing import Any

import pytest

from planner.core.copied import as_text, copied, from_json, to_json, topmost
from planner.core.errors import StepError
from planner.core.progress import Status
from planner.core.vocabulary import NodeKind
from planner.services import Store, items, pasting, plans, progress, several
from planner.services.step import Touched
from tests.builders import big_draft
from tests.services.looking import assert_sound, dump

# The known world: sections 1, 8, 11; items 2 3 6 7 below 1, 9 10 below 8, 12 to 15 below 11; steps 4 5 below 3; table
# rows 16 17.


def below(store: Store, parent_id: int | None, plan_id: int = 1) -> list[int]:
    return [child.node_id for child in store.snapshot(plan_id).children.get(parent_id, ())]


def done(store: Store, step: Any) -> None:
    """Do a step and see that it is sound and undone by one undo."""
    before = dump(store)
    store.write("步骤", step)
    after = dump(store)
    assert_sound(store)
    assert store.undo()
    assert dump(store) == before
    assert store.redo()
    assert dump(store) == after


def refused(store: Store, step: Any) -> str:
    before = dump(store)
    with pytest.raises(StepError) as caught:
        store.write("不行", step)
    assert dump(store) == before
    assert caught.value.message
    assert caught.value.hint
    return caught.value.code


def test_several_are_moved_in_their_order(world):
    done(world, lambda s: several.shift(s, [6, 2], 1))
    assert below(world, 1) == [3, 2, 7, 6]
    done(world, lambda s: several.shift(s, [2, 7], -1))
    assert below(world, 1) == [2, 7, 3, 6]


def test_what_stands_at_the_end_goes_on_together_or_all_stay(world):
    done(world, lambda s: several.shift(s, [6, 7], 1))
    assert below(world, 8) == [6, 7, 9, 10]
    done(world, lambda s: several.shift(s, [6, 7], -1))
    assert below(world, 1) == [2, 3, 6, 7]
    assert refused(world, lambda s: several.shift(s, [2, 6], -1)) == "AT_END"
    assert refused(world, lambda s: several.shift(s, [1, 11], -1)) == "AT_END"


def test_levels_change_for_all_of_them(world):
    done(world, lambda s: several.indent(s, [6, 7]))
    assert below(world, 3) == [4, 5, 6, 7]
    assert world.snapshot(1).by_id[6].kind is NodeKind.STEP
    done(world, lambda s: several.outdent(s, [6, 7]))
    assert below(world, 1) == [2, 3, 6, 7]
    assert world.snapshot(1).by_id[7].kind is NodeKind.ITEM
    assert refused(world, lambda s: several.indent(s, [2, 3])) == "NO_PARENT"
    assert refused(world, lambda s: several.outdent(s, [2, 1])) == "AT_TOP"


def test_one_below_another_goes_along_once(world):
    assert topmost(world.snapshot(1), [4, 3, 5, 6]) == (3, 6)
    done(world, lambda s: several.move(s, [4, 3, 5, 6], 8, 9))
    assert below(world, 8) == [9, 3, 6, 10]
    assert below(world, 3) == [4, 5]


def test_nodes_are_put_beside_themselves_and_never_into_themselves(world):
    done(world, lambda s: several.move(s, [2, 6], 1, 3))
    assert below(world, 1) == [3, 2, 6, 7]
    done(world, lambda s: several.move(s, [2, 7], 1, 2))
    assert below(world, 1) == [3, 2, 7, 6]
    assert refused(world, lambda s: several.move(s, [1], 3, None)) == "MISPLACED"
    assert refused(world, lambda s: several.move(s, [8], 2, None)) == "MISPLACED"
    assert refused(world, lambda s: several.move(s, [2], 1, 9)) == "GONE"
    assert refused(world, lambda s: several.move(s, [2, 99], 1, None)) == "GONE"


def test_several_are_deleted_and_what_they_were_read_from_is_left_over(world):
    done(world, lambda s: several.delete(s, [3, 4, 9]))
    snapshot = world.snapshot(1)
    assert below(world, 1) == [2, 6, 7]
    assert below(world, 8) == [10]
    assert not {3, 4, 5, 9} & set(snapshot.by_id)
    assert any("每月公示" in snapshot.source.text[one.start : one.end] for one in snapshot.leftovers)


def test_neighbours_are_joined_into_the_first(world):
    snapshot = world.snapshot(1)
    words = [snapshot.by_id[one].title for one in (6, 7)]
    done(world, lambda s: several.join(s, [7, 2, 3, 6]))
    assert below(world, 1) == [2]
    assert all(title in world.snapshot(1).by_id[2].body for title in words)
    assert refused(world, lambda s: several.join(s, [12, 14])) == "NOT_TOGETHER"
    assert refused(world, lambda s: several.join(s, [9, 12])) == "NOT_TOGETHER"
    assert refused(world, lambda s: several.join(s, [9])) == "NOT_TOGETHER"


def test_a_copy_has_everything_but_the_number_and_the_reports(world):
    world.write("进展", lambda s: progress.set_status(s, 3, Status.DONE, date(2031, 3, 1)))
    nodes = from_json(to_json(copied(world.snapshot(1), [3])))
    assert nodes == copied(world.snapshot(1), [3])

    def paste(session: Any) -> Touched:
        pasting.paste(session, 1, 8, 9, nodes)
        return Touched((1,))

    done(world, paste)
    snapshot = world.snapshot(1)
    old, new = snapshot.by_id[3], snapshot.children[8][1]
    assert (new.number, new.entries) == ("", ())
    for name in ("title", "body", "fields", "persons", "deadlines", "targets", "open_ended", "kind"):
        assert getattr(new, name) == getattr(old, name)
    own = [part for part in old.assignments if part.inherited_from is None]
    assert [(part.unit, part.role) for part in new.assignments] == [(part.unit, part.role) for part in own]
    steps = snapshot.children[new.node_id]
    assert [step.title for step in steps] == [step.title for step in snapshot.children[3]]


def test_a_copy_fits_its_place_or_is_refused(world):
    section = copied(world.snapshot(1), [8])

    def paste(parent: int | None, after: int | None) -> Any:
        def step(session: Any) -> Touched:
            pasting.paste(session, 1, parent, after, section)
            return Touched((1,))

        return step

    assert refused(world, paste(2, None)) == "MISPLACED"
    done(world, paste(None, 8))
    assert len(below(world, below(world, None)[2])) == len(below(world, 8))


def test_what_is_cut_here_and_pasted_there_takes_its_reports_along(world):
    world.write("导入", lambda s: plans.add_plan(s, big_draft(2)))
    world.write("进展", lambda s: progress.set_status(s, 4, Status.DONE, date(2031, 3, 1)))
    nodes = copied(world.snapshot(1), [3])

    def paste(session: Any) -> Touched:
        made = pasting.paste(session, 2, None, None, nodes)
        pasting.carry_over(session, [3], 1, made)
        return Touched((2, 1))

    done(world, paste)
    assert 3 not in world.snapshot(1).by_id
    arrived = world.snapshot(2).nodes[0]
    assert world.snapshot(2).children[arrived.node_id][0].entries[0].status is Status.DONE


def test_what_changed_since_it_was_cut_is_not_carried_over(world):
    """The clerk undid a step between cutting and pasting: what is reported would land on other nodes."""
    world.write("导入", lambda s: plans.add_plan(s, big_draft(2)))
    nodes = copied(world.snapshot(1), [3])
    done(world, lambda s: items.add_node(s, 1, NodeKind.STEP, 3, None, "后来加的"))

    def paste(session: Any) -> Touched:
        pasting.carry_over(session, [3], 1, pasting.paste(session, 2, None, None, nodes))
        return Touched((2, 1))

    assert refused(world, paste) == "CUT_CHANGED"


def test_a_copy_as_text_shows_the_levels_and_who_does_it(world):
    text = as_text(copied(world.snapshot(1), [1]))
    lines = text.split("\n")
    assert lines[0].startswith("一、")
    assert any(line.startswith("　　") and "管好校园每一餐" in line for line in lines)
    assert "牵头单位：" in text
    assert "完成时限：" in text


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"format": "planner.nodes", "version": 2, "nodes": []}', '{"format": "x", "version": 1}'],
)
def test_what_is_no_copy_is_passed_over(text):
    assert from_json(text) == ()


def test_a_copy_with_a_level_left_out_is_none(world):
    text = to_json(copied(world.snapshot(1), [3])).replace('"depth": 1', '"depth": 3')
    assert from_json(text) == ()


def test_many_nodes_are_deleted_without_asking_for_each(store):
    store.write("导入", lambda s: plans.add_plan(s, big_draft(600)))
    plan_id = store.plans()[0].plan_id
    chosen = [node.node_id for node in store.snapshot(plan_id).nodes if node.kind is NodeKind.ITEM][:500]
    said: list[str] = []
    store._connection.set_trace_callback(said.append)
    store.write("删除", lambda s: several.delete(s, chosen))
    store._connection.set_trace_callback(None)
    asked = [words for words in said if words.startswith("SELECT") and "FROM nodes" in words]
    assert len(asked) < 10
    assert not set(chosen) & set(store.snapshot(plan_id).by_id)

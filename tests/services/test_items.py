"""The gestures on the tree: where a node comes to stand, what kind it is, and what becomes of its source."""

import random
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

import pytest

from planner import models
from planner.core.errors import StepError
from planner.core.snapshot import PlanNode
from planner.core.vocabulary import NodeKind, Part
from planner.services import Store, items, persons
from tests.builders import GENERAL, RESEARCH, SAFETY, SCHOOLS, TEACHING
from tests.services.looking import assert_sound, dump, outline, words

SECTION, ITEM, STEP = NodeKind.SECTION, NodeKind.ITEM, NodeKind.STEP

# The known world: sections 1, 8, 11; items 2 3 6 7 below 1, 9 10 below 8, 12 to 15 below 11; steps 4 5 below 3; table
# rows 16 17.


def node(store: Store, node_id: int) -> PlanNode:
    return store.snapshot(1).by_id[node_id]


def below(store: Store, parent_id: int | None) -> list[int]:
    return [child.node_id for child in store.snapshot(1).children.get(parent_id, ())]


def refused(store: Store, step: Any) -> str:
    before = dump(store)
    with pytest.raises(StepError) as caught:
        store.write("不行", step)
    assert dump(store) == before
    assert caught.value.message
    assert caught.value.hint
    return caught.value.code


def test_words_are_changed_and_their_place_in_the_source_stays(world: Store) -> None:
    spans = world.snapshot(1).spans
    world.write("改", lambda s: items.set_title(s, 2, "  新的\n标题 "))
    world.write("改", lambda s: items.set_body(s, 2, "第一段。\r\n第二段。\n"))
    assert (node(world, 2).title, node(world, 2).body) == ("新的 标题", "第一段。\n第二段。")
    assert world.snapshot(1).spans == spans
    assert refused(world, lambda s: items.set_title(s, 2, " \n ")) == "BLANK"


@pytest.mark.parametrize("bad", ["零\x00", "铃\x07", "半\ud800", "删\x7f", "页\x0c"])
def test_control_characters_are_refused_in_words(world: Store, bad: str) -> None:
    for step in (items.set_title, items.set_body, items.set_number, items.set_deadline):
        assert refused(world, lambda s, step=step: step(s, 2, bad)) == "BAD_CHARS"


def test_a_number_that_is_set_settles_its_proposal_and_the_fault(world: Store) -> None:
    assert node(world, 10).number_proposed == "6."
    world.write("改号", lambda s: items.set_number(s, 10, "6."))
    assert (node(world, 10).number, node(world, 10).number_proposed) == ("6.", None)
    assert [fault.code for fault in world.snapshot(1).faults] == ["NO_UNIT"]


def test_a_field_and_a_deadline_are_reworded(world: Store) -> None:
    world.write("改", lambda s: items.set_field(s, 9, 1, "不少于50人。"))
    assert [found.text for found in node(world, 9).fields][1] == "不少于50人。"
    assert refused(world, lambda s: items.set_field(s, 9, 2, "没有")) == "GONE"
    kept = node(world, 2).deadlines
    world.write("改", lambda s: items.set_deadline(s, 2, "6月底前"))
    assert node(world, 2).deadlines == kept
    world.write("改", lambda s: items.set_deadline(s, 2, "年底前"))
    assert [(found.text, found.ends_on) for found in node(world, 2).deadlines] == [("年底前", date(2031, 12, 31))]
    world.write("改", lambda s: items.set_deadline(s, 2, ""))
    assert node(world, 2).deadlines == ()


def test_a_node_is_added_first_or_behind_a_sibling_and_counted(world: Store) -> None:
    first = world.write("加", lambda s: items.add_node(s, 1, ITEM, 1, None, "最前")).node_id
    third = world.write("加", lambda s: items.add_node(s, 1, ITEM, 1, 2, "其后", "正文")).node_id
    assert below(world, 1) == [first, 2, third, 3, 6, 7]
    now = world.snapshot(1)
    assert [now.ordinals[found.node_id] for found in now.children[1]] == [1, 2, 3, 4, 5, 6]
    last = world.write("加", lambda s: items.add_node(s, 1, SECTION, None, 11, "四、附则")).node_id
    assert below(world, None) == [1, 8, 11, last, 16, 17]
    assert_sound(world)


@pytest.mark.parametrize(
    ("kind", "parent", "after", "code"),
    [
        (STEP, 1, None, "MISPLACED"),
        (STEP, None, None, "MISPLACED"),
        (ITEM, 2, None, "MISPLACED"),
        (SECTION, 2, None, "MISPLACED"),
        (ITEM, 99, None, "GONE"),
        (ITEM, 1, 9, "GONE"),
    ],
)
def test_a_node_is_not_added_where_it_cannot_stand(
    world: Store, kind: NodeKind, parent: int | None, after: int | None, code: str
) -> None:
    assert refused(world, lambda s: items.add_node(s, 1, kind, parent, after, "放错了")) == code


def test_moving_goes_as_far_as_there_is_room(world: Store) -> None:
    world.write("下移", lambda s: items.move_node(s, 2, 1))
    assert below(world, 1) == [3, 2, 6, 7]
    world.write("下移", lambda s: items.move_node(s, 2, 9))
    assert below(world, 1) == [3, 6, 7, 2]
    assert refused(world, lambda s: items.move_node(s, 2, 1)) == "AT_END"
    assert refused(world, lambda s: items.move_node(s, 3, -1)) == "AT_END"


def test_a_node_goes_to_any_place_with_what_is_below_it(world: Store) -> None:
    steps, others = below(world, 3), below(world, 8)
    world.write("移", lambda s: items.move_to(s, 3, 8, None))
    assert (below(world, 1), below(world, 8), below(world, 3)) == ([2, 6, 7], [3, *others], steps)
    world.write("移", lambda s: items.move_to(s, 3, 8, others[0]))
    assert below(world, 8) == [others[0], 3, *others[1:]]
    world.write("移", lambda s: items.move_to(s, steps[0], 1, 2))
    assert below(world, 1) == [2, steps[0], 6, 7]
    assert node(world, steps[0]).kind is ITEM
    assert_sound(world)


@pytest.mark.parametrize(
    ("moved", "parent", "after", "code"),
    [(3, 3, None, "MISPLACED"), (1, 2, None, "MISPLACED"), (3, 8, 2, "GONE"), (3, 99, None, "GONE")],
)
def test_a_node_does_not_go_where_it_cannot_stand(
    world: Store, moved: int, parent: int, after: int | None, code: str
) -> None:
    assert refused(world, lambda s: items.move_to(s, moved, parent, after)) == code
    assert refused(world, lambda s: items.move_to(s, 3, below(world, 3)[0], None)) == "MISPLACED"


def test_an_item_indented_becomes_a_step_and_outdented_an_item_again(world: Store) -> None:
    world.write("降级", lambda s: items.indent(s, 6))
    assert below(world, 3) == [4, 5, 6]
    assert (node(world, 6).kind, node(world, 6).level) == (STEP, 3)
    world.write("升级", lambda s: items.outdent(s, 6))
    assert below(world, 1) == [2, 3, 6, 7]
    assert (node(world, 6).kind, node(world, 6).level) == (ITEM, 2)
    assert refused(world, lambda s: items.indent(s, 2)) == "NO_PARENT"
    assert refused(world, lambda s: items.outdent(s, 8)) == "AT_TOP"
    assert refused(world, lambda s: items.indent(s, 1)) == "NO_PARENT"


def test_what_hangs_below_goes_along_with_the_kind_that_fits(world: Store) -> None:
    world.write("降级", lambda s: items.indent(s, 3))
    assert outline(world.snapshot(1))[1:5] == [(2, "item", 2), (3, "step", 3), (4, "step", 4), (4, "step", 5)]
    world.write("升级", lambda s: items.outdent(s, 4))
    assert outline(world.snapshot(1))[2:5] == [(3, "step", 3), (4, "step", 5), (3, "step", 4)]
    world.write("降级", lambda s: items.indent(s, 8))
    assert below(world, 1) == [2, 6, 7, 8]
    assert node(world, 8).kind is SECTION
    assert node(world, 9).level == 3
    world.write("移到前面", lambda s: items.add_node(s, 1, ITEM, None, None, "最前的任务"))
    assert refused(world, lambda s: items.indent(s, 1)) == "MISPLACED"
    assert_sound(world)


def test_deleting_takes_what_is_below_and_lists_its_source_as_left_over(world: Store) -> None:
    before = world.snapshot(1)
    whole = before.source.text
    change = world.write("删除", lambda s: items.delete_node(s, 3))
    assert change.node_id == 6
    after = world.snapshot(1)
    assert below(world, 1) == [2, 6, 7]
    assert {3, 4, 5}.isdisjoint(after.by_id)
    gone = [left for left in after.leftovers if left.reason == "已删除的任务"]
    assert len(gone) == 1
    assert whole[gone[0].start :].startswith("2.管好校园每一餐。")
    assert whole[: gone[0].end].endswith(f"{SAFETY}、{GENERAL}）")
    assert_sound(world)
    world.undo()
    assert world.snapshot(1) == before


def test_deleting_a_section_frees_who_took_its_units_over(world: Store) -> None:
    world.write("升级", lambda s: items.outdent(s, 13))
    change = world.write("删除", lambda s: items.delete_node(s, 11))
    assert change.node_id == 13
    assert [found.inherited_from for found in node(world, 13).assignments] == [None]
    assert world.snapshot(1).faults[0].node == 7
    assert_sound(world)


def test_splitting_cuts_text_and_source_and_keeps_the_units(world: Store) -> None:
    body = node(world, 2).body
    at = body.index("改造")
    change = world.write("拆分", lambda s: items.split_node(s, 2, at))
    assert change.node_id is not None
    new = node(world, change.node_id)
    assert below(world, 1) == [2, new.node_id, 3, 6, 7]
    assert (node(world, 2).body, new.title, new.body) == (body[:at], body[at:-1], "")
    assert [found.unit.name for found in new.assignments] == [found.unit.name for found in node(world, 2).assignments]
    plan = world.snapshot(1)
    assert words(plan, new.node_id, Part.TITLE) == new.title
    assert words(plan, new.node_id, Part.MARKER) == "。"
    assert words(plan, 2, Part.BODY) == body[:at]
    assert_sound(world)
    assert refused(world, lambda s: items.split_node(s, 2, len(node(world, 2).body))) == "NOTHING_TO_SPLIT"
    assert refused(world, lambda s: items.split_node(s, 2, -1)) == "NOTHING_TO_SPLIT"


def test_splitting_a_text_that_was_reworded_leaves_the_source_with_the_first(world: Store) -> None:
    world.write("改", lambda s: items.set_body(s, 2, "完全另写。分成两句。三句。"))
    change = world.write("拆分", lambda s: items.split_node(s, 2, 5))
    assert change.node_id is not None
    assert (node(world, change.node_id).title, node(world, change.node_id).body) == ("分成两句", "三句。")
    assert not [span for span in world.snapshot(1).spans if span.node == change.node_id]
    assert_sound(world)


def test_joining_takes_over_text_units_parts_and_steps(world: Store) -> None:
    text = f"{node(world, 6).title}。{node(world, 6).body}"
    world.write("合并", lambda s: items.join_next(s, 3))
    joined = node(world, 3)
    assert joined.body == f"重点抓好以下工作：\n{text}"
    assert [found.unit.name for found in joined.assignments] == [SAFETY, GENERAL, RESEARCH, SCHOOLS]
    assert below(world, 1) == [2, 3, 7]
    assert words(world.snapshot(1), 3, Part.BODY) == "重点抓好以下工作：" + text.replace("。", "", 1)
    assert_sound(world)
    world.write("合并", lambda s: items.join_next(s, 2))
    assert below(world, 2) == [4, 5]
    assert node(world, 2).assignments[0].unit.name == TEACHING
    assert refused(world, lambda s: items.join_next(s, 7)) == "NOTHING_TO_JOIN"
    assert refused(world, lambda s: items.join_next(s, 11)) == "MISPLACED"
    assert_sound(world)


def test_a_fault_goes_with_the_item_it_was_joined_to(world: Store) -> None:
    world.write("合并", lambda s: items.join_next(s, 6))
    fault = world.snapshot(1).faults[0]
    assert (fault.code, fault.node) == ("NO_UNIT", 6)


def test_a_leftover_becomes_an_item_with_its_source(world: Store) -> None:
    leftover = world.snapshot(1).leftovers[1]
    change = world.write("归入", lambda s: items.place_leftover(s, 1, leftover.start, 11, 12))
    assert change.node_id is not None
    placed = node(world, change.node_id)
    assert (placed.title, placed.body, placed.kind) == ("联系电话待补", "另行通知。", ITEM)
    plan = world.snapshot(1)
    assert [words(plan, placed.node_id, part) for part in (Part.TITLE, Part.MARKER, Part.BODY)] == [
        "联系电话待补",
        "。",
        "另行通知。",
    ]
    assert [plan.source.text[left.start : left.end] for left in plan.leftovers] == ["（此处接第3页）"]
    assert refused(world, lambda s: items.place_leftover(s, 1, leftover.start, 11, 12)) == "GONE"
    assert_sound(world)


def test_a_leftover_below_an_item_becomes_a_step(world: Store) -> None:
    leftover = world.snapshot(1).leftovers[0]
    change = world.write("归入", lambda s: items.place_leftover(s, 1, leftover.start, 3, 5))
    assert change.node_id is not None
    assert (node(world, change.node_id).kind, node(world, change.node_id).title) == (STEP, "（此处接第3页）")
    assert below(world, 3) == [4, 5, change.node_id]
    assert_sound(world)


def test_what_was_deleted_can_be_placed_again(world: Store) -> None:
    world.write("删除", lambda s: items.delete_node(s, 9))
    leftover = next(left for left in world.snapshot(1).leftovers if left.reason == "已删除的任务")
    change = world.write("归入", lambda s: items.place_leftover(s, 1, leftover.start, 8, None))
    assert change.node_id is not None
    placed = node(world, change.node_id)
    assert (placed.number, placed.title) == ("5.", "推进教师县管校聘")
    assert placed.body.startswith("问题描述：")
    assert words(world.snapshot(1), placed.node_id, Part.NUMBER) == "5."
    assert words(world.snapshot(1), placed.node_id, Part.TITLE) == "推进教师县管校聘"
    assert_sound(world)


def test_splitting_deleting_and_placing_keep_source_and_words_together(world: Store) -> None:
    chance = random.Random(7)
    for _ in range(120):
        plan = world.snapshot(1)
        one = chance.choice(plan.items)
        gesture = chance.randrange(3)
        if gesture == 0 and len(one.body) > 1:
            step: Any = partial(items.split_node, node_id=one.node_id, at=chance.randrange(len(one.body)))
        elif gesture == 1 and len(plan.items) > 4:
            step = partial(items.delete_node, node_id=one.node_id)
        elif plan.leftovers:
            start = chance.choice(plan.leftovers).start
            step = partial(items.place_leftover, plan_id=1, start=start, parent_id=one.parent_id, after_id=one.node_id)
        else:
            continue
        with suppress(StepError):
            world.write("步骤", step)
        assert_sound(world)
        plan = world.snapshot(1)
        for found in plan.nodes:
            for part, said in ((Part.NUMBER, found.number), (Part.TITLE, found.title), (Part.BODY, found.body)):
                assert "".join(words(plan, found.node_id, part).split()) == "".join(said.split())
    while world.undo():
        pass
    assert world.plans() == ()


def test_deadlines_and_targets_go_with_the_half_that_says_them(world):
    words = "3月底前建成2所，9月底前验收。"
    world.write("正文", lambda s: items.set_body(s, 2, words))
    with_deadlines = [("3月底前", 0), ("9月底前", 1), ("年底前", 2)]

    def hang(session: Any) -> Any:
        items.set_deadline(session, 2, "")
        session.flush()
        for text, position in with_deadlines:
            session.add(models.Deadline(node_id=2, position=position, text=text))
        for old in items._parts(session, models.Target, 2):
            session.delete(old)
        session.flush()
        session.add(models.Target(node_id=2, position=0, text="建成2所", value="2", unit="所", bound=""))
        session.add(models.Target(node_id=2, position=1, text="9月底", value="9", unit="月", bound=""))
        return items.set_body(session, 2, words)

    world.write("时限", hang)
    world.write("责任人", lambda s: persons.set_persons(s, 2, "责任人", ["林岚"]))
    before = dump(world)
    second = world.write("拆分", lambda s: items.split_node(s, 2, words.index("9月"))).node_id
    first, other = node(world, 2), node(world, second)
    assert [one.text for one in first.deadlines] == ["3月底前", "年底前"]
    assert [one.text for one in other.deadlines] == ["9月底前", "年底前"]
    assert [one.text for one in first.targets] == ["建成2所"]
    assert [one.text for one in other.targets] == ["9月底"]
    assert [one.name for one in other.persons] == ["林岚"]
    assert_sound(world)
    world.undo()
    assert dump(world) == before


def test_fields_are_added_once_and_taken_away(world):
    world.write("栏目", lambda s: items.add_field(s, 6, "备注："))
    assert [one.label for one in node(world, 6).fields] == ["备注"]
    assert refused(world, lambda s: items.add_field(s, 6, "备注")) == "PRESENT"
    world.write("栏目", lambda s: items.add_field(s, 6, "建设目标"))
    world.write("栏目", lambda s: items.remove_field(s, 6, "备注"))
    assert [one.label for one in node(world, 6).fields] == ["建设目标"]
    world.write("栏目", lambda s: items.set_field(s, 6, 0, "建成两所"))
    assert [one.text for one in node(world, 6).fields] == ["建成两所"]
    assert refused(world, lambda s: items.remove_field(s, 6, "备注")) == "GONE"

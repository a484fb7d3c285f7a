"""Edits of a draft: whatever is done, each letter of the source stays in one span and the tree stays a tree."""

import json
from dataclasses import fields, replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core import draft_edits, draft_moves
from planner.core.draft import DraftPlan
from planner.core.draft_edits import Edit, MoveBorder, MoveUnits, RenameUnit, SetNumber, SetUnits, TakeLeads
from planner.core.draft_moves import NEW, MergeUp, PlaceLeftover, SetKind, SetLevel, Split, TakeOut
from planner.core.draft_spans import bare, clause_border, letters_of, title_run, units_run
from planner.core.errors import StepError
from planner.core.review import Gesture, Review, _read, from_json, to_json
from planner.core.vocabulary import NodeKind, Part, Role
from planner.importing import parse, read_text

PLANS = Path(__file__).parents[1] / "importing" / "plans"
NAMES = ("faulty-numbers", "steps-in-items", "label-lines", "table-tabs", "torn-pages", "three-levels")
PLAN = """安澜县教育局2031年工作要点

一、办好学校

1.修好校舍。年内修缮校舍6栋，改造食堂2所。（项目办、财务股）

2.开好课程。开齐音体美课程，配齐专职教师。教研室、义教股

3.管好经费。每季度公开一次。
"""


@cache
def read(text: str) -> DraftPlan:
    return parse(read_text(text))


@cache
def plan(name: str) -> DraftPlan:
    return read((PLANS / f"{name}.txt").read_text(encoding="utf-8"))


def node_of(draft: DraftPlan, title: str):
    return next(node for node in draft.nodes if node.title == title)


def assert_whole(draft: DraftPlan) -> None:
    """Each letter lies in one span, leftovers are the spans of that part, the tree is in order and kinds fit."""
    text = draft.source.text
    seen, left, listed = [0] * len(text), [False] * len(text), [0] * len(text)
    by_id = {node.node_id: node for node in draft.nodes}
    for span in draft.spans:
        assert span.start < span.end
        assert span.node is None or span.node in by_id
        for place in range(span.start, span.end):
            seen[place] += 1
            left[place] = span.part is Part.LEFTOVER
    for found in draft.leftovers:
        for place in range(found.start, found.end):
            listed[place] += 1
    for place, letter in enumerate(text):
        if not letter.isspace():
            assert seen[place] == 1
            assert listed[place] == int(left[place])
    path: list[int] = []
    for node in draft.nodes:
        while path and path[-1] != node.parent_id:
            path.pop()
        assert node.parent_id is None or path
        assert node.level == len(path) + 1
        above = by_id[node.parent_id].kind if node.parent_id is not None else None
        assert (node.kind is NodeKind.STEP) == (above in (NodeKind.ITEM, NodeKind.STEP))
        path.append(node.node_id)
    assert all(row in by_id for table in draft.tables for row in table.rows)


def retyped(draft: DraftPlan) -> set[int]:
    """Return the nodes whose words are not those of their spans."""
    found = set()
    for node in draft.nodes:
        letters = letters_of(draft, node.node_id)
        for part, words in ((Part.TITLE, node.title), (Part.BODY, node.body)):
            if bare(words) != "".join(draft.source.text[place] for place, own in letters if own is part):
                found.add(node.node_id)
    return found


@st.composite
def edits(draw: st.DrawFn, draft: DraftPlan) -> Edit:
    """Draw an edit that has a chance to fit."""
    node = draw(st.sampled_from([node.node_id for node in draft.nodes] or [1]))
    places = [left.start for left in draft.leftovers]
    units = sorted({a.unit for n in draft.nodes for a in n.assignments}) or ["校安股"]
    names = st.lists(st.sampled_from([*units, "新设股"]), max_size=3).map(tuple)
    small = st.integers(min_value=0, max_value=90)
    choices = [
        st.builds(MoveBorder, st.just(node), small),
        st.builds(MoveUnits, st.just(node), small),
        st.builds(SetUnits, st.just(node), st.sampled_from(Role), names),
        st.builds(TakeLeads, st.sampled_from(["first", "all", "none", "head"])),
        st.builds(RenameUnit, st.sampled_from(units), st.sampled_from([*units, "新设股"])),
        st.builds(SetKind, st.just(node), st.sampled_from(NodeKind)),
        st.builds(SetLevel, st.just(node), st.sampled_from([-1, 1])),
        st.builds(SetNumber, st.just(node), st.just("9.")),
        st.builds(TakeOut, st.just(node)),
        st.builds(MergeUp, st.just(node)),
        st.builds(Split, st.just(node), small),
    ]
    if places:
        become = st.sampled_from(["item", "section", "step", "body"])
        choices.append(st.builds(PlaceLeftover, st.sampled_from(places), become))
    return draw(st.one_of(choices))


@given(st.data())
@settings(max_examples=70, deadline=None)
def test_no_letter_is_lost_or_doubled_by_any_edits(data: st.DataObject) -> None:
    review = Review(plan(data.draw(st.sampled_from(NAMES))))
    odd = retyped(review.base)
    for _ in range(data.draw(st.integers(1, 8))):
        edit = data.draw(edits(review.draft))
        try:
            review.do(Gesture("改", (edit,)))
        except StepError:
            continue
        assert_whole(review.draft)
        if not isinstance(edit, MergeUp):
            assert retyped(review.draft) <= odd
        odd = retyped(review.draft) | odd
    kept = from_json(to_json(review), review.base)
    assert kept.draft == review.draft
    while review.undo() is not None:
        assert_whole(review.draft)
    assert review.draft == review.base
    while review.redo() is not None:
        assert_whole(review.draft)
    assert review.draft == kept.draft


def test_the_border_moves_by_a_clause_and_back() -> None:
    draft = read(PLAN)
    node = node_of(draft, "修好校舍")
    run = title_run(draft, node)
    further = MoveBorder(node.node_id, clause_border(draft, run, 1)).apply(draft)
    longer = next(found for found in further.nodes if found.node_id == node.node_id)
    assert (longer.title, longer.body) == ("修好校舍。年内修缮校舍6栋", "改造食堂2所。")
    run = title_run(further, longer)
    back = MoveBorder(node.node_id, clause_border(further, run, -1)).apply(further)
    assert back == draft
    start = MoveBorder(node.node_id, 0).apply(draft)
    assert node_of(start, "").body == "修好校舍。年内修缮校舍6栋，改造食堂2所。"


def test_units_written_without_brackets_are_taken_from_the_body() -> None:
    draft = read(PLAN)
    node = node_of(draft, "开好课程")
    run = units_run(draft, node)
    assert node.assignments == ()
    taken = MoveUnits(node.node_id, clause_border(draft, run, -1, "。")).apply(draft)
    found = node_of(taken, "开好课程")
    assert found.body == "开齐音体美课程，配齐专职教师。"
    assert [(a.unit, a.role, a.stated) for a in found.assignments] == [
        ("教研室", Role.LEAD, False),
        ("义教股", Role.PARTNER, False),
    ]
    assert_whole(taken)
    back = MoveUnits(node.node_id, len(run.letters)).apply(taken)
    assert node_of(back, "开好课程") == node


def test_a_list_of_units_that_is_none_goes_back_into_the_body() -> None:
    draft = read(PLAN)
    node = node_of(draft, "修好校舍")
    run = units_run(draft, node)
    freed = MoveUnits(node.node_id, len(run.letters)).apply(draft)
    found = node_of(freed, "修好校舍")
    assert found.body.endswith("改造食堂2所。（项目办、财务股）")
    assert found.assignments == ()
    assert_whole(freed)


def test_a_leftover_becomes_a_task_and_goes_back() -> None:
    draft = read(PLAN)
    draft = TakeOut(node_of(draft, "管好经费").node_id).apply(draft)
    left = next(found for found in draft.leftovers if "管好经费" in draft.source.text[found.start : found.end])
    item = PlaceLeftover(left.start).apply(draft)
    node = node_of(item, "管好经费")
    assert (node.number, node.body, node.kind) == ("3.", "每季度公开一次。", NodeKind.ITEM)
    assert node.node_id == NEW + left.start
    assert item.nodes[-1].parent_id == item.nodes[0].node_id
    assert TakeOut(node.node_id).apply(item).spans == draft.spans


def test_a_left_over_heading_takes_the_items_below_it() -> None:
    draft = read(PLAN)
    out = TakeOut(node_of(draft, "开好课程").node_id).apply(draft)
    left = next(found for found in out.leftovers if "开好课程" in draft.source.text[found.start : found.end])
    section = PlaceLeftover(left.start, "section").apply(out)
    below = node_of(section, "开好课程").node_id
    assert node_of(section, "管好经费").parent_id == below
    assert node_of(section, "修好校舍").parent_id == section.nodes[0].node_id


def test_merging_and_splitting_are_each_others_way_back() -> None:
    draft = read(PLAN)
    merged = MergeUp(node_of(draft, "开好课程").node_id).apply(draft)
    node = node_of(merged, "修好校舍")
    assert "2.开好课程。开齐音体美课程" in node.body
    run = title_run(merged, node)
    at = run.letters.index(draft.source.text.index("2.开好课程"))
    split = Split(node.node_id, at).apply(merged)
    again = node_of(split, "开好课程")
    assert (again.number, again.body) == ("2.", node_of(draft, "开好课程").body)
    assert node_of(split, "修好校舍").body == node_of(draft, "修好校舍").body


def test_a_units_name_is_changed_everywhere_or_at_one_node_and_its_wording_kept() -> None:
    draft = read(PLAN.replace("教研室、义教股", "（教研室、财务股）"))
    everywhere = RenameUnit("财务股", "计财股").apply(draft)
    assert sum(a.unit == "计财股" for n in everywhere.nodes for a in n.assignments) == 2
    assert all(a.as_written == "财务股" for n in everywhere.nodes for a in n.assignments if a.unit == "计财股")
    once = RenameUnit("财务股", "计财股", node_of(draft, "修好校舍").node_id).apply(draft)
    assert sum(a.unit == "计财股" for n in once.nodes for a in n.assignments) == 1


@pytest.mark.parametrize(
    ("how", "leads"),
    [("first", ["项目办"]), ("head", ["项目办"]), ("all", ["项目办", "财务股"]), ("none", [])],
)
def test_leads_by_position_are_settled(how: str, leads: list[str]) -> None:
    node = node_of(TakeLeads(how).apply(read(PLAN)), "修好校舍")
    assert [a.unit for a in node.assignments if a.role is Role.LEAD] == leads
    assert all(a.stated for a in node.assignments)


def test_edits_find_their_nodes_again_when_the_source_is_read_anew() -> None:
    draft = read(PLAN)
    review = Review(draft)
    review.do(Gesture("改", (SetNumber(node_of(draft, "管好经费").node_id, "8."),)))
    shifted = replace(
        draft,
        nodes=tuple(replace(n, node_id=n.node_id + 7, parent_id=n.parent_id and n.parent_id + 7) for n in draft.nodes),
        spans=tuple(s._replace(node=s.node and s.node + 7) for s in draft.spans),
    )
    assert node_of(from_json(to_json(review), shifted).draft, "管好经费").number == "8."
    assert node_of(review.rebased(shifted).draft, "管好经费").number == "8."


def test_what_no_longer_fits_is_left_out_and_counted() -> None:
    draft = read(PLAN)
    review = Review(draft)
    review.do(Gesture("移出", (TakeOut(node_of(draft, "管好经费").node_id),)))
    kept = to_json(review)
    bare_plan = replace(draft, nodes=draft.nodes[:2], spans=tuple(s for s in draft.spans if s.node in (None, 1, 2)))
    again = from_json(kept, bare_plan)
    assert again.left == 1
    assert again.draft == bare_plan


def test_every_edit_has_a_name_for_the_store() -> None:
    values = {
        "kind": NodeKind.ITEM,
        "role": Role.LEAD,
        "names": ("甲股",),
        "nodes": (1,),
        "keys": ("K",),
        **dict.fromkeys(("texts", "starts", "ends", "kinds"), ("甲",)),
    }
    found = [*vars(draft_edits).values(), *vars(draft_moves).values()]
    kinds = [kind for kind in found if hasattr(kind, "apply") and kind is not Edit]
    made = tuple(kind(*(values.get(field.name, 1) for field in fields(kind))) for kind in kinds)
    review = Review(read(PLAN))
    review._gestures = [Gesture("改", made)]
    assert len(made) >= 17
    assert [_read(found) for found in json.loads(to_json(review))["done"]] == [Gesture("改", made)]

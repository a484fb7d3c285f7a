"""What a review asks: heaviest first, alike ones at once, and every answer can be given."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from planner.core.asking import answered_question, ask, closed_doubts, names_told_apart, open_questions
from planner.core.draft import DraftPlan
from planner.core.draft_edits import RenameUnit, SetNumber, SetUnits
from planner.core.draft_moves import PlaceLeftover, TakeOut
from planner.core.questions import MOST_ANSWERS, Register, Weight
from planner.core.review import Gesture, Review, from_json, to_json
from planner.core.vocabulary import NodeKind, Role, Severity
from planner.importing import parse, read_text
from tests.core.test_draft_edits import assert_whole
from tests.reviewing import forty_items

PLANS = Path(__file__).parents[1] / "importing" / "plans"
NAMES = sorted(path.stem for path in PLANS.glob("*.txt"))
UNITS = ("义教股", "教研室", "师资股", "后勤中心", "财务股")
KNOWN = Register(frozenset(UNITS), UNITS)


@cache
def plan(name: str) -> DraftPlan:
    text = forty_items() if name == "forty" else (PLANS / f"{name}.txt").read_text(encoding="utf-8")
    return parse(read_text(text))


@pytest.mark.parametrize("name", [*NAMES, "forty"])
def test_every_answer_of_every_question_can_be_given(name: str) -> None:
    draft = plan(name)
    for single in (frozenset(), frozenset(f"{fault.code}*" for fault in draft.faults) | {"LEFTOVER*", "NEW_UNIT*"}):
        for question in ask(draft, KNOWN, single=single):
            assert 1 <= len(question.answers) <= MOST_ANSWERS
            assert question.sentence
            assert "{" not in question.sentence
            for choice in range(1, len(question.answers) + 1):
                review = Review(draft)
                review.do(question.answered(choice))
                assert_whole(review.draft)
                left = open_questions(review, KNOWN)
                assert question.key not in {found.key for found in left}


@pytest.mark.parametrize("name", [*NAMES, "forty"])
def test_enter_alone_ends_the_queue_and_changes_no_words(name: str) -> None:
    review = Review(plan(name))
    count = 0
    while waiting := open_questions(review, KNOWN):
        assert [found.weight for found in waiting] == sorted(found.weight for found in waiting)
        review.do(waiting[0].answered(1))
        count += 1
        assert count < 200
    same = [(n.number, n.title, n.body, n.kind, [a.unit for a in n.assignments]) for n in review.draft.nodes]
    assert same == [(n.number, n.title, n.body, n.kind, [a.unit for a in n.assignments]) for n in plan(name).nodes]
    finished = review.finished(closed_doubts(review.draft))
    assert all(fault.settled for fault in finished.faults if fault.severity is not Severity.NOTE)
    assert ask(finished) == ask(finished, settled=review.settled)


def test_leads_by_position_are_asked_once_and_singly_when_the_clerk_wants() -> None:
    review = Review(plan("forty"))
    whole = next(found for found in open_questions(review) if found.code == "LEAD_BY_POSITION")
    assert whole.count == 36
    assert whole.answers[-1].words == "逐条核对"
    review.do(whole.answered(len(whole.answers)))
    single = [found for found in open_questions(review) if found.code == "LEAD_BY_POSITION"]
    assert len(single) == 36
    review.do(single[0].answered(2))
    assert len([found for found in open_questions(review) if found.code == "LEAD_BY_POSITION"]) == 35
    node = next(node for node in review.draft.nodes if node.node_id == single[0].node)
    assert all(found.role is Role.LEAD and found.stated for found in node.assignments)


def test_alike_doubts_are_asked_together_and_all_put_right_by_one_key() -> None:
    text = forty_items().replace("落实。", "落實。", 4)
    review = Review(parse(read_text(text)))
    together = next(found for found in open_questions(review) if found.key == "TRADITIONAL_CHARACTERS*")
    assert together.sentence == f"{together.count} 处出现繁体字。"
    assert together.count > 4
    assert [answer.words for answer in together.answers] == [
        f"{together.count} 处全部照原文",
        f"{together.count} 处全部按建议改",
        "逐条核对",
    ]
    review.do(together.answered(2))
    assert "實" not in "".join(node.body for node in review.draft.nodes)


def test_a_unit_that_the_register_lacks_is_asked_with_the_likely_names() -> None:
    asked = ask(plan("forty"), Register(frozenset({"体艺卫股"}), ("体艺卫股",)))
    unknown = next(found for found in asked if found.key == "NEW_UNIT:体艺股")
    assert [answer.words for answer in unknown.answers] == ["“体艺股”是新单位，登记", "就是“体艺卫股”"]
    many = next(found for found in asked if found.key == "NEW_UNIT*")
    assert "个单位" in many.sentence
    assert all(found.code != "NEW_UNIT" for found in ask(plan("forty")))


def test_expressions_for_several_units_are_never_guessed() -> None:
    question = next(found for found in ask(plan("forty")) if found.code == "SOME_UNITS_UNNAMED")
    assert question.weight is Weight.UNIT
    assert question.answers[0].edits == ()


def test_what_the_clerk_puts_right_by_hand_is_no_longer_asked() -> None:
    review = Review(plan("forty"))
    codes = [found.key for found in open_questions(review)]
    assert "UNITS_MISSING*" in codes
    for fault in [fault for fault in review.draft.faults if fault.code == "UNITS_MISSING"]:
        review.do(Gesture("改", (SetUnits(fault.node or 0, Role.LEAD, ("办公室",)),)))
    wrong = next(fault for fault in review.draft.faults if fault.code == "NUMBER_WRONG")
    review.do(Gesture("改", (SetNumber(wrong.node or 0, wrong.proposal or ""),)))
    assert "UNITS_MISSING*" not in [found.key for found in open_questions(review)]
    settled = review.finished(closed_doubts(review.draft)).faults
    assert sum(fault.settled for fault in settled) == 5


def test_left_over_text_that_looks_like_a_task_is_asked_and_a_page_number_is_not() -> None:
    draft = plan("torn-pages")
    assert draft.leftovers
    assert all(found.code != "LEFTOVER" for found in ask(draft))
    node = next(node for node in draft.nodes if node.kind is NodeKind.ITEM)
    out = TakeOut(node.node_id).apply(draft)
    assert all(found.code != "LEFTOVER" for found in ask(out))  # the clerk's own doing
    unread = replace(out, leftovers=tuple(replace(left, reason="未能归入任何条目") for left in out.leftovers))
    question = next(found for found in ask(unread) if found.code == "LEFTOVER")
    assert node.title in out.source.text[question.start : question.end]


def test_an_answered_question_is_found_again_as_it_was_asked() -> None:
    review = Review(plan("forty"))
    question = next(found for found in open_questions(review) if found.code == "NUMBER_REPEATED")
    review.do(question.answered(2))
    again = from_json(to_json(review), review.base)
    assert answered_question(again, question.key) == question
    assert again.answers == {question.key: 2}
    assert again.without(question.key).draft == review.base


def test_names_that_are_known_to_be_one_unit_or_two_are_not_asked_again() -> None:
    asked = {found.key for found in ask(plan("forty")) if found.code == "UNIT_ALIAS"}
    decided = frozenset({frozenset(("义教科股", "义教股")), frozenset(("师资工作股", "师资股"))})
    left = {found.key for found in ask(plan("forty"), Register(decided=decided)) if found.code == "UNIT_ALIAS"}
    assert len(asked - left) == 2
    assert left < asked


def test_names_told_apart_are_those_whose_question_was_kept() -> None:
    review = Review(plan("forty"))
    pairs = [found for found in open_questions(review) if found.code == "UNIT_ALIAS"]
    review.do(pairs[0].answered(1))
    review.do(pairs[1].answered(2))
    assert names_told_apart(review) == (("义教科股", "义教股"),)


def test_a_table_without_a_known_column_of_units_is_asked_about() -> None:
    head = "序号\t重点任务\t主抓\t说明"
    rows = [f"{n}\t{duty}\t{unit}\t见附件" for n, duty, unit in ((1, "修好校舍", "项目办"), (2, "开好课程", "教研室"))]
    draft = parse(read_text("\n".join(["安澜县教育局2031年重点工作任务表", "", head, *rows])))
    assert [node.title for node in draft.nodes] == ["修好校舍", "开好课程"]
    question = next(found for found in ask(draft) if found.code == "TABLE_UNITS")
    assert "“主抓”" in question.sentence
    review = Review(draft)
    review.do(question.answered(1))
    assert all(found.code != "TABLE_UNITS" for found in open_questions(review))
    review.undo()
    review.do(Gesture("改", (SetUnits(draft.nodes[0].node_id, Role.LEAD, ("项目办",)),)))
    assert all(found.code != "TABLE_UNITS" for found in open_questions(review))


def test_a_name_that_was_cut_off_is_not_asked_again_when_it_was_made_whole_as_an_alias() -> None:
    lists = ["教研室、督导室"] * 6 + ["义教股、督导"]
    duties = enumerate(zip("甲乙丙丁戊己庚", lists, strict=True), start=1)
    items = [f"{n}.抓好{duty}工作。年内完成。（{units}）" for n, (duty, units) in duties]
    review = Review(parse(read_text("\n".join(["安澜县教育局2031年工作要点", "一、办好学校", *items]))))
    asked = [found for found in open_questions(review) if found.code in ("UNIT_ALIAS", "UNIT_CUT_OFF")]
    assert {found.code for found in asked} == {"UNIT_CUT_OFF"} or len(asked) == 2
    cut_off = next(found for found in asked if found.code == "UNIT_CUT_OFF")
    assert cut_off.answers[1].words == "应为“督导室”"
    review.do(Gesture("改名", (RenameUnit("督导", "督导室"),)))
    assert all(found.code != "UNIT_CUT_OFF" for found in open_questions(review))


def test_who_may_lead_is_proposed_from_like_items_with_the_item_that_speaks_for_it() -> None:
    items = [
        "1.修缮校舍。年内修缮校舍6栋，改造宿舍。（项目办）",
        "2.开好课程。开齐音体美课程。（教研室）",
        "3.修缮校舍二期。年内修缮校舍3栋，改造宿舍2栋。",
        "4.守住安全。每月排查校车隐患。（校安股）",
    ]
    draft = parse(read_text("\n".join(["安澜县教育局2031年工作要点", "一、办好学校", *items])))
    question = next(found for found in ask(draft) if found.code == "UNITS_MISSING")
    assert question.answers[0].edits == ()
    assert (question.answers[1].words, question.answers[1].note) == ("由项目办牵头", "与“1.修缮校舍”相近")


SOME_WITHOUT_LEAD = """安澜县教育局2031年工作要点

一、办好学校
1.布局调整。建成两所学校。（牵头单位：义教股；配合单位：财务股）
2.校舍修缮。修缮三所学校。（配合单位：后勤中心、相关股室）
3.课程实施。开齐开足课程。（牵头单位：教研室；配合单位：义教股）
4.质量监测。完成监测。（牵头单位：教研室；配合单位：师资股）
5.阵地管理。管好阵地。（牵头单位：师资股；配合单位：教研室）
6.作风整治。加强作风。（牵头单位：财务股；配合单位：师资股）
"""


@pytest.mark.parametrize("name", ["torn-pages", "forty", "lead"])
def test_what_is_asked_of_a_node_ends_when_it_leaves_the_plan_and_holds_again_when_it_is_back(name: str) -> None:
    draft = parse(read_text(SOME_WITHOUT_LEAD)) if name == "lead" else plan(name)
    single = frozenset(f"{fault.code}*" for fault in draft.faults)
    asked = {found.node for found in ask(draft, single=single) if found.node is not None}
    for node in [node for node in draft.nodes if node.node_id in asked]:
        out = TakeOut(node.node_id).apply(draft)
        there = {found.node_id for found in out.nodes}
        assert all(found.node is None or found.node in there for found in ask(out, single=single))
        for left in [left for left in out.leftovers if left not in draft.leftovers]:
            out = PlaceLeftover(left.start).apply(out)
        ask(out, single=single)
        closed_doubts(out)


def test_a_task_that_nobody_leads_can_be_taken_out_and_put_back() -> None:
    draft = parse(read_text(SOME_WITHOUT_LEAD))
    question = next(found for found in ask(draft) if found.code == "LEAD_MISSING")
    out = TakeOut(question.node or 0).apply(draft)
    assert "LEAD_MISSING" not in {found.code for found in ask(out)}
    assert question.key in closed_doubts(out)
    back = PlaceLeftover(next(left.start for left in out.leftovers if left not in draft.leftovers)).apply(out)
    again = next(found for found in ask(back) if found.code == "LEAD_MISSING")
    assert again.node in {node.node_id for node in back.nodes}
    assert len(again.answers) > 1


def test_no_answer_is_offered_twice_and_no_group_to_lead() -> None:
    for name in ("forty", "lead"):
        draft = parse(read_text(SOME_WITHOUT_LEAD)) if name == "lead" else plan(name)
        single = frozenset(f"{fault.code}*" for fault in draft.faults)
        for question in ask(draft, single=single):
            if question.code in ("LEAD_MISSING", "UNITS_MISSING", "PARTNERS_MISSING"):
                assert len({answer.edits for answer in question.answers}) == len(question.answers)
                assert not any("由相关" in answer.words for answer in question.answers)


def test_who_leads_is_not_offered_as_a_partner() -> None:
    text = SOME_WITHOUT_LEAD.replace("（牵头单位：教研室；配合单位：师资股）", "（牵头单位：师资股）")
    question = next(found for found in ask(parse(read_text(text))) if found.code == "PARTNERS_MISSING")
    assert len(question.answers) > 1
    assert not any("师资股" in answer.words.partition("：")[2] for answer in question.answers)

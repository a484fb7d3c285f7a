"""The same plan a second time, or a new version of it: noticed, matched, and nothing of the clerk's work lost."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.carrying import ChangeKind, match_versions
from planner.core.customs import USUAL
from planner.core.progress import ProgressEntry, Status
from planner.core.standing import due_day, standing
from planner.core.vocabulary import NodeKind, Role
from planner.importing import read_text
from planner.services import Store, again, assignments, customs, duties, items, persons, progress, reviews, targets
from planner.services.again import Sameness
from tests.services.looking import assert_sound, dump

HEAD = "安澜县教育局2031年工作要点\n\n"
ITEMS = (
    ("修好校舍", "年内修缮校舍6栋，改造食堂2所。", "项目办、财务股"),
    ("开好课程", "开齐音体美课程，配齐专职教师。", "教研室、义教股"),
    ("管好经费", "每季度公开一次预算执行情况。", "财务股"),
    ("守住安全", "每月排查校车、食堂、宿舍隐患。", "校安股、督导室"),
    ("建强队伍", "培训教师300人次，评选名师10名。", "师资股"),
    ("办好学前", "新建公办园2所，普惠率达到90%以上。", "学前股、项目办"),
)


def text_of(*rows, head=HEAD, start=1):
    lines = [head, "一、办好学校\n"]
    lines += [f"{n}.{title}。{body}（{units}）\n" for n, (title, body, units) in enumerate(rows, start=start)]
    return "\n".join(lines)


def read(text: str) -> reviews.OpenReview:
    return reviews.begin(read_text(text))


def agree(store: Store, on_desk: reviews.OpenReview):
    change = store.write(
        "导入", lambda s: reviews.agree(s, on_desk.review.finished(), on_desk.review_id or None, on_desk.earlier_id)
    )
    return change.plan_ids[0]


def follow(store: Store, text: str, plan_id: int = 1) -> again.NextVersion:
    return again.next_version(store, read(text), plan_id)


def node(plan, title):
    return next(found for found in plan.nodes if found.title == title)


def units(found, role):
    return [a.unit.name if hasattr(a.unit, "name") else a.unit for a in found.assignments if a.role is role]


@pytest.fixture
def stored(store: Store) -> Store:
    agree(store, read(text_of(*ITEMS)))
    return store


def test_the_same_text_is_noticed_whatever_the_file(stored: Store) -> None:
    found = again.look_for(stored, read(text_of(*ITEMS)).review.draft)
    assert (found.sameness, found.plan_id) == (Sameness.SAME, 1)


def test_a_new_version_is_noticed_and_another_plan_is_not(stored: Store) -> None:
    newer = (
        *ITEMS[:2],
        ("管好经费", "每月公开一次预算执行情况，接受监督。", "财务股"),
        *ITEMS[3:],
        ("办好职教", "建实训基地1个。", "职教股"),
    )
    found = again.look_for(stored, read(text_of(*newer)).review.draft)
    assert (found.sameness, found.plan_id) == (Sameness.VERSION, 1)
    other = [(f"推进{n}号工程", f"完成第{n}批河道整治任务。", "水务股") for n in "甲乙丙丁戊"]
    assert again.look_for(stored, read(text_of(*other)).review.draft) is None


def test_next_years_plan_that_repeats_half_is_no_version(stored: Store) -> None:
    later = (
        *ITEMS[:4],
        ("办好职教", "建实训基地1个，培训农民工。", "职教股"),
        ("办好特教", "建特教学校1所。", "基教股"),
    )
    draft = read(text_of(*later, head=HEAD.replace("2031", "2032"))).review.draft
    assert again.look_for(stored, draft) is None
    assert again.look_for(stored, read(text_of(*later)).review.draft).sameness is Sameness.VERSION


def test_an_unchanged_plan_differs_in_nothing(stored: Store) -> None:
    found = follow(stored, text_of(*ITEMS))
    assert found.changes == ()


@given(st.permutations(range(6)), st.integers(1, 30))
@settings(max_examples=15, deadline=None)
def test_order_and_numbers_alone_are_no_change(order: list[int], start: int) -> None:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder, Store.open(Path(folder) / "planner.db") as store:
        agree(store, read(text_of(*ITEMS)))
        found = follow(store, text_of(*[ITEMS[at] for at in order], start=start))
        assert [change for change in found.changes if change.kind is not ChangeKind.MOVED] == []


def test_what_changed_is_told_kind_by_kind(stored: Store) -> None:
    newer = (
        ITEMS[0],
        ("开好课程", "开齐音体美课程，配齐专职教师和心理教师。", "义教股、教研室"),
        ("管好经费", "每季度公开一次预算执行情况。", "财务股、督导室"),
        ITEMS[4],
        ITEMS[5],
        ("办好职教", "建实训基地1个。", "职教股"),
    )
    found = follow(stored, text_of(*newer))
    told = {(change.kind, change.item.split(".", 1)[1]) for change in found.changes}
    assert told == {
        (ChangeKind.TEXT, "开好课程"),
        (ChangeKind.LEAD, "开好课程"),
        (ChangeKind.PARTNERS, "开好课程"),
        (ChangeKind.PARTNERS, "管好经费"),
        (ChangeKind.NEW, "办好职教"),
        (ChangeKind.GONE, "守住安全"),
    }
    partners = next(c for c in found.changes if c.kind is ChangeKind.PARTNERS and "经费" in c.item)
    assert (partners.before, partners.after) == ("（没有）", "督导室")
    assert again.summary_of(found.changes).startswith("新增 1 项，删去 1 项，内容有改 1 项")


def test_units_the_clerk_changed_go_before_the_new_text_and_are_told(stored: Store) -> None:
    plan = stored.snapshot(1)
    stored.write("改", lambda s: assignments.set_units(s, node(plan, "修好校舍").node_id, Role.LEAD, ["后勤股"]))
    newer = (("修好校舍", ITEMS[0][1], "计财股、项目办"), *ITEMS[1:])
    found = follow(stored, text_of(*newer))
    draft = found.on_desk.review.draft
    assert units(node(draft, "修好校舍"), Role.LEAD) == ["后勤股"]
    kept = [change for change in found.changes if change.kind is ChangeKind.KEPT]
    assert [change.before for change in kept] == ["新文：计财股、项目办"]


def test_units_of_the_new_text_go_before_those_of_the_old(stored: Store) -> None:
    newer = (("修好校舍", ITEMS[0][1], "计财股"), *ITEMS[1:])
    draft = follow(stored, text_of(*newer)).on_desk.review.draft
    assert units(node(draft, "修好校舍"), Role.LEAD) == ["计财股"]


def test_roles_that_the_new_text_states_otherwise_go_before_those_of_the_old(store: Store) -> None:
    first = (("修好校舍", ITEMS[0][1], "项目办牵头，财务股、校安股配合"), *ITEMS[1:])
    agree(store, read(text_of(*first)))
    newer = (("修好校舍", ITEMS[0][1], "财务股牵头，项目办、校安股配合"), *ITEMS[1:])
    found = follow(store, text_of(*newer))
    item = node(found.on_desk.review.draft, "修好校舍")
    assert (units(item, Role.LEAD), units(item, Role.PARTNER)) == (["财务股"], ["项目办", "校安股"])
    assert {change.kind for change in found.changes} == {ChangeKind.LEAD, ChangeKind.PARTNERS}


def test_roles_the_clerk_gave_go_on_where_the_text_is_the_same(store: Store) -> None:
    text = text_of(("修好校舍", ITEMS[0][1], "项目办牵头，财务股、校安股配合"), *ITEMS[1:])
    plan_id = agree(store, read(text))
    item = node(store.snapshot(plan_id), "修好校舍")
    store.write("改", lambda s: assignments.set_units(s, item.node_id, Role.LEAD, ["财务股"]))
    store.write("改", lambda s: assignments.set_units(s, item.node_id, Role.PARTNER, ["项目办", "校安股"]))
    item = node(follow(store, text + "\n", plan_id).on_desk.review.draft, "修好校舍")
    assert (units(item, Role.LEAD), units(item, Role.PARTNER)) == (["财务股"], ["项目办", "校安股"])


def test_confirmed_leads_stay_confirmed_and_new_items_are_still_asked(stored: Store) -> None:
    stored.write("确认", lambda s: assignments.confirm_roles(s, 1))
    draft = follow(stored, text_of(*ITEMS, ("办好职教", "建实训基地1个。", "职教股"))).on_desk.review.draft
    assert all(a.stated for a in node(draft, "修好校舍").assignments)
    assert not all(a.stated for a in node(draft, "办好职教").assignments)


def test_words_retyped_and_items_added_by_the_clerk_are_carried_over(stored: Store) -> None:
    plan = stored.snapshot(1)
    title = node(plan, "开好课程")
    stored.write("改", lambda s: items.set_title(s, title.node_id, "开足课程"))
    stored.write("改", lambda s: items.set_body(s, node(plan, "守住安全").node_id, "每周排查。"))
    stored.write("改", lambda s: items.set_number(s, node(plan, "管好经费").node_id, "3-1."))
    stored.write("改", lambda s: items.set_deadline(s, node(plan, "建强队伍").node_id, "10月底前"))
    section = node(plan, "办好学校").node_id
    stored.write("加", lambda s: items.add_node(s, 1, NodeKind.ITEM, section, None, "临时任务", "局务会定的。"))
    found = follow(stored, text_of(*ITEMS))
    draft = found.on_desk.review.draft
    assert node(draft, "开足课程").body == title.body
    assert node(draft, "守住安全").body == "每周排查。"
    assert node(draft, "管好经费").number == "3-1."
    assert [d.text for d in node(draft, "建强队伍").deadlines] == ["10月底前"]
    assert node(draft, "临时任务").parent_id == node(draft, "办好学校").node_id
    assert [c.kind for c in found.changes] == []


def test_what_the_clerk_had_deleted_stays_out(stored: Store) -> None:
    plan = stored.snapshot(1)
    stored.write("删", lambda s: items.delete_node(s, node(plan, "管好经费").node_id))
    found = follow(stored, text_of(*ITEMS))
    assert "管好经费" not in [n.title for n in found.on_desk.review.draft.nodes]
    assert found.changes == ()


def test_a_unit_that_was_given_another_name_keeps_it(stored: Store) -> None:
    from planner.services import units as register

    unit_id = next(u.unit_id for u in stored.units() if u.name == "财务股")
    stored.write("改名", lambda s: register.rename_unit(s, unit_id, "计财股"))
    draft = follow(stored, text_of(*ITEMS)).on_desk.review.draft
    assert units(node(draft, "管好经费"), Role.LEAD) == ["计财股"]


def test_settled_doubts_do_not_come_back(store: Store) -> None:
    from planner.core.asking import open_questions

    text = text_of(*ITEMS).replace("3.管好", "7.管好")
    on_desk = read(text)
    for question in open_questions(on_desk.review):
        on_desk.review.do(question.answered(1))
    agree(store, on_desk)
    assert store.snapshot(1).open_faults == tuple(f for f in store.snapshot(1).faults if f.severity == "note")
    found = follow(store, text.replace("6栋", "8栋"))
    assert open_questions(found.on_desk.review) == ()


def test_the_new_version_is_stored_in_one_step_and_undone_in_one(stored: Store) -> None:
    before = dump(stored)
    found = follow(stored, text_of(*ITEMS[1:]))
    new_id = agree(stored, found.on_desk)
    assert [(p.plan_id, p.earlier_id) for p in stored.plans()] == [(1, None), (new_id, 1)]
    assert_sound(stored)
    stored.undo()
    assert dump(stored) == before


def test_a_version_half_reviewed_is_taken_up_with_what_was_carried_over(stored: Store) -> None:
    plan = stored.snapshot(1)
    stored.write("改", lambda s: items.set_title(s, node(plan, "开好课程").node_id, "开足课程"))
    found = follow(stored, text_of(*ITEMS[1:]))
    kept = reviews.written(found.on_desk, 3)
    review_id = stored.keep_review(kept)
    back = reviews.take_up(stored.review(review_id))
    assert back.earlier_id == 1
    assert back.review.draft == found.on_desk.review.draft


def test_thousands_of_items_are_matched(store: Store) -> None:
    chance = random.Random(5)
    words = (
        "校舍食堂操场课程教研督导经费培训安全巡查阅读心理体育美育劳动信息招生资助评价党建师德职称消防学前特教职教民办"
    )
    rows = [
        (
            "抓好" + "".join(chance.sample(words, 6)),
            "".join(chance.sample(words, 20)) + f"完成{n}项。",
            "教研室、义教股",
        )
        for n in range(600)
    ]
    agree(store, read(text_of(*rows)))
    changed = [(title, f"{body}年底前验收。", units) for title, body, units in rows]
    on_desk = read(text_of(*changed))
    pairs = match_versions(store.snapshot(1), on_desk.review.base).pairs
    assert len(pairs) == len(on_desk.review.base.nodes)


def report(store: Store, title: str, text: str, day: date = date(2031, 3, 31)) -> None:
    node_id = node(store.snapshot(1), title).node_id
    entry = ProgressEntry(0, day, Status.GOING, 30, text, "缺教师", "招聘", "王某", period="3月")
    store.write("进展", lambda s: progress.add_entry(s, node_id, entry))


def test_what_was_reported_goes_on_in_the_next_version_and_stays_in_the_earlier_one(stored: Store) -> None:
    report(stored, "开好课程", "已开齐。")
    before = stored.snapshot(1)
    moved = (ITEMS[1], *ITEMS[2:], ("修好校舍", "年内修缮校舍9栋，改造食堂3所。", "项目办、财务股"))
    plan_id = agree(stored, follow(stored, text_of(*moved)).on_desk)
    (entry,) = node(stored.snapshot(plan_id), "开好课程").entries
    (was,) = node(before, "开好课程").entries
    assert (entry.text, entry.difficulty, entry.percent, entry.made_on) == ("已开齐。", "缺教师", 30, was.made_on)
    assert sum(len(found.entries) for found in stored.snapshot(plan_id).nodes) == 1
    assert stored.snapshot(1) == before
    assert_sound(stored)
    stored.undo()
    assert stored.snapshot(1) == before


def test_items_that_became_one_bring_their_reports_together(stored: Store) -> None:
    report(stored, "管好经费", "已公开。")
    report(stored, "守住安全", "已排查。", date(2031, 4, 30))
    joined = (
        "管好经费、守住安全",
        "每季度公开一次预算执行情况。每月排查校车、食堂、宿舍隐患。",
        "财务股、校安股、督导室",
    )
    plan_id = agree(stored, follow(stored, text_of(*ITEMS[:2], joined, *ITEMS[4:])).on_desk)
    found = node(stored.snapshot(plan_id), "管好经费、守住安全")
    assert [entry.text for entry in found.entries] == ["已公开。", "已排查。"]


def test_persons_and_days_set_by_hand_go_on_and_what_the_text_says_is_not_overruled(stored: Store) -> None:
    first, second = (node(stored.snapshot(1), title).node_id for title in ("修好校舍", "开好课程"))
    stored.write("人员", lambda s: persons.set_persons(s, first, "牵头领导", ["林某"]))
    stored.write("时限", lambda s: items.set_due_day(s, second, date(2031, 9, 1)))
    added = stored.write("新任务", lambda s: items.add_node(s, 1, NodeKind.ITEM, None, None, "办好食堂"))
    stored.write("时限", lambda s: items.set_deadline(s, added.node_id, "8月底前"))
    plan_id = agree(stored, follow(stored, text_of(*ITEMS)).on_desk)
    now = stored.snapshot(plan_id)
    assert [(person.role, person.name) for person in node(now, "修好校舍").persons] == [("牵头领导", "林某")]
    assert due_day(node(now, "开好课程")) == date(2031, 9, 1)
    assert due_day(node(now, "办好食堂")) == date(2031, 8, 31)


def test_a_day_set_by_hand_goes_on_where_the_words_are_the_same(store: Store) -> None:
    rows = [(title, f"{body}6月底前完成。", units) for title, body, units in ITEMS]
    agree(store, read(text_of(*rows)))
    found = node(store.snapshot(1), "修好校舍")
    store.write("时限", lambda s: items.set_due_day(s, found.node_id, date(2031, 7, 5)))
    plan_id = agree(store, follow(store, text_of(*rows[:5])).on_desk)
    days = {one.title: due_day(one) for one in store.snapshot(plan_id).items}
    assert days["修好校舍"] == date(2031, 7, 5)
    assert days["开好课程"] == date(2031, 6, 30)


def test_a_person_of_the_text_gives_way_to_the_new_text(store: Store) -> None:
    rows = [
        (title, body, f"{units}；责任人：{who}")
        for (title, body, units), who in zip(ITEMS, "甲乙丙丁戊己", strict=True)
    ]
    rows = [(title, body, units.replace("责任人：", "责任人：李")) for title, body, units in rows]
    agree(store, read(text_of(*rows)))
    changed = [(title, body, units.replace("李甲", "李庚")) for title, body, units in rows]
    plan_id = agree(store, follow(store, text_of(*changed)).on_desk)
    names = [person.name for person in node(store.snapshot(plan_id), "修好校舍").persons]
    assert names == [person.name for person in node(read(text_of(*changed)).review.draft, "修好校舍").persons]


def test_a_ledger_read_again_says_more_than_the_one_before_and_nothing_twice(store: Store) -> None:
    def ledger(*states: str) -> str:
        rows = [
            f"{n}\t{title}\t{units}\t{state}\n"
            for n, ((title, _, units), state) in enumerate(zip(ITEMS, states, strict=True), 1)
        ]
        return "".join([HEAD, "序号\t工作任务\t牵头单位\t完成情况\n", *rows])

    agree(store, read(ledger(*["推进中"] * 6)))
    first = node(store.snapshot(1), "开好课程")
    assert [entry.status for entry in first.entries] == [Status.GOING]
    store.write("进展", lambda s: progress.set_status(s, first.node_id, Status.BEHIND, date.today()))
    plan_id = agree(store, follow(store, ledger("推进中", "已完成", *["推进中"] * 4)).on_desk)
    now = store.snapshot(plan_id)
    assert standing(node(now, "开好课程"), date.today()).status is Status.DONE
    assert [entry.status for entry in node(now, "管好经费").entries] == [Status.GOING]


def test_targets_ticks_and_the_plans_own_words_live_on_in_the_next_version(stored: Store) -> None:
    old = stored.snapshot(1)
    school, safety = node(old, "办好学前").node_id, node(old, "守住安全").node_id
    january = date(2031, 1, 31)
    stored.write("实际", lambda s: targets.set_actual(s, school, 0, "4"))
    stored.write("划去", lambda s: targets.strike(s, school, 1))
    stored.write("完成", lambda s: duties.tick(s, safety, january, january))
    stored.write("用词", lambda s: customs.set_status_words(s, 1, {Status.GOING: "在办"}, USUAL))
    found = follow(stored, text_of(*reversed(ITEMS)))
    new = stored.snapshot(agree(stored, found.on_desk))
    told = node(new, "办好学前").targets
    assert [(one.actual, one.is_struck) for one in told] == [("4", False), ("", True)]
    assert node(new, "守住安全").ticks == (january,)
    assert new.customs.word(Status.GOING) == "在办"

"""What changed between two versions: each kind by itself, units by the register, numbers apart from content."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.comparing import DifferenceKind, compare
from planner.core.draft import Deadline, DraftAssignment
from planner.core.snapshot import Assignment, UnitRef, snapshot_of_draft
from planner.core.vocabulary import NodeKind, Origin, Role
from tests.builders import sample_draft
from tests.reports.making import item, plan_of, section

K = DifferenceKind
SUMMER = Deadline("6月底前", None, date(2031, 6, 30), "day")
AUTUMN = Deadline("9月底前", None, date(2031, 9, 30), "day")
MEALS = item("1.", "管好校园每一餐", "每月公示一次账目，家长每周到校陪餐。", ["校安股"], ["综合股", "财审股"])
CLASSES = item("2.", "开齐音体美课程", "把县城学校的好课送到每一个教学点。", ["教研室"], ["义教股"])
TEACHERS = item("3.", "推进教师县管校聘", "交流教师不少于四十人，补助按月落实。", ["师资股"], ["财审股"])
LETTERS = item("4.", "办结群众来信", "接信当日登记，十五个工作日内答复来信人。", ["督学室"])
ALL = (MEALS, CLASSES, TEACHERS, LETTERS)


def numbered(*items):
    return tuple(replace(one, number=f"{place}.") for place, one in enumerate(items, 1))


def changes(old, new):
    return {
        (one.after or one.before).node.title: list(one.kinds)
        for one in compare(plan_of(*old), plan_of(*new)).differences
    }


def only(old, new):
    (found,) = compare(plan_of(*old), plan_of(*new)).differences
    return found


def test_a_plan_does_not_differ_from_itself():
    plan = snapshot_of_draft(sample_draft())
    assert compare(plan, plan).differences == ()
    assert compare(plan, plan).counts == ()


def test_points_blanks_and_line_breaks_are_no_change():
    other = replace(MEALS, body="每月公示一次账目, 家长每周\n到校陪餐")
    assert changes(ALL, (other, *ALL[1:])) == {}


def test_each_kind_is_told():
    assert changes(ALL[:1], [replace(MEALS, assignments=(lead("综合股"), lead("校安股"), partner("财审股")))]) == {
        MEALS.title: [K.LEAD, K.PARTNERS]
    }
    assert changes(ALL[:1], [item("1.", MEALS.title, MEALS.body, ["校安股"], ["综合股"])]) == {
        MEALS.title: [K.PARTNERS]
    }
    assert changes([replace(MEALS, deadlines=(SUMMER,))], [replace(MEALS, deadlines=(AUTUMN,))]) == {
        MEALS.title: [K.DEADLINE]
    }
    assert changes(ALL[:1], [replace(MEALS, body="每月公示两次账目，家长每周到校陪餐。")]) == {MEALS.title: [K.TEXT]}
    assert changes(ALL[:1], [replace(MEALS, open_ended=True)]) == {MEALS.title: [K.PARTNERS]}


def lead(unit):
    return DraftAssignment(unit, unit, Role.LEAD)


def partner(unit):
    return DraftAssignment(unit, unit, Role.PARTNER)


def test_what_is_new_and_what_is_gone():
    fresh = item("1.", "建好校园图书角", "每班一个书架，评选书香校园二十所。", ["义教股"])
    assert changes(ALL, numbered(fresh, *ALL)) == {
        fresh.title: [K.NEW],
        **{one.title: [K.NUMBER] for one in ALL},
    }
    assert changes(ALL, ALL[:3]) == {LETTERS.title: [K.GONE]}


def test_renumbering_alone_is_told_apart():
    found = compare(plan_of(*ALL), plan_of(*numbered(TEACHERS, MEALS, CLASSES, LETTERS)))
    assert [one.is_renumbering for one in found.differences] == [True, True, True]
    assert found.counts == ((K.NUMBER, 3),)
    changed = replace(TEACHERS, assignments=(lead("教研室"), partner("财审股")))
    found = compare(plan_of(*ALL), plan_of(*numbered(changed, MEALS, CLASSES, LETTERS)))
    assert [one.kinds for one in found.differences if not one.is_renumbering] == [(K.LEAD, K.NUMBER)]


def test_a_plan_without_numbers_is_compared_by_its_order():
    bare = [replace(one, number="") for one in ALL]
    assert changes(bare, [bare[1], bare[0], *bare[2:]]) == {CLASSES.title: [K.NUMBER], MEALS.title: [K.NUMBER]}


def test_the_mark_behind_a_number_is_no_change():
    assert changes(ALL, [replace(one, number=one.number.replace(".", "．")) for one in ALL]) == {}


def test_what_is_gone_stands_where_it_was():
    found = compare(plan_of(*ALL), plan_of(MEALS, replace(TEACHERS, number="2."), replace(LETTERS, number="3.")))
    assert [(one.after or one.before).node.title for one in found.differences] == [
        CLASSES.title,
        TEACHERS.title,
        LETTERS.title,
    ]
    first = compare(plan_of(*ALL), plan_of(*ALL[1:])).differences[0]
    assert first.before.node.title == MEALS.title
    assert first.after is None


def test_changed_units_are_marked_on_both_sides():
    found = only(ALL[:1], [item("1.", MEALS.title, MEALS.body, ["综合股"], ["校安股", "义教股"])])
    marks = lambda side: {(unit.name, unit.role, unit.is_changed, unit.other_role) for unit in side.units}  # noqa: E731
    assert marks(found.before) == {
        ("校安股", Role.LEAD, True, Role.PARTNER),
        ("综合股", Role.PARTNER, True, Role.LEAD),
        ("财审股", Role.PARTNER, True, None),
    }
    assert marks(found.after) == {
        ("综合股", Role.LEAD, True, Role.PARTNER),
        ("校安股", Role.PARTNER, True, Role.LEAD),
        ("义教股", Role.PARTNER, True, None),
    }


def test_a_unit_that_leads_and_joins_in_both_versions_does_not_differ():
    both = item("1.", MEALS.title, MEALS.body, ["校安股"], ["校安股", "综合股"])
    assert changes([both], [both]) == {}


def stored(plan, plan_id, **units):
    """Return a plan as a store has it: `units` give names the register's number and short name."""

    def of(found: Assignment) -> Assignment:
        number, name = units.get(found.unit.name, (0, found.unit.name))
        return replace(found, unit=UnitRef(number or 100 + len(found.unit.name), name, full_name=f"县{name}"))

    nodes = tuple(replace(node, assignments=tuple(map(of, node.assignments))) for node in plan.nodes)
    return replace(plan, plan_id=plan_id, nodes=nodes)


def test_two_spellings_of_one_unit_of_the_register_do_not_differ():
    old, new = plan_of(item("1.", "甲项任务", lead=["教师股"])), plan_of(item("1.", "甲项任务", lead=["教师工作股"]))
    assert len(compare(old, new).differences) == 1
    same = stored(old, 1, 教师股=(7, "教师工作股")), stored(new, 2, 教师工作股=(7, "教师工作股"))
    assert compare(*same).differences == ()
    others = stored(old, 1, 教师股=(7, "教师工作股")), stored(new, 2, 教师工作股=(8, "教师工作股"))
    assert [one.kinds for one in compare(*others).differences] == [(K.LEAD,)]


def test_a_stored_plan_knows_the_spellings_of_a_file():
    old = plan_of(item("1.", "甲项任务", lead=["教师股"]))
    kept = stored(old, 1, 教师股=(7, "教师工作股"))
    for name in ("教师股", "教师工作股", "县教师工作股"):
        assert compare(kept, plan_of(item("1.", "甲项任务", lead=[name]))).differences == ()
    assert len(compare(kept, plan_of(item("1.", "甲项任务", lead=["财审股"]))).differences) == 1


def test_a_day_in_the_text_is_told_as_a_deadline_alone():
    text = "{}完成招标，年内新建村小食堂两所。"
    old = replace(MEALS, body=text.format("6月底前"), deadlines=(SUMMER,))
    new = replace(MEALS, body=text.format("9月底前"), deadlines=(AUTUMN,))
    assert changes([old], [new]) == {MEALS.title: [K.DEADLINE]}


def test_another_title_of_the_same_item_is_a_change_of_content():
    found = only(ALL[:1], [replace(MEALS, title="管好学校每一餐")])
    assert found.kinds == (K.TEXT,)
    assert (found.title.before, found.title.after) == ("管好校园每一餐", "管好学校每一餐")


def test_an_item_that_moved_to_another_part_says_so():
    old = [section("一、", "安全工作"), MEALS, section("二、", "教学工作"), CLASSES, TEACHERS]
    new = [section("一、", "安全工作"), section("二、", "教学工作"), MEALS, CLASSES, TEACHERS]
    found = only(old, new)
    assert found.kinds == (K.NUMBER,)
    assert found.is_moved
    assert (found.before.section, found.after.section) == ("一、安全工作", "二、教学工作")


def test_a_part_that_is_called_otherwise_moves_nothing():
    old = [section("一、", "守住校园安全底线"), MEALS]
    new = [section("一、", "牢牢守住校园安全底线"), MEALS]
    assert compare(plan_of(*old), plan_of(*new)).differences == ()


def test_a_split_and_a_merged_item_name_where_they_came_from_and_went():
    first, second = "每月公示一次食堂账目并接受家长监督", "家长每周轮流到校陪餐并当场填写意见"
    whole = item("1.", "管好校园每一餐", f"{first}。{second}。", ["校安股"])
    parts = [
        item("1.", "管好校园每一餐", f"{first}。", ["校安股"]),
        item("2.", "落实家长陪餐", f"{second}。", ["校安股"]),
    ]
    split = {one.kinds: one for one in compare(plan_of(whole), plan_of(*parts)).differences}
    assert split[(K.NEW,)].related.node.title == whole.title
    merged = {one.kinds: one for one in compare(plan_of(*parts), plan_of(whole)).differences}
    assert merged[(K.GONE,)].related.node.title == whole.title


def with_step(plan, *units, title="开学前查清食堂证照", number="①"):
    above = plan.items[0]
    step = replace(
        above,
        node_id=900,
        parent_id=above.node_id,
        kind=NodeKind.STEP,
        number=number,
        title=title,
        body="",
        assignments=(),
    )
    found = tuple(Assignment(UnitRef(50 + at, name), name, Role.LEAD) for at, name in enumerate(units))
    return replace(plan, nodes=(above, replace(step, assignments=found, origin=Origin.TEXT), *plan.nodes[1:]))


def test_a_step_without_units_is_content_of_its_item():
    plan = plan_of(*ALL)
    found = compare(with_step(plan), with_step(plan, title="开学前查清全部证照")).differences
    assert [(one.kinds, one.after.node.title) for one in found] == [((K.TEXT,), MEALS.title)]


def test_a_step_with_units_counts_by_itself_in_either_version():
    plan = plan_of(*ALL)
    for old, new in ((("财审股",), ("校安股",)), ((), ("校安股",)), (("财审股",), ())):
        found = compare(with_step(plan, *old), with_step(plan, *new)).differences
        assert [(one.kinds, one.after.node.title) for one in found] == [((K.LEAD,), "开学前查清食堂证照")]


def test_an_item_that_became_a_step_went_into_the_item_above_it():
    old = plan_of(*ALL, item("5.", "开学前查清食堂证照"))
    found = compare(old, with_step(plan_of(*ALL))).differences
    gone = next(one for one in found if one.kinds == (K.GONE,))
    assert gone.before.node.title == "开学前查清食堂证照"
    assert gone.related.node.title == MEALS.title


def test_counts_count_an_item_in_each_of_its_kinds():
    new = [item("1.", MEALS.title, MEALS.body, ["综合股"], ["校安股"]), *ALL[1:3]]
    assert compare(plan_of(*ALL), plan_of(*new)).counts == ((K.GONE, 1), (K.LEAD, 1), (K.PARTNERS, 1))


DISTINCT = tuple(
    item("", title, body, lead=[unit])
    for title, body, unit in (
        ("修好乡村校舍", "年内修缮校舍六栋，改造旱厕二十处。", "项目股"),
        ("配齐专职教师", "通过招聘和支教补足音体美教师。", "师资股"),
        ("公开预算执行", "每季度在网站公布经费使用明细。", "财审股"),
        ("排查校车隐患", "会同交警逐车检查轮胎和灭火器。", "校安股"),
        ("新建公办幼儿园", "在城东和河口各建一所十二班园。", "学前股"),
        ("办好职教实训", "与汽修企业共建产教融合车间。", "职成股"),
    )
)


@given(st.permutations(range(6)), st.permutations(range(6)), st.integers(1, 6), st.integers(1, 6))
@settings(max_examples=60, deadline=None)
def test_whatever_comes_goes_and_changes_place_is_told_once(first, second, count, other_count):
    old, new = first[:count], second[:other_count]
    found = compare(*(plan_of(*numbered(*(DISTINCT[place] for place in places))) for places in (old, new)))
    told = {(one.after or one.before).node.title: one.kinds for one in found.differences}
    assert len(told) == len(found.differences)
    for place, one in enumerate(DISTINCT):
        if place in old and place in new:
            expected = () if old.index(place) == new.index(place) else (K.NUMBER,)
        else:
            expected = (K.NEW,) if place in new else (K.GONE,) if place in old else ()
        assert told.get(one.title, ()) == expected

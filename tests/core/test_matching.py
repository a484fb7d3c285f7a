"""Versions are matched by likeness: what was moved, renumbered or reworded is found, and nothing is paired twice."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.matching import Text, likeness, match

WORDS = (
    "校舍", "食堂", "操场", "课程", "教研", "督导", "经费", "培训", "安全", "巡查", "阅读", "心理", "体育", "美育",
    "信息", "招生", "资助", "评价", "党建", "师德", "职称", "用房", "消防", "学前", "特教", "职教", "民办", "课后",
)  # fmt: skip


def texts(count: int, seed: int = 7) -> list[Text]:
    """Return texts that are as alike as the items of one plan."""
    chance = random.Random(seed)
    return [
        Text(
            key,
            f"加强{'和'.join(chance.sample(WORDS, 2))}工作",
            "".join(f"推进{word}建设，完成{chance.randint(1, 99)}项任务。" for word in chance.sample(WORDS, 4)),
            f"部分{key % 5}",
        )
        for key in range(count)
    ]


@given(st.integers(0, 40), st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_the_same_texts_are_their_own_partners(count: int, seed: int) -> None:
    found = match(texts(count, seed), texts(count, seed))
    assert found.pairs == {key: key for key in range(count)}
    assert found.split == found.merged == {}


@given(st.permutations(range(30)))
@settings(max_examples=40, deadline=None)
def test_texts_that_were_moved_are_found(order: list[int]) -> None:
    old = texts(30)
    new = [Text(100 + key, old[key].title, old[key].body, "另一部分") for key in order]
    assert match(old, new).pairs == {key: 100 + key for key in range(30)}


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_texts_that_were_partly_reworded_are_found_and_paired_once(data: st.DataObject) -> None:
    old = texts(25, 3)
    gone = data.draw(st.sets(st.integers(0, 24), max_size=6))
    new = []
    for text in old:
        if text.key in gone:
            continue
        cut = data.draw(st.integers(0, len(text.body) // 3))
        new.append(Text(500 + text.key, text.title, text.body[cut:] + "并报县政府备案。", text.place))
    found = match(old, new)
    assert len(set(found.pairs.values())) == len(found.pairs)
    assert found.pairs == {key: 500 + key for key in range(25) if key not in gone}


def test_a_new_text_has_no_partner_and_one_that_is_gone_has_none() -> None:
    old = texts(12)
    new = [*old[:5], Text(99, "举办龙舟比赛", "端午期间在滨河公园举办龙舟邀请赛。"), *old[6:]]
    found = match(old, new)
    assert 5 not in found.pairs
    assert 99 not in found.pairs.values()
    assert len(found.pairs) == 11


def test_a_text_that_was_split_names_where_it_came_from() -> None:
    body = "年内完成校舍修缮六栋并通过验收。"
    rest = "同步开展食堂提质改造，明厨亮灶覆盖全部学校。"
    old = [Text(1, "改善办学条件", body + rest), Text(2, "开好课程", "开齐音体美课程。")]
    new = [Text(11, "改善办学条件", body), Text(12, "办好食堂", rest), Text(13, "开好课程", "开齐音体美课程。")]
    found = match(old, new)
    assert found.pairs == {1: 11, 2: 13}
    assert found.split == {12: 1}
    back = match(new, old)
    assert back.pairs == {11: 1, 13: 2}
    assert back.merged == {12: 1}


def test_a_text_between_the_same_neighbours_is_taken_for_the_one_that_was_there() -> None:
    old = texts(3)
    new = [old[0], Text(9, "抓好学校食品卫生", f"{old[1].body[:12]}严格落实陪餐制度和留样制度，每周公示。"), old[2]]
    assert match(old, new).pairs == {0: 0, 1: 9, 2: 2}


def test_like_named_texts_are_told_apart_by_their_bodies() -> None:
    old = [
        Text(1, "加强组织领导", "成立工作专班统筹推进校园安全。"),
        Text(2, "加强组织领导", "建立教师培训联席会议制度。"),
    ]
    new = [
        Text(12, "加强组织领导", "建立教师培训联席会议制度，按季调度。"),
        Text(11, "加强组织领导", "成立校园安全工作专班。"),
        Text(13, "加强组织领导", "宣传典型经验。"),
    ]
    found = match(old, new)
    assert found.pairs[2] == 12
    assert found.pairs[1] == 11


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_likeness_is_whole_for_the_same_and_the_same_both_ways(one: str, other: str) -> None:
    assert likeness(one, one) == 1
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


def test_thousands_are_looked_up_and_not_compared_each_with_each() -> None:
    old = texts(1500, 11)
    new = [Text(10_000 + text.key, f"{text.title}力度", f"{text.body}年底前报送总结。", text.place) for text in old]
    found = match(old, new)
    right = sum(found.pairs.get(text.key) == 10_000 + text.key for text in old)
    assert right > 1450

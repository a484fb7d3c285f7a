"""Words, sounds and numbers that are looked for in a plan, and where they are."""

from datetime import date

import pytest

from planner.core.draft import LabelledField, Person
from planner.core.filtering import ItemFilter
from planner.core.progress import Status
from planner.core.searching import Query, SearchIndex, hidden_hit, hit_places
from planner.core.sounds import has_sound, places_of_sound, sounds_of
from planner.core.vocabulary import NodeKind, Role
from tests.core.nodes import due, node, part, plan, said, unit

DAY = date(2031, 6, 30)
PLAN = plan(
    node(1, NodeKind.SECTION, title="提高质量"),
    node(
        2,
        parent=1,
        number="（1）",
        title="推进教育教学改革",
        body="开展大单元备课，形成一批好课。建好 5G 校园。",
        assignments=(part(unit(1, "基教科")), part(unit(2, "教研室"), Role.PARTNER)),
        fields=(LabelledField("备注", "与督导结合"),),
        persons=(Person("牵头领导", "乔木生"),),
        deadlines=(due(DAY, "6月底前"),),
        entries=(said(DAY, Status.GOING, text="已完成三校试点"),),
    ),
    node(3, NodeKind.STEP, 2, number="①", title="编写样例"),
    node(37, parent=1, number="37.", title="修缮校舍", body="修缮三处"),
    node(40, parent=1, number="38.", title="建设37所幼儿园"),
)


def found(text: str) -> set[int]:
    return set(ItemFilter(text=text).chosen(PLAN, DAY))


@pytest.mark.parametrize("text", ["教学改革", "好课", "基教科", "督导", "乔木生", "６月底", "三校试点", "样例", "5g"])
def test_a_word_is_found_wherever_it_stands_in_an_item(text: str) -> None:
    assert found(text) == {2}


@pytest.mark.parametrize("text", ["jyjx", "JYJX", "tjjyjx", "jiaoyujiaoxue", "jiaoyujiaox", "jjk", "jijiaoke", "jys"])
def test_titles_and_units_are_found_by_their_sound(text: str) -> None:
    assert found(text) == {2}


@pytest.mark.parametrize("text", ["iaoyu", "dydbk", "jkj"])
def test_what_does_not_sound_so_is_not_found(text: str) -> None:
    assert found(text) == set()


def test_several_words_must_all_be_there() -> None:
    assert found("教学 基教科") == {2}
    assert found("jjk 样例　好课") == {2}
    assert found("教学 校舍") == set()


@pytest.mark.parametrize("text", ["37", "第37条", "第３７项", "37号"])
def test_a_number_finds_its_item_first(text: str) -> None:
    index, query = SearchIndex(PLAN), Query.of(text)
    assert [PLAN.nodes[place].node_id for place in index.numbered(query)] == [37]
    assert 37 in found(text)
    assert (40 in found(text)) is (text == "37")


@pytest.mark.parametrize("number", ["37.", "（37）", "第３７条", "37、"])
def test_a_number_of_the_source_is_read_in_any_form(number: str) -> None:
    index = SearchIndex(plan(node(1, number="1."), node(2, number=number)))
    assert index.numbered(Query.of("37")) == [1]


def test_a_running_number_is_found_too() -> None:
    assert PLAN.ordinals[40] == 3
    assert found("第3条") == {40}


def test_an_index_takes_over_what_did_not_change() -> None:
    first = SearchIndex(PLAN)
    while first.prepare(1):
        pass
    assert first.hits(Query.of("校舍")) == [3]
    second = SearchIndex(plan(*PLAN.nodes[:3]), first)
    assert second.hits(Query.of("校舍")) == []
    assert second.hits(Query.of("jyjx")) == [1]


def test_sounds_begin_at_a_syllable() -> None:
    sounds = sounds_of("西安路学校、重庆")
    assert sounds.initials == "xalxxcq"
    for typed in ("xa", "xian", "anlu", "chongq", "xuexiao"):
        assert has_sound(sounds, typed), typed
    for typed in ("ian", "zhongq", "uexiao"):
        assert not has_sound(sounds, typed), typed


def test_the_places_of_hits_are_those_of_the_letters() -> None:
    assert places_of_sound("推进教育、教学改革", "jyjx") == ((2, 7),)
    assert places_of_sound("推进教育教学", "jiaoyuj") == ((2, 5),)
    assert hit_places("教育教学 ABC", ("教", "abc")) == ((0, 1), (2, 3), (5, 8))
    assert hit_places("教育教学", ("教育", "育教")) == ((0, 3),)


def test_a_hit_that_the_row_does_not_show_is_told_with_the_words_around_it() -> None:
    item = PLAN.by_id[2]
    assert hidden_hit(item, ("试点",), 12, 20) == "…成三校试点（进展）"
    assert hidden_hit(item, ("督导",), 12, 20) == "与督导结合（备注）"
    assert "5G 校园" in hidden_hit(item, ("5g",), 4, 12)
    assert hidden_hit(item, ("教学",), 12, 20) == ""
    assert hidden_hit(item, ("jyjx",), 12, 20) == ""

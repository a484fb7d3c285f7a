"""Which names may be one unit, and which are two however they look."""

import pytest

from planner.core.likeness import elided, likeness


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("教师科", "教师工作科", "写法相近"),
        ("财政局", "市财政局", "只差前面的“市”"),
        ("县资助中心", "县学生资助管理中心", "写法相近"),
        ("资助中心", "县学生资助管理中心", "简称与全称"),
        ("发展改革委", "发展改革委员会", "简称与全称"),
        ("招生办", "招生办公室", "简称与全称"),
        ("基教科", "基教股", "只差最后一个字"),
        ("基教科", "基础教育科", "写法相近"),
        ("体卫艺科", "体卫艺（国防）科", "只差括号里的字"),
        ("各科室站", "各科室", "写法相近"),
    ],
)
def test_names_that_may_be_one_unit(one: str, other: str, reason: str) -> None:
    assert likeness(one, other) == likeness(other, one) == reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("教师科", "教师科"),
        ("市财政局", "县财政局"),
        ("市财政局", "市审计局"),
        ("第一中学", "第二中学"),
        ("一小", "二小"),
        ("各学校", "各幼儿园"),
        ("学校", "市第一学校"),
        ("县资助中心", "市学生资助管理中心"),
        ("人事科", "政工人事科"),
        ("党委办公室", "行政办公室"),
        ("甲", "甲科"),
    ],
)
def test_names_that_are_two_units(one: str, other: str) -> None:
    assert likeness(one, other) == ""


@pytest.mark.parametrize(
    ("names", "full"),
    [
        (("市发展改革委", "财政局"), {"财政局": "市财政局"}),
        (("县教育局", "财政局", "人社局"), {"财政局": "县财政局", "人社局": "县人社局"}),
        (("财政局", "市发展改革委"), {}),
        (("市教育局", "基教科", "各县区教育局", "东河县财政局"), {}),
        (("市教育局", "县财政局", "人社局"), {"人社局": "县人社局"}),
    ],
)
def test_the_level_word_of_an_earlier_name_is_carried_on(names: tuple[str, ...], full: dict[str, str]) -> None:
    assert elided(names) == full

"""Finding a unit: name, alias, beginning, initials, part, order of letters, likeness, in this order."""

import pytest

from planner.services import UnitRecord
from planner.services.unit_search import UnitSearch

NAMES = ("基础教育科", "基教科", "教师工作科", "职成教科", "教研室", "计财科", "市第三中学", "科教基建科")
ALIASES = {"教师工作科": ("师资科", "教师科"), "计财科": ("财务科",)}
REGISTER = tuple(
    UnitRecord(place, name, ALIASES.get(name, ()), 0, full_name="安澜县教育局综合研究室" if name == "教研室" else "")
    for place, name in enumerate(NAMES, start=1)
)


def found(typed: str, taken: tuple[str, ...] = ()) -> list[str]:
    return [one.unit.name for one in UnitSearch(REGISTER).find(typed, taken)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("jjk", ["基教科", "基础教育科", "科教基建科"]),
        ("JJK", ["基教科", "基础教育科", "科教基建科"]),
        ("jcjyk", ["基础教育科"]),
        ("jiaoshi", ["教师工作科"]),
        ("szk", ["教师工作科"]),
        ("dszx", ["市第三中学"]),
        ("教师科", ["教师工作科"]),
        ("师资", ["教师工作科"]),
        ("教", ["教师工作科", "教研室", "基础教育科", "基教科", "职成教科", "科教基建科"]),
        ("基教科", ["基教科", "基础教育科"]),
        ("综合研究室", ["教研室"]),
        ("教师工作处科", ["教师工作科"]),
        ("财", ["计财科"]),
        ("没有这个", []),
        ("", list(NAMES)),
    ],
)
def test_the_best_comes_first(typed: str, names: list[str]) -> None:
    assert found(typed) == names


def test_what_fitted_is_told_when_it_was_not_the_name() -> None:
    assert [one.by for one in UnitSearch(REGISTER).find("szk")] == ["师资科"]
    assert [one.by for one in UnitSearch(REGISTER).find("基教科")] == ["", ""]


def test_what_is_taken_is_not_offered_and_what_works_here_comes_first() -> None:
    assert found("jjk", ("基教科",)) == ["基础教育科", "科教基建科"]
    here = UnitSearch(REGISTER, {4: 2, 5: 7})
    assert [one.unit.name for one in here.find("")][:3] == ["教研室", "职成教科", "基础教育科"]
    assert next(one.unit.name for one in here.find("教")) == "教研室"


def test_a_retired_unit_is_found_by_its_very_name_only() -> None:
    retired = UnitRecord(99, "基教股", ("老基教股",), 3, is_retired=True)
    search = UnitSearch((retired, *REGISTER))
    assert [one.unit.name for one in search.find("基教股")][-1] == "基教股"
    assert [one.by for one in search.find("老基教股")] == ["老基教股"]
    assert retired not in [one.unit for one in search.find("jjg") + search.find("")]


def test_a_unit_is_named_by_any_of_its_names() -> None:
    search = UnitSearch(REGISTER)
    for name, unit in (
        ("教师科", "教师工作科"),
        (" 教 研 室", "教研室"),
        ("安澜县教育局综合研究室", "教研室"),
    ):
        known = search.named(name)
        assert known is not None
        assert known.name == unit
    assert search.named("教") is None

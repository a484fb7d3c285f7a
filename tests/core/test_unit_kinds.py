"""Kinds of units: by the word of a list, and by the form of a name."""

import pytest

from planner.core.unit_kinds import KIND_WORDS, kind_by_form, kind_named
from planner.core.vocabulary import UnitKind


def test_every_kind_has_a_word_that_is_read_again() -> None:
    assert set(KIND_WORDS) == set(UnitKind)
    assert {kind: kind_named(word) for kind, word in KIND_WORDS.items()} == {kind: kind for kind in UnitKind}


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("机关科室", UnitKind.OFFICE),
        ("内设股室", UnitKind.OFFICE),
        ("二层机构", UnitKind.AFFILIATE),
        ("局属学校", UnitKind.SCHOOL),
        ("县市区", UnitKind.COUNTY),
        ("市直部门", UnitKind.OUTSIDE),
        (" ", UnitKind.UNSORTED),
        ("甲乙丙", None),
    ],
)
def test_the_words_of_lists_are_understood(word: str, kind: UnitKind | None) -> None:
    assert kind_named(word) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("基教科", UnitKind.OFFICE),
        ("局办公室", UnitKind.OFFICE),
        ("机关党委", UnitKind.OFFICE),
        ("学生资助管理中心", UnitKind.AFFILIATE),
        ("电教馆", UnitKind.AFFILIATE),
        ("安澜一中", UnitKind.SCHOOL),
        ("东河县教育局", UnitKind.COUNTY),
        ("南屏镇中心校", UnitKind.COUNTY),
        ("市财政局", UnitKind.OUTSIDE),
        ("市委编办", UnitKind.OUTSIDE),
        ("财政局", UnitKind.OUTSIDE),
        ("各县区教育局", UnitKind.GROUP),
        ("体卫艺", UnitKind.UNSORTED),
    ],
)
def test_the_form_of_a_name_speaks_for_a_kind(name: str, kind: UnitKind) -> None:
    assert kind_by_form(name) == kind

"""Words before a colon: which of them name a role, a person or a deadline, however they are put."""

import pytest

from planner.importing.labels import LabelKind, label_before

LABELS = {
    LabelKind.LEAD: "牵头单位 牵头（责任）单位 牵头(责任)部门 责任（牵头）单位 第一责任单位 牵头处（科）室 主办科室",
    LabelKind.PARTNER: "配合单位 配合（责任）单位 协同配合单位 协办科室 会办单位 参与部门",
    LabelKind.RESPONSIBLE: "责任单位 责任科室（单位） 整改责任单位 具体责任单位 承办科室 落实单位 责任科室及学校",
    LabelKind.PERSON: "牵头领导 市级牵头领导 分管县领导 分管负责人 整改责任人 联络员",
    LabelKind.DEADLINE: "完成时限 完成日期 办理时限 整改时限",
}


@pytest.mark.parametrize(("label", "kind"), [(word, kind) for kind, words in LABELS.items() for word in words.split()])
def test_a_label_is_known_whole(label: str, kind: LabelKind) -> None:
    found = label_before(f"完成情况良好。{label}")
    assert found is not None
    assert (found.words, found.kind) == (label, kind)


@pytest.mark.parametrize(
    ("written", "label"), [("责 任 人", "责任人"), ("牵 头 单 位", "牵头单位"), ("責任單位", "責任單位")]
)
def test_blanks_inside_and_traditional_characters_make_no_difference(written: str, label: str) -> None:
    found = label_before(written)
    assert found is not None
    assert found.words == label
    assert found.back == len(written)

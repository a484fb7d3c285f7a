"""Proposals for items without units: from like items, from the names of offices, and never out of nothing."""

from planner.core.duties import duty_words
from planner.core.proposals import KnownItem, Memory

ITEMS = (
    KnownItem("加强食堂管理", "落实陪餐制度，公开食堂账目。", "守住底线", ("第三科",), ("办公室",), "2025 第4条"),
    KnownItem("修缮图书馆", "更换书架，补充图书。", "改善条件", ("第五科",), (), "2025 第9条"),
    KnownItem("办好运动会", "组织全县田径比赛。", "全面育人", ("第七科",), (), "2025 第12条"),
)


def test_a_like_item_proposes_its_lead_with_its_source() -> None:
    first = Memory(ITEMS).propose("规范食堂管理", "食堂账目每月公开。")[0]
    assert (first.unit, first.source) == ("第三科", "2025 第4条")


def test_the_name_of_an_office_speaks_for_it_without_any_memory() -> None:
    found = Memory((), ["体卫艺科", "计财科", "职成科"]).propose("办好职业教育", "深化产教融合，提升技能。")
    assert [(one.unit, one.source) for one in found[:1]] == [("职成科", "")]


def test_a_unit_seen_only_as_partner_can_be_proposed() -> None:
    item = KnownItem("推进营养改善", "规范供餐。", "", ("第三科",), ("县资助中心",))
    found = Memory((item,)).propose("落实助学贷款", "精准资助困难学生。")
    assert found[0].unit == "县资助中心"


def test_an_expression_for_several_units_comes_after_an_office() -> None:
    items = (
        KnownItem("做好防汛工作", "排查隐患。", "", ("各科室站",), (), "一"),
        KnownItem("做好防火工作", "排查隐患。", "", ("第二科",), (), "二"),
    )
    assert Memory(items).propose("做好防雷工作", "排查隐患。")[0].unit == "第二科"


def test_nothing_is_proposed_where_nothing_speaks_for_a_unit() -> None:
    assert Memory((), ["第一科", "第二科"]).propose("做好其他工作", "按时完成。") == ()
    assert Memory(ITEMS).propose("", "") == ()
    assert duty_words("第一科") == ()

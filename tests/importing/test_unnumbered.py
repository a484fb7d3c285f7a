"""Items without a number mark: blocks of labels, counted words, lines above labels, paragraphs with labels."""

from __future__ import annotations

import pytest

from planner.core.draft import DraftNode
from planner.core.errors import InputError
from planner.core.vocabulary import NodeKind
from planner.importing import parse, read_text
from tests.importing.plans.labels import lossless_problems

LEDGER = """安澜县水利工作台账

重点任务：修好河堤
推进措施：
1.先查险段。
2.再排工期。
牵头股室：工程股
完成时限：2024年5月
配合股室：规划股、各水管站

重点任务：清好河道
推进措施：按月巡查。
牵头股室：河湖股
配合股室：执法队

重点任务：用好水费
牵头股室：财务股
"""
ORDINALS = """安澜县水利工作台账
序号：1
任务名称：修好河堤
责任股室：工程股、规划股
序号：2
任务名称：清好河道
责任股室：河湖股
"""
COUNTED = """安澜县督查反馈问题整改分工
一、整改时间
6月1日至9月30日。
二、整改任务
问题一：部分泵站老化。
整改措施：更换机组。
牵头单位：县水利局
责任单位：县财政局
问题二：部分水表失准。
牵头单位：县供水公司
责任单位：县水利局、各乡镇
"""
GROUPS = """安澜县水利局汛前检查安排
第一组：检查水库
组　长：何川
责任单位：工程股
配合单位：河湖股
第二组：检查泵站
组　长：吴江
责任单位：机电站
配合单位：财务股
"""
TITLES = """安澜县水利局重点工作清单

修好河堤
先查险段，再排工期。
牵头股室：工程股
配合股室：规划股、
各水管站
清好河道
按月巡查，及时通报。
牵头股室：河湖股
"""
SECTIONS = """安澜县水利局工作安排
一、防汛
工作任务：修好河堤
责任单位：工程股
工作任务：备好物资
责任单位：财务股
二、供水
工作任务：换好水表
责任单位：供水股
"""
BULLETS = """安澜县水利局工作安排
● 修好河堤5公里。责任单位：工程股
● 清好河道12条。责任单位：河湖股、执法队
● 换好水表300只。责任单位：供水股
"""
BELOW_HEADINGS = """安澜县水利局工作安排
一、防汛
修好河堤5公里。责任单位：工程股
清好河道12条。责任单位：河湖股
二、供水
换好水表300只。责任单位：供水股
改好管网20公里。责任单位：供水股、财务股
"""


def items(text: str) -> list[tuple[str, str, list[str]]]:
    plan = parse(read_text(text))
    assert not list(lossless_problems(plan, text))

    def names(node: DraftNode) -> list[str]:
        return [a.unit for a in node.assignments]

    return [(node.number, node.title, names(node)) for node in plan.nodes if node.kind is NodeKind.ITEM]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            LEDGER,
            [
                ("", "修好河堤", ["工程股", "规划股", "各水管站"]),
                ("", "清好河道", ["河湖股", "执法队"]),
                ("", "用好水费", ["财务股"]),
            ],
        ),
        (ORDINALS, [("1", "修好河堤", ["工程股", "规划股"]), ("2", "清好河道", ["河湖股"])]),
        (
            COUNTED,
            [
                ("问题一：", "部分泵站老化", ["县水利局", "县财政局"]),
                ("问题二：", "部分水表失准", ["县供水公司", "县水利局", "各乡镇"]),
            ],
        ),
        (GROUPS, [("第一组：", "检查水库", ["工程股", "河湖股"]), ("第二组：", "检查泵站", ["机电站", "财务股"])]),
        (TITLES, [("", "修好河堤", ["工程股", "规划股", "各水管站"]), ("", "清好河道", ["河湖股"])]),
        (
            SECTIONS,
            [("", "修好河堤", ["工程股"]), ("", "备好物资", ["财务股"]), ("", "换好水表", ["供水股"])],
        ),
        (
            BULLETS,
            [
                ("", "修好河堤5公里", ["工程股"]),
                ("", "清好河道12条", ["河湖股", "执法队"]),
                ("", "换好水表300只", ["供水股"]),
            ],
        ),
        (
            BELOW_HEADINGS,
            [
                ("", "修好河堤5公里", ["工程股"]),
                ("", "清好河道12条", ["河湖股"]),
                ("", "换好水表300只", ["供水股"]),
                ("", "改好管网20公里", ["供水股", "财务股"]),
            ],
        ),
    ],
    ids=["ledger", "ordinals", "counted", "groups", "titles", "sections", "bullets", "below headings"],
)
def test_a_block_without_a_number_is_an_item(text: str, want: list[tuple[str, str, list[str]]]) -> None:
    assert items(text) == want


def test_points_under_a_label_belong_to_the_block() -> None:
    first = parse(read_text(LEDGER)).nodes[0]
    assert [(field.label, field.text) for field in first.fields] == [("推进措施", "1.先查险段。\n2.再排工期。")]


def test_labels_of_numbered_items_begin_no_item() -> None:
    text = (
        "安澜县水利局要点\n1.防汛\n工作任务：修好河堤\n责任单位：工程股\n2.供水\n工作任务：换好水表\n责任单位：供水股\n"
    )
    assert items(text) == [("1.", "防汛", ["工程股"]), ("2.", "供水", ["供水股"])]


def test_labels_without_units_begin_no_item() -> None:
    text = "安澜县水利局要点\n一、防汛\n工作任务：修好河堤\n工作任务：备好物资\n二、供水\n工作任务：换好水表\n"
    assert [number for number, _, _ in items(text)] == ["一、", "二、"]


def test_what_holds_no_item_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        parse(read_text("安澜县水利局便函\n请尽快报送材料。\n责任单位：工程股\n"))
    assert caught.value.code == "NOT_A_PLAN"


def test_a_label_that_a_line_end_tore_is_no_title() -> None:
    text = "三月份一\n、（一）\n牵头科室\n (单位\n):一、\n相关科室\n附件1"
    with pytest.raises(InputError) as caught:
        parse(read_text(text))
    assert caught.value.code == "NOT_A_PLAN"

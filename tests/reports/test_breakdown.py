"""What stands in the responsibility table: columns, heads, texts, numbers, notes."""

from dataclasses import replace
from datetime import date

import pytest

from planner.core.draft import Deadline, DraftAssignment, DraftNode, LabelledField, Person
from planner.core.errors import UsageError
from planner.core.vocabulary import NodeKind, Origin, Role
from planner.reports.catalog import PrintRequest
from planner.reports.fonts import HANDS, typeface
from planner.reports.profiles import PROFILES
from planner.reports.table import ItemRow, SectionRow
from planner.reports.typeset import typeset
from tests.reports.making import build, item, plan_of, section

FIVE, SEVEN, NAMED, MEASURES = "五列", "七列", "柳州式", "达州式"


def table(*nodes, layout=FIVE, depth="full", **more):
    asked = ("profile", "title", "bureau", "as_of", "stage_mark", "inherited")
    request = {key: more.pop(key) for key in asked if key in more}
    return build(plan_of(*nodes, **more), PrintRequest(layout=layout, depth=depth, **request))


def heads(found):
    return [column.head for column in found.columns]


def texts(found):
    return [[cell.text for cell in row.cells] for row in found.rows if isinstance(row, ItemRow)]


def test_a_row_says_what_who_and_until_when():
    found = table(
        section(),
        item("1.", "补齐短板", "新建2所食堂。", ["义教股"], ["财审股", "校安股"], deadlines=(Deadline("6月底前"),)),
    )
    assert heads(found) == ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]
    assert found.rows[0] == SectionRow("一、办好学校", 1)
    assert texts(found) == [["1", "补齐短板。新建2所食堂。", "义教股", "财审股、校安股", "6月底前"]]
    assert [column.width for column in found.columns] == pytest.approx([12, 135, 38, 57, 15], abs=6)
    assert sum(column.width for column in found.columns) == pytest.approx(257)


def test_of_two_deadlines_for_one_day_the_first_is_printed():
    may, june = date(2031, 5, 10), date(2031, 6, 30)
    found = (Deadline("5月10日前", None, may), Deadline("6月底前", None, june), Deadline("5月10日", None, may))
    assert texts(table(item("1.", "查食堂", deadlines=found)))[0][-1] == "5月10日前\n6月底前"
    undated = (Deadline("开学前"), Deadline("长期坚持"), Deadline("开学前"))
    assert texts(table(item("1.", "查食堂", deadlines=undated)))[0][-1] == "开学前\n长期坚持"


def test_words_within_those_of_another_deadline_are_not_said_again():
    long = Deadline("3月31日前完成方案，12月31日前总结验收", None, date(2031, 12, 31))
    found = (Deadline("12月31日前总结验收"), long, Deadline(""), Deadline("1月底前"), Deadline("11月底前"))
    shown = texts(table(item("1.", "查食堂", deadlines=found)))[0][-1]
    assert shown == "3月31日前完成方案，12月31日前总结验收\n1月底前\n11月底前"


def test_what_a_rule_gives_beside_own_units_is_printed_when_asked_for():
    ruled = DraftAssignment("各镇街", "各镇街", Role.PARTNER, group=True, inherited_from=1)
    own = item("1.", "补齐短板", lead=["义教股"])
    own = replace(own, assignments=(*own.assignments, ruled))
    bare = replace(item("2.", "查食堂"), assignments=(ruled,))
    assert [row[2:] for row in texts(table(section(), own, bare))] == [["义教股", ""], ["", "各镇街"]]
    asked = table(section(), own, bare, inherited=True)
    assert [row[2:] for row in texts(asked)] == [["义教股", "各镇街"], ["", "各镇街"]]


def test_columns_without_a_value_give_their_width_to_the_task():
    found = table(section(), item("1.", "补齐短板", lead=["义教股"]))
    assert heads(found) == ["序号", "工作任务", "牵头单位"]
    assert [column.width for column in found.columns] == pytest.approx([12, 135 + 57 + 15, 38])


def test_a_plan_without_units_keeps_room_to_write_them_in():
    found = table(section(), item("1.", "补齐短板"))
    assert heads(found) == ["序号", "工作任务", "牵头单位", "配合单位"]
    assert texts(found) == [["1", "补齐短板", "", ""]]


def test_the_heads_are_the_plans_own_words():
    found = table(
        item("1.", "补齐短板", "", ["义教股"], ["财审股"]), lead_word="牵头科室(单位)：", partner_word="责任 科室"
    )
    assert heads(found)[2:] == ["牵头科室（单位）", "责任科室"]


@pytest.mark.parametrize(
    ("depth", "shown"),
    [
        ("title", "补齐短板"),
        ("first", "补齐短板。新建“2所”食堂！"),
        ("full", "补齐短板。新建“2所”食堂！改造宿舍。\n年底验收。"),
    ],
)
def test_the_depth_tells_how_much_is_printed(depth, shown):
    body = "新建“2所”食堂！改造宿舍。\n年底验收。"
    assert texts(table(section(), item("1.", "补齐短板", body), depth=depth))[0][1] == shown


def test_labelled_fields_follow_the_title():
    fields = (("问题描述", "食堂不足。宿舍老旧。"), ("工作目标", "建成2所。"))
    nodes = (section(), item("1.", "补齐短板", fields=fields))
    assert texts(table(*nodes))[0][1] == "补齐短板\n问题描述：食堂不足。宿舍老旧。\n工作目标：建成2所。"
    assert texts(table(*nodes, depth="first"))[0][1] == "补齐短板\n问题描述：食堂不足。\n工作目标：建成2所。"
    assert texts(table(*nodes, depth="title"))[0][1] == "补齐短板"


def test_titles_and_labels_are_strong_only_where_a_text_follows():
    with_text = table(section(), item("1.", "补齐短板", "新建食堂。"))
    assert [part.strong for part in with_text.rows[1].cells[1].paragraphs[0]] == [True, False]
    assert not table(section(), item("1.", "补齐短板")).rows[1].cells[1].paragraphs[0][0].strong


def test_the_seven_columns_put_a_target_and_persons_apart():
    found = table(
        section(),
        item(
            "1.",
            "补齐短板",
            "新建食堂。",
            ["义教股"],
            ["财审股"],
            fields=(("目标要求", "年内2所。"),),
            persons=(Person("责任人", "林向禾"),),
        ),
        layout=SEVEN,
    )
    assert heads(found) == ["序号", "工作任务", "目标要求", "责任人", "牵头单位", "配合单位"]
    assert texts(found) == [["1", "补齐短板。新建食堂。", "年内2所。", "林向禾", "义教股", "财审股"]]
    assert [column.width for column in found.columns] == pytest.approx([12, 92 - 18 + 21 + 14, 46, 18, 30, 42])


@pytest.mark.parametrize("layout", [FIVE, SEVEN, NAMED, MEASURES])
def test_persons_have_a_column_under_the_plans_own_word(layout):
    one = item("1.", "补齐短板", lead=["义教股"], persons=(Person("责任领导", "林向禾"), Person("责任领导", "周明")))
    found = table(one, item("2.", "建好队伍", lead=["人事股"]), layout=layout)
    place = heads(found).index("责任领导")
    assert [row[place] for row in texts(found)] == ["林向禾、周明", ""]
    assert 18 <= found.columns[place].width <= 24
    two = item("2.", "建好队伍", lead=["人事股"], persons=(Person("分管领导", "何青"), Person("联系人", "陈安")))
    found = table(one, two, layout=layout)
    place = heads(found).index("责任人")
    assert [row[place] for row in texts(found)] == ["责任领导：\n林向禾、周明", "分管领导：\n何青\n联系人：\n陈安"]


def test_fields_go_to_the_column_that_their_label_is_like():
    fields = (("存在问题", "甲。"), ("目标任务", "乙。"), ("工作措施", "丙。"))
    plain = item("2.", "建好队伍", "丁。")
    found = table(section(), item("1.", "补齐短板", fields=fields), plain, layout=MEASURES)
    assert heads(found)[1:5] == ["事项", "存在问题", "目标任务", "工作措施"]
    assert [row[1:5] for row in texts(found)] == [["补齐短板", "甲。", "乙。", "丙。"], ["建好队伍", "", "", "丁。"]]
    assert found.profile == "P4"
    found = table(section(), item("1.", "补齐短板", fields=fields), layout=NAMED)
    assert heads(found)[1:4] == ["重点任务", "建设内容", "目标任务"]
    assert texts(found)[0][1:4] == ["补齐短板", "存在问题：甲。\n工作措施：丙。", "乙。"]


def test_a_plan_with_a_table_of_its_own_lists_that():
    nodes = (
        section(),
        item("1.", "补齐短板", "新建食堂。"),
        item("2.", "建好队伍", "交流教师。"),
        section("", "重点任务分工表"),
        item("1", "强校", lead=["督学室"], fields=(("建设内容", "甲。"), ("建设目标", "乙。")), origin=Origin.TABLE),
    )
    found = table(*nodes, layout=NAMED)
    assert heads(found) == ["序号", "重点任务", "建设内容", "建设目标", "牵头部门"]
    assert found.rows[0] == SectionRow("重点任务分工表", 1)
    assert texts(found) == [["1", "强校", "甲。", "乙。", "督学室"]]
    assert found.notes == ("注：本表列附表中的任务；正文中的2项任务未列入本表。",)
    (remark,) = found.remarks
    assert "正文中的2项任务没有印出" in remark
    assert "“五列”" in remark
    assert NAMED not in remark.split("改用")[1]
    assert "共1项" in found.subtitle
    assert table(*nodes).remarks == ()
    everything = table(*nodes)
    assert [row[0] for row in texts(everything)] == ["1", "2", "3"]


@pytest.mark.parametrize("layout", [FIVE, SEVEN, NAMED, MEASURES])
@pytest.mark.parametrize(("profile", "width"), [("P1", 257), ("P4", 380)])
def test_every_layout_fills_either_paper(plan, layout, profile, width):
    found = build(plan, PrintRequest(layout=layout, profile=profile))
    assert sum(column.width for column in found.columns) == pytest.approx(width)
    assert all(column.width >= 11 for column in found.columns)
    assert found.columns[0].width == 12


@pytest.mark.parametrize("lead", ["义教股", "青禾县校园安全工作领导小组秘书组"])
def test_units_stand_left_and_numbers_and_dates_in_the_middle(lead):
    found = table(item("1.", "补齐短板", "", [lead], ["财审股"], deadlines=(Deadline("2031年12月31日前"),)))
    assert [column.centred for column in found.columns] == [True, False, False, False, True]


def dated(text, partner):
    return table(item("1.", "补齐短板", "", ["青禾县教育督导委员会办公室"], [partner], deadlines=(Deadline(text),)))


def test_a_narrow_column_takes_up_to_six_millimetres_from_the_task():
    found = dated("2031年8月底前", "青禾县校园安全专项整治办公室")
    assert [column.width for column in found.columns] == pytest.approx([12, 135 - 3.7, 38, 57, 15 + 3.7])
    long = table(item("1.", "补齐短板", "", ["青禾县乡镇中心"], ["财审股"], deadlines=(Deadline("底"),)))
    assert long.columns[2].width == pytest.approx(38)


def test_a_date_takes_more_from_columns_that_have_room():
    crowded = dated("2031年12月31日前", "青禾县校园安全专项整治办公室")
    assert [column.width for column in crowded.columns] == pytest.approx([12, 124.3, 38, 57, 25.7])
    found = dated("2031年12月31日前", "财审股")
    assert [column.width for column in found.columns[:3]] == pytest.approx([12, 129, 38])
    assert found.columns[4].width > 5.2 * 12 * 25.4 / 72 + 3
    assert sum(column.width for column in found.columns) == pytest.approx(257)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("6月30日前", ["6月30日前"]),
        ("2031年12月31日前", ["2031年", "12月31日前"]),
        ("2031年 8 月底前", ["2031年", "8月底前"]),
        ("2031年底前", ["2031年底前"]),
        ("年底前", ["年底前"]),
        ("3月底前、9月底前", ["3月底前、", "9月底前"]),
    ],
)
def test_a_date_is_not_torn(text, lines):
    found = dated(text, "财审股")
    set_ = typeset(found, PROFILES["P1"], lambda style: typeface(HANDS[style], bundled_only=True).advances)
    assert [line.text for line in set_.rows[0].cells[4]] == lines


@pytest.mark.parametrize(
    ("numbers", "head", "shown"),
    [
        (["1.", "2．", "3、"], "序号", ["1", "2", "3"]),
        (["3.", "4.", "7."], "原序号", ["3", "4", "7"]),
        (["1.", "2.", "1."], "序号", ["1", "2", "3"]),
        (["1.", "", "3."], "序号", ["1", "2", "3"]),
        (["（一）", "（二）", "（三）"], "原序号", ["（一）", "（二）", "（三）"]),
    ],
)
def test_numbers_are_the_plans_own_where_they_tell_items_apart(numbers, head, shown):
    found = table(section(), *(item(number, f"任务{number}") for number in numbers))
    assert heads(found)[0] == head
    assert [row[0] for row in texts(found)] == shown


def test_an_open_list_ends_with_deng():
    nodes = [
        item("1.", "甲", "", ["义教股"], ["财审股", "校安股"], open_ended=True),
        item("2.", "乙", "", ["义教股"], (), open_ended=True),
        item("3.", "丙", "", (), (), open_ended=True),
    ]
    assert [row[2:] for row in texts(table(*nodes))] == [
        ["义教股", "财审股、校安股等"],
        ["义教股等", ""],
        ["", ""],
    ]


def test_units_print_as_the_source_wrote_them():
    written = DraftAssignment("青禾县财政局", "财政局", Role.PARTNER, group=False)
    group = DraftAssignment("局属各股室", "局属各股室", Role.PARTNER, group=True)
    found = table(item("1.", "甲", assignments=(written, group)))
    assert texts(found)[0][2] == "财政局、局属各股室"
    assert [part.whole for part in found.rows[0].cells[2].paragraphs[0]] == [True, True]


def test_leads_by_position_are_told_below_the_table():
    by_position = item("1.", "甲", "", ["义教股"], ["财审股"], stated=False)
    assert table(by_position).notes == ("注：原文未区分牵头与配合，牵头单位按排列首位确定。",)
    mixed = table(by_position, item("2.", "乙", "", ["义教股"]))
    assert mixed.notes == ("注：部分任务原文未区分牵头与配合，其牵头单位按排列首位确定。",)
    assert table(item("2.", "乙", "", ["义教股"])).notes == ()


def test_sections_without_an_item_are_left_out_and_levels_stand_below_each_other():
    found = table(
        section("一、", "总体要求"), section("二、", "主要任务"), section("（一）", "办学", 2), item("1.", "甲")
    )
    assert [(row.text, row.level) for row in found.rows if isinstance(row, SectionRow)] == [
        ("二、主要任务", 1),
        ("（一）办学", 2),
    ]


def test_steps_stand_below_their_item_and_have_rows_when_they_have_units():
    def step(number, title, units=()):
        assigned = tuple(DraftAssignment(unit, unit, Role.LEAD) for unit in units)
        return DraftNode(0, None, NodeKind.STEP, Origin.TEXT, 3, 0, number, title, assignments=assigned)

    steps = (step("①", "查证照"), step("②", "晒账目", ["财审股"]))
    plan = plan_of(section(), item("1.", "管好食堂", "重点是：", ["校安股"]), *steps)
    placed = [node for node in plan.nodes if node.kind is NodeKind.STEP]
    assert len(placed) == 2
    nodes = tuple(replace(node, parent_id=2) if node.kind is NodeKind.STEP else node for node in plan.nodes)
    plan = replace(plan, nodes=nodes)
    assert texts(build(plan, PrintRequest())) == [
        ["1", "管好食堂。重点是：\n①查证照", "校安股"],
        ["②", "晒账目", "财审股"],
    ]
    assert "共1项" in build(plan, PrintRequest()).subtitle


def test_rows_of_one_item_print_their_units_once_in_the_column_and_with_the_step():
    units = (LabelledField("责任科室", "校安股\n财审股"),)
    step = DraftNode(3, 2, NodeKind.STEP, Origin.TABLE, 3, 1, "", "晒账目。", fields=units)
    plan = plan_of(section(), item("1.", "管好食堂", "", ["校安股"], ["财审股"]), step)
    plan = replace(plan, nodes=tuple(replace(n, parent_id=2) if n.node_id == 3 else n for n in plan.nodes))
    assert texts(build(plan, PrintRequest())) == [
        ["1", "管好食堂\n晒账目。（责任科室：校安股、财审股）", "校安股", "财审股"]
    ]
    assert "责任科室" not in str(texts(build(plan, PrintRequest(depth="first"))))


@pytest.mark.parametrize("layout", [FIVE, NAMED])
def test_steps_print_their_first_sentence_or_are_counted(layout):
    def step(number, title, body):
        return DraftNode(0, None, NodeKind.STEP, Origin.TEXT, 3, 0, number, title, body)

    steps = (
        step("①", "查证照", "每月一次。逐家登记。"),
        step("②", "晒账目。每周公开。", ""),
        step("③", "", "问需求。"),
    )
    plan = plan_of(section(), item("1.", "管好食堂", "重点是："), *steps)
    nodes = tuple(replace(node, parent_id=2) if node.kind is NodeKind.STEP else node for node in plan.nodes)
    plan = replace(plan, nodes=nodes)

    def shown(depth):
        found = build(plan, PrintRequest(layout=layout, depth=depth))
        return "\n".join(filter(None, texts(found)[0][1:3])).split("\n")[-4:], found.notes, found.remarks

    assert shown("full")[0][1:] == ["①查证照。每月一次。逐家登记。", "②晒账目。每周公开。", "③问需求。"]
    assert shown("first")[0][1:] == ["①查证照。", "②晒账目。", "③问需求。"]
    assert shown("first")[1:] == ((), ())
    title, (note,), (remark,) = shown("title")
    assert "查证照" not in "".join(title)
    assert "3条具体措施未列入" in note
    assert "3条" in remark


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("青禾县2031年工作要点", "《青禾县2031年工作要点》责任分解表"),
        ("青禾县 2031 年工作要点", "《青禾县 2031年工作要点》责任分解表"),
        ("青禾县《教育规划》实施方案", "《青禾县〈教育规划〉实施方案》责任分解表"),
        ("青禾县2031年重点任务分工表", "青禾县2031年重点任务分工表"),
        ("", "《计划》责任分解表"),
    ],
)
def test_the_title_names_the_plan(title, shown):
    assert build(plan_of(item("1.", "甲"), title=title), PrintRequest()).title == shown


@pytest.mark.parametrize(
    ("head", "request_", "shown"),
    [
        (
            {"issuers": ("县教育局", "县教育工委"), "issued_on": date(2031, 3, 5)},
            {},
            "县教育局 县教育工委　　2031年3月5日",
        ),
        ({"issuers": ("青禾县",)}, {}, ""),
        ({"stage": "draft"}, {}, "（征求意见稿）"),
        ({"stage": "draft"}, {"stage_mark": "讨论稿"}, "（讨论稿）"),
        ({"stage": "draft"}, {"stage_mark": ""}, ""),
        ({"stage": "final"}, {}, ""),
        ({"issued_on": date(2031, 3, 5)}, {"as_of": date(2031, 6, 1), "bureau": "县局"}, "县局　　截至2031年6月1日"),
    ],
)
def test_the_sub_title_tells_from_whom_and_when(head, request_, shown):
    found = build(plan_of(item("1.", "甲"), **head), PrintRequest(**request_)).subtitle
    assert found == (f"{shown}　　共1项" if shown else "共1项")


def test_loose_blanks_are_closed_and_marks_of_no_width_dropped():
    found = table(item("1.", "到 2031 年底", "按照 《意见》, 建好12 所\u200b学校。\x07 张三 李四"))
    assert texts(found)[0][1] == "到2031年底。按照《意见》,建好12所学校。张三 李四"


def test_a_plan_without_items_is_refused():
    with pytest.raises(UsageError, match="没有任务") as told:
        table(section())
    assert told.value.code == "NOTHING_TO_PRINT"


@pytest.mark.parametrize("wrong", [{"layout": "八列"}, {"profile": "P9"}, {"depth": "all"}, {"report": "atlas"}])
def test_an_unknown_choice_is_told_with_what_there_is(plan, wrong):
    with pytest.raises(UsageError, match="没有") as told:
        build(plan, PrintRequest(**wrong))
    assert told.value.hint.startswith("可选的有：")


@pytest.mark.parametrize(
    ("title", "issuers", "told"),
    [
        ("安澜市委教育工委 安澜市教育局2031年工作要点", ("中共安澜市委员会教育工作委员会", "安澜市教育局"), ""),
        ("2031年全市教育工作要点", ("中共安澜市委教育工作委员会",), "中共安澜市委教育工作委员会　　"),
        ("安澜市教育局2031年工作要点", ("安澜市教育局", "安澜市财政局"), "安澜市教育局 安澜市财政局　　"),
    ],
)
def test_an_issuer_that_the_title_names_in_short_is_not_said_again(title, issuers, told):
    found = table(item("1.", "查食堂"), title=title, issuers=issuers)
    assert found.subtitle == f"{told}共1项"

"""How words are cut and shaped for print."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.reports.wording import (
    closed_up,
    date_words,
    first_sentence,
    printable,
    role_heads,
    role_word,
    shown_number,
    slot_of,
)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("建好2.0版。再建。", "建好2.0版。"),
        ("他说：“好！”大家都说好。", "他说：“好！”"),
        ("没有句号的一段\n第二段。", "没有句号的一段"),
        ("真的吗？！是的。", "真的吗？！"),
        ("", ""),
    ],
)
def test_the_first_sentence_ends_with_its_mark(text, first):
    assert first_sentence(text) == first


@settings(deadline=None)
@given(st.text(alphabet="一二。！”\n，", max_size=40))
def test_the_first_sentence_begins_the_text_and_stays_in_its_paragraph(text):
    assert text.startswith(first_sentence(text))
    assert "\n" not in first_sentence(text)


@pytest.mark.parametrize(
    ("number", "shown"),
    [("1.", "1"), ("1．", "1"), ("（一）", "（一）"), ("12、", "12"), ("①", "①"), ("一、", "一"), ("", "")],
)
def test_a_number_is_shown_without_the_mark_after_it(number, shown):
    assert shown_number(number) == shown


@pytest.mark.parametrize(
    ("label", "slot"),
    [
        ("问题描述", "problem"),
        ("目标任务", "target"),
        ("建设目标", "target"),
        ("绩效指标", "target"),
        ("工作措施", "content"),
        ("建设内容", "content"),
        ("工作要求", "content"),
        ("主要任务", "content"),
        ("备注", "remark"),
    ],
)
def test_a_label_finds_its_column_by_likeness(label, slot):
    assert slot_of(label) == slot


def test_role_words_have_full_width_brackets_and_no_blanks():
    assert role_word("牵头科室 (单位):") == "牵头科室（单位）"
    assert role_word("") == ""


@pytest.mark.parametrize(
    ("words", "heads"),
    [
        (("牵头科室", "责任科室"), ("牵头科室", "责任科室")),
        (("牵头科室", ""), ("牵头科室", "配合科室")),
        (("", "配合部门"), ("牵头部门", "配合部门")),
        (("责任单位", "责任单位"), ("", "")),
        (("责任单位", ""), ("责任单位", "")),
        (("", ""), ("", "")),
    ],
)
def test_the_heads_of_the_roles_go_together(words, heads):
    assert role_heads(*words) == heads


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("确定 2020 年为", "确定2020年为"),
        ("按照 《意见》", "按照《意见》"),
        ("张三 李四", "张三 李四"),
        ("Office 2019 软件", "Office 2019软件"),
        ("a b", "a b"),
    ],
)
def test_only_loose_blanks_are_closed(text, closed):
    assert closed_up(text) == closed


def test_what_has_no_form_is_dropped_and_what_has_one_stays():
    assert printable("一\u200b二\x07\ufeff三\u3000四\t五\r\n六𠮷😀\ue000") == "一二三\u3000四 五\n六𠮷😀\ue000"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026年 6月30日前", ["2026年", "6月30日前"]),
        ("12月31日前总结验收", ["12月31日前", "总结验收"]),
        ("2026年第二季度", ["2026年", "第二季度"]),
        ("2026年5月—2027年6月", ["2026年", "5月—", "2027年", "6月"]),
        ("3月底前启动、9月底前完成", ["3月底前", "启动、", "9月底前", "完成"]),
        ("到2026年6月", ["到2026年", "6月"]),
        ("2026年3月到2027年6月", ["2026年", "3月到", "2027年", "6月"]),
        ("长期坚持", ["长期坚持"]),
    ],
)
def test_a_deadline_is_parted_between_its_words(text, words):
    assert date_words(text) == words

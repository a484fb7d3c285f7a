"""The list of faults: each says what is true of its place, where the clerk has to look, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.core.draft import DraftPlan, Fault
from planner.importing import parse, read_file, read_text
from planner.importing.faults import FAULTS
from tests.importing.plans.labels import FOLDER, NAMES

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
FILES = [FOLDER / f"{name}.txt" for name in NAMES] + sorted(SEEDS.glob("*.txt"))
LONGEST = 40
ITEMS = "\n".join(f"{n}.办好第{n}所学校的事情。先看后办，逐项落实。" for n in range(1, 6))


def faults_of(text: str, code: str) -> list[Fault]:
    return [fault for fault in parse(read_text(text)).faults if fault.code == code]


def shown(text: str, fault: Fault) -> str:
    return text[fault.start or 0 : fault.end or 0]


def misplaced(plan: DraftPlan) -> list[Fault]:
    text = plan.source.text
    return [
        fault
        for fault in plan.faults
        if fault.start is not None
        and not (0 <= fault.start < (fault.end or 0) <= len(text) and text[fault.start : fault.end].strip())
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_place_of_a_fault_shows_words(path: Path) -> None:
    assert misplaced(parse(read_file(path))) == []


@pytest.mark.parametrize("code", FAULTS)
def test_a_message_is_short(code: str) -> None:
    message = FAULTS[code][1].replace("{words}", "").replace("{other}", "")
    assert len(message) <= LONGEST


# head


def notice(letterhead: str, signature: str = "某县教育局\n2024年3月1日") -> str:
    head = f"{letterhead}\n\n某教发〔2024〕3号\n\n关于印发《某县教育局2024年工作要点》的通知\n\n"
    return f"{head}各学校：\n\n现将要点印发给你们，请认真执行。\n\n{signature}\n\n某县教育局2024年工作要点\n\n{ITEMS}\n"


def test_issuers_on_lines_of_their_own_are_not_said_to_stand_on_one() -> None:
    assert faults_of(notice("中共某县委教育工作委员会\n某县教育局文件"), "ISSUERS_JOINED") == []
    assert len(faults_of(notice("中共某县委教育工作委员会 某县教育局文件"), "ISSUERS_JOINED")) == 1


@pytest.mark.parametrize("signature", ["某县教育局\n2024年3月1日", "某 县 教 育 局\n2024年3月1日"])
def test_one_issuer_named_twice_does_not_differ_from_itself(signature: str) -> None:
    assert faults_of(notice("某县教育局文件\n某县教育局", signature), "ISSUERS_DIFFER") == []


def test_order_and_short_names_of_issuers_make_no_difference() -> None:
    signature = "某县教育局\n中共某县委教育工委\n2024年3月1日"
    assert faults_of(notice("中共某县委教育工作委员会\n某县教育局文件", signature), "ISSUERS_DIFFER") == []
    assert len(faults_of(notice("某县财政局\n某县教育局文件", signature), "ISSUERS_DIFFER")) == 1


def test_a_text_without_a_head_is_not_told_that_it_has_none() -> None:
    codes = {fault.code for fault in parse(read_text(f"某校2024年工作计划\n{ITEMS}")).faults}
    assert not codes & {"HEAD_MISSING", "DATE_MISSING", "IMPRINT_MISSING"}


def test_what_a_head_lacks_is_named() -> None:
    text = notice("某县教育局文件").replace("某教发〔2024〕3号\n", "").replace("2024年3月1日", "")
    assert [fault.message for fault in faults_of(text, "HEAD_MISSING")] == ["没有找到文号、成文日期，已留空，请补填。"]


# numbers


def test_a_gap_says_which_number_is_missing() -> None:
    text = ITEMS.replace("4.", "7.").replace("5.", "8.")
    assert [fault.message for fault in faults_of(text, "NUMBER_GAP")] == ["“3.”之后是“7.”，缺4、5、6，请核对有无遗漏。"]
    text = ITEMS.replace("3.", "12.").replace("4.", "13.").replace("5.", "14.")
    assert [fault.message for fault in faults_of(text, "NUMBER_GAP")] == ["“2.”之后是“12.”，缺3至11，请核对有无遗漏。"]
    text = "\n".join(f"{n}、抓好工作\n1.办好{n}事。\n2.管好{n}物。" for n in "一二四五")
    assert [fault.message for fault in faults_of(text, "NUMBER_GAP")] == ["“二、”之后是“四、”，缺三，请核对有无遗漏。"]


def test_a_wrong_number_is_told_with_the_right_one() -> None:
    (fault,) = faults_of(ITEMS.replace("3.", "2."), "NUMBER_WRONG")
    assert fault.message == "序号“2.”与前后不连续，疑应为“3.”，请改正。"
    (fault,) = faults_of("一、甲项\n二、乙项\n二、丙项\n三、丁项", "NUMBER_REPEATED")
    assert fault.message == "序号“二、”与前面重复，疑应为“三、”，请改正。"


# words


def test_blanks_between_labels_and_after_numbers_are_not_called_superfluous() -> None:
    line = "{0}. 新装路灯{0}盏。 责任单位:某县财政局 责任人:王某某 配合单位:某县公安局"
    assert faults_of("\n".join(line.format(n) for n in range(1, 5)), "BLANKS_IN_TEXT") == []


def test_a_torn_word_is_shown_with_its_halves() -> None:
    text = ITEMS + "\n6.办好最后的事情。提高教育质 量，逐项落实。"
    (fault,) = faults_of(text, "BLANKS_IN_TEXT")
    assert shown(text, fault) == "质 量"


def test_a_joint_is_shown_with_the_words_on_both_sides() -> None:
    text = ITEMS + "\n6.办好最后的事情。逐项落\n\n实，不留死角。"
    (fault,) = faults_of(text, "LINES_JOINED")
    assert shown(text, fault) == "落\n\n实"


# units

LABELLED = "{0}.办好第{0}件事。先看后办。\n牵头单位：{1}\n配合单位：{2}"


def labelled(*units: tuple[str, str]) -> str:
    return "\n".join(LABELLED.format(n, lead, partners) for n, (lead, partners) in enumerate(units, start=1))


def test_full_stops_after_lists_are_told_once_where_they_are_the_habit() -> None:
    text = labelled(*[("基教科。", "人事科、财务科。")] * 6)
    assert faults_of(text, "UNITS_STRAY_POINT") == []
    assert len(faults_of(text, "UNITS_END_STOP")) == 1


def test_a_single_stray_point_is_shown_where_it_stands() -> None:
    text = labelled(*[("基教科", "人事科、财务科")] * 4, ("基教科", "人事科、、财务科"))
    (fault,) = faults_of(text, "UNITS_STRAY_POINT")
    assert shown(text, fault) == "科、、"
    assert faults_of(text, "UNITS_END_STOP") == []


def test_an_odd_label_is_told_with_the_role_it_was_read_as() -> None:
    text = labelled(*[("基教科", "人事科")] * 6).replace("牵头单位", "牵头科室", 1).replace("配合单位", "协办单位", 1)
    messages = [fault.message for fault in faults_of(text, "LABEL_WRONG")]
    assert [("牵头科室" in m and "按牵头" in m) or ("协办单位" in m and "按配合" in m) for m in messages] == [
        True,
        True,
    ]


def test_a_label_that_is_always_written_so_does_not_vary() -> None:
    always = labelled(*[("基教科", "人事科")] * 4).replace("牵头单位", "牵头科室 (单位)")
    assert faults_of(always, "LABEL_VARIANT") == []
    assert len(faults_of(always.replace("科室 (", "科室(", 1), "LABEL_VARIANT")) == 1


def test_units_that_only_steps_carry_are_not_said_to_be_missing() -> None:
    points = "（1）先看现场。（基教科）\n（2）再定方案。（人事科、财务科）"
    text = "\n".join(f"{n}.办好第{n}件事。\n{points}" for n in range(1, 4))
    plan = parse(read_text(text))
    assert any(node.assignments for node in plan.nodes)
    assert not {fault.code for fault in plan.faults} & {"NO_UNITS", "UNITS_MISSING"}


# units that are missing or were not read

NINE = [f"{n}.办好第{n}件事。先看后办。" for n in range(1, 10)]


def with_units(numbers: set[int], unit: str = "（基教科）") -> str:
    return "\n".join(line + (unit if n in numbers else "") for n, line in enumerate(NINE, start=1))


def test_every_task_without_units_is_told_as_soon_as_one_task_has_them() -> None:
    text = "一、重点工作\n" + with_units({2})
    assert [shown(text, fault)[-8:-6] for fault in faults_of(text, "UNITS_MISSING")] == ["件事"] * 8
    assert faults_of("一、重点工作\n" + with_units(set(range(1, 10))), "UNITS_MISSING") == []


def test_a_section_without_any_units_is_told_once() -> None:
    text = f"一、重点工作\n{with_units({1, 2, 3, 5})}\n二、常规工作\n10.管好食堂。\n11.管好宿舍。"
    assert len(faults_of(text, "UNITS_MISSING")) == 5
    (fault,) = faults_of(text, "SECTION_WITHOUT_UNITS")
    assert "2条" in fault.message
    assert shown(text, fault).startswith("二、")


def test_a_bracket_that_names_a_unit_but_cannot_be_read_is_told() -> None:
    text = with_units({1, 2, 3, 4}) + "\n10.办好最后的事。先看后办。（请基教科2025年抽出2人专门负责）"
    (fault,) = faults_of(text, "BRACKET_UNREAD")
    assert shown(text, fault) == "（请基教科2025年抽出2人专门负责）"
    assert faults_of(text.replace("请基教科2025年抽出2人专门负责", "其中东片2所、西片3所"), "BRACKET_UNREAD") == []


def test_a_lead_that_only_stands_before_the_partners_is_told() -> None:
    text = labelled(*[("基教科", "人事科")] * 2) + "\n3.办好第3件事。（各学校，基教科配合）"
    (fault,) = faults_of(text, "LEAD_BEFORE_PARTNERS")
    assert shown(text, fault) == "各学校"


def test_the_faults_beyond_two_hundred_of_a_kind_are_counted() -> None:
    lines = [f"{n}.办好第{n}件事。先看后办。" + ("（基教科）" if n % 2 else "") for n in range(1, 461)]
    faults = faults_of("\n".join(lines), "UNITS_MISSING")
    assert len(faults) == 201
    assert "还有30处" in faults[-1].message

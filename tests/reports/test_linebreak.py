"""Line breaking as arithmetic: every Chinese character is an em wide here, everything else half of one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.reports.linebreak import HANG, NARROWEST, Advances, Run, atoms, break_lines, snug_line, squeezed

CLOSING = "，。、；：？！）》”’】〕—…%℃"
OPENING = "（《“‘【〔￥"
WORDS = ["县", "教", "育", "2026年", "95.5%", "Office2019", "第3届", "12.5万元", "30余所", " ", *CLOSING, *OPENING]

texts = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)
limits = st.integers(min_value=2_000, max_value=20_000)


def advance(character):
    return 1000 if ord(character) > 0x2000 else 500


ADVANCES = Advances(advance)


def lines(text, limit, *, whole=False):
    return [line.text for line in break_lines([Run(text, "cell", ADVANCES, whole)], limit)]


@settings(deadline=None)
@given(texts, limits)
def test_no_character_is_lost_or_doubled(text, limit):
    assert "".join(lines(text, limit)) == text


@settings(deadline=None)
@given(texts, limits)
def test_a_line_is_no_wider_than_its_room(text, limit):
    for line in break_lines([Run(text, "cell", ADVANCES)], limit):
        bare = line.text.rstrip()
        # Marks close up within a piece; what is left of a word that was split is a piece of its own.
        parts = "\n".join(text for _, text in line.pieces).rstrip()
        width = sum(advance(character) for character in bare) - 500 * len(squeezed(parts, ADVANCES))
        hangs = HANG if bare and bare[-1] in "，。、）》”’】〕" else 0
        assert line.width == width - hangs
        assert line.width <= limit or len(bare) == 1


@settings(deadline=None)
@given(texts, limits)
def test_marks_stand_where_they_may(text, limit):
    if any(ADVANCES[atom] > limit for atom in atoms(text)):
        return
    broken = [line for line in lines(text, limit) if line]
    assert all(line[0] not in CLOSING for line in broken[1:])
    assert all(line.rstrip()[-1:] not in OPENING for line in broken[:-1] if line.rstrip())


@settings(deadline=None)
@given(texts, limits)
def test_a_number_or_word_is_not_torn(text, limit):
    pieces = atoms(text)
    if any(ADVANCES[atom] > limit for atom in pieces):
        return
    ends = set()
    for piece in pieces:
        ends.add(len(piece) + max(ends, default=0))
    place = 0
    for line in lines(text, limit)[:-1]:
        place += len(line)
        assert place in ends


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=4), limits)
def test_a_change_of_style_tears_nothing(parts, limit):
    broken = break_lines([Run(part, str(place), ADVANCES) for place, part in enumerate(parts)], limit)
    assert "".join(line.text for line in broken) == "".join(parts)
    assert [line.ends for line in broken] == [False] * (len(broken) - 1) + [True]


@settings(deadline=None)
@given(texts)
def test_atoms_join_to_the_text(text):
    assert "".join(atoms(text)) == text


@pytest.mark.parametrize(
    "kept",
    [
        "2026年",
        "12月",
        "95.5%",
        "Office2019",
        "第23届",
        "100余所",
        "3.5万元",
        "2023—2025年",
        "wang@example.cn",
        "25℃",
        "——",
        "……",
    ],
)
def test_what_belongs_together_is_one_atom(kept):
    assert kept in atoms(f"到{kept}完成") or f"到{kept}" in atoms(f"到{kept}完成")


def test_straight_quotes_open_and_close_by_turns():
    assert lines('开展"红旗"行动', 3_000) == ["开展", '"红旗"', "行动"]


def test_a_mark_may_hang_over_the_edge_by_its_blank_half():
    assert lines("抓好落实，再部署", 5_000 - HANG) == ["抓好落实，", "再部署"]
    assert lines("抓好落实，再部署", 4_600) == ["抓好落", "实，再部", "署"]


def test_two_marks_in_a_row_close_up():
    assert ADVANCES["”，"] == 1_500
    assert ADVANCES["年”，"] == 2_500
    (line,) = break_lines([Run("《甲》《乙》", "cell", ADVANCES)], 10_000)
    assert line.width == 5_500 - HANG


def test_half_width_quotes_of_a_face_do_not_close_up():
    narrow = Advances(lambda character: 350 if character in "“”" else 1000)
    assert narrow["”，"] == 1_350


def test_an_opening_mark_goes_with_what_it_opens_whatever_the_style():
    runs = [Run("抓好落实（", "cell", ADVANCES), Run("基础股", "grey", ADVANCES), Run("）。", "cell", ADVANCES)]
    broken = break_lines(runs, 5_500)
    assert [line.text for line in broken] == ["抓好落实", "（基础股）。"]


def test_names_of_several_styles_are_filled_as_one_list():
    runs = [
        Run("教研室、", "cell", ADVANCES, whole=True),
        Run("乡镇中心学校、", "underlined", ADVANCES, whole=True),
        Run("督学室", "cell", ADVANCES, whole=True),
        Run("（牵头）", "grey", ADVANCES),
    ]
    assert [line.text for line in break_lines(runs, 8_000)] == ["教研室、", "乡镇中心学校、", "督学室（牵头）"]


def test_a_short_text_a_little_too_wide_is_one_line_to_be_set_narrower():
    runs = [Run("●", "light", ADVANCES), Run(" 已完成", "cell", ADVANCES)]
    (line,) = snug_line(runs, 4_000, NARROWEST)
    assert (line.text, line.width) == ("● 已完成", 4_500)
    assert snug_line(runs, 3_500, NARROWEST) == snug_line(runs, 5_000, NARROWEST) == ()
    assert snug_line(runs, 4_000, 100) == ()


def test_a_short_name_is_not_torn():
    names = [Run(name, "cell", ADVANCES, whole=True) for name in ("教研室、", "乡镇中心学校", "等")]
    assert [line.text for line in break_lines(names[:2], 7_000)] == ["教研室、", "乡镇中心学校"]
    assert lines("各乡镇中心学校", 4_000, whole=True) == ["各乡镇", "中心学校"]


@pytest.mark.parametrize(
    ("name", "limit", "parts"),
    [
        ("青禾县人民政府教育督导委员会办公室", 8_000, ["青禾县人民政府", "教育督导", "委员会办公室"]),
        ("青禾县校园安全工作领导小组秘书组", 8_300, ["青禾县", "校园安全工作", "领导小组秘书组"]),
        ("青禾县住房和城乡建设局", 6_300, ["青禾县住房", "和城乡建设局"]),
        ("政策法规与行政审批科", 8_300, ["政策法规与", "行政审批科"]),
        ("县中小学生综合实践基地", 8_300, ["县中小学生", "综合实践基地"]),
        ("阿依努尔·买买提江", 6_300, ["阿依努尔·", "买买提江"]),
        ("甲乙丙丁戊己庚辛壬癸子丑", 8_000, ["甲乙丙丁戊己", "庚辛壬癸子丑"]),
    ],
)
def test_a_long_name_is_parted_where_it_reads_best(name, limit, parts):
    assert lines(name, limit, whole=True) == parts


def test_a_name_that_fits_a_line_is_whole_however_long():
    runs = [Run(name, "cell", ADVANCES, whole=True) for name in ("校安股、", "青禾县学校安全工作办公室")]
    assert [line.text for line in break_lines(runs, 12_500)] == ["校安股、", "青禾县学校安全工作办公室"]


@settings(deadline=None)
@given(st.lists(texts, max_size=5), limits)
def test_a_list_of_names_loses_nothing(names, limit):
    runs = [Run(name, "cell", ADVANCES, whole=True) for name in names]
    assert "".join(line.text for line in break_lines(runs, limit)) == "".join(names)


def test_a_name_a_little_too_wide_is_kept_whole_to_be_set_narrower():
    (line,) = break_lines([Run("县自然资源和规划局", "cell", ADVANCES, whole=True)], 8_000)
    assert line.width == 9_000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("详见https://edu.example.cn/plan/2026.html", ["详见https://", "edu.example.cn/plan/", "2026.html"]),
        ("依托平台（https://edu.example.cn/a?id=2026）", ["依托平台（https://", "edu.example.cn/a?id=", "2026）"]),
        ("详见abcdefghijklmnopqrstuvwxyz", ["详见", "abcdefghijklmnopqrst", "uvwxyz"]),
    ],
)
def test_an_address_is_parted_behind_its_strokes(text, found):
    assert lines(text, 10_000) == found


@pytest.mark.parametrize(
    "whole",
    ["12kW·h", "≤0.5℃", "≥98.5%", "120人次", "12月31日", "3,500平方米", "1,250.5万元", "48课时"],
)
def test_a_number_keeps_its_sign_and_its_measure(whole):
    assert whole in atoms(f"达到{whole}以上")


def test_a_word_wider_than_the_line_is_split_anywhere():
    assert lines("详见https://example.cn/a", 3_000) == ["详见", "https:", "//exam", "ple.cn", "/a"]


def test_a_blank_at_the_edge_stays_there_unseen():
    (first, second) = break_lines([Run("一二三 四五", "cell", ADVANCES)], 3_000)
    assert (first.text, first.width) == ("一二三 ", 3_000)
    assert second.text == "四五"


def test_a_paragraph_of_nothing_is_one_empty_line():
    (line,) = break_lines([Run("", "cell", ADVANCES)], 3_000)
    assert line.text == ""
    assert line.ends

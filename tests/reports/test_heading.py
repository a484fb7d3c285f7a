"""What stands above a table: a sub-title is parted between its parts."""

import pytest

from planner.reports.fonts import HANDS, typeface
from planner.reports.heading import room, set_subtitle, set_title
from planner.reports.profiles import MM, PROFILES


def lines(text, profile):
    sheet = PROFILES[profile]
    limit = room(sheet.frame_width * MM, sheet.subtitle_size)
    return [line.text for line in set_subtitle(text, lambda s: typeface(HANDS[s], bundled_only=True).advances, limit)]


COUNTS, DAY = "（牵头3项、配合1项）", "2031年3月30日"
PLAN = "《青禾县教育局2031年工作要点》"
LONG = "《中共青禾县委教育工作委员会 青禾县教育体育局 2031年工作要点》"


@pytest.mark.parametrize(
    ("parts", "profile", "shown"),
    [
        ((COUNTS, PLAN, DAY), "P1", [f"{COUNTS}　　{PLAN}　　{DAY}"]),
        ((COUNTS, PLAN, DAY), "P5", [COUNTS, f"{PLAN}　　{DAY}"]),
        ((COUNTS, LONG, DAY), "P5", [COUNTS, LONG, DAY]),
        ((COUNTS,), "P5", [COUNTS]),
    ],
)
def test_the_parts_of_a_sub_title_stay_whole(parts, profile, shown):
    assert lines("　　".join(parts), profile) == shown


def test_a_part_longer_than_its_line_is_broken_and_none_is_lost():
    text = "　　".join((COUNTS, "仅列" + "、".join(["青禾县教育督导室"] * 12) + "牵头的任务", DAY))
    assert "".join("".join(lines(text, "P5")).split()) == "".join(text.split())
    many = "　　".join(f"第{place}部分" for place in range(12))
    assert "".join("".join(lines(many, "P3")).split()) == "".join(many.split())
    assert lines("", "P3") == []


@pytest.mark.parametrize(
    ("title", "profile", "size", "shown"),
    [
        (
            "《青禾县第一中学2031—2032学年度第一学期工作计划》责任分解表",
            "P3",
            22,
            ["《青禾县第一中学2031—2032学年度", "第一学期工作计划》责任分解表"],
        ),
        (
            "《青禾县“十六五”教育强县建设实施方案》责任分解表",
            "P3",
            22,
            ["《青禾县“十六五”教育强县", "建设实施方案》责任分解表"],
        ),
        (
            "《青禾县教育局2031年全县教育系统重点工作责任分工方案（征求意见稿）》责任分解表",
            "P3",
            18,
            ["《青禾县教育局2031年全县教育系统重点工作", "责任分工方案（征求意见稿）》责任分解表"],
        ),
        ("《青禾县教育局2031年工作要点》责任分解表", "P1", 22, ["《青禾县教育局2031年工作要点》责任分解表"]),
    ],
)
def test_a_title_is_parted_between_its_words(title, profile, size, shown):
    found, broken = set_title(title, PROFILES[profile], typeface(HANDS["title"], bundled_only=True).advances)
    assert (found, [line.text for line in broken]) == (size, shown)


def test_a_name_longer_than_its_line_has_its_lines_for_itself():
    name = "《青禾县2031年“人工智能进课堂”（AI for Education）专项行动工作要点》"
    first, *rest = lines(f"{COUNTS}　　{name}", "P5")
    assert first == COUNTS
    assert "".join(rest) == name

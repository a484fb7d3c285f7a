"""What the clerk sets once for the office: its name, its words, fonts, terms, lights. ROWS is the table of them all.

Each setting has a Chinese name, by which the file, the command line and the messages call it; a dot parts a group from
what is in it. The file itself is read and written by `planner.core.settings_file`.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from planner.core.customs import Customs, LightKind, LightRule
from planner.core.deadlines import Terms
from planner.core.progress import Status, status_of

LEAD_WORD, PARTNER_WORD = "牵头单位", "配合单位"
LAST_PLAN, START_PAGE = "上次的计划", "首页"
LIGHT_NAMES = {LightKind.DAYS: "三色", LightKind.FOUR_COLOURS: "四色", LightKind.PACE: "按进度"}
MOST_SOON_DAYS = 90
MOST_POINTS = 100
_LONGEST_LINE = 60
_LONGEST_WORD = 8
_UNWRITABLE = ("Cc", "Cs")
"""Control characters and halves of a character: no file and no print takes them."""
_SPAN = re.compile(
    r"(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?:至|到|[-—–~～]+)(?:次年|第二年|翌年)?(\d{1,2})(?:月|[-/.])(\d{1,2})日?"
)

Told: TypeAlias = str | int
Day: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fonts:
    """The font families that prints try first, empty for the usual ones."""

    title: str = ""
    heading: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of an office. `warnings` are sentences on what could not be read of the file."""

    bureau: str = ""
    author: str = ""
    contact: str = ""
    lead_word: str = LEAD_WORD
    partner_word: str = PARTNER_WORD
    fonts: Fonts = field(default_factory=Fonts)
    backup_folder: str = ""
    starts_with_page: bool = False
    customs: Customs = field(default_factory=Customs)
    warnings: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting: its Chinese name, what it is for, its value as the file has it, and the settings with another.

    `take` raises ValueError with words that go on from the name: 应写成…
    """

    name: str
    meaning: str
    tell: Callable[[Settings], Told]
    take: Callable[[Settings, Told], Settings]


def read_span(words: str) -> tuple[Day, Day]:
    """Return the two days of words like 3月1日至7月10日; raise ValueError for others."""
    found = _SPAN.fullmatch("".join(words.split()))
    if found is None:
        raise ValueError("应写成“3月1日至7月10日”的样子")
    days = ((int(found[1]), int(found[2])), (int(found[3]), int(found[4])))
    for month, day in days:
        try:
            date(2001, month, day)
        except ValueError as trouble:
            raise ValueError(f"里的{month}月{day}日不是每年都有的日子") from trouble
    return days


def span_words(span: tuple[Day, Day]) -> str:
    """Return two days as words; the last is in the next year where it comes before the first."""
    (first_month, first_day), (last_month, last_day) = span
    later = "次年" if span[1] < span[0] else ""
    return f"{first_month}月{first_day}日至{later}{last_month}月{last_day}日"


def with_terms(settings: Settings, terms: Terms) -> Settings:
    """Return settings with other terms; raise ValueError where a term cannot be so."""
    if terms.spring[1] <= terms.spring[0]:
        raise ValueError("的最后一天应在第一天之后，且在同一年")
    if terms.autumn[1] >= terms.autumn[0]:
        raise ValueError("的最后一天应在次年，月日在第一天之前")
    return replace(settings, customs=replace(settings.customs, terms=terms))


def with_lights(settings: Settings, lights: LightRule) -> Settings:
    """Return settings with another rule of lights."""
    return replace(settings, customs=replace(settings.customs, lights=lights))


def with_status_word(settings: Settings, status: Status, word: str) -> Settings:
    """Return settings with another word for a status; its own word or none is the usual one. Raise ValueError."""
    words = dict(settings.customs.status_words)
    words.pop(status, None)
    taken = {words.get(other, other.value) for other in Status if other is not status}
    if word in taken or status_of(word) not in (None, status):
        raise ValueError(f"的“{word}”与另一种状态重名")
    if word and word != status.value:
        words[status] = word
    kept = tuple((one, words[one]) for one in Status if one in words)
    return replace(settings, customs=replace(settings.customs, status_words=kept))


def _line(value: Told, longest: int = _LONGEST_LINE) -> str:
    if not isinstance(value, str):
        raise ValueError("应是文字")
    words = " ".join(value.split())
    if any(unicodedata.category(letter) in _UNWRITABLE for letter in words):
        raise ValueError("里有不能显示的字符")
    if len(words) > longest:
        raise ValueError(f"太长了，最多{longest}个字")
    return words


def _word(value: Told, usual: str) -> str:
    return _line(value, _LONGEST_WORD) or usual


def _take_start(settings: Settings, value: Told) -> Settings:
    if value not in (LAST_PLAN, START_PAGE):
        raise ValueError(f"应是“{LAST_PLAN}”或“{START_PAGE}”")
    return replace(settings, starts_with_page=value == START_PAGE)


def _take_kind(settings: Settings, value: Told) -> Settings:
    kind = next((kind for kind, name in LIGHT_NAMES.items() if name == value), None)
    if kind is None:
        raise ValueError(f"应是“{'”或“'.join(LIGHT_NAMES.values())}”")
    return with_lights(settings, replace(settings.customs.lights, kind=kind))


def _number(value: Told, most: int, what: str) -> int:
    found = int(value) if isinstance(value, int) or (value.strip().isdecimal() and value.isascii()) else -1
    if isinstance(value, bool) or not 1 <= found <= most:
        raise ValueError(f"应是 1 到 {most} 的{what}")
    return found


def _take_days(settings: Settings, value: Told) -> Settings:
    days = _number(value, MOST_SOON_DAYS, "天数")
    return with_lights(settings, replace(settings.customs.lights, soon_days=days))


def _take_yellow(settings: Settings, value: Told) -> Settings:
    return with_lights(settings, replace(settings.customs.lights, yellow_points=_number(value, MOST_POINTS, "数")))


def _take_red(settings: Settings, value: Told) -> Settings:
    return with_lights(settings, replace(settings.customs.lights, red_points=_number(value, MOST_POINTS, "数")))


def _take_spring(settings: Settings, value: Told) -> Settings:
    return with_terms(settings, replace(settings.customs.terms, spring=read_span(_line(value))))


def _take_autumn(settings: Settings, value: Told) -> Settings:
    return with_terms(settings, replace(settings.customs.terms, autumn=read_span(_line(value))))


def _font(name: str) -> Callable[[Settings, Told], Settings]:
    return lambda settings, value: replace(settings, fonts=replace(settings.fonts, **{name: _line(value)}))


def _status_row(status: Status) -> SettingRow:
    return SettingRow(
        f"状态的叫法.{status.value}",
        f"“{status.value}”在本单位的叫法",
        lambda settings: settings.customs.word(status),
        lambda settings, value: with_status_word(settings, status, _line(value, _LONGEST_WORD)),
    )


ROWS: tuple[SettingRow, ...] = (
    SettingRow("单位名称", "表格副标题中的单位，省略时用计划的发文单位", lambda s: s.bureau,
               lambda s, v: replace(s, bureau=_line(v))),
    SettingRow("用户姓名", "记在每一步修改的历史里", lambda s: s.author, lambda s, v: replace(s, author=_line(v))),
    SettingRow("联系人和电话", "印在单位任务清单末尾", lambda s: s.contact, lambda s, v: replace(s, contact=_line(v))),
    SettingRow("牵头单位的叫法", "计划里没有写明时，表头怎么称牵头单位", lambda s: s.lead_word,
               lambda s, v: replace(s, lead_word=_word(v, LEAD_WORD))),
    SettingRow("配合单位的叫法", "计划里没有写明时，表头怎么称配合单位", lambda s: s.partner_word,
               lambda s, v: replace(s, partner_word=_word(v, PARTNER_WORD))),
    SettingRow("启动时显示", f"{LAST_PLAN}或{START_PAGE}", lambda s: START_PAGE if s.starts_with_page else LAST_PLAN,
               _take_start),
    SettingRow("字体.标题", "标题先用的字体，省略时用方正小标宋", lambda s: s.fonts.title, _font("title")),
    SettingRow("字体.表头", "表头和分部标题先用的字体，省略时用黑体", lambda s: s.fonts.heading, _font("heading")),
    SettingRow("字体.正文", "表格正文先用的字体，省略时用仿宋", lambda s: s.fonts.body, _font("body")),
    SettingRow("学期.春季学期", "春季学期的首日和末日", lambda s: span_words(s.customs.terms.spring), _take_spring),
    SettingRow("学期.秋季学期", "秋季学期的首日和末日", lambda s: span_words(s.customs.terms.autumn), _take_autumn),
    SettingRow("亮灯.规则", "三色、四色或按进度", lambda s: LIGHT_NAMES[s.customs.lights.kind], _take_kind),
    SettingRow("亮灯.提前几天", "到期前几天起提醒", lambda s: s.customs.lights.soon_days, _take_days),
    SettingRow("亮灯.落后几个百分点亮黄灯", "按进度亮灯时用", lambda s: s.customs.lights.yellow_points, _take_yellow),
    SettingRow("亮灯.落后几个百分点亮红灯", "按进度亮灯时用", lambda s: s.customs.lights.red_points, _take_red),
    *(_status_row(status) for status in Status),
    SettingRow("备份文件夹", "放备份的文件夹", lambda s: s.backup_folder,
               lambda s, v: replace(s, backup_folder=_line(v, 250))),
)  # fmt: skip
BY_NAME = {row.name: row for row in ROWS}


def take(settings: Settings, name: str, value: Told) -> Settings:
    """Return settings with one value by its Chinese name; ValueError says what is wrong with it, KeyError no such."""
    try:
        return BY_NAME[name].take(settings, value)
    except ValueError as trouble:
        raise ValueError(f"“{name}”{trouble}") from trouble

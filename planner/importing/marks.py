"""Number marks at the head of a paragraph: their forms, their rank and their value.

One pattern tells all forms apart in one step; it is used at line starts and, for documents that lost their line
breaks, inside lines.
"""

import re
from enum import IntEnum
from functools import lru_cache


class Style(IntEnum):
    """The form of a number mark; the smaller one stands above the larger one in a tree."""

    ANNEX = 0  # 附件1
    PART = 1  # 第一部分
    CHAPTER = 2  # 第一章
    PASSAGE = 3  # 第一节
    ARTICLE = 4  # 第一条
    HAN = 5  # 一、
    HAN_BRACKET = 6  # （一）
    ORDINAL = 7  # 第一，
    PERIOD = 8  # 三月份, a heading without a number
    TASK = 9  # 任务一：, 第12项
    FIGURE = 10  # 1.
    DECIMAL = 11  # 1.1
    FIGURE_BRACKET = 12  # （1）
    FIGURE_HALF = 13  # 1）
    CIRCLE = 14  # ①


HAN_DIGITS = "零〇一二三四五六七八九十百千"
FIGURES = "0-9０-９"
BLANKS = r"[^\S\n]"

MARK = (
    rf"(?P<HAN>[{HAN_DIGITS}]{{1,7}}{BLANKS}?[、．.])"
    rf"|(?P<HAN_BRACKET>[（(]{BLANKS}?[{HAN_DIGITS}]{{1,7}}{BLANKS}?[）)][、．.]?|[㈠-㈩])"
    rf"|(?P<DECIMAL>[{FIGURES}]{{1,2}}[．.][{FIGURES}]{{1,2}}(?={BLANKS}{{0,4}}[\u4e00-\u9fff“《]))"
    rf"|(?P<FIGURE>[{FIGURES}]{{1,5}}{BLANKS}?(?:[．.、](?![{FIGURES}])|、)|0[1-9](?={BLANKS})|[⒈-⒛])"
    rf"|(?P<FIGURE_BRACKET>[（(]{BLANKS}?[{FIGURES}]{{1,5}}{BLANKS}?[）)][、．.]?|[⑴-⒇])"
    rf"|(?P<FIGURE_HALF>[{FIGURES}]{{1,5}}[）)])"
    r"|(?P<CIRCLE>[①-⑳])"
    rf"|第(?:(?P<ARTICLE>[{HAN_DIGITS}{FIGURES}]{{1,5}}条(?=[\s、：:]))|(?P<ENTRY>[{HAN_DIGITS}{FIGURES}]{{1,5}}项(?=[\s、：:]))|(?P<CHAPTER>[{HAN_DIGITS}{FIGURES}]{{1,5}}[章编篇](?=[\s、：:]))"
    rf"|(?P<PASSAGE>[{HAN_DIGITS}{FIGURES}]{{1,5}}节(?=[\s、：:]))|(?P<PART>[{HAN_DIGITS}]{{1,3}}部分(?=[\s、：:]))|(?P<ORDINAL>[一二三四五六七八九十]{{1,2}}[，,]))"
    rf"|(?P<TASK>[\u4e00-\u9fff]{{0,4}}(?:任务|行动|工程|举措|项目){BLANKS}?[{HAN_DIGITS}{FIGURES}]{{1,3}}{BLANKS}?[：:、.．])"
)
MARK_STARTS = rf"[{HAN_DIGITS}（({FIGURES}㈠-㈩①-⒛第]"

STYLES = {style.name: style for style in Style} | {"ENTRY": Style.TASK}
HAN_ORDER = "零一二三四五六七八九"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_RANGES = ((0x2460, 1), (0x2474, 1), (0x2488, 1), (0x3220, 1))

_MONTH = r"(?:[一二三四五六七八九十]{1,2}|[0-9]{1,2})"
_PERIOD = re.compile(
    rf"(?:20[0-9]{{2}}年)?(?:{_MONTH}(?:[-—－–~～至、]{_MONTH})?月份?(?:[上中下]旬)?|第?[一二三四1-4]季度|[上下]半年|[寒暑]假(?:期间)?"
    r"|第[一二三四五六七八九十0-9]{1,3}(?:周|学月|教学周))"
    r"(?:主要|重点)?(?:工作)?(?:安排|重点|要点|任务)?[：:]?"
)
_LONGEST_PERIOD = 24


def is_period(words: str) -> bool:
    """Tell whether a line names a time and nothing else (九月：, 第一周, 三季度): a heading of what is due then."""
    return len(words) <= _LONGEST_PERIOD and bool(_PERIOD.fullmatch("".join(words.split())))


_LAST_PART = re.compile(rf"^[{FIGURES}]+[．.](?=[{FIGURES}])")


@lru_cache(maxsize=2048)
def mark_value(mark: str) -> int:
    """Return the number that `mark` writes, e.g. 12 for `十二、`, `（12）` and `⑫`; 0 when there is none."""
    for first, value in _RANGES:
        if first <= ord(mark[0]) < first + 20:
            return ord(mark[0]) - first + value
    digits = "".join(ch for ch in _LAST_PART.sub("", mark) if _is_figure(ch))
    if digits:
        return int(digits)
    return _han_value("".join(ch for ch in mark if ch in HAN_DIGITS))


def _han_value(digits: str) -> int:
    total = figure = 0
    for ch in digits:
        if ch == "十":
            total, figure = total + (figure or 1) * 10, 0
        elif ch in "百千":
            total, figure = total + (figure or 1) * (100 if ch == "百" else 1000), 0
        else:
            figure = max(HAN_ORDER.find(ch), 0)
    return total + figure


def han_number(value: int) -> str:
    """Return `value` (1 to 9999, beyond that in figures) as it is written before 、, e.g. 十二 and 一百零三."""
    if not 0 < value < 10000:
        return str(value)
    written = ""
    gap = False
    for place, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        figure = value // place % 10
        if figure:
            written += ("零" if gap and written else "") + HAN_ORDER[figure] + word
        gap = not figure
    return written[1:] if 10 <= value < 20 else written


def mark_like(mark: str, value: int) -> str:
    """Return the mark that writes `value` in the manner of `mark`: `（三）` and 4 give `（四）`."""
    if len(mark) == 1 and not _is_figure(mark) and mark not in HAN_DIGITS:
        first = next((start for start, _ in _RANGES if start <= ord(mark) < start + 20), None)
        return chr(first + value - 1) if first is not None and value <= 20 else mark
    kept = [ch for ch in mark if not (ch in HAN_DIGITS or _is_figure(ch))]
    at = next((i for i, ch in enumerate(mark) if ch in HAN_DIGITS or _is_figure(ch)), 0)
    if any("0" <= ch <= "9" for ch in mark):
        written = str(value)
    elif any(map(_is_figure, mark)):
        written = str(value).translate(_WIDE)
    else:
        written = han_number(value)
    return "".join(kept[:at]) + written + "".join(kept[at:])


def _is_figure(ch: str) -> bool:
    return "0" <= ch <= "9" or "０" <= ch <= "９"

"""Words of time in a plan and the days they mean (vocabulary.md 5.2). The words stay; a day is added where they say it.

`read_deadline` reads the value of a label or a table cell, `find_deadlines` looks through running text. In running text
only words that set a time are taken: no year of another document's name or number, nothing told as history, no
validity, no age or anniversary. Blanks may stand anywhere between figures and words.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from planner.core.draft import Deadline
from planner.core.figures import with_plain_figures

_B = r"[ \t\u3000\xa0\u200a]*+"
_APART = r"(?<![0-9.．〔\[第])"
_YEAR = rf"(?:{_APART}(?P<year>20[0-9]{{2}}){_B}年?(?:度)?{_B}|(?P<this>今年|本年度?|当年|同年){_B})"
_MONTH = rf"(?P<month>(?<![0-9.．])(?:1[0-2]|0?[1-9])|十[一二]|(?<!十)[一二三四五六七八九十]){_B}月(?:份)?"
_DAY = rf"{_B}(?P<day>3[01]|[12][0-9]|0?[1-9]){_B}[日号]"
_BEFORE = rf"{_B}(?:之前|以前|前|之内|以内|内)"
_END = rf"(?:{_B}(?:末|底|结束))?(?:{_BEFORE})?"
_DONE = re.compile(
    r"前?(?:[\u4e00-\u9fff]{0,6}(?:完成|结束|办结|到位|见效|建成|上报|报送|启用|开工|投用)[\u4e00-\u9fff]{0,4})?"
)
_LEAD_IN = re.compile(r"(?:并|均|须|应|力争|确保|计划|争取|原则上)?(?:到|至|于|在)?")
_LASTING = re.compile(r"长期坚持|持续推进|常态化|长期|贯穿|持续|常年|全年|始终")
_CLAUSE = re.compile(
    r"(?:长期|持续|常态化|常年|全年|贯穿全年|每年|每季度|每学期|每月|每半年|每周)(?:长期|持续)?(?:坚持|推进|实施|开展|落实|深化|完成)?"
    r"|不?定期|适时|择机|近期|尽快|及时|立行立改"
)
_LONGEST_CLAUSE = 30
_YEAR_ONLY = re.compile(r"(20[0-9]{2})年?(?:度|底|末|年底)?(?:前|内)?")
_HISTORY = re.compile(r"(?:截[至止]到?|有效期?[到至]?|早在|始于|成立于|创建于)\s*\Z")
_OPEN_NAME = re.compile(r"《[^》\n]*\Z|〔[^〕\n]*\Z")
_FIGURES = {ch: value for value, ch in enumerate("零一二三四五六七八九十")} | {"十一": 11, "十二": 12}
_THIRDS = {"上": 10, "中": 20}
# 每天锻炼1小时 says how much is done and not until when.
_HOW_OFTEN = "天日周"
_LOOK_BACK = 60
_REACH = 28  # characters on either side of a form's needle that can belong to it
_SAME_YEAR_WITHIN = 200


@dataclass(frozen=True, slots=True)
class Terms:
    """First and last days of the two terms as (month, day); the autumn term ends in the next year."""

    spring: tuple[tuple[int, int], tuple[int, int]] = ((3, 1), (7, 10))
    autumn: tuple[tuple[int, int], tuple[int, int]] = ((9, 1), (1, 20))


TERMS = Terms()


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """A deadline and the stretch of the text that words it."""

    start: int
    end: int
    deadline: Deadline


@lru_cache(maxsize=4096)
def read_deadline(text: str, year: int | None, terms: Terms = TERMS) -> Deadline:
    """Return the deadline of a labelled value or a table cell; days only where the words and the plan's year give them.

    Of several dates the first and the last count. Words without a day keep the kind repeating, lasting or undated.
    """
    words = text.strip().rstrip("。；;")
    plain = with_plain_figures("".join(words.split()))
    only = _YEAR_ONLY.fullmatch(plain)
    if only:
        return Deadline(words, ends_on=date(int(only[1]), 12, 31), kind="day")
    found = [one.deadline for one in _find(plain, year, terms, loose=True)]
    starts = [one.starts_on for one in found if one.starts_on]
    ends = [one.ends_on for one in found if one.ends_on]
    kinds = {one.kind for one in found}
    kind = next((kind for kind in ("repeating", "lasting", "range") if kind in kinds), "day" if ends else "undated")
    if starts or ends:
        return Deadline(words, min(starts, default=None), max(ends, default=None), kind)
    if kind == "undated" and _LASTING.search(plain):
        kind = "lasting"
    return Deadline(words, kind=kind)


def is_deadline(words: str) -> bool:
    """Tell whether the words name a time and nothing else (2025年9月底前完成, 3月—5月, 长期坚持)."""
    plain = "".join(words.split()).strip("。；;，,、")
    if not 0 < len(plain) <= _LONGEST_CLAUSE:
        return False
    if _CLAUSE.fullmatch(plain):
        return True
    return any(
        _LEAD_IN.fullmatch(plain, 0, one.start) and _DONE.fullmatch(plain, one.end)
        for one in _find(plain, 2000, TERMS, loose=True)
    )


def find_deadlines(text: str, years: Sequence[int] = (), terms: Terms = TERMS) -> list[FoundDeadline]:
    """Return the deadlines that sentences of `text` set, in order. `years` are those the plan is for, maybe none.

    A year before the plan's is history; 到20XX年 beyond its last year is a distant target and no deadline.
    """
    year = years[0] if len(years) == 1 else None
    out: list[FoundDeadline] = []
    for one in _find(text, year, terms, loose=False):
        day = one.deadline.ends_on or one.deadline.starts_on
        if one.deadline.kind == "repeating" and one.deadline.text[1] in _HOW_OFTEN:
            continue
        if day is not None and years and day.year < years[0]:
            continue
        if day is not None and years and text.startswith("到", one.start) and day.year > years[-1]:
            continue
        if _is_set(text, one.start, one.end):
            out.append(one)
    return out


def shown_deadlines(deadlines: Iterable[Deadline]) -> list[Deadline]:
    """Return what a table shows: no mere beginnings, and repeating duties only where there is nothing else."""
    listed = [one for one in deadlines if one.ends_on or one.starts_on is None]
    return [one for one in listed if one.kind != "repeating"] or listed


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _is_set(text: str, start: int, end: int) -> bool:
    """Tell whether a time in running text is set there, and not quoted, told as history or a validity."""
    before = text[max(start - _LOOK_BACK, 0) : start]
    before = before[before.rfind("\n") + 1 :]
    if _OPEN_NAME.search(before) or _HISTORY.search(before):
        return False
    return not text.startswith(("》", "〕", "以来", "版"), end)


def _find(text: str, year: int | None, terms: Terms, *, loose: bool) -> list[FoundDeadline]:
    """Return the times in `text`, longer ones before those inside them. `loose` takes forms that only a value has."""
    found: list[FoundDeadline] = []
    written, text = text, with_plain_figures(text)
    for form in _FORMS:
        if (form.loose and not loose) or form.needle not in text:
            continue
        for match in _matches(form, text):
            deadline = form.read(match, _year_of(match, year), terms)
            if deadline is not None:
                if written is not text:
                    deadline = replace(deadline, text="".join(written[slice(*match.span())].split()))
                found.append(FoundDeadline(*match.span(), deadline))
    out: list[FoundDeadline] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not out or one.start >= out[-1].end:
            out.append(one)
    return out


def _matches(form: "_Form", text: str) -> Iterator[re.Match[str]]:
    """Return the places of a form: the pattern is tried only round the piece that it always has."""
    end = 0
    at = text.find(form.needle)
    while at >= 0:
        start, end = max(at - _REACH, end), at + _REACH
        at = text.find(form.needle, at + 1)
        while 0 <= at < end:
            end = at + _REACH
            at = text.find(form.needle, at + 1)
        yield from form.pattern.finditer(text, start, min(end, len(text)))


def _year_of(found: re.Match[str], year: int | None) -> int | None:
    """Return the year of a time: its own, that named before it (同年), or the plan's."""
    named = found.groupdict()
    if named.get("year"):
        return int(named["year"])
    if named.get("this") == "同年":
        before = found.string[max(found.start() - _SAME_YEAR_WITHIN, 0) : found.start()]
        years = re.findall(r"20[0-9]{2}(?=\s*年)", before)
        return int(years[-1]) if years else year
    return year


def _number(figures: str) -> int:
    return int(figures) if figures.isdecimal() else _FIGURES.get(figures, 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _words(found: re.Match[str]) -> str:
    return "".join(found[0].split())


def _dated(found: re.Match[str], ends: date | None, starts: date | None = None) -> Deadline:
    kind = "range" if starts else "day" if ends else "undated"
    return Deadline(_words(found), starts, ends, kind)


def _read_month(found: re.Match[str], year: int | None, _terms: Terms) -> Deadline | None:
    """Read 9月底前, 6月30日前, 5月中旬; a month's day is its last where only the month is named."""
    if year is None:
        return _dated(found, None)
    month = _number(found["month"])
    named = found.groupdict()
    if named.get("day"):
        return _dated(found, _day(year, month, int(named["day"])))
    third = _THIRDS.get(named.get("third") or "")
    return _dated(found, date(year, month, third) if third else month_end(year, month))


def _read_year_end(found: re.Match[str], year: int | None, _terms: Terms) -> Deadline | None:
    return _dated(found, date(year, 12, 31) if year else None)


def _read_half(found: re.Match[str], year: int | None, _terms: Terms) -> Deadline | None:
    if year is None:
        return _dated(found, None)
    if found["half"] == "下":
        return _dated(found, date(year, 12, 31), date(year, 7, 1))
    return _dated(found, date(year, 6, 30))


def _read_quarter(found: re.Match[str], year: int | None, _terms: Terms) -> Deadline | None:
    return _dated(found, month_end(year, 3 * _number(found["quarter"])) if year else None)


def _read_term(found: re.Match[str], year: int | None, terms: Terms) -> Deadline | None:
    """Read 春季学期 whole, 学期初 and 开学前 as its first day, 学期末 as its last."""
    if year is None:
        return _dated(found, None)
    first, last = terms.spring if found["term"] == "春" else terms.autumn
    starts, ends = date(year, *first), date(year if last > first else year + 1, *last)
    edge = found["edge"] or ""
    if edge == "起":
        return Deadline(_words(found), starts, None, "range")
    if edge.startswith("开学") or edge == "初":
        return _dated(found, starts)
    return _dated(found, ends) if edge else _dated(found, ends, starts)


def _read_since(found: re.Match[str], year: int | None, _terms: Terms) -> Deadline | None:
    """Read 自2020年起: a first day and no deadline."""
    if year is None:
        return None
    month = _number(found["month"] or "1")
    starts = _day(year, month, int(found["day"] or 1))
    return Deadline(_words(found), starts, None, "range") if starts else None


def _read_every(found: re.Match[str], _year: int | None, _terms: Terms) -> Deadline | None:
    return Deadline(_words(found), kind="repeating")


def _read_lasting(found: re.Match[str], year: int | None, _terms: Terms) -> Deadline | None:
    return Deadline(_words(found), ends_on=date(year, 12, 31) if year else None, kind="lasting")


def _read_after(found: re.Match[str], _year: int | None, _terms: Terms) -> Deadline | None:
    return Deadline(_words(found))


def _read_range(found: re.Match[str], year: int | None, _terms: Terms) -> Deadline | None:
    """Read 3月—5月, 3月1日至5月20日, 2020年3月-2021年6月; None where it is no range of days."""
    first_month, last_month = int(found["m1"]), int(found["m2"] or found["m1"])
    first_year = int(found["y1"]) if found["y1"] else year
    if first_year is None:
        return Deadline(_words(found), kind="range")
    last_year = int(found["y2"]) if found["y2"] else first_year + bool(found["next"])
    starts = _day(first_year, first_month, int(found["d1"] or 1))
    ends = _day(last_year, last_month, int(found["d2"])) if found["d2"] else month_end(last_year, last_month)
    return Deadline(_words(found), starts, ends, "range") if starts and ends and starts <= ends else None


def _read_years(found: re.Match[str], _year: int | None, _terms: Terms) -> Deadline | None:
    first, last = int(found["first"]), int(found["last"])
    return Deadline(_words(found), date(first, 1, 1), date(last, 12, 31), "range") if first < last else None


_Reader = Callable[[re.Match[str], int | None, Terms], Deadline | None]
_DASH = rf"{_B}[-—–－~～至到]{{1,2}}{_B}"


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of words: a piece it always has (so that a text without it is not searched), and how it is read."""

    needle: str
    pattern: re.Pattern[str]
    read: _Reader
    loose: bool = False


def _forms() -> Iterator[_Form]:
    def form(needle: str, pattern: str, read: _Reader, *, loose: bool = False) -> _Form:
        return _Form(needle, re.compile(pattern), read, loose)

    yield form(
        "每",
        rf"每{_B}(?:半年|学期|学年|季度?|月(?:的?{_DAY}{_BEFORE})?|年|周|天|日)(?:末|底|初)?(?:{_B}至少)?",
        _read_every,
    )
    month_range = (
        rf"(?<![0-9.．〔\[第])(?:(?P<y1>20[0-9]{{2}}){_B}年{_B})?(?<![0-9])(?P<m1>1[0-2]|0?[1-9]){_B}(?:月(?:份)?)?"
        rf"(?:(?<=月){_B}(?P<d1>3[01]|[12][0-9]|0?[1-9]){_B}日)?{_DASH}(?:(?P<y2>20[0-9]{{2}}){_B}年{_B}|(?P<next>次年|翌年){_B})?"
    )
    yield form(
        "月",
        rf"{month_range}(?P<m2>1[0-2]|0?[1-9]){_B}月(?:份)?(?:{_B}(?P<d2>3[01]|[12][0-9]|0?[1-9]){_B}日|{_B}[底末])?前?",
        _read_range,
    )
    yield form("日", rf"{month_range}(?P<m2>(?!))?(?P<d2>3[01]|[12][0-9]|0?[1-9]){_B}日", _read_range)
    years = rf"(?<![0-9])(?P<first>20[0-9]{{2}}){_B}年?{_DASH}(?P<last>20[0-9]{{2}}){_B}年"
    yield form("年", years, _read_years)
    moment = rf"{_YEAR}?{_MONTH}"
    yield form(
        "月",
        rf"{moment}(?:{_DAY}{_BEFORE}|{_B}(?P<third>[上中下]){_B}旬末?(?:{_BEFORE})?|{_B}[底末](?:{_BEFORE})?|{_BEFORE})",
        _read_month,
    )
    yield form("月", rf"{moment}(?:{_DAY})?", _read_month, loose=True)
    year_end = rf"(?:{_YEAR}年?|(?<![0-9一二两三四五六七八九十每半近逐多全几常历])年){_B}[底末](?:{_BEFORE})?"
    yield form("年", year_end, _read_year_end)
    yield form("年", rf"{_YEAR}(?:(?<=年)|年){_B}(?:内(?![部容涵])|(?:之|以)?前)", _read_year_end)
    yield form("年内", r"(?<![0-9一二两三四五六七八九十每半近逐多全几常历今本当同])年内(?![部容涵])", _read_year_end)
    until = rf"到{_B}(?P<year>20[0-9]{{2}}){_B}年(?![代级度])(?:{_B}年?[底末](?:{_BEFORE})?)?"
    yield form("到", until, _read_year_end)
    until_month = rf"到{_B}(?P<year>20[0-9]{{2}}){_B}年{_B}{_MONTH}(?:{_DAY}|{_B}(?P<third>[上中下]){_B}旬|{_B}[底末])?"
    yield form("到", rf"{until_month}(?:{_BEFORE})?", _read_month)
    yield form("半年内", r"(?<![每近逐个])(?P<half>)半年内", _read_half, loose=True)
    yield form("半年", rf"{_YEAR}?(?P<half>[上下])半年{_END}", _read_half)
    yield form("季度", rf"{_YEAR}?第?{_B}(?P<quarter>[一二三四]|(?<![0-9])[1-4]){_B}季度{_END}", _read_quarter)
    edge = rf"(?:{_B}(?P<edge>初|末|开学前|开学初|开学|结束前|前|起))?"
    yield form("季学期", rf"(?<![从自0-9])(?:{_YEAR})?(?P<term>[春秋])季学期{edge}", _read_term)
    since = rf"(?:从|自)?{_B}(?<![0-9〔])(?P<year>20[0-9]{{2}}){_B}年{_B}(?:{_MONTH}(?:{_DAY})?)?{_B}"
    yield form("年", rf"{since}(?:起(?![草底点来])|开始)", _read_since)
    yield form("季学期", rf"(?:从|自){_B}{_YEAR}(?P<term>[春秋])季学期{_B}(?P<edge>起|开始)", _read_term)
    yield form(
        "之日起",
        rf"(?:印发|发布|下发|公布|实施|通过){_B}之日起{_B}[一二三四五六七八九十0-9]{{1,3}}{_B}个?(?:工作日|日|天|月){_B}(?:之内|以内|内)",
        _read_after,
    )
    yield form("全年", "全年", _read_lasting, loose=True)


_FORMS = tuple(_forms())

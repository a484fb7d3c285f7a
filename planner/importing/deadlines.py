"""Deadlines: labelled ones as worded, and the few forms of prose that name their day."""

import re
from datetime import date
from functools import lru_cache

from planner.core.draft import Deadline
from planner.importing.days import month_end
from planner.importing.lines import places_of

_YEAR = r"(?P<year>20[0-9]{2})\s*年\s*"
_BEFORE = r"\s*(?:之|以)?[前内]"
_MAY_STAND_BEFORE = frozenset("月日旬底末年之以 \u3000\xa0\u200a\n\t")
_PROSE = re.compile(
    rf"(?:(?:{_YEAR}|(?P<this>今年|本年)\s*)?(?:(?P<month>[0-9]{{1,2}})\s*月\s*(?:(?P<day>[0-9]{{1,2}})\s*日|(?P<third>[上中下])旬末?|[底末])?"
    rf"|年(?P<end>底|末))|(?:(?P<inyear>20[0-9]{{2}})\s*|(?<![0-9一二两三四五六七八九十每半近逐]))(?P<within>年)){_BEFORE}\Z"
)
_LOOK_BACK = 24
_DONE = r"(?:[\u4e00-\u9fff]{0,6}(?:完成|结束|办结|到位|见效|建成|上报|报送)[\u4e00-\u9fff]{0,4})?"
_WHOLE = re.compile(
    rf"(?:并|均|须|应|力争|确保|计划|争取)?(?:到|至|于|在)?\s*(?:{_YEAR}|(?P<this>今年|本年)\s*)?(?:(?P<month>[0-9]{{1,2}})\s*月(?:份)?\s*(?:(?P<day>[0-9]{{1,2}})\s*日|(?P<third>[上中下])旬|(?P<end>底|末))?"
    rf"|(?P<yearend>年?(?:底|末)|年内|全年))\s*(?:之前|以前|前|之内|以内|内)?\s*{_DONE}[。；]?"
)
_YEAR_ONLY = re.compile(r"(20[0-9]{2})\s*年?(?:度|底|末|年底)?(?:前)?[。]?")
_LASTING = re.compile(r"长期坚持|持续推进|常态化|长期|全年|贯穿|持续|常年")
_REPEATING = re.compile(r"每(?:年|月|季|半年|学期|周|天|日)")
_RANGE = re.compile(
    r"(?:20[0-9]{2}\s*年)?\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?\s*[-—–－~～至到]+\s*.*[0-9]{1,2}\s*月"
)
_CLAUSE_RANGE = re.compile(
    rf"(?:20[0-9]{{2}}年)?[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?[-—–－~～至到]{{1,2}}(?:20[0-9]{{2}}年)?[0-9]{{1,2}}月(?:[0-9]{{1,2}}日|底|末)?前?{_DONE}"
)
_CLAUSE_OTHER = re.compile(
    r"(?:长期|持续|常态化|常年|全年|每年|每季度|每学期|每月)(?:长期|持续)?(?:坚持|推进|实施|开展|落实|深化|完成)?"
)
_LONGEST_CLAUSE = 30
_THIRDS = {"上": 10, "中": 20}
_NOT_BEFORE = re.compile(r"(?:有效期|有效)[至到]?$|《[^》]*$")


@lru_cache(maxsize=4096)
def labelled_deadline(text: str, year: int | None) -> Deadline:
    """Return the deadline of a labelled value or a table cell.

    The day only where the words and the plan's year give it.
    """
    words = text.strip().rstrip("。；")
    if _RANGE.match(words):
        return Deadline(words, kind="range")
    if _REPEATING.search(words):
        return Deadline(words, kind="repeating")
    found = _WHOLE.fullmatch(words)
    if found:
        return Deadline(words, ends_on=(day := _ends_on(found, year)), kind="day" if day else "undated")
    only = _YEAR_ONLY.fullmatch(words)
    if only:
        return Deadline(words, ends_on=date(int(only[1]), 12, 31), kind="day")
    if _LASTING.search(words):
        return Deadline(words, kind="lasting")
    return Deadline(words)


def is_deadline(words: str) -> bool:
    """Tell whether the words name a time and nothing else (2025年9月底前完成, 3月—5月, 长期坚持)."""
    plain = "".join(words.split()).strip("。；;，,、")
    return len(plain) <= _LONGEST_CLAUSE and any(
        form.fullmatch(plain) for form in (_WHOLE, _CLAUSE_RANGE, _CLAUSE_OTHER)
    )


def prose_deadlines(text: str, year: int | None) -> list[tuple[int, Deadline]]:
    """Return the deadlines that sentences of `text` name, each with its place; only forms that end in 前 or 内."""
    out: list[tuple[int, Deadline]] = []
    for at in places_of(text, "前内"):
        end = at + 1
        if text[end - 2 : end - 1] not in _MAY_STAND_BEFORE:
            continue
        found = _PROSE.search(text, max(end - _LOOK_BACK, 0), end)
        if found is None or _NOT_BEFORE.search(text, max(found.start() - 30, 0), found.start()):
            continue
        if found["within"]:
            if text[end - 1] != "内" or text[end : end + 1] in ("部", "容", "涵"):
                continue
            known = int(found["inyear"]) if found["inyear"] else year
            day = date(known, 12, 31) if known else None
        else:
            day = _ends_on(found, year)
        out.append((found.start(), Deadline("".join(found[0].split()), ends_on=day, kind="day" if day else "undated")))
    return out


def _ends_on(found: re.Match[str], year: int | None) -> date | None:
    groups = found.groupdict()
    known = int(groups["year"]) if groups.get("year") else year
    if known is None:
        return None
    if not groups.get("month"):
        return date(known, 12, 31)
    month = int(groups["month"])
    if not 1 <= month <= 12:
        return None
    if groups.get("day"):
        try:
            return date(known, month, int(groups["day"]))
        except ValueError:
            return None
    third = _THIRDS.get(groups.get("third") or "")
    return date(known, month, third) if third else month_end(known, month)

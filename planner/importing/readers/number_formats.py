"""Numbers, dates and times of a sheet as the clerk sees them: a value and a number format → text.

The format codes are those of ECMA-376 part 1, 18.8.30 and 18.8.31 with the built-in codes of Chinese systems. What is
too rare for a plan (fractions, exponents, conditions) falls back to the plain number: shown in full rather than wrong.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

GENERAL = "General"
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|[_*](?P<pad>.)'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<date>[yY]{1,4}|[eE]{1,4}(?![+-])|[mM]{1,5}|[dD]{1,4}|[aA]{3,4}|[hH]{1,2}|[sS]{1,2})"
    r"|(?P<digits>[0#?][0#?,]{0,40}(?:\.[0#?]{0,20})?|\.[0#?]{1,20})|(?P<percent>%)|(?P<literal>.)",
    re.DOTALL,
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CHINESE = ("$-804", "$-409804", "$-ZH-CN", "$-2052")
_SYSTEM = {"[$-F800]": BUILT_IN[31], "[$-F400]": BUILT_IN[21]}  # the long date and the time of the system
_WEEK = "一二三四五六日"
_HAN = "〇一二三四五六七八九"
_LAST_SERIAL = 2_958_466  # the day after 31 December 9999


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str
    text: str


def shown(value: float, code: str, *, from_1904: bool = False) -> str:
    """Return a number as its format code shows it; a serial day as a date when the code is one of dates."""
    if code in (GENERAL, "@", ""):
        return plain(value)
    parts = _parts(_section(_SYSTEM.get(code[:8].upper(), code), value))
    kinds = {part.kind for part in parts}
    if "date" in kinds or "elapsed" in kinds:
        return _as_date(value, parts, from_1904) if 0 <= value < _LAST_SERIAL else plain(value)
    if "digits" not in kinds or "exotic" in kinds:
        return plain(value)
    return _as_number(value, parts, signed=len(_sections(code)) > 1)


def plain(value: float) -> str:
    """Return a number without format: 序号 1, not 1.0; no more digits than are shown."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}"


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[str, ...]:
    sections: list[str] = []
    start = at = 0
    quoted = False
    while at < len(code):
        if code[at] == "\\":
            at += 1
        elif code[at] == '"':
            quoted = not quoted
        elif code[at] == ";" and not quoted:
            sections.append(code[start:at])
            start = at + 1
        at += 1
    return (*sections, code[start:])


def _section(code: str, value: float) -> str:
    sections = _sections(code)
    if value < 0 and len(sections) > 1:
        return sections[1]
    if value == 0 and len(sections) > 2:
        return sections[2]
    return sections[0]


@lru_cache(maxsize=512)
def _parts(section: str) -> tuple[_Part, ...]:
    return tuple(_read_parts(section))


def _read_parts(section: str) -> Iterator[_Part]:
    if section.strip() in (GENERAL, "G/通用格式", "@"):
        yield _Part("exotic", "")
        return
    for found in _TOKEN.finditer(section[:255]):
        kind = found.lastgroup or ""
        text = found[kind]
        if kind == "bracket":
            yield from _bracket(text)
        elif kind in ("quoted", "escaped"):
            yield _Part("literal", text)
        elif _is_exotic(kind, text, section):
            yield _Part("exotic", text)
        elif kind != "pad":
            yield _Part(kind, text)


def _is_exotic(kind: str, text: str, section: str) -> bool:
    """Tell whether a token makes a fraction or an exponent."""
    if kind == "literal":
        return text in "eE" or (text in "/?" and "#" in section)
    return kind == "date" and text[0] in "eE" and "0" in section


def _bracket(text: str) -> Iterator[_Part]:
    """Read what stands in square brackets: elapsed time, currency, Chinese digits; colours say nothing."""
    if re.fullmatch(r"[hH]+|[mM]+|[sS]+", text):
        yield _Part("elapsed", text.lower())
    elif text.upper().startswith("DBNUM"):
        yield _Part("han", text)
    elif text.upper() in _CHINESE:
        yield _Part("chinese", text)
    elif text.startswith("$"):
        yield _Part("literal", text[1:].partition("-")[0])


def _as_number(value: float, parts: tuple[_Part, ...], *, signed: bool) -> str:
    percents = sum(part.kind == "percent" for part in parts)
    digits = [part.text for part in parts if part.kind == "digits"]
    number = Decimal(repr(abs(value))) * 100**percents
    whole, _, decimals = digits[0].partition(".")
    thousands = len(whole) - len(whole.rstrip(","))
    number /= 1000**thousands
    places = len(decimals)
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if number < 10**20 else number
    text = f"{rounded:,f}" if "," in whole.rstrip(",") else f"{rounded:f}"
    optional = len(decimals) - len(decimals.rstrip("#"))
    if optional:
        kept, tail = text[:-optional], text[-optional:]
        text = (kept + tail.rstrip("0")).rstrip(".")
    least = whole.count("0")
    integer, point, rest = text.partition(".")
    text = integer.rjust(least, "0") + point + rest
    out: list[str] = ["-"] if value < 0 and not signed and rounded else []
    written = False
    for part in parts:
        if part.kind == "digits":
            out.append("" if written else text)
            written = True
        elif part.kind in ("literal", "percent"):
            out.append(part.text)
    return "".join(out)


def _as_date(value: float, parts: tuple[_Part, ...], from_1904: bool) -> str:
    moment = moment_of(value, from_1904)
    han = any(part.kind == "han" for part in parts)
    halved = any(part.kind == "half" for part in parts)
    names = _in_chinese if any(part.kind == "chinese" for part in parts) else _in_english
    out: list[str] = []
    for at, part in enumerate(parts):
        if part.kind == "literal":
            out.append(part.text)
        elif part.kind == "half":
            out.append(_half(part.text, moment.hour))
        elif part.kind == "elapsed":
            out.append(_elapsed(value, part.text))
        elif part.kind == "date":
            text = _date_part(part.text.lower(), moment, _is_minute(parts, at), halved, names)
            out.append(_in_han(text, part.text[0].lower()) if han and text.isdecimal() else text)
        elif part.kind == "digits":
            out.append(part.text if part.text.strip("0#?.,") else "")
    return "".join(out).strip()


def moment_of(value: float, from_1904: bool = False) -> datetime:
    """Return the moment of a serial day; the years begin with 1900 (and its 29 February that never was) or 1904."""
    if from_1904:
        start = datetime(1904, 1, 1)
    else:
        start = datetime(1899, 12, 30) if value >= 60 else datetime(1899, 12, 31)
    return start + timedelta(seconds=round(value * 86_400))


def _is_minute(parts: tuple[_Part, ...], at: int) -> bool:
    """Tell whether an m means minutes: it follows hours or stands before seconds."""
    if parts[at].text[0] not in "mM" or len(parts[at].text) > 2:
        return False
    times = [part for part in parts[:at] if part.kind in ("date", "elapsed")]
    after = [part for part in parts[at + 1 :] if part.kind in ("date", "elapsed")]
    return (bool(times) and times[-1].text[0] in "hH") or (bool(after) and after[0].text[0] in "sS")


def _date_part(token: str, moment: datetime, minute: bool, halved: bool, names: Callable[[str, datetime], str]) -> str:
    width = len(token)
    hour = (moment.hour % 12 or 12) if halved else moment.hour
    if token[0] in "ye":
        return f"{moment.year % 100:02}" if token[0] == "y" and width <= 2 else str(moment.year)
    if token[0] == "m" and minute:
        return f"{moment.minute:0{width}}"
    if token[0] in "md" and width > 2:
        return names(token, moment)
    if token[0] in "md":
        return f"{moment.month if token[0] == 'm' else moment.day:0{width}}"
    if token[0] == "a":
        return ("星期" if width == 4 else "") + _WEEK[moment.weekday()]
    return f"{hour if token[0] == 'h' else moment.second:0{width}}"


def _in_english(token: str, moment: datetime) -> str:
    """Return the name of a month or of a day of the week: three letters, the word, or (mmmmm) one letter."""
    name = _MONTHS[moment.month - 1] if token[0] == "m" else _DAYS[moment.weekday()]
    return {3: name[:3], 4: name}.get(len(token), name[0])


def _in_chinese(token: str, moment: datetime) -> str:
    if token[0] == "m":
        return _in_han(str(moment.month), "m") + "月"
    return ("周" if len(token) == 3 else "星期") + _WEEK[moment.weekday()]


def _half(token: str, hour: int) -> str:
    first, _, second = token.partition("/")
    return first if hour < 12 else second


def _elapsed(value: float, token: str) -> str:
    seconds = round(value * 86_400)
    return str(seconds // {"h": 3600, "m": 60, "s": 1}[token[0]])


def _in_han(digits: str, token: str) -> str:
    """Return a number in Chinese digits: a year digit by digit, months and days as numbers (三十, 二十一)."""
    if token in "ye":
        return "".join(_HAN[int(digit)] for digit in digits)
    number = int(digits)
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else _HAN[tens] + "十")
    return head + (_HAN[ones] if ones or not tens else "")

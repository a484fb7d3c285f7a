"""How a list writes its numbers: the forms of Office and OpenDocument, from a value to the words on the page."""

from collections.abc import Callable

_HAN = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_IN_BRACKETS = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_IN_CIRCLES = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_ROMAN_LOW = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MOST = 9_999  # beyond that a list is written in figures, whatever its form
_LONGEST_LETTERS = 10


def counted(value: int, digits: str = _HAN, units: str = "十百千", zero: str = "零") -> str:
    """Return a number below 10,000 as it is spoken: 十二, 一百零三."""
    words = ""
    gap = False
    for place in range(3, -1, -1):
        figure = value // 10**place % 10
        if not figure:
            gap = gap or bool(words)
            continue
        words += (zero if gap else "") + digits[figure] + (units[place - 1] if place else "")
        gap = False
    return words or zero


def _spoken(value: int) -> str:
    words = counted(value)
    return words[1:] if words.startswith("一十") else words


def _legal(value: int) -> str:
    return counted(value, _LEGAL, "拾佰仟")


def _legal_traditional(value: int) -> str:
    return counted(value, _LEGAL_TRADITIONAL, "拾佰仟")


def _digits(value: int) -> str:
    return "".join(_HAN[int(digit)] for digit in str(value))


def _wide(value: int) -> str:
    return "".join(chr(0xFF10 + int(digit)) for digit in str(value))


def _circled(value: int) -> str:
    for first, last, start in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= value <= last:
            return chr(start + value - first)
    return str(value)


def _roman(value: int) -> str:
    words = ""
    for worth, letters in _ROMAN + _ROMAN_LOW:
        words += letters * (value // worth)
        value %= worth
    return words


def _letter(value: int) -> str:
    """Return A … Z, AA, BB …, as Word goes on after Z."""
    if value > 26 * _LONGEST_LETTERS:
        return str(value)
    return chr(65 + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if value <= len(signs) else str(value)


def _run_from(first: str, count: int) -> Callable[[int], str]:
    return lambda value: chr(ord(first) + value - 1) if value <= count else str(value)


def _pair(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12]


FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _run_from("⒈", 20),
    "decimalEnclosedParen": _run_from("⑴", 20),
    "numberInDash": lambda value: f"- {value} -",
    "chineseCounting": _spoken,
    "chineseCountingThousand": _spoken,
    "taiwaneseCounting": _spoken,
    "taiwaneseCountingThousand": _spoken,
    "japaneseCounting": _spoken,
    "koreanCounting": _spoken,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "koreanDigital2": _digits,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal_traditional,
    "japaneseLegal": _legal_traditional,
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographZodiacTraditional": _pair,
    "ideographEnclosedCircle": _one_of(_IN_CIRCLES),
    "ideographParenthesized": _one_of(_IN_BRACKETS),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda value: _letter(value).lower(),
}


# the codes of older Word files for the same forms
BY_CODE = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital",
    11: "japaneseCounting", 14: "decimalFullWidth", 15: "decimalHalfWidth", 16: "japaneseLegal",
    17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle", 19: "decimalFullWidth2", 22: "decimalZero",
    23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle", 30: "ideographTraditional", 31: "ideographZodiac", 32: "ideographZodiacTraditional",
    33: "taiwaneseCounting", 34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital",
    37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand", 40: "chineseCountingThousand",
    57: "numberInDash", 255: "none",
}  # fmt: skip


def written(value: int, form: str) -> str:
    """Return a number in a form of Office, in figures where the form is unknown or has no sign for it."""
    if form in ("bullet", "none"):
        return ""
    if form.startswith("custom:"):  # its first number as an example: "custom:001"
        return str(value).zfill(min(len(form.removeprefix("custom:")), 4))
    if not 0 < value <= _MOST:
        return str(value)
    return FORMS.get(form, str)(value)


def joined(number: str, text: str) -> str:
    """Return a paragraph with its number in front.

    A blank stands between them only where the two would run together (第一章 总则, 1. 5G), since a typed number has
    none either; what Word draws there, a tab or nothing, is a matter of the page.
    """
    if not number or not text:
        return number or text
    last, first = number[-1], text[0]
    figures_meet = last in ".．" and first.isascii() and first.isalnum()
    words_meet = (last.isalpha() or last.isdecimal()) and first.isalnum()
    return f"{number} {text}" if figures_meet or words_meet else number + text

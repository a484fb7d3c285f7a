"""The numbers that a browser puts before the points of ordered lists; bullets are signs of layout and left out."""

import re
from dataclasses import dataclass

from lxml import etree

from planner.importing.readers.number_forms import written

_BY_TYPE = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BY_STYLE = {
    "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "japanese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified",
    "cjk-decimal": "ideographDigital",
    "cjk-heavenly-stem": "ideographTraditional",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero",
    "decimal": "decimal",
    "none": "none",
    "disc": "none",
    "circle": "none",
    "square": "none",
}
_STYLE = re.compile(
    r"list-style(?:-type)?\s{0,3}:[^;]{0,60}?\b(" + "|".join(sorted(_BY_STYLE, key=len, reverse=True)) + r")\b"
)
_HAN_FORMS = ("chineseCounting", "chineseLegalSimplified", "ideographDigital", "ideographTraditional")
_NUMBERED = re.compile(
    r"\s*(?:[（(]?(?:[0-9０-９]{1,3}|[一二三四五六七八九十百零〇]{1,5})(?:[、.．)）]|(?=\s))"
    r"|第(?:[0-9０-９]{1,3}|[一二三四五六七八九十百零〇]{1,5})[章节条]|[①-⑳⑴-⒇⒈-⒛㈠-㈩])"
)


@dataclass(slots=True)
class ListState:
    """A list while its points are counted."""

    form: str
    value: int
    step: int

    def next(self, point: etree._Element) -> str:
        """Count a point and return its number with its mark: 1. or 一、"""
        own = point.get("value", "").strip()
        self.value = _whole(own, self.value)
        form = _form(point, self.form) if self.form != "none" else "none"
        number = written(self.value, form)
        self.value += self.step
        return number + ("、" if form in _HAN_FORMS else ".") if number else ""


def open_list(element: etree._Element) -> ListState:
    """Return the state of a list at its first point."""
    if element.tag != "ol":
        return ListState("none", 1, 1)
    is_reversed = element.get("reversed") is not None
    start = len(element.findall("li")) if is_reversed else 1
    return ListState(
        _form(element, "decimal"), _whole(element.get("start", "").strip(), start), -1 if is_reversed else 1
    )


def has_own_number(text: str) -> bool:
    """Tell whether a point begins with a typed number: its list is styled to show none."""
    return _NUMBERED.match(text) is not None


def _form(element: etree._Element, otherwise: str) -> str:
    style = _STYLE.search(element.get("style", "").lower())
    if style:
        return _BY_STYLE[style[1]]
    return _BY_TYPE.get(element.get("type", "").strip(), otherwise)


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.removeprefix("-").isdigit() and len(text) < 6 else otherwise

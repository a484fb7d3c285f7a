"""The numbers of OpenDocument lists and headings: list styles, and the counters that lists share or start anew."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from planner.importing.readers.number_forms import written

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, STYLE, TABLE, DRAW = (f"{{{_URN}{name}:1.0}}" for name in ("office", "text", "style", "table", "drawing"))
_LIST_FORMAT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format"
LEVELS = 10
_LONGEST_WORDS = 120
_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一": "chineseCounting",
    "壹": "chineseLegalSimplified",
    "①": "decimalEnclosedCircle",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "１": "decimalFullWidth",
    "㈠": "ideographParenthesized",
    "㊀": "ideographEnclosedCircle",
    "⑴": "decimalEnclosedParen",
    "⒈": "decimalEnclosedFullstop",
    "01": "decimalZero",
    "1, 2, 3, ...": "decimalFullWidth",  # as LibreOffice writes it
    "壹, 貳, 參, ...": "ideographLegalTraditional",
}
_LEVEL_TAGS = (TEXT + "list-level-style-number", TEXT + "list-level-style-bullet", TEXT + "list-level-style-image")
_OUTLINE = "text:outline-style"


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level writes its number; without a form it writes none."""

    form: str = ""
    before: str = ""
    after: str = ""
    start: int = 1
    shown: int = 1
    pattern: str = ""


@dataclass(slots=True)
class Counting:
    """A list as it is counted: its style and how far each level has come."""

    style: str
    counters: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


def whole(words: str | None, otherwise: int) -> int:
    """Return an attribute as a number."""
    return int(words) if words and words.isdecimal() and len(words) < 12 else otherwise


class Lists:
    """All list styles of a document and the lists counted so far."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        for root in roots:
            for element in root.iter(TEXT + "list-style"):
                name = element.get(STYLE + "name") or ""
                self._styles[name] = _levels(element.iterchildren(*_LEVEL_TAGS))
            for element in root.iter(TEXT + "outline-style"):
                self._styles[_OUTLINE] = _levels(element.iterchildren(TEXT + "outline-level-style"))
        self._by_id: dict[str, Counting] = {}
        self._last: dict[str, Counting] = {}
        self.outline = Counting(_OUTLINE)

    def begin(self, element: etree._Element) -> Counting:
        """Return the counting of a list that starts here: its own, or that of the list it goes on with."""
        style = element.get(TEXT + "style-name") or ""
        earlier = self._by_id.get(element.get(TEXT + "continue-list") or "")
        if earlier is None and element.get(TEXT + "continue-numbering") == "true":
            earlier = self._last.get(style)
        counting = Counting(style, earlier.counters) if earlier is not None else Counting(style)
        self._last[style] = counting
        for name in ("{http://www.w3.org/XML/1998/namespace}id", TEXT + "list-id"):
            if own := element.get(name):
                self._by_id[own] = counting
        return counting

    def known(self, element: etree._Element) -> Counting:
        """Return the counting of a numbered paragraph, which names its list."""
        name = element.get(TEXT + "list-id") or ""
        if name not in self._by_id:
            self._by_id[name] = Counting(element.get(TEXT + "style-name") or "")
        return self._by_id[name]

    def next(self, counting: Counting, level: int, start: str | None) -> str:
        """Count one item of a level (from 0) and return its number; "" for bullets and levels without numbers."""
        styles = self._styles.get(counting.style, {})
        own = styles.get(level, _Level())
        before = counting.counters[level]
        counting.counters[level] = whole(start, before + 1 if before is not None else own.start)
        counting.counters[level + 1 :] = [None] * (LEVELS - level - 1)
        if not own.form:
            return (own.before + own.after).strip()

        def number(other: int) -> str:
            definition = styles.get(other, _Level())
            value = counting.counters[other]
            return written(value if value is not None else definition.start, definition.form or "none")

        if own.pattern:
            words = own.pattern
            for other in range(LEVELS):
                words = words.replace(f"%{other + 1}%", number(other) if f"%{other + 1}%" in words else "")
            return words.strip()
        shown = [number(other) for other in range(max(level - own.shown + 1, 0), level + 1)]
        return f"{own.before}{'.'.join(words for words in shown if words)}{own.after}".strip()


def _levels(elements: Iterable[etree._Element]) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in elements:
        level = whole(element.get(TEXT + "level"), 0) - 1
        if not 0 <= level < LEVELS or element.tag in _LEVEL_TAGS[1:]:
            continue
        signs = element.get(STYLE + "num-format") or ""
        first = signs.partition(",")[0].strip()
        found[level] = _Level(
            form=_FORMS.get(signs, _FORMS.get(first, "decimal")) if first else "",
            before=(element.get(STYLE + "num-prefix") or "")[:_LONGEST_WORDS],
            after=(element.get(STYLE + "num-suffix") or "")[:_LONGEST_WORDS],
            start=whole(element.get(TEXT + "start-value"), 1),
            shown=whole(element.get(TEXT + "display-levels"), 1),
            pattern=(element.get(_LIST_FORMAT) or "")[:_LONGEST_WORDS],
        )
    return found

"""The lines of a source with their places and number marks; blank lines are left out.

A document that lost its line breaks is cut again before the marks that carry its numbering on. Nothing is sliced
here: a line is a set of offsets, so that the cost of this stage is that of one scan.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise

from planner.importing.marks import BLANKS, MARK, MARK_STARTS, STYLES, Style, mark_value

_LINE = re.compile(rf"\s*(?P<text>)(?:[-–•●◆■▪*]+{BLANKS}+(?={MARK_STARTS}))?(?:{MARK})?[^\n]*")
_INLINE = re.compile(
    rf"[。；;！？）)〕】 \t\u3000\xa0](?<!\s[ \t\u3000\xa0]){BLANKS}*+(?P<text>)(?={MARK_STARTS})(?:{MARK})"
)  # begins with one set of characters, which is what the engine can skip to
_GLUED = re.compile(
    rf"(?<=[\u4e00-\u9fff”》])(?<![统唯同单专万第之其任逐])(?P<text>)(?={MARK_STARTS})(?:{MARK})"
)  # 实施方案一、总体要求（一）指导思想1.坚持
_SHORT_HEADING = re.compile(r"[\u4e00-\u9fff]{2,20}(?=[（(][0-9]{1,3}[）)])")  # 学前教育(1)新建…；(2)招聘…
_SHORTEST = 4
_GLUED_LENGTH = 300
_HEADING_LENGTH = 60
_NEAR = 100
_ALONE = {Style.FIGURE_BRACKET: 99, Style.FIGURE_HALF: 99}
_LARGEST_ALONE = 999
_LOOK_AHEAD = 60
_FAR = 400
_NEVER_INSIDE = (Style.DECIMAL, Style.ORDINAL)
_MAJOR = re.compile(r"[0-9]+")
_CROWDED = 600
_BEGINNING = ("HAN", "HAN_BRACKET", "FIGURE", "FIGURE_BRACKET")
_INTRODUCTION = 250
_BETWEEN_CELLS = "\t|｜│┃"
_LONGEST_ROW = 2000


@dataclass(slots=True)
class Line:
    """A non-blank line from `start` to `end`, both without blanks.

    `rest` is where the text after the number mark begins.

    Without a number mark `mark`, `mark_end` and `rest` are `start`. A list dash before the mark lies between `start`
    and `mark`.
    """

    start: int
    mark: int
    mark_end: int
    rest: int
    end: int
    style: Style | None
    value: int


def places_of(text: str, characters: str) -> list[int]:
    """Return where any of a few characters stands, in order; a search for each is quicker than a pattern for all."""
    out: list[int] = []
    for ch in characters:
        at = text.find(ch)
        while at >= 0:
            out.append(at)
            at = text.find(ch, at + 1)
    out.sort()
    return out


def read_lines(text: str) -> list[Line]:
    """Return the non-blank lines of `text` in order, cut where the numbering goes on inside them."""
    found: list[Line] = []
    add = found.append
    last: dict[Style, int] = {}
    for match in _LINE.finditer(text):
        end = match.end()
        while end and text[end - 1].isspace():
            end -= 1
        start = match.start("text")
        if end <= start:
            continue
        named = match.lastgroup
        if named is None or named == "text":
            add(Line(start, start, start, start, end, None, 0))
            continue
        mark, mark_end = match.span(named)
        if mark > start and text[mark - 1] == "第":
            mark -= 1
        style, value = STYLES[named], mark_value(text[mark:mark_end])
        if value > _ALONE.get(style, _LARGEST_ALONE) and abs(value - last.get(style, 0)) > _NEAR:
            add(Line(start, start, start, start, end, None, 0))  # a year or an amount, and no number of a list
            continue
        last[style] = value
        rest = mark_end
        while rest < end and text[rest].isspace():
            rest += 1
        add(Line(start, mark, mark_end, rest, end, style, value))
    return _cut_crowded(text, _sure(text, found))


def _sure(text: str, lines: list[Line]) -> list[Line]:
    """Take the numbers 1.1 and 第一， from lines where they may be an amount or a word: no list runs on there."""
    decimals = [
        (at, int(m[0]), line.value)
        for at, line in enumerate(lines)
        if line.style is Style.DECIMAL and (m := _MAJOR.match(text, line.mark))
    ]
    runs: set[int] = set()
    for (at, major, minor), (other, next_major, next_minor) in pairwise(decimals):
        if (next_major, next_minor) == (major, minor + 1) or (next_major == major + 1 and (minor and next_minor == 1)):
            runs |= {at, other}
    for at, line in enumerate(lines):
        if line.style is Style.ORDINAL:
            below = lines[at + 1].style if at + 1 < len(lines) else None
            sure = below is not None and below > Style.ORDINAL and line.end - line.rest <= _HEADING_LENGTH
        else:
            sure = line.style is not Style.DECIMAL or at in runs
        if not sure:
            lines[at] = Line(line.start, line.start, line.start, line.start, line.end, None, 0)
    return lines


@dataclass(slots=True)
class _Cutter:
    """Decides which marks inside lines carry the numbering on; `last` is the running value of each form."""

    text: str
    lines: list[Line]
    last: dict[Style, int]
    inner: dict[Style, int]

    def pass_mark(self, style: Style, value: int) -> None:
        self.last[style] = value

    def accepts(self, index: int, current: Line, at: int, style: Style, value: int) -> bool:
        if style in self.inner and value == self.inner[style] + 1:
            self.inner[style] = value
            return False
        if value == 1:
            if self._opens_level(current, at, style):
                return True
            self.inner[style] = 1
            return False
        return self.last.get(style) == value - 1 and not self._comes_later(index, style, value)

    def _opens_level(self, current: Line, at: int, style: Style) -> bool:
        if current.style is None:
            if self.last or style > Style.FIGURE_BRACKET or not self._goes_on(current, at, style):
                return False
            return style <= Style.HAN_BRACKET or self._goes_on(current, at, style, to=3)
        if current.style > Style.HAN_BRACKET or style <= current.style:
            return False
        heading = self.text[current.rest : at].rstrip("。：: \u3000\xa0\u200a\t")
        if len(heading) <= _HEADING_LENGTH and "。" not in heading:
            return True
        crowded = len(heading) <= _INTRODUCTION and current.end - at > _CROWDED
        return crowded and style <= Style.FIGURE and self._goes_on(current, at, style)

    def _goes_on(self, current: Line, at: int, style: Style, to: int = 2) -> bool:
        """Tell whether a second mark of the form follows in the same line: a title that quotes one mark is not cut."""
        return any(
            STYLES[name] is style and mark_value(found[name]) == to
            for found in _INLINE.finditer(self.text, at, max(current.end, min(at + _FAR, len(self.text))))
            if (name := found.lastgroup)
        )

    def _comes_later(self, index: int, style: Style, value: int) -> bool:
        """Tell whether a line below carries the same number.

        So that the mark inside this line is a point of its own.
        """
        for line in self.lines[index + 1 : index + _LOOK_AHEAD]:
            if line.style is None or line.style > style:
                continue
            return line.style is style and 1 < line.value <= value
        return False


def _cut_crowded(text: str, lines: list[Line]) -> list[Line]:
    starts = [line.rest for line in lines]
    inside: dict[int, list[re.Match[str]]] = {}
    for match in (*_INLINE.finditer(text), *_glued(text, lines)):
        index = bisect_right(starts, match.end()) - 1
        if index < 0 or _begins_cell(text, lines[index], match.start("text")):
            continue
        if match.start() > lines[index].rest and match.end() <= lines[index].end:
            inside.setdefault(index, []).append(match)
    if not inside:
        return lines
    for found in inside.values():
        found.sort(key=re.Match.end)
    cutter = _Cutter(text, lines, {}, {})
    out: list[Line] = []
    for index, line in enumerate(lines):
        if line.style is not None:
            cutter.pass_mark(line.style, line.value)
        out.append(line)
        if index in inside:
            _cut_line(cutter, index, inside[index], out)
    return out


def _begins_cell(text: str, line: Line, mark: int) -> bool:
    """Tell whether a mark begins a cell of a row with several cells, and so no line of its own."""
    before = mark
    while before > line.start and text[before - 1] in " \u3000\xa0":
        before -= 1
    between = text[before - 1 : before]
    if not between or between not in _BETWEEN_CELLS or before == line.start:
        return False
    return text.count(between, line.start, min(line.end, line.start + _LONGEST_ROW)) > 1


def _may_stand(text: str, current: Line, mark: int, style: Style, value: int) -> bool:
    """Tell whether a mark may stand where it does: right behind a word only at the end of a heading."""
    if value == 1 or not "\u4e00" <= text[mark - 1] <= "\u9fff":
        return True
    higher = current.style is not None and current.style < style and current.style <= Style.HAN_BRACKET
    return higher and mark - current.rest <= _HEADING_LENGTH and text.find("。", current.rest, mark) < 0


def _glued(text: str, lines: list[Line]) -> list[re.Match[str]]:
    """Return the marks that stand right behind a word, in documents that lost their line breaks without a trace."""
    after_heading = [
        match
        for line in lines
        if line.style in (Style.HAN, Style.HAN_BRACKET)
        and (heading := _SHORT_HEADING.match(text, line.rest, line.end))
        and (match := _GLUED.match(text, heading.end(), line.end))
        and match.lastgroup == "FIGURE_BRACKET"
        and match.end() + _SHORTEST < line.end
    ]
    return after_heading + [
        match
        for line in lines
        if line.end - line.start > _GLUED_LENGTH
        for match in _GLUED.finditer(text, line.rest, line.end)
        if match.lastgroup in _BEGINNING
    ]


def _cut_line(cutter: _Cutter, index: int, marks: list[re.Match[str]], out: list[Line]) -> None:
    text = cutter.text
    cutter.inner = {}
    for match in marks:
        name = match.lastgroup or ""
        style, mark, mark_end = STYLES[name], match.start("text"), match.end()
        value = mark_value(text[mark:mark_end])
        current = out[-1]
        if style in _NEVER_INSIDE:
            continue
        if not _may_stand(text, current, mark, style, value) or not cutter.accepts(index, current, mark, style, value):
            continue
        end = mark
        while text[end - 1].isspace():
            end -= 1
        rest = mark_end
        while rest < current.end and text[rest].isspace():
            rest += 1
        out[-1] = replace(current, end=end)
        out.append(Line(mark, mark, mark_end, rest, current.end, style, value))
        cutter.pass_mark(style, value)
        cutter.inner = {}

"""Units that stand on lines of their own, without a number, above their numbered duties.

办公室 / 1.… / 2.… / 人事科 / 1.…: the lines become headings. A unit below a task names who does it, and is none.
A unit and its duties may also stand in one line: 办公室：1.……。2.……。
"""

import re
from dataclasses import replace
from itertools import pairwise

from planner.core.unit_names import ends_like_office, is_group
from planner.importing.lines import Line
from planner.importing.marks import MARK, STYLES, Style, mark_value
from planner.importing.passages import SENTENCE_END
from planner.importing.unit_lists import looks_like_units, read_unit_list

_LONGEST = 30
_FEWEST = 2
_HEAD = re.compile(r"[^：:。；;\n]{2,30}[：:]\s*")
_DUTY = re.compile(MARK)
_END = re.compile(r"[。；;]\s*")


def mark_unit_lines(text: str, lines: list[Line]) -> list[Line]:
    """Return the lines, those that are units above numbered duties with the form of a heading."""
    whole = [_cut_duties(text, line) for line in lines]
    if sum(len(parts) > 1 for parts in whole) >= _FEWEST:
        cut = [part for parts in whole for part in parts]
        marked = _mark(text, cut)
        if marked is not cut:
            return marked
    return _mark(text, lines)


def _cut_duties(text: str, line: Line) -> list[Line]:
    """Return a line that begins with a unit and its first duty in parts: the unit, and each of its duties."""
    head = _HEAD.match(text, line.start, line.end) if line.style is None else None
    first = _DUTY.match(text, head.end(), line.end) if head else None
    if head is None or first is None or mark_value(first[0]) != 1:
        return [line]
    unit = replace(line, end=head.start() + len(head[0].rstrip()))
    if not _is_unit(text, unit):
        return [line]
    marks = [first]
    for point in _END.finditer(text, first.end(), line.end):
        found = _DUTY.match(text, point.end(), line.end)
        if found and found.lastgroup == first.lastgroup and mark_value(found[0]) == len(marks) + 1:
            marks.append(found)
    style = STYLES[first.lastgroup or ""]
    out = [unit]
    for index, mark in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else line.end
        stop = mark.start() + len(text[mark.start() : end].rstrip())
        rest = mark.end() + len(text[mark.end() : stop]) - len(text[mark.end() : stop].lstrip())
        out.append(Line(mark.start(), mark.start(), mark.end(), rest, stop, style, index + 1))
    return out


def _mark(text: str, lines: list[Line]) -> list[Line]:
    heads = [
        at
        for at, (line, following) in enumerate(pairwise(lines))
        if line.style is None and following.style is not None and _is_unit(text, line)
    ]
    if len(heads) < _FEWEST or len({text[lines[at].start : lines[at].end] for at in heads}) < _FEWEST:
        return lines
    styles = {lines[at + 1].style for at in heads}
    style = next(iter(styles))
    if len(styles) > 1 or style is None or style is Style.ANNEX:
        return lines
    numbered = [at for at, line in enumerate(lines) if line.style is style]
    if numbered[0] < heads[0] or not _each_begins(text, lines, heads, style):
        return lines
    form = Style.PASSAGE if style <= Style.HAN_BRACKET else Style.PERIOD
    out = list(lines)
    for at in heads:
        out[at] = replace(lines[at], style=form)
    return out


def _each_begins(text: str, lines: list[Line], heads: list[int], style: Style) -> bool:
    """Tell whether the numbers begin again or run on behind each unit, and no unit only closes the text above it."""
    value = 0
    again = 0
    at = set(heads)
    for index, line in enumerate(lines):
        if index in at:
            first = lines[index + 1].value
            again += first == 1
            if first not in (1, value + 1) or (value and text[lines[index - 1].end - 1] not in SENTENCE_END):
                return False
        if line.style is style:
            value = line.value
    return again >= _FEWEST


def _is_unit(text: str, line: Line) -> bool:
    """Tell whether a line is a unit, or several, and nothing else."""
    words = text[line.start : line.end].rstrip("：: ")
    if not 1 < len(words) <= _LONGEST or words[-1] in "。；，、" or not looks_like_units(words):
        return False
    return all(
        ends_like_office(unit.name.split("（")[0]) or is_group(unit.name) for unit in read_unit_list(words).names
    )

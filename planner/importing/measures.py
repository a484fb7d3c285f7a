"""Measures without a number that have units of their own.

Paragraphs that end in a bracket or lines of units where no number begins, and several such brackets in one paragraph.
"""

import re
from dataclasses import dataclass, field, replace

from planner.core.unit_names import is_unit_like
from planner.importing.brackets import CLOSERS, OPENERS, bracket_hands_out, closes_with_units, closing_bracket
from planner.importing.found_labels import Labels
from planner.importing.furniture import furniture
from planner.importing.labels import LabelKind
from planner.importing.lines import Line

_TASK_LABELS = (LabelKind.LEAD, LabelKind.PARTNER, LabelKind.RESPONSIBLE, LabelKind.PERSON, LabelKind.DEADLINE)
_UNIT_LABELS = (LabelKind.LEAD, LabelKind.PARTNER, LabelKind.RESPONSIBLE)
_LONGEST_HEADING = 60
_SHORTEST = 8
_LONGEST_MEASURE = 1500
_NEAR = 40
_LAST_NAME = re.compile(r"[：:、，,]\s*([\u4e00-\u9fff]{1,12})\Z")
_FIRST_NAME = re.compile(r"[\u4e00-\u9fff]{1,12}(?=[；;，,、。])")
_GOES_ON = "、，,；;：:）)】〕"


@dataclass(slots=True)
class Measures:
    """Where measures without a number begin.

    `beside` a task that is complete, `below` a heading, `inside` the paragraph of a numbered task.
    """

    beside: set[int] = field(default_factory=set)
    below: set[int] = field(default_factory=set)
    inside: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Group:
    """Lines without numbers up to the one that names their units."""

    first: Line
    closed: bool


def find_measures(text: str, lines: list[Line], labels: Labels) -> tuple[list[Line], Measures]:
    """Return the lines, cut where a further measure begins inside one, and where measures begin."""
    measures = Measures()
    lines = _cut_inside(text, lines, labels, measures)
    headed: list[tuple[Line, list[_Group]]] = []
    for at, line in enumerate(lines):
        if line.style is None:
            continue
        end = at + 1
        while end < len(lines) and lines[end].style is None:
            end += 1
        below = [other for other in lines[at + 1 : end] if other.start not in measures.inside]
        if not below:
            continue
        if _closes(text, line.start, line, labels) or _is_label_line(below[0], labels):
            measures.beside |= _starts(_groups(text, below, labels))
        elif _is_heading(text, line):
            headed.append((line, _groups(text, below, labels)))
        elif len(groups := _groups(text, [line, *below], labels)) > 1 and groups[0].closed:
            measures.beside |= _starts(groups[1:])
    several = [groups for _, groups in headed if sum(group.closed for group in groups) > 1]
    if len(several) * 2 > len(headed):
        for _, groups in headed:
            measures.below |= {group.first.start for group in groups if group.closed}
    return lines, measures


def _closes(text: str, start: int, line: Line, labels: Labels) -> bool:
    """Tell whether the text from `start` to the end of a line ends with its units."""
    if _is_label_line(line, labels) or (line.style is None and _ends_in_label(line, labels)):
        return True
    if text[line.end - 1] not in CLOSERS:
        return False
    start = max(start, line.end - _LONGEST_MEASURE)
    words = text[start : line.end]
    opened = sum(words.count(ch) for ch in OPENERS) - sum(words.count(ch) for ch in CLOSERS)
    return opened <= 0 and closes_with_units(text, start, line.end)  # （甲部（乙办） is torn


def _is_label_line(line: Line, labels: Labels) -> bool:
    """Tell whether a line begins with a label of units, persons or a deadline."""
    found = labels.between(line.start, line.end)
    return bool(found) and found[0].start == line.start and found[0].kind in _TASK_LABELS


def _ends_in_label(line: Line, labels: Labels) -> bool:
    """Tell whether a line ends with the units behind a label in it."""
    found = labels.between(line.start + _SHORTEST // 2, line.end)
    return any(label.kind in _UNIT_LABELS and label.end < line.end for label in found)


def _names_units(line: Line, labels: Labels) -> bool:
    """Tell whether a line that closes a group does so by its units: by a bracket, or by a label of units."""
    found = labels.between(line.start, line.end)
    return not found or any(label.kind in _UNIT_LABELS for label in found)


def _is_heading(text: str, line: Line) -> bool:
    return line.end - line.rest <= _LONGEST_HEADING and text.find("。", line.rest, line.end - 1) < 0


def _groups(text: str, lines: list[Line], labels: Labels) -> list[_Group]:
    """Return the paragraphs in groups, each closed by its units; a last one may be open."""
    out: list[_Group] = []
    first: Line | None = None
    named = False
    for at, line in enumerate(lines):
        if furniture(text[line.start : min(line.end, line.start + 121)]) is not None:
            continue
        if first is None:
            if labels.between(line.start, line.start + 1) or text[line.start] in _GOES_ON:
                continue  # carries on the lines above
            if labels.holds(line.start) or _completes_name(text, line):
                continue
            first = line
        closed = _closes(text, first.start, line, labels)
        named = named or (closed and _names_units(line, labels))
        if closed and not (at + 1 < len(lines) and _is_label_line(lines[at + 1], labels)):
            out.append(_Group(first, named))
            first, named = None, False
    if first is not None:
        out.append(_Group(first, False))
    return out


def _completes_name(text: str, line: Line) -> bool:
    """Tell whether a line begins with the rest of a unit's name that the end of the line above tore."""
    above = text[max(line.start - _NEAR, 0) : line.start].rstrip()
    first, rest = _LAST_NAME.search(above), _FIRST_NAME.match(text, line.start, line.end)
    if first is None or rest is None:
        return False
    return is_unit_like(first[1] + rest[0]) and not is_unit_like(first[1])


def _starts(groups: list[_Group]) -> set[int]:
    """Return where the groups begin that have units of their own and are more than a few words."""
    return {group.first.start for group in groups if group.closed and group.first.end - group.first.start >= _SHORTEST}


def _cut_inside(text: str, lines: list[Line], labels: Labels, measures: Measures) -> list[Line]:
    """Cut numbered lines after each bracket of units that another measure with its own bracket follows."""
    out: list[Line] = []
    for line in lines:
        out.append(line)
        if line.style is None or line.end - line.start < 40 or labels.between(line.start, line.end):
            continue
        for at in _cuts(text, line):
            end = at
            while text[end - 1].isspace():
                end -= 1
            out[-1] = replace(out[-1], end=end)
            out.append(Line(at, at, at, at, line.end, None, 0))
            measures.inside.add(at)
    return out


def _cuts(text: str, line: Line) -> list[int]:
    """Return where further measures begin in a line: after a bracket of units, and before another one."""
    ends: list[int] = []
    at = line.rest
    while (found := closing_bracket(text, at, line.end)) is not None:
        opening, end = found
        at = end
        beside = text[opening - 1 : opening].strip() in ("。", "；", "！", "”") or text[end : end + 1] in ("。", "；")
        if beside and opening > line.rest + 3 and bracket_hands_out(text, line.rest, opening, end):
            while at < line.end and (text[at].isspace() or text[at] in "。；;，,"):
                at += 1
            ends.append(at)
    last = ends[-1] if ends else 0
    return [cut for cut in ends if cut < last and text[cut] not in "（(【〔[" and _far(cut, ends)]


def _far(cut: int, ends: list[int]) -> bool:
    """Tell whether enough text for a measure stands between a cut and the next one."""
    return next((other for other in ends if other > cut), cut) - cut > _SHORTEST * 2

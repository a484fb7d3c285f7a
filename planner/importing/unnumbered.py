"""Blocks without a number mark that come again and again: each of them is an item.

A block begins with the label of its task (工作任务：), with a word and a counter (问题一：, 第一组：), or with a line
of its own above lines of labels; and each has a label of units below.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from planner.importing.brackets import closes_with_units
from planner.importing.found_labels import FoundLabel, Labels, Tag
from planner.importing.furniture import furniture
from planner.importing.labels import LONGEST, LabelKind
from planner.importing.lines import Line
from planner.importing.marks import HAN_DIGITS, Style
from planner.importing.prose import bullets, unit_paragraphs

_UNIT_KINDS = (LabelKind.LEAD, LabelKind.PARTNER, LabelKind.RESPONSIBLE)
_COUNTED = re.compile(
    rf"(?:第[{HAN_DIGITS}0-9]{{1,3}}(?P<group>[组批类]|小组)|(?P<word>[\u4e00-\u9fff]{{0,2}}问题|事项|清单)[{HAN_DIGITS}0-9]{{1,3}})"
    r"[^\S\n]?[：:][^\S\n]*"
)
_FIGURE_ALONE = re.compile(r"[0-9]{1,3}")
_FEWEST = 2
_GOES_ON = "、，,；;"


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with the label it begins with; `named` when it names units without a number before it."""

    line: Line
    label: FoundLabel | None
    named: bool


def take_unnumbered(text: str, lines: list[Line], labels: Labels) -> None:
    """Note in `labels` where items without a number begin, in a text without tables."""
    labels.tags = _find_blocks(text, lines, labels)
    labels.paragraphs = set(labels.tags)
    if not labels.tags:
        labels.paragraphs = unit_paragraphs(text, lines, labels)
        labels.tags = bullets(text, labels.paragraphs)


def _find_blocks(text: str, lines: list[Line], labels: Labels) -> dict[int, Tag]:
    """Return where blocks without a number begin, with the words that only begin them."""
    if not any(label.kind in _UNIT_KINDS for label in labels.found):
        return {}
    rows = [
        _row(text, line, labels)
        for line in lines
        if (line.end - line.start > 120 or furniture(text[line.start : line.end]) is None)
        and not any(
            label.start < line.start < label.end for label in labels.between(line.start - LONGEST * 2, line.start)
        )
    ]
    for places in _families(text, rows):
        if _begin_blocks(rows, places):
            return {rows[at].line.start: _tag(text, rows, at) for at in places}
    return {start: Tag(start) for start in _titles_above_labels(text, rows)}


def _row(text: str, line: Line, labels: Labels) -> _Row:
    found = labels.between(line.start, line.end)
    first = found[0] if found and found[0].start == line.start else None
    named = any(label.kind in _UNIT_KINDS for label in found) or closes_with_units(text, line.start, line.end)
    return _Row(line, first, named and line.style is None)


def _families(text: str, rows: list[_Row]) -> list[list[int]]:
    """Return the places of the lines that begin alike, the family that begins first before the others."""
    out: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        if row.line.style is not None:
            continue
        if counted := _COUNTED.match(text, row.line.start, row.line.end):
            out.setdefault(f"{counted['group'] or counted['word']}#", []).append(at)
        elif row.label is not None and row.label.kind is LabelKind.FIELD:
            out.setdefault(row.label.words, []).append(at)
    return [places for places in out.values() if len(places) >= _FEWEST]


def _begin_blocks(rows: list[_Row], places: list[int]) -> bool:
    """Tell whether lines begin blocks: units follow nearly each, and no number or title stands above most."""
    before = rows[places[0] - 1] if places[0] else None
    if before is not None and before.label is not None and before.label.kind in _UNIT_KINDS:
        return False  # the units stand above their tasks
    named = sum(
        any(row.named for row in rows[at:end]) for at, end in zip(places, [*places[1:], len(rows)], strict=True)
    )
    numbered = [_below_number(rows, at) for at in places]
    alone = sum(one and other for one, other in zip(numbered, [*numbered[1:], True], strict=True))
    titled = sum(rows[at - 1].line.style is None and rows[at - 1].label is None for at in places[1:])
    return named >= _FEWEST and named * 5 >= len(places) * 4 and max(alone, titled) * 2 < len(places)


def _below_number(rows: list[_Row], at: int) -> bool:
    """Tell whether a line stands in the text of a number, without units between."""
    while at and not rows[at - 1].named and rows[at - 1].line.style is None:
        at -= 1
    return at > 0 and rows[at - 1].line.style is not None


def _tag(text: str, rows: list[_Row], at: int) -> Tag:
    """Return what only begins a block: the label of its task, or a number with its words."""
    line, label = rows[at].line, rows[at].label
    if counted := _COUNTED.match(text, line.start, line.end):
        end = counted.end()
        while text[end - 1].isspace():
            end -= 1
        return Tag(counted.end(), (line.start, end))
    if label is None:
        return Tag(line.start)
    if _FIGURE_ALONE.fullmatch(text, label.end, line.end) and at + 1 < len(rows):  # 序号：1 above 任务名称：…
        below = rows[at + 1].label
        return Tag(below.end if below is not None else line.end, (label.end, line.end))
    return Tag(label.end)


def _titles_above_labels(text: str, rows: list[_Row]) -> list[int]:
    """Return where the lines begin that stand above lines of labels, in a text without any number."""
    if any(row.line.style not in (None, Style.ANNEX) for row in rows):
        return []
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and (rows[end].label is not None or (end > at and _carries_on(text, rows, end))):
            end += 1
        if end > at and any(row.named for row in rows[at:end]):
            runs.append((at, end))
        at = max(end, at + 1)
    gaps = [low - high for (_, high), (low, _) in pairwise(runs)]
    if len(runs) < _FEWEST or min(gaps) < 1 or runs[0][0] < 1:
        return []
    usual = Counter(gaps).most_common(1)[0][0]
    first = max(runs[0][0] - usual, 0)
    return [rows[at].line.start for at in (first, *(high for _, high in runs[:-1]))]


def _carries_on(text: str, rows: list[_Row], at: int) -> bool:
    """Tell whether a line without a label carries on the value of the one above."""
    above, line = rows[at - 1].line, rows[at].line
    return text[above.end - 1] in _GOES_ON + "：:" or text[line.start] in _GOES_ON

"""Units that stand on lines of their own, without a number, above their numbered duties.

办公室 / 1.… / 2.… / 人事科 / 1.…: the lines become headings. A unit below a task names who does it, and is none.
"""

from dataclasses import replace
from itertools import pairwise

from planner.core.unit_names import ends_like_office, is_group
from planner.importing.lines import Line
from planner.importing.marks import Style
from planner.importing.passages import SENTENCE_END
from planner.importing.unit_lists import looks_like_units, read_unit_list

_LONGEST = 30
_FEWEST = 2


def mark_unit_lines(text: str, lines: list[Line]) -> list[Line]:
    """Return the lines, those that are units above numbered duties with the form of a heading."""
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

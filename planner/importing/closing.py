"""The paragraph that closes a plan: what it asks of everybody, below the last task and not part of it."""

import re

from planner.importing.brackets import closes_with_units
from planner.importing.found_labels import Labels
from planner.importing.furniture import furniture
from planner.importing.labels import LabelKind
from planner.importing.lines import Line
from planner.importing.marks import Style

_CLOSES = re.compile(
    r"(?:以上(?!级)|上述)|请?各(?:牵头|责任|有关|相关|成员|参与|配合)?(?:单位|部门|科室|股室|处室|学校|乡镇|县区|地)[^。；]{0,24}?(?:要|应|须|需|务必|请|于|按)"
    r"|请各|各地各(?:部门|单位)|有关单位(?:要|应|须)"
)
_TASK_LABELS = (LabelKind.LEAD, LabelKind.PARTNER, LabelKind.RESPONSIBLE, LabelKind.DEADLINE, LabelKind.PERSON)
_MOST_LINES = 12
_LOOK = 80


def take_closing(text: str, lines: list[Line], labels: Labels) -> tuple[list[Line], list[Line]]:
    """Return the lines without the closing paragraphs, and those paragraphs."""
    numbered = [index for index, line in enumerate(lines) if line.style is not None]
    end = next((i for i in numbered if lines[i].style is Style.ANNEX and i > numbered[0]), len(lines))
    first = max((i for i in numbered if i < end), default=len(lines)) + 1
    for at in range(max(first, end - _MOST_LINES), end):
        line, above = lines[at], lines[at - 1]
        if not _CLOSES.match(text, line.start, min(line.end, line.start + _LOOK)):
            continue
        if not _is_complete(text, above, line, labels) or _names_tasks(labels, line.start, lines[end - 1].end):
            continue
        closing = [other for other in lines[at:end] if furniture(text[other.start : other.end]) is None]
        taken = {other.start for other in closing}
        return [other for other in lines if other.start not in taken], closing
    return lines, []


def asks_everybody(words: str) -> bool:
    """Tell whether a line begins as a closing paragraph does."""
    return _CLOSES.match(words[:_LOOK]) is not None


def _is_complete(text: str, above: Line, line: Line, labels: Labels) -> bool:
    """Tell whether the text above is complete: by its bracket or line of units, or by a full stop and a blank line."""
    if closes_with_units(text, above.start, above.end) or _names_tasks(labels, above.start, above.end):
        return True
    return text[above.end - 1] in "。！；）〕】" and text.count("\n", above.end, line.start) > 1


def _names_tasks(labels: Labels, start: int, end: int) -> bool:
    return any(label.kind in _TASK_LABELS for label in labels.between(start, end))

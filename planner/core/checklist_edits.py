"""Changing a checklist: it stands as a list of rows, a heading and the lines below it, part after part.

Each function returns another checklist and leaves the given one alone; a place outside it changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.core.checklists import CheckLine, Checklist, CheckPart

NEW_LINE, NEW_PART = "新事项", "新部分"
FIELDS = ("what", "requirement", "person", "when")


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A row: the heading of a part (`line` is None), or one of its lines. `part` and `place` count from 0."""

    part: int
    place: int
    heading: CheckPart
    line: CheckLine | None = None


def rows_of(checklist: Checklist) -> tuple[CheckRow, ...]:
    """Return the rows of a checklist in order."""
    rows: list[CheckRow] = []
    for number, part in enumerate(checklist.parts):
        rows.append(CheckRow(number, -1, part))
        rows += [CheckRow(number, place, part, line) for place, line in enumerate(part.lines)]
    return tuple(rows)


def with_words(checklist: Checklist, row: CheckRow, field: int, words: str) -> Checklist:
    """Return the checklist with other words in a row; a heading has one field.

    What is to be done is never empty.
    """
    words = words.strip()
    if row.line is None:
        return (
            _with_part(checklist, row.part, replace(row.heading, heading=words)) if field == 0 and words else checklist
        )
    if field == 0 and not words:
        return checklist
    values = [row.line.what, row.line.requirement, row.line.person, row.line.when]
    values[field] = words
    line = CheckLine(*values)
    lines = (*row.heading.lines[: row.place], line, *row.heading.lines[row.place + 1 :])
    return _with_part(checklist, row.part, replace(row.heading, lines=lines))


def with_items(checklist: Checklist, row: CheckRow) -> Checklist:
    """Return the checklist in which the part of a row takes a plan's items, or takes them no longer."""
    return _with_part(checklist, row.part, replace(row.heading, takes_items=not row.heading.takes_items))


def with_line(checklist: Checklist, row: CheckRow, line: CheckLine = CheckLine(NEW_LINE)) -> Checklist:
    """Return the checklist with a line behind a row."""
    at = row.place + 1
    lines = (*row.heading.lines[:at], line, *row.heading.lines[at:])
    return _with_part(checklist, row.part, replace(row.heading, lines=lines))


def with_part(checklist: Checklist, part: int, lines: Sequence[CheckLine] = (), heading: str = NEW_PART) -> Checklist:
    """Return the checklist with a part behind the one with that number."""
    made = CheckPart(heading, tuple(lines) or (CheckLine(NEW_LINE),))
    return replace(checklist, parts=(*checklist.parts[: part + 1], made, *checklist.parts[part + 1 :]))


def without(checklist: Checklist, row: CheckRow) -> Checklist:
    """Return the checklist without a line, or without a whole part; the last part stays."""
    if row.line is not None:
        lines = (*row.heading.lines[: row.place], *row.heading.lines[row.place + 1 :])
        return _with_part(checklist, row.part, replace(row.heading, lines=lines))
    parts = (*checklist.parts[: row.part], *checklist.parts[row.part + 1 :])
    return replace(checklist, parts=parts) if parts else checklist


def moved(checklist: Checklist, row: CheckRow, offset: int) -> Checklist:
    """Return the checklist with a row one place up (-1) or down (1).

    A line at the end of its part goes into the next one, a heading takes its lines along.
    """
    parts = list(checklist.parts)
    if row.line is None:
        to = row.part + offset
        if 0 <= to < len(parts):
            parts[row.part], parts[to] = parts[to], parts[row.part]
        return replace(checklist, parts=tuple(parts))
    lines, to = list(row.heading.lines), row.place + offset
    if 0 <= to < len(lines):
        lines[row.place], lines[to] = lines[to], lines[row.place]
        return _with_part(checklist, row.part, replace(row.heading, lines=tuple(lines)))
    neighbour = row.part + offset
    if not 0 <= neighbour < len(parts):
        return checklist
    parts[row.part] = replace(row.heading, lines=tuple(line for at, line in enumerate(lines) if at != row.place))
    taken = parts[neighbour].lines
    parts[neighbour] = replace(parts[neighbour], lines=(row.line, *taken) if offset > 0 else (*taken, row.line))
    return replace(checklist, parts=tuple(parts))


def _with_part(checklist: Checklist, number: int, part: CheckPart) -> Checklist:
    return replace(checklist, parts=(*checklist.parts[:number], part, *checklist.parts[number + 1 :]))

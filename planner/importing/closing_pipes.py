"""Cells that stand one per line and are closed by a pipe in the same line (序号 |): the pipe becomes its own line."""

from dataclasses import replace

from planner.importing.lines import Line
from planner.importing.table_parts import PIPES

_FEWEST = 6
_MOST_OPEN = 8


def part_closing_pipes(text: str, lines: list[Line]) -> list[Line]:
    """Return the lines with the pipes at their ends apart, where lines of one cell each follow one another."""
    if not any(pipe in text for pipe in PIPES):
        return lines
    out: list[Line] = []
    at = 0
    while at < len(lines):
        end, closed = at, 0
        last = at
        while end < len(lines) and end - last <= _MOST_OPEN and not _has_inner_pipe(text, lines[end]):
            if text[lines[end].end - 1] in PIPES:
                closed, last = closed + 1, end + 1
            elif not closed:
                break
            end += 1
        if closed < _FEWEST:
            out += lines[at : max(end, at + 1)]
        else:
            for line in lines[at:last]:
                out += _parted(text, line)
            out += lines[last:end]
        at = max(end, at + 1)
    return out


def _has_inner_pipe(text: str, line: Line) -> bool:
    return any(text.find(pipe, line.start, line.end - 1) >= 0 for pipe in PIPES)


def _parted(text: str, line: Line) -> list[Line]:
    """Return a line without the pipe at its end, and the pipe."""
    place = line.end - 1
    if text[place] not in PIPES or place == line.start:
        return [line]
    end = place
    while end > line.start and text[end - 1].isspace():
        end -= 1
    pipe = Line(place, place, place, place, place + 1, None, 0)
    if line.rest >= end:  # nothing but a number
        return [Line(line.start, line.start, line.start, line.start, end, None, 0), pipe]
    return [replace(line, end=end), pipe]

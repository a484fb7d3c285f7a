"""What stands in a task's cell: its number, its title, its text, and the numbered points that are its steps."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from planner.importing.marks import MARK, STYLES, Style, mark_value
from planner.importing.passages import Passage

TITLE_TAIL = "：:。；;，, \t\u3000\xa0\u200a\n"
_MARK = re.compile(rf"\s*(?:{MARK})\s*")
_STOPS = re.compile(r"[。！？!?（(【〔\[［“《）)】〕\]］”》]")
_PAIRS = {"（": "）", "(": ")", "【": "】", "〔": "〕", "[": "]", "［": "］", "“": "”", "《": "》"}
_GOES_ON = "，,、；;：:（(“《—-"
_WRAPPED = 30


@dataclass(slots=True)
class CellText:
    """Stretches of a cell's text: number, title and body, and the same of each of its steps."""

    number: tuple[int, int]
    title: tuple[int, int]
    body: tuple[int, int]
    steps: list["CellText"] = field(default_factory=list)


def read_cell_text(passage: Passage, *, numbered: bool = False) -> CellText:
    """Read the text of a task's cell; `numbered` when its number stands elsewhere."""
    words = passage.text
    lines = _lines(words)
    points = _points(words, lines)
    start = 0
    number = (0, 0)
    if not numbered and points[:1] != [0]:
        found = _mark(words, 0, lines[0][1] if lines else 0)
        if found is not None and found[0][1] < len(words):
            number, start = found[0], found[1]
    first = points[0] if points and points[0] > 0 else len(lines)
    limit = lines[first][0] if first < len(lines) else len(words)
    out = _text_of(words, number, start, limit, [line for line in lines[:first] if line[0] < limit])
    for order, index in enumerate(points if points[:1] != [0] else []):
        end = lines[points[order + 1]][0] if order + 1 < len(points) else len(words)
        mark = _mark(words, *lines[index])
        if mark is not None:
            after = points[order + 1] if order + 1 < len(points) else len(lines)
            out.steps.append(_text_of(words, mark[0], mark[1], end, lines[index:after]))
    return out


def _lines(words: str) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    at = 0
    for line in words.split("\n"):
        if line.strip():
            out.append((at, at + len(line)))
        at += len(line) + 1
    return out


def _mark(words: str, start: int, end: int) -> tuple[tuple[int, int], int, Style, int] | None:
    """Return the place of the number mark at the head of a line, where its text begins, its form and its value."""
    found = _MARK.match(words, start, end)
    if found is None or found.lastgroup is None or found.end() >= end:
        return None
    place = found.span(found.lastgroup)
    return place, found.end(), STYLES[found.lastgroup], mark_value(words[slice(*place)])


def _points(words: str, lines: list[tuple[int, int]]) -> list[int]:
    """Return the lines that are points numbered from 1 in one form; none where there is but one."""
    out: list[int] = []
    style: Style | None = None
    for index, line in enumerate(lines):
        found = _mark(words, *line)
        if found is None:
            continue
        if not out and found[3] == 1:
            style = found[2]
        if found[2] is style and found[3] == len(out) + 1:
            out.append(index)
    return out if len(out) > 1 else []


def _text_of(words: str, number: tuple[int, int], start: int, limit: int, lines: list[tuple[int, int]]) -> CellText:
    """Part a stretch into title and body: the title ends with its sentence or with its line."""
    end = _sentence_end(words, start, limit)
    for (_, line_end), (_, next_end) in pairwise(lines):
        if line_end >= end:
            break
        before = words[:line_end].rstrip()[-1:]
        wrapped = before in _GOES_ON or (end - start <= _WRAPPED and next_end >= end)
        if not wrapped:
            end = line_end
            break
    title_end = end
    while title_end > start and words[title_end - 1] in TITLE_TAIL:
        title_end -= 1
    body = end
    while body < limit and words[body] in TITLE_TAIL:
        body += 1
    while limit > body and words[limit - 1].isspace():
        limit -= 1
    return CellText(number, (start, title_end), (body, limit))


def _sentence_end(words: str, start: int, limit: int) -> int:
    """Return where the first sentence ends; a stop inside brackets or quotation marks ends none."""
    opened: list[str] = []
    for found in _STOPS.finditer(words, start, limit):
        if found[0] in _PAIRS:
            opened.append(_PAIRS[found[0]])
        elif found[0] in opened:
            del opened[opened.index(found[0]) :]
        elif found[0] in "。！？!?" and not opened:
            return found.end()
    return limit

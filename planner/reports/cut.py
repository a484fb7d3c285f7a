"""Cutting the text of a cell into parts of few lines, between sentences where that can be: arithmetic, no workbook."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from planner.reports.linebreak import EM, Line
from planner.reports.table import Cell, Paragraph, Text

Breaker = Callable[[Cell], tuple[Line, ...]]

_SENTENCE_END = re.compile("[。！？；…]+[”’』」）》]*|\n")
_CLAUSE_END = re.compile("[，、：,;:]+[”’』」）》]*|[ \u3000]+")


class Part(NamedTuple):
    """A part of a cell with its lines."""

    cell: Cell
    lines: tuple[Line, ...]


def cut(cell: Cell, most: int, limit: int, broken: Breaker) -> Iterator[Part]:
    """Yield `cell` in parts of at most `most` lines, each `limit` thousandths of an em wide as `broken` breaks them.

    A part ends with a sentence in its second half, else with a clause, else with a line.
    """
    # More characters than this never fit, so that the rest of a long text is not broken over and over.
    enough = 4 * most * max(1, limit // EM) + 4
    while True:
        text = cell.text
        head = cell if len(text) <= enough else _parted(cell, enough)[0]
        lines = broken(head)
        if len(lines) <= most:
            yield Part(cell, lines)
            return
        stop = _seam(text, sum(len(line.text) + line.ends for line in lines[:most]))
        head, cell = _parted(cell, stop)
        yield Part(head, broken(head))


def _seam(text: str, most: int) -> int:
    for mark in (_SENTENCE_END, _CLAUSE_END):
        ends = [found.end() for found in mark.finditer(text, most // 2, most)]
        if ends:
            return ends[-1]
    return most


def _parted(cell: Cell, stop: int) -> tuple[Cell, Cell]:
    """Return the first `stop` characters of a cell, a line feed between paragraphs counted, and the rest."""
    before: list[Paragraph] = []
    after: list[Paragraph] = []
    begun = 0
    for paragraph in cell.paragraphs:
        first: list[Text] = []
        second: list[Text] = []
        length = 0
        for part in paragraph:
            here = min(max(stop - begun - length, 0), len(part.text))
            if here:
                first.append(replace(part, text=part.text[:here]))
            if here < len(part.text):
                second.append(replace(part, text=part.text[here:]))
            length += len(part.text)
        if begun < stop:
            before.append(tuple(first))
        if begun + length > stop or begun >= stop:
            after.append(tuple(second))
        begun += length + 1
    return Cell(tuple(before)), Cell(tuple(after))

"""Lines at the edge of pages that belong to the paper, not to the text: page numbers, running heads and feet."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.importing.readers.pdf.layout import Line

PAGE_NUMBER, HEAD, FOOT, CROSSWISE = "页码", "页眉", "页脚", "斜排文字"
_DASH = "[-—–－―~～·•]"
_NUMBER = re.compile(
    rf"\s*(?:(?:{_DASH}\s*){{1,3}}(?P<dashed>[0-9]{{1,4}})\s*(?:{_DASH}\s*){{1,3}}"
    r"|第\s*(?P<page>[0-9]{1,4})\s*页\s*(?:[，,/／]?\s*[（(]?\s*共\s*[0-9]{1,4}\s*页\s*[）)]?)?"
    r"|(?P<of>[0-9]{1,4})\s*[/／]\s*[0-9]{1,4}"
    r"|(?:Page|P\.?)\s*(?P<latin>[0-9]{1,4})(?:\s*(?:of|/)\s*[0-9]{1,4})?"
    r"|(?P<bare>[0-9]{1,4}))\s*"
)
_FIGURES = re.compile("[0-9]+")
_AT_EDGE = 3
_SAME_HEIGHT = 4.0
_TITLE = 1.15
_SHARE = 0.3
_APART = 1.35
_OTHER_SIZE = 0.1


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page outside its tables, from the top, with the height of the page and whether it has a table."""

    lines: Sequence[Line]
    height: float
    has_table: bool = False


def furniture(pages: Sequence[PageLines], body_em: float) -> list[dict[int, str]]:
    """Return for each page which of its lines are furniture: index of the line → why."""
    found: list[dict[int, str]] = [{} for _ in pages]
    again = _again(pages)
    for number, page in enumerate(pages):
        for above in (True, False):
            _mark_margin(page, again[number], found[number], body_em, above)
    for number, index in _titles(pages, found, body_em):
        del found[number][index]
    _numbers(pages, found)
    return found


def _edge(page: PageLines) -> list[int]:
    """Return the indexes of the first and the last lines of a page."""
    count = len(page.lines)
    return sorted({*range(min(_AT_EDGE, count)), *range(max(0, count - _AT_EDGE), count)})


def _again(pages: Sequence[PageLines]) -> list[set[int]]:
    """Return for each page which of its outer lines come again at the same height of a good share of the pages."""
    seen: dict[tuple[str, bool], list[tuple[float, int, int]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for index in _edge(page):
            line = page.lines[index]
            words = _FIGURES.sub("0", "".join(line.text.split()))
            if words.strip("0") and not _NUMBER.fullmatch(line.text):
                seen[words, line.base < page.height / 2].append((line.base, number, index))
    again: list[set[int]] = [set() for _ in pages]
    for places in seen.values():
        group: list[tuple[float, int, int]] = []
        for place in [*sorted(places), (float("inf"), -1, -1)]:
            if group and place[0] - group[0][0] > _SAME_HEIGHT:
                if len({number for _, number, _ in group}) >= max(2, min(3, len(pages)), _SHARE * len(pages)):
                    for _, number, index in group:
                        again[number].add(index)
                group = []
            group.append(place)
    return again


def _mark_margin(page: PageLines, again: set[int], marked: dict[int, str], body_em: float, above: bool) -> None:
    """Mark the outermost lines of a page that come again, as far in as something sets them off from the text."""
    lines = page.lines
    order = range(len(lines)) if above else range(len(lines) - 1, -1, -1)
    outer: list[int] = []
    for index in order:
        beyond = (lines[index].base < page.height / 2) is not above
        if beyond or (index not in again and not _NUMBER.fullmatch(lines[index].text)):
            break
        outer.append(index)
    while outer:
        inner = outer[-1] + (1 if above else -1)
        last = lines[outer[-1]]
        if 0 <= inner < len(lines):
            apart = abs(lines[inner].base - last.base) > _APART * _leading(lines, last)
        else:
            apart = page.has_table
        if apart or all(abs(lines[index].em - body_em) > _OTHER_SIZE * body_em for index in outer):
            break
        outer.pop()
    if not page.has_table and all(index in outer or _NUMBER.fullmatch(line.text) for index, line in enumerate(lines)):
        return  # nothing would be left
    for index in outer:
        if index in again:
            marked[index] = HEAD if above else FOOT


def _leading(lines: Sequence[Line], line: Line) -> float:
    """Return how far the lines of a page are apart: the middle distance, no less than the size of a character."""
    gaps = sorted(after.base - before.base for before, after in pairwise(lines))
    return max(gaps[len(gaps) // 2] if gaps else 0.0, line.em)


def _titles(pages: Sequence[PageLines], found: Sequence[dict[int, str]], body_em: float) -> list[tuple[int, int]]:
    """Return the first place of each title that is printed on every page: there it is text."""
    first: dict[str, tuple[int, int]] = {}
    for number, marked in enumerate(found):
        for index in marked:
            line = pages[number].lines[index]
            if line.em >= _TITLE * body_em:
                first.setdefault("".join(line.text.split()), (number, index))
    return list(first.values())


def _is_outermost(page: PageLines, index: int, marked: dict[int, str], above: bool) -> bool:
    """Tell whether only furniture stands further out than a line."""
    outside = range(index) if above else range(index + 1, len(page.lines))
    return all(other in marked for other in outside)


def _numbers(pages: Sequence[PageLines], found: list[dict[int, str]]) -> None:
    candidates: list[tuple[int, int, int, bool]] = []
    for number, page in enumerate(pages):
        free = [index for index in _edge(page) if index not in found[number]]
        for index in {free[0], free[-1]} if free else ():
            match = _NUMBER.fullmatch(page.lines[index].text)
            if match and _is_outermost(page, index, found[number], page.lines[index].base < page.height / 2):
                value = int(next(group for group in match.groups() if group))
                candidates.append((number, index, value, match["bare"] is not None))
    steps = [value - number for number, _, value, _ in candidates]
    for (number, index, value, bare), step in zip(candidates, steps, strict=True):
        in_step = steps.count(step) > 1
        alone = len(pages) == 1 and value == 1 and _stands_apart(pages[number], index)
        if not bare or in_step or alone or (value == number + 1 and _stands_apart(pages[number], index)):
            found[number][index] = PAGE_NUMBER


def _stands_apart(page: PageLines, index: int) -> bool:
    """Tell whether a line is in the margin: away from the next one, or below nine tenths of the page."""
    line = page.lines[index]
    return line.base > 0.9 * page.height or line.base < 0.08 * page.height

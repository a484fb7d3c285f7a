"""Lines at the edge of pages that belong to the paper, not to the text: page numbers, running heads and feet."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page outside its tables, from the top, with the height of the page."""

    lines: Sequence[Line]
    height: float


def furniture(pages: Sequence[PageLines], body_em: float) -> list[dict[int, str]]:
    """Return for each page which of its lines are furniture: index of the line → why."""
    found: list[dict[int, str]] = [{} for _ in pages]
    _running(pages, found, body_em)
    _numbers(pages, found)
    return found


def _edge(page: PageLines) -> list[int]:
    """Return the indexes of the first and the last lines of a page."""
    count = len(page.lines)
    return sorted({*range(min(_AT_EDGE, count)), *range(max(0, count - _AT_EDGE), count)})


def _running(pages: Sequence[PageLines], found: list[dict[int, str]], body_em: float) -> None:
    """Mark lines that come again at the same height of several pages."""
    seen: dict[tuple[str, bool], list[tuple[int, int]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for index in _edge(page):
            line = page.lines[index]
            words = _FIGURES.sub("0", "".join(line.text.split()))
            if words.strip("0") and not _NUMBER.fullmatch(line.text):
                seen[words, line.base < page.height / 2].append((number, index))
    for (_, above), places in seen.items():
        groups: list[list[tuple[int, int]]] = []
        for place in sorted(places, key=lambda place: pages[place[0]].lines[place[1]].base):
            base = pages[place[0]].lines[place[1]].base
            if groups and base - pages[groups[-1][0][0]].lines[groups[-1][0][1]].base <= _SAME_HEIGHT:
                groups[-1].append(place)
            else:
                groups.append([place])
        for group in groups:
            on_pages = {number for number, _ in group}
            if len(on_pages) < 2 or len(on_pages) < min(3, len(pages)):
                continue
            for number, index in sorted(group):
                line = pages[number].lines[index]
                if number == min(on_pages) and line.em >= _TITLE * body_em:
                    continue  # a title that is printed on every page stays where it comes first
                if _is_outermost(pages[number], index, found[number], above):
                    found[number][index] = HEAD if above else FOOT


def _is_outermost(page: PageLines, index: int, marked: dict[int, str], above: bool) -> bool:
    """Tell whether only furniture, or a page number, stands further out than a line."""
    outside = range(index) if above else range(index + 1, len(page.lines))
    return all(other in marked or _NUMBER.fullmatch(page.lines[other].text) for other in outside)


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

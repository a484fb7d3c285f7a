"""Units that close a task without bracket, label or verb: 1.修好河堤。工程股、规划股.

Such a list looks like any last words of a paragraph; it counts where task after task ends so.
"""

import re

from planner.core.unit_names import can_be_name, ends_like_office, is_group, is_unit_like, level_prefix
from planner.importing.contents import Contents, UnitPassage, find_title
from planner.importing.unit_lists import looks_like_units, read_unit_list
from planner.importing.unit_phrases import read_phrase

_POINT = re.compile(r"[。！；;](?![。！；;]|$)|[\t\u3000]|[ \xa0]{2}")
_ENDS = "。；; \t\u3000\xa0"
_LONGEST = 120
_LONGEST_NAME = 16
_FEWEST = 3
# 建好实验小学 is what is to be done, and no name
_BEGINS_TASK = re.compile(
    r"新建|改建|扩建|建[好成设]|改[造善]|加强|推进|完[善成]|办好|打造|提[升高]|创建|实施|开展|落实|组织(?!部|人事|科|股|处)|做好|强化|支持|发展(?!改革|和改革|规划|研究|科|股|处|局)|加快|筹建|启动|建立|抓好|整治|优化|深化|规范"
)


def take_tail_lists(contents: list[Contents], width: int) -> None:
    """Take the lists of units that close the texts, where most texts of the same form close so."""
    leaves = [found for found in contents if found.words and not found.block.children]
    tails = [(found, tail) for found in leaves if not found.units and (tail := _tail(found.words)) is not None]
    for style in {found.block.style for found, _ in tails}:
        of_style = [(found, tail) for found, tail in tails if found.block.style is style]
        open_here = [found for found in leaves if found.block.style is style and not found.units]
        if len(of_style) >= _FEWEST and len(of_style) * 5 >= len(open_here) * 3 and _are_lists(of_style):
            for found, (start, end) in of_style:
                found.units.append(UnitPassage(read_phrase(found.words[start:end]), found.text, start))
                found.cut = [(start, len(found.words))]
                find_title(found, width)


def _tail(words: str) -> tuple[int, int] | None:
    """Return the place of the last words of a text behind a full stop or a gap, if they name units and nothing else."""
    end = len(words.rstrip(_ENDS))
    low = max(end - _LONGEST, 0)
    start = max((found.end() for found in _POINT.finditer(words, low, end)), default=0)
    while start < end and words[start].isspace():
        start += 1
    names = read_unit_list(words[start:end]).names if start else ()
    if not names or not looks_like_units(words[start:end], strict=False) or _BEGINS_TASK.match(words, start):
        return None
    sure = sum(_is_sure(unit.name) for unit in names)
    whole = all(can_be_name(unit.name) and len(unit.name) <= _LONGEST_NAME for unit in names)
    return (start, end) if sure and sure * 2 >= len(names) and whole else None


def _is_sure(name: str) -> bool:
    return ends_like_office(name) or is_group(name) or (is_unit_like(name) and bool(level_prefix(name)))


def _are_lists(tails: list[tuple[Contents, tuple[int, int]]]) -> bool:
    """Tell whether the words are lists of units: several in most of them, or some of them again.

    One that closes every text is a turn of phrase (先看后办).
    """
    lists = [[unit.name for unit in read_unit_list(found.words[start:end]).names] for found, (start, end) in tails]
    if sum(len(names) > 1 for names in lists) * 2 >= len(lists):
        return True
    first = [names[0] for names in lists]
    return 1 < len(set(first)) < len(first)

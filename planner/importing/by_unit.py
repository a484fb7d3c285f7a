"""Plans ordered by unit: a heading or the words before a colon are the unit, and what follows is its duty."""

import re
from collections import Counter

from planner.core.draft import DraftAssignment
from planner.core.unit_names import canonical, ends_like_office, is_group
from planner.core.vocabulary import NodeKind, Role
from planner.importing.contents import Contents, UnitPassage
from planner.importing.marks import Style
from planner.importing.outline import Block
from planner.importing.unit_lists import looks_like_units, read_unit_list
from planner.importing.unit_phrases import read_phrase

_TASKS = re.compile(r"(?:的?(?:主要|工作|重点)?(?:任务|职责|工作|分工)(?:任务|清单|要求)?)$")
_EXTRA = re.compile(
    r"(?:负责|牵头)?(?:[（(](?:共?[0-9一二三四五六七八九十]+[项条个]|(?:责任人|负责人|联系人|联络员|分管领导)[：:][^（）()]*)[）)])?$"
)
_SENTENCE = re.compile(r"[。！？；]")


def unit_headings(contents: list[Contents]) -> dict[int, str]:
    """Return the headings that are units, by their block's start: most headings of one form must be."""
    names: dict[int, str] = {}
    of_style: Counter[Style] = Counter()
    units: Counter[Style] = Counter()
    whole: Counter[Style] = Counter()
    sentences: Counter[Style] = Counter()
    bracketed: list[Contents] = []
    for found in contents:
        style = found.block.style
        if style is None:
            continue
        title = _EXTRA.sub("", _TASKS.sub("", "".join(found.words[slice(*found.title)].split())))
        alone = bool(found.block.children) or found.title_by_line
        whole[style] += 1
        if not alone and not ends_like_office(title) and not is_group(title):
            continue
        of_style[style] += 1
        sentences[style] += not alone
        if looks_like_units(title):
            units[style] += 1
            names[found.block.start] = title
            if _ends_in_bracket(found):
                bracketed.append(found)
    chosen = {
        style
        for style, count in units.items()
        if count > 1 and count * 5 >= (whole if sentences[style] else of_style)[style] * 3
    }
    for found in bracketed:
        if found.block.style in chosen:
            _keep_bracket(found)
            names[found.block.start] = "".join(found.words[slice(*found.title)].split())
    return {
        found.block.start: names[found.block.start]
        for found in contents
        if found.block.start in names and found.block.style in chosen
    }


def _ends_in_bracket(found: Contents) -> bool:
    """Tell whether a heading is a name and a bracket that was read as its units: 办公室（政策法规科）."""
    if len(found.cut) != 1 or len(found.units) != 1 or found.units[0].phrase.worded:
        return False
    start, end = found.cut[0]
    return start == found.title[1] and not found.words[end:].strip()


def _keep_bracket(found: Contents) -> None:
    found.title = (found.title[0], found.cut[0][1])
    found.units, found.cut = [], []


def take_unit_titles(contents: list[Contents], headings: dict[int, str]) -> None:
    """Read a heading without points below as the unit of its own text, whose first sentence becomes the title."""
    for found in contents:
        start, end = found.title
        name = headings.get(found.block.start)
        if name is None or found.block.children or not found.words[end:].strip() or found.units:
            continue
        body = end
        while body < len(found.words) and (found.words[body].isspace() or found.words[body] in "：:。"):
            body += 1
        found.units.insert(0, UnitPassage(read_phrase(name), found.text, start))
        found.cut.insert(0, (start, body))
        sentence = _SENTENCE.search(found.words, body)
        found.title = (body, sentence.start() if sentence else len(found.words))


def inherited_units(block: Block, headings: dict[int, str], ids: dict[int, int]) -> list[DraftAssignment]:
    """Return the units that an item has from the heading above it, where headings are units."""
    parent = block.parent
    while parent is not None and parent.start not in headings:
        parent = parent.parent
    if block.kind is not NodeKind.ITEM or parent is None:
        return []
    names = read_unit_list(headings[parent.start]).names
    return [
        DraftAssignment(
            canonical(unit.name),
            unit.name,
            Role.LEAD,
            False,
            is_group(unit.name),
            ids[id(parent)],
        )
        for unit in names
    ]

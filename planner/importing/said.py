"""Units that sentences name: whether they count as those of the task is for the whole document to say.

One 由甲局负责 in a plan whose other tasks have their units is meant as theirs; in a plan that names nobody it is told
as a doubt only, unless task after task is written so. The words stay in the text.
"""

import re
from collections.abc import Callable

from planner.core.vocabulary import NodeKind
from planner.importing.contents import Contents, UnitPassage
from planner.importing.outline import Block
from planner.importing.sentences import duty_units, joining_units, said_units
from planner.importing.unit_phrases import Phrase

_FEW = 3
_FRAME = re.compile(
    r"为|本(?:办法|预案|方案|规定|细则|制度|条例|通知|意见)|自.{0,12}(?:施行|实施)"
)  # no task of a rule


def take_said(contents: list[Contents], headings: dict[int, str]) -> None:
    """Give the tasks that name no unit otherwise those of their sentences."""
    tasks = [found for found in contents if found.block.kind is not NodeKind.SECTION and found.words]
    named = sum(bool(found.units) for found in tasks)
    below = [found for found in tasks if not found.units and _below_unit(found.block, headings)]
    _take(_phrases(below, joining_units))
    bare = [found for found in tasks if not found.units and not _below_unit(found.block, headings)]
    said = _phrases(bare, said_units)
    if named + len(said) >= _FEW:
        _take(said)
    named = sum(bool(found.units) for found in tasks)
    duties = _phrases([found for found in bare if not found.units], duty_units)
    told = len(tasks) - sum(bool(_FRAME.match(found.words)) for found in tasks)
    if named * 2 >= len(tasks) > 0 or (not named and len(duties) >= _FEW and len(duties) * 2 >= told):
        _take(duties)


def _phrases(contents: list[Contents], read: Callable[[str], Phrase | None]) -> list[tuple[Contents, Phrase, int]]:
    """Return what the sentences of each text name, and where they begin: behind a title on a line of its own."""
    out: list[tuple[Contents, Phrase, int]] = []
    for found in contents:
        start = found.title[1] if found.title_by_line else 0
        start = 0 if start >= len(found.words) else start
        phrase = read(found.words[start:])
        if phrase is not None:
            out.append((found, phrase, start))
    return out


def _take(found: list[tuple[Contents, Phrase, int]]) -> None:
    for contents, phrase, start in found:
        contents.units.append(UnitPassage(phrase, contents.text, start))
        contents.said = True


def _below_unit(block: Block, headings: dict[int, str]) -> bool:
    """Tell whether a heading above is a unit."""
    above = block.parent
    while above is not None:
        if above.start in headings:
            return True
        above = above.parent
    return False

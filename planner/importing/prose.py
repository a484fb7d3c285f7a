"""Units in texts without numbers: paragraphs that each end in a bracket of units, and sentences that name a unit."""

import re

from planner.core.unit_names import is_unit_like
from planner.core.vocabulary import NodeKind
from planner.importing.faults import Doubt, doubt
from planner.importing.found_labels import Labels, Tag
from planner.importing.labels import LabelKind
from planner.importing.lines import Line
from planner.importing.reading import Reading
from planner.importing.unit_phrases import is_unit_phrase

_BRACKET = re.compile(r"[（(]([^（）()\n]{2,200})[）)][。.]?\Z")
_LONGEST = 210
_LEAST = 3
_SHORTEST = 4
_UNIT_KINDS = (LabelKind.LEAD, LabelKind.PARTNER, LabelKind.RESPONSIBLE)
_BULLET = re.compile(r"[●○•◆◇■□▪▲△★☆➢➤✓√*·–—-]+[^\S\n]*")
# 形成以市应急局牵头…: what stands before 以 or 由 is the sentence, not the unit.
_DUTY = re.compile(
    r"(?:^|[。；;，,：:\n])[^\S\n]*+(?:[\u4e00-\u9fff]{0,12}[以由])?(?P<unit>[\u4e00-\u9fff]{2,16}?)(?:则|要)?(?:负责|牵头)"
)


def unit_paragraphs(text: str, lines: list[Line], labels: Labels) -> set[int]:
    """Return where the paragraphs begin that end in a bracket or a label of units, in a text without any number.

    Fewer than three are none: a single bracket may stand under a letter too.
    """
    if any(line.style is not None for line in lines):
        return set()
    starts: set[int] = set()
    for line in lines:
        found = _BRACKET.search(text[max(line.start, line.end - _LONGEST) : line.end])
        bracketed = found and found.end() - found.start() < line.end - line.start and is_unit_phrase(found[1])
        behind = labels.between(line.start + _SHORTEST, line.end)
        if bracketed or any(label.kind in _UNIT_KINDS for label in behind):
            starts.add(line.start)
    return starts if len(starts) >= _LEAST else set()


def bullets(text: str, starts: set[int]) -> dict[int, Tag]:
    """Return the bullets that stand before paragraphs."""
    found = ((start, _BULLET.match(text, start)) for start in starts)
    return {start: Tag(bullet.end()) for start, bullet in found if bullet}


def prose_units(reading: Reading, with_units: set[int]) -> list[Doubt]:
    """Note the items without units, above or below, in whose sentences a unit is said to be in charge."""
    out: list[Doubt] = []
    for found, named in zip(reading.contents, reading.named, strict=True):
        block = found.block
        if named and found.said and not any(known.code == "SAID_UNITS" for known in out):
            node = reading.writer.ids[id(block)]
            out.append(doubt("SAID_UNITS", named[0].start, named[0].end, words=named[0].unit.name, node=node))
        if named or block.kind is not NodeKind.ITEM or id(block) in with_units or reading.inherits(found):
            continue
        for duty in _DUTY.finditer(found.words):
            places = found.text.stretches(*duty.span("unit")) if _is_unit(duty["unit"]) else []
            if places:
                node = reading.writer.ids[id(block)]
                out.append(doubt("PROSE_UNITS", places[0][0], places[-1][1], words=duty["unit"], node=node))
                break
    return out


def _is_unit(name: str) -> bool:
    return is_unit_like(name) and name[-1] not in "人员方"

"""Faults of the tree: torn and unnumbered paragraphs, headings with text only, fields, counts that differ."""

import re

from planner.core.vocabulary import NodeKind
from planner.importing.contents import Contents
from planner.importing.faults import Doubt, doubt
from planner.importing.labels import LabelKind
from planner.importing.marks import Style
from planner.importing.reading import Reading

_LONG_TITLE = 50
_MOST = 0.8
_COUNTED = re.compile(
    r"(?<![0-9])([0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:项|条|个|大)(?:年度)?(?:重点|主要|具体|工作)?(?:工作任务|任务|工作|项目|举措|实事|行动)(?![^。；]{0,3}(?:之|中的))"
)


def check_tree(reading: Reading) -> list[Doubt]:
    """Return the faults of the tree."""
    out: list[Doubt] = []
    restarted = False
    for found in reading.contents:
        node = reading.writer.ids[id(found.block)]
        out += _check_joints(reading, found, node)
        out += _check_fields(found, node)
        block = found.block
        title = found.title[1] - found.title[0]
        place = (block.start, min(block.end, block.start + 60))
        if block.mark and block.start < block.mark[0]:
            out.append(doubt("NUMBER_DASHED", block.start, block.mark[1], node=node))
        if block.kind is NodeKind.ITEM and title > _LONG_TITLE:
            out.append(doubt("TITLE_LONG", *place, node=node))
        unnumbered = block.kind is NodeKind.ITEM and block.style is None and not reading.labels.paragraphs
        if unnumbered and found.units and found.units[0].label is None:
            out.append(doubt("ITEM_WITHOUT_NUMBER", *place, node=node))
        if (
            block.kind is NodeKind.SECTION
            and not block.children
            and found.words[found.title[1] :].strip()
            and block.style is not Style.ANNEX
        ):
            out.append(doubt("HEADING_TEXT_ONLY", *place, words=found.words[slice(*found.title)][:20], node=node))
        if not restarted and _restarts(reading, found):
            restarted = True
            out.append(doubt("NUMBER_RESTARTS", *place, node=node))
    return out + _check_counts(reading) + _check_missing_fields(reading)


def _restarts(reading: Reading, found: Contents) -> bool:
    """Tell whether an item begins again at 1 in a second section, so that its number alone does not name it."""
    block = found.block
    if block.kind is not NodeKind.ITEM or block.value != 1 or block.parent is None or block.style is None:
        return False
    first = next(
        (c.block for c in reading.contents if c.block.kind is NodeKind.ITEM and c.block.style is block.style), block
    )
    return first is not block and first.value == 1 and first.parent is not block.parent


def _check_joints(reading: Reading, found: Contents, node: int) -> list[Doubt]:
    """Note where lines were joined, once for a block, and paragraphs that have no number of their own."""
    passages = [found.text] if found.text.breaks else []
    passages += [value.passage for value in found.values if value.passage.breaks]
    torn: list[tuple[int, int]] = []
    apart: list[tuple[int, int]] = []
    for passage in passages:
        for index, joint in enumerate(passage.breaks):
            place = (passage.pieces[index][1] - 1, passage.pieces[index + 1][0] + 1)
            if joint == "\n":
                apart.append(place)
            elif not (found.title_by_line and index == 0 and passage is found.text):
                torn.append(place)
    out: list[Doubt] = []
    if torn:
        out.append(doubt("LINES_JOINED", torn[0][0], torn[-1][1], words=str(len(torn)), node=node))
    if apart and found.block.kind is NodeKind.ITEM and len(apart) < 4:
        out.append(doubt("PARAGRAPH_WITHOUT_NUMBER", apart[0][1] - 1, apart[-1][1] + 9, node=node))
    points = [piece for piece in found.text.pieces[1:] if reading.text.startswith(("——", "--", "―"), piece[0])]
    if points:
        out.append(doubt("POINTS_KEPT_AS_TEXT", points[0][0], points[-1][0] + 2, node=node))
    return out


def _check_fields(found: Contents, node: int) -> list[Doubt]:
    out: list[Doubt] = []
    seen: dict[str, int] = {}
    for value in found.values:
        label = value.label
        if label.words in seen and label.kind is LabelKind.FIELD:
            out.append(doubt("FIELD_REPEATED", label.start, label.end, words=label.words, node=node))
        seen[label.words] = label.start
        if not label.at_line_start and label.kind is LabelKind.FIELD:
            out.append(doubt("FIELD_INSIDE_PARAGRAPH", label.start, label.end, words=label.words, node=node))
    return out


def _check_missing_fields(reading: Reading) -> list[Doubt]:
    """Note a field that an item lacks while nearly all others have it."""
    items = [found for found in reading.contents if found.block.kind is NodeKind.ITEM]
    counts: dict[str, int] = {}
    for found in items:
        for words in {value.label.words for value in found.values if value.label.kind is LabelKind.FIELD}:
            counts[words] = counts.get(words, 0) + 1
    common = [words for words, count in counts.items() if len(items) > 4 and count >= len(items) * _MOST]
    out: list[Doubt] = []
    for found in items if common else []:
        have = {value.label.words for value in found.values}
        for words in common:
            if words not in have:
                node = reading.writer.ids[id(found.block)]
                out.append(
                    doubt(
                        "FIELD_MISSING",
                        found.block.start,
                        min(found.block.end, found.block.start + 40),
                        words=words,
                        node=node,
                    )
                )
    return out


def _check_counts(reading: Reading) -> list[Doubt]:
    """Compare the number of tasks that the text announces with what was read, in the items and in the table."""
    items = sum(found.block.kind is NodeKind.ITEM for found in reading.contents)
    stretches = list(reading.head.preamble.pieces) if reading.head.preamble else []
    stretches += [
        piece for found in reading.contents if found.block.kind is NodeKind.SECTION for piece in found.block.pieces
    ]
    for start, end in stretches[:60]:
        found = _COUNTED.search(reading.text, start, end)
        if not found or not found[1].isdigit() or int(found[1]) < 5:
            continue
        announced = int(found[1])
        rows = [sum(bool(row.cells) for row in table.rows) for table in reading.tables]
        wrong = [count for count in rows if count != announced]
        if wrong:
            return [doubt("COUNT_DIFFERS", *found.span(), words=f"文中说有{announced}项，表格有{wrong[0]}行，请核对。")]
        if items and items != announced and not rows:
            return [doubt("COUNT_DIFFERS", *found.span(), words=f"文中说有{announced}项，读出{items}条任务，请核对。")]
    return []

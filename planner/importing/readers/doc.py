"""Word 97–2003 documents and the .wps files of WPS Office: text by the piece table, tables and numbers with it.

Where the structures round the text are broken, the text is still read, and a remark says so.
"""

import struct
from itertools import pairwise

from planner.core.input_errors import EmptyFile
from planner.importing.document import Block, Document, Paragraph, Remark, has_text
from planner.importing.readers.doc_lists import Styles
from planner.importing.readers.doc_parts import DocParts, positions
from planner.importing.readers.doc_properties import ParagraphRuns
from planner.importing.readers.doc_story import StoryReader
from planner.importing.readers.grids import aside_of

_HEADERS = 11
_SEPARATORS = 6
_ASIDES = {"footnotes": "脚注", "comments": "批注", "endnotes": "尾注"}
_PLACES = ("页眉", "页眉", "页脚", "页脚", "页眉", "页脚")


def read(data: bytes, name: str) -> Document:
    """Return what a Word 97–2003 document shows.

    Raises `InputError`: DAMAGED, ENCRYPTED, WRONG_TYPE (older Word, Works), EMPTY, BOMB.
    """
    parts = DocParts(data, name)
    try:
        blocks, remarks = _read(parts)
    except (struct.error, IndexError, ValueError, KeyError, OverflowError):
        blocks, remarks = _text_only(parts)
    if not has_text(blocks):
        raise EmptyFile(name)
    return Document("wps" if parts.made_by_wps else "doc", tuple(blocks), tuple(remarks))


def _read(parts: DocParts) -> tuple[list[Block], list[Remark]]:
    styles = Styles(parts)
    runs = ParagraphRuns(parts)
    reader = StoryReader(parts, runs, styles)
    blocks: list[Block] = []
    boxes: list[Block] = []
    asides: list[Block] = []
    for story, start, stop in parts.stories.spans():
        end = min(stop, len(parts.text))
        if start >= end:
            continue
        if story == "main":
            blocks = reader.read(start, end)
        elif story == "boxes":
            boxes = [block for block in reader.read(start, end) if has_text((block,))]
        elif story in _ASIDES:
            for block in reader.read(start, end):
                asides += aside_of([block], _ASIDES[story])
        elif story in ("headers", "header_boxes"):
            asides += _margins(parts, StoryReader(parts, runs, styles), start, end, story == "headers")
    remarks: list[Remark] = []
    if runs.broken or reader.numbers.broken:
        remarks.append(Remark("STRUCTURE_LOST", "部分表格或编号信息"))
    if reader.deleted:
        remarks.append(Remark("TRACKED", str(reader.deleted)))
    if reader.hidden:
        remarks.append(Remark("HIDDEN", str(reader.hidden)))
    return _trimmed(blocks) + boxes + asides, remarks


def _margins(parts: DocParts, reader: StoryReader, start: int, end: int, split: bool) -> list[Block]:
    """Return heads and feet of pages, each text once."""
    places = positions(parts.structure(_HEADERS), 0) if split else ()
    found: list[Block] = []
    seen: set[str] = set()
    stretches = [
        (start + begin, min(start + stop, end), _PLACES[index % 6])
        for index, (begin, stop) in enumerate(pairwise(places))
        if index >= _SEPARATORS and begin < stop and start + begin < end
    ]
    for begin, stop, reason in stretches or [(start, end, "页眉")]:
        for block in aside_of(reader.read(begin, stop, keeps_page_numbers=False), reason):
            if block.text not in seen:
                seen.add(block.text)
                found.append(block)
    return found


def _text_only(parts: DocParts) -> tuple[list[Block], list[Remark]]:
    """Return the text without tables and numbers."""
    text = parts.text[: parts.stories.main] or parts.text
    lines = text.replace("\x07", "\r").replace("\x0c", "\r").split("\r")
    kept = ("".join(character for character in line if character >= " " or character == "\t") for line in lines)
    return [Paragraph(parts.whole(line).strip()) for line in kept], [Remark("STRUCTURE_LOST", "表格和编号信息")]


def _trimmed(blocks: list[Block]) -> list[Block]:
    """Return blocks without the empty ones at the end."""
    while blocks and not has_text(blocks[-1:]):
        blocks.pop()
    return blocks

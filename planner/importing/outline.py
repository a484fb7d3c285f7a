"""The outline: number marks and what stands under them, as a tree of blocks in document order."""

import re
from dataclasses import dataclass, field

from planner.core.draft import Leftover
from planner.core.vocabulary import NodeKind
from planner.importing.found_labels import Labels
from planner.importing.furniture import Furniture, furniture
from planner.importing.labels import LabelKind
from planner.importing.lines import Line
from planner.importing.marks import Style
from planner.importing.measures import Measures
from planner.importing.passages import SENTENCE_END

_LOWEST = 99
_MEASURES = "所个名年月日人项县区市省州乡镇村条次家间套台万亿余多班位门节场篇类种级天周小时分支批期只件张座栋户元平"
_PAGE_BEFORE_WORDS = re.compile(rf"([0-9]{{1,3}})[^\S\n]+(?=[\u4e00-\u9fff])(?![{_MEASURES}])")
_UNIT_KINDS = (LabelKind.LEAD, LabelKind.PARTNER, LabelKind.RESPONSIBLE)


@dataclass(slots=True)
class Block:
    """A paragraph with its number mark, if it has one, and the lines up to the next block.

    `mark` lies between `start` and the first of `pieces`; a list dash before it begins at `start`. A measure without a
    number stands `beside` the task above it or `inside` its paragraph. Up to `tag_end` stand words that only begin it.
    """

    style: Style | None
    value: int
    start: int
    mark: tuple[int, int] | None
    pieces: list[tuple[int, int]]
    parent: "Block | None" = None
    children: list["Block"] = field(default_factory=list)
    kind: NodeKind = NodeKind.ITEM
    level: int = 1
    number_proposed: str | None = None
    joined: int = 0
    beside: bool = False
    inside: bool = False
    tag_end: int = 0

    @property
    def end(self) -> int:
        """Where its text ends."""
        return self.pieces[-1][1] if self.pieces else self.mark[1] if self.mark else self.start


@dataclass(slots=True)
class Outline:
    """The blocks in document order, with the lines that belong to none: `loose` before the first block."""

    blocks: list[Block] = field(default_factory=list)
    loose: list[tuple[int, int]] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    heads: list[tuple[int, int]] = field(default_factory=list)


class _Builder:
    def __init__(self, text: str, labels: Labels, measures: Measures) -> None:
        self.text = text
        self.labels = labels
        self.measures = measures
        self.outline = Outline()
        self.current: Block | None = None
        self.inner = 0
        self.field_open = False
        self.by_unit = {start for start, _ in labels.by_unit} | labels.paragraphs
        self.by_unit |= measures.beside | measures.below | measures.inside

    def add(self, line: Line) -> None:
        text = self.text
        if line.style is None:
            kind = furniture(text[line.start : line.end]) if line.end - line.start <= 120 else None
            if kind is not None:
                self._set_aside(line, kind)
                return
            if line.start in self.by_unit:
                self._open(line)
                return
            self._continue(self._after_page_number(line), line.end)
            return
        if line.rest >= line.end and self.current is not None and self._unfinished():
            self.outline.leftovers.append(Leftover(line.start, line.end, Furniture.PAGE.value))
            return
        if self._is_point_of_field(line):
            self._continue(line.start, line.end)
            return
        self._open(line)

    def _open(self, line: Line) -> None:
        mark = (line.mark, line.mark_end) if line.mark < line.mark_end else None
        tag = self.labels.tags.get(line.start) if line.style is None else None
        if tag is not None:
            mark = tag.number
        block = Block(line.style, line.value, line.start, mark, [])
        block.beside = line.start in self.measures.beside
        block.inside = line.start in self.measures.inside
        block.tag_end = tag.end if tag is not None else 0
        self.outline.blocks.append(block)
        self.current, self.inner, self.field_open = block, 0, False
        self._continue(line.rest, line.end)

    def _continue(self, start: int, end: int) -> None:
        block = self.current
        start = max(start, block.tag_end) if block is not None else start
        if end <= start:
            return
        if block is None:
            self.outline.loose.append((start, end))
            return
        if block.pieces and self._unfinished():
            block.joined += 1
        block.pieces.append((start, end))
        for label in self.labels.between(start, end):
            self.field_open = label.kind is LabelKind.FIELD
            if label.kind in _UNIT_KINDS:
                self.inner = 0

    def _after_page_number(self, line: Line) -> int:
        """Return where a line's words begin: a page number may stand before them where a page break tore a sentence."""
        found = _PAGE_BEFORE_WORDS.match(self.text, line.start, line.end)
        if found is None or not self._unfinished() or self.current is None:
            return line.start
        if self.text.count("\n", self.current.end, line.start) < 2:
            return line.start
        self.outline.leftovers.append(Leftover(line.start, found.end(1), Furniture.PAGE.value))
        return found.end()

    def _unfinished(self) -> bool:
        block = self.current
        return bool(block and block.pieces and self.text[block.pieces[-1][1] - 1] not in SENTENCE_END)

    def _is_point_of_field(self, line: Line) -> bool:
        """Tell whether the mark is a numbered point inside a labelled paragraph and no item of its own."""
        block = self.current
        if block is None or line.style is None or not self.field_open:
            return False
        if block.style is None:
            return block.tag_end > 0 and line.style >= Style.FIGURE
        if line.style > block.style:
            return True
        if line.style is not block.style:
            return False
        if line.value == 1 and block.value >= 1:
            self.inner = 1
            return True
        if self.inner and line.value == self.inner + 1 and line.value != block.value + 1:
            self.inner += 1
            return True
        return False

    def _set_aside(self, line: Line, kind: Furniture) -> None:
        if kind in (Furniture.CHROME, Furniture.PAGE):
            self.outline.leftovers.append(Leftover(line.start, line.end, kind.value))
        else:
            self.outline.heads.append((line.start, line.end))


def build_outline(text: str, lines: list[Line], labels: Labels, measures: Measures) -> Outline:
    """Read `lines` into blocks and hang them together by the rank of their marks."""
    builder = _Builder(text, labels, measures)
    for line in lines:
        builder.add(line)
    outline = builder.outline
    _demote_inner(outline.blocks)
    stack: list[tuple[int, Block]] = []
    for block in outline.blocks:
        while block.beside and stack and stack[-1][1].inside:
            stack.pop()
        rank = stack[-1][0] if block.beside and stack else _rank(block)
        while stack and stack[-1][0] >= rank:
            stack.pop()
        block.parent = stack[-1][1] if stack else None
        if block.parent:
            block.parent.children.append(block)
        stack.append((rank, block))
    return outline


def _rank(block: Block) -> int:
    return _LOWEST if block.style is None else block.style


def _demote_inner(blocks: list[Block]) -> None:
    """Lower （一）（二）… that stand inside an item: the figures before and after them run on."""
    index = 0
    while index < len(blocks):
        end = index
        while end < len(blocks) and blocks[end].style is Style.HAN_BRACKET:
            end += 1
        if end - index >= 2 and index > 0 and end < len(blocks) and blocks[index].value == 1:
            before, after = blocks[index - 1], blocks[end]
            if before.style is Style.FIGURE and after.style is Style.FIGURE and after.value == before.value + 1:
                for block in blocks[index:end]:
                    block.style = Style.FIGURE_BRACKET
        index = max(end, index + 1)

"""Our own walk over the text of an OpenDocument file: paragraphs, lists, tables, frames and what hangs on them."""

import re
from dataclasses import dataclass, field

from lxml import etree

from planner.core.input_errors import Bomb
from planner.importing.document import Block, Paragraph
from planner.importing.readers.grids import MOST_SPAN, GridSheet, lines_of
from planner.importing.readers.number_forms import joined
from planner.importing.readers.odt_lists import DRAW, LEVELS, OFFICE, TABLE, TEXT, Counting, Lists, whole
from planner.importing.readers.package import DEEPEST

_FO_NAME = TEXT + "style-name"
_PARAGRAPHS = frozenset((TEXT + "p", TEXT + "h"))
_SIGNS = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_SILENT = frozenset(
    (
        *(TEXT + name for name in ("tracked-changes", "ruby-text", "note-citation", "number", "sequence-decls")),
        *(TEXT + name for name in ("variable-decls", "user-field-decls", "index-title-template", "script")),
        *(OFFICE + name for name in ("forms", "scripts", "event-listeners", "binary-data", "annotation-end")),
        *(TABLE + name for name in ("table-column", "table-columns", "table-header-columns", "table-column-group")),
        "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title",
        "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc",
        TABLE + "title",
        TABLE + "desc",
    )
)
_SOURCES = frozenset(TEXT + f"{name}-source" for name in ("table-of-content", "alphabetical-index", "user-index"))
_PAGE_NUMBERS = frozenset((TEXT + "page-number", TEXT + "page-count"))
_HOLDS_BLOCKS = frozenset((DRAW + "text-box", DRAW + "custom-shape", TABLE + "table"))
_NOTES = frozenset((TEXT + "note", OFFICE + "annotation"))
_CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")
_MOST_COPIED = 1_000_000  # characters
_BLANKS = re.compile("[ \t\r\n]+")


@dataclass(slots=True)
class _Line:
    """What a paragraph has so far; `after_blank` says that a blank that follows would not be shown."""

    words: list[str] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    after_blank: bool = True

    def add(self, text: str | None) -> None:
        """Add character data, in which a run of blanks is one blank and none at the start of a paragraph."""
        if not text:
            return
        text = _BLANKS.sub(" ", text)
        if self.after_blank and text[0] == " ":
            text = text[1:]
        if text:
            self.words.append(text)
            self.after_blank = text[-1] == " "

    def add_sign(self, sign: str) -> None:
        """Add what an element stands for."""
        self.words.append(sign)
        self.after_blank = False


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell as the file has it: how often it stands there and what it spans."""

    blocks: list[Block]
    times: int
    columns: int = 1
    rows: int = 1
    covered: bool = False


class Story:
    """Reads what an element holds into blocks, and gathers the notes on the way."""

    def __init__(self, name: str, lists: Lists, hidden_styles: frozenset[str], keeps_page_numbers: bool = True) -> None:
        self.hidden = 0
        self.notes: list[Block] = []
        self._name = name
        self._copied = 0
        self._lists = lists
        self._hidden_styles = hidden_styles
        self._keeps_page_numbers = keeps_page_numbers

    def blocks(self, container: etree._Element, depth: int = 0) -> list[Block]:
        """Return the blocks of a body, a section, a cell or a frame."""
        self._bound(depth)
        blocks: list[Block] = []
        for element in container:
            tag = element.tag
            if tag in _PARAGRAPHS:
                blocks += self._paragraph(element, self._heading_number(element), depth)
            elif tag == TEXT + "list":
                blocks += self._list(element, self._lists.begin(element), 0, depth + 1)
            elif tag == TABLE + "table":
                blocks += self._table(element, depth + 1)
            elif tag == TEXT + "numbered-paragraph":
                level = min(max(whole(element.get(TEXT + "level"), 1) - 1, 0), LEVELS - 1)
                start = element.get(TEXT + "start-value")
                number = self._lists.next(self._lists.known(element), level, start)
                blocks += self._item_blocks(element, number, depth + 1)
            elif tag not in _SILENT and tag not in _SOURCES and isinstance(tag, str):
                self._count_hidden(element, element.get(TEXT + "display") == "none")
                blocks += self._other(element, tag, depth + 1)
        return blocks

    def _other(self, element: etree._Element, tag: str, depth: int) -> list[Block]:
        if tag not in _NOTES:
            return self.blocks(element, depth)
        line = _Line()
        self._branch(element, tag, line, depth)
        return line.boxes

    def _bound(self, depth: int) -> None:
        if depth > DEEPEST:
            raise Bomb(self._name)

    # ---- paragraphs and lists

    def _heading_number(self, element: etree._Element) -> str:
        if element.tag != TEXT + "h" or element.get(TEXT + "is-list-header") == "true":
            return ""
        level = min(max(whole(element.get(TEXT + "outline-level"), 1) - 1, 0), LEVELS - 1)
        start = element.get(TEXT + "start-value") if element.get(TEXT + "restart-numbering") == "true" else None
        return self._lists.next(self._lists.outline, level, start)

    def _paragraph(self, element: etree._Element, number: str, depth: int) -> list[Block]:
        line = _Line()
        self._count_hidden(element)
        self._walk(element, line, depth + 1)
        text = "".join(line.words).strip("\n")
        text = text[:-1] if line.after_blank and text.endswith(" ") else text
        return [Paragraph(joined(number, text)), *line.boxes]

    def _count_hidden(self, element: etree._Element, certainly: bool = False) -> None:
        if certainly or element.get(_FO_NAME) in self._hidden_styles:
            self.hidden += 1

    def _list(self, element: etree._Element, counting: Counting, level: int, depth: int) -> list[Block]:
        self._bound(depth)
        blocks: list[Block] = []
        for item in element:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            first = next((child for child in item if child.tag in _PARAGRAPHS or child.tag == TEXT + "list"), None)
            number = ""
            if item.tag == TEXT + "list-item" and first is not None and first.tag in _PARAGRAPHS:
                number = self._lists.next(counting, level, item.get(TEXT + "start-value"))
            for child in item:
                if child.tag == TEXT + "list":
                    style = child.get(_FO_NAME) or counting.style
                    inner = Counting(style, counting.counters)
                    blocks += self._list(child, inner, min(level + 1, LEVELS - 1), depth + 1)
                elif child.tag in _PARAGRAPHS:
                    blocks += self._paragraph(child, number, depth + 1)
                    number = ""
                elif child.tag == TABLE + "table":
                    blocks += self._table(child, depth + 1)
        return blocks

    def _item_blocks(self, element: etree._Element, number: str, depth: int) -> list[Block]:
        blocks: list[Block] = []
        for child in element:
            if child.tag in _PARAGRAPHS:
                blocks += self._paragraph(child, number, depth)
                number = ""
        return blocks

    # ---- tables

    def _table(self, table: etree._Element, depth: int) -> list[Block]:
        sheet = GridSheet()
        self._rows(table, sheet, depth)
        return sheet.blocks()

    def _rows(self, parent: etree._Element, sheet: GridSheet, depth: int) -> None:
        self._bound(depth)
        for element in parent:
            if element.tag == TABLE + "table-row":
                times = _times(element, "number-rows-repeated")
                cells = [self._cell(cell, times, depth + 1) for cell in element.iterchildren(*_CELLS)]
                for _ in range(times):
                    _place(cells, sheet)
            elif element.tag not in _SILENT and isinstance(element.tag, str):
                self._rows(element, sheet, depth + 1)

    def _cell(self, element: etree._Element, rows: int, depth: int) -> _Cell:
        """Read a cell; what is repeated is counted, for repeats within repeats unfold without end."""
        times = _times(element, "number-columns-repeated")
        if element.tag == _CELLS[1]:
            return _Cell([], times, covered=True)
        blocks = self.blocks(element, depth)
        if times * rows > 1:
            self._copied += times * rows * (1 + sum(len(line) for line in lines_of(blocks)))
            if self._copied > _MOST_COPIED:
                raise Bomb(self._name)
        columns = whole(element.get(TABLE + "number-columns-spanned"), 1)
        return _Cell(blocks, times, columns, whole(element.get(TABLE + "number-rows-spanned"), 1))

    # ---- inside a paragraph

    def _walk(self, parent: etree._Element, line: _Line, depth: int) -> None:
        self._bound(depth)
        line.add(parent.text)
        for element in parent:
            tag = element.tag
            if tag in _SIGNS:
                line.add_sign(_SIGNS[tag])
            elif tag == TEXT + "s":
                line.add_sign(" " * min(max(whole(element.get(TEXT + "c"), 1), 1), MOST_SPAN))
            elif isinstance(tag, str) and tag not in _SILENT:
                self._branch(element, tag, line, depth + 1)
            line.add(element.tail)

    def _branch(self, element: etree._Element, tag: str, line: _Line, depth: int) -> None:
        if tag == TEXT + "note":
            reason = "尾注" if element.get(TEXT + "note-class") == "endnote" else "脚注"
            self._note(element.find(TEXT + "note-body"), reason, depth)
        elif tag == OFFICE + "annotation":
            self._note(element, "批注", depth)
        elif tag in _HOLDS_BLOCKS or tag == TEXT + "section":
            held = self._table(element, depth) if tag == TABLE + "table" else self.blocks(element, depth + 1)
            line.boxes += _visible(held)
        elif tag in _PARAGRAPHS:  # in a shape
            line.boxes += _visible(self._paragraph(element, "", depth + 1))
        elif tag in _PAGE_NUMBERS and not self._keeps_page_numbers:
            return
        else:
            if tag == TEXT + "span":
                self._count_hidden(element)
            self._walk(element, line, depth + 1)

    def _note(self, element: etree._Element | None, reason: str, depth: int) -> None:
        if element is None:
            return
        blocks: list[Block] = []
        for child in element:
            if child.tag in _PARAGRAPHS:
                blocks += self._paragraph(child, "", depth + 1)
            elif child.tag == TEXT + "list":
                blocks += self._list(child, self._lists.begin(child), 0, depth + 1)
        if text := "\n".join(lines_of(blocks)):
            self.notes.append(Paragraph(text, reason))


def _visible(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if not isinstance(block, Paragraph) or block.text.strip()]


def _times(element: etree._Element, name: str) -> int:
    return min(max(whole(element.get(TABLE + name), 1), 1), MOST_SPAN)


def _place(cells: list[_Cell], sheet: GridSheet) -> None:
    sheet.start_row()
    for cell in cells:
        if cell.covered:
            sheet.skip(cell.times)
            continue
        for _ in range(cell.times):
            sheet.add(list(cell.blocks), cell.columns, cell.rows)
            sheet.step_back(cell.columns - 1)  # the cells it covers follow it in the file

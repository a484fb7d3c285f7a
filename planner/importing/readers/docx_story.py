"""Our own walk over a story of a Word document: its body, a header, a note, a text box.

Tracked changes are read as accepted, fields by their results, text boxes once and after the paragraph they hang on.
What is not known is looked into, so that no text is lost in a container that is newer than this module.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from planner.core.input_errors import Bomb
from planner.importing.document import Block, Paragraph
from planner.importing.readers.docx_columns import seams_of
from planner.importing.readers.docx_fields import Fields
from planner.importing.readers.docx_numbers import Numbers, Styles, is_on, only, whole
from planner.importing.readers.docx_parts import VAL, R, W
from planner.importing.readers.grids import GridSheet
from planner.importing.readers.number_forms import joined
from planner.importing.readers.package import DEEPEST
from planner.importing.readers.symbols import sign, with_signs

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _R, _T, _TBL, _TR, _TC = (W + name for name in ("p", "r", "t", "tbl", "tr", "tc"))
_PPR, _RPR, _TRPR, _TCPR = (W + name for name in ("pPr", "rPr", "trPr", "tcPr"))
_ALTERNATE, _CHOICE, _FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
_TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
_DRAWN_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DELETED = frozenset(W + name for name in ("del", "moveFrom"))
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
}
_SILENT_NAMES = (
    *("pPr", "rPr", "sectPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr", "fldData", "rubyPr"),
    *("delText", "delInstrText", "rt", "bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "pgNum"),
    *("footnoteRef", "endnoteRef", "annotationRef", "footnoteReference", "endnoteReference", "commentReference"),
    *("commentRangeStart", "commentRangeEnd"),
)
_SILENT = frozenset(W + name for name in _SILENT_NAMES)
_INLINE = frozenset(W + name for name in ("r", "hyperlink", "fldSimple", "t"))
_FIELD_MARK, _INSTRUCTION, _SYMBOL = W + "fldChar", W + "instrText", W + "sym"
_LEAVES = frozenset((_FIELD_MARK, _INSTRUCTION, _SYMBOL, *_SIGNS))
_BLANKS = " \t\r\n"
_PRIVATE = re.compile("[\uf000-\uf0ff]")


@dataclass(slots=True)
class _Line:
    """What a paragraph has so far: its words, and the text boxes that hang on it."""

    words: list[str] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Traits:
    """What occurs in a part at all; what does not is not looked for in each run."""

    tracked: bool
    runs: bool

    @classmethod
    def of(cls, data: bytes) -> "Traits":
        """Look for the names in the bytes of a part; one in UTF-16 may have all of them."""
        wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        tracked = b"del" in data or b"moveFrom" in data
        return cls(wide or tracked, wide or b"vanish" in data or b"caps" in data)


class Story:
    """Reads what a part holds into blocks and counts what it leaves out.

    `chunk` returns the blocks of an embedded file or of a diagram by its relation, None when they cannot be had.
    """

    def __init__(
        self,
        name: str,
        numbers: Numbers,
        styles: Styles,
        chunk: Callable[[str], list[Block] | None] | None = None,
    ) -> None:
        self.deleted = 0
        self.hidden = 0
        self.embedded = 0
        self.deleted_notes: set[str] = set()
        self._name = name
        self._numbers = numbers
        self._styles = styles
        self._chunk = chunk
        self._fields = Fields()
        self._traits = Traits(True, True)
        self._hidden_before = False
        self._branches: dict[str, Callable[[etree._Element, _Line, int], object]] = {
            _R: self._run,
            W + "fldSimple": self._simple_field,
            W + "txbxContent": self._box,
            _ALTERNATE: self._alternate,
            _DRAWN_PARAGRAPH: self._drawn_paragraph,
            _DIAGRAM: self._diagram,
            _P: self._stray_paragraph,
            _TBL: self._stray_table,
        }

    def read(self, root: etree._Element, traits: Traits, keeps_page_numbers: bool = True) -> list[Block]:
        """Return the blocks of a story."""
        self._traits = Traits(traits.tracked, traits.runs or bool(self._styles.hidden))
        self._fields = Fields(keeps_page_numbers)
        return self._blocks(root, 1)

    # ---- blocks

    def _blocks(self, container: etree._Element, depth: int) -> list[Block]:
        if depth > DEEPEST:
            raise Bomb(self._name)
        blocks: list[Block] = []
        carried = ""
        for element in container:
            tag = element.tag
            if tag == _P:
                line = _Line([carried]) if carried else _Line()
                text, ends = self._paragraph(element, line, depth)
                carried = "" if ends else text
                if ends:
                    blocks.append(Paragraph(text))
                blocks += line.boxes
                continue
            if tag in _SILENT:
                continue
            if carried and tag == _TBL:
                blocks.append(Paragraph(carried))
                carried = ""
            blocks += self._other_block(element, tag, depth + 1)
        if carried.strip():
            blocks.append(Paragraph(carried))
        return blocks

    def _other_block(self, element: etree._Element, tag: str, depth: int) -> list[Block]:
        if tag == _TBL:
            return self._table(element, depth)
        if tag in _DELETED:
            self._leave_out(element)
            return []
        if tag == W + "altChunk":  # a whole file of another format, as programs on the web put in their documents
            held = self._chunk(element.get(R + "id") or "") if self._chunk else None
            self.embedded += held is None
            return held or []
        if tag == _ALTERNATE:
            for version in element.iterchildren(_CHOICE, _FALLBACK):
                if blocks := self._blocks(version, depth + 1):
                    return blocks
            return []
        if tag in _INLINE:
            line = _Line()
            self._walk_one(element, tag, line, depth)
            return [Paragraph("".join(line.words)), *line.boxes] if line.words else line.boxes
        return self._blocks(element, depth + 1)

    def _paragraph(self, element: etree._Element, line: _Line, depth: int) -> tuple[str, bool]:
        """Return a paragraph's text with its number, and whether it ends: its mark may have been deleted."""
        properties = self._walk(element, line, depth + 1)
        if self._fields.silent:
            self._fields.end_paragraph()
        text = "".join(line.words).strip("\n")
        if self._traits.tracked and properties is not None:
            mark = only(properties, _RPR)
            if mark is not None and any(change.tag in _DELETED for change in mark):
                return text, False
        if self._numbers.any:
            text = joined(self._numbers.next(properties), text)
        return text, True

    # ---- tables

    def _table(self, table: etree._Element, depth: int) -> list[Block]:
        sheet = GridSheet(seams=seams_of(table))
        for row in self._members(table, _TR, depth):
            properties = only(row, _TRPR)
            if properties is not None:
                if self._traits.tracked and only(properties, W + "del") is not None:
                    self._leave_out(row)
                    continue
                sheet.start_row()
                sheet.skip(whole(only(properties, W + "gridBefore")))
            else:
                sheet.start_row()
            for cell in self._members(row, _TC, depth + 1):
                self._cell(cell, sheet, depth + 2)
        return sheet.blocks()

    def _cell(self, cell: etree._Element, sheet: GridSheet, depth: int) -> None:
        columns, goes_on, widens = 1, False, False
        properties = only(cell, _TCPR)
        for trait in properties if properties is not None else ():
            tag = trait.tag
            if tag == W + "gridSpan":
                columns = whole(trait, 1)
            elif tag == W + "vMerge":
                goes_on = trait.get(VAL) in (None, "continue")
            elif tag == W + "hMerge":
                widens = trait.get(VAL) in (None, "continue")
            elif tag == W + "cellDel":
                self._leave_out(cell)
                sheet.add([], columns)
                return
        blocks = self._blocks(cell, depth)
        if widens:
            sheet.widen(blocks)
        else:
            sheet.add(blocks, columns, goes_on=goes_on)

    def _members(self, parent: etree._Element, wanted: str, depth: int) -> Iterator[etree._Element]:
        """Yield the rows of a table or the cells of a row, also those inside of content controls."""
        if depth > DEEPEST:
            raise Bomb(self._name)
        for element in parent:
            tag = element.tag
            if tag == wanted:
                yield element
            elif tag in _DELETED:
                self._leave_out(element)
            elif tag not in _SILENT and len(element):
                yield from self._members(element, wanted, depth + 1)

    # ---- inside a paragraph

    def _walk(self, parent: etree._Element, line: _Line, depth: int) -> etree._Element | None:
        """Add what stands in an element to a line; return the properties of the paragraph if it is one."""
        if depth > DEEPEST:
            raise Bomb(self._name)
        properties = None
        for element in parent:
            tag = element.tag
            if tag == _T:
                self._text(element, line)
            elif tag == _R:
                self._run(element, line, depth + 1)
            elif tag == _PPR:
                properties = element
            elif tag not in _SILENT:
                self._walk_one(element, tag, line, depth)
        return properties

    def _walk_one(self, element: etree._Element, tag: str, line: _Line, depth: int) -> None:
        branch = self._branches.get(tag)
        if branch is not None:
            branch(element, line, depth + 1)
        elif tag in _LEAVES:
            text = self._leaf(element, tag)
            if text and not self._fields.silent:
                line.words.append(text)
        elif tag in _DELETED:
            self._leave_out(element)
        elif not isinstance(tag, str):  # a comment
            return
        elif tag == _TEXT_PATH:
            line.boxes += [Paragraph(text) for text in [(element.get("string") or "").strip()] if text]
        elif tag.endswith("}t"):
            self._text(element, line)
        else:
            self._walk(element, line, depth + 1)

    def _leaf(self, element: etree._Element, tag: str) -> str:
        if tag == _FIELD_MARK:
            return self._fields.mark(element)
        if tag == _INSTRUCTION:
            self._fields.instruct(element)
        if tag != _SYMBOL:
            return _SIGNS.get(tag, "")
        code = element.get(W + "char") or ""
        is_code = 0 < len(code) <= 6 and not code.lower().strip("0123456789abcdef")
        return sign(int(code, 16), element.get(W + "font") or "") if is_code else ""

    def _text(self, element: etree._Element, line: _Line) -> None:
        text = element.text
        if not text or self._fields.silent:
            return
        if (text[0] in _BLANKS or text[-1] in _BLANKS) and element.get(_SPACE) != "preserve":
            text = text.strip(_BLANKS)
        if _PRIVATE.search(text):
            text = with_signs(text, _font_of(element.getparent()))
        line.words.append(text.replace("\n", " ") if "\n" in text else text)

    def _run(self, run: etree._Element, line: _Line, depth: int) -> None:
        words = line.words
        start = len(words)
        self._walk(run, line, depth)
        if not self._traits.runs or start == len(words):
            return
        properties = only(run, _RPR)
        hidden = self._is_hidden(run, properties)
        if hidden and not self._hidden_before and any(word.strip() for word in words[start:]):
            self.hidden += 1
        self._hidden_before = hidden
        if is_on(properties, "caps"):
            words[start:] = [word.upper() for word in words[start:]]

    def _is_hidden(self, run: etree._Element, properties: etree._Element | None) -> bool:
        if properties is not None:
            vanish = only(properties, W + "vanish")
            if vanish is not None:
                return is_on(properties, "vanish")
        if not self._styles.hidden:
            return False
        parent = run.getparent()
        names = (
            only(properties, W + "rStyle"),
            only(only(parent, _PPR), W + "pStyle"),
        )
        return any(name is not None and name.get(VAL) in self._styles.hidden for name in names)

    def _alternate(self, element: etree._Element, line: _Line, depth: int) -> None:
        """Take the first version that says anything: both say the same."""
        for version in element.iterchildren(_CHOICE, _FALLBACK):
            own = _Line()
            self._walk(version, own, depth)
            if own.words or own.boxes:
                line.words += own.words
                line.boxes += own.boxes
                return

    def _leave_out(self, element: etree._Element) -> None:
        before = element.getprevious()
        goes_on = element.tag in _DELETED and before is not None and before.tag == element.tag
        if not goes_on and any((text.text or "").strip() for text in element.iter(W + "delText", _T)):
            self.deleted += 1
        for note in element.iter(W + "footnoteReference", W + "endnoteReference"):
            self.deleted_notes.add(f"{note.tag.rpartition('}')[2][:-9]} {note.get(W + 'id')}")

    # ---- what hangs on a paragraph

    def _box(self, element: etree._Element, line: _Line, depth: int) -> None:
        outside, self._fields = self._fields, Fields()
        line.boxes += [
            block for block in self._blocks(element, depth) if not isinstance(block, Paragraph) or block.text.strip()
        ]
        self._fields = outside

    def _drawn_paragraph(self, element: etree._Element, line: _Line, depth: int) -> None:
        own = _Line()
        self._walk(element, own, depth)
        line.boxes += [Paragraph("".join(own.words)), *own.boxes] if own.words else own.boxes

    def _diagram(self, element: etree._Element, line: _Line, _depth: int) -> None:
        held = self._chunk(element.get(R + "dm") or "") if self._chunk else None
        line.boxes += held or []

    def _stray_paragraph(self, element: etree._Element, line: _Line, depth: int) -> None:
        own = _Line()
        text, _ = self._paragraph(element, own, depth)
        line.boxes += [Paragraph(text), *own.boxes]

    def _stray_table(self, element: etree._Element, line: _Line, depth: int) -> None:
        line.boxes += self._table(element, depth)

    def _simple_field(self, element: etree._Element, line: _Line, depth: int) -> None:
        if not self._fields.leaves_out(element.get(W + "instr") or ""):
            self._walk(element, line, depth)


def _font_of(run: etree._Element | None) -> str:
    fonts = only(only(run, _RPR), W + "rFonts")
    return (fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "") if fonts is not None else ""

"""The stories of a Word 97–2003 document read paragraph by paragraph: fields, signs, revisions, tables."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from planner.importing.document import Block, Paragraph
from planner.importing.readers.doc_lists import Numbers, Styles
from planner.importing.readers.doc_parts import DocParts, positions
from planner.importing.readers.doc_properties import (
    CharacterTraits,
    ParagraphRuns,
    ParagraphTraits,
    character_traits,
    marked_runs,
    with_changes,
)
from planner.importing.readers.doc_table import OpenTable
from planner.importing.readers.number_forms import joined, written
from planner.importing.readers.symbols import sign, with_signs

_FONTS, _SECTIONS = 15, 6
_END = re.compile("[\r\x07\x0c]")
_SPECIAL = re.compile("[\x00-\x08\x0b-\x1f\xa0\xad\ue000-\uf8ff]")
_NOT_PLAIN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\xa0\xad\ud800-\uf8ff]")
_FIELD = re.compile("[\x13\x14\x15]")
_ENCLOSED = re.compile(r"\\ac\([^,，()]{0,40}[,，]([^()]{1,40})\)", re.IGNORECASE)
_SHOWN = {
    **{code: None for code in range(32) if code not in (9, 10)},
    0x0B: "\n",
    0x0E: "\n",
    0x0C: "\n",
    0x1E: "-",
    0xA0: " ",
    0xAD: None,
}
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_DELETED = "\x1f"  # a soft hyphen, which is not shown either: keeps the places of what is left out
_PROPERTY = {0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x5C: 0x083C}  # the short codes that matter here


class StoryReader:
    """Reads stretches of the document. `deleted` and `hidden` count what was left out, or taken in, unseen."""

    def __init__(self, parts: DocParts, runs: ParagraphRuns, styles: Styles) -> None:
        self._parts = parts
        self._runs = runs
        self.numbers = Numbers(parts, styles)
        self._marks = _marks(parts)
        self._mark_ends = [end for _, end, _ in self._marks]
        self._sections = set(positions(parts.structure(_SECTIONS), 12))
        self._fonts: tuple[str, ...] | None = None
        self._only_piece = parts.pieces[0] if len(parts.pieces) == 1 else None
        self._changed = any(piece.change for piece in parts.pieces)
        self._plain = _plain_stretches(parts, runs, styles)
        self._plain_ends = [end for _, end in self._plain]
        self.deleted = 0
        self.hidden = 0

    def read(self, start: int, end: int, keeps_page_numbers: bool = True) -> list[Block]:
        """Return the blocks of a stretch of characters."""
        text = self._parts.text
        blocks: list[Block] = []
        tables: list[OpenTable] = []
        fields = _Fields(keeps_page_numbers)
        begun, at, held = start, start, ""
        while begun < end:
            if self._plain and begun == at and not fields.open:
                rest = self._plain_until(begun, end)
                if rest > begun:
                    while tables:
                        _close(tables, blocks)
                    lines = text[begun : rest - 1].split("\r")
                    blocks += [Paragraph(line.strip()) for line in lines]
                    begun = at = rest
                    continue
            found = _END.search(text, at, end)
            stop = found.start() if found else end
            mark = text[stop] if found else "\r"
            if mark == "\x0c" and stop + 1 not in self._sections:
                at = stop + 1
                if at < end:
                    continue
            words, swallowed = self._words(begun, stop, fields)
            held += words
            begun = at = stop + 1
            if swallowed and mark == "\r" and begun < end:
                continue
            traits = self._traits(stop)
            words, held = self._parts.whole(held), ""
            while len(tables) > traits.depth:
                _close(tables, blocks)
            while len(tables) < traits.depth:
                tables.append(OpenTable())
            self._add(tables, blocks, traits, words, mark)
            fields.end_paragraph()
        while tables:
            _close(tables, blocks)
        return blocks

    def _plain_until(self, start: int, end: int) -> int:
        """Return the end of the paragraphs from a place on that are nothing but their characters."""
        index = bisect_right(self._plain_ends, start)
        if index >= len(self._plain) or self._plain[index][0] > start:
            return start
        end = min(end, self._plain[index][1])
        if self._marks:
            mark = bisect_right(self._mark_ends, start)
            end = min(end, self._marks[mark][0]) if mark < len(self._marks) else end
        if end <= start:
            return start
        text = self._parts.text
        if not text[start:end].replace("\r", " ").replace("\u3000", " ").isprintable():  # faster than the pattern
            found = _NOT_PLAIN.search(text, start, end)
            end = found.start() if found else end
        return text.rfind("\r", start, end) + 1 or start

    def _add(
        self, tables: list[OpenTable], blocks: list[Block], traits: ParagraphTraits, words: str, mark: str
    ) -> None:
        """Put a paragraph where it belongs; the mark may end a cell or a row."""
        if not tables:
            blocks.append(Paragraph(joined(self.numbers.next(traits), words.strip())))
            return
        table = tables[-1]
        if traits.ends_row:
            table.end_row(traits.row)
            return
        words = joined(self.numbers.next(traits), words.strip())
        if words:
            table.blocks.append(Paragraph(words))
        if traits.ends_cell or (len(tables) == 1 and mark == "\x07"):
            table.end_cell()

    def _traits(self, mark: int) -> ParagraphTraits:
        piece = self._only_piece or self._parts.piece_at(mark)
        traits = self._runs.at(piece.place + (mark - piece.start) * piece.width)
        if self._changed and piece.change:
            traits = with_changes(traits, _changes(self._parts, piece.change))
        return traits

    def _words(self, start: int, stop: int, fields: "_Fields") -> tuple[str, bool]:
        """Return what a stretch shows, and whether the mark behind it was deleted."""
        words = self._parts.text[start:stop]
        if not self._marks and not fields.open and words.isprintable():
            return words, False
        swallowed = False
        if self._marks:
            words, swallowed = self._marked(words, start, stop)
        if fields.open or _FIELD.search(words):
            words = fields.shown(words)
        if _SPECIAL.search(words):
            words = with_signs(words.translate(_SHOWN))
        return words, swallowed

    def _marked(self, words: str, start: int, stop: int) -> tuple[str, bool]:
        """Return a stretch without what was deleted, with the signs of symbol fonts."""
        swallowed = False
        for index in range(bisect_left(self._mark_ends, start + 1), len(self._marks)):
            begin, end, traits = self._marks[index]
            if begin > stop:
                break
            first, last = max(begin, start) - start, min(end, stop) - start
            inside = words[first:last]
            if traits.deleted:
                swallowed = swallowed or end > stop
                self.deleted += bool(inside.strip()) and not (index and self._goes_on(index))
                words = words[:first] + _DELETED * (last - first) + words[last:]
            elif traits.symbol is not None:
                code, font = traits.symbol
                signs = "".join(sign(code, self._font(font))[:1] or _DELETED for _ in inside)
                words = words[:first] + signs + words[last:]
            elif traits.hidden and _SPECIAL.sub("", inside).strip():
                self.hidden += 1
        return words, swallowed

    def _goes_on(self, index: int) -> bool:
        before, now = self._marks[index - 1], self._marks[index]
        return before[2].deleted and before[1] == now[0]

    def _font(self, number: int) -> str:
        if self._fonts is None:
            self._fonts = tuple(_fonts(self._parts.structure(_FONTS)))
        return self._fonts[number] if number < len(self._fonts) else ""


class _Fields:
    """The fields that are open: instructions are not shown, results are."""

    def __init__(self, keeps_page_numbers: bool) -> None:
        self.open: list[list[str]] = []  # the instruction while it comes; emptied when its result begins
        self._keeps_page_numbers = keeps_page_numbers

    def shown(self, words: str) -> str:
        """Return what a stretch shows."""
        shown: list[str] = []
        for part in re.split("([\x13\x14\x15])", words):
            if part == "\x13":
                self.open.append(["instruction", ""])
            elif part == "\x14":
                if self.open and self.open[-1][0] == "instruction":
                    self.open[-1][0] = "silent" if self._leaves_out(self.open[-1][1]) else "result"
            elif part == "\x15":
                if self.open:
                    kind, instruction = self.open.pop()
                    if kind == "instruction" and not self._silent():
                        shown.append(_instructed(instruction))
            elif self.open and self.open[-1][0] == "instruction":
                self.open[-1][1] += part[:400]
            elif not self._silent():
                shown.append(part)
        return "".join(shown)

    def end_paragraph(self) -> None:
        """Forget instructions that did not end with their paragraph: they would swallow the rest."""
        if self.open:
            self.open = [field for field in self.open if field[0] == "result"]

    def _silent(self) -> bool:
        return any(kind != "result" for kind, _ in self.open)

    def _leaves_out(self, instruction: str) -> bool:
        return not self._keeps_page_numbers and instruction.strip().upper().startswith(_PAGE_FIELDS)


def _instructed(instruction: str) -> str:
    """Return what a field without a result shows: characters in a circle."""
    found = _ENCLOSED.search(instruction) if instruction.strip().upper().startswith("EQ") else None
    inner = found[1].strip() if found else ""
    return written(int(inner), "decimalEnclosedCircle") if inner.isdecimal() and len(inner) < 3 else inner


def _close(tables: list[OpenTable], blocks: list[Block]) -> None:
    closed = tables.pop().close()
    (tables[-1].blocks if tables else blocks).extend(closed)


def _changes(parts: DocParts, change: int) -> bytes:
    """Return the properties that a piece changes, from the short form or from the list it points to."""
    if change & 1:
        index = change >> 1
        return parts.changes[index] if index < len(parts.changes) else b""
    code = _PROPERTY.get(change >> 1 & 0x7F)
    return code.to_bytes(2, "little") + bytes([change >> 8]) if code else b""


def _marks(parts: DocParts) -> list[tuple[int, int, CharacterTraits]]:
    """Return the stretches of text that are deleted, hidden or symbols."""
    runs = marked_runs(parts)
    found: list[tuple[int, int, CharacterTraits]] = []
    ends = [end for _, end, _ in runs]
    for piece in parts.pieces:
        if piece.change:
            traits = character_traits(_changes(parts, piece.change))
            if traits.deleted or traits.hidden:
                found.append((piece.start, piece.end, traits))
                continue
        last = piece.place + (piece.end - piece.start) * piece.width
        for index in range(bisect_left(ends, piece.place + 1), len(runs)):
            begin, end, traits = runs[index]
            if begin >= last:
                break
            first = piece.start + (max(begin, piece.place) - piece.place) // piece.width
            found.append((first, piece.start + (min(end, last) - piece.place) // piece.width, traits))
    return found


def _plain_stretches(parts: DocParts, runs: ParagraphRuns, styles: Styles) -> list[tuple[int, int]]:
    """Return the stretches of text without tables and lists, in characters."""
    places = runs.plain_stretches(styles.in_list if styles.any_in_list else None)
    ends = [end for _, end in places]
    found: list[tuple[int, int]] = []
    for piece in parts.pieces:
        if piece.change:
            continue
        last = piece.place + (piece.end - piece.start) * piece.width
        for index in range(bisect_left(ends, piece.place + 1), len(places)):
            begin, end = places[index]
            if begin >= last:
                break
            first = piece.start + (max(begin, piece.place) - piece.place) // piece.width
            stop = piece.start + (min(end, last) - piece.place) // piece.width
            if found and found[-1][1] == first:
                found[-1] = (found[-1][0], stop)
            else:
                found.append((first, stop))
    return found


def _fonts(table: bytes) -> Iterable[str]:
    """Yield the names of the fonts."""
    at = 4
    while at + 40 < len(table):
        size = table[at] + 1
        name = table[at + 40 : at + size]
        yield name[: len(name) & ~1].decode("utf-16-le", "replace").split("\0")[0]
        at += size

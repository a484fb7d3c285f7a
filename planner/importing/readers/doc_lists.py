"""The numbers that Word computes in a Word 97–2003 document: lists, their overrides, styles that are in a list."""

import struct
from dataclasses import dataclass, field

from planner.importing.readers.doc_parts import DocParts
from planner.importing.readers.doc_properties import ParagraphTraits, paragraph_traits
from planner.importing.readers.number_forms import BY_CODE, written

LEVELS = 9
_STYLES, _LISTS, _OVERRIDES = 1, 73, 74
_MOST = 5_000
_NO_STYLE = 0xFFF
_LONGEST_CHAIN = 30


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list. `words` holds the characters below 9 for the numbers of the levels."""

    start: int
    form: str
    words: str
    legal: bool
    restart: int | None


@dataclass(slots=True)
class _List:
    """A list as paragraphs name it: its definition, whose counters it shares, and where it starts afresh."""

    definition: int
    levels: list[_Level]
    starts: dict[int, int] = field(default_factory=dict)
    _afresh: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def begins_afresh(self, level: int) -> tuple[int, ...]:
        """Return the deeper levels that count anew after a paragraph of a level."""
        found = self._afresh.get(level)
        if found is None:
            deeper = range(level + 1, len(self.levels))
            restarts = ((other, self.levels[other].restart) for other in deeper)
            found = self._afresh[level] = tuple(
                other for other, restart in restarts if restart is None or level < restart
            )
        return found


class Styles:
    """The styles of paragraphs, as far as they put a paragraph in a list."""

    def __init__(self, parts: DocParts) -> None:
        self._own: dict[int, ParagraphTraits] = {}
        self._based: dict[int, int] = {}
        self._known: dict[int, tuple[int, int | None, int]] = {}
        sheet = parts.structure(_STYLES)
        if len(sheet) < 6:
            return
        head, count, base = struct.unpack_from("<HHH", sheet, 0)
        at = 2 + head
        for index in range(min(count, _MOST)):
            if at + 2 > len(sheet):
                return
            size = struct.unpack_from("<H", sheet, at)[0]
            at += 2
            if size > 10:
                self._read(index, sheet[at : at + size], base)
            at += size + size % 2

    def _read(self, index: int, style: bytes, base: int) -> None:
        kind, count = struct.unpack_from("<HH", style, 2)
        self._based[index] = kind >> 4
        if kind & 0xF != 1 or not count & 0xF or base + 2 > len(style):
            return
        at = base + 2 + 2 * int(struct.unpack_from("<H", style, base)[0]) + 2
        at += at % 2
        if at + 4 > len(style):
            return
        size = struct.unpack_from("<H", style, at)[0]
        changes = style[at + 4 : at + 2 + size]
        self._own[index] = paragraph_traits(index, changes, b"")

    def list_of(self, style: int) -> tuple[int, int | None, int]:
        """Return the list a style is in (0 for none), the level it names, and the style that names the list."""
        found = self._known.get(style)
        if found is None:
            found = self._known[style] = self._find(style)
        return found

    @property
    def any_in_list(self) -> bool:
        """Tell whether a style puts its paragraphs in a list."""
        return any(own.list_id for own in self._own.values())

    def in_list(self, style: int) -> bool:
        """Tell whether a style is in a list."""
        return self.list_of(style)[0] > 0

    def _find(self, style: int) -> tuple[int, int | None, int]:
        level: int | None = None
        for _ in range(_LONGEST_CHAIN):
            own = self._own.get(style)
            if own is not None:
                level = own.level if level is None else level
                if own.list_id is not None:
                    return own.list_id, level, style
            style = self._based.get(style, _NO_STYLE)
            if style == _NO_STYLE:
                break
        return 0, None, style


class Numbers:
    """The lists of a document and how far each has counted."""

    def __init__(self, parts: DocParts, styles: Styles) -> None:
        self._styles = styles
        self._linked: dict[int, tuple[int, ...]] = {}
        self._lists: list[_List] = []
        self._counters: dict[int, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()
        self.broken = False
        try:
            definitions = self._definitions(parts)
            self._read_overrides(parts, definitions)
        except (struct.error, IndexError, ValueError):
            self.broken = True

    def next(self, traits: ParagraphTraits) -> str:
        """Count a paragraph and return its number as shown; "" where it has none, or a bullet."""
        list_id, level = traits.list_id, traits.level
        if list_id is None:
            list_id, own, named = self._styles.list_of(traits.style)
            if not list_id:
                return ""
            level = level if level is not None else own
            if level is None:
                level = self._linked_level(list_id, traits.style, named)
        if not 0 < list_id <= len(self._lists):
            return ""
        lists, level = self._lists[list_id - 1], level or 0
        if level >= len(lists.levels):
            return ""
        self._count(list_id, lists, level)
        return self._shown(lists, level)

    def _linked_level(self, list_id: int, *styles: int) -> int:
        linked = self._linked.get(self._lists[list_id - 1].definition, ()) if list_id <= len(self._lists) else ()
        return next((linked.index(style) for style in styles if style in linked), 0)

    def _count(self, list_id: int, lists: _List, level: int) -> None:
        counters = self._counters.setdefault(lists.definition, [None] * LEVELS)
        before = counters[level]
        if level in lists.starts and (list_id, level) not in self._begun:
            counters[level] = lists.starts[level]
        else:
            counters[level] = before + 1 if before is not None else lists.levels[level].start
        self._begun.add((list_id, level))
        for deeper in lists.begins_afresh(level):
            counters[deeper] = None

    def _shown(self, lists: _List, level: int) -> str:
        own = lists.levels[level]
        if own.form == "bullet":
            return ""
        counters = self._counters[lists.definition]
        words = ""
        for character in own.words:
            other = ord(character)
            if other >= LEVELS:
                words += character
            elif other < len(lists.levels):
                there = lists.levels[other]
                counter = counters[other]
                value = counter if counter is not None else lists.starts.get(other, there.start)
                words += written(value, "decimal" if own.legal and there.form != "none" else there.form)
        return words.strip()

    def _definitions(self, parts: DocParts) -> dict[int, list[_Level]]:
        start, size = parts.place(_LISTS)
        if size < 2:
            return {}
        table = parts.table
        count = struct.unpack_from("<H", table, start)[0]
        if count > _MOST:
            raise ValueError("lists")
        at = start + 2 + 28 * count
        found: dict[int, list[_Level]] = {}
        for index in range(count):
            head = start + 2 + 28 * index
            name = struct.unpack_from("<i", table, head)[0]
            self._linked[name] = struct.unpack_from("<9H", table, head + 8)
            levels: list[_Level] = []
            for _ in range(1 if table[head + 26] & 1 else LEVELS):
                level, at = _level(table, at)
                levels.append(level)
            found[name] = levels
        return found

    def _read_overrides(self, parts: DocParts, definitions: dict[int, list[_Level]]) -> None:
        start, size = parts.place(_OVERRIDES)
        if size < 4:
            return
        table = parts.table
        count = struct.unpack_from("<I", table, start)[0]
        if count > _MOST:
            raise ValueError("lists")
        counts: list[int] = []
        for index in range(count):
            at = start + 4 + 16 * index
            name = struct.unpack_from("<i", table, at)[0]
            counts.append(table[at + 12])
            self._lists.append(_List(name, definitions.get(name, [])))
        at = start + 4 + 16 * count
        for lists, overridden in zip(self._lists, counts, strict=True):
            at += 4
            for _ in range(overridden):
                first, flags = struct.unpack_from("<iI", table, at)
                at += 8
                level = flags & 0xF
                if flags & 0x20:
                    own, at = _level(table, at)
                    if level < len(lists.levels):
                        lists.levels = [*lists.levels[:level], own, *lists.levels[level + 1 :]]
                        if flags & 0x10:
                            lists.starts[level] = own.start
                elif flags & 0x10:
                    lists.starts[level] = first


def _level(table: bytes, at: int) -> tuple[_Level, int]:
    """Return a level and where the next one stands."""
    start, form, flags = struct.unpack_from("<iBB", table, at)
    characters, paragraph, limit = struct.unpack_from("<BBB", table, at + 24)
    places = table[at + 6 : at + 15]
    at += 28 + characters + paragraph
    count = struct.unpack_from("<H", table, at)[0]
    words = list(table[at + 2 : at + 2 + 2 * count].decode("utf-16-le", "replace"))
    numbers = {place - 1 for place in places if place}
    # only the characters that the level names as numbers are numbers; another below 9 is a tab or a line end
    shown = "".join(word if ord(word) >= LEVELS or index in numbers else " " for index, word in enumerate(words))
    restart = limit if flags & 8 else None
    return _Level(start, BY_CODE.get(form, "decimal"), shown, bool(flags & 4), restart), at + 2 + 2 * count

"""The walk over rich text: groups with their state, control words, and the stories that they fill."""

import re
from collections.abc import Callable

from planner.core.input_errors import Bomb, DamagedFile
from planner.importing.document import Block, Paragraph
from planner.importing.readers.field_words import LONGEST_INSTRUCTION, is_page_number, shown_without_result
from planner.importing.readers.grids import lines_of
from planner.importing.readers.number_forms import joined
from planner.importing.readers.package import DEEPEST
from planner.importing.readers.rtf_flow import DEEPEST_TABLE, RowForm
from planner.importing.readers.rtf_state import BOX, MARGINS, Field, State, Story, whole
from planner.importing.readers.rtf_words import ESCAPES, SIGNS, Decoder, Font

_TOKEN = re.compile(
    rb"\\(?:([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|'([0-9a-fA-F]{2})|([^a-zA-Z]))|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)",
    re.DOTALL,
)
_EDGE = re.compile(rb"[{}]|\\bin([0-9]{1,10}) ?|\\.", re.DOTALL)
_STARRED = re.compile(rb"\\\*(?:[\r\n ]*)\\([a-zA-Z]{1,32})")
_ASIDES = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), MARGINS[0]),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), MARGINS[1]),
    "footnote": "脚注",
    "annotation": "批注",
}
_BOXES = frozenset(("shptxt", "dptxbxtext"))
_SKIPPED = frozenset(
    (
        *("colortbl", "stylesheet", "info", "pict", "nonshppict", "shprslt", "nonesttables", "xe", "tc", "tcn", "rxe"),
        *("ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "private", "filetbl", "listtable", "sp"),
        *("pntxta", "pntxtb", "objdata", "objclass", "objname", "datafield", "formfield", "mmathPr", "template"),
    )
)
_STARRED_AND_KNOWN = frozenset(
    (
        *("shpinst", "nesttableprops", "do", "ud", "moMath", "moMathPara", "fldinst", "annotation", "footnote"),
        *("pntext", "listtext", "shptxt"),
    )
)
_MOST_SKIPPED = 8
_LONGEST_NAME = 64
_DRAWN_WORDS = re.compile(rb"[\r\n]*\{\\sn gtextUNICODE\}")
_STATES: dict[str, dict[str, str | int | bool]] = {
    "pard": {"in_table": False, "level": 0},
    "intbl": {"in_table": True},
    "plain": {"hidden": False, "deleted": False, "script": ""},
    "loch": {"script": "loch"},
    "hich": {"script": "hich"},
    "dbch": {"script": "dbch"},
    "fonttbl": {"sink": "font"},
    "fldinst": {"sink": "instruction"},
}
_VALUES = {"v": 1, "deleted": 1, "uc": 1, "itap": 1}  # where the word stands without a number


class Walk:
    """Reads a rich-text file into blocks."""

    def __init__(self, data: bytes, name: str) -> None:
        self.deleted = 0
        self.hidden = 0
        self.has_pictures = False
        self.asides: list[Block] = []
        self.decoder = Decoder()
        self._data = data
        self._name = name
        self._state = State()
        self._stack: list[State] = []
        self._stories = [Story()]
        self._fields: list[Field] = []
        self._bytes = bytearray()
        self._was_deleted = self._was_hidden = False
        self._to_skip = 0
        self._font = Font()
        self._seen: set[str] = set()
        self._acts = self._words_that_act()
        self._valued = self._words_with_values()

    def run(self) -> list[Block]:
        """Walk to the end of the outermost group and return the blocks of the text, asides last."""
        position = 0
        size = len(self._data)
        while position < size:
            for token in _TOKEN.finditer(self._data, position):
                jump = self._take(token)
                if jump is not None:
                    position = jump
                    break
            else:
                break
        if self._stack:
            raise DamagedFile(self._name)
        self._flush()
        last = self._stories[0]
        if last.words or last.boxes:
            last.flow.end_paragraph(*self._taken(), 0)
        return last.flow.finish() + self.asides

    def _take(self, token: re.Match[bytes]) -> int | None:
        """Take a token; return where to go on when it is not the place behind it."""
        kind = token.lastindex
        if kind == 6:
            self._literal(token[6])
        elif kind in (1, 2):
            return self._word(token[1].decode("ascii"), token[2], token.end())
        elif kind == 3:
            if self._to_skip:
                self._to_skip -= 1
            else:
                self._bytes.append(int(token[3], 16))
        elif kind == 5:
            if token[5] == b"}":
                return self._close()
            self._open()
        elif kind == 4:
            return self._escape(token[4], token.start(), token.end())
        return None

    # ---- groups

    def _open(self) -> None:
        self._flush()
        self._to_skip = 0
        if len(self._stack) >= DEEPEST:
            raise Bomb(self._name)
        self._stack.append(self._state)
        self._state = self._state.inherited()

    def _close(self) -> int | None:
        self._flush()
        self._to_skip = 0
        if not self._stack:
            return len(self._data)
        closed, self._state = self._state, self._stack.pop()
        if closed.opens == "story":
            self._close_story()
        elif closed.opens == "field":
            field = self._fields.pop()
            if not field.has_result:
                self._add(shown_without_result(field.instruction))
        return None if self._stack else len(self._data)

    def _skip_group(self, position: int) -> int:
        """Return where the group ends in which `position` stands, and close it."""
        depth = 1
        while depth:
            edge = _EDGE.search(self._data, position)
            if edge is None:
                raise DamagedFile(self._name)
            position = edge.end()
            if edge[0] == b"{":
                depth += 1
            elif edge[0] == b"}":
                depth -= 1
            elif edge[1]:
                position += int(edge[1])
        self._close()
        return position

    def _open_story(self, aside: str) -> None:
        self._stories.append(Story(aside))
        self._set(sink="text", opens="story", in_table=False, level=0)

    def _close_story(self) -> None:
        story = self._stories[-1]
        if story.words or story.number or story.boxes:
            story.flow.end_paragraph(*self._taken(), 0)
        self._stories.pop()
        blocks = story.flow.finish()
        if story.aside == BOX:
            self._stories[-1].boxes += [
                block for block in blocks if not isinstance(block, Paragraph) or block.text.strip()
            ]
            return
        text = "\n".join(lines_of(blocks))
        if text and not (story.is_margin and text in self._seen):
            self._seen.add(text)
            is_said = not story.is_margin or any(ch.isalnum() for ch in text)
            self.asides.append(Paragraph(text, story.aside if is_said else "页码"))

    # ---- characters

    def _literal(self, data: bytes) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(data))
            self._to_skip -= skipped
            data = data[skipped:]
        self._bytes += data

    def _flush(self) -> None:
        """Decode the bytes gathered so far: a character of two bytes may stand in two tokens."""
        if not self._bytes:
            return
        state = self._state
        font = state.wide_font if state.script == "dbch" and state.wide_font >= 0 else state.font
        text = self.decoder.text(bytes(self._bytes), font, state.script in ("loch", "hich"))
        self._bytes.clear()
        self._add(text)

    def _add(self, text: str) -> None:
        state = self._state
        if not text:
            return
        if state.sink == "text":
            self._count(text)
            if not state.deleted:
                self._stories[-1].words.append(text)
        elif state.sink == "number":
            self._stories[-1].number.append(text)
        elif state.sink == "font":
            self._font.name = (self._font.name + text)[:_LONGEST_NAME]
        elif state.sink == "instruction" and self._fields:
            field = self._fields[-1]
            field.instruction = (field.instruction + text)[:LONGEST_INSTRUCTION]

    def _count(self, text: str) -> None:
        """Count stretches of deleted and of hidden text."""
        state = self._state
        if text.strip():
            self.deleted += state.deleted and not self._was_deleted
            self.hidden += state.hidden and not state.deleted and not self._was_hidden
            self._was_deleted, self._was_hidden = state.deleted, state.hidden

    def _escape(self, sign: bytes, start: int, end: int) -> int | None:
        if sign == b"*":
            starred = _STARRED.match(self._data, start)
            if starred is None or starred[1].decode("ascii") not in _STARRED_AND_KNOWN:
                return self._skip_group(end)
            return None
        if self._to_skip:
            self._to_skip -= 1
            return None
        if sign in b"\\{}":
            self._bytes += sign
            return None
        self._flush()
        if sign in b"\r\n":
            self._end_paragraph()
            return None
        self._add(ESCAPES.get(sign, ""))
        return None

    def _unicode(self, value: int) -> None:
        self._flush()
        code = value & 0xFFFF
        self._add(chr(code))
        self._to_skip = self._state.unicode_skip

    # ---- control words

    def _word(self, word: str, number: bytes | None, end: int) -> int | None:
        value = int(number) if number is not None else None
        if word == "bin":
            return min(end + max(value or 0, 0), len(self._data))
        if word == "u" and value is not None:
            self._unicode(value)
            return None
        if self._to_skip:
            self._to_skip -= 1
            return None
        self._flush()
        if word == "sp" and (drawn := _DRAWN_WORDS.match(self._data, end)):
            self._open_story(BOX)
            return drawn.end()
        if word in _SKIPPED:
            self.has_pictures = self.has_pictures or word == "pict"
            return self._skip_group(end) if self._stack else None
        if word in SIGNS:
            self._add(SIGNS[word])
        elif word in _ASIDES:
            self._open_story(_ASIDES[word])
        elif word in _BOXES:
            self._open_story(BOX)
        elif word in _STATES:
            self._set(**_STATES[word])
        elif word in self._acts:
            self._acts[word]()
        elif word in self._valued:
            self._valued[word](value if value is not None else _VALUES.get(word, 0))
        return None

    def _set(self, **changes: str | int | bool) -> None:
        for name, value in changes.items():
            setattr(self._state, name, value)

    def _words_that_act(self) -> dict[str, Callable[[], None]]:
        return {
            "par": self._end_paragraph,
            "sect": self._end_paragraph,
            "cell": lambda: self._end_cell(1),
            "nestcell": lambda: self._end_cell(max(self._state.level, 2)),
            "row": lambda: self._end_row(1),
            "nestrow": lambda: self._end_row(max(self._state.level, 2)),
            "trowd": self._new_row,
            "clmrg": lambda: setattr(self._stories[-1].row.next_cell, "goes_on_left", True),
            "clvmrg": lambda: setattr(self._stories[-1].row.next_cell, "goes_on_above", True),
            "listtext": self._start_number,
            "pntext": self._start_number,
            "field": self._start_field,
            "fldrslt": self._start_result,
            "shpinst": self._be_silent,
            "do": self._be_silent,
            "upr": self._be_silent,
            "ud": lambda: self._set(sink=self._state.outside),
            "ftnalt": self._mark_endnote,
        }

    def _words_with_values(self) -> dict[str, Callable[[int], None]]:
        return {
            "itap": lambda value: self._set(level=min(max(value, 0), DEEPEST_TABLE)),
            "v": lambda value: self._set(hidden=value != 0),
            "deleted": lambda value: self._set(deleted=value != 0),
            "uc": lambda value: self._set(unicode_skip=value if 0 <= value <= _MOST_SKIPPED else 1),
            "ansicpg": self.decoder.set_page,
            "deff": lambda value: self._set(font=value),
            "f": self._choose_font,
            "af": lambda value: self._set(wide_font=value) if self._state.script == "dbch" else None,
            "fcharset": self._charset,
            "trleft": lambda value: setattr(self._stories[-1].row, "left", value),
            "cellx": self._end_cell_form,
        }

    def _be_silent(self) -> None:
        self._set(outside=self._state.sink, sink="none")

    def _choose_font(self, number: int) -> None:
        if self._state.sink == "font":
            self._font = self.decoder.fonts[number] = Font()
        else:
            self._set(font=number)
            if self._state.script == "dbch":
                self._set(wide_font=number)

    def _charset(self, number: int) -> None:
        if self._state.sink == "font":
            self._font.charset = number

    def _start_number(self) -> None:
        self._stories[-1].number.clear()
        self._set(sink="number")

    def _start_field(self) -> None:
        self._fields.append(Field())
        self._set(opens="field")

    def _start_result(self) -> None:
        """Show the result of a field, unless it is the page number of a margin."""
        if self._fields:
            self._fields[-1].has_result = True
            if self._stories[-1].is_margin and is_page_number(self._fields[-1].instruction):
                self._set(sink="none")

    def _mark_endnote(self) -> None:
        if self._stories[-1].aside == "脚注":
            self._stories[-1].aside = "尾注"

    # ---- paragraphs and tables

    def _taken(self) -> tuple[str, list[Block]]:
        """Return the open paragraph with its number and what hangs on it, and begin the next."""
        story = self._stories[-1]
        number = "".join(story.number).strip()
        text = whole("".join(story.words)).strip("\n")
        boxes = story.boxes
        story.words, story.boxes, story.number = [], [], []
        return joined(whole(number) if any(ch.isalnum() for ch in number) else "", text), boxes

    def _end_paragraph(self) -> None:
        self._flush()
        if self._state.sink != "text" or self._state.deleted:
            return
        level = max(self._state.level, 1) if self._state.in_table else self._state.level
        self._stories[-1].flow.end_paragraph(*self._taken(), level)

    def _end_cell(self, level: int) -> None:
        if self._state.sink == "text":
            self._stories[-1].flow.end_cell(*self._taken(), level)

    def _end_row(self, level: int) -> None:
        story = self._stories[-1]
        story.flow.end_row(story.row, level)

    def _end_cell_form(self, right: int) -> None:
        self._stories[-1].row.close_cell(right)

    def _new_row(self) -> None:
        self._stories[-1].row = RowForm()

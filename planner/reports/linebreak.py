"""Chinese line breaking as arithmetic over advance widths; knows no font file and no PDF.

Widths are whole thousandths of an em, so nothing depends on the size. A text is cut into atoms that must not be torn
(a character with the marks that cling to it, a number with its measure word, a Latin word), and lines are filled with
atoms. The rules are those of print.md 3.3.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from planner.reports.namebreak import name_parts

EM = 1000
# A full-width mark is half blank: it may stand this far outside the line, and two in a row close up by half an em.
HANG = 350
SQUEEZE = 500
# Names up to this length are not torn: print.md 3.3 asks for eight, but a lone 局 on its line is no better at nine.
WHOLE_NAME = 10
LONGEST_NAME = 60
# A whole text up to this length is treated like a name.
SNUG = 8
# A name that is a little too wide for its line is set narrower, down to this many per cent, rather than torn.
NARROWEST = 85

_BLANK_RIGHT = "，。、）》】〕」』〉”’"
_BLANK_LEFT = "（《【〔「『〈“‘"
_HANGING = frozenset(_BLANK_RIGHT)
_CLOSING = re.escape(_BLANK_RIGHT + "；：？！—…％℃·‧•～ー%‰°,.;:?!)]}>")
_OPENING = re.escape(_BLANK_LEFT + "￥＄￡([{<$≤≥≦≧≈±＜＞№")
_WORD = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ\u00c0-\u024f"
_MEASURE = (
    "年月日号时分秒周天届次个名人位所家项条件处类种级岁元吨套台辆间座幢栋亩米页"
    "章节步期轮批倍成度点份校班科组门场户支篇册"
)
_LONG_MEASURE = "人次|场次|课时|学时|学位|平方米|公里|公顷|小时|分钟|个月"
# Where a word too long for any line is parted, if there is such a place in the last part of the line.
_JOINTS = frozenset("/?&=_-—")
_LOOK_BACK = 16
# What must be left of a line for such a word to begin on it.
_WORTH_BEGINNING = 3

# The first alternative only saves time: most characters stand between two others of the plain kind.
ATOM = re.compile(
    r"[\u4e00-\u9fff](?=[\u4e00-\u9fff])"
    rf"|(?:[{_OPENING}][{_OPENING} \u3000]*)?"
    rf"(?:第?[{_WORD}](?:[{_WORD}]|[.,:/@_+&'’·\-–—~～]{{1,3}}(?=[{_WORD}]))*"
    rf"(?:(?<=[0-9０-９])[余多]?[万亿千百十]{{0,2}}[余多]?(?:{_LONG_MEASURE}|[{_MEASURE}])?)?"
    r"(?:(?<=[0-9]月)[0-9]{1,2}[日号])?"
    r"|.)"
    rf"[{_CLOSING}]*",
    re.DOTALL,
)
_MARKS = re.compile(f"[{_CLOSING}]*")
_OPENED = re.compile(f"(?<![{_OPENING}])[{_OPENING}]+$")
_CLOSED_AND_OPENED = re.compile(f"[{_BLANK_RIGHT}][{_BLANK_LEFT}]")
_PAIR = re.compile(f"[{_BLANK_RIGHT}](?=[{_BLANK_RIGHT}{_BLANK_LEFT}])|[{_BLANK_LEFT}](?=[{_BLANK_LEFT}])")


class Advances(dict[str, int]):
    """The width of every atom met so far in one face chain; a new one is summed up from its characters once."""

    def __init__(self, advance: Callable[[str], int]) -> None:
        super().__init__()
        self._advance = advance

    def __missing__(self, text: str) -> int:
        """Measure `text`, marks that close up counted so."""
        if len(text) == 1:
            width = self._advance(text)
        else:
            width = sum(self[character] for character in text) - SQUEEZE * len(squeezed(text, self))
        self[text] = width
        return width


_NOTHING = Advances(lambda _: 0)


class Run(NamedTuple):
    """A stretch of one style. A `whole` run is a name: not torn when it has at most ten characters."""

    text: str
    style: str
    advances: Advances
    whole: bool = False


class Line(NamedTuple):
    """A finished line: its pieces by style, its width in thousandths of an em, and whether it ends its paragraph.

    A width beyond the room means that the line is to be set that much narrower.
    """

    pieces: tuple[tuple[str, str], ...]
    width: int
    ends: bool

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(text for _, text in self.pieces)


def squeezed(text: str, advances: Advances) -> tuple[int, ...]:
    """Return the places in `text` after which two full-width marks close up by half an em."""
    return tuple(
        found.start()
        for found in _PAIR.finditer(text)
        if advances[text[found.start()]] >= EM and advances[text[found.start() + 1]] >= EM
    )


def atoms(text: str) -> list[str]:
    """Cut `text` into the pieces that a line break must not tear; joined they are `text` again."""
    if '"' not in text:
        return ATOM.findall(text)
    # Straight quotes open and close by turns; a shadow of the text with paired ones is cut instead.
    shadow, opens = [], True
    for character in text:
        shadow.append(("“" if opens else "”") if character == '"' else character)
        opens = opens != (character == '"')
    return [text[found.start() : found.end()] for found in ATOM.finditer("".join(shadow))]


def break_lines(runs: Sequence[Run], limit: int, narrowest: int = NARROWEST) -> tuple[Line, ...]:
    """Fill lines of `limit` thousandths of an em with a paragraph; an empty paragraph is one empty line.

    A `whole` run is a name: it is narrowed to `narrowest` per cent rather than torn. Names of one style that follow one
    another are filled as one list.
    """
    filler = _Filler(limit)
    widest = limit * 100 // narrowest
    for run in _joined_marks(runs) if len(runs) > 1 and not all(run.whole for run in runs) else runs:
        if not run.whole:
            filler.flush_names(widest)
            filler.style, filler.advances = run.style, run.advances
            filler.fill(run.text, atoms(run.text), widest=limit)
            continue
        if run.style != filler.style:
            filler.flush_names(widest)
            filler.style, filler.advances = run.style, run.advances
        filler.names += _name_pieces(run, limit, widest)
    filler.flush_names(widest)
    return filler.finish()


def _name_pieces(run: Run, limit: int, widest: int) -> Sequence[str]:
    """Return a name whole where a line can hold it, else in parts; a long list of one run is no name."""
    name, advances = run.text, run.advances
    if not name:
        return ()
    bare = len(name.rstrip("、，等"))
    width = advances[name] - _hang(name, advances)
    if width <= (widest if bare <= WHOLE_NAME else limit):
        return (name,)
    pieces = atoms(name)
    if bare > LONGEST_NAME:
        return pieces
    widths = [advances[piece] for piece in pieces]
    widths[-1] -= _hang(name, advances)
    return name_parts(name, tuple(pieces), tuple(widths), limit)


def short_line(text: str, style: str, advances: Advances) -> Line:
    """Return a text that needs no breaking as its one line."""
    width = sum([advances[character] for character in text]) - SQUEEZE * len(squeezed(text, advances))
    return Line(((style, text),), width - _hang(text, advances), True)


def snug_line(runs: Sequence[Run], limit: int, narrowest: int) -> tuple[Line, ...]:
    """Return a short text a little too wide for its line as that line, to be set narrower; else nothing.

    3月12日前 and ● 已完成 are better narrow than torn.
    """
    if narrowest >= 100 or sum([len(run.text) for run in runs]) > SNUG:
        return ()
    width = sum([run.advances[run.text] for run in runs])
    if not limit < width <= limit * 100 // narrowest or any(run.text[-1:].isspace() for run in runs[-1:]):
        return ()
    return (Line(tuple([(run.style, run.text) for run in runs if run.text]), width, True),)


def _joined_marks(runs: Sequence[Run]) -> list[Run]:
    """Let marks that may not begin a line stand in the run before them, those that may not end one in the next."""
    joined: list[Run] = []
    for run in runs:
        marks = _MARKS.match(run.text)
        if joined and marks and marks.end():
            joined[-1] = joined[-1]._replace(text=joined[-1].text + marks.group())
            run = run._replace(text=run.text[marks.end() :])  # noqa: PLW2901 the rest of it
        opening = _OPENED.search(joined[-1].text) if joined and run.text else None
        if opening:
            before = joined.pop()
            if opening.start():
                joined.append(before._replace(text=before.text[: opening.start()]))
            run = run._replace(text=opening.group() + run.text)  # noqa: PLW2901 with what opens it
        joined.append(run)
    return joined


class _Filler:
    """Lines under construction."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.style = ""
        self.advances = _NOTHING
        self.lines: list[Line] = []
        self.pieces: list[tuple[str, str]] = []  # of earlier runs on this line
        self.names: list[str] = []  # of the current style, to be filled together
        self.used = 0

    def flush_names(self, widest: int) -> None:
        """Add the names that were gathered."""
        if self.names:
            names, self.names = self.names, []
            self.fill("".join(names), names, widest)

    def fill(self, text: str, pieces: Sequence[str], widest: int) -> None:
        """Add `text` of the current style, cut into `pieces`; one of them up to `widest` may have a line for itself.

        Lines are found by bisection in the running sums of the widths, so that a piece costs next to nothing.
        """
        advances, count = self.advances, len(pieces)
        widths = list(map(advances.__getitem__, pieces))
        sums = list(accumulate(_closed_up(text, pieces, widths, advances)))
        ends = list(accumulate(map(len, pieces)))
        start = 0
        while start < count:
            base = sums[start] - widths[start] - self.used
            stop = bisect_right(sums, base + self.limit, start)
            if stop < count and (sums[stop] - base - _hang(pieces[stop], advances) <= self.limit):
                stop += 1
            while stop < count and pieces[stop].isspace():
                stop += 1
            if stop > start:
                part, width = text[ends[start] - len(pieces[start]) : ends[stop - 1]], sums[stop - 1] - base
                start = stop
                if start < count and self._begins_here(pieces[start], widths[start], widest, width):
                    self._keep(part, width)
                    continue
                if start < count and not self.pieces and not part[-1].isspace():
                    self.lines.append(Line(((self.style, part),), width - _hang(part, advances), False))
                    continue
                self._keep(part, width)
                if start < count:
                    self.end_line(ends=False)
            elif self.pieces and not self._begins_here(pieces[start], widths[start], widest, self.used):
                self.end_line(ends=False)
            else:
                self._put_wide(pieces[start], widths[start], widest)
                start += 1

    def finish(self) -> tuple[Line, ...]:
        """End the paragraph and return its lines."""
        self.end_line(ends=True)
        return tuple(self.lines)

    def end_line(self, *, ends: bool) -> None:
        """Finish the line; blanks at its end are not seen and do not count."""
        text = "".join([part for _, part in self.pieces])
        width = self.used
        if text and text[-1].isspace():
            bare = text.rstrip()
            width -= sum(self.advances[blank] for blank in text[len(bare) :])
            text = bare
        self.lines.append(Line(tuple(self.pieces), width - _hang(text, self.advances), ends))
        self.pieces, self.used = [], 0

    def _keep(self, text: str, used: int) -> None:
        self.pieces.append((self.style, text))
        self.used = used

    def _put_wide(self, atom: str, width: int, widest: int) -> None:
        """Place what is wider than a line: narrowed if that is enough, a long name by its atoms, a word anywhere."""
        if width - _hang(atom, self.advances) <= widest:
            self._keep(atom, width)
            return
        smaller = ATOM.findall(atom)
        if len(smaller) > 1:
            self.fill(atom, smaller, self.limit)
            return
        begun, used = 0, self.used
        for place, character in enumerate(atom):
            width = self.advances[character]
            if place > begun:
                width = self.advances[atom[place - 1 : place + 1]] - self.advances[atom[place - 1]]
            if used + width > self.limit and (place > begun or self.pieces):
                stop = _joint(atom, begun, place) or (begun if self.pieces else place)
                if stop > begun:
                    self._keep(atom[begun:stop], self.used + self.advances[atom[begun:stop]])
                self.end_line(ends=False)
                begun, used = stop, self.advances[atom[stop : place + 1]]
                continue
            used += width
        self._keep(atom[begun:], used)

    def _begins_here(self, atom: str, width: int, widest: int, used: int) -> bool:
        """Tell whether a word that no line can hold begins on this one, of which `used` is taken."""
        if width - _hang(atom, self.advances) <= widest or self.limit - used < self.limit // _WORTH_BEGINNING:
            return False
        return len(atom) > _LOOK_BACK and len(atom.encode("ascii", "ignore")) * 2 > len(atom)


def _joint(word: str, begun: int, place: int) -> int:
    """Return where the line that begins at `begun` of a long word ends, at the latest at `place`: behind a / or ?.

    It is 0 where there is no such place near the line's end.
    """
    for stop in range(place, max(begun + (place - begun) // 3, place - _LOOK_BACK), -1):
        if word[stop - 1] in _JOINTS and word[stop] not in _JOINTS:
            return stop
    return 0


def _closed_up(text: str, pieces: Sequence[str], widths: list[int], advances: Advances) -> list[int]:
    """Return `widths` with an opening mark that follows a closing one counted half."""
    if not _CLOSED_AND_OPENED.search(text):
        return widths
    found = list(widths)
    for place, (before, after) in enumerate(pairwise(pieces), 1):
        if after[0] in _BLANK_LEFT and before[-1] in _BLANK_RIGHT:
            found[place] -= SQUEEZE * len(squeezed(before[-1] + after[0], advances))
    return found


def _hang(text: str, advances: Advances) -> int:
    """Return how far a line that ends in `text` may stand out."""
    return HANG if text[-1:] in _HANGING and advances[text[-1]] >= EM else 0

"""Writes finished lines as text operators of PDF: the face of each character, marks that close up, signs as shapes.

The operators follow reportlab's protocol for dynamic fonts (`splitString`, `getSubsetInternalName`), which its own text
object uses too, so that marks can close up and lines be justified.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from reportlab.pdfbase.pdfdoc import PDFDocument

from planner.reports.fonts import MISSING, STANDING, Face, Typeface
from planner.reports.linebreak import EM, SQUEEZE, Line, squeezed
from planner.reports.looks import look_of
from planner.reports.signs import box_code, sign_code
from planner.reports.table import SIGNS, Style

Typefaces = Callable[[Style], Typeface]
GREY = "0.55"
# How far below the baseline an underline stands, and how strong it is.
_UNDER, _LINE = 0.14, 0.6
_SHAPE = "a shape"
_NOT_UNDERLINED = "、，；。 \u3000"


class _Glyphs(dict[str, tuple[str, str]]):
    """For one look and size: character → the operator that selects its font, and its code in hexadecimal."""

    def __init__(self, document: PDFDocument, key: str, typefaces: Typefaces, size: float, missing: set[str]) -> None:
        super().__init__()
        self.look = look_of(key)
        self.is_adorned = self.look.is_adorned
        self.document = document
        self.typeface = typefaces(self.look.style)
        self.size = f"{size:g}"
        self.missing = missing
        self._fonts: dict[tuple[str, int], str] = {}
        self._narrow: dict[str, tuple[str, str]] = {}

    def __missing__(self, character: str) -> tuple[str, str]:
        """Look the character up in the chain of faces, and note it when none has it."""
        face, drawn = self.typeface.choose(character)
        if drawn == MISSING and character != MISSING:
            self.missing.add(character)
        found = self._code(face.standing if self.look.is_standing and drawn in STANDING else face, drawn)
        self[character] = found = (_SHAPE, f"{found[0]} 3 Tr <{found[1]}> Tj 0 Tr") if character in SIGNS else found
        return found

    def narrow(self, character: str) -> tuple[str, str]:
        """Look up the form of a full-width mark that takes half an em."""
        found = self._narrow.get(character)
        if found is None:
            face, drawn = self.typeface.choose(character)
            found = self._narrow[character] = self._code(face.narrow, drawn)
        return found

    def width(self, text: str) -> int:
        """Return the width of `text` in thousandths of an em."""
        advances = self.typeface.advances
        return sum([advances[character] for character in text]) - SQUEEZE * len(squeezed(text, advances))

    def _code(self, face: Face, character: str) -> tuple[str, str]:
        ((subset, code),) = face.font.splitString(character, self.document)
        key = (face.name, subset)
        if key not in self._fonts:
            self._fonts[key] = f"{face.font.getSubsetInternalName(subset, self.document)} {self.size} Tf"
        return self._fonts[key], code.hex()


class _Where(NamedTuple):
    """A piece of a line that is being written."""

    line: Line
    piece: int
    x: float
    y: float
    size: float
    stretch: float
    scale: int


class Pen:
    """Writes a page; `getCode` hands over what was written since `begin`."""

    def __init__(self, document: PDFDocument, typefaces: Typefaces) -> None:
        self.document = document
        self.typefaces = typefaces
        self.missing: set[str] = set()
        self.glyphs: dict[tuple[str, float], _Glyphs] = {}
        self.begin()

    def begin(self) -> None:
        """Forget the state of the page before."""
        self.ground: list[str] = []
        self.code: list[str] = []
        self.shapes: list[str] = []
        self.font = ""
        self.stretch = "0"
        self.ink = "0"

    def getCode(self) -> str:
        """Return the operators for `Canvas.drawText`: grounds, then text, then shapes and rules."""
        return "\n".join([*self.ground, *self.code, *self.shapes])

    def set_grey(self, *, on: bool) -> None:
        """Write in grey from here on, or in black again."""
        self.ink = GREY if on else "0"
        self.code.append(f"{self.ink} g")

    def write(
        self,
        line: Line,
        x: float,
        y: float,
        size: float,
        *,
        stretch: float = 0.0,
        scale: int = 100,
        turned: bool = False,
    ) -> None:
        """Write one line with its baseline at `x`, `y`; a `turned` one runs downwards.

        `stretch` points more stand between any two characters, and all is set to `scale` per cent of its width.
        """
        pieces = line.pieces
        if not pieces:
            return
        code = self.code
        spacing = f"{stretch:.3f}" if stretch else "0"
        code.append(f"BT {'0 -1 1 0' if turned else '1 0 0 1'} {x:.2f} {y:.2f} Tm")
        if spacing != self.stretch:
            code.append(f"{spacing} Tc")
            self.stretch = spacing
        if scale != 100:
            code.append(f"{scale} Tz")
        last = len(pieces) - 1
        for place, (key, text) in enumerate(pieces):
            glyphs = self.glyphs.get((key, size))
            if glyphs is None:
                glyphs = self._glyphs(key, size)
            shown = text.rstrip() if place == last else text
            if glyphs.is_adorned or not self._show(shown, glyphs):
                at = partial(self._place, _Where(line, place, x, y, size, stretch, scale))
                self._adorned(shown, glyphs, at, size, alone=line.text.strip() == shown.strip())
        code.append("100 Tz ET" if scale != 100 else "ET")

    def _glyphs(self, key: str, size: float) -> _Glyphs:
        found = self.glyphs[key, size] = _Glyphs(self.document, key, self.typefaces, size, self.missing)
        return found

    def _place(self, where: "_Where", count: int) -> tuple[float, float]:
        """Return where the line has come to after `count` characters of a piece."""
        width, gaps = 0, 0
        for key, text in where.line.pieces[: where.piece]:
            width += self.glyphs[key, where.size].width(text)
            gaps += len(text)
        key, text = where.line.pieces[where.piece]
        width += self.glyphs[key, where.size].width(text[:count])
        reach = (width * where.size / EM + (gaps + count) * where.stretch) * where.scale / 100
        return where.x + reach, where.y

    def _show(self, text: str, glyphs: _Glyphs) -> bool:
        """Write characters of one look; return False, and write nothing, when there is a sign among them."""
        found = [glyphs[character] for character in text]
        for place in squeezed(text, glyphs.typeface.advances):
            found[place] = glyphs.narrow(text[place])
        code = self.code
        font, begun = self.font, len(code)
        run: list[str] = []
        for wanted, shown in found:
            if wanted is not font:
                if wanted is _SHAPE:
                    del code[begun:]
                    return False
                if run:
                    code.append(f"<{''.join(run)}> Tj")
                    run = []
                code.append(wanted)
                font = wanted
            run.append(shown)
        self.font = font
        if run:
            code.append(f"<{''.join(run)}> Tj")
        return True

    def _adorned(
        self, text: str, glyphs: _Glyphs, at: Callable[[int], tuple[float, float]], size: float, *, alone: bool
    ) -> None:
        """Write characters that are grey or underlined, or have signs among them; `at` tells where each stands.

        A box that is `alone` on its line is one to be ticked, of 4 mm.
        """
        look = glyphs.look
        ink = GREY if look.grey else self.ink
        if look.grey:
            self.code.append(f"{ink} g")
        begun = 0
        for place, character in enumerate(text):
            if character not in SIGNS:
                continue
            self._show(text[begun:place], glyphs)
            begun = place + 1
            self.code.append(glyphs[character][1])
            self.font = ""
            x, y = at(place)
            if alone and text.strip() == "□":
                self.shapes.append(box_code(x, y, size))
            else:
                self.shapes.append(sign_code(character, x, y, size, light=look.light, ink=ink))
        self._show(text[begun:], glyphs)
        if look.grey:
            self.code.append(f"{self.ink} g")
        if look.underlined and text:
            (x, y), (end, _) = at(0), at(len(text.rstrip(_NOT_UNDERLINED)))
            y -= _UNDER * size
            self.shapes.append(f"q {ink} G {_LINE} w {x:.2f} {y:.2f} m {end:.2f} {y:.2f} l S Q")

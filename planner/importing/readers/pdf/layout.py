"""What a page of a PDF holds once it is lifted out of pdfium: pieces of lines and rules, measured from the top."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Frame:
    """How the page lies: quarter turns to read it, and its box in pdfium's measures."""

    turn: int
    left: float
    bottom: float
    right: float
    top: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return a place as read: from the left, from the top."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height as read."""
        across, along = self.right - self.left, self.top - self.bottom
        return (across, along) if self.turn % 2 == 0 else (along, across)


class Piece(NamedTuple):
    """Characters that stand on one baseline without a jump. `em` is the width of a full-width character."""

    text: str
    left: float
    right: float
    base: float
    em: float


class Rule(NamedTuple):
    """A drawn straight line: horizontal or vertical, `at` its own coordinate, `start` to `end` along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read. `slanted` are texts written across it; `picture` says that pictures cover most of it.

    `edges` are the places at which columns without upright rules begin.
    """

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    horizontals: tuple[Rule, ...]
    verticals: tuple[Rule, ...]
    slanted: tuple[str, ...] = ()
    picture: bool = False
    drawings: int = 0
    odd_characters: int = 0
    radicals: int = 0
    edges: tuple[float, ...] = ()


class Line(NamedTuple):
    """A line of text: the pieces of one baseline."""

    text: str
    left: float
    right: float
    base: float
    em: float


def is_wide(character: str) -> bool:
    """Tell whether a character takes a full square: hanzi, kana, full-width points and letters."""
    return (
        ("\u2e80" <= character <= "\ufaff" or "\ufe30" <= character <= "\ufe6f" or "\uff01" <= character <= "\uff60")
        or character in "—…“”‘’·①②③④⑤⑥⑦⑧⑨⑩"
        or character >= "\U00020000"
    )


def width_of(text: str, em: float) -> float:
    """Return about how wide a text is."""
    return em * sum(1.0 if is_wide(character) else 0.52 for character in text)


def joined(before: str, after: str) -> str:
    """Return two stretches of running text as one: a blank between Latin words only."""
    if not before or not after:
        return before + after
    blank = not (is_wide(before[-1]) or is_wide(after[0])) and before[-1].isalnum() and after[0].isalnum()
    figures = before[-1].isdigit() and after[0].isdigit()
    return f"{before} {after}" if blank and not figures else before + after

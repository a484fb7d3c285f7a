"""Heads written one character below the other, for the narrow columns of a matrix (print.md 3.6)."""

from typing import NamedTuple

from planner.reports.linebreak import EM, Advances, Line
from planner.reports.looks import UPRIGHT_HEAD
from planner.reports.profiles import MM

_LEADING = 1.12
# Up to so many characters stand in 小四, then in 五号, then in two files side by side, at last in 小五.
_LARGE, _ONE_FILE, _TWO_FILES = 8, 16, 36
_LARGE_SIZE, _SIZE, _SMALL_SIZE = 12.0, 10.5, 9.0
_LEAST_EDGE = 0.3 * MM


class Upright(NamedTuple):
    """How an upright head is written: the size, the height of a character, and how many files it stands in."""

    size: float
    leading: float
    files: int
    height: float


def set_upright(text: str, width: float, advances: Advances) -> tuple[tuple[Line, ...], Upright]:
    """Return the characters of a head as lines, and how they are written in a column of `width` points."""
    shown = [character for character in text if not character.isspace()]
    size = _LARGE_SIZE if len(shown) <= _LARGE else _SIZE if len(shown) <= _TWO_FILES else _SMALL_SIZE
    files = 1 if len(shown) <= _ONE_FILE or 2 * size + 2 * _LEAST_EDGE > width else 2
    leading = size * _LEADING
    lines = tuple(Line(((UPRIGHT_HEAD, c),), advances[c], True) for c in shown)
    return lines, Upright(size, leading, files, -(-len(shown) // files) * leading)


def places(count: int, upright: Upright) -> list[tuple[float, int]]:
    """Return for each of `count` characters its file, counted from the middle of the column, and its row.

    Files are read from the left; a file is an em and a little wide.
    """
    rows = -(-count // upright.files)
    wide = upright.size * _LEADING
    return [((place // rows - (upright.files - 1) / 2) * wide, place % rows) for place in range(count)]


def width_of(line: Line, size: float) -> float:
    """Return the width of a character in points."""
    return line.width * size / EM

"""Pieces of one baseline as lines, in reading order from the top."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter

from planner.importing.readers.pdf.layout import Line, Piece, is_wide

_SAME_LINE = 0.45
_APART = 0.75
_WIDE_GAP = 0.7
_SAME_PLACE = 0.3


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """Return the lines that pieces make, from the top."""
    return [line_of(row) for row in rows_of(pieces)]


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return the pieces of each line from left to right, the lines from the top."""
    lines: list[list[Piece]] = []
    base = float("-inf")
    for piece in sorted(pieces, key=itemgetter(3)):
        if lines and piece.base - base <= _SAME_LINE * min(piece.em, lines[-1][-1].em):
            lines[-1].append(piece)
        else:
            lines.append([piece])
            base = piece.base
    return [sorted(row, key=itemgetter(1)) if len(row) > 1 else row for row in lines]


def line_of(row: Sequence[Piece]) -> Line:
    """Return the line that pieces from left to right make."""
    if len(row) == 1:
        return Line(*row[0])
    kept: list[Piece] = []
    for piece in row:
        if not (kept and _is_printed_over(kept[-1], piece)):
            kept.append(piece)
    text = kept[0].text
    for before, piece in pairwise(kept):
        text += _between(before, piece) + piece.text
    main = max(kept, key=lambda piece: len(piece.text))
    return Line(text, kept[0].left, max(piece.right for piece in kept), main.base, main.em)


def _is_printed_over(before: Piece, piece: Piece) -> bool:
    """Tell whether a piece is the one before it once more, printed over it to look bold."""
    return piece.text == before.text and abs(piece.left - before.left) < _SAME_PLACE * piece.em


def _between(before: Piece, piece: Piece) -> str:
    """Return the blank that a gap between two pieces stands for."""
    gap = piece.left - before.right
    wide = is_wide(before.text[-1]) or is_wide(piece.text[0])
    em = min(before.em, piece.em)
    return " " if gap > (_WIDE_GAP if wide else 0.2) * em else ""

"""The account of a source: each non-blank character in exactly one span."""

import re
from operator import itemgetter

from planner.core.draft import Leftover, Span
from planner.core.vocabulary import Part

RawSpan = tuple[int, int, int | None, Part]
_WORD = re.compile(r"[^\W_]")
_REST = "未能归入任何条目"


def cover(spans: list[RawSpan], text: str, stretch: tuple[int, int], inner: list[RawSpan], node: int | None) -> None:
    """Add `inner`, in order, and markers for what lies between them within a stretch."""
    at, end = stretch
    for piece in inner:
        if at < piece[0]:
            add_trimmed(spans, text, (at, piece[0], node, Part.MARKER))
        spans.append(piece)
        at = piece[1]
    if at < end:
        add_trimmed(spans, text, (at, end, node, Part.MARKER))


def add_trimmed(spans: list[RawSpan], text: str, span: RawSpan) -> None:
    """Add a span without the blanks at its edges, if anything is left of it."""
    start, end, node, part = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end, node, part))


def complete(
    text: str, spans: list[RawSpan], leftovers: list[Leftover]
) -> tuple[tuple[Span, ...], tuple[Leftover, ...]]:
    """Return the spans in order with every gap closed: bare points become markers, words become leftovers.

    `leftovers` are those that the spans already hold.
    """
    spans = sorted(spans, key=itemgetter(0))
    out: list[Span] = []
    more: list[Leftover] = []
    at = 0
    node: int | None = None
    make = Span._make
    for raw in [*spans, (len(text), len(text), None, Part.MARKER)]:
        begin, end, owner, part = raw
        if at < begin and not text[at:begin].isspace():
            gap = _stretch(text, at, begin)
            if _WORD.search(text, *gap):
                more.append(Leftover(*gap, _REST))
                out.append(Span(*gap, None, Part.LEFTOVER))
            else:
                out.append(Span(*gap, node, Part.MARKER))
        if begin >= at and begin < end:
            out.append(make(raw))
            at, node = end, owner
        elif at < end and begin < end:
            out.append(Span(at, end, owner, part))
            at, node = end, owner
    return tuple(out), tuple(sorted([*leftovers, *more], key=lambda left: left.start))


def _stretch(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end

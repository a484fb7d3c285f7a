"""What a reader hands on beside the running text: asides that become leftovers, remarks that become faults.

While a plan is read the asides are hair spaces, together with the line end before each, so that a sentence that a page
head tore is one again and every offset stays what it was.
"""

from planner.core.draft import Leftover, Source
from planner.importing.document import SourceDocument
from planner.importing.faults import Doubt, doubt
from planner.importing.passages import SILENT


def asides_of(source: Source) -> tuple[Leftover, ...]:
    """Return what of the source is no running text."""
    return source.asides if isinstance(source, SourceDocument) else ()


def without_asides(source: Source) -> str:
    """Return the text of the source, of the same length, with hair spaces for its asides."""
    asides = asides_of(source)
    if not asides:
        return source.text
    text, parts, at = source.text, [], 0
    for aside in sorted(asides, key=lambda aside: aside.start):
        start = max(aside.start, at)
        if start > at and text[start - 1] == "\n":
            start -= 1
        parts.append(text[at:start])
        parts.append(SILENT * max(aside.end - start, 0))
        at = max(aside.end, start)
    parts.append(text[at:])
    return "".join(parts)


def remark_doubts(source: Source) -> list[Doubt]:
    """Return the reservations of the reader as doubts at their places."""
    if not isinstance(source, SourceDocument):
        return []
    return [
        doubt(remark.code, remark.start, remark.end, words=remark.words, other=remark.other)
        for remark in source.remarks
    ]

"""Signs in a source that say nothing of the plan: characters without width, and the marks of Markdown.

Web pages leave the first between words, chats and note programs write the second. While a plan is read each of their
characters is a hair space, so that offsets stay and nothing else has to know them; in the spans they are markers.
"""

import re
from bisect import bisect_left

from planner.core.vocabulary import Part
from planner.importing.passages import SILENT
from planner.importing.spans import RawSpan, add_trimmed

_WITHOUT_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_NO_WIDTH = re.compile(f"[{_WITHOUT_WIDTH}]+")
_HEADING = re.compile(r"^[ \t\u3000]*#{1,6}[ \t]+(?=\S)", re.MULTILINE)
_BOLD = re.compile(r"\*\*(?! )[^*\n]{1,300}\*\*")
_MARKDOWN = re.compile(
    r"^[ \t\u3000]*(?P<lead>(?:>[ \t]*)*"  # quoted
    r"(?:#{1,6}[ \t]+|[-*+][ \t]+(?![0-9]+[ \t]*-[ \t]*$)(?:\[[ xX]\][ \t]+)?|[-*_]{3,}[ \t]*$)?)"  # - 3 - is a page
    r"|(?P<bold>\*{2,3})",
    re.MULTILINE,
)


def silent_stretches(text: str) -> list[tuple[int, int]]:
    """Return where characters without width and, in a text written in Markdown, its marks stand."""
    out: list[tuple[int, int]] = []
    if any(ch in text for ch in _WITHOUT_WIDTH):
        out += [found.span() for found in _NO_WIDTH.finditer(text)]
    if ("#" in text and _HEADING.search(text)) or ("**" in text and _BOLD.search(text)):
        out += [
            (start, end)
            for found in _MARKDOWN.finditer(text)
            for start, end in [found.span(found.lastgroup or 0)]
            if start < end
        ]
        out.sort()
    return out


def silenced(text: str, stretches: list[tuple[int, int]]) -> str:
    """Return `text` of the same length with a hair space for each character of the stretches."""
    parts: list[str] = []
    at = 0
    for start, end in stretches:
        parts.append(text[at:start])
        parts.append(SILENT * (end - start))
        at = end
    parts.append(text[at:])
    return "".join(parts)


def cut_at_silence(text: str, spans: list[RawSpan], places: list[tuple[int, int]]) -> list[RawSpan]:
    """Return the spans cut where silent signs stand, which become markers."""
    if not places:
        return spans
    out: list[RawSpan] = []
    starts = [place[0] for place in places]
    for start, end, node, part in spans:
        at = start
        for low, high in places[bisect_left(starts, start) : bisect_left(starts, end)]:
            add_trimmed(out, text, (at, low, node, part))
            add_trimmed(out, text, (low, min(high, end), node, Part.MARKER))
            at = high
        add_trimmed(out, text, (at, end, node, part))
    return out

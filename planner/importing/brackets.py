"""Brackets in a text, and which of them name units: one that closes a text or a sentence."""

import re

from planner.core.unit_names import ends_like_office, is_group
from planner.importing.unit_phrases import is_unit_phrase, read_phrase

CLOSERS = {"）": "（", ")": "(", "】": "【", "〕": "〔", "]": "[", "］": "［"}
OPENERS = "（(【〔[［"
_DEEPEST = 8  # brackets within brackets; no author opens more
_OPENER = re.compile(r"[（(【〔\[［]")
_FIRM = "。！？；;”》）)】〕］%"


def opening_of(words: str, end: int) -> int | None:
    """Return where the bracket opens that closes just before `end`, or None."""
    if not end or words[end - 1] not in CLOSERS:
        return None
    depth = 0
    for at in range(end - 1, max(end - 500, -1), -1):
        if words[at] in CLOSERS:
            depth += 1
        elif words[at] in OPENERS:
            depth -= 1
            if depth == 0:
                return at
    return None


def closing_of(words: str, opening: int, limit: int) -> int | None:
    """Return where the bracket closes that opens at `opening`, before `limit`, or None."""
    depth = 0
    for at in range(opening, min(limit, opening + 500)):
        if words[at] in OPENERS:
            depth += 1
            if depth > _DEEPEST:
                return None
        elif words[at] in CLOSERS:
            depth -= 1
            if depth == 0:
                return at
    return None


def _enough(inside: str) -> bool:
    """Tell whether a bare list that follows no full stop is surely one of units.

    Two names at least, or an office of a bureau.
    """
    return len(read_phrase(inside).units) > 1 or ends_like_office(inside) or is_group(inside)


def stands_firm(words: str, opening: int) -> bool:
    """Tell whether a bracket stands behind a sentence, so that it cannot explain its last word."""
    return opening == 0 or words[max(opening - 20, 0) : opening].rstrip()[-1:] in _FIRM


def hands_out(words: str, opening: int, end: int, *, strict: bool) -> bool:
    """Tell whether a bracket from `opening` to `end` surely names units."""
    inside = words[opening + 1 : end - 1]
    if not is_unit_phrase(inside, strict=strict):
        return False
    return stands_firm(words, opening) or read_phrase(inside).worded or _enough(inside)


def last_list(words: str) -> tuple[int, int] | None:
    """Return the last bracket of a text that stands behind a sentence and lists offices, with words after it."""
    end = max(words.rfind(closer, 1) for closer in "）)") + 1
    opening = opening_of(words, end)
    if opening is None or end == len(words) or words[max(opening - 1, 0)] not in "。！；" or words[end] in "，、的":
        return None
    inside = words[opening + 1 : end - 1]
    phrase = read_phrase(inside)
    listed = len(phrase.units) > 1 and all(ends_like_office(u.name) or is_group(u.name) for u in phrase.units)
    return (opening, end) if listed and is_unit_phrase(inside) else None


def bracket_hands_out(source: str, start: int, opening: int, end: int) -> bool:
    """Tell whether the bracket from `opening` to `end` surely names units, in a text that begins at `start`."""
    low = max(start, opening - 2)
    return hands_out(source[low:end], opening - low, end - low, strict=True)


def closing_bracket(source: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the next bracket of a stretch, from its opening to behind its closing, or None."""
    while (opening := next_opening(source, start, end)) is not None:
        closing = closing_of(source, opening, end)
        if closing is not None:
            return opening, closing + 1
        start = opening + 1
    return None


def next_opening(source: str, start: int, end: int) -> int | None:
    """Return where the next bracket opens in a stretch, or None."""
    found = _OPENER.search(source, start, end)
    return found.start() if found else None


def closes_with_units(source: str, start: int, end: int) -> bool:
    """Tell whether a text ends with a bracket of units, so that what follows is a paragraph of its own."""
    if end <= start or source[end - 1] not in CLOSERS:
        return False
    words = source[max(start, end - 500) : end]
    opening = opening_of(words, len(words))
    return opening is not None and hands_out(words, opening, len(words), strict=True)

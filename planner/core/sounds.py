"""Long texts by their sound: where in a title the typed letters are, by initials (jyjx) or whole syllables (jiaoyu).

Names are found by `pinyin` alone, which forgives more; among ten thousand titles that would find nearly everything.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from planner.core.pinyin import readings_at, starts_of_words

SYLLABLE_MARK = "'"


class Sounds(NamedTuple):
    """A text as it sounds: the initials as one word, the syllables run together, and each behind a mark."""

    initials: str
    run: str
    marked: str


SILENT = Sounds("", "", "")


def sounds_of(text: str) -> Sounds:
    """Return how a text sounds; marks are passed over."""
    syllables = [syllable for _place, syllable in _spelled(text)]
    return Sounds("".join([one[0] for one in syllables]), "".join(syllables), "".join([f"'{one}" for one in syllables]))


def has_sound(sounds: Sounds, typed: str) -> bool:
    """Tell whether typed letters, small ones, are initials in a row or syllables, the last of which may be cut."""
    if typed in sounds.initials:
        return True
    if len(typed) < 2 or typed not in sounds.run:
        return False
    return _find(sounds.marked, typed) >= 0


@lru_cache(maxsize=2048)
def places_of_sound(text: str, typed: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a text that sound as typed."""
    spelled = list(_spelled(text))
    initials = "".join(syllable[0] for _place, syllable in spelled)
    found: list[tuple[int, int]] = []
    start = initials.find(typed)
    while start >= 0:
        found.append((spelled[start][0], spelled[start + len(typed) - 1][0] + 1))
        start = initials.find(typed, start + len(typed))
    if found or len(typed) < 2:
        return tuple(found)
    for first in range(len(spelled)):
        last = _reach([syllable for _place, syllable in spelled[first:]], typed)
        if last is not None:
            found.append((spelled[first][0], spelled[first + last][0] + 1))
    return tuple(found)


def _spelled(text: str) -> Iterator[tuple[int, str]]:
    """Yield the places of the characters that sound, with their syllables."""
    starts, place, length = starts_of_words(), 0, len(text)
    while place < length:
        letter = text[place]
        if letter not in starts:
            syllable = _usual(letter)
            if syllable:
                yield place, syllable
            place += 1
            continue
        word, readings = readings_at(text, place)
        for offset, syllable in enumerate(readings):
            yield place + offset, syllable
        place += len(word)


@cache
def _usual(letter: str) -> str:
    _word, readings = readings_at(letter, 0)
    return readings[0] if readings else ""


def _find(marked: str, typed: str) -> int:
    """Return where syllables begin that are as typed, -1 where none do."""
    start = marked.find(SYLLABLE_MARK + typed[0])
    while start >= 0:
        place = start + 1
        for count, letter in enumerate(typed):
            if count and marked[place : place + 1] == SYLLABLE_MARK:
                place += 1
            if marked[place : place + 1] != letter:
                break
            place += 1
        else:
            return start
        start = marked.find(SYLLABLE_MARK + typed[0], start + 1)
    return -1


def _reach(syllables: list[str], typed: str) -> int | None:
    """Return how many syllables on from the first the typed letters end, or None where they differ."""
    rest = typed
    for count, syllable in enumerate(syllables):
        if len(rest) <= len(syllable):
            return count if syllable.startswith(rest) else None
        if not rest.startswith(syllable):
            return None
        rest = rest[len(syllable) :]
    return None

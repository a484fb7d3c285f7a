"""Names by their sound: what a clerk types on a keyboard (jjk, jijiaoke, jjiaoke) against what a name is called.

pypinyin is loaded with the first name that is spelled, never at the start, and without its phrases, which take 40 MB:
the words in which a character is read otherwise than by itself (重庆 cq, 音乐 yy, 会计 kj) are a short list of ours.
The other readings of a character are kept too, because names of places and persons are beyond any dictionary.
"""

import os
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from planner.core.paths import resource

# Words in the names of bureaus and places that the list does not have.
_OWN_WORDS = {
    "曾": ("zeng",),
    "厦": ("xia",),
    "大厦": ("da", "sha"),
    "单县": ("shan", "xian"),
    "洪洞": ("hong", "tong"),
    "藏区": ("zang", "qu"),
    "校长": ("xiao", "zhang"),
    "局长": ("ju", "zhang"),
    "调研": ("diao", "yan"),
}
_LONGEST_WORD = 3


class Sound(IntEnum):
    """How well typed letters fit a name, the best first."""

    INITIALS = 0
    INITIALS_PREFIX = 1
    SYLLABLES_PREFIX = 2
    ABBREVIATION = 3
    SYLLABLES_INSIDE = 4
    LETTERS_IN_ORDER = 5


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name's syllables, their first letters as one word, and for each syllable all letters it may begin with."""

    syllables: tuple[str, ...]
    initials: str
    beginnings: tuple[str, ...]


def load() -> None:
    """Load the dictionary now, where nobody waits for it."""
    spelling("拼音")


def is_loaded() -> bool:
    """Whether the readings are in memory."""
    return bool(_words.cache_info().currsize)


@lru_cache(maxsize=4096)
def spelling(name: str) -> Spelling:
    """Return how a name is spelled; letters and figures spell themselves, marks are passed over."""
    syllables: list[str] = []
    beginnings: list[str] = []
    place = 0
    while place < len(name):
        word, readings = _read(name, place)
        place += len(word)
        syllables += readings
        beginnings += [
            reading[0] + "".join(other[0] for other in _of_character(letter))
            for letter, reading in zip(word, readings, strict=bool(readings))
        ]
    return Spelling(tuple(syllables), "".join(syllable[0] for syllable in syllables), tuple(beginnings))


def _read(name: str, place: int) -> tuple[str, tuple[str, ...]]:
    """Return the word at a place and its syllables: the longest one that is read otherwise, else a single character."""
    words = _words()
    for length in range(_LONGEST_WORD, 0, -1):
        word = name[place : place + length]
        if word in words:
            return word, words[word]
    letter = name[place]
    return letter, _of_character(letter)[:1]


@lru_cache(maxsize=8192)
def _of_character(letter: str) -> tuple[str, ...]:
    """Return the readings of one character, the commonest first; a mark has none."""
    if letter.isascii():
        return (letter.lower(),) if letter.isalnum() else ()
    if not "\u3400" <= letter <= "\u9fff":
        return ()
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")  # read when the package is imported
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")
    from pypinyin import Style, pinyin

    readings = pinyin(letter, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(reading for reading in readings[0] if reading) if readings else ()


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """Return the words in which a character is read otherwise than by itself, with their syllables."""
    lines = resource("pinyin", "words.txt").read_text(encoding="utf-8").splitlines()
    return {word: tuple(syllables) for word, *syllables in map(str.split, lines)} | _OWN_WORDS


@cache
def starts_of_words() -> frozenset[str]:
    """Return the characters with which words begin that are read otherwise."""
    return frozenset(word[0] for word in _words())


def readings_at(text: str, place: int) -> tuple[str, tuple[str, ...]]:
    """Return the word at a place of a text, one character mostly, and its syllables; a mark has none."""
    return _read(text, place)


def is_typed_sound(text: str) -> bool:
    """Tell whether a text can be a name by its sound: letters and figures of the keyboard, a letter among them."""
    return text.isascii() and text.isalnum() and any(letter.isalpha() for letter in text)


def sounds_like(name: str, typed: str) -> Sound | None:
    """Return how well typed letters fit a name, or None when they do not."""
    typed = typed.lower()
    found = spelling(name)
    if found.initials == typed:
        return Sound.INITIALS
    if found.initials.startswith(typed):
        return Sound.INITIALS_PREFIX
    if _begins(found.syllables, typed):
        return Sound.SYLLABLES_PREFIX
    letters = iter(found.beginnings)
    is_in_order = all(any(letter in beginning for beginning in letters) for letter in typed)
    if is_in_order and (typed[:1], typed[-1:]) == (found.initials[:1], found.initials[-1:]):
        return Sound.ABBREVIATION
    if any(_begins(found.syllables[first:], typed) for first in range(1, len(found.syllables))):
        return Sound.SYLLABLES_INSIDE
    return Sound.LETTERS_IN_ORDER if is_in_order else None


def _begins(syllables: tuple[str, ...], typed: str) -> bool:
    """Tell whether `typed` is made of beginnings of the syllables one after the other (jijk, jjiaok of 基教科)."""
    reached = {0}
    for syllable in syllables:
        following = set()
        for place in reached:
            for length in range(1, len(syllable) + 1):
                if not typed.startswith(syllable[:length], place):
                    break
                following.add(place + length)
        if len(typed) in following:
            return True
        reached = following
    return False

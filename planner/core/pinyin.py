"""Names by their sound: what a clerk types on a keyboard (jjk, jijiaoke, jjiaoke) against what a name is called.

pypinyin is loaded with the first name that is spelled, never at the start: its dictionary takes a fifth of a second.
The reading of a character follows the phrase it stands in (重庆 cq, 调研 dy, 校长 xz, 会计 kj); its other readings are
kept too, because names of places and persons are beyond any dictionary.
"""

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

# Words of bureaus that the phrases of pypinyin do not hold or read otherwise.
_READINGS = {
    "曾都": ("zeng", "du"),
    "单县": ("shan", "xian"),
    "洪洞": ("hong", "tong"),
    "长办": ("zhang", "ban"),
    "藏区": ("zang", "qu"),
    "厦": ("xia",),
}


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


@lru_cache(maxsize=4096)
def spelling(name: str) -> Spelling:
    """Return how a name is spelled; letters and figures spell themselves, marks are passed over."""
    from pypinyin import Style, pinyin

    syllables: list[str] = []
    beginnings: list[str] = []
    for word in _words(name):
        if word in _READINGS:
            known: list[str] = list(_READINGS[word])
        elif word.isascii():
            known = [letter for letter in word.lower() if letter.isalnum()]
        else:
            known = [found[0] for found in pinyin(word, style=Style.NORMAL)]
        syllables += known
        if word.isascii():
            beginnings += known
        else:
            beginnings += [own[:1] + _readings(letter) for letter, own in zip(word, known, strict=True)]
    return Spelling(tuple(syllables), "".join(syllable[:1] for syllable in syllables), tuple(beginnings))


@lru_cache(maxsize=4096)
def _readings(letter: str) -> str:
    """Return the first letters of all readings of one character."""
    from pypinyin import Style, pinyin

    return "".join(found[:1] for found in pinyin(letter, style=Style.NORMAL, heteronym=True)[0])


def _words(name: str) -> list[str]:
    """Return the name cut into stretches of Chinese characters, of ASCII, and words whose reading we know better."""
    words: list[str] = []
    stretch = ""
    place = 0
    while place < len(name):
        own = next((word for word in _READINGS if name.startswith(word, place)), "")
        letter = own or name[place]
        place += len(letter)
        is_spoken = own or letter.isascii() or "\u3400" <= letter <= "\u9fff"
        if own or not is_spoken or (stretch and stretch[-1].isascii() != letter.isascii()):
            words.append(stretch)
            stretch = ""
        if own:
            words.append(own)
        elif is_spoken:
            stretch += letter
    return [word for word in (*words, stretch) if word]


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

"""Make resources/pinyin/words.txt from the phrases of pypinyin: `python -m tests.core.polyphones > …`.

The words of two or three characters in which a character begins with another letter than it does by itself.
"""

from pypinyin import Style, pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.contrib.tone_convert import to_normal


def lines() -> list[str]:
    """Return a line for each word: the word and its syllables, parted by blanks."""
    found = []
    for word, readings in PHRASES_DICT.items():
        if len(word) not in (2, 3) or len(readings) != len(word):
            continue
        syllables = [to_normal(reading[0]) for reading in readings]
        alone = [pinyin(letter, style=Style.NORMAL)[0][0] for letter in word]
        if [syllable[0] for syllable in syllables] != [syllable[0] for syllable in alone]:
            found.append(" ".join((word, *syllables)))
    return sorted(found)


if __name__ == "__main__":
    print("\n".join(lines()))

"""Names of persons behind labels such as 责任人 and 牵头领导."""

import re
from functools import lru_cache

_SEPARATORS = re.compile(r"[、，,；;/／|\n]")


@lru_cache(maxsize=2048)
def read_names(text: str) -> tuple[str, ...]:
    """Return the names in `text`. A blank inside a short name is closed (李 明).

    Two names run together with one are parted.
    """
    names: list[str] = []
    for part in _SEPARATORS.split(text.strip().rstrip("。")):
        names += _names_of_words(part.split())
    return tuple(name for name in names if name not in ("无", "-", "—", "/"))


def _names_of_words(words: list[str]) -> list[str]:
    out: list[str] = []
    for index, word in enumerate(words):
        if out and len(out[-1]) == 1 and len(word) == 1:
            out[-1] += word
        elif out and len(out[-1]) == 1 and len(word) > 1 and index + 1 < len(words) and len(words[index + 1]) == 1:
            # 李 明王 芳: the blanks of two two-character names fell inside them
            out[-1] += word[0]
            out.append(word[1:])
        elif out and len(out[-1]) == 1 and len(word) <= 2:
            out[-1] += word
        else:
            out.append(word)
    return out

"""Parts of file names that Windows and every sync folder take (print.md 3.12)."""

import re

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}


def clean(part: str) -> str:
    """Return `part` without what a file name may not hold; blanks are closed up."""
    bare = _FORBIDDEN.sub("", part)
    return "".join(character for character in bare if character.isprintable()).replace(" ", "").strip("._　")


def unreserved(name: str) -> str:
    """Return a file name that is none of the names Windows keeps for its devices."""
    return f"_{name}" if name.split(".", maxsplit=1)[0].casefold() in _RESERVED else name

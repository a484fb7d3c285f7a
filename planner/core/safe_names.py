"""Parts of file names that Windows and every sync folder take (print.md 3.12)."""

import os
import re
import sys
from pathlib import Path

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_PORTS = "0123456789¹²³"
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$", *(port + n for port in ("com", "lpt") for n in _PORTS)}


def clean(part: str) -> str:
    """Return `part` without what a file name may not hold; blanks are closed up."""
    bare = _FORBIDDEN.sub("", part)
    return "".join(character for character in bare if character.isprintable()).replace(" ", "").strip("._　")


def unreserved(name: str) -> str:
    """Return a file name that is none of the names Windows keeps for its devices."""
    return f"_{name}" if name.split(".", maxsplit=1)[0].rstrip().casefold() in _RESERVED else name


def can_be(path: Path) -> bool:
    """Return whether the system takes a path at all: no NUL in it, and no half of a character."""
    try:
        return b"\0" not in os.fsencode(path)
    except ValueError:
        return False


def is_swallowed(name: str, system: str = sys.platform) -> bool:
    """Return whether Windows would take a file of this name without a word and put it elsewhere, or nowhere.

    A device takes the bytes and keeps none, what follows a colon is hidden behind another file, and dots and blanks at
    the end are cut off.
    """
    return system == "win32" and (unreserved(name) != name or ":" in name or name != name.rstrip(". "))

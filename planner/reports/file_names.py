"""Names of files that Windows and every sync folder take (print.md 3.12)."""

import re
from datetime import date

LONGEST = 80
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}


def clean(part: str) -> str:
    """Return `part` without what a file name may not hold; blanks are closed up."""
    bare = _FORBIDDEN.sub("", part)
    return "".join(character for character in bare if character.isprintable()).replace(" ", "").strip("._　")


def file_name(plan: str, document: str, mark: str, day: date | None, extension: str) -> str:
    """Return `计划名_文件名_版本_日期.ext`, at most 80 characters; the plan's name gives way when it is too long."""
    ending = [clean(document), clean(mark), f"{day:%Y%m%d}" if day else ""]
    tail = "_".join(part for part in ending if part) + f".{extension}"
    head = clean(plan)[: LONGEST - len(tail) - 1].rstrip("._　")
    name = f"{head}_{tail}" if head else tail
    return f"_{name}" if name.split(".")[0].casefold() in _RESERVED else name

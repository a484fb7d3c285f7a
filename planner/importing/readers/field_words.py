"""What the instruction of a field says: whether it is a page number, and what it shows without a result."""

import re

from planner.importing.readers.number_forms import written

_PAGE_FIELDS = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES"))
LONGEST_INSTRUCTION = 400
_ENCLOSED = re.compile(r"\\ac\([^,，()]{0,40}[,，]([^()]{1,40})\)", re.IGNORECASE)


def is_page_number(instruction: str) -> bool:
    """Tell whether the result of a field is a page number or a count of pages."""
    name = instruction.split(maxsplit=1)[:1]
    return bool(name) and name[0].upper() in _PAGE_FIELDS


def shown_without_result(instruction: str) -> str:
    """Return what a field draws from its instruction: a character in a circle, the words of a button."""
    name = instruction.strip().partition(" ")[0].upper()
    if name == "EQ":
        found = _ENCLOSED.search(instruction)
        inner = found[1].strip() if found else ""
        return written(int(inner), "decimalEnclosedCircle") if inner.isdecimal() and len(inner) < 3 else inner
    if name == "MACROBUTTON":
        return "".join(instruction.split(maxsplit=2)[2:]).strip()
    return ""

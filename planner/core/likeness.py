"""Which two names may be one unit: a level word left out, an ending, a short form, a spelling. Only ever a proposal.

What stands in one list side by side is two units, whatever the names look like; that is for the caller to know.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from planner.core.unit_names import alike, is_group, level_prefix, takes_prefix

_BRACKETS = re.compile(r"（[^（）]*）")
_OFFICE_ENDS = "科室股处部"
_LONG_ENDS = (("委员会", "委"), ("办公室", "办"), ("人民政府", "政府"), ("管理委员会", "管委会"))
_LEAST_SHORT = 3
_MOST_LEFT_OUT = 7


@lru_cache(maxsize=1 << 16)
def likeness(one: str, other: str) -> str:
    """Return in a Chinese phrase why two names may be one unit, or nothing."""
    short, long = sorted((one, other), key=len)
    if short == long or len(short) < 2:
        return ""
    if is_group(short) or is_group(long):
        return "写法相近" if alike(short, long) else ""
    if len(long) == len(short) + 1 and long.endswith(short) and level_prefix(long):
        return f"只差前面的“{long[0]}”"
    if _BRACKETS.sub("", long) == short:
        return "只差括号里的字"
    if any(long == short.removesuffix(brief) + full for full, brief in _LONG_ENDS if short.endswith(brief)):
        return "简称与全称"
    if len(short) >= _LEAST_SHORT and len(short) == len(long) and short[:-1] == long[:-1]:
        return "只差最后一个字" if short[-1] in _OFFICE_ENDS and long[-1] in _OFFICE_ENDS else ""
    if alike(short, long):
        return "写法相近"
    return "简称与全称" if _abbreviates(short, long) else ""


def _abbreviates(short: str, long: str) -> bool:
    """Tell whether the short name is the long one with characters left out: 资助中心, 市学生资助管理中心."""
    if level_prefix(short) and level_prefix(short) != level_prefix(long):
        return False
    core = short[1:] if level_prefix(short) else short
    if core[-1] in _OFFICE_ENDS:  # an office takes a character of each half: 基教科, 基础教育科
        fits = len(core) >= _LEAST_SHORT and (core[0], core[-1]) == (long[0], long[-1])
        fits = fits and len(long) <= 2 * len(core) + 1
    else:
        fits = len(core) > _LEAST_SHORT and core[-2:] == long[-2:] and len(long) - len(short) <= _MOST_LEFT_OUT
    letters = iter(long)
    return fits and all(letter in letters for letter in core)


def elided(names: Sequence[str]) -> dict[str, str]:
    """Return the names of a list that may have lost the level word of an earlier one, with it: 市发展改革委、财政局."""
    carried = ""
    found: dict[str, str] = {}
    for name in names:
        own = level_prefix(name)
        if own:
            carried = own
        elif carried and takes_prefix(name):
            found[name] = carried + name
    return found

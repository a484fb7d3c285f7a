"""Brackets that may explain a word rather than name units: （县职业教育中心） after a word and no full stop.

In a plan that names nobody else, or names all others with a verb or a label, such a bracket stays text.
"""

from planner.importing.brackets import stands_firm
from planner.importing.contents import Contents, find_title


def drop_weak(contents: list[Contents], width: int) -> None:
    """Give brackets of doubtful units back to the text where the rest of the document speaks against them."""
    leaves = [found for found in contents if found.words and not found.block.children]
    with_units = [found for found in leaves if found.units]
    weak = [found for found in with_units if _is_weak(found)]
    if not weak:
        return
    strong = len(with_units) - len(weak)
    worded = sum(any(p.label is not None or p.phrase.worded for p in found.units) for found in with_units)
    if not strong and len(weak) * 5 < len(leaves) * 2:
        dropped = weak
    elif worded * 4 > strong * 3 and len(weak) * 4 <= strong:
        dropped = [found for found in weak if len(found.units[0].phrase.units) == 1]
    else:
        return
    for found in dropped:
        found.rejected += found.cut
        found.units, found.cut = [], []
        find_title(found, width)


def _is_weak(found: Contents) -> bool:
    """Tell whether all that names units is one bare bracket behind a word."""
    if len(found.units) != 1 or len(found.cut) != 1 or found.rule_cut is not None:
        return False
    passage, start = found.units[0], found.cut[0][0]
    opened = found.words[start : start + 1] in ("（", "(")
    return opened and passage.label is None and not passage.phrase.worded and not stands_firm(found.words, start)

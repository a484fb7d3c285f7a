"""Which lines of the page 到期 a typed word means: those of a unit, those whose title it is in; or by their sound."""

from collections.abc import Iterable, Iterator

from planner.core import pinyin
from planner.core.agenda import DueLine
from planner.core.involvement import involvements
from planner.core.vocabulary import Role


def fits(lines: Iterable[DueLine], typed: str, *, joined: bool) -> Iterator[DueLine]:
    """Yield the lines of units that are called so (with `joined` those they join, too), and of items that say so."""
    units: dict[int, dict[int, set[str]]] = {}
    for line in lines:
        plan_id = line.plan.plan_id
        if plan_id not in units:
            units[plan_id] = _units(line, joined=joined)
        named = units[plan_id].get(line.item.node_id, set())
        own = {found.unit.name for found in line.node.assignments if joined or found.role is Role.LEAD}
        if any(is_called(name, typed) for name in (*sorted(named | own), line.node.title, line.item.title)):
            yield line


def _units(line: DueLine, *, joined: bool) -> dict[int, set[str]]:
    """Return the names of the units of each item of a plan: those of groups are the group's and the members'."""
    found: dict[int, set[str]] = {}
    for part in involvements(line.plan):
        if joined or part.role is Role.LEAD:
            names = found.setdefault(part.item.node_id, set())
            names.add(part.unit.name)
            if part.group is not None:
                names.add(part.group.name)
    return found


def is_called(name: str, typed: str) -> bool:
    """Tell whether a name has the typed words in it, or is spelled with the typed letters."""
    if typed.lower() in name.lower():
        return True
    return pinyin.is_typed_sound(typed) and typed.lower() in pinyin.spelling(name).initials

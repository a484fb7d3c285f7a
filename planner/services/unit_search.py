"""Finding a unit of the register by what the clerk types: a name, an alias, a part of either, or its pinyin.

Ranks, the best first: the very name or alias, a name that begins so, pinyin initials that begin so, a part of a name,
letters in order, likeness. Among equals those that work most on the plan at hand come first.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from planner.core import pinyin
from planner.core.unit_names import alike, canonical
from planner.services.records import UnitRecord

_SOUNDS = {
    pinyin.Sound.INITIALS: 3,
    pinyin.Sound.INITIALS_PREFIX: 4,
    pinyin.Sound.SYLLABLES_PREFIX: 5,
    pinyin.Sound.ABBREVIATION: 6,
    pinyin.Sound.SYLLABLES_INSIDE: 8,
    pinyin.Sound.LETTERS_IN_ORDER: 10,
}


class _Rank(IntEnum):
    EXACT = 0
    ALIAS = 1
    PREFIX = 2
    PART = 7
    IN_ORDER = 9
    LIKE = 11


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A unit that fits; `by` is the alias or full name that fitted when the name itself did not."""

    unit: UnitRecord
    by: str = ""


class UnitSearch:
    """The register as it was when this was made, ready to be searched."""

    def __init__(self, register: Iterable[UnitRecord], uses: Mapping[int, int] | None = None) -> None:
        """`uses` says how often each unit stands in the plan at hand."""
        here = uses or {}
        self._units = sorted(register, key=lambda unit: (unit.is_retired, -here.get(unit.unit_id, 0)))

    @classmethod
    def of_names(cls, names: Iterable[str]) -> "UnitSearch":
        """Return a search over names alone, in their order."""
        return cls(UnitRecord(place, name, (), 0) for place, name in enumerate(names))

    def find(self, typed: str, taken: Collection[str] = ()) -> list[FoundUnit]:
        """Return the units that fit, the best first; all units in use when nothing was typed."""
        typed = canonical(typed)
        if not typed:
            return [FoundUnit(unit) for unit in self._units if unit.name not in taken and not unit.is_retired]
        ranked: list[tuple[bool, int, FoundUnit]] = []
        for unit in self._units:
            if unit.name in taken:
                continue
            best = _best(unit, typed)
            if best is not None and (not unit.is_retired or best[0] <= _Rank.ALIAS):
                ranked.append((unit.is_retired, *best))
        ranked.sort(key=lambda found: found[:2])
        return [found for _, _, found in ranked]

    def named(self, name: str) -> UnitRecord | None:
        """Return the unit that is called so, by name, full name or alias."""
        name = canonical(name)
        for unit in self._units:
            if name in (unit.name, unit.full_name, *unit.aliases):
                return unit
        return None


def _best(unit: UnitRecord, typed: str) -> tuple[int, FoundUnit] | None:
    rank = _rank(unit.name, typed)
    best = None if rank is None else (rank, FoundUnit(unit))
    for other in (*unit.aliases, unit.full_name):
        rank = _rank(other, typed) if other else None
        if rank is not None and (best is None or rank < best[0]):
            best = (max(rank, _Rank.ALIAS), FoundUnit(unit, other))
    return best


def _rank(name: str, typed: str) -> int | None:
    if name == typed:
        return _Rank.EXACT
    if name.startswith(typed):
        return _Rank.PREFIX
    if pinyin.is_typed_sound(typed):
        sound = pinyin.sounds_like(name, typed)
        if sound is not None:
            return _SOUNDS[sound]
    if typed in name:
        return _Rank.PART
    letters = iter(name)
    if all(letter in letters for letter in typed):
        return _Rank.IN_ORDER
    return _Rank.LIKE if alike(name, typed) else None

"""Who probably leads an item that names no unit: told from like items that do, and from the names of the offices.

A proposal is shown in grey with where it comes from, and nothing is set without a key. Two kinds of evidence are added:
the likeness of the item's words to those of items in the memory (shared pairs of characters, rare ones weighing more),
and the words of duty that the names of the offices stand for. Measured in benchmarks/bench_proposals.py.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from planner.core.duties import duty_words
from planner.core.unit_names import is_group

_NOT_HANZI = re.compile(r"[^\u4e00-\u9fff]+")
_BODY_READ = 400  # characters; what follows are measures that many items share
_TITLE_WEIGHT = 3.0
_NAME_WEIGHT = 3.0
_SAME_SECTION = 0.1
_MOST_FROM_ITEMS = 1.5
_PARTNER_SHARE = 0.06
_GROUP_SHARE = 0.5
_FEWEST_POINTS = 0.05


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An item with its units. `source` says in Chinese where it stands (2025 第12条); `section` is its heading."""

    title: str
    body: str
    section: str
    leads: tuple[str, ...]
    partners: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A unit that may lead, and why: the source of the likest item it leads, empty when only its name speaks for it."""

    unit: str
    source: str
    points: float


class Memory:
    """Items with units, and the names in the register, to be asked about items without."""

    def __init__(self, items: Iterable[KnownItem], units: Iterable[str] = ()) -> None:
        self._items = tuple(item for item in items if item.leads)
        self._units = set(units)
        for item in self._items:
            self._units.update(item.leads, item.partners)
        counted = [_grams(item.title, item.body) for item in self._items]
        spread: Counter[str] = Counter(gram for grams in counted for gram in grams)
        most = math.log(len(self._items) + 2)
        self._rarity = {gram: most - math.log(count + 0.5) for gram, count in spread.items()}
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for place, grams in enumerate(counted):
            for gram, weight in self._unit_length(grams).items():
                self._postings.setdefault(gram, []).append((place, weight))

    def propose(self, title: str, body: str = "", section: str = "", limit: int = 3) -> tuple[Proposal, ...]:
        """Return the units most likely to lead an item, the likeliest first; empty where nothing speaks for any."""
        points, sources = self._by_items(title, body, section)
        for unit in self._units:
            named = _named_points(unit, title, body)
            if named:
                points[unit] = points.get(unit, 0.0) + named
        for unit in points:
            if is_group(unit):
                points[unit] *= _GROUP_SHARE
        ranked = sorted(points, key=lambda unit: (-points[unit], unit))[:limit]
        return tuple(
            Proposal(unit, sources.get(unit, ""), points[unit]) for unit in ranked if points[unit] > _FEWEST_POINTS
        )

    def _by_items(self, title: str, body: str, section: str) -> tuple[dict[str, float], dict[str, str]]:
        """Return what like items say for each unit, and the source of the likest item it leads."""
        likeness: dict[int, float] = {}
        for gram, weight in self._unit_length(_grams(title, body)).items():
            for place, other in self._postings.get(gram, ()):
                likeness[place] = likeness.get(place, 0.0) + weight * other
        points: dict[str, float] = {}
        sources: dict[str, str] = {}
        best = max(likeness.values(), default=0.0) or 1.0
        for place, alike in sorted(likeness.items(), key=lambda found: -found[1]):
            item = self._items[place]
            share = (alike / best) ** 2
            together = _SAME_SECTION if section and section == item.section else 0.0
            for unit in item.leads:
                points[unit] = points.get(unit, 0.0) + share / 2 + together
                sources.setdefault(unit, item.source)
            for unit in item.partners:
                points[unit] = points.get(unit, 0.0) + share * _PARTNER_SHARE
        return {unit: min(found, _MOST_FROM_ITEMS) for unit, found in points.items()}, sources

    def _unit_length(self, grams: dict[str, float]) -> dict[str, float]:
        weighed = {gram: weight * self._rarity[gram] for gram, weight in grams.items() if gram in self._rarity}
        length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
        return {gram: weight / length for gram, weight in weighed.items()}


def _grams(title: str, body: str) -> dict[str, float]:
    """Return the pairs of hanzi, those of the title weighing more."""
    out: dict[str, float] = {}
    for text, weight in ((title, _TITLE_WEIGHT), (body[:_BODY_READ], 1.0)):
        plain = _NOT_HANZI.sub("", text)
        for gram, count in Counter(map("".join, pairwise(plain))).items():
            out[gram] = out.get(gram, 0.0) + weight * (1 + math.log(count))
    return out


def _named_points(unit: str, title: str, body: str) -> float:
    """Return how much the duties in a unit's name speak for it."""
    found = sum(2 * title.count(word) + min(body.count(word), 4) / 2 for word in duty_words(unit))
    return _NAME_WEIGHT * math.log1p(found) / 2

"""Proposals that two names are one unit, and what the clerk does with them. Nothing is ever applied by itself."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from planner import models
from planner.core.likeness import elided, likeness
from planner.services import merging, register, units, wording
from planner.services.records import Likeness, UnitRecord
from planner.services.step import Touched, unit_of

if TYPE_CHECKING:
    from planner.models import Session

_LISTS = """
SELECT node_id, unit_id, units.name, as_written FROM assignments JOIN units ON units.id = unit_id
WHERE inherited_from IS NULL ORDER BY node_id, position
"""
_REFUSED = "SELECT unit_id, other_name FROM unit_differences"


def likely_same(connection: sqlite3.Connection) -> tuple[Likeness, ...]:
    """Return the pairs of units that may be one, those with the most at stake first.

    What stands side by side in a node is not proposed, nor what the clerk has refused.
    """
    known = register.units(connection)
    lists = Counter(
        tuple((unit_id, name, written) for _, unit_id, name, written in rows)
        for _, rows in groupby(connection.execute(_LISTS), itemgetter(0))
    )
    beside: set[tuple[int, ...]] = set()
    carried: Counter[tuple[int, str]] = Counter()
    for listed, count in lists.items():
        ids = {unit_id for unit_id, _, _ in listed}
        beside.update((one, other) for one in ids for other in ids if one < other)
        full = elided([written for _, _, written in listed])
        carried.update({(unit_id, full[name]): count for unit_id, name, _ in listed if name in full})
    by_key = {
        wording.match_key(name): unit for unit in known for name in (unit.full_name, *unit.aliases, unit.name) if name
    }
    refused = set(connection.execute(_REFUSED))
    found: dict[tuple[str, ...], Likeness] = {}
    for proposal in [*_elided(known, by_key, carried), *_alike(known)]:
        pair = tuple(sorted((proposal.gone_id, proposal.keep_id or 0)))
        names = {(proposal.gone_id, wording.match_key(proposal.keep))}
        if proposal.keep_id is not None:
            names.add((proposal.keep_id, wording.match_key(proposal.gone)))
        if pair not in beside and not names & refused:
            found.setdefault(tuple(sorted((proposal.gone, proposal.keep))), proposal)
    return tuple(sorted(found.values(), key=lambda one: (-min(one.gone_count, 9), -one.keep_count)))


def _elided(
    known: tuple[UnitRecord, ...], by_key: dict[str, UnitRecord], carried: Counter[tuple[int, str]]
) -> Iterator[Likeness]:
    """Propose the level word that a list carries on: to the unit that has it, or as another name of the same unit."""
    by_id = {unit.unit_id: unit for unit in known}
    for (unit_id, full), count in carried.most_common():
        gone = by_id[unit_id]
        if count * 2 < gone.node_count:
            continue
        keep = by_key.get(wording.match_key(full))
        reason = f"承前省略“{full[0]}”"
        if keep is None:
            yield Likeness(unit_id, gone.name, None, full, reason, gone.node_count, 0)
        elif keep.unit_id != unit_id:
            yield Likeness(unit_id, gone.name, keep.unit_id, keep.name, reason, gone.node_count, keep.node_count)


def _alike(known: tuple[UnitRecord, ...]) -> Iterator[Likeness]:
    """Propose names that look alike; only names that end alike are compared, so that a long register is no burden."""
    by_end: dict[str, list[UnitRecord]] = defaultdict(list)
    for unit in known:
        by_end["科" if unit.name[-1:] in "科室股处部" else unit.name.rstrip("）")[-1:]].append(unit)
    for together in by_end.values():
        for place, one in enumerate(together):
            for other in together[place + 1 :]:
                if one.is_group != other.is_group:
                    continue
                reason = likeness(one.name, other.name)
                if reason:
                    gone, keep = sorted((one, other), key=lambda unit: (unit.node_count, len(unit.name)))
                    yield Likeness(
                        gone.unit_id, gone.name, keep.unit_id, keep.name, reason, gone.node_count, keep.node_count
                    )


def accept(session: "Session", proposal: Likeness) -> Touched:
    """Do what is proposed: merge the two, or give the unit its whole name with the old one as an alias."""
    if proposal.keep_id is None:
        return units.rename_unit(session, proposal.gone_id, proposal.keep, keep_old=True)
    return merging.merge_units(session, proposal.keep_id, proposal.gone_id)


def refuse(session: "Session", unit_id: int, other_name: str) -> Touched:
    """Remember that a unit is not the one of that other name, so that it is not proposed again."""
    unit_of(session, unit_id)
    other_key = wording.match_key(other_name)
    known = session.exec(
        models.select(models.UnitDifference.other_name).where(models.UnitDifference.unit_id == unit_id)
    )
    if other_key not in set(known):
        session.add(models.UnitDifference(unit_id=unit_id, other_name=other_key))
    return Touched()

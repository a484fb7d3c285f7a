"""Several files for one thing: two of one unit, or two leads of one item that say different things."""

from collections.abc import Sequence
from dataclasses import replace

from planner.core.forms import Field
from planner.core.matching import plain
from planner.core.returns import REFUSED, Return, Verdict


def settled(files: Sequence[Return]) -> tuple[Return, ...]:
    """Tell doubles apart: of several files of one unit the fullest counts, and what the others say else is a doubt.

    What two leads say differently of one item is a doubt as well.
    """
    chosen: dict[tuple[int | None, int | None], int] = {}
    for at, one in enumerate(files):
        key = (one.round_id, one.unit_id)
        if one.verdict in REFUSED or one.unit_id is None:
            continue
        best = chosen.get(key)
        if best is None or _fullness(one) > _fullness(files[best]):
            chosen[key] = at
    out = []
    for at, one in enumerate(files):
        best = chosen.get((one.round_id, one.unit_id)) if one.verdict not in REFUSED else None
        if best is None or best == at:
            out.append(one)
        else:
            out.append(_double(one, files[best]))
    return tuple(_apart(out))


def _fullness(one: Return) -> tuple[int, int, int]:
    """Return by what the newer of two files of one unit is known: more changed, more said, more written."""
    length = sum(len(row.said.text) + len(row.said.difficulty) + len(row.said.next_step) for row in one.rows)
    return len(one.changes), one.answered, length


def _double(one: Return, kept: Return) -> Return:
    """Return a second file of a unit: what it says else than the one that counts is to be looked at."""
    if one.digest == kept.digest:
        note = f"与《{kept.file_name}》内容相同，不重复采用。"
        return replace(one, verdict=Verdict.DOUBLE, rows=(), proposals=(), notes=(note,))
    told = {(row.asked.node_id, change.field): change.new for row, change in kept.changes}
    rows = []
    for row in one.rows:
        left = [
            replace(change, doubt=f"《{kept.file_name}》写的不同")
            for change in row.changes
            if told.get((row.asked.node_id, change.field)) != change.new
        ]
        if left:
            rows.append(replace(row, changes=tuple(left)))
    note = f"同一单位另有《{kept.file_name}》，以填写较全的那份为准；这里只列出不同之处。"
    asked_for = {plain(found.task) for found in kept.proposals}
    proposals = tuple(found for found in one.proposals if plain(found.task) not in asked_for)
    return replace(one, verdict=Verdict.DOUBLE, rows=tuple(rows), proposals=proposals, notes=(note,))


def _apart(files: Sequence[Return]) -> list[Return]:
    """Make doubts of cells that two units answer differently where the answer is the item's own."""
    first: dict[tuple[int, Field], tuple[int, str, str]] = {}
    clashes: dict[tuple[int, Field], set[str]] = {}
    for at, one in enumerate(files):
        for row, change in one.changes:
            if not row.asked.is_own or one.verdict is Verdict.DOUBLE:
                continue
            key = (row.asked.node_id, change.field)
            known = first.setdefault(key, (at, change.new, one.unit_name))
            if known[0] != at and known[1] != change.new:
                clashes.setdefault(key, {known[2]}).add(one.unit_name)
    if not clashes:
        return list(files)
    out = []
    for one in files:
        rows = tuple(
            replace(
                row,
                changes=tuple(
                    replace(
                        change, doubt=change.doubt or _others(clashes[row.asked.node_id, change.field], one.unit_name)
                    )
                    if row.asked.is_own and (row.asked.node_id, change.field) in clashes
                    else change
                    for change in row.changes
                ),
            )
            for row in one.rows
        )
        verdict = Verdict.DOUBTS if one.verdict is Verdict.READY and rows != one.rows else one.verdict
        out.append(replace(one, rows=rows, verdict=verdict))
    return out


def _others(names: set[str], own: str) -> str:
    return f"共同牵头的{'、'.join(sorted(names - {own}))}报的不同"

"""Take what came back in a round: progress entries, all in one transaction, one step that is taken back at once."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from planner import models
from planner.core.forms import Field
from planner.core.progress import ProgressEntry
from planner.core.returns import REFUSED, Return, RowReturn, Taken, Verdict, after
from planner.core.rounds import Said
from planner.core.vocabulary import NodeKind, Role
from planner.services import assignments, items, progress
from planner.services.rounds import round_row
from planner.services.step import Touched

if TYPE_CHECKING:
    from planner.models import Round, Session


def collect(session: "Session", round_id: int, taken: Sequence[Taken], day: date) -> Touched:
    """Write what was taken of the returned files, and that these units have returned.

    An entry stands for `day`, or for the round's last day when that is over; never before what was said last.
    """
    row = round_row(session, round_id)
    writing = _Writing(session, day)
    for one in taken:
        file = one.file
        if file.verdict in REFUSED or file.unit_id is None or file.round_id is None:
            continue
        of_round = round_row(session, file.round_id)
        for found in file.rows:
            fields = frozenset(column for node_id, column in one.cells if node_id == found.asked.node_id)
            if fields:
                writing.report(found, fields, file.unit_id, of_round)
            elif file.verdict in _TAKEN and found.is_carried:
                writing.carry(found, file.unit_id, of_round)
        writing.add_proposals(one, of_round)
        if file.verdict is not Verdict.DOUBLE:
            _mark_returned(session, file, day)
    return Touched((row.plan_id,))


_TAKEN = frozenset({Verdict.READY, Verdict.DOUBTS, Verdict.SAME})


class _Writing:
    """Writes the entries of one collection; of an item that two files report of, each on top of the one before."""

    def __init__(self, session: "Session", day: date) -> None:
        self._session = session
        self._day = day
        self._now: dict[tuple[int, int | None], Said] = {}

    def report(self, row: RowReturn, fields: frozenset[Field], unit_id: int, of_round: "Round") -> None:
        """Write the entry of a row of which these columns are taken."""
        node_id, reporter = row.asked.node_id, None if row.asked.is_own else unit_id
        before = self._now.get((node_id, reporter), row.current)
        said = self._now[node_id, reporter] = after(row, fields, before)
        if said != before:
            made_on = self._entry_day(node_id, reporter, of_round)
            entry = _entry(said, row.reporter, reporter, made_on, of_round.name)
            progress.add_entry(self._session, node_id, entry)

    def carry(self, row: RowReturn, unit_id: int, of_round: "Round") -> None:
        """Write down that last period's words still hold (沿用上期), once a period."""
        node_id, reporter = row.asked.node_id, None if row.asked.is_own else unit_id
        entry = models.ProgressEntry
        query = models.select(entry.id).where(
            entry.node_id == node_id, entry.unit_id == reporter, entry.period == of_round.name
        )
        if (node_id, reporter) in self._now or self._session.exec(query).first() is not None:
            return
        self._now[node_id, reporter] = row.said
        made_on = self._entry_day(node_id, reporter, of_round)
        said = _entry(row.said, row.reporter, reporter, made_on, of_round.name)
        progress.add_entry(self._session, node_id, said)

    def add_proposals(self, one: Taken, of_round: "Round") -> None:
        """Add the new items that were agreed to, behind the unit's last one, led by the unit."""
        asked = [row.asked.node_id for row in one.file.rows]
        behind = self._session.get(models.Node, asked[-1]) if asked else None
        parent_id, after_id = (behind.parent_id, behind.id) if behind is not None else (None, None)
        for at in sorted(one.proposals):
            found = one.file.proposals[at]
            title, _, body = found.task.partition("\n")
            made = items.add_node(
                self._session, of_round.plan_id, NodeKind.ITEM, parent_id, after_id, title, body
            ).node_id
            if made is None:
                continue
            after_id = made
            assignments.set_units(self._session, made, Role.LEAD, [one.file.unit_name])
            if found.said != Said():
                entry = _entry(found.said, found.reporter, None, self._day, of_round.name)
                progress.add_entry(self._session, made, entry)

    def _entry_day(self, node_id: int, unit_id: int | None, of_round: "Round") -> date:
        made_on = min(self._day, date.fromisoformat(of_round.due_on)) if of_round.due_on else self._day
        entry = models.ProgressEntry
        query = models.select(entry.made_on).where(entry.node_id == node_id, entry.unit_id == unit_id)
        last = max(self._session.exec(query), default=None)
        return max(made_on, date.fromisoformat(last)) if last else made_on


def _entry(said: Said, reporter: str, unit_id: int | None, made_on: date, period: str) -> ProgressEntry:
    words = (said.text, said.difficulty, said.next_step)
    return ProgressEntry(0, made_on, said.status, said.percent, *words, reporter, unit_id, period)


def _mark_returned(session: "Session", file: Return, day: date) -> None:
    row = models.RoundUnit
    query = models.select(row).where(row.round_id == file.round_id, row.unit_id == file.unit_id)
    found = session.exec(query).first()
    if found is not None:
        found.returned_on = found.returned_on or day.isoformat()
        found.answered, found.file_name, found.digest = file.answered, file.file_name, file.digest

"""Rounds of returns: begin one, write down what was sent, and read them. What comes back is taken by `returns`."""

import secrets
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from planner import models
from planner.core.errors import StepError
from planner.core.rounds import AskedItem, Round, RoundUnit, asked_json, asked_of
from planner.services import wording
from planner.services.step import Touched, key, plan_of, unit_of

if TYPE_CHECKING:
    from planner.models import Round as RoundRow
    from planner.models import Session

_ROUNDS = "SELECT id, plan_id, name, token, made_on, due_on, only_leads FROM rounds WHERE plan_id = ? ORDER BY id"
_UNITS = """
SELECT round_id, unit_id, asked, sent_on, returned_on, answered, file_name, digest
FROM round_units JOIN units ON units.id = unit_id
WHERE round_id IN (SELECT id FROM rounds WHERE plan_id = ?) ORDER BY round_id, print_order, units.id
"""


def rounds_of(connection: sqlite3.Connection, plan_id: int) -> tuple[Round, ...]:
    """Return the rounds of a plan, the oldest first, their units in order of print."""
    units: dict[int, list[RoundUnit]] = {}
    for round_id, unit_id, asked, sent, returned, *rest in connection.execute(_UNITS, (plan_id,)):
        found = RoundUnit(unit_id, asked_of(asked), _day(sent), _day(returned), *rest)
        units.setdefault(round_id, []).append(found)
    return tuple(
        Round(
            row[0],
            row[1],
            row[2],
            row[3],
            date.fromisoformat(row[4]),
            _day(row[5]),
            bool(row[6]),
            tuple(units.get(row[0], ())),
        )
        for row in connection.execute(_ROUNDS, (plan_id,))
    )


def plan_of_tokens(connection: sqlite3.Connection, tokens: Iterable[str]) -> int | None:
    """Return the plan of the first token that this store made; None when it made none of them."""
    for token in dict.fromkeys(tokens):
        row = connection.execute("SELECT plan_id FROM rounds WHERE token = ?", (token,)).fetchone()
        if row is not None:
            return int(row[0])
    return None


@dataclass(frozen=True, slots=True)
class NewRound:
    """What a round begins with: its name, until when, and which units are asked."""

    name: str
    due_on: date | None
    unit_ids: tuple[int, ...]
    only_leads: bool = True


def begin(session: "Session", plan_id: int, wanted: NewRound, day: date) -> Touched:
    """Begin a round of a plan; nothing is sent yet."""
    plan_of(session, plan_id)
    name = wording.needed_line(wanted.name, "期次")
    same = models.select(models.Round).where(models.Round.plan_id == plan_id, models.Round.name == name)
    if session.exec(same).first() is not None:
        raise StepError(
            f"这份计划已经有一轮“{name}”的填报。", "请换一个期次名称，或继续使用那一轮。", code="NAME_TAKEN"
        )
    if not wanted.unit_ids:
        raise StepError("这一轮没有选单位。", "请至少选一个单位；任务还没有落实单位的，请先分派。", code="BLANK")
    row = models.Round(
        plan_id=plan_id,
        name=name,
        token=secrets.token_hex(4),
        made_on=day.isoformat(),
        due_on=wanted.due_on.isoformat() if wanted.due_on else None,
        only_leads=int(wanted.only_leads),
    )
    session.add(row)
    session.flush()
    for unit_id in dict.fromkeys(wanted.unit_ids):
        session.add(models.RoundUnit(round_id=key(row.id), unit_id=key(unit_of(session, unit_id).id)))
    return Touched((plan_id,))


def mark_sent(session: "Session", round_id: int, asked: Mapping[int, Sequence[AskedItem]], day: date) -> Touched:
    """Write down what went out to which unit; one that was not in the round comes into it."""
    row = round_row(session, round_id)
    known = {found.unit_id: found for found in _units(session, round_id)}
    for unit_id, listed in asked.items():
        found = known.get(unit_id) or models.RoundUnit(round_id=round_id, unit_id=unit_id)
        found.asked, found.sent_on = asked_json(tuple(listed)), day.isoformat()
        session.add(found)
    return Touched((row.plan_id,))


def change(session: "Session", round_id: int, name: str, due_on: date | None) -> Touched:
    """Give a round another name or due day."""
    row = round_row(session, round_id)
    row.name = wording.needed_line(name, "期次")
    row.due_on = due_on.isoformat() if due_on else None
    return Touched((row.plan_id,))


def remove(session: "Session", round_id: int) -> Touched:
    """Take a round away; what it brought in stays with the items."""
    row = round_row(session, round_id)
    for found in _units(session, round_id):
        session.delete(found)
    session.delete(row)
    return Touched((row.plan_id,))


def carry_over(session: "Session", earlier_id: int, plan_id: int, successors: Mapping[int, int]) -> None:
    """Let the rounds of a plan be those of its next version: what comes back late is taken there.

    `successors` are the nodes that those of the earlier plan became; the workbooks that are out name the old ones.
    """
    for row in _rounds(session, earlier_id):
        row.plan_id = plan_id
        for found in _units(session, key(row.id)):
            asked = [
                replace(item, node_id=successors.get(item.node_id, item.node_id), sent_as=item.printed_id)
                for item in asked_of(found.asked)
            ]
            found.asked = asked_json(tuple(asked))


def give_back(session: "Session", plan_id: int, earlier_id: int) -> None:
    """Let the rounds of a plan that goes be those of the version before again."""
    nodes = set(session.exec(models.select(models.Node.id).where(models.Node.plan_id == earlier_id)))
    for row in _rounds(session, plan_id):
        row.plan_id = earlier_id
        for found in _units(session, key(row.id)):
            asked = [
                replace(item, node_id=item.sent_as, sent_as=0) if item.sent_as in nodes else item
                for item in asked_of(found.asked)
            ]
            found.asked = asked_json(tuple(asked))
    session.flush()


def has_rounds(session: "Session", plan_id: int) -> bool:
    """Tell whether a plan has any round."""
    return bool(_rounds(session, plan_id))


def set_returned(session: "Session", round_id: int, unit_id: int, day: date | None) -> Touched:
    """Say that a unit has reported some other way (on paper, by telephone), or that it has not."""
    row = round_row(session, round_id)
    found = next((one for one in _units(session, round_id) if one.unit_id == unit_id), None)
    if found is None:
        raise StepError("这一轮没有请这个单位填报。", "请在单位列表中重新选择。", code="GONE")
    found.returned_on = day.isoformat() if day else None
    found.answered = len(asked_of(found.asked)) if day else 0
    found.file_name = found.digest = ""
    return Touched((row.plan_id,))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def round_row(session: "Session", round_id: int) -> "RoundRow":
    """Return the round, or raise GONE."""
    row = session.get(models.Round, round_id)
    if row is None:
        raise StepError("这一轮填报已经不在了。", "请在填报页中重新选择。", code="GONE")
    return row


def _rounds(session: "Session", plan_id: int) -> "list[RoundRow]":
    query = models.select(models.Round).where(models.Round.plan_id == plan_id)
    return list(session.exec(query.order_by(models.col(models.Round.id))))


def _units(session: "Session", round_id: int) -> "list[models.RoundUnit]":
    query = models.select(models.RoundUnit).where(models.RoundUnit.round_id == round_id)
    return list(session.exec(query.order_by(models.col(models.RoundUnit.id))))

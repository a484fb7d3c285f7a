"""What counts for one plan in place of the office's settings: its words of status, its rule of lights.

The terms that its days were last computed by are kept beside them, so that a day set by hand is told from a computed
one when the office changes its terms (`planner.services.redating`).
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from planner import models
from planner.core.customs import USUAL, Customs, LightKind, LightRule
from planner.core.deadlines import TERMS, Terms
from planner.core.errors import StepError
from planner.core.progress import Status
from planner.services import wording
from planner.services.step import Touched, plan_of

if TYPE_CHECKING:
    from planner.models import Session

_LONGEST_WORD = 8
_MOST_DAYS = 90
_ALL = "SELECT plan_id, customs FROM plan_customs"
_KINDS = {kind.value: kind for kind in LightKind}
_STATUSES = {status.value: status for status in Status}


@dataclass(frozen=True, slots=True)
class OwnCustoms:
    """What a plan says for itself: nothing, as a rule. `dated_by` are the terms that its days were computed by."""

    lights: LightRule | None = None
    status_words: tuple[tuple[Status, str], ...] = ()
    dated_by: Terms = TERMS

    def over(self, usual: Customs) -> Customs:
        """Return the office's customs with those of the plan in their place."""
        words = dict(usual.status_words) | dict(self.status_words)
        return replace(
            usual,
            lights=self.lights or usual.lights,
            status_words=tuple((status, words[status]) for status in Status if status in words),
        )


def read_own(connection: sqlite3.Connection) -> dict[int, OwnCustoms]:
    """Return what plans say for themselves, by the plan's id; a plan that says nothing is not in it."""
    return {plan_id: _own(json.loads(text)) for plan_id, text in connection.execute(_ALL)}


def read_own_of(connection: sqlite3.Connection, plan_id: int) -> OwnCustoms:
    """Return what one plan says for itself."""
    row = connection.execute(f"{_ALL} WHERE plan_id = ?", (plan_id,)).fetchone()
    return _own(json.loads(row[1])) if row else OwnCustoms()


def set_status_words(session: "Session", plan_id: int, words: Mapping[Status, str], usual: Customs) -> Touched:
    """Let a plan say statuses in these words; those that are the office's (`usual`) anyway are not kept."""
    said = {status: wording.one_line(words.get(status, "")) or usual.word(status) for status in Status}
    for status, word in said.items():
        if len(word) > _LONGEST_WORD:
            raise StepError(f"“{word}”太长了。", f"状态用词最多 {_LONGEST_WORD} 个字。", code="LONG_WORD")
        if sum(other == word for other in said.values()) > 1:
            raise StepError(f"两种状态不能都叫“{word}”。", f"请给“{status}”另起一个名称。", code="SAME_WORD")
    kept = tuple((status, word) for status, word in said.items() if word != usual.word(status))
    return keep_own(session, plan_id, replace(own_of(session, plan_id), status_words=kept))


def set_lights(session: "Session", plan_id: int, rule: LightRule, usual: Customs) -> Touched:
    """Let a plan's lights follow a rule; the office's own (`usual`) is not kept."""
    if not 0 <= rule.soon_days <= _MOST_DAYS:
        raise StepError(f"提前 {rule.soon_days} 天不行。", f"请填 0 到 {_MOST_DAYS} 之间的天数。", code="SOON_DAYS")
    if not 0 < rule.yellow_points < rule.red_points <= 100:
        raise StepError("亮红灯的百分点应比亮黄灯的多。", "请填 1 到 100 之间的百分点，如 10 和 30。", code="POINTS")
    return keep_own(session, plan_id, replace(own_of(session, plan_id), lights=None if rule == usual.lights else rule))


def set_dated_by(session: "Session", plan_id: int, terms: Terms) -> Touched:
    """Remember the terms that the plan's days are computed by."""
    return keep_own(session, plan_id, replace(own_of(session, plan_id), dated_by=terms))


def customs_for(session: "Session", plan_id: int | None) -> Customs:
    """Return the customs that a step goes by: those of a plan, or of the office for None."""
    usual: Customs = session.info.get("customs") or USUAL
    return usual if plan_id is None else own_of(session, plan_id).over(usual)


def terms_of(session: "Session") -> Terms:
    """Return the terms of the office that a step is run for."""
    return customs_for(session, None).terms


def own_of(session: "Session", plan_id: int) -> OwnCustoms:
    """Return what a plan says for itself, within a step."""
    row = session.exec(models.select(models.PlanCustoms).where(models.PlanCustoms.plan_id == plan_id)).first()
    return _own(json.loads(row.customs)) if row is not None else OwnCustoms()


def keep_own(session: "Session", plan_id: int, own: OwnCustoms) -> Touched:
    """Let a plan say this for itself."""
    plan_of(session, plan_id)
    row = session.exec(models.select(models.PlanCustoms).where(models.PlanCustoms.plan_id == plan_id)).first()
    text = json.dumps(_told(own), ensure_ascii=False)
    if own == OwnCustoms():
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(models.PlanCustoms(plan_id=plan_id, customs=text))
    else:
        row.customs = text
    return Touched((plan_id,))


def _told(own: OwnCustoms) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if own.lights is not None:
        rule = own.lights
        found["lights"] = [rule.kind.value, rule.soon_days, rule.yellow_points, rule.red_points]
    if own.status_words:
        found["status_words"] = {status.value: word for status, word in own.status_words}
    if own.dated_by != TERMS:
        found["dated_by"] = [own.dated_by.spring, own.dated_by.autumn]
    return found


def _own(found: dict[str, Any]) -> OwnCustoms:
    lights = None
    if "lights" in found:
        kind, *numbers = found["lights"]
        lights = LightRule(_KINDS[kind], *numbers)
    words = tuple((_STATUSES[status], word) for status, word in found.get("status_words", {}).items())
    dated_by = TERMS
    if "dated_by" in found:
        spring, autumn = (tuple(map(tuple, term)) for term in found["dated_by"])
        dated_by = Terms(spring, autumn)  # type: ignore[arg-type]
    return OwnCustoms(lights, words, dated_by)

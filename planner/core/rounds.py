"""A round of returns: which units are asked of which items, what their workbooks said, and what has come back.

What an item's cells said when the workbook was sent is kept, so that a return is compared with what the unit saw.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from planner.core.customs import USUAL, Customs
from planner.core.involvement import Involvement, by_unit, involvements
from planner.core.progress import STORED, Light, Status, StatusGroup
from planner.core.snapshot import PlanNode, PlanSnapshot, UnitRef
from planner.core.standing import standing
from planner.core.vocabulary import Role

_STATUSES = {status.value: status for status in STORED}


class ReturnState(StrEnum):
    """How far a unit is in a round."""

    UNSENT = "未发出"
    WAITING = "待报送"
    LATE = "逾期未报"
    INCOMPLETE = "未报全"
    RETURNED = "已报送"
    RETURNED_LATE = "迟报"


SHAPES: dict[ReturnState, Light | None] = {
    ReturnState.UNSENT: None,
    ReturnState.WAITING: None,
    ReturnState.LATE: Light.RED,
    ReturnState.INCOMPLETE: Light.YELLOW,
    ReturnState.RETURNED: Light.GREEN,
    ReturnState.RETURNED_LATE: Light.GREEN,
}
MISSING = frozenset({ReturnState.WAITING, ReturnState.LATE})


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of an item: the five cells that become a progress entry."""

    status: Status | None = None
    percent: int | None = None
    text: str = ""
    difficulty: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class AskedItem:
    """An item that a unit is asked about; `number`, `task` and `due` are the words printed in its row.

    The answer `is_own` when it makes the item's state; that of a partner, or of one who leads through a group, stands
    beside it. `said` is what the row held when it was sent. `sent_as` is the node that the workbook names, where the
    plan has got a new version since; 0 where it is the same.
    """

    node_id: int
    role: Role
    is_own: bool
    number: str
    task: str
    due: str
    said: Said
    sent_as: int = 0

    @property
    def printed_id(self) -> int:
        """The node that the workbook names."""
        return self.sent_as or self.node_id


@dataclass(frozen=True, slots=True)
class RoundUnit:
    """What a unit is asked in a round, and what came of it."""

    unit_id: int
    asked: tuple[AskedItem, ...] = ()
    sent_on: date | None = None
    returned_on: date | None = None
    answered: int = 0
    file_name: str = ""
    digest: str = ""

    def state(self, due_on: date | None, day: date) -> ReturnState:
        """Return how far the unit is on a day."""
        if self.returned_on is not None:
            if self.answered < len(self.asked):
                return ReturnState.INCOMPLETE
            is_late = due_on is not None and self.returned_on > due_on
            return ReturnState.RETURNED_LATE if is_late else ReturnState.RETURNED
        if self.sent_on is None:
            return ReturnState.UNSENT
        return ReturnState.LATE if due_on is not None and day > due_on else ReturnState.WAITING


@dataclass(frozen=True, slots=True)
class Round:
    """A round of returns of a plan; `name` is its period (2026年3月), `token` stands in its workbooks."""

    round_id: int
    plan_id: int
    name: str
    token: str
    made_on: date
    due_on: date | None = None
    only_leads: bool = True
    units: tuple[RoundUnit, ...] = ()

    @property
    def sent_on(self) -> date | None:
        """The day on which the last workbooks went out; None before."""
        return max((unit.sent_on for unit in self.units if unit.sent_on), default=None)

    def unit(self, unit_id: int) -> RoundUnit | None:
        """Return a unit of the round."""
        return next((unit for unit in self.units if unit.unit_id == unit_id), None)

    def count(self, day: date, *states: ReturnState) -> int:
        """Return how many units are as far as that on a day."""
        return sum(unit.state(self.due_on, day) in states for unit in self.units)


@dataclass(frozen=True, slots=True)
class UnitDuty:
    """A unit and the parts of which it has to report."""

    unit: UnitRef
    parts: tuple[Involvement, ...]


def duties(plan: PlanSnapshot, day: date, *, only_leads: bool) -> tuple[UnitDuty, ...]:
    """Return what each unit has to report of: the open items only, what it leads first, units in order of print."""
    found = []
    for parts in by_unit(involvements(plan)).values():
        unit = parts[0].unit
        wanted = [part for part in parts if _is_owed(part, day, plan.customs, only_leads=only_leads)]
        wanted.sort(key=lambda part: part.role is not Role.LEAD)
        if wanted and not unit.is_group and not unit.is_retired:
            found.append(UnitDuty(unit, tuple(wanted)))
    return tuple(found)


def is_own(part: Involvement) -> bool:
    """Tell whether what a unit reports makes the item's state: it leads it by its own name."""
    return part.role is Role.LEAD and part.group is None


def said_of(node: PlanNode, day: date, unit_id: int | None, customs: Customs = USUAL) -> Said:
    """Return what is said of an item up to a day, by itself or by one unit; a status only where one was reported."""
    state = standing(node, day, customs, unit_id=unit_id)
    entries = sorted(
        (one for one in node.entries if one.unit_id == unit_id and one.made_on <= day),
        key=lambda one: (one.made_on, one.entry_id),
    )
    status = next((one.status for one in reversed(entries) if one.status is not None), None)
    return Said(status, state.percent, state.text, state.difficulty, state.next_step)


def asked_json(asked: tuple[AskedItem, ...]) -> str:
    """Return what a unit is asked as the store keeps it."""
    return json.dumps([asdict(item) for item in asked], ensure_ascii=False, separators=(",", ":"))


def asked_of(text: str) -> tuple[AskedItem, ...]:
    """Return what `asked_json` wrote; raise `ValueError` or `KeyError` for anything else."""
    found = []
    for one in json.loads(text):
        said = one.pop("said")
        said["status"] = _STATUSES[said["status"]] if said["status"] else None
        one["role"] = Role(one["role"])
        found.append(AskedItem(**one, said=Said(**said)))
    return tuple(found)


def _is_owed(part: Involvement, day: date, customs: Customs, *, only_leads: bool) -> bool:
    if only_leads and part.role is not Role.LEAD:
        return False
    state = standing(part.item, day, customs)
    if state.group is StatusGroup.DONE or state.status is Status.PAUSED:
        return False
    return is_own(part) or standing(part.item, day, customs, unit_id=part.unit.unit_id).told is not Status.DONE

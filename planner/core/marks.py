"""Marks for the yearly assessment: a bureau's own rules, and what they give a unit for the items it leads and joins.

There are no built-in weights, because every bureau has its own. Only items led can be early or late.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.core.errors import UsageError
from planner.core.progress import Status
from planner.core.snapshot import PlanNode, UnitRef
from planner.core.standing import due_day
from planner.core.tally import Counter

_RULE = re.compile(r"(牵头|配合|提前|逾期) ?[=＝:：]? ?[+\-－]?([0-9]{1,4}(?:\.[0-9]{1,2})?) ?分?(?: |(?![0-9.]))")
_BETWEEN = re.compile(r"[\s、，,；;。]+")


@dataclass(frozen=True, slots=True)
class Marks:
    """The rules: marks for each item led and joined, more for each done before its last day, less for each late."""

    led: Decimal = Decimal(0)
    joined: Decimal = Decimal(0)
    early: Decimal = Decimal(0)
    late: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class UnitMarks:
    """What a unit gets, and the items behind each number."""

    unit: UnitRef
    marks: Marks
    led: tuple[PlanNode, ...]
    joined: tuple[PlanNode, ...]
    early: tuple[PlanNode, ...]
    late: tuple[PlanNode, ...]

    @property
    def base(self) -> Decimal:
        """The marks for what it leads and joins."""
        return len(self.led) * self.marks.led + len(self.joined) * self.marks.joined

    @property
    def more(self) -> Decimal:
        """The marks for what was done early."""
        return len(self.early) * self.marks.early

    @property
    def less(self) -> Decimal:
        """The marks taken for what is or was late."""
        return len(self.late) * self.marks.late

    @property
    def total(self) -> Decimal:
        """What it gets in all."""
        return self.base + self.more - self.less


def read_marks(words: str) -> Marks:
    """Return the rules as a clerk writes them (牵头2 配合1 提前0.5 逾期1); raise `UsageError` for anything else."""
    found: dict[str, Decimal] = {}
    text, at = _BETWEEN.sub(" ", words).strip(), 0
    while at < len(text) or not found:
        rule = _RULE.match(text, at)
        if rule is None or rule[1] in found:
            raise UsageError(
                f"看不懂计分规则“{words.strip()}”。",
                "请写明每项得几分、扣几分，如：牵头2 配合1 提前0.5 逾期1。",
                code="UNKNOWN_CHOICE",
            )
        found[rule[1]] = Decimal(rule[2])
        at = rule.end()
    none = Decimal(0)
    return Marks(found.get("牵头", none), found.get("配合", none), found.get("提前", none), found.get("逾期", none))


def marked(counter: Counter, marks: Marks) -> tuple[UnitMarks, ...]:
    """Return what every unit gets, in the order of print."""
    timing = {item.node_id: _timing(item, counter.day) for item in counter.items}
    return tuple(
        UnitMarks(
            row.unit,
            marks,
            row.led,
            row.joined,
            tuple(item for item in row.led if timing[item.node_id] < 0),
            tuple(item for item in row.led if timing[item.node_id] > 0),
        )
        for row in counter.of_units().rows
        if row.unit is not None
    )


def _timing(item: PlanNode, day: date) -> int:
    """Return -1 for an item done before its last day, 1 for one late up to `day`, done or not, 0 for all others."""
    due = due_day(item)
    if due is None:
        return 0
    said = [
        (e.made_on, e.entry_id, e.status) for e in item.entries if e.unit_id is None and e.made_on <= day and e.status
    ]
    said.sort(key=lambda entry: entry[:2])
    done: date | None = None
    for made_on, _, status in said:
        done = (done or made_on) if status is Status.DONE else None
    if done is not None:
        return (done > due) - (done < due)
    is_open = not said or said[-1][2] not in {Status.LASTING, Status.PAUSED}
    return int(is_open and day > due)

"""A round of returns in the words of a command, and as JSON."""

from collections.abc import Iterator, Sequence
from datetime import date

from planner.core.returns import Taken, shown_word
from planner.core.rounds import MISSING, SHAPES, Round
from planner.core.snapshot import PlanSnapshot

ROUND_FORMAT = "planner.round"
RETURNS_FORMAT = "planner.returns"


def status_lines(plan: PlanSnapshot, round_: Round, day: date, *, only_missing: bool) -> Iterator[str]:
    """Yield how far each unit is."""
    units = {unit.unit_id: unit for unit in plan.register}
    due = f"，{round_.due_on.isoformat()} 前报送" if round_.due_on else ""
    yield f"“{round_.name}”填报{due}"
    for one in round_.units:
        state = one.state(round_.due_on, day)
        if only_missing and state not in MISSING:
            continue
        light, unit = SHAPES[state], units[one.unit_id]
        counts = f"  {one.answered}/{len(one.asked)} 项" if one.returned_on else f"  {len(one.asked)} 项"
        when = f"  {one.returned_on.isoformat()}" if one.returned_on else ""
        phone = f"  {unit.contact}{unit.phone}" if state in MISSING else ""
        yield f"  {light.value if light else '○'}{state.value}  {unit.name}{counts if one.sent_on else ''}{when}{phone}"


def file_lines(plan: PlanSnapshot, round_: Round, taken: Sequence[Taken], *, is_dry: bool) -> Iterator[str]:
    """Yield what came of each file, and what was left for the clerk to decide."""
    for one in taken:
        file = one.file
        unit = f"  {file.unit_name}" if file.unit_name else ""
        counts = f"  采用 {len(one.cells)} 处" if one.cells else ""
        yield f"{file.verdict.value}  {file.file_name}{unit}{counts}"
        for note in file.notes:
            yield f"    {note}"
        for row, change in file.changes:
            if (row.asked.node_id, change.field) not in one.cells:
                old, new = (shown_word(plan.customs, change.field, text) for text in (change.old, change.new))
                place = f"第{row.asked.number}项{change.field.value}"
                yield f"    待定：{place}  “{_short(old)}” → “{_short(new)}”（{change.doubt}）"
        for proposal in file.proposals:
            yield f"    提出新增：{_short(proposal.task)}"
    cells = sum(len(one.cells) for one in taken)
    left = sum(len(one.file.changes) for one in taken) - cells
    verb = "可写入" if is_dry else "已写入"
    yield f"“{round_.name}”：{len(taken)} 个文件，{verb} {cells} 处，待定 {left} 处。"


def described(plan: PlanSnapshot, round_: Round, day: date) -> dict[str, object]:
    """Return a round as JSON."""
    names = {unit.unit_id: unit.name for unit in plan.register}
    return {
        "format": ROUND_FORMAT,
        "version": 1,
        "plan": plan.plan_id,
        "round": round_.name,
        "made_on": round_.made_on.isoformat(),
        "due_on": round_.due_on.isoformat() if round_.due_on else None,
        "only_leads": round_.only_leads,
        "as_of": day.isoformat(),
        "units": [
            {
                "unit": names.get(one.unit_id, ""),
                "state": one.state(round_.due_on, day).value,
                "asked": len(one.asked),
                "answered": one.answered,
                "sent_on": one.sent_on.isoformat() if one.sent_on else None,
                "returned_on": one.returned_on.isoformat() if one.returned_on else None,
                "file": one.file_name,
            }
            for one in round_.units
        ],
    }


def returns_described(plan: PlanSnapshot, round_: Round, taken: Sequence[Taken]) -> dict[str, object]:
    """Return what came of a collection as JSON."""
    return {
        "format": RETURNS_FORMAT,
        "version": 1,
        "plan": plan.plan_id,
        "round": round_.name,
        "files": [
            {
                "file": one.file.file_name,
                "verdict": one.file.verdict.value,
                "unit": one.file.unit_name,
                "notes": list(one.file.notes),
                "missing": list(one.file.missing),
                "proposals": [found.task for found in one.file.proposals],
                "cells": [
                    {
                        "number": row.asked.number,
                        "column": change.field.value,
                        "old": change.old,
                        "new": change.new,
                        "doubt": change.doubt,
                        "taken": (row.asked.node_id, change.field) in one.cells,
                    }
                    for row, change in one.file.changes
                ],
            }
            for one in taken
        ],
    }


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:39]}…"

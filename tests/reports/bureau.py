"""An invented bureau with as many units and items as a test wants: offices, schools, a fixed group and an open one."""

import random
from datetime import date

from planner.core.draft import Deadline, Head, Source
from planner.core.progress import ProgressEntry, Status
from planner.core.snapshot import Assignment, PlanNode, PlanSnapshot, UnitRef
from planner.core.vocabulary import NodeKind, Origin, Role, UnitKind

FIXED, OPEN = "各镇中心学校", "局属各股室"


def unit(place, name, kind=UnitKind.OFFICE, full_name="", **more):
    return UnitRef(place, name, full_name, kind, place, **more)


def units_of(count):
    """Return `count` units in order of print: a third offices, the rest schools."""
    offices = max(1, count // 3)
    return tuple(
        unit(
            place,
            f"第{place}股" if place <= offices else f"青禾第{place}小学",
            _kind(place, offices),
            f"县局第{place}股",
        )
        for place in range(1, count + 1)
    )


def _kind(place, offices):
    return UnitKind.OFFICE if place <= offices else UnitKind.SCHOOL


def node(node_id, number, title, body="", lead=(), partners=(), parent=1, kind=NodeKind.ITEM, **more):
    given = [Assignment(one, one.name, Role.LEAD, group=one.is_group) for one in lead]
    given += [Assignment(one, one.name, Role.PARTNER, group=one.is_group) for one in partners]
    return PlanNode(node_id, parent, kind, Origin.TEXT, 2, number, title, body, assignments=tuple(given), **more)


def plan(nodes, *, groups=(), register=(), title="青禾县2031年工作要点", plan_id=1, years=(2031,), **head):
    """Return a stored plan with one section above `nodes`."""
    section = PlanNode(1, None, NodeKind.SECTION, Origin.TEXT, 1, "一、", "办好学校")
    found = Head(title=title, years=years, **{"issued_on": date(2031, 3, 12), **head})
    return PlanSnapshot(
        plan_id, Source("计划.docx", "docx", "", ""), found, nodes=(section, *nodes), groups=groups, register=register
    )


def bureau(unit_count=12, item_count=15, seed=0):
    """Return a plan in which units, a fixed group and an open one lead and join by chance."""
    chance = random.Random(seed)
    units = units_of(unit_count)
    fixed = unit(unit_count + 1, FIXED, UnitKind.GROUP)
    open_group = unit(unit_count + 2, OPEN, UnitKind.GROUP)
    members = units[-max(1, unit_count // 4) :]
    items = []
    for place in range(1, item_count + 1):
        drawn = chance.sample(units, min(len(units), chance.randint(1, 5)))
        leads, partners = drawn[: chance.choice((1, 1, 2))], drawn[2:]
        (leads if chance.random() < 0.1 else partners).append(fixed) if chance.random() < 0.4 else None
        partners += [open_group] if chance.random() < 0.2 else []
        due = (Deadline("2031年6月底前", ends_on=date(2031, 6, 30)),) if place % 2 else ()
        done = (ProgressEntry(place, date(2031, 4, 1), Status.DONE),) if place % 5 == 0 else ()
        text = "健全机制，压实责任。按月调度。" * chance.randint(1, 3)
        items.append(
            node(place + 1, f"{place}.", f"推进第{place}项工作", text, leads, partners, deadlines=due, entries=done)
        )
    return plan(items, groups=((fixed.unit_id, members),), register=(*units, fixed, open_group))


def counted(found):
    """Count by hand who leads and joins how much, lead before partner; knows nothing of the core."""
    members = {group: [member.name for member in listed] for group, listed in found.groups}
    parts = {}
    for item in (one for one in found.nodes if one.kind == "item"):
        for role in ("partner", "lead"):
            for given in item.assignments:
                if given.role == role:
                    for name in members.get(given.unit.unit_id, [given.unit.name]):
                        parts[name, item.node_id] = role
    names = sorted({name for name, _ in parts})
    return {
        name: tuple(sum(one == role for (who, _), one in parts.items() if who == name) for role in ("lead", "partner"))
        for name in names
    }

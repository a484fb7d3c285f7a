"""`planner list` and `planner show`: what is in the store."""

import argparse
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from planner.cli.checks_words import checks_words
from planner.cli.console import Console
from planner.cli.filter_arguments import more_wanted
from planner.cli.progress_command import progress_of
from planner.cli.standing_words import named_status, standing_words
from planner.cli.stores import find_plan, open_store
from planner.core.draft import DraftPlan
from planner.core.errors import UsageError
from planner.core.filtering import ItemFilter
from planner.core.plan_document import plan_document
from planner.core.progress import Status
from planner.core.snapshot import Assignment, PlanNode, PlanSnapshot
from planner.core.standing import standing
from planner.core.vocabulary import NodeKind

LIST_FORMAT = "planner.list"
_SEPARATORS = re.compile(r"[、，,；;\s]+")
_STAGES = {"draft": "征求意见稿", "final": "正式稿"}


def run_list(options: argparse.Namespace, console: Console) -> int:
    """Print a line per plan."""
    store = open_store(options.store, to_read=True)
    try:
        listed = store.plans()
    finally:
        store.close()
    if options.json is not None:
        plans = [
            {
                "id": plan.plan_id,
                "title": plan.title,
                "year": plan.year,
                "stage": plan.stage,
                "items": plan.item_count,
                "earlier": plan.earlier_id,
            }
            for plan in listed
        ]
        console.write_document({"format": LIST_FORMAT, "version": 1, "plans": plans}, options.json)
        return 0
    if not listed:
        console.say("还没有计划。用 planner import 文件名 导入一份。")
    for plan in listed:
        stage = f"（{_STAGES[plan.stage]}）" if plan.stage in _STAGES else ""
        counts = f"{plan.section_count} 个部分，{plan.item_count} 项"
        version = f"（计划 {plan.earlier_id} 的新版本）" if plan.earlier_id is not None else ""
        console.show(f"{plan.plan_id:>4}  {plan.title}{stage}  {counts}{version}")
    return 0


def run_show(options: argparse.Namespace, console: Console) -> int:
    """Print one plan as a tree with its units, or write its plan document."""
    store = open_store(options.store, to_read=True)
    try:
        plan_id = find_plan(store, options.plan)
        snapshot = store.snapshot(plan_id)
        if options.json is not None:
            console.write_document(_document(store.draft(plan_id), snapshot), options.json)
            return 0
    finally:
        store.close()
    if options.checks:
        console.show(snapshot.head.title or snapshot.source.name)
        for words in checks_words(snapshot):
            console.show(words)
        return 0
    today = date.today()
    nodes: Sequence[PlanNode] = snapshot.nodes
    if options.unit:
        nodes = _of_unit(snapshot, options.unit, today)
    units = (options.unit,) if options.unit and options.reach != "全部" else ()
    wanted = more_wanted(options, snapshot, ItemFilter(units, statuses=_statuses(snapshot, options.status)))
    if not wanted.is_empty:
        nodes = _of_filter(snapshot, nodes, wanted, today)
    console.show(snapshot.head.title or snapshot.source.name)
    depth = _depths(snapshot)
    has_states = bool(options.status) or any(node.entries for node in snapshot.nodes)
    for node in nodes:
        state = _state(snapshot, node, today) if has_states else ""
        console.show(f"{'  ' * depth[node.node_id]}{node.number}{node.title}{_units(node)}{state}")
    return 0


def _document(draft: DraftPlan, snapshot: PlanSnapshot) -> dict[str, Any]:
    """Return the plan document with what was reported of each node."""
    document = plan_document(draft)
    for described, node in zip(document["nodes"], snapshot.nodes, strict=True):
        described["progress"] = progress_of(snapshot, node)
    return document


def _state(plan: PlanSnapshot, node: PlanNode, day: date) -> str:
    is_shown = node.kind is NodeKind.ITEM or (node.kind is NodeKind.STEP and node.entries)
    return f"  ［{standing_words(standing(node, day, plan.customs))}］" if is_shown else ""


def _statuses(snapshot: PlanSnapshot, words: str | None) -> tuple[Status, ...]:
    return tuple(named_status(word, snapshot.customs) for word in _SEPARATORS.split((words or "").strip()) if word)


def _of_filter(snapshot: PlanSnapshot, nodes: Sequence[PlanNode], wanted: ItemFilter, day: date) -> list[PlanNode]:
    """Return those of `nodes` that are wanted items and their steps, and the sections above them."""
    chosen = wanted.chosen(snapshot, day)
    among = {node.node_id for node in nodes}
    kept: set[int] = set()
    for node in snapshot.nodes:
        is_item = node.node_id in chosen
        if (is_item or (node.kind is NodeKind.STEP and node.parent_id in kept)) and node.node_id in among:
            above: PlanNode | None = node
            while above is not None:
                kept.add(above.node_id)
                above = snapshot.by_id.get(above.parent_id or 0)
    return [node for node in nodes if node.node_id in kept]


def _of_unit(snapshot: PlanSnapshot, unit: str, day: date) -> list[PlanNode]:
    """Return the unit's nodes, by a group too, with the sections above; raises `UsageError` for an unknown unit."""
    kept: set[int] = set()
    chosen = ItemFilter(units=(unit,)).chosen(snapshot, day)
    for node in snapshot.nodes:
        is_named = any(unit in (found.unit.name, found.as_written) for found in node.assignments)
        if is_named or node.node_id in chosen:
            above: PlanNode | None = node
            while above is not None:
                kept.add(above.node_id)
                above = snapshot.by_id.get(above.parent_id) if above.parent_id is not None else None
    if not kept:
        raise UsageError(
            f"这份计划中没有单位“{unit}”。", "请用计划中的写法，如 planner show 计划 列出的名称。", code="NO_UNIT"
        )
    return [node for node in snapshot.nodes if node.node_id in kept]


def _depths(snapshot: PlanSnapshot) -> dict[int, int]:
    depths: dict[int, int] = {}
    for node in snapshot.nodes:
        depths[node.node_id] = depths.get(node.parent_id, -1) + 1 if node.parent_id is not None else 0
    return depths


def _units(node: PlanNode) -> str:
    if node.kind is NodeKind.SECTION and not node.assignments:
        return ""
    parts = [f"{role}：{_names(found)}" for role, found in (("牵头", node.leads), ("配合", node.partners)) if found]
    if not parts:
        return "  ［未写单位］" if node.kind is NodeKind.ITEM else ""
    by_position = any(not found.stated for found in node.assignments)
    return f"  ［{'；'.join(parts)}{'等' if node.open_ended else ''}{'（按排列顺序）' if by_position else ''}］"


def _names(assignments: Sequence[Assignment]) -> str:
    return "、".join(found.as_written for found in assignments)

"""A plan that comes a second time: the same text, or a new version of one that is stored, and what to do then."""

import sqlite3
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.core.carrying import Carried, ChangeKind, ItemChange, carry, changes, match_versions, share_of_same
from planner.core.draft import DraftPlan
from planner.core.matching import Matching, plain
from planner.core.review import Gesture, Review
from planner.core.snapshot import PlanSnapshot
from planner.services.reviews import OpenReview
from planner.services.store import Store

CARRIED = "沿用旧版"
LIKELY = 0.55
OTHER_YEAR = 0.85
_FEW = 0.2
_SAME_TEXT = "SELECT plan_id FROM sources WHERE sha256 = ? OR text = ? ORDER BY plan_id DESC LIMIT 1"
_ITEM_TITLES = "SELECT plan_id, title FROM nodes WHERE kind = 'item'"


class Sameness(StrEnum):
    """How a plan that was read is like one that is stored."""

    SAME = "same"
    VERSION = "version"


@dataclass(frozen=True, slots=True)
class Again:
    """The stored plan that a draft is like."""

    sameness: Sameness
    plan_id: int
    title: str


@dataclass(frozen=True, slots=True)
class NextVersion:
    """A review of a new version, with what was carried over into it and what differs from the stored one."""

    on_desk: OpenReview
    changes: tuple[ItemChange, ...]


def look_for(store: Store, draft: DraftPlan) -> Again | None:
    """Return the stored plan that a draft repeats or follows, or None."""
    summaries = {plan.plan_id: plan for plan in store.plans()}
    same = store.read(lambda connection: _same_text(connection, draft))
    if same in summaries:
        return Again(Sameness.SAME, same, summaries[same].title)
    followed = {plan.earlier_id for plan in summaries.values()}
    likely = [plan_id for plan_id in store.read(lambda c: _like_titles(c, draft)) if plan_id not in followed]
    for plan_id in likely:
        snapshot = store.snapshot(plan_id)
        if share_of_same(snapshot, draft) >= _needed(snapshot, draft):
            return Again(Sameness.VERSION, plan_id, summaries[plan_id].title)
    return None


def next_version(store: Store, on_desk: OpenReview, plan_id: int) -> NextVersion:
    """Return a review as that of the next version of a stored plan; the clerk's work on that is its first gesture."""
    old = store.snapshot(plan_id)
    base = on_desk.review.base
    matching = match_versions(old, base)
    carried = carry(old, base, matching)
    review = Review(base, [Gesture(CARRIED, carried.edits)] if carried.edits else [])
    found = replace(on_desk, review=review, earlier_id=plan_id)
    return NextVersion(found, differences(old, review.draft, matching, carried))


def changes_of(store: Store, on_desk: OpenReview) -> tuple[ItemChange, ...]:
    """Return what differs between the plan that a review follows and its draft as it stands; none when that is gone."""
    if on_desk.earlier_id not in {plan.plan_id for plan in store.plans()}:
        return ()
    old, base = store.snapshot(on_desk.earlier_id), on_desk.review.base
    matching = match_versions(old, base)
    return differences(old, on_desk.review.draft, matching, carry(old, base, matching))


def differences(
    old: PlanSnapshot, new: DraftPlan, matching: Matching, carried: Carried | None = None
) -> tuple[ItemChange, ...]:
    """Return what differs, what the clerk's own work overrules first."""
    return (*(carried.told if carried is not None else ()), *changes(old, new, matching))


def summary_of(found: tuple[ItemChange, ...]) -> str:
    """Return the changes counted in one line: 新增 2 项，牵头有变 1 项."""
    counted = Counter(change.kind for change in found)
    return "，".join(f"{kind.value} {counted[kind]} 项" for kind in ChangeKind if counted[kind])


def _same_text(connection: sqlite3.Connection, draft: DraftPlan) -> int:
    row = connection.execute(_SAME_TEXT, (draft.source.sha256, draft.source.text)).fetchone()
    return row[0] if row else 0


def _like_titles(connection: sqlite3.Connection, draft: DraftPlan) -> list[int]:
    """Return the plans that share some item titles with a draft, the likest first."""
    wanted = {plain(node.title) for node in draft.nodes if node.kind == "item" and node.title}
    shared: Counter[int] = Counter()
    for plan_id, title in connection.execute(_ITEM_TITLES):
        shared[plan_id] += plain(title) in wanted
    least = max(1, int(len(wanted) * _FEW))
    return [plan_id for plan_id, count in shared.most_common(3) if count >= least]


def _needed(old: PlanSnapshot, new: DraftPlan) -> float:
    """Return the share of items that two versions must have in common; next year's plan repeats much and is none."""
    years = set(old.head.years), set(new.head.years)
    return OTHER_YEAR if all(years) and not years[0] & years[1] else LIKELY

"""The search of the page 首页, over all plans."""

from collections.abc import Iterator
from datetime import date

from planner.core.filtering import ItemFilter
from planner.ui.itemmodels.start_rows import Errand, hit_of
from planner.ui.shelf import Shelf

MOST_HITS = 60


def found_items(shelf: Shelf, typed: str, day: date) -> Iterator[Errand]:
    """Yield the items that have the typed words, or are spelled so: those whose title has them before the others."""
    wanted = ItemFilter(text=typed)
    found = []
    for plan in reversed(shelf.plans):
        traits = shelf.traits(plan, day)
        chosen = wanted.chosen(plan, day, traits)
        found += [
            (typed.lower() not in item.title.lower(), plan, item) for item in plan.items if item.node_id in chosen
        ]
    found.sort(key=lambda one: one[0])
    for _, plan, item in found[:MOST_HITS]:
        yield hit_of(plan, item)

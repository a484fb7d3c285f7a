"""How often the units proposed for an item include its lead: leave-one-out on two real plans.

For each item all other items of its plan are the memory. The floor is naming the three commonest leads of the plan. The
plans and their labels lie beside the checkout (../shared); without them there is nothing to measure.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from planner.core.proposals import KnownItem, Memory  # noqa: E402
from planner.core.vocabulary import NodeKind, Role  # noqa: E402
from planner.importing import parse, read_file  # noqa: E402

SHARED = ROOT.parent / "shared"
PLANS = ("yiyang-2020", "dazhou-2020")
GOAL = 0.80
FIRST = 3


def items_of(label: str) -> list[KnownItem]:
    """Return the items of a plan with its units, their titles and bodies as the importer reads them."""
    gold = json.loads((SHARED / "gold" / f"{label}.json").read_text(encoding="utf-8"))
    draft = parse(read_file(SHARED / "seeds" / gold["source"]))
    titles = {node.node_id: node.title for node in draft.nodes}
    found: list[KnownItem] = []
    for node in draft.nodes:
        leads = tuple(one.unit for one in node.assignments if one.role is Role.LEAD)
        partners = tuple(one.unit for one in node.assignments if one.role is Role.PARTNER)
        if node.kind is NodeKind.ITEM and leads:
            body = node.body + "".join(field.text for field in node.fields)
            section = titles.get(node.parent_id or 0, "")
            found.append(KnownItem(node.title, body, section, leads, partners, node.number))
    return found


def proposed(items: Sequence[KnownItem]) -> float:
    """Return the share of items with a lead among the first proposals."""
    hits = 0
    for place, item in enumerate(items):
        memory = Memory((*items[:place], *items[place + 1 :]))
        named = {one.unit for one in memory.propose(item.title, item.body, item.section, FIRST)}
        hits += bool(named.intersection(item.leads))
    return hits / len(items)


def commonest(items: Sequence[KnownItem]) -> float:
    """Return the share of items with a lead among the commonest leads of the plan."""
    counts = Counter(lead for one in items for lead in one.leads)
    named = {lead for lead, _ in counts.most_common(FIRST)}
    return sum(bool(named.intersection(item.leads)) for item in items) / len(items)


def main() -> int:
    """Print both shares for each plan."""
    if not SHARED.exists():
        print("the sample plans are not beside the checkout: nothing to measure")
        return 0
    for label in PLANS:
        items = items_of(label)
        print(
            f"{label}: lead among the first {FIRST} of {len(items)} items: proposed {proposed(items):.0%},"
            f" commonest {commonest(items):.0%} (goal {GOAL:.0%})"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())

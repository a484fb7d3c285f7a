"""Who leads an item in person: those whom the plan names, else the leaders that the register has for its lead units."""

from collections.abc import Sequence

from planner.core import persons
from planner.core.draft import Person
from planner.core.snapshot import PlanNode
from planner.core.vocabulary import Role

LEADER_ROLE = persons.LEADER


def is_leader(person: Person) -> bool:
    """Tell whether a person's role is that of a leader (牵头领导, 分管领导, 分管副市长) and not who does the work."""
    return persons.is_leader(person.role)


def leaders(node: PlanNode, *, inherited: bool = False) -> tuple[Person, ...]:
    """Return the leaders of an item, in the plan's order."""
    return tuple(filter(is_leader, node.persons)) or _of_register(node, inherited=inherited)


def leads_by_register(nodes: Sequence[PlanNode], *, inherited: bool = False) -> tuple[int, int]:
    """Return how many of `nodes` have their leaders from the register, and how many have any."""
    named = [any(map(is_leader, node.persons)) for node in nodes]
    drawn = [
        not told and bool(_of_register(node, inherited=inherited)) for node, told in zip(nodes, named, strict=True)
    ]
    return sum(drawn), sum(named) + sum(drawn)


def _of_register(node: PlanNode, *, inherited: bool) -> tuple[Person, ...]:
    found = (unit.unit.leader.strip() for unit in node.printed_units(Role.LEAD, inherited=inherited))
    return tuple(Person(LEADER_ROLE, name) for name in dict.fromkeys(found) if name)

"""Who leads an item in person and who answers for it: role words as the plan has them, else the usual two."""

from collections import Counter

from planner.core.snapshot import PlanNode, PlanSnapshot

LEADER, ANSWERING = "牵头领导", "责任人"
_LEADING = ("领导", "分管", "牵头")


def is_leader(role: str) -> bool:
    """Tell whether a role is that of a leader (牵头领导, 分管领导, 分管副局长) and not of who does the work."""
    return any(word in role for word in _LEADING)


def usual_role(plan: PlanSnapshot, *, leading: bool) -> str:
    """Return the plan's own word for leaders, or for those who answer: the one it uses most."""
    roles = Counter(person.role for node in plan.nodes for person in node.persons if is_leader(person.role) is leading)
    return roles.most_common(1)[0][0] if roles else LEADER if leading else ANSWERING


def roles_of(plan: PlanSnapshot, node: PlanNode) -> tuple[str, ...]:
    """Return the roles to be asked for: those the node has, and one for leaders and one for others in any case."""
    present = list(dict.fromkeys(person.role for person in node.persons))
    leading = [role for role in present if is_leader(role)] or [usual_role(plan, leading=True)]
    others = [role for role in present if not is_leader(role)] or [usual_role(plan, leading=False)]
    return (*leading, *others)


def names_of(node: PlanNode, role: str) -> tuple[str, ...]:
    """Return the persons of a role, in order."""
    return tuple(person.name for person in node.persons if person.role == role)

"""A plain model of the store: lists in lists, with no ids counted, no database and nothing of the services.

Each gesture either changes the lists or raises `Refused`. It is written from what the clerk is promised, so that the
services and the model do not share a fault.
"""

import pickle
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from planner.core.draft import DraftPlan
from planner.core.unit_names import is_group
from planner.core.vocabulary import NodeKind, Role


class Refused(Exception):
    """The gesture makes no sense here."""


@dataclass(eq=False, slots=True)
class Bureau:
    """A unit: its name, every name it was ever called by, and whether it stands for several."""

    name: str
    names: set[str]
    is_group: bool


@dataclass(eq=False, slots=True)
class Share:
    """The part of a unit in a line; `origin` is the section it was taken over from."""

    unit: Bureau
    role: Role
    stated: bool = True
    origin: "Line | None" = None


@dataclass(eq=False, slots=True)
class Line:
    """A node; `node_id` is learnt from the store when the node is first seen there."""

    kind: NodeKind
    number: str
    title: str
    body: str
    shares: list[Share] = field(default_factory=list)
    entries: list[tuple[int, str]] = field(default_factory=list)
    below: list["Line"] = field(default_factory=list)
    node_id: int = 0


@dataclass(eq=False, slots=True)
class Sheet:
    """A plan."""

    title: str
    below: list[Line] = field(default_factory=list)
    plan_id: int = 0


@dataclass(eq=False, slots=True)
class World:
    """All plans and all units."""

    sheets: list[Sheet] = field(default_factory=list)
    units: list[Bureau] = field(default_factory=list)
    serial: int = 0

    def copy(self) -> "World":
        """Return a world of its own that stands the same."""
        copied: World = pickle.loads(pickle.dumps(self))
        return copied

    def lines(self) -> Iterator[tuple[Sheet, list[Line], Line | None, Line]]:
        """Return every line with its plan, the list it stands in and the line above, in plan order."""
        for sheet in self.sheets:
            yield from _walked(sheet, sheet.below, None)

    def find(self, node_id: int) -> tuple[Sheet, list[Line], Line | None, Line]:
        """Return the line of that id with its plan, its list and the line above."""
        return next(found for found in self.lines() if found[3].node_id == node_id)

    def unit(self, name: str, *, group: bool = False) -> Bureau:
        """Return the unit of that name, making it when it is new."""
        for known in self.units:
            if name in known.names:
                return known
        self.units.append(Bureau(name, {name}, group or is_group(name)))
        return self.units[-1]

    def sheet(self, plan_id: int) -> Sheet:
        """Return the plan of that id."""
        return next(sheet for sheet in self.sheets if sheet.plan_id == plan_id)


def _walked(
    sheet: Sheet, lines: list[Line], above: Line | None
) -> Iterator[tuple[Sheet, list[Line], Line | None, Line]]:
    for line in tuple(lines):
        yield sheet, lines, above, line
        yield from _walked(sheet, line.below, line)


def bring_in(world: World, draft: DraftPlan) -> None:
    """Import a draft."""
    sheet = Sheet(draft.head.title)
    made: dict[int, Line] = {}
    for node in draft.nodes:
        line = made[node.node_id] = Line(node.kind, node.number, node.title, node.body)
        above = sheet.below if node.parent_id is None else made[node.parent_id].below
        above.append(line)
    for node in draft.nodes:
        for one in node.assignments:
            origin = made[one.inherited_from] if one.inherited_from is not None else None
            unit = world.unit(one.unit, group=one.group)
            made[node.node_id].shares.append(Share(unit, one.role, one.stated, origin))
    world.sheets.append(sheet)


def take_away(world: World, plan_id: int) -> None:
    """Delete a plan."""
    world.sheets.remove(world.sheet(plan_id))


def carry(world: World, plan_id: int) -> None:
    """Take a plan out of its own package: a second one of the same words, with the units that are there."""
    units = world.units
    sheet = pickle.loads(pickle.dumps(world.sheet(plan_id)))
    by_name = {name: unit for unit in units for name in unit.names}
    sheet.plan_id = 0
    for _, _, _, line in _walked(sheet, sheet.below, None):
        line.node_id = 0
        for share in line.shares:
            share.unit = by_name[share.unit.name]
        line.entries = [(_next(world), text) for _, text in line.entries]
    world.sheets.append(sheet)


def reword(world: World, node_id: int, what: str, text: str) -> None:
    """Set the number, the title or the body of a line."""
    line = world.find(node_id)[3]
    if what == "title" and not text:
        raise Refused
    setattr(line, what, text)


def add(world: World, plan_id: int, kind: NodeKind, parent_id: int | None, after_id: int | None, title: str) -> None:
    """Add a line."""
    sheet = world.sheet(plan_id)
    parent = world.find(parent_id)[3] if parent_id is not None else None
    if _fitting(kind, parent) is not kind:
        raise Refused
    around = parent.below if parent else sheet.below
    around.insert(_behind(around, after_id), Line(kind, "", title, ""))


def delete(world: World, node_id: int) -> None:
    """Delete a line with all below it; what was taken over from it is the own of those who took it."""
    sheet, around, _, line = world.find(node_id)
    around.remove(line)
    gone = {id(one) for _, _, _, one in _walked(sheet, [line], None)}
    for share in _shares(world):
        if share.origin is not None and id(share.origin) in gone:
            share.origin = None


def shift(world: World, node_id: int, offset: int) -> None:
    """Move a line among its siblings as far as there is room."""
    _, around, _, line = world.find(node_id)
    place = around.index(line)
    target = max(0, min(len(around) - 1, place + offset))
    if target == place and offset:
        raise Refused
    around.insert(target, around.pop(place))


def move(world: World, node_id: int, parent_id: int | None, after_id: int | None) -> None:
    """Put a line with all below it somewhere else in its plan."""
    sheet, around, _, line = world.find(node_id)
    to_sheet, parent = sheet, None
    if parent_id is not None:
        to_sheet, _, _, parent = world.find(parent_id)
    if to_sheet is not sheet or any(one is parent for _, _, _, one in _walked(sheet, [line], None)):
        raise Refused
    _fitting(line.kind, parent)
    around.remove(line)
    target = parent.below if parent else sheet.below
    target.insert(_behind(target, after_id), line)
    _refit(line, parent)


def indent(world: World, node_id: int) -> None:
    """Make a line the last one below the line before it."""
    _, around, _, line = world.find(node_id)
    place = around.index(line)
    if not place:
        raise Refused
    parent = around[place - 1]
    _fitting(line.kind, parent)
    around.remove(line)
    parent.below.append(line)
    _refit(line, parent)


def outdent(world: World, node_id: int) -> None:
    """Put a line behind the one above it."""
    _, around, parent, line = world.find(node_id)
    if parent is None:
        raise Refused
    _, outer, grand, _ = world.find(parent.node_id)
    around.remove(line)
    outer.insert(outer.index(parent) + 1, line)
    _refit(line, grand)


def split(world: World, node_id: int, at: int) -> None:
    """Make a line of its own of the text behind the cursor; it has the same units."""
    _, around, _, line = world.find(node_id)
    if not 0 <= at <= len(line.body):
        raise Refused
    text = line.body[at:].strip()
    if not text:
        raise Refused
    end = re.search("。|\n", text)
    title, body = (text, "") if end is None or end.start() == 0 else (text[: end.start()], text[end.end() :].strip())
    shares = [Share(one.unit, one.role, one.stated, one.origin) for one in line.shares]
    line.body = line.body[:at].rstrip()
    around.insert(around.index(line) + 1, Line(line.kind, "", " ".join(title.split("\n")), body, shares))


def join(world: World, node_id: int) -> None:
    """Put the next line's words, units, reports and children at the end of this one's."""
    _, around, _, line = world.find(node_id)
    place = around.index(line) + 1
    if place == len(around) or around[place].kind is not line.kind:
        raise Refused
    gone = around.pop(place)
    words = f"{gone.title}。{gone.body}" if gone.title else gone.body
    line.body = "\n".join(text for text in (line.body, words) if text)
    known = {(share.unit, share.role) for share in line.shares}
    line.shares += [share for share in gone.shares if (share.unit, share.role) not in known]
    line.entries = sorted(line.entries + gone.entries)
    line.below += gone.below
    for share in _shares(world):
        if share.origin is gone:
            share.origin = line


def assign(world: World, node_id: int, role: Role, names: Iterable[str]) -> None:
    """Let exactly these units have the role."""
    line = world.find(node_id)[3]
    wanted = list(dict.fromkeys(world.unit(name) for name in names))
    chosen = [Share(unit, role) for unit in wanted]
    others = [Share(one.unit, one.role) for one in line.shares if one.role is not role and one.unit not in wanted]
    line.shares = [*chosen, *others] if role is Role.LEAD else [*others, *chosen]
    _pass_on(world, line)


def change_role(world: World, node_id: int, name: str, role: Role) -> None:
    """Give a unit of the line the other role, behind those who have it."""
    line = world.find(node_id)[3]
    rest = [Share(one.unit, one.role) for one in line.shares if one.unit.name != name]
    if len(rest) == len(line.shares):
        raise Refused
    by_role = {each: [one for one in rest if one.role is each] for each in Role}
    by_role[role].append(Share(world.unit(name), role))
    line.shares = [*by_role[Role.LEAD], *by_role[Role.PARTNER]]
    _pass_on(world, line)


def merge(world: World, keep_name: str, gone_name: str) -> None:
    """Make one unit of two: one share stays in each line, leading before joining."""
    keep, gone = world.unit(keep_name), world.unit(gone_name)
    if keep is gone or keep.is_group != gone.is_group:
        raise Refused
    for _, _, _, line in world.lines():
        both = [share for share in line.shares if share.unit in (keep, gone)]
        if not any(share.unit is gone for share in both):
            continue
        if any(share.unit is keep for share in both):
            stays = min(both, key=lambda share: (share.role is not Role.LEAD, share.origin is not None))
            line.shares = [share for share in line.shares if share is stays or share not in both]
        for share in both:
            share.unit = keep
    keep.names |= gone.names
    world.units.remove(gone)


def rename(world: World, name: str, new: str) -> None:
    """Call a unit by another name; the old one goes on finding it."""
    unit = world.unit(name)
    if any(new in other.names for other in world.units if other is not unit):
        raise Refused
    unit.name = new
    unit.names.add(new)


def nothing(_world: World) -> None:
    """Do what the model knows nothing of."""


def report(world: World, node_ids: Iterable[int], text: str) -> None:
    """Write the same words of progress to several lines, in their order."""
    for node_id in node_ids:
        world.find(node_id)[3].entries.append((_next(world), text))


def _next(world: World) -> int:
    world.serial += 1
    return world.serial


def _shares(world: World) -> Iterator[Share]:
    return (share for _, _, _, line in world.lines() for share in line.shares)


def _behind(around: list[Line], after_id: int | None) -> int:
    if after_id is None:
        return 0
    places = [place for place, line in enumerate(around, 1) if line.node_id == after_id]
    if not places:
        raise Refused
    return places[0]


def _fitting(kind: NodeKind, parent: Line | None) -> NodeKind:
    if parent is not None and parent.kind is not NodeKind.SECTION:
        if kind is NodeKind.SECTION:
            raise Refused
        return NodeKind.STEP
    return NodeKind.ITEM if kind is NodeKind.STEP else kind


def _refit(line: Line, parent: Line | None) -> None:
    line.kind = _fitting(line.kind, parent)
    for child in line.below:
        _refit(child, line)


def _pass_on(world: World, line: Line) -> None:
    for _, _, _, heir in world.lines():
        if any(share.origin is line for share in heir.shares):
            own = [share for share in heir.shares if share.origin is not line]
            heir.shares = own + [Share(one.unit, one.role, one.stated, line) for one in line.shares]


Gesture = Callable[[World], None]

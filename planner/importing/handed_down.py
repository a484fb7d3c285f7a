"""Units that a node has from elsewhere: from a rule of its section or of the introduction, or from its own measures."""

from dataclasses import dataclass, field, replace

from planner.core.draft import DraftAssignment
from planner.core.vocabulary import NodeKind
from planner.importing.ambient import ambient_rule
from planner.importing.contents import Contents, UnitPassage
from planner.importing.outline import Block
from planner.importing.passages import Passage
from planner.importing.roles import Named, RoleRules, assign_passages


@dataclass(slots=True)
class HandedDown:
    """Rules by the start of the block that states them; `whole` is that of the introduction or the closing.

    `of_heading` are the units that a heading names for the tasks below it, `from_here` those that a line between two
    tasks names for the ones that follow.
    """

    of_section: dict[int, list[Named]] = field(default_factory=dict)
    of_heading: dict[int, list[Named]] = field(default_factory=dict)
    from_here: list[tuple[Block, list[Named]]] = field(default_factory=list)
    whole: list[DraftAssignment] = field(default_factory=list)

    def from_rules(self, block: Block, own: set[str], ids: dict[int, int]) -> list[DraftAssignment]:
        """Return what the rules give an item beside its `own` units, as inherited from the section that states them."""
        out: list[DraftAssignment] = []
        for stated, named_here in self.from_here:
            if stated.start < block.start and stated.parent is block.parent:
                units = [unit.assignment for unit in named_here if unit.assignment.unit not in own]
                out += [replace(unit, inherited_from=ids[id(stated)]) for unit in units]
        above = block.parent
        while above is not None:
            for named in self.of_section.get(above.start, ()):
                if named.assignment.unit not in own:
                    out.append(replace(named.assignment, inherited_from=ids[id(above)]))
            above = above.parent
        return out

    def from_headings(self, block: Block, own: set[str], ids: dict[int, int]) -> list[DraftAssignment]:
        """Return the units of the nearest heading above that names any, as inherited, beside an item's `own`."""
        above = block.parent
        while above is not None and above.start not in self.of_heading:
            above = above.parent
        if above is None:
            return []
        named = [unit.assignment for unit in self.of_heading[above.start]]
        return [replace(unit, inherited_from=ids[id(above)]) for unit in named if unit.unit not in own]


def find_rules(
    contents: list[Contents], all_named: list[list[Named]], around: list[Passage | None], rules: RoleRules
) -> HandedDown:
    """Return the rules of the sections, and those stated `around` the body: in the introduction or the closing."""
    handed = HandedDown()
    with_items = _sections_with_items(contents)
    for found, own in zip(contents, all_named, strict=True):
        if own and found.block.kind is NodeKind.SECTION and found.rule is None and id(found.block) in with_items:
            handed.of_heading[found.block.start] = own
        if found.rule is not None and found.block.kind is NodeKind.ITEM and _goes_on_below(found):
            passage = UnitPassage(found.rule.phrase, found.text, 0)
            handed.from_here.append((found.block, assign_passages([(passage, None)], rules)))
        elif found.rule is not None and (holder := _holder(found)) is not None and id(holder) in with_items:
            passage = UnitPassage(found.rule.phrase, found.text, 0)
            handed.of_section.setdefault(holder.start, []).extend(assign_passages([(passage, None)], rules))
    for words in around:
        rule = ambient_rule(words.text) if words is not None and words.pieces else None
        if rule is not None and words is not None:
            _hand_to_all(handed, contents, assign_passages([(UnitPassage(rule.phrase, words, 0), None)], rules))
    return handed


def _hand_to_all(handed: HandedDown, contents: list[Contents], named: list[Named]) -> None:
    """Let a rule for the whole plan hold in each of its parts, or for its tasks where it has no parts."""
    nowhere = [replace(unit, places=()) for unit in named]  # its words stand outside the nodes
    parts = [found.block for found in contents if found.block.parent is None]
    sections = [block for block in parts if block.kind is NodeKind.SECTION]
    for block in sections:
        handed.of_section.setdefault(block.start, []).extend(nowhere)
    if len(sections) < len(parts):
        handed.whole += [unit.assignment for unit in named]


def _goes_on_below(found: Contents) -> bool:
    """Tell whether a task ends with a rule for the tasks that follow it (以下任务均需各镇落实)."""
    rule = found.rule
    if rule is None or rule.above or not found.words[rule.start :].startswith(("以下", "下列", "下述")):
        return False
    line = found.text.pieces[-1]
    return len(found.text.pieces) > 1 and rule.start >= len(found.words) - (line[1] - line[0])


def _holder(found: Contents) -> Block | None:
    """Return the section that a rule holds for: its own, or the one above where it stands at the last of its tasks."""
    block = found.block
    if block.kind is NodeKind.SECTION:
        return block
    return block.parent if found.rule is not None and found.rule.above else None


def _sections_with_items(contents: list[Contents]) -> set[int]:
    out: set[int] = set()
    for found in contents:
        above = found.block.parent if found.block.kind is NodeKind.ITEM else None
        while above is not None and id(above) not in out:
            out.add(id(above))
            above = above.parent
    return out


def from_measures(
    index: int, contents: list[Contents], named: list[list[Named]], node_id: int
) -> list[DraftAssignment]:
    """Return the units of the measures inside a task's paragraph; their nodes follow that of the task, `node_id`."""
    out: list[DraftAssignment] = []
    if contents[index].block.inside:  # a measure itself
        return out
    own = {unit.assignment.unit for unit in named[index]}
    at = index + 1
    while at < len(contents) and contents[at].block.inside:
        for unit in named[at]:
            if unit.assignment.unit not in own:
                own.add(unit.assignment.unit)
                out.append(replace(unit.assignment, inherited_from=node_id + at - index))
        at += 1
    return out

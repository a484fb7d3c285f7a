"""Who leads and who joins: what only the whole document can say about the units that its items name."""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from planner.core.draft import DraftAssignment
from planner.core.unit_names import canonical, level_prefix, takes_prefix
from planner.core.vocabulary import Role
from planner.importing.contents import Contents, UnitPassage
from planner.importing.labels import LabelKind
from planner.importing.outline import Block
from planner.importing.unit_phrases import Phrase, PhraseUnit


@dataclass(slots=True)
class RoleRules:
    """What the document says once for all its items. `responsible` is the role of 责任单位, None where it is unsaid."""

    responsible: Role | None = None
    has_lead_labels: bool = False
    first_leads: bool = False
    all_lead: bool = False
    explicit: set[str] = field(default_factory=set)
    bare: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Named:
    """A unit of a node with its place, before it becomes an assignment.

    `elided` is the level word that was left out.
    """

    passage: UnitPassage
    unit: PhraseUnit
    assignment: DraftAssignment
    elided: str = ""
    places: tuple[tuple[int, int], ...] = ()

    @property
    def start(self) -> int:
        """Where the name begins in the source."""
        return self.places[0][0] if self.places else 0

    @property
    def end(self) -> int:
        """Where the name ends in the source."""
        return self.places[-1][1] if self.places else 0


def role_rules(contents: list[Contents], cells: list[Phrase], *, all_lead: bool) -> RoleRules:
    """Read the rules off all phrases of the document.

    `cells` are those of tables, which decide their roles themselves.
    """
    rules = RoleRules(all_lead=all_lead)
    kinds: set[LabelKind] = set()
    phrases: list[Phrase] = list(cells)
    for found in contents:
        for passage in found.units:
            phrases.append(passage.phrase)
            if passage.label is not None:
                kinds.add(passage.label.kind)
            rules.first_leads = rules.first_leads or passage.phrase.first_leads
            kinds |= passage.phrase.labels  # a verb decides about its own list alone
    rules.has_lead_labels = LabelKind.LEAD in kinds
    if rules.has_lead_labels:
        rules.responsible = Role.PARTNER if _stands_beside_lead(contents) else None
    elif LabelKind.PARTNER in kinds:
        rules.responsible = Role.LEAD
    for phrase in set(phrases):
        _collect_names(rules, phrase)
    return rules


def _stands_beside_lead(contents: list[Contents]) -> bool:
    """Tell whether 责任单位 is anywhere what a 牵头单位 has beside it, at the same text or at one above.

    Else an item has the one or the other, and the first of the responsible leads.
    """
    kinds = {id(found.block): _label_kinds(found) for found in contents}
    for found in contents:
        if LabelKind.RESPONSIBLE not in kinds[id(found.block)]:
            continue
        block: Block | None = found.block
        while block is not None:
            if LabelKind.LEAD in kinds.get(id(block), ()):
                return True
            block = block.parent
    return False


def _label_kinds(found: Contents) -> set[LabelKind]:
    """Return the kinds of all labels of units at a text, before a colon or in a bracket."""
    kinds = {passage.label.kind for passage in found.units if passage.label is not None}
    for passage in found.units:
        kinds |= passage.phrase.labels
    return kinds


def _collect_names(rules: RoleRules, phrase: Phrase) -> None:
    """Collect the names that stand with their level word, and those that no level word precedes in their list."""
    run, prefixed = -1, False
    for unit in phrase.units:
        if unit.run != run:
            run, prefixed = unit.run, False
        if level_prefix(unit.name):
            prefixed = True
            rules.explicit.add(unit.name)
        elif not prefixed:
            rules.bare.add(unit.name)


def assign_units(contents: Contents, rules: RoleRules) -> list[Named]:
    """Return the units of one item in the order of the source, each with its role."""
    passages = contents.units + contents.lent
    wrong = wrong_first_label(contents, rules)
    return assign_passages([(passage, _label_role(passage, wrong, rules)) for passage in passages], rules)


def _label_role(passage: UnitPassage, wrong: UnitPassage | None, rules: RoleRules) -> Role | None:
    label = passage.label
    if label is None:
        return rules.responsible if passage.phrase.one_role else None
    if label.kind is LabelKind.LEAD:
        return Role.LEAD
    if label.kind is LabelKind.PARTNER:
        return Role.PARTNER
    if wrong is passage:
        return Role.LEAD
    return rules.responsible


def wrong_first_label(contents: Contents, rules: RoleRules) -> UnitPassage | None:
    """Return the first of two 责任单位 lines of an item that lacks its 牵头 line: it stands where that belongs."""
    if not rules.has_lead_labels:
        return None
    labelled = [passage for passage in contents.units if passage.label is not None]
    if len(labelled) > 1 and all(p.label is not None and p.label.kind is LabelKind.RESPONSIBLE for p in labelled):
        return labelled[0]
    return None


def assign_passages(passages: list[tuple[UnitPassage, Role | None]], rules: RoleRules) -> list[Named]:
    """Give each unit its role: by its label, by its verb, or by its place in the list."""
    out: list[Named] = []
    leads = any((unit.role or role) is Role.LEAD for passage, role in passages for unit in passage.phrase.units)
    for passage, label_role in passages:
        prefixes = _prefixes(passage.phrase, rules)
        ranked = passage.phrase.shared and rules.first_leads and not rules.all_lead
        for unit, prefix in zip(passage.phrase.units, prefixes, strict=True):
            role = unit.role or label_role if _is_open(passage) else label_role or unit.role
            if ranked:  # 按职责分工负责 beside the rule that the first-named leads
                role = Role.LEAD if unit is passage.phrase.units[0] else Role.PARTNER
            stated = role is not None and (ranked or not passage.phrase.shared)
            if role is None:
                role = Role.LEAD if rules.all_lead or not leads else Role.PARTNER
                stated = rules.first_leads and not rules.all_lead
                leads = True
            name = canonical(unit.name)  # the level word left out is proposed, never put in
            places = tuple(passage.stretches(unit.start, unit.end))
            out.append(Named(passage, unit, _assignment(name, unit.name, role, stated, unit.group), prefix, places))
    return out


_assignment = lru_cache(maxsize=4096)(DraftAssignment)  # plans name the same units again and again


def _is_open(passage: UnitPassage) -> bool:
    """Tell whether the words of a phrase may say the roles: its label does not, or there is none."""
    return passage.label is None or passage.label.kind is LabelKind.RESPONSIBLE


def _prefixes(phrase: Phrase, rules: RoleRules) -> list[str]:
    """Return for each unit the level word that an earlier name of its group carries on to it."""
    if not rules.explicit:  # no name of the document has a level word
        return [""] * len(phrase.units)
    out: list[str] = []
    run, carried = -1, ""
    for unit in phrase.units:
        if unit.run != run:
            run, carried = unit.run, ""
        own = level_prefix(unit.name)
        if own:
            carried = own
            out.append("")
        elif (
            carried
            and not unit.group
            and takes_prefix(unit.name)
            and (carried + unit.name in rules.explicit or unit.name not in rules.bare)
        ):
            out.append(carried)
        else:
            out.append("")
    return out


def common_word(words: list[str]) -> str:
    """Return the commonest label word of a role without what stands in brackets, e.g. 牵头科室 for 牵头科室(单位)."""
    plain = Counter(word.split("(")[0].split("（")[0] for word in words)
    return plain.most_common(1)[0][0] if plain else ""

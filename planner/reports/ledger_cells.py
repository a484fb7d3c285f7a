"""What stands in the cells of the ledger beside the plan's own words: who, how far and with what light, what next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.core.customs import Customs, LightKind
from planner.core.involvement import Involvement, involvements
from planner.core.progress import ProgressEntry, Status
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.standing import Standing, standing
from planner.core.targets import worded
from planner.core.vocabulary import Role
from planner.reports.cells import CellWriter
from planner.reports.table import EMPTY, Cell, Paragraph, Text, names
from planner.reports.wording import closed_up, printable

# A status of four characters is broken in its middle where its column is too narrow, and not 3 + 1.
_HALVED = 4
_OTHERS = "其他单位"


@dataclass(frozen=True)
class StateCells:
    """Writes how items stand on a day. A unit that joins and reported for itself is named before its words."""

    plan: PlanSnapshot
    writer: CellWriter
    day: date

    def leads(self, node: PlanNode) -> Cell:
        """Return the units that lead; those of its steps where the item itself has none."""
        if node.assignments:
            return self.writer.units(node, Role.LEAD)
        return names(tuple(part.unit.name for part in self._below(node, Role.LEAD)))

    def partners(self, node: PlanNode) -> Cell:
        """Return the units that join; those of its steps where the item itself has none."""
        if node.assignments:
            return self.writer.units(node, Role.PARTNER)
        return names(tuple(part.unit.name for part in self._below(node, Role.PARTNER)))

    def units(self, node: PlanNode) -> Cell:
        """Return all units of an item: who leads, and below who joins."""
        leads, partners = self.leads(node), self.partners(node)
        if not leads.paragraphs or not partners.paragraphs:
            return leads if leads.paragraphs else partners
        return Cell((*leads.paragraphs, (Text("配合：", strong=True),), *partners.paragraphs))

    def target(self, node: PlanNode, told: Cell) -> Cell:
        """Return the target that the plan labels as one (`told`), else the numbers that its text wants reached."""
        if told.paragraphs:
            return told
        nodes = (node, *self.plan.children.get(node.node_id, ()))
        words = dict.fromkeys(word for one in nodes for word in worded(one.wanted_targets, f"{one.title}\n{one.body}"))
        return Cell(((Text(printable("；".join(words))),),)) if words else EMPTY

    def progress(self, node: PlanNode, state: Standing, *, whole: bool) -> Cell:
        """Return the latest words of the item and of partners; with `whole` problem and next step below them."""
        found = [*_said(state.text)]
        if whole:
            found += [*_said(state.difficulty, "存在问题："), *_said(state.next_step, "下一步打算：")]
        for name, own in self._reports(node):
            found += _said(own.text, f"{name}：")
            if whole:
                found += [*_said(own.difficulty, f"{name}存在问题："), *_said(own.next_step, f"{name}下一步打算：")]
        return Cell(tuple(found))

    def problem(self, node: PlanNode, state: Standing) -> Cell:
        """Return what stands in the way."""
        partners = (one for name, own in self._reports(node) for one in _said(own.difficulty, f"{name}："))
        return Cell((*_said(state.difficulty), *partners))

    def next_step(self, node: PlanNode, state: Standing) -> Cell:
        """Return what is to be done next."""
        partners = (one for name, own in self._reports(node) for one in _said(own.next_step, f"{name}："))
        return Cell((*_said(state.next_step), *partners))

    def quarter(self, node: PlanNode, quarter: int) -> Cell:
        """Return the last words of a quarter (1 to 4) of the day's year."""
        told = [entry for entry in node.entries if entry.text.strip() and self._is_within(entry, quarter)]
        latest: dict[int | None, str] = {}
        for entry in sorted(told, key=lambda entry: (entry.made_on, entry.entry_id)):
            latest[entry.unit_id] = entry.text
        found = [*_said(latest.pop(None, ""))]
        for unit_id, text in latest.items():
            found += _said(text, f"{self._name(unit_id)}：")
        return Cell(tuple(found))

    def has_problem(self, node: PlanNode, state: Standing) -> bool:
        """Tell whether something stands in the way, by the item's own words or those of a partner."""
        return bool(self.problem(node, state).paragraphs)

    def _is_within(self, entry: ProgressEntry, quarter: int) -> bool:
        made = entry.made_on
        return made <= self.day and made.year == self.day.year and (made.month + 2) // 3 == quarter

    def _below(self, node: PlanNode, role: Role) -> list[Involvement]:
        return [part for part in self._parts.get(node.node_id, ()) if part.role is role]

    @cached_property
    def _parts(self) -> dict[int, list[Involvement]]:
        found: dict[int, list[Involvement]] = {}
        for part in involvements(self.plan):
            found.setdefault(part.item.node_id, []).append(part)
        return found

    @cached_property
    def _names(self) -> dict[int, str]:
        found = {unit.unit_id: unit.name for members in self.plan.members.values() for unit in members}
        for node in self.plan.nodes:
            found |= {one.unit.unit_id: one.unit.name for one in node.assignments}
        return found

    def _name(self, unit_id: int | None) -> str:
        return printable(self._names.get(unit_id or 0, _OTHERS))

    def _reports(self, node: PlanNode) -> list[tuple[str, Standing]]:
        """Return the units that reported for themselves up to the day, with their words."""
        wrote = [entry.unit_id for entry in node.entries if entry.unit_id is not None and entry.made_on <= self.day]
        return [
            (self._name(one), standing(node, self.day, self.plan.customs, unit_id=one)) for one in dict.fromkeys(wrote)
        ]


def status(state: Standing) -> Cell:
    """Return the light above the word, how far it is, and whether more time was asked for."""
    found: list[Paragraph] = []
    if state.light is not None:
        found.append((Text(state.light.value, light=state.light),))
    found.append(_halved(state.shown_word))
    if state.percent is not None and 0 < state.percent < 100:
        found.append((Text(f"{state.percent}%", whole=True),))
    if state.asks_longer:
        found.append(_asking(state.customs.word(Status.EXTENSION)))
    return Cell(tuple(found), centred=True)


def signs_legend(customs: Customs) -> str:
    """Return what the lights of a plan mean, as a line below a table says it."""
    rule, done = customs.lights, customs.word(Status.DONE)
    if rule.kind is LightKind.FOUR_COLOURS:
        return f"●为正常（{done}或未到时限），◆为{rule.soon_days}日内到期，▲为进展滞后，■为已过时限。"
    if rule.kind is LightKind.PACE:
        return (
            f"●为{done}或按序时推进，▲为落后序时{rule.yellow_points}个百分点以上或进展滞后，"
            f"■为落后序时{rule.red_points}个百分点以上或已过时限。"
        )
    return f"●为正常（{done}或未到时限），▲为{rule.soon_days}日内到期或进展滞后，■为已过时限。"


def _asking(word: str) -> Paragraph:
    """Return the mark of an extension asked for, broken in its middle where the column is too narrow."""
    middle = len(word) // 2
    return (Text(f"（{word[:middle]}", whole=True), Text(f"{word[middle:]}）", whole=True))


def _halved(word: str) -> Paragraph:
    if len(word) < _HALVED:
        return (Text(word, whole=True),)
    middle = len(word) // 2
    return (Text(word[:middle], whole=True), Text(word[middle:], whole=True))


def _said(text: str, label: str = "") -> Iterable[Paragraph]:
    """Yield the paragraphs of a report, the first one behind its label; nothing for an empty text."""
    lines = [line for line in map(str.strip, closed_up(printable(text)).split("\n")) if line]
    for place, line in enumerate(lines):
        yield (Text(label, strong=True), Text(line)) if label and not place else (Text(line),)

"""What the clerk does when giving the items of a plan their units one by one, each gesture as one named step.

Keeps no state of the plan: the item is the node chosen in the workspace, so that the window behind goes along.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from planner.core import pinyin
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.unit_names import is_unit_like, split_names
from planner.core.vocabulary import NodeKind, Role
from planner.services.unit_search import FoundUnit, UnitSearch
from planner.ui.proposer import Proposer, source_of
from planner.ui.wording import role_word, without_lead
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.services import Touched

PROPOSALS = 3
SHOWN = 9
SHORTEST_NEW = 3
PROPOSED = "建议 · {}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a digit or Enter would take: usually one unit, several when the clerk typed a list of names."""

    names: tuple[str, ...]
    note: str = ""
    is_proposed: bool = False

    @property
    def label(self) -> str:
        """The names as they are shown."""
        return "、".join(self.names)


_HALF_TYPED = re.compile("[a-z]")
"""Letters of pinyin that stayed before or in a name: no name to be added."""
Candidates = Sequence[Candidate | None]


def is_open(node: PlanNode) -> bool:
    """Tell whether an item still wants a lead, or a word on the lead that was found by position."""
    return not node.leads or any(not found.stated for found in node.leads)


class AssigningDesk(QObject):
    """The item at hand, what is proposed for it, and the gestures. `changed` tells that it has to be shown anew."""

    changed = Signal()
    arrived = Signal()
    """Another item is at hand."""
    told = Signal(str)
    plan_gone = Signal()

    def __init__(self, workspace: Workspace, proposer: Proposer, parent: QObject) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._proposer = proposer
        self._plan_id = workspace.plan_id
        self._knew_nothing = False
        self._offered: Candidates = ()
        self._item_id: int | None = None
        self.search: UnitSearch = workspace.unit_search()
        workspace.changed.connect(self._show_change)
        workspace.selected.connect(self._show_selected)
        proposer.learned.connect(self._learned)
        self._begin()

    @property
    def snapshot(self) -> PlanSnapshot:
        """The plan as it stands."""
        found = self.workspace.snapshot
        assert found is not None
        return found

    @property
    def items(self) -> tuple[PlanNode, ...]:
        """The items in plan order."""
        return self.snapshot.items

    @property
    def item(self) -> PlanNode:
        """The item at hand."""
        return self.snapshot.by_id[self._item_id or 0]

    @property
    def place(self) -> int:
        """The place of the item at hand among all."""
        return next(place for place, node in enumerate(self.items) if node.node_id == self._item_id)

    @property
    def open_count(self) -> int:
        """How many items nobody leads."""
        return without_lead(self.snapshot)

    @property
    def unconfirmed_count(self) -> int:
        """How many items have a lead that was found by position."""
        return sum(bool(node.leads) and is_open(node) for node in self.items)

    def role_words(self, role: Role) -> str:
        """Return the plan's word for a role."""
        return role_word(self.snapshot, role)

    # What may be taken

    def candidates(self, typed: str) -> Candidates:
        """Return what the digits stand for: proposals and usual units, or what fits the typed words."""
        words = split_names(typed)
        if not words:
            return self._offered
        keyed = "".join(unicodedata.normalize("NFKC", typed).split())
        if pinyin.is_typed_sound(keyed):
            return [_candidate(found) for found in self.search.find(keyed)[:SHOWN]]
        if len(words) > 1:
            return [Candidate(words, f"{len(words)} 个单位")]
        return self._by_characters(words[0])

    def _by_characters(self, word: str) -> Candidates:
        """Return the units that fit, and the word itself as a new one: first where no name has it."""
        found = self.search.find(word)
        listed = [_candidate(one) for one in found[:SHOWN]]
        if self.search.named(word) is not None or len(word) < 2 or _HALF_TYPED.search(word):
            return listed
        new = Candidate((word,), "新单位")
        has_it = any(word in one.unit.name or word in one.by for one in found[:1])
        if not has_it and len(word) >= SHORTEST_NEW and is_unit_like(word):
            return [new, *listed[: SHOWN - 1]]
        return [*listed[: SHOWN - 1], new]

    def role_of(self, candidate: Candidate) -> Role | None:
        """Return the role that a candidate has already in the item at hand."""
        return next((found.role for found in self.item.assignments if (found.unit.name,) == candidate.names), None)

    # Gestures

    def give(self, candidate: Candidate, role: Role) -> None:
        """Give the item a unit more in a role; one that had the other role changes over."""
        known = [self.search.named(name) for name in candidate.names]
        names = [unit.name if unit else name for unit, name in zip(known, candidate.names, strict=True)]
        have = [found.unit.name for found in self.item.units(role)]
        more = [name for name in names if name not in have]
        word = self.role_words(role)
        if not more:
            self.told.emit(f"“{candidate.label}”已经是{word}")
            return
        added = [name for unit, name in zip(known, names, strict=True) if unit is None]
        if self._set(f"定“{'、'.join(more)}”为{word}", (role, [*have, *more])):
            self.told.emit(f"已把“{'、'.join(added)}”加入单位名录，以后输入拼音首字母就能找到" if added else "")

    def take_away(self) -> None:
        """Take the unit away that was given last."""
        for role in (Role.PARTNER, Role.LEAD):
            names = [found.unit.name for found in self.item.units(role)]
            if names:
                self._set(f"去掉“{names[-1]}”", (role, names[:-1]))
                return

    def do_as_above(self) -> None:
        """Give the item the units of the item above."""
        above = self.items[self.place - 1] if self.place else None
        if above is None or not above.assignments:
            self.told.emit("上一项还没有单位" if above else "这是第一项，上面没有可以照用的")
            return
        roles = [(role, [found.unit.name for found in above.units(role)]) for role in (Role.LEAD, Role.PARTNER)]
        if self._set("同上一项", *roles):
            self.told.emit("已照上一项分派")

    def go_on(self) -> None:
        """Take a lead found by position for stated, and go to the next item that wants a word."""
        from planner.services import assignments

        item = self.item
        if any(not found.stated for found in item.assignments):
            self._do("确认推定的牵头", lambda session: assignments.confirm_roles_of(session, item.node_id))
        self.next_open(1)

    def step(self, offset: int) -> None:
        """Go to the next item or the one before."""
        place = self.place + offset
        if 0 <= place < len(self.items):
            self.workspace.select(self.items[place].node_id)
        else:
            self.told.emit("已经是最后一项" if offset > 0 else "已经是第一项")

    def next_open(self, offset: int) -> None:
        """Go to the next item that wants a word, or the one before, round and round."""
        here, items = self.place, self.items
        following = (items[(here + offset * distance) % len(items)] for distance in range(1, len(items)))
        found = next((node for node in following if is_open(node)), None)
        if found is not None:
            self.workspace.select(found.node_id)
        elif is_open(self.item):
            self.told.emit("只剩这一项了")
        else:
            self.told.emit("全部任务都有了牵头单位")

    def choose(self, node_id: int) -> None:
        """Go to an item."""
        self.workspace.select(node_id)

    def undo(self) -> None:
        """Take back the newest step."""
        self._travel(self.workspace.store.undo_name, "已撤销", self.workspace.undo)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._travel(self.workspace.store.redo_name, "已重做", self.workspace.redo)

    def _travel(self, name: str | None, word: str, travel: Any) -> None:
        travel()
        self.told.emit(f"{word}：{name}" if name else "没有可以撤销的" if word == "已撤销" else "没有可以重做的")

    def _set(self, name: str, *roles: tuple[Role, Sequence[str]]) -> bool:
        from planner.services import assignments
        from planner.services.step import Touched

        plan_id, node_id = self.snapshot.plan_id, self.item.node_id

        def step(session: Any) -> "Touched":
            for role, names in roles:
                assignments.set_units(session, node_id, role, names)
            return Touched((plan_id,), node_id)

        return self._do(name, step)

    def _do(self, name: str, step: Any) -> bool:
        change = self.workspace.do(name, step)
        return change is not None and change.sequence > 0

    # Following the workspace

    def _begin(self) -> None:
        """Begin with the chosen item when it wants a word, else with the next one that does."""
        chosen, items = self.workspace.node_id, self.items
        order = {node.node_id: place for place, node in enumerate(self.snapshot.nodes)}
        here = order.get(chosen or 0, 0)
        later = [node for node in items if order[node.node_id] >= here]
        first = next((node for node in [*later, *items] if is_open(node)), None) or (later or items)[0]
        self._item_id = first.node_id
        self.workspace.select(first.node_id)
        self._offer()

    def _is_there(self, snapshot: PlanSnapshot | None) -> bool:
        return snapshot is not None and snapshot.plan_id == self._plan_id and bool(snapshot.items)

    def _show_change(self, snapshot: PlanSnapshot | None, _change: object) -> None:
        if snapshot is None or not self._is_there(snapshot):
            self._plan_id = None
            self.plan_gone.emit()
            return
        self.search = self.workspace.unit_search()
        if all(node.node_id != self._item_id for node in snapshot.items):  # gone, or no item any more
            self._item_id = snapshot.items[0].node_id
            self.arrived.emit()
            self._offer()
        elif not self._offered:
            self._offer()  # the first unit of the register
        self._proposer.prepare()
        self.changed.emit()

    def _show_selected(self, node_id: int | None) -> None:
        snapshot = self.workspace.snapshot
        node = snapshot.by_id.get(node_id or 0) if snapshot is not None and self._is_there(snapshot) else None
        if node is None or node.kind is not NodeKind.ITEM or node_id == self._item_id:
            return
        self._item_id = node_id
        self._offer()
        self.told.emit("")
        self.arrived.emit()
        self.changed.emit()

    # Proposals

    def _offer(self) -> None:
        """Make the list of an empty box. It stays as it is while the item is at hand: digits must not shift."""
        self._knew_nothing = not self._proposer.is_ready
        found = self._proposer.propose(self.item, PROPOSALS, at_once=True)
        proposed = [Candidate((one.unit,), PROPOSED.format(source_of(one)), True) for one in found]
        first: list[Candidate | None] = [*proposed, *[None] * (PROPOSALS - len(proposed))]
        taken = {name for one in proposed for name in one.names}
        usual = [_candidate(one) for one in self.search.find("") if one.unit.name not in taken]
        self._offered = [*first, *usual[: SHOWN - PROPOSALS]] if proposed or usual else ()

    def _learned(self) -> None:
        if self._knew_nothing and self._is_there(self.workspace.snapshot):
            self._offer()
            self.changed.emit()


def _candidate(found: FoundUnit) -> Candidate:
    from planner.ui.itemmodels.unit_offers import note

    return Candidate((found.unit.name,), note(found))

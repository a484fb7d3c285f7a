"""What the clerk does to a plan in the tree, each gesture as one named step of the services."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from planner.core.change import Change
from planner.core.copied import topmost
from planner.core.draft import Leftover
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.vocabulary import NodeKind, Role
from planner.ui.outline import below, place_beyond
from planner.ui.proposer import Proposer
from planner.ui.wording import KINDS, label_of
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.core.proposals import Proposal

MOST_LOST = 0.3
"""The share of a plan's items that may be deleted without a backup before."""


class Gestures(QObject):
    """The slots of the actions that change a plan. `title_wanted` asks for the cursor in the title of what was made."""

    title_wanted = Signal()

    def __init__(self, workspace: Workspace, proposer: Proposer, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._proposer = proposer

    def undo(self) -> None:
        """Take back the newest step."""
        self._workspace.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._workspace.redo()

    def new_item(self) -> None:
        """Add an item after the chosen one; below a section that is chosen."""
        node = self._workspace.node
        if node is None:
            self._add(NodeKind.ITEM, None, None)
        elif node.kind is NodeKind.SECTION:
            self._add(NodeKind.ITEM, node.node_id, None)
        elif node.kind is NodeKind.STEP:
            self._add(NodeKind.STEP, node.parent_id, node.node_id)
        else:
            self._add(NodeKind.ITEM, node.parent_id, node.node_id)

    def new_section(self) -> None:
        """Add a section after the one the chosen node is in."""
        node, section = self._workspace.node, None
        while node is not None:
            if node.parent_id is None:
                section = node.node_id
            node = self._node(node.parent_id)
        self._add(NodeKind.SECTION, None, section)

    def new_step(self) -> None:
        """Add a step to the chosen item, or after the chosen step."""
        node = self._workspace.node
        if node is None or node.kind is NodeKind.SECTION:
            self._workspace.told.emit("请先选一项任务，再加举措")
        elif node.kind is NodeKind.STEP:
            self._add(NodeKind.STEP, node.parent_id, node.node_id)
        else:
            steps = [child for child in self._children(node.node_id) if child.kind is NodeKind.STEP]
            self._add(NodeKind.STEP, node.node_id, steps[-1].node_id if steps else None)

    def delete_node(self) -> None:
        """Delete what is chosen; what went with it is told, with the way back."""
        from planner.services import items, several

        snapshot, node, chosen = self._workspace.snapshot, self._workspace.node, self.chosen()
        if snapshot is None or node is None:
            return
        if chosen:
            count = len(self._workspace.node_ids)
            words = f"已删除所选的 {count} 项" + ("及其下级" if any(map(snapshot.children.get, chosen)) else "")
            if self._on_chosen("删除", several.delete, backup_first=before_loss(snapshot, chosen)) is not None:
                self._workspace.taken.emit(words)
            return
        lost = lost_with(snapshot, node)
        first = before_loss(snapshot, (node.node_id,))
        if self._on_node("删除", items.delete_node, backup_first=first) is not None and lost:
            self._workspace.taken.emit(f"已删除“{label_of(node)}”及其中{lost}")

    def move_up(self) -> None:
        """Move what is chosen before the elder sibling; the first item of a section to the end of the one before."""
        self._move("上移", -1)

    def move_down(self) -> None:
        """Move what is chosen behind the younger sibling; the last item of a section to the start of the next."""
        self._move("下移", 1)

    def indent(self) -> None:
        """Put what is chosen below the node before it."""
        from planner.services import items, several

        if self.chosen():
            self._on_chosen("降一级", several.indent)
        else:
            self._on_node("降一级", items.indent)

    def outdent(self) -> None:
        """Put what is chosen behind its parent."""
        from planner.services import items, several

        if self.chosen():
            self._on_chosen("升一级", several.outdent)
        else:
            self._on_node("升一级", items.outdent)

    def split_at(self, place: int) -> None:
        """Make two items of one, the second from the text behind `place`."""
        from planner.services import items

        self._on_node("拆成两项", lambda session, node_id: items.split_node(session, node_id, place))

    def join(self) -> None:
        """Make one item of the chosen one and the next, or of all that are chosen."""
        from planner.services import items, several

        if self.chosen():
            self._on_chosen("合并", several.join)
        else:
            self._on_node("与下一项合并", items.join_next)

    def chosen(self) -> tuple[int, ...]:
        """Return what is chosen when that is not just the node that the keys act on; nothing twice."""
        snapshot, ids = self._workspace.snapshot, self._workspace.node_ids
        tops = topmost(snapshot, ids) if snapshot is not None and ids != (self._workspace.node_id,) else ()
        return () if tops == (self._workspace.node_id,) else tops

    def confirm_roles(self) -> None:
        """Take the leads that were found by position for stated."""
        from planner.services import assignments

        plan_id = self._workspace.plan_id
        if plan_id is not None:
            self._workspace.do("确认推定的牵头", lambda session: assignments.confirm_roles(session, plan_id))

    def take_proposal(self) -> None:
        """Let the unit that is proposed for the chosen item lead it."""
        from planner.services import assignments

        self._workspace.about_to_act.emit()  # a lead that was typed goes before one that is proposed
        node, proposal = self._workspace.node, self.proposed()
        if node is None or proposal is None:
            self._workspace.told.emit("这一项没有建议")
            return
        node_id, unit = node.node_id, proposal.unit
        self._workspace.do(
            f"定“{unit}”为牵头", lambda session: assignments.set_units(session, node_id, Role.LEAD, [unit])
        )

    def proposed(self) -> "Proposal | None":
        """Return the likeliest lead of the chosen item, if it has none and one is known."""
        node = self._workspace.node
        if node is None or node.kind is not NodeKind.ITEM or node.leads or not self._workspace.plan_id:
            return None
        return next(iter(self._proposer.propose(node, 1, at_once=False)), None)

    def place_leftover(self, leftover: Leftover) -> None:
        """Make an item of a leftover, after the chosen one."""
        from planner.services import items

        plan_id, node = self._workspace.plan_id, self._workspace.node
        if plan_id is None:
            return
        parent, after = (None, None) if node is None else (node.parent_id, node.node_id)
        if node is not None and node.kind is NodeKind.SECTION:
            parent, after = node.node_id, None
        start = leftover.start
        self._workspace.do(
            "把余文转为任务", lambda session: items.place_leftover(session, plan_id, start, parent, after)
        )

    def set_plan_title(self, title: str) -> None:
        """Give the plan another name."""
        from planner.services import plans

        plan_id = self._workspace.plan_id
        if plan_id is not None:
            self._workspace.do("修改计划名称", lambda session: plans.set_title(session, plan_id, title))

    def delete_plan(self) -> None:
        """Delete the plan on show; undo brings it back, so that nobody has to be asked first."""
        from planner.core.backups import Reason
        from planner.services import plans

        plan_id, snapshot = self._workspace.plan_id, self._workspace.snapshot
        if plan_id is not None and snapshot is not None:
            title = (snapshot.head.title or snapshot.source.name).strip("《》")
            step = lambda session: plans.delete_plan(session, plan_id)  # noqa: E731
            if self._workspace.do(f"删除《{title}》", step, backup_first=Reason.DELETE) is not None:
                self._workspace.taken.emit(f"已删除《{title}》")

    def next_open(self) -> None:
        """Choose the next item that nobody leads, round and round."""
        snapshot = self._workspace.snapshot
        if snapshot is None:
            return
        places = [place for place, node in enumerate(snapshot.nodes) if node.kind is NodeKind.ITEM and not node.leads]
        here = next((p for p, node in enumerate(snapshot.nodes) if node.node_id == self._workspace.node_id), -1)
        following = [place for place in places if place > here] or places
        if following:
            self._workspace.select(snapshot.nodes[following[0]].node_id)

    def _add(self, kind: NodeKind, parent_id: int | None, after_id: int | None) -> None:
        from planner.services import items

        plan_id = self._workspace.plan_id
        if plan_id is None:
            return
        name = f"新{KINDS[kind]}"
        done = self._workspace.do(
            name, lambda session: items.add_node(session, plan_id, kind, parent_id, after_id, name)
        )
        if done is not None:
            self.title_wanted.emit()

    def _move(self, word: str, offset: int) -> None:
        from planner.services import items, several

        node, snapshot = self._workspace.node, self._workspace.snapshot
        if self.chosen():
            self._on_chosen(word, lambda session, ids: several.shift(session, ids, offset))
            return
        beyond = place_beyond(snapshot, node, offset) if snapshot is not None and node is not None else None
        if beyond is None:
            self._on_node(word, lambda session, node_id: items.move_node(session, node_id, offset))
        else:
            self._on_node(word, lambda session, node_id: items.move_to(session, node_id, *beyond))

    def _on_node(self, word: str, step: Callable[[Any, int], Any], *, backup_first: str = "") -> Change | None:
        node_id, node = self._workspace.node_id, self._workspace.node
        if node_id is None or node is None:
            return None
        name = f"{word}{KINDS[node.kind]}" if word == "删除" else word
        return self._workspace.do(name, lambda session: step(session, node_id), backup_first=backup_first)

    def _on_chosen(
        self, word: str, step: Callable[[Any, tuple[int, ...]], Any], *, backup_first: str = ""
    ) -> Change | None:
        """Do a step on all that is chosen, as one; None when that is one node alone, or when it was refused."""
        ids = self.chosen()
        name = f"{word} {len(self._workspace.node_ids)} 项"
        if not ids:
            return None
        return self._workspace.do(name, lambda session: step(session, ids), backup_first=backup_first)

    def _node(self, node_id: int | None) -> PlanNode | None:
        snapshot = self._workspace.snapshot
        return snapshot.by_id.get(node_id) if snapshot is not None and node_id is not None else None

    def _children(self, node_id: int) -> tuple[PlanNode, ...]:
        snapshot = self._workspace.snapshot
        return snapshot.children.get(node_id, ()) if snapshot is not None else ()


def before_loss(snapshot: PlanSnapshot, node_ids: tuple[int, ...]) -> str:
    """Return the reason for a backup before nodes are deleted, empty when few of the items go."""
    gone = {found.node_id for top in node_ids for found in (snapshot.by_id[top], *below(snapshot, top))}
    items = [node.node_id in gone for node in snapshot.nodes if node.kind is NodeKind.ITEM]
    if sum(items) <= MOST_LOST * len(items):
        return ""
    from planner.core.backups import Reason

    return Reason.DELETE


def lost_with(snapshot: PlanSnapshot, node: PlanNode) -> str:
    """Return what goes with a node when it is deleted: 9项, 2条举措, nothing when nothing is below it."""
    kinds = [found.kind for found in below(snapshot, node.node_id)]
    words = ((NodeKind.ITEM, "项"), (NodeKind.STEP, "条举措"), (NodeKind.SECTION, "个部分"))
    return next((f"{kinds.count(kind)}{word}" for kind, word in words if kind in kinds), "")

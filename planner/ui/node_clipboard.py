"""Nodes on the clipboard: copied with their units and dates, pasted here or in another plan, and as a table elsewhere.

What was cut stays where it is, drawn pale, until it is pasted; then it moves, with everything that hangs on it. So
nothing is lost when something else is copied in between.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from planner.core.copied import CopiedNode, as_text, copied, from_json, to_json, topmost, with_below
from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.core.vocabulary import NodeKind
from planner.ui.workspace import PLAN, Workspace

if TYPE_CHECKING:
    from planner.ui.gestures import Gestures
    from planner.ui.intake import Intake
    from planner.ui.panes.outline_tree import OutlineTree

NODES = "application/x-planner-nodes"
Place = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Cut:
    """What is to be moved by the next pasting; `data` is what the clipboard must still hold."""

    plan_id: int
    node_ids: tuple[int, ...]
    data: bytes


class NodeClipboard(QObject):
    """The slots of the actions that copy, cut and paste in the tree."""

    def __init__(self, workspace: Workspace, tree: "OutlineTree", gestures: "Gestures", intake: "Intake") -> None:
        super().__init__(gestures.parent())
        self._workspace = workspace
        self._tree = tree
        self._gestures = gestures
        self._intake = intake
        self._cut: Cut | None = None
        tree.make_mime = self.mime_of
        tree.uncut_wanted.connect(lambda: self._show_cut(None))
        tree.dropped.connect(self.move_to)
        workspace.changed.connect(lambda _snapshot, _change: self._show_cut(self._cut))

    def copy_nodes(self) -> None:
        """Put what is chosen on the clipboard."""
        self._show_cut(None)
        ids = self._take()
        if ids:
            self._workspace.told.emit(f"已复制 {self._count()} 项；可以粘贴到别处，也可以粘贴到 WPS 里")

    def cut_nodes(self) -> None:
        """Put what is chosen on the clipboard; it moves when it is pasted."""
        ids, plan_id = self._take(), self._workspace.plan_id
        if ids and plan_id is not None:
            self._show_cut(Cut(plan_id, ids, _held()))
            self._workspace.told.emit(f"已剪切 {self._count()} 项；选好位置按 Ctrl+V 移过去，按 Esc 取消")

    def copy_table(self) -> None:
        """Put what is chosen on the clipboard as a table alone, for WPS and Excel."""
        snapshot, ids = self._workspace.snapshot, self._chosen()
        if snapshot is None or not ids:
            return
        html, text = as_table(snapshot, ids)
        if not html:
            self._workspace.told.emit("所选的内容里没有任务，没有可以复制的表格")
            return
        data = QMimeData()
        data.setHtml(html)
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)
        self._workspace.told.emit("已复制为表格，可以粘贴到 WPS 文字或表格里")

    def paste_here(self) -> None:
        """Paste nodes after the chosen one; anything else on the clipboard is reviewed as a plan."""
        nodes = from_json(bytes(_held()).decode("utf-8", "replace")) if _held() else ()
        if not nodes or self._workspace.plan_id is None or self._workspace.page != PLAN:
            self._intake.paste_plan()
            return
        place = self._place_for(nodes)
        cut = self._cut if self._cut is not None and self._cut.data == _held() else None
        if cut is None:
            self._insert("粘贴", nodes, place)
        elif cut.plan_id == self._workspace.plan_id:
            self._show_cut(None)
            self.move_to(cut.node_ids, *place, False)
        else:
            self._show_cut(None)
            self._insert("移入", nodes, place, cut)

    def duplicate(self) -> None:
        """Put a copy of what is chosen behind it."""
        snapshot, ids = self._workspace.snapshot, self._chosen()
        if snapshot is not None and ids:
            last = snapshot.by_id[ids[-1]]
            self._insert("再制", copied(snapshot, ids), (last.parent_id, last.node_id))

    def move_to(self, node_ids: tuple[int, ...], parent_id: int | None, after_id: int | None, is_copy: bool) -> None:
        """Put nodes where they were dropped, or copies of them."""
        from planner.services import several

        snapshot = self._workspace.snapshot
        if snapshot is None or self._workspace.plan_id is None:
            return
        if is_copy:
            self._insert("复制", copied(snapshot, node_ids), (parent_id, after_id))
            return
        tops = topmost(snapshot, node_ids)
        name = f"移动 {len(tops)} 项" if len(tops) > 1 else "移动任务"
        if self._workspace.do(name, lambda session: several.move(session, tops, parent_id, after_id)) is not None:
            self._choose(tops)
            self._workspace.told.emit(f"已{name}")

    def mime_of(self, node_ids: tuple[int, ...]) -> QMimeData:
        """Return nodes in every form: our own, indented text, and the table of their tasks."""
        data = QMimeData()
        snapshot = self._workspace.snapshot
        if snapshot is not None:
            nodes = copied(snapshot, node_ids)
            data.setData(NODES, QByteArray(to_json(nodes).encode()))
            data.setText(as_text(nodes))
            html, _ = as_table(snapshot, node_ids)
            if html:
                data.setHtml(html)
        return data

    def _take(self) -> tuple[int, ...]:
        ids = self._chosen()
        if ids:
            self._workspace.about_to_act.emit()
            QGuiApplication.clipboard().setMimeData(self.mime_of(ids))
        return ids

    def _chosen(self) -> tuple[int, ...]:
        node_id = self._workspace.node_id
        return self._gestures.chosen() or (() if node_id is None else (node_id,))

    def _count(self) -> int:
        """How many rows are chosen, as the status bar counts them."""
        return max(1, len(self._workspace.node_ids))

    def _show_cut(self, cut: Cut | None) -> None:
        """Draw pale what is to be moved, while the plan on show is the one it was cut in."""
        self._cut = cut
        self._tree.show_cut(cut.node_ids if cut is not None and cut.plan_id == self._workspace.plan_id else ())

    def _insert(self, word: str, nodes: tuple[CopiedNode, ...], place: Place, cut: Cut | None = None) -> None:
        from planner.services import pasting
        from planner.services.step import Touched

        plan_id = self._workspace.plan_id
        if plan_id is None:
            return
        made: list[int] = []

        def step(session: Any) -> Touched:
            made[:] = pasting.paste(session, plan_id, *place, nodes)
            if cut is not None:
                pasting.carry_over(session, cut.node_ids, cut.plan_id, made)
            return Touched((plan_id, *((cut.plan_id,) if cut is not None else ())), made[0])

        tops = sum(node.depth == 0 for node in nodes)
        if self._workspace.do(f"{word} {tops} 项", step) is not None:
            self._choose(tuple(one for one, node in zip(made, nodes, strict=True) if node.depth == 0))
            self._workspace.told.emit(f"已{word} {tops} 项")

    def _choose(self, node_ids: tuple[int, ...]) -> None:
        if node_ids and self._workspace.node_id not in node_ids:
            self._workspace.select(node_ids[0])
        self._workspace.mark(node_ids)

    def _place_for(self, nodes: tuple[CopiedNode, ...]) -> Place:
        """Return the place after the chosen node: tasks go into a section, steps into a task, sections beside one."""
        snapshot, node = self._workspace.snapshot, self._workspace.node
        if snapshot is None or node is None:
            return None, None
        kinds = {one.kind for one in nodes if one.depth == 0}
        if NodeKind.SECTION in kinds:
            while node.kind is not NodeKind.SECTION and node.parent_id is not None:
                node = snapshot.by_id[node.parent_id]
            return node.parent_id, node.node_id
        if node.kind is NodeKind.SECTION:
            return node.node_id, None
        if node.kind is NodeKind.ITEM and kinds == {NodeKind.STEP}:
            steps = snapshot.children.get(node.node_id, ())
            return node.node_id, steps[-1].node_id if steps else None
        return node.parent_id, node.node_id


def as_table(snapshot: PlanSnapshot, node_ids: tuple[int, ...]) -> tuple[str, str]:
    """Return the tasks among nodes as the rows of a responsibility table, in HTML and as text; nothing without any."""
    from planner.reports import breakdown
    from planner.reports.clipboard import table_html, table_text
    from planner.reports.request import PrintRequest, Subject

    nodes = with_below(snapshot, node_ids)
    if not any(node.kind is NodeKind.ITEM for node in nodes):
        return "", ""
    known = {node.node_id for node in nodes}
    kept = tuple(_on_top(node) if node.parent_id not in known else node for node in nodes)
    document = breakdown.build(Subject(replace(snapshot, nodes=kept, tables=())), PrintRequest())
    tables = tuple(replace(table, title="", subtitle="", notes=()) for table in document.tables)
    document = replace(document, tables=tables)
    return table_html(document), table_text(document)


def _on_top(node: PlanNode) -> PlanNode:
    return replace(node, parent_id=None)


def _held() -> bytes:
    """Return what the clipboard holds in our own form."""
    data = QGuiApplication.clipboard().mimeData()
    return bytes(data.data(NODES).data()) if data is not None and data.hasFormat(NODES) else b""

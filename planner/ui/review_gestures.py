"""What the clerk does to a draft in the review, by the node that is chosen; each as one named gesture of the desk."""

from PySide6.QtCore import QObject, Signal

from planner.core.draft_edits import Edit, MoveBorder, MoveUnits
from planner.core.draft_moves import MergeUp, PlaceLeftover, SetKind, SetLevel, Split, TakeOut
from planner.core.draft_spans import CLAUSE_MARKS, clause_border, title_run, units_run
from planner.core.draft_tree import node_of
from planner.core.labels import numbered
from planner.core.review import Gesture
from planner.core.vocabulary import NodeKind
from planner.ui.panes.plan_tree import PlanTree
from planner.ui.panes.review_queue import ReviewQueue
from planner.ui.panes.source_view import SourceView
from planner.ui.review_desk import ReviewDesk

UNIT_MARKS = f"{CLAUSE_MARKS}（(）) 　"
RETYPED = "这一项的文字改过，分界不能再移；请按 F2 直接修改"
KIND_WORDS = {NodeKind.SECTION: "改为部分", NodeKind.ITEM: "改为任务", NodeKind.STEP: "改为举措"}


class ReviewGestures(QObject):
    """The slots of the keys that change the draft. `told` says what could not be done, or what was."""

    told = Signal(str)

    def __init__(self, desk: ReviewDesk, tree: PlanTree, source: SourceView, queue: ReviewQueue) -> None:
        super().__init__(desk)
        self._desk = desk
        self._tree = tree
        self._source = source
        self._queue = queue

    def move_border(self, direction: int, *, by_letter: bool) -> None:
        """Move the border between title and body by a clause or a letter."""
        node_id = self._node()
        if node_id is None:
            return
        run = title_run(self._desk.draft, node_of(self._desk.draft, node_id))
        if run is None:
            self.told.emit(RETYPED)
            return
        at = run.at + direction if by_letter else clause_border(self._desk.draft, run, direction)
        if by_letter and direction < 0:
            text = self._desk.draft.source.text
            while at > 0 and text[run.letters[at - 1]] in "。：:；;，,、":
                at -= 1  # the point that ended the title goes along
        if 0 <= at <= len(run.letters) and at != run.at:
            self._on_node("移动标题与正文的分界", MoveBorder(node_id, at))

    def move_units(self, direction: int, *, by_letter: bool) -> None:
        """Move the border between the words and the units behind them."""
        node_id = self._node()
        if node_id is None:
            return
        run = units_run(self._desk.draft, node_of(self._desk.draft, node_id))
        if run is None:
            self.told.emit(RETYPED)
            return
        at = run.at + direction if by_letter else clause_border(self._desk.draft, run, direction, UNIT_MARKS)
        if 0 <= at <= len(run.letters) and at != run.at:
            self._on_node("移动正文与单位的分界", MoveUnits(node_id, at))

    def toggle_leftover(self) -> None:
        """Make a task of the left-over text that is on show, or left-over text of the node that is chosen."""
        question, left = self._desk.current, self._queue.current_leftover()
        if left is not None:
            self._place(left.start)
        elif question is not None and question.code == "LEFTOVER" and self._desk.is_open:
            self._place(question.start or 0)
        else:
            self.take_out()

    def next_leftover(self, offset: int) -> None:
        """Go to the next stretch of left-over text, or the one before."""
        if not self._queue.next_leftover(offset):
            self.told.emit("没有余文")

    def take_out(self) -> None:
        """Take the chosen node out of the plan."""
        node_id = self._node()
        if node_id is not None:
            place, beside = self._desk.snapshot.by_id[node_id], self._tree.beside(node_id)
            asked = self._desk.key
            if not self._desk.do("移出计划", TakeOut(node_id)):
                return
            if self._desk.key == asked and beside is not None:
                self._show(beside)  # the next one, so that several can be taken out one after the other
            self.told.emit(f"已移出计划：{numbered(place.number, place.title)}（Ctrl+Z 撤销）")

    def merge_up(self) -> None:
        """Make the chosen node the end of the one before it."""
        node_id = self._node()
        if node_id is not None:
            nodes = self._desk.draft.nodes
            place = next(at for at, node in enumerate(nodes) if node.node_id == node_id)
            above = nodes[place - 1].node_id if place else None
            if self._desk.do("并入上一条", MergeUp(node_id)):
                self._show(above)

    def split(self) -> None:
        """Make a node of its own of what stands behind the cursor of the source."""
        node_id = self._node()
        if node_id is None:
            return
        run = title_run(self._desk.draft, node_of(self._desk.draft, node_id))
        place = self._source.cursor_place()
        at = sum(letter < place for letter in run.letters) if run is not None else -1
        if run is None or not run.at <= at < len(run.letters):
            self.told.emit("先按 F6 到原文，把光标放到本条正文中第二项开始的地方，再按 Ctrl+K")
            return
        self._on_node("拆成两项", Split(node_id, at))

    def set_kind(self, kind: NodeKind) -> None:
        """Make the chosen node a section, an item or a step."""
        node_id = self._node()
        if node_id is not None:
            self._on_node(KIND_WORDS[kind], SetKind(node_id, kind))

    def set_level(self, step: int) -> None:
        """Put the chosen node a level down or up."""
        node_id = self._node()
        if node_id is not None:
            self._on_node("降一级" if step > 0 else "升一级", SetLevel(node_id, step))

    def undo(self) -> None:
        """Take back the last gesture."""
        gesture = self._desk.undo()
        if gesture is not None:
            self._show_changed(gesture)
        self.told.emit(f"已撤销：{gesture.name}" if gesture is not None else "没有可以撤销的了")

    def redo(self) -> None:
        """Do again what was taken back last."""
        gesture = self._desk.redo()
        if gesture is not None:
            self._show_changed(gesture)
        self.told.emit(f"已重做：{gesture.name}" if gesture is not None else "没有可以重做的了")

    def _place(self, start: int) -> None:
        before = {node.node_id for node in self._desk.draft.nodes}
        if self._desk.do("余文转为任务", PlaceLeftover(start)):
            new = next((node.node_id for node in self._desk.draft.nodes if node.node_id not in before), None)
            self._show(new)

    def _on_node(self, name: str, edit: Edit) -> None:
        node_id = self._node()
        if self._desk.do(name, edit) and node_id in self._desk.snapshot.by_id:
            self._show(node_id)

    def _show(self, node_id: int | None) -> None:
        self._tree.show_node(node_id)
        self._source.show_node(node_id)

    def _show_changed(self, gesture: Gesture) -> None:
        """Show the node that a gesture was about, unless it answered a question, which is shown then."""
        named = [getattr(edit, "node", None) for edit in gesture.edits]
        node_id = next((found for found in named if found in self._desk.snapshot.by_id), None)
        if node_id is None or gesture.question:
            return
        asked = [found for found in self._desk.questions if found.node == node_id and found.key in self._desk.open_keys]
        if asked:
            self._desk.go(asked[0].key)  # what is asked of it belongs to what is chosen
        self._show(node_id)

    def _node(self) -> int | None:
        node_id = self._tree.current_node()
        if node_id is None:
            self.told.emit("请先在右边的树里选一项")
        return node_id

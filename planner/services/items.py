"""Steps on the tree: the words of a node, and where it stands.

Sections, items and steps are moved alike, as in an outline: indenting makes a node the last child of the one above it,
outdenting puts it behind its parent, and its kind follows where it comes to stand. Numbers stay as the source wrote
them; the running number is counted when the plan is read.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from planner import models
from planner.core.errors import StepError
from planner.core.vocabulary import NodeKind, Origin
from planner.services import deadlines, stretches, tree, wording
from planner.services.step import Touched, key, node_of, plan_of

if TYPE_CHECKING:
    from planner.models import DutyTick, Node, Session

set_deadline = deadlines.set_deadline
set_due_day = deadlines.set_due_day
_HANGING = ("Assignment", "LabelledField", "Person", "Deadline", "Target", "DutyTick", "Fault", "ProgressEntry")
_AT_ONCE = 500


def _touched(node: "Node") -> Touched:
    return Touched((node.plan_id,), node.id)


def _reword(session: "Session", node_id: int, column: str, words: str) -> Touched:
    """Set one text of a node by one statement: the commonest edit, and half as long as by way of the object."""
    session.flush()
    sql = f"UPDATE nodes SET {column} = ? WHERE id = ? RETURNING plan_id"
    plan_id = session.connection().exec_driver_sql(sql, (words, node_id)).scalar()
    session.expire_all()
    return Touched((plan_id,), node_id) if plan_id is not None else _touched(node_of(session, node_id))


def set_title(session: "Session", node_id: int, title: str) -> Touched:
    """Reword the title; what it was read from stays marked in the source."""
    return _reword(session, node_id, "title", wording.needed_line(title, "标题"))


def set_body(session: "Session", node_id: int, body: str) -> Touched:
    """Reword the text under the title."""
    return _reword(session, node_id, "body", wording.typed(body).strip())


def set_number(session: "Session", node_id: int, number: str) -> Touched:
    """Set the number as written; that settles the proposal to correct it, and the fault that made it."""
    node = node_of(session, node_id)
    node.number = wording.one_line(number)
    node.number_proposed = None
    if node.number:
        faults = models.select(models.Fault).where(models.Fault.node_id == node_id)
        for settled in session.exec(faults.where(models.Fault.proposal == node.number)):
            session.delete(settled)
    return _touched(node)


def set_field(session: "Session", node_id: int, position: int, text: str) -> Touched:
    """Reword the labelled field at `position`, counted from 0."""
    node = node_of(session, node_id)
    query = models.select(models.LabelledField).where(models.LabelledField.node_id == node_id)
    found = session.exec(query.where(models.LabelledField.position == position)).first()
    if found is None:
        raise StepError("这一栏已经不在了。", "请重新选择这一项。", code="GONE")
    found.text = wording.typed(text).strip()
    return _touched(node)


def add_field(session: "Session", node_id: int, label: str) -> Touched:
    """Give a node a labelled field more, empty for the moment."""
    node = node_of(session, node_id)
    label = wording.needed_line(label, "栏目名称").rstrip("：:")
    present = _parts(session, models.LabelledField, node_id)
    if any(found.label == label for found in present):
        raise StepError(f"这一项已经有“{label}”一栏了。", "请直接填写那一栏。", code="PRESENT")
    session.add(models.LabelledField(node_id=node_id, position=len(present), label=label, text=""))
    return _touched(node)


def remove_field(session: "Session", node_id: int, label: str) -> Touched:
    """Take a labelled field from a node, with what stands in it."""
    node = node_of(session, node_id)
    present = _parts(session, models.LabelledField, node_id)
    gone = next((found for found in present if found.label == label), None)
    if gone is None:
        raise StepError("这一栏已经不在了。", "请重新选择这一项。", code="GONE")
    session.delete(gone)
    for position, found in enumerate(one for one in present if one is not gone):
        found.position = position
    return _touched(node)


def add_node(  # noqa: PLR0917 - the place and the words of a node, in the order of the tree
    session: "Session",
    plan_id: int,
    kind: NodeKind,
    parent_id: int | None,
    after_id: int | None,
    title: str,
    body: str = "",
) -> Touched:
    """Add a node behind the sibling `after_id`, or as the first child when that is None."""
    plan_of(session, plan_id)
    if tree.fitting_kind(kind, tree.parent_kind(session, plan_id, parent_id)) is not kind:
        raise StepError("举措要放在任务下面。", "请先选择一项任务。", code="MISPLACED")
    node = models.Node(
        plan_id=plan_id,
        parent_id=parent_id,
        position=0,
        kind=kind.value,
        origin=Origin.TEXT.value,
        title=wording.needed_line(title, "标题"),
        body=wording.typed(body).strip(),
    )
    tree.insert_after(tree.children(session, plan_id, parent_id), after_id, [node])
    session.add(node)
    session.flush()
    return _touched(node)


def delete_node(session: "Session", node_id: int) -> Touched:
    """Delete a node with all below it; what it was read from is listed as left over. Selects its neighbour."""
    node = node_of(session, node_id)
    plan_id, around = node.plan_id, tree.siblings(session, node)
    gone = tree.subtree(session, node)
    gone_ids = [key(one.id) for one in gone]
    place = around.index(node)
    rest = [one for one in around if one is not node]
    neighbour = rest[min(place, len(rest) - 1)].id if rest else node.parent_id
    tree.renumber(rest)
    remove(session, plan_id, gone_ids)
    return Touched((plan_id,), neighbour)


def remove(session: "Session", plan_id: int, node_ids: Sequence[int]) -> None:
    """Delete nodes, parents named before their children, with all that hangs on them; who stays is counted already."""
    stretches.let_go(session, plan_id, node_ids)
    session.flush()
    execute = session.connection().exec_driver_sql
    for start in range(len(node_ids), 0, -_AT_ONCE):
        some = tuple(node_ids[max(0, start - _AT_ONCE) : start])
        among = f"IN ({', '.join('?' * len(some))})"
        for part in _HANGING:
            execute(f"DELETE FROM {getattr(models, part).__tablename__} WHERE node_id {among}", some)
        execute(f"UPDATE assignments SET inherited_from = NULL WHERE inherited_from {among}", some)
        execute(f"DELETE FROM nodes WHERE id {among}", some)
    session.expire_all()


def move_node(session: "Session", node_id: int, offset: int) -> Touched:
    """Move a node among its siblings, up by a negative offset, as far as there is room."""
    node = node_of(session, node_id)
    around = tree.siblings(session, node)
    place = around.index(node)
    target = max(0, min(len(around) - 1, place + offset))
    if target == place and offset:
        end = "前" if offset < 0 else "后"
        hint = "不用再做什么。" if node.parent_id is None else "要移到别处，请先升一级，移到那里，再降一级。"
        raise StepError(f"已经在最{end}面了。", hint, code="AT_END")
    around.insert(target, around.pop(place))
    tree.renumber(around)
    return _touched(node)


def move_to(session: "Session", node_id: int, parent_id: int | None, after_id: int | None) -> Touched:
    """Put a node, with what is below it, behind `after_id` under `parent_id`; first there when that is None."""
    node = node_of(session, node_id)
    above = tree.parent_kind(session, node.plan_id, parent_id)
    moved = tree.subtree(session, node)
    if parent_id in {one.id for one in moved}:
        raise StepError("不能移到自己的下级里。", "请选择别的位置。", code="MISPLACED")
    tree.fitting_kind(NodeKind(node.kind), above)
    tree.renumber([one for one in tree.siblings(session, node) if one is not node])
    around = [one for one in tree.children(session, node.plan_id, parent_id) if one is not node]
    node.parent_id = parent_id
    tree.insert_after(around, after_id, [node])
    tree.refit(session, moved)
    return _touched(node)


def indent(session: "Session", node_id: int) -> Touched:
    """Make a node the last child of the one before it."""
    node = node_of(session, node_id)
    around = tree.siblings(session, node)
    place = around.index(node)
    if place == 0:
        raise StepError("前面没有同级的内容，不能降级。", "请先把它移到另一项后面。", code="NO_PARENT")
    above = around[place - 1]
    tree.fitting_kind(NodeKind(node.kind), NodeKind(above.kind))
    below = tree.children(session, node.plan_id, above.id)
    around.remove(node)
    tree.renumber(around)
    node.parent_id, node.position = above.id, len(below)
    tree.refit(session, tree.subtree(session, node))
    return _touched(node)


def outdent(session: "Session", node_id: int) -> Touched:
    """Put a node behind its parent."""
    node = node_of(session, node_id)
    if node.parent_id is None:
        raise StepError("已经是最高一级，不能再升级。", "不用再做什么。", code="AT_TOP")
    parent = node_of(session, node.parent_id)
    tree.renumber([one for one in tree.siblings(session, node) if one is not node])
    around = tree.siblings(session, parent)
    node.parent_id = parent.parent_id
    tree.insert_after(around, parent.id, [node])
    tree.refit(session, tree.subtree(session, node))
    return _touched(node)


def split_node(session: "Session", node_id: int, at: int) -> Touched:
    """Cut the text at its `at`-th character: the rest becomes a node of its own behind this one.

    Its title is the rest up to the first 。; it takes over units and persons, because the source named them for both
    halves, and the deadlines and targets that it says itself.
    What was reported stays with the first half: who reported spoke of the item as it was.
    """
    node = node_of(session, node_id)
    first, second = node.body[:at].rstrip(), node.body[max(at, 0) :].strip()
    title, body = _title_and_body(second)
    if not title or not 0 <= at <= len(node.body):
        raise StepError("光标后面没有文字，不能拆分。", "请把光标放到要拆开的地方。", code="NOTHING_TO_SPLIT")
    new = models.Node(
        plan_id=node.plan_id,
        parent_id=node.parent_id,
        position=0,
        kind=node.kind,
        origin=node.origin,
        title=title,
        body=body,
        open_ended=node.open_ended,
        table_id=node.table_id,
    )
    tree.insert_after(tree.siblings(session, node), node_id, [new])
    session.add(new)
    session.flush()
    new_id = key(new.id)
    stretches.split_body(session, node, at, new_id)
    session.flush()
    stretches.mark_beginning(session, new)
    node.body = first
    for model in (models.Assignment, models.Person):
        for found in _parts(session, model, node_id):
            session.add(model(**{**found.model_dump(exclude={"id"}), "node_id": new_id}))
    _share_out(session, node, new)
    return _touched(new)


def _share_out(session: "Session", first: "Node", second: "Node") -> None:
    """Let deadlines and targets follow their words into the half that says them; a deadline of neither is for both."""
    words = [f"{node.title}\n{node.body}" for node in (first, second)]
    for model in (models.Deadline, models.Target):
        kept, moved = [], []
        for found in _parts(session, model, key(first.id)):
            here, there = (found.text in half for half in words)
            if here or not there:
                kept.append(found)
            if there and not here:
                found.node_id = key(second.id)
                moved.append(found)
            elif model is models.Deadline and here == there:
                moved.append(model(**{**found.model_dump(exclude={"id"}), "node_id": key(second.id)}))
                session.add(moved[-1])
        for listed in (kept, moved):
            for position, found in enumerate(listed):
                found.position = position


def join_next(session: "Session", node_id: int) -> Touched:
    """Join a node with the sibling behind it: that one's title and text go to the end of this one's text."""
    node = node_of(session, node_id)
    around = tree.siblings(session, node)
    place = around.index(node)
    if place + 1 == len(around):
        raise StepError("后面没有同级的内容，不能合并。", "请选择前一项再合并。", code="NOTHING_TO_JOIN")
    gone = around[place + 1]
    if gone.kind != node.kind:
        raise StepError("章节和任务不能合并。", "请选择两项同类的内容。", code="MISPLACED")
    gone_id = key(gone.id)
    node.body = "\n".join(text for text in (node.body, _as_text(gone)) if text)
    node.open_ended = max(node.open_ended, gone.open_ended)
    stretches.join(session, node.plan_id, gone_id, node_id)
    _take_over(session, gone_id, node_id)
    own = tree.children(session, node.plan_id, node_id)
    moved = tree.children(session, node.plan_id, gone_id)
    for child in moved:
        child.parent_id = node_id
    tree.renumber([*own, *moved])
    session.flush()
    session.delete(gone)
    tree.renumber([one for one in around if one is not gone])
    return _touched(node)


def place_leftover(
    session: "Session", plan_id: int, start: int, parent_id: int | None, after_id: int | None
) -> Touched:
    """Make the leftover that begins at `start` a node: number, title up to the first 。 or line end, text behind."""
    query = models.select(models.Leftover).where(models.Leftover.plan_id == plan_id)
    leftover = session.exec(query.where(models.Leftover.start_at == start)).first()
    if leftover is None:
        raise StepError("这段余文已经处理过了。", "请在余文列表中重新选择。", code="GONE")
    text = stretches.source_text(session, plan_id)[leftover.start_at : leftover.end_at]
    number, text = _number_and_rest(text)
    title, body = _title_and_body(text)
    above = tree.parent_kind(session, plan_id, parent_id)
    kind = tree.fitting_kind(NodeKind.ITEM, above)
    touched = add_node(session, plan_id, kind, parent_id, after_id, title, body)
    node = node_of(session, key(touched.node_id))
    node.number = number
    stretches.place(session, plan_id, leftover.start_at, leftover.end_at, key(node.id))
    stretches.mark_beginning(session, node)
    session.delete(leftover)
    return touched


def _number_and_rest(text: str) -> tuple[str, str]:
    """Return text of the source as the number mark it begins with and the rest, if there is a rest."""
    from planner.importing.marks import MARK  # with it comes the whole import

    text = text.strip()
    found = re.match(MARK, text)
    rest = text[found.end() :].lstrip() if found else ""
    return (text[: len(text) - len(rest)].rstrip(), rest) if found and rest else ("", text)


def _title_and_body(text: str) -> tuple[str, str]:
    """Return text of the source as a title and the text behind it; marks alone are a title too."""
    text = text.strip()
    end = re.search("。|\n", text)
    if end is None or end.start() == 0:
        return wording.one_line(text), ""
    return wording.one_line(text[: end.start()]), text[end.end() :].strip()


def _as_text(node: "Node") -> str:
    """Return a node's title and text as one text."""
    return f"{node.title}。{node.body}" if node.title else node.body


def _parts(session: "Session", model: Any, node_id: int) -> list[Any]:
    query = models.select(model).where(model.node_id == node_id).order_by(model.position)
    return list(session.exec(query))


def _take_over(session: "Session", from_id: int, to_id: int) -> None:
    """Give what hangs on one node to another, behind what that has; a unit it has in the same role is dropped."""
    for model in (models.LabelledField, models.Person, models.Deadline, models.Target):
        has = len(_parts(session, model, to_id))
        for position, row in enumerate(_parts(session, model, from_id), start=has):
            row.node_id, row.position = to_id, position
    mine = _parts(session, models.Assignment, to_id)
    known = {(found.unit_id, found.role) for found in mine}
    position = len(mine)
    for found in _parts(session, models.Assignment, from_id):
        if (found.unit_id, found.role) in known:
            session.delete(found)
        else:
            found.node_id, found.position = to_id, position
            position += 1
    for found in session.exec(models.select(models.Assignment).where(models.Assignment.inherited_from == from_id)):
        found.inherited_from = to_id
    for fault in session.exec(models.select(models.Fault).where(models.Fault.node_id == from_id)):
        fault.node_id = to_id
    for entry in session.exec(models.select(models.ProgressEntry).where(models.ProgressEntry.node_id == from_id)):
        entry.node_id = to_id
    ticked = {tick.due_on for tick in _ticks(session, to_id)}
    for tick in _ticks(session, from_id):
        if tick.due_on in ticked:
            session.delete(tick)
        else:
            tick.node_id = to_id


def _ticks(session: "Session", node_id: int) -> "list[DutyTick]":
    return list(session.exec(models.select(models.DutyTick).where(models.DutyTick.node_id == node_id)))

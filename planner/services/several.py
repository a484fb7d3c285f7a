"""Steps on several nodes at once. A node below another chosen one goes along with it; what cannot be is refused whole.

The nodes keep the order of the plan among themselves, wherever they come to stand.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.core.errors import StepError
from planner.core.vocabulary import NodeKind
from planner.services import items
from planner.services.outlines import Outline
from planner.services.step import Touched, node_of

if TYPE_CHECKING:
    from planner.models import Session


def delete(session: "Session", node_ids: Sequence[int]) -> Touched:
    """Delete nodes with all below them."""
    plan_id, outline = _outline(session, node_ids)
    tops = outline.topmost(node_ids)
    gone = [one for top in tops for one in outline.subtree(top)]
    outline.take_out(tops)
    outline.write(session)
    items.remove(session, plan_id, gone)
    return Touched((plan_id,))


def shift(session: "Session", node_ids: Sequence[int], offset: int) -> Touched:
    """Move nodes by one place among their siblings, up (-1) or down (1).

    Items that stand together at the edge of their section go over it into the next one, as a single item does.
    """
    plan_id, outline = _outline(session, node_ids)
    tops = outline.topmost(node_ids)
    chosen = set(tops)
    at_edge = [parent for parent in _parents(outline, tops) if outline.below[parent][min(0, -offset)] in chosen]
    if at_edge:
        _go_beyond(outline, tops, offset)
    else:
        for parent_id in _parents(outline, tops):
            outline.below[parent_id] = _shifted(outline.below[parent_id], chosen, offset)
    outline.write(session)
    return Touched((plan_id,))


def indent(session: "Session", node_ids: Sequence[int]) -> Touched:
    """Put each node below the one before it that is not moved itself."""
    plan_id, outline = _outline(session, node_ids)
    for node_id in outline.topmost(node_ids):
        around = outline.siblings(node_id)
        place = around.index(node_id)
        if place == 0:
            raise StepError("所选的第一项前面没有同级的内容，不能降级。", "请先把它移到另一项后面。", code="NO_PARENT")
        above = around[place - 1]
        outline.take_out([node_id])
        outline.put([node_id], above, len(outline.below.get(above, ())))
    outline.write(session)
    return Touched((plan_id,))


def outdent(session: "Session", node_ids: Sequence[int]) -> Touched:
    """Put each node behind its parent."""
    plan_id, outline = _outline(session, node_ids)
    for node_id in reversed(outline.topmost(node_ids)):
        parent_id = outline.above[node_id]
        if parent_id is None:
            raise StepError("所选内容里有的已经是最高一级，不能再升级。", "请只选可以升级的内容。", code="AT_TOP")
        outline.take_out([node_id])
        outline.put([node_id], outline.above[parent_id], outline.siblings(parent_id).index(parent_id) + 1)
    outline.write(session)
    return Touched((plan_id,))


def move(session: "Session", node_ids: Sequence[int], parent_id: int | None, after_id: int | None) -> Touched:
    """Put nodes behind the sibling `after_id` under `parent_id`; first there when that is None."""
    plan_id, outline = _outline(session, node_ids)
    tops = outline.topmost(node_ids)
    moved = set(tops)
    above = parent_id
    while above is not None:
        if above in moved:
            raise StepError("不能移到自己的下级里。", "请选择别的位置。", code="MISPLACED")
        above = outline.above.get(above)
    around = outline.below.get(parent_id, [])
    if (parent_id is not None and parent_id not in outline.above) or (after_id is not None and after_id not in around):
        raise StepError("插入的位置已经变了。", "请重新选择位置再试。", code="GONE")
    place = around.index(after_id) + 1 if after_id is not None else 0
    place -= sum(one in moved for one in around[:place])
    outline.take_out(tops)
    outline.put(tops, parent_id, place)
    outline.write(session)
    return Touched((plan_id,))


def join(session: "Session", node_ids: Sequence[int]) -> Touched:
    """Make one node of several that stand one behind the other."""
    plan_id, outline = _outline(session, node_ids)
    tops = outline.topmost(node_ids)
    parents = _parents(outline, tops)
    around = outline.siblings(tops[0])
    places = [around.index(one) for one in tops] if len(parents) == 1 else []
    if len(tops) < 2 or not places or any(second != first + 1 for first, second in pairwise(places)):
        raise StepError("只有前后相连的同级内容才能合并。", "请选择相连的几项。", code="NOT_TOGETHER")
    for _ in tops[1:]:
        items.join_next(session, tops[0])
        session.flush()
    return Touched((plan_id,), tops[0])


def _outline(session: "Session", node_ids: Sequence[int]) -> tuple[int, Outline]:
    if not node_ids:
        raise StepError("没有选中任何内容。", "请先选择任务。", code="NOTHING_CHOSEN")
    plan_id = node_of(session, node_ids[0]).plan_id
    return plan_id, Outline(session, plan_id)


def _parents(outline: Outline, tops: Sequence[int]) -> list[int | None]:
    return list(dict.fromkeys(outline.above[top] for top in tops))


def _shifted(around: Sequence[int], chosen: set[int], offset: int) -> list[int]:
    """Return siblings with the chosen ones moved by one place."""
    ordered = list(around if offset < 0 else reversed(around))
    for place in range(1, len(ordered)):
        if ordered[place] in chosen and ordered[place - 1] not in chosen:
            ordered[place - 1 : place + 1] = [ordered[place], ordered[place - 1]]
    return ordered if offset < 0 else ordered[::-1]


def _go_beyond(outline: Outline, tops: Sequence[int], offset: int) -> None:
    """Move items from the edge of their section into the next one, or refuse."""
    around = outline.siblings(tops[0])
    edge = around[: len(tops)] if offset < 0 else around[-len(tops) :]
    beyond = _section_beyond(outline, tops[0], offset) if list(edge) == list(tops) else None
    if beyond is None or any(outline.kinds[top] is not NodeKind.ITEM for top in tops):
        end = "前" if offset < 0 else "后"
        raise StepError(
            f"所选内容里有的已经在最{end}面了。", "要移到别处，请先升一级，移到那里，再降一级。", code="AT_END"
        )
    outline.take_out(tops)
    outline.put(tops, beyond, 0 if offset > 0 else len(outline.below.get(beyond, ())))


def _section_beyond(outline: Outline, node_id: int, offset: int) -> int | None:
    """Return the section next to the one of a node, the innermost one at the near edge; None when there is none."""
    above = outline.above[node_id]
    while above is not None and outline.kinds[above] is NodeKind.SECTION:
        around = outline.siblings(above)
        place = around.index(above) + offset
        if 0 <= place < len(around):
            found: int | None = around[place]
            while found is not None and outline.kinds[found] is NodeKind.SECTION:
                inside = outline.below.get(found, ())
                edge = inside[0 if offset > 0 else -1] if inside else None
                if edge is None or outline.kinds[edge] is not NodeKind.SECTION:
                    return found
                found = edge
            return None
        above = outline.above[above]
    return None

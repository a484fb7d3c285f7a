"""The stretches of the source behind the nodes: what happens to them when nodes are split, joined, deleted or placed.

Each character of the source stays in exactly one stretch, so that nothing of it can get lost: what a deleted node was
read from becomes a leftover.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner import models
from planner.core.vocabulary import Part
from planner.services.step import key

if TYPE_CHECKING:
    from planner.models import Node, Session, Span

DELETED = "已删除的任务"


def source_text(session: "Session", plan_id: int) -> str:
    """Return the text the plan came from."""
    return session.exec(models.select(models.Source.text).where(models.Source.plan_id == plan_id)).one()


def of_nodes(session: "Session", plan_id: int, node_ids: Sequence[int]) -> list["Span"]:
    """Return the stretches of some nodes in the order of the source."""
    query = models.select(models.Span).where(models.Span.plan_id == plan_id)
    query = query.where(models.col(models.Span.node_id).in_(node_ids))
    return list(session.exec(query.order_by(models.col(models.Span.start_at))))


def cut(session: "Session", span: "Span", at: int) -> "Span | None":
    """Cut a stretch at an index of the source and return the second half; None when the cut is not inside it."""
    if not span.start_at < at < span.end_at:
        return None
    rest = models.Span(plan_id=span.plan_id, start_at=at, end_at=span.end_at, node_id=span.node_id, part=span.part)
    session.add(rest)
    span.end_at = at
    return rest


def let_go(session: "Session", plan_id: int, node_ids: Sequence[int]) -> None:
    """Turn what some nodes were read from into leftovers, one for each run without anything else in between."""
    freed = of_nodes(session, plan_id, node_ids)
    if not freed:
        return
    text = source_text(session, plan_id)
    runs: list[tuple[int, int]] = []
    for span in freed:
        span.node_id, span.part = None, Part.LEFTOVER.value
        if runs and not text[runs[-1][1] : span.start_at].strip():
            runs[-1] = (runs[-1][0], span.end_at)
        else:
            runs.append((span.start_at, span.end_at))
    for start, end in runs:
        session.add(models.Leftover(plan_id=plan_id, start_at=start, end_at=end, reason=DELETED))


def split_body(session: "Session", node: "Node", at: int, to_id: int) -> None:
    """Give the stretches of a body behind its `at`-th character to another node, if the body is still the source's."""
    text = source_text(session, node.plan_id)
    spans = [span for span in of_nodes(session, node.plan_id, [key(node.id)]) if span.part == Part.BODY]
    read = "".join("".join(text[span.start_at : span.end_at].split()) for span in spans)
    if read != "".join(node.body.split()):
        return
    before = len("".join(node.body[:at].split()))
    for span in spans:
        if before <= 0:
            span.node_id = to_id
            continue
        for place in range(span.start_at, span.end_at):
            if before == 0:
                rest = cut(session, span, place)
                if rest is not None:
                    rest.node_id = to_id
                break
            before -= not text[place].isspace()


def mark_beginning(session: "Session", node: "Node") -> None:
    """Mark in the source what became the number and the title of a node, and the 。 behind it."""
    text = source_text(session, node.plan_id)
    wanted = [(Part.NUMBER, _length(node.number)), (Part.TITLE, _length(node.title))]
    for span in of_nodes(session, node.plan_id, [key(node.id)]):
        piece: Span | None = span if span.part == Part.BODY else None
        while piece is not None:
            while wanted and not wanted[0][1]:
                del wanted[0]
            part, left = wanted[0] if wanted else (Part.MARKER, 1)
            if part is Part.MARKER and text[piece.start_at] != "。":
                return
            end = piece.start_at
            while left and end < piece.end_at:
                left -= not text[end].isspace()
                end += 1
            wanted[:1] = [(part, left)]
            rest = cut(session, piece, end)
            piece.part = part.value
            if part is Part.MARKER:
                return
            piece = rest


def _length(words: str) -> int:
    return sum(not character.isspace() for character in words)


def place(session: "Session", plan_id: int, start: int, end: int, node_id: int) -> None:
    """Give the leftover stretches between two indices to a node as its body."""
    query = models.select(models.Span).where(models.Span.plan_id == plan_id, models.Span.part == Part.LEFTOVER.value)
    query = query.where(models.col(models.Span.start_at) < end, models.col(models.Span.end_at) > start)
    for found in session.exec(query.order_by(models.col(models.Span.start_at))).all():
        inside = cut(session, found, start) or found
        cut(session, inside, end)
        inside.node_id, inside.part = node_id, Part.BODY.value
    session.flush()


def join(session: "Session", plan_id: int, from_id: int, to_id: int) -> None:
    """Give all stretches of one node to another: its number is dropped, its title is part of the body now."""
    becomes = {Part.NUMBER.value: Part.MARKER.value, Part.TITLE.value: Part.BODY.value}
    for span in of_nodes(session, plan_id, [from_id]):
        span.node_id = to_id
        span.part = becomes.get(span.part, span.part)

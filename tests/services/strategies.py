"""Drafts of any shape, for round trips: whatever an import may say must come out of the store as it went in."""

from datetime import date
from itertools import pairwise

from hypothesis import strategies as st

from planner.core.draft import (
    Deadline,
    DraftAssignment,
    DraftNode,
    DraftPlan,
    DraftTable,
    Fault,
    GlossaryEntry,
    Head,
    LabelledField,
    Leftover,
    Person,
    Source,
    Span,
    Target,
)
from planner.core.vocabulary import NodeKind, Origin, Part, Role, Severity

# Everything but NUL and halves of surrogate pairs; the odd ones of a real export among them.
ODD = st.sampled_from("一二（）：。\n\t\x0c\u3000\u200b'\"\\%_𠮷😀é")
TEXT = st.text(st.one_of(ODD, st.characters(exclude_characters="\x00", codec="utf-8")), max_size=12)
WORD = st.sampled_from(["甲股", "乙股", "丙室", "各学校", "丁（戊）站"])
DAY = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))
PLACE = st.integers(min_value=0, max_value=500)


@st.composite
def drafts(draw: st.DrawFn) -> DraftPlan:
    """Return a draft with a tree in plan order and everything that can hang on it."""
    count = draw(st.integers(min_value=0, max_value=8))
    nodes: list[DraftNode] = []
    path: list[int] = []
    counted: dict[tuple[NodeKind, Origin], int] = {}
    for node_id in range(1, count + 1):
        depth = draw(st.integers(min_value=0, max_value=len(path)))
        del path[depth:]
        kind, origin = draw(st.sampled_from(NodeKind)), draw(st.sampled_from(Origin))
        counted[kind, origin] = counted.get((kind, origin), 0) + 1
        nodes.append(_node(draw, node_id, path[-1] if path else None, kind, origin, depth + 1, counted[kind, origin]))
        path.append(node_id)
    any_node = st.sampled_from([None, *range(1, count + 1)])
    rows = draw(st.permutations(range(1, count + 1)))
    cut = draw(st.integers(min_value=0, max_value=count))
    tables = [
        DraftTable(draw(TEXT), tuple(draw(st.lists(TEXT, max_size=3))), tuple(sorted(part)))
        for part in (rows[:cut], rows[cut:])
    ]
    ends = sorted(draw(st.sets(PLACE, max_size=10)))
    spans = [Span(start, end, draw(any_node), draw(st.sampled_from(Part))) for start, end in pairwise(ends)]
    faults = st.builds(
        Fault,
        st.sampled_from(["NO_UNIT", "NUMBER_REPEATED"]),
        st.sampled_from(Severity),
        TEXT,
        any_node,
        st.none() | PLACE,
        st.none() | PLACE,
        st.none() | TEXT,
    )
    return DraftPlan(
        source=draw(st.builds(Source, TEXT, st.just("txt"), st.just("0" * 64), TEXT)),
        head=draw(_HEADS),
        preamble=draw(TEXT),
        closing=draw(TEXT),
        nodes=tuple(nodes),
        tables=tuple(tables),
        glossary=tuple(draw(st.lists(st.builds(GlossaryEntry, TEXT, TEXT, TEXT), max_size=2))),
        spans=tuple(spans),
        leftovers=tuple(Leftover(start, end, draw(TEXT)) for start, end in pairwise(ends[:3])),
        faults=tuple(draw(st.lists(faults, max_size=3))),
        lead_word=draw(TEXT),
        partner_word=draw(TEXT),
    )


_HEADS = st.builds(
    Head,
    title=TEXT,
    notice_title=TEXT,
    issuers=st.lists(TEXT, max_size=2).map(tuple),
    document_number=TEXT,
    addressees=TEXT,
    issued_on=DAY,
    published_on=DAY,
    years=st.lists(st.integers(1990, 2100), max_size=2).map(tuple),
    stage=st.sampled_from([None, "draft", "final"]),
    copy_to=st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
    printed_by=TEXT,
    printed_on=DAY,
)


def _node(
    draw: st.DrawFn, node_id: int, parent: int | None, kind: NodeKind, origin: Origin, level: int, ordinal: int
) -> DraftNode:
    assignments = st.builds(
        DraftAssignment,
        WORD,
        TEXT,
        st.sampled_from(Role),
        st.booleans(),
        st.booleans(),
        st.sampled_from([None, *range(1, node_id)]),
    )
    return DraftNode(
        node_id,
        parent,
        kind,
        origin,
        level,
        ordinal,
        draw(TEXT),
        draw(TEXT),
        draw(TEXT),
        draw(st.none() | TEXT),
        tuple(draw(st.lists(st.builds(LabelledField, TEXT, TEXT), max_size=2))),
        tuple(draw(st.lists(assignments, max_size=3))),
        draw(st.booleans()),
        tuple(draw(st.lists(st.builds(Person, TEXT, TEXT), max_size=2))),
        tuple(draw(st.lists(st.builds(Deadline, TEXT, DAY, DAY, st.sampled_from(["day", "undated"])), max_size=2))),
        tuple(draw(st.lists(st.builds(Target, TEXT, TEXT, TEXT, st.just("about")), max_size=2))),
    )

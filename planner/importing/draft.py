"""Writing the draft: nodes with their texts, units, deadlines and spans, numbered in document order."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from planner.core.draft import Deadline, DraftAssignment, DraftNode, LabelledField, Person
from planner.core.vocabulary import NodeKind, Origin, Part, Role
from planner.importing.contents import Contents, LabelledPassage
from planner.importing.deadlines import labelled_deadline
from planner.importing.labels import LabelKind
from planner.importing.outline import Block
from planner.importing.passages import close_blanks, close_title_blanks
from planner.importing.people import read_names
from planner.importing.roles import Named
from planner.importing.spans import RawSpan, add_trimmed, cover

_TITLE_TAIL = "：:。；;，, \t\u3000\xa0\u200a\n"


@dataclass(slots=True)
class NodeWriter:
    """Collects the nodes and spans of a draft; `ids` gives the node of a block or a table row by its identity."""

    text: str
    year: int | None
    nodes: list[DraftNode] = field(default_factory=list)
    spans: list[RawSpan] = field(default_factory=list)
    ids: dict[int, int] = field(default_factory=dict)
    ordinals: dict[tuple[NodeKind, Origin], int] = field(default_factory=dict)

    def write_block(
        self, contents: Contents, named: list[Named], inherited: Iterable[DraftAssignment], prose: list[Deadline]
    ) -> int:
        """Write one block of the text as a node; return its id."""
        block, node_id = contents.block, len(self.nodes) + 1
        self.ids[id(block)] = node_id
        number = "".join(self.text[block.mark[0] : block.mark[1]].split()) if block.mark else ""
        if block.mark:
            add_trimmed(self.spans, self.text, (block.start, block.mark[0], node_id, Part.MARKER))
            self.spans.append((*block.mark, node_id, Part.NUMBER))
        if block.tag_end:
            part = Part.LABEL if self.text[block.start].isalnum() else Part.MARKER
            words_from = block.mark[1] if block.mark else block.start
            add_trimmed(self.spans, self.text, (words_from, block.tag_end, node_id, part))
        title, body = self._write_text(contents, node_id)
        self._write_units(contents, named, node_id)
        fields, persons, deadlines = self._write_values(contents.values, node_id)
        if contents.units:
            self._add_phrase_values(contents, persons, deadlines)
        if prose and deadlines:
            known = " ".join("".join(deadline.text.split()) for deadline in deadlines)
            prose = [deadline for deadline in prose if deadline.text not in known]
        parent = block.parent
        self.nodes.append(
            DraftNode(
                node_id=node_id,
                parent_id=self.ids[id(parent)] if parent is not None else None,
                kind=block.kind,
                origin=Origin.TEXT,
                level=block.level,
                ordinal=self.next_ordinal(block.kind, Origin.TEXT),
                number=number,
                title=title,
                body=body,
                number_proposed=block.number_proposed,
                fields=tuple(fields),
                assignments=() if contents.lends else (*(unit.assignment for unit in named), *inherited),
                open_ended=any(passage.phrase.open_ended for passage in contents.units + contents.lent)
                and not contents.lends,
                persons=tuple(persons),
                deadlines=(*deadlines, *prose),
            )
        )
        return node_id

    def next_ordinal(self, kind: NodeKind, origin: Origin) -> int:
        """Count a node of a kind and origin; return its running number."""
        self.ordinals[kind, origin] = self.ordinals.get((kind, origin), 0) + 1
        return self.ordinals[kind, origin]

    def _write_text(self, contents: Contents, node_id: int) -> tuple[str, str]:
        """Write the spans of title and body and return both, joined and with stray blanks closed."""
        words, passage = contents.words, contents.text
        start, end = contents.title
        spans = self.spans
        for stretch in passage.stretches(start, end):
            spans.append((*stretch, node_id, Part.TITLE))
        at, limit = end, len(words)
        first_cut = contents.cut[0][0] if contents.cut else limit
        while at < first_cut and words[at] in _TITLE_TAIL:
            at += 1
        for stretch in passage.stretches(end, at):
            spans.append((*stretch, node_id, Part.MARKER))
        parts: list[str] = []
        for low, high in [*contents.cut, (limit, limit)]:
            if at < low:
                part = words[at:low]
                anew = parts and "\n" in part[: len(part) - len(part.lstrip())]
                parts.append(("\n" if anew else "") + part.strip())
                for stretch in passage.stretches(at, low):
                    spans.append((*stretch, node_id, Part.BODY))
            at = max(at, high)
        return close_title_blanks(words[start:end], self.text), close_blanks("".join(parts))

    def _write_units(self, contents: Contents, named: list[Named], node_id: int) -> None:
        if not contents.units and not contents.cut:
            return
        inner: list[RawSpan] = [(*place, node_id, Part.UNITS) for unit in named for place in unit.places]
        inner += self._inner_values(contents, node_id)
        inner.sort()
        starts = [span[0] for span in inner]
        stretches = [place for low, high in contents.cut for place in contents.text.stretches(low, high)]
        for passage in contents.units:
            label = passage.label
            if label is not None:
                add_trimmed(self.spans, self.text, (label.start, label.end, node_id, Part.LABEL))
                stretches += passage.passage.pieces
        for start, end in stretches:
            within = inner[bisect_left(starts, start) : bisect_left(starts, end)]
            cover(self.spans, self.text, (start, end), within, node_id)

    def _inner_values(self, contents: Contents, node_id: int) -> list[RawSpan]:
        return [
            (*stretch, node_id, Part.FIELD)
            for passage in contents.units
            for value in passage.phrase.others
            for stretch in passage.stretches(value.start, value.end)
        ]

    def _add_phrase_values(self, contents: Contents, persons: list[Person], deadlines: list[Deadline]) -> None:
        """Add the persons and deadlines that stand among the units of a labelled bracket."""
        for passage in contents.units:
            for value in passage.phrase.others:
                words = passage.passage.text
                inside = words[value.start + passage.offset : value.end + passage.offset].strip("；;，, ")
                if value.kind is LabelKind.PERSON:
                    persons += [Person(value.label, name) for name in read_names(inside)]
                elif value.kind is LabelKind.DEADLINE:
                    deadlines.append(labelled_deadline(inside, self.year))

    def _write_values(
        self, values: list[LabelledPassage], node_id: int
    ) -> tuple[list[LabelledField], list[Person], list[Deadline]]:
        """Write labelled values: persons and deadlines go where they belong, the others stay labelled paragraphs."""
        fields: list[LabelledField] = []
        persons: list[Person] = []
        deadlines: list[Deadline] = []
        for value in values:
            label = value.label
            add_trimmed(self.spans, self.text, (label.start, label.end, node_id, Part.LABEL))
            for piece in value.passage.pieces:
                self.spans.append((*piece, node_id, Part.FIELD))
            words = value.passage.text
            if label.kind is LabelKind.PERSON:
                persons += [Person(label.words, name) for name in read_names(words)]
            elif label.kind is LabelKind.DEADLINE:
                deadlines.append(labelled_deadline(" ".join(words.split()), self.year))
            else:
                fields.append(LabelledField(label.words, close_blanks(words)))
        return fields, persons, deadlines


def blanket_assignments(named: list[Named], node_id: int) -> list[DraftAssignment]:
    """Return the partners that a phrase declares for all that follows, as inherited from their node."""
    return [
        replace(unit.assignment, inherited_from=node_id)
        for unit in named
        if unit.unit.blanket and unit.assignment.role is Role.PARTNER
    ]


def by_block(deadlines: list[tuple[int, Deadline]], blocks: list[Block]) -> dict[int, list[Deadline]]:
    """Share prose deadlines out among the blocks that hold them, keyed by a block's start."""
    starts = [block.start for block in blocks]
    out: dict[int, list[Deadline]] = {}
    for at, deadline in deadlines:
        index = bisect_right(starts, at) - 1
        if index >= 0 and any(start <= at < end for start, end in blocks[index].pieces):
            found = out.setdefault(starts[index], [])
            if deadline not in found:
                found.append(deadline)
    return out

"""Writing the rows of a table as nodes: sections of its headings and classes, items of its rows, steps of their points.

A row gives the same node as the same task in running text: the first sentence of its cell is the title, the rest the
body, numbered points in the cell are steps.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from planner.core.draft import Deadline, DraftAssignment, DraftNode, LabelledField, Person
from planner.core.unit_names import is_unit_like
from planner.core.vocabulary import NodeKind, Origin, Part, Role
from planner.importing.cell_texts import CellText, read_cell_text
from planner.importing.columns import UNIT_COLUMNS, Column, names_persons
from planner.importing.deadlines import labelled_deadline
from planner.importing.draft import NodeWriter
from planner.importing.labels import LabelKind
from planner.importing.passages import Passage, close_blanks, close_title_blanks
from planner.importing.people import read_names
from planner.importing.roles import Named
from planner.importing.spans import RawSpan, cover
from planner.importing.table_parts import Cell, Heading, Row, TableReading
from planner.importing.unit_phrases import read_phrase

_LONGEST_NAME = 4
_PHONE = re.compile(r"[0-9]{4}")


@dataclass(slots=True)
class _Values:
    """What the cells of a row say of it."""

    number: str = ""
    title: str = ""
    body: str = ""
    fields: list[LabelledField] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    steps: list[tuple[Passage, CellText]] = field(default_factory=list)


def write_table(
    writer: NodeWriter, table: TableReading, parent: int | None, level: int, named: Iterable[list[Named]]
) -> list[int]:
    """Write a table's rows as items, under a section of its heading if it has one; return the ids of the rows.

    `named` are the units of each row, followed by those of its steps.
    """
    if table.heading.pieces:
        parent = _write_section(writer, Heading(table.heading, None, 0), parent, level)
        level += 1
    for start, end in table.head_spans:
        writer.spans.append((start, end, None, Part.TABLE_HEAD))
    units = iter(named)
    ids: list[int] = []
    above: list[tuple[int, int | None]] = [(-1, parent)]
    for row in table.rows:
        for heading in row.headings:
            while above[-1][0] >= heading.rank:
                above.pop()
            section = _write_section(writer, heading, above[-1][1], level + len(above) - 1)
            above.append((heading.rank, section))
        ids += _write_item(writer, row, units, above[-1][1], level + len(above) - 1)
    return ids


def _write_item(
    writer: NodeWriter, row: Row, units: Iterator[list[Named]], parent: int | None, level: int
) -> list[int]:
    """Write a row and its steps; return the row's id, or nothing for a row that is only a heading.

    The units of the steps are the item's; a step keeps in words which of them are its own.
    """
    named = next(units)
    steps = [(step, next(units)) for step in row.steps]
    if not row.cells:
        return []
    row.open_ended = row.open_ended or any(step.open_ended for step in row.steps)
    node_id = _write_row(writer, row, named, (parent, level), NodeKind.ITEM)
    for step, own in steps:
        _write_row(writer, step, own, (node_id, level + 1), NodeKind.STEP)
    if steps:
        whole = _of_all([unit.assignment for units in (named, *(own for _, own in steps)) for unit in units])
        writer.nodes[node_id - 1] = replace(writer.nodes[node_id - 1], assignments=whole)
    return [node_id]


def _of_all(found: list[DraftAssignment]) -> tuple[DraftAssignment, ...]:
    """Return each unit once, in order; one that leads anywhere leads."""
    by_unit: dict[str, DraftAssignment] = {}
    for one in found:
        known = by_unit.setdefault(one.unit, one)
        if known.role is not Role.LEAD and one.role is Role.LEAD:
            by_unit[one.unit] = one
    return tuple(by_unit.values())


def _write_section(writer: NodeWriter, heading: Heading, parent: int | None, level: int) -> int:
    node_id = len(writer.nodes) + 1
    number = heading.number
    writer.ids[id(heading)] = node_id
    if number:
        writer.spans.append((*number, node_id, Part.NUMBER))
    for piece in heading.passage.pieces:
        writer.spans.append((*piece, node_id, Part.TITLE))
    writer.nodes.append(
        DraftNode(
            node_id,
            parent,
            NodeKind.SECTION,
            Origin.TABLE,
            level,
            writer.next_ordinal(NodeKind.SECTION, Origin.TABLE),
            "".join(writer.text[slice(*number)].split()) if number else "",
            close_title_blanks(heading.passage.text, writer.text),
            number_proposed=heading.number_proposed,
        )
    )
    return node_id


def _write_row(writer: NodeWriter, row: Row, named: list[Named], place: tuple[int | None, int], kind: NodeKind) -> int:
    node_id = len(writer.nodes) + 1
    writer.ids[id(row)] = node_id
    values = _Values()
    for cell in row.cells:
        if cell.kind is Column.TASK:
            _write_task(writer, cell, values, node_id)
        elif cell.kind in UNIT_COLUMNS:
            own = [unit for unit in named if unit.passage.passage is cell.passage]
            item = place[0] if kind is NodeKind.STEP else None
            times = _write_units(writer, cell.passage, own, item or node_id)
            _add_persons(cell, values)
            if item and own:
                _add_field(values, cell.label, close_blanks(cell.passage.text.strip()))
            values.deadlines += [labelled_deadline(time, writer.year) for time in times]
        else:
            _write_value(writer, cell, values, node_id)
    writer.nodes.append(
        DraftNode(
            node_id,
            place[0],
            kind,
            Origin.TABLE,
            place[1],
            writer.next_ordinal(kind, Origin.TABLE),
            values.number,
            values.title,
            values.body,
            number_proposed=row.number_proposed,
            fields=tuple(values.fields),
            assignments=tuple(dict.fromkeys(unit.assignment for unit in named)) if kind is NodeKind.ITEM else (),
            open_ended=row.open_ended and kind is NodeKind.ITEM,
            persons=tuple(dict.fromkeys(values.persons)),
            deadlines=tuple(dict.fromkeys(values.deadlines)),
        )
    )
    for passage, step in values.steps:
        _write_step(writer, passage, step, node_id, place[1] + 1)
    return node_id


def _write_task(writer: NodeWriter, cell: Cell, values: _Values, node_id: int) -> None:
    """Write a task's cell; a second one of the same row goes on with the text of the first."""
    passage, words = cell.passage, cell.passage.text
    if values.title:
        values.body += ("\n" if values.body else "") + close_blanks(words.strip())
        _add(writer, passage, (0, len(words)), node_id, Part.BODY)
        return
    read = read_cell_text(passage, numbered=True)
    values.title, values.body = _write_text(writer, passage, read, node_id)
    values.steps += [(passage, step) for step in read.steps]


def _write_text(writer: NodeWriter, passage: Passage, read: CellText, node_id: int) -> tuple[str, str]:
    """Write the spans of number, title and body; return title and body."""
    words = passage.text
    _add(writer, passage, read.number, node_id, Part.NUMBER)
    _add(writer, passage, read.title, node_id, Part.TITLE)
    _add(writer, passage, (read.title[1], read.body[0]), node_id, Part.MARKER)
    _add(writer, passage, read.body, node_id, Part.BODY)
    title = close_title_blanks(words[slice(*read.title)].replace("\n", ""), writer.text)
    return title, close_blanks(words[slice(*read.body)])


def _write_step(writer: NodeWriter, passage: Passage, read: CellText, parent: int, level: int) -> None:
    node_id = len(writer.nodes) + 1
    number = "".join(passage.text[slice(*read.number)].split())
    title, body = _write_text(writer, passage, read, node_id)
    ordinal = writer.next_ordinal(NodeKind.STEP, Origin.TABLE)
    writer.nodes.append(DraftNode(node_id, parent, NodeKind.STEP, Origin.TABLE, level, ordinal, number, title, body))


def _write_value(writer: NodeWriter, cell: Cell, values: _Values, node_id: int) -> None:
    """Write a cell that is neither the task nor units: number, persons, deadline or a labelled paragraph."""
    words = cell.passage.text.strip()
    part = Part.FIELD
    if cell.kind is Column.NUMBER:
        values.number, part = values.number + "".join(words.split()), Part.NUMBER
    elif cell.kind is Column.PERSON:
        values.persons += [Person(cell.label, name) for name in read_names(words) if not _PHONE.search(name)]
        if _PHONE.search(words):
            _add_field(values, cell.label, close_blanks(words))
    elif cell.kind is Column.DEADLINE:
        values.deadlines.append(labelled_deadline(close_blanks(" ".join(words.split())), writer.year))
    elif words:
        _add_field(values, cell.label, close_blanks(words))
    for piece in cell.passage.pieces:
        writer.spans.append((*piece, node_id, part))


def _add_persons(cell: Cell, values: _Values) -> None:
    """Add the persons who stand among the units of a cell; the whole cell is kept beside them."""
    if not names_persons(cell.label):
        return
    names = [unit.name for unit in read_phrase(cell.passage.text).units if not is_unit_like(unit.name)]
    values.persons += [Person(cell.label, name) for name in names if len(name) <= _LONGEST_NAME]
    if names:
        _add_field(values, cell.label, close_blanks(cell.passage.text.strip()))


def _add_field(values: _Values, label: str, text: str) -> None:
    """Add a labelled paragraph; one of the same label goes on with it."""
    if values.fields and values.fields[-1].label == label:
        text = f"{values.fields.pop().text}\n{text}"
    values.fields.append(LabelledField(label, text))


def _write_units(writer: NodeWriter, passage: Passage, named: list[Named], node_id: int) -> list[str]:
    """Write the spans of a cell of units; return the deadlines that stand among them."""
    inner: list[RawSpan] = [(*place, node_id, Part.UNITS) for unit in named for place in unit.places]
    words = passage.text
    times = [value for value in read_phrase(words).others if value.kind is LabelKind.DEADLINE]
    for value in times:
        inner += [(*place, node_id, Part.FIELD) for place in passage.stretches(value.start, value.end)]
    inner.sort()
    for piece in passage.pieces:
        cover(writer.spans, writer.text, piece, [span for span in inner if piece[0] <= span[0] < piece[1]], node_id)
    return ["".join(words[value.start : value.end].split()).strip("；;，,（）()") for value in times]


def _add(writer: NodeWriter, passage: Passage, stretch: tuple[int, int], node_id: int, part: Part) -> None:
    writer.spans += [(*place, node_id, part) for place in passage.stretches(*stretch)]

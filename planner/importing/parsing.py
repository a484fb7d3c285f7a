"""From a source to a draft: the order in which the parts of the importer do their work."""

from dataclasses import replace

from planner.core.collector import without_collector
from planner.core.draft import DraftAssignment, DraftPlan, DraftTable, Fault, Head, Source
from planner.core.input_errors import Bomb, NotAPlan
from planner.core.unit_names import is_unit_like
from planner.core.vocabulary import NodeKind, Part, Role
from planner.importing.adoption import adopt
from planner.importing.apart import Apart, mark_head, set_apart, without_contents
from planner.importing.asides import asides_of, without_asides
from planner.importing.by_unit import inherited_units, take_unit_titles, unit_headings
from planner.importing.check_tables import check_row_numbers
from planner.importing.checks import check
from planner.importing.closing import take_closing
from planner.importing.columns import UNIT_COLUMNS, Column, ColumnWords, names_persons, without_whose
from planner.importing.contents import Contents, UnitPassage, read_contents, rejoin_titles
from planner.importing.deadlines import prose_deadlines
from planner.importing.draft import NodeWriter, blanket_assignments, by_block
from planner.importing.found_labels import Labels, find_labels
from planner.importing.grid_tables import read_grids, read_lines_outside
from planner.importing.handed_down import find_rules, from_measures
from planner.importing.heads import HeadReading, body_start, read_head
from planner.importing.kinds import assign_kinds
from planner.importing.labels import LabelKind
from planner.importing.lines import Line
from planner.importing.marks import Style
from planner.importing.measures import find_measures
from planner.importing.mended import plain_source
from planner.importing.numbering import check_numbers
from planner.importing.options import ImportOptions
from planner.importing.outline import Outline, build_outline
from planner.importing.passages import Passage, close_blanks, close_title_blanks
from planner.importing.reading import Reading
from planner.importing.roles import Named, RoleRules, assign_passages, assign_units, common_word, role_rules
from planner.importing.said import take_said
from planner.importing.silent import cut_at_silence, silenced, silent_stretches
from planner.importing.spans import complete
from planner.importing.table_nodes import write_table
from planner.importing.table_parts import Row, TableReading
from planner.importing.table_places import blocks_above
from planner.importing.tables import find_tables, lay_out_rows
from planner.importing.tail_lists import take_tail_lists
from planner.importing.targets import with_targets
from planner.importing.unit_lines import mark_unit_lines
from planner.importing.unit_phrases import Phrase, read_phrase, states_first_leads
from planner.importing.unnumbered import take_unnumbered
from planner.importing.unread_tables import UnreadTables, set_aside_unread
from planner.importing.weak_brackets import drop_weak
from planner.importing.web_feet import without_page

_FOREWORD = 4000
_MOST_NODES = 30_000


def parse(source: Source, options: ImportOptions = ImportOptions()) -> DraftPlan:
    """Read a plan out of `source`.

    Raises `InputError` NOT_A_PLAN when there is neither a numbered item nor a table nor a phrase that names units, and
    BOMB when there are more numbers and rows than any plan has.
    Everything else becomes a draft; what found no place in it is a leftover.
    """
    with without_collector():
        return _parse(source, options)


def _parse(source: Source, options: ImportOptions) -> DraftPlan:
    running = without_asides(source)
    silent = silent_stretches(running)
    text = silenced(running, silent)
    known = ColumnWords(options.columns)
    grids = read_grids(text, source, known)
    lines = lay_out_rows(text, read_lines_outside(text, grids), known, grids)
    tables = _few_enough(source, lines, find_tables(text, lines, known, grids.tables))
    unread = _outside_tables(text, lines, tables)
    body, contents_list = without_contents(text, unread.lines)
    body, page, until = without_page(text, body)
    body = mark_unit_lines(text, body)
    labels = find_labels(text, body, until)
    if not tables:
        take_unnumbered(text, body, labels)
    start = body_start(text, body, _first_of_body(text, body, labels, tables))
    head = read_head(text, body, start)
    apart = set_apart(text, body[start:], head.title)
    apart.leftovers += page + contents_list + unread.leftovers + grids.text.leftovers
    apart.doubts += unread.doubts + grids.text.doubts
    apart.spans += [(*place, None, Part.TABLE_HEAD) for place in grids.heads]
    apart.lines, closing = take_closing(text, apart.lines, labels)
    apart.lines, measures = find_measures(text, apart.lines, labels)
    outline = build_outline(text, apart.lines, labels, measures)
    contents = _read_all(text, outline, labels)
    headings = unit_headings(contents)
    take_unit_titles(contents, headings)
    _refuse_no_plan(source, contents, tables, labels)
    titles = {found.block.start: "".join(found.words[slice(*found.title)].split()) for found in contents}
    with_units = {found.block.start for found in contents if found.units}
    assign_kinds(outline.blocks, titles, with_units, headings)
    above = blocks_above(text, tables, outline.blocks, with_units)
    take_said(contents, headings)
    adopt(contents)
    rules = role_rules(contents, _cell_phrases(tables), all_lead=options.all_lead)
    before = body[start].start if start < len(body) else tables[0].start if tables else 0
    rules.first_leads = rules.first_leads or states_first_leads(text[max(before - _FOREWORD, 0) : before])
    day = apart.issued_on or apart.printed_on
    years = head.years or ((day.year,) if day else ())
    writer = NodeWriter(text, years[0] if len(years) == 1 else None)
    reading = Reading(
        text=text,
        source=source,
        options=options,
        tables=tables,
        labels=labels,
        head=head,
        apart=apart,
        outline=outline,
        contents=contents,
        rules=rules,
        years=years,
        writer=writer,
        headings=headings,
        silent=silent,
        above=above,
        closing=Passage(text, [(line.start, line.end) for line in closing], ["\n"] * (len(closing) - 1)),
    )
    _write_nodes(reading)
    return _finish(reading)


def _outside_tables(text: str, lines: list[Line], tables: list[TableReading]) -> UnreadTables:
    """Return the lines between the tables, without the tables among them that are not read."""
    out = UnreadTables([])
    at = 0
    for first, last in [*((table.first, table.last) for table in tables), (len(lines), len(lines))]:
        found = set_aside_unread(text, lines[at:first])
        out.lines += found.lines
        out.leftovers += found.leftovers
        out.doubts += found.doubts
        at = last
    return out


def _first_of_body(text: str, body: list[Line], labels: Labels, tables: list[TableReading]) -> int:
    """Return the index of the first line that can belong to the body."""
    by_unit = {start for start, _ in labels.by_unit} | labels.paragraphs
    first_table = tables[0].start if tables else len(text)
    for index, line in enumerate(body):
        if line.style is not None or line.start in by_unit or line.start > first_table:
            return index
    return len(body)


def _read_all(text: str, outline: Outline, labels: Labels) -> list[Contents]:
    """Read the contents of all blocks; a document whose items end in brackets may use names that look like no unit."""
    width = _torn_width(outline)
    by_unit = dict(labels.by_unit)
    contents = [read_contents(text, block, labels, by_unit, strict=True, width=width) for block in outline.blocks]
    if sum(1 for found in contents if found.units and found.cut) >= 3:
        for index, found in enumerate(contents):
            if not found.units and found.rejected:
                contents[index] = read_contents(text, found.block, labels, by_unit, strict=False, width=width)
    rejoin_titles(contents, width)
    drop_weak(contents, width)
    take_tail_lists(contents, width)
    return contents


def _torn_width(outline: Outline) -> int:
    """Return the width at which lines were torn when the whole document is set in short lines, else 0."""
    lengths = sorted(end - start for block in outline.blocks for start, end in block.pieces)
    if not lengths or lengths[-1] > 70:
        return 0
    if len(lengths) < 12:
        torn = [end - start for b in outline.blocks for start, end in b.pieces[:-1] if b.pieces]
        return lengths[-1] if lengths[-1] >= 20 and sum(length + 8 >= lengths[-1] for length in torn) > 1 else 0
    return lengths[int(len(lengths) * 0.9)]


def _refuse_no_plan(source: Source, contents: list[Contents], tables: list[TableReading], labels: Labels) -> None:
    numbered = sum(found.block.style is None or found.block.style > Style.PASSAGE for found in contents)
    if tables or numbered > 1 or any(found.units for found in contents):
        return
    if contents and (labels.has(LabelKind.LEAD) or labels.has(LabelKind.RESPONSIBLE)):
        return
    raise NotAPlan(source.name)


def _few_enough(source: Source, lines: list[Line], tables: list[TableReading]) -> list[TableReading]:
    """Return the tables; raise BOMB for what would take more time and memory than a plan may, before it does."""
    if sum(line.style is not None for line in lines) + sum(len(table.rows) for table in tables) > _MOST_NODES:
        raise Bomb(source.name)
    return tables


def _cell_phrases(tables: list[TableReading]) -> list[Phrase]:
    return [
        read_phrase(cell.passage.text)
        for table in tables
        for row in table.rows
        for cell in row.cells
        if cell.kind in UNIT_COLUMNS
    ]


def _row_units(row: Row, table: TableReading, rules: RoleRules) -> list[Named]:
    """Return the units of a table row.

    责任单位 is the partner beside a lead column, the lead beside a partner column.
    """
    kinds = set(table.kinds)
    responsible = Role.PARTNER if Column.LEAD in kinds else Role.LEAD if Column.PARTNER in kinds else None
    roles = {Column.LEAD: Role.LEAD, Column.PARTNER: Role.PARTNER, Column.RESPONSIBLE: responsible}
    passages: list[tuple[UnitPassage, Role | None]] = []
    for cell in row.cells:
        if cell.kind in UNIT_COLUMNS:
            phrase = read_phrase(cell.passage.text)
            if names_persons(cell.label):
                phrase = replace(phrase, units=tuple(unit for unit in phrase.units if is_unit_like(unit.name)))
            row.open_ended = row.open_ended or phrase.open_ended
            passages.append((UnitPassage(phrase, cell.passage, 0), roles[cell.kind]))
    return assign_passages(passages, rules)


def _write_nodes(reading: Reading) -> None:
    """Write the blocks and the tables in document order."""
    text, writer, rules = reading.text, reading.writer, reading.rules
    numbers = check_numbers(text, reading.outline.blocks)
    for table in reading.tables:
        check_row_numbers(text, table)
    prose = by_block(prose_deadlines(text, reading.years), reading.outline.blocks)
    reading.named_rows = [
        [_row_units(part, table, rules) for row in table.rows for part in (row, *row.steps)] for table in reading.tables
    ]
    waiting = list(zip(reading.tables, reading.named_rows, strict=True))[::-1]
    annex: int | None = None
    reading.named = [assign_units(found, rules) for found in reading.contents]
    reading.handed = find_rules(reading.contents, reading.named, [reading.head.preamble, reading.closing], rules)
    for index, (found, named) in enumerate(zip(reading.contents, reading.named, strict=True)):
        while waiting and waiting[-1][0].start < found.block.start:
            _write_table(reading, *waiting.pop(), annex)
        own = named or reading.handed.of_section.get(found.block.start, [])
        inherited = _inherited(reading, index, {unit.assignment.unit for unit in own})
        node_id = writer.write_block(found, own, inherited, prose.get(found.block.start, []))
        reading.blanket += blanket_assignments(named, node_id)
        if found.block.parent is None:
            annex = node_id if found.block.style == 0 else None
    while waiting:
        _write_table(reading, *waiting.pop(), annex)
    ids = [writer.ids[id(block)] for block in reading.outline.blocks]
    reading.doubts += [d if d.node is None else replace(d, node=ids[d.node]) for d in numbers]


def _inherited(reading: Reading, index: int, own: set[str]) -> list[DraftAssignment]:
    """Return what a node has from elsewhere beside its `own` units."""
    found, ids = reading.contents[index], reading.writer.ids
    inherited = inherited_units(found.block, reading.headings, ids)
    if own:  # 基教科 above, （教研室配合） at the task: the heading still leads
        led = any(unit.assignment.role is Role.LEAD for unit in reading.named[index])
        inherited = [] if led else [unit for unit in inherited if unit.role is Role.LEAD and unit.unit not in own]
    if found.block.kind is not NodeKind.ITEM:
        return inherited
    led = any(unit.assignment.role is Role.LEAD for unit in reading.named[index])
    if not led:
        inherited += reading.handed.from_headings(found.block, own, ids)
    inherited += [unit for unit in reading.blanket if unit.unit not in own]
    ruled = reading.handed.from_rules(found.block, own, ids)
    if found.block.parent is None:
        ruled += [unit for unit in reading.handed.whole if unit.unit not in own]
    inherited += [unit for unit in ruled if not led or unit.role is not Role.LEAD]
    inherited += from_measures(index, reading.contents, reading.named, len(reading.writer.nodes) + 1)
    return inherited


def _write_table(reading: Reading, table: TableReading, rows: list[list[Named]], annex: int | None) -> None:
    block = reading.above.get(table.start)
    parent, level = (annex, 2 if annex else 1)
    if block is not None:
        parent, level = reading.writer.ids[id(block)], block.level + 1
    ids = write_table(reading.writer, table, parent, level, rows)
    heading = close_title_blanks(table.heading.text, reading.text) if table.heading.pieces else reading.head.title
    reading.draft_tables.append(DraftTable(heading, tuple(table.columns), tuple(ids)))
    reading.apart.leftovers += table.leftovers
    reading.doubts += table.doubts
    nodes = [reading.writer.ids.get(id(part)) for part in table.numbered]
    reading.doubts += [d if d.node is None else replace(d, node=nodes[d.node]) for d in table.number_doubts]


def _finish(reading: Reading) -> DraftPlan:
    """Gather head, preamble and faults, and give every character its span."""
    head, apart, outline, writer = reading.head, reading.apart, reading.outline, reading.writer
    reading.doubts += [*head.doubts, *apart.doubts]
    mark_head(apart, reading.text, outline.heads)
    spans = writer.spans + apart.spans + [(start, end, None, Part.HEAD) for start, end in head.spans]
    preamble = head.preamble
    if preamble is not None:
        for start, end in outline.loose:
            preamble.add(start, end)
        spans += [(start, end, None, Part.PREAMBLE) for start, end in preamble.pieces]
    spans += [(start, end, None, Part.CLOSING) for start, end in reading.closing.pieces]
    doubts = check(reading)
    left_over = [*head.leftovers, *apart.leftovers, *outline.leftovers, *asides_of(reading.source)]
    spans += [(left.start, left.end, None, Part.LEFTOVER) for left in left_over]
    spans = cut_at_silence(reading.source.text, spans, reading.silent)
    whole, leftovers = complete(reading.source.text, spans, left_over)
    words = _role_words(reading)
    return DraftPlan(
        source=plain_source(reading.source),
        head=_head(reading),
        closing=close_blanks(reading.closing.text),
        preamble=close_blanks(preamble.text) if preamble and preamble.pieces else "",
        nodes=with_targets(writer.nodes),
        tables=tuple(reading.draft_tables),
        glossary=tuple(apart.glossary),
        spans=whole,
        leftovers=leftovers,
        faults=tuple(Fault(d.code, d.severity, d.message, d.node, d.start, d.end, d.proposal) for d in doubts),
        lead_word=words[0],
        partner_word=words[1],
    )


def _head(reading: Reading) -> Head:
    head, apart = reading.head, reading.apart
    return Head(
        title=head.title,
        notice_title=head.notice_title,
        issuers=head.issuers or tuple(apart.signature),
        document_number=head.document_number,
        addressees=head.addressees,
        issued_on=head.issued_on or apart.issued_on,
        published_on=head.published_on,
        years=reading.years,
        stage=reading.options.stage or head.stage,
        copy_to=tuple(apart.copy_to),
        printed_by=apart.printed_by,
        printed_on=apart.printed_on,
    )


def _role_words(reading: Reading) -> tuple[str, str]:
    """Return the document's own words for the two roles, from its labels and its tables' columns."""
    found: dict[LabelKind, list[str]] = {}
    for label in reading.labels.found:
        found.setdefault(label.kind, []).append(label.words)
    for table in reading.tables:
        for kind, word in zip(table.kinds, table.columns, strict=True):
            if kind in UNIT_COLUMNS:
                found.setdefault(LabelKind[kind.name], []).append(without_whose(word))
    responsible = found.get(LabelKind.RESPONSIBLE, [])
    leads = found.get(LabelKind.LEAD, []) or (responsible if LabelKind.PARTNER in found else [])
    partners = found.get(LabelKind.PARTNER, []) or (responsible if LabelKind.LEAD in found else [])
    return common_word(leads), common_word(partners)


__all__ = ["Apart", "HeadReading", "parse"]

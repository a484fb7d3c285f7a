"""Small plans for the reports, and a PDF read back."""

from contextlib import contextmanager
from ctypes import c_float, c_int, c_uint
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from planner.core.draft import DraftAssignment, DraftNode, DraftPlan, Head, LabelledField, Source
from planner.core.snapshot import snapshot_of_draft
from planner.core.vocabulary import NodeKind, Origin, Role
from planner.reports import catalog
from planner.reports.table import Column, ItemRow, ReportTable, SectionRow, names, plain


def section(number="一、", title="办好学校", level=1):
    return DraftNode(0, None, NodeKind.SECTION, Origin.TEXT, level, 0, number, title)


def item(number, title, body="", lead=(), partners=(), *, fields=(), stated=True, origin=Origin.TEXT, **more):
    units = [DraftAssignment(unit, unit, Role.LEAD, stated) for unit in lead]
    units += [DraftAssignment(unit, unit, Role.PARTNER, stated) for unit in partners]
    labelled = tuple(LabelledField(label, text) for label, text in fields)
    node = DraftNode(0, None, NodeKind.ITEM, origin, 2, 0, number, title, body, None, labelled, tuple(units))
    return replace(node, **more)


def plan_of(*nodes, title="青禾县2031年工作要点", lead_word="", partner_word="", **head):
    """Return a snapshot of `nodes`, numbered as they come; an item belongs to the section before it."""
    placed, parent = [], None
    for node_id, node in enumerate(nodes, 1):
        is_section = node.kind is NodeKind.SECTION
        placed.append(replace(node, node_id=node_id, parent_id=None if is_section else parent, ordinal=node_id))
        parent = node_id if is_section else parent
    draft = DraftPlan(
        Source("计划.txt", "txt", "", ""),
        Head(title=title, **head),
        nodes=tuple(placed),
        lead_word=lead_word,
        partner_word=partner_word,
    )
    return snapshot_of_draft(draft)


def table_of(*rows, notes=(), title="《青禾县2031年工作要点》责任分解表"):
    """Return a table of the five columns; a row is a section's text, or (number, task, lead, partners)."""
    found = []
    for row in rows:
        if isinstance(row, str):
            found.append(SectionRow(row, 1))
        else:
            number, task, lead, partners = row
            found.append(ItemRow((plain(number), plain(task), names(lead), names(partners))))
    columns = (
        Column("序号", 12, centred=True, repeats=True, ragged=True),
        Column("工作任务", 150),
        Column("牵头单位", 38, repeats=True, ragged=True),
        Column("配合单位", 57, repeats=True, ragged=True),
    )
    return ReportTable(title, "共几项", columns, tuple(found), notes, "P1", "责任分解表")


@dataclass(frozen=True)
class Glyph:
    """A character of a page and the box of its ink in points, from the left and from the bottom."""

    character: str
    left: float
    bottom: float
    right: float
    top: float


@contextmanager
def opened_page(data, index):
    """Give a page of a PDF, and close it behind."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[index]
        try:
            yield page
        finally:
            page.close()


@contextmanager
def opened_text(data, index):
    """Give the text of a page of a PDF, and close it behind."""
    with opened_page(data, index) as page:
        text_page = page.get_textpage()
        try:
            yield text_page
        finally:
            text_page.close()


def page_texts(data):
    """Return the text of each page, without white space."""
    document = pypdfium2.PdfDocument(data)
    texts = []
    for page in document:
        text_page = page.get_textpage()
        texts.append("".join(text_page.get_text_range().split()))
        text_page.close()
        page.close()
    document.close()
    return texts


def glyphs(data, index):
    """Return the visible characters of a page."""
    with opened_text(data, index) as text_page:
        found = []
        for place in range(text_page.count_chars()):
            character = chr(pdfium.FPDFText_GetUnicode(text_page.raw, place))
            if not character.isspace():
                found.append(Glyph(character, *text_page.get_charbox(place)))
    return found


def _point(piece, place):
    x, y = c_float(), c_float()
    pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFPath_GetPathSegment(piece.raw, place), x, y)
    return x.value, y.value


def rules(data, index):
    """Return the upright and level rules of a page: the x of all upright ones, the y of all level ones."""
    with opened_page(data, index) as page:
        upright, level = set(), set()
        for piece in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
            points = [_point(piece, place) for place in range(pdfium.FPDFPath_CountSegments(piece.raw))]
            for (x, y), (to_x, to_y) in pairwise(points):
                if abs(x - to_x) < 0.01:
                    upright.add(round(x, 1))
                elif abs(y - to_y) < 0.01:
                    level.add(round(y, 1))
    return sorted(upright), sorted(level)


def strokes(data, index):
    """Return the straight lines of a page as (x, y, to_x, to_y), whatever path they belong to; closed paths too."""
    with opened_page(data, index) as page:
        found = []
        for piece in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
            last = begun = None
            for place in range(pdfium.FPDFPath_CountSegments(piece.raw)):
                segment = pdfium.FPDFPath_GetPathSegment(piece.raw, place)
                point = _point(piece, place)
                kind = pdfium.FPDFPathSegment_GetType(segment)
                if kind == pdfium.FPDF_SEGMENT_MOVETO:
                    begun = point
                elif kind == pdfium.FPDF_SEGMENT_LINETO:
                    found.append((*last, *point))
                if pdfium.FPDFPathSegment_GetClose(segment):
                    found.append((*point, *begun))
                last = point
    return found


def shapes(data, index):
    """Return the filled or curved shapes of a page: their box in points and their fill as red, green, blue or None."""
    with opened_page(data, index) as page:
        found = []
        for piece in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
            fill, stroke = c_int(), c_int()
            pdfium.FPDFPath_GetDrawMode(piece.raw, fill, stroke)
            colour = tuple(c_uint() for _ in range(4))
            pdfium.FPDFPageObj_GetFillColor(piece.raw, *colour)
            found.append((piece.get_bounds(), tuple(part.value for part in colour[:3]) if fill.value else None))
    return found


def stroke_widths(data, index):
    """Return the stroked paths of a page: the box of the line that is followed, and the width of the stroke."""
    with opened_page(data, index) as page:
        found = []
        for piece in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
            fill, stroke, width = c_int(), c_int(), c_float()
            pdfium.FPDFPath_GetDrawMode(piece.raw, fill, stroke)
            pdfium.FPDFPageObj_GetStrokeWidth(piece.raw, width)
            points = [_point(piece, place) for place in range(pdfium.FPDFPath_CountSegments(piece.raw))]
            if stroke.value:
                across, up = zip(*points, strict=True)
                box = tuple(round(side, 1) for side in (min(across), min(up), max(across), max(up)))
                found.append((box, round(width.value, 2)))
    return found


def type_sizes(data, index):
    """Return the visible characters of a page with their size in points."""
    with opened_text(data, index) as text_page:
        found = [
            (chr(pdfium.FPDFText_GetUnicode(text_page.raw, place)), pdfium.FPDFText_GetFontSize(text_page.raw, place))
            for place in range(text_page.count_chars())
        ]
    return [(character, round(size, 2)) for character, size in found if not character.isspace()]


def render(plan, request, extension):
    """Return the finished file of a plan."""
    return catalog.render(catalog.Subject(plan), request, extension)


def build(plan, request):
    """Return the one table of a plan's document."""
    (table,) = catalog.build(catalog.Subject(plan), request).tables
    return table


def reported(plan, number, *entries):
    """Return the plan with reports for the item of that number."""
    nodes = tuple(replace(node, entries=entries) if node.number == number else node for node in plan.nodes)
    return replace(plan, nodes=nodes)


def grouped(plan, group, *members):
    """Return the plan with the members of a group fixed; all are units of the plan by name."""
    units = {found.unit.name: found.unit for node in plan.nodes for found in node.assignments}
    return replace(plan, groups=((units[group].unit_id, tuple(units[name] for name in members)),))


def texts_of(table):
    """Return the texts of a table's rows of cells."""
    return [[cell.text for cell in row.cells] for row in table.rows if isinstance(row, ItemRow)]

"""A document to PDF: chooses the faces, breaks the lines, draws, and tells what the clerk should know."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from math import ceil

from planner.core.stopping import Tell, tell_nobody
from planner.reports.fonts import HANDS, Hand, Typeface, stand_in_remarks, typeface, usual_family
from planner.reports.linebreak import Advances
from planner.reports.paginate import paginate
from planner.reports.pdf import Drawn, SetLeaf, draw
from planner.reports.profiles import LEAST_ROW, MM, PROFILES
from planner.reports.request import Rendered
from planner.reports.table import ItemRow, PageChoices, ReportDocument, ReportTable, Style
from planner.reports.typeset import SetTable, typeset

# Roughly how many rows stand on a page, until the pages are known.
_ROWS_A_PAGE = 6


def print_document(document: ReportDocument, name: str, tell: Tell = tell_nobody, *, bundled_only: bool) -> Rendered:
    """Return `document` as a PDF called `name`; `tell` hears how many pages of how many are drawn."""
    faces = _Faces(document.page, bundled_only=bundled_only)
    drawn = draw(set_leaves(document, faces, tell), faces.face, document.title, document.page, tell)
    return Rendered(drawn.data, name, drawn.page_count, (*document.remarks, *faces.remarks(drawn)))


def first_page(document: ReportDocument, name: str, *, bundled_only: bool) -> Rendered:
    """Return the first page of `document`; no more of it is broken into lines than that page can hold.

    The number of pages is not told on it, unless there is no more than this one.
    """
    shortened, whole = _beginning(document)
    faces = _Faces(document.page, bundled_only=bundled_only)
    (leaf, *others) = set_leaves(shortened, faces, tell_nobody)
    whole = whole and not others and len(leaf.pages) == 1
    first = SetLeaf(leaf.tables, leaf.pages[:1])
    drawn = draw([first], faces.face, document.title, document.page, tell_nobody, whole=whole)
    return Rendered(drawn.data, name, 1, (*document.remarks, *faces.remarks(drawn)))


def page_count(document: ReportDocument, *, bundled_only: bool, tell: Tell = tell_nobody) -> int:
    """Return how many pages `document` has, without drawing them and without blank ones."""
    leaves = set_leaves(document, _Faces(document.page, bundled_only=bundled_only), tell)
    return sum(len(leaf.pages) for leaf in leaves)


class _Faces:
    """The faces that write the styles, and which of them were wanted."""

    def __init__(self, page: PageChoices, *, bundled_only: bool) -> None:
        self.latin_digits = page.latin_digits
        self.bundled_only = bundled_only
        self._wishes = {} if bundled_only else dict(page.fonts)
        self.used: set[Style] = set()

    def face(self, style: Style) -> Typeface:
        """Return the faces that write a style."""
        self.used.add(style)
        hand = HANDS[style]
        return typeface(hand, self._wish(hand), bundled_only=self.bundled_only, latin_digits=self.latin_digits)

    def _wish(self, hand: Hand) -> str:
        return self._wishes.get(usual_family(hand), "")

    def measure(self, style: Style) -> Advances:
        """Return the widths of a style's characters."""
        return self.face(style).advances

    def remarks(self, drawn: Drawn) -> Iterator[str]:
        """Yield what the clerk should know of the fonts."""
        if drawn.missing:
            shown = "、".join(f"{character}（U+{ord(character):04X}）" for character in drawn.missing[:20])
            more = f"等{len(drawn.missing)}个字符" if len(drawn.missing) > 20 else ""
            yield f"没有字体能显示{shown}{more}，已印作“□”，请核对原文。"
        hands = {HANDS[style] for style in self.used}
        wishes = {hand: self._wish(hand) for hand in hands}
        yield from stand_in_remarks(hands, wishes, bundled_only=self.bundled_only)


def set_leaves(document: ReportDocument, faces: _Faces, tell: Tell) -> list[SetLeaf]:
    """Return the tables of a document as lines on pages; tables that follow others share theirs."""
    count = max(1, sum(len(table.rows) for table in document.tables) // _ROWS_A_PAGE)
    leaves: list[SetLeaf] = []
    page = document.page
    for group in grouped(document.tables):
        tables: list[SetTable] = []
        for table in group:
            told = partial(tell, 0, count)
            tables.append(typeset(table, PROFILES[table.profile], faces.measure, page=page, pause=told))
            page = _unmarked(page)
        leaves.append(SetLeaf(tuple(tables), paginate([table.flow for table in tables])))
    return leaves


def grouped(tables: Sequence[ReportTable]) -> list[list[ReportTable]]:
    """Return tables by the pages that they share: one that follows another goes with it, if on the same paper."""
    groups: list[list[ReportTable]] = []
    for table in tables:
        if groups and table.follows and table.profile == groups[-1][0].profile:
            groups[-1].append(table)
        else:
            groups.append([table])
    return groups


def _unmarked(page: PageChoices) -> PageChoices:
    return replace(page, mark="") if page.mark else page


def _beginning(document: ReportDocument) -> tuple[ReportDocument, bool]:
    """Return as much of a document as fills its first page surely, and whether that is all of it."""
    found: list[ReportTable] = []
    groups = grouped(document.tables)
    room = 0
    for table in groups[0] if groups else ():
        if not found:
            room = ceil(PROFILES[table.profile].frame_height * MM / LEAST_ROW) + 1
        items = 0
        for count, row in enumerate(table.rows, 1):
            items += isinstance(row, ItemRow)
            if count >= room and items:
                break
        else:
            count = len(table.rows)
        room -= count
        if count < len(table.rows):
            found.append(replace(table, rows=table.rows[: count + 1]))
            return replace(document, tables=tuple(found)), False
        found.append(table)
        if room <= 0:
            break
    return replace(document, tables=tuple(found)), len(found) == len(document.tables)

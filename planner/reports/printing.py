"""A table to PDF: chooses the faces, breaks the lines, draws, and tells what the clerk should know."""

from planner.core.stopping import Tell, tell_nobody
from planner.reports.fonts import HANDS, Typeface, stand_in_remarks, typeface
from planner.reports.linebreak import Advances
from planner.reports.pdf import draw
from planner.reports.profiles import PROFILES
from planner.reports.request import Rendered
from planner.reports.table import ReportDocument, Style
from planner.reports.typeset import typeset


def print_document(document: ReportDocument, name: str, tell: Tell = tell_nobody, *, bundled_only: bool) -> Rendered:
    """Return `document` as a PDF called `name`; `tell` hears how many pages of how many are drawn."""
    (table,) = document.tables
    used: set[Style] = set()

    def face(style: Style) -> Typeface:
        used.add(style)
        return typeface(HANDS[style], bundled_only=bundled_only)

    def measure(style: Style) -> Advances:
        return face(style).advances

    set_table = typeset(table, PROFILES[table.profile], measure)
    drawn = draw(set_table, face, document.title)
    tell(drawn.page_count, drawn.page_count)
    remarks = [*document.remarks]
    if drawn.missing:
        shown = "、".join(f"{character}（U+{ord(character):04X}）" for character in drawn.missing[:20])
        more = f"等{len(drawn.missing)}个字符" if len(drawn.missing) > 20 else ""
        remarks.append(f"没有字体能显示{shown}{more}，已印作“□”，请核对原文。")
    remarks += stand_in_remarks({HANDS[style] for style in used}, bundled_only=bundled_only)
    return Rendered(drawn.data, name, drawn.page_count, tuple(remarks))

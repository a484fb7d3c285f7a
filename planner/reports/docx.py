"""The Word file: a real table that the clerk goes on editing (print.md 3.11).

Head rows repeat by Word's own means; a section row again overleaf with （续） is the one thing that Word cannot do.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from planner.core.collector import without_collector
from planner.core.stopping import Tell, tell_nobody
from planner.reports.heading import AFTER_PREFACE, TITLE_LEADING, room, set_subtitle, set_title
from planner.reports.profiles import LONG_TITLE_SIZE, MM, PROFILES
from planner.reports.request import Book
from planner.reports.table import ReportDocument, ReportTable
from planner.reports.typeset import BETWEEN_TABLES
from planner.reports.word.package import Package, settings_xml
from planner.reports.word.pages import Paper, edges, section_xml
from planner.reports.word.styles import fonts_xml, styles_xml
from planner.reports.word.tables import ADVANCES, TableWriter, seams
from planner.reports.word.texts import Writer, in_lines, paragraph

_TOLD_EVERY = 200
_USUAL_SUBTITLE = 14
_END = "PlanEnd"
_AFTER_PREFACE = f'<w:spacing w:after="{round(AFTER_PREFACE * 20)}"/>'
_BETWEEN = f'<w:spacing w:line="{round(BETWEEN_TABLES * 20)}" w:lineRule="exact"/>'
_BEFORE_NOTES = f'<w:spacing w:before="{round(1.5 * MM * 20)}"/>'


@without_collector()
def write_docx(document: ReportDocument, tell: Tell = tell_nobody) -> Book:
    """Return `document` as a Word file; `tell` hears how many rows of how many are written."""
    count = sum(len(table.rows) for table in document.tables)
    body = _Body(document, lambda done: tell(done, count))
    for table in document.tables:
        body.add(table)
    tell(count, count)
    data = body.packed()
    remarks = ["有些文字带有 Word 不能保存的控制字符，已去掉。"] if body.writer.cleaned else []
    return Book(data, tuple(remarks))


@dataclass(slots=True)
class _Section:
    """A stretch of pages alike: its paper, what stands on them, and where its first page and number are."""

    profile: str
    kind: str
    first: int | None
    run: int
    legend: tuple[str, ...] = ()
    pieces: list[str] = field(default_factory=list)
    last: tuple[str, str, str] | None = None

    def paragraph(self, style: str, runs: str, more: str = "") -> None:
        """Add a paragraph; it is kept back, for the last one of a section holds its properties."""
        self.flush()
        self.last = (style, runs, more)

    def flush(self, section: str = "") -> None:
        """Write the paragraph that was kept back."""
        if self.last is not None:
            style, runs, more = self.last
            self.pieces.append(paragraph(style, runs, more, section))
            self.last = None


class _Body:
    """The document top to bottom, section by section."""

    def __init__(self, document: ReportDocument, tell: Callable[[int], None]) -> None:
        self.tell = tell
        self.done = 0
        self.page = document.page
        self.title = document.title
        self.writer = Writer()
        self.sections: list[_Section] = []
        self.run = 0
        profiles = [PROFILES[table.profile] for table in document.tables]
        self.even_too = any(profile.bound for profile in profiles)
        self.mirrored = any(profile.bound and profile.width < profile.height for profile in profiles)

    def add(self, table: ReportTable) -> None:
        """Add a table with what stands round it."""
        if table.follows and self.sections:
            section = self.sections[-1]
            section.paragraph("PlanGap", "", _BETWEEN)
            self._preface(section, table)
        else:
            section = self._begin(table)
            self._heading(section, table)
        section.flush()
        shaded = self.page.shaded and not PROFILES[table.profile].bound
        writer = TableWriter(table, self.page.size, self.writer, shaded=shaded)
        for place, piece in enumerate(writer.pieces()):
            section.pieces.append(piece)
            if place % _TOLD_EVERY == 0:
                self.tell(self.done + min(place, len(table.rows)))
        self.done += len(table.rows)
        self._ending(section, table)

    def _ending(self, section: _Section, table: ReportTable) -> None:
        """Add what stands below a table; it is not parted by the end of a page."""
        notes = table.notes if table.legend == section.legend else (*table.notes, *table.legend)
        last = len(notes) + len(table.foot) - 1
        for place, line in enumerate((*notes, *table.foot)):
            more = "" if place == last else "<w:keepNext/>"
            style = "PlanNote" if place < len(notes) else "PlanFoot"
            section.paragraph(style, self.writer.plain(line), more + ("" if place or not notes else _BEFORE_NOTES))

    def packed(self) -> bytes:
        """Return the finished file."""
        package = Package()
        package.add("styles", styles_xml(self.page.size, self.page.fonts, latin_digits=self.page.latin_digits))
        package.add("settings", settings_xml(even_too=self.even_too, mirrored=self.mirrored))
        package.add("fontTable", fonts_xml(self.page.fonts))
        body: list[str] = []
        for place, section in enumerate(self.sections):
            is_last = place == len(self.sections) - 1
            if section.last is None:
                section.paragraph("PlanGap", "")
            if self.run and (is_last or self.sections[place + 1].run != section.run):
                style, runs, more = section.last or ("PlanGap", "", "")
                section.last = (style, runs + _bookmark(section.run), more)
            total = f"PAGEREF {_END}{section.run}" if self.run else "NUMPAGES"
            legend = tuple(self.writer.plain(line) for line in section.legend)
            paper = Paper(PROFILES[section.profile], self.page.numbering, total, legend)
            linked = [(edge, package.add(edge.place, edge.xml)) for edge in edges(paper, even_too=self.even_too)]
            properties = section_xml(paper, linked, kind=section.kind, first=section.first)
            section.flush("" if is_last else properties)
            body += section.pieces
            if is_last:
                body.append(properties)
        return package.packed(body, self.writer.label(self.title))

    def _begin(self, table: ReportTable) -> _Section:
        """Begin a page: a new section where paper or numbers change, else a page break before the next paragraph."""
        before = self.sections[-1] if self.sections else None
        if (
            before is not None
            and (before.profile, before.legend) == (table.profile, table.legend)
            and not (table.afresh or self.page.odd_starts)
        ):
            section = before
            section.paragraph("PlanGap", "", "<w:pageBreakBefore/>")
            return section
        if before is None:
            first = self.page.first_page if self.page.first_page != 1 or table.afresh else None
        else:
            first = 1 if table.afresh else None
            self.run += table.afresh
        kind = "oddPage" if self.page.odd_starts and before is not None else "nextPage"
        section = _Section(table.profile, kind, first, self.run, table.legend)
        self.sections.append(section)
        return section

    def _heading(self, section: _Section, table: ReportTable) -> None:
        profile = PROFILES[table.profile]
        if self.page.mark:
            section.paragraph("PlanMark", self.writer.plain(self.page.mark))
        size, lines = set_title(table.title, profile, ADVANCES)
        if lines:
            style = "PlanLongTitle" if size == LONG_TITLE_SIZE else "PlanTitle"
            spread = f'<w:spacing w:line="{round(size * TITLE_LEADING * 20)}" w:lineRule="exact"/>'
            words = self.writer.runs(in_lines([line.text.strip() for line in lines]))
            section.paragraph(style, words, spread if len(lines) > 1 else "")
        if table.subtitle:
            style = "PlanWideSubtitle" if profile.subtitle_size > _USUAL_SUBTITLE else "PlanSubtitle"
            limit = room(profile.frame_width * MM, profile.subtitle_size) - seams(table.subtitle)
            lines = set_subtitle(table.subtitle, lambda _: ADVANCES, limit)
            section.paragraph(style, self.writer.runs(in_lines([line.text.strip() for line in lines])))
        self._preface(section, table)

    def _preface(self, section: _Section, table: ReportTable) -> None:
        for place, line in enumerate(table.preface, 1):
            is_last = place == len(table.preface)
            section.paragraph("PlanPreface", self.writer.plain(line), _AFTER_PREFACE if is_last else "")


def _bookmark(run: int) -> str:
    return f'<w:bookmarkStart w:id="{run}" w:name="{_END}{run}"/><w:bookmarkEnd w:id="{run}"/>'

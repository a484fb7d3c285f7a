"""The printed documents by name: a plan and a request in, a finished file out."""

import zlib
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from planner.core.collector import without_collector
from planner.core.errors import UsageError
from planner.core.handing_out import hand_out
from planner.core.output_errors import WriteFailed
from planner.core.snapshot import PlanSnapshot
from planner.core.stopping import Tell, tell_nobody
from planner.reports import (
    breakdown,
    checklist,
    comparison,
    data_book,
    due_list,
    ledger,
    matrix,
    meeting_set,
    summary,
    supervision,
    unit_lists,
    unit_year,
)
from planner.reports.file_names import file_name
from planner.reports.office import in_words_of
from planner.reports.profiles import PROFILES
from planner.reports.request import PrintRequest, Rendered, Report, Subject
from planner.reports.spelling import spelt
from planner.reports.table import ReportDocument, remarked
from planner.reports.wording import plan_title

__all__ = [
    "FORMATS",
    "PROFILES",
    "REPORTS",
    "PrintRequest",
    "Rendered",
    "Subject",
    "build",
    "preview_first",
    "proposed_name",
    "prove",
    "render",
    "save",
]

REPORTS: dict[str, Report] = {
    report.name: report
    for report in (
        breakdown.REPORT,
        unit_lists.REPORT,
        matrix.REPORT,
        ledger.REPORT,
        checklist.REPORT,
        summary.REPORT,
        supervision.REPORT,
        comparison.REPORT,
        meeting_set.REPORT,
        data_book.REPORT,
        due_list.REPORT,
        unit_year.REPORT,
    )
}
FORMATS = ("pdf", "xlsx", "docx")
_ATTACHMENT = "附件"
# The part of a packed file without which it is none.
_BODIES = {"xlsx": "xl/worksheets/sheet1.xml", "docx": "word/document.xml"}


def build(subject: Subject, request: PrintRequest) -> ReportDocument:
    """Return the document that `request` asks for; raise `UsageError` for a choice that does not exist."""
    return _built(subject, request, tell_nobody)


def preview_first(subject: Subject, request: PrintRequest) -> Rendered:
    """Return the first page of the document as a PDF, long before all of it could be had.

    It does not tell how many pages there will be.
    """
    from planner.reports.printing import first_page

    with without_collector():
        name = proposed_name(subject.plan, request, "pdf")
        return first_page(build(subject, request), name, bundled_only=request.bundled_fonts_only)


def _built(subject: Subject, request: PrintRequest, tell: Tell) -> ReportDocument:
    """Return the document, on as few pages as are wanted."""
    report = _checked(request)
    dated, subject = _dated(report, request), spelt(subject, request)
    if request.fit is None:
        return _marked(in_words_of(report.build(subject, dated), request))
    from planner.reports.fitting import fitted

    document, remarks = fitted(report, subject, dated, tell)
    return _marked(in_words_of(remarked(document, remarks), request))


def _marked(document: ReportDocument) -> ReportDocument:
    """Return the document with what stands at the upper left of an attachment, where nothing else was asked for."""
    page = document.page
    if page.mark or not document.tables or not PROFILES[document.tables[0].profile].bound:
        return document
    return replace(document, page=replace(page, mark=_ATTACHMENT))


def _checked(request: PrintRequest) -> Report:
    """Return the report that is asked for, all its choices being among those that exist."""
    _check("报表", request.report, REPORTS)
    report = REPORTS[request.report]
    layouts = {layout.name: layout for layout in report.layouts}
    if request.layout:
        _check("版式", request.layout, layouts)
    if request.depth is not None and report.depths:
        _check("文字详略", request.depth, report.depths)
    if request.profile is not None:
        _check("纸张", request.profile, layouts[request.layout or report.layouts[0].name].profiles)
    return report


def render(subject: Subject, request: PrintRequest, format: str, tell: Tell = tell_nobody) -> Rendered:  # noqa: A002 the word of the command line
    """Return the document as the bytes of a file, with the name it is proposed to have.

    `tell` hears how far the pages are; raises what it raises.
    """
    _check("报表", request.report, REPORTS)
    _check("文件格式", format, REPORTS[request.report].formats)
    with without_collector():
        return _render(subject, request, format, tell)


def _render(subject: Subject, request: PrintRequest, format: str, tell: Tell) -> Rendered:  # noqa: A002
    name = proposed_name(subject.plan, request, format)
    report = _checked(request)
    if format in report.writers:
        book = report.writers[format](spelt(subject, request), _dated(report, request), tell)
        return Rendered(book.data, name, None, book.remarks)
    if format != "pdf":  # a workbook or a Word file is printed as often as wanted
        request = replace(request, copies=1)
    return finished(_built(subject, request, tell), name, format, tell, bundled_only=request.bundled_fonts_only)


def finished(
    document: ReportDocument, name: str, extension: str, tell: Tell = tell_nobody, *, bundled_only: bool
) -> Rendered:
    """Return a document as a file called `name`."""
    if extension == "xlsx":
        from planner.reports.xlsx import write_workbook  # openpyxl takes 230 ms to import

        book = write_workbook(document, tell)
        return Rendered(book.data, name, None, (*document.remarks, *book.remarks))
    if extension == "docx":
        from planner.reports.docx import write_docx

        book = write_docx(document, tell)
        return Rendered(book.data, name, None, (*document.remarks, *book.remarks))
    from planner.reports.printing import print_document

    return print_document(document, name, tell, bundled_only=bundled_only)


def _dated(report: Report, request: PrintRequest) -> PrintRequest:
    """Return the request with the day that a document of a state stands for."""
    return replace(request, as_of=request.day) if report.dated else request


def save(rendered: Rendered, path: Path) -> None:
    """Put a rendered document at `path`, proved whole, and remove what killed runs left beside it.

    Raises `OutputError`; the old file at `path` stays then as it was.
    """
    hand_out(path, rendered.data, prove(Path(rendered.file_name).suffix[1:]))


def prove(format: str) -> Callable[[Path], None]:  # noqa: A002 the word of the command line
    """Return what `hand_out` calls to prove that a file of `format` reached the disk whole."""

    def check(path: Path) -> None:
        part = _BODIES.get(format)
        if part is not None and not _is_whole_package(path, part):
            raise WriteFailed(path)
        if format == "pdf" and not _is_whole_pdf(path):
            raise WriteFailed(path)

    return check


def _is_whole_package(path: Path, part: str) -> bool:
    try:
        with ZipFile(path) as package:
            return package.testzip() is None and part in package.namelist()
    except (BadZipFile, OSError, EOFError, zlib.error):
        return False


def _is_whole_pdf(path: Path) -> bool:
    data = path.read_bytes()
    return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")


def proposed_name(plan: PlanSnapshot, request: PrintRequest, extension: str) -> str:
    """Return what the file is proposed to be called: the plan, the document, its mark and its day."""
    mark = request.stage_mark or {"draft": "征求意见稿", "final": "正式稿"}.get(plan.head.stage or "", "")
    title = plan_title(plan.head.title or plan.head.notice_title) or plan.source.name.rsplit(".", 1)[0]
    report = REPORTS[request.report]
    name = report.named(request, extension) if report.named else report.title
    day = _dated(report, request).as_of or plan.head.issued_on
    return file_name(title, name, mark, day, extension, is_state=report.dated)


def _check(what: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise UsageError(f"没有“{value}”这种{what}。", f"可选的有：{'、'.join(known)}。", code="UNKNOWN_CHOICE")

"""A document as a folder of single files: a list for each unit, or the parts of a meeting set, and 分发目录 on top."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planner.core.collector import without_collector
from planner.core.errors import UsageError
from planner.core.handing_out import hand_out_folder
from planner.core.stopping import Tell, tell_nobody
from planner.reports import catalog, meeting_set, unit_lists
from planner.reports.distribution import WORD, Parcel, distribution
from planner.reports.file_names import clean, file_name
from planner.reports.headings import plan_name
from planner.reports.meeting_set import SetPart
from planner.reports.request import PrintRequest, Rendered, Subject
from planner.reports.spelling import spelt
from planner.reports.table import ReportDocument

# The longest that a unit's name is in the name of its file: folder and file together must fit a Windows path.
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of finished files under the name it is proposed to have; `notes` are sentences for the clerk."""

    name: str
    files: tuple[Rendered, ...]
    notes: tuple[str, ...] = ()


def render_folder(
    subject: Subject, request: PrintRequest, formats: tuple[str, ...], tell: Tell = tell_nobody
) -> Folder:
    """Return the files of a document, each in every one of `formats`, the directory first.

    `tell` hears how many files are done; raises what it raises, and `UsageError` for a document that is no folder.
    """
    report = catalog.REPORTS.get(request.report)
    if report is None or not report.is_folder:
        raise UsageError(
            f"“{report.title if report else request.report}”不能分成几个文件。",
            "可以分的有：单位任务清单、会议材料。",
            code="UNKNOWN_CHOICE",
        )
    for one in formats:
        if one not in report.formats:
            raise UsageError(
                f"“{report.title}”没有 {one} 格式。", f"可选的有：{'、'.join(report.formats)}。", code="UNKNOWN_CHOICE"
            )
    with without_collector():
        return _render(subject, request, formats, tell)


def save_folder(folder: Folder, parent: Path) -> Path:
    """Put the folder into `parent` under its name, or with (2) behind it, and return where it lies.

    Raises `OutputError`; nothing is left then. Removes what killed runs left.
    """
    files = [(file.file_name, file.data) for file in folder.files]
    return hand_out_folder(parent / folder.name, files, _prove)


def _render(subject: Subject, request: PrintRequest, formats: tuple[str, ...], tell: Tell) -> Folder:
    parts, remarks = _parts(spelt(subject, request), request)
    digits = max(2, len(str(len(parts))))
    count = len(formats) * (len(parts) + 1)
    plan = plan_name(subject.plan, request)
    files: list[Rendered] = []
    parcels = []
    for place, part in enumerate(parts, 1):
        number = f"{place:0{digits}}"
        document = ReportDocument(_title(part, plan), part.tables, request.page)
        made: list[Rendered] = []
        for one in formats:
            tell(len(files) + len(made), count)
            made.append(_finished(document, f"{number}_{_short(part.name)}", one, request))
        files += made
        parcels.append(_parcel(number, part, made))
    directory = distribution(plan, parcels, replace(request.page, first_page=1, mark=""))
    name = f"{'0' * digits}_{WORD}"
    tops = [_finished(directory, name, one, request) for one in formats]
    tell(count, count)
    notes = dict.fromkeys([*remarks, *(note for file in (*tops, *files) for note in file.notes)])
    return Folder(_folder_name(subject, request), (*tops, *files), tuple(notes))


def _parts(subject: Subject, request: PrintRequest) -> tuple[Sequence[SetPart], tuple[str, ...]]:
    if request.report == meeting_set.REPORT.name:
        return meeting_set.set_parts(subject, request)
    found = unit_lists.unit_lists(subject, request)
    parts = [SetPart(f"{one.unit.name}_任务清单", one.tables, 1, one.unit, one.leads, one.joins) for one in found.lists]
    return parts, found.remarks


def _title(part: SetPart, plan: str) -> str:
    return part.tables[0].title or f"{plan}{part.name}"


def _parcel(number: str, part: SetPart, made: Sequence[Rendered]) -> Parcel:
    pages = next((file.page_count for file in made if file.page_count is not None), None)
    if part.unit is None:
        return Parcel(number, part.name, pages=pages, copies=part.copies)
    return Parcel(number, part.unit.name, part.leads, part.joins, pages)


def _short(name: str) -> str:
    """Return a name as a part of a file's name; of a long unit the beginning."""
    unit, underscore, kind = name.rpartition("_")
    return f"{clean(unit)[:LONGEST_NAME]}{underscore}{clean(kind)}".lstrip("_")


def _finished(document: ReportDocument, name: str, extension: str, request: PrintRequest) -> Rendered:
    return catalog.finished(document, f"{name}.{extension}", extension, bundled_only=request.bundled_fonts_only)


def _folder_name(subject: Subject, request: PrintRequest) -> str:
    mark = request.stage_mark or ("征求意见稿" if subject.plan.head.stage == "draft" else "")
    title = catalog.REPORTS[request.report].title
    name = plan_name(subject.plan, replace(request, title=None))
    return file_name(name, title, mark, request.as_of or subject.plan.head.issued_on, "")


def _prove(path: Path) -> None:
    catalog.prove(path.suffix[1:])(path)

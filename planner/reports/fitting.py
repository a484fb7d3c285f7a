"""Getting a document onto the pages wanted: less text first, then smaller type, never under 小五 (print.md 3.2)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from planner.core.stopping import Tell, tell_nobody
from planner.reports.printing import page_count
from planner.reports.profiles import LEADINGS, PROFILES
from planner.reports.request import PrintRequest, Report, Subject
from planner.reports.table import ReportDocument

DEPTHS = {"full": "全文", "first": "首句", "title": "标题"}
SIZES = {12.0: "小四", 10.5: "五号", 9.0: "小五"}
_LARGE_PAPER = "P4"


class _Fit(NamedTuple):
    """A way that fits, and the document that comes of it."""

    request: PrintRequest
    document: ReportDocument


def fitted(
    report: Report, subject: Subject, request: PrintRequest, tell: Tell = tell_nobody
) -> tuple[ReportDocument, tuple[str, ...]]:
    """Return the document on at most `request.fit` pages, with a sentence that says what was done for it.

    Where nothing helps, it is the document as it was asked for, and the sentence says so.
    """
    document = report.build(subject, request)
    wanted = request.fit
    count = page_count(document, bundled_only=request.bundled_fonts_only, tell=tell)
    if wanted is None or count <= wanted:
        return document, ()
    found = _search(report, subject, request, wanted, tell)
    if found:
        return found.document, (_done(_depth(report, request), request, found.request),)
    return document, (_failed(report, subject, request, count, tell),)


def _search(report: Report, subject: Subject, request: PrintRequest, wanted: int, tell: Tell) -> _Fit | None:
    for way in _ways(report, request):
        document = report.build(subject, way)
        if page_count(document, bundled_only=request.bundled_fonts_only, tell=tell) <= wanted:
            return _Fit(way, document)
    return None


def _ways(report: Report, request: PrintRequest) -> Iterator[PrintRequest]:
    """Yield what may be tried: at each size, from the one asked for down, the depths from the one asked for down."""
    order = [depth for depth in DEPTHS if depth in report.depths]
    asked = _depth(report, request)
    depths = order[order.index(asked) :] if asked in order else [request.depth]
    for size in [size for size in LEADINGS if size <= request.page.size]:
        for depth in depths:
            yield replace(request, depth=depth, page=replace(request.page, size=size))


def _depth(report: Report, request: PrintRequest) -> str | None:
    return request.depth or (report.depths[0] if report.depths else None)


def _done(asked: str | None, request: PrintRequest, way: PrintRequest) -> str:
    told = []
    if way.depth is not None and way.depth != asked:
        told.append(f"文字改为“{DEPTHS[way.depth]}”")
    if way.page.size != request.page.size:
        told.append(f"字号改为{SIZES[way.page.size]}（{way.page.size:g}磅）")
    return f"为排在{request.fit}页以内，{'、'.join(told)}。"


def _failed(report: Report, subject: Subject, request: PrintRequest, count: int, tell: Tell) -> str:
    least = f"{SIZES[min(LEADINGS)]}（{min(LEADINGS):g}磅）"
    most = f"{'“标题”和' if 'title' in report.depths else ''}{least}"
    said = f"用{most}也排不进{request.fit}页，已按原来的字号和文字印出，共{count}页。"
    chosen = next((layout for layout in report.layouts if layout.name == request.layout), report.layouts[0])
    paper = request.profile or chosen.profiles[0]
    if _LARGE_PAPER in chosen.profiles and PROFILES[paper].paper != "A3" and request.fit is not None:
        larger = replace(request, profile=_LARGE_PAPER)
        if _search(report, subject, larger, request.fit, tell):
            return f"{said}改用A3纸可以排进。"
        return f"{said}改用A3纸也排不进；可以筛选一部分任务打印。"
    return f"{said}可以筛选一部分任务打印。"

"""数据表: the plan as a workbook for filters and pivot tables (print.md 3.11, 数据版); it has no pages.

The workbook is made by `data_sheets`, which is imported when it is wanted: openpyxl takes 230 ms.
"""

from planner.core.errors import UsageError
from planner.core.stopping import Tell
from planner.reports.request import Book, LayoutChoice, PrintRequest, Report, Subject
from planner.reports.table import ReportDocument


def build(_subject: Subject, _request: PrintRequest) -> ReportDocument:
    """Raise `UsageError`: the data workbook has no pages."""
    raise UsageError("数据表是供筛选和统计用的工作簿，没有可预览的页面。", "请直接保存为Excel文件。", code="NO_PAGES")


def write(subject: Subject, request: PrintRequest, tell: Tell) -> Book:
    """Return the workbook; raise `UsageError` when there is no item."""
    from planner.reports.data_sheets import write_data

    return write_data(subject, request, tell)


REPORT = Report(
    name="data",
    title="数据表",
    build=build,
    layouts=(LayoutChoice("数据表", ("P4",)),),
    options=frozenset({"inherited"}),
    dated=True,
    formats=("xlsx",),
    writers={"xlsx": write},
)

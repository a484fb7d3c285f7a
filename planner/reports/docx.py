"""The Word file: a real table that the clerk goes on editing (print.md 3.11)."""

from planner.core.stopping import Tell, tell_nobody
from planner.reports.request import Book
from planner.reports.table import ReportDocument


def write_docx(document: ReportDocument, tell: Tell = tell_nobody) -> Book:
    """Return `document` as a Word file; `tell` hears how many tables of how many are written."""
    raise NotImplementedError

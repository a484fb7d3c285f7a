"""What the settings of the office say of every printed document: its name, its telephone, its words and its fonts."""

from dataclasses import replace

from planner.core.settings import LEAD_WORD, PARTNER_WORD, Settings
from planner.reports.request import PrintRequest
from planner.reports.table import ReportDocument, ReportTable

# The families that the settings give others for, as the documents name them.
TITLE_FAMILY, HEADING_FAMILY, BODY_FAMILY = "方正小标宋简体", "黑体", "仿宋_GB2312"


def by_settings(request: PrintRequest, settings: Settings) -> PrintRequest:
    """Return a request with what the settings say where it says nothing itself."""
    wanted = settings.fonts
    families = ((TITLE_FAMILY, wanted.title), (HEADING_FAMILY, wanted.heading), (BODY_FAMILY, wanted.body))
    return replace(
        request,
        bureau=request.bureau or settings.bureau or None,
        contact=request.contact or settings.contact,
        lead_word=request.lead_word or settings.lead_word,
        partner_word=request.partner_word or settings.partner_word,
        page=replace(request.page, fonts=tuple((usual, family) for usual, family in families if family)),
    )


def in_words_of(document: ReportDocument, request: PrintRequest) -> ReportDocument:
    """Return a document whose heads call lead and partner as the office does."""
    words = {LEAD_WORD: request.lead_word or LEAD_WORD, PARTNER_WORD: request.partner_word or PARTNER_WORD}
    if all(usual == word for usual, word in words.items()):
        return document
    return replace(document, tables=tuple(_called(table, words) for table in document.tables))


def _called(table: ReportTable, words: dict[str, str]) -> ReportTable:
    columns = (replace(column, head=words.get(column.head, column.head)) for column in table.columns)
    return replace(table, columns=tuple(columns))

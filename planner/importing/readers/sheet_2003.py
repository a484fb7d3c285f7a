"""XML spreadsheets of Office 2003, which older systems still export under the extension .xls → document."""

from lxml import etree

from planner.core.input_errors import Bomb
from planner.importing.document import Document
from planner.importing.readers.package import parse_xml
from planner.importing.readers.sheet_layout import Budget, Sheet, lay_out

_SPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_LAST = 1_048_576


def read(data: bytes, name: str) -> Document:
    """Return the sheets as a document; raise DAMAGED, UNSAFE_XML, BOMB or EMPTY."""
    budget = Budget(name)
    sheets = [_read_sheet(part, budget) for part in parse_xml(data, name).iterfind(f"{_SPACE}Worksheet")]
    return lay_out("xml2003", sheets, name)


def _read_sheet(part: etree._Element, budget: Budget) -> Sheet:
    sheet = Sheet(part.get(f"{_SPACE}Name", ""))
    hidden = part.find(".//{*}WorksheetOptions/{*}Visible")
    sheet.is_hidden = hidden is not None and (hidden.text or "").startswith("SheetHidden")
    row = -1
    for line in part.iterfind(f"{_SPACE}Table/{_SPACE}Row"):
        row = _number(line, "Index", row + 2, budget) - 1
        if line.get(f"{_SPACE}Hidden") == "1":
            sheet.hidden_rows.add(row)
        _read_row(sheet, line, row, budget)
        row += _number(line, "Span", 0, budget)
    return sheet


def _read_row(sheet: Sheet, line: etree._Element, row: int, budget: Budget) -> None:
    column = -1
    for cell in line.iterfind(f"{_SPACE}Cell"):
        column = _number(cell, "Index", column + 2, budget) - 1
        across, down = (_number(cell, word, 0, budget) for word in ("MergeAcross", "MergeDown"))
        words = cell.find("{*}Data")
        text = "".join(str(piece) for piece in words.itertext()) if words is not None else ""
        if text.strip():
            budget.take(1, len(text))
            sheet.cells.append((row, column, _shown(words, text)))
        if across or down:
            sheet.merges.append((row, column, row + down, column + across))
        column += across


def _shown(words: etree._Element | None, text: str) -> str:
    """Return a number without the zeros of its decimals, a day without the hour that no sheet shows."""
    kind = words.get(f"{_SPACE}Type") if words is not None else None
    if kind == "Number" and text.endswith(".0"):
        return text.removesuffix(".0")
    return text.removesuffix("T00:00:00.000") if kind == "DateTime" else text


def _number(element: etree._Element, word: str, usual: int, budget: Budget) -> int:
    """Return a place or a count; what lies beyond the last row of any sheet is no sheet."""
    said = element.get(f"{_SPACE}{word}", "")
    if not said.isascii() or not said.isdecimal():
        return usual
    if len(said) > 7 or int(said) > _LAST:
        raise Bomb(budget.name)
    return int(said)

"""OpenDocument sheets (.ods): the cells hold their text as shown, so that is what is read.

Rows and cells that repeat are written once with a count; counts are believed only for what holds a text, and only
within the limits of a sheet.
"""

from lxml import etree

from planner.core.input_errors import Bomb
from planner.importing.document import Document, Paragraph, Remark
from planner.importing.readers.package import Package
from planner.importing.readers.sheet_layout import MOST_COLUMNS, MOST_ROWS, Budget, Sheet, lay_out

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_LAST = 1_048_576
_MOST_DEPTH = 64
_FURNITURE = {"header": "页眉", "header-left": "页眉", "footer": "页脚", "footer-left": "页脚"}


def read_package(package: Package) -> Document:
    """Return the sheets of an open package as a document."""
    root = package.xml("content.xml")
    hidden_styles = _hidden_styles(root)
    budget = Budget(package.name)
    sheets = []
    for table in root.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table"):
        sheet = Sheet(table.get(f"{_TABLE}name", ""), table.get(f"{_TABLE}style-name") in hidden_styles)
        _SheetWalk(sheet, budget).read(table)
        sheets.append(sheet)
    remarks = (Remark("MACRO"),) if any(part.startswith("Basic/") for part in package.names) else ()
    if sheets and "styles.xml" in package:
        sheets[-1].asides += _furniture(package.xml("styles.xml"))
    pictures = any(part.startswith("Pictures/") for part in package.names)
    return lay_out("ods", sheets, package.name, remarks, has_pictures=pictures)


def _hidden_styles(root: etree._Element) -> set[str]:
    return {
        style.get(f"{_STYLE}name", "")
        for style in root.iterfind(f"{_OFFICE}automatic-styles/{_STYLE}style")
        for properties in style.iterfind(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }


class _SheetWalk:
    """Where the walk through a table stands."""

    def __init__(self, sheet: Sheet, budget: Budget) -> None:
        self.sheet = sheet
        self.budget = budget
        self.row = 0
        self.column = 0

    def read(self, table: etree._Element) -> None:
        """Read columns, rows and shapes; groups and header rows are walked like the rows themselves."""
        open_parts = [iter(table)]
        while open_parts:
            part = next(open_parts[-1], None)
            if part is None:
                open_parts.pop()
            elif part.tag == f"{_TABLE}table-column":
                self._read_column(part)
            elif part.tag == f"{_TABLE}table-row":
                self._read_row(part)
            elif part.tag == f"{_TABLE}shapes":
                self._read_boxes(part)
            elif str(part.tag).startswith(f"{_TABLE}table-") and len(open_parts) < _MOST_DEPTH:
                open_parts.append(iter(part))

    def _read_column(self, part: etree._Element) -> None:
        count = _count(part, "number-columns-repeated")
        if part.get(f"{_TABLE}visibility", "visible") != "visible":
            self.sheet.hidden_columns.update(range(self.column, min(self.column + count, 16_384)))
        self.column += count

    def _read_row(self, row: etree._Element) -> None:
        count = _count(row, "number-rows-repeated")
        cells: list[tuple[int, str, int, int]] = []
        column = 0
        for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            repeated = _count(cell, "number-columns-repeated")
            text = self._text(cell) if len(cell) else ""
            if text:
                if repeated > MOST_COLUMNS:
                    raise Bomb(self.budget.name)
                rows = _count(cell, "number-rows-spanned")
                columns = _count(cell, "number-columns-spanned")
                cells += [(column + at, text, rows, columns) for at in range(repeated)]
            column += repeated
        if cells:
            if count > MOST_ROWS:
                raise Bomb(self.budget.name)
            self.budget.take(len(cells) * count, count * sum(len(cell[1]) for cell in cells))
            self._add(cells, count)
            if row.get(f"{_TABLE}visibility", "visible") != "visible":
                self.sheet.hidden_rows.update(range(self.row, self.row + count))
        self.row += count

    def _add(self, cells: list[tuple[int, str, int, int]], count: int) -> None:
        for row in range(self.row, self.row + count):
            for column, text, rows, columns in cells:
                self.sheet.cells.append((row, column, text))
                if rows > 1 or columns > 1:
                    self.sheet.merges.append((row, column, row + rows - 1, column + columns - 1))

    def _text(self, cell: etree._Element) -> str:
        lines = []
        for part in cell:
            if part.tag == f"{_TEXT}p":
                lines.append(text_of(part))
            elif part.tag == f"{_OFFICE}annotation":
                words = "\n".join(text_of(line) for line in part.iter(f"{_TEXT}p")).strip()
                if words:
                    self.budget.take(0, len(words))
                    self.sheet.asides.append(Paragraph(words, "批注"))
            elif str(part.tag).startswith(_DRAW):
                self._read_boxes(part)
        text = "\n".join(lines)
        return "" if not text.strip() else text

    def _read_boxes(self, part: etree._Element) -> None:
        for paragraph in part.iter(f"{_TEXT}p"):
            text = text_of(paragraph)
            if text.strip():
                self.budget.take(0, len(text))
                self.sheet.paragraphs.append((self.row, text))


def _count(part: etree._Element, attribute: str) -> int:
    text = part.get(f"{_TABLE}{attribute}", "1")
    return max(1, min(int(text), _LAST)) if text.isascii() and text.isdigit() and len(text) < 12 else 1


def text_of(paragraph: etree._Element) -> str:
    """Return the text of an OpenDocument paragraph: blanks, tabs and line breaks written as elements included."""
    out = [paragraph.text or ""]
    for part in paragraph.iterdescendants():
        if part.tag == f"{_TEXT}s":
            count = part.get(f"{_TEXT}c", "1")
            out.append(" " * (min(int(count), 200) if count.isascii() and count.isdigit() and len(count) < 6 else 1))
        elif part.tag == f"{_TEXT}tab":
            out.append("\t")
        elif part.tag == f"{_TEXT}line-break":
            out.append("\n")
        elif isinstance(part.tag, str) and part.tag != f"{_TEXT}ruby-text":
            out.append(part.text or "")
        out.append(part.tail or "")
    return "".join(out)


def _furniture(styles: etree._Element) -> list[Paragraph]:
    out: list[Paragraph] = []
    for page in styles.iterfind(f"{_OFFICE}master-styles/{_STYLE}master-page"):
        for name, aside in _FURNITURE.items():
            for part in page.iterfind(f"{_STYLE}{name}"):
                if part.get(f"{_STYLE}display") == "false":
                    continue
                words = " ".join(" ".join(text_of(line) for line in part.iter(f"{_TEXT}p")).split())
                if words and not words.replace("???", "").isspace() and Paragraph(words, aside) not in out:
                    out.append(Paragraph(words, aside))
    return out

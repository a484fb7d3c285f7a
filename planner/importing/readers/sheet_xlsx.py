"""Workbooks of the new Office: .xlsx and .xlsm, as Excel, WPS and LibreOffice write them.

Read by our own walk, because a cell must be shown as the clerk sees it: calamine knows neither number formats nor
hidden rows nor comments, and ends the process over one blank in the last cell of a sheet (tafia/calamine #693).
"""

import posixpath
import re
from dataclasses import dataclass

from lxml import etree

from planner.core.input_errors import Bomb, DamagedFile
from planner.importing.document import Document, Paragraph, Remark
from planner.importing.readers.number_formats import GENERAL, shown
from planner.importing.readers.package import Package
from planner.importing.readers.sheet_layout import Budget, Merge, Sheet, lay_out
from planner.importing.readers.sheet_strings import clean, shared_strings, style_formats, text_of
from planner.importing.readers.sheet_xml import RawCell, SheetPart, column_number, open_part, read_part, string_of

_MOST_SHEETS = 1_000
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_MOST_MERGES = 200_000
FURNITURE = re.compile(r'&"[^"]{0,200}"|&[0-9]{1,3}|&K[0-9A-Fa-f]{6}|&[A-Za-z+-]|&(&)')
_PICTURES_OF_WPS = (b"=DISPIMG(", b"=_xlfn.DISPIMG(")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    target: str
    is_external: bool


class _Columns(dict[bytes, int]):
    """The numbers of columns by their letters."""

    def __missing__(self, letters: bytes) -> int:
        self[letters] = number = column_number(letters)
        return number


class _Numbers(dict[tuple[bytes, bytes, bytes], str]):
    """How values are shown that are no shared strings, by style, type and value; each is worked out once."""

    def __init__(self, formats: list[str], from_1904: bool) -> None:
        super().__init__()
        self._formats = formats
        self._from_1904 = from_1904

    def __missing__(self, key: tuple[bytes, bytes, bytes]) -> str:
        self[key] = text = self._written(*key)
        return text

    def _written(self, style: bytes, kind: bytes, value: bytes) -> str:
        if kind in (b"", b"n"):
            at = int(style or b"0")
            code = self._formats[at] if at < len(self._formats) else GENERAL
            if code == GENERAL and value.isdigit() and len(value) < 16 and value[:1] != b"0":
                return value.decode()
            try:
                return shown(float(value), code, from_1904=self._from_1904)
            except (ValueError, OverflowError, ArithmeticError):
                return text_of(value)
        if kind == b"b":
            return "TRUE" if value.strip() in (b"1", b"true") else "FALSE"
        if kind == b"str" and value.startswith(_PICTURES_OF_WPS):
            return ""
        if kind == b"d":
            return _day(text_of(value))
        return text_of(value)


class _Texts:
    """What the cells of a workbook say: its shared strings and numbers."""

    def __init__(self, strings: list[str], numbers: _Numbers, budget: Budget) -> None:
        self.budget = budget
        self._strings = strings
        self._numbers = numbers

    def read(self, cells: list[RawCell], columns: _Columns, sheet: Sheet) -> None:
        """Add to a sheet the cells that have a visible text; column by column of the raw cells, which is quickest."""
        if not cells:
            return
        letters, rows, styles, kinds, formulas, values, inlines = zip(*cells, strict=True)
        if any(formulas):
            calculated = zip(formulas, kinds, values, inlines, strict=True)
            sheet.formulas_without_value += sum(
                bool(formula) and not value and not inline and kind != b"str"
                for formula, kind, value, inline in calculated
            )
        strings, numbers = self._strings, self._numbers
        try:
            found = [
                (strings[int(value)] if kind == b"s" else numbers[style, kind, value])
                if value
                else (text_of(inline) if inline else "")
                for style, kind, value, inline in zip(styles, kinds, values, inlines, strict=True)
            ]
        except (ValueError, IndexError) as error:  # a string that does not exist
            raise DamagedFile(self.budget.name) from error
        self.budget.take(len(found) - found.count(""), sum(map(len, found)))
        placed = zip([int(row) - 1 for row in rows], map(columns.__getitem__, letters), found, strict=True)
        sheet.cells += placed if "" not in found else (cell for cell in placed if cell[2])


def _day(text: str) -> str:
    """Return a day written by ISO 8601 without the midnight that belongs to none."""
    return text.removesuffix("Z").removesuffix("T00:00:00.000").removesuffix("T00:00:00").replace("T", " ")


def read_package(package: Package, kind: str = "xlsx") -> Document:
    """Return the sheets of an open package as a document."""
    main = _target(package, "", "officeDocument") or "xl/workbook.xml"
    workbook = package.xml(main)
    relations = _relations(package, main)
    remarks = []
    if any(part.lower().endswith("vbaproject.bin") for part in package.names):
        kind = "xlsm"
        remarks.append(Remark("MACRO"))
    if workbook.find("{*}externalReferences/{*}externalReference") is not None:
        remarks.append(Remark("EXTERNAL_LINK"))
    by_kind = {relation.kind: relation.target for relation in relations.values()}
    properties = workbook.find("{*}workbookPr")
    numbers = _Numbers(
        style_formats(package, by_kind.get("styles", "")),
        properties is not None and properties.get("date1904") in ("1", "true"),
    )
    texts = _Texts(shared_strings(package, by_kind.get("sharedStrings", "")), numbers, Budget(package.name))
    sheets = []
    entries = workbook.findall("{*}sheets/{*}sheet")
    if len(entries) > _MOST_SHEETS:
        raise Bomb(package.name)
    for entry in entries:
        relation = relations.get(entry.get(_RELATION) or entry.get(_STRICT_RELATION) or "")
        if relation is None or relation.target not in package:
            raise DamagedFile(package.name)
        if relation.kind == "worksheet":
            is_hidden = entry.get("state", "visible") != "visible"
            sheets.append(_read_sheet(package, relation.target, Sheet(entry.get("name", ""), is_hidden), texts))
    pictures = any("/media/" in part for part in package.names)
    return lay_out(kind, sheets, package.name, tuple(remarks), has_pictures=pictures)


def _read_sheet(package: Package, part: str, sheet: Sheet, texts: _Texts) -> Sheet:
    source = open_part(read_part(package, part), package.name)
    columns = _Columns()
    for cells in source.pieces():
        texts.read(cells, columns, sheet)
    sheet.hidden_rows = source.hidden_rows
    _read_rest(source, sheet)
    for relation in _relations(package, part).values():
        if relation.is_external or relation.target not in package:
            continue
        if relation.kind == "comments":
            sheet.asides += _comments(package.xml(relation.target))
        elif relation.kind == "drawing":
            sheet.paragraphs += _boxes(package.xml(relation.target))
    texts.budget.take(0, sum(len(text) for _, text in sheet.paragraphs) + sum(len(one.text) for one in sheet.asides))
    return sheet


def _read_rest(source: SheetPart, sheet: Sheet) -> None:
    for column in source.rest.iterfind("{*}cols/{*}col"):
        if column.get("hidden") in ("1", "true"):
            first, last = column.get("min", ""), column.get("max", "")
            if first.isdecimal() and last.isdecimal() and len(first + last) < 12:
                sheet.hidden_columns.update(range(int(first) - 1, min(int(last), 16_384)))
    for at, merge in enumerate(source.rest.iterfind("{*}mergeCells/{*}mergeCell")):
        place = _merge(merge.get("ref", ""))
        if place and at < _MOST_MERGES:
            sheet.merges.append(place)
    for furniture in source.rest.iterfind("{*}headerFooter/*"):
        words = " ".join(FURNITURE.sub(r"\1 ", furniture.text or "").split())
        aside = "页眉" if "Header" in str(furniture.tag) else "页脚"
        if words and not any(one.text == words and one.aside == aside for one in sheet.asides):
            sheet.asides.append(Paragraph(words, aside))


def _merge(reference: str) -> Merge | None:
    found = _RANGE.fullmatch(reference)
    if found is None:
        return None
    rows = sorted((int(found[2]) - 1, int(found[4]) - 1))
    columns = sorted((column_number(found[1].encode()), column_number(found[3].encode())))
    return rows[0], columns[0], rows[1], columns[1]


def _comments(root: etree._Element) -> list[Paragraph]:
    """Return the notes that hang at cells, each with its cell."""
    out = []
    for comment in root.iterfind("{*}commentList/{*}comment"):
        text = comment.find("{*}text")
        words = clean(string_of(text)).strip() if text is not None else ""
        if words:
            out.append(Paragraph(words, "批注"))
    return out


def _boxes(root: etree._Element) -> list[tuple[int, str]]:
    """Return the paragraphs of the text boxes of a drawing, each with the row its box hangs at."""
    out: list[tuple[int, str]] = []
    for anchor in root.iterchildren("{*}twoCellAnchor", "{*}oneCellAnchor", "{*}absoluteAnchor"):
        row = anchor.findtext("{*}from/{*}row") or "0"
        for paragraph in anchor.iter("{*}p"):
            if any(str(parent.tag).endswith("}Fallback") for parent in paragraph.iterancestors()):
                continue
            text = "".join(
                part.text or "" if str(part.tag).endswith("}t") else "\n" for part in paragraph.iter("{*}t", "{*}br")
            )
            if text.strip():
                out.append((int(row) if row.isdecimal() and len(row) < 8 else 0, text))
    return out


def _relations(package: Package, part: str) -> dict[str, _Relation]:
    folder, _, file = part.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels".lstrip("/")
    if rels not in package:
        return {}
    out = {}
    for entry in package.xml(rels).iterchildren("{*}Relationship"):
        target = entry.get("Target", "")
        is_external = entry.get("TargetMode") == "External"
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        out[entry.get("Id", "")] = _Relation(entry.get("Type", "").rpartition("/")[2], path, is_external)
    return out


def _target(package: Package, part: str, kind: str) -> str | None:
    found = [one.target for one in _relations(package, part).values() if one.kind == kind]
    return found[0] if found and found[0] in package else None

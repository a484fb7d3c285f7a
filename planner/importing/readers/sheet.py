"""Sheets: .xlsx, .xlsm, .xlsb, .xls, .et and .ods → document. The kind is told by the content, not by the name."""

from planner.core.input_errors import WrongType
from planner.importing.document import Document
from planner.importing.readers import sheet_ods, sheet_old, sheet_xlsx
from planner.importing.readers.package import Package

_ZIP = b"PK"
_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def read(data: bytes, name: str) -> Document:
    """Return the sheets of a file: each a grid, or paragraphs when all its text stands in one column.

    Raises the classes of `input_errors`: DAMAGED, ENCRYPTED, BOMB, UNSAFE_XML, UNSAFE_PATH, EMPTY, NO_TEXT,
    WRONG_TYPE.
    """
    if not data.startswith(_ZIP):
        return sheet_old.read_workbook(data, name, "xls")
    package = Package(data, name)
    if "xl/workbook.bin" in package:
        for part in package.names:
            package.read(part)  # calamine inflates without counting
        return sheet_old.read_workbook(data, name, "xlsb")
    if "content.xml" in package and "[Content_Types].xml" not in package:
        if "mimetype" in package and not package.read("mimetype").startswith(_MIMETYPE):
            raise WrongType(name, "其他 OpenDocument 文件")
        return sheet_ods.read_package(package)
    return sheet_xlsx.read_package(package)

"""A workbook saved without a file: openpyxl writes each sheet into the system's temporary folder first.

What a kill leaves there would stay, and a full disk of the system would break an export to a stick.
"""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


def saved(workbook: Workbook) -> bytes:
    """Return a workbook as the bytes of its file."""
    output = BytesIO()
    _Writer(workbook, ZipFile(output, "w", ZIP_DEFLATED)).save()
    return output.getvalue()


class _Writer(ExcelWriter):
    _archive: ZipFile

    def write_worksheet(self, ws: Any) -> None:
        """Add a sheet, as openpyxl's own does by way of a temporary file."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        part = BytesIO()
        writer: Any = WorksheetWriter(ws, part)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], part.getvalue())
        self.manifest.append(ws)

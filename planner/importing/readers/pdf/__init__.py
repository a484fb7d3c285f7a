"""PDF: the text layer as paragraphs and ruled tables, by pypdfium2 alone.

A scan is told as a scan, a font without letters as garbled. Nothing is drawn and nothing of the file is run.
"""

import time
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2_raw as pdfium

from planner.core.input_errors import Bomb, DamagedFile, EmptyFile, EncryptedFile, Garbled, NoText, ReadingTimeout
from planner.importing.document import Document, Remark
from planner.importing.readers.pdf.assembly import assemble
from planner.importing.readers.pdf.layout import Page
from planner.importing.readers.pdf.pages import read_page

_WORDED = (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WIDGET)
_MOST_NOTES = 500
MOST_PAGES = 2_000
MOST_CHARACTERS = 5_000_000
SECONDS = 55.0
_GARBLED = 0.3
_LAST_WORD = b"%%EOF"
_TAIL = 4_096
_FEW = 15
_OUTLINES = 200
_ENOUGH = 60
_PASSWORD = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)


def read(data: bytes, name: str) -> Document:
    """Return the text of a PDF.

    Raises `InputError`: DAMAGED, ENCRYPTED, EMPTY, NO_TEXT (a scan), GARBLED, BOMB, TIMEOUT.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in _PASSWORD:
            raise EncryptedFile(name) from error
        raise DamagedFile(name) from error
    try:
        pages, unread = _pages(document, name)
    finally:
        document.close()
    found = _document(pages, unread, name)
    if _LAST_WORD in data[-_TAIL:]:
        return found
    return replace(found, remarks=(*found.remarks, Remark("PARTIAL", "文件没有结尾，后面的内容可能没有传完")))


def _pages(document: pypdfium2.PdfDocument, name: str) -> tuple[list[Page], list[int]]:
    """Return the pages, and the numbers of those that could not be opened."""
    count = len(document)
    if count > MOST_PAGES:
        raise Bomb(name)
    deadline = time.monotonic() + SECONDS
    pages: list[Page] = []
    unread: list[int] = []
    characters = 0
    for index in range(count):
        if time.monotonic() > deadline:
            raise ReadingTimeout(name)
        handle = _loaded(document.raw, index)
        if not handle:
            unread.append(index + 1)
            continue
        try:
            page, too_many = read_page(handle, index + 1, pages[-1].edges if pages else ())
        finally:
            pdfium.FPDF_ClosePage(handle)
        characters += sum(len(piece.text) for piece in page.pieces)
        if too_many or characters > MOST_CHARACTERS:
            raise Bomb(name)
        pages.append(page)
    if not pages:
        raise DamagedFile(name)
    return pages, unread


def _loaded(document: pdfium.FPDF_DOCUMENT, index: int) -> pdfium.FPDF_PAGE:
    """Return a page with the words of its form fields and text notes in place, or nothing where it cannot be opened."""
    handle = pdfium.FPDF_LoadPage(document, index)
    if not handle:
        return handle
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(handle), _MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(handle, at)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind in _WORDED and pdfium.FPDFPage_Flatten(handle, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
            pdfium.FPDF_ClosePage(handle)  # what was laid into the page shows when it is opened anew
            return pdfium.FPDF_LoadPage(document, index)
    return handle


def _document(pages: Sequence[Page], unread: Sequence[int], name: str) -> Document:
    scans = [page.number for page in pages if page.picture and _visible(page) <= _FEW]
    visible = sum(_visible(page) for page in pages)
    if visible <= _FEW * len(scans) and scans and len(scans) == sum(_holds_anything(page) for page in pages):
        raise NoText(name)
    if not visible:
        if any(page.drawings > _OUTLINES for page in pages) or any(page.picture for page in pages):
            raise NoText(name)
        raise EmptyFile(name)
    odd = sum(page.odd_characters for page in pages)
    if odd > _GARBLED * visible or _is_nonsense(pages):
        raise Garbled(name)
    remarks: list[Remark] = []
    if scans:
        remarks.append(Remark("PARTIAL", f"第{_listed(scans)}页是扫描图片，未导入"))
    if unread:
        remarks.append(Remark("PARTIAL", f"第{_listed(unread)}页已损坏，未导入"))
    if odd:
        remarks.append(Remark("UNKNOWN_CHARACTER", str(odd)))
    radicals = sum(page.radicals for page in pages)
    if radicals:
        remarks.append(Remark("RADICALS", str(radicals)))
    return Document("pdf", assemble(pages), tuple(remarks))


def _visible(page: Page) -> int:
    return sum(len(piece.text) for piece in page.pieces)


def _is_nonsense(pages: Sequence[Page]) -> bool:
    """Tell whether a text has no hanzi and is no Latin text either: codes of a font that are no letters."""
    sample = "".join(piece.text for page in pages[:20] for piece in page.pieces)[:4_000]
    if len(sample) < _ENOUGH or any("\u3400" <= sign <= "\u9fff" for sign in sample):
        return False
    usual = sum(sign.islower() or sign.isdigit() or sign in " .,-" for sign in sample)
    return usual < 0.5 * len(sample)


def _holds_anything(page: Page) -> bool:
    return bool(page.pieces) or page.picture


def _listed(numbers: Sequence[int]) -> str:
    """Return page numbers as a list with stretches: 3、5—8."""
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1] = [stretches[-1][0], number]
        else:
            stretches.append([number])
    return "、".join("—".join(map(str, stretch)) for stretch in stretches)

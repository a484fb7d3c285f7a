"""PDF files written by hand, object by object."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from io import BytesIO

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.importing.hostile.cases import LINES

_FONT = "STSong-Light"


def pdf(objects: Mapping[int, bytes], root: int = 1, trailer: bytes = b"") -> bytes:
    """Return a file with the given objects and a true cross-reference table."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places: dict[int, int] = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(out)
    most = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % most
    for number in range(1, most):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer\n<</Size %d/Root %d 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (most, root, trailer, table)
    return bytes(out)


def stream(content: bytes, words: bytes = b"") -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (words, len(content), content)


def one_page(content: bytes, resources: bytes = b"", **more: bytes) -> bytes:
    """Return a file of one page; `more` are objects named o5, o6 …"""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%b>>>>" % resources,
        4: content,
    }
    return pdf(objects | {int(name[1:]): value for name, value in more.items()})


def written(lines: tuple[str, ...] = LINES, password: str = "", lines_of_page: int = 35) -> bytes:
    """Return a sound file with the lines of a plan."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    target = BytesIO()
    lock = StandardEncryption(password, strength=128) if password else None
    canvas = Canvas(target, encrypt=lock, invariant=1)
    for first in range(0, len(lines), lines_of_page):
        canvas.setFont(_FONT, 9)
        for number, line in enumerate(lines[first : first + lines_of_page]):
            canvas.drawString(40, 800 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def scan() -> bytes:
    """Return a page that is one picture."""
    picture = stream(
        zlib.compress(bytes(200 * 280)),
        b"/Type/XObject/Subtype/Image/Width 200/Height 280/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode",
    )
    return one_page(stream(b"q 595 0 0 842 0 0 cm /I Do Q"), b"/XObject<</I 5 0 R>>", o5=picture)

"""PDF files that draw themselves, unfold, run in circles, are locked, scanned or torn."""

from __future__ import annotations

import zlib

from tests.importing.hostile.cases import ANY, case, given
from tests.importing.hostile.pages import one_page, pdf, scan, stream, written

_HELVETICA = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"


@case("mirror.pdf", "a form that draws itself", "BOMB", "TIMEOUT", "NO_TEXT", "EMPTY", "DAMAGED")
def mirror() -> bytes:
    words = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>>>"
    return one_page(stream(b"/X Do"), b"/XObject<</X 5 0 R>>", o5=stream(b"/X Do /X Do /X Do", words))


@case("cascade.pdf", "forms that each draw the next ten times", "BOMB", "TIMEOUT", "NO_TEXT", "EMPTY", "DAMAGED", ANY)
def cascade() -> bytes:
    forms = {
        f"o{n}": stream(
            b"/X Do " * 10 if n < 14 else b"BT /F 9 Tf (x) Tj ET",
            b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<%b/XObject<</X %d 0 R>>>>" % (_HELVETICA, n + 1),
        )
        for n in range(5, 15)
    }
    return one_page(stream(b"/X Do"), b"/XObject<</X 5 0 R>>", **forms)


@case("twice.pdf", "deflated twice, to 400 MB", "BOMB", "TIMEOUT", "NO_TEXT", "EMPTY", "DAMAGED")
def twice_deflated() -> bytes:
    inner = zlib.compressobj(9)
    once = b"".join(inner.compress(bytes(1024 * 1024)) for _ in range(400)) + inner.flush()
    return one_page(stream(zlib.compress(once, 9), b"/Filter[/FlateDecode/FlateDecode]"))


@case("tree.pdf", "a page tree that holds itself", "DAMAGED", "EMPTY", "NO_TEXT")
def page_circle() -> bytes:
    return pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 4>>"})


@case("count.pdf", "a milliard pages announced", "DAMAGED", "EMPTY", "NO_TEXT", "BOMB", "TOO_BIG")
def page_count() -> bytes:
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        }
    )


@case("nopage.pdf", "no page at all", "DAMAGED", "EMPTY", "NO_TEXT")
def no_pages() -> bytes:
    return pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"})


@case("blank.pdf", "a page without anything", "EMPTY", "NO_TEXT")
def blank_page() -> bytes:
    return one_page(stream(b""))


@case("scan.pdf", "a scan", "NO_TEXT")
def scanned() -> bytes:
    return scan()


@case("locked.pdf", "a password", "ENCRYPTED")
def locked() -> bytes:
    return written(password="geheim")


@case("garbled.pdf", "a font that maps to private characters", "GARBLED")
def garbled() -> bytes:
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00><ff> endcodespacerange "
        b"1 beginbfrange <20><7e><E020> endbfrange endcmap"
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    words = b"BT /F 12 Tf 40 800 Td " + b"(Office of teaching leads this work) Tj 0 -20 Td " * 30 + b"ET"
    return one_page(stream(words), b"/Font<</F 5 0 R>>", o5=font, o6=stream(cmap))


@case("brackets.pdf", "arrays a million deep", "DAMAGED", "BOMB", "EMPTY", "NO_TEXT")
def deep_arrays() -> bytes:
    return one_page(stream(b"[" * 1_000_000 + b"]" * 1_000_000))


@case("catalog.pdf", "a catalog of arrays a million deep", "DAMAGED", "BOMB", "EMPTY", "NO_TEXT")
def deep_catalog() -> bytes:
    return pdf({1: b"[" * 500_000})


@case("signs.pdf", "a page of a million signs", ANY, "BOMB", "TIMEOUT", "NOT_A_PLAN")
def million_signs() -> bytes:
    words = b"BT /F 1 Tf " + b"".join(b"1 0 0 1 %d %d Tm (%d.abc) Tj " % (n % 500, n % 800, n) for n in range(150_000))
    return one_page(stream(zlib.compress(words + b"ET"), b"/Filter/FlateDecode"), _HELVETICA)


@case("lines.pdf", "a page of 200,000 ruled lines", ANY, "BOMB", "TIMEOUT", "NOT_A_PLAN", "NO_TEXT")
def million_lines() -> bytes:
    words = b"".join(b"%d %d m %d %d l S " % (n % 590, n % 840, n % 590, (n * 7) % 840) for n in range(200_000))
    words += b"BT /F 12 Tf 40 800 Td (1. One task) Tj 0 -20 Td (2. Two tasks) Tj ET"
    return one_page(stream(zlib.compress(words), b"/Filter/FlateDecode"), _HELVETICA)


@case("boxes.pdf", "a page as large as a town", ANY, "EMPTY", "NO_TEXT", "NOT_A_PLAN", "DAMAGED")
def huge_page() -> bytes:
    return one_page(stream(b"BT /F 1e30 Tf 1e30 1e30 Td (1. One) Tj ET"), _HELVETICA).replace(
        b"[0 0 595 842]", b"[-9e37 -9e37 9e37 9e37]"
    )


@case("header.pdf", "nothing but the first line", "DAMAGED")
def only_header() -> bytes:
    return b"%PDF-1.7\n"


@case("references.pdf", "objects that point at each other", "DAMAGED", "EMPTY", "NO_TEXT")
def circle_of_references() -> bytes:
    return pdf({1: b"2 0 R", 2: b"3 0 R", 3: b"1 0 R"})


@case("table.pdf", "a cross-reference that points at itself", "NOT_A_PLAN", "DAMAGED", "EMPTY", "NO_TEXT", ANY)
def table_circle() -> bytes:
    data = one_page(stream(b"BT /F 12 Tf (1. One) Tj ET"), _HELVETICA)
    at = data.rindex(b"startxref\n") + len(b"startxref\n")
    place = data[at:].split(b"\n")[0]
    return data.replace(b"trailer\n<<", b"trailer\n<</Prev %b" % place)


@case("noise.pdf", "bytes of chance between", "DAMAGED", "EMPTY", "NO_TEXT", "ENCRYPTED", ANY)
def noise() -> bytes:
    data = bytearray(written())
    for n in range(40, len(data), 13):
        data[n] = data[n] * 7 % 251
    return bytes(data)


def _truncated() -> None:
    data = written()
    for tenth in range(1, 10):
        given(f"cut{tenth}.pdf", "pdf broken off", data[: len(data) * tenth // 10], "DAMAGED", "EMPTY", "NO_TEXT", ANY)


_truncated()

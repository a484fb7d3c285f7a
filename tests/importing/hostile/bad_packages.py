"""Word and OpenDocument packages that lie, burst, point outside or are torn."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from tests.importing.hostile.cases import ANY, GOOD, LINES, case, given
from tests.importing.hostile.compounds import ole
from tests.importing.hostile.packages import (
    DOCUMENT,
    Entry,
    docx,
    forged,
    ods,
    odt,
    paragraphs,
    word_parts,
    word_xml,
    zipped,
)

_MB = 1024 * 1024
_LAUGHS = "<!DOCTYPE w [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
)
_OUTSIDE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@case("bomb.docx", "a part that inflates to 80 MB", "BOMB")
def flat_bomb() -> bytes:
    return zipped(word_parts(word_xml("<w:p><w:r><w:t>" + " " * (80 * _MB) + "</w:t></w:r></w:p>")))


@case("many.docx", "parts that inflate to 64 MB each", "BOMB", "UNSAFE_XML", "DAMAGED", GOOD, ANY)
def many_bombs() -> bytes:
    big = word_xml(" " * (60 * _MB))
    parts = word_parts(word_xml(paragraphs(LINES)))
    for name in ("styles", "numbering", "footnotes"):
        parts[f"word/{name}.xml"] = big
    return zipped(parts)


@case("nested.docx", "archives in archives", "WRONG_TYPE")
def nested_bomb() -> bytes:
    data = bytes(10 * _MB)
    for depth in range(6):
        data = zipped({f"{depth}-{n}.zip": data for n in range(8)})
    return data


@case("liar.docx", "a part that says it is small", "BOMB", "DAMAGED")
def lying_size() -> bytes:
    return forged(
        [
            Entry(name, content.encode() if isinstance(content, str) else content, size=99)
            for name, content in word_parts(word_xml(" " * (70 * _MB))).items()
        ]
    )


@case("overlap.docx", "entries that share their bytes", "DAMAGED", "BOMB", "UNSAFE_PATH", "WRONG_TYPE")
def overlapping() -> bytes:
    data = bytearray(forged([Entry("word/a.xml", b"x" * 1000)] * 300))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 42 : at + 46] = struct.pack("<I", 0)
        at = data.find(b"PK\x01\x02", at + 46)
    return bytes(data)


@case("laughs.docx", "entities that multiply", "UNSAFE_XML")
def laughs() -> bytes:
    return zipped(word_parts(word_xml("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", before=_LAUGHS)))


@case("outside.docx", "an entity from outside", "UNSAFE_XML")
def outside() -> bytes:
    return zipped(word_parts(word_xml("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", before=_OUTSIDE)))


@case("outside16.docx", "an entity from outside in UTF-16", "UNSAFE_XML")
def outside_wide() -> bytes:
    xml = word_xml("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", before=_OUTSIDE).replace("UTF-8", "UTF-16")
    return zipped(word_parts(xml.encode("utf-16")))


@case("late.docx", "a document type behind a long comment", "UNSAFE_XML")
def late_doctype() -> bytes:
    return zipped(word_parts(word_xml(paragraphs(LINES), before=f"<!--{'x' * 9000}-->{_OUTSIDE}")))


@case("laughs.odt", "entities that multiply", "UNSAFE_XML")
def open_laughs() -> bytes:
    return odt("<text:p>&a11;</text:p>", before=_LAUGHS.replace("DOCTYPE w", "DOCTYPE office"))


@case("laughs.ods", "entities that multiply", "UNSAFE_XML")
def open_sheet_laughs() -> bytes:
    return ods(before=_LAUGHS.replace("DOCTYPE w", "DOCTYPE office"))


@case("deep.docx", "elements 100,000 deep", "BOMB", "DAMAGED")
def deep() -> bytes:
    return docx("<w:sdt><w:sdtContent>" * 50_000 + "</w:sdtContent></w:sdt>" * 50_000)


@case("deep.odt", "elements 100,000 deep", "BOMB", "DAMAGED")
def open_deep() -> bytes:
    return odt(f"<text:p>{'<text:span>' * 100_000}x{'</text:span>' * 100_000}</text:p>")


@case("matryoshka.docx", "tables in tables in tables", "BOMB", "DAMAGED", GOOD)
def nested_tables() -> bytes:
    body = "".join(paragraphs(LINES))
    for _ in range(60):
        body = f"<w:tbl><w:tr><w:tc>{body}<w:p/></w:tc></w:tr></w:tbl>"
    return docx(body)


@case("twice.docx", "the same part twice", "UNSAFE_PATH")
def doubled() -> bytes:
    entries = [Entry(name, str(content).encode()) for name, content in word_parts(word_xml(paragraphs(LINES))).items()]
    return forged([*entries, Entry("word/document.xml", word_xml(paragraphs(["1.另一份"])).encode())])


@case("climb.docx", "a part outside its package", "UNSAFE_PATH")
def climbing() -> bytes:
    return zipped(word_parts(word_xml(paragraphs(LINES))) | {"../../outside.txt": "x"})


@case("headless.docx", "the main part is missing", "DAMAGED")
def without_main_part() -> bytes:
    parts = word_parts("")
    del parts["word/document.xml"]
    return zipped(parts)


@case("sum.docx", "a wrong check sum", "DAMAGED")
def wrong_sum() -> bytes:
    return forged(
        [
            Entry(name, str(content).encode(), crc=1 if "document" in name else None)
            for name, content in word_parts(word_xml(paragraphs(LINES))).items()
        ]
    )


@case("locked.docx", "a zip with a password", "ENCRYPTED", "DAMAGED")
def locked() -> bytes:
    return forged(
        [
            Entry(name, str(content).encode(), flags=1 if "document" in name else 0)
            for name, content in word_parts(word_xml(paragraphs(LINES))).items()
        ]
    )


@case("method.docx", "a packing nobody knows", "DAMAGED", "WRONG_TYPE")
def unknown_method() -> bytes:
    return forged(
        [
            Entry(name, str(content).encode(), method=99)
            for name, content in word_parts(word_xml(paragraphs(LINES))).items()
        ]
    )


@case("garbage.docx", "packed bytes that are none", "DAMAGED")
def broken_deflate() -> bytes:
    return forged(
        [
            Entry(name, str(content).encode(), packed=b"\xff" * 500 if "document" in name else None)
            for name, content in word_parts(word_xml(paragraphs(LINES))).items()
        ]
    )


@case("parts.docx", "more parts than any document", "BOMB")
def too_many_parts() -> bytes:
    return zipped(word_parts(word_xml(paragraphs(LINES))) | {f"word/media/{n}.bin": "" for n in range(6000)})


@case("torn.docx", "XML that breaks off", "DAMAGED")
def torn_xml() -> bytes:
    return zipped(word_parts(word_xml(paragraphs(LINES))[:-300]))


@case("bytes.docx", "XML that is no UTF-8", "DAMAGED")
def wrong_bytes() -> bytes:
    return zipped(word_parts(word_xml(paragraphs(LINES)).encode().replace("办好".encode(), b"\xff\xfe\xfd")))


@case("nul.docx", "zero bytes in XML", "DAMAGED")
def zero_bytes() -> bytes:
    return zipped(word_parts(word_xml(paragraphs(LINES)).encode().replace("办好".encode(), b"\0\0")))


@case("blank.docx", "a document without a word", "EMPTY")
def blank() -> bytes:
    return docx("<w:p/><w:p><w:r><w:t>   </w:t></w:r></w:p>")


@case("blank.odt", "a document without a word", "EMPTY")
def open_blank() -> bytes:
    return odt("<text:p/>")


@case("locked.odt", "OpenDocument with a password", "ENCRYPTED")
def open_locked() -> bytes:
    words = '<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="eA=="/>'
    return odt(manifest=words)


@case("locked.ods", "OpenDocument with a password", "ENCRYPTED")
def open_sheet_locked() -> bytes:
    return ods(manifest='<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="eA=="/>')


@case("span.docx", "a cell two milliards wide", "BOMB", "DAMAGED", GOOD, ANY)
def wide_cell() -> bytes:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
    rows = "".join(f"<w:tr>{wide}{paragraphs([line])}</w:tc></w:tr>" for line in LINES)
    return docx(f"<w:tbl>{rows}</w:tbl>")


@case("cycle.docx", "styles that stem from each other", GOOD)
def style_circle() -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{1 - n}"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for n in (0, 1)
    )
    body = "".join(
        p.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr>') for p in map(paragraphs, zip(LINES))
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return zipped(
        word_parts(word_xml(body))
        | {
            "word/styles.xml": f"<w:styles {space}>{styles}</w:styles>",
            "word/numbering.xml": f'<w:numbering {space}><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
            '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="s0"/></w:abstractNum></w:numbering>',
            "word/_rels/document.xml.rels": "<Relationships/>",
        }
    )


@case("key.docx", "Office's own encryption", "ENCRYPTED")
def office_key() -> bytes:
    return ole({"EncryptionInfo": b"\x04\0\x04\0" + bytes(60), "EncryptedPackage": bytes(5000)})


def _truncated() -> None:
    whole = {"docx": docx(), "odt": odt(), "ods": ods()}
    for extension, data in whole.items():
        for tenth in range(1, 10, 1 if extension == "docx" else 4):
            given(f"cut{tenth}.{extension}", f"{extension} broken off", data[: len(data) * tenth // 10], "DAMAGED")


_truncated()


@case("directory.docx", "a directory that points nowhere", "DAMAGED", "WRONG_TYPE")
def wrong_directory() -> bytes:
    data = bytearray(docx())
    at = data.rfind(b"PK\x05\x06")
    data[at + 16 : at + 20] = struct.pack("<I", 0xFFFFFFF0)
    return bytes(data)


@case("huge.docx", "a paragraph of 300,000 runs", "BOMB", "TIMEOUT", GOOD, ANY)
def million_runs() -> bytes:
    return docx(paragraphs(LINES) + "<w:p>" + "<w:r><w:t>字</w:t></w:r>" * 300_000 + "</w:p>")


@case("stored.docx", "a part stored twice as long as the file", "DAMAGED", "WRONG_TYPE")
def beyond_the_end() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in word_parts(word_xml(paragraphs(LINES)), DOCUMENT).items():
            archive.writestr(name, content)
    data = bytearray(target.getvalue())
    at = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    at = data.find(b"PK\x01\x02", at + 4)
    data[at + 20 : at + 28] = struct.pack("<II", len(data) * 2, len(data) * 2)
    return bytes(data)


@case("double.docx", "packed twice", "DAMAGED")
def packed_twice() -> bytes:
    xml = zlib.compress(word_xml(paragraphs(LINES)).encode())
    return zipped(word_parts(xml))


@case("word.docx", "a word of sixty million bytes", "BOMB")
def endless_word() -> bytes:
    return docx(f"<w:p><w:r><w:t>{'字' * 20_000_000}</w:t></w:r></w:p>")


@case("empty-paragraphs.docx", "eight million paragraphs", "BOMB")
def millions_of_paragraphs() -> bytes:
    return docx("<w:p/>" * 8_000_000)

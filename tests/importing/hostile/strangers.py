"""Files that are no plans at all, most under a plan's name, and old Office files that are torn or locked."""

from __future__ import annotations

import struct

from tests.importing.hostile.cases import ANY, TEXT, case, given
from tests.importing.hostile.compounds import SIGNATURE, ole
from tests.importing.hostile.packages import content_types, zipped

_REST = bytes(range(256)) * 8

for _name, _kind, _head in (
    ("photo.docx", "a picture", b"\x89PNG\r\n\x1a\n"),
    ("photo.pdf", "a picture", b"\xff\xd8\xff\xe0\0\x10JFIF"),
    ("photo.txt", "a picture", b"GIF89a"),
    ("fax.docx", "a picture", b"II*\0"),
    ("paint.doc", "a picture", b"BM\x36\0\0\0\0\0\0\0"),
    ("pack.docx", "an archive", b"Rar!\x1a\x07\x01\0"),
    ("pack.xlsx", "an archive", b"7z\xbc\xaf\x27\x1c\0\x04"),
    ("pack.txt", "an archive", b"\x1f\x8b\x08\0"),
    ("setup.doc", "a program", b"MZ\x90\0\x03\0\0\0"),
    ("tool.txt", "a program", b"\x7fELF\x02\x01\x01"),
    ("data.xls", "a database", b"SQLite format 3\0"),
    ("access.doc", "a database", b"\0\x01\0\0Standard Jet DB\0"),
    ("song.wps", "sound", b"ID3\x03\0\0"),
    ("film.docx", "film", b"\0\0\0\x20ftypisom"),
    ("link.docx", "a shortcut", b"L\0\0\0\x01\x14\x02\0"),
    ("font.txt", "a font", b"\0\x01\0\0\0\x10\0\x80"),
):
    given(_name, _kind, _head + _REST, "WRONG_TYPE")

given("link.url", "a shortcut", b"[InternetShortcut]\r\nURL=http://localhost/\r\n", "WRONG_TYPE")
given("plan.ofd", "an OFD file", zipped({"OFD.xml": "<ofd/>", "Doc_0/Document.xml": "<x/>"}), "WRONG_TYPE")
given("plan.epub", "a book", zipped({"mimetype": "application/epub+zip"}), "WRONG_TYPE")
given("plan.zip", "an archive with a plan in it", zipped({"计划.txt": TEXT}), "WRONG_TYPE")
given("empty.docx", "an archive of nothing", zipped({}), "WRONG_TYPE", "DAMAGED")
given("data.xml", "XML of something else", b'<?xml version="1.0"?><data><row>1.x</row></data>', "WRONG_TYPE")
given(
    "word.xml",
    "Word as one XML without its text",
    b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
    "DAMAGED",
)
given(
    "mail.doc",
    "a mail",
    b"Received: from x\r\nFrom: a@b\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
    "WRONG_TYPE",
)
given("short.doc", "the first bytes of an old file", SIGNATURE, "DAMAGED")
given("sector.doc", "an old file of one sector", SIGNATURE.ljust(512, b"\0"), "DAMAGED")
given("noise.doc", "an old file of noise", SIGNATURE + _REST * 5, "DAMAGED", "WRONG_TYPE")
given("talk.doc", "old slides", ole({"PowerPoint Document": _REST}), "WRONG_TYPE")
given("mail.msg", "an old mail", ole({"__properties_version1.0": _REST}), "WRONG_TYPE")
given("works.wps", "a Works text", ole({"MatOST": _REST, "CONTENTS": _REST}), "WRONG_TYPE")
given("other.doc", "an old file of another program", ole({"Contents": _REST}), "WRONG_TYPE")
given("gone.doc", "an old Word text without its document", ole({"1Table": _REST}), "DAMAGED")
given("loop.doc", "a chain that bites its tail", ole({"WordDocument": _REST, "1Table": _REST}, loop=True), "DAMAGED")
given(
    "names.doc",
    "names in a circle",
    ole({"WordDocument": _REST, "1Table": _REST}, directory_loop=True),
    "DAMAGED",
    "WRONG_TYPE",
)
given(
    "alone.doc",
    "an old text without its table",
    ole({"WordDocument": b"\xec\xa5\xc1\0".ljust(4096, b"\0")}),
    "DAMAGED",
    "EMPTY",
)


@case("slides.docx", "slides", "WRONG_TYPE")
def slides() -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    return zipped({"[Content_Types].xml": content_types("ppt/presentation.xml", kind), "ppt/presentation.xml": "<p/>"})


@case("locked.doc", "an old text with a password", "ENCRYPTED")
def locked_old() -> bytes:
    head = bytearray(4096)
    struct.pack_into("<HHHHHHHH", head, 0, 0xA5EC, 0xC1, 0, 0x804, 0, 0x0100 | 0x0200, 0xBF, 0)
    return ole({"WordDocument": bytes(head), "1Table": bytes(4096)})


@case("pieces.doc", "an old text whose pieces lie outside", "DAMAGED", "EMPTY", ANY)
def wild_pieces() -> bytes:
    head = bytearray(4096)
    struct.pack_into("<HHHHHHHH", head, 0, 0xA5EC, 0xC1, 0, 0x804, 0, 0x0200, 0xBF, 0)
    struct.pack_into("<H", head, 32, 14)
    struct.pack_into("<H", head, 62, 22)
    struct.pack_into("<I", head, 64 + 3 * 4, 0x7FFFFFFF)
    struct.pack_into("<H", head, 152, 93)
    struct.pack_into("<II", head, 154 + 33 * 8, 0, 0x7FFFFFFF)
    return ole({"WordDocument": bytes(head), "1Table": b"\x02\xff\xff\xff\x7f".ljust(4096, b"\xff")})

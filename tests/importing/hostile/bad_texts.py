"""Texts, web pages and RTF that are torn, bottomless, in no encoding, or made to keep a reader busy."""

from __future__ import annotations

import random

from tests.importing.hostile.cases import ANY, GOOD, LINES, TEXT, case, given

_MB = 1024 * 1024


def _rtf_text(text: str) -> str:
    text = text.replace("\n", "\\par\n")
    return "".join(ch if ch.isascii() else f"\\u{ord(ch) if ord(ch) < 32768 else ord(ch) - 65536}?" for ch in text)


def rtf(body: str | None = None) -> bytes:
    inner = "".join(f"{_rtf_text(line)}\\par\n" for line in LINES) if body is None else body
    return f"{{\\rtf1\\ansi\\ansicpg936\\uc1 {inner}}}".encode("ascii")


def page(body: str | None = None, head: str = "") -> str:
    inner = "".join(f"<p>{line}</p>" for line in LINES) if body is None else body
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}<title>x</title></head><body>{inner}</body></html>'


given("nothing.txt", "no byte", b"", "EMPTY")
given("nothing.docx", "no byte", b"", "EMPTY")
given("blanks.txt", "blanks only", " \n\t　\n".encode() * 50, "EMPTY")
given("mark.txt", "a byte order mark only", b"\xef\xbb\xbf", "EMPTY")
given("mark16.txt", "a byte order mark only", b"\xff\xfe", "EMPTY")
given("zeros.txt", "zero bytes only", bytes(5000), "EMPTY", "WRONG_TYPE")
given("no-plan.txt", "a letter", "各位同事：\n下周一食堂停水，请自带饮水。\n谢谢！\n".encode(), "NOT_A_PLAN")
given("chance.txt", "bytes of chance", random.Random(1).randbytes(20_000), "WRONG_TYPE", "ENCODING")
given("mixed.txt", "two encodings in one text", (TEXT * 9).encode("gb18030") + (TEXT * 9).encode(), "ENCODING")
given(
    "big5.txt", "an encoding not read", ("加強學校管理，提高教育質量，逐項落實到人。\n" * 30).encode("big5"), "ENCODING"
)
given("odd16.txt", "half a character at the end of UTF-16", b"\xff\xfe" + TEXT.encode("utf-16-le") + b"x", GOOD, ANY)
given(
    "lone16.txt",
    "halves of characters in UTF-16",
    b"\xff\xfe" + TEXT.encode("utf-16-le").replace("办".encode("utf-16-le"), b"\x00\xd8"),
    ANY,
    "ENCODING",
)
given("lone32.txt", "UTF-32 of no character", b"\xff\xfe\0\0" + b"\x00\xd8\x00\x00" * 90, "ENCODING", "WRONG_TYPE")
given("long8.txt", "overlong UTF-8", TEXT.encode().replace("办".encode(), b"\xc0\xaf"), ANY, "ENCODING")
given("cut.txt", "a character cut in two at the end", TEXT.encode()[:-1], ANY, GOOD)


@case("large.txt", "more than 20 MB of text", "TOO_BIG")
def large_text() -> bytes:
    return (TEXT.encode() + b"\n") * (21 * _MB // len(TEXT.encode()))


@case("large.pdf", "more than 50 MB", "TOO_BIG")
def large_file() -> bytes:
    return b"%PDF-1.7\n" + bytes(51 * _MB)


@case("line.txt", "a line without an end", ANY, "NOT_A_PLAN", "TOO_BIG")
def endless_line() -> bytes:
    return f"1.办好学校。（牵头单位：{'安澜县教育局、' * 30_000}".encode()


@case("open.txt", "brackets that never close", ANY, "NOT_A_PLAN")
def open_brackets() -> bytes:
    return ("（牵头单位：" * 20_000 + "\n1.办好学校\n2.办好食堂").encode()


@case("numbers.txt", "numbers and nothing else", ANY, "NOT_A_PLAN", "EMPTY")
def bare_numbers() -> bytes:
    return ("\n".join(f"{n}." for n in range(20_000))).encode()


@case("items.txt", "more tasks than any plan has", "BOMB")
def endless_list() -> bytes:
    return "\n".join(f"{n}.办好第{n}件事。（教育局）" for n in range(1, 30_100)).encode()


@case("tabs.txt", "a row of a hundred thousand cells", ANY, "NOT_A_PLAN", "EMPTY")
def endless_row() -> bytes:
    return ("序号\t任务\t牵头单位\n1\t办好学校\t教育局\n" + "\t" * 100_000 + "x\n" * 50).encode()


given("empty.rtf", "RTF without a word", rtf(""), "EMPTY")
given("head.rtf", "RTF that breaks off after its head", b"{\\rtf1", "EMPTY", "DAMAGED")
given("picture.rtf", "RTF with one picture", rtf("{\\pict\\pngblip 89504e47}"), "EMPTY", "NO_TEXT")
given("negative.rtf", "RTF with a length below nothing", rtf("\\bin-5 x" + _rtf_text(TEXT)), ANY, GOOD, "DAMAGED")
given("bin.rtf", "RTF with a length beyond the end", rtf("\\bin4000000000 " + "x" * 100), "DAMAGED", "EMPTY")
given(
    "unicode.rtf", "RTF with characters that are none", rtf(_rtf_text(TEXT) + "\\u-70000?\\u99999999999999?"), ANY, GOOD
)
given(
    "uc.rtf",
    "RTF that skips a milliard characters",
    rtf("\\uc1000000000 " + _rtf_text(TEXT)),
    "NOT_A_PLAN",
    ANY,
    GOOD,
    "EMPTY",
)
given("close.rtf", "RTF with more closed than opened", rtf("}}}}}" + _rtf_text(TEXT)), ANY, GOOD, "DAMAGED", "EMPTY")
for _tenth in (2, 5, 8):
    given(f"cut{_tenth}.rtf", "rtf broken off", rtf()[: len(rtf()) * _tenth // 10], "DAMAGED", ANY)


@case("deep.rtf", "groups a million deep", "BOMB", "DAMAGED")
def deep_groups() -> bytes:
    return rtf("{" * 1_000_000 + "x" + "}" * 1_000_000)


@case("cells.rtf", "a row of 300,000 cells", "BOMB", "DAMAGED", ANY, "TIMEOUT", "NOT_A_PLAN")
def many_cells() -> bytes:
    return rtf("\\trowd" + "\\cellx9" * 300_000 + "\\intbl x\\cell" * 1000 + "\\row")


@case("words.rtf", "a control word of a million letters", ANY, "EMPTY", "DAMAGED", "BOMB", "NOT_A_PLAN")
def long_word() -> bytes:
    return rtf("\\" + "a" * 1_000_000 + "9" * 1_000_000 + " x")


given("empty.html", "a page without a word", page("").encode().replace(b"<title>x</title>", b""), "EMPTY")
given("script.html", "a page of script", page("<script>alert('办好学校')</script>").encode(), "EMPTY", "NO_TEXT")
given("picture.html", "a page of one picture", page("<img src='scan.png'>").encode(), "EMPTY", "NO_TEXT")
given("comment.html", "a comment that never ends", b"<html><!--" + TEXT.encode(), "EMPTY", ANY, GOOD)
given(
    "wide.html",
    "a cell two milliards wide",
    page(
        "<table>"
        + "".join(f"<tr><td colspan=2000000000 rowspan=2000000000>{line}</td></tr>" for line in LINES)
        + "</table>"
    ).encode(),
    GOOD,
    ANY,
    "BOMB",
)
given(
    "file.html",
    "a page that wants files of the computer",
    page().replace("<p>", "<p><img src='file:///etc/passwd'><iframe src='http://localhost/'></iframe>").encode(),
    GOOD,
)


@case("deep.html", "elements 200,000 deep", ANY, GOOD, "BOMB", "DAMAGED")
def deep_page() -> bytes:
    return page("<div>" * 200_000 + "".join(f"<p>{line}</p>" for line in LINES)).encode()


@case("tables.html", "tables 5,000 deep", ANY, GOOD, "BOMB", "DAMAGED")
def deep_tables() -> bytes:
    return page("<table><tr><td>" * 5_000 + "".join(f"<p>{line}</p>" for line in LINES)).encode()


@case("cells.html", "a table of fifty thousand cells", ANY, "BOMB", "TIMEOUT", "TOO_BIG", "NOT_A_PLAN")
def many_page_cells() -> bytes:
    return page("<table>" + ("<tr>" + "<td>字</td>" * 50 + "</tr>") * 1_000 + "</table>").encode()


@case("laughs.html", "entities that multiply", ANY, "EMPTY", "UNSAFE_XML", "NOT_A_PLAN", "BOMB")
def page_laughs() -> bytes:
    entities = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    return f"<!DOCTYPE html [<!ENTITY a0 'ha'>{entities}]><html><body><p>1.&a11;</p></body></html>".encode()


@case("laughs.xls", "an XML workbook with entities that multiply", "UNSAFE_XML")
def book_laughs() -> bytes:
    entities = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    return (
        f'<?xml version="1.0"?><!DOCTYPE Workbook [<!ENTITY a0 "ha">{entities}]>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell>'
        "<Data>&a11;</Data></Cell></Row></Table></Worksheet></Workbook>"
    ).encode()

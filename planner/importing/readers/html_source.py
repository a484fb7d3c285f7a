"""The text of a web page, whatever it came in: bytes of a page, a page saved as one file (MHTML), the clipboard.

The encoding is told by the mark, then by strict UTF-8, then by what the page says of itself.
"""

import binascii
import codecs
import re

from planner.importing.readers import text as plain

_CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_OF_CHINA = {"gb2312", "gbk", "gb_2312-80", "gb18030", "x-gbk", "cp936", "936", "csgb2312"}
_TEXT_CODECS = {"big5", "big5-hkscs", "utf-8", "utf-16", "windows-1252", "iso-8859-1", "shift_jis", "hz-gb-2312"}
_HEAD = 4_096
_MOST_PARTS = 2_000
_MIME_HEAD = re.compile(rb"(?:[!-9;-~]{1,80}:[^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]{0,2000}\r?\n){0,40}){1,60}\r?\n")
_BOUNDARY = re.compile(rb"""boundary\s{0,9}=\s{0,9}(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))""", re.IGNORECASE)
_CLIPBOARD_HEAD = re.compile(r"Version:[0-9.]{1,9}\s", re.IGNORECASE)
_CLIPBOARD_END = re.compile(
    r"(?:(?:Version|StartHTML|EndHTML|StartFragment|EndFragment|StartSelection|EndSelection"
    r"|SourceURL|SourceApp):[^\r\n<]{0,4000}\r?\n?)+",
    re.IGNORECASE,
)


def pages_of(data: bytes, name: str) -> list[str]:
    """Return the pages in a file: one, or those of an MHTML file in their order."""
    if is_mhtml(data):
        found = [decoded(page, name, charset) for page, charset in _mhtml_pages(data)]
        if found:
            return found
    return [decoded(data, name)]


def is_mhtml(data: bytes) -> bool:
    """Tell whether the bytes are a page saved as one file: mail headers with several parts."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n ").lower()
    return b"\ncontent-type:" in b"\n" + head and b"mime-version:" in head and _MIME_HEAD.match(head) is not None


def decoded(data: bytes, name: str, charset: bytes = b"") -> str:
    """Return the text of a page; `charset` is what the parcel it came in says. Raises ENCODING, EMPTY."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    said = _CHARSET.search(data[:_HEAD])
    for label in (charset, said[1] if said else b""):
        encoding = _codec(label)
        if encoding:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    return plain.decode(data, name).text


def _codec(label: bytes) -> str:
    words = label.decode("ascii", "replace").strip().lower()
    if words in _OF_CHINA:
        return "gb18030"
    return words if words in _TEXT_CODECS else ""


def _mhtml_pages(data: bytes) -> list[tuple[bytes, bytes]]:
    """Return the HTML parts of an MHTML file with the charset that their heads name."""
    head = _MIME_HEAD.match(data.lstrip(b"\xef\xbb\xbf\r\n "))
    boundary = _BOUNDARY.search(head[0]) if head else None
    if head is None:
        return []
    if boundary is None:
        body = data.lstrip(b"\xef\xbb\xbf\r\n ")[head.end() :]
        return [_part(head[0], body)] if b"text/html" in head[0].lower() else []
    out = []
    for part in data.split(b"--" + (boundary[1] or boundary[2]), _MOST_PARTS)[1:]:
        found = _MIME_HEAD.match(part.lstrip(b"\r\n"))
        if found and b"text/html" in found[0].lower():
            out.append(_part(found[0], part.lstrip(b"\r\n")[found.end() :]))
    return out


def _part(head: bytes, body: bytes) -> tuple[bytes, bytes]:
    charset = _CHARSET.search(head)
    lowered = head.lower()
    if b"quoted-printable" in lowered:
        body = binascii.a2b_qp(body)
    elif b"base64" in lowered:
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
        body = binascii.a2b_base64(
            kept[: len(kept) // 4 * 4]
            + (b"" if len(kept) % 4 < 2 else kept[-(len(kept) % 4) :] + b"=" * (4 - len(kept) % 4))
        )
    return body, charset[1] if charset else b""


def without_clipboard_head(html: str) -> str:
    """Return the page behind the head that Windows puts before HTML on the clipboard (Version:0.9 StartHTML:…)."""
    html = html.lstrip("\ufeff\r\n ")
    if not _CLIPBOARD_HEAD.match(html):
        return html
    head = _CLIPBOARD_END.match(html)
    return html[head.end() :] if head else html

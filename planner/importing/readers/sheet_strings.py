"""The strings and formats that the cells of an .xlsx point at: shared strings, cell styles."""

import re

from lxml import etree

from planner.core.input_errors import Bomb
from planner.importing.readers.number_formats import BUILT_IN, GENERAL
from planner.importing.readers.package import Package, parse_xml
from planner.importing.readers.sheet_xml import string_of

_PIECE = 1024 * 1024
_LONGEST_ITEM = 8 * 1024 * 1024
_PLAIN_ITEM = re.compile(rb'<si><t(?: xml:space="preserve")?>([^<]*+)</t></si>|<si/>|<si><t/></si>')
_ROOT = re.compile(rb"<((?:[A-Za-z0-9_.-]{1,20}:)?sst)(?:\s[^<>]{0,4000})?(?<!/)>")
_REFERENCE = re.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_TO_CLEAN = (b"&", b"_x", b"\r", b"\0")
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")


def text_of(raw: bytes) -> str:
    """Return the text written as XML character data; blank text is empty."""
    text = raw.decode("utf-8", "replace")
    if "&" in text:
        text = _REFERENCE.sub(_resolved, text)
    return clean(text)


def clean(text: str) -> str:
    """Return a cell's text with its coded characters (_x000D_) as such; blank text is empty."""
    if "_x" in text:
        text = _CODED.sub(_decoded, text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "" if text.isspace() else text


def _resolved(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    code = int(found[1]) if found[1] else int(found[2], 16)
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 or code in (9, 10, 13) else ""


def _decoded(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    if 0xD800 <= code < 0xE000:
        return found[0]
    return chr(code) if code >= 0x20 or code in (9, 10, 13) else ""


def shared_strings(package: Package, part: str) -> list[str]:
    """Return the shared strings of a workbook; none when it has no such part."""
    if part not in package:
        return []
    data = package.read(part)
    root = _ROOT.search(data, 0, 16_384)
    if b"<!" in data or data[:1] != b"<" or root is None or root[1] != b"sst" or b"utf-16" in data[:100].lower():
        if len(data) > 2 * _LONGEST_ITEM:
            raise Bomb(package.name)
        return [clean(string_of(item)) for item in parse_xml(data, package.name).iterchildren("{*}si")]
    out: list[str] = []
    start, end = root.end(), data.rfind(b"</sst>")
    if end < 0:
        parse_xml(data[-_PIECE:] if len(data) > _PIECE else data, package.name)
    while start < end:
        cut = data.find(b"<si", start + _PIECE, end)
        stop = cut if cut >= 0 else end
        if stop - start > _LONGEST_ITEM:
            raise Bomb(package.name)
        out += _strings_of(data[start:stop], root[0], package.name)
        start = stop
    return out


def _strings_of(piece: bytes, root: bytes, name: str) -> list[str]:
    found = _PLAIN_ITEM.findall(piece)
    if len(found) == piece.count(b"<si>") + piece.count(b"<si/>") + piece.count(b"<si ") and b"&#" not in piece:
        if found and not any(sign in piece for sign in _TO_CLEAN):
            texts = b"\0".join(found).decode("utf-8", "replace").split("\0")
            return ["" if text.isspace() else text for text in texts]
        return [text_of(raw) for raw in found]
    tree = parse_xml(root + piece + b"</sst>", name)
    return [clean(string_of(item)) for item in tree.iterchildren("{*}si")]


def style_formats(package: Package, part: str) -> list[str]:
    """Return the number format code of each cell style."""
    if part not in package:
        return []
    root: etree._Element = package.xml(part)
    codes = dict(BUILT_IN)
    for entry in root.iterfind("{*}numFmts/{*}numFmt"):
        number = entry.get("numFmtId", "")
        if number.isascii() and number.isdigit():
            codes[int(number)] = entry.get("formatCode", GENERAL)
    styles = root.iterfind("{*}cellXfs/{*}xf")
    return [codes.get(int(number), GENERAL) for style in styles if (number := style.get("numFmtId") or "0").isdigit()]

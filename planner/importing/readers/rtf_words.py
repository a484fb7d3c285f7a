"""The characters of rich text: fonts with their character sets, code pages, and the words that stand for a sign."""

import re
from dataclasses import dataclass

from planner.importing.readers.symbols import UNKNOWN, sign

SYMBOL_SET = 2
_CODECS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "big5hkscs", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
_PAGES = {932: "cp932", 936: "gb18030", 949: "cp949", 950: "big5hkscs", 54936: "gb18030", 65001: "utf-8"}
_PAGES |= {page: f"cp{page}" for page in (437, 850, 852, 866, 874, *range(1250, 1259))}
_WESTERN = "cp1252"
_PAIRS = re.compile(rb"(?:[\x00-\x7f]|[\xa1-\xfe][\xa1-\xfe])*")
SIGNS = {
    "tab": "\t", "line": "\n", "softline": "\n", "page": "\n", "column": "\n", "emdash": "—", "endash": "–",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u3000",
    "enspace": " ", "qmspace": " ",
}  # fmt: skip
ESCAPES = {b"~": " ", b"_": "-", b"-": "", b"\\": "", b"{": "", b"}": ""}


@dataclass(slots=True)
class Font:
    """A font of the table: its character set and its name."""

    charset: int = 0
    name: str = ""


class Decoder:
    """Turns the bytes of a run into text by the font they are set in and the page of the document."""

    def __init__(self) -> None:
        self.page = _WESTERN
        self.fonts: dict[int, Font] = {}
        self.unreadable = 0
        self._chinese: bool | None = None

    def set_page(self, number: int) -> None:
        """Take the code page of the document."""
        self.page = _PAGES.get(number, _WESTERN)

    def text(self, data: bytes, font_number: int, stated: bool) -> str:
        """Return the text of bytes; `stated` says that the run was declared to be of just this font."""
        font = self.fonts.get(font_number)
        if font is not None and font.charset == SYMBOL_SET:
            return "".join(sign(0xF000 + byte, font.name.rstrip("; ")) if byte > 0x20 else chr(byte) for byte in data)
        if data.isascii():
            return data.decode("ascii")
        codec = _CODECS.get(font.charset, self.page) if font is not None else self.page
        if stated and font is not None and not font.charset:
            codec = _WESTERN
        if codec.startswith("cp125") and self._is_chinese() and _PAIRS.fullmatch(data):
            codec = "gb18030"
        for attempt in dict.fromkeys((codec, self.page, "gb18030")):
            try:
                return data.decode(attempt)
            except UnicodeDecodeError:
                continue
        self.unreadable += 1
        return data.decode(codec, "replace").replace("\ufffd", UNKNOWN)

    def _is_chinese(self) -> bool:
        """Tell whether any font is a Chinese one: a run may be in it without saying so."""
        if self._chinese is None:
            self._chinese = self.page == "gb18030" or any(font.charset == 134 for font in self.fonts.values())
        return self._chinese

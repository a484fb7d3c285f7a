"""A passage: text that stands in one or more stretches of the source and is read as one.

Page breaks tear sentences, so a title, a body or a list of units may lie in several stretches. A passage reads them
joined and still knows for each character where it came from.
"""

import re
from dataclasses import dataclass, field

SENTENCE_END = '。！？；：!?;:…”’"》）)】〕'
_HANZI = r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]"
_POINT = r"[，。、；：！？“”‘’（）《》〈〉【】〔〕—…,;:!?()\"]"
_STRAY_BLANK = re.compile(
    rf"(《[^《》]*》|“[^“”]*”)"
    rf"|(?<={_POINT})[^\S\n]++|(?<!\s)[^\S\n]++(?={_POINT})|(?<={_HANZI})[^\S\n]+(?=[0-9])|(?<=[0-9%％‰])[^\S\n]+(?={_HANZI})"
    rf"|(?<={_HANZI})[^\S\n]+(?={_HANZI})"
)
_BESIDE_LATIN = re.compile(rf"(?<={_HANZI})[^\S\n]+(?=[A-Za-z])|(?<=[A-Za-z])[^\S\n]+(?={_HANZI})")
_SEARCHED = 200_000
SILENT = "\u200a"


@dataclass(slots=True)
class Passage:
    """Stretches `pieces` of `source` in order; `breaks[i]` is what stands between piece i and i+1.

    Nothing or a line feed.
    """

    source: str
    pieces: list[tuple[int, int]] = field(default_factory=list)
    breaks: list[str] = field(default_factory=list)

    def add(self, start: int, end: int, joined_by: str | None = None) -> None:
        """Append a stretch; unless said, how the one before ends tells whether a new paragraph begins."""
        if end <= start:
            return
        if self.pieces:
            before = self.source[self.pieces[-1][1] - 1]
            if joined_by is None:
                joined_by = "\n" if before in "。！？!?；;：:" else joint(before, self.source[start])
            self.breaks.append(joined_by)
        self.pieces.append((start, end))

    @property
    def text(self) -> str:
        """The stretches as one string, unchanged but for the joints."""
        if len(self.pieces) == 1:
            start, end = self.pieces[0]
            return self.source[start:end]
        parts: list[str] = []
        for index, (start, end) in enumerate(self.pieces):
            if index:
                parts.append(self.breaks[index - 1])
            parts.append(self.source[start:end])
        return "".join(parts)

    def stretches(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return where the characters `start` to `end` of `text` stand in the source, blanks at the edges left out."""
        if start >= end:
            return []
        if len(self.pieces) == 1:
            first = self.pieces[0][0]
            whole = trim(self.source, first + start, first + end)
            return [whole] if whole[0] < whole[1] else []
        else:
            found = []
            at = 0
            for index, (first, last) in enumerate(self.pieces):
                low, high = max(start - at, 0), min(end - at, last - first)
                if low < high:
                    found.append((first + low, first + high))
                at += last - first + (len(self.breaks[index]) if index < len(self.breaks) else 0)
        return [trimmed for piece in found if (trimmed := trim(self.source, *piece))[0] < trimmed[1]]


def joint(before: str, after: str) -> str:
    """Return what joins two halves of a torn line: a blank between Latin words or figures, nothing between hanzi."""
    return " " if before.isascii() and before.isalnum() and after.isascii() and after.isalnum() else ""


def trim(source: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without the blanks at its edges."""
    while start < end and source[end - 1].isspace():
        end -= 1
    while start < end and source[start].isspace():
        start += 1
    return start, end


def close_blanks(text: str) -> str:
    """Return `text` without the blanks that extraction left round figures, points and inside words.

    A blank between two words inside quotation marks or a document's title stands for a comma and stays.
    """
    text = text.replace(SILENT, "")
    if " " not in text and "\t" not in text and "\xa0" not in text and "\u3000" not in text:
        return text
    return _STRAY_BLANK.sub(lambda found: found[1] or "", text)


def close_title_blanks(title: str, source: str) -> str:
    """Return `title` with stray blanks closed; one between two clauses of hanzi stands for a comma and stays."""
    title = title.replace(SILENT, "")
    if not any(blank in title for blank in " \t\xa0\u3000"):
        return title

    def closed(found: re.Match[str]) -> str:
        if found[1] is None and parts_clauses(title, *found.span(), source):
            return "\u3000" if "\u3000" in found[0] else " "
        return found[1] or ""

    return _BESIDE_LATIN.sub("", _STRAY_BLANK.sub(closed, title))


def parts_clauses(text: str, start: int, end: int, source: str) -> bool:
    """Tell whether the blanks of a title from `start` to `end` part two clauses rather than tearing a word.

    They tear one where a single character stands alone (总 体 要 求), or where the two characters at their sides stand
    together elsewhere in the source (质 量 beside 质量).
    """
    if not (_is_hanzi(text, start - 2, start) and _is_hanzi(text, end, end + 2)):
        return False
    return source.find(text[start - 1] + text[end], 0, _SEARCHED) < 0


def _is_hanzi(text: str, start: int, end: int) -> bool:
    return start >= 0 and end <= len(text) and all("\u3400" <= ch <= "\u9fff" for ch in text[start:end])

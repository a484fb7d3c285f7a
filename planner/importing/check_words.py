"""Faults of the words: traditional characters, stray foreign words, lost characters, blanks, repeated sentences."""

import re
from bisect import bisect_right
from functools import cache
from operator import itemgetter

from planner.core.vocabulary import NodeKind, Part
from planner.importing.days import read_lost_day
from planner.importing.faults import Doubt, doubt
from planner.importing.passages import parts_clauses
from planner.importing.reading import Reading
from planner.importing.spans import RawSpan

_HANZI = r"[\u4e00-\u9fff]"
_FOREIGN = re.compile(rf"{_HANZI}[^\S\n]*([a-z]{{2,12}})\Z")
_BLANK = r"[ \t\u3000\xa0]"
_INNER_BLANKS = re.compile(rf"{_BLANK}(?<=[a-z\u4e00-\u9fff]{_BLANK}){_BLANK}*+(?={_HANZI})")
_CLOSED = (Part.TITLE, Part.BODY, Part.FIELD)
_TRANSLATED = {"and": "和", "or": "或", "of": "的", "the": "", "with": "与", "to": "到", "in": "在", "for": "为"}
_FIGURES = re.compile(r"20[0-9]{5,}")
_AFTER_DAY = ("前", "日", "之", "起", "至", "印", "\n", "")
_QUOTED = re.compile(r"[《“][^《》“”\n]*$")
_HALF = re.compile(rf"[,;:](?={_HANZI})")
_MOST_PROPOSED = 400
_MANY_HALF = 20
_SHORTEST_SENTENCE = 12
_MOST_REPEATED = 50


def check_words(reading: Reading) -> list[Doubt]:
    """Return the faults of the words."""
    starts = [found.block.start for found in reading.contents]
    out: list[Doubt] = []
    if not _is_plain(reading.text):
        unusual = [found.start() for found in _unusual().finditer(reading.text)]
        out += _check_traditional(reading, starts, unusual)
        out += _check_unknown(reading, starts, unusual)
    out += _check_lost_points(reading, starts)
    out += _check_blanks(reading, starts)
    out += _check_sentences(reading, starts)
    return out + _check_ends(reading)


def _node(reading: Reading, starts: list[int], at: int) -> int | None:
    index = bisect_right(starts, at) - 1
    if index < 0 or at > reading.contents[index].block.end:
        return None
    return reading.writer.ids[id(reading.contents[index].block)]


def _is_plain(text: str) -> bool:
    """Tell whether every character is one of GB 2312 or ASCII: the quick answer for most texts."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _unusual() -> re.Pattern[str]:
    """Return the pattern of characters that stand neither in ASCII nor in GB 2312.

    The only ones worth a closer look.
    """
    codes = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    usual = "".join(code.decode("gb2312", "ignore") for code in codes)
    return re.compile(f"[^\\x00-\\x7f\\xa0{re.escape(usual)}]")


@cache
def _is_traditional(ch: str) -> bool:
    try:
        ch.encode("big5")
    except UnicodeEncodeError:
        return False
    return "\u4e00" <= ch <= "\u9fff" and simplify(ch) != ch


@cache
def _converter() -> object:
    from opencc import OpenCC  # only a text with traditional characters pays for it

    return OpenCC("t2s")


def simplify(text: str) -> str:
    """Return `text` in simplified characters."""
    converted: str = _converter().convert(text)  # type: ignore[attr-defined]
    return converted


def _check_traditional(reading: Reading, starts: list[int], unusual: list[int]) -> list[Doubt]:
    """Note traditional characters once for a block, with the stretch simplified as proposal."""
    groups: dict[int | None, list[int]] = {}
    for at in unusual:
        if _is_traditional(reading.text[at]):
            groups.setdefault(_node(reading, starts, at), []).append(at)
    out: list[Doubt] = []
    for node, places in groups.items():
        start, end = places[0], places[-1] + 1
        words = "".join(dict.fromkeys(reading.text[at] for at in places))[:12]
        shown = reading.text[start : min(end, start + _MOST_PROPOSED)]
        out.append(
            doubt(
                "TRADITIONAL_CHARACTERS",
                start,
                end,
                words=words,
                node=node,
                proposal="".join(simplify(shown).split("\n")),
            )
        )
    return out


def _check_lost_points(reading: Reading, starts: list[int]) -> list[Doubt]:
    """Note figures between which something was lost."""
    text = reading.text
    out: list[Doubt] = []
    for found in _FIGURES.finditer(text):
        if text[found.start() - 1 : found.start()].isdigit():
            continue
        out += _check_figures(reading, starts, found)
    return out


def _check_unknown(reading: Reading, starts: list[int], unusual: list[int]) -> list[Doubt]:
    """Note characters that no font knows: replacement characters and those of private use."""
    places = [at for at in unusual if (ch := reading.text[at]) == "\ufffd" or "\ue000" <= ch <= "\uf8ff"]
    if not places:
        return []
    node = _node(reading, starts, places[0])
    return [doubt("UNKNOWN_CHARACTER", places[0], places[-1] + 1, words=str(len(places)), node=node)]


def _check_figures(reading: Reading, starts: list[int], found: re.Match[str]) -> list[Doubt]:
    """Note figures that lost what stood between them: two years, or year, month and day."""
    figures, node = found[0], _node(reading, starts, found.start())
    if len(figures) == 8 and figures[4:6] == "20" and figures[:4] < figures[4:]:
        return [
            doubt(
                "YEARS_RUN_TOGETHER", *found.span(), words=figures, node=node, proposal=f"{figures[:4]}—{figures[4:]}"
            )
        ]
    lost = read_lost_day(figures) if reading.text[found.end() : found.end() + 1] in _AFTER_DAY else None
    if lost is None or node is None:
        return []
    written = f"{lost.day.year}年{lost.day.month}月{lost.day.day}日"
    return [doubt("DATE_LOST_CHARACTERS", *found.span(), words=figures, node=node, proposal=written)]


def _check_foreign(reading: Reading, starts: list[int], end: int) -> list[Doubt]:
    """Note a word of small Latin letters that ends before a blank and stands between hanzi."""
    found = _FOREIGN.search(reading.text, max(end - 16, 0), end)
    if found is None:
        return []
    node = _node(reading, starts, found.start(1))
    return [doubt("FOREIGN_WORD", *found.span(1), words=found[1], node=node, proposal=_TRANSLATED.get(found[1]))]


def _check_blanks(reading: Reading, starts: list[int]) -> list[Doubt]:
    """Note blanks inside words once for a block, foreign words before a blank, and half-width points once."""
    text = reading.text
    out: list[Doubt] = []
    groups: dict[int, list[tuple[int, int]]] = {}
    closed: list[RawSpan] = []
    for found in _INNER_BLANKS.finditer(text):
        start, end = found.span()
        if "a" <= text[start - 1] <= "z":
            out += _check_foreign(reading, starts, start)
        else:
            node = _node(reading, starts, start)
            if not closed:
                closed = sorted([span for span in reading.writer.spans if span[3] in _CLOSED], key=itemgetter(0))
            if (
                node is None
                or not _is_closed(text, closed, start, end)
                or _QUOTED.search(text, max(start - 60, 0), start)
            ):
                continue
            groups.setdefault(node, []).append((start - 1, end + 1))
    for node, places in groups.items():
        out.append(doubt("BLANKS_IN_TEXT", places[0][0], places[-1][1], words=str(len(places)), node=node))
    if text.count(",") + text.count(";") + text.count(":") >= _MANY_HALF:
        half = [found.span() for _, found in zip(range(_MANY_HALF), _HALF.finditer(text), strict=False)]
        if len(half) == _MANY_HALF:
            out.append(doubt("HALF_WIDTH_POINTS", *half[0]))
    return out


def _is_closed(text: str, spans: list[RawSpan], start: int, end: int) -> bool:
    """Tell whether the blanks stand inside one of the spans and are left out of what is shown of it."""
    index = bisect_right(spans, start, key=itemgetter(0)) - 1
    if index < 0 or not (spans[index][0] < start and end < spans[index][1]):
        return False
    low, high, _, part = spans[index]
    return part is not Part.TITLE or not parts_clauses(text[low:high], start - low, end - low, text)


def _check_sentences(reading: Reading, starts: list[int]) -> list[Doubt]:
    """Note sentences that stand twice."""
    sentences = reading.text.split("。")
    if len(set(sentences)) == len(sentences):
        return []
    seen: set[str] = set()
    out: list[Doubt] = []
    at = 0
    for sentence in sentences:
        if len(sentence) >= _SHORTEST_SENTENCE and sentence in seen and len(out) < _MOST_REPEATED:
            start = at + len(sentence) - len(sentence.lstrip())
            node = _node(reading, starts, start)
            if node is not None:
                out.append(
                    doubt("REPEATED_SENTENCE", start, at + len(sentence), words=sentence.strip()[:20], node=node)
                )
        seen.add(sentence)
        at += len(sentence) + 1
    return out


def _check_ends(reading: Reading) -> list[Doubt]:
    """Note items that end without a full stop where nearly all others end with one."""
    items = [
        found
        for found in reading.contents
        if found.block.kind is NodeKind.ITEM and found.words[found.title[1] :].strip()
    ]
    ends: list[bool] = []
    for found in items:
        body = found.words[: found.cut[0][0]] if found.cut else found.words
        ends.append(body.rstrip()[-1:] in "。！？；：”’》）)…")
    if len(items) < 5 or sum(ends) < len(items) * 0.8:
        return []
    return [
        doubt(
            "FULL_STOP_MISSING",
            max(found.block.end - 12, found.block.start),
            found.block.end,
            node=reading.writer.ids[id(found.block)],
        )
        for found, fine in zip(items, ends, strict=True)
        if not fine
    ]

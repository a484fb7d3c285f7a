"""Faults of the words: traditional characters, stray foreign words, lost characters, blanks, repeated sentences."""

import re
from bisect import bisect_right
from functools import cache

from planner.core.vocabulary import NodeKind
from planner.importing.days import read_lost_day
from planner.importing.faults import Doubt, doubt
from planner.importing.reading import Reading

_HANZI = r"[\u4e00-\u9fff]"
_FOREIGN = re.compile(rf"(?<={_HANZI})[^\S\n]*([a-z]{{2,12}})[^\S\n]+(?={_HANZI})")
_TRANSLATED = {"and": "和", "or": "或", "of": "的", "the": "", "with": "与", "to": "到", "in": "在", "for": "为"}
_YEARS = re.compile(r"(?<![0-9])(20[0-9]{2})(20[0-9]{2})(?![0-9])")
_LOST_DAY = re.compile(r"(?<![0-9])(20[0-9]{5,6})(?=前|日|之前|起|至|印发|[^\S\n]*$)", re.MULTILINE)
_BLANK = re.compile(rf"(?<={_HANZI})[^\S\n]+(?={_HANZI})")
_QUOTED = re.compile(r"[《“][^《》“”\n]*$")
_HALF = re.compile(rf"(?<={_HANZI})[,;:](?={_HANZI})")
_SENTENCE = re.compile(r"[^。！？\n]{12,}[。！？]")
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff]")
_MOST_PROPOSED = 400
_MANY_HALF = 20


def check_words(reading: Reading) -> list[Doubt]:
    """Return the faults of the words."""
    starts = [found.block.start for found in reading.contents]
    out = _check_traditional(reading, starts)
    out += _check_patterns(reading, starts)
    out += _check_blanks(reading, starts)
    out += _check_sentences(reading, starts)
    return out + _check_ends(reading)


def _node(reading: Reading, starts: list[int], at: int) -> int | None:
    index = bisect_right(starts, at) - 1
    if index < 0 or at > reading.contents[index].block.end:
        return None
    return reading.writer.ids[id(reading.contents[index].block)]


@cache
def _simplified() -> frozenset[str]:
    """Return the characters of GB 2312 with ASCII: none of them counts as traditional."""
    codes = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return frozenset("".join(code.decode("gb2312", "ignore") for code in codes)) | frozenset(map(chr, range(128)))


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


def _check_traditional(reading: Reading, starts: list[int]) -> list[Doubt]:
    """Note traditional characters once for a block, with the stretch simplified as proposal."""
    odd = {ch for ch in set(reading.text) - _simplified() if _is_traditional(ch)}
    if not odd:
        return []
    groups: dict[int | None, list[int]] = {}
    for found in re.finditer("[" + "".join(odd) + "]", reading.text):
        groups.setdefault(_node(reading, starts, found.start()), []).append(found.start())
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


def _check_patterns(reading: Reading, starts: list[int]) -> list[Doubt]:
    text = reading.text
    out: list[Doubt] = []
    for found in _FOREIGN.finditer(text):
        out.append(
            doubt(
                "FOREIGN_WORD",
                *found.span(1),
                words=found[1],
                node=_node(reading, starts, found.start()),
                proposal=_TRANSLATED.get(found[1]),
            )
        )
    for found in _YEARS.finditer(text):
        node = _node(reading, starts, found.start())
        if found[1] < found[2]:
            out.append(
                doubt("YEARS_RUN_TOGETHER", *found.span(), words=found[0], node=node, proposal=f"{found[1]}—{found[2]}")
            )
    for found in _LOST_DAY.finditer(text):
        day = read_lost_day(found[1])
        node = _node(reading, starts, found.start())
        if day is not None and node is not None:
            written = f"{day.day.year}年{day.day.month}月{day.day.day}日"
            out.append(doubt("DATE_LOST_CHARACTERS", *found.span(1), words=found[1], node=node, proposal=written))
    unknown = _UNKNOWN.search(text)
    if unknown:
        count = len(_UNKNOWN.findall(text))
        out.append(
            doubt("UNKNOWN_CHARACTER", *unknown.span(), words=str(count), node=_node(reading, starts, unknown.start()))
        )
    return out


def _check_blanks(reading: Reading, starts: list[int]) -> list[Doubt]:
    """Note blanks inside words once for a block, and half-width points once for the document."""
    text = reading.text
    out: list[Doubt] = []
    groups: dict[int, list[int]] = {}
    for found in _BLANK.finditer(text):
        node = _node(reading, starts, found.start())
        if node is not None and not _QUOTED.search(text, max(found.start() - 60, 0), found.start()):
            groups.setdefault(node, []).append(found.start())
    for node, places in groups.items():
        out.append(doubt("BLANKS_IN_TEXT", places[0], places[-1] + 1, words=str(len(places)), node=node))
    half = _HALF.search(text)
    if half and sum(1 for _ in zip(range(_MANY_HALF), _HALF.finditer(text), strict=False)) >= _MANY_HALF:
        out.append(doubt("HALF_WIDTH_POINTS", *half.span()))
    return out


def _check_sentences(reading: Reading, starts: list[int]) -> list[Doubt]:
    """Note sentences that stand twice."""
    seen: dict[str, int] = {}
    out: list[Doubt] = []
    for found in _SENTENCE.finditer(reading.text):
        words = found[0]
        if words in seen and len(out) < 50:
            node = _node(reading, starts, found.start())
            if node is not None:
                out.append(doubt("REPEATED_SENTENCE", *found.span(), words=words.strip()[:20], node=node))
        seen[words] = found.start()
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

"""What a clerk should look at: the faults of a plan, gathered from all stages and put in the order of the source."""

import re
from collections import Counter
from dataclasses import replace

from planner.importing.asides import remark_doubts
from planner.importing.check_tables import check_tables
from planner.importing.check_tree import check_tree
from planner.importing.check_units import check_units
from planner.importing.check_words import check_words
from planner.importing.faults import Doubt, doubt
from planner.importing.furniture import Furniture
from planner.importing.mended import broken_places
from planner.importing.reading import Reading

_MOST_OF_ONE_KIND = 200
_BOOK = re.compile(r"《([^《》]+)》")


def check(reading: Reading) -> list[Doubt]:
    """Return the doubts in the order of their places; `node` is a node's id.

    Of one code at most two hundred are kept, and one that counts the rest.
    """
    doubts = [
        *reading.doubts,
        *_check_head(reading),
        *_check_foot(reading),
        *check_tree(reading),
        *check_units(reading),
        *check_tables(reading),
    ]
    doubts += check_words(reading)
    doubts += broken_places(reading.source)
    doubts += remark_doubts(reading.source)
    doubts.sort(key=lambda d: (d.start if d.start is not None else -1, d.code))
    return _limited([_shown(found, reading.source.text) for found in doubts])


def _limited(doubts: list[Doubt]) -> list[Doubt]:
    """Keep two hundred of each code; the last one kept says at the next place how many more there are."""
    counts = Counter(found.code for found in doubts)
    seen: Counter[str] = Counter()
    kept: list[Doubt] = []
    for found in doubts:
        seen[found.code] += 1
        if seen[found.code] <= _MOST_OF_ONE_KIND:
            kept.append(found)
        elif seen[found.code] == _MOST_OF_ONE_KIND + 1:
            more = counts[found.code] - _MOST_OF_ONE_KIND
            kept.append(
                replace(found, message=f"从这里起同类问题还有{more}处，不再逐一列出，请通查全文。", proposal=None)
            )
    return kept


def _shown(found: Doubt, text: str) -> Doubt:
    """Return the doubt with a place that can be shown: inside the source and on words rather than on blanks alone."""
    if found.start is None or found.end is None:
        return found
    start, end = max(min(found.start, len(text) - 1), 0), min(found.end, len(text))
    if not text[start:end].strip():
        while start > 0 and text[start].isspace():
            start -= 1
        end = max(start + 1, end)
        while end < len(text) and not text[start:end].strip():
            end += 1
    return found if (start, end) == (found.start, found.end) else replace(found, start=start, end=end)


def _check_head(reading: Reading) -> list[Doubt]:
    head = reading.head
    out: list[Doubt] = []
    if head.letterhead_joined:
        out.append(doubt("ISSUERS_JOINED", *head.letterhead_joined))
    lists = [names for names in (head.signature, head.letterhead, head.notice_issuers) if names]
    place = head.signature_at or head.letterhead_at or head.notice_at
    if place and len({frozenset(_plain_organ(name) for name in names) for names in lists}) > 1:
        out.append(doubt("ISSUERS_DIFFER", *place, words="、".join(head.issuers)))
    if head.addressees_at:
        out.append(doubt("ADDRESSEES_READ", *head.addressees_at))
    out += _check_titles(reading)
    return out + _check_letterhead(reading)


def _plain_organ(name: str) -> str:
    """Return an organ's name in the form that its long and its short spelling share (教育工作委员会, 教育工委)."""
    plain = "".join(name.split()).removeprefix("中国共产党").removeprefix("中共")
    return plain.replace("委员会", "委").replace("工作委", "工委")


def _check_letterhead(reading: Reading) -> list[Doubt]:
    """Name what a head lacks that is there in part; a text without any head is none that lost it."""
    head = reading.head
    place = head.title_at or head.notice_at or head.letterhead_at
    if place is None or not (head.document_number or head.notice_title or head.letterhead):
        return []
    parts = {"发文机关": head.issuers, "文号": head.document_number, "成文日期": reading.has_day}
    missing = [part for part, found in parts.items() if not found]
    if missing == ["成文日期"]:
        return [doubt("DATE_MISSING", *place)]
    return [doubt("HEAD_MISSING", *place, words="、".join(missing))] if missing else []


def _check_titles(reading: Reading) -> list[Doubt]:
    head = reading.head
    out: list[Doubt] = []
    for place in (head.title_at, head.notice_at):
        if place is None:
            continue
        words = reading.text[slice(*place)]
        if "\n" in words:
            out.append(doubt("TITLE_LINES_JOINED", *place))
        elif any(ch.isspace() for ch in words):
            out.append(doubt("TITLE_BLANKS", *place))
    named = _BOOK.search(head.notice_title)
    title = "".join(head.title.split())
    if named and head.notice_at and head.title_at and "".join(named[1].split()) != title:
        out.append(doubt("TITLE_DIFFERS", *head.notice_at, words=title, proposal=named[1]))
    return out


def _check_foot(reading: Reading) -> list[Doubt]:
    head, apart, text = reading.head, reading.apart, reading.text
    out: list[Doubt] = []
    if head.document_number and not apart.copy_to and not apart.printed_on and text:
        end = len(text.rstrip())
        out.append(doubt("IMPRINT_MISSING", max(end - 1, 0), end))
    known = {(d.start, d.end) for d in reading.doubts}
    for left in (*head.leftovers, *apart.leftovers, *reading.outline.leftovers):
        if left.reason == Furniture.CHROME.value and (left.start, left.end) not in known:
            out.append(doubt("WEB_TEXT", left.start, left.end, words=text[left.start : left.end][:16]))
    return [replace(d, node=None) for d in out]

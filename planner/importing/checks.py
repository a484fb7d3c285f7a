"""What a clerk should look at: the faults of a plan, gathered from all stages and put in the order of the source."""

import re
from dataclasses import replace

from planner.importing.check_tree import check_tree
from planner.importing.check_units import check_units
from planner.importing.check_words import check_words
from planner.importing.faults import Doubt, doubt
from planner.importing.furniture import Furniture
from planner.importing.reading import Reading

_MOST_OF_ONE_KIND = 200
_BOOK = re.compile(r"《([^《》]+)》")


def check(reading: Reading) -> list[Doubt]:
    """Return the doubts in the order of their places; `node` is a node's id.

    Of one code at most two hundred are kept.
    """
    doubts = [
        *reading.doubts,
        *_check_head(reading),
        *_check_foot(reading),
        *check_tree(reading),
        *check_units(reading),
    ]
    doubts += check_words(reading)
    counts: dict[str, int] = {}
    kept: list[Doubt] = []
    for found in sorted(doubts, key=lambda d: (d.start if d.start is not None else -1, d.code)):
        counts[found.code] = counts.get(found.code, 0) + 1
        if counts[found.code] <= _MOST_OF_ONE_KIND:
            kept.append(_inside(found, len(reading.text)))
    return kept


def _inside(found: Doubt, length: int) -> Doubt:
    """Return the doubt with its place inside the source."""
    if found.start is None or found.end is None or found.end <= length:
        return found
    return replace(found, start=min(found.start, length), end=length)


def _check_head(reading: Reading) -> list[Doubt]:
    head = reading.head
    out: list[Doubt] = []
    if head.letterhead_at and (len(head.letterhead) > 1 or head.letterhead_spaced):
        out.append(doubt("ISSUERS_JOINED", *head.letterhead_at))
    lists = [names for names in (head.signature, head.letterhead, head.notice_issuers) if names]
    if len({tuple("".join(name.split()) for name in names) for names in lists}) > 1:
        place = head.signature_at or head.letterhead_at or head.notice_at
        out.append(doubt("ISSUERS_DIFFER", *(place or (0, 0)), words="、".join(head.issuers)))
    if head.addressees_at:
        out.append(doubt("ADDRESSEES_READ", *head.addressees_at))
    out += _check_titles(reading)
    if not reading.has_day and head.title_at:
        formal = head.document_number or head.notice_title
        out.append(doubt("DATE_MISSING" if formal else "HEAD_MISSING", *head.title_at))
    return out


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

"""What stands in the body of a document without being its body.

Imprint, contents, lists of annexes, glossary, signature.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from planner.core.draft import GlossaryEntry, Leftover
from planner.core.unit_names import is_unit_like
from planner.core.vocabulary import Part
from planner.importing.days import read_day
from planner.importing.faults import Doubt, doubt
from planner.importing.furniture import Furniture, furniture, names_web_host
from planner.importing.heads import can_sign, is_organ, signers
from planner.importing.lines import Line
from planner.importing.marks import Style, is_period
from planner.importing.passages import SENTENCE_END, Passage, close_blanks
from planner.importing.spans import RawSpan, add_trimmed

_GLOSSARY = re.compile(
    r"(?:附\s*[件录]?\s*[0-9一二三四五]{0,2}\s*[：:]\s*|[一二三四五六七八九十附][、录件]?)?(?:相关|有关|主要|部分)?(?:名词|术语|词语|名词术语|专业术语|专有名词)(?:解释|释义|说明|注释|解读)\s*[：:]?"
)
_TERM = re.compile(r"([^：:。\n]{2,40})[：:]\s*")
_ANNEX_LIST = re.compile(r"附\s*[件表]\s*[0-9]{0,2}\s*[：:]\s*\S")
_ANNEX_HEAD = re.compile(r"(附\s*[件表录]\s*(?P<number>[0-9一二三四五六七八九十]{0,3}))\s*[：:]?")
_CONTENTS = re.compile(r"目\s*[录次]")
_COPY = re.compile(r"((?:抄|主|分|报|发)\s*[送发报])\s*[：:]\s*")
_DAY_LINE = re.compile(
    r"(?:[（(]\s*+|(?<!\s)\s++)?(?:(?:19|20)[0-9]{2}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日|二[〇○零][〇○零一二三四五六七八九]{2}年.{2,7}日)\s*[）)]?"
)
_ANNEX_NAMES = "附件目录"
_CONTENT_LIST = "目录"
_RUNNING_HEAD = "页眉"
_CONTENTS_WITHIN = 60
_PAGE_TOOLS = re.compile(r"上一|下一|扫|打印|分享|相关")  # they stand between the text and the site's foot
_SITE_FOOT = re.compile(r"标识码|版权|ICP备|公网安备|技术支持")
_PAGED = re.compile(r"(?<![.．…·\s])[.．…·\s]++[0-9]*+\s*$")


@dataclass(slots=True)
class Apart:
    """The lines that are left for the outline, and what was taken out before."""

    lines: list[Line] = field(default_factory=list)
    spans: list[RawSpan] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    copy_to: list[tuple[str, str]] = field(default_factory=list)
    printed_by: str = ""
    printed_on: date | None = None
    signature: list[str] = field(default_factory=list)
    issued_on: date | None = None
    glossary: list[GlossaryEntry] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def head(self, line: Line) -> None:
        """Count a line among the document's head and foot."""
        self.spans.append((line.start, line.end, None, Part.HEAD))


def set_apart(text: str, lines: list[Line], title: str) -> Apart:
    """Take out of the body's lines what is no body."""
    apart = Apart()
    at = 0
    in_glossary = False
    title_length = len(title)
    while at < len(lines):
        line = lines[at]
        length = line.end - line.start
        words = text[line.start : line.end] if length <= 300 else ""
        kind = furniture(words) if words and line.style is None else None
        if kind in (Furniture.COPY, Furniture.PRINTED, Furniture.PUBLIC):
            at = _take_imprint(apart, text, lines, at, kind)
        elif length <= 20 and _GLOSSARY.fullmatch(words[line.rest - line.start :] or words):
            apart.spans.append((line.start, line.end, None, Part.GLOSSARY))
            apart.doubts.append(doubt("GLOSSARY_READ", line.start, line.end))
            in_glossary = True
            at += 1
        elif in_glossary and kind is None and not (line.style is not None and line.style <= Style.HAN):
            at = _take_entry(apart, text, lines, at)
        elif words and length == title_length and words == title and line.style is None:
            apart.leftovers.append(Leftover(line.start, line.end, _RUNNING_HEAD))
            at += 1
        elif line.style is None and words and _ANNEX_LIST.match(words) and length <= 120:
            at = _take_annex_names(apart, text, lines, at)
        elif line.style is None and length <= 8 and (annex := _ANNEX_HEAD.fullmatch(words)) and at + 1 < len(lines):
            apart.lines.append(
                replace(line, mark=line.start, mark_end=line.end, rest=line.end, style=Style.ANNEX, value=0)
            )
            apart.doubts.append(doubt("ATTACHMENT", line.start, line.end, words=annex[1]))
            at += 1
        else:
            in_glossary = in_glossary and kind is not None
            if line.style is None and is_period(words):
                line = replace(line, style=Style.PERIOD)
            apart.lines.append(line)
            at += 1
    _take_web_host(apart, text)
    _take_signature(apart, text)
    return apart


def _take_imprint(apart: Apart, text: str, lines: list[Line], at: int, kind: Furniture) -> int:
    """Read a line of the imprint; the office that printed may stand on the line above the day."""
    line = lines[at]
    words = text[line.start : line.end]
    apart.head(line)
    if not any(d.code == "IMPRINT_READ" for d in apart.doubts) or kind is not Furniture.PUBLIC:
        apart.doubts.append(doubt("IMPRINT_READ", line.start, line.end))
    if kind is Furniture.COPY:
        found = _COPY.match(words)
        if found:
            apart.copy_to.append(("".join(found[1].split()), words[found.end() :].rstrip("。 ")))
            at += 1
            while at < len(lines) and apart.copy_to[-1][1].endswith(("、", "，", ",")) and lines[at].style is None:
                apart.head(lines[at])
                apart.copy_to[-1] = (
                    apart.copy_to[-1][0],
                    apart.copy_to[-1][1] + text[lines[at].start : lines[at].end].rstrip("。 "),
                )
                at += 1
            return at
    elif kind is Furniture.PRINTED:
        day = read_day(words)
        apart.printed_on = day.day if day else None
        before = words.split("20", 1)[0].strip()
        above = apart.lines[-1] if apart.lines else None
        if before:
            apart.printed_by = " ".join(before.split())
        elif above is not None and above.style is None and is_organ(text[above.start : above.end]):
            apart.printed_by = text[above.start : above.end]
            apart.head(above)
            apart.lines.pop()
    return at + 1


def _take_entry(apart: Apart, text: str, lines: list[Line], at: int) -> int:
    """Read a glossary entry with the lines that go on with it."""
    line = lines[at]
    number = "".join(text[line.mark : line.mark_end].split())
    passage = Passage(text)
    passage.add(line.rest, line.end)
    apart.spans.append((line.start, line.end, None, Part.GLOSSARY))
    at += 1
    while (
        at < len(lines)
        and lines[at].style is None
        and number
        and furniture(text[lines[at].start : min(lines[at].end, lines[at].start + 121)]) is None
    ):
        passage.add(lines[at].start, lines[at].end)
        apart.spans.append((lines[at].start, lines[at].end, None, Part.GLOSSARY))
        at += 1
    words = passage.text
    term = _TERM.match(words)
    if term:
        apart.glossary.append(GlossaryEntry(number, term[1].strip(), close_blanks(words[term.end() :])))
    elif apart.glossary:
        last = apart.glossary[-1]
        apart.glossary[-1] = GlossaryEntry(last.number, last.term, last.text + "\n" + close_blanks(words))
    else:
        apart.glossary.append(GlossaryEntry(number, "", close_blanks(words)))
    return at


def without_contents(text: str, lines: list[Line]) -> tuple[list[Line], list[Leftover]]:
    """Leave out a list of contents.

    It ends where its first heading stands a second time, or with its last page number.
    """
    for at, line in enumerate(lines[:_CONTENTS_WITHIN]):
        if line.end - line.start <= 6 and _CONTENTS.fullmatch(text, line.start, line.end):
            first = next((i for i in range(at + 1, min(at + 4, len(lines))) if lines[i].style is not None), None)
            if first is None:
                return lines, []
            heading = _without_page(text, lines[first])
            end = next(
                (i for i in range(first + 1, min(len(lines), first + 300)) if _without_page(text, lines[i]) == heading),
                first,
            )
            while (
                end > first
                and lines[end - 1].style is None
                and not _PAGED.search(text[lines[end - 1].start : lines[end - 1].end])
            ):
                end -= 1
            if end == first:
                return lines, []
            return lines[:at] + lines[end:], [Leftover(left.start, left.end, _CONTENT_LIST) for left in lines[at:end]]
    return lines, []


def _without_page(text: str, line: Line) -> str:
    return "".join(_PAGED.sub("", text[line.start : line.end]).split()) if line.end - line.start <= 90 else ""


def _take_annex_names(apart: Apart, text: str, lines: list[Line], at: int) -> int:
    """Leave out the names of annexes under a document (附件：1.… 2.…)."""
    start = at
    at += 1
    while (
        at < len(lines)
        and lines[at].end - lines[at].start <= 60
        and lines[at].style is Style.FIGURE
        and text[lines[at].end - 1] not in "。；"
    ):
        if lines[at].value != at - start + 1:
            break
        at += 1
    apart.leftovers.append(Leftover(lines[start].start, lines[at - 1].end, _ANNEX_NAMES))
    apart.spans += []
    apart.doubts.append(doubt("ATTACHMENT", lines[start].start, lines[at - 1].end))
    return at


def _take_web_host(apart: Apart, text: str) -> None:
    """Leave out the lines at the very end that say who runs the web site, where other chrome stands beside them."""
    end = len(apart.lines)
    chrome = 0
    tools = False
    while end:
        line = apart.lines[end - 1]
        words = text[line.start : min(line.end, line.start + 121)]
        if furniture(words) is Furniture.CHROME:
            chrome += 1
            tools = not _SITE_FOOT.search(words) and (tools or bool(_PAGE_TOOLS.search(words)))
        elif tools or not (names_web_host(words) and (chrome or "版权" in words or "维护" in words)):
            break
        end -= 1
    hosts = apart.lines[end:]
    if not chrome:
        return
    for line in hosts:
        apart.leftovers.append(Leftover(line.start, line.end, Furniture.CHROME.value))
        apart.doubts.append(doubt("WEB_TEXT", line.start, line.end, words=text[line.start : line.end][:20]))
    del apart.lines[end:]


def _take_signature(apart: Apart, text: str) -> None:
    """Read the organs and the day that sign the document below its last line."""
    if not apart.lines or apart.lines[-1].style is not None:
        return
    last = apart.lines[-1]
    words = text[last.start : last.end]
    if len(words) > 60 or not _DAY_LINE.search(words):
        return
    before = _DAY_LINE.sub("", words).strip()
    if before and not all(is_organ(part) or is_unit_like(part) for part in before.split()):
        return
    day = read_day(words)
    apart.issued_on = day.day if day else None
    apart.head(apart.lines.pop())
    apart.signature = before.split()
    while apart.lines and apart.lines[-1].style is None and apart.lines[-1].end - apart.lines[-1].start <= 60:
        line = apart.lines[-1]
        words = text[line.start : line.end]
        parts = words.split()
        nearest = not apart.signature and can_sign(words) and _begins_anew(apart, text)
        if not (nearest or all(is_organ(part) or is_unit_like(part) for part in parts)):
            break
        apart.signature = signers(words) + apart.signature
        apart.head(apart.lines.pop())


def _begins_anew(apart: Apart, text: str) -> bool:
    """Tell whether the last line that is left carries on no sentence of the line above it."""
    if len(apart.lines) < 2:
        return True
    above, line = apart.lines[-2:]
    return text[above.end - 1] in SENTENCE_END or text.count("\n", above.end, line.start) > 1


def mark_head(apart: Apart, text: str, stretches: list[tuple[int, int]]) -> None:
    """Count stretches of the outline as head."""
    for start, end in stretches:
        add_trimmed(apart.spans, text, (start, end, None, Part.HEAD))

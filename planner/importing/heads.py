"""The head of a document: letterhead, number, covering notice, signature, title, and the plan's introduction."""

import re
from dataclasses import dataclass, field
from datetime import date

from planner.core.draft import Leftover
from planner.core.figures import with_plain_figures
from planner.importing.days import read_day, read_lost_day
from planner.importing.faults import Doubt, doubt
from planner.importing.furniture import Furniture, furniture, index_entry
from planner.importing.lines import Line
from planner.importing.marks import Style
from planner.importing.passages import Passage
from planner.importing.unit_lists import looks_like_units

_PLAN_WORD = (
    r"(?:要点|重点|方案|计划|规划|意见|办法|措施|清单|任务|安排|行动|细则|打算|思路|举措|纲要|台账|分工|分解表?"
    r"|一览表|任务书|报告|制度|规定|通知|实事|项目|表|目标|部署)"
)
_BRACKETED = r"(?:\s*[（(〔\[【][^（）()\n]{1,24}[）)〕\]】])*"
_TITLE_END = re.compile(rf"{_PLAN_WORD}{_BRACKETED}$")
_TITLE_AND_TEXT = re.compile(rf"(\S[^。；\n]{{3,70}}?{_PLAN_WORD}{_BRACKETED})[^\S\n]+(?=\S{{10}})")
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}\s*[〔\[［（(【]\s*(?:19|20)[0-9]{2}\s*[〕\]］）)】]\s*第?\s*[0-9]{1,4}\s*[号號]"
)
_STAGE = re.compile(
    r"(?:[（(【\[]\s*+|(?<!\s)\s++)?(?:公开)?(征求意见稿|讨论稿|送审稿|草案|草稿|初稿|审议稿|征求意见|意见征集稿|修改稿)\s*[）)】\]]?"
)
_NOTICE = re.compile(r"关于.*?(?:印发|转发|下发|公布|发布|颁发|分解|下达|分工).*|(?:印发|转发)《.*")
_REASON = re.compile(r"(?:根据|依据|按照?|遵照|为|经|结合|对照)")
_NOTICE_END = re.compile(r"(?:通知|函|公告|通告)$")
_HANDED_OUT = re.compile(
    r"现将|现印发|印发给你们|印发你们|现下发|下发给你们|请(?:结合|认真|遵照|各).{0,24}(?:执行|实施|落实|贯彻)"
)
_ORGAN = re.compile(
    r"(?:中共|中国共产党)?[\u4e00-\u9fff（）()]{2,30}(?:局|委员会|政府|办公室|厅|部|党组|工委|党委|委|学校|中心|学院|中学|小学|领导小组|协会|集团|公司)"
)
_YEARS = re.compile(r"(20[0-9]{2})\s*年?\s*(?:[—－–~～至到-]+\s*(20[0-9]{2}))?")
_DAY_ONLY = re.compile(
    r"(?:[（(]\s*+|(?<!\s)\s++)?(?:(?:19|20)[0-9]{2}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日|二[〇○零][〇○零一二三四五六七八九]{2}年.{2,7}日)\s*[）)]?$"
)
_ANNEX = re.compile(r"附\s*[件表录]\s*[0-9一二三四五六七八九十]{0,3}\s*[：:]?")
_NAMED_ANNEX = re.compile(
    rf"附\s*[件表]?\s*[0-9一二三四五]{{0,2}}\s*[：:]\s*\S[^。；\n]{{3,60}}?{_PLAN_WORD}{_BRACKETED}"
)
_MOST_SENTENCES = 12
_SENTENCE_POINT = re.compile(r"[。；：，！？;:,!?\n]")
_LONGEST_SIGNATURE = 40
_BOOK = re.compile(r"《([^《》]+(?:《[^《》]*》[^《》]*)*)》")


@dataclass(slots=True)
class HeadReading:
    """The head as read. `spans` are the stretches that became head.

    `first` is the index of the first line of the plan's body.
    """

    title: str = ""
    notice_title: str = ""
    document_number: str = ""
    addressees: str = ""
    issued_on: date | None = None
    published_on: date | None = None
    stage: str | None = None
    title_at: tuple[int, int] | None = None
    letterhead: list[str] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    notice_issuers: list[str] = field(default_factory=list)
    index_issuers: list[str] = field(default_factory=list)
    letterhead_at: tuple[int, int] | None = None
    letterhead_joined: tuple[int, int] | None = None
    signature_at: tuple[int, int] | None = None
    notice_at: tuple[int, int] | None = None
    addressees_at: tuple[int, int] | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    preamble: Passage | None = None
    first: int = 0
    rest: list[Line] = field(default_factory=list)

    @property
    def issuers(self) -> tuple[str, ...]:
        """The longest of the lists that the document gives.

        The signature before the letterhead before the notice's title.
        """
        lists = (self.signature, self.letterhead, self.notice_issuers, self.index_issuers)
        return max((tuple(dict.fromkeys(names)) for names in lists), key=len)

    @property
    def years(self) -> tuple[int, ...]:
        """The plan's years: those of its title, else of the notice's title, else of its day."""
        for title in (self.title, self.notice_title):
            found = _YEARS.search(with_plain_figures(title))
            if found:
                first, last = int(found[1]), int(found[2] or found[1])
                return tuple(range(first, last + 1)) if first <= last < first + 20 else (first,)
        day = self.issued_on or self.published_on
        return (day.year,) if day else ()


def read_head(text: str, lines: list[Line], stop: int) -> HeadReading:
    """Read the lines before `stop`, the first line that can belong to the body."""
    reading = HeadReading(first=stop, preamble=Passage(text))
    plain = _set_apart(reading, text, lines[:stop])
    notice = next((i for i, line in enumerate(plain) if _begins_notice(text, plain, i)), None)
    if notice is None:
        _read_title(reading, text, plain)
    else:
        _read_letterhead(reading, text, plain[:notice])
        after = _read_notice(reading, text, plain, notice)
        _read_title(reading, text, _read_signature(reading, text, plain[after:]))
        if not reading.title:
            _title_from_notice(reading)
    return reading


def _words(text: str, line: Line) -> str:
    return text[line.start : line.end]


def _squeezed(text: str, line: Line) -> str:
    return "".join(text[line.start : line.end].split())


def _set_apart(reading: HeadReading, text: str, lines: list[Line]) -> list[Line]:
    """Take out chrome, page numbers, index tables and the document number; return what is left."""
    plain: list[Line] = []
    waiting: str | None = None
    for line in lines:
        words = _words(text, line)
        kind = furniture(words)
        entry = index_entry(words)
        if entry is not None:
            waiting = entry[0] if not entry[1] else None
            _read_index(reading, entry, line)
        elif waiting is not None and line.end - line.start <= 60:
            _read_index(reading, (waiting, words), line)
            waiting = None
        elif kind in (Furniture.CHROME, Furniture.PAGE):
            _read_published(reading, words)
            reading.leftovers.append(Leftover(line.start, line.end, kind.value))
        elif kind is Furniture.PUBLIC:
            reading.spans.append((line.start, line.end))
        elif len(words) <= 60 and (number := _NUMBER.search(words)) and not re.search(r"[，。；]|关于.{6}", words):
            _read_number(reading, text, line, number)
        else:
            plain.append(line)
    return plain


def _read_index(reading: HeadReading, entry: tuple[str, str], line: Line) -> None:
    label, value = entry
    reading.spans.append((line.start, line.end))
    day = read_day(value)
    if label in ("发文字号", "发文文号", "文号") and value:
        reading.document_number = reading.document_number or "".join(value.split())
    elif label in ("发布日期", "公开日期") and day:
        reading.published_on = day.day
    elif label in ("成文日期", "发文日期", "生成日期", "印发日期") and day:
        reading.issued_on = day.day
    elif label in ("发文机关", "发布机构", "发布单位") and value and not reading.index_issuers:
        reading.index_issuers = [value]


def _read_published(reading: HeadReading, words: str) -> None:
    day = read_day(words) if re.match(r"(?:发布|更新)?(?:时间|日期)", words) else None
    if day and reading.published_on is None:
        reading.published_on = day.day


def _read_number(reading: HeadReading, text: str, line: Line, number: re.Match[str]) -> None:
    reading.spans.append((line.start, line.end))
    reading.document_number = reading.document_number or "".join(number[0].split())
    before = text[line.start : line.start + number.start()]
    if before.strip():
        reading.letterhead += _organs(before)


def _begins_notice(text: str, lines: list[Line], index: int) -> bool:
    """Tell whether the line begins the title of a covering notice (关于印发…的通知).

    Which may go on over three lines.
    """
    words = _words(text, lines[index])
    if len(words) > 160 or not _NOTICE.search(words):
        return False
    if _REASON.match(words) and words[-1] == "。":  # 根据《关于印发〈…〉的通知》, a sentence of the introduction
        return False
    joined = "".join(_squeezed(text, line) for line in lines[index : index + 4])
    return any(
        _NOTICE_END.search("".join(_squeezed(text, line) for line in lines[index : index + n])) for n in (1, 2, 3)
    ) or bool(re.match(r".{0,120}通知", joined))


def _read_letterhead(reading: HeadReading, text: str, lines: list[Line]) -> None:
    for line in lines:
        reading.spans.append((line.start, line.end))
        words = _words(text, line)
        organs = _organs(words)
        if organs and len(words) <= 80:
            reading.letterhead += organs
            first = reading.letterhead_at[0] if reading.letterhead_at else line.start
            reading.letterhead_at = (first, line.end)
            if len(organs) > 1:
                reading.letterhead_joined = (line.start, line.end)


def _organs(words: str) -> list[str]:
    """Return the issuers on a line of a letterhead: 文件 belongs to none, letter-spacing is closed."""
    found: list[str] = []
    for part in re.split(r"文\s*件", words):
        tokens = part.split()
        single = [token for token in tokens if len(token) == 1]
        if len(single) > 2:
            tokens = [token for token in tokens if len(token) > 1] + ["".join(single)]
        found += [token for token in tokens if _ORGAN.fullmatch(token)]
    return found


def _read_notice(reading: HeadReading, text: str, lines: list[Line], start: int) -> int:
    """Read the notice's title, its addressees and its sentences; return the index of the first line after them."""
    at = start
    parts: list[str] = []
    while at < len(lines) and at < start + 4:
        parts.append(_words(text, lines[at]))
        reading.spans.append((lines[at].start, lines[at].end))
        at += 1
        if _NOTICE_END.search("".join("".join(parts).split())):
            break
    reading.notice_title = " ".join(parts)
    reading.notice_at = (lines[start].start, lines[at - 1].end)
    before = reading.notice_title.split("关于", 1)[0]
    if before.strip():
        reading.notice_issuers = _organs(before)
    handed_out = False
    while at < len(lines):
        words = _words(text, lines[at])
        if not handed_out and words[-1] in "：:" and not _HANDED_OUT.search(words) and len(words) < 300:
            reading.addressees = words[:-1].rstrip()
            reading.addressees_at = (lines[at].start, lines[at].end)
        elif _HANDED_OUT.search(words):
            handed_out = True
        elif handed_out or words[-1] not in "。；;" or _DAY_ONLY.search(words):
            break
        reading.spans.append((lines[at].start, lines[at].end))
        at += 1
    return at


def _read_signature(reading: HeadReading, text: str, lines: list[Line]) -> list[Line]:
    """Read organs and day under a notice; return the lines after them. Without a day there is no signature."""
    for index, line in enumerate(lines[:8]):
        words = _words(text, line)
        if len(words) > 60:
            break
        day, lost = read_day(words), read_lost_day(words)
        if lost is not None:
            reading.doubts.append(
                doubt(
                    "DATE_LOST_CHARACTERS",
                    line.start,
                    line.end,
                    words=words,
                    proposal=f"{lost.day.year}年{lost.day.month}月{lost.day.day}日",
                )
            )
        found = lost or (day if re.search(r"日\s*[）)]?$", words) else None)
        if found is None:
            continue
        reading.issued_on = found.day
        reading.signature_at = (lines[0].start, line.end)
        for signed in lines[: index + 1]:
            reading.spans.append((signed.start, signed.end))
            named = re.sub(r"(?:19|20)[0-9]{2}\s*年.*|二[〇○零].*", "", _words(text, signed))
            nearest = signed is lines[max(index - 1, 0)] and can_sign(named)
            reading.signature += signers(named) if nearest else _organs(named)
        return lines[index + 1 :]
    if len(lines) > 1 and _ORGAN.fullmatch(_squeezed(text, lines[0])) and _repeats(text, lines[0], lines[1]):
        reading.spans.append((lines[0].start, lines[0].end))
        reading.signature += _organs(_words(text, lines[0]))
        return lines[1:]
    return lines


def _repeats(text: str, organ: Line, title: Line) -> bool:
    """Tell whether a title line begins with the organ above it, which is then a signature and no part of the title."""
    return (
        _squeezed(text, title).startswith(_squeezed(text, organ))
        and len(_squeezed(text, title)) > len(_squeezed(text, organ)) + 4
    )


def _read_title(reading: HeadReading, text: str, lines: list[Line]) -> None:
    """Read the plan's own heading and what may stand under it; the rest is the introduction."""
    parts: list[str] = []
    closed = False
    preamble = reading.preamble or Passage(text)
    for line in lines:
        words = _words(text, line)
        if preamble.pieces:
            preamble.add(line.start, line.end)
        elif closed and words == parts[0]:
            reading.leftovers.append(Leftover(line.start, line.end, "页眉"))
        elif not parts and _ANNEX.fullmatch(words):
            reading.spans.append((line.start, line.end))
        elif _STAGE.fullmatch(words):
            reading.stage = "draft"
            reading.spans.append((line.start, line.end))
        elif (_DAY_ONLY.search(words) and len(words) <= 50) or (closed and len(words) <= 30 and _organs(words)):
            _read_subtitle(reading, text, line)
        elif closed and not reading.addressees and _names_addressees(words):
            reading.addressees = words[:-1].rstrip()
            reading.addressees_at = (line.start, line.end)
            reading.spans.append((line.start, line.end))
        elif not closed and _can_be_title(words):
            parts.append(words)
            _extend_title(reading, line)
            closed = bool(_TITLE_END.search(words)) and len(parts) > 0
        elif closed and re.fullmatch(r"[（(].{2,24}[）)]", words):
            parts.append(words)
            _extend_title(reading, line)
        else:
            _begin_preamble(reading, text, line, parts)
            closed = True
    reading.title = " ".join(parts)
    stage = _STAGE.search(reading.title)
    if stage:
        reading.stage = "draft"


def _names_addressees(words: str) -> bool:
    """Tell whether a line under the title says whom the document is for: units, closed by a colon."""
    return words[-1] in "：:" and len(words) <= 200 and looks_like_units(words[:-1], strict=False)


def _can_be_title(words: str) -> bool:
    return len(words) <= 70 and words[-1] not in "。；：:;，,、" and "。" not in words


def _extend_title(reading: HeadReading, line: Line) -> None:
    reading.spans.append((line.start, line.end))
    reading.title_at = (reading.title_at[0] if reading.title_at else line.start, line.end)


def _read_subtitle(reading: HeadReading, text: str, line: Line) -> None:
    """Read the organ or the day that stands under a plan's title."""
    reading.spans.append((line.start, line.end))
    words = _words(text, line)
    day = read_day(words)
    if day and reading.issued_on is None:
        reading.issued_on = day.day
    reading.signature += [
        organ
        for organ in _organs(re.sub(r"[（(]?(?:19|20)[0-9]{2}\s*年.*", "", words))
        if organ not in reading.signature
    ]


def _begin_preamble(reading: HeadReading, text: str, line: Line, parts: list[str]) -> None:
    """Begin the introduction; a title that lost its line end is cut off its first line."""
    preamble = reading.preamble or Passage(text)
    start = line.start
    found = _TITLE_AND_TEXT.match(text, line.start, line.end) if not parts else None
    if found:
        parts.append(found[1])
        reading.spans.append(found.span(1))
        reading.title_at = found.span(1)
        start = found.end()
    preamble.add(start, line.end)


def _title_from_notice(reading: HeadReading) -> None:
    """Take the title from the notice where the plan has none of its own.

    The handed-out document's name, else the notice's.
    """
    found = _BOOK.search(reading.notice_title)
    if found:
        reading.title = found[1]
    else:
        reading.title, reading.notice_title = reading.notice_title, ""


def can_sign(words: str) -> bool:
    """Tell whether a line that stands directly above a day can be a signature, whatever its last word is."""
    return 1 < len(words.strip()) <= _LONGEST_SIGNATURE and not (
        _SENTENCE_POINT.search(words) or _TITLE_END.search(words)
    )


def signers(words: str) -> list[str]:
    """Return who signs on a line that can be a signature: the organs, or whoever else is named there."""
    found = _organs(words)
    if found:
        return found
    parts = words.split()
    return parts if all(len(part) > 2 for part in parts) else ["".join(parts)]


def is_organ(words: str) -> bool:
    """Tell whether the words are the name of one organ and nothing else."""
    return len(words) <= 32 and bool(_ORGAN.fullmatch("".join(words.split())))


def body_start(text: str, lines: list[Line], first_marked: int) -> int:
    """Return the first line of the body: a covering notice may have numbered paragraphs before its signature.

    Only when a notice hands something out and a day stands on a line of its own further down does the body begin
    after that day.
    """
    window = lines[: first_marked + 40]
    handed_out = next(
        (i for i, line in enumerate(window[: first_marked + 1]) if _HANDED_OUT.search(_words(text, line)[:200])), None
    )
    if handed_out is None:
        return _after_named_annex(text, lines, first_marked)
    for index in range(first_marked, len(window)):
        words = _words(text, window[index])
        if len(words) <= 40 and _DAY_ONLY.search(words):
            following = (i for i in range(index + 1, len(lines)) if (lines[i].style or Style.CIRCLE) <= Style.FIGURE)
            return next((i for i in following if lines[i].value == 1), first_marked)
    return _after_named_annex(text, lines, first_marked)


def _after_named_annex(text: str, lines: list[Line], first_marked: int) -> int:
    """Return where the body begins when a few numbered sentences of a notice stand before 附：…责任分解."""
    for index in range(first_marked + 1, min(first_marked + _MOST_SENTENCES, len(lines))):
        line = lines[index]
        if line.style is not None or not _NAMED_ANNEX.fullmatch(text, line.start, line.end):
            continue
        before = [other for other in lines[first_marked:index] if other.style is not None]
        after = [i for i in range(index + 1, len(lines)) if lines[i].style is not None]
        if len(after) > len(before) and lines[after[0]].value == 1 and _are_sentences(text, lines[first_marked:index]):
            return after[0]
    return first_marked


def _are_sentences(text: str, lines: list[Line]) -> bool:
    """Tell whether lines are sentences of one list, none of which names units in a bracket or behind a label."""
    styles = {line.style for line in lines}
    return len(styles) == 1 and all(
        text[line.end - 1] in "。；" and text[line.end - 2] not in "）)" and "：" not in text[line.rest : line.end]
        for line in lines
    )

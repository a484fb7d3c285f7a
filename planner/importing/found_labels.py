"""Where labels stand in a text: known ones at line starts and after sentences, and a document's own recurring ones."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from planner.core.unit_names import is_group, simplified
from planner.importing.brackets import CLOSERS, OPENERS
from planner.importing.labels import LABEL_ALONE, LONGEST, LabelKind, LabelWords, label_before
from planner.importing.lines import Line, places_of
from planner.importing.marks import is_period
from planner.importing.unit_lists import looks_like_units

_FREE = re.compile(r"\s*([\u4e00-\u9fff]{2,8})\s*")
_BY_UNIT = re.compile(r"\s*(?![（(])([\u4e00-\u9fff（）()、，]{2,40}?)\s*")
_AFTER = "。；;！？!?）)】〕］|｜\t \u3000\xa0\u200a"
_ROLES = (LabelKind.LEAD, LabelKind.PARTNER, LabelKind.RESPONSIBLE, LabelKind.PERSON)
_HAS_DUTY = re.compile(r"\s*(?:全面|具体|主要|统一)?(?:负责|牵头|分管|主持|协助)")
_FEW = 3
_VALUE = re.compile(r"[^。；;：:\n]{2,100}")
BULLETS = "—－–-•●○·▪■□◆◇▲△★☆*➢➤✓√"
_HOSTS = frozenset(("主办单位", "承办单位", "协办单位", "主办", "承办", "协办"))
_WEB_FOOT = re.compile(r"网站标识码|ICP备|版权所有|公网安备|网站地图|技术支持|备案号|Copyright")
_FOOT = 200
_LONGEST_NAMES = 44
_LONGEST_BRACKET = 250
_SHORT_REST = 10
_NO_LABEL = frozenset(
    [
        "其中",
        "例如",
        "比如",
        "一是",
        "二是",
        "三是",
        "四是",
        "五是",
        "六是",
        "注意",
        "同时",
        "此外",
        "要求",
        "即",
        "附件",
        "附表",
        "附",
        "总体要求是",
    ]
)


@dataclass(frozen=True, slots=True)
class FoundLabel:
    """A label in the source: its words from `start` to `words_end`, its value from `end` on.

    `glued` when no point or blank precedes it.
    """

    start: int
    words_end: int
    end: int
    words: str
    kind: LabelKind
    at_line_start: bool
    glued: bool


@dataclass(frozen=True, slots=True)
class Tag:
    """The words up to `end` that only begin an item: the label of its task, or those with its number in them."""

    end: int
    number: tuple[int, int] | None = None


@dataclass(slots=True)
class Labels:
    """All labels of a document in order, and which kinds it has.

    `by_unit` are the units that head a line with their colons (`groups` those that stand for
    several or are persons with a duty), `paragraphs` the
    lines that are items without a number, `tags` what stands at their beginning.
    """

    found: list[FoundLabel] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    by_unit: list[tuple[int, int]] = field(default_factory=list)
    paragraphs: set[int] = field(default_factory=set)
    groups: list[tuple[int, int]] = field(default_factory=list)
    tags: dict[int, Tag] = field(default_factory=dict)

    def between(self, start: int, end: int) -> list[FoundLabel]:
        """Return the labels that begin in a stretch."""
        low = bisect_left(self.starts, start)
        if low == len(self.starts) or self.starts[low] >= end:
            return []
        return self.found[low : bisect_left(self.starts, end, low)]

    def holds(self, at: int) -> bool:
        """Tell whether a label that begins before a place goes on there: the end of a line tore it."""
        before = bisect_left(self.starts, at) - 1
        return before >= 0 and self.found[before].end > at

    def has(self, kind: LabelKind) -> bool:
        """Tell whether the document has a label of the kind."""
        return any(label.kind is kind for label in self.found)


def find_labels(text: str, lines: list[Line], until: int) -> Labels:
    """Return the labels of `text` up to `until`.

    Words before a colon that are no known label count when they head several lines.
    """
    labels = Labels()
    free: dict[str, list[FoundLabel]] = {}
    begins = [line.rest for line in lines]
    rests = set(begins)
    taken: set[int] = set()
    previous: FoundLabel | None = None
    for at in places_of(text[:until], "：:"):
        line_start = max(text.rfind("\n", max(at - 60, 0), at) + 1, at - 60, 0)
        known = label_before(text[max(at - LONGEST, line_start) : at])
        if at - line_start <= _SHORT_REST:
            torn = _torn_label(text, line_start, at)
            known = torn if torn is not None and (known is None or len(torn.words) > len(known.words)) else known
        if known is not None:
            label = _placed(text, at, known, rests, previous)
            if label is not None and _hosts_web_page(text, label):
                continue
            if label is not None:
                labels.found.append(label)
                previous = label
                continue
        index = bisect_right(begins, at) - 1
        begin = begins[index] if index >= 0 else 0
        if index >= 0 and lines[index].style is not None and lines[index].mark == lines[index].mark_end:
            continue  # a heading without a number
        if at - begin <= _LONGEST_NAMES and begin >= line_start and begin not in taken:
            taken.add(begin)
            _take_free(text, begin, at, free, labels)
    labels.found += [label for group in free.values() if len(group) > 1 for label in group]
    labels.found += _alone(text, lines) + _in_brackets(text)
    named = len(labels.by_unit) > 1 or len({text[start:colon] for start, colon in labels.groups}) >= _FEW
    if not named or any(label.kind in _ROLES for label in labels.found):
        labels.by_unit = []
    elif labels.groups:
        labels.by_unit = sorted(labels.by_unit + labels.groups)
        heads = {start for start, _ in labels.groups}
        labels.found = [label for label in labels.found if label.start not in heads]
    labels.found.sort(key=lambda label: label.start)
    _drop_overlaps(labels)
    labels.starts = [label.start for label in labels.found]
    return labels


def _placed(
    text: str, colon: int, known: LabelWords, rests: set[int], previous: FoundLabel | None
) -> FoundLabel | None:
    """Return the label if it stands where one can.

    At a line's start, after a sentence or a blank, or glued to a unit list.
    """
    words, kind, start = known.words, known.kind, colon - known.back
    while text[start].isspace():
        start += 1
    before = text[start - 1] if start else "\n"
    begins = start in rests or _begins_line(text, start)
    if (kind in _ROLES or kind is LabelKind.DEADLINE) and _in_bracket(text, start):
        return None
    glued = not begins and before not in _AFTER and not (before in "，," and _lists_units(text, colon, words))
    if glued and (
        kind not in _ROLES
        or len(words) < 4
        or previous is None
        or previous.kind not in _ROLES
        or text.find("\n", previous.end, start) >= 0
        or "。" in text[previous.end : start]
    ):
        return None
    if not begins:
        beside = previous is not None and previous.kind in _ROLES and text.find("\n", previous.end, start) < 0
        if len(words) < 4 and not beside:
            return None
    return FoundLabel(start, colon, _value_start(text, colon + 1), words, kind, begins, glued)


def _lists_units(text: str, colon: int, words: str) -> bool:
    """Tell whether a label behind a comma is one: what follows up to the full stop are units and nothing else."""
    found = _VALUE.match(text, colon + 1)
    return len(words) >= 4 and found is not None and looks_like_units(found[0])


def _is_balanced(words: str) -> bool:
    return words.count("（") + words.count("(") == words.count("）") + words.count(")")


def _hosts_web_page(text: str, label: FoundLabel) -> bool:
    """Tell whether a label says who runs the web site: words of a web page's foot follow soon."""
    if label.words not in _HOSTS:
        return False
    following = text[label.end : label.end + _FOOT].partition("\n\n")[0].split("\n")[:3]
    return any(_WEB_FOOT.search(line) for line in following)


def _begins_line(text: str, at: int) -> bool:
    while at > 0 and text[at - 1] != "\n" and (text[at - 1].isspace() or text[at - 1] in BULLETS):
        at -= 1
    return at == 0 or text[at - 1] == "\n"


def _torn_label(text: str, line_start: int, colon: int) -> LabelWords | None:
    """Return a role's label that the end of a line tore in two (责任 / 部门：)."""
    before = text[max(line_start - _SHORT_REST - 60, 0) : line_start].rstrip()
    rest = text[line_start:colon].strip()
    if not before:
        return None
    known = label_before(before[-_SHORT_REST:] + rest)
    if known is None or known.back <= len(rest):
        return None
    start = max(line_start - _SHORT_REST - 60, 0) + len(before) - (known.back - len(rest))
    return LabelWords(known.words, known.kind, colon - start)


def _in_bracket(text: str, at: int) -> bool:
    """Tell whether a bracket stands open at a place, in the sentence that leads up to it."""
    before = text[max(at - _LONGEST_BRACKET, 0) : at].rpartition("。")[2]
    opened = sum([before.count(ch) for ch in OPENERS])
    return opened > 0 and opened > sum([before.count(ch) for ch in CLOSERS])


def _value_start(text: str, at: int) -> int:
    while at < len(text) and text[at] != "\n" and text[at].isspace():
        at += 1
    return at


def _take_free(text: str, begin: int, at: int, free: dict[str, list[FoundLabel]], labels: Labels) -> None:
    """Take the words between a line's beginning and a colon: a unit, or a label if other lines begin with it too."""
    if _in_bracket(text, begin):
        return
    named = _BY_UNIT.fullmatch(text, begin, at)
    if named and looks_like_units(named[1]) and _is_balanced(named[1]):
        (labels.groups if is_group(named[1]) else labels.by_unit).append((named.start(1), at))
        if not is_group(named[1]):
            return
    found = _FREE.fullmatch(text, begin, at)
    if found and found[1] not in _NO_LABEL and not is_period(found[1]):
        if _HAS_DUTY.match(text, at + 1):
            labels.groups.append((found.start(1), at))
        label = FoundLabel(*found.span(1), _value_start(text, at + 1), found[1], LabelKind.FIELD, True, False)
        free.setdefault(found[1], []).append(label)


def _alone(text: str, lines: list[Line]) -> list[FoundLabel]:
    """Return the labels that stand on a line of their own without a colon, their value on the next line."""
    out: list[FoundLabel] = []
    for index, line in enumerate(lines[:-1]):
        if line.style is None and 2 < line.end - line.start <= 14 and lines[index + 1].style is None:
            words = text[line.start : line.end]
            found = LABEL_ALONE.fullmatch(simplified(words))
            if found and found.lastgroup and found.lastgroup != "FIELD" and len(words) >= 4:
                kind = LabelKind[found.lastgroup]
                out.append(FoundLabel(line.start, line.end, line.end, "".join(words.split()), kind, True, False))
    return out


def _in_brackets(text: str) -> list[FoundLabel]:
    """Return the labels that stand in brackets instead of before a colon (【责任部门】)."""
    out: list[FoundLabel] = []
    for at in places_of(text, "】"):
        start = text.rfind("【", max(at - LONGEST - 2, 0), at)
        words = "".join(text[start + 1 : at].split()) if start >= 0 else ""
        found = LABEL_ALONE.fullmatch(simplified(words)) if words else None
        if found and found.lastgroup:
            end = at + 2 if text[at + 1 : at + 2] in ("：", ":") else at + 1
            kind = LabelKind[found.lastgroup]
            out.append(
                FoundLabel(start, at + 1, _value_start(text, end), words, kind, _begins_line(text, start), False)
            )
    return out


def _drop_overlaps(labels: Labels) -> None:
    out: list[FoundLabel] = []
    for label in labels.found:
        if not out or label.start >= out[-1].end:
            out.append(label)
    labels.found = out

"""Running text rebuilt from lines: which line goes on in the next one, also over the end of a page.

A line goes on when what comes next would not have fitted at its end, and the next line starts where the lines of the
same paragraph start. A line that ends short, stands in the middle or is of another size ends its paragraph.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.importing.readers.pdf.layout import Line, Piece, joined, width_of

_NO_START = set("，。、；：！？）】》〉」』”’％%,.;:!?)]}…·")
_NO_END = set("（【《〈「『“‘([{")
_CHUNK = re.compile(r"[A-Za-z0-9.%+/\-]{1,40}|.")
MARK = re.compile(
    r"(?:第?[一二三四五六七八九十百]{1,5}[、．.章条节]|[（(][一二三四五六七八九十百0-9]{1,4}[）)]|[0-9]{1,3}(?:[、．)）]|\.(?![0-9]))"
    r"|[①-⑳]|附件|附表|—{2})"
)
_LABEL = re.compile("[\u4e00-\u9fff]{2,8}[：:]")
_OWN_LABEL = re.compile(
    "(?:牵头|责任|配合|参加|参与|主办|协办|承办|完成|实际完成|整改|任务|工作|进展)"
    "(?:单位|科室|股室|处室|部门|时限|时间|情况|目标|措施|内容|进度)[：:]"
)
_BULLETS = set("●■◆▪•·○□★※➢✓-–—*")
_ENDS = set("。！？；：.!?;:")
_SAME_SIZE = 1.17
_SPACED = 1.12  # of the leading: a step further down than that parts paragraphs
_STEADY = 0.02  # of the leading: how much it may vary
_LOOSE = 0.03  # of a character: what measuring may be off by
_INWARD = 3  # characters: as far as a right margin is wider than the left one
_NARROWEST = 0.5  # of the page: narrower text has no lines that run to the border
_HANGING = set("，。、；：！？）》”’,.;:")


@dataclass(frozen=True, slots=True)
class Measure:
    """Where the text of a page begins and ends, how far its paragraphs are set in, how far its lines are apart.

    `is_sure` tells whether several lines end at its right border, so that a line that reaches it is a full one.
    `tight` is how far the lines of one paragraph are apart where space between paragraphs sets them off, else 0.
    `sets_in` tells that only first lines of paragraphs are set in.
    """

    left: float
    right: float
    indent: float
    leading: float
    em: float
    is_sure: bool = True
    tight: float = 0.0
    sets_in: bool = False


def measures(pages: Sequence[Sequence[Line]], widths: Sequence[float]) -> list[Measure]:
    """Return the measure of each page's running lines; a page with few lines takes what the others like it have."""
    own = [_measure(lines, width) for lines, width in zip(pages, widths, strict=True)]
    settled: list[Measure] = []
    for number, (body, support) in enumerate(own):
        alike = [
            other
            for place, (other, others) in enumerate(own)
            if others and abs(widths[place] - widths[number]) < 2 and len(pages[place]) >= 3
        ]
        left, right = body.left, body.right
        em = body.em
        near = [other.left for other in alike if 0 < left - other.left <= 3.2 * em]
        if near:
            left = min(near)
        if alike:
            right = max(right, left + max(other.right - other.left for other in alike))
        elif not support:
            right = max(right, widths[number] - left)
        sure = support or bool(alike)
        tight = body.tight or next((other.tight for other in alike if other.tight and abs(other.em - em) < 0.1), 0.0)
        indent = body.indent or (2 * em if near else 0.0)
        settled.append(Measure(left, right, indent, body.leading, em, sure, tight, body.sets_in))
    return settled


def _measure(lines: Sequence[Line], width: float) -> tuple[Measure, bool]:
    """Return the measure that the lines of one page show, and whether several of them end at its right border."""
    if not lines:
        return Measure(0.0, width, 0.0, 0.0, 12.0), False
    em = usual_em(lines)
    body = [line for line in lines if abs(line.em - em) <= 0.17 * em] or list(lines)
    left = _outermost(sorted(line.left for line in body), 0.3 * em)[0]
    rights = [-line.right for line in body if line.text[-1] not in _HANGING] or [-line.right for line in body]
    right, several = _outermost(sorted(rights), 0.3 * em)
    ends = [line.right - (em if line.text[-1] in _HANGING else 0.0) for line in body]
    beyond = [end for end in ends if end + right > 0.5 * em]
    if len(beyond) > max(1, len(body) // 12):  # lines of one length by chance, which are no border
        right, several = -max(beyond), False
    elif width - left + right > _INWARD * em and len(_tails(body, ends, -right - 0.3 * em)) < 2:
        several = False  # cells of a list that say the same
    for before, after, end in zip(body, body[1:], ends, strict=False):  # the only paragraph with a second line
        if 1.2 * em <= before.left - after.left <= 2.8 * em and after.left < left and end + right > -1.5 * em:
            left, right = after.left, min(right, -end)
    indents = [line for line in body if 1.2 * em <= line.left - left <= 2.8 * em]
    gaps = [after.base - before.base for before, after in pairwise(body) if after.base > before.base]
    leading = sorted(gaps)[len(gaps) // 2] if gaps else 1.5 * em
    indent = 2 * em if len(indents) >= max(1, len(body) // 25) else 0.0
    body_now = Measure(
        left, -right, indent, leading, em, tight=_tight(body, -right, em), sets_in=_sets_in(body, left, -right, em)
    )
    return body_now, several and -right - left > _NARROWEST * width


def _tails(lines: Sequence[Line], ends: Sequence[float], border: float) -> set[str]:
    """Return the last words of the lines that reach a border."""
    return {line.text[-4:] for line, end in zip(lines, ends, strict=True) if end > border}


def _sets_in(lines: Sequence[Line], left: float, right: float, em: float) -> bool:
    """Tell whether full lines that are set in are first lines: what follows them stands at the left border."""
    follow = [
        after.left - left < 0.6 * em
        for before, after in pairwise(lines)
        if 1.2 * em <= before.left - left <= 2.8 * em and right - before.right < em
    ]
    return sum(follow) >= 2 and 3 * sum(follow) >= 2 * len(follow)


def _tight(lines: Sequence[Line], right: float, em: float) -> float:
    """Return how far the lines of a paragraph are apart where paragraphs are further apart than that, else 0."""
    gaps = [
        (after.base - before.base, right - before.right < 2 * em)
        for before, after in pairwise(lines)
        if em < after.base - before.base < 3 * em
    ]
    full = sorted(gap for gap, is_full in gaps if is_full)
    short = [gap for gap, is_full in gaps if not is_full]
    if len(full) < 3 or not short:
        return 0.0
    tight = full[0]
    near = [gap for gap in full if gap <= tight * (1 + _STEADY)]
    between = [gap for gap, _ in gaps if tight * (1 + _STEADY) < gap <= tight * _SPACED]
    apart = sum(gap > tight * _SPACED for gap in short)
    return tight if len(near) >= 3 and not between and 10 * apart >= 9 * len(short) else 0.0


def usual_em(pieces: Iterable[Piece | Line]) -> float:
    """Return the size of most characters."""
    sizes: dict[float, int] = {}
    for piece in pieces:
        sizes[piece.em] = sizes.get(piece.em, 0) + len(piece.text)
    rounded: Counter[float] = Counter()
    for em, count in sizes.items():
        rounded[round(em, 1)] += count
    return rounded.most_common(1)[0][0] if rounded else 12.0


def _outermost(values: Sequence[float], steady: float) -> tuple[float, bool]:
    """Return the outermost value, from the start, that more than one line has, and whether there is one."""
    enough = max(2, len(values) // 12)
    for index, value in enumerate(values):
        if sum(other - value <= steady for other in values[index : index + enough]) >= enough:
            return value, True
    return values[0], False


@dataclass(slots=True)
class OpenParagraph:
    """A paragraph that may still go on, with the measure of the page of its last line."""

    lines: list[Line]
    body: Measure

    def goes_on(self, after: Line, next_body: Measure) -> bool:
        """Tell whether the paragraph goes on in a line; its measure is the same object when both are on one page."""
        before, body = self.lines[-1], self.body
        if "\t" in before.text or "\t" in after.text:
            return False
        bigger, smaller = max(before.em, after.em), min(before.em, after.em)
        torn = before.text[-1] in _NO_END or after.text[0] in _NO_START
        if bigger > _SAME_SIZE * smaller or not (torn or has_no_room(before, after, body.right)):
            return False
        if next_body is body and after.base - before.base > 1.7 * max(body.leading, before.em * 1.1):
            return False
        if not torn and self._is_set_off(after, next_body):
            return False
        if _is_centred(after, next_body):  # the rest of a title that runs over the line
            return not _is_centred(before, body) and before.em > _SAME_SIZE * body.em
        near = 0.6 * before.em
        begins, now = self.lines[0].left - body.left, after.left - next_body.left
        if not body.is_sure and begins <= near and abs(now) <= near and before.text[-1] in _ENDS:
            return False
        anew = bool(MARK.match(after.text)) and before.text[-1] not in "，、（("
        anew = anew or (before.text[-1] in _ENDS and bool(_LABEL.match(after.text)))
        anew = anew or (bool(_OWN_LABEL.match(after.text)) and before.text[-1] not in "，、；" and self._is_closed())
        if abs(now) <= near:
            return bool(next_body.indent) or begins > near or not anew
        if anew or (body.sets_in and not torn and min(begins, now) > near):
            return False
        if len(self.lines) > 1:
            return abs(now - (before.left - body.left)) <= near
        if now > begins + near:  # hanging: the number stands out
            return (
                self.lines[0].text[0] in _BULLETS
                or bool(MARK.match(self.lines[0].text))
                or before.text[-1] not in _ENDS
            )
        return abs(now - begins) <= near and before.text[-1] not in _ENDS

    def _is_set_off(self, after: Line, next_body: Measure) -> bool:
        """Tell whether space sets a line off from the paragraph, on a page where that parts paragraphs."""
        before, body = self.lines[-1], self.body
        usual = body.em / _SAME_SIZE < before.em < body.em * _SAME_SIZE
        return next_body is body and usual and 0 < body.tight * _SPACED < after.base - before.base

    def _is_closed(self) -> bool:
        """Tell whether no bracket is open at the end of the last lines."""
        words = "".join(line.text for line in self.lines[-20:])
        return max(words.rfind("（"), words.rfind("(")) <= max(words.rfind("）"), words.rfind(")"))


def _is_centred(line: Line, body: Measure) -> bool:
    left, right = line.left - body.left, body.right - line.right
    return left > 1.5 * line.em and abs(left - right) < 0.8 * line.em and left > 2.6 * line.em


def has_no_room(before: Line, after: Line, right: float) -> bool:
    """Tell whether what begins `after` would not have fitted at the end of `before`."""
    room = right - before.right
    return room < 0.1 * before.em or chunk_width(after) > room + _LOOSE * before.em


def chunk_width(line: Line) -> float:
    """Return how wide the first part of a line is that cannot be torn."""
    chunk = ""
    for found in _CHUNK.finditer(line.text[:60]):
        part = found.group()
        if chunk and not (part in _NO_START or chunk[-1] in _NO_END):
            break
        chunk += part
    return width_of(chunk, line.em)


def paragraph_text(lines: Sequence[Line]) -> str:
    """Return the lines of a paragraph as running text."""
    text = ""
    for line in lines:
        text = joined(text, line.text)
    return text

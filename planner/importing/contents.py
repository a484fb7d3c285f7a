"""What stands in a block: its title, its text, its labelled paragraphs, and the phrases that name units.

A block is read once into a `Contents` of offsets and phrases. Roles that only the whole document can settle are
left open here.
"""

import re
from dataclasses import dataclass, field

from planner.core.unit_names import ends_like_office, is_unit_like
from planner.importing.ambient import AmbientRule, ambient_rule
from planner.importing.brackets import (
    CLOSERS,
    OPENERS,
    closes_with_units,
    closing_of,
    hands_out,
    last_list,
    next_opening,
    opening_of,
)
from planner.importing.found_labels import BULLETS, FoundLabel, Labels
from planner.importing.labels import LabelKind
from planner.importing.marks import Style
from planner.importing.outline import Block
from planner.importing.passages import SENTENCE_END, Passage, parts_clauses
from planner.importing.sentences import closing_sentence
from planner.importing.unit_lists import looks_like_units
from planner.importing.unit_phrases import Phrase, is_only_deadline, is_unit_phrase, read_phrase

_UNIT_KINDS = (LabelKind.LEAD, LabelKind.PARTNER, LabelKind.RESPONSIBLE)
_STOPS = "。！？!?；;"
_PAIRS = {"（": "）", "(": ")", "【": "】", "〔": "〕", "[": "]", "［": "］", "“": "”", "《": "》"}
_SENTENCE = re.compile(rf"[{_STOPS}（(【〔\[［“《）)】〕\]］”》]")
_LONGEST_INSIDE = 80
_NEAR_OPENING = 4
_CROWDED = 600
_FIRST_NAME = re.compile(r"[\u4e00-\u9fff（）()]{2,30}")
_LAST_NAME = re.compile(r"[\u4e00-\u9fff]{2,30}\Z")
_WORDED_CLOSE = re.compile(
    r"(?:负责|牵头|落实|配合|参与|指导|实施|主办|协办|下同|同此|写明)[。.]?\s*[）)】〕\]］]|[（(【〔\[［]\s*(?:责任|牵头|主办|承办|配合|落实|负责|完成)[^：:，。（）()]{0,8}[：:]"
)
_HEADING_BLANK = re.compile(r"[\u4e00-\u9fff”》]([^\S\n]+)(?=[\u4e00-\u9fff“《])")


@dataclass(slots=True)
class UnitPassage:
    """A unit phrase and where it stands; `label` is the one before it on a label line."""

    phrase: Phrase
    passage: Passage
    offset: int
    label: FoundLabel | None = None

    def stretches(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the places in the source of a stretch of the phrase."""
        return self.passage.stretches(start + self.offset, end + self.offset)


@dataclass(slots=True)
class LabelledPassage:
    """A labelled value that is no list of units."""

    label: FoundLabel
    passage: Passage


@dataclass(slots=True)
class Contents:
    """A block's reading. `text` holds title and body; both are ranges of it, without the phrases in `cut`.

    `lent` are the phrases of a last step that name the units of this item; that step `lends` them. `rule` is what it
    says of other tasks.
    """

    block: Block
    text: Passage
    words: str = ""
    title: tuple[int, int] = (0, 0)
    cut: list[tuple[int, int]] = field(default_factory=list)
    units: list[UnitPassage] = field(default_factory=list)
    values: list[LabelledPassage] = field(default_factory=list)
    rejected: list[tuple[int, int]] = field(default_factory=list)
    title_by_line: bool = False
    cut_off: bool = False
    lent: list[UnitPassage] = field(default_factory=list)
    lends: bool = False
    after_units: int = 0
    rule: AmbientRule | None = None
    rule_cut: tuple[int, int] | None = None
    said: bool = False


def read_contents(
    source: str, block: Block, labels: Labels, by_unit: dict[int, int], *, strict: bool, width: int
) -> Contents:
    """Read one block. `by_unit` gives where the colon stands after a unit that heads a paragraph.

    `strict` asks every name of a bare bracket to look like a unit; `width` is where lines were torn, or 0.
    """
    contents = Contents(block, Passage(source))
    _sort_pieces(source, contents, block, labels, by_unit)
    contents.words = contents.text.text
    if contents.words:
        contents.rule = ambient_rule(contents.words)
        _take_closing_brackets(contents, strict=strict)
        _take_worded_brackets(contents)
        if "\n" in contents.text.breaks:
            _take_paragraph_brackets(contents, strict=strict)
        if not contents.units:
            _take_last_line(contents, width)
        if contents.rule_cut is not None:
            contents.cut = sorted([*contents.cut, contents.rule_cut])
        find_title(contents, width)
    return contents


def _sort_pieces(source: str, contents: Contents, block: Block, labels: Labels, by_unit: dict[int, int]) -> None:
    """Share the block's lines out among its text and its labelled values."""
    if block.pieces and block.pieces[0][0] in by_unit:
        block.pieces[0] = (_take_heading_unit(source, contents, by_unit[block.pieces[0][0]]), block.pieces[0][1])
    target: Passage = contents.text
    label: FoundLabel | None = None
    skip = 0
    for piece_start, end in block.pieces:
        start = max(piece_start, skip)
        found = labels.between(start, end)
        first = found[0].start if found else end
        if start < first and not (found and _is_bullet(source, start, first)):
            if (
                label is not None
                and label.kind is not LabelKind.FIELD
                and not _goes_on(source, target, label, start, first)
            ):
                _close_value(contents, label, target)
                target, label = contents.text, None
                contents.after_units += 1
            whole = target.pieces and closes_with_units(source, block.start, target.pieces[-1][1])
            anew = whole or (label is not None and _names_anew(source, target, start, first))
            target.add(start, _end_of(source, start, first), "\n" if anew else None)
        for index, next_label in enumerate(found):
            if label is not None:
                _close_value(contents, label, target)
            label, target, skip = next_label, Passage(source), next_label.end
            last = found[index + 1].start if index + 1 < len(found) else end
            value_end = _end_of(source, label.end, last)
            stop = source.find("。", label.end, value_end) + 1 if label.kind is not LabelKind.FIELD else 0
            if 0 < stop < value_end:
                target.add(label.end, stop)
                _close_value(contents, label, target)
                target, label = contents.text, None
                while stop < value_end and source[stop].isspace():
                    stop += 1
                target.add(stop, value_end)
            else:
                target.add(label.end, value_end)
    if label is not None:
        _close_value(contents, label, target)


def _is_bullet(source: str, start: int, end: int) -> bool:
    """Tell whether nothing but a bullet stands before a label."""
    return all(ch in BULLETS or ch.isspace() for ch in source[start:end])


def _take_heading_unit(source: str, contents: Contents, colon: int) -> int:
    """Take the unit before the colon that heads the paragraph; return where its duty begins."""
    start, end = contents.block.pieces[0]
    names = Passage(source)
    names.add(start, colon)
    label = FoundLabel(colon, colon, colon + 1, "", LabelKind.RESPONSIBLE, at_line_start=False, glued=True)
    contents.units.append(UnitPassage(read_phrase(names.text), names, 0, label))
    at = colon + 1
    while at < end and source[at].isspace():
        at += 1
    return at


def _end_of(source: str, start: int, end: int) -> int:
    while end > start and source[end - 1].isspace():
        end -= 1
    return end


def _goes_on(source: str, value: Passage, label: FoundLabel, start: int, end: int) -> bool:
    """Tell whether a line carries on the labelled value above it."""
    if not value.pieces:
        return True
    if label.kind not in _UNIT_KINDS:
        return False
    last = source[value.pieces[-1][1] - 1]
    words = source[start:end]
    if last in "、，,；;和及" or words[0] in "、，,；;":
        return True
    if last in "。." or len(words) > 80:
        return False
    return looks_like_units(value.text + words) and not looks_like_units_alone(words)


def _names_anew(source: str, value: Passage, start: int, end: int) -> bool:
    """Tell whether a further line of a list begins with a name of its own rather than with the rest of one."""
    if not value.pieces:
        return False
    last, first = _LAST_NAME.search(source, *value.pieces[-1]), _FIRST_NAME.match(source, start, end)
    return bool(last and first and ends_like_office(last[0]) and len(first[0]) > 3 and is_unit_like(first[0]))


def looks_like_units_alone(words: str) -> bool:
    """Tell whether a line is a sentence of its own rather than the end of a list."""
    return "。" in words[:-1] or "：" in words


def _close_value(contents: Contents, label: FoundLabel, value: Passage) -> None:
    if label.kind in _UNIT_KINDS:
        contents.units.append(UnitPassage(read_phrase(value.text), value, 0, label))
    else:
        contents.values.append(LabelledPassage(label, value))


def _take_closing_brackets(contents: Contents, *, strict: bool) -> None:
    """Take the unit phrases in brackets at the end of the text, the last one first.

    After a full stop a bracket needs no more than names that look like units; without one it may belong to the words
    before it, and has to hold a verb, several units, or one with the ending of an office.
    """
    words = contents.words
    end = len(words)
    while True:
        last = end
        while last and (words[last - 1].isspace() or words[last - 1] in "。.；;"):
            last -= 1
        opening = opening_of(words, last)
        if opening is None:
            if end == len(words) and words[-1] not in "。！？；”":
                _take_unclosed_bracket(contents)
            return
        inside = words[opening + 1 : last - 1]
        if contents.rule is not None and 0 < contents.rule.start - opening < _NEAR_OPENING:
            contents.rule_cut = (opening, end if end == len(words) else last)
            end = opening
            continue
        if not is_unit_phrase(inside, strict=strict):
            if is_only_deadline(inside):
                end = opening
                continue
            if len(inside) > 1:
                contents.rejected.append((opening, last))
            return
        if not hands_out(words, opening, last, strict=strict):
            contents.rejected.append((opening, last))
            return
        _cut(contents, opening, end if end == len(words) else last, opening + 1, inside)
        end = opening


def _take_paragraph_brackets(contents: Contents, *, strict: bool) -> None:
    """Take the unit phrases in brackets at the end of a paragraph that is not the last one."""
    words = contents.words
    taken = list(zip(contents.cut, contents.units, strict=False))
    labelled = contents.units[len(taken) :]
    end = 0
    for (start, stop), joint in zip(contents.text.pieces, contents.text.breaks, strict=False):
        end += stop - start
        opening = opening_of(words, end) if joint == "\n" else None
        if (
            opening is not None
            and not any(low < end and opening < high for (low, high), _ in taken)
            and hands_out(words, opening, end, strict=strict)
        ):
            phrase = read_phrase(words[opening + 1 : end - 1])
            taken.append(((opening, end), UnitPassage(phrase, contents.text, opening + 1)))
        end += len(joint)
    taken.sort(key=lambda found: found[0])
    contents.cut = [cut for cut, _ in taken]
    contents.units = [unit for _, unit in taken] + labelled


def _take_unclosed_bracket(contents: Contents) -> None:
    """Take a list of units whose closing bracket was lost at the end of a page."""
    words = contents.words
    opening = max(words.rfind(opener, max(len(words) - 120, 0)) for opener in OPENERS)
    if opening <= 0 or any(closer in words[opening:] for closer in CLOSERS):
        return
    inside = words[opening + 1 :]
    if words[:opening].rstrip()[-1:] in "。！；;" and is_unit_phrase(inside):
        _cut(contents, opening, len(words), opening + 1, inside)
        contents.cut_off = True


def _cut(contents: Contents, start: int, end: int, offset: int, inside: str) -> None:
    contents.units.insert(0, UnitPassage(read_phrase(inside), contents.text, offset))
    contents.cut.insert(0, (start, end))


def _take_worded_brackets(contents: Contents) -> None:
    """Take unit phrases with a verb or a label that stand inside the text, each after its own sentence."""
    words = contents.words
    limit = contents.cut[0][0] if contents.cut else len(words)
    if not _WORDED_CLOSE.search(words, 0, limit):
        return
    taken: list[tuple[int, int, str]] = []
    at = 0
    while True:
        opening = next_opening(words, at, limit)
        if opening is None:
            break
        closing = closing_of(words, opening, limit)
        if closing is None:
            at = opening + 1
            continue
        inside = words[opening + 1 : closing]
        if len(inside) > 2 and read_phrase(inside).worded and is_unit_phrase(inside):
            taken.append((opening, closing + 1, inside))
        at = closing + 1
    for opening, end, inside in reversed(taken):
        _cut(contents, opening, end, opening + 1, inside)


def _take_last_line(contents: Contents, width: int) -> None:
    """Take a unit phrase without brackets: a last line of its own, or a last sentence 由…牵头，…配合。"""
    words = contents.words
    pieces = contents.text.pieces
    if len(pieces) > 1 and (contents.text.breaks[-1] == "\n" or not width):
        start = len(words) - (pieces[-1][1] - pieces[-1][0])
        line = words[start:].rstrip("。 ")
        if 2 < len(line) <= 160 and "。" not in line and is_unit_phrase(line):
            phrase = read_phrase(line)
            listed = phrase.worded or (
                len(phrase.units) > 1 and "、" in line and ends_like_office(phrase.units[0].name)
            )
            if listed and looks_like_units("、".join(unit.name for unit in phrase.units)):
                _cut(contents, start, len(words), start, line)
                return
    inner = last_list(words)
    if inner is not None:
        _cut(contents, *inner, inner[0] + 1, words[inner[0] + 1 : inner[1] - 1])
        return
    found = closing_sentence(words)
    if found is not None:
        begin, offset = found
        _cut(contents, begin, len(words), offset, words[offset:].rstrip("。；;，, \n\t\u3000\xa0"))


def rejoin_titles(contents: list[Contents], width: int) -> None:
    """Join titles that a page mark tore, where the other titles of the form are first sentences."""
    by_line: dict[Style | None, list[bool]] = {}
    for found in contents:
        by_line.setdefault(found.block.style, []).append(found.title_by_line)
    for found in contents:
        lines = by_line[found.block.style]
        if found.title_by_line and _page_between(found) and sum(lines) * 2 < len(lines):
            find_title(found, width, torn=True)


def _page_between(contents: Contents) -> bool:
    """Tell whether something was taken out between the first two lines, the first of which ends no sentence."""
    if len(contents.text.pieces) < 2:
        return False
    (_, end), (start, _) = contents.text.pieces[:2]
    return bool(contents.text.source[end:start].strip()) and contents.text.source[end - 1] not in SENTENCE_END


def find_title(contents: Contents, width: int, *, torn: bool = False) -> None:
    """Set the title: the first sentence, or the line that stands for one unless that line is `torn`."""
    words = contents.words
    limit = contents.cut[0][0] if contents.cut else len(words)
    first_piece = contents.text.pieces[0][1] - contents.text.pieces[0][0]
    sentence = _sentence_end(words, limit)
    end = sentence.start() if sentence else limit
    contents.title_by_line = False
    if end > first_piece and len(contents.text.pieces) > 1 and not torn and not _torn(contents, first_piece, width):
        end = min(first_piece, limit)
        contents.title_by_line = True
    elif sentence is None:
        contents.title_by_line = True
    if end > 60 or _is_crowded(contents):
        blank = _HEADING_BLANK.search(words, 3, min(40, limit, end))
        if blank and contents.block.style is not None and (end > 60 or parts_clauses(words, *blank.span(1), words)):
            end = blank.start(1)
    while end > 0 and words[end - 1] in "：:。；;，, \t\u3000\xa0\u200a":
        end -= 1
    contents.title = (0, end)


def _is_crowded(contents: Contents) -> bool:
    """Tell whether a block stands inside a line that holds much more: its line breaks have become blanks."""
    source, start = contents.text.source, contents.block.start
    before = source.rfind("\n", max(start - _CROWDED, 0), start)
    if not source[max(before + 1, start - _CROWDED, 0) : start].strip():
        return False
    after = source.find("\n", start, start + _CROWDED)
    return (after if after >= 0 else min(start + _CROWDED, len(source))) - max(before, start - _CROWDED, 0) >= _CROWDED


def _sentence_end(words: str, limit: int) -> re.Match[str] | None:
    """Return the point that ends the first sentence; one inside brackets or quotation marks ends none."""
    opened: list[str] = []
    for found in _SENTENCE.finditer(words, 0, limit):
        if found[0] in _PAIRS:
            opened.append(_PAIRS[found[0]])
        elif found[0] in opened:
            del opened[opened.index(found[0]) :]
        elif found[0] in _STOPS and not _closes(words, found.end(), opened):
            return found
    return None


def _closes(words: str, at: int, marks: list[str]) -> bool:
    """Tell whether one of the marks that close what stands open follows soon."""
    return any(words.find(mark, at, at + _LONGEST_INSIDE) >= 0 for mark in marks)


def _torn(contents: Contents, first: int, width: int) -> bool:
    """Tell whether the first line was torn in mid-sentence, rather than being a title of its own."""
    words = contents.words
    if words[first - 1 : first] in ("，", ",", "、", "“", "（"):
        return True
    second = contents.text.pieces[1]
    following = second[1] - second[0]
    end = contents.text.pieces[0][1]
    full = end - contents.text.source.rfind("\n", 0, end) - 1
    if width and full + 4 >= width:
        return True
    short = following <= 30 and len(contents.text.pieces) == 2 and "。" not in words[first:]
    return (not width and first > 60) or (short and first >= 10 and _close(contents))


def _close(contents: Contents) -> bool:
    """Tell whether no blank line stands between the first two stretches."""
    (_, end), (start, _) = contents.text.pieces[:2]
    return contents.text.source.count("\n", end, start) == 1

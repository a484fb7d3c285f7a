"""Lists of units: where one name ends and the next begins.

Names may hold 和, 及, 、 and brackets of their own, so a separator separates only where both sides can stand alone.
Everything here is a pure function of the words and is remembered, because plans repeat their lists.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from planner.core.unit_names import can_be_name, is_group, is_unit_like

_SEPARATORS = "、，,；;／/|&＆"
_JOINER = re.compile(r"以及|和|及|与|并")
_OPEN_ENDED = re.compile(
    r"等(?:[省市县区州][级直])?(?:有关|相关|其他)?(?:各)?(?:部门|单位|科室|科室站|处室|股室|站所|机构|成员单位|责任单位|局|委办局)*(?:和单位|及单位)?$"
)
_LEVELS = re.compile(
    r"(?:各设区|各|全|.{0,6}[0-9一二三四五六七八九十]\s?个)?(?:省|市|县|区|州|乡|镇|街道|村|旗|盟|地|局|委)"
)
_ETC_NUMBERED = re.compile(r"等[0-9一二三四五六七八九十]+(?:个|家)?(?:有关|相关|成员)?(?:部门|单位|科室|股室|处室)$")
_LEVEL_ALONE = frozenset(("街道", "乡镇", "乡", "镇", "街办", "社区", "村", "园区", "开发区"))
_OF_LEVEL = re.compile(r"各[乡镇街道社区村园县市旗]+")
_OF_PARTY = re.compile(r"各.{0,12}(?:党委|党工委|党组)")
_ETC_COUNTED = re.compile(r"等[0-9一二三四五六七八九十]+个")
_PARTS_OF_NAMES = frozenset(("政府", "人民政府", "党委", "党组", "办事处", "部门", "单位", "科室", "机构"))
_LONGEST_TAIL = 3
_NONE = frozenset(("无", "/", "／", "-", "—", "——", "–", "－", "\\", "暂无", "空"))
_EDGES = "★☆▲△●○◆*＊ \t\n\u3000\xa0\u200a。.:：、，,；;／/|&＆—－"


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A name in a list, from `start` to `end` of the list's text; `run` counts the groups that ， or ； set apart."""

    name: str
    start: int
    end: int
    run: int


@dataclass(frozen=True, slots=True)
class UnitList:
    """A list of units as read; `open_ended` when it ends in 等."""

    names: tuple[NamedUnit, ...]
    open_ended: bool


@lru_cache(maxsize=4096)
def read_unit_list(text: str) -> UnitList:
    """Return the names in `text`; nothing is rejected here, a clerk sees what cannot be a unit as such."""
    names: list[NamedUnit] = []
    open_ended = False
    for begin, stop, run in _merge_levels(text, _top_level(text)):
        start, end, open_here = _without_etc(text, begin, stop)
        open_ended = open_ended or open_here
        for part in _split_joined(text, start, end) if start < end else ():
            first, last, open_here = _without_etc(text, *part)
            open_ended = open_ended or open_here
            name = "".join(text[first:last].split())
            if name and name not in _NONE:
                names.append(NamedUnit(name, first, last, run))
    return UnitList(tuple(names), open_ended)


def looks_like_units(text: str, *, strict: bool = True) -> bool:
    """Tell whether `text` can be a list of units: every name has the form of one, or not `strict`, half of them."""
    found = read_unit_list(text)
    if not found.names:
        return False
    good = sum(is_unit_like(unit.name) for unit in found.names)
    if good:  # 幼儿园 alone is a word, beside 各学校 it stands for all of them
        good += sum(not is_unit_like(unit.name) and is_group(unit.name) for unit in found.names)
    if strict or good == len(found.names):
        return good == len(found.names)
    return good * 2 >= len(found.names) and all(can_be_name(unit.name) for unit in found.names)


def is_torn_list(first: str, rest: str) -> bool:
    """Tell whether a list of units was torn inside a name: both parts together are units, one alone is not."""
    if rest.startswith("、"):
        return looks_like_units(first) and looks_like_units(rest)
    if looks_like_units(first) or not looks_like_units(first + rest):
        return False
    below = rest.split("、", 1)[0].strip()
    return "、" in first or (not is_unit_like(below) and ("、" in rest or len(below) <= _LONGEST_TAIL))


def _top_level(text: str) -> list[tuple[int, int, int]]:
    """Return the stretches between separators that stand outside brackets, each with the number of its run."""
    out: list[tuple[int, int, int]] = []
    depth = start = run = 0
    for at, ch in enumerate(text):
        if ch in "（([〔【［":
            depth += 1
        elif ch in "）)]〕】］":
            depth = max(depth - 1, 0)
        elif depth == 0 and ch in _SEPARATORS:
            out.append((*_trim(text, start, at), run))
            start = at + 1
            run += ch not in "、/／"
    out.append((*_trim(text, start, len(text)), run))
    return [piece for stretch in out if stretch[0] < stretch[1] for piece in _split_blanks(text, *stretch)]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _split_blanks(text: str, start: int, end: int, run: int) -> list[tuple[int, int, int]]:
    """Split at a blank where a whole name ends and more than one character follows.

    Else the blank lies inside a word.
    """
    parts = [(start + word.start(), start + word.end()) for word in re.finditer(r"\S+", text[start:end])]
    out = parts[:1]
    for first, last in parts[1:]:
        if text[first:last].lower() == "and" and last != parts[-1][1]:
            continue
        if (
            last - first > 1
            and _depth(text, *out[-1]) == 0
            and is_unit_like("".join(text[out[-1][0] : out[-1][1]].split()))
        ):
            out.append((first, last))
        else:
            out[-1] = (out[-1][0], last)
    return [(first, last, run) for first, last in out]


def _merge_levels(text: str, parts: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Join what a 、 inside a name tore apart: 市、县水务部门; 9个乡、镇; 各县、区教育局."""
    out: list[tuple[int, int, int]] = []
    for begin, end, run in parts:
        start = begin
        if out and out[-1][2] == run and text[out[-1][1] : start].strip() == "、":
            before = text[out[-1][0] : out[-1][1]].rsplit("、", 1)[-1]
            if _is_torn(before, text[start:end]) or _ETC_COUNTED.search(before):
                out[-1] = (out[-1][0], end, run)
                continue
        if _ETC_COUNTED.search(text, start, end):
            while out and out[-1][2] == run and not is_unit_like(text[out[-1][0] : out[-1][1]]):
                start = out.pop()[0]
        out.append((start, end, run))
    return out


def _is_torn(before: str, after: str) -> bool:
    """Tell whether two parts of a list are one name: 市、县水务部门 and 各乡镇、街道, but not 各镇、各学校."""
    if after in _LEVEL_ALONE and _OF_LEVEL.fullmatch(before):
        return True
    if _OF_PARTY.fullmatch(before) and after in _PARTS_OF_NAMES:
        return True
    if not _LEVELS.fullmatch(before) or after[1:2] == "直" or after[0] == "各":
        return False
    return before[0] != "各" or after[0] in ("乡镇街村社" if before[-1] in "乡镇道村" else "省市县区州旗盟")


def _without_etc(text: str, start: int, end: int) -> tuple[int, int, bool]:
    found = _OPEN_ENDED.search(text, start, end)
    if found is None:
        found = _ETC_NUMBERED.search(text, start, end)
        if found is None or not is_unit_like(text[start : found.start()].strip()):
            return start, end, False
    return *_trim(text, start, found.start()), True


def _split_joined(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split at 和, 及 and 与 where what stands before is a unit (or 等) and what follows is one too."""
    at = start
    out: list[tuple[int, int]] = []
    for joiner in _JOINER.finditer(text, start + 1, end):
        left, right = text[at : joiner.start()].strip(), text[joiner.end() : end].strip()
        if right in _PARTS_OF_NAMES:  # 各县（市、区）党委和政府
            continue
        if _depth(text, at, joiner.start()) == 0 and _can_stand(left) and right and _can_stand(right):
            out.append(_trim(text, at, joiner.start()))
            at = joiner.end()
    out.append(_trim(text, at, end))
    return out


def _can_stand(name: str) -> bool:
    name = "".join(name.split())
    without = _OPEN_ENDED.sub("", name)
    return (not without and bool(name)) or is_unit_like(without) or is_group(without)


def _depth(text: str, start: int, end: int) -> int:
    inside = text[start:end]
    return sum(inside.count(ch) for ch in "（([〔【［") - sum(inside.count(ch) for ch in "）)]〕】］")

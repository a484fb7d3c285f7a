"""Units named in sentences: the sentence that closes a text (由甲局牵头，乙局配合。) and clauses inside it.

Read as words only. A closing sentence is cut off the text as a bracket is; a unit said inside a sentence stays there,
and whether it counts is for the whole document to say.
"""

import re
from dataclasses import replace
from functools import lru_cache

from planner.core.unit_names import ends_like_office, is_group, is_unit_like, level_prefix
from planner.core.vocabulary import Role
from planner.importing.unit_lists import looks_like_units, read_unit_list
from planner.importing.unit_phrases import Phrase, PhraseUnit, is_unit_phrase, read_phrase

_ENDS = "。！？；;\n"
_LONGEST = 160
_CLOSES = re.compile(r"由|会同|牵头|负责|配合|协助|参与|落实|主办|承办|指导|实施")
_LEAD_IN = re.compile(r"(?:(?:此|本|该|这|上述|以上|具体|各)项?)?(?:工作|任务|活动|事项|具体)?(?=由)")
_BY = re.compile(
    r"(?<![原曾理缘自经事])由(?P<names>[^。；;：:（）()《》“”\n由]{2,60}?)"
    r"(?:(?P<alone>(?:统一|共同|具体|分别|主要)?(?:牵头|负责|承办|主办|组织实施)(?!解释|人|任|制|同志|的))"
    r"|会同(?P<others>[^。；;：:（）()《》“”\n]{2,60}?)"
    r"(?:负责|牵头|共同|制定|研究|组织|开展|落实|实施|做好|抓好|推进|提出|完成|编制|出台|指导|定期|联合|按))"
)
_JOINED = re.compile(
    r"[^。；;：:（）()《》“”\n]{0,24}?[，,](?P<names>[^。；;：:，,（）()《》“”\n]{2,60}?)(?:积极|密切|做好|协同)?(?:配合|协助|参与|协同)"
)
_ALSO = re.compile(
    r"[，,](?:并)?(?:会同|联合|商)(?P<names>[^。；;：:，,（）()《》“”\n]{2,60}?)"
    r"(?:负责|共同|制定|研究|组织|开展|落实|实施|做好|抓好|推进|提出|完成|编制|出台|定期|对|加强|建立|每)"
)
_DUTY = re.compile(
    r"(?:^|(?<=[。；;\n]))[^\S\n]*+(?:由|以)?(?P<names>[\u4e00-\u9fff、（）() \u200a\u3000\xa0]{2,60}?)[则应要须]?"
    r"(?:(?P<lead>(?:具体|主要|共同|分别)?(?:负责|牵头|承担|主管(?!部门|单位|机关)))"
    r"(?!解释|人|任|制(?![定订作])|同志)|(?P<partner>(?:积极|密切)?(?:配合|协助|参与))"
    r"|(?P<will>(?:要|应|须)(?:做好|加强|会同|配合|组织|按照|及时|切实|落实|制定|完善|建立|抓好|统筹|推进)))"
)
_NEXT_DUTY = re.compile(
    r"[^。；;：:\n]{0,60}?[，,][^\S\n]*+(?P<names>[\u4e00-\u9fff、（） \u3000\xa0]{2,60}?)"
    r"(?:(?P<lead>(?:具体|主要|共同|分别)?(?:负责|牵头|承担)(?!解释|人|任|制(?![定订作])|同志))"
    r"|(?P<partner>(?:积极|密切)?(?:配合|协助|参与)))"
)
_JOINING = re.compile(
    r"[，,](?P<names>[^。；;：:，,（）()《》“”\n]{2,40}?)(?:积极|密切|协同)?(?:配合|协助|参与)(?:做好|落实|实施)?[。；;\s]*\Z"
)
_BODY = re.compile(r"(?:妇联|残联|文联|科协|工商联|支队|大队|总队|法院|检察院|实践所|台)$")
_VAGUE = ("有关", "相关", "其他", "其它", "其余", "各级", "所有", "全体", "本", "该", "此")


def closing_sentence(words: str) -> tuple[int, int] | None:
    """Return where the sentence that closes `words` begins and where its phrase does, if it only hands out work."""
    end = len(words)
    while end and (words[end - 1].isspace() or words[end - 1] in "。；;，,"):
        end -= 1
    low = max(end - _LONGEST, 0)
    start = max(words.rfind(mark, low, end) for mark in _ENDS) + 1
    if not (0 < start < end - 2) or not _CLOSES.search(words, start, end):
        return None
    while words[start].isspace():
        start += 1
    at = start
    if found := _LEAD_IN.match(words, start, end):
        at = found.end()
    phrase = words[at:end]
    if not is_unit_phrase(phrase):
        return None
    read = read_phrase(phrase)
    names = "、".join(unit.name for unit in read.units)
    return (start, at) if read.worded and looks_like_units(names) else None


@lru_cache(maxsize=4096)
def said_units(words: str) -> Phrase | None:
    """Return the units that a sentence inside `words` says do the work (9月底前由县住建局负责完成), or None."""
    if "由" not in words:
        return None
    units: list[PhraseUnit] = []
    at = 0
    while found := _BY.search(words, at):
        at = found.end()
        leads = _names(words, *found.span("names"), Role.LEAD)
        if not leads:
            continue
        if found["others"]:
            leads += _names(words, *found.span("others"), Role.PARTNER)
        elif joined := _ALSO.match(words, at) or _JOINED.match(words, at):
            leads += _names(words, *joined.span("names"), Role.PARTNER)
        units += leads
    known: dict[str, PhraseUnit] = {}
    for unit in units:
        known.setdefault(unit.name, unit)
    return Phrase(tuple(known.values()), worded=True) if known else None


@lru_cache(maxsize=4096)
def joining_units(words: str) -> Phrase | None:
    """Return the units that the last clause of `words` says join in (做好调研，各科室配合), or None."""
    found = _JOINING.search(words, max(len(words) - _LONGEST, 0))
    units = _names(words, *found.span("names"), Role.PARTNER) if found else []
    return Phrase(tuple(units), worded=True) if units else None


@lru_cache(maxsize=4096)
def duty_units(words: str) -> Phrase | None:
    """Return the units whose duties the sentences of `words` tell, each at its sentence's beginning, or None."""
    known: dict[str, PhraseUnit] = {}
    for first in _DUTY.finditer(words):
        found: re.Match[str] | None = first
        while found is not None:
            role = Role.PARTNER if found["partner"] else Role.LEAD
            names = _names(words, *found.span("names"), role)
            exhorts = found is first and first["will"] and all(unit.group for unit in names)  # 各学校要落实责任
            for unit in names if not exhorts else ():
                known.setdefault(unit.name, unit)
            found = _NEXT_DUTY.match(words, found.end()) if known else None
    units = list(known.values())
    if units and not any(unit.role is Role.LEAD for unit in units):
        units = [replace(unit, role=None) for unit in units]
    return Phrase(tuple(units), worded=True) if units else None


def _names(words: str, start: int, end: int, role: Role) -> list[PhraseUnit]:
    """Return the units of a stretch if all its names are surely units."""
    found = read_unit_list(words[start:end])
    if not found.names or not all(_is_sure(unit.name) for unit in found.names):
        return []
    return [
        PhraseUnit(unit.name, start + unit.start, start + unit.end, role, unit.run, is_group(unit.name))
        for unit in found.names
    ]


def _is_sure(name: str) -> bool:
    """Tell whether a name in running text is that of an office or of all offices of a kind, and no class of people."""
    if name[-1] in "人员方位者长" or len(name) > 24 or name.startswith(_VAGUE):
        return False
    if len(name) > 3 and name.endswith(("部门", "机关", "机构")):
        return is_unit_like(name)
    if ends_like_office(name) or (is_unit_like(name) and (level_prefix(name) or _BODY.search(name))):
        return True
    return is_group(name) and is_unit_like(name) and len(name) > 2 and name[0] != "学"

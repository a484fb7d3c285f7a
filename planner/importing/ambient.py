"""Rules that hand out many tasks at once: 以下任务均需各镇落实, 以上工作由甲局牵头, 本项创建由办公室牵头，其余科室配合.

A rule stands in the introduction, at a heading, in a section's own text or in brackets; it is no task and its words
are no unit.
"""

import re
from dataclasses import dataclass, replace

from planner.core.vocabulary import Role
from planner.importing.unit_lists import looks_like_units
from planner.importing.unit_phrases import Phrase, PhraseUnit, read_phrase

_RULE = re.compile(
    r"(?P<subject>(?:以下|下列|下述|以上|上述|本部分|本章|本节|本类|本项|本次|本|此项|该项|所有|各项|全部)[^。；;，,：:由（）()\n]{0,14}?"
    r"(?:任务|工作|事项|项目|措施|创建|活动|内容|各条|各项|行动|方案))(?:均|都|全部|皆|统一|共同)?"
    r"(?P<by>需由?|由|须由?|应由|要由|需要)(?P<rest>[^。；;（）()\n]{2,100}(?:[（(][^（）()\n]{1,12}[）)][^。；;（）()\n]{2,100})?)"
)
_MEMBERS = re.compile(
    r"(?P<names>[^。；;，,：:\n]{2,30})均?为(?P<subject>以下|下列|以上|上述|本部分|各项)[^。；;，,：:\n]{0,8}?(?P<role>牵头|责任|配合|参与)(?:单位|部门|科室)"
)
_ABOVE = re.compile(
    r"(?:以上|上述)(?:各项|所有|全部)?(?:任务|工作|事项|项目|措施|内容)?(?:均|都)?"
    r"(?:(?P<role>责任|牵头|配合|承办|负责)(?:单位|部门|科室|股室|处室)[：:]|由(?=[^。；）)\n]{2,60}(?:负责|牵头)))(?P<rest>[^。；（）()\n]{2,80})"
)
_NO_TASK = re.compile(r"解释|组成|制定|起草|编制|印发|审批|批准|承担费用|审定|同志|修订")
_MARKS = ("以", "本", "均", "上述", "下列", "各项", "所有")


@dataclass(frozen=True, slots=True)
class AmbientRule:
    """A rule from `start` to `end` of a text; places of the units are those of the text.

    `above` when it holds for what stands before it.
    """

    phrase: Phrase
    start: int
    end: int
    above: bool


def ambient_rule(words: str) -> AmbientRule | None:
    """Return the rule that a text states for all tasks of its section, or None."""
    if not any(mark in words for mark in _MARKS):
        return None
    for found in _RULE.finditer(words):
        at = found.start("rest")
        phrase = read_phrase(found["rest"].rstrip("，, "))
        names = "、".join(unit.name for unit in phrase.units)
        if phrase.worded and not phrase.prose and looks_like_units(names) and not _NO_TASK.search(found["rest"]):
            leads = "由" in found["by"] and any(word in found["rest"] for word in ("牵头", "负责"))
            units = tuple(_moved(unit, at, Role.LEAD if leads else Role.PARTNER) for unit in phrase.units)
            above = found["subject"].startswith(("以上", "上述"))
            return AmbientRule(replace(phrase, units=units), found.start(), found.end(), above)
    above = _ABOVE.search(words)
    if above is not None and (rule := _above(above)) is not None:
        return rule
    member = _MEMBERS.search(words)
    if member is None:
        return None
    phrase = read_phrase(member["names"])
    if not phrase.units or not looks_like_units("、".join(unit.name for unit in phrase.units)):
        return None
    role = Role.LEAD if member["role"] == "牵头" else Role.PARTNER
    units = tuple(_moved(unit, member.start("names"), role) for unit in phrase.units)
    above = member["subject"] in ("以上", "上述")
    return AmbientRule(replace(phrase, units=units, worded=True), member.start(), member.end(), above)


def _above(found: re.Match[str]) -> AmbientRule | None:
    """Return the rule that names who did all that stands before it: 以上责任单位：…, 以上由…负责."""
    phrase = read_phrase(found["rest"].rstrip("，, "))
    names = "、".join(unit.name for unit in phrase.units)
    if not phrase.units or phrase.prose or not looks_like_units(names) or _NO_TASK.search(found["rest"]):
        return None
    role = {"牵头": Role.LEAD, "配合": Role.PARTNER}.get(found["role"] or "")
    at = found.start("rest")
    units = tuple(
        replace(unit, start=unit.start + at, end=unit.end + at, role=unit.role or role, blanket=False)
        for unit in phrase.units
    )
    return AmbientRule(replace(phrase, units=units, worded=True), found.start(), found.end(), above=True)


def _moved(unit: PhraseUnit, by: int, role: Role) -> PhraseUnit:
    return replace(unit, start=unit.start + by, end=unit.end + by, role=unit.role or role, blanket=False)

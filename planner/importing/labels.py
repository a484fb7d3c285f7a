"""Labels before a colon: which words name a role, a person, a deadline, or a paragraph of an item."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from planner.core.unit_names import simplified


class LabelKind(Enum):
    """What a labelled value is. RESPONSIBLE is 责任单位: its role depends on what other labels the document has."""

    LEAD = "lead"
    PARTNER = "partner"
    RESPONSIBLE = "responsible"
    PERSON = "person"
    DEADLINE = "deadline"
    FIELD = "field"


_BODIES = "[科处股][（(][科室处][）)]室?|科室站|科室|处室|股室|委室|单位|部门|机构|站所|学校|科|处|办|领域"
_BRACKET = rf"(?:\s*[（(]\s*(?:{_BODIES}|负责人)\s*[）)]|\s*[/／、和及与]\s*(?:{_BODIES}))?"
_LEAD = (
    rf"(?:总?牵头|主要责任|第一责任|主办|主责|主管|主要牵头)(?:责任|负责|实施|[（(](?:责任|负责|主办)[）)])?(?:{_BODIES}){_BRACKET}"
    rf"|责任[（(]牵头[）)](?:{_BODIES})"
    rf"|(?:责任牵头|牵头(?:落实|办理|推进|汇总))(?:{_BODIES})"
    r"|[省市县区]?(?:局|委|厅)内牵头(?:处室|科室)|牵头|主办|主责"
)
_PARTNER = (
    rf"(?:协同配合|配合|协办|协同|协作|参与|参加|协助|相关责任|会办|会同|支持|成员|协同责任|参与配合)(?:责任|[（(]责任[）)])?(?:{_BODIES}){_BRACKET}"
    r"|[省市县区]?(?:局|委|厅)内配合(?:处室|科室)|配合|协办|参与|协同|协助"
)
_RESPONSIBLE = (
    rf"(?:整改|具体|主体|共同)?(?:责任|承办|负责|落实|实施|执行|指导|决策承办|具体负责|责任落实|责任主体)(?:责任)?(?:{_BODIES}){_BRACKET}"
    rf"|(?:完成|业主|相关)(?:单位|部门|科室)|(?:责任|实施|落实)主体|主管部门"
)
_PERSON = (
    r"(?:牵头|包保|挂联)人|(?:[省市县区]级)?(?:牵头|责任|分管|主管|包保|挂联|挂钩|联系|负责|政府分管)(?:[省市县区]|[省市县区]政府|市政府|县政府|局)?(?:领导|校长|局长)"
    r"|(?:[省市县区]政府)?(?:分管|主管)[省市县区]?领导|(?:项目|部门|单位|具体|直接|第一|主要|工作|科室)?(?:责任人|负责人)(?:员)?|(?:整改|分管)(?:责任人|负责人)|联络员|联系人"
)
_DEADLINE = (
    r"完成日期|(?:完成|办结|办理|工作|整改|时间|推进|计划完成|预计完成|实施|起止|建设)?(?:时限|期限|时间|时间节点)(?:要求|进度|安排)?"
    r"|时间要求|进度要求|实施进度和完成时限"
)
_FIELD = (
    "问题描述|存在问题|问题表现|现状|目标任务|工作目标|年度目标|建设目标|主要目标|目标要求|预期目标|工作措施|主要措施|具体措施|推进措施|整改措施|工作举措|主要举措|重点举措|工作内容|主要内容|建设内容"
    "|重点内容|工作任务|重点任务|具体任务|任务内容|工作要求|具体要求|考核要点|预期成效|预期成果|工作成效|成果形式|进度安排|工作进度|实际完成情况|完成情况|进展情况|资金来源|推广范围|备注|说明|考核指标|工作标准|主要任务|任务要求|衡量标准|监督单位|督导单位|监管单位|督办单位|工作专班"
)
_ANY = (
    rf"(?:(?P<LEAD>{_LEAD})|(?P<PARTNER>{_PARTNER})|(?P<RESPONSIBLE>{_RESPONSIBLE})|(?P<PERSON>{_PERSON})"
    rf"|(?P<DEADLINE>{_DEADLINE})|(?P<FIELD>{_FIELD}))"
)
_COLON = r"\s*[：:]"
LABEL_INSIDE = re.compile(
    rf"{_ANY}(?:{_COLON}|(?:(?<=单位)|(?<=部门)|(?<=科室))为"
    r"|(?:(?<=单位)|(?<=部门)|(?<=[科股处]室))[ \u3000\xa0]+(?=\S))"
)
_ALONE = _ANY + r"(?:\s*[（(](?:单位|科室|部门)[）)])?"
LABEL_ALONE = re.compile(_ALONE)
_ENDING = re.compile(_ALONE + r"\s*\Z")
_SPACED = re.compile(r"[^\S\n][\u4e00-\u9fff]{1,2}\s*\Z")
LONGEST = 18


@lru_cache(maxsize=1024)
def label_kind(label: str) -> LabelKind:
    """Return the kind of a label's words, with or without their colon."""
    found = LABEL_ALONE.fullmatch(simplified(label).rstrip("：: 为\t\u3000\xa0"))
    return LabelKind[found.lastgroup] if found and found.lastgroup else LabelKind.FIELD


@dataclass(frozen=True, slots=True)
class LabelWords:
    """The words of a label found at the end of a stretch: they begin `back` characters before its end."""

    words: str
    kind: LabelKind
    back: int


@lru_cache(maxsize=4096)
def label_before(stretch: str) -> LabelWords | None:
    """Return the known label that `stretch`, the words before a colon, ends with; the longest one."""
    plain = simplified(stretch)
    for start in range(len(stretch)):
        found = _ENDING.match(plain, start)
        if found and found.lastgroup:
            return LabelWords("".join(stretch[start:].split()), LabelKind[found.lastgroup], len(stretch) - start)
    return _spaced_label(stretch) if _SPACED.search(stretch) else None


def _spaced_label(stretch: str) -> LabelWords | None:
    """Return the label that `stretch` ends with when blanks stand between its characters (责 任 人)."""
    places = [at for at, ch in enumerate(stretch) if not ch.isspace()]
    known = label_before("".join(stretch[at] for at in places))
    if known is None or known.kind is LabelKind.FIELD:
        return None
    return LabelWords(known.words, known.kind, len(stretch) - places[-known.back])

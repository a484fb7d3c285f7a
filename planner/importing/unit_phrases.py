"""Phrases that hand out work: lists of units with 牵头, 负责, 配合 and the like, and the rules that stand among them.

A phrase is what stands in a closing bracket or on a line of its own. It is read as words only, so that the same
phrase in two hundred items is read once; where it stands in the source is the caller's business.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from planner.core.unit_names import can_be_name, is_group, simplified
from planner.core.vocabulary import Role
from planner.importing.deadlines import is_deadline
from planner.importing.labels import LABEL_INSIDE, LabelKind, label_kind
from planner.importing.unit_lists import looks_like_units, read_unit_list


class Duty(Enum):
    """What a phrase says a unit does; the role follows from it and from what else the document holds."""

    LEAD = "lead"
    PARTNER = "partner"
    IN_CHARGE = "in charge"  # 负责: the lead beside 配合, a partner beside 牵头, else unsaid
    SHARED = "shared"  # 按职责分工负责
    CARRY_OUT = "carry out"  # 落实
    BEFORE_PARTNERS = "before partners"  # named before others of whom alone it is said that they 配合
    GUIDE = "guide"  # 指导
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class PhraseUnit:
    """A unit of a phrase, from `start` to `end` of its text; `role` is None where the phrase does not say it."""

    name: str
    start: int
    end: int
    role: Role | None
    run: int
    group: bool
    blanket: bool = False


@dataclass(frozen=True, slots=True)
class PhraseValue:
    """A value among the units that is none: a deadline or a person; `label` without its colon, or empty.

    With its label it begins at `cut`.
    """

    kind: LabelKind
    label: str
    start: int
    end: int
    cut: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as read. `first_leads` when it brings the rule that the first-named leads.

    `worded` when it has a verb or label.

    `prose` when words follow a verb at once, as in a sentence. `shared` when all named are equal (按职责分工负责).
    `one_role` when labels name but one role (责任单位); `labels` are the kinds of all that stand in it.
    """

    units: tuple[PhraseUnit, ...]
    open_ended: bool = False
    first_leads: bool = False
    worded: bool = False
    shared: bool = False
    one_role: bool = False
    others: tuple[PhraseValue, ...] = ()
    prose: bool = False
    labels: frozenset[LabelKind] = frozenset()


# A bracket that is longer hands out no work: two hundred units have room in it.
_LONGEST = 2000
# The names of joint working groups have up to sixty characters.
_LONGEST_NAME = 64
_VERB = re.compile(
    r"(?P<LEAD>为(?:主要|总)?(?:牵头|主责|主办)(?:责任)?(?:单位|部门|科室|股室|处室)"
    r"|(?:共同|联合|分别|各自|负责|总)?牵头(?:负责|组织实施|组织|落实|抓总|实施|推进|办理|抓好落实)?|主办|主责|为主(?![要管任体]))"
    r"|(?P<SHARED>(?:分别|共同|联合)负责(?!人|制)|(?:各自?|均)?(?:按照?|依据|根据)(?:各自)?(?:的)?(?:工作)?职[责能](?:分工)?(?:要求)?(?:分别|协同|抓好|做好|共同|具体)?(?:负责|落实|配合|推进|办理|实施|参与|开展)*|分工负责|各负其责)"
    r"|(?P<PARTNER>为(?:责任|配合|参与|协办|协助|成员)(?:责任)?(?:单位|部门|科室|股室|处室)|(?:协同|积极|共同|分别)?(?:配合|协办|协助|参与|参加|协同)(?:落实|实施|做好|推进|完成|负责)?|(?:负责|具体|共同)?(?:监督|督促|督办|支持)(?:落实|检查|指导|实施)?(?=[\s、，,；;。.）)〕】］]|$))"
    r"|(?P<GUIDE>(?:负责)?(?:业务)?指导)"
    r"|(?P<CARRY_OUT>(?:负责|具体|组织|分别|抓好|共同)*(?:落实|实施|组织实施|承办)(?:到位)?)"
    r"|(?P<IN_CHARGE>(?:共同|具体|分别|主要)?(?:负责|主管(?!部门|单位|机关|机构|科|股|处)|主抓))"
)
_WITH = re.compile(r"会同|联合(?![会国体社校大学院收办党])")
_RULE = re.compile(
    r"(?:(?:列|排|居)?(?:在|名)?(?:首位|第一位?|首个|首|最前面?|前面|最前列|名字在前)(?:的|者|单位|部门|科室|责任单位)*[^，。；,;]{0,12}(?:牵头|总责|主责|汇总|主办)[^，。；,;]{0,8})"
)
_REPEAT = re.compile(
    r"下同|以下[^，。；,;]{0,10}(?:同此|相同|不再[^，。；,;]*)|不再[^，。；,;]{0,12}(?:写明|列出|重复|赘述|标注)|均需[^，。；,;]{0,14}落实"
)
_DAY = re.compile(
    r"(?:并|均|须|应|力争|确保|计划|争取)?(?:于|在|到|至)?(?:(?:20[0-9]{2}|今|本)\s*年\s*(?:[0-9]{1,2}\s*月)?|[0-9]{1,2}\s*月|年[底末内])"
)
_DATED_STEP = re.compile(  # 4月底前提出方案
    r"[\s]*(?:上旬|中旬|下旬|初|底|末|[0-9]{1,2}日)?(?:之前|以前|前|内)?(?:要|须|应|组织|正式|全面|基本|初步)?"
    r"(?:提出|制定|制订|印发|出台|启动|实施|落实|开展|形成|建立|推开|推进|取得|报送|上报|提交|审核|验收|评估|总结|完成)[^牵负配责的、]{0,12}"
)
_FIRST_RUN = re.compile(r"[^，,；;。]{2,60}[，,；;](?=[^，,；;\s])")
_SLOGAN = re.compile(  # 政府主导、部门协同、社会参与
    r"(?:主导|引导|推动|统筹|联动|支持|监督|自治|自律)$|^(?:政府|部门|社会|家庭|家长|市场|行业|公众|群众|企业|全民|各方|多方|人人)$"
)
_TOGETHER = ("共同", "联合", "分别", "各自", "均", "都")
_CLAUSE = re.compile(r"[^。；;，,]+")
_TAIL = " \t\n\u3000\xa0\u200a。.；;，,"


@lru_cache(maxsize=4096)
def read_phrase(text: str) -> Phrase:
    """Read the words of a unit phrase without its brackets."""
    plain = simplified(text)
    phrase = _read(plain)
    if plain == text:
        return phrase
    units = tuple(replace(unit, name="".join(text[unit.start : unit.end].split())) for unit in phrase.units)
    others = tuple(replace(v, label=text[v.cut : v.cut + len(v.label)]) for v in phrase.others)
    return replace(phrase, units=units, others=others)


def _read(text: str) -> Phrase:
    body, first_leads, rule_words = _cut_rules(text)
    while body and text[body - 1] in "）)" and not _closes_bracket(text, body - 1):
        body -= 1
    others = _values(text, body)
    text = _without(text, others)
    labels = list(LABEL_INSIDE.finditer(text, 0, body))
    if labels and not text[: labels[0].start()].strip(_TAIL):
        return _labelled(text, body, labels, first_leads, others)
    segments = _segments(text, body)
    worded = any(duty is not Duty.UNSAID for _, _, duty in segments)
    duties = {duty for _, _, duty in segments}
    units: list[PhraseUnit] = []
    open_ended = False
    for start, end, duty in segments:
        found = read_unit_list(text[start:end])
        open_ended = open_ended or found.open_ended
        role = _role(duty, duties)
        units += [
            PhraseUnit(
                unit.name,
                start + unit.start,
                start + unit.end,
                role,
                unit.run,
                is_group(unit.name),
            )
            for unit in found.names
        ]
    names = [unit.name for unit in units]
    units = [
        replace(unit, blanket=unit.role is Role.PARTNER and _goes_on(unit.name, rule_words, names)) for unit in units
    ]
    shared = Duty.SHARED in duties and Duty.LEAD not in duties
    prose = len(segments) > 1 and segments[-1][2] is Duty.UNSAID and text[segments[-1][0] - 1] not in _TAIL + "、由"
    return Phrase(tuple(units), open_ended, first_leads, worded, shared, others=tuple(others), prose=prose)


def _closes_bracket(text: str, at: int) -> bool:
    """Tell whether a closing bracket has its opening one before it."""
    before = text[:at]
    return before.count("（") + before.count("(") > before.count("）") + before.count(")")


def is_unit_phrase(text: str, *, strict: bool = True) -> bool:
    """Tell whether the words in a closing bracket hand out work; a bare list must look like units throughout."""
    if not text.strip() or len(text) > _LONGEST:
        return False
    phrase = read_phrase(text)
    if not phrase.units or phrase.prose:
        return False
    if phrase.worded and sum(bool(_SLOGAN.search(unit.name)) for unit in phrase.units) * 2 >= len(phrase.units):
        return False
    if phrase.worded:
        return all(len(unit.name) <= _LONGEST_NAME and can_be_name(unit.name) for unit in phrase.units)
    return looks_like_units(_without(text, phrase.others)[: _cut_rules(text)[0]], strict=strict)


def is_only_deadline(text: str) -> bool:
    """Tell whether a bracket holds a deadline and names nobody, so that the units may stand in one before it."""
    return is_deadline(text) or (not read_phrase(text).units and bool(read_phrase(text).others))


def states_first_leads(text: str) -> bool:
    """Tell whether a text before the plan says that the first-named unit leads."""
    return any(mark in text for mark in ("首", "第一", "前")) and bool(_RULE.search(text))


def _cut_rules(text: str) -> tuple[int, bool, str | None]:
    """Return where rule clauses begin, whether they say that the first leads, and their words where units go on."""
    rule, repeat = _RULE.search(text), _REPEAT.search(text)
    if rule is None and repeat is None:
        return len(text), False, None
    end = len(text)
    for clause in _CLAUSE.finditer(text):
        if clause[0].lstrip().startswith("以下") or _RULE.search(clause[0]) or _REPEAT.search(clause[0]):
            end = clause.start()
            break
    return end, rule is not None, text[end:] if rule is None and repeat is not None else None


def _goes_on(name: str, words: str | None, names: list[str]) -> bool:
    """Tell whether a unit holds for all that follows: the one that the rule names, or all where it names none."""
    return words is not None and (name in words or not any(other in words for other in names))


def _values(text: str, body: int) -> list[PhraseValue]:
    """Return the deadlines that stand among the units as clauses (9月底前完成), and labelled ones after the units."""
    out: list[PhraseValue] = []
    labels = list(LABEL_INSIDE.finditer(text, 0, body))
    kinds = [label_kind(label[0]) for label in labels]
    if labels and text[: labels[0].start()].strip(_TAIL) and set(kinds) <= {LabelKind.DEADLINE, LabelKind.PERSON}:
        ends = [label.start() for label in labels[1:]] + [body]
        out += [
            PhraseValue(kind, label[0].rstrip("：: "), label.end(), end, label.start())
            for kind, label, end in zip(kinds, labels, ends, strict=True)
        ]
        body = labels[0].start()
    for clause in _CLAUSE.finditer(text, 0, body):
        start = clause.start()
        if _is_dated_step(clause[0]):
            out.append(PhraseValue(LabelKind.DEADLINE, "", start, clause.end(), start))
            continue
        if not all(is_deadline(part) for part in clause[0].split("、")):
            day = _DAY.search(text, start, clause.end())
            if day is None or text[: day.start()].rstrip()[-1:] in ("：", ":"):
                continue
            start = day.start()
        end = clause.end() - 1 if text[start - 1 : start] in ("（", "(") and clause[0][-1] in "）)" else clause.end()
        if all(is_deadline(part) for part in text[start:end].split("、")):
            out.append(PhraseValue(LabelKind.DEADLINE, "", start, end, start))
    return sorted(out, key=lambda value: value.start)


def _is_dated_step(words: str) -> bool:
    """Tell whether a clause is a time and what is done by then, so that it names nobody."""
    words = words.strip()
    day = _DAY.match(words)
    return day is not None and _DATED_STEP.fullmatch(words, day.end()) is not None


def _without(text: str, values: Sequence[PhraseValue]) -> str:
    """Return the text with a comma for each character of the values, so that all else keeps its place."""
    for value in values:
        low, high = value.cut, value.end
        if text[low - 1 : low] in ("（", "(") and text[high : high + 1] in ("）", ")"):
            low, high = low - 1, high + 1
        text = text[:low] + "，" * (high - low) + text[high:]
    return text


def _segments(text: str, body: int) -> list[tuple[int, int, Duty]]:
    """Return the stretches of names, each with the duty whose verb closes it."""
    out: list[tuple[int, int, Duty]] = []
    start = 0
    for verb in _VERB.finditer(text, 0, body):
        if _is_name_part(text, verb.end(), body):
            continue
        names_from = _skip_opening(text, start, verb.start())
        duty = Duty[verb.lastgroup or "UNSAID"]
        stop, start = verb.span()
        if text[stop - 1 : stop] in tuple("（(〔[［") and text[start : start + 1] in tuple("）)〕]］"):
            stop, start = stop - 1, start + 1
            last = max(text.rfind(mark, names_from, stop) for mark in "、，,；;")
            if last >= 0 and duty is not Duty.SHARED and not verb[0].startswith(_TOGETHER):
                out.append((names_from, last, Duty.UNSAID))
                names_from = last + 1
        met = _WITH.search(text, names_from, stop)
        if met:
            if met.start() > names_from:
                out.append((names_from, met.start(), Duty.LEAD))
            out.append((met.end(), stop, Duty.PARTNER))
        elif text[names_from:stop].strip(_TAIL):
            alone = duty is Duty.PARTNER and not out and not verb[0].startswith(_TOGETHER)
            first = _FIRST_RUN.match(text, names_from, stop) if alone else None
            if first:
                out.append((names_from, first.end() - 1, Duty.BEFORE_PARTNERS))
                names_from = first.end()
            out.append((names_from, stop, duty))
    rest = _skip_opening(text, start, body)
    if out and (met := _WITH.match(text, rest, body)):  # 由甲牵头，会同乙、丙
        out.append((met.end(), body, Duty.PARTNER))
    elif text[rest:body].strip(_TAIL):
        out.append((rest, body, Duty.UNSAID))
    return out


def _is_name_part(text: str, end: int, body: int) -> bool:
    """Tell whether the verb is part of a name (督查落实科, 指导中心): a name's ending follows at once."""
    following = text[end : min(end + 6, body)]
    return bool(
        re.match(r"[^、，,；;。由]{0,4}(?:科|室|办|处|股|中心|站|局|组)(?:[、，,；;等]|$|牵头|负责|配合)", following)
    )


def _skip_opening(text: str, start: int, end: int) -> int:
    while start < end and text[start] in _TAIL + "、—－":
        start += 1
    opens = text.startswith("由", start) or (text.startswith("以", start) and text[start + 1 : start + 2] not in "上下")
    return start + 1 if opens else start


def _role(duty: Duty, duties: set[Duty]) -> Role | None:
    if duty in (Duty.LEAD, Duty.PARTNER):
        return Role.LEAD if duty is Duty.LEAD else Role.PARTNER
    if Duty.LEAD in duties:
        return Role.PARTNER
    if duty is Duty.BEFORE_PARTNERS:
        return None
    if duty is Duty.GUIDE:
        return None if Duty.IN_CHARGE in duties else Role.LEAD
    if duty is Duty.CARRY_OUT:
        return Role.PARTNER if duties & {Duty.GUIDE, Duty.IN_CHARGE} else Role.LEAD if Duty.PARTNER in duties else None
    if duty is Duty.IN_CHARGE:
        return Role.LEAD if duties - {Duty.IN_CHARGE, Duty.UNSAID} else None
    if duty is Duty.SHARED and Duty.IN_CHARGE not in duties:
        return Role.LEAD
    if duty is Duty.SHARED or (duty is Duty.UNSAID and len(duties) > 1):
        return Role.PARTNER
    return None


def _labelled(
    text: str, body: int, labels: list[re.Match[str]], first_leads: bool, others: list[PhraseValue]
) -> Phrase:
    units: list[PhraseUnit] = []
    open_ended = False
    kinds = [label_kind(label[0]) for label in labels]
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else body
        kind = kinds[index]
        if kind not in (LabelKind.LEAD, LabelKind.PARTNER, LabelKind.RESPONSIBLE):
            others.append(PhraseValue(kind, label[0].rstrip("：: "), label.end(), end, label.start()))
            continue
        if kind is LabelKind.RESPONSIBLE and _VERB.search(text, label.end(), end):  # 责任单位：甲局牵头，乙局配合
            inner = _read(text[label.end() : end])
            open_ended = open_ended or inner.open_ended
            units += [replace(unit, start=unit.start + label.end(), end=unit.end + label.end()) for unit in inner.units]
            continue
        found = read_unit_list(text[label.end() : end])
        open_ended = open_ended or found.open_ended
        role = {LabelKind.LEAD: Role.LEAD, LabelKind.PARTNER: Role.PARTNER}.get(kind)
        if role is None and LabelKind.LEAD in kinds:
            role = Role.PARTNER
        elif role is None and LabelKind.PARTNER in kinds:
            role = Role.LEAD
        units += [
            PhraseUnit(u.name, label.end() + u.start, label.end() + u.end, role, u.run, is_group(u.name))
            for u in found.names
        ]
    one_role = all(unit.role is None for unit in units)
    return Phrase(tuple(units), open_ended, first_leads, True, False, one_role, tuple(others), labels=frozenset(kinds))

"""The answers to each kind of doubt: one function for each, the present reading first, so that Enter keeps it.

An answer never decides what only a person can know: where nothing can be proposed, there is one answer, and F2 edits.
"""

import re
from collections.abc import Callable

from planner.core.draft import DraftNode, Fault
from planner.core.draft_edits import (
    DropUnit,
    MoveUnits,
    RenameUnit,
    Reword,
    SetNumber,
    SetPlanTitle,
    SetUnits,
    TakeLeads,
)
from planner.core.draft_moves import MergeUp, SetKind
from planner.core.draft_spans import units_run
from planner.core.questions import Answer, Case, Weight
from planner.core.unit_names import is_group, is_unit_like
from planner.core.unit_words import find_names
from planner.core.vocabulary import NodeKind, Role

Answers = tuple[Answer, ...]
_FIX = "按建议改"
_NAMED_ROLE = re.compile(r"按(牵头|配合)单位读取")
_QUOTED = re.compile(r"“([^“”]{1,80})”")


def node_of_fault(case: Case, fault: Fault) -> int | None:
    """Return the node of a fault, or the one whose words it stands in."""
    if fault.node is not None and fault.node in case.by_id:
        return fault.node
    if fault.start is None:
        return None
    for span in case.draft.spans:
        if span.start <= fault.start < span.end:
            return span.node
    return None


def as_read(_case: Case, _fault: Fault) -> Answers:
    """Return the one answer to a doubt that only F2 can change."""
    return (Answer("已核对，照现在的读法", sort="照现在的读法"),)


def _lead_missing(case: Case, fault: Fault) -> Answers:
    out = [Answer("照原文，不定牵头", note="打印时牵头一栏空着")]
    node = case.by_id.get(fault.node or 0)
    if node is None:
        return tuple(out)
    out += [
        Answer(f"由{unit}牵头", (SetUnits(node.node_id, Role.LEAD, (unit,)),))
        for unit in case.named(node, Role.PARTNER)[:4]
        if not is_group(unit)
    ]
    out += _likely_leads(case, node, set(case.named(node, Role.PARTNER)))
    for near in case.neighbours(node):
        leads = case.named(near, Role.LEAD)
        if leads:
            out.append(
                Answer(
                    f"与“{case.label(near.node_id)}”相同：{'、'.join(leads)}牵头",
                    (SetUnits(node.node_id, Role.LEAD, leads),),
                )
            )
    return _each_once(out)


def _units_missing(case: Case, fault: Fault) -> Answers:
    out = [Answer("照原文，单位留空", note="以后可以在任务里分派", sort="照原文，单位留空")]
    node = case.by_id.get(fault.node or 0)
    if node is None:
        return tuple(out)
    for near in case.neighbours(node):
        leads, partners = case.named(near, Role.LEAD), case.named(near, Role.PARTNER)
        words = [f"{'、'.join(names)}{word}" for names, word in ((leads, "牵头"), (partners, "配合")) if names]
        both = ((Role.LEAD, leads), (Role.PARTNER, partners))
        edits = tuple(SetUnits(node.node_id, role, names) for role, names in both if names)
        out.append(Answer(f"与“{case.label(near.node_id)}”相同：{'，'.join(words)}", edits))
    out[1:1] = _likely_leads(case, node, set())
    return _each_once(out)


def _each_once(answers: list[Answer]) -> Answers:
    """Return the answers without those that do what one before them does."""
    out: dict[tuple[object, ...], Answer] = {}
    for answer in answers:
        out.setdefault(answer.edits, answer)
    return tuple(out.values())


def _likely_leads(case: Case, node: DraftNode, named: set[str]) -> list[Answer]:
    """Return proposals of a lead from like items of the plan, each with the item that speaks for it."""
    return [
        Answer(
            f"由{found.unit}牵头",
            (SetUnits(node.node_id, Role.LEAD, (found.unit,)),),
            f"与“{found.source}”相近" if found.source else "按单位的名称",
        )
        for found in case.likely(node)
        if found.unit not in named
    ]


def _partners_missing(case: Case, fault: Fault) -> Answers:
    node = case.by_id.get(fault.node or 0)
    out = [Answer("照原文，没有配合单位", sort="照原文，没有配合单位")]
    for near in case.neighbours(node) if node is not None else ():
        leads = case.named(node, Role.LEAD) if node is not None else ()
        partners = tuple(unit for unit in case.named(near, Role.PARTNER) if unit not in leads)
        if partners and node is not None:
            words = f"与“{case.label(near.node_id)}”相同：{'、'.join(partners)}配合"
            out.append(Answer(words, (SetUnits(node.node_id, Role.PARTNER, partners),)))
    return _each_once(out)


def _lead_before_partners(case: Case, fault: Fault) -> Answers:
    node = fault.node or 0
    words = case.words(fault.start, fault.end)
    return (
        Answer(f"由{words}牵头", (TakeLeads("first", (node,)),), sort="排首位的牵头"),
        Answer("不定牵头，所列单位都配合", (TakeLeads("none", (node,)),), sort="不定牵头"),
    )


def unit_at(case: Case, fault: Fault) -> str | None:
    """Return the unit that the words of a fault were read as."""
    words = case.words(fault.start, fault.end)
    quoted = _QUOTED.search(fault.message)
    for wanted in (words, quoted[1] if quoted else words):
        for node in case.draft.nodes:
            for found in node.assignments:
                if wanted in (found.unit, "".join(found.as_written.split())):
                    return found.unit
    return None


def _times(case: Case, unit: str) -> int:
    return sum(any(found.unit == unit for found in node.assignments) for node in case.draft.nodes)


def _unit_alias(case: Case, fault: Fault) -> Answers:
    unit, other = unit_at(case, fault), fault.proposal
    if unit is None or other is None:
        return as_read(case, fault)
    many, few = _times(case, other), _times(case, unit)
    return (
        Answer(f"是两个单位：{unit}、{other}"),
        Answer(f"是同一个，都用“{other}”", (RenameUnit(unit, other),), f"“{unit}”的 {few} 项归“{other}”"),
        Answer(f"是同一个，都用“{unit}”", (RenameUnit(other, unit),), f"“{other}”的 {many} 项归“{unit}”"),
    )


def _unit_cut_off(case: Case, fault: Fault) -> Answers:
    unit, longer = unit_at(case, fault), fault.proposal
    keep = Answer(f"单位就叫“{unit or case.words(fault.start, fault.end)}”")
    if unit is None or not longer:
        return (keep,)
    return (keep, Answer(f"应为“{longer}”", (RenameUnit(unit, longer, fault.node or 0),), sort=_FIX))


def _some_units_unnamed(case: Case, fault: Fault) -> Answers:
    unit = unit_at(case, fault) or case.words(fault.start, fault.end)
    nodes = [node for node in case.draft.nodes if any(found.unit == unit for found in node.assignments)]
    many = f"（{len(nodes)} 项）" if len(nodes) > 1 else ""
    return (
        Answer(f"照写“{unit}”{many}", note="打印时照原文；具体单位可按 F2 填写，或以后在群组里定"),
        Answer(f"去掉“{unit}”{many}", tuple(DropUnit(node.node_id, unit) for node in nodes)),
    )


def _unit_unusual(case: Case, fault: Fault) -> Answers:
    unit = unit_at(case, fault) or case.words(fault.start, fault.end)
    out = [Answer(f"“{unit}”是单位")]
    if fault.node is not None:
        out.append(Answer(f"不是单位，去掉“{unit}”", (DropUnit(fault.node, unit),)))
    return tuple(out)


def _unit_twice(case: Case, fault: Fault) -> Answers:
    node = case.by_id.get(fault.node or 0)
    unit = unit_at(case, fault)
    if node is None or unit is None:
        return as_read(case, fault)
    role = next(found.role for found in node.assignments if found.unit == unit)
    word = "牵头" if role is Role.LEAD else "配合"
    once = SetUnits(node.node_id, role, tuple(dict.fromkeys(case.named(node, role))))
    return (Answer("照原文，两处都保留"), Answer(f"“{unit}”只留一次，作{word}", (once,), sort=_FIX))


def _prose_units(case: Case, fault: Fault) -> Answers:
    node = node_of_fault(case, fault)
    quoted = _QUOTED.search(fault.message)
    name = quoted[1] if quoted else case.words(fault.start, fault.end)
    out = [Answer("照原文，不分派")]
    if node is not None and is_unit_like(name):
        out.append(Answer(f"由{name}牵头", (SetUnits(node, Role.LEAD, (name,)),)))
        out.append(Answer(f"由{name}配合", (SetUnits(node, Role.PARTNER, (name,)),)))
    return tuple(out)


def _label_wrong(case: Case, fault: Fault) -> Answers:
    node = case.by_id.get(fault.node or 0)
    named = _NAMED_ROLE.search(fault.message)
    if node is None or named is None:
        return as_read(case, fault)
    read, other = (Role.LEAD, Role.PARTNER) if named[1] == "牵头" else (Role.PARTNER, Role.LEAD)
    units = case.named(node, read)
    word = "牵头" if other is Role.LEAD else "配合"
    listed = "、".join(units)
    return (
        Answer(f"{listed}作{named[1]}单位"),
        Answer(f"{listed}作{word}单位", (SetUnits(node.node_id, other, (*case.named(node, other), *units)),)),
    )


def _number(case: Case, fault: Fault) -> Answers:
    node = case.by_id.get(fault.node or 0)
    if node is None:
        return as_read(case, fault)
    out = [Answer(f"保留原序号“{node.number}”", (SetNumber(node.node_id, node.number),), sort="保留原序号")]
    if fault.proposal:
        note = f"{node.number} → {fault.proposal}"
        out.append(Answer(f"改为“{fault.proposal}”", (SetNumber(node.node_id, fault.proposal),), note, _FIX))
    return tuple(out)


def _item_without_number(case: Case, fault: Fault) -> Answers:
    node = fault.node or 0
    place = case.order.get(node, 0)
    above = case.label(case.draft.nodes[place - 1].node_id) if place else ""
    out = [Answer("单列为一条任务", sort="单列为任务")]
    if above:
        out.append(Answer(f"并入上一条“{above}”", (MergeUp(node),), sort="并入上一条"))
    out.append(Answer("作为部分的标题", (SetKind(node, NodeKind.SECTION),)))
    return tuple(out)


def _bracket_unread(case: Case, fault: Fault) -> Answers:
    node = case.by_id.get(fault.node or 0)
    out = [Answer("留在正文里")]
    run = units_run(case.draft, node) if node is not None else None
    if node is not None and run is not None and fault.start in run.letters:
        at = run.letters.index(fault.start)
        text = case.draft.source.text
        while at and text[run.letters[at]] not in "（([〔【":
            at -= 1
        names = find_names("".join(text[place] for place in run.letters[at:])).names
        if names and at < run.at:
            words = "、".join(name.name for name in names[:4])
            out.append(Answer(f"是责任单位：{words}", (MoveUnits(node.node_id, at),), sort="作责任单位"))
    return tuple(out)


def _title_differs(_case: Case, fault: Fault) -> Answers:
    out = [Answer("用正文标题")]
    if fault.proposal:
        out.append(Answer(f"用通知中的名称“{fault.proposal}”", (SetPlanTitle(fault.proposal),)))
    return tuple(out)


def _wording(case: Case, fault: Fault) -> Answers:
    node = case.by_id.get(node_of_fault(case, fault) or 0)
    text = case.draft.source.text
    written = text[fault.start : fault.end] if fault.start is not None else ""
    quoted = _QUOTED.search(fault.message)
    out = [Answer(f"照原文“{_short(quoted[1] if quoted else written)}”", sort="照原文")]
    edits = _rewording(node, written, fault.proposal or "") if node is not None else ()
    if edits:
        out.append(Answer(f"改为“{_short(fault.proposal or '')}”", edits, sort=_FIX))
    return tuple(out)


def _rewording(node: DraftNode, written: str, proposal: str) -> tuple[Reword, ...]:
    """Return the edits that put the proposal in place of what is written; letter by letter where lines break it."""
    if not written.strip() or not proposal:
        return ()
    for words in (written, "".join(written.split())):
        if _has(node, words):
            return (Reword(node.node_id, words, proposal),)
    old, new = "".join(written.split()), "".join(proposal.split())
    if len(old) != len(new):
        return ()
    changed = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    if not all(_has(node, one) for one, _ in changed):
        return ()
    return tuple(Reword(node.node_id, one, other) for one, other in changed)


def _has(node: DraftNode, words: str) -> bool:
    return words in node.title or words in node.body or any(words in found.text for found in node.fields)


def _short(words: str, length: int = 24) -> str:
    words = " ".join(words.split())
    return words if len(words) <= length else f"{words[: length - 1]}…"


Asked = tuple[Weight, Callable[[Case, Fault], Answers]]
ASKED: dict[str, Asked] = {
    "LEAD_MISSING": (Weight.NO_LEAD, _lead_missing),
    "UNITS_MISSING": (Weight.NO_LEAD, _units_missing),
    "SECTION_WITHOUT_UNITS": (Weight.NO_LEAD, as_read),
    "PARTNERS_MISSING": (Weight.NO_LEAD, _partners_missing),
    "LEAD_BEFORE_PARTNERS": (Weight.POSITION, _lead_before_partners),
    "UNIT_ALIAS": (Weight.UNIT, _unit_alias),
    "UNIT_CUT_OFF": (Weight.UNIT, _unit_cut_off),
    "SOME_UNITS_UNNAMED": (Weight.UNIT, _some_units_unnamed),
    "UNIT_UNUSUAL": (Weight.UNIT, _unit_unusual),
    "UNIT_TWICE": (Weight.UNIT, _unit_twice),
    "PROSE_UNITS": (Weight.UNIT, _prose_units),
    "LABEL_WRONG": (Weight.UNIT, _label_wrong),
    "NUMBER_REPEATED": (Weight.NUMBER, _number),
    "NUMBER_WRONG": (Weight.NUMBER, _number),
    "NUMBER_SHIFTED": (Weight.NUMBER, _number),
    "NUMBER_GAP": (Weight.NUMBER, as_read),
    "ITEM_WITHOUT_NUMBER": (Weight.SPLIT, _item_without_number),
    "BRACKET_UNREAD": (Weight.SPLIT, _bracket_unread),
    "TITLE_DIFFERS": (Weight.OTHER, _title_differs),
    "TRADITIONAL_CHARACTERS": (Weight.OTHER, _wording),
    "FOREIGN_WORD": (Weight.OTHER, _wording),
    "YEARS_RUN_TOGETHER": (Weight.OTHER, _wording),
    "DATE_LOST_CHARACTERS": (Weight.OTHER, _wording),
    "DOUBLED_CHARACTERS": (Weight.OTHER, _wording),
    "HAN_ONE_FOR_DASH": (Weight.OTHER, _wording),
}
NEVER_TOGETHER = frozenset({"UNIT_ALIAS", "LABEL_WRONG", "PROSE_UNITS", "SOME_UNITS_UNNAMED", "LEAD_MISSING"})

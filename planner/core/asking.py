"""Which questions a draft raises, and their answers: one function for each kind of doubt.

The present reading is always the first answer, so that Enter keeps what was read. An answer never decides what only a
person can know: where nothing can be proposed, there is one answer, and F2 edits.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from planner.core.draft import DraftNode, DraftPlan, Fault
from planner.core.draft_edits import (
    TAKEN_OUT,
    DropUnit,
    MergeUp,
    MoveUnits,
    OneByOne,
    PlaceLeftover,
    RenameUnit,
    Reword,
    SetKind,
    SetNumber,
    SetPlanTitle,
    SetUnits,
    TakeLeads,
)
from planner.core.draft_spans import units_run
from planner.core.questions import MOST_ANSWERS, Answer, Case, Question, Weight, grouped
from planner.core.review import Review, anchors, key_of
from planner.core.unit_names import alike, is_group, is_unit_like
from planner.core.unit_words import find_names
from planner.core.vocabulary import NodeKind, Role, Severity

Answers = tuple[Answer, ...]
_FIX = "按建议改"
_NAMED_ROLE = re.compile(r"按(牵头|配合)单位读取")
_QUOTED = re.compile(r"“([^”]+)”")
_TASK_MARK = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,3}[、.．](?![0-9])|[①-⑳]"
)
_TASK_WORDS = re.compile(
    r"责任(?:单位|科室)|牵头|配合单位|完成时限|(?:推进|加强|落实|开展|完成|建设|组织|制定|健全|完善).{4,}"
)
_NO_TASK = re.compile(r"页眉|页脚|页码|目录|网页|批注|脚注|尾注|水印|印章|签发|落款|附注")
_LEAST_TASK = 8


def open_questions(
    review: Review, known: frozenset[str] = frozenset(), names: tuple[str, ...] = ()
) -> tuple[Question, ...]:
    """Return what is still to be decided, the heaviest first."""
    return ask(review.draft, known, names, review.settled, review.single)


def ask(
    draft: DraftPlan,
    known: frozenset[str] = frozenset(),
    names: tuple[str, ...] = (),
    settled: frozenset[str] = frozenset(),
    single: frozenset[str] = frozenset(),
) -> tuple[Question, ...]:
    """Return the questions of a draft that are not settled; `known` and `names` are those of the register."""
    case = Case(draft, known, names)
    found = [*_of_faults(case), *_of_positions(case, single), *_of_new_units(case), *_of_leftovers(case)]
    return grouped([question for question in found if question.key not in settled], single)


def closed_doubts(draft: DraftPlan) -> frozenset[str]:
    """Return the keys of the doubts that no longer hold, because the clerk has put right what they spoke of."""
    case = Case(draft)
    return frozenset(
        key_of(fault) for fault in draft.faults if fault.severity is not Severity.NOTE and not _holds(case, fault)
    )


def _of_faults(case: Case) -> Iterator[Question]:
    for fault in case.draft.faults:
        if fault.severity is Severity.NOTE or fault.settled or not _holds(case, fault):
            continue
        weight, answer = _ASKED.get(fault.code, (_weight_by_name(fault.code), _as_read))
        yield Question(
            key_of(fault),
            fault.code,
            weight,
            _sentence(case, fault),
            answer(case, fault)[:MOST_ANSWERS],
            _node_of(case, fault),
            fault.start,
            fault.end,
            can_group=fault.code not in _NEVER_TOGETHER,
        )


def _sentence(case: Case, fault: Fault) -> str:
    label = case.label(_node_of(case, fault))
    return f"“{label}”：{fault.message}" if label and "本条" in fault.message else fault.message


def _node_of(case: Case, fault: Fault) -> int | None:
    """Return the node of a fault, or the one whose words it stands in."""
    if fault.node is not None and fault.node in case.by_id:
        return fault.node
    if fault.start is None:
        return None
    for span in case.draft.spans:
        if span.start <= fault.start < span.end:
            return span.node
    return None


def _holds(case: Case, fault: Fault) -> bool:
    """Tell whether what a fault speaks of is still so."""
    if fault.node is not None and fault.node not in case.by_id:
        return False
    node = case.by_id.get(fault.node) if fault.node is not None else None
    if fault.code == "LEAD_BEFORE_PARTNERS" and node is not None:
        return any(not found.stated for found in node.assignments)
    if fault.code == "LEAD_MISSING" and node is not None:
        return not case.named(node, Role.LEAD)
    if fault.code == "PARTNERS_MISSING" and node is not None:
        return not case.named(node, Role.PARTNER)
    if fault.code == "UNITS_MISSING" and node is not None:
        return not node.assignments
    if fault.code in ("NUMBER_REPEATED", "NUMBER_WRONG", "NUMBER_SHIFTED") and node is not None:
        return fault.proposal is None or node.number != fault.proposal
    if fault.code == "UNIT_ALIAS" and fault.proposal:
        return _unit_at(case, fault) not in (None, fault.proposal)
    return True


def _weight_by_name(code: str) -> Weight:
    for start, weight in (("NUMBER", Weight.NUMBER), ("UNIT", Weight.UNIT), ("LEAD", Weight.NO_LEAD)):
        if code.startswith(start):
            return weight
    return Weight.OTHER


def _as_read(_case: Case, _fault: Fault) -> Answers:
    return (Answer("已核对，照现在的读法"),)


def _lead_missing(case: Case, fault: Fault) -> Answers:
    node = case.by_id[fault.node or 0]
    out = [Answer("照原文，不定牵头", note="打印时牵头一栏空着")]
    out += [
        Answer(f"由{unit}牵头", (SetUnits(node.node_id, Role.LEAD, (unit,)),))
        for unit in case.named(node, Role.PARTNER)[:4]
    ]
    for near in case.neighbours(node):
        leads = case.named(near, Role.LEAD)
        if leads:
            out.append(
                Answer(
                    f"与“{case.label(near.node_id)}”相同：{'、'.join(leads)}牵头",
                    (SetUnits(node.node_id, Role.LEAD, leads),),
                )
            )
    return tuple(out)


def _units_missing(case: Case, fault: Fault) -> Answers:
    out = [Answer("照原文，单位留空", note="以后可以在任务里分派")]
    node = case.by_id.get(fault.node or 0)
    if node is None:
        return tuple(out)
    for near in case.neighbours(node):
        leads, partners = case.named(near, Role.LEAD), case.named(near, Role.PARTNER)
        words = [f"{'、'.join(names)}{word}" for names, word in ((leads, "牵头"), (partners, "配合")) if names]
        both = ((Role.LEAD, leads), (Role.PARTNER, partners))
        edits = tuple(SetUnits(node.node_id, role, names) for role, names in both if names)
        out.append(Answer(f"与“{case.label(near.node_id)}”相同：{'，'.join(words)}", edits))
    return tuple(out)


def _partners_missing(case: Case, fault: Fault) -> Answers:
    node = case.by_id.get(fault.node or 0)
    out = [Answer("照原文，没有配合单位")]
    for near in case.neighbours(node) if node is not None else ():
        partners = case.named(near, Role.PARTNER)
        if partners and node is not None:
            words = f"与“{case.label(near.node_id)}”相同：{'、'.join(partners)}配合"
            out.append(Answer(words, (SetUnits(node.node_id, Role.PARTNER, partners),)))
    return tuple(out)


def _lead_before_partners(case: Case, fault: Fault) -> Answers:
    node = fault.node or 0
    words = case.words(fault.start, fault.end)
    return (
        Answer(f"由{words}牵头", (TakeLeads("first", (node,)),), sort="排首位的牵头"),
        Answer("不定牵头，所列单位都配合", (TakeLeads("none", (node,)),), sort="不定牵头"),
    )


def _unit_at(case: Case, fault: Fault) -> str | None:
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
    unit, other = _unit_at(case, fault), fault.proposal
    if unit is None or other is None:
        return _as_read(case, fault)
    many, few = _times(case, other), _times(case, unit)
    return (
        Answer(f"是两个单位：{unit}、{other}"),
        Answer(f"是同一个，都用“{other}”", (RenameUnit(unit, other),), f"“{unit}”的 {few} 项归“{other}”"),
        Answer(f"是同一个，都用“{unit}”", (RenameUnit(other, unit),), f"“{other}”的 {many} 项归“{unit}”"),
    )


def _unit_cut_off(case: Case, fault: Fault) -> Answers:
    unit, longer = _unit_at(case, fault), fault.proposal
    keep = Answer(f"单位就叫“{unit or case.words(fault.start, fault.end)}”")
    if unit is None or not longer:
        return (keep,)
    return (keep, Answer(f"应为“{longer}”", (RenameUnit(unit, longer, fault.node or 0),), sort=_FIX))


def _some_units_unnamed(case: Case, fault: Fault) -> Answers:
    unit = _unit_at(case, fault) or case.words(fault.start, fault.end)
    nodes = [node for node in case.draft.nodes if any(found.unit == unit for found in node.assignments)]
    many = f"（{len(nodes)} 项）" if len(nodes) > 1 else ""
    return (
        Answer(f"照写“{unit}”{many}", note="打印时照原文；具体单位可按 F2 填写，或以后在群组里定"),
        Answer(f"去掉“{unit}”{many}", tuple(DropUnit(node.node_id, unit) for node in nodes)),
    )


def _unit_unusual(case: Case, fault: Fault) -> Answers:
    unit = _unit_at(case, fault) or case.words(fault.start, fault.end)
    out = [Answer(f"“{unit}”是单位")]
    if fault.node is not None:
        out.append(Answer(f"不是单位，去掉“{unit}”", (DropUnit(fault.node, unit),)))
    return tuple(out)


def _unit_twice(case: Case, fault: Fault) -> Answers:
    node = case.by_id.get(fault.node or 0)
    unit = _unit_at(case, fault)
    if node is None or unit is None:
        return _as_read(case, fault)
    role = next(found.role for found in node.assignments if found.unit == unit)
    word = "牵头" if role is Role.LEAD else "配合"
    once = SetUnits(node.node_id, role, tuple(dict.fromkeys(case.named(node, role))))
    return (Answer("照原文，两处都保留"), Answer(f"“{unit}”只留一次，作{word}", (once,), sort=_FIX))


def _prose_units(case: Case, fault: Fault) -> Answers:
    node = _node_of(case, fault)
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
        return _as_read(case, fault)
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
        return _as_read(case, fault)
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
    node = case.by_id.get(_node_of(case, fault) or 0)
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


def _of_positions(case: Case, single: frozenset[str]) -> Iterator[Question]:
    """Ask who leads where the source does not say: for the whole plan at once, each by itself when the clerk wants."""
    asked = {fault.node for fault in case.draft.faults if fault.code == "LEAD_BEFORE_PARTNERS"}
    starts = anchors(case.draft)
    first_leads: list[DraftNode] = []
    all_lead: list[DraftNode] = []
    for node in case.draft.nodes:
        open_leads = [found for found in node.assignments if not found.stated and found.role is Role.LEAD]
        if open_leads and node.node_id not in asked:
            (all_lead if len(open_leads) > 1 else first_leads).append(node)
    for code, nodes, words in (
        ("LEAD_BY_POSITION", first_leads, "原文未分牵头与配合，暂以排在首位的为牵头"),
        ("SHARED_DUTY", all_lead, "所列单位未分主次，暂都记为牵头"),
    ):
        if not nodes:
            continue
        if f"{code}*" in single:
            for node in nodes:
                yield _position(case, code, [node], f"“{case.label(node.node_id)}”：{words}。", starts)
        else:
            yield _position(case, code, nodes, f"{len(nodes)} 项：{words}。", starts)


def _position(case: Case, code: str, nodes: list[DraftNode], sentence: str, starts: dict[int, int]) -> Question:
    ids = tuple(node.node_id for node in nodes)
    first, every = ("head", "first") if code == "SHARED_DUTY" else ("first", "all")
    one = nodes[0]
    head = next(found.unit for found in one.assignments if not found.stated and found.role is Role.LEAD)
    alone = all(len(node.assignments) == 1 for node in nodes)
    lead = (f"由{head}牵头" if len(nodes) == 1 else "都由排在首位的牵头") + ("" if alone else "，其余配合")
    example = f"如{case.label(one.node_id)}由{head}牵头" if len(nodes) > 1 else ""
    answers = [
        Answer(lead, (TakeLeads(first, ids),), example),
        Answer("所列单位都牵头", (TakeLeads(every, ids),)),
        Answer("都不定牵头，所列单位都配合", (TakeLeads("none", ids),)),
    ]
    if alone:
        del answers[1]
    if code == "SHARED_DUTY":
        answers[:2] = answers[1::-1]
    places = [span for span in case.draft.spans if span.node == one.node_id and span.part.value == "units"]
    key = f"{code}:{starts.get(one.node_id, 0)}" if len(nodes) == 1 else f"{code}*"
    if len(nodes) > 1:
        answers.append(Answer("逐条核对", (OneByOne(f"{code}*"),), "一条一条地问"))
    return Question(
        key,
        code,
        Weight.POSITION,
        sentence,
        tuple(answers),
        one.node_id,
        places[0].start if places else starts.get(one.node_id),
        places[-1].end if places else None,
        count=len(nodes),
        can_group=False,
    )


def _of_new_units(case: Case) -> Iterator[Question]:
    """Ask about each unit that the register does not know, with the names that are like it."""
    if not case.known:
        return
    seen: Counter[str] = Counter()
    first: dict[str, DraftNode] = {}
    for node in case.draft.nodes:
        for found in node.assignments:
            if found.unit not in case.known and not is_group(found.unit) and not found.group:
                seen[found.unit] += 1
                first.setdefault(found.unit, node)
    for unit, count in seen.items():
        like = [name for name in case.names if alike(name, unit)][: MOST_ANSWERS - 1]
        answers = [Answer(f"“{unit}”是新单位，登记", sort="作新单位登记", note=f"本计划有 {count} 项")]
        answers += [Answer(f"就是“{name}”", (RenameUnit(unit, name),), f"{count} 项都归“{name}”") for name in like]
        start, end = _place_of_unit(case, first[unit], unit)
        yield Question(
            f"NEW_UNIT:{unit}",
            "NEW_UNIT",
            Weight.UNIT,
            f"单位名录里没有“{unit}”。" if not like else f"单位名录里没有“{unit}”，有相近的“{like[0]}”。",
            tuple(answers),
            first[unit].node_id,
            start,
            end,
            can_group=not like,
        )


def _place_of_unit(case: Case, node: DraftNode, unit: str) -> tuple[int | None, int | None]:
    written = {"".join(found.as_written.split()) for found in node.assignments if found.unit == unit}
    for span in case.draft.spans:
        if span.node == node.node_id and case.words(span.start, span.end) in written:
            return span.start, span.end
    return None, None


def _of_leftovers(case: Case) -> Iterator[Question]:
    """Ask about left-over text that looks like a task."""
    text = case.draft.source.text
    for left in case.draft.leftovers:
        words = " ".join(text[left.start : left.end].split())
        if left.reason == TAKEN_OUT or _NO_TASK.search(left.reason) or len(words) < _LEAST_TASK:
            continue
        if not (_TASK_MARK.match(words) or _TASK_WORDS.search(words)):
            continue
        answers = [Answer("留作余文，不进计划", sort="留作余文")]
        answers += [
            Answer(said, (PlaceLeftover(left.start, become),), sort=said)
            for become, said in (("item", "作为任务"), ("body", "接在上一条的正文后"), ("section", "作为部分的标题"))
        ]
        yield Question(
            f"LEFTOVER:{left.start}",
            "LEFTOVER",
            Weight.LEFTOVER,
            f"这段文字没有归属（{left.reason}），像是任务内容。",
            tuple(answers),
            None,
            left.start,
            left.end,
        )


def answered_question(review: Review, key: str, known: frozenset[str], names: tuple[str, ...]) -> Question | None:
    """Return an answered question as it was asked, or None when it was never asked."""
    before = review.before(key)
    if before is None:
        return None
    asked = ask(before.draft, known, names, before.settled, before.single)
    return next((found for found in asked if found.key == key), None)


_Asked = tuple[Weight, Callable[[Case, Fault], Answers]]
_ASKED: dict[str, _Asked] = {
    "LEAD_MISSING": (Weight.NO_LEAD, _lead_missing),
    "UNITS_MISSING": (Weight.NO_LEAD, _units_missing),
    "SECTION_WITHOUT_UNITS": (Weight.NO_LEAD, _as_read),
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
    "NUMBER_GAP": (Weight.NUMBER, _as_read),
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
_NEVER_TOGETHER = frozenset({"UNIT_ALIAS", "LABEL_WRONG", "PROSE_UNITS", "SOME_UNITS_UNNAMED", "LEAD_MISSING"})

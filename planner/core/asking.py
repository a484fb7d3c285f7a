"""Which questions a draft raises: its doubts, leads by position, units that are new, text that is left over."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from planner.core.answers import ASKED, NEVER_TOGETHER, as_read, node_of_fault, unit_at
from planner.core.draft import DraftNode, DraftPlan, Fault
from planner.core.draft_edits import OneByOne, RenameUnit, TakeLeads
from planner.core.draft_moves import TAKEN_OUT, PlaceLeftover
from planner.core.questions import MOST_ANSWERS, NO_REGISTER, Answer, Case, Question, Register, Weight, grouped
from planner.core.review import Review, anchors, key_of
from planner.core.unit_names import alike, is_group
from planner.core.vocabulary import Role, Severity

_TASK_MARK = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,3}[、.．](?![0-9])|[①-⑳]"
)
_TASK_WORDS = re.compile(
    r"责任(?:单位|科室)|牵头|配合单位|完成时限|(?:推进|加强|落实|开展|完成|建设|组织|制定|健全|完善).{4,}"
)
_NO_TASK = re.compile(r"页眉|页脚|页码|目录|网页|批注|脚注|尾注|水印|印章|签发|落款|附注")
_LEAST_TASK = 8
_POSITIONS = ("LEAD_BY_POSITION", "SHARED_DUTY")
ABOUT_A_NODE = frozenset(
    {"LEAD_MISSING", "UNITS_MISSING", "PARTNERS_MISSING", "LEAD_BEFORE_PARTNERS", "ITEM_WITHOUT_NUMBER"}
)
_TOGETHER = {
    "UNITS_MISSING": "{count} 条任务没有责任单位，而其他任务写有。",
    "PARTNERS_MISSING": "{count} 条任务没有配合单位，而其他任务都有。",
    "NUMBER_GAP": "{count} 处序号不连续，请核对有无遗漏。",
    "NUMBER_WRONG": "{count} 处序号与前后不连续。",
    "NUMBER_REPEATED": "{count} 处序号与前面重复。",
    "NUMBER_SHIFTED": "{count} 处序号因前面有误而依次差位。",
    "ITEM_WITHOUT_NUMBER": "{count} 段文字没有序号而有责任单位，已各列为一条任务。",
    "BRACKET_UNREAD": "{count} 处括号里像是责任单位，但没有读懂，留在正文。",
    "TABLE_ROW_UNCLEAR": "表格有 {count} 行的单元格数与表头不符。",
    "TRADITIONAL_CHARACTERS": "{count} 处出现繁体字。",
    "FOREIGN_WORD": "{count} 处汉字之间夹有外文，疑为转换错误。",
}


def open_questions(review: Review, register: Register = NO_REGISTER) -> tuple[Question, ...]:
    """Return what is still to be decided, the heaviest first."""
    return ask(review.draft, register, review.settled, review.single)


def ask(
    draft: DraftPlan,
    register: Register = NO_REGISTER,
    settled: frozenset[str] = frozenset(),
    single: frozenset[str] = frozenset(),
) -> tuple[Question, ...]:
    """Return the questions of a draft that are not settled."""
    case = Case(draft, register)
    found = [
        *_of_faults(case),
        *_of_tables(case),
        *_of_positions(case, single),
        *_of_new_units(case),
        *_of_leftovers(case),
    ]
    return grouped([question for question in found if question.key not in settled], single)


def closed_doubts(draft: DraftPlan) -> frozenset[str]:
    """Return the keys of the doubts that no longer hold, because the clerk has put right what they spoke of."""
    case = Case(draft)
    return frozenset(
        key_of(fault)
        for fault in draft.faults
        if (fault.severity is not Severity.NOTE or fault.code in _POSITIONS) and not _holds(case, _at_home(case, fault))
    )


def _of_faults(case: Case) -> Iterator[Question]:
    for fault in (_at_home(case, found) for found in case.draft.faults):
        if fault.severity is Severity.NOTE or fault.settled or not _holds(case, fault):
            continue
        weight, answer = ASKED.get(fault.code, (_weight_by_name(fault.code), as_read))
        yield Question(
            key_of(fault),
            fault.code,
            weight,
            _sentence(case, fault),
            answer(case, fault)[:MOST_ANSWERS],
            node_of_fault(case, fault),
            fault.start,
            fault.end,
            can_group=fault.code not in NEVER_TOGETHER,
            together=_TOGETHER.get(fault.code, ""),
        )


def _sentence(case: Case, fault: Fault) -> str:
    label = case.label(node_of_fault(case, fault))
    return f"“{label}”：{fault.message}" if label and "本条" in fault.message else fault.message


def _at_home(case: Case, fault: Fault) -> Fault:
    """Return a fault that has lost its node, as when that was taken out, with the one that has its words now."""
    return fault if fault.node in case.by_id else replace(fault, node=node_of_fault(case, fault))


def _is_taken_out(case: Case, fault: Fault) -> bool:
    """Tell whether the clerk has taken the words of a fault out of the plan."""
    at = fault.start
    return at is not None and any(
        left.reason == TAKEN_OUT and left.start <= at < left.end for left in case.draft.leftovers
    )


def _holds(case: Case, fault: Fault) -> bool:
    """Tell whether what a fault speaks of is still so."""
    if fault.node is None and (fault.code in ABOUT_A_NODE or _is_taken_out(case, fault)):
        return False
    node = case.by_id.get(fault.node) if fault.node is not None else None
    if fault.code == "LEAD_BEFORE_PARTNERS" and node is not None:
        return any(not found.stated for found in node.assignments)
    if fault.code in _POSITIONS:
        return any(not found.stated for one in case.draft.nodes for found in one.assignments)
    if fault.code == "LEAD_MISSING" and node is not None:
        return not case.named(node, Role.LEAD)
    if fault.code == "PARTNERS_MISSING" and node is not None:
        return not case.named(node, Role.PARTNER)
    if fault.code == "UNITS_MISSING" and node is not None:
        return not node.assignments
    if fault.code in ("NUMBER_REPEATED", "NUMBER_WRONG", "NUMBER_SHIFTED") and node is not None:
        return fault.proposal is None or node.number != fault.proposal
    if fault.code == "UNIT_CUT_OFF" and fault.proposal:
        return unit_at(case, fault) != fault.proposal
    if fault.code == "UNIT_ALIAS" and fault.proposal:
        unit = unit_at(case, fault)
        return unit not in (None, fault.proposal) and not case.register.has_decided(unit or "", fault.proposal)
    return True


def _weight_by_name(code: str) -> Weight:
    for start, weight in (("NUMBER", Weight.NUMBER), ("UNIT", Weight.UNIT), ("LEAD", Weight.NO_LEAD)):
        if code.startswith(start):
            return weight
    return Weight.OTHER


def _of_tables(case: Case) -> Iterator[Question]:
    """Ask about tables in which no column of units was found, though there are columns that nothing is known of."""
    starts = anchors(case.draft)
    for table in case.draft.tables:
        rows = [case.by_id[row] for row in table.rows if row in case.by_id]
        others = list(dict.fromkeys(found.label for row in rows for found in row.fields))
        if not rows or any(row.assignments for row in rows) or not others:
            continue
        start = starts.get(rows[0].node_id)
        yield Question(
            f"TABLE_UNITS:{start}",
            "TABLE_UNITS",
            Weight.NO_LEAD,
            f"表格里没有认出哪一栏是牵头、配合单位（另有“{'”“'.join(others[:4])}”）。按 Ctrl+L 可以指定各栏是什么。",
            (Answer("没有单位栏，单位留空", note="以后可以在任务里分派"),),
            rows[0].node_id,
            start,
            None,
        )


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
    if not case.register.known:
        return
    seen: Counter[str] = Counter()
    first: dict[str, DraftNode] = {}
    for node in case.draft.nodes:
        for found in node.assignments:
            if found.unit not in case.register.known and not is_group(found.unit) and not found.group:
                seen[found.unit] += 1
                first.setdefault(found.unit, node)
    paired = {
        unit_at(case, f) for f in case.draft.faults if f.code == "UNIT_ALIAS" and f.proposal in case.register.known
    }
    for unit, count in seen.items():
        if unit in paired:
            continue  # whether it is the one that is known is asked already
        like = [name for name in case.register.names if alike(name, unit)][: MOST_ANSWERS - 1]
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
            together=f"单位名录里没有“{unit}”等 {{count}} 个单位。",
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
            together="{count} 段文字没有归属，像是任务内容。",
        )


def answered_question(review: Review, key: str, register: Register = NO_REGISTER) -> Question | None:
    """Return an answered question as it was asked, or None when it was never asked."""
    before = review.before(key)
    if before is None:
        return None
    asked = ask(before.draft, register, before.settled, before.single)
    return next((found for found in asked if found.key == key), None)


def names_told_apart(review: Review) -> tuple[tuple[str, str], ...]:
    """Return the pairs of alike names that the clerk has said to be two units."""
    case = Case(review.draft)
    kept = {question for question, answer in review.answers.items() if answer == 1}
    pairs = [
        (unit_at(case, fault), fault.proposal)
        for fault in review.draft.faults
        if fault.code == "UNIT_ALIAS" and key_of(fault) in kept
    ]
    return tuple((unit, other) for unit, other in pairs if unit and other and unit != other)

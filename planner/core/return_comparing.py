"""A returned workbook beside the plan: what each cell said, says and will say, and what is doubtful about it.

A cell is compared with what the unit was sent and with what the plan says now. Left as it was sent it changes nothing;
an empty cell never erases unasked; where the plan has changed meanwhile, it is a doubt. Nothing here writes.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.core.forms import MERGED, VERSION, Field, FilledForm, FilledRow
from planner.core.matching import likeness, plain
from planner.core.progress import Status
from planner.core.returns import CellChange, Proposal, Return, RowReturn, Verdict
from planner.core.rounds import AskedItem, Round, RoundUnit, Said, said_of
from planner.core.snapshot import PlanSnapshot

_LIKE = 0.6
_BEGINNING = 10
_MOST_PERCENT = 100


def compared(form: FilledForm, plan: PlanSnapshot, rounds: Sequence[Round], wanted: Round) -> Return:
    """Return what a workbook changes in a plan; `wanted` is the round that is collected."""
    refused = _refused(form, plan, rounds)
    if refused is not None:
        return refused
    round_ = next((one for one in rounds if one.token == form.token), wanted)
    unit_id = form.unit_id if form.token else _unit_called(form.unit_name, plan)
    unit = round_.unit(unit_id) if unit_id is not None else None
    if unit is None or not unit.asked:
        words = f"“{form.unit_name}”" if form.unit_name else "填表的单位"
        return Return(
            form.file_name,
            Verdict.NOT_OURS,
            notes=(f"{words}不在“{round_.name}”这一轮里，没有可以对应的任务。",),
            digest=form.digest,
        )
    whole = _whole_doubts(form, plan, round_, wanted, unit)
    found = _Comparison(form, plan, unit, whole[0] if whole else "").run()
    verdict = Verdict.OLDER if round_.round_id != wanted.round_id else _verdict(found)
    return replace(
        found,
        verdict=verdict,
        unit_name=_name(plan, unit.unit_id),
        round_id=round_.round_id,
        notes=(*whole, *form.notes, *found.notes),
    )


def _refused(form: FilledForm, plan: PlanSnapshot, rounds: Sequence[Round]) -> Return | None:
    """Return the verdict on a file that is nothing to be compared."""
    if not form.columns:
        return Return(form.file_name, Verdict.NOT_OURS, notes=("文件里没有填报表的表头（工作任务、进展情况等）。",))
    meta = form.meta
    if meta is not None and meta.version > VERSION:
        return Return(
            form.file_name, Verdict.UNREADABLE, notes=("这份填报表由更高版本的程序发出，请升级本程序后再收。",)
        )
    tokens = {one.token for one in rounds}
    if form.token and form.token not in tokens:
        is_same = meta is not None and meta.source == plan.source.sha256[:16]
        words = "这份填报表不是本程序这份计划发出的" + (
            "（是别的电脑或已删除的一轮）。" if is_same else "，属于别的计划。"
        )
        return Return(form.file_name, Verdict.OTHER_PLAN, unit_name=form.unit_name, notes=(words,), digest=form.digest)
    return None


def _whole_doubts(
    form: FilledForm, plan: PlanSnapshot, round_: Round, wanted: Round, unit: RoundUnit
) -> tuple[str, ...]:
    """Return why no cell of a file can be taken without being looked at, the first reason being the doubt's."""
    found = []
    if round_.round_id != wanted.round_id:
        found.append(f"这是“{round_.name}”的表，不是“{wanted.name}”的。")
    if not form.token:
        found.append("表里没有编号，按单位名称和任务文字对应。")
    if form.meta is not None and not form.meta.is_sound:
        found.append("隐藏的编号页被改动过，按编号和任务文字核对。")
    named = _unit_called(form.unit_name, plan)
    if named is not None and named != unit.unit_id:
        found.append(f"表头写的单位是“{form.unit_name}”，编号却是“{_name(plan, unit.unit_id)}”的。")
    return tuple(found)


class _Comparison:
    """One file beside what its unit was asked."""

    def __init__(self, form: FilledForm, plan: PlanSnapshot, unit: RoundUnit, doubt: str) -> None:
        self._form = form
        self._plan = plan
        self._unit = unit
        self._doubt = doubt.rstrip("。")
        self._asked = {item.node_id: item for item in unit.asked}
        self._printed = {item.printed_id: item for item in unit.asked}
        self._notes: list[str] = []

    def run(self) -> Return:
        """Return the rows that belong to the unit, and what else was found."""
        rows: dict[int, RowReturn] = {}
        proposals = []
        for row in self._form.rows:
            asked, doubt = self._matched(row)
            if asked is None:
                proposals += self._proposal(row, doubt)
                continue
            made = self._row(row, asked, doubt or self._doubt)
            known = rows.get(asked.node_id)
            if known is None:
                rows[asked.node_id] = made
            elif known.said != made.said:
                self._notes.append(f"第{asked.number}项在表中有几行，内容不同，请核对。")
                rows[asked.node_id] = _doubted(known if known.answered else made, "表中有几行，内容不同")
        self._say_columns()
        missing = tuple(item.number for item in self._unit.asked if item.node_id not in rows)
        if missing:
            self._notes.append(
                f"表中没有第{'、'.join(missing[:8])}{'等' if len(missing) > 8 else ''}项的行，这些任务没有收到填报。"
            )
        if rows and not any(row.answered for row in rows.values()):
            self._notes.append("表里一项也没有填。")
        listed = tuple(rows[item.node_id] for item in self._unit.asked if item.node_id in rows)
        return Return(
            self._form.file_name,
            Verdict.READY,
            self._unit.unit_id,
            rows=listed,
            proposals=tuple(proposals),
            missing=missing,
            notes=tuple(self._notes),
            digest=self._form.digest,
        )

    def _say_columns(self) -> None:
        lost = [column.value for column in MERGED if column not in self._form.columns]
        if lost:
            self._notes.append(f"表中没有“{'”“'.join(lost)}”栏，这些内容没有收到。")

    def _matched(self, row: FilledRow) -> tuple[AskedItem | None, str]:
        """Return the item of a row and what is doubtful about that: by id, by number and beginning, by likeness."""
        task = plain(row[Field.TASK])
        node_id = _whole(row[Field.ID])
        by_id = self._printed.get(node_id) if node_id is not None else None
        if by_id is not None and (_agrees(task, by_id) or not task):
            doubt = "" if task else "行里没有任务文字"
            if task and task != plain(by_id.task):
                self._notes.append(f"第{by_id.number}项的任务文字被改动过，计划中的文字不变。")
            return by_id, doubt
        if not task:
            return None, ""
        by_words = self._by_words(row, task)
        if node_id is None:
            return by_words
        if by_words[0] is not None and (by_id is not None or node_id not in self._plan.by_id):
            return by_words[0], "行的编号与任务文字不一致，按文字对应"
        self._notes.append(f"“{row[Field.TASK][:20]}”不是请这个单位填报的任务，没有采用。")
        return None, "foreign"

    def _by_words(self, row: FilledRow, task: str) -> tuple[AskedItem | None, str]:
        number = row[Field.NUMBER].strip()
        for item in self._unit.asked:
            if item.number == number and plain(item.task)[:_BEGINNING] == task[:_BEGINNING]:
                return item, ""
        same = [item for item in self._unit.asked if plain(item.task) == task]
        if len(same) == 1:
            return same[0], ""
        ranked = sorted(
            ((likeness(item.task, row[Field.TASK]), item.node_id) for item in self._unit.asked), reverse=True
        )
        if ranked and ranked[0][0] >= _LIKE:
            return self._asked[ranked[0][1]], "按文字相近对应"
        return None, ""

    def _proposal(self, row: FilledRow, doubt: str) -> list[Proposal]:
        """Return a row that is none of the unit's as the new item that it asks for."""
        task = plain(row[Field.TASK])
        if doubt or not task:
            return []
        if any(plain(item.title + item.body) == task for item in self._plan.items):
            self._notes.append(f"“{row[Field.TASK][:20]}”计划里已经有了，不再作为新增事项。")
            return []
        said, _ = self._said(row, Said())
        return [Proposal(row[Field.TASK], said, self._reporter(row))]

    def _row(self, row: FilledRow, asked: AskedItem, doubt: str) -> RowReturn:
        node = self._plan.by_id.get(asked.node_id)
        if node is None:
            return RowReturn(asked, Said(), Said(), "", notes=("这项任务已经不在计划里了。",), answered=False)
        self._say_locked(row, asked)
        current = said_of(node, date.max, None if asked.is_own else self._unit.unit_id, self._plan.customs)
        said, troubles = self._said(row, current)
        before, now, new = _words(asked.said), _words(current), _words(said)
        changes = []
        for column in MERGED:
            if column not in self._form.columns:
                continue
            if column in troubles:
                changes.append(CellChange(column, now[column], row[column], troubles[column], possible=False))
            elif new[column] not in {now[column], before[column]}:
                changes.append(CellChange(column, now[column], new[column], doubt or _speaks(column, before, now, new)))
        has_words = bool(said.text or said.status or said.percent is not None)
        return RowReturn(asked, said, current, self._reporter(row), tuple(changes), answered=has_words)

    def _say_locked(self, row: FilledRow, asked: AskedItem) -> None:
        due = row[Field.DUE]
        if Field.DUE in self._form.columns and plain(due) != plain(asked.due):
            self._notes.append(f"第{asked.number}项的“完成时限”被改为“{due or '空白'}”，计划中的不变。")

    def _said(self, row: FilledRow, current: Said) -> tuple[Said, dict[Field, str]]:
        """Return what the cells of a row say, and what cannot be read; what cannot be stays as it is now."""
        troubles: dict[Field, str] = {}
        status, word = current.status, row[Field.STATUS]
        if Field.STATUS in self._form.columns:
            status = self._plan.customs.status_of(word) if word else None
            if status is Status.OVERDUE:
                troubles[Field.STATUS] = f"“{self._plan.customs.word(status)}”由程序按时限算出，不能填写"
            elif word and status is None:
                troubles[Field.STATUS] = "不认识的状态"
        percent, trouble = _percent(row[Field.PERCENT])
        if trouble:
            troubles[Field.PERCENT] = trouble
        if status is Status.DONE and not trouble and Field.STATUS not in troubles:
            percent = _MOST_PERCENT  # what is done counts so, whatever was left in the cell
        text, remark = row[Field.TEXT], row[Field.REMARK]
        if remark and f"备注：{remark}" not in text:
            text = f"{text}\n备注：{remark}" if text else f"备注：{remark}"
        said = Said(
            current.status if Field.STATUS in troubles else status,
            current.percent if trouble else percent,
            text,
            row[Field.DIFFICULTY],
            row[Field.NEXT],
        )
        return said, troubles

    def _reporter(self, row: FilledRow) -> str:
        words = (_name(self._plan, self._unit.unit_id), row[Field.PERSON], row[Field.PHONE])
        return " ".join(" ".join(word.split()) for word in words if word)


def _agrees(task: str, asked: AskedItem) -> bool:
    own = plain(asked.task)
    return task == own or task[:_BEGINNING] == own[:_BEGINNING] or likeness(task, own) >= _LIKE


def _words(said: Said) -> dict[Field, str]:
    """Return what is said as the words of the cells."""
    return {
        Field.STATUS: said.status.value if said.status else "",
        Field.PERCENT: "" if said.percent is None else f"{said.percent}%",
        Field.TEXT: said.text.strip(),
        Field.DIFFICULTY: said.difficulty.strip(),
        Field.NEXT: said.next_step.strip(),
    }


def _speaks(column: Field, before: dict[Field, str], now: dict[Field, str], new: dict[Field, str]) -> str:
    """Return what speaks against a change of a cell, nothing for most."""
    if now[column] != before[column]:
        return "发出以后计划中又有了新内容"
    if not new[column]:
        return "被清空了"
    if column is Field.PERCENT and now[column] and int(new[column][:-1]) < int(now[column][:-1]):
        return "比上次少"
    return ""


def _percent(text: str) -> tuple[int | None, str]:
    """Return a percentage as typed, or why it is none."""
    bare = text.strip().removesuffix("%").removesuffix("％").strip()
    if not bare:
        return None, ""
    try:
        value = float(bare)
    except ValueError:
        return None, "不是 0 到 100 的数"
    if text.strip()[-1] not in "%％" and 0 < value < 1:
        return None, "小于 1，看不出是不是百分数"
    if not 0 <= value <= _MOST_PERCENT:
        return None, "不在 0 到 100 之间"
    return round(value), ""


def _whole(text: str) -> int | None:
    bare = text.strip().removesuffix(".0")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 12 else None


def _unit_called(name: str, plan: PlanSnapshot) -> int | None:
    flat = "".join(name.split())
    found = [unit.unit_id for unit in plan.register if flat and flat in {unit.name, "".join(unit.full_name.split())}]
    return found[0] if found else None


def _name(plan: PlanSnapshot, unit_id: int) -> str:
    return next((unit.name for unit in plan.register if unit.unit_id == unit_id), "")


def _verdict(found: Return) -> Verdict:
    if found.doubtful or found.proposals or found.missing or found.notes:
        return Verdict.DOUBTS
    return Verdict.READY if found.changes else Verdict.SAME


def _doubted(row: RowReturn, words: str) -> RowReturn:
    return replace(row, changes=tuple(replace(change, doubt=change.doubt or words) for change in row.changes))

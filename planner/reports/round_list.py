"""报送情况: who has returned in a round and who has not, as a list to print and as a text for the group (F-70a)."""

from collections.abc import Sequence
from datetime import date

from planner.core.errors import UsageError
from planner.core.rounds import MISSING, SHAPES, ReturnState, Round, RoundUnit
from planner.core.snapshot import PlanSnapshot, UnitRef
from planner.reports.file_names import file_name
from planner.reports.headings import GAP, plan_name
from planner.reports.request import PrintRequest
from planner.reports.table import Cell, Column, ItemRow, ReportDocument, ReportTable, Text, names, plain
from planner.reports.wording import printable, quoted, spoken_date

WORD, MISSING_WORD = "报送情况表", "未报送单位名单"
_COLUMNS = (
    Column("序号", 12, centred=True),
    Column("单位", 46, ragged=True),
    Column("应报", 14, centred=True),
    Column("已报", 14, centred=True),
    Column("报送情况", 30, centred=True),
    Column("报送日期", 26, centred=True),
    Column("联系人电话", 28, centred=True, ragged=True),
)
_LISTED_IN_TEXT = (ReturnState.LATE, ReturnState.WAITING, ReturnState.INCOMPLETE)


def round_document(
    plan: PlanSnapshot, round_: Round, day: date, *, only_missing: bool = False, request: PrintRequest | None = None
) -> ReportDocument:
    """Return the list of all units, or of those that have not returned; raise `UsageError` when there is none."""
    request = request or PrintRequest()
    listed = [unit for unit in round_.units if not only_missing or unit.state(round_.due_on, day) in MISSING]
    if not listed:
        words = "都已报送" if round_.units else "还没有单位"
        raise UsageError(
            f"“{round_.name}”这一轮{words}，没有可打印的名单。",
            "可以打印全部单位的报送情况表。",
            code="NOTHING_TO_PRINT",
        )
    word = MISSING_WORD if only_missing else WORD
    units = {unit.unit_id: unit for unit in plan.register}
    table = ReportTable(
        title=f"{quoted(plan_name(plan, request))} {printable(round_.name)}{word}",
        subtitle=GAP.join(filter(None, (f"截至{spoken_date(day)}", round_words(round_, day)))),
        columns=_COLUMNS,
        rows=tuple(_row(place, one, units[one.unit_id], round_, day) for place, one in enumerate(listed, 1)),
        notes=("注：应报、已报为任务数；收到的表没有填完的，列为“未报全”。",),
        profile="P5",
        sheet_name=word,
    )
    return ReportDocument(table.title, (table,), request.page)


def round_file_name(plan: PlanSnapshot, round_: Round, day: date, extension: str, *, only_missing: bool = False) -> str:
    """Return what the list is proposed to be called."""
    word = MISSING_WORD if only_missing else WORD
    return file_name(plan_name(plan, PrintRequest()), word, round_.name, day, extension, is_state=True)


def round_words(round_: Round, day: date) -> str:
    """Return the counts of a round in a line: 共12个单位，已报8个，未报4个（逾期2个）."""
    late = round_.count(day, ReturnState.LATE)
    waiting = round_.count(day, ReturnState.WAITING) + late
    incomplete = round_.count(day, ReturnState.INCOMPLETE)
    done = round_.count(day, ReturnState.RETURNED, ReturnState.RETURNED_LATE) + incomplete
    unsent = round_.count(day, ReturnState.UNSENT)
    parts = [f"共{len(round_.units)}个单位", f"已报{done}个" + (f"（其中未报全{incomplete}个）" if incomplete else "")]
    parts += [f"未报{waiting}个" + (f"（逾期{late}个）" if late else "")] if waiting else []
    parts += [f"未发出{unsent}个"] if unsent else []
    return "，".join(parts)


def group_text(plan: PlanSnapshot, round_: Round, day: date) -> str:
    """Return words to be pasted into the group: who is still missing, until when."""
    units = {unit.unit_id: unit.name for unit in plan.register}
    by_state: dict[ReturnState, list[str]] = {}
    for one in round_.units:
        by_state.setdefault(one.state(round_.due_on, day), []).append(printable(units.get(one.unit_id, "")))
    missing = [name for state in _LISTED_IN_TEXT[:2] for name in by_state.get(state, ())]
    incomplete = by_state.get(ReturnState.INCOMPLETE, [])
    name = f"{quoted(plan_name(plan, PrintRequest()))}{printable(round_.name)}进展填报表"
    if not missing and not incomplete:
        return f"【报送提醒】{name}各单位均已报送，谢谢配合！"
    due = round_.due_on
    until = f"（{due.month}月{due.day}日前报送）" if due else ""
    lines = [f"【报送提醒】{name}{until}，截至{day.month}月{day.day}日："]
    if missing:
        lines.append(f"尚未报送的{len(missing)}个单位：{'、'.join(missing)}。")
    if incomplete:
        lines.append(f"没有填全的{len(incomplete)}个单位：{'、'.join(incomplete)}。")
    lines.append("请以上单位尽快报送，谢谢！" if due is None or day <= due else "已过报送时间，请以上单位抓紧报送！")
    return "\n".join(lines)


def _row(place: int, one: RoundUnit, unit: UnitRef, round_: Round, day: date) -> ItemRow:
    state = one.state(round_.due_on, day)
    person: Sequence[str] = [printable(word) for word in (unit.contact, unit.phone) if word]
    return ItemRow(
        (
            plain(str(place)),
            names((printable(unit.name),)),
            plain(str(len(one.asked)) if one.sent_on else ""),
            plain(str(one.answered) if one.returned_on else ""),
            _state_cell(state),
            plain(f"{one.returned_on.month}月{one.returned_on.day}日" if one.returned_on else ""),
            plain("\n".join(person)),
        )
    )


def _state_cell(state: ReturnState) -> Cell:
    light = SHAPES[state]
    return Cell(((Text(f"{light.value if light else ''}{state.value}", light=light),),))

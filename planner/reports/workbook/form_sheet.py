"""The sheets of the fill-in workbook: what may be written is yellow and open, all else is locked without a password.

The lock is a guard rail and no safety: what comes back is checked again (`planner.core.returns`).
"""

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from planner.core.customs import Customs
from planner.core.forms import (
    FORM_NUMBER,
    FORMAT,
    META_SHEET,
    NEW_ITEMS,
    UNIT_LABEL,
    VERSION,
    WRITABLE,
    Field,
    checksum,
    form_number,
)
from planner.core.progress import STORED
from planner.core.rounds import AskedItem, Round
from planner.core.snapshot import PlanSnapshot, UnitRef
from planner.core.vocabulary import Role
from planner.reports.profiles import PROFILES
from planner.reports.table import PageChoices, Style, Text, plain
from planner.reports.workbook.lines import HIGHEST_ROW, height_of, measured, room
from planner.reports.workbook.looks import Look, Looks, Rule, Rules, new_workbook
from planner.reports.workbook.markup import RowWriter, SheetBody, SheetCell, ValueColumn, finished
from planner.reports.workbook.paper import set_paper

SHEET = "填报表"
WIDTHS = {
    Field.ID: 8.0,
    Field.NUMBER: 12.0,
    Field.TASK: 52.0,
    Field.DUE: 18.0,
    Field.STATUS: 18.0,
    Field.PERCENT: 13.0,
    Field.TEXT: 46.0,
    Field.DIFFICULTY: 25.0,
    Field.NEXT: 24.0,
    Field.PERSON: 14.0,
    Field.PHONE: 23.0,
    Field.REMARK: 12.0,
}
"""In millimetres; without the hidden column they are the frame of P1."""
_COLUMNS = tuple(WIDTHS)
_SIZE = 10.5
_CENTRED = {Field.NUMBER, Field.DUE, Field.STATUS, Field.PERCENT, Field.PERSON, Field.PHONE}
_AROUND = Rules(Rule.INNER, Rule.INNER, Rule.INNER, Rule.INNER)
_BLANK_ROWS = 3
_LONGEST_LIST = 255
_BLOCKS = {Role.LEAD: "牵头任务", Role.PARTNER: "配合任务"}
_NUMERALS = "一二三"
_LEAST = 12.0  # millimetres of a row: room to write in
_DIGIT, _PIXELS_PER_MM = 8, 96 / 25.4


class FormBook:
    """Makes the workbooks of a round: what is alike for all units is said once."""

    def __init__(self, plan: PlanSnapshot, round_: Round, title: str, instructions: str) -> None:
        self._plan = plan
        self._round = round_
        self._title = title
        self._instructions = instructions

    def write(self, unit: UnitRef, asked: Sequence[AskedItem]) -> bytes:
        """Return the workbook of a unit as a file."""
        workbook = new_workbook()
        sheet = workbook.worksheets[0]
        sheet.title = SHEET
        rows = _FormRows(Looks(workbook), self._plan.customs)
        rows.heading(self._title, f"{UNIT_LABEL}{unit.full_name or unit.name}　　{self._instructions}")
        rows.items(asked)
        rows.foot(f"{FORM_NUMBER}：{form_number(self._round.token, unit.unit_id)}（请勿改动）")
        words = [self._plan.customs.word(status) for status in STORED]
        _set_up(sheet, rows, _listed(words))
        meta = self._meta(unit, asked, words)
        _hide(workbook, meta)
        body = SheetBody(rows.writer.rows, rows.writer.merged, f"A1:{_letter(Field.REMARK)}{rows.writer.count}")
        return finished(workbook, (body, _body(meta)), self._title)

    def _meta(self, unit: UnitRef, asked: Sequence[AskedItem], words: Sequence[str]) -> list[tuple[str, str]]:
        ids = [item.node_id for item in asked]
        source, token = self._plan.source.sha256[:16], self._round.token
        return [
            (FORMAT, str(VERSION)),
            ("source", source),
            ("round", token),
            ("unit", str(unit.unit_id)),
            ("period", self._round.name),
            ("ids", ",".join(map(str, ids))),
            ("checksum", checksum(source, token, unit.unit_id, ids)),
            *(("status", word) for word in words),
        ]


class _FormRows:
    """The rows of the sheet; `first` and `last` are those between which a unit may write."""

    def __init__(self, looks: Looks, customs: Customs) -> None:
        self.writer = RowWriter(_SIZE)
        self.first = self.last = 0
        self._looks = looks
        self._customs = customs
        self._locked = {column: self._look(column, unlocked=False) for column in _COLUMNS}
        self._open = {column: self._look(column, unlocked=True) for column in _COLUMNS}
        self._id = looks.number(Look(Style.FOOTER, _SIZE, form="0"))

    def heading(self, title: str, subtitle: str) -> None:
        """Write title, instructions and head: rows 1 to 3."""
        self._line(title, Look(Style.TITLE, 18.0, "center"), 36.0)
        limit = room(sum(WIDTHS.values()) - WIDTHS[Field.ID], _SIZE)
        lines = measured(plain(subtitle), limit).lines
        self._line(subtitle, Look(Style.SUBTITLE, _SIZE, "left"), height_of(lines, _SIZE))
        head = self._looks.number(Look(Style.HEAD, _SIZE, "center", rules=_AROUND, shaded=True))
        self.writer.add(28.0, [SheetCell(plain(column.value).paragraphs, head) for column in _COLUMNS])

    def items(self, asked: Sequence[AskedItem]) -> None:
        """Write the items, in blocks where there are several, and blank rows for new ones."""
        self.first = self.writer.count + 1
        roles = [role for role in Role if any(item.role is role for item in asked)]
        for place, role in enumerate(roles):
            own = [item for item in asked if item.role is role]
            if len(roles) > 1:
                self._block(f"{_NUMERALS[place]}、{_BLOCKS[role]}（{len(own)}项）")
            for item in own:
                self._item(item)
        self._block(f"{NEW_ITEMS}（表中没有而需要列入的，写在下面）")
        columns = [ValueColumn(at, self._open[column], self._open[column]) for at, column in enumerate(_COLUMNS)]
        for _ in range(_BLANK_ROWS):
            self.writer.add_values(height_of(1, _SIZE, _LEAST), [None] * len(_COLUMNS), columns)
        self.last = self.writer.count

    def foot(self, words: str) -> None:
        """Write the number of the workbook."""
        self._line(words, Look(Style.NOTE, 9.0, "left", grey=True), 18.0)

    def _block(self, words: str) -> None:
        self._line(words, Look(Style.SECTION, _SIZE, "left", rules=_AROUND), height_of(1, _SIZE))

    def _line(self, words: str, look: Look, height: float) -> None:
        """Write a row of one cell over the whole width; the hidden column stays by itself."""
        number = self._looks.number(look)
        text = SheetCell(((Text(words),),), number)
        self.writer.add(height, [SheetCell((), number), text, *[SheetCell((), number)] * (len(_COLUMNS) - 2)])
        self.writer.merge(self.writer.count, self.writer.count, 1, len(_COLUMNS))

    def _item(self, item: AskedItem) -> None:
        said = item.said
        values: dict[Field, str | int | None] = {
            Field.ID: item.node_id,
            Field.NUMBER: item.number,
            Field.TASK: item.task,
            Field.DUE: item.due,
            Field.STATUS: self._customs.word(said.status) if said.status else None,
            Field.PERCENT: said.percent,
            Field.TEXT: said.text,
            Field.DIFFICULTY: said.difficulty,
            Field.NEXT: said.next_step,
        }
        lines = max(
            measured(plain(value), room(WIDTHS[column], _SIZE)).lines
            for column, value in values.items()
            if isinstance(value, str) and value
        )
        columns = []
        for at, column in enumerate(_COLUMNS):
            style = self._id if column is Field.ID else (self._open if column in WRITABLE else self._locked)[column]
            columns.append(ValueColumn(at, style, style))
        height = min(height_of(lines, _SIZE, _LEAST), HIGHEST_ROW)
        self.writer.add_values(height, [values.get(column) for column in _COLUMNS], columns)

    def _look(self, column: Field, *, unlocked: bool) -> int:
        form = "General" if column is Field.PERCENT else "@"
        horizontal = "center" if column in _CENTRED else "left"
        return self._looks.number(
            Look(Style.CELL, _SIZE, horizontal, rules=_AROUND, form=form, unlocked=unlocked, quoted=False)
        )


def _letter(column: Field) -> str:
    return str(get_column_letter(_COLUMNS.index(column) + 1))


def _listed(words: Sequence[str]) -> str:
    """Return the list of statuses: in the cell range itself while it is short enough, else on the hidden sheet."""
    listed = ",".join(words)
    if len(listed) + 2 <= _LONGEST_LIST and not any(sign in word for word in words for sign in ',"'):
        return f'"{listed}"'
    return f"'{META_SHEET}'!$B$8:$B${7 + len(words)}"


def _set_up(sheet: Worksheet, rows: _FormRows, listed: str) -> None:
    """Set widths, paper, what is checked while it is typed, and the lock."""
    for column, width in WIDTHS.items():
        sheet.column_dimensions[_letter(column)].width = int(width * _PIXELS_PER_MM) / _DIGIT
    sheet.column_dimensions[_letter(Field.ID)].hidden = True
    sheet.cell(rows.writer.count, len(_COLUMNS))
    sheet.print_area = f"A1:{_letter(Field.REMARK)}{rows.writer.count}"
    sheet.print_title_rows = "3:3"
    sheet.freeze_panes = f"{_letter(Field.DUE)}4"
    sheet.sheet_view.showGridLines = False
    set_paper(sheet, PROFILES["P1"], PageChoices())
    reach = f"{rows.first}:{{0}}{rows.last}"
    status = DataValidation("list", listed, allow_blank=True)
    _told(status, "状态", "请从下拉列表中选一个状态。")
    status.add(f"{_letter(Field.STATUS)}{reach.format(_letter(Field.STATUS))}")
    percent = DataValidation("whole", "0", "100", allow_blank=True, operator="between")
    _told(percent, "进度", "请填 0 到 100 的整数，不写百分号。")
    percent.add(f"{_letter(Field.PERCENT)}{reach.format(_letter(Field.PERCENT))}")
    sheet.add_data_validation(status)
    sheet.add_data_validation(percent)
    _lock(sheet)


def _told(check: DataValidation, title: str, words: str) -> None:
    check.showErrorMessage, check.errorTitle, check.error = True, title, words


def _lock(sheet: Worksheet) -> None:
    """Lock what is not yellow; rows and columns may still be made higher and wider."""
    guard: Any = sheet.protection
    guard.sheet = True
    guard.formatRows = guard.formatColumns = False


def _hide(workbook: Workbook, meta: Sequence[tuple[str, str]]) -> None:
    sheet = workbook.create_sheet(META_SHEET)
    sheet.sheet_state = "veryHidden"
    sheet.cell(len(meta), 2)
    sheet.protection.sheet = True


def _body(meta: Sequence[tuple[str, str]]) -> SheetBody:
    writer = RowWriter(_SIZE)
    columns = [ValueColumn(0, 0, 0), ValueColumn(1, 0, 0)]
    for row in meta:
        writer.add_values(15.0, row, columns)
    return SheetBody(writer.rows, (), f"A1:B{len(meta)}")

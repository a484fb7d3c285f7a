"""The register as rows: units, and the proposals that two of them are one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication

from planner.core.pinyin import spelling
from planner.core.unit_kinds import KIND_WORDS
from planner.services.records import Likeness, UnitRecord
from planner.ui.itemmodels.problems import NO_INDEX, Index, RowsModel
from planner.ui.look import current_look
from planner.ui.unit_desk import NOTHING, UnitCounts

PLACE, NAME, KIND = range(3)
HERE, YEAR = range(3, 6), range(6, 9)
FIGURES = (PLACE, *HERE, *YEAR)
COUNTED = ("牵头", "配合", "群组")
TIPS = ("牵头的任务", "配合的任务", "经群组（如“各科室”）分到的任务")
HEAD_MARGINS = 14
UNFIXED = "未定"
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its place in the order of print and its counts in the plan on show and in those of the year."""

    place: int
    unit: UnitRecord
    here: UnitCounts = NOTHING
    of_year: UnitCounts = NOTHING

    def count(self, column: int) -> int:
        """Return what stands in a column of counts."""
        return self.here[column - HERE.start] if column in HERE else self.of_year[column - YEAR.start]


class UnitRows(RowsModel):
    """Place, name, kind, and how much each unit leads, joins and has by a group: a number is a link."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.year = "全年"
        self.units: Sequence[UnitRow] = ()

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else YEAR.stop

    def show_units(self, units: Sequence[UnitRow], year: str) -> None:
        """Show these units, in this order; `year` is the word for the plans of the second group of counts."""
        self.beginResetModel()
        self.year = year
        self.units = tuple(units)
        self.rows = tuple(_cells(row) for row in self.units)
        self.endResetModel()

    def is_link(self, index: Index) -> bool:
        """Whether a cell holds a number that leads somewhere."""
        return index.column() in (*HERE, *YEAR) and self.units[index.row()].count(index.column()) > 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or says; what is out of use is muted and says so."""
        if not index.isValid():
            return None
        column, row = index.column(), self.units[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole and column in FIGURES:
            return RIGHT
        if role == Qt.ItemDataRole.ForegroundRole:
            if column == KIND and self.rows[index.row()][KIND].endswith(UNFIXED):
                return QColor(current_look().doubt)
            if self.is_link(index):
                return QColor(current_look().accent)
            return QColor(current_look().muted) if row.unit.is_retired or column in (PLACE, KIND) else None
        if role == Qt.ItemDataRole.ToolTipRole and column not in (NAME, KIND):
            return self._tip(column, row)
        if role == Qt.ItemDataRole.ToolTipRole and column == NAME:
            return _names(row.unit)
        return super().data(index, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of the head; figures stand right, as their heads do."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (*HERE, *YEAR):
            return RIGHT
        if role == Qt.ItemDataRole.SizeHintRole and section in (*HERE, *YEAR):
            return self._head_size()
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return f"{self._meaning(section)}\n点一下按这一栏排序，再点倒过来"
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            if section in (*HERE, *YEAR):
                group, start = ("本计划", HERE.start) if section in HERE else (self.year, YEAR.start)
                return f"{group}\n{COUNTED[section - start]}"
            return ("序", "单位", "类别")[section]
        return super().headerData(section, Qt.Orientation.Vertical, role)

    def _head_size(self) -> QSize:
        """Return the room of a head of two lines; the header would measure them as one."""
        metrics = QFontMetrics(QApplication.font())
        width = max(metrics.horizontalAdvance(words) for words in ("本计划", self.year))
        return QSize(width + HEAD_MARGINS, 2 * metrics.lineSpacing() + HEAD_MARGINS // 2)

    def _meaning(self, column: int) -> str:
        if column in HERE:
            return f"{TIPS[column - HERE.start]}：正在看的计划"
        if column in YEAR:
            return f"{TIPS[column - YEAR.start]}：{self.year}各计划，旧版不重复计"
        return ("打印时的先后", "单位简称", "单位类别")[column]

    def _tip(self, column: int, row: UnitRow) -> str | None:
        if column == PLACE or not row.count(column):
            return None
        return f"{self._meaning(column)}\n点一下看这 {row.count(column)} 项"


def order_of(column: int) -> Callable[[UnitRow], Any]:
    """Return what a column is sorted by; among equals the order of print holds."""
    if column == NAME:
        return lambda row: spelling(row.unit.name).syllables
    if column == KIND:
        kinds = list(KIND_WORDS)
        return lambda row: kinds.index(row.unit.kind)
    return lambda row: row.place if column == PLACE else row.count(column)


def _names(unit: UnitRecord) -> str:
    aliases = "、".join(dict.fromkeys([*unit.aliases, *(alias for _, alias in unit.plan_aliases)]))
    lines = (unit.full_name or unit.name, f"又名：{aliases}" if aliases else "", "已停用" if unit.is_retired else "")
    return "\n".join(filter(None, lines))


def _kind(unit: UnitRecord) -> str:
    """Return the word of the kind; a group also says how many it stands for, or that nobody has said."""
    if not unit.is_group:
        return KIND_WORDS[unit.kind]
    members = {member for listed in unit.members for member in listed.unit_ids}
    return f"{KIND_WORDS[unit.kind]} {len(members)}" if members else f"{KIND_WORDS[unit.kind]} {UNFIXED}"


def _cells(row: UnitRow) -> tuple[str, ...]:
    name = f"{row.unit.name}（停用）" if row.unit.is_retired else row.unit.name
    counts = (*row.here, *row.of_year)
    return (str(row.place), name, _kind(row.unit), *(str(count) if count else "" for count in counts))


class ProposalRows(RowsModel):
    """Which unit would stay, which would go, why, and how often each is named."""

    columns = ("留下", "并入", "理由", "处数")

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.proposals: Sequence[Likeness] = ()

    def show_proposals(self, proposals: Sequence[Likeness]) -> None:
        """Show these proposals."""
        self.beginResetModel()
        self.proposals = tuple(proposals)
        self.rows = tuple(
            (
                found.keep if found.keep_id is not None else f"{found.keep}（名录里还没有）",
                found.gone,
                found.reason,
                f"{found.keep_count} / {found.gone_count}" if found.keep_id is not None else str(found.gone_count),
            )
            for found in self.proposals
        )
        self.endResetModel()

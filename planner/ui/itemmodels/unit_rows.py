"""The register as rows: units, and the proposals that two of them are one."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from planner.core.unit_kinds import KIND_WORDS
from planner.services.records import Likeness, UnitRecord
from planner.ui.itemmodels.problems import Index, RowsModel
from planner.ui.look import current_look

FIGURES = (4, 5, 6)
KIND = 2
UNFIXED = "未定"


class UnitRows(RowsModel):
    """Name, full name, kind, other names, and what the unit has to do."""

    columns = ("单位", "全称", "类别", "别名", "牵头", "配合", "计划")

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.units: Sequence[UnitRecord] = ()

    def show_units(self, units: Sequence[UnitRecord]) -> None:
        """Show these units."""
        self.beginResetModel()
        self.units = tuple(units)
        self.rows = tuple(_cells(unit) for unit in self.units)
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or says; what is out of use is muted and says so."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in FIGURES:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole:
            if index.column() == KIND and self.rows[index.row()][KIND].endswith(UNFIXED):
                return QColor(current_look().doubt)
            is_muted = self.units[index.row()].is_retired or index.column() not in (0, 4, 5)
            return QColor(current_look().muted) if is_muted else None
        return super().data(index, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of the head; figures stand right, as their heads do."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section in FIGURES:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return super().headerData(section, orientation, role)


def _kind(unit: UnitRecord) -> str:
    """Return the word of the kind; a group also says how many it stands for, or that nobody has said."""
    if not unit.is_group:
        return KIND_WORDS[unit.kind]
    members = {member for listed in unit.members for member in listed.unit_ids}
    return f"{KIND_WORDS[unit.kind]} {len(members)}" if members else f"{KIND_WORDS[unit.kind]} {UNFIXED}"


def _cells(unit: UnitRecord) -> tuple[str, ...]:
    name = f"{unit.name}（停用）" if unit.is_retired else unit.name
    counts = (unit.lead_count, unit.partner_count, unit.plan_count)
    aliases = "、".join(dict.fromkeys([*unit.aliases, *(alias for _, alias in unit.plan_aliases)]))
    return (name, unit.full_name, _kind(unit), aliases, *(str(count) if count else "" for count in counts))


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

"""Beginning a round of returns: its name, until when, which units, and whether partners report too."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.core.rounds import UnitDuty, duties
from planner.core.snapshot import PlanSnapshot
from planner.core.vocabulary import Role
from planner.services.rounds import NewRound

_MONTH = re.compile(r"(20[0-9]{2})年(1[0-2]|[1-9])月")
_DAYS = 10
_ALL, _NONE = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class NewRoundDialog(QDialog):
    """`agreed` tells of the round that is wanted (NewRound), and whether it is to be sent out at once."""

    agreed = Signal(object, bool)

    def __init__(self, plan: PlanSnapshot, known: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("新一轮填报")
        self._plan = plan
        self._known = set(known)
        self._duties: tuple[UnitDuty, ...] = ()
        self.name = QLineEdit(_next_name(known, date.today()), self)
        due = date.today() + timedelta(days=_DAYS)
        self.due = QDateEdit(QDate(due.year, due.month, due.day), self)
        self.partners = QCheckBox("配合的任务也请配合单位填报(&P)", self)
        self.units = QListWidget(self)
        self.all_button = QPushButton("全选(&A)", self)
        self.none_button = QPushButton("全不选(&D)", self)
        self.count = QLabel(self)
        self.send_button = QPushButton("开始并发出(&S)…", self)
        self.begin_button = QPushButton("只开始(&B)", self)
        self.cancel_button = QPushButton("取消", self)
        self._name_parts()
        self._lay_out()
        self._connect()
        self._fill()
        self.name.setFocus()
        self.name.selectAll()

    def wanted(self) -> NewRound:
        """Return the round as it stands in the dialog."""
        chosen = [duty.unit.unit_id for duty, item in self._rows() if item.checkState() is _ALL]
        due = self.due.date()
        day = date(due.year(), due.month(), due.day())
        return NewRound(self.name.text().strip(), day, tuple(chosen), not self.partners.isChecked())

    def _rows(self) -> list[tuple[UnitDuty, QListWidgetItem]]:
        return [(duty, self.units.item(at)) for at, duty in enumerate(self._duties)]

    def _fill(self) -> None:
        """Offer the units that have something to report of; those not wanted before stay so."""
        off = {duty.unit.unit_id for duty, item in self._rows() if item.checkState() is _NONE}
        only_leads = not self.partners.isChecked()
        self._duties = duties(self._plan, date.today(), only_leads=only_leads)
        self.units.blockSignals(True)
        self.units.clear()
        for duty in self._duties:
            leads = sum(part.role is Role.LEAD for part in duty.parts)
            joins = len(duty.parts) - leads
            words = "，".join(filter(None, (f"牵头 {leads} 项" if leads else "", f"配合 {joins} 项" if joins else "")))
            item = QListWidgetItem(f"{duty.unit.name}　（{words}）", self.units)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_NONE if duty.unit.unit_id in off else _ALL)
        self.units.blockSignals(False)
        if self._duties:
            self.units.setCurrentRow(0)
        self._tell()

    def _tell(self) -> None:
        wanted = self.wanted()
        ids = set(wanted.unit_ids)
        items = {part.item.node_id for duty in self._duties if duty.unit.unit_id in ids for part in duty.parts}
        if not self._duties:
            words = "没有需要填报的任务：都已完成，或还没有定牵头单位。"
        elif wanted.name in self._known:
            words = f"已经有一轮“{wanted.name}”，请换一个期次。"
        else:
            words = f"{len(ids)} 个单位，{len(items)} 项没有完成的任务；已完成的不再填报。"
        self.count.setText(words)
        is_ready = bool(ids) and bool(wanted.name) and wanted.name not in self._known
        self.send_button.setEnabled(is_ready)
        self.begin_button.setEnabled(is_ready)

    def _tick(self, state: Qt.CheckState) -> None:
        self.units.blockSignals(True)
        for _, item in self._rows():
            item.setCheckState(state)
        self.units.blockSignals(False)
        self._tell()

    def _agree(self, *, sends: bool) -> None:
        wanted = self.wanted()
        self.accept()
        self.agreed.emit(wanted, sends)

    def _name_parts(self) -> None:
        self.name.setAccessibleName("期次")
        self.name.setPlaceholderText("如 2026年3月、第一季度")
        self.due.setAccessibleName("报送日期")
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat("yyyy年M月d日")
        self.units.setObjectName("picks")
        self.units.setAccessibleName("请哪些单位填报")
        self.units.setToolTip("空格键勾选")
        self.count.setObjectName("muted")
        self.count.setWordWrap(True)
        self.send_button.setObjectName("primary")
        self.send_button.setDefault(True)
        for button in (self.all_button, self.none_button):
            button.setAutoDefault(False)
        self.resize(480, 560)

    def _lay_out(self) -> None:
        layout, form, ticks, buttons = QVBoxLayout(self), QFormLayout(), QHBoxLayout(), QHBoxLayout()
        form.addRow("期次(&N)", self.name)
        form.addRow("报送日期(&T)", self.due)
        form.addRow("", self.partners)
        title = QLabel("请这些单位填报(&U)", self)
        title.setBuddy(self.units)
        ticks.addWidget(title)
        ticks.addStretch(1)
        ticks.addWidget(self.all_button)
        ticks.addWidget(self.none_button)
        buttons.addStretch(1)
        for button in (self.send_button, self.begin_button, self.cancel_button):
            buttons.addWidget(button)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(form)
        layout.addLayout(ticks)
        layout.addWidget(self.units, 1)
        layout.addWidget(self.count)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.name.textChanged.connect(lambda _words: self._tell())
        self.partners.toggled.connect(lambda _on: self._fill())
        self.units.itemChanged.connect(lambda _item: self._tell())
        self.all_button.clicked.connect(lambda _checked=False: self._tick(_ALL))
        self.none_button.clicked.connect(lambda _checked=False: self._tick(_NONE))
        self.send_button.clicked.connect(lambda _checked=False: self._agree(sends=True))
        self.begin_button.clicked.connect(lambda _checked=False: self._agree(sends=False))
        self.cancel_button.clicked.connect(self.reject)


def _next_name(known: Sequence[str], day: date) -> str:
    """Return the month of today, or the one behind the newest round's."""
    months = [(int(found[1]), int(found[2])) for name in known if (found := _MONTH.fullmatch(name))]
    year, month = day.year, day.month
    if months and max(months) >= (year, month):
        year, month = max(months)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return f"{year}年{month}月"

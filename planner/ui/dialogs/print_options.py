"""The choices of the print dialog, and how they are remembered."""

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from planner.core.snapshot import PlanNode, PlanSnapshot
from planner.services import Store
from planner.ui.wording import STAGES

if TYPE_CHECKING:
    from planner.reports.catalog import PrintRequest

SETTING = "print_options"
LAYOUTS = (
    ("五列", "五列"),
    ("七列", "七列（另有目标、备注）"),
    ("柳州式", "柳州式（内容、目标分列）"),
    ("达州式", "达州式（问题、措施分列）"),
)
PAPERS = ((None, "随版式"), ("P1", "A4 横向"), ("P4", "A3 横向"))
DEPTHS = (("full", "全文"), ("first", "首句"), ("title", "只要标题"))
MARKS = ((None, "不标"), ("征求意见稿", "征求意见稿"), ("讨论稿", "讨论稿"), ("正式稿", "正式稿"))
INHERITED = (("own", "只印本条写明的"), ("all", "加印统一规定的"))
TYPING_PAUSE_MS = 500


class PrintOptions(QWidget):
    """Tells when a choice was made."""

    changed = Signal()

    def __init__(self, snapshot: PlanSnapshot, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        self.layout_box = _box(LAYOUTS, "版式", self)
        self.paper = _box(PAPERS, "纸张", self)
        self.detail = _box(DEPTHS, "任务内容", self)
        self.mark = _box(MARKS, "版本标记", self)
        self.ruled = _box(INHERITED, "统一规定的单位", self)
        self.title = QLineEdit(self)
        self.title.setPlaceholderText("随计划名称")
        self.title.setAccessibleName("表名")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(8)
        for label, editor in (
            ("版式(&L)", self.layout_box),
            ("纸张(&Z)", self.paper),
            ("内容(&N)", self.detail),
            ("版本(&B)", self.mark),
            ("单位(&U)", self.ruled),
            ("表名(&T)", self.title),
        ):
            form.addRow(label, editor)
        form.setRowVisible(self.ruled, any(_has_both(node) for node in snapshot.nodes))
        self._recall(snapshot)
        for box in self._boxes().values():
            box.currentIndexChanged.connect(lambda _row: self.changed.emit())
        self.title.textChanged.connect(lambda _text: self._pause.start())

    def request(self) -> "PrintRequest":
        """Return what is to be printed."""
        from planner.reports.catalog import PrintRequest

        return PrintRequest(
            report="breakdown",
            layout=self.layout_box.currentData(),
            profile=self.paper.currentData(),
            depth=self.detail.currentData(),
            stage_mark=self.mark.currentData(),
            title=self.title.text().strip() or None,
            inherited=self.ruled.currentData() == "all",
        )

    def keep(self) -> None:
        """Remember the choices for the next time; the title belongs to this plan only."""
        choices = {name: box.currentIndex() for name, box in self._boxes().items() if name != "mark"}
        self._store.set_setting(SETTING, json.dumps(choices))

    def _recall(self, snapshot: PlanSnapshot) -> None:
        try:
            choices = json.loads(self._store.setting(SETTING) or "{}")
        except ValueError:
            choices = {}
        for name, box in self._boxes().items():
            row = choices.get(name, 0) if isinstance(choices, dict) else 0
            if isinstance(row, int) and 0 <= row < box.count():
                box.setCurrentIndex(row)
        if snapshot.head.stage == "draft":
            self.mark.setCurrentIndex(self.mark.findData(STAGES["draft"]))

    def _boxes(self) -> dict[str, QComboBox]:
        return {
            "layout": self.layout_box,
            "paper": self.paper,
            "detail": self.detail,
            "mark": self.mark,
            "ruled": self.ruled,
        }


def _has_both(node: PlanNode) -> bool:
    """Tell whether a node has units of its own and others by a rule stated once."""
    return len({found.inherited_from is None for found in node.assignments}) > 1


def _box(choices: tuple[tuple[str | None, str], ...], name: str, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    for value, words in choices:
        box.addItem(words, value)
    return box

"""What counts for one plan: its year, its words of status with what each counts as, and the rule of its lights."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.core.customs import Customs, LightKind, LightRule
from planner.core.errors import PlannerError, StepError
from planner.core.progress import GROUPS, Light, Status, StatusGroup
from planner.core.redating import redated
from planner.core.snapshot import PlanSnapshot
from planner.ui.lights import light_picture
from planner.ui.panes.number_box import NumberBox
from planner.ui.panes.typing_line import TypingLine
from planner.ui.workspace import Workspace

NAME = "本计划的年度、用词和亮灯"
KINDS = {
    LightKind.DAYS: "三色：快到期或滞后亮黄灯",
    LightKind.FOUR_COLOURS: "四色：快到期亮蓝灯，滞后亮黄灯",
    LightKind.PACE: "按进度：落后于时间进度亮灯",
}
LONGEST_WORD = 8
FIRST_YEAR, LAST_YEAR = 1999, 2099
"""The first stands for none."""


class PlanCustomsDialog(QDialog):
    """Stores everything at once as one step, on 确定."""

    def __init__(self, workspace: Workspace, plan: PlanSnapshot, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(NAME)
        self._workspace, self._plan = workspace, plan
        self.words: dict[Status, TypingLine] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(10)
        self._build_year(layout)
        self._build_words(layout)
        self._build_lights(layout)
        self.trouble = _label("", self)
        self.trouble.setObjectName("open")
        self.trouble.hide()
        layout.addWidget(self.trouble)
        layout.addLayout(self._build_buttons())
        self._show(plan.customs)
        self.year.valueChanged.connect(lambda _year: self._say_of_year())
        self.kind.currentIndexChanged.connect(lambda _place: self._say_of_lights())
        self._say_of_year()
        self._say_of_lights()
        self.words[Status.IDLE].setFocus()

    @property
    def usual(self) -> Customs:
        """What counts for all plans."""
        return self._workspace.store.settings.customs

    def _build_year(self, layout: QVBoxLayout) -> None:
        self.year = NumberBox(self)
        self.year.setRange(FIRST_YEAR, LAST_YEAR)
        self.year.setSpecialValueText("没有")
        self.year.setAccessibleName("计划年度")
        years = self._plan.head.years
        self.year.setValue(years[0] if len(years) == 1 else FIRST_YEAR)
        self.year.setEnabled(len(years) < 2)
        self.year_note = _label("", self)
        row = QHBoxLayout()
        row.setSpacing(10)
        for widget in (_label("计划年度(&Y)", self, self.year), self.year, self.year_note):
            row.addWidget(widget)
        row.addStretch(1)
        layout.addLayout(row)

    def _build_words(self, layout: QVBoxLayout) -> None:
        layout.addWidget(_heading("状态在本计划里的叫法", self))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        half = (len(Status) + 1) // 2
        for place, status in enumerate(Status):
            column, row = divmod(place, half)
            line = TypingLine(self)
            line.setMaxLength(LONGEST_WORD)
            line.setPlaceholderText(self.usual.word(status))
            line.setAccessibleName(f"“{status}”的叫法，{_counts_as(status)}")
            self.words[status] = line
            counted = _label(_counts_as(status), self)
            for offset, widget in enumerate((_label(status.value, self), line, counted)):
                grid.addWidget(widget, row, 4 * column + offset)
        grid.setColumnMinimumWidth(3, 36)
        for column in (1, 5):
            grid.setColumnStretch(column, 1)
        layout.addLayout(grid)

    def _build_lights(self, layout: QVBoxLayout) -> None:
        layout.addWidget(_heading("亮灯", self))
        self.kind = QComboBox(self)
        self.kind.setAccessibleName("亮灯的规则")
        for kind, words in KINDS.items():
            self.kind.addItem(words, kind.value)
        self.days = _number("到期前几天起", 0, 90, " 天", self)
        self.yellow, self.red = (
            _number("落后多少亮黄灯", 1, 99, " 点", self),
            _number("落后多少亮红灯", 2, 100, " 点", self),
        )
        self._days_words = _label("到期前(&D)", self, self.days)
        self._points_words = (_label("黄灯落后(&H)", self, self.yellow), _label("红灯落后(&R)", self, self.red))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.kind)
        for widget in (
            self._days_words,
            self.days,
            self._points_words[0],
            self.yellow,
            self._points_words[1],
            self.red,
        ):
            row.addWidget(widget)
        row.addStretch(1)
        layout.addLayout(row)
        legend = QHBoxLayout()
        legend.setSpacing(6)
        self._signs: list[tuple[Light, QLabel, QLabel]] = []
        for light in (Light.GREEN, Light.BLUE, Light.YELLOW, Light.RED):
            picture, meaning = QLabel(self), _label("", self)
            picture.setPixmap(light_picture(light))
            self._signs.append((light, picture, meaning))
            legend.addWidget(picture)
            legend.addWidget(meaning)
            legend.addSpacing(8)
        legend.addStretch(1)
        layout.addLayout(legend)

    def _build_buttons(self) -> QHBoxLayout:
        usual = QPushButton("改回设置里的用词和亮灯(&B)", self)
        usual.clicked.connect(lambda _checked=False: self._show(self.usual))
        agree, leave = QPushButton("确定", self), QPushButton("取消", self)
        agree.setObjectName("primary")
        agree.setDefault(True)
        agree.clicked.connect(lambda _checked=False: self._store())
        leave.clicked.connect(lambda _checked=False: self.reject())
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.addWidget(usual)
        row.addStretch(1)
        row.addWidget(agree)
        row.addWidget(leave)
        return row

    def _show(self, customs: Customs) -> None:
        for status, line in self.words.items():
            line.setText(customs.word(status))
        rule = customs.lights
        self.kind.setCurrentIndex(self.kind.findData(rule.kind.value))
        self.days.setValue(rule.soon_days)
        self.yellow.setValue(rule.yellow_points)
        self.red.setValue(rule.red_points)
        self._say_of_lights()

    def _rule(self) -> LightRule:
        kind = LightKind(self.kind.currentData())
        return LightRule(kind, self.days.value(), self.yellow.value(), self.red.value())

    def _wanted_year(self) -> int | None:
        return self.year.value() if self.year.value() != FIRST_YEAR else None

    def _say_of_year(self) -> None:
        if len(self._plan.head.years) > 1:
            self.year_note.setText("几年的计划，时限按各自写的年份算")
            return
        count = len(redated(self._plan, self._wanted_year(), self._plan.customs.terms))
        self.year_note.setText(f"{count} 项时限的日子会按它重算" if count else "“6月底前”等时限按它算出日子")

    def _say_of_lights(self) -> None:
        rule = self._rule()
        is_pace = rule.kind is LightKind.PACE
        for widget in (self._days_words, self.days):
            widget.setVisible(not is_pace)
        for widget in (*self._points_words, self.yellow, self.red):
            widget.setVisible(is_pace)
        meanings = _MEANINGS[rule.kind]
        for light, picture, words in self._signs:
            words.setText(meanings.get(light, ""))
            for widget in (picture, words):
                widget.setVisible(light in meanings)

    def _store(self) -> None:
        """Store everything as one step; what cannot be is told below the fields."""
        from planner.services import customs, redating

        plan, usual, rule, year = self._plan, self.usual, self._rule(), self._wanted_year()
        words = {status: line.text() for status, line in self.words.items()}
        is_other_year = len(plan.head.years) < 2 and year != next(iter(plan.head.years), None)

        def step(session: object) -> object:
            touched = customs.set_status_words(session, plan.plan_id, words, usual)  # type: ignore[arg-type]
            customs.set_lights(session, plan.plan_id, rule, usual)  # type: ignore[arg-type]
            if is_other_year:
                terms = plan.customs.terms
                found = redated(plan, year, terms)
                redating.set_year(session, plan.plan_id, year, found, terms)  # type: ignore[arg-type]
            return touched

        refused: list[PlannerError] = []
        told: Callable[[PlannerError], None] = refused.append
        self._workspace.failed.connect(told)
        done = self._workspace.do(f"设定{NAME}", step)
        self._workspace.failed.disconnect(told)
        if done is not None:
            self.accept()
            return
        for error in refused:
            self.trouble.setText(f"{error.message}{error.hint}" if isinstance(error, StepError) else error.message)
        self.trouble.show()


_MEANINGS = {
    LightKind.DAYS: {Light.GREEN: "正常", Light.YELLOW: "快到期或滞后", Light.RED: "已过期"},
    LightKind.FOUR_COLOURS: {
        Light.GREEN: "正常",
        Light.BLUE: "快到期",
        Light.YELLOW: "滞后",
        Light.RED: "已过期",
    },
    LightKind.PACE: {Light.GREEN: "按序时", Light.YELLOW: "落后或滞后", Light.RED: "落后很多或已过期"},
}


def _counts_as(status: Status) -> str:
    if status is Status.EXTENSION:
        return "计入：照原来的"
    group = GROUPS[status]
    if group is StatusGroup.APART:
        return "单列，不计入完成率"
    return f"计入：{group.value}" + ("（自动算出）" if status is Status.OVERDUE else "")


def _number(name: str, least: int, most: int, suffix: str, parent: QWidget) -> NumberBox:
    box = NumberBox(parent)
    box.setRange(least, most)
    box.setSuffix(suffix)
    box.setAccessibleName(name)
    return box


def _heading(words: str, parent: QWidget) -> QLabel:
    found = QLabel(words, parent)
    found.setObjectName("heading")
    return found


def _label(words: str, parent: QWidget, buddy: QWidget | None = None) -> QLabel:
    found = QLabel(words, parent)
    found.setObjectName("muted")
    if buddy is not None:
        found.setBuddy(buddy)
    return found

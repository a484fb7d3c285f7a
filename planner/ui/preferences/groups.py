"""The groups of the settings: which fields stand together, and what they say below."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from planner.core.customs import LightKind
from planner.core.progress import Status
from planner.core.settings import BY_NAME as ROWS
from planner.core.settings import (
    LAST_PLAN,
    LIGHT_NAMES,
    MOST_POINTS,
    MOST_SOON_DAYS,
    START_PAGE,
    Settings,
)
from planner.ui.preferences.fields import LineSetting, ListSetting, NumberSetting, SettingField
from planner.ui.preferences.readings import light_reading, term_reading

NAMES_WIDTH = 460
SHORT_WIDTH = 220


class Group(QScrollArea):
    """Fields one below the other, by the Chinese names of their settings. `changed` tells name and value."""

    changed = Signal(str, object)

    def __init__(self, parent: QWidget, headline: str) -> None:
        super().__init__(parent)
        self.setObjectName("choices")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fields: dict[str, SettingField] = {}
        self.editors: list[QWidget] = []
        self._sheet = QWidget(self)
        self._grid = QGridLayout(self._sheet)
        self._grid.setContentsMargins(20, 14, 20, 14)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(1, 100)
        self._grid.setColumnStretch(2, 1)
        self.setWidget(self._sheet)
        self.add_words(headline)

    @property
    def sheet(self) -> QWidget:
        """What the fields stand on."""
        return self._sheet

    def add(self, name: str, field: SettingField) -> None:
        """Add the field of a setting as the last row."""
        self.fields[name] = field
        field.changed.connect(lambda value: self.changed.emit(name, value))
        self.place(field)

    def place(self, field: SettingField) -> None:
        """Put a field into the last row."""
        self.editors.append(field.editor)
        row = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        field.label.setMinimumHeight(field.editor.sizeHint().height())
        self._grid.addWidget(field.label, row, 0, top)
        field.setMaximumWidth(NAMES_WIDTH)
        self._grid.addWidget(field, row, 1, top)

    def add_words(self, words: str) -> QLabel:
        """Add a line of words over the whole width."""
        label = QLabel(words, self._sheet)
        label.setObjectName("muted")
        label.setWordWrap(True)
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 3)
        return label

    def add_part(self, part: QWidget) -> None:
        """Add something over the width of the fields."""
        self._grid.addWidget(part, self._grid.rowCount(), 1, Qt.AlignmentFlag.AlignTop)

    def finish(self) -> None:
        """Leave the rest of the room empty below."""
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def show_settings(self, settings: Settings) -> None:
        """Show all values and what they mean."""
        for name, field in self.fields.items():
            field.load(ROWS[name].tell(settings))
            field.tell("")

    def refuse(self, name: str, trouble: str) -> None:
        """Say that a value was not taken."""
        self.fields[name].tell(trouble.replace(f"“{name}”", ""), wrong=True)

    def hurry(self) -> None:
        """Let all fields tell their changes."""
        for field in self.fields.values():
            field.hurry()

    def usual(self, settings: Settings) -> Settings:
        """Return the settings with the usual values for what stands in this group."""
        for name in self.fields:
            settings = ROWS[name].take(settings, ROWS[name].tell(Settings()))
        return settings

    def is_usual(self, settings: Settings) -> bool:
        """Tell whether all in this group has its usual value."""
        return self.usual(settings) == settings


class OfficeGroup(Group):
    """Who we are, and how we call lead and partner."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "打印时用作默认值；打印窗口里另外填写的，只用于那一次。")
        sheet = self.sheet
        self.add("单位名称", LineSetting("单位名称(&N)", sheet, "随计划的发文单位", "印在表格的副标题里"))
        self.add("联系人和电话", LineSetting("联系人和电话(&T)", sheet, "姓名和电话", "印在单位任务清单末尾"))
        self.add("用户姓名", LineSetting("用户姓名(&Y)", sheet, "您的姓名", "记在每一步修改的历史里，不打印"))
        words = "计划里没有写明时，表头这样写"
        self.add("牵头单位的叫法", LineSetting("牵头单位叫作(&L)", sheet, "", words, longest=8))
        self.add("配合单位的叫法", LineSetting("配合单位叫作(&P)", sheet, "", "如：协办单位、责任单位", longest=8))
        self.finish()


class TermsGroup(Group):
    """The terms, and when a light changes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "“学期末”“开学前”这样的时限按学期换算成日期；亮灯规则用于没有另定规则的计划。")
        sheet = self.sheet
        self.add("学期.春季学期", LineSetting("春季学期(&S)", sheet, "3月1日至7月10日", longest=30))
        self.add("学期.秋季学期", LineSetting("秋季学期(&A)", sheet, "9月1日至次年1月20日", longest=30))
        kinds = {LightKind.DAYS: "绿、黄、红", LightKind.FOUR_COLOURS: "绿、蓝、黄、红，快到期亮蓝灯"}
        names = [(name, f"{name}（{kinds[kind]}）" if kind in kinds else name) for kind, name in LIGHT_NAMES.items()]
        self.add("亮灯.规则", ListSetting("亮灯规则(&G)", names, sheet))
        self.add("亮灯.提前几天", NumberSetting("提前几天提醒(&D)", MOST_SOON_DAYS, "天", sheet))
        self._points = ("亮灯.落后几个百分点亮黄灯", "亮灯.落后几个百分点亮红灯")
        for name, label in zip(self._points, ("落后多少亮黄灯(&H)", "落后多少亮红灯(&E)"), strict=True):
            self.add(name, NumberSetting(label, MOST_POINTS, "个百分点", sheet))
        self._reading = QLabel(sheet)
        self._reading.setObjectName("quote")
        self.add_part(self._reading)
        self.finish()

    def show_settings(self, settings: Settings) -> None:
        """Read the terms back in words, and say which light shines when."""
        super().show_settings(settings)
        terms, lights = settings.customs.terms, settings.customs.lights
        today = date.today()
        self.fields["学期.春季学期"].tell(term_reading(terms.spring, today))
        self.fields["学期.秋季学期"].tell(term_reading(terms.autumn, today))
        self._reading.setText(light_reading(lights))
        by_pace = lights.kind is LightKind.PACE
        for name in self._points:
            self.fields[name].setVisible(by_pace)
            self.fields[name].label.setVisible(by_pace)


class StatusGroup(Group):
    """What the office calls the eight statuses."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "屏幕上和印出的表格里都用这里的叫法；统计仍按原来的归类。留空恢复原来的叫法。")
        for status, key in zip(Status, "ABDEFGHJ", strict=True):
            field = LineSetting(f"{status.value}(&{key})", self.sheet, status.value, longest=8)
            self.add(f"状态的叫法.{status.value}", field)
            field.setMaximumWidth(SHORT_WIDTH)
        self.finish()


def start_field(parent: QWidget) -> SettingField:
    """Return the choice of what the window shows first."""
    values = [(LAST_PLAN, "上次打开的计划"), (START_PAGE, "首页：最近的计划、要到期的任务")]
    return ListSetting("启动时显示(&W)", values, parent)

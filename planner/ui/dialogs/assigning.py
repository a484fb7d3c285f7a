"""Giving the items of a plan their units one by one: the item to be read, one box, and what may be taken.

Everything is done by keys from the box; each gesture is one step of the store that Ctrl+Z takes back.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.core import pinyin
from planner.core.vocabulary import Role
from planner.ui.assigning import AssigningDesk, Candidates
from planner.ui.dialogs.placing import keep_size, place_over_parent
from planner.ui.panes.bar import Bar
from planner.ui.panes.candidates import CandidateGrid
from planner.ui.panes.chips import ChipRow
from planner.ui.panes.elided import ElidedLabel
from planner.ui.panes.item_reading import ItemReading
from planner.ui.panes.item_strip import ItemStrip
from planner.ui.panes.open_count import OpenCount
from planner.ui.panes.unit_box import SHIFTED, UnitBox
from planner.ui.proposer import Proposer
from planner.ui.tasks import Worker
from planner.ui.workspace import Workspace

ROOM_TO_SPARE = 900
EDGE = 28
STRIP_LETTERS = 22
LETTERS_WITH_STRIP = 80
LETTERS_HIGH = 42
PLACEHOLDER = "拼音首字母（jjk）、单位名称，或数字"
HINT = "Enter {lead}　Shift+Enter {partner}　数字 选择（加 Shift 为{partner}）　空着按 Enter 下一项　Ctrl+D 同上一项"
HINT_TYPED = "Enter {lead}　Shift+Enter {partner}　↑↓ 换一个　数字 选择　Esc 清空"
HINT_POSITION = "空着按 Enter 确认推定的{lead}　Backspace 去掉　↓ 先不定"
HINT_MORE = "Shift+↓ 下文　"
EMPTY_REGISTER = (
    "名录里还没有单位。输入单位名称，按 Enter 就加入名录，以后输入拼音首字母就能找到；有现成名单时按 Ctrl+U 导入。"
)
NO_MATCH = "名录里没有这样拼的单位。输入汉字名称，按 Enter 就加入名录。"
WORDS = (
    ("Enter", "定为牵头；空着按是下一项（推定的牵头同时确认）"),
    ("Shift+Enter", "定为配合"),
    ("1–9 / Shift+1–9", "选为牵头 / 配合"),
    ("空格", "同 Enter（输入拼音时）"),
    ("Backspace", "空着按：去掉最后一个单位"),
    ("Ctrl+D", "同上一项"),
    ("↓ ↑ / PgDn PgUp", "下一项、上一项"),
    ("Ctrl+↓ ↑", "下一个、上一个未定的任务"),
    ("Shift+↓ ↑", "滚动正文"),
    ("Ctrl+Z / Ctrl+Y", "撤销 / 重做"),
    ("Ctrl+U", "单位名录"),
    ("Esc", "清空；空着按是返回"),
)


class AssigningDialog(QDialog):
    """Holds a desk on the workspace; what it changes is changed in the window at once."""

    def __init__(self, workspace: Workspace, proposer: Proposer, worker: Worker, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("逐条分派")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._workspace = workspace
        self._worker = worker
        self.desk = AssigningDesk(workspace, proposer, self)
        self._slots = self._bind_keys()
        self._hint = ""
        self.bar = Bar(self)
        self.reading = ItemReading(self)
        self.strip = ItemStrip(self)
        self.box = UnitBox(self, self._press)
        self.grid = CandidateGrid(self)
        self._build_head()
        self._build_units()
        self._build_foot()
        self._arrange()
        self._connect()
        self._show_item()
        self._show()
        place_over_parent(self)
        keep_size(self, workspace.store)
        if self.screen().availableSize().height() < ROOM_TO_SPARE:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self.box.setFocus()

    def _build_head(self) -> None:
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(3)
        self.progress.setAccessibleName("分派进度")
        self.title = ElidedLabel(self)
        self.title.setObjectName("heading")
        self.place = QLabel(self)
        self.place.setObjectName("muted")
        self.waiting = OpenCount(self)

    def _build_units(self) -> None:
        self.lead_label, self.partner_label, box_label = (QLabel(self) for _ in range(3))
        box_label.setText("单位")
        box_label.setBuddy(self.box)
        for label in (self.lead_label, self.partner_label, box_label):
            label.setObjectName("muted")
            label.setContentsMargins(0, 4, 0, 4)
        self.box_label = box_label
        self.leads = ChipRow("牵头", "还没有", self, is_strong=True)
        self.partners = ChipRow("配合", "还没有", self, is_strong=False)
        self.box.setPlaceholderText(PLACEHOLDER)
        font = self.box.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self.box.setFont(font)

    def _build_foot(self) -> None:
        self.news = ElidedLabel(self)
        self.news.setObjectName("muted")
        self.news.setAccessibleName("提示")
        self._told = ""
        self.register_button = QPushButton("单位名录(&U)…", self)
        self.register_button.setToolTip("科室和单位：导入名单、简称、别名（Ctrl+U）")
        self.leave_button = QPushButton("返回", self)
        self.leave_button.setToolTip("返回（Esc），分派到这里的都已保存")
        for button in (self.register_button, self.leave_button):
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(EDGE, 10, EDGE, 9)
        head.setSpacing(18)
        head.addWidget(self.title, 1)
        head.addWidget(self.place)
        head.addWidget(self.waiting)
        self._text = text = QHBoxLayout()
        text.addWidget(self.reading)
        units = QGridLayout()
        units.setContentsMargins(EDGE, 12, EDGE, 10)
        units.setHorizontalSpacing(14)
        units.setVerticalSpacing(9)
        top = Qt.AlignmentFlag.AlignTop
        units.addWidget(self.lead_label, 0, 0, top)
        units.addWidget(self.leads, 0, 1, top)
        units.addWidget(self.partner_label, 0, 2, top)
        units.addWidget(self.partners, 0, 3, top)
        units.addWidget(self.box_label, 1, 0)
        units.addWidget(self.box, 1, 1, 1, 3)
        units.addWidget(self.grid, 2, 1, 1, 3)
        units.setColumnStretch(1, 2)
        units.setColumnStretch(3, 3)
        foot = QHBoxLayout()
        foot.setContentsMargins(EDGE, 8, EDGE, 9)
        foot.setSpacing(10)
        foot.addWidget(self.news, 1)
        foot.addWidget(self.register_button)
        foot.addWidget(self.leave_button)
        sheet = QWidget(self)
        sheet.setObjectName("plain")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(text, 1)
        inside.addWidget(_rule(self))
        inside.addLayout(units)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.progress)
        layout.addWidget(self.bar)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.strip)
        self._strip_rule = _rule(self, upright=True)
        middle.addWidget(self._strip_rule)
        middle.addWidget(sheet, 1)
        layout.addLayout(middle, 1)
        layout.addWidget(_rule(self))
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.desk.changed.connect(self._show)
        self.desk.arrived.connect(self._show_item)
        self.desk.told.connect(self._tell)
        self.desk.plan_gone.connect(self.reject)
        self._workspace.failed.connect(self.bar.show_trouble)
        self.box.textChanged.connect(lambda _text: self._show_candidates())
        self.grid.chosen.connect(self._take)
        self.reading.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._tell(self._told))
        self.strip.wanted.connect(self.desk.choose)
        self.register_button.clicked.connect(self.show_units)
        self.leave_button.clicked.connect(self.reject)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the box what was typed elsewhere; what it does not take comes back here."""
        if self.focusWidget() is self.box:
            super().keyPressEvent(event)
        else:
            self.box.setFocus()
            QCoreApplication.sendEvent(self.box, event)

    def _bind_keys(self) -> dict[int, Callable[[], bool]]:
        desk = self.desk
        table: dict[str, Callable[[], bool]] = {
            "Return": self._enter,
            "Shift+Return": partial(self._take_marked, Role.PARTNER),
            "Space": self._take_sound,
            ",": self._take_sound,
            "Down": partial(self._arrow, 1),
            "Up": partial(self._arrow, -1),
            "Backspace": self._take_away,
            "Esc": self._escape,
        }
        plain: dict[str, Callable[[], None]] = {
            "PgDown": partial(desk.step, 1),
            "PgUp": partial(desk.step, -1),
            "Ctrl+Down": partial(desk.next_open, 1),
            "Ctrl+Up": partial(desk.next_open, -1),
            "Ctrl+D": desk.do_as_above,
            "Ctrl+Z": desk.undo,
            "Ctrl+Y": desk.redo,
            "Ctrl+Shift+Z": desk.redo,
            "Ctrl+U": self.show_units,
            "Shift+F1": self.show_keys,
        }
        table |= {keys: partial(self._run, slot) for keys, slot in plain.items()}
        table["Shift+Down"] = partial(self._scroll, 1)
        table["Shift+Up"] = partial(self._scroll, -1)
        for digit in range(1, 10):
            table[str(digit)] = partial(self._digit, digit - 1, Role.LEAD)
            table[f"Alt+{digit}"] = partial(self._digit, digit - 1, Role.PARTNER)
        found = {QKeySequence(keys)[0].toCombined(): slot for keys, slot in table.items()}  # type: ignore[index]
        shift = Qt.KeyboardModifier.ShiftModifier.value
        for place, key in enumerate(SHIFTED):
            found[key.value | shift] = partial(self._digit, place, Role.PARTNER)
            found[(Qt.Key.Key_1.value + place) | shift] = partial(self._digit, place, Role.PARTNER)
        return found

    def _press(self, code: int) -> bool:
        slot = self._slots.get(code)
        return slot is not None and slot()

    def _run(self, slot: Callable[[], None]) -> bool:
        self.box.clear()
        slot()
        return True

    def _enter(self) -> bool:
        if self.box.text().strip():
            return self._take_marked(Role.LEAD)
        self.desk.go_on()
        return True

    def _take_marked(self, role: Role) -> bool:
        if self.grid.marked >= 0:
            self._take(self.grid.marked, role)
        return True

    def _take_sound(self) -> bool:
        return pinyin.is_typed_sound(self.box.text().strip()) and self._take_marked(Role.LEAD)

    def _digit(self, place: int, role: Role) -> bool:
        """Take what the digit stands for; behind 第 or another digit it belongs to a name."""
        typed = self.box.text()
        found = self.grid.candidates
        if place >= len(found) or found[place] is None or typed[-1:].isdigit() or typed.endswith("第"):
            return not typed
        self._take(place, role)
        return True

    def _take(self, place: int, role: Role) -> None:
        candidate = self.grid.candidates[place]
        if candidate is not None:
            self.box.clear()
            self.desk.give(candidate, role)

    def _arrow(self, offset: int) -> bool:
        if self.box.text().strip():
            count = len(self.grid.candidates)
            self.grid.mark((self.grid.marked + offset) % count if count else -1)
        else:
            self.desk.step(offset)
        return True

    def _take_away(self) -> bool:
        if self.box.text():
            return False
        self.desk.take_away()
        return True

    def _scroll(self, lines: int) -> bool:
        self.reading.scroll_by(lines)
        return True

    def _escape(self) -> bool:
        if self.box.text():
            self.box.clear()
        else:
            self.reject()
        return True

    def show_units(self) -> None:
        """Open the register of units."""
        from planner.ui.dialogs.units import UnitsDialog

        UnitsDialog(self._workspace, self._worker, self).open()

    def show_keys(self) -> None:
        """Say all keys."""
        self.bar.show_remark("；".join(f"{keys} {words}" for keys, words in WORDS))

    # Showing

    def _show_item(self) -> None:
        self.box.clear()
        self.reading.show_item(self.desk.snapshot, self.desk.item)

    def _show(self) -> None:
        desk = self.desk
        if self.bar.is_alarm:
            self.bar.settle()
        count, missing, unsure = len(desk.items), desk.open_count, desk.unconfirmed_count
        lead = desk.role_words(Role.LEAD)
        self.title.show_words(desk.snapshot.head.title or desk.snapshot.source.name)
        self.place.setText(f"第 {desk.place + 1} / {count} 项")
        words = f"还有 {unsure} 项{lead}待确认" if unsure else "✓ 全部任务都有了牵头单位"
        self.waiting.setText(f"还剩 {missing} 项没有牵头单位" if missing else words)
        self.waiting.setProperty("done", not missing and not unsure)
        self.waiting.style().polish(self.waiting)
        self.progress.setMaximum(max(count, 1))
        self.progress.setValue(count - missing - unsure)
        self.lead_label.setText(lead)
        self.partner_label.setText(desk.role_words(Role.PARTNER))
        self.leads.show_units(desk.item.leads)
        self.partners.show_units(desk.item.partners)
        self.strip.show_items(desk.items, desk.place)
        self._show_candidates()

    def _show_candidates(self) -> None:
        desk, typed = self.desk, self.box.text().strip()
        found: Candidates = desk.candidates(typed)
        words = NO_MATCH if typed else EMPTY_REGISTER
        self.grid.show_candidates(found, desk.role_of, 0 if typed and found else -1, words)
        hint = HINT
        if typed:
            hint = HINT_TYPED
        elif any(not one.stated for one in desk.item.leads):
            hint = HINT_POSITION
        self._hint = hint.format(lead=desk.role_words(Role.LEAD), partner=desk.role_words(Role.PARTNER))
        self._tell(self._told)

    def _tell(self, words: str) -> None:
        """Say what was done, where the keys are said otherwise."""
        self._told = words
        more = HINT_MORE if self.reading.verticalScrollBar().maximum() else ""
        self.news.show_words(words or f"{more}{self._hint}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list of items out where the text needs the room."""
        super().resizeEvent(event)
        letter = self.fontMetrics().horizontalAdvance("字")
        self.strip.setFixedWidth(STRIP_LETTERS * letter)
        for part in (self.strip, self._strip_rule):
            part.setVisible(self.width() >= LETTERS_WITH_STRIP * letter)
        is_tight = self.height() < LETTERS_HIGH * letter
        self._text.setContentsMargins(EDGE, 10 if is_tight else 18, EDGE, 4)
        if is_tight != self.reading.is_tight:
            self.reading.is_tight = is_tight
            self.reading.show_item(self.desk.snapshot, self.desk.item)


def _rule(parent: QWidget, *, upright: bool = False) -> QFrame:
    rule = QFrame(parent)
    rule.setObjectName("rule")
    if upright:
        rule.setFixedWidth(1)
    else:
        rule.setFixedHeight(1)
    return rule

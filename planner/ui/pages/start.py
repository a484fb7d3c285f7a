"""The page 首页: what is due, how the plans stand, what wants to be looked at, and a search over all plans."""

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from planner.core.agenda import DueLine, Period, stretch, within
from planner.core.filtering import ItemFilter
from planner.core.traits import Gap
from planner.ui.actions import BY_NAME, plain
from planner.ui.icons import icon
from planner.ui.itemmodels.start_rows import Errand, PlanCard, Row, card_of, errands
from planner.ui.pages.due_list import DueList
from planner.ui.pages.page import Page
from planner.ui.pages.start_list import StartList
from planner.ui.pages.start_search import MOST_HITS, found_items
from planner.ui.panes.typing_line import TypingLine
from planner.ui.panes.welcome import Welcome
from planner.ui.shelf import Shelf
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow

WAYS_IN = ("open", "paste", "tour", "help")
WEEKDAYS = "一二三四五六日"
PERIODS = (Period.LATE, Period.WEEK, Period.MONTH)
HEADS = {Period.LATE: "已逾期", Period.WEEK: "本周", Period.MONTH: "本月"}
LEAST_LINES = 5
ROOM_FOR_WORDS = 1000
DUE_HEADING = "要到期的任务"
MOST_CARDS = 12


class StartPage(Page):
    """Shows how things stand whenever it is gone to, and while it is seen after each step."""

    takes = frozenset({"focus_filter", "next_pane", "previous_pane"})

    def __init__(self, workspace: Workspace, window: "MainWindow") -> None:
        super().__init__(workspace, window)
        self.shelf = Shelf.of(workspace)
        self.search = TypingLine(self)
        self.today = QLabel(self)
        self.due = DueList(self, is_brief=True)
        self.nothing_due = QLabel(self)
        self.hits = StartList("找到的任务", self)
        self.no_hits = QLabel(self)
        self.plans = StartList("最近的计划", self)
        self.errands = StartList("需要处理", self)
        self.left_heading = QLabel(DUE_HEADING, self)
        self.counts: dict[Period, int] = {}
        self.links = {period: QPushButton(self) for period in PERIODS}
        self.left = QStackedWidget(self)
        self.pages = QStackedWidget(self)
        self.welcome = Welcome(self)
        self.ways = [self._way(name) for name in WAYS_IN if name in BY_NAME]
        self._name_parts()
        self._lay_out()
        self._connect()

    @property
    def day(self) -> date:
        """The day that lateness is told of."""
        return date.today()

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What F6 goes round."""
        return (self.due, self.hits, self.plans, self.errands, self.search)

    def arrive(self, about: object) -> None:
        """Show how things stand and take the focus."""
        del about
        self.search.clear()
        self.refresh()
        if not self.shelf.plans:
            self.welcome.begin()
        elif self.due.rows.rows:
            self.due.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.plans.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show everything as it stands now."""
        day, plans = self.day, self.shelf.plans
        self.today.setText(f"{day.month}月{day.day}日　星期{WEEKDAYS[day.weekday()]}")
        self.welcome.show_reviews(self.workspace.reviews)
        self.pages.setCurrentIndex(1 if plans else 0)
        newest_first = sorted(plans, key=lambda plan: (plan.plan_id != self.workspace.plan_id, -plan.plan_id))
        self.plans.show_rows(tuple(card_of(plan, day) for plan in newest_first[:MOST_CARDS]))
        todo = tuple(errands(self.workspace.reviews, plans, self.shelf.doubts))
        self.errands.show_rows(todo)
        self.todo.setVisible(bool(todo))
        self._show_due()
        self._find(self.search.text())

    def focus_filter(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc end a search first, and the arrow down go from the box into what was found."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            (self.hits if self.search.text().strip() else self.due).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words of the ways in out where there is little room: their pictures and tips say them."""
        super().resizeEvent(event)
        has_room = self.width() >= ROOM_FOR_WORDS
        for button in self.ways:
            button.setText(button.accessibleName() if has_room else "")

    # Within

    def _show_due(self) -> None:
        """Show the late ones, then those of this week and of this month, as many as there is room for."""
        day = self.day
        lines = self.shelf.lines(day)
        terms = self.workspace.store.settings.customs.terms
        of_period = {period: within(lines, stretch(period, day, terms)) for period in PERIODS}
        of_period[Period.LATE] = of_period[Period.LATE][
            ::-1
        ]  # what is late since yesterday before what is so for years
        for period, button in self.links.items():
            count = len(of_period[period])
            button.setText(f"{HEADS[period]} {count}")
            button.setAccessibleName(f"{HEADS[period]} {count} 项，到“到期”一页去看")
            self.counts[period] = count
        told: set[int] = set()
        groups: list[tuple[str, list[DueLine]]] = []
        for period in PERIODS:
            fresh = [line for line in of_period[period] if id(line) not in told]
            told |= {id(line) for line in fresh}
            if fresh:
                groups.append((HEADS[period] if period is not Period.MONTH else "本月其余", fresh))
        room = max(LEAST_LINES, self.due.viewport().height() // max(1, self.due.row_height) - len(groups))
        self.due.show_groups(_shared(groups, room), day, counts={words: len(found) for words, found in groups})
        self.due.setVisible(bool(groups))
        self.nothing_due.setVisible(not groups)

    def _find(self, words: str) -> None:
        typed = words.strip()
        self.left.setCurrentIndex(1 if typed else 0)
        self.left_heading.setText(DUE_HEADING)
        for period, button in self.links.items():
            button.setVisible(not typed and self.counts.get(period, 0) > 0)
        if typed:
            found = tuple(found_items(self.shelf, typed, self.day))
            self.hits.show_rows(found)
            count = f"找到 {len(found)} 项" if len(found) < MOST_HITS else f"列出最相近的 {MOST_HITS} 项"
            self.left_heading.setText(count if found else "没有找到")
            self.hits.setVisible(bool(found))
            self.no_hits.setText(
                "" if found else f"各份计划里都没有“{typed}”。\n可以写任务或单位的几个字，或者拼音首字母。"
            )
            self.no_hits.setVisible(not found)

    def _open_first(self) -> None:
        if self.search.text().strip() and self.hits.rows.rows:
            self._go(self.hits.rows.rows[0])

    def _go(self, row: Row) -> None:
        workspace, window = self.workspace, self.main_window
        if isinstance(row, PlanCard):
            workspace.go_to(row.plan_id)
        elif isinstance(row, Errand) and row.kind == "review":
            window.intake.take_up(row.about)
        elif isinstance(row, Errand) and row.kind == "node":
            workspace.go_to(row.plan_id, row.about)
        elif isinstance(row, Errand) and row.kind == "leads":
            workspace.go_to_items(row.plan_id, ItemFilter(gaps=(Gap.NO_LEAD,)))
        else:
            workspace.go_to(row.plan_id)
            window.navigation.show_faults()

    def _go_due(self, line: DueLine) -> None:
        self.workspace.go_to(line.plan.plan_id, line.node.node_id)

    def _resized(self) -> None:
        if self.isVisible():
            self._show_due()

    def _changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _way(self, name: str) -> QPushButton:
        spec = BY_NAME[name]
        action = self.main_window.actions_table[name]
        button = QPushButton(icon(spec.icon), spec.short or plain(spec.text), self)
        button.setAccessibleName(button.text())
        button.setToolTip(action.toolTip())
        button.setProperty("icon_name", spec.icon)
        button.clicked.connect(lambda _checked=False: action.trigger())
        return button

    def refresh_look(self) -> None:
        """Draw the icons for the palette of this moment."""
        for button in self.ways:
            button.setIcon(icon(str(button.property("icon_name"))))

    def _name_parts(self) -> None:
        self.setAccessibleName("首页")
        self.setAutoFillBackground(True)
        self.today.setObjectName("title")
        self.search.setAccessibleName("在全部计划里找任务")
        self.search.setPlaceholderText("在全部计划里找：任务、单位，或拼音首字母（Ctrl+F）")
        self.search.setClearButtonEnabled(True)
        for period, button in self.links.items():
            button.setObjectName("link")
            button.setToolTip(f"到“到期”一页看{HEADS[period]}的（Ctrl+D）")
        for label in (self.nothing_due, self.no_hits):
            label.setObjectName("muted")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self.nothing_due.setText("近期没有到期的任务。\n写有完成时限的任务，临近时会列在这里。")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.today)
        head.addSpacing(12)
        head.addStretch(1)
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(420)
        head.addWidget(self.search, 2)
        for button in self.ways:
            head.addWidget(button)
        due = _stacked(self.due, self.nothing_due)
        hits = _stacked(self.hits, self.no_hits)
        for part in (due, hits):
            self.left.addWidget(part)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(_card(QLabel("最近的计划", self), (), _stacked(self.plans), self), 3)
        self.todo = _card(QLabel("需要处理", self), (), _stacked(self.errands), self)
        right.addWidget(self.todo, 2)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(_card(self.left_heading, tuple(self.links.values()), self.left, self), 3)
        body.addLayout(right, 2)
        desk = QWidget(self)
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(body)
        stops: list[QWidget] = [self.search, *self.ways, *self.links.values(), self.due, self.hits]
        for before, after in pairwise([*stops, self.plans, self.errands]):
            self.setTabOrder(before, after)
        self.pages.addWidget(self.welcome)
        self.pages.addWidget(desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.pages, 1)

    def _connect(self) -> None:
        self.shelf.changed.connect(self._changed)
        self.workspace.plans_changed.connect(self._changed)
        self.main_window.appearance.changed.connect(self.refresh_look)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._open_first)
        for each in (self.hits, self.plans, self.errands):
            each.wanted.connect(self._go)
        self.due.wanted.connect(self._go_due)
        self.due.resized.connect(self._resized)
        self.due.stepped.connect(lambda _offset: self.plans.setFocus(Qt.FocusReason.TabFocusReason))
        for period, button in self.links.items():
            button.clicked.connect(lambda _checked=False, period=period: self.workspace.go("due", period))
        window = self.main_window
        self.welcome.open_wanted.connect(window.intake.open_file)
        self.welcome.paste_wanted.connect(window.intake.paste_plan)
        self.welcome.review_wanted.connect(window.intake.take_up)


def _shared(groups: list[tuple[str, list[DueLine]]], room: int) -> list[tuple[str, list[DueLine]]]:
    """Return the groups cut to `room` lines together: none gets more than its share while others want theirs."""
    wanted = [len(found) for _, found in groups]
    given = [0] * len(groups)
    while room > 0 and given != wanted:
        for place, count in enumerate(wanted):
            if given[place] < count and room > 0:
                given[place] += 1
                room -= 1
    return [(words, found[:count]) for (words, found), count in zip(groups, given, strict=True) if count]


def _card(heading: QLabel, beside: tuple[QWidget, ...], body: QWidget, parent: QWidget) -> QFrame:
    """Return a frame with a heading, what stands beside it, and a body."""
    card = QFrame(parent)
    card.setObjectName("sheet")
    heading.setObjectName("heading")
    heading.setMinimumHeight(heading.fontMetrics().height() + 6)  # as high as a link beside another card's heading
    row = QHBoxLayout()
    row.setContentsMargins(10, 8, 8, 4)
    row.addWidget(heading)
    row.addStretch(1)
    for part in beside:
        row.addWidget(part)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.setSpacing(0)
    layout.addLayout(row)
    layout.addWidget(body, 1)
    return card


def _stacked(*parts: QWidget) -> QWidget:
    """Return the parts one over the other; whoever shows one hides the others."""
    holder = QWidget(parts[0].parentWidget())
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        layout.addWidget(part, 1)
    return holder

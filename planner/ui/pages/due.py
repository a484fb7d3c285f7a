"""The page 到期: what is due in a period, by day or by unit; Enter goes there, Ctrl+E tells how it stands."""

import json
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.core.agenda import (
    PERIOD_WORDS,
    DueLine,
    Part,
    Period,
    Stretch,
    by_day,
    by_lead,
    month_stretch,
    months,
    stretch,
    within,
)
from planner.ui.icons import icon
from planner.ui.pages.due_list import DueList
from planner.ui.pages.due_search import fits
from planner.ui.pages.page import BarredPage
from planner.ui.panes.elided import ElidedLabel
from planner.ui.panes.segments import Segments
from planner.ui.panes.typing_line import TypingLine
from planner.ui.shelf import Shelf
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow
    from planner.ui.panes.status_list import StatusList

SETTING = "due_page"
NOBODY = "未明确牵头单位"
BY_TIME, BY_UNIT = "time", "unit"
LONGEST_PLAN = 22
ROOM_FOR_WORDS = 1060
Offered: TypeAlias = tuple[object, str]


class DuePage(BarredPage):
    """Shows the lines anew when the plans change while it is seen, the chosen line staying chosen."""

    takes = frozenset({"choose_status", "print_plan", "focus_filter", "next_pane", "previous_pane"})

    def __init__(self, workspace: Workspace, window: "MainWindow") -> None:
        super().__init__(workspace, window)
        self.shelf = Shelf.of(workspace)
        self.shelf.changed.connect(self.take_change)
        self._status_list: StatusList | None = None
        self.periods = Segments("期间", [(period.value, words) for period, words in PERIOD_WORDS.items()], self)
        self.grouping = Segments("分组", [(BY_TIME, "按时间"), (BY_UNIT, "按单位")], self)
        self.month = QComboBox(self)
        self.plans = QComboBox(self)
        self.filter = TypingLine(self)
        self.joined = QCheckBox("含配合(&J)", self)
        self.closed = QCheckBox("含已完成(&W)", self)
        self.copy_button = QPushButton(self)
        self.print_button = QPushButton(self)
        self.caption = ElidedLabel(self)
        self.empty = QLabel(self)
        self.list = DueList(self)
        self._name_parts()
        self._lay_out()
        self._recall()
        self._connect()

    @property
    def day(self) -> date:
        """The day that lateness is told of."""
        return date.today()

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What F6 goes round."""
        return (self.list, self.periods.buttons[self.periods.value], self.filter)

    @property
    def wanted(self) -> Stretch:
        """The period chosen."""
        month = self.month.currentData()
        if month is not None:
            return month_stretch(date.fromisoformat(month))
        return stretch(Period(self.periods.value), self.day, self.workspace.store.settings.customs.terms)

    def arrive(self, about: object) -> None:
        """Show what is due, in the period that the clerk came for, and take the focus."""
        if isinstance(about, Period):
            self.month.setCurrentIndex(0)
            self.periods.choose(about.value)
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the words of two buttons where there is little room: their pictures and tips say them."""
        super().resizeEvent(event)
        has_room = self.width() >= ROOM_FOR_WORDS
        for button, words in ((self.copy_button, "复制文字(&C)"), (self.print_button, "打印清单…")):
            button.setText(words if has_room else "")
        self.draw_icons()

    def draw_icons(self) -> None:
        """Draw the icons for the palette of this moment."""
        self.copy_button.setIcon(icon("copy"))
        self.print_button.setIcon(icon("printer"))

    def refresh(self) -> None:
        """Show everything as it stands now."""
        self._offer_plans()
        lines = self._filtered(self.shelf.lines(self.day))
        self._offer_months(lines)
        terms = self.workspace.store.settings.customs.terms
        for period in Period:
            self.periods.tell(period.value, len(within(lines, stretch(period, self.day, terms))))
        wanted = self.wanted
        shown = within(lines, wanted, with_closed=self.closed.isChecked())
        groups = by_lead(shown, NOBODY) if self.grouping.value == BY_UNIT else by_day(shown, wanted, self.day)
        self.list.show_groups(groups, self.day)
        late = sum(line.is_late for line in shown)
        counts = f"{len(shown)} 项" + (f"，其中逾期 {late} 项" if late and not wanted.is_late else "")
        self.caption.show_words(f"{_named(wanted)}　{counts}")
        self.list.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        self.empty.setText("" if shown else self._nothing(lines, wanted))
        for button in (self.copy_button, self.print_button):
            button.setEnabled(bool(shown))

    def shown_lines(self) -> tuple[DueLine, ...]:
        """Return what is shown, by day, each line once."""
        lines = self._filtered(self.shelf.lines(self.day))
        return within(lines, self.wanted, with_closed=self.closed.isChecked())

    # Slots of actions

    def choose_status(self) -> None:
        """Offer the statuses for the chosen line, below its row."""
        line = self.list.line
        if line is None:
            self.workspace.told.emit("请先选一行，再定状态")
            return
        if line.part is Part.DUTY:
            self._tick(line)
            return
        from planner.ui.panes.status_list import StatusList

        if self._status_list is None:
            self._status_list = StatusList(self.window())
            self._status_list.wanted.connect(self._set_status)
        place = self.list.current_place()
        corner = self.list.viewport().mapTo(self.window(), QPoint(place.left(), place.top()))
        self._status_list.open_below(QRect(corner, place.size()), line.state.told, line.plan.customs)

    def print_plan(self) -> None:
        """Open the print dialog on the list as it is shown."""
        from planner.ui.pages.due_print import filter_of, print_due

        plans, month, one = self.shelf.plans, self.month.currentData(), self.plans.currentData()
        if not plans:
            return
        preset: dict[str, object] = {
            "period": month[:7] if month is not None else self.periods.value,
            "by": "unit" if self.grouping.value == BY_UNIT else "day",
            "only": "all" if self.closed.isChecked() else "",
            "others": one is None,
        }
        plan_id = one if one is not None else plans[-1].plan_id
        chosen = filter_of(plans, self.filter.text().strip(), joined=self.joined.isChecked())
        print_due(self.workspace, self.main_window, plan_id, preset, chosen)

    def focus_filter(self) -> None:
        """Put the cursor into the filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def copy_words(self) -> None:
        """Copy what is shown as a text for the group chat."""
        from planner.reports.due_words import due_words

        by_unit = self.grouping.value == BY_UNIT
        QGuiApplication.clipboard().setText(due_words(self.shown_lines(), self.wanted, self.day, by_unit=by_unit))
        self.workspace.told.emit("已复制；可以粘贴到 QQ 群、微信群")

    def go_there(self, line: DueLine) -> None:
        """Go to the item, or the step of it, in its plan."""
        self.workspace.go_to(line.plan.plan_id, line.node.node_id)

    # Within

    def _tick(self, line: DueLine) -> None:
        """Tick a point of a repeating duty, or take the tick away."""
        from planner.services import duties

        node_id, due_on, day = line.node.node_id, line.due_on, self.day
        if line.is_open:
            self.workspace.do("勾选到期的一次", lambda session: duties.tick(session, node_id, due_on, day), stays=True)
            self.workspace.told.emit(f"“{line.words}”已勾选完成；按 Ctrl+Z 可以撤销")
        else:
            self.workspace.do("取消勾选", lambda session: duties.untick(session, node_id, due_on), stays=True)

    def _set_status(self, word: str) -> None:
        from planner.core.progress import Status
        from planner.services import progress

        line, status, day = self.list.line, Status(word), self.day
        if line is None or line.state.told is status:
            return
        node_id = line.node.node_id
        said = line.plan.customs.word(status)
        step = lambda session: progress.set_status(session, node_id, status, day)  # noqa: E731
        if self.workspace.do(f"状态改为“{said}”", step, stays=True) is not None:
            words = line.node.title if len(line.node.title) <= LONGEST_PLAN else f"{line.node.title[:LONGEST_PLAN]}…"
            self.workspace.told.emit(f"“{words}”的状态改为“{said}”；按 Ctrl+Z 可以撤销")

    def _filtered(self, lines: tuple[DueLine, ...]) -> tuple[DueLine, ...]:
        plan_id, words = self.plans.currentData(), self.filter.text().strip()
        kept = [line for line in lines if plan_id is None or line.plan.plan_id == plan_id]
        return tuple(fits(kept, words, joined=self.joined.isChecked()) if words else kept)

    def _nothing(self, lines: tuple[DueLine, ...], wanted: Stretch) -> str:
        if not self.shelf.plans:
            return "还没有计划。\n按 Ctrl+O 打开计划文件，或者复制计划的文字后按 Ctrl+V。"
        if not self.shelf.lines(self.day):
            return "计划里的任务都没有写明日期。\n在“任务内容”的完成时限里写上“9月底前”这样的词，这里就会列出来。"
        if self.filter.text().strip() and not lines:
            return f"没有与“{self.filter.text().strip()}”有关的到期任务。\n可以写单位、任务名称，或者它们的拼音首字母。"
        if wanted.is_late:
            return "没有逾期的任务。"
        done = "" if self.closed.isChecked() else "（已完成的不列；要看请勾选“含已完成”）"
        return f"{wanted.name}没有到期的任务。{done}\n按 ← → 换一个期间。"

    def _offer_plans(self) -> None:
        """Offer the plans of now, the choice staying."""
        wanted: list[Offered] = [(None, f"全部计划（{len(self.shelf.plans)} 份）")]
        wanted += [(plan.plan_id, _cut(plan.head.title or plan.source.name)) for plan in reversed(self.shelf.plans)]
        _offer(self.plans, wanted)
        self.plans.setVisible(len(self.shelf.plans) > 1)

    def _offer_months(self, lines: tuple[DueLine, ...]) -> None:
        open_lines = [line for line in lines if line.is_open or self.closed.isChecked()]
        chosen = self.month.currentData()
        kept = {date.fromisoformat(chosen)} if chosen is not None else set()  # also when its last line is done
        counted = dict.fromkeys(sorted({*months(open_lines), *kept}), 0)
        for line in open_lines:
            counted[line.due_on.replace(day=1)] += 1
        wanted: list[Offered] = [(None, "某月…")]
        wanted += [
            (month.isoformat(), f"{month.year}年{month.month}月 · {count} 项") for month, count in counted.items()
        ]
        _offer(self.month, wanted)

    def _chose_period(self) -> None:
        self.month.setCurrentIndex(0)
        self._keep()
        self.refresh()

    def _chose_month(self) -> None:
        if self.month.currentData() is None:
            self.periods.choose(self.periods.value)
        else:
            self.periods.show_none()
        self.refresh()

    def _keep(self) -> None:
        kept = {
            "period": self.periods.value,
            "grouping": self.grouping.value,
            "joined": self.joined.isChecked(),
            "closed": self.closed.isChecked(),
        }
        self.workspace.store.set_setting(SETTING, json.dumps(kept))

    def _recall(self) -> None:
        try:
            kept = json.loads(self.workspace.store.setting(SETTING) or "{}")
        except ValueError:
            kept = {}
        kept = kept if isinstance(kept, dict) else {}
        self.periods.choose(str(kept.get("period", Period.MONTH.value)))
        self.grouping.choose(str(kept.get("grouping", BY_TIME)))
        self.joined.setChecked(bool(kept.get("joined", True)))
        self.closed.setChecked(bool(kept.get("closed")))

    def _name_parts(self) -> None:
        self.setAccessibleName("到期")
        self.month.setAccessibleName("某一个月")
        self.plans.setAccessibleName("哪些计划")
        self.filter.setAccessibleName("筛选单位、任务")
        self.filter.setPlaceholderText("筛选：单位、任务，或拼音首字母（Ctrl+F）")
        self.filter.setClearButtonEnabled(True)
        self.joined.setToolTip("按单位筛选时，也列这个单位配合的任务")
        self.copy_button.setAccessibleName("复制文字")
        self.print_button.setAccessibleName("打印清单")
        self.copy_button.setToolTip("复制成一段文字，可以粘贴到 QQ 群、微信群")
        self.print_button.setToolTip("打印、存成 PDF、Excel 或 Word（Ctrl+P）")
        self.caption.setObjectName("heading")
        self.caption.setAccessibleName("期间")
        self.empty.setObjectName("muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.setAutoFillBackground(True)
        for box, letters in ((self.plans, 11), (self.month, 6)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(letters)
            box.view().setMinimumWidth(self.fontMetrics().horizontalAdvance("年") * (letters + 12))

    def _lay_out(self) -> None:
        top, bottom = QHBoxLayout(), QHBoxLayout()
        upper: tuple[QWidget | None, ...] = (
            self.periods,
            self.month,
            None,
            self.grouping,
            self.copy_button,
            self.print_button,
        )
        lower: tuple[QWidget | None, ...] = (self.caption, None, self.filter, self.joined, self.closed, self.plans)
        self.filter.setMinimumWidth(170)
        self.filter.setMaximumWidth(300)
        for row, parts in ((top, upper), (bottom, lower)):
            for part in parts:
                if part is None:
                    row.addStretch(1)
                else:
                    row.addWidget(part, 8 if part in (self.filter, self.caption) else 0)
        for row in (top, bottom):
            row.setSpacing(10)
        stops: list[QWidget] = [*self.periods.buttons.values(), self.month, *self.grouping.buttons.values()]
        stops += [self.copy_button, self.print_button, *(part for part in lower[2:] if part is not None), self.list]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(14, 10, 14, 10)
        head.setSpacing(9)
        head.addLayout(top)
        head.addLayout(bottom)
        layout.addWidget(self.bar)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.periods.chosen.connect(self._chose_period)
        self.grouping.chosen.connect(self._changed_choice)
        self.month.activated.connect(lambda _place: self._chose_month())
        self.plans.activated.connect(lambda _place: self.refresh())
        self.filter.textChanged.connect(lambda _words: self.refresh())
        self.filter.returnPressed.connect(self.list.setFocus)
        for box in (self.joined, self.closed):
            box.toggled.connect(lambda _on: self._changed_choice())
        self.copy_button.clicked.connect(lambda _checked=False: self.copy_words())
        self.print_button.clicked.connect(lambda _checked=False: self.print_plan())
        self.list.wanted.connect(self.go_there)
        self.main_window.appearance.changed.connect(self.draw_icons)
        self.list.stepped.connect(self.periods.step)

    def _changed_choice(self) -> None:
        self._keep()
        self.refresh()


def _offer(box: QComboBox, wanted: list[Offered]) -> None:
    """Offer these in a box, without telling anybody; the choice stays where it is still there."""
    chosen = box.currentData()
    if [(box.itemData(place), box.itemText(place)) for place in range(box.count())] == wanted:
        return
    box.blockSignals(True)
    box.clear()
    for value, words in wanted:
        box.addItem(words, value)
    values = [value for value, _ in wanted]
    box.setCurrentIndex(values.index(chosen) if chosen in values else 0)
    box.blockSignals(False)


def _named(wanted: Stretch) -> str:
    """Return a period with its days, which a month and a year need not say."""
    is_plain = wanted.is_late or wanted.name.endswith(("月", "年"))
    return wanted.name if is_plain else wanted.words


def _cut(title: str) -> str:
    words = " ".join(title.split()).strip("《》")
    return words if len(words) <= LONGEST_PLAN else f"{words[:LONGEST_PLAN]}…"

"""The first five minutes, step by step: each step waits until the clerk has done it, and goes on by itself.

It only looks: what a step asks for is done by the clerk, on a plan for practice that can be thrown away at the end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QWidget
from shiboken6 import isValid

from planner.core.paths import resource
from planner.ui.help.book import shown_text
from planner.ui.help.coach import Coach, Offer
from planner.ui.help.page_html import marked
from planner.ui.wording import without_lead
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QToolBar

    from planner.ui.actions import Actions
    from planner.ui.pages.rail import Rail
    from planner.ui.panes.item_pane import ItemPane

LOOK_MS = 250
ANSWERS = 3
NAME = "练习计划"


class Toured(Protocol):
    """What the tour points at."""

    actions_table: "Actions"
    toolbar: "QToolBar"
    rail: "Rail"
    item_pane: "ItemPane"


@dataclass(frozen=True, slots=True)
class TourStep:
    """What is to be done, where, when it is done, what must be there for it, and where to go without it."""

    title: str
    words: str
    target: Callable[[], QWidget | None]
    is_done: Callable[[], bool]
    can_be: Callable[[], bool] = lambda: True
    offers: tuple[Offer, ...] = ()
    otherwise: int = -1


class Tour(QObject):
    """`ended` tells that it is over."""

    ended = Signal()

    def __init__(self, workspace: Workspace, window: QWidget, parts: Toured) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self._parts = parts
        self._before = 0
        self._saved = False
        self._printed: list[str] = []
        self._host: QWidget = window
        self.coach: Coach | None = None
        self.at = 0
        self.steps = self._make_steps()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        workspace.changed.connect(self._look_soon)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._look_soon)
        self._begin(0)
        self._timer.start()

    @property
    def step(self) -> TourStep:
        """The step on show."""
        return self.steps[self.at]

    def look(self) -> None:
        """See whether the step is done, and where the card has to stand."""
        self._note_dialogs()
        if self.step.is_done():
            self._begin(self._nearest(1))
        elif not self.step.can_be():
            self._begin(self._nearest(self.step.otherwise))
        self._stand()

    def go_on(self) -> None:
        """Leave the step out."""
        self._begin(self._nearest(1))
        self._stand()

    def go_back(self) -> None:
        """Go back a step."""
        self._begin(self._nearest(-1))
        self._stand()

    def end(self) -> None:
        """End the tour; what was made stays."""
        self._timer.stop()
        if self.coach is not None and isValid(self.coach):
            self.coach.leave()
        self.coach = None
        self.ended.emit()
        self.deleteLater()

    def delete_practice(self) -> None:
        """Delete what was made for practice, as one step each that undo takes back, and end."""
        from planner.services import plans

        for plan_id in self._practice():
            self._workspace.do("删除练习计划", partial(plans.delete_plan, plan_id=plan_id))
        self.end()

    def copy_practice(self) -> None:
        """Put the plan for practice on the clipboard, as if it had been copied in a word processor."""
        QGuiApplication.clipboard().setText(practice_text())

    def _make_steps(self) -> tuple[TourStep, ...]:
        return (*self._steps_to_the_tree(), *self._steps_to_paper(), self._last_step())

    def _steps_to_the_tree(self) -> tuple[TourStep, ...]:
        return (
            TourStep(
                "把计划粘贴进来",
                "点「复制练习计划」（{{press:Alt+Enter}}），再按 {{key:paste}}。"
                "平时就是在 WPS 里全选、复制，到这里粘贴。",
                lambda: self._button("paste"),
                lambda: self._dialog("ReviewDialog") is not None or self._dialog("AgainDialog") is not None,
                offers=(("复制练习计划", self.copy_practice),),
            ),
            TourStep(
                "核对拿不准的地方",
                "左边原文标出了说的是哪几个字。照第 1 项办就按 {{press:Enter}}，按三次；要选别的，按数字。",
                lambda: self._part("ReviewDialog", "card"),
                self._has_answered,
                lambda: self._dialog("ReviewDialog") is not None or self._dialog("AgainDialog") is not None,
            ),
            TourStep(
                "导入",
                "没有疑问了，按 {{press:Ctrl+Enter}}。剩下的疑点不会丢，以后还能看。",
                lambda: self._part("ReviewDialog", "agree_button"),
                lambda: self._dialog("ReviewDialog") is None and bool(self._practice()),
                lambda: self._dialog("ReviewDialog") is not None,
            ),
        )

    def _steps_to_paper(self) -> tuple[TourStep, ...]:
        return (
            TourStep(
                "给一项定牵头",
                "按 {{key:next_open}} 找到没有牵头的任务。点框里的一栏，输入 jjg（基教股），"
                "按两次 {{press:Enter}}：采用，存好。",
                lambda: self._parts.item_pane.leads,
                lambda: self._missing() < self._before,
                lambda: self._missing() > 0,
                otherwise=1,
            ),
            TourStep(
                "打印",
                "按 {{key:print}}。第一样就是责任分解表，右边是印出来的样子。",
                lambda: self._button("print"),
                lambda: self._dialog("PrintDialog") is not None,
            ),
            TourStep(
                "保存 PDF",
                "按 {{press:Ctrl+S}}，选好地方，按 {{press:Enter}}。不想存，就跳过。",
                self._pdf_button,
                lambda: self._saved,
                lambda: self._dialog("PrintDialog") is not None,
            ),
            TourStep(
                "看一个单位的清单",
                "按 {{press:Esc}} 关了打印，再按 {{key:page_units}} 到单位。"
                "选一个单位，按 {{press:Ctrl+P}} 打印它的清单。",
                lambda: self._rail_button("page_units"),
                lambda: "unit-lists" in self._printed,
            ),
        )

    def _last_step(self) -> TourStep:
        return TourStep(
            "走完了",
            "不用按保存，关了窗口再开，都还在。往后有事，按 {{key:help}}，或看“{{menu:stories}}”。",
            lambda: None,
            lambda: False,
            offers=(("删除练习计划", self.delete_practice), ("留着", self.end)),
        )

    def _begin(self, at: int) -> None:
        self.at = min(at, len(self.steps) - 1)
        self._before = self._missing()
        self._saved = False
        self._printed = []
        self._drop_coach()

    def _stand(self) -> None:
        """Put the card into the window that can be used now."""
        host = self._usable()
        if self.coach is None or not isValid(self.coach) or self.coach.parentWidget() is not host:
            self._drop_coach()
            self.coach = Coach(host)
            self.coach.back.connect(self.go_back)
            self.coach.skip.connect(self.go_on)
            self.coach.end.connect(self.end)
            self.coach.ways["back"].setVisible(self.at > 0)
            self.coach.ways["skip"].setVisible(self.at < len(self.steps) - 1)
            step = self.step
            place = f"第 {self.at + 1} / {len(self.steps)} 步"
            offers = step.offers if self.at < len(self.steps) - 1 or self._practice() else (("好", self.end),)
            self.coach.say(place, step.title, marked(step.words), offers)
        self.coach.stand(self.step.target())

    def _drop_coach(self) -> None:
        if self.coach is not None and isValid(self.coach):
            self.coach.leave()
        self.coach = None

    def _usable(self) -> QWidget:
        """Return the window for the card: the topmost dialog that is no file dialog, else the main window."""
        found = QApplication.activeModalWidget()
        while isinstance(found, QFileDialog | QMenu):
            above = found.parentWidget()
            found = above.window() if above is not None else None
        return found if found is not None and found.isVisible() else self._window

    def _look_soon(self, *_told: object) -> None:
        if self._timer.isActive():
            QTimer.singleShot(0, self, self.look)

    def _nearest(self, offset: int) -> int:
        at = self.at + offset
        while 0 < at < len(self.steps) - 1 and not self.steps[at].can_be():
            at += offset
        return max(0, min(at, len(self.steps) - 1))

    # What is there

    def _dialog(self, kind: str) -> QDialog | None:
        """Return the open dialog of a kind; the kinds are told by name, so that none is imported for the tour."""
        found = [dialog for dialog in self._window.findChildren(QDialog) if type(dialog).__name__ == kind]
        return next((dialog for dialog in found if dialog.isVisible()), None)

    def _part(self, kind: str, name: str) -> QWidget | None:
        found = getattr(self._dialog(kind), name, None)
        return found if isinstance(found, QWidget) else None

    def _pdf_button(self) -> QWidget | None:
        buttons = self._part("PrintDialog", "buttons")
        files: dict[str, QWidget] = getattr(buttons, "files", {})
        return files.get("pdf")

    def _button(self, action: str) -> QWidget | None:
        return self._parts.toolbar.widgetForAction(self._parts.actions_table[action])

    def _rail_button(self, action: str) -> QWidget | None:
        return self._parts.rail.widgetForAction(self._parts.actions_table[action])

    def _has_answered(self) -> bool:
        desk = getattr(self._dialog("ReviewDialog"), "desk", None)
        if desk is None:
            return bool(self._practice()) and self._dialog("AgainDialog") is None
        return len(desk.review.answers) >= ANSWERS or not desk.open_count

    def _missing(self) -> int:
        snapshot = self._workspace.snapshot
        return without_lead(snapshot) if snapshot is not None else 0

    def _practice(self) -> list[int]:
        """Return the plans that were made for practice."""
        title = practice_text().partition("\n")[0]
        return [plan.plan_id for plan in self._workspace.plans if plan.title.strip("《》") == title]

    def _note_dialogs(self) -> None:
        """Take note of what was printed and saved, as the dialog tells it."""
        dialog = self._dialog("PrintDialog")
        if dialog is None:
            return
        report = str(getattr(getattr(dialog, "report", None), "name", ""))
        if report not in self._printed:
            self._printed.append(report)
        if not dialog.property("toured"):
            dialog.setProperty("toured", True)
            dialog.saved.connect(self._note_saved)  # type: ignore[attr-defined]

    def _note_saved(self, _path: object) -> None:
        self._saved = True
        self._look_soon()


def practice_text() -> str:
    """Return the plan for practice."""
    return resource("help", "practice-plan.txt").read_text(encoding="utf-8")


def spoken(step: TourStep) -> str:
    """Return what a step says, without its signs."""
    return shown_text(step.words)

"""A clerk at the window: presses keys where the focus is, clicks, copies elsewhere, and follows the steps of a topic.

A step of the help names keys and menus. The clerk does what the step says, so at least one of them has to be pressed
in it; a topic whose steps are not all gone through, or in another order, fails.
"""

import re
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QFileDialog, QLineEdit, QWidget

from planner.ui.actions import BY_NAME
from planner.ui.help.book import MARK, help_book
from tests.ui.acting import write

ARROWS = {"↑": "Up", "↓": "Down", "←": "Left", "→": "Right"}
PATIENCE_MS = 20000


@dataclass
class Told:
    """How a story went: printed, and counted where a number is promised."""

    story: str
    title: str
    gestures: int = 0
    keys: int = 0
    seconds: float = 0.0
    parts: list[str] = field(default_factory=list)


TOLD: list[Told] = []


class Clerk:
    def __init__(self, window, store, qtbot, story: str) -> None:
        self.window = window
        self.store = store
        self.qtbot = qtbot
        self.topic = help_book().by_name.get(story)
        self.told = Told(story, self.topic.title if self.topic is not None else story)
        self.at = 0
        self._used: set[str] = set()
        self._files: list[QTimer] = []
        self._answered: set[str] = set()
        self._since = time.perf_counter()

    # The steps of the help

    def step(self, number: int) -> None:
        """Begin a step as the help numbers it."""
        self._leave_step()
        assert number == self.at + 1, f"step {number} after {self.at}"
        if number == 1:  # what had to be there before is no part of the story
            self.told.gestures = self.told.keys = 0
            self._since = time.perf_counter()
        self.at = number
        self._used = set()

    def end(self) -> None:
        """All steps were done; write down what it took."""
        self._leave_step()
        if self.topic is not None:
            assert self.at == len(self.topic.steps), f"{self.at} of {len(self.topic.steps)} steps"
        self.told.seconds = time.perf_counter() - self._since
        TOLD.append(replace(self.told))

    def used(self, keys: str) -> None:
        """Own up to a key that was pressed in a dialog which ran within the step before."""
        assert keys in self._answered
        self._used.add(keys)

    def used_with(self, modifier: str) -> None:
        """Own up to a key that was held while the mouse was clicked."""
        self._used.add(modifier)

    def _leave_step(self) -> None:
        if self.topic is None or not self.at:
            return
        text = self.topic.steps[self.at - 1]
        named = {name if kind == "press" else f"action:{name}" for kind, name in MARK.findall(text)}
        assert not named or named & self._used, f"step {self.at} names {named}, used was {self._used}"

    # Keys, mouse, clipboard

    def press(self, keys: str, times: int = 1) -> None:
        """Press keys (Ctrl+S, Enter, ↓) where the focus is."""
        typed = re.sub("[↑↓←→]", lambda found: ARROWS[found.group()], keys).replace("Enter", "Return")
        stroke = QKeySequence(typed)[0]
        for _ in range(times):
            self._be_active()
            self._count(keys)
            QTest.keyClick(focus(), stroke.key(), stroke.keyboardModifiers())

    def do(self, action: str) -> None:
        """Press the key of an action of the table."""
        spec = BY_NAME[action]
        self.press(spec.keys[0])
        self._used.add(f"action:{action}")

    def types(self, text: str) -> None:
        """Type letters, or words by the input method."""
        self._be_active()
        for letter in text:
            self._count(letter)
            write(focus(), letter)

    def click(
        self, widget: QWidget, at: QRect | QPoint | None = None, modifiers=Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Click a widget, at a place of it."""
        place = at.center() if isinstance(at, QRect) else at
        self._count("click", is_key=False)
        if isinstance(widget, QAbstractScrollArea):
            widget = widget.viewport()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, modifiers, place or widget.rect().center())

    def click_row(self, view, row: int, column: int = 0, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        """Click a row of a list or a table."""
        index = view.model().index(row, column)
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index), modifiers)

    def chooses(self, box, words: str) -> None:
        """Choose an entry of a box by the arrows."""
        box.setFocus()
        while words not in box.currentText():
            at = box.currentIndex()
            self.press("↓")
            assert box.currentIndex() != at, [box.itemText(row) for row in range(box.count())]

    def copies(self, text: str) -> None:
        """Copy a text in another program."""
        QGuiApplication.clipboard().setText(text)

    def names_file(self, path: Path) -> None:
        """Answer the next file dialog: its name is typed over the proposed one, then Enter."""
        timer = QTimer(self.window)
        timer.setInterval(15)
        timer.timeout.connect(lambda: self._answer(timer, path))
        self._files.append(timer)
        timer.start()

    def _answer(self, timer: QTimer, path: Path) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog) and dialog.isVisible():
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            if line.text() != str(path):
                line.selectAll()
                line.insert(str(path))
                return
            QTest.keyClick(line, Qt.Key.Key_Return)
            if not dialog.isVisible():
                timer.stop()
                self._count("Enter")
                self._answered.add("Enter")

    def _be_active(self) -> None:
        """A window system hands the focus back when a dialog closes; the offscreen one does not."""
        if QApplication.activePopupWidget() is None:
            found = QApplication.activeModalWidget() or self.window
            if QApplication.activeWindow() is None:
                found.activateWindow()
                self.until(found.isActiveWindow)

    def _count(self, keys: str, *, is_key: bool = True) -> None:
        self._used.add(keys)
        self.told.gestures += 1
        self.told.keys += is_key

    # What is to be seen

    def until(self, question) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(question, timeout=PATIENCE_MS)

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """Wait for a dialog of a kind, and for the focus in it."""
        self.until(
            lambda: any(isinstance(found, kind) and found.isVisible() for found in QApplication.topLevelWidgets())
        )
        found = next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())
        found.activateWindow()
        self.until(found.isActiveWindow)
        return found

    @property
    def plan(self):
        """The plan on show, as the store has it."""
        return self.store.snapshot(self.window._workspace.plan_id)

    def node(self, words: str):
        """Return the node of the plan whose title has these words."""
        return next(node for node in self.plan.nodes if words in node.title)


def focus() -> QWidget:
    """Return where keys go."""
    found = (
        QApplication.activePopupWidget()
        or QApplication.focusWidget()
        or QApplication.activeModalWidget()
        or QApplication.activeWindow()
    )
    assert found is not None
    return found

"""A random hand on the real program: `python -m tests.reliability.random_hand SEED SECONDS ITEMS`.

It starts the window as the clerk does and presses keys, clicks, types, and opens and closes everything there is. Events
go to widgets, not to windows: a test that sends to a window that has just died falls by itself, not by the program.
At the end it prints a line of JSON; a fall of the program shows in the status.
"""

import faulthandler
import importlib
import json
import os
import pkgutil
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices, QInputMethodEvent, QKeyEvent, QMouseEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

import planner.ui
from planner import app as program
from planner.core.paths import resource
from planner.services import Store, plans
from planner.ui import actions
from planner.ui.main_window import MainWindow
from planner.ui.watchman import Watchman
from tests.builders import big_draft, sample_draft

TOUCHED = (
    QAbstractButton,
    QAbstractItemView,
    QLineEdit,
    QAbstractSpinBox,
    QComboBox,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
WORDS = (
    "教学",
    "安全检查",
    "2031年6月底前",
    "aq",
    "义教股、师资股",
    "😀😀",
    "长" * 200,
    "12月31日",
    "3",
    "\u200b",
    "；，。",
)
_NAMES = "Return Escape Tab Backtab Down Up Left Right Space Delete Backspace Home End PageDown F2 F4 F5 1 4 A Z"
KEYS = [Qt.Key[f"Key_{name}"] for name in _NAMES.split()]
HELD = Qt.KeyboardModifier
MODIFIERS = [*[HELD.NoModifier] * 6, HELD.ShiftModifier, HELD.ControlModifier, HELD.AltModifier]
BY_NAME = [name for name in actions.BY_NAME if name != "quit"]
HARMLESS = ("This plugin does not support", "QWindowsWindow")
PAUSES_MS = (0, 0, 1, 3, 10, 40)
DEEPEST, MOST_FAULTS, WARM = 5, 10, 0.3


class RandomHand:
    """Acts at every tick, within whatever loop the program is in, until the time is over."""

    def __init__(self, seed: int, seconds: float) -> None:
        self._dice = random.Random(seed)
        self._began, self._seconds = time.monotonic(), seconds
        self._depth = 0
        self._modal_ticks = 0
        self._window: MainWindow | None = None
        self._sizes: list[tuple[float, int, int]] = []
        self.steps = 0
        self.trail: list[str] = []
        self.faults: list[str] = []

    def tick(self) -> None:
        """Do something, and come again."""
        is_over = time.monotonic() - self._began > self._seconds or len(self.faults) >= MOST_FAULTS
        if is_over and self._depth == 0 and self._ended():
            return
        QTimer.singleShot(self._dice.choice(PAUSES_MS), self.tick)
        if self._window is None or self._depth > DEEPEST or is_over:
            self._come_back()
            return
        self._depth += 1
        try:
            self._act(self._window)
        except Exception:  # of the test's own calls into the program
            self.note_fault(traceback.format_exc())
        finally:
            self._depth -= 1
        self.steps += 1
        if self.steps % 200 == 0:
            self._sizes.append((self._share, resident_mb(), open_handles()))

    def note_fault(self, words: str) -> None:
        """Keep a fault with what went before it."""
        self.faults.append(f"{words[-1500:]}\nafter {self.trail[-8:]}")

    def summary(self) -> dict[str, object]:
        """Return what was done and found."""
        warm = [size for size in self._sizes if size[0] >= WARM] or self._sizes or [(0.0, 0, 0)]
        first, last = warm[0], warm[-1]
        return {
            "steps": self.steps,
            "faults": self.faults,
            "megabytes": last[1],
            "megabytes_more": last[1] - first[1],
            "handles_more": last[2] - first[2],
        }

    @property
    def _share(self) -> float:
        return (time.monotonic() - self._began) / self._seconds

    def _come_back(self) -> None:
        """Find the window at the start; close what stands in the way where loops lie too deep."""
        if self._window is None:
            shown = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
            self._window = next((window for window in shown if window.isVisible() and window._is_complete), None)
        else:
            self._close_what_waits()

    def _close_what_waits(self) -> None:
        waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if waiting is not None:
            waiting.close()

    def _ended(self) -> bool:
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and widget is not self._window:
                widget.close()
        if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
            return False
        if self._window is not None:
            self._window.close()
        QApplication.exit(0)
        return True

    def _say(self, words: str) -> None:
        self.trail.append(words)
        del self.trail[:-40]

    def _act(self, window: MainWindow) -> None:
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if popup is not None:
            self._in_popup(popup)
        elif modal is not None:
            self._modal_ticks += 1
            if self._modal_ticks > self._dice.choice((4, 8, 30, 60)):
                self._modal_ticks = 0
                self._say(f"close {type(modal).__name__}")
                modal.close()
            else:
                self._poke(modal)
        else:
            self._freely(window)

    def _freely(self, window: MainWindow) -> None:
        others = [other for other in QApplication.topLevelWidgets() if other.isVisible() and other is not window]
        chance = self._dice.random()
        if others and chance < 0.25:
            other = self._dice.choice(others)
            if self._dice.random() < 0.3:
                self._say(f"close {type(other).__name__}")
                other.close()
            else:
                self._poke(other)
        elif chance < 0.5:
            name = self._dice.choice([*BY_NAME, *["print"] * 4])
            action = window.actions_table[name]
            if action.isEnabled():
                self._say(f"action {name}")
                action.trigger()
        else:
            self._poke(window)

    def _in_popup(self, popup: QWidget) -> None:
        if self._dice.random() < 0.3:
            self._say("close popup")
            popup.close()
            return
        key = self._dice.choice((Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Escape))
        active = popup.activeAction() if isinstance(popup, QMenu) else None
        if active is not None and "退出" in active.text():
            popup.close()
        else:
            self._press(popup.focusWidget() or popup, key, HELD.NoModifier)

    def _poke(self, top: QWidget) -> None:
        chance = self._dice.random()
        focused = QApplication.focusWidget() or top
        if chance < 0.4:
            self._press(focused, self._dice.choice(KEYS), self._dice.choice(MODIFIERS))
        elif chance < 0.45:
            shortcuts = [one for one in top.findChildren(QShortcut) if one.isEnabled() and _is_in(top, one)]
            if shortcuts:
                shortcut = self._dice.choice(shortcuts)
                self._say(f"shortcut {shortcut.key().toString()}")
                shortcut.activated.emit()
        elif chance < 0.6:
            word = self._dice.choice(WORDS)
            self._say(f"write {word[:6]!r} on {type(focused).__name__}")
            event = QInputMethodEvent("", [])
            event.setCommitString(word)
            QApplication.sendEvent(focused, event)
        else:
            self._click(top)

    def _press(self, widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        self._say(f"{key.name} {held.name} on {type(widget).__name__}")
        text = chr(key) if 32 <= key < 127 and held == HELD.NoModifier else ""
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            if isValid(widget):
                QApplication.sendEvent(widget, QKeyEvent(kind, key, held, text))

    def _click(self, top: QWidget) -> None:
        found = [one for one in top.findChildren(QWidget) if isinstance(one, TOUCHED) and one.isVisibleTo(top)]
        pool = [one for one in found if one.isEnabled() and one.window() is top and one.isVisible()]
        if not pool:
            return
        widget = self._dice.choice(pool)
        name = widget.text() if isinstance(widget, QAbstractButton) else widget.accessibleName()
        self._say(f"click {type(widget).__name__} {name[:12]} in {type(top).__name__}")
        area = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        place = QPoint(
            self._dice.randrange(max(1, area.width())), self._dice.randrange(max(1, min(area.height(), 500)))
        )
        button = self._dice.choice([*[Qt.MouseButton.LeftButton] * 5, Qt.MouseButton.RightButton])
        kinds = [QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease]
        if self._dice.random() < 0.15:
            kinds += [QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease]
        area.setFocus(Qt.FocusReason.MouseFocusReason)
        for kind in kinds:
            if isValid(area):
                spot, everywhere = QPointF(place), QPointF(area.mapToGlobal(place))
                QApplication.sendEvent(area, QMouseEvent(kind, spot, everywhere, button, button, HELD.NoModifier))


def _is_in(top: QWidget, shortcut: QShortcut) -> bool:
    """Return whether a key would reach a shortcut: not one of a dialog that is closed and not yet gone."""
    owner = shortcut.parent()
    return isinstance(owner, QWidget) and owner.window() is top and owner.isVisible()


def resident_mb() -> int:
    """Return the memory of this process; 0 where the system has no such file."""
    place = Path("/proc/self/statm")
    return int(place.read_text(encoding="ascii").split()[1]) * 4 // 1024 if place.exists() else 0


def open_handles() -> int:
    """Return the number of open files of this process."""
    place = Path("/proc/self/fd")
    return sum(1 for _ in place.iterdir()) if place.exists() else 0


def answer_for_files(home: Path, dice: random.Random) -> None:
    """Have the dialogs for files answer by themselves: a random hand in a folder of the system would do harm there."""
    sample = home / "计划😀.txt"
    sample.write_text(resource("samples", "sample-plan.txt").read_text(encoding="utf-8"), encoding="utf-8")
    out = home / "出"
    out.mkdir()
    answers = {
        "ask_open": lambda *_: dice.choice(
            [None, sample, *sorted(path for path in out.rglob("*") if path.is_file())[:9]]
        ),
        "ask_save": lambda *words: dice.choice([None, out / f"{dice.randrange(99)}{Path(words[3]).suffix}"]),
        "ask_folder": lambda *_: dice.choice([None, out]),
        "ask_other": lambda *_: None,
    }
    for module in pkgutil.walk_packages(planner.ui.__path__, "planner.ui."):
        loaded = importlib.import_module(module.name)
        for name in answers.keys() & vars(loaded).keys():
            setattr(loaded, name, answers[name])
    QDesktopServices.openUrl = lambda *_: True  # type: ignore[method-assign, assignment]


def main(arguments: list[str]) -> int:
    """Run the program under a random hand."""
    seed, seconds, count = int(arguments[0]), float(arguments[1]), int(arguments[2])
    faulthandler.enable(all_threads=True)
    faulthandler.dump_traceback_later(seconds + 300, exit=True)
    sys.setswitchinterval(1e-4)  # threads meet more often
    hand = RandomHand(seed, seconds)

    def caught(_self: Watchman, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        hand.note_fault("".join(traceback.format_exception(kind, error, trace)))

    def told(_kind: object, _context: object, words: str) -> None:
        if not words.startswith(HARMLESS):
            hand.note_fault(f"Qt: {words}")

    Watchman.catch = caught  # type: ignore[method-assign]
    qInstallMessageHandler(told)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        home = Path(name)
        os.environ["PLANNER_HOME"] = name
        os.chdir(name)
        answer_for_files(home, random.Random(seed))
        with Store.open(home / "planner.db") as store:
            store.set_setting("sample_plan", "closed")
            store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
            store.write("导入", lambda session: plans.add_plan(session, big_draft(count)))
        application = program.make_application()
        QTimer.singleShot(300, application, hand.tick)
        status = program.run([], home / "planner.db")
        os.chdir(Path(__file__).parent)
    print(json.dumps(hand.summary(), ensure_ascii=False), flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The slots of the help: its window beside the one that asks, the topic by the place of the focus, and the tour."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from shiboken6 import isValid

from planner.ui.workspace import PLAN, Workspace

if TYPE_CHECKING:
    from planner.ui.help.tour import Tour, Toured
    from planner.ui.help.window import HelpWindow

PLACE, TOPIC = "help_place", "help_topic"
HAS_KEY = "has_help_key"
WIDTH, HEIGHT = 760, 620


class HelpDesk(QObject):
    """A dialog bars all windows but its own children: where it asks, the help is opened anew as its child."""

    def __init__(self, workspace: Workspace, window: QMainWindow) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self.shown: HelpWindow | None = None
        self.tour: Tour | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
            app.aboutToQuit.connect(self.close)

    def show_help(self) -> None:
        """Show what belongs to the place of the focus, else to the page on show."""
        from planner.ui.help.places import OF_PAGES, topic_at

        page = "" if QApplication.activeModalWidget() else OF_PAGES.get(self._workspace.page, "")
        self.open(topic_at(QApplication.focusWidget()) or page)

    def show_stories(self) -> None:
        """Show the list of what a clerk may want."""
        from planner.ui.help.book import STORIES

        self.open(STORIES)

    def start_tour(self) -> None:
        """Go through the first five minutes on a plan for practice."""
        from planner.ui.help.tour import Tour

        self.close()
        if self.tour is None:
            if self._workspace.page != PLAN:
                self._workspace.go(PLAN)
            self.tour = Tour(self._workspace, self._window, cast("Toured", self._window))
            self.tour.ended.connect(self._tour_ended)
        self.tour.look()

    def _tour_ended(self) -> None:
        self.tour = None

    def open(self, topic: str = "") -> None:
        """Open the help at a topic, beside the window that has the focus."""
        from planner.ui.help.book import help_book
        from planner.ui.help.window import HelpWindow

        host = _host(self._window)
        if self.shown is not None and not isValid(self.shown):
            self.shown = None  # it went with its dialog
        if self.shown is not None and self.shown.parentWidget() is not host:
            self.shown.close()
        if self.shown is None:
            self.shown = HelpWindow(help_book(), host)
            self.shown.closed.connect(self._closed)
            self.shown.tour_wanted.connect(self.start_tour)
            if isinstance(host, QDialog):
                host.finished.connect(self.shown.close)
            self.shown.setGeometry(self._place(host))
        self.shown.show_topic(topic or self._workspace.store.setting(TOPIC) or "")
        self.shown.show()
        self.shown.raise_()
        self.shown.activateWindow()
        self.shown.page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close(self) -> None:
        """Close the help; its place and its topic are remembered."""
        if self.shown is not None and isValid(self.shown):
            self.shown.close()

    def _closed(self, topic: str, place: QRect) -> None:
        self.shown = None
        store = self._workspace.store
        store.set_setting(TOPIC, topic)
        store.set_setting(PLACE, f"{place.x()},{place.y()},{place.width()},{place.height()}")

    def _place(self, host: QWidget) -> QRect:
        """Return where the window stood last, or a place at the right edge of the screen."""
        space = host.screen().availableGeometry()
        said = [part for part in (self._workspace.store.setting(PLACE) or "").split(",") if part.lstrip("-").isdigit()]
        if len(said) == 4:
            kept = QRect(*(int(part) for part in said))
            if space.contains(kept.center()):
                return kept.intersected(space)
        width, height = min(WIDTH, space.width() - 40), min(HEIGHT, space.height() - 60)
        return QRect(space.right() - width - 20, space.top() + 40, width, height)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Give a dialog the key of the help when the focus first comes into it."""
        dialog = new.window() if new is not None else None
        if isinstance(dialog, QDialog) and not dialog.property(HAS_KEY):
            dialog.setProperty(HAS_KEY, True)
            QShortcut(QKeySequence("F1"), dialog).activated.connect(self.show_help)


def _host(window: QWidget) -> QWidget:
    """Return the window that is to own the help: the dialog that bars the others, if there is one."""
    return QApplication.activeModalWidget() or window

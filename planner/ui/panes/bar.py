"""The slim bar above the tree: a trouble with what to do about it, a piece of news, or an invitation with buttons."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from planner.core.errors import PlannerError
from planner.ui.icons import icon
from planner.ui.look import bar_style

NEWS_LASTS_MS = 6000


class Bar(QFrame):
    """Hidden while it has nothing to say. It takes no focus by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(12, 5, 6, 5)
        self._picture = QLabel(self)
        self._picture_name = ""
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setAccessibleName("关闭提示")
        self._close.setToolTip("关闭提示")
        self._close.clicked.connect(self._closed)
        self._layout.addWidget(self._picture)
        self._layout.addWidget(self._text, 1)
        self._layout.addWidget(self._close)
        self.is_alarm = False
        self._buttons: list[QPushButton] = []
        self._when_closed: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(NEWS_LASTS_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def words(self) -> str:
        """What the bar says now, empty when it is hidden."""
        return self._text.text() if not self.isHidden() else ""

    def show_trouble(self, error: PlannerError, *buttons: tuple[str, Callable[[], None]]) -> None:
        """Say what happened and what to do, until the clerk closes it or something succeeds."""
        words = f"<b>{_escaped(error.message)}</b>　{_escaped(error.hint)}"
        self._say(words, "circle-alert", alarm=True, buttons=buttons)

    def show_news(self, text: str, *buttons: tuple[str, Callable[[], None]]) -> None:
        """Say that something was done, for some seconds; longer when there are buttons to press."""
        self._say(_escaped(text), "check", alarm=False, buttons=buttons)
        if not buttons:
            self._timer.start()

    def show_invitation(
        self, text: str, when_closed: Callable[[], None], *buttons: tuple[str, Callable[[], None]]
    ) -> None:
        """Say what could be done next, until it is closed; a trouble goes before it."""
        if self._when_closed is not None or (self.is_alarm and not self.isHidden()):
            return
        self._say(_escaped(text), "info", alarm=False, buttons=buttons)
        self._when_closed = when_closed

    def show_remark(self, text: str, *buttons: tuple[str, Callable[[], None]]) -> None:
        """Say what is worth knowing, until it is closed."""
        self._say(_escaped(text), "info", alarm=False, buttons=buttons)

    def withdraw_invitation(self) -> None:
        """Take the invitation away."""
        if self._when_closed is not None:
            self._when_closed = None
            self.hide()

    def settle(self) -> None:
        """Take a trouble or a piece of news away, because something has succeeded since."""
        if self._when_closed is None:
            self._timer.stop()
            self.hide()

    def draw_icons(self) -> None:
        """Draw icons and ground for the palette of this moment."""
        self._close.setIcon(icon("x"))
        if self._picture_name:
            self._picture.setPixmap(icon(self._picture_name).pixmap(18, 18))
        self.setStyleSheet(bar_style(alarm=self.is_alarm))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something here."""
        if event.key() == Qt.Key.Key_Escape:
            self._closed()
        else:
            super().keyPressEvent(event)

    def _say(
        self, rich_text: str, name: str, *, alarm: bool, buttons: tuple[tuple[str, Callable[[], None]], ...] = ()
    ) -> None:
        self._timer.stop()
        self._when_closed = None
        for old in self._buttons:
            old.hide()
            old.deleteLater()
        self._buttons = []
        for text, pressed in buttons:
            button = QPushButton(text, self)
            button.clicked.connect(lambda _checked=False, pressed=pressed: pressed())
            self._layout.insertWidget(self._layout.count() - 1, button)
            self._buttons.append(button)
        self._text.setText(rich_text)
        self._text.setAccessibleName(self._text.text())
        self._picture_name = name
        self.is_alarm = alarm
        self.draw_icons()
        self.show()

    def _closed(self) -> None:
        when_closed, self._when_closed = self._when_closed, None
        self.hide()
        if when_closed is not None:
            when_closed()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

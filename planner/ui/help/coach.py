"""What the tour shows: a card that says what to do now, a frame round the control meant. Neither takes the focus."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.ui.look import current_look

LETTERS_WIDE = 23
EDGE, ABOVE_FOOT, ABOVE_HEAD, BESIDE_RAIL = 16, 64, 110, 70
FRAME = 3
WAYS = (("back", "上一步", "Alt+PgUp"), ("skip", "跳过", "Alt+PgDown"), ("end", "结束", "Alt+End"))
OTHER_KEYS = ("Alt+Return", "Alt+Backspace")
Offer = tuple[str, Callable[[], None]]


class Coach(QFrame):
    """The card, a child of the window that has the focus. It is drawn in the colours of the look."""

    back = Signal()
    skip = Signal()
    end = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._look = current_look()
        self.setObjectName("coach")
        self.setAccessibleName("五分钟上手")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.frame = TargetFrame(host)
        self.place = QLabel(self)
        self.place.setObjectName("muted")
        self.title = QLabel(self)
        self.title.setObjectName("heading")
        self.words = QLabel(self)
        for label in (self.title, self.words):
            label.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.ways = {name: self._button(words, keys, getattr(self, name).emit) for name, words, keys in WAYS}
        self.offers: list[QPushButton] = []
        self._offer_row = QHBoxLayout()
        ways = QHBoxLayout()
        ways.setSpacing(4)
        ways.addWidget(self.place, 1)
        for button in self.ways.values():
            button.setObjectName("quiet")
            ways.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 11, 10, 8)
        layout.setSpacing(6)
        for part in (self.title, self.words):
            layout.addWidget(part)
        layout.addLayout(self._offer_row)
        layout.addLayout(ways)
        self.draw_colors()

    def say(self, place: str, title: str, words: str, offers: tuple[Offer, ...]) -> None:
        """Say what to do now; an offer is a button for what has no key of its own."""
        self.place.setText(place)
        self.title.setText(title)
        self.words.setText(words)
        self.setAccessibleDescription(f"{title}。{words}")
        for button in self.offers:
            button.hide()
            button.deleteLater()
        while self._offer_row.takeAt(0) is not None:
            pass
        self.offers = []
        for (text, slot), keys in zip(offers, OTHER_KEYS, strict=False):
            button = self._button(text, keys, slot)
            self.offers.append(button)
            self._offer_row.addWidget(button)
        self._offer_row.addStretch(1)
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("字") * LETTERS_WIDE)
        self.layout().activate()  # type: ignore[union-attr]
        self.setFixedHeight(self.layout().heightForWidth(self.width()))  # type: ignore[union-attr]
        self.show()

    def stand(self, target: QWidget | None) -> None:
        """Stand where neither the control meant nor what is typed is covered, and draw the frame round the control."""
        host = self._host
        place = _place_in(host, target)
        self.frame.surround(place)
        focus = host.focusWidget()
        typed = _place_in(host, focus if focus is not host else None)
        self.move(min(self._corners(host.rect()), key=lambda at: (self._covered(at, place), self._covered(at, typed))))
        self.frame.raise_()
        self.raise_()

    def leave(self) -> None:
        """Go away, with the frame."""
        for part in (self.frame, self):
            part.hide()
            part.deleteLater()

    def draw_colors(self) -> None:
        """Take the colours of the look of this moment."""
        self._look = look = current_look()
        self.setStyleSheet(
            f"QFrame#coach {{ background: {look.notice}; border: 1px solid {look.accent}; border-radius: 6px; }}"
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._look is not current_look():
            self.draw_colors()

    def _covered(self, at: QPoint, place: QRect | None) -> int:
        """Return how much of a place the card would cover."""
        shared = QRect(at, self.size()) & place if place is not None else QRect()
        return shared.width() * shared.height()

    def _corners(self, room: QRect) -> list[QPoint]:
        right, low = room.right() - self.width() - EDGE, room.bottom() - self.height() - ABOVE_FOOT
        middle = (room.height() - self.height()) // 2
        left = EDGE + BESIDE_RAIL
        return [
            QPoint(right, low),
            QPoint(left, low),
            QPoint(EDGE, low),
            QPoint(right, middle),
            QPoint(right, ABOVE_HEAD),
            QPoint(left, ABOVE_HEAD),
        ]

    def _button(self, words: str, keys: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        name = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
        button.setToolTip(f"{words}（{name}）")
        button.clicked.connect(lambda _checked=False: slot())
        QShortcut(QKeySequence(keys), button).activated.connect(button.click)
        return button


class TargetFrame(QWidget):
    """Lets the mouse through."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def surround(self, place: QRect | None) -> None:
        """Stand round a place of the window, or go."""
        self.setVisible(place is not None)
        if place is not None:
            self.setGeometry(place.adjusted(-FRAME - 1, -FRAME - 1, FRAME + 1, FRAME + 1) & self._host.rect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(current_look().accent), FRAME))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 5, 5)


def _place_in(host: QWidget, target: QWidget | None) -> QRect | None:
    if target is None or not target.isVisible() or target.window() is not host.window():
        return None
    return QRect(target.mapTo(host, QPoint(0, 0)), target.size())

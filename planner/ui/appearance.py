"""How the window looks by the clerk's choice: light or dark, the size of the text, where things stood last time."""

from PySide6.QtCore import QByteArray, QObject, QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter

from planner.services import Store
from planner.ui.look import DARK, SYSTEM_IS_DARK, USUAL_POINTS, Scheme, apply_scheme, current_look, style_sheet
from planner.ui.panes.columns import FittedColumns

TEXT_FACTORS = (0.85, 0.92, 1.0, 1.1, 1.2, 1.35, 1.5)


class Appearance(QObject):
    """The slots of the actions that change the look. `changed` asks to draw anew what Qt does not draw by itself."""

    changed = Signal()

    def __init__(self, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        if self.scheme is not Scheme.SYSTEM:
            self._dress_frame(self.scheme)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: self._follow_system())

    @property
    def scheme(self) -> Scheme:
        """Which palette the clerk wants."""
        wanted = self._store.setting("scheme") or Scheme.SYSTEM.value
        return Scheme(wanted) if wanted in list(Scheme) else Scheme.SYSTEM

    @property
    def factor(self) -> float:
        """How large the text is, as one of TEXT_FACTORS."""
        now = _factor(self._store)
        return min(TEXT_FACTORS, key=lambda factor: abs(factor - now))

    def larger_text(self) -> None:
        """Make the program's text one step larger."""
        self._step(1)

    def smaller_text(self) -> None:
        """Make the program's text one step smaller."""
        self._step(-1)

    def normal_text(self) -> None:
        """Give the program's text its usual size."""
        self.set_factor(1.0)

    def change_scheme(self) -> None:
        """Change from light to dark or back."""
        self.set_scheme(Scheme.LIGHT if current_look() is DARK else Scheme.DARK)

    def set_scheme(self, scheme: Scheme) -> None:
        """Take a palette, or that of the system."""
        self._store.set_setting("scheme", scheme.value)
        self._dress_frame(scheme)
        apply_scheme(_application(), scheme)
        self.changed.emit()

    def _dress_frame(self, scheme: Scheme) -> None:
        """Let the system draw what is its own (the frame of the window, its title) as light or dark as the rest."""
        from PySide6.QtCore import Qt

        hints = QGuiApplication.styleHints()
        if scheme is Scheme.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if scheme is Scheme.DARK else Qt.ColorScheme.Light)

    def _follow_system(self) -> None:
        if self.scheme is not Scheme.SYSTEM:  # then it is our own wish that came back
            return
        app = _application()
        from PySide6.QtCore import Qt

        app.setProperty(SYSTEM_IS_DARK, app.styleHints().colorScheme() == Qt.ColorScheme.Dark)
        apply_scheme(app, Scheme.SYSTEM)
        self.changed.emit()

    def _step(self, offset: int) -> None:
        nearest = TEXT_FACTORS.index(self.factor)
        self.set_factor(TEXT_FACTORS[min(len(TEXT_FACTORS) - 1, max(0, nearest + offset))])

    def set_factor(self, factor: float) -> None:
        """Give the program's text a size."""
        self._store.set_setting("text_factor", str(factor))
        app = _application()
        apply_text_size(app, self._store)
        # Widgets that a style sheet has dressed take no other font until they are dressed anew.
        app.setStyleSheet("")
        app.setStyleSheet(style_sheet(current_look()))
        self.changed.emit()


def apply_text_size(app: QApplication, store: Store) -> None:
    """Give the program's text the size that the clerk chose."""
    usual = app.property(USUAL_POINTS)
    if usual is None:
        usual = app.font().pointSizeF()
        app.setProperty(USUAL_POINTS, usual)
    font = app.font()
    font.setPointSizeF(float(usual) * _factor(store))
    app.setFont(font)


def _factor(store: Store) -> float:
    try:
        return float(store.setting("text_factor") or 1.0)
    except ValueError:
        return 1.0


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("there is no application")
    return app


Kept = QSplitter | FittedColumns


def room_on(screen: QSize, scale: float) -> QSize:
    """Return how large a window may be on a screen; where the scale is fractional, Qt has rounded the screen up."""
    edge = 1 if scale % 1 else 0
    return QSize(screen.width() - edge, screen.height() - edge)


def restore_places(store: Store, window: QMainWindow | None, parts: dict[str, Kept]) -> None:
    """Put window, splitters and columns where they stood."""
    if window is not None and (geometry := store.setting("window")):
        window.restoreGeometry(_bytes(geometry))
    for name, part in parts.items():
        if state := store.setting(name):
            part.restoreState(_bytes(state))


def keep_places(store: Store, window: QMainWindow | None, parts: dict[str, Kept]) -> None:
    """Remember where window, splitters and columns stand."""
    if window is not None:
        store.set_setting("window", _text(window.saveGeometry()))
    for name, part in parts.items():
        store.set_setting(name, _text(part.saveState()))


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode("ascii"))


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode("ascii")

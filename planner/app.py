"""The composition root of the window: paths, log, Qt, translation, store, workspace, window, and the last catcher."""

import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from planner.core.errors import PlannerError
from planner.core.paths import default_store
from planner.services import Store
from planner.ui.appearance import apply_text_size
from planner.ui.look import Scheme, apply_scheme, use_readable_font
from planner.ui.main_window import MainWindow
from planner.ui.watchman import Watchman
from planner.ui.workspace import Workspace

PAINTED_BY_THEN_MS = 1500


def run(argv: Sequence[str], store_path: Path | None = None) -> int:
    """Open the window, with the review of a file when one is named; return the exit status."""
    app = make_application()
    watchman = Watchman(app)
    watchman.install()
    try:
        store = Store.open(store_path or default_store())
    except PlannerError as error:
        _refuse(error)
        return error.exit_status
    window = make_window(app, store)
    watchman.window = window
    starter = Starter(window, store, [Path(name) for name in argv[:1]])
    window.center.tree.painted.connect(starter.begin, Qt.ConnectionType.QueuedConnection)
    QTimer.singleShot(PAINTED_BY_THEN_MS, starter.begin)
    window.show()
    try:
        return app.exec()
    finally:
        starter.wait()
        store.close()


def make_application() -> QApplication:
    """Return the application with its translation, font and style."""
    existing = QApplication.instance()
    # The style by argument: QApplication.setStyle would make PySide build QStyle's hundreds of enumeration members.
    app = existing if isinstance(existing, QApplication) else QApplication(["planner", "-style", "Fusion"])
    app.setApplicationName("planner")
    app.setApplicationDisplayName("")
    if app is existing:
        app.setStyle("Fusion")
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale("zh_CN"), "qtbase", "_", folder):
        app.installTranslator(translator)
    QLocale.setDefault(QLocale("zh_CN"))
    use_readable_font(app)
    return app


def make_window(app: QApplication, store: Store) -> MainWindow:
    """Return the window on `store`, showing the last plan, or the sample while the store is empty."""
    wanted = store.setting("scheme") or Scheme.SYSTEM.value
    scheme = Scheme(wanted) if wanted in list(Scheme) else Scheme.SYSTEM
    apply_text_size(app, store)
    apply_scheme(app, scheme)
    workspace = Workspace(store)
    window = MainWindow(workspace)
    workspace.setParent(window)
    if scheme is Scheme.SYSTEM:
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: _follow_system(app, window))
    workspace.start()
    if not workspace.plans:
        window.complete()
        window.invitation.begin()
    return window


def _follow_system(app: QApplication, window: MainWindow) -> None:
    apply_scheme(app, Scheme.SYSTEM)
    window.appearance.changed.emit()


def _refuse(error: PlannerError) -> None:
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, "无法启动", error.message)
    box.setInformativeText(error.hint)
    box.exec()


class Starter(QObject):
    """What follows the first paint: the log, the libraries that writing needs, the sample plan, the file to review."""

    is_warm = Signal()

    def __init__(self, window: MainWindow, store: Store, files: Sequence[Path]) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._files = files
        self._has_begun = False
        self._thread = threading.Thread(target=self._warm_up, name="warm-up")

    def begin(self) -> None:
        """Begin, once the window stands; nothing happens the second time."""
        if self._has_begun:
            return
        self._has_begun = True
        from planner.core.logfile import start_log

        start_log()
        self._window.complete()
        self.is_warm.connect(self._window.invitation.store_sample)
        self._thread.start()
        if self._files:
            self._window.intake.review_file(self._files[0])

    def wait(self) -> None:
        """Wait for the thread, so that the store is not closed under it."""
        if self._thread.is_alive():
            self._thread.join()

    def _warm_up(self) -> None:
        self._store.warm_up()
        self.is_warm.emit()
        # The first preview should not wait for these; both are imported again where they are used.
        import planner.importing
        import planner.reports.catalog
        import planner.reports.printing
        import planner.reports.raster  # noqa: F401

"""The composition root of the window: paths, log, Qt, translation, store, workspace, window, and the last catcher.

What is no part of Qt is imported first: from its import on PySide reads the source of every module that is loaded.
"""

import gc
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from planner.core.errors import PlannerError
from planner.core.paths import default_store
from planner.services import Store
from planner.ui.appearance import apply_text_size
from planner.ui.application import make_application
from planner.ui.look import Scheme, apply_scheme
from planner.ui.main_window import MainWindow
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from planner.ui.watchman import Watchman

__all__ = ["make_application", "make_window", "prove_window", "run"]
PAINTED_BY_THEN_MS = 1500
ENDINGS = (signal.SIGINT, signal.SIGTERM)
"""How the system asks a program to end."""


def run(argv: Sequence[str], store_path: Path | None = None) -> int:
    """Open the window, with the review of the files that are named; return the exit status.

    A window that is open already takes the files over and comes to the front. A store that cannot be opened as it is,
    or proves damaged later, becomes a choice.
    """
    from planner.ui.watchman import Watchman

    app = make_application()
    watchman = Watchman(app)
    watchman.install()
    files = [Path(name) for name in argv]
    found, news = _opened(store_path or default_store(), files)
    while isinstance(found, Store):
        path, trouble = found.path, _shown(app, watchman, found, files, news)
        if trouble is None:
            return 0
        found, news = _asked(path, files, trouble)
    return found


def _opened(path: Path, files: Sequence[Path]) -> tuple[Store | int, str]:
    """Return the open store, or the exit status, and what the window has to say first."""
    from planner.services.arrival import doubt_about

    try:
        trouble: PlannerError | None = doubt_about(path)
        if trouble is None:
            return Store.open(path, check_later=True), ""
    except PlannerError as error:
        trouble = error
    return _asked(path, files, trouble)


def _asked(path: Path, files: Sequence[Path], trouble: PlannerError) -> tuple[Store | int, str]:
    from planner.ui.entrance import Entrance

    entrance = Entrance(path, files)
    return entrance.enter(trouble), entrance.news


def _shown(
    app: "QApplication", watchman: "Watchman", store: Store, files: Sequence[Path], news: str
) -> PlannerError | None:
    """Show the window on a store until it is closed; return why the store can be used no longer, if that ended it."""
    from PySide6.QtCore import Qt, QTimer

    from planner.ui.starter import Starter

    refused: list[PlannerError] = []
    try:
        window = make_window(app, store)
    except PlannerError as error:  # not looked through yet, and torn where the first picture reads
        store.close()
        return error
    watchman.window = window
    watchman.refused.connect(window.fail, Qt.ConnectionType.QueuedConnection)
    window.refused.connect(refused.append)
    window.refused.connect(lambda error: app.exit(error.exit_status))
    starter = Starter(window, store, files, news)
    window.center.tree.painted.connect(starter.begin)
    QTimer.singleShot(PAINTED_BY_THEN_MS, starter.begin)
    # An interrupt in the middle of a step would leave window and store apart; the window is closed as by the clerk.
    for ending in ENDINGS:
        signal.signal(ending, lambda _number, _frame: QTimer.singleShot(0, app.closeAllWindows))
    window.show()
    try:
        if not refused:
            app.exec()
    finally:
        starter.wait(store.close)
        store.close()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if not refused:
        return None
    watchman.window = None
    window.close()
    window.deleteLater()
    return refused[0]


def prove_window(folder: Path) -> int:
    """Open the window on the store of a self-test, tell on standard output what came of it, and close the window."""
    from planner.services.self_test import store_file
    from planner.ui.self_test import WindowProof, tell
    from planner.ui.starter import Starter

    app = make_application()
    faults: list[str] = []
    sys.excepthook = lambda kind, error, _trace: faults.append(f"{kind.__name__}: {error}")
    with Store.open(store_file(folder), check_later=True) as store:
        window = make_window(app, store)
        starter = Starter(window, store, ())
        proof = WindowProof(window, folder, faults)
        window.center.tree.painted.connect(starter.begin)
        window.center.tree.painted.connect(proof.begin)
        window.show()
        try:
            app.exec()
        finally:
            starter.wait()
    tell(proof.proofs)
    return 0


def make_window(app: "QApplication", store: Store) -> MainWindow:
    """Return the window on `store`, showing the last plan, or the sample while the store is empty."""
    # A gesture on a large plan makes ten thousand values and not one circle; they are not looked through each time.
    gc.set_threshold(20_000, 20, 20)
    gc.disable()  # until the window is complete: what is made for it stays, and looking through it finds nothing
    wanted = store.setting("scheme") or Scheme.SYSTEM.value
    scheme = Scheme(wanted) if wanted in list(Scheme) else Scheme.SYSTEM
    apply_text_size(app, store)
    apply_scheme(app, scheme)
    workspace = Workspace(store)
    window = MainWindow(workspace)
    workspace.setParent(window)
    if not workspace.open():
        window.complete()
        window.invitation.begin()
    return window

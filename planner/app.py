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

__all__ = ["make_application", "make_window", "prove_window", "run"]
PAINTED_BY_THEN_MS = 1500


def run(argv: Sequence[str], store_path: Path | None = None) -> int:
    """Open the window, with the review of the files that are named; return the exit status.

    A window that is open already takes the files over and comes to the front.
    """
    from PySide6.QtCore import QTimer

    from planner.ui.starter import Starter
    from planner.ui.watchman import Watchman

    app = make_application()
    watchman = Watchman(app)
    watchman.install()
    path, files = store_path or default_store(), [Path(name) for name in argv]
    try:
        store = Store.open(path, check_later=True)
    except PlannerError as error:
        if error.code == "STORE_LOCKED" and _is_handed_over(path, files):
            return 0
        _refuse(error)
        return error.exit_status
    window = make_window(app, store)
    watchman.window = window
    window.refused.connect(lambda error: _leave(app, error))
    starter = Starter(window, store, files)
    window.center.tree.painted.connect(starter.begin)
    QTimer.singleShot(PAINTED_BY_THEN_MS, starter.begin)
    # An interrupt in the middle of a step would leave window and store apart; the window is closed as by the clerk.
    signal.signal(signal.SIGINT, lambda _number, _frame: QTimer.singleShot(0, app.closeAllWindows))
    window.show()
    try:
        return app.exec()
    finally:
        starter.wait()
        store.close()
        signal.signal(signal.SIGINT, signal.default_int_handler)


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


def _is_handed_over(store: Path, files: Sequence[Path]) -> bool:
    from planner.core.handover import hand_over
    from planner.ui.doorman import let_come_to_front

    let_come_to_front(store)
    return hand_over(store, files)


def _leave(app: "QApplication", error: PlannerError) -> None:
    """Say why the store cannot be used, found out behind the first picture, and end."""
    _refuse(error)
    app.exit(error.exit_status)


def _refuse(error: PlannerError) -> None:
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, "无法启动", error.message)
    box.setInformativeText(error.hint)
    box.exec()

"""The ways in: a file, the clipboard, something dropped. Each is read beside the window, reviewed, and then stored."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from planner.core.draft import DraftPlan, Source
from planner.core.errors import PlannerError
from planner.ui.tasks import Worker
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.services.reviews import OpenReview

FILE_KINDS = "文本文件 (*.txt);;所有文件 (*)"


class Intake(QObject):
    """The slots of the actions that bring a plan in."""

    stored = Signal()

    def __init__(self, workspace: Workspace, worker: Worker, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._worker = worker
        self._window = window

    def open_file(self) -> None:
        """Ask for a plan file and review it."""
        from planner.ui.dialogs.file_choice import ask_open

        store = self._workspace.store
        path = ask_open(self._window, "打开计划文件", store.setting("folder"), FILE_KINDS)
        if path is not None:
            store.set_setting("folder", str(path.parent))
            self.review_file(path)

    def paste_plan(self) -> None:
        """Review the text on the clipboard."""
        self.review_text(QGuiApplication.clipboard().text())

    def review_file(self, path: Path) -> None:
        """Review a plan file."""

        def read() -> Source:
            from planner.importing import read_file

            return read_file(path)

        self._review(read)

    def review_text(self, text: str) -> None:
        """Review a text."""

        def read() -> Source:
            from planner.importing import read_text

            return read_text(text)

        self._review(read)

    def review_dropped(self, data: QMimeData) -> None:
        """Review what was dropped: a file or a text."""
        path = dropped_file(data)
        if path is not None:
            self.review_file(path)
        else:
            self.review_text(data.text())

    def take_up(self, review_id: int) -> None:
        """Go on with a review that waits."""
        store = self._workspace.store

        def work() -> "OpenReview":
            from planner.services import reviews

            return reviews.take_up(store.review(review_id))

        self._workspace.about_to_act.emit()
        self._workspace.told.emit("正在打开…")
        self._worker.submit("import", work, self._show, self._refuse)

    def _review(self, read: Callable[[], Source]) -> None:
        store = self._workspace.store

        def work() -> "OpenReview":
            from planner.services import reviews

            source = read()
            waiting = store.review_of_source(source.sha256)
            return reviews.take_up(store.review(waiting)) if waiting else reviews.begin(source)

        self._workspace.about_to_act.emit()
        self._workspace.told.emit("正在读取…")
        self._worker.submit("import", work, self._show, self._refuse)

    def _refuse(self, error: PlannerError) -> None:
        self._workspace.told.emit("")
        self._workspace.failed.emit(error)

    def _show(self, on_desk: "OpenReview") -> None:
        from planner.ui.dialogs.review import ReviewDialog

        self._workspace.told.emit("")
        dialog = ReviewDialog(on_desk, self._workspace.store, self._worker, self._window)
        dialog.agreed.connect(self._store)
        dialog.left.connect(self._left)
        dialog.discarded.connect(self._workspace.discard_review)
        dialog.open()

    def _left(self) -> None:
        self._workspace.refresh_reviews()
        self._workspace.told.emit("核对已保留，在计划列表里可以接着做")

    def _store(self, draft: DraftPlan, on_desk: "OpenReview") -> None:
        if self._workspace.add_plan(draft, on_desk.review_id or None, on_desk.earlier_id) is not None:
            self.stored.emit()


def dropped_file(data: QMimeData) -> Path | None:
    """Return the file that is being dropped, if it is one."""
    files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return Path(files[0]) if files else None

"""The ways in: files, the clipboard, something dropped. Each is read beside the window, reviewed, and then stored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from planner.core.draft import DraftPlan, Source
from planner.core.errors import PlannerError
from planner.ui.tasks import Worker
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.services import Store
    from planner.services.again import Again, NextVersion
    from planner.services.reviews import OpenReview

_PLAN_FILES = "*.docx *.doc *.wps *.pdf *.xlsx *.xls *.et *.ods *.txt *.html *.htm *.mht *.rtf *.odt *.docm *.xlsm *.md"
FILE_KINDS = f"计划文件 ({_PLAN_FILES} *.zip);;所有文件 (*)"
OLD_KINDS = (".doc", ".wps", ".wpt", ".dot")
PATIENCE_MS = 400
Read = Callable[[Callable[[str], None], Callable[[], bool]], Source]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came in, ready for the review; `again` when the store has it or an older version of it."""

    on_desk: "OpenReview"
    again: "Again | None" = None
    version: "NextVersion | None" = None


class Intake(QObject):
    """The slots of the actions that bring a plan in. Several files come one after the other."""

    stored = Signal()
    reading = Signal(str)
    """What is being read when it takes longer than a moment, empty when nothing is; who shows it offers `stop`."""
    conversion_offered = Signal(object, str, object)
    """A trouble with an old document, the Office program that may read it better, and what lets it do so."""
    package_found = Signal(object)
    """The path of a file that is a packed plan, whatever it is called; it is not reviewed."""
    forms_found = Signal(object)
    """The paths of files of which the first is a fill-in workbook that came back."""
    _told = Signal(str)

    def __init__(self, workspace: Workspace, worker: Worker, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._worker = worker
        self._window = window
        self._waiting: list[Path] = []
        self._is_stopped = False
        self._words = ""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(lambda: self.reading.emit(self._words))
        self._told.connect(self._tell)
        worker.crashed.connect(lambda _error: self._go_on())

    def open_file(self) -> None:
        """Ask for a plan file and review it."""
        from planner.ui.dialogs.file_choice import ask_open

        store = self._workspace.store
        path = ask_open(self._window, "打开计划文件", store.setting("folder"), FILE_KINDS)
        if path is not None:
            store.set_setting("folder", str(path.parent))
            self.review_files([path])

    def paste_plan(self) -> None:
        """Review what is on the clipboard, with its tables where another program put them there."""
        data = QGuiApplication.clipboard().mimeData()
        paths = dropped_files(data) if data is not None else []
        if paths:
            self.review_files(paths)  # files copied in the file manager; their names are there as text too
        else:
            self._review_mime(data)

    def review_files(self, paths: Sequence[Path]) -> None:
        """Review files, one after the other; they wait for what is being read."""
        self._waiting += paths
        if not self._words:
            self._next()

    def review_file(self, path: Path) -> None:
        """Review a plan file; one that is a package is handed to those who unpack."""
        from planner.core.package_file import is_package

        if is_package(path):
            self.package_found.emit(path)
            self._next()
            return

        def read(tell: Callable[[str], None], stopped: Callable[[], bool]) -> Source:
            from planner.importing import read_file

            return read_file(path, progress=tell, cancelled=stopped)

        self._review(read, path.name, path)

    def convert(self, path: Path) -> None:
        """Let the Office program of this computer save an old document anew, and review that."""

        def read(tell: Callable[[str], None], stopped: Callable[[], bool]) -> Source:
            from planner.core.private_folders import private_folder
            from planner.importing import read_file
            from planner.importing.office import convert

            tell(f"正在转换《{path.name}》…")
            with private_folder() as folder:
                return read_file(convert(path, folder), progress=tell, cancelled=stopped)

        self._review(read, path.name)

    def review_text(self, text: str, html: str | None = None) -> None:
        """Review a text, or the HTML that another program gave with it."""

        def read(tell: Callable[[str], None], stopped: Callable[[], bool]) -> Source:
            from planner.importing import read_clipboard

            return read_clipboard(html, text, progress=tell, cancelled=stopped)

        self._review(read, "粘贴的文字")

    def review_dropped(self, data: QMimeData) -> None:
        """Review what was dropped: files or a text."""
        paths = dropped_files(data)
        if paths:
            self.review_files(paths)
        else:
            self._review_mime(data)

    def take_up(self, review_id: int) -> None:
        """Go on with a review that waits."""
        store = self._workspace.store

        def work() -> Arrival:
            from planner.services import reviews

            return Arrival(reviews.take_up(store.review(review_id)))

        self._workspace.about_to_act.emit()
        self._workspace.told.emit("正在打开…")
        self._worker.submit("import", work, self._arrived, self._refuse)

    def stop(self) -> None:
        """Stop what is being read, and forget what waits behind it."""
        self._is_stopped = True
        self._waiting.clear()

    def _review_mime(self, data: QMimeData | None) -> None:
        text = data.text() if data is not None else ""
        self.review_text(text, data.html() if data is not None and data.hasHtml() else None)

    def _review(self, read: Read, name: str, path: Path | None = None) -> None:
        store = self._workspace.store
        self._is_stopped = False

        def work() -> Arrival | None:
            source = read(self._told.emit, lambda: self._is_stopped)
            if path is not None and _is_form(source):
                return None
            self._told.emit(f"正在分析《{name}》…")
            return arrival_of(store, source)

        self._workspace.about_to_act.emit()
        self._workspace.told.emit("正在读取…")
        self._told.emit(f"正在读取《{name}》…")
        self._worker.submit(
            "import",
            work,
            lambda found: self._hand_on(path) if found is None else self._arrived(found),
            lambda error: self._refuse(error, path),
        )

    def _tell(self, words: str) -> None:
        """Say what is under way, but not for what is done in a moment."""
        was_told, self._words = bool(self._words), words
        if not words:
            self._patience.stop()
            self.reading.emit("")
        elif not was_told:
            self._patience.start()
        elif not self._patience.isActive():
            self.reading.emit(words)

    def _refuse(self, error: PlannerError, path: Path | None = None) -> None:
        self._told.emit("")
        self._workspace.told.emit("")
        if error.code != "CANCELLED":
            self._workspace.failed.emit(error)
            self._offer_conversion(error, path)
        self._next()

    def _offer_conversion(self, error: PlannerError, path: Path | None) -> None:
        if path is None or path.suffix.lower() not in OLD_KINDS:
            return
        from planner.importing.office import find_office

        program = find_office()
        if program is not None:
            self.conversion_offered.emit(error, program, lambda: self.convert(path))

    def _arrived(self, arrival: Arrival) -> None:
        self._told.emit("")
        self._workspace.told.emit("")
        if arrival.again is None:
            self._show(arrival.on_desk)
            return
        from planner.ui.dialogs.again import AgainDialog

        changes = arrival.version.changes if arrival.version is not None else ()
        dialog = AgainDialog(arrival.again, changes, self._window)
        dialog.chosen.connect(lambda choice: self._chosen(choice, arrival))
        dialog.rejected.connect(self._next)
        dialog.open()

    def _hand_on(self, path: Path | None) -> None:
        """Give a returned workbook, and what came with it, to those who collect."""
        self._told.emit("")
        self._workspace.told.emit("")
        paths, self._waiting = (path, *self._waiting), []
        self.forms_found.emit(paths)

    def _chosen(self, choice: str, arrival: Arrival) -> None:
        if choice == "open" and arrival.again is not None:
            self._workspace.open_plan(arrival.again.plan_id)
            self._next()
        elif choice == "version" and arrival.version is not None:
            self._show(arrival.version.on_desk)
        else:
            self._show(arrival.on_desk)

    def _show(self, on_desk: "OpenReview") -> None:
        from planner.core.backups import Reason
        from planner.ui.dialogs.review import ReviewDialog

        dialog = ReviewDialog(on_desk, self._workspace.store, self._worker, self._window)
        dialog.agreed.connect(self._store)
        dialog.left.connect(self._left)
        dialog.discarded.connect(self._workspace.discard_review)
        dialog.finished.connect(lambda _result: self._next())
        dialog.open()
        store = self._workspace.store
        self._worker.submit("ahead", lambda: store.back_up_ahead(Reason.IMPORT), _nothing, _nothing)

    def _left(self, review_id: int) -> None:
        self._workspace.refresh_reviews()
        self._workspace.kept.emit(review_id)

    def _store(self, draft: DraftPlan, on_desk: "OpenReview") -> None:
        if self._workspace.add_plan(draft, on_desk) is not None:
            self.stored.emit()
        else:
            self._workspace.refresh_reviews()

    def _go_on(self) -> None:
        """Let go of what made the program stumble, and take the next file."""
        if self._words:
            self._told.emit("")
            self._next()

    def _next(self) -> None:
        """Go on with the file that waits."""
        if self._waiting:
            self.review_file(self._waiting.pop(0))


def _is_form(source: Source) -> bool:
    from planner.importing.filled_forms import form_of

    return form_of(source, source.name).meta is not None


def _nothing(_found: object) -> None:
    pass


def arrival_of(store: "Store", source: Source) -> Arrival:
    """Return what a source becomes: a review that waits for it, or a new one, with the plan that it may follow."""
    from planner.services import again, reviews
    from planner.services.column_choices import remembered_columns

    waiting = store.review_of_source(source.sha256)
    if waiting is not None:
        return Arrival(reviews.take_up(store.review(waiting)))
    on_desk = reviews.begin(source, remembered_columns(store, source))
    found = again.look_for(store, on_desk.review.draft)
    if found is None or found.sameness is again.Sameness.SAME:
        return Arrival(on_desk, found)
    return Arrival(on_desk, found, again.next_version(store, on_desk, found.plan_id))


def dropped_files(data: QMimeData) -> list[Path]:
    """Return the files that are being dropped or pasted."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]

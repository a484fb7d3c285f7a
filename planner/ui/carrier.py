"""Carrying a plan by one file: the slots of 打包到文件 and 从包中取出, and what opening a package comes to."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from planner.core.errors import PlannerError
from planner.ui.panes.bar import Bar
from planner.ui.tasks import Worker
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from planner.core.package_file import Package
    from planner.services.unpacking import Unpacked

KEY = "package"
FOLDER = "package_folder"
KINDS = "计划数据包 (*.zip);;所有文件 (*)"
SAVED_KINDS = "计划数据包 (*.zip)"


class Carrier(QObject):
    """Packs and unpacks beside the window; what is taken out is one step."""

    def __init__(self, workspace: Workspace, worker: Worker, bar: Bar, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._worker = worker
        self._bar = bar
        self._window = window

    def pack_plan(self) -> None:
        """Ask where to, and write the plan on show as a package."""
        from planner.services.packing import package_name
        from planner.ui.dialogs.file_choice import ask_save

        store, plan = self._workspace.store, self._workspace.snapshot
        self._workspace.about_to_act.emit()
        if plan is None or not plan.plan_id:
            return
        path = ask_save(self._window, "打包到文件", store.setting(FOLDER), package_name(plan), SAVED_KINDS)
        if path is not None:
            store.set_setting(FOLDER, str(path.parent))
            self.pack_to(path)

    def pack_to(self, path: Path) -> None:
        """Write the plan on show as a package at `path`."""
        store, plan = self._workspace.store, self._workspace.snapshot
        if plan is None:
            return

        def work() -> Path:
            from planner.services.packing import pack, save_package

            save_package(store.read(lambda connection: pack(connection, plan)), path)
            return path

        def done(made: Path) -> None:
            folder = ("打开所在文件夹", lambda: _open(made.parent))
            self._news(f"已打包：{made.name}；复制到别的电脑，用“打开计划文件”打开它就可以取出", folder)

        def failed(error: PlannerError) -> None:
            again = ("重试", lambda: self.pack_to(path))
            self._bar.show_trouble(error, again, ("另存为…", lambda: self._pack_elsewhere(path)))

        self._worker.submit(KEY, work, done, failed)

    def _pack_elsewhere(self, path: Path) -> None:
        from planner.ui.dialogs.file_choice import ask_other

        other = ask_other(self._window, path, SAVED_KINDS)
        if other is not None:
            self.pack_to(other)

    def unpack_plan(self) -> None:
        """Ask for a package and take the plan out of it."""
        from planner.ui.dialogs.file_choice import ask_open

        store = self._workspace.store
        path = ask_open(self._window, "从包中取出", store.setting(FOLDER), KINDS)
        if path is not None:
            store.set_setting(FOLDER, str(path.parent))
            self.take_out(path)

    def take_out(self, path: Path) -> None:
        """Look at a package, show what is in it, and store its plan when the clerk agrees."""
        store = self._workspace.store
        self._workspace.about_to_act.emit()

        def work() -> Any:
            from planner.core.backups import Reason
            from planner.core.package_file import read_package
            from planner.services.unpacking import looked_at, source_of

            package = read_package(path)
            units = store.read(lambda connection: looked_at(connection, package, path.name))
            store.back_up_ahead(Reason.UNPACK)
            return package, units, store.plans_of_source(source_of(package, path.name))

        self._worker.submit(KEY, work, lambda found: self._ask(path, *found), self._workspace.failed.emit)

    def _ask(self, path: Path, package: "Package", units: "Unpacked", there: tuple[tuple[int, str], ...]) -> None:
        from planner.ui.dialogs.package import PackageDialog

        items = sum(row.get("kind") == "item" for row in package.rows.get("nodes", ()))
        known = there[-1][1].strip("《》") if there else ""
        dialog = PackageDialog(_title(package), items, units, known, self._window)
        dialog.chosen.connect(lambda choice: self._take(path, package, units, choice, there))
        dialog.open()

    def _take(
        self, path: Path, package: "Package", units: "Unpacked", choice: str, there: tuple[tuple[int, str], ...]
    ) -> None:
        from planner.core.backups import Reason
        from planner.services import unpacking

        if choice == "open":
            self._workspace.go_to(there[-1][0])
            return
        earlier = there[-1][0] if there and choice == "version" else None
        step = lambda session: unpacking.unpack(session, package, path.name, earlier)  # noqa: E731
        change = self._workspace.do(f"取出《{_title(package)}》", step, backup_first=Reason.UNPACK)
        if change is None or not change.plan_ids:
            return
        self._workspace.go_to(change.plan_ids[0])
        likely = sum(one.gone in units.added for one in self._workspace.store.likely_same())
        words = "已取出计划；按 Ctrl+Z 可以撤销"
        if units.added:
            words = f"已取出计划，名录里增加了 {len(units.added)} 个单位"
            words += f"，其中 {likely} 个可能与原有的是同一单位" if likely else ""
            self._news(words, ("查看单位", lambda: self._workspace.go("units")))
        else:
            self._news(words)

    def _news(self, words: str, *ways: Any) -> None:
        self._bar.show_news(words, *ways)


def _title(package: "Package") -> str:
    return package.title.strip("《》")


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

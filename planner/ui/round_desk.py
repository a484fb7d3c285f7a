"""The steps of a round in the window: begin it, send it out, take it back, print who is missing.

Files are written and read beside the window; what is stored goes through the workspace, a step each.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from planner.core.errors import OutputError, PlannerError
from planner.core.output_errors import NoProgram
from planner.core.rounds import MISSING, Round
from planner.core.stopping import Tell
from planner.ui.panes.bar import Bar
from planner.ui.panes.progress_strip import ProgressStrip
from planner.ui.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from planner.core.forms import FilledForm
    from planner.core.returns import Return, Taken
    from planner.ui.tasks import Worker

KEY = "rounds"
OUT_FOLDER, IN_FOLDER = "output_folder", "returns_folder"
KINDS = "PDF 文件 (*.pdf);;Excel 表格 (*.xlsx);;Word 文档 (*.docx)"


class RoundDesk(QObject):
    """`compared` tells of the files that were read, with the round they belong to: they are to be looked at."""

    compared = Signal(object, object)

    def __init__(self, workspace: Workspace, worker: "Worker", bar: Bar, strip: ProgressStrip, page: "QWidget") -> None:
        super().__init__(page)
        self._workspace = workspace
        self._worker = worker
        self._bar = bar
        self._strip = strip
        self._page = page
        self._forms: tuple[FilledForm | Return, ...] = ()
        strip.stopped.connect(self.stop)

    def rounds(self) -> tuple[Round, ...]:
        """Return the rounds of the plan on show, the newest first."""
        from planner.services.rounds import rounds_of

        plan_id = self._workspace.plan_id
        if plan_id is None:
            return ()
        return self._workspace.store.read(lambda connection: rounds_of(connection, plan_id))[::-1]

    def stop(self) -> None:
        """Stop what is under way; nothing of it stays."""
        self._worker.forget(KEY)
        self._strip.end()
        self._bar.show_news("已停止，没有改动任何内容")

    def send(self, round_: Round, folder: Path | None = None) -> None:
        """Ask where to, write the folder of a round, and note what went out."""
        from planner.ui.dialogs.file_choice import ask_folder

        store, plan = self._workspace.store, self._workspace.snapshot
        if plan is None or self._strip.is_running:
            return
        parent = folder or ask_folder(self._page, "填报表写到哪个文件夹", store.setting(OUT_FOLDER))
        if parent is None:
            return
        day, settings = date.today(), store.settings

        def work(tell: Tell) -> Any:
            from planner.reports.folders import save_folder
            from planner.reports.office import by_settings
            from planner.reports.request import PrintRequest
            from planner.reports.round_folder import asked_units, render_round

            asked = asked_units(plan, round_, day)
            made = render_round(plan, round_, asked, by_settings(PrintRequest(as_of=day), settings), tell)
            tell(len(asked), len(asked))
            return save_folder(made, parent), asked

        def done(found: Any) -> None:
            from planner.services import rounds

            path, asked = found
            store.set_setting(OUT_FOLDER, str(parent))
            what = {one.unit.unit_id: one.asked for one in asked}
            step = lambda session: rounds.mark_sent(session, round_.round_id, what, day)  # noqa: E731
            if self._workspace.do(f"发出填报表：{round_.name}", step) is not None:
                words = f"已写出 {len(asked)} 个单位的任务清单和填报表，可以发给各单位了"
                self._bar.show_news(words, ("打开文件夹", lambda: self.open(path)))

        self._submit("正在写出填报表", work, done, ("重试", lambda: self.send(round_, parent)))

    def collect(self, paths: Sequence[Path] = ()) -> None:
        """Ask for the folder of what came back, or take these files; read them and tell what they change."""
        from planner.ui.dialogs.file_choice import ask_folder

        store, plan = self._workspace.store, self._workspace.snapshot
        if plan is None or self._strip.is_running:
            return
        if not paths:
            folder = ask_folder(self._page, "收回的填报表在哪个文件夹", store.setting(IN_FOLDER))
            if folder is None:
                return
            store.set_setting(IN_FOLDER, str(folder))
            paths = (folder,)

        def work(tell: Tell) -> Any:
            from planner.core.backups import Reason
            from planner.core.errors import UsageError
            from planner.services.collecting import read_forms, returned_files

            files = returned_files(paths)
            if not files:
                raise UsageError(
                    "这个文件夹里没有表格文件。",
                    "请选择放着收回的填报表（xlsx、xls、et、ods）的文件夹。",
                    code="NO_FILE",
                )
            forms = read_forms(files, tell)
            store.back_up_ahead(Reason.MERGE)
            return forms

        self._submit("正在读取填报表", work, self._read)

    def _read(self, forms: tuple["FilledForm | Return", ...]) -> None:
        from planner.core.forms import FilledForm
        from planner.services.collecting import compare_all, meant_round
        from planner.services.rounds import plan_of_tokens

        tokens = [one.token for one in forms if isinstance(one, FilledForm) and one.token]
        meant = self._workspace.store.read(lambda connection: plan_of_tokens(connection, tokens))
        if meant is not None and meant != self._workspace.plan_id:
            self._workspace.open_plan(meant)
        plan, listed = self._workspace.snapshot, self.rounds()[::-1]
        round_ = meant_round(forms, listed)
        if plan is None or round_ is None:
            self._bar.show_news("这份计划还没有发出过填报表；请先新建一轮并发出")
            return
        self.compared.emit(round_, compare_all(forms, plan, listed, round_))

    def take(self, round_: Round, taken: tuple["Taken", ...]) -> bool:
        """Write what was agreed to, as one step; true when it is written."""
        from planner.core.backups import Reason
        from planner.services import returns

        day = date.today()
        step = lambda session: returns.collect(session, round_.round_id, taken, day)  # noqa: E731
        change = self._workspace.do(f"合并填报表：{round_.name}", step, backup_first=Reason.MERGE)
        if change is None:
            return False
        cells = sum(len(one.cells) for one in taken)
        words = f"已合并 {cells} 处填报内容；按 Ctrl+Z 可以一次撤销" if cells else "没有要写入的内容，已记下谁报送了"
        self._bar.show_news(words, ("存合并结果…", lambda: self.save_result(round_, taken)))
        return True

    def set_returned(self, round_: Round, unit_id: int, name: str, *, is_returned: bool) -> None:
        """Say that a unit has reported some other way, or that it has not."""
        from planner.services import rounds

        day = date.today() if is_returned else None
        words = f"标为已报送：{name}" if is_returned else f"标为未报送：{name}"
        self._workspace.do(words, lambda session: rounds.set_returned(session, round_.round_id, unit_id, day))

    def remove(self, round_: Round) -> None:
        """Take a round away; undo brings it back."""
        from planner.services import rounds

        if self._workspace.do(f"删除填报：{round_.name}", lambda session: rounds.remove(session, round_.round_id)):
            words = f"已删除“{round_.name}”这一轮；收到的进展仍在任务里"
            self._bar.show_news(words, ("撤销", self._workspace.undo))

    def copy_words(self, round_: Round) -> None:
        """Put the text for the group on the clipboard."""
        from planner.reports.round_list import group_text

        if self._workspace.snapshot is not None:
            QGuiApplication.clipboard().setText(group_text(self._workspace.snapshot, round_, date.today()))
            self._bar.show_news("已复制提醒文字，可以粘贴到 QQ 群、微信群")

    def save_list(self, round_: Round) -> None:
        """Ask where to, and write the list of who is missing; of all units when none is."""
        from planner.reports.round_list import round_document, round_file_name

        plan, day = self._workspace.snapshot, date.today()
        if plan is None:
            return
        only = round_.count(day, *MISSING) > 0
        name = round_file_name(plan, round_, day, "pdf", only_missing=only)
        self._save(name, lambda: round_document(plan, round_, day, only_missing=only, request=self._request()))

    def save_result(self, round_: Round, taken: tuple["Taken", ...]) -> None:
        """Ask where to, and write what came of a collection."""
        from planner.reports.returns_report import returns_document, returns_file_name

        plan, day = self._workspace.snapshot, date.today()
        if plan is not None:
            name = returns_file_name(plan, round_, day, "pdf")
            self._save(name, lambda: returns_document(plan, round_, taken, day, self._request()))

    def open(self, path: Path) -> None:
        """Open a file or folder with the system's program."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._bar.show_trouble(NoProgram(path))

    def _request(self) -> Any:
        from planner.reports.office import by_settings
        from planner.reports.request import PrintRequest

        return by_settings(PrintRequest(), self._workspace.store.settings)

    def _save(self, name: str, build: Callable[[], Any]) -> None:
        from planner.reports import catalog
        from planner.ui.dialogs.file_choice import ask_save

        store = self._workspace.store
        path = ask_save(self._page, "保存名单", store.setting(OUT_FOLDER), name, KINDS)
        if path is None:
            return
        store.set_setting(OUT_FOLDER, str(path.parent))

        def work(tell: Tell) -> Path:
            kind = path.suffix.lower().removeprefix(".")
            kind = kind if kind in catalog.FORMATS else "pdf"
            catalog.save(catalog.finished(build(), path.name, kind, tell, bundled_only=False), path)
            return path

        def done(path: Path) -> None:
            ways = (("打开", lambda: self.open(path)), ("打开所在文件夹", lambda: self.open(path.parent)))
            self._bar.show_news(f"已保存：{path.name}", *ways)

        self._submit("正在生成文件", work, done)

    def _submit(
        self,
        words: str,
        work: Callable[[Tell], Any],
        done: Callable[[Any], None],
        *ways: tuple[str, Callable[[], None]],
    ) -> None:
        self._strip.begin(words)

        def end(found: Any) -> None:
            self._strip.end()
            done(found)

        def fail(error: PlannerError) -> None:
            self._strip.end()
            self._bar.show_trouble(error, *(ways if isinstance(error, OutputError) else ()))

        self._worker.submit_long(KEY, work, end, fail, self._strip.tell)

"""Printing: the documents on the left, the choices of one beside them, on the right the pages that would be saved."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.core.errors import PlannerError, UsageError
from planner.core.filtering import ItemFilter
from planner.core.snapshot import PlanSnapshot
from planner.reports import catalog
from planner.reports.office import by_settings
from planner.reports.request import Report
from planner.services import Store
from planner.ui.dialogs.file_choice import ask_folder, ask_other, ask_save
from planner.ui.dialogs.keys import show_print_keys
from planner.ui.dialogs.placing import keep_size, place_over_parent
from planner.ui.dialogs.pressing import press_focused
from planner.ui.dialogs.print_buttons import PrintButtons
from planner.ui.dialogs.print_documents import DocumentList
from planner.ui.dialogs.print_memory import Choices, PrintMemory
from planner.ui.dialogs.print_options import A3, PrintOptions, fold
from planner.ui.dialogs.print_paper import Paper
from planner.ui.dialogs.print_renders import Asked, Renders, Shown
from planner.ui.dialogs.print_saving import FOLDER_SETTING, WORDS, Saving
from planner.ui.dialogs.print_source import PrintSource
from planner.ui.icons import grown
from planner.ui.panes.bar import Bar
from planner.ui.panes.preview import Preview
from planner.ui.panes.progress_strip import ProgressStrip
from planner.ui.tasks import Worker

SETTLE_MS = 60
PANEL_WIDTH, NARROW_PANEL = 268, 236
NARROW = 1060
KINDS = {
    "pdf": "PDF 文件 (*.pdf)",
    "xlsx": "Excel 工作簿 (*.xlsx)",
    "docx": "Word 文档 (*.docx)",
    "txt": "文本文件 (*.txt)",
}
NO_PAGES = "《{}》没有打印的页面，请保存成文件使用。"
NOTHING = "没有可以预览的内容"
MONTH = re.compile("[0-9]{4}-[0-9]{2}")
FONT_WORD = "没有安装"
UNIT_YEAR = "unit-year"  # the other document of one unit: the units asked for are chosen there too


def open_print(
    parent: QWidget,
    plan: PlanSnapshot,
    store: Store,
    worker: Worker,
    *,
    report: str = "",
    units: tuple[str, ...] = (),
    chosen: ItemFilter | None = None,
    preset: Choices | None = None,
) -> "PrintDialog":
    """Open the dialog on a plan: at `report` (责任分解表 if empty), with the lists of `units`, or what is `chosen`.

    `preset` are choices of that report, by the names of their fields, that go before those of the last time.
    """
    source = PrintSource(plan, store, chosen, month_of(preset))
    dialog = PrintDialog(source, worker, parent, report=report, units=units, preset=preset)
    dialog.open()
    return dialog


def month_of(preset: Choices | None) -> date | None:
    """Return the month that is asked for, by its first day."""
    said = str((preset or {}).get("period", ""))
    return date.fromisoformat(f"{said}-01") if MONTH.fullmatch(said) else None


class PrintDialog(QDialog):
    """Rendering happens in the worker; what was asked for before the last choice is dropped."""

    previewed = Signal()
    saved = Signal(object)

    def __init__(
        self,
        source: PrintSource,
        worker: Worker,
        parent: QWidget | None,
        *,
        report: str = "",
        units: tuple[str, ...] = (),
        preset: Choices | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"打印　{source.plan.head.title or source.plan.source.name}")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._source = source
        self._shown: Shown | None = None
        self._when_ready: Callable[[], None] | None = None
        self._nothing: UsageError | None = None
        self._fit_words = ""
        self.is_waiting = True
        self.memory = PrintMemory(source.store)
        self.documents = DocumentList(self)
        self.options = PrintOptions(source, self.memory, self)
        self.bar = Bar(self)
        self.strip = ProgressStrip(self)
        self.preview = Preview(self)
        self.view = self.preview.view
        self.a3 = QToolButton(self)
        self.notes = QLabel(self)
        self.fonts = QLabel(self)
        self.buttons = PrintButtons(self)
        self.renders = Renders(source, worker, self)
        self.saving = Saving(source, worker, self.bar, self.strip, self)
        self.paper = Paper(worker, self.bar, self.strip, self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._render)
        self._build()
        self._connect()
        self.buttons.duplex.setChecked(self.memory.is_two_sided)
        self._fit_to(self.screen().availableSize().width())  # before it is placed: what is wide makes the window wide
        place_over_parent(self)
        keep_size(self, source.store)
        self.options.preset(report, preset or {})
        self.options.preset(UNIT_YEAR, {"units": list(units)} if units else {})
        self.documents.choose(report)
        if units:
            self.options.choose_units(units)
        self.documents.setFocus()

    @property
    def page_count(self) -> int:
        """How many pages the preview has."""
        return self.preview.page_count

    @property
    def report(self) -> Report:
        """The document chosen."""
        return self.documents.reports[self.documents.currentRow()]

    @property
    def asked(self) -> Asked:
        """What the choices of this moment ask for."""
        request = by_settings(self.options.request(), self._source.store.settings)
        return Asked(self.options.subject_choice(), request)

    @property
    def is_current(self) -> bool:
        """Whether all pages of what is asked for are shown."""
        return self._shown is not None and self._shown.is_whole and self._shown.asked == self.asked

    def save(self, kind: str) -> None:
        """Ask where, then save as "pdf", "xlsx" or "docx"."""
        if kind not in self.report.formats or self._has_no_content():
            return
        folder = self._source.store.setting(FOLDER_SETTING)
        path = ask_save(self, "保存", folder, self._file_name(kind), KINDS.get(kind, f"*.{kind}"))
        if path is not None:
            self.save_as(kind, path)

    def save_elsewhere(self, kind: str, path: Path) -> None:
        """Ask for another place or name than `path`, which could not be written; one that is free is proposed."""
        other = ask_other(self, path, KINDS.get(kind, f"*.{kind}"))
        if other is not None:
            self.save_as(kind, other)

    def save_as(self, kind: str, path: Path) -> None:
        """Render and write beside the window, then offer to open it."""
        if path.suffix.lower() != f".{kind}":
            path = path.with_name(f"{path.name}.{kind}")
        ready = self._shown.rendered if self._shown and kind == "pdf" and self.is_current else None
        self.saving.save_file(self.asked, kind, path, ready)

    def save_folder(self, formats: tuple[str, ...]) -> None:
        """Ask for a folder, then put a folder of files there."""
        if not self.report.is_folder or self._has_no_content():
            return
        parent = ask_folder(self, "保存到哪个文件夹", self._source.store.setting(FOLDER_SETTING))
        if parent is not None:
            self.saving.save_folder(self.asked, formats, parent)

    def copy_table(self) -> None:
        """Copy the document as tables."""
        if not self._has_no_content():
            self.saving.copy_table(self.asked)

    def copy_words(self) -> None:
        """Copy the text of the bulletin."""
        if WORDS in self.report.formats and not self._has_no_content():
            self.saving.copy_words(self.asked)

    def print_pages(self) -> None:
        """Ask for a printer and send the pages to it, when they are there."""
        if self._has_no_content():
            return
        if self.is_current and self._shown is not None:
            self.paper.is_two_sided = self.buttons.duplex.isChecked()
            self.paper.ask(self._shown.rendered, self._shown.pages.size(0))
        elif "pdf" in self.report.formats:
            self._when_ready = self.print_pages
            if not self.is_waiting:  # it went wrong: once more
                self._settle.start()

    def print_on(self, printer: object) -> None:
        """Send the pages to `printer` (a QPrinter)."""
        if self._shown is not None:
            self.paper.send(self._shown.rendered, printer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button it is on."""
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Stop what is being written or printed; else close."""
        if self.strip.is_running:
            self.strip.stopped.emit()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Remember the choices and let go of what is under way."""
        self._settle.blockSignals(True)  # what a field says in its last moment is not rendered any more
        self.options.keep()
        self.memory.keep_two_sided(self.buttons.duplex.isChecked())
        self.renders.forget()
        self.saving.forget()
        self.paper.forget()
        self.preview.close_pages()
        super().done(result)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the pages their room on a small screen."""
        super().resizeEvent(event)
        self._fit_to(self.width())

    def _fit_to(self, width: int) -> None:
        is_narrow = width < grown(NARROW)
        self.documents.set_narrow(is_narrow)
        self.buttons.set_narrow(is_narrow)
        self.panel.setFixedWidth(grown(NARROW_PANEL if is_narrow else PANEL_WIDTH))

    def _has_no_content(self) -> bool:
        """Take what is being typed; true when something is being written, or nothing is there, which is said."""
        self.options.hurry()
        if self._nothing is not None and not self.strip.is_running:
            self.bar.show_trouble(self._nothing)
        return self.strip.is_running or self._nothing is not None

    # Building

    def _build(self) -> None:
        for label, name, kind in ((self.notes, "说明", "quote"), (self.fonts, "字体说明", "muted")):
            label.setObjectName(kind)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setAccessibleName(name)
            label.hide()
        self.fonts_fold = fold("字体说明", self.fonts, self)
        self.a3.setObjectName("a3")
        self.a3.setText("A3")
        self.a3.setCheckable(True)
        self.a3.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.a3.setToolTip("改用 A3 纸，再按一次改回来（F3）\n与公文一起装订时，A3 纸不要放在最后一页")
        self.a3.setAccessibleName("A3 纸")
        self.preview.tools.addWidget(self.a3)
        self.panel = self._choices()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addWidget(self.strip)
        right.addWidget(self.preview, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        for part in (self.documents, self._rule(), self.panel, self._rule()):
            middle.addWidget(part)
        middle.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(middle, 1)
        layout.addWidget(self._rule(is_flat=True))
        layout.addWidget(self.buttons)

    def _rule(self, *, is_flat: bool = False) -> QFrame:
        rule = QFrame(self)
        rule.setObjectName("rule")
        if is_flat:
            rule.setFixedHeight(1)
        else:
            rule.setFixedWidth(1)
        return rule

    def _choices(self) -> QScrollArea:
        """Return the choices and the notes, which scroll where the screen is low."""
        sheet = QWidget(self)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(12, 10, 10, 10)
        column.setSpacing(12)
        column.addWidget(self.options)
        column.addWidget(self.notes)
        column.addWidget(self.fonts_fold)
        column.addWidget(self.fonts)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setObjectName("choices")
        area.setWidget(sheet)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        sheet.setAutoFillBackground(False)
        return area

    def _connect(self) -> None:
        self.documents.chosen.connect(self._show_report)
        self.options.changed.connect(self._changed)
        self.a3.clicked.connect(lambda _checked=False: self.options.toggle_a3())
        self.renders.ready.connect(self._show_pages)
        self.renders.failed.connect(self._show_trouble)
        self.renders.told.connect(self.preview.tell)
        self.saving.saved.connect(self.saved)
        self.saving.elsewhere.connect(self.save_elsewhere)
        self.buttons.save.connect(self.save)
        self.buttons.save_folder.connect(self.save_folder)
        self.buttons.copy_table.connect(self.copy_table)
        self.buttons.copy_words.connect(self.copy_words)
        self.buttons.print_pages.connect(self.print_pages)
        self.buttons.close_dialog.connect(self.reject)
        QShortcut(QKeySequence("Shift+F1"), self).activated.connect(lambda: show_print_keys(self))
        QShortcut(QKeySequence("F3"), self).activated.connect(self.options.toggle_a3)
        for place in range(1, min(9, len(self.documents.reports)) + 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{place}"), self)
            shortcut.activated.connect(lambda place=place: self.documents.setCurrentRow(place - 1))

    # Showing

    def _show_report(self, report: Report) -> None:
        self.options.show_report(report)
        self.setTabOrder(self.options.last_stop, self.fonts_fold)
        self.buttons.show_report(report)
        self.bar.settle()
        self.preview.begin_anew()
        self._changed()

    def _changed(self) -> None:
        profile = self.options.profile
        self.a3.setChecked(profile == A3)
        self.a3.setVisible(self.options.can_a3)
        self.buttons.show_duplex(self.paper.show_profile(profile))
        self.is_waiting = True
        self._nothing = self._when_ready = None
        self._settle.start()

    def _render(self) -> None:
        if "pdf" not in self.report.formats:
            self.renders.forget()
            self._shown = None
            self.is_waiting = False
            self._show_notes(())
            self.preview.show_nothing(NO_PAGES.format(self.report.title))
            return
        self.preview.tell()
        self.renders.ask(self.asked)

    def _show_pages(self, shown: Shown) -> None:
        if self.bar.is_alarm:
            self.bar.settle()
        self._shown = shown
        self.preview.show_pages(shown.pages, is_whole=shown.is_whole)
        if not shown.is_whole:
            return
        self.is_waiting = self._settle.isActive()
        self._show_notes(shown.rendered.notes)
        self._say_fit(shown)
        self.previewed.emit()
        then, self._when_ready = self._when_ready, None
        if then is not None:
            then()

    def _show_notes(self, notes: tuple[str, ...]) -> None:
        """Show the remarks; what is said of fonts is said in the bar once, and is folded from then on."""
        fonts = tuple(note for note in notes if FONT_WORD in note)
        others = [note for note in notes if note not in fonts]
        self.notes.setText("\n".join(others))
        self.notes.setVisible(bool(others))
        self.fonts.setText("\n".join(fonts))
        self.fonts_fold.setVisible(bool(fonts))
        new = tuple(note for note in fonts if not self.memory.is_told(note))
        if new and not self.bar.words:
            self.bar.show_remark("".join(new), ("知道了", self.bar.settle))
            self.memory.note_told(new)

    def _say_fit(self, shown: Shown) -> None:
        """Say where it is seen what was done to fit the pages; it is among the remarks too."""
        if self._fit_words and self.bar.words == self._fit_words:
            self.bar.settle()
        fit = shown.asked.request.fit
        self._fit_words = "".join(note for note in shown.rendered.notes if fit and f"{fit}页" in note)
        if self._fit_words and not (self.bar.is_alarm and self.bar.words):
            self.bar.show_remark(self._fit_words)

    def _show_trouble(self, error: PlannerError) -> None:
        self._shown = None
        self.is_waiting = self._settle.isActive()
        self._when_ready = None
        self._show_notes(())
        if isinstance(error, UsageError):  # there is nothing of what was chosen, and nothing is broken
            self.bar.settle()
            self._nothing = error
            self.preview.show_nothing(self.options.question or f"{error.message}\n{error.hint}")
        else:
            self.preview.show_nothing(NOTHING)
            self.bar.show_trouble(error)

    def _file_name(self, kind: str) -> str:
        return catalog.proposed_name(self._source.plan, self.options.request(), kind)

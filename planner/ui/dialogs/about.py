"""Name, version and where the data lie; and whether all is well on this PC, to be read or sent on."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from planner import __version__
from planner.core.errors import PlannerError
from planner.core.paths import log_folder
from planner.ui.tasks import Worker

if TYPE_CHECKING:
    from planner.services.diagnosis import Finding

KEY = "diagnosis"
_CHECK, _COPY, _COPIED = "检查程序(&K)", "复制检查结果(&C)", "已复制，可以粘贴发出(&C)"
_OPEN = "打开数据文件夹(&O)"
_CHECKED_HEIGHT = 480


class AboutDialog(QDialog):
    """A few lines that can be copied, and the findings of the check once it was asked for."""

    def __init__(self, store: Path, worker: Worker, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("关于")
        self._store = store
        self._worker = worker
        text = QLabel(
            f"工作要点分解　{__version__}\n\n把工作要点变成责任分解表。全程离线，不连接网络。\n\n"
            f"数据：{store}\n日志：{log_folder()}\n\n"
            "界面 Qt（LGPL-3.0），图标 Lucide（ISC），字体思源（OFL-1.1）、霞鹜文楷的衍生字体（OFL-1.1）。",
            self,
        )
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        text.setWordWrap(True)
        self.findings = QPlainTextEdit(self)
        self.findings.setReadOnly(True)
        self.findings.setAccessibleName("检查结果")
        self.findings.setTabChangesFocus(True)
        self.findings.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.check_button = buttons.addButton(_CHECK, QDialogButtonBox.ButtonRole.ActionRole)
        self.check_button.setAutoDefault(False)
        self.check_button.clicked.connect(self._act)
        # On Windows it lies in a hidden folder, which nobody finds by hand who moves to another PC.
        self.folder_button = buttons.addButton(_OPEN, QDialogButtonBox.ButtonRole.ActionRole)
        self.folder_button.setAutoDefault(False)
        self.folder_button.clicked.connect(self._open_folder)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 14)
        layout.setSpacing(16)
        layout.addWidget(text)
        layout.addWidget(self.findings, 1)
        layout.addWidget(buttons)
        self.resize(520, 260)

    def done(self, result: int) -> None:
        """Want no findings any more."""
        self._worker.forget(KEY)
        super().done(result)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._store.parent)))

    def _act(self) -> None:
        """Check; once that is done, copy what was found."""
        if self.check_button.text() != _CHECK:
            QGuiApplication.clipboard().setText(self.findings.toPlainText())
            self.check_button.setText(_COPIED)
            return
        self.check_button.setEnabled(False)
        self.findings.setPlainText("正在检查…")
        self.findings.show()
        self.resize(max(self.width(), 640), max(self.height(), _CHECKED_HEIGHT))
        store = self._store

        def look() -> "list[Finding]":
            from planner.services.diagnosis import diagnose

            return list(diagnose(store))

        self._worker.submit(KEY, look, self._show, self._fail)

    def _show(self, findings: "Sequence[Finding]") -> None:
        bad = sum(not finding.is_good for finding in findings)
        head = f"有 {bad} 处问题，请复制下来发给维护人员：" if bad else "没有发现问题。"
        lines = [f"{'正常' if one.is_good else '有问题'}　{one.name}：{one.text}" for one in findings]
        self._end("\n".join([head, "", *lines]))

    def _fail(self, error: PlannerError) -> None:
        self._end(f"{error.message}\n{error.hint}")

    def _end(self, words: str) -> None:
        self.findings.setPlainText(words)
        self.check_button.setText(_COPY)
        self.check_button.setEnabled(True)
        self.check_button.setFocus()

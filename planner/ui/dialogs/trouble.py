"""A fault of the program itself: said once, with what the developers need, and no word of any plan."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from planner.core.paths import log_folder


class TroubleDialog(QDialog):
    """What happened, that nothing is lost, and the button 复制错误信息."""

    def __init__(self, report: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("程序出错")
        self.report = report
        words = QLabel(
            "程序出了错，刚才这一步没有做成，已有的内容没有改动。\n"
            f"可以接着用。请把错误信息复制下来发给维护人员；同样的内容也记在日志里：\n{log_folder()}",
            self,
        )
        words.setWordWrap(True)
        details = QPlainTextEdit(report, self)
        details.setReadOnly(True)
        details.setAccessibleName("错误信息")
        details.setTabChangesFocus(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.copy = buttons.addButton("复制错误信息(&C)", QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.setObjectName("primary")
        self.copy.setDefault(True)
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(details)
        layout.addWidget(buttons)
        self.resize(620, 340)
        self.copy.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)
        self.copy.setText("已复制，可以粘贴发出(&C)")

"""Name, version and where the data lie."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from planner import __version__
from planner.core.paths import log_folder


class AboutDialog(QDialog):
    """A few lines that can be copied."""

    def __init__(self, store: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("关于")
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
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 14)
        layout.setSpacing(16)
        layout.addWidget(text)
        layout.addWidget(buttons)
        self.resize(520, 260)

"""A dialog whose sheet stores what was typed, however the dialog is left."""

from typing import Protocol

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog


class _Sheet(Protocol):
    def flush(self) -> None: ...


class TypedDialog(QDialog):
    """Flushes `sheet` before it closes."""

    sheet: _Sheet

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what was typed."""
        self.sheet.flush()
        super().closeEvent(event)

    def reject(self) -> None:
        """Store what was typed and close."""
        self.sheet.flush()
        super().reject()

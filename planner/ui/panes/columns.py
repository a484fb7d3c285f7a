"""Columns that share the width by a plan until the clerk pulls at them; the main one always keeps room to be read."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QObject
from PySide6.QtWidgets import QHeaderView

LEAST_SHARE = 0.38


class FittedColumns(QObject):
    """Fits the columns of a header to its width: `shares` are least, part, most; `main` takes the rest."""

    def __init__(self, header: QHeaderView, main: int, shares: Mapping[Any, tuple[int, float, int]]) -> None:
        super().__init__(header)
        self._header = header
        self._shares = dict(shares)
        self._is_fitting = False
        self._pulled: dict[int, int] = {}
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(36)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(main, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._resized)
        header.installEventFilter(self)
        self._main = main

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Fit when the header's width changes."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def share(self, shares: Mapping[Any, tuple[int, float, int]]) -> None:
        """Fit by another plan, unless the clerk has pulled at the columns."""
        if dict(shares) != self._shares:
            self._shares = dict(shares)
            self.fit()

    def saveState(self) -> QByteArray:
        """Return what the clerk made of the columns, nothing when they were left alone."""
        return self._header.saveState() if self._pulled else QByteArray()

    def restoreState(self, state: QByteArray) -> None:
        """Take over what the clerk made of the columns."""
        self._is_fitting = True
        if self._header.restoreState(state):
            self._pulled = self._widths()
        self._is_fitting = False

    def fit(self) -> None:
        """Give each column its width."""
        whole = self._header.width()
        letter = self._header.fontMetrics().horizontalAdvance("字")
        if self._pulled:
            widths = dict(self._pulled)
        else:
            widths = {
                column: round(min(most * letter, max(least * letter, part * whole)))
                for column, (least, part, most) in self._shares.items()
            }
        room = whole * (1 - LEAST_SHARE)
        if sum(widths.values()) > room > 0:
            shrink = room / sum(widths.values())
            widths = {column: round(width * shrink) for column, width in widths.items()}
        self._is_fitting = True
        for column, width in widths.items():
            self._header.resizeSection(column, width)
        self._is_fitting = False

    def _resized(self, column: int, _old: int, _new: int) -> None:
        if not self._is_fitting and column != self._main and self._header.isVisible():
            self._pulled = self._widths()

    def _widths(self) -> dict[int, int]:
        return {column: self._header.sectionSize(column) for column in self._shares}

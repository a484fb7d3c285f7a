"""Columns that share the width by a plan until the clerk pulls at them; the main one always keeps room to be read.

No column gets less than its head and what `need` says that its cells want, where there is any room for it; one whose
cells have told by `wish` how wide they are takes that instead of its part of the width.
"""

from collections.abc import Collection, Mapping
from math import ceil
from typing import Any

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtWidgets import QHeaderView
from shiboken6 import isValid

LEAST_SHARE = 0.38


class FittedColumns(QObject):
    """Fits the columns of a header to its width: `shares` are least, part, most; `main` takes the rest."""

    def __init__(self, header: QHeaderView, main: int, shares: Mapping[Any, tuple[int, float, int]]) -> None:
        super().__init__(header)
        self._header = header
        self._shares = dict(shares)
        self._is_fitting = False
        self._pulled: dict[int, int] = {}
        self._needed: dict[int, float] = {}
        self._wished: dict[int, float] = {}
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(36)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(main, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._resized)
        # Not an event filter: to hand an event to Python makes PySide build the classes of all events.
        header.geometriesChanged.connect(self._fit_to_width)
        self._fitted = (-1, 0)
        self._main = main

    def share(self, shares: Mapping[Any, tuple[int, float, int]]) -> None:
        """Fit by another plan, unless the clerk has pulled at the columns."""
        if dict(shares) != self._shares:
            self._shares = dict(shares)
            self.fit()

    def need(self, column: int, pixels: int) -> None:
        """Give a column no less than this, and fit: the heads may have changed too."""
        self._needed[column] = pixels / self._letter()
        self.fit()

    def wish(self, wishes: Mapping[Any, int]) -> None:
        """Give these columns as much as their cells are wide, up to what the plan allows at the most, and fit.

        The main column keeps no more for itself than it wishes, where the others want more than there is.
        """
        letters = {column: pixels / self._letter() for column, pixels in wishes.items()}
        if letters != self._wished:
            self._wished = letters
            self.fit()

    def hide(self, hidden: Collection[int]) -> None:
        """Show all columns but these."""
        before = [self._header.isSectionHidden(column) for column in range(self._header.count())]
        self._is_fitting = True
        for column, was_hidden in enumerate(before):
            if was_hidden != (column in hidden):
                self._header.setSectionHidden(column, column in hidden)
        self._is_fitting = False
        if before != [column in hidden for column in range(len(before))]:
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
        letter = self._letter()
        whole = self._header.width()
        self._fitted = (whole, letter)
        shares = {column: share for column, share in self._shares.items() if not self._header.isSectionHidden(column)}
        needs = {
            column: max(self._header.sectionSizeHint(column), ceil(letter * self._needed.get(column, 0)))
            for column in shares
        }
        widths = {
            column: self._pulled.get(column, 0)  # 0 where the column was hidden when the others were pulled at
            or max(
                needs[column], round(min(most, self._wished.get(column, max(least, part * whole / letter))) * letter)
            )
            for column, (least, part, most) in shares.items()
        }
        over = sum(widths.values()) + min(LEAST_SHARE * whole, self._wished.get(self._main, whole) * letter) - whole
        if over > 0 and whole > 0:
            spare = {column: max(0, width - needs[column]) for column, width in widths.items()}
            shrink = min(1.0, over / max(1, sum(spare.values())))
            widths = {column: width - round(spare[column] * shrink) for column, width in widths.items()}
        self._is_fitting = True
        for column, width in widths.items():
            self._header.resizeSection(column, width)
        self._is_fitting = False

    def _fit_to_width(self) -> None:
        # A header that is taken down tells of its geometry once more.
        if isValid(self._header) and (self._header.width(), self._letter()) != self._fitted:
            self.fit()

    def _letter(self) -> int:
        """Return how wide a letter is now: what was needed and wished is kept in letters, since text may grow."""
        return max(1, self._header.fontMetrics().horizontalAdvance("字"))

    def _resized(self, column: int, _old: int, _new: int) -> None:
        if not self._is_fitting and column != self._main and self._header.isVisible():
            self._pulled = self._widths()

    def _widths(self) -> dict[int, int]:
        return {column: self._header.sectionSize(column) for column in self._shares}

"""The words looked for, marked in the texts of the item and in the source."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from planner.core.searching import Query, find_hits
from planner.ui.look import current_look
from planner.ui.offsets import TextPlaces
from planner.ui.panes.editors import TextField
from planner.ui.panes.item_pane import ItemPane
from planner.ui.panes.source_view import SourceView
from planner.ui.workspace import Workspace

MOST = 400


class HitMarks(QObject):
    """Follows the filter and the choice; without words it marks nothing."""

    def __init__(self, workspace: Workspace, pane: ItemPane, source: SourceView) -> None:
        super().__init__(pane)
        self._workspace = workspace
        self._pane = pane
        self._source = source
        self._has_marked = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)  # behind all that the same step shows
        self._soon.timeout.connect(self.refresh)
        workspace.filtered.connect(lambda _chosen: self._soon.start())
        workspace.selected.connect(lambda _node_id: self._soon.start())
        workspace.changed.connect(lambda _snapshot, _change: self._soon.start())

    def refresh(self) -> None:
        """Mark the words in all that is shown."""
        chosen = self._workspace.filter
        words = Query.of(chosen.text).words if chosen is not None else ()
        if not words and not self._has_marked:
            return
        self._has_marked = bool(words)
        by_sound = (self._pane.title, self._pane.leads, self._pane.partners)
        for editor in self._pane.editors():
            if isinstance(editor, TextField):
                found = find_hits(editor.toPlainText(), words, by_sound=editor in by_sound)
                editor.setExtraSelections(selections(editor, found))
        text = self._source.text.toPlainText()
        self._source.mark_hits(selections(self._source.text, find_hits(text, words)) if words else [])


def found_format() -> QTextCharFormat:
    """Return how a word that is looked for is marked: a ground, and a line below it."""
    look, found = current_look(), QTextCharFormat()
    found.setBackground(QColor(look.found))
    found.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    found.setUnderlineColor(QColor(look.text))
    return found


def selections(editor: QPlainTextEdit, stretches: tuple[tuple[int, int], ...]) -> list[QTextEdit.ExtraSelection]:
    """Return stretches of an editor's text as marks."""
    if not stretches:
        return []
    places, look, out = TextPlaces(editor.toPlainText()), found_format(), []
    for start, end in stretches[:MOST]:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(editor.document())
        cursor.setPosition(places.to_qt(start))
        cursor.setPosition(places.to_qt(end), QTextCursor.MoveMode.KeepAnchor)
        mark.cursor = cursor
        mark.format = look
        out.append(mark)
    return out

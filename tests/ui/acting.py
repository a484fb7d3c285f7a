"""Gestures of the tests: choose a node by its title, press keys, compose with an input method."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget


def choose(window, title: str):
    """Choose the node of that title in the tree, as a click does."""
    tree = window.center.tree
    snapshot = window._workspace.snapshot
    node = next(node for node in snapshot.nodes if node.title == title)
    tree.setCurrentIndex(tree.plan_model.index_of(node.node_id))
    assert window._workspace.node_id == node.node_id
    return node


def press(widget: QWidget, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is, through the window's shortcuts."""
    QTest.keyClick(widget, key, modifiers)


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    """Send what an input method sends."""
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QCoreApplication.sendEvent(widget, event)


def write(widget: QWidget, text: str) -> None:
    """Type: ASCII by keys, everything else as an input method hands it over."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(widget, letter)
        else:
            compose(widget, "", letter)


def open_dialog(kind: type[QDialog]) -> QDialog:
    """Return the open dialog of a kind."""
    found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]
    assert len(found) == 1, found
    return found[0]

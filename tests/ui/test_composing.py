"""While an input method composes, no key acts and no text is lost: every text field of every page and dialog."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from planner.ui.pages.page import PAGES
from tests.ui.acting import choose, compose

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
SHIFT, ALT, PLAIN = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
KEYS = (
    (Key.Key_Return, PLAIN), (Key.Key_Tab, PLAIN), (Key.Key_Backtab, SHIFT), (Key.Key_Escape, PLAIN),
    (Key.Key_Down, PLAIN), (Key.Key_1, PLAIN), (Key.Key_Space, PLAIN), (Key.Key_Return, CTRL),
    (Key.Key_Return, SHIFT), (Key.Key_Z, CTRL), (Key.Key_P, CTRL), (Key.Key_F, CTRL), (Key.Key_N, CTRL),
    (Key.Key_D, CTRL), (Key.Key_S, CTRL), (Key.Key_1, CTRL), (Key.Key_M, CTRL), (Key.Key_1, ALT), (Key.Key_F3, PLAIN),
    (Key.Key_F5, PLAIN), (Key.Key_F8, PLAIN), (Key.Key_F1, PLAIN), (Key.Key_Delete, PLAIN), (Key.Key_Delete, CTRL),
)  # fmt: skip
DIALOGS = ("print", "change_units", "plan_customs", "settings", "assign", "rounds")


def fields(root: QWidget) -> list[QWidget]:
    """Return what takes words here."""
    found: list[QWidget] = [*root.findChildren(QLineEdit), *root.findChildren(QPlainTextEdit)]
    found += root.findChildren(QTextEdit)
    return [one for one in found if one.isVisible() and one.isEnabled() and not one.isReadOnly()]


def words(field: QWidget) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def windows() -> set[QWidget]:
    return {one for one in QApplication.topLevelWidgets() if one.isVisible()}


def hold(field: QWidget, store) -> list[str]:
    """Compose in a field, press every key, and return those that acted."""
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    takes_words = field.hasFocus() and not isinstance(field.parentWidget(), QAbstractSpinBox | QComboBox)
    if not takes_words:
        return []
    compose(field, "jing")
    before, shown, steps = words(field), windows(), store.history(200)
    wrong = []
    for key, modifiers in KEYS:
        QTest.keyClick(field, key, modifiers)
        acted = not field.hasFocus() or words(field) != before or windows() != shown or store.history(200) != steps
        if acted:
            wrong.append(f"{field.accessibleName() or type(field).__name__}: {modifiers} {key}")
            break
    compose(field, "")
    QTest.keyClick(field, Key.Key_Left)  # the keys are the field's own again
    return wrong if words(field) == before else [*wrong, f"{field.accessibleName()}: {words(field)}"]


@pytest.mark.parametrize("name", [spec.name for spec in PAGES])
def test_on_a_page_no_key_acts(window, store, qtbot, name):
    choose(window, "做好控辍保学")
    window._workspace.go(name)
    QTest.qWait(300)
    found = fields(window)
    assert len(found) >= (0 if name == "rounds" else 1)
    assert [said for field in found for said in hold(field, store)] == []


@pytest.mark.parametrize("name", DIALOGS)
def test_in_a_dialog_no_key_acts(window, store, qtbot, name):
    choose(window, "做好控辍保学")
    if name == "rounds":
        window._workspace.go("rounds")
        QTest.keyClick(window.pages.on_top.new_button, Key.Key_Space)
    else:
        window.actions_table[name].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    QTest.qWait(200)
    assert [said for field in fields(dialog) for said in hold(field, store)] == []
    dialog.close()

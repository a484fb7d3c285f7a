"""The table of actions is whole: text, key, icon, slot, a place in a menu; no key means two things."""

import re
from collections import Counter

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from planner.core.paths import resource
from planner.ui.actions import CONTEXT_MENU, MENUS, TABLE, TOOLBAR, Scope, key_names, plain
from planner.ui.dialogs.keys import SCROLLING, KeysDialog
from tests.ui.acting import open_dialog, press


@pytest.mark.parametrize("spec", TABLE, ids=lambda spec: spec.name)
def test_an_action_has_text_key_icon_and_slot(spec, window):
    action = window.actions_table[spec.name]
    assert re.search(r"\(&[A-Z]\)", spec.text)
    assert re.search("[一-鿿]", plain(spec.text))
    assert action.shortcuts()
    assert all(not QKeySequence(key).isEmpty() for key in (*spec.keys, *spec.tree_keys))
    assert resource("icons", f"{spec.icon}.svg").exists()
    assert not action.icon().isNull()
    assert sum(callable(getattr(owner, spec.slot, None)) for owner in window.slot_owners()) == 1
    assert key_names(spec) in action.toolTip()


def test_every_action_stands_in_exactly_one_menu(window):
    listed = Counter(name for _title, names in MENUS for name in names if name)
    assert set(listed) == {spec.name for spec in TABLE}
    assert set(listed.values()) == {1}
    assert {*TOOLBAR, *CONTEXT_MENU} - {""} <= set(listed)


def test_no_key_and_no_mnemonic_means_two_things():
    keys = Counter(QKeySequence(key).toString() for spec in TABLE for key in (*spec.keys, *spec.tree_keys))
    assert [key for key, count in keys.items() if count > 1] == []
    texts = {spec.name: spec.text for spec in TABLE}
    for title, names in MENUS:
        letters = Counter(re.findall(r"&([A-Z])", "".join(texts[name] for name in names if name)))
        assert [letter for letter, count in letters.items() if count > 1] == [], title
    assert Counter(re.findall(r"&([A-Z])", "".join(title for title, _names in MENUS))).most_common(1)[0][1] == 1


def test_keys_of_the_tree_act_only_there(window):
    for spec in TABLE:
        if spec.scope is Scope.TREE:
            assert window.actions_table[spec.name].shortcutContext() is Qt.ShortcutContext.WidgetShortcut


def test_the_sheet_of_keys_lists_every_action(window):
    window.actions_table["keys"].trigger()
    dialog = open_dialog(KeysDialog)
    assert {plain(spec.text) for spec in TABLE} <= told(dialog)
    dialog.close()


def test_typing_leaves_the_keys_that_fit_and_escape_gives_up_the_words_first(window):
    window.actions_table["keys"].trigger()
    dialog = open_dialog(KeysDialog)
    dialog.search.setText("dj")
    assert "登记进展" in told(dialog)
    assert "打印" not in told(dialog)
    dialog.search.setText("ctrl+p")
    assert "打印" in told(dialog)
    dialog.search.setText("没有的动作")
    assert told(dialog) == {"没有这样的按键或动作"}
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "登记进展" in told(dialog)
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_keys_that_the_sheet_cannot_follow_come_to_nothing(window):
    """Handed on to the sheet they came back, over and over, until the program fell."""
    window.actions_table["keys"].trigger()
    dialog = open_dialog(KeysDialog)
    dialog.resize(dialog.width(), 300)
    press(dialog.search, Qt.Key.Key_PageDown)
    assert dialog.area.verticalScrollBar().value() > 0
    for key in SCROLLING:
        press(dialog, Qt.Key(key), Qt.KeyboardModifier.AltModifier)
    assert dialog.isVisible()
    dialog.close()


def told(dialog: KeysDialog) -> set[str]:
    """Return the words of the sheet."""
    return {label.text() for label in dialog.area.widget().findChildren(QLabel)}


def test_everything_has_a_parent_and_what_takes_the_focus_has_a_name(window):
    window.actions_table["problems"].trigger()
    window.actions_table["problems"].trigger()
    for part in window.findChildren(QObject):
        assert part.parent() is not None
    for part in window.findChildren(QWidget):
        takes_focus = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes_focus and isinstance(part, QLineEdit | QPlainTextEdit | QAbstractItemView | QComboBox):
            assert part.accessibleName(), part
        if takes_focus and isinstance(part, QAbstractButton):
            assert part.accessibleName() or part.text() or part.toolTip(), part
    assert all(isinstance(action.parent(), QObject) for action in window.findChildren(QAction))

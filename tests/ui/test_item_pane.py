"""Fields store what was typed, once, when it is time."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from planner.ui.panes import editors
from tests.builders import FINANCE, GENERAL, SAFETY, TEACHING
from tests.ui.acting import choose, compose, press, write

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def retype(editor, text):
    editor.setFocus()
    editor.selectAll()
    write(editor, text)


def names(assignments):
    return [found.unit.name for found in assignments]


def test_leaving_the_title_stores_it_as_one_named_step(window, in_store):
    choose(window, "管好校园每一餐")
    steps = len(in_store.store.history(100))
    retype(window.item_pane.title, "Lunch")
    assert in_store.node("管好校园每一餐")
    window.center.tree.setFocus()
    assert "Lunch" in in_store.titles()
    assert len(in_store.store.history(100)) == steps + 1
    assert in_store.store.undo_name == "修改标题"


def test_a_pause_stores_while_the_cursor_stays(window, in_store, qtbot):
    choose(window, "管好校园每一餐")
    pane = window.item_pane
    retype(pane.body, "abc")
    qtbot.waitUntil(lambda: in_store.node("管好校园每一餐").body == "abc", timeout=2500)
    assert pane.body.hasFocus()
    assert pane.body.textCursor().position() == 3
    write(pane.body, "def")
    window.center.tree.setFocus()
    assert in_store.node("管好校园每一餐").body == "abcdef"
    assert editors.COMMIT_AFTER_MS <= 2000


def test_choosing_another_node_stores_for_the_old_one(window, in_store):
    choose(window, "管好校园每一餐")
    retype(window.item_pane.deadline, "10月底前")
    choose(window, "做好控辍保学")
    assert [found.text for found in in_store.node("管好校园每一餐").deadlines] == ["10月底前"]
    assert in_store.node("做好控辍保学").deadlines == ()
    assert window.item_pane.deadline.text() == ""


def test_units_are_typed_with_any_separator(window, in_store):
    choose(window, "做好控辍保学")
    pane = window.item_pane
    retype(pane.leads, f"{TEACHING}，{GENERAL}")
    retype(pane.partners, f"{FINANCE} ;; {SAFETY}、{FINANCE}、")
    window.center.tree.setFocus()
    node = in_store.node("做好控辍保学")
    assert names(node.leads) == [TEACHING, GENERAL]
    assert names(node.partners) == [FINANCE, SAFETY]
    assert pane.partners.toPlainText() == f"{FINANCE}、{SAFETY}"


def test_labelled_fields_are_stored_in_their_place(window, in_store):
    node = choose(window, "推进教师县管校聘")
    _label, editor = window.item_pane._field_editors[1]
    retype(editor, "goal")
    window.center.tree.setFocus()
    fields = in_store.node("推进教师县管校聘").fields
    assert [found.label for found in fields] == [found.label for found in node.fields]
    assert [found.text for found in fields] == [node.fields[0].text, "goal"]


def test_nothing_is_stored_when_nothing_was_changed(window, in_store):
    steps = len(in_store.store.history(100))
    choose(window, "管好校园每一餐")
    for editor in window.item_pane.editors():
        editor.setFocus()
    retype(window.item_pane.title, "管好校园每一餐")
    window.center.tree.setFocus()
    assert len(in_store.store.history(100)) == steps


def test_an_empty_title_is_refused_in_words_and_shown_again(window, in_store):
    choose(window, "管好校园每一餐")
    window.item_pane.title.setFocus()
    window.item_pane.title.clear()
    window.center.tree.setFocus()
    assert "管好校园每一餐" in in_store.titles()
    assert window.item_pane.title.toPlainText() == "管好校园每一餐"
    assert "标题不能是空的" in window.center.bar.words


def test_nothing_is_stored_while_an_input_method_composes(window, in_store, qtbot, monkeypatch):
    choose(window, "做好控辍保学")
    title = window.item_pane.title
    title.watch._timer.setInterval(20)
    title.setFocus()
    title.moveCursor(QTextCursor.MoveOperation.End)
    write(title, "x")
    compose(title, "gongzuo")
    qtbot.wait(120)
    assert "做好控辍保学x" not in in_store.titles()
    compose(title, "", "工作")
    qtbot.waitUntil(lambda: "做好控辍保学x工作" in in_store.titles(), timeout=2000)


def test_keys_belong_to_the_input_method_while_it_composes(window, in_store):
    choose(window, "做好控辍保学")
    steps, title = len(in_store.store.history(100)), window.item_pane.title
    title.setFocus()
    compose(title, "gongzuo")
    for key, modifiers in ((Qt.Key.Key_J, CTRL), (Qt.Key.Key_Up, ALT), (Qt.Key.Key_Z, CTRL)):
        override = QKeyEvent(QKeyEvent.Type.ShortcutOverride, key, modifiers)
        QApplication.sendEvent(title, override)
        assert override.isAccepted()
    press(title, Qt.Key.Key_J, CTRL)
    assert len(in_store.store.history(100)) == steps
    compose(title, "")
    press(title, Qt.Key.Key_J, CTRL)
    assert in_store.store.undo_name == "与下一项合并" or "不能合并" in window.center.bar.words


def test_undo_in_a_field_takes_back_the_last_step_of_the_plan(window, in_store):
    choose(window, "管好校园每一餐")
    title = window.item_pane.title
    retype(title, "one")
    window.center.tree.setFocus()
    title.setFocus()
    title.moveCursor(QTextCursor.MoveOperation.End)
    write(title, "two")
    press(title, Qt.Key.Key_Z, CTRL)
    assert title.toPlainText() == "one"
    press(title, Qt.Key.Key_Z, CTRL)
    assert title.toPlainText() == "管好校园每一餐"
    press(title, Qt.Key.Key_Y, CTRL)
    press(title, Qt.Key.Key_Y, CTRL)
    assert title.toPlainText() == "onetwo"
    assert "onetwo" in in_store.titles()


def test_enter_goes_through_the_fields_and_escape_to_the_tree(window):
    choose(window, "管好校园每一餐")
    pane = window.item_pane
    press(window.center.tree, Qt.Key.Key_F2)
    assert pane.title.hasFocus()
    for editor in (pane.title, pane.leads, pane.partners, pane.deadline):
        assert editor.hasFocus()
        press(editor, Qt.Key.Key_Return)
    assert window.center.tree.hasFocus()
    pane.body.setFocus()
    press(pane.body, Qt.Key.Key_Escape)
    assert window.center.tree.hasFocus()


def test_the_cursor_stays_in_its_field_when_going_to_the_next_item(window):
    choose(window, "管好校园每一餐")
    window.item_pane.leads.setFocus()
    press(window.item_pane.leads, Qt.Key.Key_Down, CTRL)
    assert window.item_pane.leads.hasFocus()
    assert window._workspace.node.title == "开学前查清食堂证照"


def test_going_to_another_program_stores_and_keeps_the_place(window, in_store):
    choose(window, "做好控辍保学")
    leads = window.item_pane.leads
    leads.setFocus()
    write(leads, f"{TEACHING}、{GENERAL}、")
    gone = QFocusEvent(QFocusEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(leads, gone)
    assert names(in_store.node("做好控辍保学").leads) == [TEACHING, GENERAL]
    assert leads.toPlainText() == f"{TEACHING}、{GENERAL}、"
    assert leads.textCursor().position() == len(leads.toPlainText())


def test_a_title_left_by_tab_is_not_marked_any_more(window):
    choose(window, "管好校园每一餐")
    pane = window.item_pane
    pane.edit_title()
    assert pane.title.textCursor().hasSelection()
    press(pane.title, Qt.Key.Key_Tab)
    assert not pane.title.hasFocus()
    assert not pane.title.textCursor().hasSelection()

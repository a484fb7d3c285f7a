"""A plan's own year, words and lights in the dialog; counts by group; days by new terms; the history tab."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from planner.core.customs import Customs, LightKind
from planner.core.deadlines import Terms
from planner.core.filtering import ItemFilter
from planner.core.progress import Status, StatusGroup
from planner.core.standing import due_day
from planner.services import items, progress
from planner.ui.dialogs import file_choice
from planner.ui.dialogs.plan_customs import FIRST_YEAR, PlanCustomsDialog
from tests.ui.acting import choose, open_dialog, press

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ITEM = "做好控辍保学"
DATED = "补齐乡村学校的短板"
OTHER = Terms(spring=((2, 20), (7, 5)), autumn=((9, 1), (1, 15)))


def opened(window, qtbot):
    press(window.center.tree, Qt.Key.Key_K, CTRL | SHIFT)
    dialog = open_dialog(PlanCustomsDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def give(window, in_store, status):
    node_id = in_store.node(ITEM).node_id
    window._workspace.do("状态", lambda s: progress.set_status(s, node_id, status, date.today()))


def test_words_and_lights_are_one_named_step(window, in_store, qtbot):
    give(window, in_store, Status.GOING)
    choose(window, ITEM)
    dialog = opened(window, qtbot)
    dialog.words[Status.GOING].setText("正在办")
    dialog.kind.setCurrentIndex(dialog.kind.findData(LightKind.FOUR_COLOURS.value))
    dialog.days.setValue(3)
    press(dialog.words[Status.IDLE], Qt.Key.Key_Return)
    customs = in_store.snapshot.customs
    assert customs.word(Status.GOING) == "正在办"
    assert (customs.lights.kind, customs.lights.soon_days) == (LightKind.FOUR_COLOURS, 3)
    assert window.item_pane.status.button.text().strip() == "正在办"
    assert "年度、用词和亮灯" in window._workspace.store.undo_name
    window._workspace.undo()
    assert in_store.snapshot.customs == Customs()
    assert window.item_pane.status.button.text().strip() == "推进中"


def test_two_equal_words_are_told_in_the_dialog_and_nothing_is_stored(window, in_store, qtbot):
    dialog = opened(window, qtbot)
    dialog.words[Status.GOING].setText("已完成")
    press(dialog.words[Status.IDLE], Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "不能都叫“已完成”" in dialog.trouble.text()
    assert in_store.snapshot.customs == Customs()
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_another_year_says_how_many_days_move_and_moves_them(window, in_store, qtbot):
    dialog = opened(window, qtbot)
    dialog.year.setValue(2032)
    assert "会按它重算" in dialog.year_note.text()
    press(dialog.words[Status.IDLE], Qt.Key.Key_Return)
    assert in_store.snapshot.head.years == (2032,)
    assert due_day(in_store.node(DATED)) == date(2032, 6, 30)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window._workspace.undo()
    assert in_store.snapshot.head.years == (2031,)
    assert due_day(in_store.node(DATED)) == date(2031, 6, 30)
    dialog = opened(window, qtbot)
    dialog.year.setValue(FIRST_YEAR)
    press(dialog.words[Status.IDLE], Qt.Key.Key_Return)
    assert in_store.snapshot.head.years == ()


def test_the_list_of_statuses_has_the_plans_words(window, in_store, qtbot):
    dialog = opened(window, qtbot)
    dialog.words[Status.BEHIND].setText("进度偏慢")
    press(dialog.words[Status.IDLE], Qt.Key.Key_Return)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    choose(window, ITEM)
    window.center.tree.setFocus()
    press(window.center.tree, Qt.Key.Key_E, CTRL)
    listed = window.item_pane.status._list
    assert listed.item(3).text() == "4　进度偏慢"
    press(listed, Qt.Key.Key_4)
    assert in_store.node(ITEM).entries[-1].status is Status.BEHIND
    assert window._workspace.store.undo_name == "状态改为“进度偏慢”"


def test_counts_by_group_lead_to_exactly_their_items(window, in_store, qtbot):
    give(window, in_store, Status.DONE)
    counts = window.state_counts
    qtbot.waitUntil(lambda: counts.buttons[StatusGroup.DONE].text() == "已完成 1")
    told = {group: int(button.text().split()[1]) for group, button in counts.buttons.items()}
    assert sum(told.values()) == len(in_store.snapshot.items)
    counts.buttons[StatusGroup.DONE].click()
    assert window._workspace.filter == ItemFilter(groups=(StatusGroup.DONE,))
    window._workspace.undo()
    qtbot.waitUntil(counts.buttons[StatusGroup.DONE].isHidden)


def test_new_terms_are_offered_as_one_step(window, in_store):
    node_id = in_store.node(ITEM).node_id
    window._workspace.do("时限", lambda s: items.set_deadline(s, node_id, "春季学期末"))
    settings = window._workspace.store.settings
    window._workspace.change_settings(replace(settings, customs=Customs(terms=OTHER)))
    bar = window.center.bar
    assert "1 项时限" in bar.words
    assert due_day(in_store.node(ITEM)) == date(2031, 7, 10), "nothing moves by itself"
    bar._buttons[0].click()
    assert due_day(in_store.node(ITEM)) == date(2031, 7, 5)
    assert window._workspace.store.undo_name == "按新的学期日期重算时限（1 项）"
    assert bar.words == ""
    window._workspace.undo()
    assert due_day(in_store.node(ITEM)) == date(2031, 7, 10)
    assert "1 项时限" in bar.words
    bar._buttons[1].click()
    assert due_day(in_store.node(ITEM)) == date(2031, 7, 10)
    assert bar.words == ""


def test_the_history_of_an_item_is_a_tab_that_is_read_when_it_shows(window, in_store):
    choose(window, ITEM)
    node_id = in_store.node(ITEM).node_id
    window._workspace.do("修改标题", lambda s: items.set_title(s, node_id, "做好控辍保学工作"))
    pane = window.history
    assert pane.changes == ()
    press(window.center.tree, Qt.Key.Key_6, CTRL)
    assert pane.text.hasFocus()
    assert (pane.changes[0].what, pane.changes[0].new) == ("标题", "做好控辍保学工作")
    assert "做好控辍保学工作" in pane.text.toPlainText()
    window._workspace.do("修改标题", lambda s: items.set_title(s, node_id, "又改"))
    assert pane.changes[0].new == "又改"
    pane.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["时间", "修改人", "操作", "内容", "原来", "现在"]
    assert lines[1].split("\t")[3:] == ["标题", "做好控辍保学工作", "又改"]


def test_the_history_is_kept_as_a_file(window, in_store, tmp_path, monkeypatch):
    choose(window, ITEM)
    press(window.center.tree, Qt.Key.Key_6, CTRL)
    path = tmp_path / "经过.csv"
    monkeypatch.setattr(file_choice, "ask_save", lambda *_asked: path)
    window.history.save.click()
    assert "新建" in path.read_text(encoding="utf-8-sig")
    monkeypatch.setattr(file_choice, "ask_save", lambda *_asked: tmp_path / "没有" / "经过.csv")
    window.history.save.click()
    assert window.center.bar.is_alarm

"""The list of steps: many are taken back at once and done again, also those of an earlier run of the program."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from shiboken6 import isValid

from planner.app import make_window
from planner.services import Store, items, plans, units
from planner.ui.dialogs.steps import StepsDialog
from planner.ui.itemmodels.step_rows import Column
from tests.builders import big_draft
from tests.services.looking import dump
from tests.ui.acting import open_dialog, press

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def states(stored, store):
    """Do a hundred steps and more."""
    node_id = store.snapshot(1).items[0].node_id
    found = [dump(store)]
    for number in range(110):
        store.write(f"改第{number}次", lambda s, number=number: items.set_title(s, node_id, f"标题{number}"))
        found.append(dump(store))
    return found


def opened(window, qtbot):
    window.actions_table["steps"].trigger()
    found = open_dialog(StepsDialog)
    qtbot.waitUntil(found.isActiveWindow)
    return found


def go(window, dialog, qtbot):
    with qtbot.waitSignal(window._workspace.told, timeout=20_000):
        press(dialog.list, Qt.Key.Key_Return, CONTROL)


def test_a_hundred_steps_are_taken_back_by_one_press_and_done_again(states, window, store, qtbot, in_store):
    dialog = opened(window, qtbot)
    QAbstractItemModelTester(dialog.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert len(dialog.rows.lines) == 111
    assert dialog.go_button.text() == "撤销这一步(&U)"
    dialog.list.setCurrentIndex(dialog.rows.index(104, 0))
    assert "共 105 步" in dialog.go_button.text()
    go(window, dialog, qtbot)
    assert dump(store) == states[5]
    assert window._workspace.snapshot == in_store.snapshot
    assert not isValid(dialog) or not dialog.isVisible()
    again = opened(window, qtbot)
    assert [row[Column.STATE] for row in again.rows.rows].count("已撤销") == 105
    assert again.line.name == "改第4次"
    again.list.setCurrentIndex(again.rows.index(0, 0))
    assert "重做到这一步，共 105 步" in again.go_button.text()
    go(window, again, qtbot)
    assert dump(store) == states[-1]


def test_steps_of_the_last_run_are_taken_back(application, states, store, qtbot):
    store.close()
    with Store.open(store.path) as again:
        window = make_window(application, again)
        qtbot.addWidget(window)
        window.show()
        window.complete()
        dialog = opened(window, qtbot)
        dialog.list.setCurrentIndex(dialog.rows.index(109, 0))
        go(window, dialog, qtbot)
        assert dump(again) == states[0]
        window.close()


def test_the_plan_that_was_changed_is_shown(stored, window, store, qtbot):
    store.write("导入", lambda session: plans.add_plan(session, big_draft(4)))
    window._workspace.do("改名", lambda session: plans.set_title(session, 1, "改过名"))
    window._workspace.open_plan(2)
    dialog = opened(window, qtbot)
    assert dialog.rows.rows[0][Column.PLAN] == "改过名"
    go(window, dialog, qtbot)
    assert window._workspace.plan_id == 1
    assert window._workspace.snapshot.head.title != "改过名"


def test_a_step_of_the_register_is_taken_back_and_the_plan_stays(stored, window, store, qtbot):
    window._workspace.do("新单位", lambda session: units.add_unit(session, "新设股"))
    dialog = opened(window, qtbot)
    assert dialog.rows.rows[0][Column.PLAN] == ""
    go(window, dialog, qtbot)
    assert "新设股" not in [unit.name for unit in store.units()]
    assert window._workspace.plan_id == 1


def test_typing_finds_steps_and_escape_gives_up_the_words_first(states, window, qtbot):
    dialog = opened(window, qtbot)
    dialog.search.setFocus()
    dialog.search.setText("第7次")
    assert [line.name for line in dialog.rows.lines] == ["改第7次"]
    assert "共 103 步" in dialog.go_button.text()
    dialog.search.setText("没有")
    assert dialog.empty.isVisible()
    assert not dialog.go_button.isEnabled()
    press(dialog.search, Qt.Key.Key_Escape)
    assert len(dialog.rows.lines) == 111
    press(dialog.search, Qt.Key.Key_Escape)
    assert not isValid(dialog) or not dialog.isVisible()


def test_an_empty_journal_says_so(empty_window, qtbot):
    dialog = opened(empty_window, qtbot)
    assert dialog.empty.isVisible()
    assert not dialog.go_button.isEnabled()
    dialog.close()


def test_after_a_fault_of_the_program_it_can_be_closed(states, window, store, qtbot, monkeypatch):
    def undone_once(*_asked):
        store.undo()
        raise ZeroDivisionError

    monkeypatch.setattr("planner.services.step_list.travel", undone_once)
    dialog = opened(window, qtbot)
    with qtbot.capture_exceptions() as faults:
        press(dialog.list, Qt.Key.Key_Return, CONTROL)
        qtbot.waitUntil(lambda: bool(faults) and dialog.go_button.isEnabled())
    assert [row[Column.STATE] for row in dialog.rows.rows].count("已撤销") == 1
    dialog.close()
    assert not isValid(dialog) or not dialog.isVisible()

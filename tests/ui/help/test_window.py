"""The help opens beside the window at what the focus is on, over modal dialogs too, and stands in nobody's way."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget
from shiboken6 import isValid

from planner.ui.dialogs.assigning import AssigningDialog
from planner.ui.dialogs.print_dialog import PrintDialog
from planner.ui.help.book import HOME, STORIES
from planner.ui.help.coach import Coach
from planner.ui.help.places import topic_at
from planner.ui.help.window import HelpWindow
from tests.ui.acting import open_dialog, press

F1 = Qt.Key.Key_F1
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(window):
    yield window.help_desk
    if window.help_desk.shown is not None:
        window.help_desk.shown.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def help_at(desk, widget, qtbot) -> HelpWindow:
    widget.window().activateWindow()
    qtbot.waitUntil(widget.window().isActiveWindow)
    widget.setFocus()
    press(widget, F1)
    assert desk.shown is not None
    return desk.shown


def test_the_place_of_the_focus_decides(window, desk, qtbot):
    places = {
        window.center.tree: "tree",
        window.plan_list: "plans",
        window.item_pane.title: "item",
        window.item_pane.leads: "unit-fields",
        window.source.text: "source",
        window.center.problems.faults: "problems",
    }
    window.center.problems.show()
    for widget, topic in places.items():
        window.tabs.setCurrentWidget(window.source if topic == "source" else window.item_pane)
        shown = help_at(desk, widget, qtbot)
        assert shown.topic == topic
        assert shown.parentWidget() is window
        assert shown.page.toPlainText().startswith(shown.book[topic].title)
    assert not shown.isModal()


def test_a_place_can_say_its_topic_itself_and_an_unknown_place_leads_to_the_last_or_the_contents(window, desk):
    here = QWidget(window)
    inner = QWidget(here)
    assert topic_at(inner) == ""
    here.setProperty("help_topic", "undo")
    assert topic_at(inner) == "undo"
    desk.open("")
    assert desk.shown.topic == HOME


def test_on_the_bars_around_a_page_the_help_tells_of_the_page(window, desk, qtbot):
    window._workspace.go("rounds")
    assert help_at(desk, window.counts, qtbot).topic == "rounds"


def test_over_a_modal_dialog_the_help_is_its_child_and_can_be_used(window, desk, qtbot):
    window.actions_table["assign"].trigger()
    dialog = open_dialog(AssigningDialog)
    shown = help_at(desk, dialog.box, qtbot)
    assert (shown.topic, shown.parentWidget()) == ("assigning", dialog)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    QTest.keyClicks(shown.search, "dy")
    press(shown.search, Qt.Key.Key_Return)
    assert shown.topic == shown.book.find("dy")[0].name
    dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(shown)
    again = help_at(desk, window.center.tree, qtbot)
    assert again.parentWidget() is window


def test_the_print_dialog_has_its_own_topic_and_keeps_its_sheet_of_keys(window, desk, qtbot):
    window.actions_table["print"].trigger()
    dialog = open_dialog(PrintDialog)
    assert help_at(desk, dialog.documents, qtbot).topic == "print"
    qtbot.waitUntil(lambda: not dialog.is_waiting, timeout=15000)
    qtbot.waitUntil(lambda: not dialog.preview.is_drawing, timeout=15000)
    dialog.close()


def test_back_and_forward_by_keys_and_the_place_is_remembered(window, desk, qtbot, store):
    desk.open("tree")
    shown = desk.shown
    for name in ("print", "undo"):
        shown.show_topic(name)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    press(shown.page, Qt.Key.Key_Left, ALT)
    assert shown.topic == "print"
    press(shown.page, Qt.Key.Key_Left, ALT)
    assert (shown.topic, shown.tools["back"].isEnabled()) == ("tree", False)
    press(shown.page, Qt.Key.Key_Right, ALT)
    assert shown.topic == "print"
    assert shown.index.currentItem().text(0) == shown.book["print"].title
    shown.setGeometry(120, 90, 640, 480)
    press(shown.page, Qt.Key.Key_Escape)
    assert desk.shown is None
    desk.open()
    assert desk.shown.topic == "print"
    assert desk.shown.geometry().getRect() == (120, 90, 640, 480)


def test_a_search_lists_what_fits_and_ends_by_escape(desk, qtbot):
    desk.show_stories()
    shown = desk.shown
    assert shown.topic == STORIES
    QTest.keyClicks(shown.search, "U")
    shown.search.setText("没有这样的事情")
    assert "没有找到" in shown.page.toPlainText()
    shown.search.setText("占用")
    listed = [shown.index.topLevelItem(row).text(0) for row in range(shown.index.topLevelItemCount())]
    assert shown.book["trouble-busy"].title in listed
    assert shown.book["trouble-busy"].title in shown.page.toPlainText()
    shown.search.setFocus()
    press(shown.search, Qt.Key.Key_Escape)
    assert shown.search.text() == ""
    assert shown.isVisible()
    assert shown.topic == STORIES


def test_a_link_leads_to_its_topic(desk):
    desk.open(HOME)
    assert isinstance(desk.shown.page, QTextBrowser)
    desk.shown.page.anchorClicked.emit("story-04")
    assert desk.shown.topic == "story-04"


def test_the_pages_follow_the_look_and_the_size_of_the_text(window, desk):
    desk.open("tree")
    points = desk.shown.font().pointSizeF()
    light = desk.shown.page.document().defaultStyleSheet()
    window.actions_table["scheme"].trigger()
    dark = desk.shown.page.document().defaultStyleSheet()
    window.actions_table["larger"].trigger()
    large = desk.shown.page.document().defaultStyleSheet()
    window.actions_table["normal_size"].trigger()
    window.actions_table["scheme"].trigger()
    assert light != dark != large
    assert desk.shown.font().pointSizeF() == points


def test_the_tour_changes_its_colours_and_ends_with_nothing_left(window, desk):
    desk.start_tour()
    coach = desk.tour.coach
    light = coach.styleSheet()
    window.actions_table["scheme"].trigger()
    assert coach.styleSheet() != light
    window.actions_table["scheme"].trigger()
    assert QApplication.focusWidget() is None or not coach.isAncestorOf(QApplication.focusWidget())
    desk.tour.end()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(Coach) == []

"""The large dialogs come back as large as they were left, their parts as wide."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from planner.importing import ImportOptions, read_text
from planner.ui.dialogs.bulk_units import BulkUnitsDialog
from planner.ui.dialogs.checklists import TemplatesDialog
from planner.ui.dialogs.new_round import NewRoundDialog
from planner.ui.dialogs.returns import ReturnsDialog
from planner.ui.dialogs.table_columns import ColumnsDialog, ask_columns
from tests.builders import TEACHING
from tests.filling import fill, sent
from tests.ui.acting import open_dialog, press

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = QSize(811, 517)
TABLE = "安排\n\n编次\t工作安排\t主抓\n1\t修好操场。\t基建科\n2\t开足课程。\t体卫艺科"


@pytest.fixture
def books(store, stored, tmp_path):
    return sent(store, tmp_path / "out")


def bulk(window, qtbot, books):
    press(window.center.tree, Qt.Key.Key_B, CONTROL)
    return open_dialog(BulkUnitsDialog)


def new_round(window, qtbot, books):
    press(window, Qt.Key.Key_T, CONTROL)
    window.pages.on_top.new_round()
    return open_dialog(NewRoundDialog)


def returns(window, qtbot, books):
    press(window, Qt.Key.Key_T, CONTROL)
    page = window.pages.on_top
    page.desk.collect((fill(books[TEACHING]),))
    qtbot.waitUntil(lambda: not page.strip.is_running, timeout=30_000)
    return open_dialog(ReturnsDialog)


@pytest.mark.parametrize("opened", [bulk, new_round, returns])
def test_a_dialog_has_the_size_it_was_left_with(opened, books, window, qtbot):
    dialog = opened(window, qtbot, books)
    assert dialog.size() != LEFT
    dialog.resize(LEFT)
    dialog.close()
    again = opened(window, qtbot, books)
    assert again.size() == LEFT
    again.close()


def test_the_parts_of_the_returns_stand_where_they_were_left(books, window, qtbot):
    dialog = returns(window, qtbot, books)
    dialog.split.moveSplitter(301, 1)
    dialog.cells.header().resizeSection(1, 133)
    sizes = dialog.split.sizes()
    dialog.close()
    again = returns(window, qtbot, books)
    assert again.split.sizes() == sizes
    assert again.cells.header().sectionSize(1) == 133
    again.close()


def test_the_columns_of_a_table_are_asked_for_in_a_dialog_as_it_was_left(window, store, monkeypatch):
    sizes = []

    def leave(dialog):
        sizes.append(dialog.size())
        dialog.show()
        QApplication.processEvents()
        dialog.resize(LEFT)
        dialog.reject()
        return dialog.result()

    monkeypatch.setattr(ColumnsDialog, "exec", leave)
    for _time in range(2):
        assert ask_columns(window, read_text(TABLE), ImportOptions(), store) is None
    assert sizes[0] != LEFT == sizes[1]


def test_templates_are_edited_in_a_dialog_as_it_was_left(window, store):
    for wanted in (None, LEFT):
        dialog = TemplatesDialog(store, window)
        dialog.show()
        assert wanted is None or dialog.size() == wanted
        dialog.resize(LEFT)
        dialog.close()
        dialog.deleteLater()

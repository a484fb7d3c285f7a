"""Size of the text and palette are the clerk's, at once and the next time."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QTableWidget

from planner.app import make_window
from planner.ui.appearance import TEXT_FACTORS, room_on
from planner.ui.icons import icon
from planner.ui.look import DARK, LIGHT, current_look, light_size, part_sizes, text_scale
from planner.ui.panes.columns import FittedColumns
from tests.ui.acting import press

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def usual(window, store):
    points = QApplication.font().pointSizeF()
    yield points
    window.appearance.normal_text()


def test_text_grows_everywhere_and_comes_back(window, usual, store, qtbot):
    rows = window.center.tree.sizeHintForRow(0)
    window.center.tree.setFocus()
    for _time in range(2):
        press(window.center.tree, Qt.Key.Key_Equal, CTRL)
    for part in (window.center.tree, window.item_pane.title, window.plan_list, window.menuBar(), window.counts):
        assert part.font().pointSizeF() > usual * 1.15
    assert window.center.tree.sizeHintForRow(0) > rows
    again = make_window(QApplication.instance(), store)
    qtbot.addWidget(again)
    again.complete()
    assert again.item_pane.title.font().pointSizeF() > usual * 1.15
    window.actions_table["smaller"].trigger()
    window.actions_table["smaller"].trigger()
    assert window.item_pane.title.font().pointSizeF() == pytest.approx(usual, rel=0.02)


def test_light_and_dark_are_told_apart_in_marks_and_bar(window, store):
    assert current_look() is LIGHT
    tree = window.center.tree
    tree.setFocus()
    press(tree, Qt.Key.Key_D, CTRL | SHIFT)
    assert current_look() is DARK
    assert store.setting("scheme") == "dark"
    assert tree.grab().toImage().pixelColor(tree.width() // 2, tree.height() - 20).lightness() < 60
    press(tree, Qt.Key.Key_D, CTRL | SHIFT)
    assert current_look() is LIGHT
    assert tree.grab().toImage().pixelColor(tree.width() // 2, tree.height() - 20).lightness() > 240


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["text", "muted", "accent", "note", "doubt", "error"])
def test_words_stand_out_from_every_ground(look, name):
    grounds = [look.base, look.window, look.chosen, look.hover, look.band]
    least = 4.5 if name in ("text", "error", "doubt") else 3.5
    assert all(contrast(getattr(look, name), ground) >= least for ground in grounds)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_small_parts_grow_with_the_text(window, usual):
    light, box = light_size(), part_sizes(text_scale())["px14"]
    for _step in TEXT_FACTORS:
        window.appearance.larger_text()
    assert light_size() > light
    assert part_sizes(text_scale())["px14"] == "21px" != box
    assert "width: 21px" in QApplication.instance().styleSheet()


def test_a_column_takes_what_its_cells_wish_and_keeps_it_in_letters(window, usual, qtbot):
    table = QTableWidget(1, 2, window)
    qtbot.addWidget(table)
    table.resize(900, 200)
    table.setHorizontalHeaderLabels(["一", "二"])
    columns = FittedColumns(table.horizontalHeader(), 0, {1: (2, 0.5, 14)})
    table.show()
    letter = table.horizontalHeader().fontMetrics().horizontalAdvance("字")
    columns.wish({1: 9 * letter})
    assert table.columnWidth(1) == 9 * letter
    columns.wish({1: 99 * letter})
    assert table.columnWidth(1) == 14 * letter
    columns.wish({1: 9 * letter})
    window.appearance.larger_text()
    grown = table.horizontalHeader().fontMetrics().horizontalAdvance("字")
    assert grown > letter
    columns.fit()
    assert table.columnWidth(1) == 9 * grown


@pytest.mark.parametrize(
    ("scale", "room"), [(1.0, (911, 512)), (2.0, (911, 512)), (1.5, (910, 511)), (1.25, (910, 511))]
)
def test_a_window_is_no_larger_than_a_screen_that_was_rounded_up(scale, room):
    assert room_on(QSize(911, 512), scale).toTuple() == room


def test_a_chosen_row_does_not_dim_its_icon(application):
    drawn = icon("table")
    assert drawn.pixmap(18, 18, QIcon.Mode.Selected).toImage() == drawn.pixmap(18, 18).toImage()

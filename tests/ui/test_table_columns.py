"""The dialog for the columns of tables: fields by keys, another row as the head, the rows as they will be read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from planner.importing import ImportOptions, read_text
from planner.ui.dialogs.table_columns import ColumnsDialog

TEXT = (
    "安澜县安排\n"
    "\n"
    "编次\t工作安排\t主抓\t帮办\n"
    "1\t修好操场。\t基建科\t财务科\n"
    "2\t开足课程。\t体卫艺科\t各学校\n"
    "3\t配教师。\t人事科\t编办"
)
KNOWN = "\n\n附表\n\n序号\t任务\t责任单位\n1\t通校车\t安全科\n2\t办食堂\t后勤中心"
FIELDS = ("序号", "任务", "牵头", "配合")


@pytest.fixture
def dialog(application, qtbot):
    found = ColumnsDialog(read_text(TEXT + KNOWN), ImportOptions(stage="draft"), None)
    qtbot.addWidget(found)
    found.show()
    qtbot.waitExposed(found)
    return found


def words_of(grid) -> list[list[str]]:
    return [
        [item.text() if (item := grid.item(row, column)) else "" for column in range(grid.columnCount())]
        for row in range(grid.rowCount())
    ]


def settled(dialog, qtbot):
    qtbot.waitUntil(lambda: not dialog._settle.isActive())


def choose_all(dialog, qtbot):
    dialog.choose_head(0)
    for column, field in enumerate(FIELDS):
        dialog.choose_field(column, field)
    settled(dialog, qtbot)


def test_the_rows_are_shown_as_they_will_be_read(dialog, qtbot):
    choose_all(dialog, qtbot)
    assert words_of(dialog.preview)[0][:5] == ["1", "修好操场", "", "基建科", "财务科"]
    assert words_of(dialog.preview)[2][1] == "配教师"
    assert dialog.answer() == ImportOptions(
        stage="draft", columns=(("编次", "序号"), ("工作安排", "任务"), ("主抓", "牵头"), ("帮办", "配合"))
    )


def test_nothing_changed_is_nothing_said(dialog):
    assert dialog.answer() == ImportOptions(stage="draft")
    dialog.tables.setCurrentIndex(1)
    assert dialog.head.currentText() == "第 1 行"
    assert words_of(dialog.preview)[0][:4] == ["1", "通校车", "", "安全科"]
    assert dialog.answer() == ImportOptions(stage="draft")


def test_fields_are_chosen_by_keys_alone(dialog, qtbot):
    dialog.choose_head(0)
    first = dialog.columns.cellWidget(0, 1)
    assert isinstance(first, QComboBox)
    first.setFocus()
    for key in "1356":
        box = dialog.focusWidget()
        assert isinstance(box, QComboBox)
        QTest.keyClicks(box, key)
        QTest.keyClick(box, Qt.Key.Key_Tab)
    settled(dialog, qtbot)
    assert tuple(dict(dialog.answer().columns).values()) == FIELDS
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == ColumnsDialog.DialogCode.Accepted


def test_what_cannot_be_read_so_is_said(dialog, qtbot):
    dialog.tables.setCurrentIndex(1)
    dialog.choose_field(1, "其他")
    dialog.choose_field(2, "其他")
    settled(dialog, qtbot)
    assert "读不出任务" in words_of(dialog.preview)[0][0]
    dialog.reset()
    assert words_of(dialog.preview)[0][1] == "通校车"


def test_a_plan_without_tables_says_so(application, qtbot):
    dialog = ColumnsDialog(read_text("1.修好操场。（基建科）\n2.开足课程。（体卫艺科）"), ImportOptions(), None)
    qtbot.addWidget(dialog)
    assert words_of(dialog.preview)[0][0] == "这份计划里没有表格。"
    assert not dialog.agree_button.isEnabled()
    assert dialog.answer() == ImportOptions()

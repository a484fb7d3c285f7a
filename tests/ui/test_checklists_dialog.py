"""Checklist templates by keys: each gesture is stored at once and taken back, deleting too."""

import json

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from planner.core.checklist_files import FORMAT, find_template, library, own_folder, templates
from planner.core.checklists import CheckLine
from planner.ui.dialogs.checklists import TemplatesDialog, edit_templates
from tests.ui.acting import compose, open_dialog, press, write

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
MEETING = "会议筹备"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def dialog(empty_window, qtbot, store):
    lines = (CheckLine("新建食堂", "2所", "义教股", "6月底前"), CheckLine("修好围墙"))
    found = TemplatesDialog(store, empty_window, MEETING, lines)
    found.show()
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    yield found
    found.close()
    found.deleteLater()


def own():
    return [kept.checklist for kept in library().kept if kept.is_own]


def whats(name, part):
    return [line.what for line in find_template(name).parts[part].lines]


def choose_row(dialog, place, column=0):
    table = dialog.sheet.table
    table.setFocus()
    table.setCurrentIndex(dialog.sheet.model.index(place, column))


def editor(dialog):
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit)
    assert dialog.sheet.table.isAncestorOf(found)
    return found


def enter(line):
    """Press Enter in a cell: the delegate hands the words over when the line has had the key."""
    press(line, Qt.Key.Key_Return)
    QCoreApplication.processEvents()


def test_it_shows_the_programs_templates_and_the_chosen_one(dialog):
    assert dialog.current == MEETING
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == [one.name for one in templates()]
    assert dialog.sheet.title.text() == "会议检查清单"
    assert dialog.sheet.head.text() == "会议名称、时间、地点、主持、记录"
    assert not dialog.remove_button.isEnabled()


def test_a_cell_is_written_in_place_and_kept_among_the_clerks_own(dialog):
    choose_row(dialog, 1)
    press(dialog.sheet.table, Qt.Key.Key_Return)
    line = editor(dialog)
    line.selectAll()
    write(line, "订会场")
    enter(line)
    assert whats(MEETING, 0)[0] == "订会场"
    assert [one.name for one in own()] == [MEETING]
    assert dialog.remove_button.isEnabled()


def test_tab_goes_on_to_the_next_cell(dialog):
    choose_row(dialog, 1)
    press(dialog.sheet.table, Qt.Key.Key_F2)
    write(editor(dialog), "甲")
    press(editor(dialog), Qt.Key.Key_Tab)
    write(editor(dialog), "乙")
    enter(editor(dialog))
    line = find_template(MEETING).parts[0].lines[0]
    assert (line.what, line.requirement) == ("甲", "乙")


def test_what_is_to_be_done_is_never_empty(dialog):
    before = whats(MEETING, 0)
    choose_row(dialog, 1)
    press(dialog.sheet.table, Qt.Key.Key_F2)
    line = editor(dialog)
    line.clear()
    enter(line)
    assert whats(MEETING, 0) == before
    assert dialog.sheet.table.currentIndex().data() == before[0]


def test_keys_act_in_no_cell_that_is_written_in(dialog):
    choose_row(dialog, 1)
    press(dialog.sheet.table, Qt.Key.Key_F2)
    line = editor(dialog)
    compose(line, "huichang")
    press(line, Qt.Key.Key_Delete)
    press(line, Qt.Key.Key_Insert)
    compose(line, "", "会场")
    enter(line)
    assert whats(MEETING, 0)[0] == "会场"
    assert len(whats(MEETING, 0)) == 8


def test_a_line_is_added_and_written(dialog):
    choose_row(dialog, 1)
    press(dialog.sheet.table, Qt.Key.Key_Insert)
    write(editor(dialog), "借话筒")
    enter(editor(dialog))
    assert whats(MEETING, 0)[1] == "借话筒"
    assert len(whats(MEETING, 0)) == 9


def test_a_part_is_added_behind_the_chosen_one(dialog):
    choose_row(dialog, 1)
    press(dialog.sheet.table, Qt.Key.Key_Insert, CTRL)
    write(editor(dialog), "会场布置")
    enter(editor(dialog))
    assert [part.heading for part in find_template(MEETING).parts][:3] == ["会前准备", "会场布置", "会中保障"]


def test_lines_move_by_keys_into_the_next_part_too(dialog):
    last = whats(MEETING, 0)[-1]
    choose_row(dialog, 8)
    press(dialog.sheet.table, Qt.Key.Key_Down, ALT)
    assert whats(MEETING, 1)[0] == last
    assert dialog.sheet.table.currentIndex().data() == last
    press(dialog.sheet.table, Qt.Key.Key_Up, ALT)
    assert whats(MEETING, 0)[-1] == last


def test_a_part_moves_with_its_lines(dialog):
    choose_row(dialog, 0)
    press(dialog.sheet.table, Qt.Key.Key_Down, ALT)
    parts = find_template(MEETING).parts
    assert [part.heading for part in parts][:2] == ["会中保障", "会前准备"]
    assert len(parts[1].lines) == 8
    assert dialog.sheet.table.currentIndex().data() == "会前准备"


def test_deleting_is_taken_back_and_done_again(dialog):
    before = whats(MEETING, 0)
    choose_row(dialog, 1)
    press(dialog.sheet.table, Qt.Key.Key_Delete)
    assert whats(MEETING, 0) == before[1:]
    press(dialog.sheet.table, Qt.Key.Key_Z, CTRL)
    assert whats(MEETING, 0) == before
    assert not own(), "the program's template is as it came"
    press(dialog.sheet.table, Qt.Key.Key_Y, CTRL)
    assert whats(MEETING, 0) == before[1:]


def test_a_template_is_made_named_deleted_and_brought_back(dialog):
    press(dialog.list, Qt.Key.Key_N, CTRL)
    assert dialog.current == "新模板"
    name = QApplication.focusWidget()
    assert name is dialog.sheet.name
    write(name, "迎检")
    press(name, Qt.Key.Key_Return)
    assert [one.name for one in own()] == ["迎检"]
    dialog.list.setFocus()
    press(dialog.list, Qt.Key.Key_Delete)
    assert not own()
    assert "Ctrl+Z" in dialog.bar.words
    press(dialog.list, Qt.Key.Key_Z, CTRL)
    assert [one.name for one in own()] == ["迎检"]
    assert dialog.current == "迎检"


def test_a_name_that_is_taken_is_refused(dialog):
    press(dialog.list, Qt.Key.Key_N, CTRL)
    dialog.sheet.name.setText(MEETING)
    press(dialog.sheet.name, Qt.Key.Key_Return)
    assert "已经有" in dialog.bar.words
    assert dialog.sheet.name.text() == "新模板"
    assert len(templates()) == len({one.name for one in templates()})


def test_deleting_a_changed_template_of_the_program_restores_it(dialog):
    before = whats(MEETING, 0)
    choose_row(dialog, 1)
    press(dialog.sheet.table, Qt.Key.Key_Delete)
    dialog.remove_button.click()
    assert whats(MEETING, 0) == before
    assert dialog.current == MEETING


def test_labels_form_and_blank_lines_are_kept(dialog):
    dialog.sheet.head.setText("单位、日期")
    press(dialog.sheet.head, Qt.Key.Key_Return)
    dialog.sheet.form.setCurrentIndex(1)
    dialog.sheet.form.activated.emit(1)
    dialog.sheet.blank.setValue(0)
    dialog.sheet.blank.editingFinished.emit()
    found = find_template(MEETING)
    assert (found.head, found.form, found.blank) == (("单位", "日期"), "yes-no", 0)


def test_a_part_is_told_to_list_the_plans_items(dialog):
    choose_row(dialog, 0)
    dialog.sheet.take_items()
    assert find_template(MEETING).parts[0].takes_items
    assert "计划中的任务" in dialog.sheet.table.currentIndex().data()
    dialog.sheet.take_items()
    assert not find_template(MEETING).parts[0].takes_items


def test_a_plans_items_are_taken_into_a_template_to_go_on_from_there(dialog):
    dialog.sheet.add_lines(dialog._lines)
    part = find_template(MEETING).parts[-1]
    assert part.heading == "工作任务"
    assert part.lines == dialog._lines


def test_a_template_travels_as_a_file(dialog, home):
    dialog.write_to(home / "会议.json")
    assert json.loads((home / "会议.json").read_text(encoding="utf-8"))["format"] == FORMAT
    assert dialog.desk.take_in(home / "会议.json")
    assert dialog.current == f"{MEETING}（2）"
    assert find_template(f"{MEETING}（2）").parts == find_template(MEETING).parts


def test_a_file_that_is_no_template_is_told(dialog, home):
    (home / "a.json").write_text("[1]", encoding="utf-8")
    assert not dialog.desk.take_in(home / "a.json")
    assert "《a.json》不能当作检查清单模板" in dialog.bar.words
    assert not own()


def test_a_folder_that_cannot_be_written_is_told_and_nothing_changes(dialog, home):
    before = whats(MEETING, 0)
    own_folder().parent.mkdir(parents=True, exist_ok=True)
    own_folder().write_text("a file where the folder should be", encoding="utf-8")
    choose_row(dialog, 1)
    press(dialog.sheet.table, Qt.Key.Key_Delete)
    assert dialog.bar.is_alarm
    assert whats(MEETING, 0) == before
    assert dialog.sheet.table.currentIndex().data() == before[0]


def test_the_one_looked_at_last_is_handed_back(empty_window, store, qtbot):
    def choose_and_close():
        found = open_dialog(TemplatesDialog)
        found.list.setCurrentRow(4)
        found.reject()

    QTimer.singleShot(0, choose_and_close)
    assert edit_templates(empty_window, store, MEETING) == templates()[4].name


def test_files_that_are_no_templates_are_told_and_left_alone(empty_window, store):
    own_folder().mkdir(parents=True)
    bad = own_folder() / "坏.json"
    bad.write_text("{", encoding="utf-8")
    dialog = TemplatesDialog(store, empty_window)
    assert "《坏.json》" in dialog.bar._text.text()
    assert dialog.list.count() == len(templates())
    assert bad.read_text(encoding="utf-8") == "{"
    dialog.deleteLater()


def test_what_was_typed_is_kept_when_another_template_is_clicked(dialog):
    dialog.sheet.title.setFocus()
    dialog.sheet.title.setText("大会检查清单")
    place = dialog.list.visualItemRect(dialog.list.item(3)).center()
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert find_template(MEETING).title == "大会检查清单"
    assert dialog.current == templates()[3].name
    assert dialog.sheet.title.text() == templates()[3].title


def test_what_was_typed_is_kept_when_the_dialog_is_left(dialog):
    dialog.sheet.title.setFocus()
    dialog.sheet.title.setText("大会检查清单")
    press(dialog, Qt.Key.Key_Escape)
    assert find_template(MEETING).title == "大会检查清单"


def test_a_cell_left_by_a_click_is_kept(dialog):
    choose_row(dialog, 1)
    press(dialog.sheet.table, Qt.Key.Key_F2)
    write(editor(dialog), "订会场")
    QTest.mouseClick(
        dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=dialog.list.visualItemRect(dialog.list.item(3)).center()
    )
    QCoreApplication.processEvents()
    assert whats(MEETING, 0)[0] == "订会场"
    assert dialog.current == templates()[3].name


def test_undo_in_a_line_is_the_undo_of_the_dialog(dialog):
    title = dialog.sheet.title
    before = title.text()
    for typed in ("first", "second"):
        title.setFocus()
        title.selectAll()
        write(title, typed)
        press(title, Qt.Key.Key_Return)
    write(title, "x")
    for expected in ("second", "first", before):
        press(title, Qt.Key.Key_Z, CTRL)
        assert (title.text(), find_template(MEETING).title) == (expected, expected)
    press(title, Qt.Key.Key_Y, CTRL)
    assert find_template(MEETING).title == "first"
    assert dialog.isVisible()

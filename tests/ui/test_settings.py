"""The dialog of the settings: each change is in the file at once, what cannot be is told, usual values come back."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from shiboken6 import isValid

from planner.core.customs import LightKind, LightRule
from planner.core.settings import Settings
from planner.ui.dialogs import settings as settings_dialog
from planner.ui.dialogs.settings import SettingsDialog
from planner.ui.look import Scheme
from planner.ui.preferences.readings import light_reading, term_reading


@pytest.fixture
def dialog(window, qtbot):
    QTest.keyClick(window.center.tree, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    found = window.findChild(SettingsDialog)
    qtbot.waitExposed(found)
    yield found
    if isValid(found):
        found.close()


def kept(store):
    return json.loads(store.path.with_name("settings.json").read_text(encoding="utf-8"))


def field(dialog, name):
    return dialog.group.fields[name]


def test_what_is_typed_is_in_the_file_when_the_dialog_closes(dialog, store):
    editor = field(dialog, "单位名称").editor
    editor.setFocus()
    QTest.keyClicks(editor, "ALXJYJ")
    dialog.close()
    assert kept(store)["单位名称"] == "ALXJYJ"
    assert store.settings.bureau == "ALXJYJ"


def test_leaving_a_field_by_tab_stores_it(dialog, store):
    editor = field(dialog, "联系人和电话").editor
    editor.setFocus()
    QTest.keyClicks(editor, "1234567")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert store.settings.contact == "1234567"
    assert dialog.focusWidget() is field(dialog, "用户姓名").editor


def test_a_term_that_cannot_be_is_told_below_it_and_not_stored(dialog, store):
    dialog.list.setCurrentRow(1)
    term = field(dialog, "学期.春季学期")
    term.line.setText("2月30日至7月1日")
    term.changed.emit("2月30日至7月1日")
    assert "2月30日" in term.note.text()
    assert term.note.text().startswith("⚠")
    assert store.settings == Settings()
    term.changed.emit("2月20日至7月1日")
    assert "约 19 周" in term.note.text()
    assert store.settings.customs.terms.spring == ((2, 20), (7, 1))


def test_the_lights_are_said_in_words_and_the_points_show_only_by_pace(dialog, store):
    dialog.list.setCurrentRow(1)
    points = field(dialog, "亮灯.落后几个百分点亮红灯")
    assert points.isHidden()
    box = field(dialog, "亮灯.规则").box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_End)
    box.activated.emit(box.currentIndex())
    assert store.settings.customs.lights.kind is LightKind.PACE
    assert not points.isHidden()
    assert any("百分点起" in label.text() for label in dialog.group.findChildren(QLabel))


def test_usual_values_come_back_and_can_be_taken_back(dialog, store, window):
    field(dialog, "单位名称").changed.emit("青禾县教育局")
    field(dialog, "牵头单位的叫法").changed.emit("主办单位")
    assert dialog.reset.isEnabled()
    dialog.reset.click()
    assert store.settings == Settings()
    assert field(dialog, "单位名称").editor.text() == ""
    dialog.undo.click()
    assert store.settings.bureau == "青禾县教育局"
    assert field(dialog, "牵头单位的叫法").editor.text() == "主办单位"
    assert dialog.undo.isHidden()


def test_a_status_with_the_word_of_another_is_refused(dialog, store):
    dialog.list.setCurrentRow(2)
    done = field(dialog, "状态的叫法.已完成")
    done.changed.emit("推进中")
    assert "重名" in done.note.text()
    done.changed.emit("办结")
    assert store.settings.customs.status_words


def test_look_and_size_change_at_once_and_the_system_can_be_followed_again(dialog, store, application):
    dialog.list.setCurrentRow(4)
    dialog.group.scheme.changed.emit(Scheme.DARK.value)
    assert application.palette().base().color().lightness() < 128
    dialog.group.scheme.changed.emit(Scheme.SYSTEM.value)
    assert store.setting("scheme") == "system"
    assert application.palette().base().color().lightness() > 128


def test_a_file_that_cannot_be_written_keeps_the_old_settings(dialog, store, window, monkeypatch):
    monkeypatch.setattr(store, "path", store.path.parent / "没有了" / "planner.db")
    field(dialog, "单位名称").changed.emit("青禾县教育局")
    assert store.settings.bureau == ""
    assert window.center.bar.is_alarm


def test_a_group_fits_without_a_bar_below(dialog):
    for place in range(dialog.list.count()):
        dialog.list.setCurrentRow(place)
        QApplication.sendPostedEvents()
        assert dialog.group.sheet.minimumSizeHint().width() <= dialog.group.viewport().width()


def test_readings():
    from datetime import date

    assert (
        term_reading(((9, 1), (1, 20)), date(2031, 5, 1))
        == "今年是 2031年9月1日（周一） 至 2032年1月20日（周二），约 21 周"
    )
    assert light_reading(LightRule(soon_days=5)).split("\n")[1] == "还有 5 天起，到当天：▲ 黄灯"
    assert "◆ 蓝灯" in light_reading(LightRule(LightKind.FOUR_COLOURS))


def test_a_dialog_comes_back_in_the_size_it_had(window, store, qtbot):
    def opened():
        window.actions_table["settings"].trigger()
        return next(
            one for one in QApplication.topLevelWidgets() if isinstance(one, SettingsDialog) and one.isVisible()
        )

    first = opened()
    usual = first.size()
    first.resize(usual.width() + 60, usual.height() + 40)
    first.close()
    second = opened()
    assert (second.width(), second.height()) == (usual.width() + 60, usual.height() + 40)
    second.close()
    room = window.screen().availableSize()
    key = f"size_SettingsDialog_{room.width()}x{room.height()}"
    store.set_setting(key, "90000,90000")
    third = opened()
    assert third.height() <= third.screen().availableSize().height()
    third.close()
    store.set_setting(key, "x,1")
    fourth = opened()
    assert fourth.size() == usual
    fourth.close()


def test_tab_goes_through_every_group_in_the_order_of_its_fields(dialog):
    for place in range(dialog.list.count()):
        dialog.list.setCurrentRow(place)
        dialog.list.setFocus()
        found = []
        for _press in range(30):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            if QApplication.focusWidget() is dialog.list:
                break
            found.append(QApplication.focusWidget())
        editors = [editor for editor in dialog.group.editors if editor.isVisible()]
        assert found[: len(editors)] == editors
        assert all(editor.accessibleName() for editor in editors)
        assert found[len(editors)] is dialog.folder


def test_the_second_folder_is_chosen_and_one_that_is_not_there_is_told(dialog, store, tmp_path, monkeypatch):
    dialog.list.setCurrentRow(5)
    stick = tmp_path / "U 盘" / "备份"
    monkeypatch.setattr(settings_dialog, "ask_folder", lambda *_asked: stick)
    QTest.mouseClick(dialog.group.choose_button, Qt.MouseButton.LeftButton)
    folder = field(dialog, "备份文件夹")
    assert kept(store)["备份文件夹"] == folder.line.text() == str(stick)
    assert folder.note.text().startswith("⚠")
    assert "找不到" in folder.note.text()
    stick.parent.mkdir()
    dialog.group.show_settings(store.settings)
    assert "会自动建立" in folder.note.text()
    stick.mkdir()
    dialog.group.show_settings(store.settings)
    assert folder.note.text() == "每次关闭程序时，在这里也留一份"
    dialog.reset.click()
    assert store.settings.backup_folder == ""
    monkeypatch.setattr(settings_dialog, "ask_folder", lambda *_asked: None)
    QTest.mouseClick(dialog.group.choose_button, Qt.MouseButton.LeftButton)
    assert store.settings.backup_folder == ""

"""The register by keys: find, name, sort, group, merge, refuse; each gesture one step that is taken back."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from planner.core.vocabulary import Role, UnitKind
from planner.services import assignments, plans, units, versions
from planner.ui.dialogs.units import UnitsDialog
from tests.builders import FINANCE, GENERAL, sample_draft
from tests.ui.acting import open_dialog, press, write

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def dialog(window, qtbot):
    window.actions_table["page_units"].trigger()
    found = open_dialog(UnitsDialog)
    qtbot.waitExposed(found)
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    yield found
    if isValid(found):
        found.close()


def unit(store, name):
    return next(found for found in store.units() if found.name == name)


def shown(dialog):
    return [found.name for found in dialog.table.rows.units]


def choose(dialog, *names):
    dialog.table.choose([found.unit_id for found in dialog.desk.register if found.name in names])
    dialog.table.setFocus()


def assign(window, title, role, *names):
    node = next(node for node in window._workspace.snapshot.nodes if node.title == title)
    window._workspace.do("分派", lambda session: assignments.set_units(session, node.node_id, role, names))
    return node.node_id


def test_the_register_stands_in_its_order_with_what_each_has_to_do(dialog, store):
    assert shown(dialog) == [found.name for found in store.units()]
    finance = unit(store, FINANCE)
    row = shown(dialog).index(FINANCE)
    assert dialog.table.rows.rows[row][4:6] == (str(finance.lead_count or ""), str(finance.partner_count))
    assert dialog.table.hasFocus()
    assert dialog.table.chosen()[0].name == shown(dialog)[0]


def test_a_unit_is_found_by_pinyin_and_escape_shows_all_again(dialog, store):
    store.write("添加", lambda session: units.add_unit(session, "基础教育科"))
    dialog.desk.refresh()
    press(dialog.table, Qt.Key.Key_F, CTRL)
    assert dialog.search.hasFocus()
    write(dialog.search, "jjk")
    assert shown(dialog) == ["基础教育科"]
    assert dialog.sheet.name.text() == "基础教育科"
    press(dialog.search, Qt.Key.Key_Escape)
    assert shown(dialog) == [found.name for found in store.units()]
    assert dialog.table.hasFocus()
    assert dialog.isVisible()


def test_a_unit_is_added_named_and_called_by_keys_alone(dialog, store):
    press(dialog.table, Qt.Key.Key_N, CTRL)
    assert dialog.sheet.name.hasFocus()
    write(dialog.sheet.name, "电教站")
    press(dialog.sheet.name, Qt.Key.Key_Return)
    assert dialog.table.hasFocus()
    assert dialog.table.chosen()[0].name == "电教站"
    press(dialog.table, Qt.Key.Key_Return)
    press(dialog.sheet.name, Qt.Key.Key_Tab)
    write(dialog.sheet.full_name, "安澜县电化教育站")
    dialog.sheet.aliases.setFocus()
    write(dialog.sheet.aliases, "电教馆、电化站")
    press(dialog.sheet.aliases, Qt.Key.Key_Return)
    found = unit(store, "电教站")
    assert (found.full_name, found.aliases) == ("安澜县电化教育站", ("电教馆", "电化站"))
    dialog.sheet.aliases.setFocus()
    dialog.sheet.aliases.selectAll()
    write(dialog.sheet.aliases, "电教馆")
    press(dialog.sheet.aliases, Qt.Key.Key_Return)
    assert unit(store, "电教站").aliases == ("电教馆",)
    for _ in range(5):
        press(dialog.table, Qt.Key.Key_Z, CTRL)
    assert "电教站" not in shown(dialog)


def test_a_name_that_is_taken_is_refused_and_the_field_shows_the_old_one(dialog, store):
    choose(dialog, GENERAL)
    press(dialog.table, Qt.Key.Key_F2)
    write(dialog.sheet.name, FINANCE)
    press(dialog.sheet.name, Qt.Key.Key_Return)
    assert "已经属于" in dialog.bar.words
    assert dialog.sheet.name.text() == GENERAL
    assert unit(store, GENERAL)


def test_a_renamed_unit_that_works_keeps_its_old_name_as_an_alias(dialog, store, window):
    choose(dialog, GENERAL)
    press(dialog.table, Qt.Key.Key_F2)
    write(dialog.sheet.name, "办公室")
    press(dialog.sheet.name, Qt.Key.Key_Return)
    assert unit(store, "办公室").aliases == (GENERAL,)
    assert any(found.unit.name == "办公室" for node in window._workspace.snapshot.nodes for found in node.assignments)


def test_chosen_units_are_merged_into_the_busiest_or_the_one_that_is_chosen(dialog, store):
    choose(dialog, FINANCE, GENERAL)
    busy, idle = sorted((unit(store, FINANCE), unit(store, GENERAL)), key=lambda found: -found.node_count)
    press(dialog.table, Qt.Key.Key_M, CTRL)
    assert idle.name not in shown(dialog)
    assert unit(store, busy.name).aliases == (idle.name,)
    assert f"已把“{idle.name}”并入“{busy.name}”" in dialog.bar.words
    press(dialog.table, Qt.Key.Key_Z, CTRL)
    choose(dialog, FINANCE, GENERAL)
    next(button for button in dialog.sheet.merging._buttons if button.text().startswith(idle.name)).setChecked(True)
    dialog.sheet.merging.button.click()
    assert unit(store, idle.name).aliases == (busy.name,)
    choose(dialog, idle.name)
    press(dialog.table, Qt.Key.Key_M, CTRL)
    assert "请先选两个" in dialog.bar.words


def test_proposals_are_accepted_or_refused_for_good(dialog, store, window):
    assert not dialog.proposals.isVisible()
    assign(window, "做好控辍保学", Role.LEAD, "教师工作股", "市发展改革委", "物价局")
    assign(window, "补齐乡村学校的短板", Role.LEAD, "教师股")
    assert dialog.proposals.isVisible()
    listed = {found.gone: found.keep for found in dialog.desk.proposals}
    assert listed["教师股"] == "教师工作股"
    assert listed["物价局"] == "市物价局"
    before = len(listed)
    names = [found.gone for found in dialog.proposals_model.proposals]
    dialog.proposals.setCurrentIndex(dialog.proposals_model.index(names.index("教师股"), 0))
    dialog.proposals.setFocus()
    press(dialog.proposals, Qt.Key.Key_Return)
    assert unit(store, "教师工作股").aliases == ("教师股",)
    names = [found.gone for found in dialog.proposals_model.proposals]
    dialog.proposals.setCurrentIndex(dialog.proposals_model.index(names.index("物价局"), 0))
    press(dialog.proposals, Qt.Key.Key_Delete)
    assert unit(store, "物价局")
    assert len(dialog.desk.proposals) == before - 2
    assert "以后不再提示" in dialog.bar.words


def test_a_group_gets_members_for_all_plans_or_for_the_plan_on_show(dialog, store, window):
    node_id = assign(window, "做好控辍保学", Role.LEAD, "各学校")
    choose(dialog, "各学校")
    sheet = dialog.sheet
    assert dialog.table.rows.rows[shown(dialog).index("各学校")][2] == "群组 未定"
    assert sheet.members.isVisible()
    sheet.members.setFocus()
    write(sheet.members, "一中、二中")
    press(sheet.members, Qt.Key.Key_Return)
    group = unit(store, "各学校")
    assert dialog.table.rows.rows[shown(dialog).index("各学校")][2] == "群组 2"
    assert window._workspace.snapshot.members[group.unit_id][1].name == "二中"
    sheet.scope.setCurrentIndex(1)
    sheet.scope.activated.emit(1)
    assert sheet.members.toPlainText() == ""
    assert "同各计划：一中、二中" in sheet.members.placeholderText()
    sheet.members.setFocus()
    write(sheet.members, "三小")
    press(sheet.members, Qt.Key.Key_Return)
    names = {found.unit_id: found.name for found in store.units()}
    assert [names[one] for one in unit(store, "各学校").members_in(window._workspace.plan_id)] == ["三小"]
    assert [names[one] for one in unit(store, "各学校").members_in(None)] == ["一中", "二中"]
    assert window._workspace.node_id is not None
    assert node_id in window._workspace.snapshot.by_id
    choose(dialog, FINANCE)
    assert not sheet.members.isVisible()


def test_kind_and_retirement_are_set_and_seen(dialog, store):
    choose(dialog, FINANCE)
    dialog.sheet.kind.setCurrentIndex(0)
    dialog.sheet.kind.activated.emit(0)
    assert unit(store, FINANCE).kind is UnitKind.OFFICE
    dialog.sheet.retired.click()
    assert unit(store, FINANCE).is_retired
    row = next(row for row in dialog.table.rows.rows if row[0].startswith(FINANCE))
    assert row[0] == f"{FINANCE}（停用）"
    assert row[2] == "科室"
    dialog.sort_button.click()
    assert all(found.kind for found in store.units() if found.name.endswith("股"))


def test_the_order_is_moved_and_an_idle_unit_deleted(dialog, store):
    names = shown(dialog)
    choose(dialog, names[0])
    press(dialog.table, Qt.Key.Key_Down, ALT)
    assert shown(dialog)[:2] == [names[1], names[0]]
    assert dialog.table.chosen()[0].name == names[0]
    press(dialog.table, Qt.Key.Key_Delete)
    assert "在计划里有任务，不能删除" in dialog.bar.words
    press(dialog.table, Qt.Key.Key_N, CTRL)
    press(dialog.sheet.name, Qt.Key.Key_Escape)
    press(dialog.table, Qt.Key.Key_Delete)
    assert shown(dialog) == [names[1], names[0], *names[2:]]


def test_what_was_typed_is_stored_when_the_dialog_closes(dialog, store):
    choose(dialog, FINANCE)
    dialog.sheet.phone.setFocus()
    write(dialog.sheet.phone, "0000")
    dialog.close()
    assert unit(store, FINANCE).phone == "0000"


def test_the_list_goes_out_and_comes_in(dialog, store, tmp_path, qtbot):
    path = tmp_path / "名录.csv"
    dialog.desk.write_to(path)
    before = store.units()
    dialog.take_in_from(path)
    qtbot.waitUntil(lambda: "没有变化" in dialog.bar.words)
    assert store.units() == before
    path.write_text("单位,类别\n电教站,奇怪\n", encoding="utf-8")
    dialog.take_in_from(path)
    qtbot.waitUntil(lambda: "不认识的类别" in dialog.bar.words)
    assert shown(dialog)[0] == "电教站"
    path.write_text("甲,乙\n丙,丁\n", encoding="utf-8")
    dialog.take_in_from(path)
    qtbot.waitUntil(lambda: "没有找到单位" in dialog.bar.words)


def test_the_register_can_be_begun_before_any_plan(empty_window, store, qtbot):
    empty_window.actions_table["page_units"].trigger()
    dialog = open_dialog(UnitsDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert shown(dialog) == []
    dialog.add()
    write(dialog.sheet.name, "电教站")
    press(dialog.sheet.name, Qt.Key.Key_Return)
    assert [found.name for found in store.units()] == ["电教站"]
    assert not dialog.sheet.scope.isEnabled()
    dialog.close()


def test_f6_walks_the_parts_and_everything_that_takes_the_focus_has_a_name(dialog):
    press(dialog.table, Qt.Key.Key_F6)
    assert dialog.sheet.name.hasFocus()
    press(dialog.sheet.name, Qt.Key.Key_F6)
    assert dialog.sheet.parts.hasFocus()
    press(dialog.sheet.parts, Qt.Key.Key_F6)
    assert dialog.search.hasFocus()
    for part in dialog.findChildren(type(dialog.search)):
        assert part.accessibleName()
    assert QApplication.focusWidget() is dialog.search


def test_the_tasks_of_a_unit_are_listed_and_gone_to(dialog, store, window):
    choose(dialog, FINANCE)
    parts = dialog.sheet.parts
    assert parts.rows.rowCount() == unit(store, FINANCE).node_count + 1
    parts.setFocus()
    row = parts.rows.index(parts.rows.rowCount() - 1, 0)
    part = store.parts_of_unit(unit(store, FINANCE).unit_id)[-1]
    assert row.data().endswith(part.title)
    parts.setCurrentIndex(row)
    press(parts, Qt.Key.Key_Return)
    assert window._workspace.node_id == part.node_id
    assert not isValid(dialog) or not dialog.isVisible()


def test_the_tasks_of_an_older_version_are_told_from_those_of_the_later(dialog, window):
    def add(session):
        touched = plans.add_plan(session, sample_draft(), 1)
        versions.link(session, touched.plan_ids[0], 1)
        return touched

    window._workspace.do("导入", add)
    choose(dialog, FINANCE)
    rows = dialog.sheet.parts.rows
    words = [rows.item(row).text() for row in range(rows.rowCount()) if not rows.item(row).isSelectable()]
    assert [heading.startswith("旧版 · ") for heading in words] == [False, True]
    assert words[1].endswith(words[0])


def test_the_window_goes_on_when_the_dialog_is_gone(dialog, window, store):
    dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(dialog)
    assign(window, "做好控辍保学", Role.LEAD, "新设股")
    window._workspace.undo()
    assert window.center.bar.words == ""


def test_a_trouble_goes_away_with_the_next_thing_that_is_done(dialog, store):
    choose(dialog, GENERAL)
    press(dialog.table, Qt.Key.Key_Delete)
    assert dialog.bar.is_alarm
    press(dialog.table, Qt.Key.Key_Down, ALT)
    assert dialog.bar.words == ""


def test_a_letter_in_the_list_begins_a_search(dialog, store):
    dialog.table.setFocus()
    press(dialog.table, Qt.Key.Key_J)
    assert dialog.search.text() == "j"
    assert dialog.search.hasFocus()


def test_undo_is_told_in_the_place_of_what_was_done(dialog, store):
    choose(dialog, FINANCE)
    press(dialog.table, Qt.Key.Key_Down, ALT)
    dialog.desk.told.emit("已合并")
    press(dialog.table, Qt.Key.Key_Z, CTRL)
    assert dialog.bar.words.startswith("已撤销")

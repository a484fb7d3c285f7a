"""The register by keys: find, name, sort, group, merge, refuse; each gesture one step that is taken back."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from planner.app import make_window
from planner.core.draft import Head
from planner.core.filtering import ItemFilter
from planner.core.traits import Reach
from planner.core.vocabulary import Role, UnitKind
from planner.services import assignments, groups, plans, units, versions
from planner.ui.dialogs.print_dialog import PrintDialog
from planner.ui.dialogs.units import UnitsDialog
from planner.ui.itemmodels.unit_rows import HERE, NAME, PLACE, YEAR
from planner.ui.workspace import PLAN
from tests.builders import ALL_UNITS, FINANCE, GENERAL, TEACHERS, big_draft, sample_draft
from tests.ui.acting import open_dialog, press, write

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def register(window):
    window.actions_table["page_units"].trigger()
    found = window.pages.page("units").register
    assert found.search.hasFocus()
    found.table.setFocus()
    return found


def unit(store, name):
    return next(found for found in store.units() if found.name == name)


def shown(register):
    return [found.unit.name for found in register.table.rows.units]


def cells(register, name):
    return register.table.rows.rows[shown(register).index(name)]


def choose(register, *names):
    register.table.choose([found.unit_id for found in register.desk.register if found.name in names])
    register.table.setFocus()


def assign(window, title, role, *names):
    node = next(node for node in window._workspace.snapshot.nodes if node.title == title)
    window._workspace.do("分派", lambda session: assignments.set_units(session, node.node_id, role, names))
    return node.node_id


def test_the_register_stands_in_its_order_with_what_each_has_to_do(register, store):
    assert shown(register) == [found.name for found in store.units()]
    finance = unit(store, FINANCE)
    row = shown(register).index(FINANCE)
    assert cells(register, FINANCE)[: HERE.stop] == (str(row + 1), FINANCE, "", "1", "3", "")
    assert (finance.lead_count, finance.partner_count) == (1, 3)
    assert register.table.isColumnHidden(YEAR.start)
    assert register.table.chosen()[0].name == shown(register)[0]


def test_a_unit_is_found_by_pinyin_and_escape_shows_all_again(register, store):
    store.write("添加", lambda session: units.add_unit(session, "基础教育科"))
    register.desk.refresh()
    press(register.table, Qt.Key.Key_F, CTRL)
    assert register.search.hasFocus()
    write(register.search, "jjk")
    assert shown(register) == ["基础教育科"]
    assert register.sheet.name.text() == "基础教育科"
    press(register.search, Qt.Key.Key_Escape)
    assert shown(register) == [found.name for found in store.units()]
    assert register.table.hasFocus()
    assert register.isVisible()


def test_a_unit_is_added_named_and_called_by_keys_alone(register, store):
    press(register.table, Qt.Key.Key_N, CTRL)
    assert register.sheet.name.hasFocus()
    write(register.sheet.name, "电教站")
    press(register.sheet.name, Qt.Key.Key_Return)
    assert register.table.hasFocus()
    assert register.table.chosen()[0].name == "电教站"
    press(register.table, Qt.Key.Key_Return)
    press(register.sheet.name, Qt.Key.Key_Tab)
    write(register.sheet.full_name, "安澜县电化教育站")
    register.sheet.aliases.setFocus()
    write(register.sheet.aliases, "电教馆、电化站")
    press(register.sheet.aliases, Qt.Key.Key_Return)
    found = unit(store, "电教站")
    assert (found.full_name, found.aliases) == ("安澜县电化教育站", ("电教馆", "电化站"))
    register.sheet.aliases.setFocus()
    register.sheet.aliases.selectAll()
    write(register.sheet.aliases, "电教馆")
    press(register.sheet.aliases, Qt.Key.Key_Return)
    assert unit(store, "电教站").aliases == ("电教馆",)
    for _ in range(5):
        press(register.table, Qt.Key.Key_Z, CTRL)
    assert "电教站" not in shown(register)


def test_a_name_that_is_taken_is_refused_and_the_field_shows_the_old_one(register, store):
    choose(register, GENERAL)
    press(register.table, Qt.Key.Key_F2)
    write(register.sheet.name, FINANCE)
    press(register.sheet.name, Qt.Key.Key_Return)
    assert "已经属于" in register.bar.words
    assert register.sheet.name.text() == GENERAL
    assert unit(store, GENERAL)


def test_a_renamed_unit_that_works_keeps_its_old_name_as_an_alias(register, store, window):
    choose(register, GENERAL)
    press(register.table, Qt.Key.Key_F2)
    write(register.sheet.name, "办公室")
    press(register.sheet.name, Qt.Key.Key_Return)
    assert unit(store, "办公室").aliases == (GENERAL,)
    assert any(found.unit.name == "办公室" for node in window._workspace.snapshot.nodes for found in node.assignments)


def test_chosen_units_are_merged_into_the_busiest_or_the_one_that_is_chosen(register, store):
    choose(register, FINANCE, GENERAL)
    busy, idle = sorted((unit(store, FINANCE), unit(store, GENERAL)), key=lambda found: -found.node_count)
    press(register.table, Qt.Key.Key_M, CTRL)
    assert idle.name not in shown(register)
    assert unit(store, busy.name).aliases == (idle.name,)
    assert f"已把“{idle.name}”并入“{busy.name}”" in register.bar.words
    press(register.table, Qt.Key.Key_Z, CTRL)
    choose(register, FINANCE, GENERAL)
    next(button for button in register.sheet.merging._buttons if button.text().startswith(idle.name)).setChecked(True)
    register.sheet.merging.button.click()
    assert unit(store, idle.name).aliases == (busy.name,)
    choose(register, idle.name)
    press(register.table, Qt.Key.Key_M, CTRL)
    assert "请先选两个" in register.bar.words


def test_proposals_are_accepted_or_refused_for_good(register, store, window):
    assert not register.proposals.isVisible()
    assign(window, "做好控辍保学", Role.LEAD, "教师工作股", "市发展改革委", "物价局")
    assign(window, "补齐乡村学校的短板", Role.LEAD, "教师股")
    assert register.proposals.isVisible()
    listed = {found.gone: found.keep for found in register.desk.proposals}
    assert listed["教师股"] == "教师工作股"
    assert listed["物价局"] == "市物价局"
    before = len(listed)
    names = [found.gone for found in register.proposals_model.proposals]
    register.proposals.setCurrentIndex(register.proposals_model.index(names.index("教师股"), 0))
    register.proposals.setFocus()
    press(register.proposals, Qt.Key.Key_Return)
    assert unit(store, "教师工作股").aliases == ("教师股",)
    names = [found.gone for found in register.proposals_model.proposals]
    register.proposals.setCurrentIndex(register.proposals_model.index(names.index("物价局"), 0))
    press(register.proposals, Qt.Key.Key_Delete)
    assert unit(store, "物价局")
    assert len(register.desk.proposals) == before - 2
    assert "以后不再提示" in register.bar.words


def test_a_group_gets_members_for_all_plans_or_for_the_plan_on_show(register, store, window):
    node_id = assign(window, "做好控辍保学", Role.LEAD, "各学校")
    choose(register, "各学校")
    sheet = register.sheet
    assert register.table.rows.rows[shown(register).index("各学校")][2] == "群组 未定"
    assert sheet.members.isVisible()
    sheet.members.setFocus()
    write(sheet.members, "一中、二中")
    press(sheet.members, Qt.Key.Key_Return)
    group = unit(store, "各学校")
    assert register.table.rows.rows[shown(register).index("各学校")][2] == "群组 2"
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
    choose(register, FINANCE)
    assert not sheet.members.isVisible()


def test_kind_and_retirement_are_set_and_seen(register, store):
    choose(register, FINANCE)
    register.sheet.kind.setCurrentIndex(0)
    register.sheet.kind.activated.emit(0)
    assert unit(store, FINANCE).kind is UnitKind.OFFICE
    register.sheet.retired.click()
    assert unit(store, FINANCE).is_retired
    row = cells(register, FINANCE)
    assert row[NAME] == f"{FINANCE}（停用）"
    assert row[2] == "科室"
    register.list._buttons["sort"].click()
    assert all(found.kind for found in store.units() if found.name.endswith("股"))


def test_the_order_is_moved_and_an_idle_unit_deleted(register, store):
    names = shown(register)
    choose(register, names[0])
    press(register.table, Qt.Key.Key_Down, ALT)
    assert shown(register)[:2] == [names[1], names[0]]
    assert register.table.chosen()[0].name == names[0]
    press(register.table, Qt.Key.Key_Delete)
    assert "在计划里有任务，不能删除" in register.bar.words
    press(register.table, Qt.Key.Key_N, CTRL)
    press(register.sheet.name, Qt.Key.Key_Escape)
    press(register.table, Qt.Key.Key_Delete)
    assert shown(register) == [names[1], names[0], *names[2:]]


def test_what_was_typed_is_stored_when_the_clerk_goes_elsewhere(register, store, window):
    choose(register, FINANCE)
    register.sheet.phone.setFocus()
    write(register.sheet.phone, "0000")
    window.actions_table["page_plan"].trigger()
    assert unit(store, FINANCE).phone == "0000"


def test_the_list_goes_out_and_comes_in(register, store, tmp_path, qtbot):
    path = tmp_path / "名录.csv"
    register.desk.write_to(path)
    before = store.units()
    register.take_in_from(path)
    qtbot.waitUntil(lambda: "没有变化" in register.bar.words)
    assert store.units() == before
    path.write_text("单位,类别\n电教站,奇怪\n", encoding="utf-8")
    register.take_in_from(path)
    qtbot.waitUntil(lambda: "不认识的类别" in register.bar.words)
    assert shown(register)[0] == "电教站"
    path.write_text("甲,乙\n丙,丁\n", encoding="utf-8")
    register.take_in_from(path)
    qtbot.waitUntil(lambda: "没有找到单位" in register.bar.words)


def test_the_register_can_be_begun_before_any_plan(empty_window, store, qtbot):
    empty_window.actions_table["page_units"].trigger()
    register = empty_window.pages.page("units").register
    assert shown(register) == []
    assert "名录还是空的" in register.list.empty.text()
    assert register.list.empty.isVisible()
    register.add()
    write(register.sheet.name, "电教站")
    press(register.sheet.name, Qt.Key.Key_Return)
    assert [found.name for found in store.units()] == ["电教站"]
    assert not register.list.empty.isVisible()
    assert not register.sheet.scope.isEnabled()


def test_f6_walks_the_parts_and_everything_that_takes_the_focus_has_a_name(register):
    press(register.table, Qt.Key.Key_F6)
    assert register.sheet.name.hasFocus()
    press(register.sheet.name, Qt.Key.Key_F6)
    assert register.sheet.tasks.hasFocus()
    press(register.sheet.tasks, Qt.Key.Key_F6)
    assert register.search.hasFocus()
    for part in register.findChildren(type(register.search)):
        assert part.accessibleName()
    assert QApplication.focusWidget() is register.search


def tasks(register):
    """Return the list of tasks as it stands, headings without a title."""
    return [row[:2] for row in register.sheet.tasks.tasks_model.rows]


def test_what_a_unit_leads_is_told_and_printed_by_keys_alone(window, qtbot):
    window.center.tree.setFocus()
    press(window.center.tree, Qt.Key.Key_U, CTRL)
    register = window.pages.page("units").register
    write(register.search, "szg")
    press(register.search, Qt.Key.Key_Return)
    assert register.table.chosen()[0].name == TEACHERS
    assert tasks(register) == [("牵头　2 项", ""), ("5.", "推进教师县管校聘"), ("5.", "办好教师的关键小事")]
    assert register.sheet.tasks.hasFocus()
    press(register.sheet.tasks, Qt.Key.Key_P, CTRL)
    found = open_dialog(PrintDialog)
    assert found.report.name == "unit-lists"
    assert found.options.request().units == (TEACHERS,)
    found.close()


def test_what_a_unit_does_in_several_plans_is_printed_as_one_list(register, window):
    window._workspace.do("导入", lambda session: plans.add_plan(session, big_draft(10)))
    choose(register, FINANCE)
    register.print_lists()
    found = open_dialog(PrintDialog)
    assert found.report.name == "unit-year"
    assert found.options.request().units == (FINANCE,)
    found.close()


def test_a_task_is_gone_to_and_the_plan_shows_it(register, window):
    choose(register, TEACHERS)
    press(register.table, Qt.Key.Key_Return)
    listed = register.sheet.tasks
    press(listed, Qt.Key.Key_Down)
    press(listed, Qt.Key.Key_Return)
    assert window._workspace.page == PLAN
    assert window._workspace.node.title == "办好教师的关键小事"


def test_what_comes_by_a_group_stands_apart_and_names_the_group(register, window, store):
    group = unit(store, ALL_UNITS)
    window._workspace.do("成员", lambda session: groups.set_members(session, group.unit_id, [GENERAL], None))
    assert cells(register, GENERAL)[HERE.start : HERE.stop] == ("1", "1", "1")
    choose(register, GENERAL)
    assert tasks(register)[-2:] == [("经群组　1 项", ""), ("5.", f"△配合（{ALL_UNITS}）　推进教师县管校聘")]


def add_version(window):
    def add(session):
        touched = plans.add_plan(session, sample_draft(), 1)
        versions.link(session, touched.plan_ids[0], 1)
        return touched

    window._workspace.do("导入", add)


def test_an_older_version_of_a_plan_counts_no_second_time(register, window, store):
    before = unit(store, FINANCE)
    choose(register, FINANCE)
    told = tasks(register)
    add_version(window)
    after = unit(store, FINANCE)
    assert (after.lead_count, after.partner_count, after.plan_count) == (
        before.lead_count,
        before.partner_count,
        before.plan_count,
    )
    assert after.node_count == 2 * before.node_count
    assert tasks(register) == told
    assert register.table.isColumnHidden(YEAR.start)


def test_the_plans_of_the_year_are_counted_beside_the_one_on_show(register, window, store):
    window._workspace.do("导入", lambda session: plans.add_plan(session, big_draft(10)))
    window._workspace.open_plan(1)
    here, of_year = cells(register, FINANCE)[HERE.start :][:2], cells(register, FINANCE)[YEAR.start :][:2]
    assert here == ("1", "3")
    assert [int(one) - int(other) for one, other in zip(of_year, here, strict=True)] == [2, 5]
    assert not register.table.isColumnHidden(YEAR.start)
    assert not register.table.isColumnHidden(HERE.start)
    choose(register, FINANCE)
    assert register.sheet.tasks.isColumnHidden(2) is False
    assert {row[2] for row in register.sheet.tasks.tasks_model.rows} == {
        "",
        "…教育体育局2031年工作要点",
        "…10项任务清单",
    }


def test_another_year_can_be_counted(register, window, store):
    later = replace(big_draft(10), head=Head(title="青禾县2032年工作要点", years=(2032,)))
    window._workspace.do("导入", lambda session: plans.add_plan(session, later))
    window._workspace.open_plan(1)
    assert register.list.years.isVisible()
    assert [register.list.years.itemText(row) for row in range(3)] == ["2032年", "2031年", "所有年份"]
    assert register.list.years.currentText() == "2031年"
    assert register.table.isColumnHidden(YEAR.start)
    register.list.years.setCurrentIndex(0)
    register.list.years.activated.emit(0)
    choose(register, FINANCE)
    assert cells(register, FINANCE)[YEAR.start :][:2] == ("2", "5")
    register.list.years.setCurrentIndex(2)
    register.list.years.activated.emit(2)
    assert cells(register, FINANCE)[YEAR.start :][:2] == ("3", "8")


def click_count(register, name, column):
    table = register.table
    place = table.visualRect(table.rows.index(shown(register).index(name), column)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))


def test_a_count_leads_to_the_items_it_counts(register, window):
    click_count(register, FINANCE, HERE.start + 1)
    workspace = window._workspace
    assert workspace.page == PLAN
    assert workspace.filter == ItemFilter(units=(FINANCE,), role=Role.PARTNER, reach=Reach.NAMED)
    assert len(workspace.filter.chosen(workspace.snapshot, date.today())) == 3


def test_a_count_over_several_plans_leads_to_the_list(register, window):
    window._workspace.do("导入", lambda session: plans.add_plan(session, big_draft(10)))
    click_count(register, FINANCE, YEAR.start + 1)
    assert window._workspace.page == "units"
    assert register.sheet.tasks.hasFocus()
    assert register.sheet.tasks.chosen().role is Role.PARTNER


def test_a_click_on_a_head_sorts_and_on_the_first_brings_the_order_of_print_back(register, store):
    names = shown(register)
    head = register.table.header()
    head.sectionClicked.emit(HERE.start)
    counts = [register.table.rows.units[row].here.leads for row in range(len(names))]
    assert counts == sorted(counts, reverse=True)
    head.sectionClicked.emit(HERE.start)
    assert [register.table.rows.units[row].here.leads for row in range(len(names))] == counts[::-1]
    head.sectionClicked.emit(NAME)
    assert shown(register)[0] == FINANCE
    choose(register, GENERAL)
    press(register.table, Qt.Key.Key_Down, ALT)
    assert "先按“序”排列" in register.bar.words
    head.sectionClicked.emit(PLACE)
    assert shown(register) == names


def test_one_kind_alone_is_shown(register, window, store):
    finance = unit(store, FINANCE)
    window._workspace.do("归类", lambda session: units.set_kind(session, finance.unit_id, UnitKind.OFFICE))
    register.list.kinds.setCurrentIndex(register.list.kinds.findText("科室"))
    assert shown(register) == [FINANCE]
    register.show_unit(unit(store, GENERAL).unit_id)
    assert register.table.chosen()[0].name == GENERAL


def test_the_page_shows_the_unit_that_was_asked_for(window, store):
    general = unit(store, GENERAL)
    window._workspace.go("units", general.unit_id)
    register = window.pages.page("units").register
    assert register.table.chosen()[0].name == GENERAL
    assert register.table.hasFocus()


def test_while_the_page_is_not_on_show_nothing_is_read(register, window, store):
    window.actions_table["page_plan"].trigger()
    window._workspace.do("添加", lambda session: units.add_unit(session, "电教站"))
    assert "电教站" not in shown(register)
    window.actions_table["page_units"].trigger()
    assert "电教站" in shown(register)


def test_escape_goes_from_the_tasks_to_the_table_and_from_there_to_the_plan(register, window):
    choose(register, FINANCE)
    press(register.table, Qt.Key.Key_Return)
    press(register.sheet.tasks, Qt.Key.Key_Escape)
    assert register.table.hasFocus()
    press(register.table, Qt.Key.Key_Escape)
    assert window._workspace.page == PLAN


def test_the_models_are_sound_while_the_plan_is_edited(register, window, store):
    for model in (register.table.rows, register.sheet.tasks.tasks_model, register.proposals_model):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, register)
    choose(register, FINANCE)
    assign(window, "做好控辍保学", Role.LEAD, FINANCE, "电教站")
    add_version(window)
    window._workspace.do("导入", lambda session: plans.add_plan(session, big_draft(30)))
    for _ in range(3):
        window._workspace.undo()
    assert cells(register, FINANCE)[HERE.start : HERE.start + 2] == ("1", "3")


def test_the_register_over_a_dialog_goes_to_a_task_and_closes(window, store):
    dialog = UnitsDialog(window._workspace, window.worker, window)
    dialog.open()
    dialog.register.table.choose([unit(store, TEACHERS).unit_id])
    dialog.register.sheet.tasks.task_wanted.emit(dialog.register.sheet.tasks.tasks_model.lines[1])
    assert not dialog.isVisible()
    assert window._workspace.node.title == "推进教师县管校聘"


def test_a_trouble_goes_away_with_the_next_thing_that_is_done(register, store):
    choose(register, GENERAL)
    press(register.table, Qt.Key.Key_Delete)
    assert register.bar.is_alarm
    press(register.table, Qt.Key.Key_Down, ALT)
    assert register.bar.words == ""


def test_a_letter_in_the_list_begins_a_search(register, store):
    register.table.setFocus()
    press(register.table, Qt.Key.Key_J)
    assert register.search.text() == "j"
    assert register.search.hasFocus()


def test_undo_is_told_in_the_place_of_what_was_done(register, store):
    choose(register, FINANCE)
    press(register.table, Qt.Key.Key_Down, ALT)
    register.desk.told.emit("已合并")
    press(register.table, Qt.Key.Key_Z, CTRL)
    assert register.bar.words.startswith("已撤销")


def test_where_things_stand_is_remembered(register, window, store, application, qtbot):
    register.split.setSizes([400, 800])
    sizes = register.split.sizes()
    window.geometry_.keep()
    again = make_window(application, store)
    again.resize(window.size())
    qtbot.addWidget(again)
    again.show()
    again.complete()
    again.actions_table["page_units"].trigger()
    other = again.pages.page("units").register
    assert abs(other.split.sizes()[0] - sizes[0]) < 12
    assert not other.table.isColumnHidden(HERE.start)

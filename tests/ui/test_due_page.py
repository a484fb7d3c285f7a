"""The page 到期 by keys: periods and counts, groups, the filter, the status in place, going there, paper and words."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit

from planner.core.agenda import DueLine, Part, Period
from planner.core.progress import Status
from planner.core.vocabulary import Role
from planner.services import deadlines, plans
from planner.ui.dialogs.print_dialog import PrintDialog
from planner.ui.itemmodels.due_rows import Column, Heading
from tests.builders import big_draft
from tests.ui.acting import open_dialog, press, write

TODAY = date.today()
SOON = TODAY + timedelta(days=0 if TODAY.weekday() == 6 else 1)
LATE = TODAY - timedelta(days=40)


def titles(page):
    return [row.node.title for row in page.list.rows.rows if isinstance(row, DueLine)]


def heads(page):
    return [row.words for row in page.list.rows.rows if isinstance(row, Heading)]


def due_on(store, node, day, words="如期"):
    store.write("时限", lambda session: deadlines.set_deadline(session, node.node_id, words, day))


@pytest.fixture
def items(store, stored, in_store):
    """Give three items days round today: one late, one today, one in this week or the next."""
    found = {title: in_store.node(title) for title in ("补齐乡村学校的短板", "开齐开足音体美课程", "做好控辍保学")}
    for node, day in zip(found.values(), (LATE, TODAY, SOON), strict=True):
        due_on(store, node, day)
    return found


@pytest.fixture
def page(items, empty_window):
    empty_window._workspace.start()
    empty_window.actions_table["page_due"].trigger()
    page = empty_window.pages.currentWidget()
    QAbstractItemModelTester(page.list.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    page.periods._take(Period.WEEK.value)
    return page


def test_the_week_shows_what_is_due_in_it_under_its_days(page):
    assert {"开齐开足音体美课程", "做好控辍保学"} == set(titles(page))
    assert heads(page)[0].endswith("今天")
    assert page.periods.buttons[Period.LATE.value].text().startswith("已逾期")
    assert page.periods.buttons[Period.WEEK.value].text() == "本周 2"


def test_late_ones_are_told_with_light_and_word(page):
    page.periods._take(Period.LATE.value)
    assert "补齐乡村学校的短板" in titles(page)
    rows = page.list.rows
    row = next(rows.row(n) for n, row in enumerate(rows.rows) if isinstance(row, DueLine) and row.due_on == LATE)
    assert row.cell(Column.STATUS) == "逾期 40 天"
    assert row.line.state.light.value == "■"


def test_the_arrows_aside_change_the_period_and_those_up_and_down_pass_over_headings(page):
    press(page.list, Qt.Key.Key_Right)
    assert page.periods.value == Period.MONTH.value
    press(page.list, Qt.Key.Key_Left)
    assert page.periods.value == Period.WEEK.value
    press(page.list, Qt.Key.Key_Home)
    for _ in range(6):
        assert page.list.line is not None
        press(page.list, Qt.Key.Key_Down)


def test_enter_goes_to_the_item_in_its_plan(page, empty_window, items):
    place = page.list.rows.place_of(items["做好控辍保学"].node_id, SOON)
    page.list.setCurrentIndex(page.list.rows.index(place, 0))
    press(page.list, Qt.Key.Key_Return)
    workspace = empty_window._workspace
    assert workspace.page == "plan"
    assert workspace.node_id == items["做好控辍保学"].node_id


def test_the_status_is_changed_in_place_and_undone_by_name(page, empty_window, store, in_store, items):
    node = items["开齐开足音体美课程"]
    page.list.setCurrentIndex(page.list.rows.index(page.list.rows.place_of(node.node_id, TODAY), 0))
    empty_window.actions_table["status"].trigger()
    assert QApplication.focusWidget() is page._status_list
    press(page._status_list, Qt.Key.Key_2)
    assert in_store.node(node.title).entries[-1].status is Status.GOING
    assert page.list.line.node.node_id == node.node_id
    assert page.list.line.state.status is Status.GOING
    assert store.undo_name == "状态改为“推进中”"
    empty_window.actions_table["undo"].trigger()
    assert page.list.line.state.status is Status.IDLE
    assert empty_window._workspace.page == "due"


def test_what_is_done_goes_from_the_list_unless_it_is_asked_for(page, empty_window, items):
    node = items["开齐开足音体美课程"]
    page.list.setCurrentIndex(page.list.rows.index(page.list.rows.place_of(node.node_id, TODAY), 0))
    page._status_list = None
    page.choose_status()
    press(page._status_list, Qt.Key.Key_3)
    assert titles(page) == ["做好控辍保学"]
    page.closed.setChecked(True)
    assert set(titles(page)) == {"做好控辍保学", "开齐开足音体美课程"}


def test_the_filter_takes_units_by_pinyin_and_partners_only_when_wanted(page, empty_window):
    empty_window.actions_table["filter"].trigger()
    assert QApplication.focusWidget() is page.filter
    write(page.filter, "jys")  # 教研室 leads one of them
    assert titles(page) == ["开齐开足音体美课程"]
    page.filter.clear()
    write(page.filter, "各乡镇中心学校")
    assert titles(page) == ["开齐开足音体美课程"]
    page.joined.setChecked(False)
    assert titles(page) == []
    assert "没有与“各乡镇中心学校”有关" in page.empty.text()
    page.filter.clear()
    write(page.filter, "控辍")
    assert titles(page) == ["做好控辍保学"]


def test_lines_stand_under_the_units_that_lead(page):
    page.grouping._take("unit")
    assert heads(page) == ["教研室", "未明确牵头单位"]
    assert page.list.line is not None


def test_a_month_of_its_own_and_back(page):
    page.month.setCurrentIndex(page.month.count() - 1)
    page.month.activated.emit(page.month.count() - 1)
    assert not any(button.isChecked() for button in page.periods.buttons.values())
    assert page.wanted.name == "2031年8月"
    assert titles(page) == ["推进教师县管校聘"]
    page.periods.buttons[Period.WEEK.value].click()
    assert page.month.currentIndex() == 0
    assert len(titles(page)) == 2


def test_the_words_for_the_group_name_the_units(page, qtbot):
    page.copy_button.click()
    words = QGuiApplication.clipboard().text()
    assert "开齐开足音体美课程（教研室；今天到期）" in words
    assert words.startswith("【本周（")


def test_printing_opens_on_the_list_as_it_is_shown(page, empty_window, qtbot):
    page.grouping._take("unit")
    empty_window.actions_table["print"].trigger()
    dialog = open_dialog(PrintDialog)
    assert dialog.report.name == "due-list"
    request = dialog.options.request()
    assert (request.period, request.by, request.only) == ("week", "unit", "")
    with qtbot.waitSignal(dialog.previewed, timeout=20000):
        pass
    assert dialog.page_count == 1
    dialog.close()


def test_what_is_filtered_is_printed_so(page, empty_window):
    write(page.filter, "jys")
    page.joined.setChecked(False)
    empty_window.actions_table["print"].trigger()
    dialog = open_dialog(PrintDialog)
    chosen = dialog.options.request().chosen
    assert (chosen.units, chosen.role) == (("教研室",), Role.LEAD)
    dialog.close()
    page.filter.clear()
    write(page.filter, "控辍")
    empty_window.actions_table["print"].trigger()
    dialog = open_dialog(PrintDialog)
    assert dialog.options.request().chosen.text == "控辍"
    dialog.close()


def test_a_point_of_a_repeating_duty_is_ticked_in_place(page, empty_window, store, in_store):
    node = in_store.node("办好教师的关键小事")
    store.write("时限", lambda session: deadlines.set_deadline(session, node.node_id, "每月"))
    empty_window._workspace.changed.emit(empty_window._workspace.snapshot, None)
    lines = [line for line in page.shelf.lines(TODAY) if line.part is Part.DUTY]
    assert {line.due_on.year for line in lines} == {2031}
    page.month.setCurrentIndex(page.month.findData(lines[0].due_on.replace(day=1).isoformat()))
    page.month.activated.emit(page.month.currentIndex())
    place = page.list.rows.place_of(node.node_id, lines[0].due_on)
    page.list.setCurrentIndex(page.list.rows.index(place, 0))
    empty_window.actions_table["status"].trigger()
    assert in_store.node(node.title).ticks == (lines[0].due_on,)
    assert page.list.rows.place_of(node.node_id, lines[0].due_on) < 0
    empty_window.actions_table["undo"].trigger()
    assert page.list.rows.place_of(node.node_id, lines[0].due_on) >= 0


def test_a_step_elsewhere_is_seen_when_the_page_is_gone_to_again(page, empty_window, store, items):
    empty_window.actions_table["page_plan"].trigger()
    node = items["做好控辍保学"]
    empty_window._workspace.do("时限", lambda session: deadlines.set_deadline(session, node.node_id, "如期", LATE))
    empty_window.actions_table["page_due"].trigger()
    assert titles(page) == ["开齐开足音体美课程"]


def test_plans_are_told_apart_and_one_is_chosen(page, empty_window, store, items):
    store.write("导入", lambda session: plans.add_plan(session, big_draft(20)))
    other = store.snapshot(store.plans()[-1].plan_id)
    due_on(store, other.items[0], TODAY)
    empty_window._workspace.start()
    page.refresh()
    assert len(titles(page)) == 3
    place = [page.plans.itemData(n) for n in range(page.plans.count())].index(other.plan_id)
    page.plans.setCurrentIndex(place)
    page.plans.activated.emit(place)
    assert titles(page) == [other.items[0].title]


def test_undo_on_this_page_keeps_the_plan_that_was_on_show(page, empty_window, store, items):
    workspace = empty_window._workspace
    shown = workspace.plan_id
    store.write("导入", lambda session: plans.add_plan(session, big_draft(20)))
    other = store.snapshot(store.plans()[-1].plan_id)
    workspace.do(
        "时限", lambda session: deadlines.set_deadline(session, other.items[0].node_id, "x", TODAY), stays=True
    )
    workspace.undo()
    assert (workspace.page, workspace.plan_id) == ("due", shown)
    workspace.go("plan")
    workspace.redo()
    assert workspace.plan_id == other.plan_id  # in the plan's own page what is done again is seen


def test_actions_on_items_that_are_not_seen_are_off(page, empty_window):
    table = empty_window.actions_table
    assert not table["new_item"].isEnabled()
    assert not table["delete_plan"].isEnabled()
    assert all(table[name].isEnabled() for name in ("status", "print", "filter", "page_plan"))
    table["page_plan"].trigger()
    assert table["new_item"].isEnabled()


@pytest.mark.parametrize("kept", ["no json", "[1]", '{"period": 7, "grouping": null}'])
def test_what_was_kept_badly_is_forgotten(kept, store, empty_window):
    store.set_setting("due_page", kept)
    empty_window.actions_table["page_due"].trigger()
    page = empty_window.pages.currentWidget()
    assert page.periods.value in {Period.MONTH.value, Period.LATE.value}
    assert page.grouping.value == "time"


def test_tab_goes_as_the_eye_does(page):
    page.periods.buttons[page.periods.value].setFocus()
    stops = [page.month, page.grouping.buttons["time"], page.copy_button, page.print_button, page.filter]
    for stop in (*stops, page.joined, page.closed, page.list):
        press(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is stop


def test_an_empty_store_says_what_to_do(empty_window):
    empty_window.actions_table["page_due"].trigger()
    page = empty_window.pages.currentWidget()
    assert "还没有计划" in page.empty.text()
    assert not page.list.isVisible()
    assert not page.print_button.isEnabled()
    assert page.findChild(QLineEdit).accessibleName()

"""The page 首页 by keys: what is due, how plans stand, what wants to be looked at, the search, no plan at all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from planner.core.agenda import DueLine, Period
from planner.core.customs import Customs
from planner.core.progress import Status, StatusGroup
from planner.services import deadlines, plans, progress
from planner.ui.itemmodels.due_rows import Heading
from planner.ui.itemmodels.start_rows import PlanCard, card_of
from tests.builders import TITLE, big_draft, sample_draft
from tests.ui.acting import press, write

TODAY = date.today()
LATE = TODAY - timedelta(days=5)


@pytest.fixture
def page(store, stored, in_store, empty_window):
    for title, day in (("补齐乡村学校的短板", LATE), ("开齐开足音体美课程", TODAY)):
        node_id = in_store.node(title).node_id
        store.write("时限", lambda session, one=node_id, due=day: deadlines.set_deadline(session, one, "如期", due))
    done = in_store.node("推进教师县管校聘").node_id
    store.write("状态", lambda session: progress.set_status(session, done, Status.DONE, TODAY))
    empty_window._workspace.start()
    empty_window.actions_table["page_start"].trigger()
    page = empty_window.pages.currentWidget()
    for rows in (page.due.rows, page.plans.rows, page.errands.rows, page.hits.rows):
        QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    return page


def due_titles(page):
    return [row.node.title for row in page.due.rows.rows if isinstance(row, DueLine)]


def test_the_late_ones_stand_first_then_this_week(page):
    assert due_titles(page)[:2] == ["补齐乡村学校的短板", "开齐开足音体美课程"]
    heads = [row.words for row in page.due.rows.rows if isinstance(row, Heading)]
    assert heads[:2] == ["已逾期", "本周"]
    assert page.links[Period.LATE].text() == "已逾期 1"
    assert QApplication.focusWidget() is page.due


def test_enter_goes_to_the_item(page, empty_window, in_store):
    press(page.due, Qt.Key.Key_Down)
    press(page.due, Qt.Key.Key_Return)
    assert empty_window._workspace.page == "plan"
    assert empty_window._workspace.node_id == in_store.node("开齐开足音体美课程").node_id


def test_a_count_leads_to_the_page_of_what_is_due(page, empty_window):
    page.links[Period.LATE].click()
    due = empty_window.pages.currentWidget()
    assert empty_window._workspace.page == "due"
    assert due.periods.value == Period.LATE.value


def test_a_plan_tells_how_it_stands_in_words(page):
    (card,) = page.plans.rows.rows
    assert isinstance(card, PlanCard)
    assert card.title == TITLE
    counts = {one.group: one.count for one in card.counts}
    assert counts[StatusGroup.DONE] == 1
    assert counts[StatusGroup.BEHIND] == 1
    assert "已完成 1" in page.plans.rows.data(page.plans.rows.index(0), Qt.ItemDataRole.AccessibleTextRole)


def test_what_wants_to_be_looked_at_leads_there(page, empty_window, in_store):
    kinds = [row.kind for row in page.errands.rows.rows]
    assert kinds == ["doubts", "leads"]
    press(page.errands, Qt.Key.Key_Return)
    assert empty_window._workspace.page == "plan"
    assert QApplication.focusWidget() is empty_window.center.problems.faults
    empty_window.actions_table["page_start"].trigger()
    page.errands.setCurrentIndex(page.errands.rows.index(1))
    press(page.errands, Qt.Key.Key_Return)
    missing = [item.node_id for item in in_store.snapshot.items if not item.leads]
    assert sorted(empty_window._workspace.filter.chosen(in_store.snapshot, TODAY)) == missing


def test_the_search_finds_items_of_all_plans_by_words_and_by_sound(page, empty_window, store):
    store.write("导入", lambda session: plans.add_plan(session, big_draft(20)))
    empty_window._workspace.start()
    empty_window.actions_table["filter"].trigger()
    assert QApplication.focusWidget() is page.search
    write(page.search, "控辍")
    assert [row.words for row in page.hits.rows.rows] == ["4.做好控辍保学"]
    page.search.clear()
    write(page.search, "kcbx")
    assert [row.words for row in page.hits.rows.rows] == ["4.做好控辍保学"]
    press(page.search, Qt.Key.Key_Return)
    assert empty_window._workspace.node.title == "做好控辍保学"


def test_a_search_in_vain_says_so_and_esc_ends_it(page, empty_window):
    write(page.search, "没有的词")
    assert "都没有“没有的词”" in page.no_hits.text()
    press(page.search, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    assert empty_window._workspace.page == "start"
    press(page.search, Qt.Key.Key_Escape)
    assert empty_window._workspace.page == "plan"


def test_the_arrow_down_goes_from_the_box_to_what_was_found(page):
    write(page.search, "教师")
    press(page.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.hits
    page.search.clear()
    page.search.setFocus()
    press(page.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.due


def test_f6_goes_round_the_parts(page, empty_window):
    seen = []
    for _ in range(4):
        empty_window.actions_table["next_pane"].trigger()
        seen.append(QApplication.focusWidget())
    assert seen == [page.plans, page.errands, page.search, page.due]
    empty_window.actions_table["previous_pane"].trigger()
    assert QApplication.focusWidget() is page.search


def test_a_step_is_seen_at_once_while_the_page_is_seen(page, empty_window, in_store):
    node_id = in_store.node("补齐乡村学校的短板").node_id
    empty_window._workspace.do("状态", lambda session: progress.set_status(session, node_id, Status.DONE, TODAY))
    assert "补齐乡村学校的短板" not in due_titles(page)
    empty_window.actions_table["undo"].trigger()
    assert "补齐乡村学校的短板" in due_titles(page)


def test_more_than_there_is_room_for_is_counted(page, empty_window, store):
    store.write("导入", lambda session: plans.add_plan(session, big_draft(40)))
    items = store.snapshot(store.plans()[-1].plan_id).items
    for item in items:
        store.write("时限", lambda session, one=item.node_id: deadlines.set_deadline(session, one, "如期", LATE))
    empty_window._workspace.start()
    (late,) = [row for row in page.due.rows.rows if isinstance(row, Heading) and row.words == "已逾期"]
    assert late.count == 41
    assert late.shown < 41
    assert late.counted == f"41 项，列出 {late.shown} 项"


def test_without_a_plan_the_ways_in_stand_there(empty_window, store):
    empty_window.actions_table["page_start"].trigger()
    page = empty_window.pages.currentWidget()
    assert page.welcome.isVisible()
    assert not page.due.isVisible()
    store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
    empty_window._workspace.start()
    assert not page.welcome.isVisible()
    assert page.due.isVisible() or page.nothing_due.isVisible()


def test_a_card_tells_its_counts_in_the_offices_words(known_plan):
    card = card_of(replace(known_plan, customs=Customs(status_words=((Status.IDLE, "还没动"),))), TODAY)
    assert "还没动 " in card.words
    assert "未启动" not in card.words


def test_a_card_of_a_plan_for_several_years_names_the_first_and_the_last(known_plan):
    several = replace(known_plan, head=replace(known_plan.head, years=(2031, 2032, 2033)))
    assert card_of(several, TODAY).line.startswith("2031—2033 年 ")
    assert card_of(known_plan, TODAY).line.startswith("2031 年 ")


@pytest.fixture
def known_plan(stored, in_store):
    return in_store.snapshot

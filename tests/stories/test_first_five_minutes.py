"""The first five minutes of a newcomer: the tour goes along, step by step, with what the clerk does."""

from PySide6.QtCore import QPoint, QRect

from planner.ui.dialogs.again import AgainDialog
from planner.ui.dialogs.print_dialog import PrintDialog
from planner.ui.dialogs.review import ReviewDialog
from planner.ui.help.tour import practice_text
from planner.ui.help.window import HelpWindow
from tests.stories.following import bring_in, save, settled, words_of

STORY = "tour"
TITLE = "练习计划：青禾县教育局2031年工作要点"


def test_a_newcomer_gets_from_the_sample_to_paper_and_throws_the_practice_away(clerk, window, store, tmp_path):
    before = [plan.title for plan in store.plans()]
    assert before == ["安澜县教育局2026年工作要点"]
    assert "这是示例计划" in window.center.bar.words
    clerk.do("tour")
    tour = window.help_desk.tour

    def at(number: int):
        clerk.until(lambda: tour.at == number - 1)
        clerk.until(lambda: tour.coach is not None and tour.coach.isVisible())
        assert not tour.coach.isAncestorOf(window.focusWidget() or window)
        return tour.coach

    coach = at(1)
    clerk.press("Alt+Enter")
    assert coach.offers[0].text() == "复制练习计划"
    clerk.do("paste")
    review = clerk.dialog(ReviewDialog)
    assert review.draft.source.text == practice_text()
    coach = at(2)
    assert coach.parentWidget() is review, "the card stands in the window that can be used"
    question = QRect(review.card.mapTo(review, QPoint(0, 0)), review.card.size())
    assert not coach.geometry().intersects(question), "what is to be read is not covered"
    waiting = review.desk.open_count
    clerk.press("Enter", 3)
    assert review.desk.open_count == max(0, waiting - 3)
    at(3)
    clerk.press("Ctrl+Enter")
    clerk.until(lambda: clerk.plan.head.title == TITLE)
    coach = at(4)
    assert coach.frame.geometry().contains(window.item_pane.leads.mapTo(window, window.item_pane.leads.rect().center()))
    clerk.do("next_open")
    assert window._workspace.node.title == "减轻教师负担"
    clerk.click(window.item_pane.leads)
    clerk.types("jjg")
    clerk.press("Enter", 2)
    clerk.until(lambda: [found.unit.name for found in clerk.node("减轻教师负担").leads] == ["基教股"])
    at(5)
    clerk.do("print")
    dialog = clerk.dialog(PrintDialog)
    settled(clerk, dialog)
    assert dialog.documents.item(0).text() == dialog.report.title == "责任分解表"
    at(6)
    path = tmp_path / "desktop.pdf"
    save(clerk, dialog, "Ctrl+S", path)
    assert "减轻教师负担" in words_of(path)
    at(7)
    save(clerk, dialog, "Ctrl+E", tmp_path / "desktop.xlsx")
    clerk.press("Esc")
    print_the_list_of_a_unit(clerk, tmp_path)
    coach = at(8)
    coach.offers[0].click()
    assert [plan.title for plan in store.plans()] == before
    assert window.help_desk.tour is None
    assert store.undo_name == "删除练习计划"
    clerk.end()


def print_the_list_of_a_unit(clerk, tmp_path):
    """Go to a unit and print its list."""
    clerk.do("page_units")
    clerk.types("jjg")
    clerk.press("Ctrl+P")
    dialog = clerk.dialog(PrintDialog)
    settled(clerk, dialog)
    assert dialog.report.title == "单位任务清单"
    path = tmp_path / "unit.pdf"
    save(clerk, dialog, "Ctrl+S", path)
    assert "基教股" in words_of(path)
    clerk.press("Esc")


def test_the_tour_is_left_and_gone_through_by_keys(clerk, window, store):
    clerk.do("tour")
    tour = window.help_desk.tour
    steps = store.undo_name
    clerk.press("Alt+PgDown")
    assert tour.at == 4, "what needs the review is left out with it"
    clerk.press("Alt+PgUp")
    assert tour.at == 0
    clerk.do("scheme")
    clerk.do("scheme")
    clerk.press("Alt+End")
    assert window.help_desk.tour is None
    assert store.undo_name == steps
    assert not [found for found in window.findChildren(HelpWindow) if found.isVisible()]


def test_a_second_tour_takes_the_practice_plan_that_is_there(clerk, window, store):
    bring_in(clerk, practice_text())
    clerk.do("tour")
    tour = window.help_desk.tour
    clerk.press("Alt+Enter")
    clerk.do("paste")
    clerk.dialog(AgainDialog)
    clerk.until(lambda: tour.at == 1)
    clerk.press("1")
    clerk.until(lambda: tour.at == 3)
    assert [plan.title for plan in store.plans()].count(TITLE) == 1
    clerk.press("Alt+PgUp")
    assert tour.at == 0, "there is no review to go back to"
    tour.end()


def test_who_made_nothing_is_not_asked_what_to_do_with_it(clerk, window):
    clerk.do("tour")
    tour = window.help_desk.tour
    while tour.at < len(tour.steps) - 1:
        clerk.press("Alt+PgDown")
    assert [button.text() for button in tour.coach.offers] == ["好"]
    clerk.press("Alt+Enter")
    assert window.help_desk.tour is None

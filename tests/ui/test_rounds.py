"""The page 填报: begin a round, send it out, take back what returned, all by keys; one step is taken back at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from planner.core.errors import StepError
from planner.core.forms import Field
from planner.core.returns import Verdict
from planner.core.rounds import ReturnState
from planner.ui.dialogs.new_round import NewRoundDialog
from planner.ui.dialogs.returns import ReturnsDialog
from planner.ui.itemmodels.return_rows import Column
from tests.builders import FINANCE, RESEARCH, SAFETY, TEACHING
from tests.filling import edit, fill, heads, item_rows, listed, sent
from tests.ui.acting import open_dialog, press

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window, qtbot):
    press(window, Qt.Key.Key_T, CONTROL)
    found = window.pages.on_top
    qtbot.waitUntil(found.isVisible)
    return found


def read_back(page, qtbot, folder):
    page.desk.collect((folder,))
    qtbot.waitUntil(lambda: not page.strip.is_running, timeout=30_000)
    return open_dialog(ReturnsDialog)


def test_an_empty_page_says_what_to_do_and_a_round_is_begun_by_keys(window, page, store, qtbot) -> None:
    assert page.empty.isVisible()
    assert "新一轮" in page.empty.text()
    assert not page.collect_button.isVisible()
    press(page.new_button, Qt.Key.Key_Space)
    dialog = open_dialog(NewRoundDialog)
    assert dialog.focusWidget() is dialog.name
    dialog.name.setText("2031年3月")
    press(dialog.none_button, Qt.Key.Key_Space)
    assert not dialog.begin_button.isEnabled()
    dialog.units.setCurrentRow(0)
    press(dialog.units, Qt.Key.Key_Space)
    assert len(dialog.wanted().unit_ids) == 1
    press(dialog.begin_button, Qt.Key.Key_Space)
    made = listed(store)[0]
    assert (made.name, len(made.units), made.only_leads) == ("2031年3月", 1, True)
    assert page.rows.rowCount() == 1
    assert page.rows.data(page.rows.index(0, 1)) == ReturnState.UNSENT.value
    window._workspace.undo()
    assert page.empty.isVisible()


def test_partners_are_asked_only_when_wanted(page, qtbot) -> None:
    press(page.new_button, Qt.Key.Key_Space)
    dialog = open_dialog(NewRoundDialog)
    assert not any("配合" in dialog.units.item(at).text() for at in range(dialog.units.count()))
    dialog.partners.setChecked(True)
    assert any("配合" in dialog.units.item(at).text() for at in range(dialog.units.count()))
    dialog.reject()


def test_a_round_is_sent_to_a_folder(page, store, tmp_path, qtbot) -> None:
    sent(store, tmp_path / "elsewhere")
    page.refresh()
    page.desk.send(page.round, tmp_path)
    qtbot.waitUntil(lambda: not page.strip.is_running, timeout=60_000)
    (folder,) = [path for path in tmp_path.iterdir() if "填报表" in path.name]
    names = sorted(path.name for path in folder.iterdir())
    assert names[0] == "00_分发目录.pdf"
    assert f"01_{TEACHING}_填报表_3月.xlsx" in names
    assert f"01_{TEACHING}_任务清单.pdf" in names
    assert "打开文件夹" in {button.text().partition("(")[0] for button in page.bar.findChildren(type(page.new_button))}


def test_what_returned_is_looked_at_and_merged_in_one_step(window, page, store, tmp_path, qtbot) -> None:
    books = sent(store, tmp_path / "out")
    page.refresh()
    fill(books[TEACHING])
    fill(books[FINANCE], percent="很多")
    books[SAFETY].write_bytes(b"PK\x03\x04 torn")
    before = store.snapshot(1)
    dialog = read_back(page, qtbot, tmp_path / "out")
    assert store.snapshot(1) == before
    by_unit = {one.unit_name or one.file_name: at for at, one in enumerate(dialog.files)}
    QAbstractItemModelTester(dialog.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    dialog.list.setCurrentRow(by_unit[FINANCE])
    shown = [dialog.rows.data(dialog.rows.index(row, Column.DOUBT)) for row in range(dialog.rows.rowCount())]
    assert "不是 0 到 100 的数" in shown
    dialog.list.setCurrentRow(by_unit[TEACHING])
    press(dialog.list, Qt.Key.Key_Return)
    assert dialog.cells.hasFocus()
    all_ticked = len(dialog.taken()[by_unit[TEACHING]].cells)
    press(dialog.cells, Qt.Key.Key_Return)
    assert len(dialog.taken()[by_unit[TEACHING]].cells) == all_ticked - 1
    press(dialog.cells, Qt.Key.Key_Return)
    press(dialog.cells, Qt.Key.Key_Return, CONTROL)
    assert not dialog.isVisible()
    plan = store.snapshot(1)
    said = [entry.text for node in plan.nodes for entry in node.entries if entry.reporter.startswith(TEACHING)]
    assert said
    states = {unit.unit_id: unit.state(None, unit.sent_on) for unit in listed(store)[0].units}
    assert list(states.values()).count(ReturnState.RETURNED) >= 2
    assert "已合并" in page.bar.words
    window._workspace.undo()
    assert store.snapshot(1) == before
    assert page.bar.words == ""


def test_a_unit_that_reports_on_paper_is_marked_by_enter(page, store, tmp_path, qtbot) -> None:
    sent(store, tmp_path / "out")
    page.refresh()
    page.list.setFocus()
    press(page.list, Qt.Key.Key_Return)
    assert page.rows.data(page.rows.index(0, 1)) == ReturnState.RETURNED.value
    press(page.list, Qt.Key.Key_Return)
    assert listed(store)[0].units[0].returned_on is None
    page.copy_button.click()
    assert TEACHING in QGuiApplication.clipboard().text()


def test_a_file_of_another_plan_cannot_be_merged(page, store, tmp_path, qtbot) -> None:
    books = sent(store, tmp_path / "out")
    page.refresh()

    def change(book, sheet) -> None:
        book["_meta"]["B3"].value = "00000000"
        for row in item_rows(sheet):
            sheet.cell(row, heads(sheet)[Field.TEXT]).value = "别处的"

    edit(books[RESEARCH], change)
    dialog = read_back(page, qtbot, tmp_path / "out")
    found = [one.verdict for one in dialog.files]
    assert found.count(Verdict.OTHER_PLAN) == 1
    assert not any(taken.cells for taken in dialog.taken())
    dialog.reject()


def test_a_returned_book_that_is_opened_as_a_plan_is_collected(window, store, tmp_path, qtbot) -> None:
    books = sent(store, tmp_path / "out")
    fill(books[TEACHING])
    window.intake.review_files([books[TEACHING], books[FINANCE]])
    qtbot.waitUntil(lambda: window._workspace.page == "rounds", timeout=30_000)
    page = window.pages.on_top
    qtbot.waitUntil(lambda: not page.strip.is_running, timeout=30_000)
    dialog = open_dialog(ReturnsDialog)
    assert {one.unit_name for one in dialog.files} == {TEACHING, FINANCE}
    dialog.reject()


def test_esc_closes_the_bar_before_it_leaves_the_page(window, page) -> None:
    window._workspace.failed.emit(StepError("这一步没有做成。", "请再试一次。", code="GONE"))
    assert page.bar.isVisible()
    press(page, Qt.Key.Key_Escape)
    assert not page.bar.isVisible()
    assert window.pages.on_top is page
    press(page, Qt.Key.Key_Escape)
    assert window.pages.on_top is None

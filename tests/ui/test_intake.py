"""Paste, open or drop a plan → review → store; what cannot be used is said in one sentence and stores nothing."""

import time

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner.core.vocabulary import Part
from planner.importing import parse, read_text
from planner.ui.dialogs.again import AgainDialog
from planner.ui.dialogs.review import ReviewDialog
from planner.ui.starter import Starter
from tests.ui.acting import open_dialog, press
from tests.ui.conftest import write_plan

CTRL = Qt.KeyboardModifier.ControlModifier
FAULTY = """河湾县教育局2031年工作要点

一、办好学校

1.修好校舍。年内修缮校舍6栋。（牵头单位：项目办；责任单位：财务股）

3.开好课程。开齐音体美课程。（教研室、义教股）

一、建强队伍

4.培训教师。培训教师300人次。
"""


def review_open():
    return any(isinstance(found, ReviewDialog) and found.isVisible() for found in QApplication.topLevelWidgets())


@pytest.fixture
def paste(empty_window, qtbot):
    def act(text):
        QGuiApplication.clipboard().setText(text)
        empty_window.setFocus()
        press(empty_window, Qt.Key.Key_V, CTRL)
        qtbot.waitUntil(lambda: not empty_window.worker.is_busy, timeout=10000)
        return open_dialog(ReviewDialog) if review_open() else None

    return act


def test_a_pasted_plan_is_stored_when_the_clerk_agrees(paste, store, empty_window, sample_text):
    review = paste(sample_text)
    assert store.plans() == ()
    read = parse(read_text(sample_text))
    items = [node for node in read.nodes if node.kind == "item"]
    assert review.counts.text().startswith(f"{len(items)} 项，")
    press(review, Qt.Key.Key_Return, CTRL)
    assert not review_open()
    plan = store.plans()[0]
    snapshot = store.snapshot(plan.plan_id)
    assert [node.title for node in snapshot.nodes] == [node.title for node in read.nodes]
    assert snapshot.source.text == read.source.text
    assert empty_window._workspace.plan_id == plan.plan_id
    assert empty_window.focusWidget() is empty_window.center.tree
    empty_window.actions_table["undo"].trigger()
    assert store.plans() == ()


def test_escape_stores_no_plan_and_keeps_the_review(paste, store, sample_text):
    review = paste(sample_text)
    press(review, Qt.Key.Key_Escape)
    assert not review_open()
    assert store.plans() == ()
    assert store.history(10) == ()
    assert len(store.reviews()) == 1


@pytest.mark.parametrize("text", ["", "   \n ", "今天天气很好。"])
def test_what_is_no_plan_is_refused_in_a_sentence(paste, store, empty_window, text):
    assert paste(text) is None
    assert empty_window.center.bar.is_alarm
    assert empty_window.center.bar.words.count("。") >= 2
    assert store.history(10) == ()


def test_a_file_that_is_no_text_is_refused_and_a_good_one_takes_the_sentence_away(
    empty_window, store, qtbot, tmp_path, sample_text
):
    bad = tmp_path / "图片.txt"
    bad.write_bytes(bytes(range(256)) * 40)
    empty_window.intake.review_file(bad)
    qtbot.waitUntil(lambda: bool(empty_window.center.bar.words), timeout=10000)
    assert not review_open()
    empty_window.intake.review_file(write_plan(tmp_path, "要点.txt", sample_text))
    qtbot.waitUntil(review_open, timeout=10000)
    press(open_dialog(ReviewDialog), Qt.Key.Key_Return, CTRL)
    assert empty_window.center.bar.words == ""
    assert len(store.plans()) == 1


def test_a_dropped_file_is_reviewed(empty_window, qtbot, tmp_path, sample_text):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write_plan(tmp_path, "拖（来）的.txt", sample_text)))])
    where = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter, drop = QDragEnterEvent(QPoint(300, 300), *where), QDropEvent(QPointF(300, 300), *where)
    QApplication.sendEvent(empty_window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(empty_window, drop)
    qtbot.waitUntil(review_open, timeout=10000)
    assert drop.isAccepted()
    open_dialog(ReviewDialog).close()


def test_a_file_named_at_the_start_is_reviewed(empty_window, store, qtbot, tmp_path, sample_text):
    starter = Starter(empty_window, store, [write_plan(tmp_path, "要点.txt", sample_text)])
    starter.begin()
    qtbot.waitUntil(review_open, timeout=10000)
    starter.wait()
    open_dialog(ReviewDialog).close()


def test_the_chosen_nodes_words_are_marked_each_part_in_its_own_way(paste):
    review = paste(FAULTY)
    node = next(node for node in review.draft.nodes if node.title == "修好校舍")
    review.tree.setCurrentIndex(review.tree.plan_model.index_of(node.node_id))
    marked = {
        found.cursor.selectedText(): (found.format.background().color().name(), found.format.underlineStyle())
        for found in review.source.text.extraSelections()
    }
    assert {"1.", "修好校舍", "年内修缮校舍6栋。", "项目办", "财务股"} <= set(marked)
    looks = {marked[words] for words in ("1.", "修好校舍", "年内修缮校舍6栋。", "项目办")}
    assert len({ground for ground, _line in looks}) == len({line for _ground, line in looks}) == 4
    assert marked["项目办"] == marked["财务股"]
    review.close()


def test_a_click_in_the_source_chooses_its_node(paste, qtbot):
    review = paste(FAULTY)
    review.show()
    text = review.source.text
    span = next(
        span for span in review.draft.spans if span.part is Part.TITLE and "培训教师" in FAULTY[span.start : span.end]
    )
    cursor = text.textCursor()
    cursor.setPosition(span.start + 1)
    text.setTextCursor(cursor)
    place = text.cursorRect(cursor).center() + QPoint(3, 0)
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert review.tree.current_node() == span.node
    review.close()


def dialogs_open(kind):
    return [found for found in QApplication.topLevelWidgets() if isinstance(found, kind) and found.isVisible()]


@pytest.fixture
def come_again(paste, empty_window, qtbot):
    """Store a text, then paste another and return the dialog that asks."""

    def act(first, second):
        press(paste(first), Qt.Key.Key_Return, CTRL)
        empty_window.intake.review_text(second)
        qtbot.waitUntil(lambda: bool(dialogs_open(AgainDialog)), timeout=10000)
        return open_dialog(AgainDialog)

    return act


def test_the_same_plan_again_opens_the_one_that_is_there(come_again, store, sample_text):
    dialog = come_again(sample_text, sample_text)
    assert "完全相同" in dialog.sentence.text()
    press(dialog, Qt.Key.Key_Return)
    assert not review_open()
    assert len(store.plans()) == 1


def test_the_same_plan_again_is_stored_beside_it_when_that_is_wished(come_again, store, sample_text):
    press(come_again(sample_text, sample_text), Qt.Key.Key_2)
    press(open_dialog(ReviewDialog), Qt.Key.Key_Return, CTRL)
    assert [plan.earlier_id for plan in store.plans()] == [None, None]


def test_nothing_comes_of_escape(come_again, store, sample_text):
    press(come_again(sample_text, sample_text), Qt.Key.Key_Escape)
    assert not review_open()
    assert (len(store.plans()), store.reviews()) == (1, ())


def test_a_new_version_shows_first_what_changed_and_carries_over_what_the_clerk_did(
    come_again, store, empty_window, sample_text
):
    newer = sample_text.replace("12.", "12.进一步", 1)
    dialog = come_again(sample_text, newer)
    assert "新版本" in dialog.sentence.text()
    assert dialog.focusWidget() is dialog.list
    assert [row[0] for row in dialog.model.rows] == ["内容有改"]
    assert "进一步" in dialog.model.rows[0][3]
    press(dialog.list, Qt.Key.Key_1)
    review = open_dialog(ReviewDialog)
    assert "新版本" in review.windowTitle()
    press(review, Qt.Key.Key_Return, CTRL)
    assert [plan.earlier_id for plan in store.plans()] == [None, 1]
    rows = empty_window.plan_list.plan_model
    assert [rows.plan_at(rows.index(row)).plan_id for row in range(rows.rowCount())] == [2, 1]
    assert rows.data(rows.index(1), Qt.ItemDataRole.ToolTipRole).split("\n")[1].startswith("旧版")
    empty_window.actions_table["undo"].trigger()
    assert [plan.plan_id for plan in store.plans()] == [1]


def test_what_changed_stays_in_the_review_and_is_there_again_when_it_is_taken_up(
    come_again, store, empty_window, qtbot, sample_text
):
    press(come_again(sample_text, sample_text.replace("12.", "12.进一步", 1)).list, Qt.Key.Key_1)
    review = open_dialog(ReviewDialog)
    qtbot.waitUntil(lambda: review.queue.count() == 4, timeout=10000)
    press(review, Qt.Key.Key_Escape)
    empty_window.intake.take_up(store.reviews()[0].review_id)
    qtbot.waitUntil(review_open, timeout=10000)
    again = open_dialog(ReviewDialog)
    qtbot.waitUntil(lambda: again.queue.count() == 4, timeout=10000)
    assert [row[0] for row in again.queue.changes_model.rows] == ["内容有改"]
    assert "进一步" in again.queue.changes_model.rows[0][1]
    again.queue.setCurrentWidget(again.queue.changes)
    again.queue.changes.go(0)
    assert again.desk.snapshot.by_id[again.tree.current_node()].title.startswith("进一步")
    again.close()


def test_a_plan_that_differs_only_in_its_setting_is_opened_by_enter(come_again, store, sample_text):
    dialog = come_again(sample_text, sample_text.replace("\n\n", "\n"))
    assert "各项任务都相同" in dialog.sentence.text()
    press(dialog, Qt.Key.Key_Return)
    assert not review_open()
    assert len(store.plans()) == 1


def test_several_files_come_one_after_the_other(empty_window, store, qtbot, tmp_path, sample_text):
    other = FAULTY.replace("2031", "2032")
    paths = [write_plan(tmp_path, name, text) for name, text in (("一.txt", sample_text), ("二.txt", other))]
    empty_window.intake.review_files(paths)
    for _ in paths:
        qtbot.waitUntil(review_open, timeout=10000)
        press(open_dialog(ReviewDialog), Qt.Key.Key_Return, CTRL)
    assert [plan.title for plan in store.plans()] == ["安澜县教育局2026年工作要点", "河湾县教育局2032年工作要点"]


def test_a_file_that_comes_while_another_is_read_waits(empty_window, store, qtbot, tmp_path, sample_text):
    """Three files opened at once in the file manager are three starts, each with one of them."""
    other = FAULTY.replace("2031", "2032")
    for name, text in (("一.txt", sample_text), ("二.txt", other)):
        empty_window.intake.review_files([write_plan(tmp_path, name, text)])
    for _ in range(2):
        qtbot.waitUntil(review_open, timeout=10000)
        press(open_dialog(ReviewDialog), Qt.Key.Key_Return, CTRL)
    assert [plan.title for plan in store.plans()] == ["安澜县教育局2026年工作要点", "河湾县教育局2032年工作要点"]


def test_a_fault_of_the_program_does_not_hold_up_the_next_file(empty_window, qtbot, tmp_path, sample_text, monkeypatch):
    caught = []
    monkeypatch.setattr("sys.excepthook", lambda *fault: caught.append(fault))

    def read(_tell, _stopped):
        raise LookupError

    empty_window.intake._review(read, "怪.pdf")
    empty_window.intake.review_files([write_plan(tmp_path, "好.txt", sample_text)])
    qtbot.waitUntil(review_open, timeout=10000)
    open_dialog(ReviewDialog).close()
    assert caught


def test_a_bad_file_does_not_stop_the_one_behind_it(empty_window, store, qtbot, tmp_path, sample_text):
    bad = tmp_path / "坏.txt"
    bad.write_bytes(bytes(range(256)) * 40)
    empty_window.intake.review_files([bad, write_plan(tmp_path, "好.txt", sample_text)])
    qtbot.waitUntil(review_open, timeout=10000)
    assert empty_window.center.bar.is_alarm
    open_dialog(ReviewDialog).close()


def test_a_long_reading_is_told_and_can_be_stopped(empty_window, store, qtbot):
    from planner.core.input_errors import Cancelled

    def read(tell, stopped):
        tell("正在读取很长的文件…")
        while not stopped():
            time.sleep(0.01)
        raise Cancelled("很长.pdf")

    empty_window.intake._review(read, "很长.pdf")
    qtbot.waitUntil(lambda: "正在读取" in empty_window.center.bar.words, timeout=10000)
    QTest.mouseClick(empty_window.center.bar._buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not empty_window.worker.is_busy and not empty_window.center.bar.words, timeout=10000)
    assert not review_open()
    assert (store.plans(), store.reviews()) == ((), ())


def test_a_table_on_the_clipboard_is_read_by_its_cells(empty_window, store, qtbot):
    tasks = [("1", "修好校舍", "项目办"), ("2", "开好课程", "教研室"), ("3", "管好经费", "财务股")]
    rows = [("序号", "任务", "牵头单位"), *tasks]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    data = QMimeData()
    data.setHtml(f"<table>{cells}</table>")
    data.setText("\n".join("\t".join(row) for row in rows))
    QGuiApplication.clipboard().setMimeData(data)
    empty_window.setFocus()
    press(empty_window, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(review_open, timeout=20000)
    review = open_dialog(ReviewDialog)
    assert review.draft.source.kind == "html"
    assert [node.title for node in review.draft.nodes] == ["修好校舍", "开好课程", "管好经费"]
    review.close()


def test_an_old_document_that_cannot_be_read_may_be_converted(empty_window, qtbot, tmp_path, sample_text, monkeypatch):
    from planner.importing import office

    def convert(path, folder):
        assert path.name == "旧.doc"
        return write_plan(folder, "新.txt", sample_text)

    monkeypatch.setattr(office, "find_office", lambda: "WPS")
    monkeypatch.setattr(office, "convert", convert)
    old = tmp_path / "旧.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    empty_window.intake.review_file(old)
    qtbot.waitUntil(lambda: empty_window.center.bar.is_alarm, timeout=20000)  # a slow reading offers 取消 before
    button = empty_window.center.bar._buttons[0]
    assert button.text() == "用 WPS 转换后再读"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(review_open, timeout=20000)
    assert open_dialog(ReviewDialog).draft.source.name == "新.txt"
    open_dialog(ReviewDialog).close()


def test_with_no_plan_yet_the_review_that_waits_is_offered_in_the_middle(paste, empty_window, qtbot):
    press(paste(FAULTY), Qt.Key.Key_Escape)
    welcome = empty_window.center.pages.currentWidget()
    assert welcome.review_button.text() == "接着核对《河湾县教育局2031年工作要点》"
    QTest.mouseClick(welcome.review_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(review_open, timeout=10000)
    open_dialog(ReviewDialog).close()


def test_files_copied_in_the_file_manager_are_read_and_not_their_names(empty_window, qtbot, tmp_path, sample_text):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write_plan(tmp_path, "要点.txt", sample_text)))])
    data.setText("要点.txt")
    QGuiApplication.clipboard().setMimeData(data)
    empty_window.setFocus()
    press(empty_window, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(review_open, timeout=10000)
    assert open_dialog(ReviewDialog).draft.source.name == "要点.txt"
    open_dialog(ReviewDialog).close()

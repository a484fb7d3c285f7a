"""The tree as an outliner: several rows, marks, the clipboard, drops, folds, columns, boxes; by keys and by mouse."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest

from planner.app import make_window
from planner.core.progress import Status
from planner.core.standing import standing
from planner.core.vocabulary import NodeKind, Role
from planner.services import plans, progress
from planner.ui.dialogs.review import ReviewDialog
from planner.ui.itemmodels.plan_tree import Column
from planner.ui.node_clipboard import NODES
from tests.builders import big_draft
from tests.services.looking import dump
from tests.ui.acting import choose, compose, open_dialog, press, write

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
FIRST, SECOND, THIRD = "办好家门口的学校", "建强教师队伍", "守住安全的底线"
A, B, C, D = "补齐乡村学校的短板", "管好校园每一餐", "开齐开足音体美课程", "做好控辍保学"
STEP = "开学前查清食堂证照"


@pytest.fixture
def tree(window):
    window.center.tree.setFocus()
    return window.center.tree


@pytest.fixture
def space(window):
    return window._workspace


def titles(space, node_ids=None):
    ids = space.node_ids if node_ids is None else node_ids
    return [space.snapshot.by_id[one].title for one in ids]


def below(in_store, title):
    return [node.title for node in in_store.snapshot.children.get(in_store.node(title).node_id, ())]


def mark(tree, window, *names):
    for name in names:
        choose(window, name)
        press(tree, Qt.Key.Key_Space)


def where(tree, title, column=Column.TITLE):
    model = tree.plan_model
    node = next(node for node in tree.window()._workspace.snapshot.nodes if node.title == title)
    return tree.visualRect(model.index_of(node.node_id, column))


def drop(tree, ids, point, *, copied=False):
    """Drag rows over a point and let them go there; true when they were taken."""
    tree.drops.take(ids)
    data = tree.make_mime(ids)
    action = Qt.DropAction.CopyAction if copied else Qt.DropAction.MoveAction
    rest = (action, data, Qt.MouseButton.LeftButton, CTRL if copied else Qt.KeyboardModifier.NoModifier)
    tree.drops.place = tree.drops.place_at(point)
    shown = tree.drops.place is not None
    event = QDropEvent(QPointF(point), *rest)
    tree.dropEvent(event)
    assert event.isAccepted() == shown
    assert tree.drops.place is None
    tree.drops.take(())
    return shown


def test_shift_and_arrows_choose_several_and_a_gesture_keeps_them(window, tree, space, in_store):
    choose(window, B)
    press(tree, Qt.Key.Key_Left)
    choose(window, B)
    press(tree, Qt.Key.Key_Down, SHIFT)
    assert titles(space) == [B, C]
    assert window.chosen_count.isVisible()
    assert window.chosen_count.text() == "已选 2 项"
    press(tree, Qt.Key.Key_Up, ALT)
    assert below(in_store, FIRST) == [B, C, A, D]
    assert titles(space) == [B, C]
    assert space.store.undo_name == "上移 2 项"
    press(tree, Qt.Key.Key_Z, CTRL)
    assert below(in_store, FIRST) == [A, B, C, D]
    assert titles(space) == [B, C]
    press(tree, Qt.Key.Key_Down)
    assert titles(space) == [D]
    assert not window.chosen_count.isVisible()


def test_ctrl_click_and_shift_click_choose_as_everywhere(window, tree, space):
    viewport = tree.viewport()
    for name, keys in ((A, Qt.KeyboardModifier.NoModifier), (D, CTRL)):
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, keys, where(tree, name).center())
    assert titles(space) == [A, D]
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where(tree, C).center())
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, SHIFT, where(tree, D).center())
    assert titles(space) == [C, D]


def test_ctrl_and_arrow_go_about_with_one_row_chosen(window, tree, space):
    choose(window, C)
    press(tree, Qt.Key.Key_Down, CTRL)
    assert titles(space) == [D]


def test_marks_stay_while_going_about_and_escape_takes_them_before_the_filter(window, tree, space, qtbot):
    mark(tree, window, A, D)
    assert titles(space) == [A, D]
    choose(window, THIRD)
    assert titles(space) == [A, D]
    assert tree.plan_model.index_of(space.node_ids[0]).internalId() in tree.row_delegate.marked_places
    window.center.filter.setFocus()
    write(window.center.filter, "控辍")
    assert titles(space) == [A, D]
    qtbot.waitUntil(lambda: window.chosen_count.text() == "已选 2 项，1 项被筛选隐藏")
    assert tree.plan_model.index_of(space.node_ids[1]).data(Qt.ItemDataRole.AccessibleTextRole).startswith("4. 已标记")
    tree.setFocus()
    press(tree, Qt.Key.Key_Escape)
    assert len(space.node_ids) == 1
    assert window.center.filter.text() == "控辍"
    press(tree, Qt.Key.Key_Escape)
    assert window.center.filter.text() == ""


def test_what_went_with_its_plan_is_no_longer_counted(window, tree):
    tree.setFocus()
    press(tree, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert window.chosen_count.isVisible()
    while window._workspace.snapshot is not None:
        window._workspace.undo()
    assert window._workspace.node_ids == ()
    assert not window.chosen_count.isVisible()


def test_space_takes_a_mark_away_and_goes_on(window, tree, space):
    mark(tree, window, C)
    assert space.node.title == D
    choose(window, C)
    press(tree, Qt.Key.Key_Space)
    assert not tree.marked_ids
    assert titles(space) == [D]


def test_marked_rows_are_deleted_as_one_step_with_the_way_back(window, tree, space, in_store):
    before = dump(space.store)
    mark(tree, window, A, B)
    press(tree, Qt.Key.Key_Delete)
    assert below(in_store, FIRST) == [C, D]
    assert window.center.bar.words == "已删除所选的 2 项及其下级"
    assert len(space.node_ids) == 1
    press(tree, Qt.Key.Key_Z, CTRL)
    assert dump(space.store) == before


def test_levels_and_joining_work_on_all_of_them(window, tree, space, in_store):
    choose(window, C)
    press(tree, Qt.Key.Key_Down, SHIFT)
    press(tree, Qt.Key.Key_Tab)
    assert below(in_store, B)[-2:] == [C, D]
    assert titles(space) == [C, D]
    press(tree, Qt.Key.Key_Backtab, SHIFT)
    assert below(in_store, FIRST) == [A, B, C, D]
    press(tree, Qt.Key.Key_J, CTRL)
    assert below(in_store, FIRST) == [A, B, C]
    assert D in in_store.node(C).body


def test_what_cannot_be_is_refused_whole_and_the_choice_stays(window, tree, space, in_store):
    before = dump(space.store)
    mark(tree, window, A, C)
    press(tree, Qt.Key.Key_Up, ALT)
    assert "已经在最前面" in window.center.bar.words
    assert titles(space) == [A, C]
    press(tree, Qt.Key.Key_J, CTRL)
    assert "前后相连" in window.center.bar.words
    assert dump(space.store) == before


def test_ctrl_a_chooses_all_that_is_shown(window, tree, space):
    press(tree, Qt.Key.Key_A, CTRL)
    assert space.node_ids == tuple(node.node_id for node in space.snapshot.nodes)
    press(tree, Qt.Key.Key_Escape)
    assert len(space.node_ids) == 1


def test_a_copy_is_made_behind_with_units_and_steps(window, tree, space, in_store):
    choose(window, B)
    press(tree, Qt.Key.Key_D, CTRL | ALT)
    assert below(in_store, FIRST) == [A, B, B, C, D]
    copy = in_store.snapshot.children[in_store.node(FIRST).node_id][2]
    assert space.node_ids == (copy.node_id,)
    assert copy.number == ""
    assert len(in_store.snapshot.children[copy.node_id]) == 2


def test_copied_rows_are_text_a_table_and_nodes(window, tree, space, in_store):
    mark(tree, window, A, C)
    press(tree, Qt.Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasFormat(NODES)
    assert A in data.text()
    assert C in data.text()
    assert B not in data.text()
    assert "<table" in data.html()
    assert A in data.html()
    press(tree, Qt.Key.Key_C, CTRL | SHIFT)
    data = QGuiApplication.clipboard().mimeData()
    assert not data.hasFormat(NODES)
    assert "\t" in data.text()
    assert A in data.html()


def test_pasted_nodes_stand_behind_the_chosen_one_and_are_chosen(window, tree, space, in_store):
    choose(window, A)
    press(tree, Qt.Key.Key_C, CTRL)
    choose(window, D)
    press(tree, Qt.Key.Key_V, CTRL)
    assert below(in_store, FIRST) == [A, B, C, D, A]
    assert space.store.undo_name == "粘贴 1 项"
    choose(window, SECOND)
    press(tree, Qt.Key.Key_V, CTRL)
    assert below(in_store, SECOND)[0] == A
    assert titles(space) == [A]


def test_what_is_cut_stays_pale_until_it_is_pasted_and_escape_keeps_it(window, tree, space, in_store):
    space.do(
        "进展",
        lambda s: progress.set_status(s, in_store.node(A).node_id, Status.DONE, date(2031, 1, 2)),
    )
    choose(window, A)
    press(tree, Qt.Key.Key_X, CTRL)
    assert len(tree.row_delegate.cut_places) == 1
    assert below(in_store, FIRST) == [A, B, C, D]
    press(tree, Qt.Key.Key_Escape)
    assert not tree.row_delegate.cut_places
    press(tree, Qt.Key.Key_X, CTRL)
    moved = in_store.node(A)
    choose(window, D)
    press(tree, Qt.Key.Key_V, CTRL)
    assert below(in_store, FIRST) == [B, C, D, A]
    assert in_store.node(A).entries == moved.entries
    assert in_store.node(A).number == moved.number
    assert not tree.row_delegate.cut_places


def test_nodes_go_into_another_plan_by_the_clipboard(window, tree, space, in_store, store):
    choose(window, B)
    press(tree, Qt.Key.Key_X, CTRL)
    space.do("导入", lambda session: plans.add_plan(session, big_draft(3)))
    other = store.plans()[-1].plan_id
    space.open_plan(other)
    assert not tree.row_delegate.cut_places
    tree.setFocus()
    press(tree, Qt.Key.Key_V, CTRL)
    arrived = next(node for node in store.snapshot(other).nodes if node.title == B)
    assert [part.unit.name for part in arrived.units(Role.LEAD)]
    first = store.plans()[0].plan_id if store.plans()[0].plan_id != other else store.plans()[1].plan_id
    assert B not in [node.title for node in store.snapshot(first).nodes]
    press(tree, Qt.Key.Key_Z, CTRL)
    assert B in [node.title for node in store.snapshot(first).nodes]
    assert B not in [node.title for node in store.snapshot(other).nodes]


def test_anything_else_on_the_clipboard_is_reviewed_as_a_plan(window, tree, sample_text, qtbot):
    QGuiApplication.clipboard().setText(sample_text)
    press(tree, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(ReviewDialog)))
    open_dialog(ReviewDialog).reject()


def test_rows_dropped_between_rows_and_on_a_section(window, tree, space, in_store):
    ids = (in_store.node(A).node_id, in_store.node(C).node_id)
    assert drop(tree, ids, QPoint(where(tree, D).center().x(), where(tree, D).bottom() - 1))
    assert below(in_store, FIRST) == [B, D, A, C]
    assert titles(space) == [A, C]
    assert space.store.undo_name == "移动 2 项"
    assert drop(tree, ids, where(tree, SECOND).center())
    assert below(in_store, SECOND)[-2:] == [A, C]
    press(tree, Qt.Key.Key_Z, CTRL)
    press(tree, Qt.Key.Key_Z, CTRL)
    assert below(in_store, FIRST) == [A, B, C, D]


def test_a_place_that_is_refused_shows_none(window, tree, in_store):
    section, item = in_store.node(SECOND).node_id, in_store.node(B).node_id
    before = in_store.snapshot
    assert not drop(tree, (section,), where(tree, A).center())
    assert not drop(tree, (section,), where(tree, SECOND).center())
    assert not drop(tree, (item,), where(tree, STEP).center())
    assert not drop(tree, (item,), QPoint(where(tree, A).center().x(), where(tree, A).bottom()))
    assert in_store.snapshot == before


def test_before_a_section_is_the_end_of_the_one_before(window, tree, in_store):
    item = in_store.node("完善应急预案").node_id
    assert drop(tree, (item,), QPoint(where(tree, SECOND).center().x(), where(tree, SECOND).top() + 1))
    assert below(in_store, FIRST)[-1] == "完善应急预案"


def test_a_copy_is_dropped_with_ctrl(window, tree, in_store):
    item = in_store.node(A).node_id
    assert drop(tree, (item,), where(tree, SECOND).center(), copied=True)
    assert below(in_store, FIRST)[0] == A
    assert below(in_store, SECOND)[-1] == A


def test_files_and_texts_are_left_to_the_window_and_rows_to_the_tree(window, tree, in_store):
    text = QMimeData()
    text.setText("一段文字")
    rest = (Qt.DropAction.CopyAction, text, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    event = QDragEnterEvent(QPoint(5, 5), *rest)
    tree.dragEnterEvent(event)
    assert not event.isAccepted()
    window.dragEnterEvent(event)
    assert event.isAccepted()
    rows = tree.make_mime((in_store.node(A).node_id,))
    own = QDragEnterEvent(QPoint(5, 5), rest[0], rows, *rest[2:])
    own.ignore()
    window.dragEnterEvent(own)
    assert not own.isAccepted()


def test_dragging_shows_where_and_scrolls_and_opens(window, tree, in_store, qtbot):
    window.center.problems.hide()
    folded = tree.plan_model.index_of(in_store.node(SECOND).node_id)
    tree.collapse(folded)
    ids = (in_store.node(A).node_id,)
    tree.drops.take(ids)
    data = tree.make_mime(ids)
    rest = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    window.grab()
    tree.drops._watch.start()
    move = QDragMoveEvent(tree.visualRect(folded.siblingAtColumn(Column.TITLE)).center(), *rest)
    tree.dragMoveEvent(move)
    assert move.isAccepted()
    assert tree.drops.place.frame is not None
    tree.viewport().grab()
    qtbot.waitUntil(lambda: tree.isExpanded(folded))
    window.resize(900, 420)
    window.grab()
    tree.scrollToTop()
    low = QDragMoveEvent(QPoint(200, tree.viewport().height() - 3), *rest)
    tree.dragMoveEvent(low)
    qtbot.waitUntil(lambda: tree.verticalScrollBar().value() > 0)
    tree.drops.leave()
    assert tree.drops.place is None


def test_steps_have_a_box_that_is_ticked_by_mouse_and_key(window, tree, space, in_store):
    def is_done():
        return standing(in_store.node(STEP), date.today()).status is Status.DONE

    before = dump(space.store)
    cell = where(tree, STEP)
    QTest.mouseClick(
        tree.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(cell.left() + 8, cell.center().y()),
    )
    assert is_done()
    assert tree.plan_model.row_at(tree.plan_model.index_of(in_store.node(STEP).node_id).internalId()).is_done
    choose(window, STEP)
    press(tree, Qt.Key.Key_Space)
    assert not is_done()
    assert dump(space.store) == {**before, "progress_entries": dump(space.store)["progress_entries"]}
    assert not in_store.node(STEP).entries
    mark(tree, window, A)
    choose(window, STEP)
    press(tree, Qt.Key.Key_Space)
    assert not is_done()
    assert titles(space) == [A, STEP]


def test_fields_are_added_and_taken_away(window, tree, space, in_store):
    choose(window, C)
    for label in ("备注", "问题描述"):
        window.outliner.add_field()
        menu = window.findChildren(type(window.menuBar().actions()[0].menu()))[-1]
        next(action for action in menu.actions() if action.text() == label).trigger()
        menu.close()
    assert [field.label for field in in_store.node(C).fields] == ["备注", "问题描述"]
    assert space.store.undo_name == "加栏目“问题描述”"
    window.outliner.add_field()
    menu = window.findChildren(type(menu))[-1]
    next(action for action in menu.actions() if action.text() == "备注").trigger()
    menu.close()
    assert [field.label for field in in_store.node(C).fields] == ["问题描述"]


def test_a_list_of_tasks_is_typed_by_keys_alone(window, tree, in_store):
    choose(window, D)
    press(tree, Qt.Key.Key_Return)
    title = window.item_pane.title
    for name in ("排查隐患", "公布电话"):
        assert title.hasFocus()
        write(title, name)
        press(title, Qt.Key.Key_Return)
    assert title.hasFocus()
    press(title, Qt.Key.Key_Escape)
    assert tree.hasFocus()
    assert below(in_store, FIRST) == [A, B, C, D, "排查隐患", "公布电话"]


def test_from_title_to_units_to_the_next_by_keys_alone(window, tree, in_store):
    choose(window, D)
    press(tree, Qt.Key.Key_Return)
    pane = window.item_pane
    write(pane.title, "排查隐患")
    press(pane.title, Qt.Key.Key_Tab)
    assert pane.leads.hasFocus()
    write(pane.leads, "校安股")
    pane.leads.close_offer()
    for editor in (pane.leads, pane.partners):
        press(editor, Qt.Key.Key_Return)
    press(pane.deadline, Qt.Key.Key_Return)
    assert tree.hasFocus()
    assert [part.unit.name for part in in_store.node("排查隐患").leads] == ["校安股"]
    press(tree, Qt.Key.Key_Return)
    assert pane.title.hasFocus()
    assert below(in_store, FIRST)[-2:] == ["排查隐患", "新任务"]


def test_no_gesture_acts_while_an_input_method_composes(window, tree, space, in_store):
    choose(window, C)
    pane = window.item_pane
    for editor in (pane.title, pane.body):
        editor.setFocus()
        before = dump(space.store)
        compose(editor, "zhong")
        for key, keys in (
            (Qt.Key.Key_Return, CTRL),
            (Qt.Key.Key_J, CTRL),
            (Qt.Key.Key_D, CTRL | ALT),
            (Qt.Key.Key_V, CTRL),
            (Qt.Key.Key_N, CTRL),
        ):
            press(editor, key, keys)
            compose(editor, "zhong")
        assert dump(space.store) == before
        compose(editor, "")


def test_folds_marks_and_columns_outlive_the_window(application, stored, store, window, tree, qtbot):
    tree.collapse(
        tree.plan_model.index_of(next(n.node_id for n in window._workspace.snapshot.nodes if n.title == SECOND))
    )
    tree.columns.set_hidden(Column.ORDINAL, hidden=True)
    tree.header().moveSection(tree.header().visualIndex(Column.PARTNERS), 3)
    window.close()
    again = make_window(application, store)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitExposed(again)
    again.complete()
    other = again.center.tree
    known = {node.title: node.node_id for node in again._workspace.snapshot.nodes}
    assert not other.isExpanded(other.plan_model.index_of(known[SECOND]))
    assert other.isExpanded(other.plan_model.index_of(known[FIRST]))
    assert other.isColumnHidden(Column.ORDINAL)
    assert other.header().visualIndex(Column.PARTNERS) == 3
    other.columns.reset()
    assert not other.isColumnHidden(Column.ORDINAL)
    assert other.header().visualIndex(Column.ORDINAL) == 1


def test_everything_is_folded_and_opened_by_a_key(window, tree, space, in_store):
    choose(window, STEP)
    press(tree, Qt.Key.Key_Left, SHIFT)
    assert space.node.title == FIRST
    assert not any(tree.isExpanded(tree.plan_model.index_of(node.node_id)) for node in in_store.snapshot.nodes)
    window.gestures.new_section()
    assert not tree.isExpanded(tree.plan_model.index_of(in_store.node(SECOND).node_id))
    tree.setFocus()
    press(tree, Qt.Key.Key_Right, SHIFT)
    assert tree.isExpanded(tree.plan_model.index_of(in_store.node(B).node_id))


def test_both_numbers_stand_side_by_side(window, tree, in_store):
    choose(window, D)
    press(tree, Qt.Key.Key_Up, ALT)
    node = in_store.node(D)
    model = tree.plan_model
    assert model.index_of(node.node_id, Column.NUMBER).data() == node.number
    assert model.index_of(node.node_id, Column.ORDINAL).data() == "3"
    assert model.index_of(in_store.node(STEP).node_id, Column.ORDINAL).data() == ""
    assert in_store.node(FIRST).kind is NodeKind.SECTION
    assert model.index_of(in_store.node(FIRST).node_id, Column.ORDINAL).data() == ""
    tips = [model.heads.horizontalHeaderItem(column).toolTip() for column in (Column.NUMBER, Column.ORDINAL)]
    assert "原文" in tips[0]
    assert "现在" in tips[1]

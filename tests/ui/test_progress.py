"""Status, persons, due day and progress in the window: by mouse and by keys, each a step that undo takes back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton

from planner.core.draft import Deadline, Person
from planner.core.progress import Light, ProgressEntry, Status
from planner.core.standing import standing
from planner.services import items, progress
from planner.ui.itemmodels import plan_tree
from planner.ui.itemmodels.plan_tree import Column
from planner.ui.lights import light_color, light_picture
from planner.ui.look import LIGHT, current_look, light_size
from planner.ui.panes.progress_pane import CLOSE, OPEN
from tests.builders import FINANCE, TEACHING
from tests.ui.acting import choose, compose, press, write

CTRL = Qt.KeyboardModifier.ControlModifier
ITEM = "做好控辍保学"
TODAY = date.today()


def retype(editor, text):
    editor.setFocus()
    editor.selectAll()
    write(editor, text)


def leave(window):
    window.center.tree.setFocus()


def give_status(window, in_store, status, title=ITEM):
    node_id = in_store.node(title).node_id
    window._workspace.do("状态", lambda s: progress.set_status(s, node_id, status, TODAY))


def state(in_store, title=ITEM):
    return standing(in_store.node(title), TODAY)


def open_list(window):
    found = window.item_pane.status._list
    return found if found is not None and found.isVisible() else None


def cards(pane):
    return [card for card in pane.progress._cards if not card.isHidden()]


def test_a_status_is_a_key_and_a_digit_and_the_focus_stays_in_the_tree(window, in_store):
    choose(window, ITEM)
    tree = window.center.tree
    tree.setFocus()
    press(tree, Qt.Key.Key_E, CTRL)
    listed = open_list(window)
    assert listed.hasFocus()
    assert [listed.item(row).text()[2:] for row in range(listed.count())] == [
        status.value for status in Status if status is not Status.OVERDUE
    ]
    press(listed, Qt.Key.Key_3)
    assert state(in_store).status is Status.DONE
    assert in_store.store.undo_name == "状态改为“已完成”"
    assert open_list(window) is None
    assert tree.hasFocus()
    press(tree, Qt.Key.Key_Z, CTRL)
    assert in_store.node(ITEM).entries == ()


def test_arrows_and_enter_choose_and_escape_changes_nothing(window, in_store):
    choose(window, ITEM)
    window.center.tree.setFocus()
    press(window.center.tree, Qt.Key.Key_E, CTRL)
    press(open_list(window), Qt.Key.Key_Down)
    press(open_list(window), Qt.Key.Key_Return)
    assert state(in_store).status is Status.GOING
    press(window.center.tree, Qt.Key.Key_E, CTRL)
    press(open_list(window), Qt.Key.Key_Escape)
    assert open_list(window) is None
    assert len(in_store.node(ITEM).entries) == 1


def test_the_status_of_now_again_is_no_step(window, in_store):
    choose(window, ITEM)
    give_status(window, in_store, Status.GOING)
    steps = len(in_store.store.history(100))
    press(window.center.tree, Qt.Key.Key_E, CTRL)
    press(open_list(window), Qt.Key.Key_Return)
    assert len(in_store.store.history(100)) == steps


def test_the_button_shows_light_and_word_and_opens_the_list_below_itself(window, in_store):
    choose(window, ITEM)
    line = window.item_pane.status
    give_status(window, in_store, Status.BEHIND)
    assert line.button.text().strip() == "滞后"
    assert not line.button.icon().isNull()
    line.button.setFocus()
    press(line.button, Qt.Key.Key_Down)
    listed = open_list(window)
    assert listed.currentRow() == 3
    assert listed.parentWidget() is window, "a child of the window, no popup"
    press(listed, Qt.Key.Key_7)
    assert line.button.text() == "暂缓"
    assert line.button.icon().isNull(), "what stands apart has no light"
    assert line.button.hasFocus()


def test_the_list_closes_when_the_focus_goes_elsewhere(window):
    choose(window, ITEM)
    press(window.center.tree, Qt.Key.Key_E, CTRL)
    window.center.filter.setFocus()
    assert open_list(window) is None


def test_the_list_closes_when_another_item_is_chosen_and_opens_anew_where_it_is_wanted(window, in_store):
    choose(window, ITEM)
    tree = window.center.tree
    tree.setFocus()
    press(tree, Qt.Key.Key_E, CTRL)
    press(open_list(window), Qt.Key.Key_E, CTRL)
    assert open_list(window).hasFocus()
    press(open_list(window), Qt.Key.Key_Down, CTRL)
    assert open_list(window) is None
    assert tree.hasFocus()
    assert in_store.node(ITEM).entries == ()


def test_a_section_has_neither_status_nor_progress(window, in_store):
    choose(window, "建强教师队伍")
    pane = window.item_pane
    assert pane.status.isHidden()
    assert pane.progress.isHidden()
    press(window.center.tree, Qt.Key.Key_E, CTRL)
    assert open_list(window) is None
    press(window.center.tree, Qt.Key.Key_R, CTRL)
    assert pane.progress.form.isHidden()


def test_a_due_day_is_shown_beside_the_words_and_set_by_hand(window, in_store):
    choose(window, "推进教师县管校聘")
    pane = window.item_pane
    assert (pane.deadline.text(), pane.day.text()) == ("2031年8月底前", "2031-08-31")
    retype(pane.day, "8.20")
    leave(window)
    assert in_store.node("推进教师县管校聘").deadlines == (Deadline("2031年8月底前", None, date(2031, 8, 20), "day"),)
    assert in_store.store.undo_name == "修改截止日"
    assert pane.day.text() == "2031-08-20"
    retype(pane.day, "soon")
    leave(window)
    assert "看不懂日期“soon”" in window.center.bar.words
    assert pane.day.text() == "2031-08-20"
    pane.day.setFocus()
    pane.day.clear()
    leave(window)
    assert pane.day.text() == "2031-08-31", "without a day by hand the words count again"


def test_leaders_and_persons_are_named_by_the_plans_own_words(window, in_store):
    choose(window, ITEM)
    leader, answering = window.item_pane.persons.editors()[:2]
    assert (leader.accessibleName(), answering.accessibleName()) == ("分管领导", "责任人")
    retype(leader, "Lin")
    retype(answering, "王某，李某 、")
    leave(window)
    assert in_store.node(ITEM).persons == (
        Person("分管领导", "Lin"),
        Person("责任人", "王某"),
        Person("责任人", "李某"),
    )
    assert in_store.store.undo_name == "修改责任人"
    assert answering.text() == "王某、李某"
    choose(window, "推进教师县管校聘")
    assert (leader.text(), answering.text()) == ("林向禾", "")


def test_every_role_of_an_item_has_its_line(window, in_store):
    from planner.services import persons

    node_id = in_store.node(ITEM).node_id
    for role in ("责任领导", "包保领导", "责任人", "联系人"):
        window._workspace.do("人员", lambda s, role=role: persons.set_persons(s, node_id, role, [f"{role}甲"]))
    choose(window, ITEM)
    lines = [editor for editor in window.item_pane.persons.editors() if not editor.isHidden()]
    assert [(line.accessibleName(), line.text()) for line in lines] == [
        (role, f"{role}甲") for role in ("责任领导", "包保领导", "责任人", "联系人")
    ]
    choose(window, "管好校园每一餐")
    assert sum(not editor.isHidden() for editor in window.item_pane.persons.editors()) == 2


def test_a_report_is_stored_from_its_first_words_on(window, in_store):
    choose(window, ITEM)
    press(window.center.tree, Qt.Key.Key_R, CTRL)
    form = window.item_pane.progress.form
    assert form.text.hasFocus()
    assert form.day.text() == TODAY.isoformat()
    write(form.text, "done so far")
    press(form.text, Qt.Key.Key_Tab)
    assert in_store.store.undo_name == "登记进展"
    retype(form.percent, "40%")
    retype(form.difficulty, "缺人")
    retype(form.next_step, "招聘")
    retype(form.reporter, "王某")
    retype(form.day, f"{TODAY.year}-01-31")
    leave(window)
    (entry,) = in_store.node(ITEM).entries
    assert entry == ProgressEntry(
        entry.entry_id, date(TODAY.year, 1, 31), None, 40, "done so far", "缺人", "招聘", "王某"
    )
    assert in_store.store.undo_name == "修改进展"
    assert [card.entry for card in cards(window.item_pane)] == [entry]


def test_a_partner_reports_for_itself_and_the_item_stays_as_it_was(window, in_store):
    choose(window, ITEM)
    press(window.center.tree, Qt.Key.Key_R, CTRL)
    form = window.item_pane.progress.form
    write(form.text, "done")
    retype(form.unit, FINANCE)
    leave(window)
    (entry,) = in_store.node(ITEM).entries
    assert {unit.unit_id: unit.name for unit in in_store.snapshot.register}[entry.unit_id] == FINANCE
    assert state(in_store).status is Status.IDLE
    assert form.unit.words() == FINANCE
    assert [card.unit for card in cards(window.item_pane)] == [FINANCE]
    retype(form.unit, f"{FINANCE}、{TEACHING}")
    leave(window)
    assert "只能由一个单位报送" in window.center.bar.words
    assert in_store.node(ITEM).entries == (entry,)
    retype(form.unit, "nobody")
    leave(window)
    assert "“nobody”" in window.statusBar().currentMessage()
    assert form.unit.words() == ""
    assert in_store.node(ITEM).entries == (replace(entry, unit_id=None),)
    window._workspace.undo()
    assert in_store.node(ITEM).entries == (entry,)


def test_what_was_typed_before_anything_is_said_is_kept_and_no_step(window, in_store):
    choose(window, ITEM)
    steps = len(in_store.store.history(100))
    press(window.center.tree, Qt.Key.Key_R, CTRL)
    form = window.item_pane.progress.form
    retype(form.day, "2031-03-31")
    retype(form.reporter, "王某")
    form.text.setFocus()
    assert (form.day.text(), form.reporter.text()) == ("2031-03-31", "王某")
    assert len(in_store.store.history(100)) == steps
    write(form.text, "x")
    leave(window)
    (entry,) = in_store.node(ITEM).entries
    assert (entry.made_on, entry.reporter, entry.text) == (date(2031, 3, 31), "王某", "x")


def test_choosing_another_item_stores_the_report_of_the_first_and_closes_the_form(window, in_store):
    choose(window, ITEM)
    press(window.center.tree, Qt.Key.Key_R, CTRL)
    write(window.item_pane.progress.form.text, "abc")
    choose(window, "管好校园每一餐")
    assert [entry.text for entry in in_store.node(ITEM).entries] == ["abc"]
    assert in_store.node("管好校园每一餐").entries == ()
    assert window.item_pane.progress.form.isHidden()


def test_undo_takes_a_report_out_of_the_form_too(window, in_store):
    choose(window, ITEM)
    press(window.center.tree, Qt.Key.Key_R, CTRL)
    form = window.item_pane.progress.form
    write(form.text, "abc")
    leave(window)
    press(window.center.tree, Qt.Key.Key_Z, CTRL)
    assert in_store.node(ITEM).entries == ()
    assert form.text.toPlainText() == ""
    assert form.entry is None
    form.text.setFocus()
    write(form.text, "def")
    leave(window)
    assert [entry.text for entry in in_store.node(ITEM).entries] == ["def"]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [("percent", "120", "进度不能是 120%"), ("percent", "half", "看不懂进度“half”"), ("day", "x", "看不懂日期“x”")],
)
def test_what_cannot_be_meant_is_said_and_the_report_stays_as_it_was(window, in_store, field, typed, words):
    choose(window, ITEM)
    press(window.center.tree, Qt.Key.Key_R, CTRL)
    form = window.item_pane.progress.form
    write(form.text, "abc")
    leave(window)
    before = in_store.node(ITEM).entries
    retype(getattr(form, field), typed)
    leave(window)
    assert words in window.center.bar.words
    assert in_store.node(ITEM).entries == before
    assert getattr(form, field).text() in ("", TODAY.isoformat())


def test_the_history_stands_below_the_latest_first_and_is_mended_in_the_form(window, in_store):
    node_id = in_store.node(ITEM).node_id
    for day, text in ((date(2031, 3, 31), "first"), (date(2031, 4, 30), "second")):
        entry = ProgressEntry(0, day, Status.GOING, 10, text, reporter="王某", period="一季度")
        window._workspace.do("进展", lambda s, entry=entry: progress.add_entry(s, node_id, entry))
    choose(window, ITEM)
    pane = window.item_pane
    assert [card.entry.text for card in cards(pane)] == ["second", "first"]
    change, _remove = cards(pane)[1].findChildren(QPushButton)
    change.click()
    form = pane.progress.form
    assert (form.text.toPlainText(), form.percent.text(), pane.progress.button.text()) == ("first", "10", CLOSE)
    retype(form.text, "mended")
    leave(window)
    assert [entry.text for entry in in_store.node(ITEM).entries] == ["mended", "second"]
    assert in_store.node(ITEM).entries[0].status is Status.GOING, "what the form does not show stays"
    pane.progress.button.click()
    assert (form.isHidden(), pane.progress.button.text()) == (True, OPEN)
    cards(pane)[0].findChildren(QPushButton)[1].click()
    assert [entry.text for entry in in_store.node(ITEM).entries] == ["mended"]
    assert in_store.store.undo_name == "删除进展"


def test_nothing_of_a_report_is_stored_while_an_input_method_composes(window, in_store, qtbot):
    choose(window, ITEM)
    press(window.center.tree, Qt.Key.Key_R, CTRL)
    text = window.item_pane.progress.form.text
    text.watch._timer.setInterval(20)
    write(text, "x")
    compose(text, "gongzuo")
    qtbot.wait(120)
    assert in_store.node(ITEM).entries == ()
    for key in (Qt.Key.Key_E, Qt.Key.Key_R):
        QApplication.sendEvent(text, QKeyEvent(QKeyEvent.Type.ShortcutOverride, key, CTRL))
    assert open_list(window) is None
    compose(text, "", "工作")
    qtbot.waitUntil(lambda: [e.text for e in in_store.node(ITEM).entries] == ["x工作"], timeout=2000)


def test_tab_goes_through_the_sheet_as_the_eye_does(window):
    choose(window, "推进教师县管校聘")
    press(window.center.tree, Qt.Key.Key_R, CTRL)
    pane = window.item_pane
    fields = [editor for _label, editor in pane._field_editors if not editor.isHidden()]
    form = pane.progress.form.editors()
    wanted = [pane.number, pane.title, pane.leads, pane.partners, *pane.persons.editors()[:2], pane.deadline, pane.day]
    (target,) = pane.targets.rows
    wanted += [pane.status.button, pane.field_button, pane.body, *fields]
    wanted += [pane.targets.adding.button, target.button, target.actual, pane.progress.button, *form]
    pane.number.setFocus()
    for widget in wanted:
        assert QApplication.focusWidget() is widget, (
            widget.accessibleName(),
            QApplication.focusWidget().accessibleName(),
        )
        press(widget, Qt.Key.Key_Tab)


def test_the_tree_has_a_column_of_statuses_once_anything_is_reported(window, in_store):
    tree = window.center.tree
    assert tree.isColumnHidden(Column.STATUS)
    give_status(window, in_store, Status.DONE)
    assert not tree.isColumnHidden(Column.STATUS)
    cell = tree.plan_model.index_of(in_store.node(ITEM).node_id, Column.STATUS)
    assert (cell.data(), tree.plan_model.headerData(Column.STATUS, Qt.Orientation.Horizontal)) == ("已完成", "状态")
    words = tree.fontMetrics().horizontalAdvance("长期坚持")
    assert tree.columnWidth(Column.STATUS) >= words + light_size()
    assert tree.columnWidth(Column.TITLE) > 100
    section = tree.plan_model.index_of(in_store.node("建强教师队伍").node_id, Column.STATUS)
    assert not section.data()
    window._workspace.undo()
    assert tree.isColumnHidden(Column.STATUS)


def test_the_first_picture_keeps_the_column_free(store, stored):
    assert store.opening().has_states is False
    store.write("状态", lambda s: progress.set_status(s, 2, Status.DONE, TODAY))
    assert store.opening().has_states is True


def test_a_late_item_is_red_and_square_today(window, in_store):
    choose(window, ITEM)
    node_id = in_store.node(ITEM).node_id
    window._workspace.do("截止日", lambda s: items.set_due_day(s, node_id, TODAY - timedelta(days=3)))
    assert window.item_pane.status.button.text().strip() == "逾期"
    assert "已过 3 天" in said(window)
    give_status(window, in_store, Status.EXTENSION)
    assert "原为逾期" in said(window)


def test_the_list_opens_on_what_was_reported_of_a_late_item(window, in_store):
    node = choose(window, ITEM)
    window._workspace.do("截止日", lambda s: items.set_due_day(s, node.node_id, TODAY - timedelta(days=3)))
    give_status(window, in_store, Status.GOING)
    assert said(window) == "登记为推进中 · 已过 3 天"
    window.center.tree.setFocus()
    press(window.center.tree, Qt.Key.Key_E, CTRL)
    press(open_list(window), Qt.Key.Key_Return)
    assert [entry.status for entry in in_store.node(ITEM).entries] == [Status.GOING]


def test_a_window_left_open_shows_the_new_day_unless_somebody_types(window, in_store, monkeypatch):
    node = choose(window, ITEM)
    with monkeypatch.context() as yesterday:
        yesterday.setattr(plan_tree, "today", lambda: TODAY - timedelta(days=1))
        day = TODAY - timedelta(days=1)
        window._workspace.do("截止日", lambda s: items.set_due_day(s, node.node_id, day))
        window._workspace.do("状态", lambda s: progress.set_status(s, node.node_id, Status.GOING, day))
        cell = window.center.tree.plan_model.index_of(node.node_id, Column.STATUS)
        assert cell.data() == "推进中"
    window.day_watch.look()
    assert cell.data() == "推进中"
    window.day_watch.day = day
    window.item_pane.title.setFocus()
    write(window.item_pane.title, "x")
    window.day_watch.look()
    assert window.item_pane.title.toPlainText() == f"x{ITEM}"
    press(window.item_pane.title, Qt.Key.Key_Escape)
    window.day_watch.look()
    assert cell.data() == "逾期"
    assert window._workspace.node_id == node.node_id


def test_the_light_is_drawn_anew_for_another_palette(window, in_store):
    choose(window, ITEM)
    give_status(window, in_store, Status.BEHIND)
    button = window.item_pane.status.button

    def drawn():
        size = light_size()
        return button.icon().pixmap(size, size).toImage().pixelColor(size // 2, size - 3).name()

    before = drawn()
    while current_look() is LIGHT:
        window.appearance.change_scheme()
    assert drawn() == light_color(Light.YELLOW).name() != before
    while current_look() is not LIGHT:
        window.appearance.change_scheme()
    assert drawn() == before


def test_each_light_is_a_shape_of_its_own(application):
    drawn = {light: light_picture(light).toImage() for light in Light}
    corner = {light: image.pixelColor(1, 1).alpha() > 128 for light, image in drawn.items()}
    foot = {light: image.pixelColor(1, image.height() - 2).alpha() > 128 for light, image in drawn.items()}
    side = {light: image.pixelColor(2, 2).alpha() > 128 for light, image in drawn.items()}
    assert corner == {Light.GREEN: False, Light.YELLOW: False, Light.RED: True, Light.BLUE: False}
    assert foot == {Light.GREEN: False, Light.YELLOW: True, Light.RED: True, Light.BLUE: False}
    assert side[Light.GREEN]
    assert not side[Light.BLUE]
    assert len({light_color(light).name() for light in Light}) == 4


@pytest.mark.parametrize("larger", [0, 5])
def test_nothing_of_the_sheet_is_cut_at_its_width(window, in_store, larger):
    choose(window, "推进教师县管校聘")
    for _ in range(larger):
        window.appearance.larger_text()
    press(window.center.tree, Qt.Key.Key_R, CTRL)
    QApplication.processEvents()
    pane = window.item_pane
    right = pane.viewport().width()
    for widget in (*pane.editors(), pane.status.button, pane.progress.button):
        if not widget.isHidden() and widget.isVisible():
            place = widget.mapTo(pane._sheet, widget.rect().topRight()).x()
            assert place <= right, widget.accessibleName()
    room = pane.day.width() - 14
    assert pane.day.fontMetrics().horizontalAdvance(pane.day.text()) <= room


def said(window) -> str:
    """Return what stands beside the status, without the signs that keep its lines from being broken."""
    return window.item_pane.status.note.text().replace("\u2060", "").replace("\u00a0", " ")

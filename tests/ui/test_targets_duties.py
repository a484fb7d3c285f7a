"""Targets, due points and words of deadlines at the item: figures, Delete, typing, ticks; all by keys, all undone."""

from datetime import date

from PySide6.QtCore import Qt

from planner.core.customs import USUAL
from planner.core.draft import Deadline
from planner.services import items
from planner.ui.deadline_words import deadline_note, typed_note
from planner.ui.itemmodels.plan_tree import Column
from tests.ui.acting import choose, compose, press, write

TARGETED = "补齐乡村学校的短板"
ITEM = "做好控辍保学"
YEARS = (2031,)


def target(in_store, place=0):
    return in_store.node(TARGETED).targets[place]


def test_an_actual_figure_is_typed_beside_the_target(window, in_store):
    choose(window, TARGETED)
    row = window.item_pane.targets.rows[0]
    row.actual.setFocus()
    write(row.actual, "1")
    press(row.actual, Qt.Key.Key_Return)
    assert target(in_store).actual == "1"
    assert row.result.text() == "完成 50%，还差 1所"
    window._workspace.undo()
    assert target(in_store).actual == ""
    assert row.actual.text() == ""


def test_a_figure_that_is_none_is_told_and_the_old_one_stays(window, in_store):
    choose(window, TARGETED)
    row = window.item_pane.targets.rows[0]
    row.actual.setFocus()
    write(row.actual, "许多")
    window.center.tree.setFocus()
    assert "看不懂" in window.center.bar.words
    assert target(in_store).actual == ""
    assert row.actual.text() == ""


def test_delete_strikes_only_where_nothing_is_written_or_composed(window, in_store):
    choose(window, TARGETED)
    row = window.item_pane.targets.rows[0]
    row.actual.setFocus()
    compose(row.actual, "yi")
    press(row.actual, Qt.Key.Key_Delete)
    compose(row.actual, "")
    write(row.actual, "12")
    press(row.actual, Qt.Key.Key_Home)
    press(row.actual, Qt.Key.Key_Delete)
    assert row.actual.text() == "2"
    assert not target(in_store).is_struck
    press(row.actual, Qt.Key.Key_Delete)
    press(row.actual, Qt.Key.Key_Delete)
    assert target(in_store).is_struck
    assert row.actual.isHidden()
    assert row.button.hasFocus()
    press(row.button, Qt.Key.Key_Space)
    assert not target(in_store).is_struck
    assert len(in_store.node(TARGETED).targets) == 1


def test_a_target_is_added_by_typing_it(window, in_store):
    choose(window, TARGETED)
    adding = window.item_pane.targets.adding
    adding.button.setFocus()
    press(adding.button, Qt.Key.Key_Space)
    assert adding.line.hasFocus()
    compose(adding.line, "ru")
    press(adding.line, Qt.Key.Key_Return)
    assert len(in_store.node(TARGETED).targets) == 1, "the key belongs to the input method"
    compose(adding.line, "", "入园率")
    write(adding.line, "85%以上")
    press(adding.line, Qt.Key.Key_Return)
    assert target(in_store, 1).text == "入园率85%以上"
    assert adding.line.hasFocus(), "one more can follow"
    write(adding.line, "办好学校")
    press(adding.line, Qt.Key.Key_Return)
    assert "没有数字" in window.center.bar.words
    assert adding.line.text() == "办好学校", "what was typed is not lost"
    press(adding.line, Qt.Key.Key_Escape)
    assert adding.line.isHidden()
    assert adding.button.hasFocus()


def test_an_item_without_targets_only_offers_to_add_one(window, in_store):
    choose(window, ITEM)
    section = window.item_pane.targets
    assert in_store.node(ITEM).targets == ()
    assert section.adding.head.isHidden()
    assert not section.adding.button.isHidden()
    choose(window, window._workspace.snapshot.nodes[0].title)
    assert section.isHidden()


def test_each_point_of_a_duty_is_ticked_by_itself(window, in_store):
    choose(window, ITEM)
    duties = window.item_pane.duties
    assert duties.isHidden()
    node_id = in_store.node(ITEM).node_id
    window._workspace.do("时限", lambda s: items.set_deadline(s, node_id, "每季度"))
    assert [box.text().rstrip("！") for box in duties.boxes] == ["一季度", "二季度", "三季度", "四季度"]
    duties.boxes[1].setFocus()
    press(duties.boxes[1], Qt.Key.Key_Space)
    assert in_store.node(ITEM).ticks == (date(2031, 6, 30),)
    assert "已办 1 次，共 4 次" in duties.head.text()
    assert window._workspace.store.undo_name == "二季度已办"
    window._workspace.undo()
    assert not duties.boxes[1].isChecked()
    press(duties.boxes[3], Qt.Key.Key_Space)
    press(duties.boxes[3], Qt.Key.Key_Space)
    assert in_store.node(ITEM).ticks == ()


def test_the_day_is_said_while_the_words_are_typed(window, in_store):
    choose(window, ITEM)
    pane = window.item_pane
    pane.deadline.setFocus()
    pane.deadline.selectAll()
    write(pane.deadline, "6")
    compose(pane.deadline, "yue")
    compose(pane.deadline, "", "月底前")
    assert pane.deadline_note.text() == "→ 2031年6月30日"
    assert pane.day.text() != "2031-06-30"
    press(pane.deadline, Qt.Key.Key_Return)
    assert pane.day.text() == "2031-06-30"
    assert pane.deadline_note.isHidden()


def test_words_below_a_deadline_say_what_it_means():
    def note(*deadlines):
        return deadline_note(deadlines, YEARS, USUAL)

    start = Deadline("自2031年9月起", date(2031, 9, 1), None, "range")
    assert note(start) == "2031年9月1日起，只是开始，不是截止"
    assert note(Deadline("长期坚持", kind="lasting")) == "长期，不设截止日"
    assert "没有写日期" in note(Deadline("适时启动"))
    assert note(Deadline("6月底前", None, date(2031, 6, 30), "day")) == ""
    assert "改定" in note(Deadline("6月底前", None, date(2031, 7, 5), "day"))
    two = note(Deadline("6月底前", None, date(2031, 6, 30), "day"), start)
    assert two == "6月底前：2031年6月30日；自2031年9月起：2031年9月1日起，只是开始，不是截止"
    assert typed_note("6月底前", (), USUAL).startswith("计划没有年度")
    assert typed_note("", YEARS, USUAL) == ""


def test_the_tree_says_the_day_of_the_words_that_are_pointed_at(window, in_store):
    model = window.center.tree.plan_model
    index = model.index_of(in_store.node(TARGETED).node_id, Column.DEADLINE)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "6月底前：2031年6月30日"


def test_the_field_of_days_takes_words_and_refuses_what_says_no_day(window, in_store):
    choose(window, ITEM)
    day = window.item_pane.day
    day.setFocus()
    write(day, "年底前")
    press(day, Qt.Key.Key_Return)
    assert day.text() == "2031-12-31"
    day.setFocus()
    day.selectAll()
    write(day, "某一天")
    press(day, Qt.Key.Key_Return)
    window.center.tree.setFocus()
    assert "看不懂日期“某一天”" in window.center.bar.words
    assert day.text() == "2031-12-31"

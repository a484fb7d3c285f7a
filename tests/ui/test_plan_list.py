"""The list of plans: years parted by heads that cannot be chosen, later versions before those they replace."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from planner.services import plans, versions
from planner.ui.itemmodels.plan_list import YearHead
from tests.builders import sample_draft
from tests.ui.acting import press


def add(store, title, year):
    draft = sample_draft()
    draft = replace(draft, head=replace(draft.head, title=title, years=(year,)))
    return store.write("导入", lambda session: plans.add_plan(session, draft)).plan_ids[0]


def titles(model):
    return [model.data(model.index(row)) for row in range(model.rowCount())]


def test_plans_of_one_year_have_no_head(store, empty_window):
    add(store, "甲计划", 2031)
    add(store, "乙计划", 2031)
    empty_window._workspace.start()
    assert titles(empty_window.plan_list.plan_model) == ["乙计划", "甲计划"]


def test_plans_of_several_years_stand_below_their_years(store, empty_window):
    model = empty_window.plan_list.plan_model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    older, old = add(store, "旧稿", 2031), add(store, "去年的计划", 2030)
    new = add(store, "新稿", 2031)
    store.write("版本", lambda session: versions.link(session, new, older))
    empty_window._workspace.start()
    assert titles(model) == ["2031 年", "新稿", "旧稿", "2030 年", "去年的计划"]
    heads = [row for row in range(model.rowCount()) if isinstance(model._rows[row], YearHead)]
    assert all(not model.flags(model.index(row)) & Qt.ItemFlag.ItemIsSelectable for row in heads)
    plan_list = empty_window.plan_list
    plan_list.setVisible(True)
    plan_list.setFocus()
    empty_window._workspace.open_plan(older)
    press(plan_list, Qt.Key.Key_Down)
    assert empty_window._workspace.plan_id == old


def test_enter_on_a_plan_goes_into_its_tree(store, empty_window):
    add(store, "甲计划", 2031)
    empty_window._workspace.start()
    empty_window.plan_list.setFocus()
    press(empty_window.plan_list, Qt.Key.Key_Return)
    assert empty_window.center.tree.hasFocus()

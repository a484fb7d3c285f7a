"""The model keeps Qt's rules through every edit, and says what the snapshot says."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from planner.core.filtering import ItemFilter
from planner.core.snapshot import snapshot_of_draft
from planner.ui.itemmodels.plan_rows import row_of
from planner.ui.itemmodels.plan_tree import COUNT_ROLE, FAULT_ROLE, Column, PlanTreeModel
from tests.builders import ALL_UNITS, FINANCE, TEACHERS, big_draft, sample_draft
from tests.ui.acting import choose

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def walk(model, parent=None):
    """Return the ids of a model in the order of its rows."""
    parent = parent or QModelIndex()
    found = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        assert model.parent(index) == parent
        found.append(model.node_id_at(index))
        found += walk(model, index)
    return found


def test_rows_are_the_nodes_in_plan_order(application, qtbot):
    snapshot = snapshot_of_draft(sample_draft())
    model = PlanTreeModel(application)
    QAbstractItemModelTester(model, FATAL, model)
    model.show_snapshot(snapshot)
    assert walk(model) == [node.node_id for node in snapshot.nodes]
    cell = model.index_of(9, Column.PARTNERS)
    assert cell.data() == f"{FINANCE}、{ALL_UNITS}"
    assert model.index_of(9, Column.LEADS).data() == TEACHERS
    assert model.index_of(9, Column.DEADLINE).data() == "2031年8月底前"
    assert model.index_of(1).data(COUNT_ROLE) == 4
    assert "重复" in model.index_of(10).data(FAULT_ROLE)
    assert model.headerData(2, Qt.Orientation.Horizontal) == "牵头股室"
    assert not model.index_of(99).isValid()
    model.deleteLater()


def test_contents_alone_do_not_build_the_rows_anew(application, qtbot):
    snapshot = snapshot_of_draft(big_draft(30))
    model = PlanTreeModel(application)
    QAbstractItemModelTester(model, FATAL, model)
    assert model.show_snapshot(snapshot)
    changed = replace(snapshot.nodes[3], title="another title")
    told = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), first.parent().row(), last.column())))
    assert not model.show_snapshot(replace(snapshot, nodes=(*snapshot.nodes[:3], changed, *snapshot.nodes[4:])))
    assert told == [(2, 0, Column.ORDINAL)]
    assert model.index_of(changed.node_id, Column.TITLE).data() == "another title"
    assert model.show_snapshot(None)
    assert model.rowCount() == 0
    model.deleteLater()


def test_a_filter_keeps_what_is_above_its_hits(application, qtbot):
    model = PlanTreeModel(application)
    QAbstractItemModelTester(model, FATAL, model)
    model.show_snapshot(snapshot_of_draft(big_draft(30)))
    model.set_filter(ItemFilter(text="落实第25项"))
    assert len(walk(model)) == 2
    model.show_snapshot(replace(snapshot_of_draft(big_draft(24)), plan_id=2))
    assert walk(model) == []
    model.set_filter(None)
    assert len(walk(model)) == 27
    model.deleteLater()


def test_the_model_keeps_the_rules_through_edits(window, in_store):
    tester = QAbstractItemModelTester(window.center.tree.plan_model, FATAL, window)
    model = window.center.tree.plan_model
    actions = window.actions_table
    for title, names in (
        ("开齐开足音体美课程", ("indent", "outdent", "move_up", "new_item", "undo", "undo", "join", "undo")),
        ("办好教师的关键小事", ("move_up", "new_section", "delete", "undo", "redo")),
        ("完善应急预案", ("outdent", "new_step", "undo", "delete", "undo")),
    ):
        choose(window, title)
        for name in names:
            actions[name].trigger()
            assert walk(model) == [node.node_id for node in in_store.snapshot.nodes]
            assert window.center.tree.current_node() == window._workspace.node_id
    assert tester.model() is model


def test_the_first_picture_shows_the_rows_of_the_snapshot(stored, store):
    opening = store.opening()
    snapshot = store.snapshot(opening.plan_id)
    assert list(opening.rows) == [row_of(node, snapshot.ordinals[node.node_id]) for node in snapshot.nodes]
    assert any(row.leads and row.partners and row.deadline for row in opening.rows)
    assert any(row.is_by_position for row in opening.rows)
    assert (opening.title, opening.lead_word) == (snapshot.head.title, snapshot.lead_word)


def test_the_snapshot_takes_the_place_of_the_first_picture_without_a_change(application, stored, store):
    model = PlanTreeModel(application)
    model.show_opening(store.opening())
    told = []
    model.dataChanged.connect(lambda first, _last: told.append(first.internalId()))
    model.modelReset.connect(lambda: told.append("reset"))
    snapshot = store.snapshot(store.opening().plan_id)
    assert not model.show_snapshot(snapshot)
    doubtful = {fault.node for fault in snapshot.faults}
    assert told == [place for place, node in enumerate(snapshot.nodes) if node.node_id in doubtful]


def test_what_is_folded_stays_folded_and_the_choice_stays(window):
    tree = window.center.tree
    choose(window, "建强教师队伍")
    tree.collapse(tree.currentIndex())
    choose(window, "做好控辍保学")
    window.actions_table["new_item"].trigger()
    section = tree.plan_model.index_of(8)
    assert section.data(Qt.ItemDataRole.AccessibleTextRole)
    assert not tree.isExpanded(tree.plan_model.index_of(choose(window, "建强教师队伍").node_id))


def test_the_day_that_the_words_give_stands_beside_them_unless_they_name_it():
    snapshot = snapshot_of_draft(sample_draft())
    node = snapshot.by_id[9]
    assert row_of(node, 1, date(2031, 3, 1)).due == "08-31"
    assert row_of(node, 1, date(2032, 3, 1)).due == "2031-08-31"
    named = replace(node.deadlines[0], text="2031年8月31日前")
    assert not row_of(replace(node, deadlines=(named,)), 1, date(2031, 3, 1)).due

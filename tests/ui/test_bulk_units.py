"""Many items get their units at once: the count before, the step after, one undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from shiboken6 import isValid

from planner.core.bulk import BulkVerb
from planner.core.filtering import ItemFilter
from planner.core.vocabulary import Role
from planner.ui.dialogs.bulk_units import BulkUnitsDialog
from tests.builders import FINANCE, GENERAL, INSPECTION, SAFETY, TEACHERS
from tests.ui.acting import choose, compose, open_dialog, press, write

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(window):
    window.center.tree.setFocus()
    press(window.center.tree, Qt.Key.Key_B, CTRL)
    return open_dialog(BulkUnitsDialog)


@pytest.fixture
def dialog(window):
    """Return the dialog over the second section, which two items are in."""
    choose(window, "建强教师队伍")
    found = opened(window)
    yield found
    if isValid(found):
        found.close()


def pick(dialog, verb, role=None):
    dialog.verb.setCurrentIndex(list(BulkVerb).index(verb))
    if role is not None:
        dialog.role.setCurrentIndex(list(Role).index(role))


def leads(in_store, title):
    return [one.unit.name for one in in_store.node(title).leads]


def test_by_keys_alone_the_items_of_a_section_get_their_lead(dialog, window, in_store):
    assert dialog.scopes.checkedButton().text().startswith("选中的 2 项")
    assert dialog.units.hasFocus()
    assert not dialog.button.isEnabled()
    write(dialog.units, "csg")
    press(dialog.units, Qt.Key.Key_Return)
    assert dialog.summary.text() == "将改动 2 项"
    press(dialog.units, Qt.Key.Key_Return)
    assert leads(in_store, "推进教师县管校聘") == leads(in_store, "办好教师的关键小事") == [FINANCE]
    assert "已改动 2 项" in window.statusBar().currentMessage()
    assert in_store.store.undo_name == f"批量设为牵头“{FINANCE}”"
    window._workspace.undo()
    assert leads(in_store, "办好教师的关键小事") == [TEACHERS]


def test_what_is_so_already_is_counted_apart_and_not_listed(dialog):
    dialog.scopes.button(1).setChecked(True)
    write(dialog.units, f"{TEACHERS}、")
    assert dialog.summary.text() == "将改动 12 项中的 10 项；2 项已是如此"
    assert dialog.button.text() == "改动 10 项"
    assert dialog.rows.rowCount() == 10
    assert dialog.rows.rows[0][1:] == (
        f"牵头：义教股　配合：{FINANCE}、{SAFETY}",
        f"牵头：{TEACHERS}　配合：{FINANCE}、{SAFETY}",
    )


def test_a_unit_is_replaced_everywhere_in_the_plan(dialog, in_store):
    dialog.scopes.button(1).setChecked(True)
    pick(dialog, BulkVerb.REPLACE)
    assert dialog.role.currentText() == "不论牵头、配合"
    assert dialog.old.isVisible()
    dialog.old.setFocus()
    write(dialog.old, f"{INSPECTION}、")
    press(dialog.old, Qt.Key.Key_Return)
    assert dialog.units.hasFocus()
    assert dialog.old.words() == INSPECTION
    write(dialog.units, f"{GENERAL}、")
    assert dialog.summary.text() == "将改动 4 项"
    press(dialog.units, Qt.Key.Key_Return, CTRL)
    assert not any(one.unit.name == INSPECTION for node in in_store.snapshot.nodes for one in node.assignments)


def test_a_unit_is_taken_away(dialog, in_store):
    pick(dialog, BulkVerb.REMOVE)
    write(dialog.units, f"{FINANCE}、")
    assert dialog.summary.text() == "将改动 1 项"
    dialog.button.click()
    assert [one.unit.name for one in in_store.node("推进教师县管校聘").partners] == ["局属各股室"]


def test_a_name_the_register_does_not_know_is_told(dialog):
    write(dialog.units, "语委办、")
    assert "名录里还没有“语委办”，会添加进去" in dialog.summary.text()
    pick(dialog, BulkVerb.REMOVE)
    assert dialog.summary.text() == "这些任务里没有这个单位"


def test_the_items_that_are_filtered_are_offered_first(window, qtbot):
    window._workspace.set_filter(ItemFilter(units=(FINANCE,)))
    dialog = opened(window)
    assert dialog.scopes.checkedButton().text().startswith("筛选出的 4 项")
    dialog.close()


def test_the_nodes_that_are_marked_are_offered_before_all(window, in_store):
    ids = tuple(in_store.node(title).node_id for title in ("办结群众来信", "完善应急预案"))
    window._workspace.mark(ids)
    dialog = opened(window)
    assert dialog.scopes.checkedButton().text().startswith("选中的 2 项")
    dialog.close()


def test_while_an_input_method_composes_enter_does_nothing(dialog, in_store):
    write(dialog.units, f"{FINANCE}、")
    compose(dialog.units, "zong")
    press(dialog.units, Qt.Key.Key_Return)
    assert dialog.isVisible()
    compose(dialog.units, "")
    assert leads(in_store, "办好教师的关键小事") == [TEACHERS]


def test_the_preview_is_sound_and_all_fields_are_named(dialog):
    QAbstractItemModelTester(dialog.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog)
    write(dialog.units, f"{FINANCE}、")
    pick(dialog, BulkVerb.ADD, Role.PARTNER)
    pick(dialog, BulkVerb.REMOVE)
    for part in (dialog.verb, dialog.role, dialog.old, dialog.units, dialog.preview):
        assert part.accessibleName()


def test_escape_closes_and_changes_nothing(dialog, in_store):
    before = len(in_store.store.history(50))
    write(dialog.units, f"{FINANCE}、")
    press(dialog.units, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert len(in_store.store.history(50)) == before

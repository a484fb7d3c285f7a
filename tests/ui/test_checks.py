"""The checks stand below the tree, lead to what they found, and go when it is mended."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from planner.core.checks import CheckKind
from planner.core.filtering import ItemFilter
from planner.core.traits import Gap
from planner.core.vocabulary import Role
from planner.services import assignments, units
from planner.ui.itemmodels.checks import LINK
from planner.ui.panes.problems import CHECKS
from tests.builders import FINANCE, SCHOOLS, TEACHERS
from tests.ui.acting import press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def checks(window):
    window.center.problems.setVisible(True)
    press(window.center.tree, Qt.Key.Key_5, CTRL)
    found = window.center.problems.checks
    assert window.center.problems.currentIndex() == CHECKS
    assert found.hasFocus()
    found.refresh()
    return found


def kinds(checks):
    return [check.kind for check in checks.checks_model.checks]


def heading(checks, kind):
    return checks.checks_model.index(kinds(checks).index(kind), 0)


def first_of(checks, kind):
    return checks.checks_model.index(0, 0, heading(checks, kind))


def go(checks, index):
    checks.setCurrentIndex(index)
    press(checks, Qt.Key.Key_Return)


def test_what_matters_is_counted_on_the_tab_and_in_the_status_bar(checks, window):
    assert kinds(checks)[:2] == [CheckKind.NO_LEAD, CheckKind.OPEN_GROUP]
    assert window.center.problems.tabText(CHECKS) == "检查 3"
    assert window.check_count.text() == "检查出 3 处"
    assert window.check_count.isVisible()


def test_a_change_is_checked_a_moment_later(checks, window, qtbot):
    node = next(node for node in window._workspace.snapshot.nodes if node.title == "做好控辍保学")
    window._workspace.do("分派", lambda session: assignments.set_units(session, node.node_id, Role.LEAD, [FINANCE]))
    assert CheckKind.NO_LEAD in kinds(checks)
    qtbot.waitUntil(lambda: CheckKind.NO_LEAD not in kinds(checks))
    assert window.check_count.text() == "检查出 2 处"


def test_a_finding_leads_to_its_node(checks, window):
    window._workspace.set_filter(ItemFilter(units=(FINANCE,)))
    go(checks, first_of(checks, CheckKind.NO_LEAD))
    assert window._workspace.node.title == "做好控辍保学"
    assert window.center.tree.shows(window._workspace.node_id)


def test_a_finding_about_a_unit_leads_to_its_page(checks, window):
    go(checks, first_of(checks, CheckKind.OPEN_GROUP))
    assert window._workspace.page == "units"
    assert window.pages.page("units").register.table.chosen()[0].name == SCHOOLS


def test_a_heading_shows_all_of_its_items_in_the_tree(checks, window):
    go(checks, heading(checks, CheckKind.NO_LEAD))
    assert window._workspace.filter == ItemFilter(gaps=(Gap.NO_LEAD,))
    go(checks, heading(checks, CheckKind.OPEN_GROUP))
    assert window._workspace.filter.units[0] == SCHOOLS


def test_the_link_of_a_heading_can_be_clicked(checks, window):
    index = heading(checks, CheckKind.NO_LEAD).siblingAtColumn(LINK)
    assert index.data() == "只看这 1 项"
    place = QPoint(checks.visualRect(index).center())
    QTest.mouseClick(checks.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window._workspace.filter == ItemFilter(gaps=(Gap.NO_LEAD,))


def test_what_was_folded_stays_folded(checks, window):
    checks.collapse(heading(checks, CheckKind.OPEN_GROUP))
    assert not checks.isExpanded(heading(checks, CheckKind.NO_DEADLINE))
    checks.expand(heading(checks, CheckKind.NO_DEADLINE))
    window._workspace.do("添加", lambda session: units.add_unit(session, "电教站"))
    checks.refresh()
    assert CheckKind.IDLE in kinds(checks)
    assert not checks.isExpanded(heading(checks, CheckKind.OPEN_GROUP))
    assert checks.isExpanded(heading(checks, CheckKind.NO_DEADLINE))


def test_when_a_finding_is_mended_the_next_one_is_chosen(checks, window):
    checks.setCurrentIndex(first_of(checks, CheckKind.UNSORTED))
    name = first_of(checks, CheckKind.UNSORTED).siblingAtRow(1).data()
    window._workspace.do("归类", units.set_kinds_by_form)
    window._workspace.undo()
    checks.refresh()
    unit = checks.checks_model.finding_at(checks.currentIndex()).unit
    window._workspace.do("归类", lambda session: units.set_kind(session, unit.unit_id, unit.kind.OFFICE))
    checks.refresh()
    assert checks.currentIndex().data() == name


def test_a_plan_without_a_fault_says_so(empty_window):
    checks = empty_window.center.problems.checks
    checks.refresh()
    assert not checks.isVisibleTo(checks.parentWidget())
    assert empty_window.check_count.isHidden()


def test_the_model_is_sound_while_the_plan_changes(checks, window):
    QAbstractItemModelTester(checks.checks_model, QAbstractItemModelTester.FailureReportingMode.Fatal, checks)
    workspace = window._workspace
    teachers = next(unit for unit in workspace.store.units() if unit.name == TEACHERS)
    workspace.do("停用", lambda session: units.retire_unit(session, teachers.unit_id))
    checks.refresh()
    assert CheckKind.RETIRED in kinds(checks)
    for _ in range(2):
        workspace.undo()
        checks.refresh()
    assert kinds(checks) == []

"""The choices of the print dialog: made from what a document says of itself, picked by keys, kept where they belong."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication

from planner.core.filtering import ItemFilter
from planner.services import plans, versions
from planner.ui.dialogs.print_dialog import PrintDialog, open_print
from planner.ui.dialogs.print_fields import spoken
from planner.ui.dialogs.print_pick import PickDialog
from planner.ui.dialogs.units import UnitsDialog
from tests.builders import TEACHERS, big_draft, sample_draft
from tests.ui.acting import compose, open_dialog, press, write
from tests.ui.test_print_dialog import CTRL, opened_dialog, settled, shown_text

PLAIN, ESCAPE = Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Escape


@pytest.fixture
def dialog(window, qtbot):
    return opened_dialog(window, qtbot)


@pytest.fixture
def other_plan(stored, store):
    """A plan of the same year beside the first, which is shown."""
    draft = sample_draft()
    other = replace(draft, head=replace(draft.head, title="青禾县2031年安全工作要点"))
    store.write("导入", lambda session: plans.add_plan(session, other))
    store.set_setting("last_plan", "1")


@pytest.fixture
def later_version(stored, store):
    """A later version of the plan, in which one item is called otherwise; it is shown."""
    draft = sample_draft()
    first = next(place for place, node in enumerate(draft.nodes) if node.title.startswith("补齐乡村学校"))
    node = replace(draft.nodes[first], title="补齐全县学校的短板")
    later = replace(draft, nodes=(*draft.nodes[:first], node, *draft.nodes[first + 1 :]))

    def add(session):
        touched = plans.add_plan(session, later, 1)
        versions.link(session, touched.plan_ids[0], 1)
        return touched

    store.write("导入", add)
    store.set_setting("last_plan", "2")


def show(dialog, name, qtbot):
    dialog.documents.choose(name)
    settled(dialog, qtbot)


def names(dialog):
    return {field.name for field in dialog.options._form.fields}


def test_a_document_has_the_choices_that_it_names(dialog, qtbot):
    for report in dialog.documents.reports:
        show(dialog, report.name, qtbot)
        known = names(dialog)
        assert {choice.name for choice in report.choices} <= known
        assert (report.options & {"joined", "one_a_line", "in_words", "quarters", "copies", "contact"}) <= known
        assert ("depth" in known) is bool(report.depths)
        assert ("units" in known) is ("units" in report.options)


def test_what_is_chosen_for_one_document_is_there_when_it_comes_back(dialog, qtbot):
    dialog.options.field("depth").choose("title")
    show(dialog, "matrix", qtbot)
    dialog.options.field("in_words").check.setChecked(True)
    show(dialog, "breakdown", qtbot)
    assert dialog.options.request().depth == "title"
    show(dialog, "matrix", qtbot)
    assert dialog.options.request().in_words is True


def test_bureau_and_filter_hold_for_every_document(dialog, qtbot):
    dialog.options.field("bureau").recall("青禾县教育体育局办公室")
    dialog.options.field("chosen.text").recall("学校")
    settled(dialog, qtbot)
    show(dialog, "matrix", qtbot)
    request = dialog.options.request()
    assert (request.bureau, request.chosen.text) == ("青禾县教育体育局办公室", "学校")


def test_number_and_mark_are_asked_for_pages_bound_with_a_document(dialog, qtbot):
    form = dialog.options
    form.field("first_page").spin.setValue(7)
    assert form.request().page.first_page == 1
    form.field("profile").choose("P2")
    form.field("mark").recall("附件2")
    settled(dialog, qtbot)
    page = form.request().page
    assert (page.first_page, page.mark) == (7, "附件2")
    assert "附件2" in shown_text(dialog)
    assert "—7—" in shown_text(dialog)


def test_pages_are_fitted_and_what_was_done_is_said(dialog, qtbot):
    dialog.options.field("profile").choose("P3")
    dialog.options.field("fit").spin.setValue(1)
    settled(dialog, qtbot)
    assert "1页" in dialog.notes.text()
    assert "为排在1页以内" in dialog.bar.words
    assert dialog.bar.words in dialog.notes.text()
    assert not dialog.notes.isHidden()
    dialog.options.field("fit").spin.setValue(0)
    settled(dialog, qtbot)
    assert not dialog.bar.words


def test_a_day_is_none_until_it_is_ticked(dialog, qtbot):
    day = dialog.options.field("as_of")
    assert dialog.options.request().as_of is None
    press(day.check, Qt.Key.Key_Space)
    day.day.setDate(QDate(2031, 3, 31))
    settled(dialog, qtbot)
    assert "截至2031年3月31日" in shown_text(dialog)


def test_units_are_picked_by_their_sound_and_by_keys_alone(dialog, qtbot):
    show(dialog, "unit-lists", qtbot)
    press(dialog.options.field("units").button, Qt.Key.Key_Space)
    picking = open_dialog(PickDialog)
    wanted = next(pick.value for pick in picking_picks(dialog) if pick.value == TEACHERS)
    write(picking.line, "szg")
    press(picking.line, Qt.Key.Key_Return)
    assert picking.isVisible()
    assert picking.line.text() == ""
    for chosen in ((), (wanted,)):
        press(picking.line, Qt.Key.Key_Space)
        assert picking.chosen == chosen
    press(picking.line, Qt.Key.Key_Return)
    assert not picking.isVisible()
    settled(dialog, qtbot)
    assert dialog.options.request().units == (wanted,)


def picking_picks(dialog):
    return dialog.options.field("units").picks


def test_tab_goes_round_through_every_choice_once(dialog, qtbot):
    dialog.options._folds[1].setChecked(True)
    dialog.documents.setFocus()
    passed = []
    while dialog.documents not in passed:
        press(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() not in passed
        passed.append(QApplication.focusWidget())
    said = [found.accessibleName() or found.text() for found in passed]
    shown = [field for field in dialog.options._form.fields if field.editor.isVisible() and field.label]
    assert [field.editor.accessibleName() or field.check.accessibleName() for field in shown if field.label] == [
        name for name in said if name in {spoken(field.label) for field in shown}
    ]
    assert said.index("常用格式") < said.index("字号") < said.index("各页缩略图") < said.index("保存 PDF")
    assert all(said)


def test_enter_presses_the_button_it_is_on_and_no_other(dialog, qtbot, monkeypatch):
    folds, boxes = dialog.options._folds, dialog.options.field("one_a_line")
    for button in (folds[0], boxes.check):
        for turned in (True, False):
            button.setFocus()
            press(button, Qt.Key.Key_Return)
            assert button.isChecked() is turned
    dialog.options.field("layout").box.setFocus()
    press(dialog.options.field("layout").box, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.options.formats.button.setFocus()
    seen = []
    monkeypatch.setattr(dialog.options.formats.button, "showMenu", lambda: seen.append(True))
    press(dialog.options.formats.button, Qt.Key.Key_Return)
    assert seen == [True]
    settled(dialog, qtbot)


def test_nothing_acts_while_a_word_is_composed(dialog, qtbot):
    line = dialog.options.field("title").line
    dialog.options._folds[1].setChecked(True)
    line.setFocus()
    before = dialog.asked
    compose(line, "biao ti")
    for key, modifiers in ((Qt.Key.Key_2, CTRL), (Qt.Key.Key_F3, PLAIN), (Qt.Key.Key_Return, PLAIN), (ESCAPE, PLAIN)):
        press(line, key, modifiers)
    assert dialog.isVisible()
    assert (dialog.report.name, dialog.asked) == ("breakdown", before)
    compose(line, "", "标题")
    press(line, Qt.Key.Key_F3)
    settled(dialog, qtbot)
    assert dialog.asked.request.title == "标题"
    assert dialog.options.profile == "P4"


def test_the_day_of_the_bulletin_is_not_taken_for_one_of_the_table(dialog, qtbot):
    show(dialog, "summary", qtbot)
    assert dialog.options.field("since").label == "通报起算"
    show(dialog, "ledger", qtbot)
    assert dialog.options.field("since").label == "起算"


def test_what_stands_beside_labels_is_in_line(dialog, qtbot):
    show(dialog, "meeting-set", qtbot)
    lines = [*dialog.options.field("meeting").lines.values(), dialog.options.field("layout").box]
    assert len({line.mapTo(dialog, line.rect().topLeft()).x() for line in lines}) == 1


def test_picking_is_left_without_a_change(dialog, qtbot):
    show(dialog, "unit-lists", qtbot)
    picking = dialog.options.field("units").open()
    picking.list.setFocus()
    press(picking.list, Qt.Key.Key_Space)
    assert len(picking.chosen) == 1
    press(picking.list, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.options.request().units == ()


def test_a_list_over_all_plans_of_the_year_is_a_choice(other_plan, store, window, qtbot):
    press(window.center.tree, Qt.Key.Key_P, CTRL)
    found = open_dialog(PrintDialog)
    show(found, "unit-lists", qtbot)
    assert "青禾县2031年安全工作要点" not in shown_text(found)
    found.options.field("others").choose(True)
    settled(found, qtbot)
    assert found.options.subject_choice().with_others
    assert "青禾县2031年安全工作要点" in shown_text(found)
    found.close()


def test_a_plan_is_compared_with_its_earlier_version_unasked(later_version, window, qtbot):
    press(window.center.tree, Qt.Key.Key_P, CTRL)
    found = open_dialog(PrintDialog)
    show(found, "comparison", qtbot)
    assert found.options.subject_choice().earlier_id == 1
    box = found.options.field("earlier").box
    assert box.currentText().startswith("上一版 · ")
    assert box.toolTip() == box.currentText()
    assert "补齐全县学校的短板" in shown_text(found)
    found.close()


def test_a_plan_without_earlier_version_is_compared_with_the_one_chosen(other_plan, window, qtbot):
    press(window.center.tree, Qt.Key.Key_P, CTRL)
    found = open_dialog(PrintDialog)
    show(found, "comparison", qtbot)
    assert found.options.subject_choice().earlier_id is None
    assert found.page_count == 0
    assert "与它相比" in found.preview.empty.text()
    assert not any(tool.isEnabled() for tool in found.preview.zoom_tools)
    for wish in (found.print_pages, lambda: found.save("pdf"), found.copy_table):
        found.bar.settle()
        wish()
        assert found.bar.is_alarm  # and no question where to put it
    other = next(value for value in found.options.field("earlier").values if value is not None)
    found.options.field("earlier").choose(other)
    settled(found, qtbot)
    assert found.options.subject_choice().earlier_id == other
    assert not [printing for printing in found.findChildren(QPrintDialog) if printing.isVisible()]
    assert all(tool.isEnabled() for tool in found.preview.zoom_tools) is bool(found.page_count)
    found.close()


def test_the_head_of_a_checklist_follows_its_template(dialog, qtbot):
    show(dialog, "checklist", qtbot)
    meeting, template = dialog.options.field("meeting"), dialog.options.field("checklist")
    label = next(iter(meeting.lines))
    meeting.lines[label].setText("全县教育工作会议")
    dialog.options.changed.emit()
    settled(dialog, qtbot)
    assert "全县教育工作会议" in shown_text(dialog)
    heads = {name: found.head for name, found in template._templates.items()}
    other = next(name for name, head in heads.items() if head != tuple(meeting.lines))
    template.choice.choose(other)
    assert tuple(meeting.lines) == heads[other]
    settled(dialog, qtbot)


def test_the_list_of_a_unit_is_printed_from_the_register(window, qtbot):
    window.actions_table["page_units"].trigger()
    register = window.pages.page("units").register
    unit = next(found.unit for found in register.table.rows.units if found.unit.name == TEACHERS)
    register.table.choose([unit.unit_id])
    register.table.setFocus()
    press(register.table, Qt.Key.Key_P, CTRL)
    found = open_dialog(PrintDialog)
    settled(found, qtbot)
    assert found.report.name == "unit-lists"
    assert found.options.request().units == (TEACHERS,)
    assert TEACHERS in shown_text(found)
    found.close()


def test_the_register_prints_from_the_plan_that_names_the_unit(stored, store, window, qtbot):
    lone = big_draft(10)
    store.write("导入", lambda session: plans.add_plan(session, lone))
    named = [
        {found.unit.unit_id for node in store.snapshot(plan_id).items for found in node.assignments}
        for plan_id in (1, 2)
    ]
    only_first = next(unit for unit in store.units() if unit.unit_id in named[0] - named[1])
    window._workspace.open_plan(2)
    dialog = UnitsDialog(window._workspace, window.worker, window)
    dialog.open()
    register = dialog.register
    register.table.choose([only_first.unit_id])
    register.print_lists()
    found = open_dialog(PrintDialog)
    settled(found, qtbot)
    assert only_first.name in shown_text(found)
    found.close()
    dialog.close()


def test_a_choice_from_elsewhere_opens_the_filter(window, store, qtbot):
    chosen = ItemFilter(units=(TEACHERS,))
    found = open_print(window, store.snapshot(1), store, window.worker, chosen=chosen)
    settled(found, qtbot)
    assert found.options.request().chosen == chosen
    assert found.options._folds[0].isChecked()
    found.close()


def test_one_unit_over_all_plans_is_chosen_for_both_of_its_lists(other_plan, window, store, qtbot):
    source = store.snapshot(1)
    dialog = open_print(window, source, store, window.worker, report="unit-lists", units=(TEACHERS,))
    settled(dialog, qtbot)
    show(dialog, "unit-year", qtbot)
    assert dialog.options.request().units == (TEACHERS,)
    assert dialog.options.subject_choice().with_others
    assert "青禾县2031年安全工作要点" in shown_text(dialog)
    dialog.close()


def test_a_list_of_what_is_due_may_be_of_one_plan_and_of_a_month(other_plan, window, store, qtbot):
    preset = {"period": "2029-02", "by": "unit", "others": False}
    month = f"{QDate.currentDate().year()}-03"
    dialog = open_print(window, store.snapshot(1), store, window.worker, report="due-list", preset=preset)
    field = dialog.options.field("period")
    assert field.values[0] == "year"
    assert month in field.values
    request, choice = dialog.options.request(), dialog.options.subject_choice()
    assert (request.period, request.by) == ("2029-02", "unit")
    assert "2031-08" in field.values
    assert (choice.with_others, choice.of_any_year) == (False, True)
    dialog.close()

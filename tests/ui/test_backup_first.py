"""Before a step that takes much in or away the store is backed up, beside the window where there is time for it."""

import pytest
from PySide6.QtCore import Qt

from planner.core.backups import Reason, listed
from planner.services import items
from planner.services.backups import content_of
from planner.services.packing import pack
from planner.ui.dialogs.review import ReviewDialog
from planner.ui.unit_desk import UnitDesk
from tests.builders import big_draft
from tests.ui.acting import open_dialog, press


@pytest.fixture
def backups(window):
    return lambda: [(one.reason, content_of(one.path).last_step) for one in listed(window._workspace.store.path)]


def last_step(window) -> str:
    return window._workspace.store.history(1)[0].name


def test_an_import_finds_its_backup_made_while_the_review_is_on_show(window, backups, qtbot):
    before = last_step(window)
    window.intake.review_text("青禾县督查要点\n1.查安全。（综合股）\n2.查收费。（综合股）\n3.查食堂。（综合股）\n")
    qtbot.waitUntil(lambda: backups() == [(Reason.IMPORT, before)])
    press(open_dialog(ReviewDialog), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: last_step(window) != before)
    assert backups() == [(Reason.IMPORT, before)]


def test_units_are_merged_after_a_backup(window, backups):
    before = last_step(window)
    desk = UnitDesk(window._workspace, window)
    keep, gone = desk.register[:2]
    desk.merge(keep, [gone])
    assert backups() == [(Reason.MERGE, before)]
    assert last_step(window).startswith("把")


def test_a_plan_is_taken_out_of_a_package_after_a_backup(window, backups, tmp_path, qtbot):
    store = window._workspace.store
    path = tmp_path / "包.zip"
    path.write_bytes(store.read(lambda connection: pack(connection, store.snapshot(window._workspace.plan_id))))
    before = last_step(window)
    window.intake.review_file(path)
    qtbot.waitUntil(lambda: backups() == [(Reason.UNPACK, before)])


def test_an_edit_needs_none(window, backups):
    node_id = window._workspace.node_id
    window._workspace.do("改", lambda session: items.set_body(session, node_id, "甲"))
    assert backups() == []


def test_a_backup_that_fails_holds_no_import_up(window):
    store = window._workspace.store
    store.path.with_name("备份").write_bytes(b"")
    count = len(store.plans())
    assert window._workspace.add_plan(big_draft(10)) is not None
    assert len(store.plans()) == count + 1
    assert store.backup_trouble is not None

"""A stick pulled out and put back, and a disk that is full for a while: what was typed is stored later."""

import shutil

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from planner.core.store_errors import StoreDamaged, StoreDiskFull
from planner.services import Store, plans
from tests.builders import sample_draft


def pull(store):
    """Take a stick away as Windows does: the folder and all handles are gone."""
    store._connection.close()
    store.path.parent.rename(store.path.parent.with_name("away"))


def put_back(store):
    store.path.parent.with_name("away").rename(store.path.parent)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "stick" / "planner.db") as opened:
        opened.set_setting("sample_plan", "closed")
        opened.write("导入", lambda session: plans.add_plan(session, sample_draft()))
        yield opened


@pytest.fixture
def window(empty_window):
    yield empty_window
    empty_window.place_watch.stop()


def type_title(window, words):
    title = window.item_pane.title
    title.setFocus()
    title.setPlainText(words)
    title.watch.flush()


def test_a_stick_that_is_pulled_out_is_told_in_words_and_work_goes_on_when_it_is_back(window, store):
    watch = window.place_watch
    watch.look()
    assert watch.banner is None
    pull(store)
    watch.look()
    assert watch.banner.isVisible()
    assert "请放回原处。已保存的内容没有丢" in watch._words.text()
    type_title(window, "拔出以后打的字")
    assert window.unsaved.waiting == 1
    put_back(store)
    watch.look()
    assert not watch.banner.isVisible()
    assert window.unsaved.waiting == 0
    assert window._workspace.node.title == "拔出以后打的字"
    assert store.snapshot(1).by_id[window._workspace.node_id].title == "拔出以后打的字"
    window._workspace.undo()
    assert store.snapshot(1).by_id[window._workspace.node_id].title != "拔出以后打的字"


def test_what_could_not_be_done_meanwhile_is_said_no_longer_when_the_stick_is_back(window, store):
    heard = []
    window._workspace.told.connect(heard.append)
    pull(store)
    window.place_watch.look()
    window._workspace.undo()
    assert "够不着" in window.center.bar.words
    put_back(store)
    window.place_watch.look()
    assert window.center.bar.words == ""
    assert "又连上了" in heard[-1]
    assert "请再做一次" in heard[-1]
    pull(store)
    window.place_watch.look()
    put_back(store)
    window.place_watch.look()
    assert "请再做一次" not in heard[-1]


def test_another_stick_is_not_written_to(window, store, tmp_path, monkeypatch):
    other = tmp_path / "other" / "planner.db"
    with Store.open(other) as strange:
        strange.write("别的", lambda session: plans.add_plan(session, sample_draft()))
    pull(store)
    window.place_watch.look()
    type_title(window, "不该进去")
    shutil.copytree(other.parent, store.path.parent)
    before = store.path.read_bytes()
    window.place_watch.look()
    assert "另一个数据文件" in window.place_watch._words.text()
    tried = []
    with monkeypatch.context() as counted:
        counted.setattr(type(store), "reopen", lambda *_asked: tried.append(1))
        window.place_watch.look()
    assert not tried
    assert window.unsaved.waiting == 1
    assert store.path.read_bytes() == before
    shutil.rmtree(store.path.parent)
    put_back(store)
    window.place_watch.look()
    assert window.unsaved.waiting == 0
    assert window._workspace.node.title == "不该进去"


def full(*_args, **_named):
    raise StoreDiskFull(full.path)


def test_what_was_typed_on_a_full_disk_is_stored_before_the_next_gesture(window, store, monkeypatch):
    full.path = store.path
    with monkeypatch.context() as broken:
        broken.setattr(type(store), "write", full)
        type_title(window, "第一次")
        window.center.tree.setFocus()
        type_title(window, "第二次")
    assert window.unsaved.waiting == 2
    assert "先替您记着" in window.center.bar.words
    node = window._workspace.node_id
    window._workspace.select(window._workspace.snapshot.nodes[-1].node_id)
    assert window.unsaved.waiting == 0
    assert store.snapshot(1).by_id[node].title == "第二次"
    assert [entry.name for entry in store.history(2)] == ["修改标题", "修改标题"]


def answer(button):
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    assert "1 处内容" in box.text()
    next(found for found in box.buttons() if button in found.text()).click()


def test_the_window_is_not_closed_over_what_is_not_stored(window, store, monkeypatch):
    full.path = store.path
    with monkeypatch.context() as broken:
        broken.setattr(type(store), "write", full)
        type_title(window, "还没存上")
        QTimer.singleShot(0, window, lambda: answer("先不关闭"))
        assert not window.close()
        assert window.isVisible()
        QTimer.singleShot(0, window, lambda: answer("放弃"))
        assert window.close()
    assert all(node.title != "还没存上" for node in store.snapshot(1).nodes)


def test_what_no_torn_store_takes_is_told_and_holds_nobody(window, store, monkeypatch):
    def torn(*_args, **_named):
        raise StoreDamaged(store.path)

    def told():
        box = QApplication.activeModalWidget()
        assert "恢复以后请重新输入" in box.informativeText()
        (button,) = box.buttons()
        button.click()

    with monkeypatch.context() as broken:
        broken.setattr(type(store), "write", torn)
        type_title(window, "存不进去")
        QTimer.singleShot(0, window, told)
        assert window.close()


def test_closing_stores_what_can_be_stored_by_then(window, store, monkeypatch):
    full.path = store.path
    with monkeypatch.context() as broken:
        broken.setattr(type(store), "write", full)
        type_title(window, "最后才存上")
    assert window.close()
    assert "最后才存上" in [node.title for node in store.snapshot(1).nodes]


def test_handles_lost_within_a_moment_are_taken_up_again(window, store, qtbot):
    store._connection.close()
    type_title(window, "一拔一插")
    qtbot.waitUntil(lambda: window.unsaved.waiting == 0)
    assert "一拔一插" in [node.title for node in store.snapshot(1).nodes]
    QTest.keyClick(window.center.tree, Qt.Key.Key_Down)

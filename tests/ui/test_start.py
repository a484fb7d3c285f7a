"""The first paint needs none of the heavy libraries; the first start shows the project's sample."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import text

from planner.app import make_window
from planner.services import Store, Touched, plans
from planner.ui.invitation import SETTING
from planner.ui.panes.welcome import Welcome
from planner.ui.starter import Starter
from tests.builders import big_draft, sample_draft

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "openpyxl", "reportlab", "pypdfium2", "opencc", "pypinyin")
PROBE = """
import json, os, sys
from pathlib import Path
from planner.app import make_application, make_window
from planner.services import Store
app = make_application()
window = make_window(app, Store.open(Path(sys.argv[1])))
def painted(event):
    paint(event)
    rows = window.center.tree.plan_model.rowCount()
    names = sorted({name.partition(".")[0] for name in sys.modules})
    qt = "Qt" in vars(sys.modules["PySide6.QtCore"])
    print(json.dumps({"rows": rows, "modules": names, "snapshots": "planner.core.snapshot" in sys.modules, "qt": qt}))
    sys.stdout.flush()
    os._exit(0)
paint = window.center.tree.paintEvent
window.center.tree.paintEvent = painted
window.show()
app.exec()
"""


def first_paint(store: Path) -> dict:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(store)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return json.loads(done.stdout)


def test_the_first_tree_is_painted_without_the_heavy_libraries(tmp_path):
    with Store.open(tmp_path / "planner.db") as store:
        store.write("导入", lambda session: plans.add_plan(session, big_draft(300)))
    seen = first_paint(tmp_path / "planner.db")
    assert seen["rows"] == 30
    assert sorted(set(HEAVY) & set(seen["modules"])) == []
    # Neither the values of a snapshot nor the 93 enumerations of `Qt` are made before the tree stands.
    assert not seen["snapshots"]
    assert not seen["qt"]


def test_so_is_the_sample_of_the_first_start(tmp_path):
    seen = first_paint(tmp_path / "planner.db")
    assert seen["rows"] >= 4
    assert sorted(set(HEAVY) & set(seen["modules"])) == []


@pytest.fixture
def fresh_store(tmp_path):
    with Store.open(tmp_path / "planner.db") as store:
        yield store


def test_the_sample_is_stored_once_writing_is_ready(application, qtbot, fresh_store):
    store = fresh_store
    window = make_window(application, store)
    qtbot.addWidget(window)
    window.show()
    assert store.plans() == ()
    assert "示例计划" in window.center.bar.words
    assert not window.item_pane._sheet.isEnabled()
    starter = Starter(window, store, [])
    with qtbot.waitSignal(starter.is_warm, timeout=20000):
        starter.begin()
    starter.wait()
    assert len(store.plans()) == 1
    assert store.setting(SETTING) == str(store.plans()[0].plan_id)
    assert window.item_pane._sheet.isEnabled()
    assert "示例计划" in window.center.bar.words
    window.center.bar._close.click()
    assert window.center.bar.words == ""
    window.close()


def test_the_sample_does_not_come_back(application, qtbot, fresh_store):
    store = fresh_store
    store.set_setting(SETTING, "closed")
    window = make_window(application, store)
    qtbot.addWidget(window)
    window.show()
    assert isinstance(window.center.pages.currentWidget(), Welcome)
    assert window.center.bar.words == ""
    window.close()


def test_the_tree_stays_where_it_was_when_the_rest_appears(application, qtbot, fresh_store):
    fresh_store.write("导入", lambda session: plans.add_plan(session, big_draft(40)))
    places = []
    for _time in range(2):
        window = make_window(application, fresh_store)
        qtbot.addWidget(window)
        window.show()
        places.append(window.geometry_.tree_place())
        window.complete()
        places.append(window.geometry_.tree_place())
        window.close()
    assert places[2] == places[3] == places[1]


SMALL_SCREEN = {"synchronousWindowSystemEvents": False, "windowFrameMargins": False, "screens": [
    {"name": "desk", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
]}  # fmt: skip
PLACES = """
import sys
from pathlib import Path
from planner.app import make_application, make_window
from planner.services import Store
application, store = make_application(), Store.open(Path(sys.argv[1]))
window = make_window(application, store)
window.show()
print(*window.geometry_.tree_place())
window.complete()
print(*window.geometry_.tree_place())
window.close()
store.close()
"""


def test_the_tree_stays_on_a_small_screen_at_the_very_first_start(fresh_store, tmp_path):
    fresh_store.write("导入", lambda session: plans.add_plan(session, big_draft(40)))
    fresh_store.close()
    screen = tmp_path / "screen.json"
    screen.write_text(json.dumps(SMALL_SCREEN), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PLACES, str(fresh_store.path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screen}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    before, after = done.stdout.splitlines()
    assert before == after


FILLS = PLACES.replace("print(*window.geometry_.tree_place())\nwindow.complete()", "window.complete()").replace(
    "print(*window.geometry_.tree_place())", "print(window.isMaximized())"
)


def test_a_window_that_took_all_of_a_small_screen_does_so_at_another_scale_too(fresh_store, tmp_path):
    fresh_store.close()
    screen = tmp_path / "screen.json"
    screen.write_text(json.dumps(SMALL_SCREEN), encoding="utf-8")
    said = []
    for scale in ("1", "1.5"):
        done = subprocess.run(
            [sys.executable, "-c", FILLS, str(fresh_store.path)],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screen}", "QT_SCALE_FACTOR": scale},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        said.append(done.stdout.strip())
    assert said == ["True", "True"]


def test_a_window_on_a_screen_that_vanished_comes_back(application, qtbot, fresh_store):
    fresh_store.write("导入", lambda session: plans.add_plan(session, big_draft(3)))
    window = make_window(application, fresh_store)
    qtbot.addWidget(window)
    window.setGeometry(5000, 300, 900, 600)
    window.show()
    window.close()
    again = make_window(application, fresh_store)
    qtbot.addWidget(again)
    again.show()
    assert again.screen().geometry().contains(again.geometry())
    again.close()


def test_the_window_comes_back_as_it_was(application, qtbot, fresh_store):
    store = fresh_store
    for count in (3, 5):
        store.write("导入", lambda session, count=count: plans.add_plan(session, big_draft(count)))
    first, second = (plan.plan_id for plan in store.plans())
    window = make_window(application, store)
    qtbot.addWidget(window)
    window.show()
    window.complete()
    window._workspace.open_plan(first)
    window.center.tree.header().resizeSection(2, 171)
    window.actions_table["plan_list"].trigger()
    window.close()
    again = make_window(application, store)
    qtbot.addWidget(again)
    again.show()
    again.complete()
    assert again._workspace.plan_id == first != second
    assert again.center.tree.header().sectionSize(2) == 171
    assert not again.plan_list.isVisible()
    again.close()


def test_what_writing_needs_is_loaded_at_the_first_sign_of_a_hand(application, qtbot, fresh_store):
    fresh_store.write("导入", lambda session: plans.add_plan(session, big_draft(3)))
    window = make_window(application, fresh_store)
    qtbot.addWidget(window)
    window.show()
    starter = Starter(window, fresh_store, [])
    starter.begin()
    assert not starter.is_loading
    with qtbot.waitSignal(starter.is_warm, timeout=20000):
        QTest.keyClick(window.center.tree, Qt.Key.Key_Down)
    starter.wait()
    window.close()


INTERRUPTED = """
import signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import planner.app

def type_and_interrupt():
    window = next(found for found in QApplication.topLevelWidgets() if isinstance(found, planner.app.MainWindow))
    window.complete()
    window.item_pane.title.setPlainText("打到一半")
    signal.raise_signal(getattr(signal, sys.argv[2]))

made = planner.app.make_window
def make(app, store):
    QTimer.singleShot(300, type_and_interrupt)
    return made(app, store)
planner.app.make_window = make
print(planner.app.run([], Path(sys.argv[1])))
"""


@pytest.mark.parametrize("ending", ["SIGINT", "SIGTERM"])
def test_who_is_asked_to_end_closes_the_window_and_keeps_what_was_typed(fresh_store, ending):
    fresh_store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
    fresh_store.close()
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(fresh_store.path), ending],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PLANNER_HOME": str(fresh_store.path.parent)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == "0\n"
    assert "Traceback" not in done.stderr
    with Store.open(fresh_store.path) as store:
        assert "打到一半" in [node.title for node in store.snapshot(1).nodes]


def test_a_large_store_that_proves_damaged_is_told_behind_the_first_picture(application, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "planner.db"
    with Store.open(path) as store:
        store.write("导入", lambda session: plans.add_plan(session, big_draft(3)))
        store.write("弄坏", lambda session: session.execute(text("UPDATE nodes SET position = 7")) and Touched((1,)))
    monkeypatch.setattr("planner.models.connection.CHECKED_AT_ONCE", 1000)
    with Store.open(path, check_later=True) as store:
        window = make_window(application, store)
        qtbot.addWidget(window)
        with qtbot.waitSignal(window.refused) as told:
            window.show()
        assert told.args[0].code == "STORE_DAMAGED"
        Starter(window, store, []).begin()
        window.close()


def test_a_text_that_is_no_text_any_more_leads_out_of_the_half_built_window(application, qtbot, fresh_store):
    fresh_store.write("导入", lambda session: plans.add_plan(session, sample_draft()))
    fresh_store._connection.execute("UPDATE sources SET text = CAST(x'c3' AS TEXT)")
    window = make_window(application, fresh_store)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.refused) as told:
        window.show()
        window.complete()
    assert told.args[0].code == "STORE_DAMAGED"
    window.close()

"""A window on an empty data folder, begun as the program begins it; at the end the table of the stories."""

import pytest

from planner.app import make_window
from planner.services import Store
from planner.ui.starter import Starter
from tests.stories.clerk import TOLD, Clerk
from tests.ui.conftest import application, nothing_left  # noqa: F401


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "home" / "planner.db") as opened:
        yield opened


@pytest.fixture
def window(application, store, qtbot):  # noqa: F811
    return begin(application, store, qtbot)


def begin(app, store, qtbot):
    """Begin the program on a store, as its first start does, and wait for the sample plan."""
    found = make_window(app, store)
    qtbot.addWidget(found)
    found.resize(1366, 738)
    found.show()
    qtbot.waitExposed(found)
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    starter = Starter(found, store, ())
    starter.begin()
    qtbot.waitUntil(lambda: bool(store.plans()), timeout=20000)
    starter.wait()
    found.center.tree.setFocus()
    return found


@pytest.fixture
def clerk(window, store, qtbot, request):
    """The clerk who follows the topic named by the test's mark, else by the file: test_story_04 follows story-04."""
    return Clerk(window, store, qtbot, request.module.STORY)


def pytest_terminal_summary(terminalreporter):
    """Print how the stories went."""
    if TOLD:
        terminalreporter.write_line("")
        terminalreporter.write_line(f"{'story':<12}{'gestures':>9}{'keys':>6}{'seconds':>9}  title")
        for told in TOLD:
            line = f"{told.story:<12}{told.gestures:>9}{told.keys:>6}{told.seconds:>9.2f}  {told.title}"
            terminalreporter.write_line(line)

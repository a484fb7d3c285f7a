"""Story 14: I take the plan to another PC or to a county school by USB."""

import pytest

from planner.services import Store
from planner.ui.dialogs.package import PackageDialog
from tests.stories.clerk import Clerk
from tests.stories.conftest import begin
from tests.stories.following import bring_in
from tests.stories.test_story_07 import PLAN, report

STORY = "story-14"


@pytest.fixture
def other_pc(application, qtbot, tmp_path):
    """What begins the program on another PC, with a data folder of its own."""
    with Store.open(tmp_path / "school" / "planner.db") as store:
        yield lambda: (begin(application, store, qtbot), store)


def test_a_plan_goes_to_another_pc_in_one_file(clerk, other_pc, qtbot, tmp_path):
    bring_in(clerk, PLAN)
    report(clerk, "开好科学课程", "2031-04-10", "已配齐专任教师二十名")
    stick = tmp_path / "usb" / "plan.zip"
    stick.parent.mkdir()
    clerk.step(1)
    clerk.names_file(stick)
    clerk.do("pack")
    clerk.until(lambda: stick.exists() and "已打包" in clerk.window.center.bar.words)
    packed = clerk.plan
    assert [path.name for path in stick.parent.iterdir()] == ["plan.zip"]
    clerk.step(2)
    window, store = other_pc()
    there = Clerk(window, store, qtbot, STORY)
    window.activateWindow()
    clerk.until(window.isActiveWindow)
    there.names_file(stick)
    there.do("unpack")
    dialog = there.dialog(PackageDialog)
    clerk.used_with("action:unpack")
    clerk.step(3)
    assert "3 项任务" in dialog.sentence.text()
    there.press("Enter")
    clerk.used_with("Enter")
    clerk.until(lambda: len(store.plans()) == 2)
    clerk.told.gestures += there.told.gestures
    clerk.told.keys += there.told.keys
    clerk.end()
    arrived = there.plan
    assert arrived.source.text == packed.source.text == PLAN
    for one, other in zip(packed.nodes, arrived.nodes, strict=True):
        assert (one.kind, one.number, one.title, one.body) == (other.kind, other.number, other.title, other.body)
        assert [f.unit.name for f in one.assignments] == [f.unit.name for f in other.assignments]
        assert [entry.text for entry in one.entries] == [entry.text for entry in other.entries]
    assert there.node("开好科学课程").entries[-1].text == "已配齐专任教师二十名"
    known = [unit.name for unit in store.units()]
    assert len(known) == len(set(known)), "the units are matched with the register that is there"
    there.do("undo")
    assert len(store.plans()) == 1

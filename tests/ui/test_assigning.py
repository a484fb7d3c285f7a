"""Assigning by keys alone: what the keys say is what the store gets, and few keys are enough."""

import pytest
from PySide6.QtCore import Qt

from planner.core.vocabulary import NodeKind
from planner.importing import parse, read_text
from planner.services import units
from planner.ui.dialogs.assigning import AssigningDialog
from tests.ui.acting import open_dialog, press, write

CTRL, ALT, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
ENTER = Qt.Key.Key_Return
TITLES = (
    "办好学前教育", "推进义务教育均衡发展", "深化高中课程改革", "加强教师队伍建设", "抓好师德师风", "保障教育经费",
    "规范学校收费", "守住校园安全底线", "开展心理健康教育", "提升体育和美育", "推动教育信息化", "做好教育督导",
)  # fmt: skip
NAMES = ("基教科", "教师科", "计财科", "安全科", "体卫艺科", "电教馆", "督导室", "职成科")


class Keys:
    """Presses keys in the box and counts them."""

    def __init__(self, dialog: AssigningDialog) -> None:
        self.box = dialog.box
        self.count = 0

    def __call__(self, letters: str = "", key: Qt.Key | None = None, modifiers=NONE) -> None:
        write(self.box, letters)
        self.count += len(letters)
        if key is not None:
            press(self.box, key, modifiers)
            self.count += 1


def open_assigning(window, qtbot) -> AssigningDialog:
    window.actions_table["assign"].trigger()
    found = open_dialog(AssigningDialog)
    qtbot.waitExposed(found)
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def plan_without_units():
    items = "".join(f"{n}.{title}。年内完成第{n}项工作。\n" for n, title in enumerate(TITLES, start=1))
    return parse(read_text(f"安澜县教育局2031年工作要点\n\n一、主要任务\n{items}"))


@pytest.fixture
def bare(empty_window, store):
    """The window on a plan of twelve items without units."""
    draft = plan_without_units()
    assert len([node for node in draft.nodes if node.kind is NodeKind.ITEM]) == len(TITLES)
    empty_window._workspace.add_plan(draft)
    return empty_window


@pytest.fixture
def dialog(bare, store, qtbot):
    for name in NAMES:
        bare._workspace.do("添加", lambda session, name=name: units.add_unit(session, name))
    found = open_assigning(bare, qtbot)
    yield found
    found.close()


def parts(in_store, title):
    node = in_store.node(title)
    return [found.unit.name for found in node.leads], [found.unit.name for found in node.partners]


def test_twelve_items_get_their_units_by_three_keys_a_unit_and_one_an_item(dialog, in_store):
    wanted = {
        title: (
            NAMES[place % len(NAMES)],
            [NAMES[(place + 3) % len(NAMES)], NAMES[(place + 5) % len(NAMES)]][: place % 3],
        )
        for place, title in enumerate(TITLES)
    }
    initials = dict(zip(NAMES, ("jj", "js", "jc", "aq", "tw", "dj", "dd", "zc"), strict=True))
    keys = Keys(dialog)
    for title in TITLES:
        assert dialog.desk.item.title == title
        lead, partners = wanted[title]
        keys(initials[lead], ENTER)
        for name in partners:
            keys(initials[name], ENTER, SHIFT)
        keys(key=ENTER)
    assert {title: parts(in_store, title) for title in TITLES} == {
        title: ([lead], partners) for title, (lead, partners) in wanted.items()
    }
    given = sum(1 + len(partners) for _lead, partners in wanted.values())
    assert keys.count <= 3 * given + len(TITLES)
    assert dialog.desk.open_count == 0
    assert "全部任务都有了牵头单位" in dialog.waiting.text()
    assert dialog.news.text() == "全部任务都有了牵头单位"


def test_the_count_of_open_items_is_always_on_screen(dialog):
    assert dialog.waiting.text() == f"还剩 {len(TITLES)} 项没有牵头单位"
    Keys(dialog)("jj", ENTER)
    assert dialog.waiting.text() == f"还剩 {len(TITLES) - 1} 项没有牵头单位"
    assert dialog.waiting.isVisible()
    assert dialog.progress.value() == 1

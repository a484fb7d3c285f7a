"""Assigning by keys alone: what the keys say is what the store gets, and few keys are enough."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from planner.core.vocabulary import NodeKind
from planner.importing import parse, read_text
from planner.services import items, plans, units
from planner.ui.dialogs.assigning import AssigningDialog
from planner.ui.dialogs.units import UnitsDialog
from tests.builders import sample_draft
from tests.ui.acting import compose, open_dialog, press, write

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
    tasks = "".join(f"{n}.{title}。年内完成第{n}项工作。\n" for n, title in enumerate(TITLES, start=1))
    return parse(read_text(f"安澜县教育局2031年工作要点\n\n一、主要任务\n{tasks}"))


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
    if isValid(found):
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


def test_digits_take_what_is_listed_as_lead_and_with_shift_as_partner(dialog, in_store):
    keys = Keys(dialog)
    listed = [one.label if one else None for one in dialog.grid.candidates]
    assert listed[:3] == ["基教科", None, None], "only its name speaks for it"
    assert dialog.grid.candidates[0].note == "建议 · 职责相近"
    keys(key=Qt.Key.Key_4)
    keys(key=Qt.Key.Key_Percent, modifiers=SHIFT)
    keys(key=Qt.Key.Key_6, modifiers=ALT)
    assert parts(in_store, TITLES[0]) == ([listed[3]], [listed[4], listed[5]])
    assert [one.label if one else None for one in dialog.grid.candidates] == listed, "digits do not shift"
    keys(key=Qt.Key.Key_5)
    keys(key=Qt.Key.Key_2)
    assert parts(in_store, TITLES[0]) == ([listed[3], listed[4]], [listed[5]])
    assert dialog.box.text() == ""


def test_nothing_is_set_without_a_key(dialog, in_store):
    keys = Keys(dialog)
    for key in (ENTER, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_PageUp):
        keys(key=key)
    keys("js", Qt.Key.Key_Escape)
    keys("xyz", ENTER)
    assert all(not node.assignments for node in in_store.snapshot.nodes)
    assert "名录里没有这样拼的单位" in dialog.grid.accessibleDescription()


def test_arrows_walk_the_list_while_something_is_typed_and_the_items_else(dialog, in_store):
    keys = Keys(dialog)
    keys("jk", Qt.Key.Key_Down)
    chosen = dialog.grid.candidates[1].label
    keys(key=ENTER)
    assert parts(in_store, TITLES[0]) == ([chosen], [])
    keys(key=Qt.Key.Key_Down)
    keys(key=Qt.Key.Key_PageDown)
    assert dialog.desk.item.title == TITLES[2]
    keys(key=Qt.Key.Key_Up)
    assert dialog.desk.item.title == TITLES[1]
    keys(key=Qt.Key.Key_Up)
    keys(key=Qt.Key.Key_Up)
    assert dialog.desk.item.title == TITLES[0]
    assert dialog.news.text() == "已经是第一项"
    keys(key=Qt.Key.Key_Up, modifiers=CTRL)
    assert dialog.desk.item.title == TITLES[-1]
    keys(key=Qt.Key.Key_Down, modifiers=CTRL)
    assert dialog.desk.item.title == TITLES[1], "the first one has its lead"


def test_the_item_above_is_copied_and_all_is_taken_back(dialog, in_store, store):
    keys = Keys(dialog)
    keys(key=Qt.Key.Key_D, modifiers=CTRL)
    assert "第一项" in dialog.news.text()
    keys("jj", ENTER)
    keys("aq", ENTER, SHIFT)
    keys(key=ENTER)
    keys(key=Qt.Key.Key_D, modifiers=CTRL)
    assert parts(in_store, TITLES[1]) == (["基教科"], ["安全科"])
    assert store.undo_name == "同上一项"
    keys(key=Qt.Key.Key_Backspace)
    assert parts(in_store, TITLES[1]) == (["基教科"], [])
    keys(key=Qt.Key.Key_Backspace)
    assert parts(in_store, TITLES[1]) == ([], [])
    for _ in range(4):
        keys(key=Qt.Key.Key_Z, modifiers=CTRL)
    assert parts(in_store, TITLES[1]) == ([], [])
    assert parts(in_store, TITLES[0]) == (["基教科"], [])
    assert dialog.desk.item.title == TITLES[0], "undo shows what it took back"
    assert dialog.news.text() == "已撤销：定“安全科”为配合"
    keys(key=Qt.Key.Key_Y, modifiers=CTRL)
    assert parts(in_store, TITLES[0]) == (["基教科"], ["安全科"])
    keys(key=Qt.Key.Key_Down)
    keys(key=Qt.Key.Key_Down)
    keys(key=Qt.Key.Key_D, modifiers=CTRL)
    assert dialog.news.text() == "上一项还没有单位"


def test_what_was_set_is_proposed_for_the_like_at_once(bare, store, qtbot):
    for name in ("第一科", "第二科"):
        bare._workspace.do("添加", lambda session, name=name: units.add_unit(session, name))
    dialog = open_assigning(bare, qtbot)
    keys = Keys(dialog)
    assert dialog.grid.candidates[0] is None, "nothing is known yet, and the names are silent"
    for _ in range(3):
        keys(key=Qt.Key.Key_Down)
    keys("第二科", ENTER)
    keys(key=ENTER)
    assert dialog.desk.item.title == "抓好师德师风"
    assert dialog.grid.candidates[0].names == ("第二科",)
    assert dialog.grid.candidates[0].note == "建议 · 2031年 第4条"
    dialog.close()


def test_a_large_store_is_read_by_the_worker_and_the_list_comes_behind(bare, qtbot, monkeypatch):
    monkeypatch.setattr("planner.ui.proposer.BUILT_AT_ONCE", 0)
    bare._workspace.do("添加", lambda session: units.add_unit(session, "基教科"))
    dialog = open_assigning(bare, qtbot)
    qtbot.waitUntil(lambda: any(one and one.is_proposed for one in dialog.grid.candidates))
    dialog.close()


def test_the_first_register_is_made_by_typing_names(bare, in_store, qtbot, store):
    dialog = open_assigning(bare, qtbot)
    keys = Keys(dialog)
    assert "Ctrl+U 导入" in dialog.grid.accessibleDescription()
    keys("思政科", ENTER)
    assert parts(in_store, TITLES[0]) == (["思政科"], [])
    assert "已把“思政科”加入单位名录" in dialog.news.text()
    keys("电教站、仪器站", ENTER, SHIFT)
    assert parts(in_store, TITLES[0]) == (["思政科"], ["电教站", "仪器站"])
    keys(key=ENTER)
    keys("sz", Qt.Key.Key_Space)
    assert parts(in_store, TITLES[1]) == (["思政科"], [])
    assert [unit.name for unit in store.units()] == ["思政科", "电教站", "仪器站"]
    dialog.close()


def test_a_part_of_a_name_means_the_unit_and_a_whole_other_name_a_new_one(dialog, in_store, store):
    keys = Keys(dialog)
    keys("体卫", ENTER)
    assert parts(in_store, TITLES[0]) == (["体卫艺科"], [])
    keys("体卫科")
    assert [one.label for one in dialog.grid.candidates[:2]] == ["体卫科", "体卫艺科"]
    keys(key=ENTER, modifiers=SHIFT)
    assert parts(in_store, TITLES[0]) == (["体卫艺科"], ["体卫科"])
    before = store.units()
    keys("jj科", ENTER)
    assert store.units() == before, "letters that stayed in the box are no name"


def test_while_an_input_method_composes_no_key_means_anything(dialog, in_store, store):
    box = dialog.box
    compose(box, "ji jiao")
    for key in (ENTER, Qt.Key.Key_1, Qt.Key.Key_Down, Qt.Key.Key_Backspace, Qt.Key.Key_Escape, Qt.Key.Key_Tab):
        press(box, key)
    press(box, Qt.Key.Key_D, CTRL)
    assert dialog.isVisible()
    assert box.hasFocus()
    assert dialog.desk.item.title == TITLES[0]
    assert all(not node.assignments for node in in_store.snapshot.nodes)
    compose(box, "", "基教")
    assert box.text() == "基教"
    assert dialog.grid.candidates[0].label == "基教科"
    press(box, ENTER)
    assert parts(in_store, TITLES[0]) == (["基教科"], [])
    listed = [one.label if one else "" for one in dialog.grid.candidates]
    compose(box, "", "！")
    compose(box, "", "￥")
    assert parts(in_store, TITLES[0]) == ([], ["基教科", listed[3]])
    compose(box, "", "5")
    assert parts(in_store, TITLES[0])[0] == [listed[4]]


def test_leads_by_position_are_confirmed_by_going_on(empty_window, store, in_store, qtbot):
    draft = sample_draft()
    store.write("导入", lambda session: plans.add_plan(session, draft))
    empty_window._workspace.start()
    unsure = [node.title for node in in_store.snapshot.items if any(not one.stated for one in node.leads)]
    assert unsure
    dialog = open_assigning(empty_window, qtbot)
    keys = Keys(dialog)
    while dialog.desk.open_count:
        if not dialog.desk.item.leads:
            keys("综合股", ENTER)
        keys(key=ENTER)
    for _ in unsure:
        if dialog.desk.unconfirmed_count:
            assert "推定" in dialog.leads.words()[0]
            assert "确认推定" in dialog.news.text()
            keys(key=ENTER)
    assert dialog.waiting.text() == "✓ 全部任务都有了牵头单位"
    assert all(one.stated for title in unsure for one in in_store.node(title).assignments)
    dialog.close()


def test_escape_empties_the_box_and_then_leaves_the_window_going_along(bare, qtbot):
    dialog = open_assigning(bare, qtbot)
    keys = Keys(dialog)
    keys(key=Qt.Key.Key_Down)
    keys("jj", Qt.Key.Key_Escape)
    assert dialog.isVisible()
    keys(key=Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert bare._workspace.node.title == TITLES[1]
    assert bare.center.tree.current_node() == bare._workspace.node_id


def test_the_register_opens_over_it_and_what_is_added_there_is_found(dialog, in_store):
    press(dialog.box, Qt.Key.Key_U, CTRL)
    register = open_dialog(UnitsDialog)
    register.register.desk.workspace.do("添加", lambda session: units.add_unit(session, "语委办"))
    register.close()
    Keys(dialog)("yw", ENTER)
    assert parts(in_store, TITLES[0]) == (["语委办"], [])


def test_when_the_plan_goes_the_dialog_goes(dialog, bare):
    while bare._workspace.snapshot is not None:
        bare._workspace.undo()
    assert not isValid(dialog) or not dialog.isVisible()


def test_the_assigning_is_offered_by_the_fault_the_import_and_the_count(bare, qtbot):
    bare._imported()
    assert f"{len(TITLES)} 项任务还没有牵头单位" in bare.center.bar.words
    bare.center.bar.settle()
    faults = bare.center.problems.faults_model.faults
    bare.center.problems.faults.go(next(row for row, fault in enumerate(faults) if fault.code == "NO_UNITS"))
    assert "逐条分派" in "".join(button.text() for button in bare.center.bar._buttons)
    bare.center.bar._buttons[0].click()
    open_dialog(AssigningDialog).close()
    bare.open_items.click()
    open_dialog(AssigningDialog).close()


def test_a_plan_without_items_has_nothing_to_assign(bare):
    for node in bare._workspace.snapshot.items:
        bare._workspace.do("删除", lambda session, node_id=node.node_id: items.delete_node(session, node_id))
    bare.actions_table["assign"].trigger()
    assert "还没有任务" in bare.statusBar().currentMessage()


def test_the_pane_proposes_a_lead_in_grey_and_alt_1_takes_it(bare, in_store, qtbot):
    bare._workspace.do("添加", lambda session: units.add_unit(session, "基教科"))
    node = in_store.node(TITLES[0])
    bare._workspace.select(node.node_id)
    qtbot.waitUntil(lambda: "建议：基教科（职责相近）" in bare.item_pane._lead_note.text())
    assert not in_store.node(TITLES[0]).leads
    press(bare, Qt.Key.Key_1, ALT)
    assert parts(in_store, TITLES[0]) == (["基教科"], [])
    assert "建议" not in bare.item_pane._lead_note.text()
    press(bare, Qt.Key.Key_1, ALT)
    assert "没有建议" in bare.statusBar().currentMessage()


def hold(box, key):
    """Send what a key sends again and again while it is held down."""
    QCoreApplication.sendEvent(box, QKeyEvent(QKeyEvent.Type.KeyPress, key, NONE, "", True))


def test_a_key_held_down_empties_the_box_and_does_no_more(dialog, in_store):
    keys = Keys(dialog)
    keys("jj", ENTER)
    keys("tw")
    for _ in range(5):
        hold(dialog.box, Qt.Key.Key_Backspace)
    assert dialog.box.text() == ""
    assert parts(in_store, TITLES[0]) == (["基教科"], [])
    hold(dialog.box, ENTER)
    assert dialog.desk.item.title == TITLES[0]


def test_keys_pressed_elsewhere_go_to_the_box(dialog):
    press(dialog.box, Qt.Key.Key_F1, SHIFT)
    assert "同上一项" in dialog.bar.words
    dialog.bar.setFocus()
    dialog.setFocus()
    press(dialog, Qt.Key.Key_J)
    assert dialog.box.hasFocus()
    assert dialog.box.text() == "j"


def test_where_there_is_little_room_the_text_gets_it(dialog, qtbot):
    dialog.showNormal()
    dialog.resize(1306, 708)
    qtbot.waitUntil(dialog.strip.isVisible)
    assert not dialog.reading.is_tight
    assert dialog.strip.rows.rowCount() == len(TITLES)
    dialog.resize(900, 480)
    qtbot.waitUntil(lambda: not dialog.strip.isVisible())
    assert dialog.reading.is_tight
    assert dialog.reading.height() > 100
    assert dialog.grid.geometry().bottom() < dialog.height()


def test_a_click_on_an_item_or_a_unit_is_as_good_as_a_key(dialog, in_store):
    dialog.showNormal()
    dialog.resize(1306, 708)
    strip = dialog.strip
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=strip.visualRect(strip.rows.index(2)).center())
    assert dialog.desk.item.title == TITLES[2]
    grid = dialog.grid
    listed = [one.label if one else "" for one in grid.candidates]
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid._cell(3).center())
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, SHIFT, grid._cell(4).center())
    assert parts(in_store, TITLES[2]) == ([listed[3]], [listed[4]])
    assert dialog.box.hasFocus()


def test_a_key_that_means_nothing_ends_even_while_the_window_is_not_active(dialog, bare, qtbot):
    other = QWidget(bare, Qt.WindowType.Window)
    dialog.setWindowModality(Qt.WindowModality.NonModal)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    for widget in (dialog, dialog.box):
        hit = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_F12, NONE)
        QCoreApplication.sendEvent(widget, hit)
    assert dialog.focusWidget() is dialog.box
    other.close()


def test_an_item_that_is_no_item_any_more_gives_way_to_another(window, qtbot, store) -> None:
    dialog = open_assigning(window, qtbot)
    workspace = window._workspace
    last = workspace.snapshot.items[-1]
    workspace.select(last.node_id)
    assert dialog.desk.item.node_id == last.node_id
    workspace.do("降一级", lambda session: items.indent(session, last.node_id))
    assert workspace.snapshot.by_id[last.node_id].kind is not NodeKind.ITEM
    assert dialog.desk.item in workspace.snapshot.items
    assert dialog.place.text().startswith(f"第 {dialog.desk.place + 1} /")
    dialog.reject()

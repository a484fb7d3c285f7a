"""The one table of actions: text, keys, icon, slot and when enabled. All menus share the QActions.

A slot is the name of a method of one of the objects that `Actions` asks for when an action is triggered. Keys of
scope TREE act only in the tree, where Enter, Tab, Delete and Alt with an arrow mean the tree's gestures; `tree_keys`
are such keys beside the general ones.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from planner.ui.icons import icon


class When(StrEnum):
    """What must be there for an action to make sense."""

    ALWAYS = "always"
    PLAN = "plan"
    NODE = "node"
    SPLITTABLE = "splittable"
    UNDO = "undo"
    REDO = "redo"
    FAULTS = "faults"
    BY_POSITION = "by position"
    NO_ASSIGNED_LEAD = "no assigned lead"
    FILTERED = "filtered"


# What makes sense on every page; the others act on the plan's tree, which only its own page shows.
EVERYWHERE = frozenset({When.ALWAYS, When.UNDO, When.REDO})


class Scope(StrEnum):
    """Where the keys of an action act."""

    WINDOW = "window"
    TREE = "tree"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """A row of the table. `tip` adds what the text does not say; `short` is the toolbar's word."""

    name: str
    text: str
    keys: tuple[str, ...]
    icon: str
    slot: str
    when: When = When.ALWAYS
    tip: str = ""
    short: str = ""
    tree_keys: tuple[str, ...] = ()
    scope: Scope = Scope.WINDOW
    checkable: bool = False


TABLE: tuple[ActionSpec, ...] = (
    ActionSpec("open", "打开计划文件(&O)…", ("Ctrl+O",), "folder-open", "open_file", short="打开"),
    ActionSpec(
        "paste",
        "粘贴(&V)",
        ("Ctrl+V",),
        "clipboard-paste",
        "paste_here",
        tip="粘贴计划的文字或表格；复制过任务时，粘贴到所选任务之后",
        short="粘贴计划",
    ),
    ActionSpec("print", "打印(&P)…", ("Ctrl+P",), "printer", "print_plan", When.PLAN, short="打印"),
    ActionSpec(
        "pack",
        "打包到文件(&K)…",
        ("Ctrl+Shift+E",),
        "package",
        "pack_plan",
        When.PLAN,
        "把这份计划连同进展、单位和原文存成一个文件，带到别的电脑",
    ),
    ActionSpec(
        "unpack",
        "从包中取出(&U)…",
        ("Ctrl+Shift+I",),
        "package-open",
        "unpack_plan",
        tip="取出别的电脑打包的计划，单位与本机名录对应",
    ),
    ActionSpec(
        "backups",
        "备份与恢复(&B)…",
        ("Ctrl+Alt+B",),
        "archive-restore",
        "show_backups",
        tip="看每一份备份里有什么，恢复到其中一份",
    ),
    ActionSpec("rename_plan", "修改计划名称(&R)", ("Shift+F2",), "pencil", "rename_plan", When.PLAN),
    ActionSpec(
        "plan_customs",
        "年度、用词和亮灯(&Y)…",
        ("Ctrl+Shift+K",),
        "sliders-horizontal",
        "show_plan_customs",
        When.PLAN,
        "只管这一份计划：哪一年、状态叫什么、什么时候亮灯",
    ),
    ActionSpec("delete_plan", "删除计划(&D)", ("Ctrl+Shift+Delete",), "trash-2", "delete_plan", When.PLAN),
    ActionSpec("quit", "退出(&Q)", ("Ctrl+Q",), "log-out", "quit"),
    ActionSpec("undo", "撤销(&U)", ("Ctrl+Z",), "undo-2", "undo", When.UNDO),
    ActionSpec("redo", "重做(&R)", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2", "redo", When.REDO),
    ActionSpec(
        "steps",
        "修改记录(&H)…",
        ("Ctrl+Shift+H",),
        "list-restart",
        "show_steps",
        tip="做过的每一步，一次退回几步、几十步",
    ),
    ActionSpec(
        "new_item",
        "新任务(&N)",
        ("Ctrl+N",),
        "plus",
        "new_item",
        When.PLAN,
        "加在所选任务之后",
        "新任务",
        ("Return", "Enter"),
    ),
    ActionSpec("new_section", "新部分(&S)", ("Ctrl+Shift+N",), "folder-plus", "new_section", When.PLAN),
    ActionSpec("new_step", "新举措(&T)", ("Ctrl+Alt+N",), "list-plus", "new_step", When.NODE, "加在所选任务之下"),
    ActionSpec("edit_title", "修改标题(&E)", ("F2",), "pencil", "edit_title", When.NODE),
    ActionSpec(
        "delete", "删除(&D)", ("Delete",), "trash-2", "delete_node", When.NODE, "连同下级一起删除", scope=Scope.TREE
    ),
    ActionSpec("move_up", "上移(&U)", ("Alt+Up",), "arrow-up", "move_up", When.NODE, scope=Scope.TREE),
    ActionSpec("move_down", "下移(&M)", ("Alt+Down",), "arrow-down", "move_down", When.NODE, scope=Scope.TREE),
    ActionSpec(
        "indent",
        "降一级(&I)",
        ("Alt+Right",),
        "list-indent-increase",
        "indent",
        When.NODE,
        "归到上一项之下",
        tree_keys=("Tab",),
        scope=Scope.TREE,
    ),
    ActionSpec(
        "outdent",
        "升一级(&O)",
        ("Alt+Left",),
        "list-indent-decrease",
        "outdent",
        When.NODE,
        tree_keys=("Shift+Tab",),
        scope=Scope.TREE,
    ),
    ActionSpec("split", "在光标处拆成两项(&C)", ("Ctrl+Return", "Ctrl+Enter"), "split", "split", When.SPLITTABLE),
    ActionSpec("join", "与下一项合并(&J)", ("Ctrl+J",), "merge", "join", When.NODE),
    ActionSpec("confirm_roles", "确认推定的牵头(&L)", ("Ctrl+L",), "check-check", "confirm_roles", When.BY_POSITION),
    ActionSpec(
        "duplicate",
        "再制一份(&A)",
        ("Ctrl+Alt+D",),
        "copy-plus",
        "duplicate",
        When.NODE,
        "连同单位、时限和下级，放在后面",
    ),
    ActionSpec(
        "add_field", "加栏目(&F)…", ("Ctrl+Alt+L",), "list-plus", "add_field", When.NODE, "问题、目标、举措、备注"
    ),
    ActionSpec(
        "tick", "举措已完成(&Q)", ("Ctrl+Alt+E",), "square-check", "tick_step", When.NODE, "在举措上打勾或去掉勾"
    ),
    ActionSpec(
        "cut",
        "剪切任务(&T)",
        ("Ctrl+X",),
        "scissors",
        "cut_nodes",
        When.NODE,
        "粘贴时移到那里，连同进展",
        scope=Scope.TREE,
    ),
    ActionSpec("copy", "复制任务(&C)", ("Ctrl+C",), "copy", "copy_nodes", When.NODE, scope=Scope.TREE),
    ActionSpec(
        "copy_table", "复制为表格(&B)", ("Ctrl+Shift+C",), "table-2", "copy_table", When.NODE, "粘贴到 WPS 文字或表格里"
    ),
    ActionSpec("select_all", "全选(&A)", ("Ctrl+A",), "text-select", "select_all", When.NODE, scope=Scope.TREE),
    ActionSpec(
        "mark",
        "标记(&K)",
        ("Space",),
        "square-check-big",
        "mark_node",
        When.NODE,
        "标记可以多选，走到别处也不丢；按 Esc 全部取消。单独一条举措则是打勾",
        scope=Scope.TREE,
    ),
    ActionSpec("fold_all", "全部折叠(&O)", ("Shift+Left",), "fold-vertical", "fold_all", When.PLAN, scope=Scope.TREE),
    ActionSpec(
        "unfold_all", "全部展开(&E)", ("Shift+Right",), "unfold-vertical", "unfold_all", When.PLAN, scope=Scope.TREE
    ),
    ActionSpec("status", "改状态(&K)…", ("Ctrl+E",), "list-checks", "choose_status", When.NODE, "按数字键选定状态"),
    ActionSpec("report", "登记进展(&P)", ("Ctrl+R",), "notebook-text", "report_progress", When.NODE),
    ActionSpec("next_item", "下一项(&X)", ("Ctrl+Down",), "chevron-down", "next_item", When.NODE),
    ActionSpec("previous_item", "上一项(&B)", ("Ctrl+Up",), "chevron-up", "previous_item", When.NODE),
    ActionSpec("next_open", "下一个未定牵头的任务(&G)", ("F7",), "arrow-right", "next_open", When.NO_ASSIGNED_LEAD),
    ActionSpec("next_fault", "下一处疑点(&F)", ("F8",), "triangle-alert", "next_fault", When.FAULTS),
    ActionSpec("previous_fault", "上一处疑点(&H)", ("Shift+F8",), "triangle-alert", "previous_fault", When.FAULTS),
    ActionSpec(
        "assign",
        "逐条分派(&A)…",
        ("Ctrl+G",),
        "users",
        "assign_items",
        When.PLAN,
        "一项一项地定牵头和配合单位，只用键盘",
    ),
    ActionSpec(
        "edit_leads",
        "改牵头单位(&L)",
        ("F5",),
        "pencil",
        "edit_leads",
        When.NODE,
        "就在任务树的这一行里改，↓ 到下一行，Tab 到配合",
    ),
    ActionSpec("edit_partners", "改配合单位(&P)", ("Shift+F5",), "pencil", "edit_partners", When.NODE),
    ActionSpec(
        "change_units",
        "批量改单位(&B)…",
        ("Ctrl+B",),
        "replace-all",
        "change_units",
        When.PLAN,
        "给选中的、筛选出的或全部任务设置、添加、替换、去掉一个单位",
    ),
    ActionSpec(
        "show_unit",
        "看这个单位的任务(&W)",
        ("F12",),
        "users",
        "show_unit",
        When.NODE,
        "转到单位页：光标所在的单位，或这一项的牵头单位",
    ),
    ActionSpec(
        "take_proposal", "采用建议的牵头(&Y)", ("Alt+1",), "check", "take_proposal", When.NODE, "任务还没有牵头时"
    ),
    ActionSpec(
        "page_start",
        "首页(&H)",
        ("Alt+Home",),
        "house",
        "show_start_page",
        tip="最近的计划、要到期的任务、待核对的疑点",
        checkable=True,
    ),
    ActionSpec("page_plan", "计划(&J)", ("F4",), "list-tree", "show_plan_page", tip="回到计划的任务树", checkable=True),
    ActionSpec(
        "page_units",
        "单位(&U)",
        ("Ctrl+U",),
        "users",
        "show_units_page",
        tip="单位名录：各单位牵头、配合什么，简称、别名、群组、合并",
        checkable=True,
    ),
    ActionSpec(
        "page_due",
        "到期(&Q)",
        ("Ctrl+D",),
        "calendar-clock",
        "show_due_page",
        tip="本周、本月、本季度、本学期到期的任务",
        checkable=True,
    ),
    ActionSpec(
        "rounds",
        "填报(&T)",
        ("Ctrl+T",),
        "inbox",
        "show_rounds_page",
        tip="请单位填报进展：发出填报表，收回后合并，看谁还没有报",
        checkable=True,
    ),
    ActionSpec("filter", "查找(&F)", ("Ctrl+F",), "search", "focus_filter", When.PLAN, "文字、单位、拼音首字母、序号"),
    ActionSpec(
        "filter_panel",
        "筛选(&S)…",
        ("Ctrl+Shift+F",),
        "funnel",
        "show_filter_panel",
        When.PLAN,
        "按单位、状态、月份、部分等筛选",
    ),
    ActionSpec("views", "视图(&V)…", ("Ctrl+Alt+S",), "bookmark", "show_views", When.PLAN, "现成的和自己存的筛选"),
    ActionSpec("save_view", "存为视图(&W)…", ("Ctrl+Shift+S",), "bookmark-plus", "save_view", When.FILTERED),
    ActionSpec("next_hit", "下一处(&N)", ("F3",), "chevron-down", "next_hit", When.FILTERED),
    ActionSpec("previous_hit", "上一处(&P)", ("Shift+F3",), "chevron-up", "previous_hit", When.FILTERED),
    ActionSpec("clear_filter", "清除查找和筛选(&C)", ("Ctrl+Shift+L",), "x", "clear_filter", When.FILTERED),
    ActionSpec("next_pane", "下一个窗格(&W)", ("F6",), "chevron-right", "next_pane"),
    ActionSpec("previous_pane", "上一个窗格(&A)", ("Shift+F6",), "chevron-left", "previous_pane"),
    ActionSpec("show_item", "任务内容(&I)", ("Ctrl+1",), "file-text", "show_item", When.PLAN),
    ActionSpec("show_source", "原文(&S)", ("Ctrl+2",), "file-text", "show_source", When.PLAN),
    ActionSpec("show_faults", "疑点(&T)", ("Ctrl+3",), "triangle-alert", "show_faults", When.PLAN),
    ActionSpec("show_leftovers", "余文(&L)", ("Ctrl+4",), "info", "show_leftovers", When.PLAN),
    ActionSpec(
        "show_checks",
        "检查(&C)",
        ("Ctrl+5",),
        "list-checks",
        "show_checks",
        When.PLAN,
        "没有牵头、既牵头又配合、单位已停用、群组没有成员、没有时限等",
    ),
    ActionSpec("show_history", "经过(&G)", ("Ctrl+6",), "history", "show_history", When.PLAN, "这一项改过什么、谁改的"),
    ActionSpec("plan_list", "计划列表(&P)", ("F9",), "panel-left", "toggle_plan_list", checkable=True),
    ActionSpec("problems", "疑点、余文、检查面板(&B)", ("F10",), "panel-bottom", "toggle_problems", checkable=True),
    ActionSpec(
        "settings", "设置(&O)…", ("Ctrl+,",), "settings", "show_settings", tip="单位名称、叫法、学期、亮灯、字体、外观"
    ),
    ActionSpec("larger", "放大文字(&Z)", ("Ctrl+=", "Ctrl++"), "zoom-in", "larger_text"),
    ActionSpec("smaller", "缩小文字(&X)", ("Ctrl+-",), "zoom-out", "smaller_text"),
    ActionSpec("normal_size", "文字恢复原大小(&N)", ("Ctrl+0",), "a-large-small", "normal_text"),
    ActionSpec("scheme", "换浅色、深色(&D)", ("Ctrl+Shift+D",), "sun-moon", "change_scheme"),
    ActionSpec(
        "stories", "我想……(&W)", ("Ctrl+Shift+F1",), "lightbulb", "show_stories", tip="按您要做的事，一步一步说怎么做"
    ),
    ActionSpec(
        "tour",
        "五分钟上手(&T)",
        ("Ctrl+Shift+F2",),
        "circle-play",
        "start_tour",
        tip="用一份练习计划走一遍，不动您的计划",
    ),
    ActionSpec("help", "本页帮助(&H)", ("F1",), "circle-question-mark", "show_help", tip="说明光标所在的地方"),
    ActionSpec("keys", "快捷键一览(&K)", ("Shift+F1",), "keyboard", "show_keys"),
    ActionSpec("about", "关于(&A)", ("Ctrl+F1",), "info", "show_about"),
)
BY_NAME = {spec.name: spec for spec in TABLE}

SEPARATOR = ""
MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("文件(&F)", (
        "open", "paste", SEPARATOR, "print", SEPARATOR, "pack", "unpack", SEPARATOR, "backups", SEPARATOR,
        "rename_plan", "plan_customs", "delete_plan", SEPARATOR, "quit",
    )),
    ("编辑(&E)", (
        "undo", "redo", "steps", SEPARATOR, "cut", "copy", "copy_table", SEPARATOR, "select_all", "mark", SEPARATOR,
        "confirm_roles", "next_open", SEPARATOR, "settings",
    )),
    ("查找(&S)", (
        "filter", "next_hit", "previous_hit", SEPARATOR, "filter_panel", "clear_filter", SEPARATOR,
        "views", "save_view",
    )),
    (
        "任务(&T)",
        (
            "new_item", "new_section", "new_step", SEPARATOR, "edit_title", "split", "join", "duplicate", "delete",
            SEPARATOR, "add_field", "status", "tick", "report", SEPARATOR, "move_up", "move_down", "indent", "outdent",
            SEPARATOR, "next_item", "previous_item",
        ),
    ),
    ("单位(&U)", (
        "edit_leads", "edit_partners", "change_units", SEPARATOR, "show_unit", SEPARATOR, "assign", "take_proposal")),
    ("前往(&G)", ("page_start", "page_plan", "page_units", "page_due", "rounds")),
    ("查看(&V)", (
        "show_item", "show_source", "show_faults", "show_leftovers", "show_checks", "show_history", SEPARATOR,
        "next_fault", "previous_fault", SEPARATOR,
        "fold_all", "unfold_all", SEPARATOR,
        "next_pane", "previous_pane", SEPARATOR, "plan_list", "problems", SEPARATOR,
        "larger", "smaller", "normal_size", "scheme",
    )),
    ("帮助(&H)", ("stories", "tour", SEPARATOR, "help", "keys", SEPARATOR, "about")),
)  # fmt: skip
TOOLBAR = (
    "open", "paste", "print", SEPARATOR, "undo", "redo", SEPARATOR, "new_item", "delete", SEPARATOR,
    "move_up", "move_down", "outdent", "indent", "split", "join",
)  # fmt: skip
WORDED_BUTTONS = ("open", "paste", "print", "new_item")
CONTEXT_MENU = (
    "new_item", "new_step", "new_section", SEPARATOR, "edit_title", "join", "duplicate", "delete", SEPARATOR,
    "cut", "copy", "copy_table", "paste", SEPARATOR, "add_field",
    "status", "report", SEPARATOR, "show_source",
)  # fmt: skip
# What a keyboard's keys are called everywhere in the program, behind what Qt calls them.
SAID_KEYS = (
    ("上方向", "↑"), ("下方向", "↓"), ("左方向", "←"), ("右方向", "→"), ("回车", "Enter"), ("Del", "Delete"),
)  # fmt: skip
PLAN_MENU = ("print", SEPARATOR, "rename_plan", "plan_customs", "delete_plan")


def plain(text: str) -> str:
    """Return an action's text without its mnemonic and its dots."""
    return text.partition("(&")[0].rstrip("…")


def key_names(spec: ActionSpec) -> str:
    """Return the keys of an action as the clerk reads them."""
    keys = (*spec.keys, *spec.tree_keys)
    names = [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys if key != "Enter"]
    words = "，".join(dict.fromkeys(names))
    for word, said in SAID_KEYS:
        words = words.replace(word, said)
    return words


class Actions(QObject):
    """The QActions of the window, by name."""

    def __init__(self, window: QWidget, tree: QWidget, owners: Callable[[], Sequence[object]]) -> None:
        super().__init__(window)
        self._window = window
        self.by_name: dict[str, QAction] = {}
        for spec in TABLE:
            self.by_name[spec.name] = self._make(spec, tree, owners)

    def _make(self, spec: ActionSpec, tree: QWidget, owners: Callable[[], Sequence[object]]) -> QAction:
        action = QAction(spec.text, self)
        action.setObjectName(spec.name)
        action.setIconText(spec.short or plain(spec.text))
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setCheckable(spec.checkable)
        tip = f"{plain(spec.text)}（{key_names(spec)}）"
        action.setToolTip(f"{tip}\n{spec.tip}" if spec.tip else tip)
        action.setStatusTip(spec.tip)
        action.triggered.connect(lambda _checked=False: _slot(spec.slot, owners())())
        for key in spec.tree_keys:
            shortcut = QShortcut(QKeySequence(key), tree, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(action.trigger)
        if spec.scope is Scope.TREE:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            tree.addAction(action)
        else:
            self._window.addAction(action)
        return action

    def __getitem__(self, name: str) -> QAction:
        return self.by_name[name]

    def fill(self, menu: QMenu, names: Iterable[str]) -> None:
        """Add actions to a menu, "" being a separator."""
        for name in names:
            if name:
                menu.addAction(self.by_name[name])
            else:
                menu.addSeparator()

    def draw_icons(self, names: Iterable[str] = tuple(BY_NAME)) -> None:
        """Draw icons for the palette of this moment."""
        for name in names:
            if name:
                self.by_name[name].setIcon(icon(BY_NAME[name].icon))

    def enable(self, states: set[When], taken: frozenset[str] | None = None) -> None:
        """Enable what makes sense now; on another page than the plan's only its own slots (`taken`) act on items."""
        for spec in TABLE:
            here = spec.when in EVERYWHERE or taken is None
            is_on = (spec.when is When.ALWAYS or spec.when in states) if here else spec.slot in (taken or ())
            self.by_name[spec.name].setEnabled(is_on)

    def name_step(self, name: str, step_name: str | None) -> None:
        """Say in the text of undo or redo what it would take back: 撤销：修改标题."""
        spec = BY_NAME[name]
        word = plain(spec.text)
        action = self.by_name[name]
        mnemonic = spec.text[len(word) :]
        action.setText(f"{word}：{step_name}{mnemonic}" if step_name else spec.text)
        action.setIconText(word)
        action.setToolTip(f"{word}：{step_name}（{key_names(spec)}）" if step_name else f"{word}（{key_names(spec)}）")


def _slot(name: str, owners: Sequence[object]) -> Callable[[], object]:
    for owner in owners:
        found = getattr(owner, name, None)
        if found is not None:
            return found  # type: ignore[no-any-return]
    raise LookupError(name)

"""The style sheet: what Fusion does not cover.

The names in brackets are colours of a `Look`, small pictures, and sizes that grow with the text: px14 is 14 pixels
beside text of the usual size.
"""

SHEET = """
QMainWindow::separator, QSplitter::handle { background: %(line)s; }
QToolBar { border: 0; border-bottom: 1px solid %(line)s; padding: 3px 6px; spacing: 2px; }
QToolBar QToolButton { border: 1px solid transparent; border-radius: 4px; padding: 3px 6px; }
QToolBar QToolButton:hover { background: %(hover)s; border-color: %(line)s; }
QToolBar QToolButton:focus { background: %(hover)s; border-color: %(accent)s; }
QToolBar QToolButton:pressed { background: %(chosen)s; }
QToolBar::separator { background: %(line)s; width: 1px; margin: 4px 5px; }
QToolBar#rail { border-bottom: 0; border-right: 1px solid %(line)s; padding: 6px 4px; spacing: 4px; }
QToolBar#rail QToolButton { padding: 5px 4px; min-width: 42px; }
QToolBar#rail QToolButton:checked { background: %(chosen)s; }
QStatusBar { border-top: 1px solid %(line)s; }
QStatusBar::item { border: 0; }
QAbstractScrollArea { border: 1px solid transparent; }
QTreeView:focus, QListView:focus, QTableView:focus, QTextBrowser:focus,
QPlainTextEdit#source:focus { border-color: %(accent)s; }
QHeaderView::section { background: %(band)s; color: %(muted)s; border: 0;
  border-bottom: 1px solid %(line)s; border-right: 1px solid %(line)s; padding: 4px 6px; }
QTabWidget::pane { border: 0; border-top: 1px solid %(line)s; }
QTabBar::tab { background: transparent; color: %(muted)s; border: 0; padding: 6px 12px 5px 12px;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: %(text)s; border-bottom-color: %(accent)s; }
QTabBar::tab:hover { color: %(text)s; }
QTabBar::tab:focus { background: %(chosen)s; }
QToolButton:focus { border: 1px solid %(accent)s; border-radius: 4px; }
QScrollArea:focus { border-color: %(accent)s; }
QLineEdit, QPlainTextEdit#field { background: %(base)s; border: 1px solid %(line)s; border-radius: 4px;
  padding: 3px 6px; selection-background-color: %(chosen)s; selection-color: %(text)s; }
QLineEdit:focus, QPlainTextEdit#field:focus { border-color: %(accent)s; }
QLineEdit:disabled, QPlainTextEdit#field:disabled { background: %(band)s; }
QPushButton { background: %(base)s; color: %(text)s; border: 1px solid %(line)s; border-radius: 4px;
  padding: 4px 12px; outline: 0; }
QPushButton, QToolButton { icon-size: %(px16)s; }
QPushButton:hover { background: %(hover)s; }
QPushButton:pressed { background: %(chosen)s; }
QPushButton:focus { border-color: %(accent)s; }
QPushButton:disabled { color: %(muted)s; background: %(window)s; }
QPushButton#primary { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s; }
QPushButton#primary:hover, QPushButton#primary:focus { border-color: %(text)s; }
QPushButton#primary:disabled { background: %(band)s; color: %(muted)s; border-color: %(line)s; }
QPushButton#quiet { background: transparent; border-color: transparent; color: %(muted)s; padding: 1px 8px; }
QPushButton#quiet:hover { color: %(text)s; background: %(hover)s; }
QPushButton#quiet:focus { border-color: %(accent)s; }
QPushButton#alarm { background: transparent; border-color: transparent; color: %(doubt)s; padding: 1px 8px; }
QPushButton#alarm:hover { background: %(hover)s; }
QPushButton#alarm:focus { border-color: %(accent)s; }
QPushButton#link { background: transparent; border-color: transparent; color: %(accent)s; padding: 1px 4px; }
QPushButton#link:hover { text-decoration: underline; }
QPushButton#link:focus { border-color: %(accent)s; }
QPushButton#segment { border-radius: 0; padding: 4px 11px; margin-left: -1px; }
QPushButton#segment[edge="first"] { border-top-left-radius: 4px; border-bottom-left-radius: 4px; margin-left: 0; }
QPushButton#segment[edge="last"] { border-top-right-radius: 4px; border-bottom-right-radius: 4px; }
QPushButton#segment:checked { background: %(chosen)s; border-color: %(accent)s; font-weight: bold; }
QPushButton#segment:focus { border: 2px solid %(accent)s; padding: 3px 10px; }
QComboBox { background: %(base)s; border: 1px solid %(line)s; border-radius: 4px; padding: 3px 6px; }
QComboBox:focus, QComboBox:on { border-color: %(accent)s; }
QComboBox::drop-down { border: 0; width: %(px22)s; }
QComboBox::down-arrow { image: url("%(arrow)s"); width: %(px13)s; height: %(px13)s; }
QComboBox QAbstractItemView { background: %(base)s; border: 1px solid %(line)s; padding: 2px; outline: 0;
  selection-background-color: %(chosen)s; selection-color: %(text)s; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QCheckBox { spacing: 7px; }
QCheckBox::indicator { width: %(px14)s; height: %(px14)s; border: 1px solid %(muted)s; border-radius: 3px;
  background: %(base)s; }
QCheckBox::indicator:checked { background: %(accent)s; border-color: %(accent)s; image: url("%(tick)s"); }
QCheckBox:focus { color: %(accent)s; }
QCheckBox::indicator:focus { border-color: %(accent)s; }
QRadioButton { spacing: 7px; }
QRadioButton::indicator { width: %(px14)s; height: %(px14)s; border: 1px solid %(muted)s; border-radius: %(px8)s;
  background: %(base)s; }
QRadioButton::indicator:checked { width: %(dot)s; height: %(dot)s; border: %(ring)s solid %(accent)s;
  border-radius: %(px8)s; background: %(on_accent)s; }
QRadioButton:focus { color: %(accent)s; }
QRadioButton::indicator:focus { border-color: %(accent)s; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: %(handle)s; border-radius: 3px; margin: 3px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: %(muted)s; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: %(base)s; border: 1px solid %(line)s; padding: 4px 0; }
QMenu::item { padding: 5px 28px 5px 10px; }
QMenu::item:selected { background: %(chosen)s; }
QMenu::item:disabled { color: %(handle)s; }
QMenu::separator { height: 1px; background: %(line)s; margin: 4px 8px; }
QMenu::icon { padding-left: 10px; }
QMenuBar { background: %(window)s; }
QMenuBar::item { padding: 4px 9px; background: transparent; }
QMenuBar::item:selected { background: %(chosen)s; }
QTreeView { outline: none; }
QTreeView::item { padding: 3px 0; }
QTreeView::item:selected, QListView::item:selected { background: %(chosen)s; color: %(text)s; }
QTreeView#register::item { padding: 4px 4px; }
QTreeView#register QLineEdit { padding: 0 4px; border-radius: 0; }
QFrame#sheet { background: %(base)s; border: 1px solid %(line)s; border-radius: 6px; }
QLabel#title { color: %(text)s; font-size: %(title)s; }
QListView#start { background: transparent; }
QTreeView#returns::item { padding: 4px 4px; }
QTreeView#returns::indicator { width: %(px14)s; height: %(px14)s; border: 1px solid %(muted)s; border-radius: 3px;
  background: %(base)s; }
QTreeView#returns::indicator:checked { background: %(accent)s; border-color: %(accent)s; image: url("%(tick)s"); }
QTreeView#returns::indicator:disabled { border-color: %(line)s; background: %(band)s; }
QListView { outline: none; }
QTableView::item { padding: 0 5px; }
QListWidget#documents { background: %(window)s; border: 0; padding: 6px 0; }
QListWidget#documents::item { padding: 7px 4px 7px 10px; border-left: 3px solid transparent; }
QListWidget#documents::item:hover { background: %(hover)s; }
QListWidget#documents::item:selected { background: %(chosen)s; color: %(text)s; }
QListWidget#documents::item:selected:focus { border-left-color: %(accent)s; }
QListView#thumbnails { background: %(band)s; }
QListWidget#picks::item { padding: 4px 2px; }
QListWidget#picks::indicator { width: %(px14)s; height: %(px14)s; border: 1px solid %(muted)s; border-radius: 3px;
  background: %(base)s; }
QListWidget#picks::indicator:checked { background: %(accent)s; border-color: %(accent)s; image: url("%(tick)s"); }
QScrollArea#choices { border: 0; }
QToolButton#fold { border: 1px solid transparent; border-radius: 4px; padding: 2px 4px 2px 0; color: %(muted)s; }
QToolButton#fold:hover { color: %(text)s; }
QToolButton#fold:focus { border-color: %(accent)s; }
QToolButton#formats { background: %(base)s; border: 1px solid %(line)s; border-radius: 4px;
  padding: 3px %(px22)s 3px 6px; }
QToolButton#formats::menu-indicator { image: url("%(arrow)s"); width: %(px13)s; height: %(px13)s;
  subcontrol-origin: border; subcontrol-position: right center; right: 5px; }
QToolButton#formats:hover { background: %(hover)s; }
QToolButton#formats:focus { border-color: %(accent)s; }
QToolButton#a3 { background: %(base)s; border: 1px solid %(line)s; border-radius: 4px; padding: 2px 8px; }
QToolButton#a3:hover { background: %(hover)s; }
QToolButton#a3:focus { border-color: %(accent)s; }
QToolButton#a3:checked { background: %(chosen)s; border-color: %(accent)s; }
QToolButton#a3:disabled { color: %(muted)s; background: %(window)s; }
QPushButton#pick { text-align: left; padding: 3px 6px; }
QSpinBox, QDateEdit { background: %(base)s; border: 1px solid %(line)s; border-radius: 4px; padding: 2px 0 2px 6px;
  selection-background-color: %(chosen)s; selection-color: %(text)s; }
QSpinBox:focus, QDateEdit:focus { border-color: %(accent)s; }
QSpinBox::up-button, QSpinBox::down-button { border: 0; width: %(px22)s; background: transparent; }
QSpinBox::up-arrow { image: url("%(arrow_up)s"); width: %(px11)s; height: %(px11)s; }
QSpinBox::down-arrow { image: url("%(arrow)s"); width: %(px11)s; height: %(px11)s; }
QDateEdit::drop-down { border: 0; width: %(px22)s; }
QDateEdit::down-arrow { image: url("%(arrow)s"); width: %(px13)s; height: %(px13)s; }
QListView#parts { background: transparent; }
QListView#parts::item { padding: 3px 2px; }
QLabel#muted { color: %(muted)s; }
QLabel#heading { color: %(text)s; font-weight: bold; }
QFrame#card { background: %(base)s; }
QLabel#question { font-weight: bold; }
QLabel#quote { background: %(band)s; border-left: 3px solid %(line)s; padding: 4px 8px; color: %(muted)s; }
QLabel#chip { background: %(notice)s; border-radius: 3px; padding: 1px 7px; color: %(accent)s; }
QToolButton#views, QToolButton#funnel { background: %(base)s; border: 1px solid %(line)s; border-radius: 4px;
  padding: 3px 7px; }
QToolButton#views { padding-right: %(px20)s; }
QToolButton#views::menu-indicator { image: url("%(arrow)s"); width: %(px13)s; height: %(px13)s;
  subcontrol-origin: border; subcontrol-position: right center; right: 4px; }
QToolButton#views:hover, QToolButton#funnel:hover { background: %(hover)s; }
QToolButton#views:focus, QToolButton#funnel:focus { border-color: %(accent)s; }
QFrame#panel { background: %(base)s; border: 1px solid %(accent)s; border-radius: 6px; }
QListWidget#facets { background: transparent; }
QListWidget#facets::item { padding: 4px 6px; }
QTreeView#picks { background: transparent; }
QTreeView#picks::item { padding: 3px 4px; }
QTreeView#picks::indicator { width: %(px14)s; height: %(px14)s; border: 1px solid %(muted)s; border-radius: 3px;
  background: %(base)s; }
QTreeView#picks::indicator:checked { background: %(accent)s; border-color: %(accent)s; image: url("%(tick)s"); }
QFrame#filter_chip { background: %(notice)s; border: 1px solid %(line)s; border-radius: 4px; }
QPushButton#chip_words { background: transparent; border: 1px solid transparent; border-radius: 3px; color: %(text)s;
  padding: 1px 4px 1px 7px; }
QPushButton#chip_words:hover { color: %(accent)s; }
QPushButton#chip_words:focus { border-color: %(accent)s; }
QToolButton#chip_cross { border: 0; border-radius: 3px; padding: 1px; }
QToolButton#chip_cross:hover { background: %(hover)s; }
QLabel#open { color: %(doubt)s; }
QLabel#open[done="true"] { color: %(accent)s; }
QScrollArea#answers, QWidget#plain { background: %(base)s; }
QProgressBar { background: %(line)s; border: 0; }
QProgressBar::chunk { background: %(accent)s; }
QFrame#rule { background: %(line)s; }
QListView#completions { background: %(base)s; border: 1px solid %(accent)s; }
QToolTip { background: %(base)s; color: %(text)s; border: 1px solid %(line)s; padding: 3px; }
"""

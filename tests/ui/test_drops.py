"""A file, a text or a table dropped anywhere on the window is reviewed; fields take words and no file."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner.ui.pages.page import PAGES

# What Windows programs put on the clipboard beside the text: the fragment inside a whole document.
OFFICE_HTML = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">'
    "</head><body><!--StartFragment--><table><tr><td>序号</td><td>工作任务</td><td>牵头单位</td></tr>"
    "<tr><td>1</td><td>做好学校安全工作</td><td>安全股</td></tr>"
    "<tr><td>2</td><td>加强教师队伍建设</td><td>人事股</td></tr></table><!--EndFragment--></body></html>"
)


@pytest.fixture
def seen(window, monkeypatch):
    found = []
    monkeypatch.setattr(window.intake, "review_files", lambda paths: found.append([path.name for path in paths]))
    return found


def files(*names):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(f"/没有/{name}") for name in names])
    return data


def drop(widget, data):
    """Drag something over a widget and let go; true when somebody took it."""
    middle = widget.rect().center()
    action, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(middle), action, data, left, none)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    target = widget
    while target is not None:
        event = QDropEvent(QPointF(target.mapFromGlobal(widget.mapToGlobal(middle))), action, data, left, none)
        event.ignore()
        QApplication.sendEvent(target, event)
        if event.isAccepted():
            return True
        target = target.parentWidget()
    return False


@pytest.mark.parametrize("name", [spec.name for spec in PAGES if spec.name not in ("plan", "rounds")])
def test_files_are_taken_on_every_page(window, seen, name):
    window.pages._workspace.go(name)
    page = window.pages.currentWidget()
    focus = QApplication.focusWidget() or page
    for widget in (page, focus):
        seen.clear()
        assert drop(widget, files("一.docx", "二.pdf"))
        assert seen == [["一.docx", "二.pdf"]]


def test_files_are_taken_over_the_tree_the_fields_and_the_lists(window, seen):
    pane = window.item_pane
    places = (window.center.tree.viewport(), pane.title.viewport(), pane.number, window.plan_list.viewport())
    before = pane.title.toPlainText()
    for widget in (*places, window.rail, window.statusBar()):
        seen.clear()
        assert drop(widget, files("一.docx"))
        assert seen == [["一.docx"]], widget
    assert pane.title.toPlainText() == before
    assert pane.number.text() == window.pages._workspace.node.number


def test_files_copied_in_the_file_manager_are_pasted(window, seen):
    QGuiApplication.clipboard().setMimeData(files("一.wps", "二.wps"))
    window.intake.paste_plan()
    assert seen == [["一.wps", "二.wps"]]


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_a_table_of_another_program_is_read_by_its_cells(window, qtbot, way):
    data = QMimeData()
    data.setHtml(OFFICE_HTML)
    data.setText("序号\t工作任务\t牵头单位\n1\t做好学校安全工作\t安全股\n2\t加强教师队伍建设\t人事股")
    if way == "drop":
        assert drop(window.center.tree.viewport(), data)
    else:
        QGuiApplication.clipboard().setMimeData(data)
        window.intake.paste_plan()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=20000)
    dialog = QApplication.activeModalWidget()
    items = [node for node in dialog.desk.review.draft.nodes if node.title]
    assert "做好学校安全工作" in {node.title for node in items}
    dialog.reject()
    QTest.qWait(50)

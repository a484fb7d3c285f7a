"""The preview is the PDF's own pages; what is saved is what was shown."""

import pypdfium2
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from planner.ui.dialogs.print_dialog import PrintDialog
from planner.ui.dialogs.print_run import image_of
from tests.ui.acting import open_dialog, press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dialog(window, qtbot):
    press(window.center.tree, Qt.Key.Key_P, CTRL)
    found = open_dialog(PrintDialog)
    qtbot.waitUntil(lambda: found.page_count > 0 and not window.worker.is_busy, timeout=15000)
    return found


def settled(window, dialog, qtbot):
    qtbot.waitUntil(lambda: not dialog._settle.isActive() and not window.worker.is_busy, timeout=15000)


def text_of(path):
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def ink(image: QImage) -> int:
    """Return how many pixels of a picture are dark."""
    small = image.scaled(200, 140)
    return sum(small.pixelColor(x, y).lightness() < 200 for x in range(200) for y in range(140))


def test_the_pages_of_the_pdf_are_shown(dialog, window, qtbot):
    assert dialog.place.text() == f"第 1 页，共 {dialog.page_count} 页"
    pictures = dialog.view._pictures
    assert 0 in pictures
    assert ink(pictures[0].image) > 200
    drawn = image_of(dialog._preview.pages.render(0, 1.0))
    assert drawn.pixelColor(2, 2).lightness() == 255
    assert len(dialog._preview.pages) == dialog.page_count


def test_a_choice_changes_the_preview_and_only_the_last_one_counts(dialog, window, qtbot):
    before = dialog._preview
    dialog.options.detail.setCurrentIndex(dialog.options.detail.findData("title"))
    dialog.options.paper.setCurrentIndex(dialog.options.paper.findData("P4"))
    with qtbot.waitSignal(dialog.previewed, timeout=15000):
        pass
    settled(window, dialog, qtbot)
    assert dialog._preview is not before
    wide, high = dialog._preview.pages.size(0)
    assert (round(wide), round(high)) == (1191, 842)
    assert "年内新建2所村小食堂" not in text_of(dialog._preview.rendered.data)


def test_pdf_and_workbook_are_saved_as_shown(dialog, window, qtbot, tmp_path, store):
    with qtbot.waitSignal(dialog.saved, timeout=15000):
        dialog.save_as("pdf", tmp_path / "分解表.pdf")
    assert (tmp_path / "分解表.pdf").read_bytes() == dialog._preview.rendered.data
    assert "补齐乡村学校的短板" in text_of(tmp_path / "分解表.pdf").replace("\r\n", "")
    assert "已保存：分解表.pdf" in dialog.bar.words
    with qtbot.waitSignal(dialog.saved, timeout=15000):
        dialog.save_as("xlsx", tmp_path / "分解表")
    sheet = load_workbook(tmp_path / "分解表.xlsx").active
    assert any("补齐乡村学校的短板" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert store.setting("output_folder") == str(tmp_path)


def test_a_folder_that_is_not_there_is_said_and_nothing_is_left(dialog, window, qtbot, tmp_path):
    dialog.save_as("pdf", tmp_path / "没有" / "分解表.pdf")
    qtbot.waitUntil(lambda: bool(dialog.bar.words), timeout=15000)
    assert dialog.bar.is_alarm
    assert list(tmp_path.glob("**/*.pdf")) == []


def test_choices_are_remembered(dialog, window, qtbot):
    dialog.options.layout_box.setCurrentIndex(1)
    settled(window, dialog, qtbot)
    dialog.close()
    window.actions_table["print"].trigger()
    again = next(found for found in window.findChildren(PrintDialog) if found.isVisible())
    assert again.options.layout_box.currentData() == "七列"
    settled(window, again, qtbot)
    again.close()


def test_pages_go_to_a_printer(dialog, window, qtbot, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    from planner.ui.dialogs.print_run import prepare

    prepare(printer, dialog._preview.pages.size(0))
    dialog.print_on(printer)
    qtbot.waitUntil(lambda: "已送往打印机" in dialog.bar.words, timeout=30000)
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as document:
        assert len(document) == dialog.page_count
        wide, high = document[0].get_size()
        assert (round(wide), round(high)) == (842, 595)


def test_keys_go_through_pages_and_zoom(dialog, window, qtbot):
    view = dialog.view
    view.setFocus()
    press(view, Qt.Key.Key_End)
    assert view.page == dialog.page_count - 1
    press(view, Qt.Key.Key_Home)
    assert view.page == 0
    before = view.zoom
    press(view, Qt.Key.Key_Plus)
    assert view.zoom > before
    press(view, Qt.Key.Key_1, CTRL)
    wide, high = dialog._preview.pages.size(0)
    assert wide * 96 / 72 * view.zoom <= view.viewport().width()
    assert high * 96 / 72 * view.zoom <= view.viewport().height()
    settled(window, dialog, qtbot)

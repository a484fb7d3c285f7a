"""The preview is the PDF's own pages; what is saved is what was shown; every document says its own choices."""

import json

import pypdfium2
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPageSize, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel

from planner.core.vocabulary import Role
from planner.reports.catalog import REPORTS
from planner.ui.dialogs.keys import KeysDialog
from planner.ui.dialogs.print_dialog import PrintDialog
from planner.ui.dialogs.print_memory import PrintMemory
from planner.ui.dialogs.print_run import prepare
from planner.ui.panes.preview import image_of
from tests.ui.acting import open_dialog, press

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def dialog(window, qtbot):
    return opened_dialog(window, qtbot)


def opened_dialog(window, qtbot):
    """Open the print dialog by its key, and return it when its pages are shown."""
    press(window.center.tree, Qt.Key.Key_P, CTRL)
    found = open_dialog(PrintDialog)
    settled(found, qtbot)
    return found


def settled(dialog, qtbot):
    """Wait until what is asked for is shown."""
    qtbot.waitUntil(lambda: not dialog.is_waiting, timeout=15000)
    qtbot.waitUntil(lambda: not dialog.preview.is_drawing, timeout=15000)


def choose(dialog, name, value, qtbot):
    dialog.options.field(name).choose(value)
    settled(dialog, qtbot)


def pages_of(dialog):
    return dialog._shown.pages


def text_of(data):
    with pypdfium2.PdfDocument(data) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(text.split())


def shown_text(dialog):
    return text_of(dialog._shown.rendered.data)


def ink(image: QImage) -> int:
    """Return how many pixels of a picture are dark."""
    small = image.scaled(200, 140)
    return sum(small.pixelColor(x, y).lightness() < 200 for x in range(200) for y in range(140))


def test_the_pages_of_the_pdf_are_shown(dialog, qtbot):
    assert dialog.report.name == "breakdown"
    assert dialog.preview.place.text() == f"第 1 页，共 {dialog.page_count} 页"
    qtbot.waitUntil(lambda: 0 in dialog.view._pictures, timeout=15000)
    assert ink(dialog.view._pictures[0].image) > 200
    drawn = image_of(pages_of(dialog).render(0, 1.0))
    assert drawn.pixelColor(2, 2).lightness() == 255
    assert len(pages_of(dialog)) == dialog.page_count


def test_a_choice_changes_the_preview_and_only_the_last_one_counts(dialog, qtbot):
    shown = []
    dialog.renders.ready.connect(lambda found: shown.append(found.asked.request))
    dialog.options.field("depth").choose("title")
    dialog.options.field("profile").choose("P4")
    settled(dialog, qtbot)
    assert [(request.depth, request.profile) for request in shown] == [("title", "P4")]
    wide, high = pages_of(dialog).size(0)
    assert (round(wide), round(high)) == (1191, 842)
    assert "年内新建2所村小食堂" not in shown_text(dialog)


def test_a3_is_one_key_there_and_one_back(dialog, qtbot):
    before = dialog.options.profile
    press(dialog, Qt.Key.Key_F3)
    settled(dialog, qtbot)
    assert dialog.a3.isChecked()
    assert round(pages_of(dialog).size(0)[0]) == 1191
    press(dialog, Qt.Key.Key_F3)
    settled(dialog, qtbot)
    assert dialog.options.profile == before
    assert round(pages_of(dialog).size(0)[0]) == 842


def test_pdf_and_workbook_are_saved_as_shown(dialog, qtbot, tmp_path, store):
    with qtbot.waitSignal(dialog.saved, timeout=15000):
        dialog.save_as("pdf", tmp_path / "分解表.pdf")
    assert (tmp_path / "分解表.pdf").read_bytes() == dialog._shown.rendered.data
    assert "补齐乡村学校的短板" in text_of(tmp_path / "分解表.pdf")
    assert "已保存：分解表.pdf" in dialog.bar.words
    with qtbot.waitSignal(dialog.saved, timeout=15000):
        dialog.save_as("xlsx", tmp_path / "分解表")
    sheet = load_workbook(tmp_path / "分解表.xlsx").active
    assert any("补齐乡村学校的短板" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert store.setting("output_folder") == str(tmp_path)


def test_a_pdf_saved_before_its_preview_is_the_one_asked_for(dialog, qtbot, tmp_path):
    dialog.options.field("depth").choose("title")
    assert not dialog.is_current
    with qtbot.waitSignal(dialog.saved, timeout=15000):
        dialog.save_as("pdf", tmp_path / "标题.pdf")
    assert "年内新建2所村小食堂" not in text_of(tmp_path / "标题.pdf")
    settled(dialog, qtbot)


def test_a_folder_that_is_not_there_is_said_and_nothing_is_left(dialog, qtbot, tmp_path):
    dialog.options.field("depth").choose("first")
    settled(dialog, qtbot)
    dialog.save_as("pdf", tmp_path / "没有" / "分解表.pdf")
    qtbot.waitUntil(lambda: dialog.bar.is_alarm, timeout=15000)
    assert list(tmp_path.glob("**/*.pdf")) == []
    assert dialog.options.request().depth == "first"


def test_choices_are_remembered_and_those_of_this_plan_are_not(dialog, window, qtbot):
    dialog.options.field("layout").choose("七列")
    dialog.options.field("title").recall("今年的表")
    settled(dialog, qtbot)
    dialog.close()
    window.actions_table["print"].trigger()
    again = next(found for found in window.findChildren(PrintDialog) if found.isVisible())
    request = again.options.request()
    assert (request.layout, request.title) == ("七列", None)
    settled(again, qtbot)
    again.close()


SPOILED = ("{", "[]", '{"breakdown": 3}', '{"breakdown": {"layout": 7, "fit": "x", "depth": []}}', "1" * 9, "[" * 99999)


def test_spoiled_memory_is_passed_over(dialog, store, qtbot):
    form = dialog.options
    for spoiled in SPOILED:
        for key in ("print_choices", "print_formats", "print_fonts_told"):
            store.set_setting(key, spoiled)
        memory = PrintMemory(store)
        assert not memory.is_told("这台电脑没有安装黑体。")
        form.formats.wanted.emit(memory.choices("breakdown"))
        form.formats.wanted.emit(memory.format("breakdown", "layout"))
        assert (form.request().layout, form.request().depth) == ("五列", "full")
    settled(dialog, qtbot)


def test_two_sides_are_remembered(dialog, window, store):
    assert not dialog.buttons.duplex.isChecked()
    dialog.buttons.duplex.setChecked(True)
    dialog.close()
    window.actions_table["print"].trigger()
    again = next(found for found in window.findChildren(PrintDialog) if found.isVisible())
    assert again.buttons.duplex.isChecked()
    again.buttons.duplex.setChecked(False)
    again.close()
    assert not PrintMemory(store).is_two_sided


def test_a_font_is_told_of_once_whichever_document_lacks_it(store):
    PrintMemory(store).note_told(("这台电脑没有安装黑体、宋体、楷体，已用思源黑体、思源宋体代替。",))
    memory = PrintMemory(store)
    assert memory.is_told("这台电脑没有安装楷体、黑体，已用思源黑体代替。")
    assert not memory.is_told("这台电脑没有安装黑体、仿宋，已用思源黑体代替。")


def test_named_formats_are_kept_taken_and_deleted(dialog, store, qtbot):
    dialog.options.field("layout").choose("七列")
    dialog.options.formats.ask()
    dialog.options.formats.name.setText("局务会")
    press(dialog.options.formats.name, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert json.loads(store.setting("print_formats")) == {"breakdown": {"局务会": {"layout": "七列"}}}
    dialog.options.field("layout").choose("五列")
    dialog.options.formats.take("局务会")
    assert dialog.options.request().layout == "七列"
    dialog.options.formats.take_usual()
    assert dialog.options.request().layout == "五列"
    dialog.options.formats.delete("局务会")
    assert json.loads(store.setting("print_formats")) == {"breakdown": {}}
    settled(dialog, qtbot)


def test_every_document_shows_its_pages_by_the_keys_alone(dialog, qtbot):
    dialog.documents.setFocus()
    for place, report in enumerate(dialog.documents.reports):
        if place:
            press(dialog.documents, Qt.Key.Key_Down)
        assert dialog.report is report
        settled(dialog, qtbot)
        if "pdf" in report.formats:
            assert dialog.page_count > 0 or not dialog.preview.empty.isHidden()
        else:
            assert dialog.page_count == 0
            assert dialog.buttons.printer.isHidden()
    assert {report.name for report in dialog.documents.reports} == set(REPORTS)


def test_letters_and_digits_go_to_a_document(dialog, qtbot):
    dialog.documents.setFocus()
    press(dialog, Qt.Key.Key_2, CTRL)
    assert dialog.report is dialog.documents.reports[1]
    press(dialog.documents, Qt.Key.Key_Z)
    press(dialog.documents, Qt.Key.Key_R)
    assert dialog.report.title.startswith("责任")
    settled(dialog, qtbot)


def test_a_part_of_the_plan_is_printed_and_said(dialog, qtbot):
    unit = dialog.options.field("chosen.units").picks[0].value
    dialog.options.field("chosen.units").choose((unit,))
    dialog.options.field("chosen.role").choose(Role.LEAD)
    settled(dialog, qtbot)
    assert f"仅列{unit}牵头的任务" in shown_text(dialog)
    request = dialog.options.request()
    assert (request.chosen.units, request.chosen.role) == ((unit,), Role.LEAD)


def test_what_is_filtered_in_the_window_is_what_is_printed(window, qtbot):
    window.center.filter.setText("食堂")
    press(window.center.tree, Qt.Key.Key_P, CTRL)
    found = open_dialog(PrintDialog)
    settled(found, qtbot)
    assert "仅列含“食堂”的任务" in shown_text(found)
    assert found.options.request().chosen.text == "食堂"
    found.close()


def test_a_filter_without_hits_is_said_and_can_be_taken_back(dialog, qtbot):
    dialog.options.field("chosen.text").recall("没有这几个字")
    settled(dialog, qtbot)
    assert "没有符合筛选条件的任务" in dialog.preview.empty.text()
    assert dialog.page_count == 0
    dialog.options.field("chosen.text").recall(None)
    qtbot.waitUntil(lambda: dialog.is_current, timeout=15000)
    assert dialog.page_count > 0
    settled(dialog, qtbot)


def test_pages_go_to_a_printer(dialog, qtbot, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    prepare(printer, pages_of(dialog).size(0))
    dialog.print_on(printer)
    qtbot.waitUntil(lambda: "已送往打印机" in dialog.bar.words, timeout=30000)
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as document:
        assert len(document) == dialog.page_count
        wide, high = document[0].get_size()
        assert (round(wide), round(high)) == (842, 595)


def printer_to(path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_only_the_pages_wanted_are_printed(dialog, qtbot, tmp_path):
    choose(dialog, "profile", "P3", qtbot)
    printer = printer_to(tmp_path / "printed.pdf")
    prepare(printer, pages_of(dialog).size(0))
    printer.setFromTo(2, 2)
    dialog.print_on(printer)
    qtbot.waitUntil(lambda: "已送往打印机" in dialog.bar.words, timeout=30000)
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as document:
        assert len(document) == 1


def test_a_choice_while_pages_go_to_the_printer_does_not_disturb_them(dialog, qtbot, tmp_path):
    choose(dialog, "profile", "P3", qtbot)
    count = dialog.page_count
    printer = printer_to(tmp_path / "printed.pdf")
    prepare(printer, pages_of(dialog).size(0))
    dialog.print_on(printer)
    choose(dialog, "profile", "P4", qtbot)
    qtbot.waitUntil(lambda: "已送往打印机" in dialog.bar.words, timeout=30000)
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as document:
        assert len(document) == count


def test_printing_is_stopped_by_escape(dialog, window, qtbot, tmp_path):
    printer = printer_to(tmp_path / "printed.pdf")
    dialog.print_on(printer)
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "已停止打印" in dialog.bar.words
    qtbot.waitUntil(lambda: not window.worker._pieces, timeout=15000)
    assert not dialog.strip.is_running


def test_paper_is_turned_where_a_page_stands_and_the_one_before_it_lay(dialog, qtbot, tmp_path):
    dialog.documents.choose("meeting-set")
    settled(dialog, qtbot)
    pages = pages_of(dialog)
    sizes = [tuple(map(round, pages.size(page))) for page in range(len(pages))]
    turn = next(place for place, size in enumerate(sizes) if size != sizes[0])
    printer = printer_to(tmp_path / "printed.pdf")
    prepare(printer, pages.size(0))
    printer.setFromTo(turn, turn + 1)
    dialog.print_on(printer)
    qtbot.waitUntil(lambda: "已送往打印机" in dialog.bar.words, timeout=30000)
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as document:
        assert [tuple(map(round, page.get_size())) for page in document] == sizes[turn - 1 : turn + 1]


def test_a_printer_that_fails_is_said(dialog, qtbot, tmp_path, qtlog):
    printer = printer_to(tmp_path / "没有" / "printed.pdf")
    with qtlog.disabled():
        dialog.print_on(printer)
    qtbot.waitUntil(lambda: dialog.bar.is_alarm, timeout=15000)
    assert "没有打印出来" in dialog.bar.words
    assert dialog.is_current


def test_printing_on_smaller_paper_is_told(dialog, qtbot, tmp_path):
    choose(dialog, "profile", "P4", qtbot)
    printer = printer_to(tmp_path / "printed.pdf")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFromTo(1, 1)
    dialog.print_on(printer)
    qtbot.waitUntil(lambda: "已缩小" in dialog.bar.words, timeout=30000)


def test_sheets_are_turned_over_the_edge_they_are_bound_at(dialog, qtbot):
    turned = {}
    for profile in ("P1", "P2", "P3", "P4", "P5"):
        dialog.options.field("profile").choose(profile)
        turned[profile] = dialog.buttons.duplex.text().removeprefix("双面")
    long, short = "（长边翻转）", "（短边翻转）"
    assert turned == {"P1": short, "P2": long, "P3": long, "P4": short, "P5": long}
    settled(dialog, qtbot)


def test_keys_go_through_pages_and_zoom(dialog, qtbot):
    view = dialog.view
    view.setFocus()
    press(view, Qt.Key.Key_End)
    assert view.page == dialog.page_count - 1
    press(view, Qt.Key.Key_Home)
    assert view.page == 0
    before = view.zoom
    press(view, Qt.Key.Key_Plus)
    assert view.zoom > before
    press(view, Qt.Key.Key_0, CTRL)
    press(view, Qt.Key.Key_0, CTRL)
    wide, high = pages_of(dialog).size(0)
    assert wide * 96 / 72 * view.zoom <= view.viewport().width()
    assert high * 96 / 72 * view.zoom <= view.viewport().height()
    settled(dialog, qtbot)


def test_the_strip_goes_to_a_page_and_follows_the_view(dialog, qtbot):
    choose(dialog, "profile", "P3", qtbot)
    assert dialog.page_count > 1
    strip = dialog.preview.strip
    strip.setFocus()
    press(strip, Qt.Key.Key_Down)
    assert dialog.view.page == 1
    assert dialog.preview.place.text() == f"第 2 页，共 {dialog.page_count} 页"
    dialog.view.setFocus()
    press(dialog.view, Qt.Key.Key_End)
    assert strip.currentIndex().row() == dialog.page_count - 1
    qtbot.waitUntil(lambda: strip.wanted is None and dialog.view.wanted is None, timeout=15000)


def test_the_keys_of_the_dialog_are_told_and_are_those_it_has(dialog, qtbot):
    press(dialog.documents, Qt.Key.Key_F1, SHIFT)
    sheet = open_dialog(KeysDialog)
    told = "，".join(label.text() for label in sheet.findChildren(QLabel))
    sheet.close()
    bound = {found.key().toString() for found in dialog.findChildren(QShortcut)} - {"F1", "Shift+F1", "Ctrl++"}
    bound -= {f"Ctrl+{place}" for place in range(1, 10)}
    assert bound
    assert [keys for keys in bound if keys not in told] == []
    settled(dialog, qtbot)

"""R23: a printer that is out of reach, switched off, stopped or out of paper is told, and the window goes on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from planner.ui.dialogs.print_dialog import PrintDialog
from planner.ui.dialogs.print_run import prepare
from tests.ui.acting import open_dialog, press

PRINTED = "已送往打印机"


class FailingPrinter(QPrinter):
    """Takes no more than one page, or stands still in a state, as a driver tells it."""

    def __init__(self, path, state=QPrinter.PrinterState.Active, *, takes_pages=True):
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.setOutputFileName(str(path))
        self.state = state
        self.takes_pages = takes_pages

    def newPage(self):
        return super().newPage() if self.takes_pages else False

    def printerState(self):
        return self.state


@pytest.fixture
def dialog(window, qtbot):
    """Return the print dialog with a table of several pages."""
    press(window.center.tree, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    found = open_dialog(PrintDialog)
    qtbot.waitUntil(lambda: not found.is_waiting, timeout=15000)
    found.options.field("profile").choose("P3")
    qtbot.waitUntil(lambda: not found.is_waiting and not found.preview.is_drawing, timeout=15000)
    assert found.page_count > 1
    return found


def printed_on(dialog, printer, qtbot):
    """Send the pages and wait for what is said."""
    prepare(printer, dialog._shown.pages.size(0))
    dialog.print_on(printer)
    qtbot.waitUntil(lambda: not dialog.strip.is_running, timeout=15000)


@pytest.mark.parametrize(
    ("state", "takes_pages"),
    [
        (QPrinter.PrinterState.Active, False),
        (QPrinter.PrinterState.Error, True),
        (QPrinter.PrinterState.Aborted, True),
        (QPrinter.PrinterState.Error, False),
    ],
    ids=["no page more", "an error of the driver", "taken out of the queue", "both"],
)
def test_a_printer_that_gives_up_is_told_and_the_next_try_works(dialog, qtbot, tmp_path, state, takes_pages):
    printed_on(dialog, FailingPrinter(tmp_path / "1.pdf", state, takes_pages=takes_pages), qtbot)
    assert dialog.bar.is_alarm
    assert "没有打印出来" in dialog.bar.words
    assert "PDF" in dialog.bar.words
    printed_on(dialog, FailingPrinter(tmp_path / "2.pdf"), qtbot)
    assert PRINTED in dialog.bar.words


def test_a_single_page_that_the_queue_refuses_is_told(dialog, qtbot, tmp_path):
    printer = FailingPrinter(tmp_path / "1.pdf", QPrinter.PrinterState.Error)
    printer.setFromTo(1, 1)
    printed_on(dialog, printer, qtbot)
    assert dialog.bar.is_alarm

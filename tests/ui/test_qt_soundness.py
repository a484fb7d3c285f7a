"""PySide6 6.12.0 on CPython 3.11 under Linux lost a reference to None with each void call; the pinned one must not."""

import sys

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel, QListWidget, QPlainTextEdit

CALLS = 2000


@pytest.mark.parametrize(
    ("make", "call"),
    [
        (QLabel, lambda label: label.setText("字")),
        (QLabel, lambda label: label.clear()),
        (QLabel, lambda label: label.setToolTip("字")),
        (QLabel, lambda label: label.update()),
        (QLabel, lambda label: label.resize(10, 10)),
        (QTimer, lambda timer: timer.setInterval(5)),
        (QObject, lambda thing: thing.parent()),
        (QObject, lambda thing: thing.property("none")),
        (QListWidget, lambda view: view.currentItem()),
        (QPlainTextEdit, lambda editor: editor.setPlainText("字")),
    ],
)
def test_no_reference_to_none_is_lost(application, make, call):
    thing = make()
    for _warm_up in range(50):
        call(thing)
    before = sys.getrefcount(None)
    for _call in range(CALLS):
        call(thing)
    drift = abs(sys.getrefcount(None) - before) / CALLS
    thing.deleteLater()
    assert drift < 0.01

"""Looking for garbage in circles in the thread of the window alone.

Python looks for it in whatever thread has just made many values. A worker that lays out a print would then delete
widgets of closed dialogs, which only their own thread may touch: the program would fall, seldom and anywhere.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000
# So many more values than at the last look let the young ones be gone through, so many looks the older ones.
DUE = (20_000, 5, 5)


class Collector(QObject):
    """Takes the collecting over from Python until it is stopped."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    def collect_due(self) -> None:
        """Collect the oldest generation that is due, with the younger ones."""
        gc.disable()  # work that began before this was made may have given it back to Python at its end
        due = [place for place, (count, limit) in enumerate(zip(gc.get_count(), DUE, strict=True)) if count > limit]
        if due:
            gc.collect(max(due))

    def stop(self) -> None:
        """Give the collecting back."""
        self._timer.stop()
        gc.enable()

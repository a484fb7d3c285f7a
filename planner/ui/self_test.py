"""The window's part of a self-test: it shows the plan of the test's store, changes it, and draws two pictures."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, Qt, QTimer
from PySide6.QtGui import QFontInfo, QFontMetrics, QGuiApplication, QImage

from planner.core.atomic_file import write_atomically
from planner.core.proofs import NotProved, Proof, demand, prove
from planner.services.self_test import printed_file
from planner.ui.main_window import MainWindow
from planner.ui.workspace import Workspace

_SETTLED_MS = 1500
_SCALE = 1.5
_LEAST_INK, _MOST_INK = 0.002, 0.9


class WindowProof(QObject):
    """Waits until the window stands, proves it, and closes it. `proofs` is what was found."""

    def __init__(self, window: MainWindow, folder: Path, faults: Sequence[str]) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._faults = faults
        self.proofs: list[Proof] = []

    def begin(self) -> None:
        """Begin when what follows the first picture has had its time."""
        QTimer.singleShot(_SETTLED_MS, self, self._look)

    def _look(self) -> None:
        self._add("window", "画出窗口", self._draw_window)
        self._add("gesture", "窗口中修改和撤销", self._change_and_undo)
        self._add("preview", "打印预览", self._draw_preview)
        self._add("faults", "程序错误", self._no_faults)
        self._window.close()

    def _add(self, step: str, name: str, action: Callable[[], str]) -> None:
        self.proofs.append(prove(step, name, action))

    def _draw_window(self) -> str:
        window = self._window
        demand(window.isVisible(), "窗口没有显示出来。")
        rows = window.center.tree.model().rowCount()
        demand(rows > 0, "窗口中没有任务。")
        font = QFontInfo(window.font())
        demand(QFontMetrics(window.font()).inFontUcs4(ord("责")), f"字体“{font.family()}”没有汉字。")
        _save(window.grab().toImage(), self._folder / "窗口.png")
        platform = QGuiApplication.platformName()
        return f"{window.width()}×{window.height()}，字体 {font.family()}，{platform}"

    def _change_and_undo(self) -> str:
        from planner.services import items

        workspace = self._window.findChild(Workspace)
        plan = workspace.snapshot if workspace is not None else None
        if workspace is None or plan is None:
            raise NotProved("没有打开计划。")
        first = plan.items[0]
        workspace.do("修改任务", lambda session: items.set_title(session, first.node_id, "自检"))
        changed = workspace.snapshot
        demand(changed is not None and changed.items[0].title == "自检", "修改没有显示。")
        workspace.undo()
        demand(workspace.snapshot == plan, "撤销后与原来不一样。")
        return first.title

    def _draw_preview(self) -> str:
        from planner.reports.raster import PdfPages
        from planner.ui.panes.preview import image_of

        pages = PdfPages(printed_file(self._folder, "pdf").read_bytes())
        try:
            image = image_of(pages.render(0, _SCALE))
            count = len(pages)
        finally:
            pages.close()
        _save(image, self._folder / "预览.png")
        return f"第 1 页（共 {count} 页）"

    def _no_faults(self) -> str:
        demand(not self._faults, "；".join(self._faults))
        return "没有"


def tell(proofs: Sequence[Proof]) -> None:
    """Hand the proofs to the process that asked for them."""
    for proof in proofs:
        sys.stdout.write(json.dumps(asdict(proof)) + "\n")
    sys.stdout.flush()


def _save(image: QImage, path: Path) -> None:
    """Write a picture as PNG; one that is blank proves nothing."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    small = grey.scaledToWidth(400, Qt.TransformationMode.FastTransformation)
    levels = [small.pixelColor(x, y).lightness() for x in range(0, small.width(), 2) for y in range(small.height())]
    ink = sum(level < 160 for level in levels) / max(1, len(levels))
    demand(_LEAST_INK < ink < _MOST_INK, f"{path.name} 是空白的。")
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    demand(image.save(buffer, "PNG"), f"{path.name} 没有画成。")  # type: ignore[call-overload]
    write_atomically(path, bytes(buffer.data().data()))

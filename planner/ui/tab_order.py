"""The order of Tab follows the eye: rail, page, status bar, and within them the layouts, asked anew at each key.

So what is built later, or put elsewhere, has its place at once.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QLayout,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QToolBar,
    QWidget,
)


def stops(part: QWidget) -> Iterator[QWidget]:
    """Yield what takes the focus by Tab in a part of a window, in the order of its layouts."""
    if not part.isVisible() or not part.isEnabled():
        return
    if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None and not _is_passed_over(part):
        yield part
    if isinstance(part, QMainWindow):
        for bar in part.findChildren(QToolBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            yield from stops(bar)
        for inner in (part.centralWidget(), part.statusBar()):
            yield from _in(inner)
    elif isinstance(part, QTabWidget):
        yield from stops(part.tabBar())
        yield from _in(part.currentWidget())
    elif isinstance(part, QStackedWidget):
        yield from _in(part.currentWidget())
    elif isinstance(part, QSplitter):
        for place in range(part.count()):
            yield from _in(part.widget(place))
    elif isinstance(part, QScrollArea):
        yield from _in(part.widget())
    else:
        yield from _in_layout(part.layout())


def move_focus(window: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next stop, round and round; false when there is none."""
    found = list(stops(window))
    if not found:
        return False
    now: QWidget | None = window.focusWidget()
    while now is not None and now not in found:
        now = now.parentWidget()
    if now is None:
        place = 0 if forward else -1
    else:
        place = (found.index(now) + (1 if forward else -1)) % len(found)
    found[place].setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def _is_passed_over(part: QWidget) -> bool:
    """Tell whether a button of several, of which one is chosen, is not that one: the arrows lead to it."""
    group = part.group() if isinstance(part, QAbstractButton) else None
    return group is not None and group.exclusive() and group.checkedButton() not in (None, part)


def _in(part: QWidget | None) -> Iterator[QWidget]:
    if part is not None:
        yield from stops(part)


def _in_layout(layout: QLayout | None) -> Iterator[QWidget]:
    """Yield the stops of a layout by the places of its parts.

    The items themselves are never asked for: Qt deletes them without a word to Python, which would then take what
    comes to lie at the same address for the old item.
    """
    around = layout.parentWidget() if layout is not None else None
    if layout is None or around is None:
        return
    parts: list[QWidget | QLayout] = [part for part in layout.children() if isinstance(part, QLayout)]
    parts += around.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    placed = [(place, part) for part in parts if (place := layout.indexOf(part)) >= 0]
    if isinstance(layout, QGridLayout):
        placed.sort(key=lambda found: layout.getItemPosition(found[0])[:2])  # type: ignore[index]
    else:
        placed.sort(key=lambda found: found[0])
    for _place, part in placed:
        yield from _in_layout(part) if isinstance(part, QLayout) else stops(part)

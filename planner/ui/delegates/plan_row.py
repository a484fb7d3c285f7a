"""A row of the plan tree: one line, sections in bold with their count, the body's first words behind a short title."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem

from planner.core.opening import TreeRow
from planner.ui.itemmodels.plan_tree import COUNT_ROLE, EXCERPT_ROLE, ROW_ROLE, SEVERITY_ROLE, Column
from planner.ui.look import LIGHT_GAP, current_look, light_size, severity_color, text_scale

MARGIN = 6
GAP = 7
SIGN = 13
LEAST_PREVIEW = 36
MUTED = 0.69
CENTRE = 0x80  # Qt.AlignmentFlag.AlignVCenter, as a number for the sake of the first paint
SECTION = "section"
STEP = "step"
BOX = 11
BAR = 3
CUT = 0.45
MARKED = "marked"
PICTURES = {MARKED: "square-check-big", "doubt": "triangle-alert", "error": "circle-alert"}


class PlanRowDelegate(QStyledItemDelegate):
    """Draws from the row itself, so that a cell costs one call to the model.

    The tree tells which rows are chosen and pointed at: to ask the option's state makes PySide build QStyle's many
    enumerations, which takes longer than the first paint of the tree. So does a call that takes one of the many
    enumerations of `Qt` for an argument, like `setPen` or `fillRect`: pale words are drawn with the pen as it is, less
    opaque, and grounds and dots by `eraseRect`.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.chosen_place: int | None = None
        self.pointed_place: int | None = None
        self.has_boxes = False
        self.selected_places: frozenset[int] = frozenset()
        self.marked_places: frozenset[int] = frozenset()
        self.cut_places: frozenset[int] = frozenset()
        self.row_right = 0
        self._words: tuple[str, ...] = ()
        self._number = ""
        self.refresh()

    def refresh(self) -> None:
        """Take over the palette and the font of this moment."""
        look = current_look()
        self._pointed = QColor(look.hover)
        self._accent = QColor(look.accent)
        self._marks: dict[str, QPixmap] = {}
        self._sign_size = round(SIGN * text_scale())
        self.gutter = self._sign_size + 3
        font = QApplication.font()
        self._height = QFontMetrics(font).height() + 10

    def look_for(self, words: tuple[str, ...], number: str) -> None:
        """Mark these words, and this number in the column of numbers."""
        self._words = words
        self._number = number

    def paint_ground(self, painter: QPainter, rect: QRect, palette: QPalette, place: int) -> None:
        """Fill the whole row, the branches' part too, when it is chosen or pointed at.

        Among several chosen rows the one that the keys act on has a bar at its left.
        """
        if place == self.chosen_place or place in self.selected_places:
            painter.setBackground(palette.highlight())
            painter.eraseRect(rect)  # `fillRect` takes colours by the names of `Qt` too, and so makes all of them
            if place == self.chosen_place and (self.marked_places or len(self.selected_places) > 1):
                painter.setBackground(self._accent)
                painter.eraseRect(rect.left(), rect.top(), BAR, rect.height())
        elif place in self.marked_places or place == self.pointed_place:
            painter.fillRect(rect, self._pointed)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the same height for every row."""
        return QSize(80, self._height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        row: TreeRow | None = index.data(ROW_ROLE)
        if row is None:
            return
        rect: QRect = option.rect
        painter.save()
        font = QFont(option.font)
        column = index.column()
        font.setBold(row.kind == SECTION and column <= Column.TITLE)
        painter.setFont(font)
        if index.internalId() in self.cut_places:
            painter.setOpacity(CUT)
        if column == Column.NUMBER:
            is_marked = index.internalId() in self.marked_places
            self._paint_number(painter, rect, row, MARKED if is_marked else index.data(SEVERITY_ROLE))
        elif column == Column.TITLE:
            excerpt = index.data(EXCERPT_ROLE) if self._words else ""
            self._paint_title(painter, rect, row, index.data(COUNT_ROLE) or 0, excerpt)
        elif column == Column.STATUS:
            self._paint_status(painter, rect, row)
        elif column == Column.ORDINAL:
            painter.setOpacity(painter.opacity() * MUTED)
            used = painter.fontMetrics().horizontalAdvance(row.ordinal) + 2 * MARGIN  # figures stand right
            painter.drawText(rect.adjusted(max(2, rect.width() - used), 0, 0, 0), CENTRE, row.ordinal)
        else:
            self._paint_plain(painter, rect, row, column, option.palette)
        painter.restore()

    def _paint_number(self, painter: QPainter, rect: QRect, row: TreeRow, sign: str | None) -> None:
        if sign in PICTURES:
            painter.drawPixmap(rect.left() + 3, rect.center().y() - self._sign_size // 2, self._mark(sign))
        inner = rect.adjusted(self.gutter + 3, 0, -2, 0)
        number = elided(painter.fontMetrics(), row.number, inner.width())
        if self._words:
            self._mark_hits(painter, inner, number, (*self._words, self._number) if self._number else self._words)
        painter.drawText(inner, CENTRE, number)

    def _mark(self, sign: str) -> QPixmap:
        if sign not in self._marks:
            from planner.core.vocabulary import Severity
            from planner.ui.icons import picture

            color = QColor(current_look().accent) if sign == MARKED else severity_color(Severity(sign))
            self._marks[sign] = picture(PICTURES[sign], color, self._sign_size)
        return self._marks[sign]

    def _mark_hits(
        self, painter: QPainter, room: QRect, text: str, words: tuple[str, ...] = (), *, by_sound: bool = True
    ) -> None:
        """Lay a ground and a line under the words that are looked for, as the text will be drawn in its room."""
        from planner.core.searching import hit_places

        metrics = painter.fontMetrics()
        painter.setBackground(QColor(current_look().found))
        top, height = room.center().y() - metrics.height() // 2, metrics.height()
        for start, end in hit_places(text, words or self._words, by_sound=by_sound):
            left = room.left() + metrics.horizontalAdvance(text[:start])
            width = metrics.horizontalAdvance(text[:end]) - metrics.horizontalAdvance(text[:start])
            painter.eraseRect(left, top, width, height)
            painter.drawLine(left, top + height, left + width - 1, top + height)

    def _paint_title(self, painter: QPainter, rect: QRect, row: TreeRow, count: int | str, excerpt: str) -> None:
        inner = rect.adjusted(2, 0, -MARGIN, 0)
        if self.has_boxes and row.kind == STEP:
            self._paint_box(painter, box_in(rect), is_done=row.is_done)
            inner.setLeft(inner.left() + BOX + 6)
        is_section = row.kind == SECTION
        if is_section and not (row.leads or row.partners or row.deadline):
            inner.setRight(self.row_right)  # nothing stands in the other columns
        counted = f"{count} 项" if count else ""
        more = counted if is_section else excerpt or row.preview
        title = row.title or ("（无标题）" if not row.preview else "")
        metrics = painter.fontMetrics()
        shown = elided(metrics, title, inner.width())
        if self._words:
            self._mark_hits(painter, inner, shown)
        painter.drawText(inner, CENTRE, shown)
        used = metrics.horizontalAdvance(title) + 12 if title else 0
        if more:
            font = QFont(painter.font())
            font.setBold(False)
            painter.setFont(font)
            painter.setOpacity(painter.opacity() * MUTED)
        needed = painter.fontMetrics().horizontalAdvance(more) if is_section else LEAST_PREVIEW
        if more and inner.width() - used >= needed:
            rest = inner.adjusted(used, 0, 0, 0)
            words = elided(painter.fontMetrics(), more, rest.width())
            if self._words and not is_section:
                self._mark_hits(painter, rest, words, by_sound=False)
            painter.drawText(rest, CENTRE, words)

    def _paint_box(self, painter: QPainter, box: QRect, *, is_done: bool) -> None:
        """Draw the box of a step, ticked when it is done; nothing is done yet at the first picture."""
        opacity = painter.opacity()
        painter.setOpacity(opacity if is_done else opacity * MUTED)
        painter.drawRect(box)
        left, middle = box.left() + 3, box.center().y() + 1
        for lower in (0, 1) if is_done else ():
            painter.drawLine(left, middle + lower, left + 2, middle + 2 + lower)
            painter.drawLine(left + 2, middle + 2 + lower, left + 7, middle - 3 + lower)
        painter.setOpacity(opacity)

    def _paint_status(self, painter: QPainter, rect: QRect, row: TreeRow) -> None:
        """Draw the light and the word: nothing at the first picture, whose rows have none."""
        if not row.status:
            return
        if row.light:
            from planner.core.progress import Light
            from planner.ui.lights import paint_light

            paint_light(painter, Light(row.light), rect.left() + MARGIN, rect.center().y() + 0.5)
        inner = rect.adjusted(MARGIN + light_size() + LIGHT_GAP, 0, -2, 0)
        painter.drawText(inner, CENTRE, elided(painter.fontMetrics(), row.status, inner.width()))

    def _paint_plain(self, painter: QPainter, rect: QRect, row: TreeRow, column: int, palette: QPalette) -> None:
        text = (row.leads, row.partners, row.deadline)[column - Column.LEADS]
        if not text:
            return
        inner = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        metrics = painter.fontMetrics()
        words = elided(metrics, text, inner.width())
        if row.is_muted:
            painter.setOpacity(painter.opacity() * MUTED)
        if self._words:
            self._mark_hits(painter, inner, words)
        painter.drawText(inner, CENTRE, words)
        if column == Column.DEADLINE and row.due:
            self._paint_beside(painter, inner, metrics.horizontalAdvance(words) + GAP, row.due)
        if column == Column.LEADS and row.is_by_position:
            # By position only, until the clerk confirms it: dotted, as a word that still has to be looked up.
            base = inner.center().y() + metrics.height() // 2
            painter.setBackground(palette.placeholderText())
            for left in range(inner.left(), inner.left() + metrics.horizontalAdvance(words), 3):
                painter.eraseRect(left, base, 1, 1)

    def _paint_beside(self, painter: QPainter, rect: QRect, used: int, words: str) -> None:
        """Draw pale words behind others where there is room for all of them."""
        if used + painter.fontMetrics().horizontalAdvance(words) <= rect.width():
            painter.setOpacity(painter.opacity() * MUTED)
            painter.drawText(rect.adjusted(used, 0, 0, 0), CENTRE, words)


def box_in(cell: QRect) -> QRect:
    """Return where the box of a step stands in the cell of its title."""
    return QRect(cell.left() + 3, cell.center().y() - BOX // 2, BOX, BOX)


def elided(metrics: QFontMetrics, text: str, width: int) -> str:
    """Return a text cut with … where it is too long; as `elidedText`, which cannot be asked without naming `Qt`."""
    if not text or metrics.horizontalAdvance(text) <= width:
        return text
    room = width - metrics.horizontalAdvance("…")
    fits, fits_not = 0, len(text)
    while fits_not - fits > 1:
        middle = (fits + fits_not) // 2
        if metrics.horizontalAdvance(text[:middle]) <= room:
            fits = middle
        else:
            fits_not = middle
    return f"{text[:fits]}…"

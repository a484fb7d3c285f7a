"""The tree of a plan: a thin item model over its rows. An index carries the row's place in plan order.

A filter shows the hits with what is above them; it works on the lists and resets the model once (a recursive proxy
costs seconds at ten thousand nodes). The first picture shows the rows of an `Opening`; the snapshot replaces them right
behind it. Nothing here names a member of `Qt` before that: PySide would build the 93 enumerations of that class, which
takes as long as painting the tree. Roles and flags are therefore written as numbers.
"""

from bisect import bisect_left, bisect_right
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QStandardItem, QStandardItemModel

from planner.core.opening import PREVIEW_LENGTH, Opening, TreeRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from PySide6.QtCore import Qt

    from planner.core.customs import Customs
    from planner.core.filtering import ItemFilter
    from planner.core.snapshot import PlanNode, PlanSnapshot
    from planner.core.vocabulary import Severity
    from planner.ui.itemmodels.plan_filter import PlanFilter

Index = QModelIndex | QPersistentModelIndex
DISPLAY, TOOL_TIP, ALIGNMENT, ACCESSIBLE_TEXT, USER = 0, 3, 7, 11, 0x100
LEFT_CENTRE = 0x81
ROW_ROLE = USER + 1
COUNT_ROLE = USER + 2
FAULT_ROLE = USER + 3
SEVERITY_ROLE = USER + 4
EXCERPT_ROLE = USER + 5
NO_INDEX = QModelIndex()
Arrangement = tuple[dict[int | None, list[int]], dict[int, int]]
LONGEST_HEAD = 6
LAST_COLUMN = 6
SEEN_OF_BODY = 12  # letters of the body that a row shows for certain


class Column(IntEnum):
    """The columns; the running number stands beside that of the source, though it was added last."""

    NUMBER = 0
    TITLE = 1
    LEADS = 2
    PARTNERS = 3
    DEADLINE = 4
    STATUS = 5
    ORDINAL = 6


HEAD_TIPS: dict[int, str] = {
    Column.NUMBER: "原序号：计划原文里写的编号，增删移动都不变",
    Column.ORDINAL: "序号：任务现在的顺序，增删移动后自动重排",
}


def heads_of(lead_word: str, partner_word: str) -> tuple[str, ...]:
    """Return the words of the head: the plan's own for the roles where they are short."""
    lead, partner = (
        word if 0 < len(word) <= LONGEST_HEAD else usual
        for word, usual in ((lead_word, "牵头"), (partner_word, "配合"))
    )
    return "原序号", "任务", lead, partner, "时限", "状态", "序号"


class TreeHeads(QStandardItemModel):
    """The words of the head as a model of Qt's own, so that to draw it asks nothing of Python."""

    def show_heads(self, heads: tuple[str, ...]) -> None:
        """Show these words."""
        for column, words in enumerate(heads):
            item = QStandardItem(words)
            item.setData(LEFT_CENTRE, ALIGNMENT)
            item.setToolTip(HEAD_TIPS.get(column, words))
            self.setHorizontalHeaderItem(column, item)


class PlanTreeModel(QAbstractItemModel):
    """Read-only; `show_snapshot` brings it up to date."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.heads = TreeHeads(self)
        self._words = heads_of("", "")
        self.heads.show_heads(self._words)
        self._nodes: tuple[PlanNode, ...] = ()
        self._ordinals: dict[int, int] = {}
        self._rows: list[TreeRow | None] = []
        self._shape: list[tuple[int, int | None]] = []
        self._place: dict[int, int] = {}
        self._children: dict[int | None, list[int]] = {}
        self._row: dict[int, int] = {}
        self._above: list[int | None] = []
        self._whole: Arrangement | None = None
        self._counts: dict[int, int] = {}
        self._doubts: dict[int, str] = {}
        self._severities: dict[int, Severity] = {}
        self._filter: PlanFilter | None = None
        self._excerpts: dict[int, str] = {}
        self._day: date | None = None
        self._customs: Customs | None = None
        self.has_states = False
        self.marked_ids: frozenset[int] = frozenset()
        self._unread: frozenset[int] = frozenset()

    @property
    def shown_count(self) -> int:
        """How many nodes are shown with the filter of this moment."""
        return len(self._row)

    @property
    def node_count(self) -> int:
        """How many nodes the plan has."""
        return len(self._shape)

    def shown_parents(self) -> list[int]:
        """Return the ids of the nodes that are shown with something below them."""
        return [self._shape[place][0] for place in self._children if place is not None]

    def show_opening(self, opening: Opening) -> None:
        """Show the rows of a plan whose snapshot is still to come."""
        self.beginResetModel()
        self._rows = list(opening.rows)
        self.has_states = opening.has_states
        self._unread = opening.folded
        self._take_shape([(row.node_id, row.parent_id) for row in opening.rows])
        self._count([row.kind for row in opening.rows])
        self._show_heads(heads_of(opening.lead_word, opening.partner_word))
        self._arrange()
        self.endResetModel()

    def show_snapshot(self, snapshot: "PlanSnapshot | None") -> bool:
        """Show `snapshot`; true when the rows were built anew, false when only their contents changed."""
        from planner.ui.itemmodels.plan_rows import doubts_of

        nodes, old = (snapshot.nodes if snapshot is not None else ()), self._nodes
        told, doubts, severities = (self._day, self._customs), self._doubts, self._severities
        # A step leaves the nodes that it did not touch the objects they were (PlanReader).
        changed = [place for place, pair in enumerate(zip(old, nodes, strict=False)) if pair[0] is not pair[1]]
        if len(nodes) != len(old):
            changed = list(range(len(nodes)))
        shape = [(nodes[place].node_id, nodes[place].parent_id) for place in changed]
        is_known = len(nodes) == len(self._shape) and all(
            self._shape[place] == found for place, found in zip(changed, shape, strict=True)
        )
        shown = self._shown
        self._excerpts = {}
        self.filter.show(snapshot)
        turned = len(old) == len(nodes) and any(old[place].kind is not nodes[place].kind for place in changed)
        same = is_known and not turned and self._shown == shown
        if not same:
            self.beginResetModel()
        self._nodes, self._unread = nodes, frozenset()
        self._ordinals = snapshot.ordinals if snapshot is not None else {}
        self._customs = snapshot.customs if snapshot is not None else None
        self.has_states = any(node.entries for node in nodes)
        self._day = today() if self.has_states else None
        if (self._day, self._customs) != told:
            changed = list(range(len(nodes)))
        before = {place: self._rows[place] for place in changed} if same else {}
        self._rows = self._rows if same else [None] * len(nodes)
        for place in changed if same else ():
            self._rows[place] = None
        if not same:
            self._take_shape([(node.node_id, node.parent_id) for node in nodes])
            self._count([node.kind for node in nodes])
        self._doubts, self._severities = doubts_of(snapshot) if snapshot is not None else ({}, {})
        self._show_heads(heads_of(snapshot.lead_word, snapshot.partner_word) if snapshot else heads_of("", ""))
        if same:
            self._tell_contents_changed(before, doubts, severities)
        else:
            self._arrange()
            self.endResetModel()
        return not same

    @property
    def filter(self) -> "PlanFilter":
        """What the filter of this moment shows. It is made with the first snapshot, never for the first picture."""
        if self._filter is None:
            from planner.ui.itemmodels.plan_filter import PlanFilter

            self._filter = PlanFilter()
        return self._filter

    def set_filter(self, chosen: "ItemFilter | None") -> None:
        """Show only what is wanted, and what is above it; None or an empty filter shows all."""
        from planner.ui.itemmodels.plan_filter import NOTHING

        self.beginResetModel()
        self.filter.take(chosen or NOTHING)
        self._excerpts = {}
        self._arrange()
        self.endResetModel()

    def first_hit(self) -> int | None:
        """Return the node that is meant first: the item of the number looked for, else the first hit."""
        first = self.filter.first
        return None if first is None else self._shape[first][0]

    def hit_beside(self, node_id: int | None, offset: int) -> int | None:
        """Return the next hit behind a node, or before it, round the ends."""
        hits = self.filter.hits
        if not hits:
            return None
        here = self._place.get(node_id, -1) if node_id is not None else -1
        found = bisect_right(hits, here) if offset > 0 else bisect_left(hits, here) - 1
        return self._shape[hits[found % len(hits)]][0]

    def is_hit(self, node_id: int | None) -> bool:
        """Whether a node is itself what is looked for."""
        place = self._place.get(node_id) if node_id is not None else None
        hits = self.filter.hits
        found = bisect_left(hits, place) if place is not None else len(hits)
        return found < len(hits) and hits[found] == place

    def excerpt(self, place: int) -> str:
        """Return the words around the hit in a row that does not show it, nothing where it does."""
        words = self.filter.query.words
        if not words or not self._nodes:
            return ""
        if place not in self._excerpts:
            from planner.core.searching import hidden_hit

            self._excerpts[place] = hidden_hit(self._nodes[place], words, SEEN_OF_BODY, PREVIEW_LENGTH)
        return self._excerpts[place]

    def index_of(self, node_id: int | None, column: int = 0) -> QModelIndex:
        """Return the index of a node, invalid when it is not shown."""
        place = self._place.get(node_id) if node_id is not None else None
        if place is None or place not in self._row:
            return QModelIndex()
        return self.createIndex(self._row[place], column, place)

    def node_id_at(self, index: Index) -> int | None:
        """Return the id of the node of an index."""
        return self._shape[index.internalId()][0] if index.isValid() else None

    def ids_between(self, parent: Index, first: int, last: int) -> list[int]:
        """Return the ids of neighbouring rows."""
        places = self._children.get(parent.internalId() if parent.isValid() else None, [])
        return [self._shape[place][0] for place in places[first : last + 1]]

    def in_order(self, node_ids: "Iterable[int]") -> tuple[int, ...]:
        """Return the ids that the plan has in its order."""
        known = self._place
        return tuple(sorted({one for one in node_ids if one in known}, key=known.__getitem__))

    def places_of(self, node_ids: "Iterable[int]") -> frozenset[int]:
        """Return the places of nodes in plan order."""
        return frozenset(self._place[one] for one in node_ids if one in self._place)

    def places_below(self, node_ids: "Iterable[int]") -> frozenset[int]:
        """Return the places of nodes and of all that is below them."""
        found = set(self.places_of(node_ids))
        if found:
            for place in range(len(self._shape)):
                if self._parent_place(place) in found:
                    found.add(place)
        return frozenset(found)

    def stretches(self, node_ids: "Iterable[int]") -> list[tuple[QModelIndex, QModelIndex]]:
        """Return shown nodes as stretches of neighbouring rows, each by its first and its last cell."""
        last: dict[int | None, list[int]] = {}
        found: list[list[int]] = []
        for place in sorted(self.places_of(node_ids)):
            if place not in self._row:
                continue
            above = self._parent_place(place)
            stretch = last.get(above)
            if stretch is not None and self._row[stretch[1]] + 1 == self._row[place]:
                stretch[1] = place
            else:
                last[above] = [place, place]
                found.append(last[above])
        return [
            (self.createIndex(self._row[first], 0, first), self.createIndex(self._row[end], LAST_COLUMN, end))
            for first, end in found
        ]

    def shown_ids(self) -> list[int]:
        """Return the ids of all nodes that are shown, folded or not."""
        return [self._shape[place][0] for place in self._row]

    def row_at(self, place: int) -> TreeRow:
        """Return the row at a place in plan order."""
        row = self._rows[place]
        if row is None:
            from planner.ui.itemmodels.plan_rows import row_of

            row = self._rows[place] = row_of(
                self._nodes[place], self._ordinals[self._nodes[place].node_id], self._day, self._customs
            )
        return row

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of rows."""
        if parent.column() > 0:
            return 0
        return len(self._children.get(parent.internalId() if parent.isValid() else None, ()))

    def hasChildren(self, parent: Index = NO_INDEX) -> bool:
        """Tell whether there is anything below, also where it is still to be read; asked for each row."""
        if not parent.isValid():
            return None in self._children
        place = parent.internalId()
        has = place in self._children or (bool(self._unread) and self._shape[place][0] in self._unread)
        return has and parent.column() == 0

    def columnCount(self, _parent: Index = NO_INDEX) -> int:
        """Return the number of columns."""
        return LAST_COLUMN + 1

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        """Return the index of a cell."""
        rows = self._children.get(parent.internalId() if parent.isValid() else None, ())
        if not (0 <= row < len(rows) and 0 <= column <= LAST_COLUMN) or parent.column() > 0:
            return QModelIndex()
        return self.createIndex(row, column, rows[row])

    def parent(self, index: Index = NO_INDEX) -> Any:
        """Return the index above."""
        if not index.isValid():
            return QModelIndex()
        above = self._parent_place(index.internalId())
        return QModelIndex() if above is None else self.createIndex(self._row[above], 0, above)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return what a cell shows or says."""
        if not index.isValid():
            return None
        row = self.row_at(index.internalId())
        if role == ROW_ROLE:
            return row
        if role == EXCERPT_ROLE:
            return self.excerpt(index.internalId())
        if role == DISPLAY:
            return _text(row, index.column())
        if role == COUNT_ROLE:
            return self._counted(index.internalId())
        if role == FAULT_ROLE:
            return self._doubts.get(row.node_id)
        if role == SEVERITY_ROLE:
            return self._severities.get(row.node_id)
        if role == TOOL_TIP:
            return self._tip(row, index.column(), index.internalId())
        if role == ACCESSIBLE_TEXT:
            return self._spoken(row, index.column())
        return None

    def _spoken(self, row: TreeRow, column: int) -> str:
        """Return what is read aloud of a cell: with its first one what only signs show of the row."""
        if column != Column.NUMBER:
            return _text(row, column)
        signs = ("已标记" if row.node_id in self.marked_ids else "", "已完成" if row.is_done else "")
        return " ".join(word for word in (row.number, *signs, self._doubts.get(row.node_id, "")) if word)

    def headerData(self, section: int, orientation: "Qt.Orientation", role: int = DISPLAY) -> Any:
        """Return the words of the head, for who reads the window aloud; the header draws `heads`."""
        if orientation.value != 1 or not 0 <= section < len(Column):
            return None
        return self._words[section] if role == DISPLAY else None

    def _take_shape(self, shape: list[tuple[int, int | None]]) -> None:
        self._shape = shape
        self._place = place_of = {node_id: place for place, (node_id, _) in enumerate(shape)}
        self._above = [None if above is None else place_of.get(above) for _, above in shape]
        self._whole = None

    def _show_heads(self, words: tuple[str, ...]) -> None:
        if words != self._words:
            self._words = words
            self.heads.show_heads(words)

    def _parent_place(self, place: int) -> int | None:
        return self._above[place]

    def _arrange(self) -> None:
        """Put the places shown below each other; all of them stand ready for when the filter goes."""
        shown = self._shown
        if shown is not None:
            self._children, self._row = self._arranged(sorted(shown))
            return
        if self._whole is None:
            self._whole = self._arranged(range(len(self._shape)))
        self._children, self._row = self._whole

    def _arranged(self, places: "Iterable[int]") -> Arrangement:
        children: dict[int | None, list[int]] = {}
        row: dict[int, int] = {}
        above = self._above
        for place in places:
            siblings = children.get(above[place])
            if siblings is None:
                children[above[place]] = siblings = []
            row[place] = len(siblings)
            siblings.append(place)
        return children, row

    @property
    def _shown(self) -> set[int] | None:
        return self._filter.shown if self._filter is not None else None

    def _count(self, kinds: list[str]) -> None:
        """Count the items under each node."""
        self._counts = {}
        for place, kind in enumerate(kinds):
            above = self._shape[place][1] if kind == "item" else None
            while above is not None and above in self._place:
                self._counts[above] = self._counts.get(above, 0) + 1
                above = self._shape[self._place[above]][1]

    def _tell_contents_changed(
        self, before: dict[int, TreeRow | None], doubts: dict[int, str], severities: "dict[int, Severity]"
    ) -> None:
        """Tell of the rows that are not as they were; to tell of all would cost the view its whole layout each time."""
        said = {node_id for node_id, words in doubts.items() ^ self._doubts.items()}
        said |= {node_id for node_id, weight in severities.items() ^ self._severities.items()}
        places = {self._place[node_id] for node_id in said if node_id in self._place}
        places |= {place for place, old in before.items() if old is None or old != self.row_at(place)}
        for place in sorted(places):
            row = self._row.get(place)
            if row is None:
                continue  # the filter leaves it out
            self.dataChanged.emit(self.createIndex(row, 0, place), self.createIndex(row, len(Column) - 1, place))

    def _counted(self, place: int) -> int | str:
        """Return how many items there are below a node, with a filter how many of them it leaves: 2/5."""
        whole = self._counts.get(self._shape[place][0], 0)
        if not whole or self._shown is None:
            return whole
        items = self.filter.items
        return f"{bisect_left(items, self._end_of(place)) - bisect_left(items, place)}/{whole}"

    def _end_of(self, place: int) -> int:
        """Return the place behind a node and all that is below it, shown or not."""
        children, row = self._whole = self._whole or self._arranged(range(len(self._shape)))
        at: int | None = place
        while at is not None:
            siblings = children[self._above[at]]
            if row[at] + 1 < len(siblings):
                return siblings[row[at] + 1]
            at = self._above[at]
        return len(self._shape)

    def _tip(self, row: TreeRow, column: int, place: int) -> str | None:
        if column == Column.NUMBER:
            return self._doubts.get(row.node_id)
        if column == Column.TITLE:
            return f"{row.number}{row.title}"
        if column == Column.LEADS and row.is_by_position:
            return f"{row.leads}\n原文没有写明谁牵头，按第一个推定"
        if column == Column.DEADLINE and place < len(self._nodes):
            from planner.ui.deadline_words import deadline_tip

            return deadline_tip(self._nodes[place].deadlines) or None
        return _text(row, column) or None


def _text(row: TreeRow, column: int) -> str:
    return (row.number, row.title, row.leads, row.partners, row.deadline, row.status, row.ordinal)[column]


def today() -> "date":
    """Return the day that statuses are told for."""
    from datetime import date

    return date.today()

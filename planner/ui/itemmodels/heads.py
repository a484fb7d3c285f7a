"""What a table's head shows and says: its words, on the left."""

from collections.abc import Sequence

from PySide6.QtCore import Qt


def head_data(heads: Sequence[str], section: int, orientation: Qt.Orientation, role: int) -> str | int | None:
    """Return the word of a column for `headerData`, and where it stands."""
    if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
        return heads[section]
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return None

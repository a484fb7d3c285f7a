"""What of a plan's tree is folded: in a plan that fits, what the clerk closed; in a long one, what he did not open."""

from collections.abc import Iterable


class Folds:
    """The folds of one plan. `as_text` and `read` keep them between starts."""

    def __init__(self) -> None:
        self._folded: set[int] = set()
        self._opened: set[int] = set()
        self.is_long = False

    def is_open(self, node_id: int) -> bool:
        """Whether what is below a node is shown."""
        return node_id in self._opened if self.is_long else node_id not in self._folded

    def fold(self, node_id: int, *, folded: bool) -> None:
        """Remember that a node was folded or opened."""
        (self._folded.add if folded else self._folded.discard)(node_id)
        (self._opened.discard if folded else self._opened.add)(node_id)

    def fold_all(self, node_ids: Iterable[int], *, folded: bool) -> None:
        """Remember that all these nodes were folded or opened."""
        for node_id in node_ids:
            self.fold(node_id, folded=folded)

    def as_text(self) -> str:
        """Return what is to be remembered, empty for nothing."""
        closed, opened = (",".join(map(str, sorted(ids))) for ids in (self._folded, self._opened))
        return f"{closed};{opened}" if closed or opened else ""

    def read(self, text: str) -> None:
        """Take over what was remembered; what is no list of ids counts for nothing."""
        closed, _, opened = text.partition(";")
        self._folded, self._opened = ({int(one) for one in ids.split(",") if one.isdigit()} for ids in (closed, opened))

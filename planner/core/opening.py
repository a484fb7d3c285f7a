"""What the first picture of the window shows of a plan: the rows of its tree, read before everything else.

Named tuples, unlike the other values: to make the class of a frozen slotted dataclass takes a millisecond, that of a
tuple a fifth, and these are made while the clerk waits for the window.
"""

from typing import NamedTuple

PREVIEW_LENGTH = 60
WHOLE_AT_MOST = 3000
"""Nodes of a plan that the tree unfolds; a longer plan begins with its top level alone."""


class TreeRow(NamedTuple):
    """A row of the tree in the words that it shows; `preview` is the first line of the body, cut short.

    `is_muted` marks a row whose units are not its own, `is_by_position` a lead that the source does not state. The
    status with the sign of its light is for the snapshot to say: it follows from the day. `ordinal` is the running
    number of an item, empty for what is none; `is_done` follows from the reports as the status does, `due` is the last
    day that the words of the deadline give.
    """

    node_id: int
    parent_id: int | None
    kind: str
    number: str
    title: str
    preview: str
    leads: str
    partners: str
    deadline: str
    is_muted: bool
    is_by_position: bool
    status: str = ""
    light: str = ""
    ordinal: str = ""
    is_done: bool = False
    due: str = ""


class Opening(NamedTuple):
    """A plan as the tree shows it. The two words are the source's own for the roles, empty when it has none.

    `has_states` is true when anything was reported of it, so that a column is kept free for the statuses; likewise
    `has_deadlines`. `folded` are the nodes of a long plan whose lower levels are still to be read.
    """

    plan_id: int
    title: str
    lead_word: str
    partner_word: str
    rows: tuple[TreeRow, ...]
    has_states: bool = False
    has_deadlines: bool = False
    folded: frozenset[int] = frozenset()

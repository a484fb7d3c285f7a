"""What the walk over rich text remembers: the state that groups inherit, and the stories being filled."""

from dataclasses import dataclass, field, replace

from planner.importing.document import Block
from planner.importing.readers.rtf_flow import Flow, RowForm
from planner.importing.readers.symbols import with_signs

BOX = "框"
MARGINS = ("页眉", "页脚")


@dataclass(slots=True)
class Story:
    """A story being filled: its flow, its open paragraph and the row that is being defined."""

    aside: str = ""
    flow: Flow = field(default_factory=Flow)
    words: list[str] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    row: RowForm = field(default_factory=RowForm)

    @property
    def is_margin(self) -> bool:
        """Whether it is a header or a footer."""
        return self.aside in MARGINS


@dataclass(slots=True)
class Field:
    """An open field: its instruction, and whether it has a result to show."""

    instruction: str = ""
    has_result: bool = False


@dataclass(slots=True)
class State:
    """What a group inherits and forgets at its end. `sink` says where its text goes, `opens` what ends with it."""

    font: int = -1
    wide_font: int = -1
    script: str = ""
    unicode_skip: int = 1
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    level: int = 0
    sink: str = "text"
    outside: str = "text"
    opens: str = ""

    def inherited(self) -> "State":
        """Return the state in which a group inside this one begins."""
        return replace(self, opens="")


def whole(text: str) -> str:
    """Return text with the halves of characters beyond the first plane put together, and the signs of symbol fonts."""
    if text.isascii():
        return text
    if any("\ud800" <= ch <= "\udfff" for ch in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return with_signs(text) if any("\uf000" <= ch <= "\uf0ff" for ch in text) else text

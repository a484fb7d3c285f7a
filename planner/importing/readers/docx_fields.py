"""Fields of a Word document: results are text; instructions are none, nor are the page numbers of a margin."""

from dataclasses import dataclass

from lxml import etree

from planner.importing.readers.docx_numbers import is_on, only
from planner.importing.readers.docx_parts import W
from planner.importing.readers.field_words import LONGEST_INSTRUCTION, is_page_number, shown_without_result

_MOST_OPEN = 50


@dataclass(slots=True)
class _Field:
    """A field being read: silent while its instruction runs, or for good when it is a page number."""

    words: str = ""
    silent: bool = True
    shown: str = ""


class Fields:
    """The fields that are open at a place of a story. `silent` counts those that keep text from being shown."""

    def __init__(self, keeps_page_numbers: bool = True) -> None:
        self.silent = 0
        self._keeps_page_numbers = keeps_page_numbers
        self._open: list[_Field] = []

    def mark(self, element: etree._Element) -> str:
        """Take a w:fldChar; return what a field without a result shows when it ends here."""
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._open.append(_Field(shown=_box_to_tick(element)))
            self.silent += 1
        elif self._open and kind == "separate":
            field = self._open[-1]
            if field.silent and not self.leaves_out(field.words):
                field.silent = False
                self.silent -= 1
        elif self._open and kind == "end":
            field = self._open.pop()
            self.silent -= field.silent
            if field.silent and not self.silent:
                return field.shown or shown_without_result(field.words)
        return ""

    def instruct(self, element: etree._Element) -> None:
        """Take a piece of an instruction."""
        if self._open and len(self._open[-1].words) < LONGEST_INSTRUCTION:
            self._open[-1].words += (element.text or "")[:LONGEST_INSTRUCTION]

    def end_paragraph(self) -> None:
        """Forget instructions that have not ended with their paragraph: they are broken, and would swallow the rest."""
        if self.silent:
            self._open = [field for field in self._open if not field.silent][:_MOST_OPEN]
            self.silent = 0

    def leaves_out(self, instruction: str) -> bool:
        """Tell whether the result of a field is a page number that is not wanted here."""
        return not self._keeps_page_numbers and is_page_number(instruction)


def _box_to_tick(mark: etree._Element) -> str:
    """Return the box that a form field draws, ticked or not."""
    box = only(only(mark, W + "ffData"), W + "checkBox")
    if box is None:
        return ""
    return "☑" if is_on(box, "checked") or (only(box, W + "checked") is None and is_on(box, "default")) else "□"
